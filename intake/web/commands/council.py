"""A council's own file, tried out: whether its places can be reached, and which of its numbers are old."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import click
from flask.cli import AppGroup

from intake.council.load import CouncilError, load
from intake.council.model import Council, DeliverTo
from intake.council.numbers import CHECKED_WITHIN, Listed, old_numbers
from intake.delivery.target import BadPlace, GiveUp, Target, TryLater
from intake.delivery.trial import can_be_tried, trial_parcel
from intake.settings import SettingsError
from intake.web.commands.delivering import targets_of
from intake.web.service import service

council_group = AppGroup("council", help="A council's own file.")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing of the file, and whether somebody has to put it right."""

    words: str
    is_wrong: bool = True


@council_group.command("check")
@click.argument("name", required=False)
@click.option("--send-test", is_flag=True, help="Send each place a message that says that it is a test.")
def check(name: str | None, send_test: bool) -> None:
    """Tries every place that a council's file names, and lists the numbers that nobody has checked for 180 days.

    NAME is the file's, without .toml; the council that is served, where it is left out. Exits with 1 where something
    has to be put right.
    """
    try:
        council = load(name) if name else service().council
        targets = targets_of(council, service())
    except (CouncilError, BadPlace, SettingsError) as error:
        raise click.ClickException(str(error)) from None
    wrong = 0
    for finding in findings(council, targets, service().today(), send_test=send_test):
        wrong += finding.is_wrong
        click.echo(f"{council.key}.toml: {finding.words}")
    if wrong:
        raise click.ClickException(f"{wrong} of these to be put right")


def findings(
    council: Council, targets: Mapping[str, Target], today: date, *, send_test: bool = False
) -> Iterator[Finding]:
    """What there is to say of each place, in the order of the file, and then of each number that is old."""
    for n, place in enumerate(council.deliver_to):
        where = f"deliver_to[{n}] ({place.name})"
        target = targets[place.name]
        why_not = target.reach()
        yield Finding(f"{where}: {why_not or 'can be reached'}", bool(why_not))
        if send_test and not why_not and can_be_tried(place):
            yield _tried(target, place, where)
    for listed in old_numbers(council, today):
        yield Finding(_old(listed, today))


def _tried(target: Target, place: DeliverTo, where: str) -> Finding:
    try:
        target.send(trial_parcel(place, uuid.uuid4().hex))
    except (TryLater, GiveUp) as refusal:
        return Finding(f"{where}: did not accept a test: {refusal.reason}")
    return Finding(f"{where}: has accepted a test", is_wrong=False)


def _old(listed: Listed, today: date) -> str:
    line = listed.line
    days = (today - line.checked_on).days
    return (
        f"{listed.key}.checked_on: {line.number} was checked {days} days ago, on {line.checked_on.isoformat()}: "
        f"expected at most {CHECKED_WITHIN.days} days"
    )


COMMANDS = (council_group,)
