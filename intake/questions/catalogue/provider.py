"""The words of the page on which the advocates’ provider answers."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Say

TITLE = Say(adult=N_("Your answer"))
ABOUT = Say(adult=N_("This is about %(ref)s."))
WHO_SEES = Say(adult=N_("The young person can see what you tell us here."))
STEPS = Say(adult=N_("What can you tell us by now?"))
LATER = Say(adult=N_("You can come back to this link and tell us the rest."))
HAS_IT = Say(adult=N_("We have it"))
NAMES = Say(adult=N_("The advocate’s name"))
TOUCHED = Say(adult=N_("The day they got in touch"))
TELL = Say(adult=N_("Tell the team"))
SO_FAR = (
    Say(adult=N_("You told us on %(received_on)s that you have it.")),
    Say(adult=N_("You told us that the advocate is %(name)s.")),
)
FINISHED = (
    Say(adult=N_("Thank you. You told us that the advocate got in touch on %(touched_on)s.")),
    Say(adult=N_("There is nothing more to do here.")),
)
WITHDRAWN = (
    Say(adult=N_("This person no longer wants an advocate.")),
    Say(adult=N_("Do not get in touch with them. Delete what we sent you.")),
)
NO_LINK = (Say(adult=N_("This link does not work. Check that you have the whole of it.")),)
CALL = Say(adult=N_("To ask us something, call %(team)s on %(team_phone)s. Someone answers %(team_hours)s."))
NOTHING_SAID = Say(adult=N_("Tick the box, or enter a name or a day"))
DAY_AHEAD = Say(adult=N_("The day they got in touch must be today or earlier"))
DAY_TOO_EARLY = Say(adult=N_("The day they got in touch must be %(received_on)s or later"))
