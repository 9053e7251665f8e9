"""Who works at the desk, who is signed in, and what each comes in with."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from intake.access.sealing import CannotOpen, KeyRing, new_key_text
from intake.casework.roles import Role, Staff
from intake.storage import credentials, staff
from intake.storage.database import Database
from intake.storage.tables import calls
from intake.storage.tables import staff as staff_table
from tests.desk import a_person
from tests.make import NOON

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person(database: Database) -> Staff:
    """An officer who has just been added."""
    made = a_person(Role.COMPLAINTS_OFFICER)
    with database.write() as db:
        staff.add(db, made, NOON)
    return made


def session(database: Database, token: str) -> staff.Session | None:
    with database.read() as db:
        return staff.session_of(db, token)


# ── Who works here ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_somebody_is_found_by_their_sign_in_name_in_any_case(person: Staff, database: Database) -> None:
    with database.read() as db:
        assert staff.named(db, f" {person.sign_in.upper()} ") == person == staff.find(db, person.id)
        assert staff.named(db, "nobody") is None


def test_no_two_have_one_sign_in_name(person: Staff, database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as db:
        staff.add(db, a_person(Role.REPORTING, sign_in=person.sign_in.upper()), NOON)


def test_somebody_is_found_by_whom_the_councils_sign_in_knows(person: Staff, database: Database) -> None:
    with database.write() as db:
        assert staff.bind_subject(db, person.id, "abc")
        assert not staff.bind_subject(db, person.id, "other")
        assert staff.by_subject(db, "abc") == person
        assert staff.by_subject(db, "other") is None


def test_whom_the_councils_sign_in_knows_is_one_person(person: Staff, database: Database) -> None:
    other = a_person(Role.REPORTING)
    with database.write() as db:
        staff.add(db, other, NOON)
        assert staff.bind_subject(db, person.id, "abc")
        assert staff.bind_subject(db, other.id, "def")
        assert (staff.by_subject(db, "abc"), staff.by_subject(db, "def")) == (person, other)


def test_an_email_address_finds_somebody_only_where_it_is_theirs_alone(person: Staff, database: Database) -> None:
    with database.write() as db:
        assert staff.by_email(db, person.email.upper()) == person
        staff.add(db, a_person(Role.REPORTING, email=person.email.title()), NOON)
        assert staff.by_email(db, person.email) is None
        staff.deactivate(db, person.id, NOON)
        found = staff.by_email(db, person.email)
        assert found is not None and found != person


def test_changed_roles_stand_in_a_session_already_begun(person: Staff, database: Database) -> None:
    with database.write() as db:
        token = staff.begin_session(db, person.id, NOON)
        staff.change(db, dataclasses.replace(person, roles=frozenset({Role.REPORTING}), name="Other Name"))
    found = session(database, token)
    assert found is not None
    assert (found.staff.roles, found.staff.name) == (frozenset({Role.REPORTING}), "Other Name")


# ── Who is signed in ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_ended_session_opens_nothing_and_no_other_ends_with_it(person: Staff, database: Database) -> None:
    with database.write() as db:
        one, other = staff.begin_session(db, person.id, NOON), staff.begin_session(db, person.id, NOON)
    assert one != other
    found = session(database, one)
    assert found is not None
    with database.write() as db:
        staff.end_session(db, found.id, NOON)
    assert session(database, one) is None
    assert session(database, other) is not None


def test_who_is_disabled_is_signed_out_everywhere_and_stays_so(person: Staff, database: Database) -> None:
    with database.write() as db:
        tokens = [staff.begin_session(db, person.id, NOON) for _ in range(2)]
        staff.deactivate(db, person.id, NOON)
        late = staff.begin_session(db, person.id, NOON)
    assert [session(database, token) for token in (*tokens, late)] == [None, None, None]
    with database.write() as db:
        staff.activate(db, person.id)
    assert [session(database, token) for token in tokens] == [None, None]


def test_the_database_does_not_hold_what_the_cookie_holds(person: Staff, database: Database) -> None:
    with database.write() as db:
        token = staff.begin_session(db, person.id, NOON)
    found = session(database, token)
    assert found is not None
    assert token.encode() not in found.id and found.id.hex() not in repr(found)
    assert session(database, found.id.hex()) is None


def test_a_session_knows_when_its_person_last_typed_into_a_call_under_way(person: Staff, database: Database) -> None:
    with database.write() as db:
        token = staff.begin_session(db, person.id, NOON)
        other = a_person(Role.CONTACT_CENTRE)
        staff.add(db, other, NOON)
        rows = [
            (person.id, "open", NOON - timedelta(minutes=1), None),
            (person.id, "open", NOON + timedelta(minutes=1), None),
            (person.id, "read_back", NOON + timedelta(minutes=2), None),
            (person.id, "sent", NOON + timedelta(minutes=3), NOON + timedelta(minutes=3)),
            (person.id, "dropped", NOON + timedelta(minutes=4), None),
            (other.id, "open", NOON + timedelta(minutes=5), None),
        ]
        for n, (staff_id, state, saved_at, closed_at) in enumerate(rows):
            times = {"opened_at": NOON - timedelta(hours=1), "saved_at": saved_at, "closed_at": closed_at}
            db.execute(insert(calls).values(id=f"c{n}", staff_id=staff_id, state=state, **times, version=1, sealed=b""))
    found = session(database, token)
    assert found is not None and found.call_saved_at == NOON + timedelta(minutes=2)


# ── What they come in with ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_step_is_sealed_and_bound_to_its_person(person: Staff, database: Database, ring: KeyRing) -> None:
    other = a_person(Role.REPORTING)
    with database.write() as db:
        staff.add(db, other, NOON)
        credentials.set_totp(db, ring, person.id, SECRET, step=7)
        assert credentials.of_staff(db, ring, person.id).totp == SECRET
        sealed = db.execute(select(staff_table.c.totp).where(staff_table.c.id == person.id)).scalar_one()
        assert SECRET.encode() not in sealed
        db.execute(staff_table.update().where(staff_table.c.id == other.id).values(totp=sealed))
        with pytest.raises(CannotOpen):
            credentials.of_staff(db, ring, other.id)


def test_credentials_are_not_shown_by_repr(person: Staff, database: Database, ring: KeyRing) -> None:
    with database.write() as db:
        credentials.set_password(db, person.id, "a hash")
        credentials.set_totp(db, ring, person.id, SECRET, step=7)
        shown = repr(credentials.of_staff(db, ring, person.id))
    assert SECRET not in shown and "a hash" not in shown


def test_a_step_is_used_once_and_never_an_older_one(person: Staff, database: Database) -> None:
    with database.write() as db:
        used = [credentials.use_step(db, person.id, step) for step in (100, 100, 99, 101)]
    assert used == [True, False, False, True]


def test_a_recovery_code_is_used_once_by_its_own_person(person: Staff, database: Database) -> None:
    other = a_person(Role.REPORTING)
    with database.write() as db:
        staff.add(db, other, NOON)
        credentials.set_recovery(db, person.id, [b"one", b"two"])
        credentials.set_recovery(db, other.id, [b"three"])
        used = [credentials.use_recovery(db, person.id, mark, NOON) for mark in (b"three", b"one", b"one")]
        assert used == [False, True, False]
        assert (credentials.recovery_left(db, person.id), credentials.recovery_left(db, other.id)) == (1, 1)


def test_new_recovery_codes_end_the_old_ones(person: Staff, database: Database) -> None:
    with database.write() as db:
        credentials.set_recovery(db, person.id, [b"old", b"used"])
        credentials.use_recovery(db, person.id, b"used", NOON)
        credentials.set_recovery(db, person.id, [b"new"])
        assert not credentials.use_recovery(db, person.id, b"old", NOON)
        assert credentials.recovery_left(db, person.id) == 1


def test_each_wrong_try_after_the_fifth_shuts_the_account_for_longer(person: Staff, database: Database) -> None:
    now, waits = NOON, []
    with database.write() as db:
        for _ in range(4):
            assert not credentials.tried(db, person.id, now, lambda: False)
        for _ in range(7):
            assert not credentials.tried(db, person.id, now, lambda: False)
            begun = now
            while not credentials.tried(db, person.id, now, lambda: True):
                now += timedelta(seconds=30)
            waits.append((now - begun).total_seconds() / 60)
    assert waits == [1, 2, 4, 8, 15, 15, 15]


def test_what_is_tried_while_an_account_is_shut_is_not_even_looked_at(person: Staff, database: Database) -> None:
    looked = []

    def proves() -> bool:
        looked.append(1)
        return False

    def try_it(_: int) -> bool:
        with database.write() as db:
            return credentials.tried(db, person.id, NOON, proves)

    with ThreadPoolExecutor(8) as at_once:
        assert not any(at_once.map(try_it, range(40)))
    assert len(looked) == 5
    with database.write() as db:
        assert credentials.tried(db, person.id, NOON + timedelta(minutes=1), lambda: True)


def test_coming_in_forgets_wrong_tries_and_a_right_half_does_not(person: Staff, database: Database) -> None:
    with database.write() as db:
        for _ in range(4):
            credentials.tried(db, person.id, NOON, lambda: False)
        assert credentials.tried(db, person.id, NOON, lambda: True)
        credentials.tried(db, person.id, NOON, lambda: False)
        assert not credentials.tried(db, person.id, NOON, lambda: True)
        credentials.came_in(db, person.id)
        assert credentials.tried(db, person.id, NOON, lambda: True)


def test_nobody_proves_anything_for_an_account_that_there_is_not(database: Database) -> None:
    with database.write() as db:
        assert not credentials.tried(db, "nobody", NOON, lambda: True)


def test_a_reset_leaves_nothing_of_what_was(person: Staff, database: Database, ring: KeyRing) -> None:
    with database.write() as db:
        credentials.set_password(db, person.id, "old")
        credentials.set_totp(db, ring, person.id, SECRET, step=7)
        credentials.set_recovery(db, person.id, [b"one"])
        token = staff.begin_session(db, person.id, NOON)
        for _ in range(5):
            credentials.tried(db, person.id, NOON, lambda: False)
        credentials.reset(db, person.id, "new", NOON)
        found = credentials.of_staff(db, ring, person.id)
        assert (found.password_hash, found.must_change, found.totp, found.totp_step) == ("new", True, None, 0)
        assert credentials.recovery_left(db, person.id) == 0
        assert staff.session_of(db, token) is None
        assert credentials.tried(db, person.id, NOON, lambda: True)


def test_second_steps_are_sealed_anew_when_the_key_changes(person: Staff, database: Database, ring: KeyRing) -> None:
    newer = KeyRing.from_text(new_key_text("k9"))
    both = KeyRing({**newer.keys, **ring.keys})
    with database.write() as db:
        credentials.set_totp(db, ring, person.id, SECRET, step=7)
    assert [credentials.reseal(database, both) for _ in range(2)] == [1, 0]
    with database.read() as db:
        assert credentials.of_staff(db, newer, person.id).totp == SECRET


def test_a_reset_without_a_password_leaves_none_to_change(person: Staff, database: Database, ring: KeyRing) -> None:
    with database.write() as db:
        credentials.set_password(db, person.id, "old")
        credentials.reset(db, person.id, None, NOON)
        found = credentials.of_staff(db, ring, person.id)
    assert (found.password_hash, found.must_change) == (None, False)
