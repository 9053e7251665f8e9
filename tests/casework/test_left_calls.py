"""When a call that nobody goes on with is handed over as it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from intake.casework.left_calls import LEFT_AFTER, LEFT_IN_DANGER_AFTER, is_left
from intake.records.call import Call

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
A_SECOND = timedelta(seconds=1)
STORY = {"kind": "complaint", "what_happened": "Nobody rings."}
DANGER = {"kind": "complaint", "safe_now": "not_safe"}


@pytest.mark.parametrize(
    ("call", "waits"),
    [
        pytest.param(Call(STORY), LEFT_AFTER, id="a story"),
        pytest.param(Call(DANGER), LEFT_IN_DANGER_AFTER, id="danger"),
        pytest.param(Call(DANGER, help_sent=("WDYT-7K3M2Q",)), LEFT_AFTER, id="danger that the duty team knows of"),
        pytest.param(Call(unread={"age": {"age": ["twelve"]}}), LEFT_AFTER, id="what cannot be read"),
        pytest.param(Call(overtaken={"full": "Sam"}), LEFT_AFTER, id="what was written over"),
    ],
)
def test_what_was_told_is_handed_over_when_nobody_goes_on_with_it(call: Call, waits: timedelta) -> None:
    assert not is_left(call, NOON, NOON + waits - A_SECOND, TODAY, is_agent_here=True)
    assert is_left(call, NOON, NOON + waits, TODAY, is_agent_here=True)
    assert is_left(call, NOON, NOON, TODAY, is_agent_here=False)


@pytest.mark.parametrize("answers", [{}, {"kind": "complaint"}, {"kind": "idea", "who_are_you": "adult"}])
def test_a_call_in_which_nothing_was_told_stays_where_it_is(answers: dict[str, Any]) -> None:
    for is_here in (True, False):
        assert not is_left(Call(answers), NOON, NOON + timedelta(days=9), TODAY, is_agent_here=is_here)
