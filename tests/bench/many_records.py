"""A million records in the queue, made by PostgreSQL itself: plain columns as a busy council would have them.

What is sealed is a few random bytes, and nothing opens it: these records are there to be found, not to be read. A few
whole ones for that are added beside them by whoever measures.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from intake.storage.database import Database

# Each byte of `h`, from 0 to 255, is a die of its own; `n` is the number of the record.
_ADD = """
INSERT INTO records (
    id, reference, once, draft_id, kind, council, voice, language, method, received_at, received_date, stage, status,
    route, time_limit, flags, envelope, story, identity, code_lookup, rank, due_on, due_what, waits_for, team,
    assigned_to, is_young, is_safety, is_open, version, events, head
)
SELECT
    md5('many' || n),
    'MANY-' || lpad(n::text, 9, '0'),
    'many:' || n,
    NULL,
    CASE WHEN n % 5000 = 0 THEN 'urgent' WHEN get_byte(h, 0) < 200 THEN 'complaint'
         WHEN get_byte(h, 0) < 240 THEN 'compliment' ELSE 'idea' END,
    'northshire',
    CASE WHEN get_byte(h, 1) < 80 THEN 'child' WHEN get_byte(h, 1) < 220 THEN 'adult' ELSE 'handler' END,
    'en',
    CASE WHEN get_byte(h, 1) < 80 THEN 'e_form_young_person' WHEN get_byte(h, 1) < 220 THEN 'e_form'
         ELSE 'telephone_contact_centre' END,
    timestamptz '2026-11-23 12:00+00' - n * interval '1 minute',
    date '2026-11-23' - (n / 1440)::int,
    CASE WHEN get_byte(h, 2) < 100 THEN 'intake' WHEN get_byte(h, 2) < 230 THEN 'stage_1' ELSE 'stage_2' END,
    CASE WHEN get_byte(h, 2) < 100 THEN 'new' WHEN n % 1009 = 0 THEN 'suspended' ELSE 'active' END,
    'statutory',
    'in_time',
    CASE WHEN n % 1000 = 0 THEN '["safeguarding_immediate"]' WHEN n % 50 = 0 THEN '["case_concern_same_day"]'
         WHEN get_byte(h, 3) < 80 THEN '["advocate_must_offer"]' ELSE '[]' END::json,
    '{}'::json,
    '\\x00', '\\x00', NULL,
    CASE WHEN n % 1000 = 0 THEN 0 WHEN n % 50 = 0 THEN 1 ELSE 2 END,
    CASE WHEN get_byte(h, 0) < 200 THEN date '2026-11-13' + get_byte(h, 4) ELSE date '9999-12-31' END,
    CASE WHEN get_byte(h, 0) < 200 THEN 'stage1_10wd' END,
    CASE WHEN n % 1000 = 0 THEN 'duty_team' WHEN get_byte(h, 5) < 180 THEN 'complaints_team' ELSE 'person' END,
    CASE WHEN n % 10007 = 0 THEN 'secure_home' WHEN get_byte(h, 6) < 230 THEN 'living_at_home' END,
    CASE WHEN get_byte(h, 7) < 150 THEN 'many' || get_byte(h, 8) % 20 END,
    get_byte(h, 1) < 80,
    n % 50 = 0,
    :is_open,
    1, 1, '\\x00'
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n, decode(md5('die' || n), 'hex') AS h
"""
_FLAG = """
INSERT INTO record_flags (flag, rank, due_on, record_id)
SELECT flag, CASE WHEN is_open THEN rank ELSE 9 END, CASE WHEN is_open THEN due_on ELSE received_date END, id
FROM records, json_array_elements_text(flags) AS flag
WHERE reference LIKE 'MANY-%'
ON CONFLICT DO NOTHING
"""


def fill(database: Database, count: int) -> None:
    """Adds so many open records to a database on PostgreSQL, and lets it see what is in its tables."""
    with database.write() as db:
        add(db, count)
    with database.read() as db:
        look_again(db)


def add(db: Connection, count: int, *, first: int = 1, is_open: bool = True) -> None:
    """Adds so many records to a database on PostgreSQL, numbered from `first`. `look_again` is due afterwards."""
    db.execute(text(_ADD), {"first": first, "last": first + count - 1, "is_open": is_open})
    db.execute(text(_FLAG))


def look_again(db: Connection) -> None:
    """Lets the database see what is in its tables; the connection must not be in a transaction."""
    db.execute(text("VACUUM (ANALYZE) records"))
    db.execute(text("VACUUM (ANALYZE) record_flags"))
