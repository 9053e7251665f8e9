"""What is asked, as the command line prints it."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from intake.questions.printing import questionnaire
from intake.questions.vocabulary import Voice
from intake.records.payload import record_schema
from intake.rules.explain import table_text


@click.command("golden")
@click.option("--voice", type=click.Choice([str(voice) for voice in Voice]), help="Only this voice.")
@click.option("--write", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write the files of reviews.")
@with_appcontext
def golden(voice: str | None, folder: Path | None) -> None:
    """Prints the whole questionnaire in each voice: the text that content people review.

    With --write, the questionnaires, the schema of a record and the rule table go into a folder instead.
    """
    if folder is None:
        for each in [Voice(voice)] if voice else Voice:
            click.echo(questionnaire(each))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in golden_files().items():
        (folder / name).write_text(content, encoding="utf-8")


def golden_files() -> dict[str, str]:
    """What reviews compare, by the name of its file."""
    return {f"{voice}.en.txt": questionnaire(voice) for voice in Voice} | {
        "schema.json": json.dumps(record_schema(), indent=1) + "\n",
        "rules.txt": table_text() + "\n",
    }


COMMANDS = (golden,)
