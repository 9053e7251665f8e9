"""How long records are kept: which were kept long enough, and wiping them, which a person decides."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy import Connection

from intake.access.reference import read_reference
from intake.rules.london import LONDON, london_day
from intake.storage import wiping
from intake.storage.wiping import Closed, NewestOfAllError
from intake.web.service import service

retention = AppGroup("retention", help="How long records are kept.")


@retention.command("list")
@click.option("--wiped", is_flag=True, help="Those that were wiped instead.")
def list_(wiped: bool) -> None:
    """The closed records that were kept long enough by the council's rule, oldest first, and what speaks against it."""
    with service().database.read() as db:
        if wiped:
            for gone in wiping.wiped(db):
                early = "  before its time was over" if gone.was_early else ""
                click.echo(f"{gone.reference}  wiped {_day(gone.wiped_at)}{early}")
            return
        for record in wiping.kept_long_enough(db, _since()):
            line = (record.reference, record.kind, f"last changed {_day(record.changed_at)}", *_against(record))
            click.echo("  ".join(line))


@retention.command("wipe")
@click.argument("references", nargs=-1, required=True)
@click.option("--early", is_flag=True, help="Also before its time is over: somebody asked to be forgotten.")
@click.option("--all-the-same", is_flag=True, help="Also what is about safety or linked to an open record.")
@click.option("--yes", is_flag=True, help="Without asking again.")
def wipe(references: tuple[str, ...], early: bool, all_the_same: bool, yes: bool) -> None:
    """Wipes closed records for good, with all that belongs to them: all of these, or none."""
    here = service()
    if not yes:
        click.confirm(f"Wipe for good: {', '.join(references)}?", abort=True)
    now = here.now()
    with here.database.write() as db:
        for reference in references:
            record = _to_be_wiped(db, reference, early=early, all_the_same=all_the_same)
            try:
                wiping.wipe(db, record, now, was_early=record.changed_at >= _since())
            except NewestOfAllError as error:
                raise click.ClickException(str(error)) from None
    here.database.erase_traces()
    click.echo(f"{len(references)} wiped. Backups, and the places that had a copy, still hold them.")


def _to_be_wiped(db: Connection, reference: str, *, early: bool, all_the_same: bool) -> Closed:
    record = wiping.closed(db, read_reference(reference) or reference)
    if record is None:
        raise click.ClickException(f"{reference}: expected the reference of a closed record")
    if record.changed_at >= _since() and not early:
        raise click.ClickException(f"{reference}: last changed {_day(record.changed_at)}, so not yet without --early")
    if _against(record) and not all_the_same:
        raise click.ClickException(f"{reference}: {', '.join(_against(record))}, so not without --all-the-same")
    return record


def _against(record: Closed) -> list[str]:
    safety = ["about safety"] if record.is_safety else []
    return [*safety, "linked to an open record"] if record.is_linked_to_open else safety


def _since() -> datetime:
    """Since when something must have happened to a closed record that is still needed."""
    return service().council.retention.needed_since(service().now().astimezone(LONDON))


def _day(at: datetime) -> str:
    return london_day(at).isoformat()


COMMANDS = (retention,)
