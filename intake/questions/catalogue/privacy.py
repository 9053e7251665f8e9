"""What is kept private and what is not: told shortly to a child, and whole to an adult."""

from __future__ import annotations

from intake.questions.catalogue.calls import RING_ICO, RING_US
from intake.questions.passages import Passage
from intake.questions.vocabulary import N_, NN_, Say, same

PRIVATE = (
    Passage(
        None,
        (
            Say(
                child=N_("This page tells you what we do with the things you tell us."),
                adult=N_("%(council)s runs this form. This page says what happens to what you tell us."),
            ),
        ),
    ),
    Passage(
        same(N_("What we keep")),
        (
            Say(
                child=N_("We keep what you send us, and the day you sent it."),
                adult=N_("We keep what you send us in your own words, and the day you sent it."),
            ),
            Say(adult=N_("We keep your name and how to reach you, if you tell us.")),
            Say(
                child=N_("We keep a note of what we do about it."),
                adult=N_("We keep a note of what we do about it, and of who did it."),
            ),
            Say(child=N_("You can skip most questions. You can use any name you like.")),
            same(N_("We do not read what you write until you send it.")),
        ),
    ),
    Passage(
        same(N_("Why we keep it")),
        (
            Say(
                child=N_("The law says that we must listen to you and answer you."),
                adult=N_(
                    "The law says that councils must answer complaints like yours. It also says that they must "
                    "protect children."
                ),
            ),
            Say(
                child=N_("It also says that we must help to keep children safe."),
                adult=N_("Doing that is our legal duty and our public task. So we do not need your consent for it."),
            ),
            Say(
                adult=N_(
                    "Some answers may be about health, race, religion or a crime. The law protects those more. "
                    "We use them only to answer you and to protect children."
                )
            ),
            Say(adult=N_("We do ask for a yes before we tell an advocate or another council.")),
            Say(
                child=N_("Each year we count what people tell us. We leave out all the names."),
                adult=N_(
                    "Each year the council reports how many complaints it had and what it learned. No one is named."
                ),
            ),
        ),
    ),
    Passage(
        same(N_("Who sees it")),
        (
            Say(
                child=N_("We only share it with people who need it to help."),
                adult=N_("We only share it with people who need it to answer you."),
            ),
            Say(
                child=N_("The complaints team reads it. We write down each time someone opens it."),
                adult=N_("The complaints team reads it. Each time a member of staff opens it, that is written down."),
            ),
            Say(
                child=N_("If it is about a person, they can see what it says. That is so they can answer."),
                adult=N_("If it is about a worker, that worker will usually see what it says so they can answer."),
            ),
            Say(
                child=N_("They are not the one who looks into it."),
                adult=N_(
                    "They are not the one who looks into it. If you name them, they cannot open it at their desk."
                ),
            ),
            Say(child=N_("If you say who not to tell, we try hard to keep to that.")),
            Say(
                child=N_("If you say yes, we tell an advocate. You choose what we tell them."),
                adult=N_("An advocate is told only what the child or young person agreed to."),
            ),
            Say(
                child=N_("Some things are for another council. If so, we ask you first."),
                adult=N_("If another council has to answer, we ask you before we pass anything on."),
            ),
            Say(
                adult=N_(
                    "If you are not the child, we may not be able to tell you everything. "
                    "A child has private things too."
                )
            ),
            Say(
                adult=N_(
                    "Another company may carry our email, text or letter to you. It does not say what you told us."
                )
            ),
            Say(
                child=N_("A computer helps us find the right person. People decide what we do."),
                adult=N_("The program suggests who should look at it, and by when. People decide."),
            ),
        ),
        is_grave=True,
    ),
    Passage(
        same(N_("When we have to tell")),
        (
            Say(
                child=N_("We cannot keep it secret if someone may get hurt."),
                adult=N_("If a child may be at risk, we must pass that on."),
            ),
            Say(
                child=N_("Then we tell people who help to keep children safe."),
                adult=N_("Then we tell the team that protects children. It may have to tell the police."),
            ),
            Say(
                child=N_("We try to tell you before we tell anyone."),
                adult=N_("We try to tell you first, unless that would put somebody in danger."),
            ),
        ),
        is_grave=True,
    ),
    Passage(
        same(N_("How long we keep it")),
        (
            same(
                NN_(
                    "If you do not send it, we wipe it after %(draft_days)s day.",
                    "If you do not send it, we wipe it after %(draft_days)s days.",
                    "draft_days",
                )
            ),
            same(N_("If you leave and have no code, we wipe it in about an hour.")),
            Say(
                child=NN_(
                    "What you send is kept for %(record_years)s year after we finish. That is the council’s rule.",
                    "What you send is kept for %(record_years)s years after we finish. That is the council’s rule.",
                    "record_years",
                ),
                adult=NN_(
                    "What you send is kept for %(record_years)s year after it is closed. That is the council’s rule.",
                    "What you send is kept for %(record_years)s years after it is closed. That is the council’s rule.",
                    "record_years",
                ),
            ),
            Say(
                child=N_("It may be longer if someone may have been hurt."),
                adult=N_("It may be longer if a child may have been harmed."),
            ),
            same(N_("Some questions come after you have sent it. We only count those answers.")),
        ),
    ),
    Passage(
        same(N_("On your phone or computer")),
        (
            Say(
                child=N_("We put one small file here. It is called a cookie. It keeps your place."),
                adult=N_("We set one cookie. It keeps your place, and how you like the pages to look."),
            ),
            Say(
                child=N_("It keeps how you like the pages to look. That is all it does."),
                adult=N_("The form does not work without it. What it holds is locked."),
            ),
            Say(
                child=N_("Leave now takes it away."),
                adult=NN_(
                    "It goes after %(draft_days)s day, or when you press Leave now.",
                    "It goes after %(draft_days)s days, or when you press Leave now.",
                    "draft_days",
                ),
            ),
            Say(adult=N_("On a shared device it goes when the browser is closed.")),
            Say(
                child=N_("There are no adverts here. Nothing here follows what you do."),
                adult=N_("These pages have no adverts and no tracking. They load nothing from other companies."),
            ),
        ),
    ),
    Passage(
        same(N_("Your secret code")),
        (
            same(N_("We cannot look up your code. Only you have it.")),
            same(N_("If someone has your code, they can see what you wrote.")),
        ),
    ),
    Passage(
        same(N_("What you can ask for")),
        (
            Say(
                child=N_("You can ask to see what we keep about you."),
                adult=N_("You can ask for a copy of what we keep about you."),
            ),
            Say(
                child=N_("If it is wrong, you can ask us to put it right."),
                adult=N_("You can ask us to put it right, to delete it, or to stop using it."),
            ),
            Say(
                child=N_("You can ask us to wipe it. We cannot always do that. We tell you why."),
                adult=N_("We cannot always do that. If we cannot, we tell you why. You hear from us within a month."),
            ),
            Say(
                child=N_("You can ask us, and an advocate can help you ask."),
                adult=N_(
                    "Ask the complaints team. "
                    "Or ask the council’s data protection officer at %(data_protection_email)s."
                ),
            ),
        ),
        (RING_US,),
    ),
    Passage(
        same(N_("If you are not happy with this")),
        (
            Say(
                child=N_("You can tell the ICO. They check that we look after private things well."),
                adult=N_("You can complain to the Information Commissioner’s Office, the ICO."),
            ),
            same(N_("They answer %(ico_hours)s.")),
        ),
        (RING_ICO,),
    ),
)
