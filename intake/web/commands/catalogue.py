"""What is asked, as the command line prints it."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from intake.questions.printing import questionnaire
from intake.questions.vocabulary import Voice


@click.command("golden")
@click.option("--voice", type=click.Choice(list(Voice)), help="Only this voice.")
@with_appcontext
def golden(voice: str | None) -> None:
    """Prints the whole questionnaire in each voice: the text that content people review."""
    for each in [Voice(voice)] if voice else Voice:
        click.echo(questionnaire(each))


COMMANDS = (golden,)
