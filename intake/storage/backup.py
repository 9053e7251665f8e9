"""All that a database holds as one file, which goes back into an empty database of either kind.

The file is gzip-packed JSON Lines: what it is, then a line for each row, then how many rows each table has and the
SHA-256 of all that went before. Bytes are in base64 and moments in UTC; what is sealed stays sealed.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

from sqlalchemy import Connection, Date, DateTime, LargeBinary, MetaData, Table, event, func, insert, select
from sqlalchemy.engine.interfaces import ReflectedColumn

from intake.storage import migrate
from intake.storage.database import Database
from intake.storage.tables import Instant

FORMAT = "what-do-you-think backup 1"

_AT_ONCE = 500  # rows in memory
_FROM_TEXT: tuple[tuple[type, Callable[[str], object]], ...] = (
    (LargeBinary, b64decode),
    (Instant, datetime.fromisoformat),
    (Date, date.fromisoformat),
)


class BackupError(Exception):
    """A backup cannot be made or restored, and nothing was changed: which file, and what was expected."""


def backup(database: Database, path: Path, now: datetime) -> Counter[str]:
    """How many rows of each table were written: all that was committed at one moment, while others go on writing.

    BackupError where the database has no tables; OSError where the file cannot be written. It takes its place only
    when it is whole, and nobody but its owner may read it.
    """
    rows: Counter[str] = Counter()
    digest = sha256()
    with database.read(at_one_moment=True) as db, _once_whole(path) as file:
        for line in _contents(db, now, rows):
            digest.update(line)
            file.write(line)
        file.write(_line({"rows": rows, "sha256": digest.hexdigest()}))
    return rows


def restore(database: Database, path: Path) -> Counter[str]:
    """How many rows of each table were read into a database that was empty, or had no tables yet.

    A backup of earlier tables is read into such tables, which are then migrated with it. BackupError where the file is
    not whole, not a backup or of tables that are not known here, and where the database already holds something.
    """
    revision = _checked(path)
    with database.read() as db:
        for table in _tables(db):
            if db.execute(select(table).limit(1)).first():
                raise BackupError(f"the table {table.name} already holds something: expected an empty database")
    if revision not in migrate.REVISIONS:
        raise BackupError(f"{path} is of other tables than this version of the service knows: revision {revision!r}")
    migrate.upgrade(database, revision)
    migrate.downgrade(database, revision)
    try:
        with database.write() as db:
            return _load(db, path)
    finally:
        migrate.upgrade(database)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _once_whole(path: Path) -> Iterator[gzip.GzipFile]:
    """A file, for its owner alone, that takes this path when all is written; where that fails, nothing is left."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        try:
            with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
                yield packed
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise


def _contents(db: Connection, now: datetime, rows: Counter[str]) -> Iterator[bytes]:
    """Every line but the last; `rows` counts them."""
    revision = migrate.revision_of(db)
    if revision is None:
        raise BackupError("the database has no tables yet: expected one that `flask db upgrade` has been run on")
    yield _line({"format": FORMAT, "revision": revision, "made_at": now.astimezone(UTC)})
    for table in _tables(db):
        for row in db.execute(select(table), execution_options={"yield_per": _AT_ONCE}).mappings():
            rows[table.name] += 1
            yield _line({"table": table.name, "row": dict(row)})


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), default=_text).encode() + b"\n"


def _text(value: bytes | date) -> str:
    return b64encode(value).decode() if isinstance(value, bytes) else value.isoformat()


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _checked(path: Path) -> str:
    """The revision of the tables in this backup, after it was read to its end; BackupError where it is not whole."""
    digest, last, head = sha256(), b"", b""
    try:
        with gzip.open(path) as file:
            for line in file:
                digest.update(last)
                head, last = head or line, line
        whole = json.loads(last)["sha256"] == digest.hexdigest()
    except (gzip.BadGzipFile, zlib.error, EOFError, ValueError, LookupError, TypeError):
        whole = False
    if not whole:
        raise BackupError(f"{path} is cut off, altered or no backup at all: expected a file of `flask db backup`")
    header = json.loads(head)
    if header.get("format") != FORMAT:
        raise BackupError(f"{path} has the format {header.get('format')!r}: expected {FORMAT!r}")
    return cast(str, header["revision"])


def _load(db: Connection, path: Path) -> Counter[str]:
    tables = {table.name: table for table in _tables(db)}
    rows: Counter[str] = Counter()
    with gzip.open(path) as file:
        lines = map(json.loads, islice(file, 1, None))
        for name, group in groupby(lines, lambda line: line.get("table")):
            if name is None:
                if next(group)["rows"] != rows:
                    raise BackupError(f"{path} has other rows than its last line says: expected a whole backup")
            elif name in tables:
                read = _reader(tables[name])
                while some := [read(line["row"]) for line in islice(group, _AT_ONCE)]:
                    db.execute(insert(tables[name]), some)
                    rows[name] += len(some)
            else:
                raise BackupError(f"{path} has rows of the table {name!r}: expected {', '.join(tables)}")
    if db.dialect.name == "postgresql":
        _count_on(db, tables.values())
    return rows


def _reader(table: Table) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What makes a row of this table from its line."""
    reading = {
        column.name: read for column in table.columns for kind, read in _FROM_TEXT if isinstance(column.type, kind)
    }
    return lambda row: {
        name: reading[name](value) if name in reading and value is not None else value for name, value in row.items()
    }


def _count_on(db: Connection, tables: Iterable[Table]) -> None:
    """Lets PostgreSQL give the next row the number after the highest, as SQLite does of itself."""
    for table in tables:
        number = table.autoincrement_column
        if number is not None:
            sequence = func.pg_get_serial_sequence(table.name, number.name)
            db.execute(select(func.setval(sequence, func.max(number))))  # which leaves it alone where there is no row


# ── Both ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tables(db: Connection) -> list[Table]:
    """The tables as they are in this database, whatever its revision, each after those it refers to."""
    found = MetaData()

    @event.listens_for(found, "column_reflect")
    def in_utc(_: object, __: object, column: ReflectedColumn) -> None:
        if isinstance(column["type"], DateTime):
            column["type"] = Instant()

    found.reflect(db)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]
