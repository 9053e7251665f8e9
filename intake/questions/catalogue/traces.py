"""Who can see that somebody was here, and what they can do about it: honest, and neutral in its title and address."""

from __future__ import annotations

from intake.questions.catalogue import copy
from intake.questions.catalogue.calls import RING_CHILDLINE, RING_NSPCC
from intake.questions.passages import Passage
from intake.questions.vocabulary import N_, Say, same

TRACES = (
    Passage(
        same(N_("Is someone near you now?")),
        (
            same(N_("Press Leave now at the top. You can come back later.")),
            same(N_("If you have no code yet, you start again then. Your safety comes first.")),
        ),
    ),
    Passage(
        same(N_("What Leave now does")),
        (
            same(N_("Leave now opens %(exit_name)s. It does not clear the list of pages you looked at.")),
            same(N_("It closes what you wrote. If someone goes back, they cannot read it.")),
            copy.LEAVE_BY_KEYS,
        ),
    ),
    Passage(
        same(N_("The list of pages you looked at")),
        (
            same(N_("A phone or computer keeps a list of pages. It shows the names of ours.")),
            same(N_("It does not show what you wrote.")),
            same(N_("You can take this page out of that list. Take out only this one.")),
            same(N_("If you wipe the whole list, someone may ask why.")),
        ),
    ),
    Passage(
        same(N_("Another time")),
        (
            same(N_("Next time, you can use a private window.")),
            same(N_("When you close it, it keeps no list. A school or a home network may still keep one.")),
            same(N_("Or use a phone or computer that no one else looks at.")),
            same(N_("A friend or a school may have one.")),
        ),
    ),
    Passage(
        same(N_("If other people use this phone or computer")),
        (
            same(N_("Tell us before you start. There is a box to tick. Then we hide more.")),
            same(N_("You get your code early. You need it to come back.")),
            same(N_("Does the phone ask to keep what you type? Say no. Do not take a picture.")),
        ),
    ),
    Passage(
        same(N_("Your code")),
        (
            same(N_("If someone has your code, they can see what you wrote.")),
            same(N_("Write it down where no one looks. You do not have to say what it is.")),
            same(N_("If someone saw it, call us on %(team_phone)s. We can talk about what to do.")),
        ),
    ),
    Passage(
        same(N_("Calls, texts and emails")),
        (
            same(N_("We call, text or write to you only if you say that is OK.")),
            same(N_("Our message does not say what it is about.")),
            Say(
                child=N_("A call to Childline is free. It does not show on the phone bill."),
                adult=N_("Calls may show on a phone bill. A child’s call to Childline does not."),
            ),
            same(N_("Your phone keeps its own list of calls. You can take one out.")),
        ),
        (RING_CHILDLINE, RING_NSPCC),
    ),
)
