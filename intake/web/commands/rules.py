"""The rules from the command line: assess facts, explain an assessment, print the whole rule table."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import NoReturn

import click
from flask.cli import with_appcontext

from intake.rules.assessment import assess
from intake.rules.explain import explain, explanation_text, table_text
from intake.rules.reading import BadFacts
from intake.rules.working_days import WorkingCalendar
from intake.web.service import service


@click.command("assess")
@click.option("--explain", "in_words", is_flag=True, help="Print each rule that fired, in words, with its source.")
@with_appcontext
def assess_command(in_words: bool) -> None:
    """Assess the facts on standard input.

    A JSON array of {"id", "facts"} gives an array of {"id", "assessment"} or {"id", "error"}, in the same order.
    With --explain, one such item, a bare facts object or an array of items is put into words instead.
    """
    given = _read_input()
    if in_words:
        _print_explanations(given if isinstance(given, list) else [given], service().calendar)
        return
    if not isinstance(given, list):
        _refuse("expected a JSON array of {id, facts}")
    calendar = service().calendar
    click.echo(json.dumps([_answer(item, calendar) for item in given], indent=1))


@click.command("rules")
def rules_command() -> None:
    """Print the whole rule table: condition, effect and source of every rule that runs."""
    click.echo(table_text())


COMMANDS: Sequence[click.Command] = (assess_command, rules_command)


def _answer(item: object, calendar: WorkingCalendar) -> dict[str, object]:
    """The assessment of one item, or the error that names the field at fault."""
    if not isinstance(item, dict):
        return _error(None, "item", "expected an object with id and facts")
    if item.get("id") is None:
        return _error(None, "id", "required")
    try:
        return {"id": item["id"], "assessment": assess(item.get("facts"), calendar).to_plain()}
    except BadFacts as bad:
        return _error(item["id"], bad.field, bad.message)


def _error(of: object, field: str, message: str) -> dict[str, object]:
    return {"id": of, "error": {"field": field, "message": message}}


def _print_explanations(items: list[object], calendar: WorkingCalendar) -> None:
    """Puts each item into words; an object without facts inside is taken for the facts themselves."""
    for item in items:
        if isinstance(item, dict) and "facts" in item:
            click.echo(f"{item.get('id', '')}\n")
            item = item["facts"]
        try:
            click.echo(explanation_text(explain(item, calendar)) + "\n")
        except BadFacts as bad:
            click.echo(f"{bad}\n")


def _read_input() -> object:
    try:
        return json.load(sys.stdin)
    except (ValueError, RecursionError) as problem:
        _refuse(f"the input is not JSON: {problem}")


def _refuse(message: str) -> NoReturn:
    """Says on the error stream what was expected, and ends with 2."""
    click.echo(f"flask assess: {message}", err=True)
    sys.exit(2)
