"""What has to reach somebody, as the command line reads it: what failed, what is on its way, and trying again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from intake.access.reference import read_reference
from intake.records.payload import instant
from intake.storage import outbox, records, tracking
from intake.storage.outbox import State
from intake.storage.tracking import Tracked
from intake.web.service import service

MOST = 200

deliveries = AppGroup("deliveries", help="What has to reach somebody because of a record.")


@deliveries.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON array instead of a line for each.")
@click.option("--most", type=click.IntRange(1), default=MOST, show_default=True, help="List at most so many.")
def list_(as_json: bool, most: int) -> None:
    """What has failed, and what is still on its way, failures first, oldest first."""
    with service().database.read() as db:
        found = tracking.unsettled(db, most + 1)
    if as_json:
        click.echo(json.dumps([_plain(each) for each in found[:most]], indent=1))
    elif not found:
        click.echo("everything has been delivered")
    for each in () if as_json else found[:most]:
        click.echo(_line(each))
    if len(found) > most:
        click.echo(f"there are more than {most}: list them with --most", err=True)


@deliveries.command("show")
@click.argument("which", metavar="ID|REFERENCE")
@click.option("--json", "as_json", is_flag=True, help="A JSON array, also of one.")
def show(which: str, as_json: bool) -> None:
    """One delivery by its id, or every delivery of a record by its reference; those that are long over as well."""
    found = _found(which)
    if as_json:
        click.echo(json.dumps([_plain(each) for each in found], indent=1))
        return
    click.echo("\n\n".join("\n".join(f"{name}: {value}" for name, value in _plain(each).items()) for each in found))


@deliveries.command("retry")
@click.argument("ids", metavar="[ID]...", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="Try everything again that has failed.")
def retry(ids: Sequence[int], every: bool) -> None:
    """Lets what has failed be tried again now; exits with 1 where one of the ids is of nothing that has failed."""
    if bool(ids) == every:
        raise click.UsageError("name the deliveries by their ids, or all of them by --all")
    with service().database.write() as db:
        faults = {each: _not_failed(each, tracking.find(db, each)) for each in ids}
        tried = outbox.retry(db, service().now(), None if every else [each for each in ids if not faults[each]])
    click.echo(f"{tried} to be tried again now")
    wrong = [fault for fault in faults.values() if fault]
    for fault in wrong:
        click.echo(f"Error: {fault}", err=True)
    if wrong:
        raise SystemExit(1)


def _found(which: str) -> list[Tracked]:
    """The delivery with this id, or those of the record with this reference; ClickException where there is none."""
    with service().database.read() as db:
        if which.isdecimal():
            one = tracking.find(db, int(which))
            if one is None:
                raise click.ClickException(f"no delivery has the id {which}")
            return [one]
        record = records.find(db, read_reference(which) or which, service().ring)
        if record is None:
            raise click.ClickException(f"no record has the reference {which}")
        found = tracking.of_record(db, record.id)
    if not found:
        raise click.ClickException(f"nothing had to be delivered because of {record.reference}")
    return found


def _not_failed(delivery_id: int, found: Tracked | None) -> str:
    """What is wrong with trying this one again, or ''."""
    if found is None:
        return f"no delivery has the id {delivery_id}"
    return "" if found.state == State.FAILED else f"{delivery_id} is {found.state}: only what has failed is tried again"


def _line(each: Tracked) -> str:
    tries = f"{each.attempts} {'try' if each.attempts == 1 else 'tries'}"
    when = f"due {_moment(each.due_at)}" if each.finished_at is None else f"since {_moment(each.finished_at)}"
    words = (each.id, each.reference, each.purpose, each.target, each.state, tries, each.reason or "-", when)
    return "  ".join(str(word) for word in words)


def _plain(each: Tracked) -> dict[str, Any]:
    return {
        "id": each.id,
        "ref": each.reference,
        "purpose": each.purpose,
        "target": each.target,
        "state": each.state,
        "attempts": each.attempts,
        "reason": each.reason,
        "created_at": _moment(each.created_at),
        "due_at": _moment(each.due_at),
        "finished_at": each.finished_at and _moment(each.finished_at),
    }


def _moment(at: datetime) -> str:
    return instant(at.replace(microsecond=0))


COMMANDS = (deliveries,)
