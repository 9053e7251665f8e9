"""Whoever has to be reminded is come to, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from intake.access.sealing import KeyRing
from intake.casework.standing import Rank, WaitsFor
from intake.storage import queue
from intake.storage.database import Database
from intake.storage.due import START, due_up_to
from tests.storage.kept import STANDING, a_record, add

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


def put(database: Database, ring: KeyRing, **standing: Any) -> str:
    """The id of a new record that stands where it is told, and elsewhere is due at no time and waits for nobody."""
    kept, never = a_record(), {"rank": Rank.OTHER, "due_on": None, "due_what": None, "waits_for": WaitsFor.NOBODY}
    add(database, ring, kept)
    with database.write() as db:
        assert queue.move(db, kept.id, kept.flags, replace(STANDING, **{**never, **standing}), version=1)
    return kept.id


@pytest.mark.parametrize(
    ("standing", "is_due"),
    [
        pytest.param({"rank": Rank.DANGER}, True, id="danger, on whatever day"),
        pytest.param({"rank": Rank.SAME_DAY, "due_on": TODAY}, True, id="what has to be sorted by the day"),
        pytest.param({"rank": Rank.SAME_DAY, "due_on": TOMORROW}, False, id="what has to be sorted later"),
        pytest.param({"due_on": TODAY}, True, id="due by the day"),
        pytest.param({"due_on": TOMORROW}, False, id="due later"),
        pytest.param({"waits_for": WaitsFor.COMPLAINTS_MANAGER}, True, id="a manager has to decide"),
        pytest.param({}, False, id="nothing"),
        pytest.param({"rank": Rank.DANGER, "is_open": False}, False, id="over"),
    ],
)
def test_what_is_due_by_a_day_is_found(
    standing: dict[str, Any], is_due: bool, database: Database, ring: KeyRing
) -> None:
    wanted = put(database, ring, **standing)
    with database.read() as db:
        assert due_up_to(db, TODAY, START, 10) == ([wanted] if is_due else [], START)


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_all_of_it_is_come_to_once_however_few_at_a_time(most: int, database: Database, ring: KeyRing) -> None:
    kinds = ({"rank": Rank.DANGER}, {"rank": Rank.SAME_DAY}, {}, {"waits_for": WaitsFor.COMPLAINTS_MANAGER})
    days = [TODAY - timedelta(days=n) for n in (1, 3, 2)]
    manager = {"due_on": TOMORROW}
    wanted = [
        put(database, ring, **{"due_on": day, **kind, **(manager if "waits_for" in kind else {})})
        for kind in kinds
        for day in days
    ]
    found, mark = list[str](), START
    with database.read() as db:
        for _ in range(len(wanted) + 1):
            part, mark = due_up_to(db, TODAY, mark, most)
            assert len(part) <= most
            found += part
            if mark == START:
                break
    assert sorted(found) == sorted(wanted)
