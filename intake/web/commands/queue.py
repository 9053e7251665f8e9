"""The queue, as the command line reads it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import Connection

from intake.access.reference import read_reference
from intake.records.payload import instant, record_schema, to_plain
from intake.records.record import Record
from intake.rules.london import LONDON
from intake.storage import casework, records
from intake.storage.indexing import index_anew
from intake.web.service import service

AT_ONCE = 200

queue = AppGroup("queue", help="What was sent to the complaints team.")


@queue.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON array instead of a line for each.")
def list_(as_json: bool) -> None:
    """Every record, oldest first: codes, dates and references, no word of anybody."""
    with service().database.read(at_one_moment=True) as db:
        found = [_summary(record) for record in records.every(db, service().ring)]
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    for each in found:
        click.echo("  ".join(str(each[name] or "-") for name in ("ref", "received_date", "kind", "route", "status")))


@queue.command("show")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="The whole record as JSON.")
def show(reference: str, as_json: bool) -> None:
    """One record, whole."""
    with service().database.read(at_one_moment=True) as db:
        record = records.find(db, read_reference(reference) or reference, service().ring)
        if record is None:
            raise click.ClickException(f"no record has the reference {reference}")
        plain = _plain(db, record)
    if as_json:
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    for name, value in plain.items():
        click.echo(f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")


@queue.command("export")
@click.option("--since", help="Only what was received at or after this moment or day in London, such as 2026-11-23.")
def export(since: str | None) -> None:
    """Every record as JSON Lines, oldest first."""
    with service().database.read(at_one_moment=True) as db:
        for record in records.every(db, service().ring, _moment(since) if since else None):
            click.echo(json.dumps(_plain(db, record), ensure_ascii=False))


@queue.command("index")
def index() -> None:
    """Works out anew by what each record is found and where it stands: after an update, and with a new SECRET_KEY."""
    here, total, last = service(), 0, ""
    while True:
        with here.database.write() as db:
            done = index_anew(db, here.ring, here.marks, here.council, here.calendar, last, AT_ONCE)
        total += len(done)
        if len(done) < AT_ONCE:
            break
        last = done[-1]
    click.echo(f"{total} records indexed")


@click.command("schema")
@with_appcontext
def schema() -> None:
    """The JSON Schema of a record."""
    click.echo(json.dumps(record_schema(), indent=1))


def _plain(db: Connection, record: Record) -> dict[str, Any]:
    return to_plain(record, records.linked(db, record), casework.route_decided(db, record.id))


def _summary(record: Record) -> dict[str, Any]:
    return {
        "ref": record.reference,
        "kind": record.kind,
        "received_at": instant(record.received_at),
        "received_date": record.received_date.isoformat(),
        "voice": record.voice,
        "language": record.language,
        "method": record.method,
        "stage": record.stage,
        "status": record.status,
        "route": record.route,
        "time_limit": record.time_limit,
        "flags": record.flags,
        "due": record.envelope.get("due", {}),
    }


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text} is not a moment: expected a day such as 2026-11-23") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


COMMANDS = (queue, schema)
