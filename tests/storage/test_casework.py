"""A record is opened whole by whoever may see it, and each decision moves it once, with all that belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.event import listens_for, remove

from intake.access.marks import Marks
from intake.access.sealing import KeyRing
from intake.casework.codes import EventKind
from intake.casework.roles import Role, Staff, Viewer
from intake.records.deliveries import Delivery
from intake.records.draft import Draft
from intake.records.record import Event, Purpose, Record
from intake.records.submission import received
from intake.storage import cases, casework, chain, events, links, outbox, records, search, staff
from intake.storage.cases import Case
from intake.storage.database import Database
from intake.storage.tables import records as rows
from intake.storage.tables import shut_out
from tests.casework.situations import CALENDAR, COUNCIL
from tests.records.sending import CHILD, NOON, RECEIPT, sent
from tests.storage.kept import statements

JO = Staff("1", "jo", "Jo Field", "", "jo@northshire.example", frozenset({Role.COMPLAINTS_MANAGER}))
SAM = replace(JO, id="2", sign_in="sam", name="Sam Hill")
MARKS = Marks(b"m" * 32)
LATER = NOON + timedelta(days=2)


@pytest.fixture
def desk(database: Database) -> Database:
    """A database in which two managers work."""
    with database.write() as db:
        for person in (JO, SAM):
            staff.add(db, person, NOON)
    return database


def take_in(desk: Database, ring: KeyRing, **changes: Any) -> Record:
    plain = sent(Draft(answers=CHILD))
    record = replace(plain, **{"id": "a" * 32, "reference": RECEIPT.reference, **changes})
    with desk.write() as db:
        records.add(db, record, ring, received(record), None)
        search.mark(db, record, MARKS)
    return record


def opened(desk: Database, ring: KeyRing, record: Record, by: Staff = JO) -> Case | None:
    with desk.read() as db:
        return cases.opened(db, ring, Viewer(by), COUNCIL, record.reference)


def case_of(desk: Database, ring: KeyRing, record: Record) -> Case:
    found = opened(desk, ring, record)
    assert found is not None
    return found


def event(kind: str, words: dict[str, str] | None = None, **detail: Any) -> Event:
    return Event(LATER, kind, JO.mark, detail, words or {})


def take(desk: Database, ring: KeyRing, case: Case, *happened: Event) -> bool:
    with desk.write() as db:
        return casework.decide(db, ring, case, happened, COUNCIL, CALENDAR)


def row(desk: Database, record_id: str) -> dict[str, Any]:
    with desk.read() as db:
        return dict(db.execute(select(rows).where(rows.c.id == record_id)).mappings().one())


def shut(desk: Database, record: Record, person: Staff, state: str = "confirmed") -> None:
    with desk.write() as db:
        db.execute(insert(shut_out).values(staff_id=person.id, record_id=record.id, state=state, at=NOON, by="service"))


REFUSED = {
    "refusal_reason": "outside_remit",
    "letter_on": "2026-11-24",
    "ombudsman_told": "yes",
}
SPLIT = {"part_1": "statutory", "part_2": "corporate"}
WHY = {"reason": "Because it is so."}


def test_a_record_is_opened_with_its_events_its_version_and_the_names_behind_them(
    desk: Database, ring: KeyRing
) -> None:
    record = take_in(desk, ring)
    case = case_of(desk, ring, record)
    assert case.record == record
    assert [each.kind for each in case.events] == ["received"]
    assert (case.version, case.names["1"]) == (1, "Jo Field")


def test_a_record_that_there_is_not_is_not_opened(desk: Database, ring: KeyRing) -> None:
    take_in(desk, ring)
    with desk.read() as db:
        assert cases.opened(db, ring, Viewer(JO), COUNCIL, "WDYT-CCC222") is None


def test_who_is_shut_out_does_not_open_it_and_others_do(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    shut(desk, record, JO)
    assert opened(desk, ring, record) is None
    assert opened(desk, ring, record, SAM) is not None


def test_a_decision_moves_the_record_and_counts_one_version(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    assert take(desk, ring, case_of(desk, ring, record), event("refused", WHY, **REFUSED))
    now = row(desk, record.id)
    assert (now["status"], now["stage"], now["is_open"], now["version"]) == ("refused_by_cm", "closed", False, 2)


def test_what_was_decided_on_an_older_version_changes_nothing(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    old = case_of(desk, ring, record)
    assert take(desk, ring, old, event("noted", {"note": "First"}))
    before = row(desk, record.id)
    assert not take(desk, ring, old, event("refused", WHY, **REFUSED))
    assert row(desk, record.id) == before
    assert [each.kind for each in case_of(desk, ring, record).events] == ["received", "noted"]


def test_a_reading_leaves_the_version_as_it_is(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    case = case_of(desk, ring, record)
    with desk.write() as db:
        events.append(db, record.id, event(EventKind.READ))
    assert take(desk, ring, case, event("noted", {"note": "First"}))


def test_who_reads_at_once_with_others_is_noted_after_them_in_one_chain(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    opened_by_all = case_of(desk, ring, record).head
    for _ in range(3):
        events.note(desk, record.id, event(EventKind.READ), opened_by_all)
    case = case_of(desk, ring, record)
    assert [each.kind for each in (*case.events, *case.looks)] == ["received", "read", "read", "read"]
    assert case.head.count == 4
    assert chain.verify(desk, ring) is None


def test_opening_a_record_asks_little_however_much_belongs_to_it(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    for number in range(30):
        other = take_in(desk, ring, id=f"b{number}", reference=f"WDYT-CCC2{number}", once=f"other{number}")
        with desk.write() as db:
            events.append(db, record.id, event(EventKind.READ))
            events.append(db, record.id, event("noted", {"note": "More"}), ring)
            outbox.enqueue(db, record.id, [Delivery(Purpose.RECORD_COPY, f"place{number}", LATER)], LATER)
            links.join(db, record.id, other.id, "same_child", JO.mark, LATER)
    asked = statements(desk.engine, lambda: case_of(desk, ring, record))
    assert len([each for each in asked if each.startswith("SELECT")]) == 2
    case = case_of(desk, ring, record)
    assert (len(case.events), len(case.looks), len(case.deliveries), len(case.linked)) == (31, 20, 30, 30)


def test_what_somebody_wrote_comes_back_and_lies_nowhere_in_the_clear(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    take(desk, ring, case_of(desk, ring, record), event("noted", {"note": "Zq7xCanaryW"}))
    assert case_of(desk, ring, record).events[-1].words == {"note": "Zq7xCanaryW"}
    with desk.read() as db:
        found = db.exec_driver_sql("SELECT detail, words FROM events").all()
    assert all(b"Zq7xCanaryW" not in (words or b"") and "Zq7xCanaryW" not in str(detail) for detail, words in found)


# ── Linking and splitting ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_link_is_said_of_both_records_and_seen_by_who_may_see_both(desk: Database, ring: KeyRing) -> None:
    one = take_in(desk, ring, draft_id=None)
    other = take_in(desk, ring, id="b" * 32, reference="WDYT-CCC222", once="other", draft_id=None)
    case, beside = case_of(desk, ring, one), case_of(desk, ring, other)
    said = event("linked", WHY, link="same_child", other_reference=other.reference)
    with desk.write() as db:
        assert casework.link(db, ring, case, beside, said, COUNCIL, CALENDAR)
        assert not casework.link(db, ring, case, beside, said, COUNCIL, CALENDAR)
    assert [each.reference for each in case_of(desk, ring, one).linked] == [other.reference]
    there = case_of(desk, ring, other)
    assert there.events[-1].detail["other_reference"] == one.reference
    assert there.version == 2
    shut(desk, other, JO)
    assert case_of(desk, ring, one).linked == []


def test_records_of_one_draft_belong_together_without_anybody_saying_so(desk: Database, ring: KeyRing) -> None:
    one = take_in(desk, ring)
    other = take_in(desk, ring, id="b" * 32, reference="WDYT-CCC222", once="other")
    take_in(desk, ring, id="c" * 32, reference="WDYT-CCC223", once="third", draft_id=None)
    assert [(each.reference, each.kind) for each in case_of(desk, ring, one).linked] == [
        (other.reference, "same_draft")
    ]


def test_records_without_a_draft_do_not_belong_together(desk: Database, ring: KeyRing) -> None:
    one = take_in(desk, ring, draft_id=None)
    take_in(desk, ring, id="b" * 32, reference="WDYT-CCC222", once="other", draft_id=None)
    assert case_of(desk, ring, one).linked == []


def test_a_part_has_the_same_words_and_history_and_hides_from_the_same_people(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    shut(desk, record, SAM, "suspected")
    assert take(desk, ring, case_of(desk, ring, record), event("acknowledged", how="call", on="2026-11-24"))
    with desk.write() as db:
        events.append(db, record.id, event(EventKind.READ))
    case = case_of(desk, ring, record)
    part = replace(record, id="b" * 32, reference="WDYT-CCC222", once="part")
    split, goes = event("split", WHY, **SPLIT), event("route_decided", WHY, route="corporate")
    with desk.write() as db:
        casework.carry_on(db, ring, MARKS, case, part, [split, goes], COUNCIL, CALENDAR)
    made = case_of(desk, ring, part)
    assert (made.record.story, made.record.identity) == (record.story, record.identity)
    assert [each.kind for each in made.events] == ["received", "acknowledged", "split", "route_decided"]
    assert (made.standing.route, made.record.received_date) == ("corporate", record.received_date)
    assert [each.reference for each in made.linked] == [record.reference]
    assert opened(desk, ring, part, SAM) is None


def test_the_suggestion_stays_beside_what_was_decided(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    with desk.read() as db:
        assert casework.route_decided(db, record.id) is None
    take(desk, ring, case_of(desk, ring, record), event("route_decided", WHY, route="corporate"))
    with desk.read() as db:
        decided = casework.route_decided(db, record.id)
    assert decided is not None
    assert (decided.suggested, decided.route, decided.by, decided.at) == ("statutory", "corporate", JO.mark, LATER)


# ── Keeping somebody out ─────────────────────────────────────────────────────────────────────────────────────────────


def split_off(desk: Database, ring: KeyRing, record: Record, part_id: str, kind: str = "split") -> Record:
    """A record made of this one."""
    part = replace(record, id=part_id * 32, reference=f"WDYT-CCC22{ord(part_id) % 10}", once=part_id, draft_id=None)
    case = case_of(desk, ring, record)
    with desk.write() as db:
        if kind == "split":
            happened = [event("split", WHY, **SPLIT), event("route_decided", WHY, route="corporate")]
            casework.carry_on(db, ring, MARKS, case, part, happened, COUNCIL, CALENDAR)
        else:
            records.add(db, part, ring, received(part), None)
            casework.belong(db, case, part.id, kind, event("made_complaint"))
    return part


def keep_out(desk: Database, ring: KeyRing, record: Record, person: Staff, by: Staff = JO) -> bool:
    with desk.write() as db:
        return casework.keep_out(db, ring, record.id, person.id, by, "The story names him", LATER, COUNCIL, CALENDAR)


def test_who_is_kept_out_of_a_record_is_kept_out_of_all_that_is_of_one_matter(desk: Database, ring: KeyRing) -> None:
    call = take_in(desk, ring, draft_id=None)
    complaint = split_off(desk, ring, call, "c", "made_complaint")
    part = split_off(desk, ring, complaint, "b")
    same_child = take_in(desk, ring, id="d" * 32, reference="WDYT-CCC224", once="d", draft_id=None)
    link = event("linked", WHY, link="same_child", other_reference=same_child.reference)
    with desk.write() as db:
        ends = (case_of(desk, ring, call), case_of(desk, ring, same_child))
        assert casework.link(db, ring, *ends, link, COUNCIL, CALENDAR)
    assert keep_out(desk, ring, part, SAM)
    for each in (call, complaint, part):
        assert opened(desk, ring, each, SAM) is None
        last = case_of(desk, ring, each).events[-1]
        assert (last.kind, last.detail, last.words) == (
            "conflict_confirmed",
            {"staff": SAM.id},
            {"reason": "The story names him"},
        )
    assert opened(desk, ring, same_child, SAM) is not None
    assert not keep_out(desk, ring, call, SAM)
    assert keep_out(desk, ring, call, JO), "a manager says that it is about herself"


def test_what_was_given_to_somebody_who_is_kept_out_is_theirs_no_longer(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    take(desk, ring, case_of(desk, ring, record), event("assigned", assigned_to=SAM.id))
    part = split_off(desk, ring, record, "b")
    take(desk, ring, case_of(desk, ring, record), event("assigned", assigned_to=JO.id))
    before = row(desk, part.id)["version"]
    assert row(desk, part.id)["assigned_to"] == SAM.id
    assert keep_out(desk, ring, record, SAM)
    assert (row(desk, part.id)["assigned_to"], row(desk, part.id)["version"]) == (None, before + 1)
    taken_back = case_of(desk, ring, part).events[-1]
    assert (taken_back.kind, taken_back.by, taken_back.detail) == ("assigned", JO.mark, {})
    assert row(desk, record.id)["assigned_to"] == JO.id, "what is another's stays theirs"


def test_what_somebody_left_behind_is_found_however_many_records_there_are(desk: Database, ring: KeyRing) -> None:
    record = take_in(desk, ring)
    plain = row(desk, record.id)
    empty = {"draft_id": None, "code_lookup": None, "story": b"", "identity": b""}
    with desk.write() as db:
        db.execute(
            insert(rows),
            [plain | empty | {"id": f"{n:032}", "reference": f"{n}", "once": f"{n}"} for n in range(2000)],
        )
        db.execute(update(rows).where(rows.c.id == record.id).values(assigned_to=SAM.id))
        staff.deactivate(db, SAM.id, LATER)
    with desk.write() as db:
        db.execute(text("ANALYZE"))
    asked: list[tuple[str, Any]] = []

    @listens_for(desk.engine, "before_cursor_execute")
    def listen(_: object, __: object, statement: str, values: Any, *___: object) -> None:
        asked.append((statement, values))

    with desk.read() as db:
        assert casework.left_behind(db, COUNCIL.desk.second_person, 10) == [(record.id, SAM.id)]
    remove(desk.engine, "before_cursor_execute", listen)
    [(statement, values)] = [each for each in asked if "assigned_to" in each[0]]
    explain = "EXPLAIN QUERY PLAN " if desk.is_sqlite else "EXPLAIN "
    with desk.read() as db:
        plan = "\n".join(str(tuple(row)) for row in db.exec_driver_sql(explain + statement, values))
    assert "ix_records_queue_assigned_to" in plan
    assert "SCAN records" not in plan and "Seq Scan" not in plan and "Sort" not in plan
