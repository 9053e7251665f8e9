"""Each has filters of their own, under names of their own, and not without end."""

from __future__ import annotations

import pytest

from intake.casework.roles import Role
from intake.storage import filters, staff
from intake.storage.database import Database
from tests.desk import a_person
from tests.storage.kept import NOON

ANA, BEN = a_person(Role.COMPLAINTS_OFFICER), a_person(Role.COMPLAINTS_OFFICER)


@pytest.fixture(autouse=True)
def _people(database: Database) -> None:
    with database.write() as db:
        for person in (ANA, BEN):
            staff.add(db, person, NOON)


def test_what_was_kept_comes_back_by_its_name_to_whom_it_belongs(database: Database) -> None:
    with database.write() as db:
        assert filters.keep(db, ANA.id, "late", {"due": "overdue", "assigned": "me"})
        assert filters.keep(db, ANA.id, "All of team", {})
        assert filters.of(db, ANA.id) == {"All of team": {}, "late": {"due": "overdue", "assigned": "me"}}
        assert list(filters.of(db, ANA.id)) == ["All of team", "late"]
        assert filters.of(db, BEN.id) == {}


def test_the_same_name_again_takes_the_place_of_the_first(database: Database) -> None:
    with database.write() as db:
        filters.keep(db, ANA.id, "late", {"due": "overdue"})
        filters.keep(db, ANA.id, "late", {"due": "today"})
        assert filters.of(db, ANA.id) == {"late": {"due": "today"}}


def test_there_is_an_end_to_them_but_not_to_changing_them(database: Database) -> None:
    with database.write() as db:
        assert all(filters.keep(db, ANA.id, f"filter {n}", {}) for n in range(filters.MOST))
        assert not filters.keep(db, ANA.id, "one more", {})
        assert filters.keep(db, ANA.id, "filter 3", {"stage": "intake"})
        assert filters.keep(db, BEN.id, "one more", {})
        filters.drop(db, ANA.id, "filter 3")
        filters.drop(db, BEN.id, "filter 4")
        assert filters.keep(db, ANA.id, "one more", {})
        assert len(filters.of(db, ANA.id)) == filters.MOST
