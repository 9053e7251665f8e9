"""Referrals to the advocates' provider at rest: what was agreed to and who the advocate is lie sealed.

Each change is noted on the record it belongs to, in codes and dates, and asks of the row what must hold before it: two
that come at once are one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from intake.access.sealing import KeyRing
from intake.council.model import Council
from intake.records.deliveries import to_all
from intake.records.record import Event, Purpose, Record
from intake.records.referral import CLOSED, Referral, ReferralState
from intake.storage import events, outbox, resealing, tracking
from intake.storage.database import Database
from intake.storage.tables import records as record_rows
from intake.storage.tables import referrals

_row = referrals.c
_ADD = insert(referrals)
_NOT_ANSWERED = (ReferralState.WAITING, ReferralState.SENT)

_PLAIN = (
    "id", "record_id", "state", "consent_by", "consent_how", "consent_version", "consent_at", "answer_by", "sent_at",
    "sent_to", "received_at", "appointed_at", "contacted_on", "unanswered_at", "withdrawn_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tracked:
    """A referral as it stands, without anything that is sealed."""

    reference: str
    state: ReferralState
    consent_at: datetime
    answer_by: datetime | None
    sent_at: datetime | None
    received_at: datetime | None
    appointed_at: datetime | None
    contacted_on: date | None
    unanswered_at: datetime | None
    withdrawn_at: datetime | None


def add(db: Connection, referral: Referral, ring: KeyRing, link_lookup: bytes) -> None:
    """Adds the referral, to be found by its link; IntegrityError where its record has one."""
    sealed = _seal(ring, "sealed", referral.id, referral.agreed)
    db.execute(
        _ADD, {**{name: getattr(referral, name) for name in _PLAIN}, "link_lookup": link_lookup, "sealed": sealed}
    )


def has_one(db: Connection, record: Record) -> bool:
    """Whether an advocate was asked for already, in this record or in another one of the same draft or call."""
    here = record_rows.c.id == record.id
    same = here if record.draft_id is None else or_(here, record_rows.c.draft_id == record.draft_id)
    return db.execute(select(_row.id).join(record_rows).where(same).limit(1)).first() is not None


def of_record(db: Connection, record_id: str, ring: KeyRing) -> Referral | None:
    """The referral of the record with this id, or None."""
    return _one(db, _OF_RECORD, ring, record_id=record_id)


def beside(row: RowMapping, ring: KeyRing) -> Referral | None:
    """The referral of a record whose row was read with `BESIDE` as well, or None."""
    its = {column.name: row[label] for column, label in zip(_COLUMNS, BESIDE, strict=True)}
    return None if its["id"] is None else _referral(its, ring)


def of_reference(db: Connection, reference: str, ring: KeyRing) -> Referral | None:
    """The referral of the record with this reference, or None."""
    return _one(db, _WHOLE.join(record_rows).where(record_rows.c.reference == reference), ring)


def by_link(db: Connection, link_lookup: bytes, ring: KeyRing) -> Referral | None:
    """The referral that this link opens, or None."""
    return _one(db, _WHOLE.where(_row.link_lookup == link_lookup), ring)


def tracked(db: Connection, state: ReferralState | None = None) -> list[Tracked]:
    """Every referral, or those in this state, oldest first."""
    query = _TRACKED.order_by(_row.consent_at, _row.id)
    found = db.execute(query.where(_row.state == state) if state else query)
    return [Tracked(**{**row, "state": ReferralState(row["state"])}) for row in found.mappings()]


# ── What happens to one ──────────────────────────────────────────────────────────────────────────────────────────────


def sent(db: Connection, record_id: str, target: str, now: datetime) -> bool:
    """Notes that a place accepted it; False where one had before, or there is none."""
    state = case((_row.state == ReferralState.WAITING, ReferralState.SENT), else_=_row.state)
    changed = db.execute(
        update(referrals)
        .where(_row.record_id == record_id, _row.sent_at.is_(None))
        .values(state=state, sent_at=now, sent_to=target)
    )
    if changed.rowcount == 0:
        return False
    events.append(db, record_id, Event(now, "referral_sent", "service", {"target": target}))
    return True


def received(db: Connection, referral_id: str, now: datetime) -> bool:
    """Notes that the provider has it; False where they had said so, or their link is closed."""
    changed = {"state": ReferralState.RECEIVED, "received_at": now}
    return _answered(db, referral_id, Event(now, "referral_received", "provider"), changed, _row.received_at.is_(None))


def appointed(db: Connection, referral_id: str, name: str, ring: KeyRing, now: datetime) -> bool:
    """Notes who the advocate is, or now is; False where that is known, or the provider's link is closed."""
    named = db.execute(select(_row.named).where(_row.id == referral_id)).scalar_one_or_none()
    if named is not None and _open(ring, "named", referral_id, named) == name:
        return False
    changed = {
        "state": ReferralState.APPOINTED,
        "named": _seal(ring, "named", referral_id, name),
        "received_at": _first(_row.received_at, now),
        "appointed_at": _first(_row.appointed_at, now),
    }
    return _answered(
        db, referral_id, Event(now, "advocate_appointed", "provider"), changed, _row.named.is_not_distinct_from(named)
    )


def contacted(db: Connection, referral_id: str, day: date, now: datetime) -> bool:
    """Notes the day on which the advocate got in touch, which closes the link; False where it is closed."""
    changed = {
        "state": ReferralState.CONTACTED,
        "received_at": _first(_row.received_at, now),
        "contacted_on": day,
    }
    return _answered(db, referral_id, Event(now, "advocate_contacted", "provider", {"on": day.isoformat()}), changed)


def withdraw(db: Connection, record_id: str, council: Council, now: datetime, by: str = "self") -> bool:
    """Takes the consent back; False where it was, or there is no referral.

    What no worker is at is not sent any more. Where one has ever tried, it may have arrived: the provider is told.
    """
    changed = db.execute(
        update(referrals)
        .where(_row.record_id == record_id, _row.state != ReferralState.WITHDRAWN)
        .values(state=ReferralState.WITHDRAWN, withdrawn_at=now)
    )
    if changed.rowcount == 0:
        return False
    failed_before = any(each.reason for each in _sendings(db, record_id))
    for purpose in (Purpose.ADVOCATE_REFERRAL, Purpose.REFERRAL_UNANSWERED):
        outbox.cancel(db, record_id, purpose, "withdrawn", now)
    if failed_before or any(each.attempts for each in _sendings(db, record_id)):
        outbox.enqueue(db, record_id, to_all(Purpose.ADVOCATE_WITHDRAWN, council, now), now)
    events.append(db, record_id, Event(now, "referral_withdrawn", by))
    return True


def _sendings(db: Connection, record_id: str) -> list[tracking.Tracked]:
    return [each for each in tracking.of_record(db, record_id) if each.purpose == Purpose.ADVOCATE_REFERRAL]


def chase(db: Connection, now: datetime, most: int = 100) -> list[str]:
    """The ids of the records whose provider has not answered in time, marked as such: each once, at most so many."""
    late = (
        select(_row.id, _row.record_id)
        .where(_row.answer_by < now, _row.state.in_(_NOT_ANSWERED))
        .order_by(_row.answer_by)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = db.execute(late).all()
    if found:
        db.execute(
            update(referrals)
            .where(_row.id.in_([row.id for row in found]))
            .values(state=ReferralState.UNANSWERED, unanswered_at=now)
        )
    for row in found:
        events.append(db, row.record_id, Event(now, "referral_unanswered", "service"))
    return [row.record_id for row in found]


def reseal(database: Database, ring: KeyRing) -> int:
    """How many referrals were sealed anew, as for `resealing.reseal`."""
    return resealing.reseal(database, ring, (_row.sealed, _row.named), lambda row, column: _place(column, row.id))


def _answered(db: Connection, referral_id: str, event: Event, changed: dict[str, Any], *unless: Any) -> bool:
    """Makes the provider's change and notes it, unless their link is closed or something else does not hold."""
    record_id = db.execute(
        update(referrals)
        .where(_row.id == referral_id, _row.state.not_in(CLOSED), *unless)
        .values(**changed)
        .returning(_row.record_id)
    ).scalar_one_or_none()
    if record_id is not None:
        events.append(db, record_id, event)
    return record_id is not None


def _first(column: Column[Any], now: datetime) -> ColumnElement[Any]:
    """The moment that the column has, or this one."""
    return func.coalesce(column, literal(now, column.type))


_COLUMNS = tuple(_row[name] for name in (*_PLAIN, "sealed", "named"))
_WHOLE = select(*_COLUMNS)
BESIDE = tuple(column.label(f"referral_{column.name}") for column in _COLUMNS)
_OF_RECORD = _WHOLE.where(_row.record_id == bindparam("record_id"))
_TRACKED = select(
    record_rows.c.reference,
    *(_row[each.name] for each in fields(Tracked) if each.name != "reference"),
).join(record_rows)


def _one(db: Connection, query: Select[Any], ring: KeyRing, **given: str) -> Referral | None:
    row = db.execute(query, given).mappings().one_or_none()
    return None if row is None else _referral(row, ring)


def _referral(row: Mapping[Any, Any], ring: KeyRing) -> Referral:
    plain = {name: row[name] for name in _PLAIN}
    named = None if row["named"] is None else _open(ring, "named", row["id"], row["named"])
    agreed = _open(ring, "sealed", row["id"], row["sealed"])
    return Referral(
        **{**plain, "state": ReferralState(row["state"])}, agreed=agreed, advocate_name=cast("str | None", named)
    )


def _place(column: str, row_id: str) -> str:
    return f"referrals.{column}:{row_id}"


def _seal(ring: KeyRing, column: str, row_id: str, content: dict[str, Any] | str) -> bytes:
    return ring.seal(json.dumps(content, ensure_ascii=False).encode(), _place(column, row_id))


def _open(ring: KeyRing, column: str, row_id: str, sealed: bytes) -> Any:
    return json.loads(ring.open(sealed, _place(column, row_id)))
