"""What people are told of what was decided about what they sent: on the page that their code opens."""

from __future__ import annotations

from collections.abc import Mapping

from intake.questions.vocabulary import N_, Say, same

CALL_US = same(N_("Call us on %(team_phone)s and say %(ref)s."))
WE_WROTE_WHY = same(N_("We wrote to you to say why."))
MORE_TIME = same(N_("We need more time. We aim to answer by %(reply_by)s."))
PART_WAITS = same(N_("We have to wait with one part of it."))
STOP_ASKED = same(N_("You asked us to stop. We tell you when we have."))
CALLED_BACK_BY = same(N_("A manager calls you back by %(call_back_by)s."))

# Under the code of a status. What is not here is told by its state alone.
SINCE: Mapping[str, tuple[Say, ...]] = {
    "on_hold_proceedings": (
        Say(
            child=N_("A judge or the police may be looking at this. So we have to wait."),
            adult=N_("We have to wait for another case, such as one in court."),
        ),
        WE_WROTE_WHY,
        Say(
            child=N_("When that is over, you can ask us to go on."),
            adult=N_("When that case is over, you can send it again."),
        ),
        CALL_US,
    ),
    "awaiting_advocate": (same(N_("You asked us to wait for your advocate. So we wait.")),),
    "extended": (MORE_TIME,),
    "refused_by_cm": (
        Say(child=N_("We cannot look at this."), adult=N_("We have decided that we cannot look into this.")),
        WE_WROTE_WHY,
        Say(
            child=N_("Not happy with that? The Ombudsman checks that councils are fair. Call %(ombudsman_phone)s."),
            adult=N_("If you are unhappy with that, you can ask the Ombudsman on %(ombudsman_phone)s."),
        ),
    ),
    "withdrawn": (same(N_("You asked us to stop, so we did.")), same(N_("You can start it again.")), CALL_US),
    "passed_on": (
        same(N_("We sent it on, as you said we may.")),
        Say(child=N_("Do you want to know who has it?"), adult=N_("To ask who has it now:")),
        CALL_US,
    ),
    "closed": (same(N_("We have read it.")), same(N_("There is nothing more that you have to do."))),
}
