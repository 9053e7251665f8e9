"""A sealed record is found by what is exactly in it, however it was written, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import false, select, true, update

from intake.access.marks import Marks
from intake.access.sealing import KeyRing
from intake.records.record import Record
from intake.storage import search, tables
from intake.storage.database import Database
from intake.storage.search import Field, in_one_form
from tests.storage.kept import MARKS, a_record, add, rows

JAY: dict[str, Any] = {
    "complainant": {"preferred": "Jay", "full": "Jay  O’Brien", "age": 15, "dob": "2011-03-09"},
    "child": {"name_used": "Zoë", "age": None, "dob": "2014-02-28", "lives_with": "Nan"},
    "contact": {"phone": "07700 900123", "email": "Jay@Example.org", "address": "1 Road", "person": "Nan"},
    "worker": {"name": "Mrs Smith-Jones", "job": "Social worker"},
    "praised": "Ana",
    "answers": {},
    "asked": [],
}


def keep(database: Database, ring: KeyRing, identity: dict[str, Any] = JAY, **changes: Any) -> Record:
    record = a_record(identity=identity, **changes)
    add(database, ring, record)
    with database.write() as db:
        search.mark(db, record, MARKS)
    return record


def found(database: Database, field: Field, value: str, marks: Marks = MARKS, seen: Any = None) -> list[str]:
    with database.read() as db:
        return [each.reference for each in search.find(db, true() if seen is None else seen, marks, field, value)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param(Field.NAME, "jay", id="what they are called"),
        pytest.param(Field.NAME, " JAY o'brien ", id="full name, another apostrophe"),
        pytest.param(Field.NAME, "Zoe\u0308", id="the child, two dots on their own"),
        pytest.param(Field.BIRTH, "2011-03-09", id="birth"),
        pytest.param(Field.BIRTH, "2014-02-28", id="birth of the child"),
        pytest.param(Field.PHONE, "+44 7700 900 123", id="phone from abroad"),
        pytest.param(Field.PHONE, "447700900123", id="phone without its plus"),
        pytest.param(Field.PHONE, "7700900123", id="phone without its first nought"),
        pytest.param(Field.PHONE, "0044 (0)7700-900123", id="phone with everything"),
        pytest.param(Field.EMAIL, "jay@example.ORG ", id="email"),
    ],
)
def test_a_record_is_found_by_what_is_in_it(field: Field, value: str, database: Database, ring: KeyRing) -> None:
    record = keep(database, ring)
    keep(database, ring, {"complainant": {"preferred": "Kay", "full": None, "dob": "2011-03-08"}})
    assert found(database, field, value) == [record.reference]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param(Field.NAME, "Jay O", id="the beginning of a name"),
        pytest.param(Field.NAME, "Zoe", id="without its accent"),
        pytest.param(Field.NAME, "Mrs Smith-Jones", id="the worker"),
        pytest.param(Field.NAME, "smith", id="a word of the worker's name"),
        pytest.param(Field.NAME, "Nan", id="whom they trust"),
        pytest.param(Field.NAME, "Ana", id="whom they praise"),
        pytest.param(Field.NAME, "", id="nothing"),
        pytest.param(Field.BIRTH, "9 March 2011", id="no ISO day"),
        pytest.param(Field.PHONE, "07700 900124", id="another number"),
        pytest.param(Field.PHONE, "+33 7700 900123", id="the same digits in France"),
        pytest.param(Field.PHONE, "none", id="no number"),
        pytest.param(Field.EMAIL, "Jay", id="a name for an address"),
    ],
)
def test_a_record_is_found_by_nothing_else(field: Field, value: str, database: Database, ring: KeyRing) -> None:
    keep(database, ring)
    assert found(database, field, value) == []


@pytest.mark.parametrize(
    ("field", "value", "form"),
    [
        (Field.PHONE, "+44 (0) 20 7946 0000", "02079460000"),
        (Field.PHONE, "0044 20 7946 0000", "02079460000"),
        (Field.PHONE, "020 7946 0000", "02079460000"),
        (Field.PHONE, "+353 20 912 3456", "+353209123456"),
        (Field.PHONE, "00353 20 912 3456", "+353209123456"),
        (Field.PHONE, "٠٧٧٠٠ ٩٠٠١٢٣", "07700900123"),
        (Field.PHONE, "+", ""),
        (Field.NAME, "  Straße\u00a0 Ana‐Lou ", "strasse ana-lou"),
        (Field.BIRTH, " 2011-03-09", "2011-03-09"),
        (Field.BIRTH, "2011-02-30", ""),
    ],
)
def test_a_value_has_one_form_however_it_is_written(field: Field, value: str, form: str) -> None:
    assert in_one_form(field, value) == form


def test_a_call_for_help_is_found_by_who_gave_it(database: Database, ring: KeyRing) -> None:
    record = keep(database, ring, {"urgent": {"name": "Sam", "where": "Park", "phone": "07700900999"}}, kind="urgent")
    assert found(database, Field.NAME, "sam") == found(database, Field.PHONE, "07700 900 999") == [record.reference]


def test_all_with_the_same_value_are_found_newest_first(database: Database, ring: KeyRing) -> None:
    from datetime import date

    older, newer = (keep(database, ring, received_date=date(2026, 11, day)) for day in (22, 23))
    assert found(database, Field.NAME, "jay") == [newer.reference, older.reference]
    assert found(database, Field.NAME, "jay", seen=tables.records.c.id != newer.id) == [older.reference]
    with database.read() as db:
        assert len(search.find(db, true(), MARKS, Field.NAME, "jay", most=1)) == 1


def test_who_may_not_see_a_record_does_not_find_it_by_its_reference(database: Database, ring: KeyRing) -> None:
    record = keep(database, ring)
    with database.read() as db:
        found = search.find_reference(db, true(), record.reference)
        assert found is not None and (found.id, found.kind, found.is_open) == (record.id, "complaint", True)
        assert search.find_reference(db, false(), record.reference) is None
        assert search.find_reference(db, true(), "WDYT-222222") is None


# ── The marks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mark_is_short_keyed_and_tells_its_field(database: Database, ring: KeyRing) -> None:
    keep(database, ring)
    marks = rows(database, "search_marks")
    assert {row["field"] for row in marks} == {*Field, "worker"}
    assert {len(row["mark"]) for row in marks} == {16}
    lying_there = repr(marks).casefold()
    assert not any(word in lying_there for word in ("jay", "brien", "900123", "2011", "smith"))
    assert found(database, Field.NAME, "jay", Marks(b"\x01" * 32)) == []
    assert MARKS.of("name", "x") != MARKS.of("email", "x")
    assert repr(MARKS) == "Marks()"


def test_a_new_secret_makes_the_marks_anew_and_leaves_no_old_ones(database: Database, ring: KeyRing) -> None:
    record = keep(database, ring)
    before = {row["mark"] for row in rows(database, "search_marks")}
    new = Marks(b"\x01" * 32)
    with database.write() as db:
        search.mark_anew(db, record, new)
    after = {row["mark"] for row in rows(database, "search_marks")}
    assert len(after) == len(before) and after.isdisjoint(before)
    assert found(database, Field.NAME, "jay", new) == [record.reference]


def test_what_is_given_twice_is_marked_once(database: Database, ring: KeyRing) -> None:
    keep(database, ring, {"complainant": {"preferred": "Jay", "full": "jay", "dob": None}, "contact": {}})
    assert len(rows(database, "search_marks")) == 1


def test_nothing_to_find_it_by_is_no_mark(database: Database, ring: KeyRing) -> None:
    keep(database, ring, {"complainant": {"preferred": None, "full": "  ", "dob": "15"}, "contact": {"phone": "?"}})
    assert rows(database, "search_marks") == []


def test_a_found_record_is_due_on_no_day_where_nothing_is(database: Database, ring: KeyRing) -> None:
    record = keep(database, ring)
    with database.write() as db:
        db.execute(update(tables.records).values(due_on=tables.NO_DAY))
        assert db.execute(select(tables.records.c.due_on)).scalar_one() == tables.NO_DAY
        found = search.find_reference(db, true(), record.reference)
    assert found is not None and found.due_on is None
