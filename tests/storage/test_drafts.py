"""A draft is kept, replaced by whoever saw it last, opened by its code, and wiped when its time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.storage import drafts
from intake.storage.database import Database
from intake.storage.drafts import StoredDraft, Taken
from tests.storage.kept import MINUTE, NOON, rows

DAY = timedelta(days=1)
END = NOON + 14 * DAY


@pytest.fixture
def kept(database: Database) -> StoredDraft:
    """A draft of which the first content was saved at noon."""
    with database.write() as db:
        drafts.add(db, "d1", b"first", END)
    return _found(database)


def _found(database: Database, draft_id: str = "d1") -> StoredDraft:
    with database.read() as db:
        found = drafts.find(db, draft_id, NOON)
    assert found is not None
    return found


def _replace(database: Database, seen: StoredDraft, sealed: bytes) -> bool:
    with database.write() as db:
        return drafts.replace(db, seen, sealed, END + DAY)


def test_a_draft_is_found_as_it_was_added(kept: StoredDraft) -> None:
    assert kept == StoredDraft("d1", b"first", 1, END, None)


def test_no_draft_is_found_where_there_is_none(database: Database) -> None:
    with database.read() as db:
        assert drafts.find(db, "d1", NOON) is None


@pytest.mark.parametrize(
    ("left", "there"),
    [pytest.param(MINUTE, True, id="a minute before its end"), pytest.param(0 * MINUTE, False, id="at its end")],
)
def test_a_draft_whose_time_is_over_is_not_found_even_before_it_is_wiped(
    database: Database, kept: StoredDraft, left: timedelta, there: bool
) -> None:
    with database.read() as db:
        assert (drafts.find(db, "d1", END - left) is not None) is there


def test_an_id_is_given_once(database: Database, kept: StoredDraft) -> None:
    with pytest.raises(IntegrityError), database.write() as db:
        drafts.add(db, "d1", b"another", END)
    assert _found(database) == kept


def test_new_content_takes_the_place_of_what_was_seen(database: Database, kept: StoredDraft) -> None:
    assert _replace(database, kept, b"second")
    assert _found(database) == StoredDraft("d1", b"second", 2, END + DAY, None)


def test_a_tab_that_saw_an_older_version_changes_nothing(database: Database, kept: StoredDraft) -> None:
    assert _replace(database, kept, b"from one tab")
    assert not _replace(database, kept, b"from the other tab")
    assert _found(database).sealed == b"from one tab"


def test_a_draft_that_was_sent_cannot_be_replaced(database: Database, kept: StoredDraft) -> None:
    with database.write() as db:
        drafts.take(db, kept)
    assert not _replace(database, kept, b"too late")
    assert rows(database, "drafts") == []


def test_a_code_opens_its_draft_and_no_other(database: Database, kept: StoredDraft) -> None:
    with database.write() as db:
        drafts.add(db, "d2", b"another", END)
        drafts.keep_code(db, "d1", b"lookup", b"wrapped")
    with database.read() as db:
        found = drafts.find_by_code(db, b"lookup", NOON)
        assert found is not None and (found.id, found.wrapped_key) == ("d1", b"wrapped")
        assert drafts.find_by_code(db, b"lookup", END) is None
        assert drafts.find_by_code(db, b"another lookup", NOON) is None


def test_saving_keeps_the_code(database: Database, kept: StoredDraft) -> None:
    with database.write() as db:
        drafts.keep_code(db, "d1", b"lookup", b"wrapped")
    assert _replace(database, kept, b"second")
    assert _found(database).wrapped_key == b"wrapped"


def test_leaving_brings_the_end_forward_but_never_back(database: Database, kept: StoredDraft) -> None:
    for wipe_at in (NOON + MINUTE, NOON + DAY):
        with database.write() as db:
            drafts.wipe_early(db, "d1", wipe_at)
    assert _found(database).wipe_at == NOON + MINUTE


def test_leaving_does_not_touch_a_draft_that_has_a_code(database: Database, kept: StoredDraft) -> None:
    with database.write() as db:
        drafts.keep_code(db, "d1", b"lookup", b"wrapped")
        drafts.wipe_early(db, "d1", NOON + MINUTE)
    assert _found(database).wipe_at == END


@pytest.mark.parametrize("lookup", [None, b"lookup"], ids=["without a code", "with a code"])
def test_sending_takes_the_draft_away_and_hands_on_its_code(
    database: Database, kept: StoredDraft, lookup: bytes | None
) -> None:
    with database.write() as db:
        if lookup:
            drafts.keep_code(db, "d1", lookup, b"wrapped")
        assert drafts.take(db, kept) == Taken(lookup)
        assert drafts.take(db, kept) is None
    assert rows(database, "drafts") == []


def test_what_another_tab_has_changed_is_not_sent(database: Database, kept: StoredDraft) -> None:
    assert _replace(database, kept, b"from the other tab")
    with database.write() as db:
        assert drafts.take(db, kept) is None
    assert _found(database).sealed == b"from the other tab"


@pytest.mark.parametrize(
    "do",
    [
        pytest.param(lambda db, seen: drafts.replace(db, seen, b"second", END + DAY), id="saved"),
        pytest.param(drafts.take, id="sent"),
        pytest.param(lambda db, seen: drafts.keep_code(db, seen.id, b"lookup", b"wrapped"), id="a code was made"),
        pytest.param(lambda db, seen: drafts.wipe_early(db, seen.id, NOON + MINUTE), id="left"),
    ],
)
def test_what_is_done_to_one_draft_leaves_every_other_as_it_was(
    do: Callable[[Connection, StoredDraft], object], database: Database, kept: StoredDraft
) -> None:
    with database.write() as db:
        drafts.add(db, "d2", b"another", END)
    other = _found(database, "d2")
    with database.write() as db:
        do(db, kept)
    assert _found(database, "d2") == other


def test_wiping_takes_what_is_over_and_says_how_many(database: Database) -> None:
    with database.write() as db:
        for number, wipe_at in enumerate((NOON - DAY, NOON, NOON + MINUTE)):
            drafts.add(db, f"d{number}", b"sealed", wipe_at)
    with database.write() as db:
        assert drafts.wipe(db, NOON) == 2
        assert drafts.wipe(db, NOON) == 0
    assert [row["id"] for row in rows(database, "drafts")] == ["d2"]


def test_a_moment_without_its_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="a moment needs its time zone"), database.write() as db:
        drafts.add(db, "d1", b"sealed", END.replace(tzinfo=None))
