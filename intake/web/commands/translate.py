"""The catalogues of translated messages: brought up to date, and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from flask.cli import AppGroup

from intake.web.speaker import FOLDER

TEMPLATE = FOLDER / "messages.pot"
_PLACEHOLDER = re.compile(r"%\(\w+\)s")

translate = AppGroup("translate", help="The words of the form in other languages.")


@translate.command("update")
def update() -> None:
    """Collects every message of the code, and brings each language's catalogue up to date with them."""
    _extract(TEMPLATE)
    for catalogue in _catalogues():
        _babel("update", "-i", TEMPLATE, "-o", catalogue, "-l", _language(catalogue), "--no-fuzzy-matching")


@translate.command("add")
@click.argument("language")
def add(language: str) -> None:
    """Begins the catalogue of a language: a folder with every message, to be translated."""
    _babel("init", "-i", TEMPLATE, "-d", FOLDER, "-l", language)


@translate.command("compile")
def compile_() -> None:
    """Makes the catalogues that the service reads."""
    for catalogue in _catalogues():
        _babel("compile", "-i", catalogue, "-o", catalogue.with_suffix(".mo"), "-l", _language(catalogue))


@translate.command("check")
def check() -> None:
    """Names every message that is missing, unsure or has lost a placeholder; exits with 1 where there is one."""
    faults = list(_faults())
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(1)


def _faults() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / "messages.pot"
        _extract(fresh)
        if _messages(fresh) != _messages(TEMPLATE):
            yield f"{TEMPLATE.name} is not what the code says: run `make words`"
    for path in _catalogues():
        catalogue = _read(path)
        missing = _messages(TEMPLATE) - {str(message.id) for message in catalogue if message.string}
        yield from (f"{_language(path)}: not translated: {message}" for message in sorted(missing))
        for message in catalogue:
            if message.id and message.fuzzy:
                yield f"{_language(path)}: unsure: {message.id}"
            if message.string and set(_PLACEHOLDER.findall(str(message.id))) != set(
                _PLACEHOLDER.findall(str(message.string))
            ):
                yield f"{_language(path)}: another placeholder: {message.id}"


def _extract(into: Path) -> None:
    _babel(
        "extract",
        "-F",
        "pyproject.toml",
        "-k",
        "N_",
        "--no-location",
        "--omit-header",
        "--sort-output",
        "-o",
        into,
        "intake",
    )


def _babel(*words: object) -> None:
    CommandLineInterface().run(["pybabel", "--quiet", *map(str, words)])  # type: ignore[no-untyped-call]


def _catalogues() -> list[Path]:
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def _language(path: Path) -> str:
    return path.parts[-3]


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _messages(path: Path) -> set[str]:
    return {str(message.id) for message in _read(path) if message.id}


COMMANDS = (translate,)
