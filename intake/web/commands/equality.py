"""How the answers to the equality questions are spread."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from intake.storage import equality as counters
from intake.web.service import service

equality = AppGroup("equality", help="The answers to the equality questions, counted.")


@equality.command("list")
def list_() -> None:
    """Counters of the quarters that are over, in fives: quarter, role, question, answer, about how many.

    An answer that fewer than five people gave is left out, as one that nobody gave.
    """
    with service().database.read() as db:
        told = counters.told(db, service().today())
    for each in told:
        click.echo("  ".join(map(str, each)))


COMMANDS = (equality,)
