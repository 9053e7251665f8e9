"""Who can use the form, how that was checked, and whom to tell where it fails: the accessibility statement."""

from __future__ import annotations

from intake.questions.catalogue.calls import RING_EQUALITY_ADVICE, RING_US
from intake.questions.passages import Passage
from intake.questions.vocabulary import N_, Say, same

FOR_EVERYONE = (
    Passage(
        None,
        (
            Say(
                child=N_("We want everyone to be able to use this form."),
                adult=N_("This is the accessibility statement for this form. %(council)s runs it."),
            ),
        ),
    ),
    Passage(
        same(N_("What you can do here")),
        (
            same(N_("You can use it on a phone, a tablet or a computer. You do not need a mouse.")),
            same(N_("You can make the words bigger. Nothing moves off the page.")),
            same(N_("You can choose more space, and the colour of the page.")),
            same(N_("You can hear the words. Your phone or computer needs a voice for that.")),
            same(N_("You can stop and come back. There is no time limit on a page.")),
            Say(adult=N_("It works without scripts, and on a slow connection.")),
        ),
    ),
    Passage(
        same(N_("Other ways to do it")),
        (
            same(N_("Is it hard to use? Call us on %(team_phone)s. We fill it in with you.")),
            Say(
                child=N_("You can ask for big text, easy words, or someone who signs. It is free."),
                adult=N_("You can ask for large print, Easy Read, audio, or a British Sign Language interpreter."),
            ),
            same(N_("You can write in your own language. An interpreter is free.")),
        ),
        (RING_US,),
    ),
    Passage(
        same(N_("What does not work yet")),
        (
            same(N_("There is no film in sign language yet.")),
            same(N_("Some phones have no voice for some languages. Then the Listen button is not there.")),
            same(N_("Our words in other languages are new. Some of them may not be right yet.")),
            Say(adult=N_("People who use a screen reader every day have not tested it yet.")),
        ),
    ),
    Passage(
        same(N_("How we check it")),
        (
            Say(child=N_("We check each page with a computer, each time we change something.")),
            Say(
                adult=N_(
                    "The rules for web pages are the Web Content Accessibility Guidelines. "
                    "We work to version %(wcag)s, level AA."
                )
            ),
            Say(
                adult=N_(
                    "As far as we know, the form is fully compliant with them. "
                    "We know that from our own checks. No one outside has checked it."
                )
            ),
            Say(
                adult=N_(
                    "We check every page with an automatic test and with the keyboard alone. "
                    "We also check it in a narrow window, with large text and without scripts."
                )
            ),
            Say(
                child=N_("A computer cannot find all that is wrong. So tell us."),
                adult=N_("Such a test finds no faults today. It cannot find all there are."),
            ),
            Say(adult=N_("This statement was written on %(statement_written)s.")),
        ),
    ),
    Passage(
        same(N_("If something does not work")),
        (
            Say(
                child=N_("Does something not work? Tell us. We want to mend it."),
                adult=N_("If something does not work for you, tell us at %(team_email)s. We want to mend it."),
            ),
            Say(
                child=N_("Not happy with what we say then? There are people who can help. It is free."),
                adult=N_(
                    "If we do not answer that well, you can ask the Equality Advisory and Support Service for help."
                ),
            ),
            same(N_("They answer %(equality_advice_hours)s.")),
            Say(
                adult=N_(
                    "The Equality and Human Rights Commission checks that councils keep the law on accessible pages."
                )
            ),
        ),
        (RING_EQUALITY_ADVICE,),
    ),
)
