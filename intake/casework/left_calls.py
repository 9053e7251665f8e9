"""When a call that nobody goes on with is handed over as it stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from intake.records.call import Call

# Half a working day: who was cut off has rung again by then, or does not ring today, and the turn of whoever took the
# call is over. The day by which a manager calls back runs from the call itself, and does not get later.
LEFT_AFTER = timedelta(hours=4)
# Nobody of the duty team knows of it yet. It is longer than a distressed caller talks without a word being typed.
LEFT_IN_DANGER_AFTER = timedelta(minutes=15)


def is_left(call: Call, saved_at: datetime, now: datetime, opened_on: date, *, is_agent_here: bool) -> bool:
    """Whether something was told in this call that nobody but its agent can see, and the agent is not at it.

    `saved_at`: when something was typed last. `is_agent_here`: whether the agent still works at the desk.
    """
    if not call.has_told:
        return False
    waits_for_help = call.is_in_danger(opened_on) and not call.help_sent
    return not is_agent_here or now - saved_at >= (LEFT_IN_DANGER_AFTER if waits_for_help else LEFT_AFTER)
