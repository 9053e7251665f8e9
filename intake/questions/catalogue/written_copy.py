"""The words of the letter in which people read what they told us on the phone, or on a form, and can put it right."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Say, same

WHAT_YOU_TOLD = same(N_("What you told us"))
TO_CHECK = (
    Say(
        child=N_("This is what you told us. We wrote it down in your words."),
        adult=N_("This is what you told us, as we wrote it down."),
    ),
    Say(
        child=N_("Is something wrong, or missing? Call us on %(team_phone)s and say %(ref)s."),
        adult=N_("If something is wrong or missing, call us on %(team_phone)s and say %(ref)s."),
    ),
    Say(
        child=N_("If it is right, there is nothing to do."),
        adult=N_("You do not have to do anything if it is right. We do not wait for you to answer this letter."),
    ),
)
