"""The catalogues of translated messages: begun, brought up to date, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import write_po
from flask.cli import AppGroup

from intake.web.commands.translation_faults import english_in, faults_of
from intake.web.translation import AWAITS_REVIEW, FOLDER, path_of, read_catalogue

_TEMPLATE = "messages.pot"
_KEYWORDS = ("-k", "N_", "-k", "NN_:1,2")
_SOURCE = Path(__file__).parents[2]

translate = AppGroup("translate", help="The words of the form in other languages.")
_folder = click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, help="Where the catalogues are."
)


@translate.command("update", with_appcontext=False)
@_folder
def update(folder: Path) -> None:
    """Collects every message of the code, and brings each language's catalogue up to date with them."""
    template = folder / _TEMPLATE
    extract(template)
    for path in _catalogues(folder):
        _babel(
            *("update", "-i", template, "-o", path, "-l", _language(path)),
            *("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"),
        )


@translate.command("add", with_appcontext=False)
@click.argument("language")
@_folder
def add(language: str, folder: Path) -> None:
    """Begins the catalogue of a language, such as cy: a folder with every message, to be translated."""
    path = path_of(language, folder)
    if path.exists():
        raise click.ClickException(f"{path} is there already")
    try:
        catalogue = Catalog(Locale.parse(language), header_comment=f"# {AWAITS_REVIEW}", fuzzy=False)
    except (UnknownLocaleError, ValueError) as error:
        raise click.ClickException(f"{language}: expected the code of a language, such as cy") from error
    catalogue.update(read_catalogue(folder / _TEMPLATE))
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)


@translate.command("check", with_appcontext=False)
@_folder
def check(folder: Path) -> None:
    """Names everything that is wrong with a catalogue; exits with 1 where there is something."""
    faults = list(_faults(folder))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(1)


def _faults(folder: Path) -> Iterator[str]:
    template = folder / _TEMPLATE
    with TemporaryDirectory() as elsewhere:
        fresh = Path(elsewhere) / _TEMPLATE
        extract(fresh)
        english = english_in(read_catalogue(fresh))
    if english != english_in(read_catalogue(template)):
        yield f"{_TEMPLATE} is not what the code says: run `make words`"
    for path in _catalogues(folder):
        yield from (f"{_language(path)}: {fault}" for fault in faults_of(read_catalogue(path), english))


def extract(into: Path) -> None:
    """Writes every message of the code there."""
    layout = ("--no-location", "--omit-header", "--sort-output")
    _babel("extract", "-F", _SOURCE.parent / "pyproject.toml", *_KEYWORDS, *layout, "-o", into, _SOURCE)


def _babel(*words: object) -> None:
    CommandLineInterface().run(["pybabel", "--quiet", *map(str, words)])  # type: ignore[no-untyped-call]


def _catalogues(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/LC_MESSAGES/messages.po"))


def _language(path: Path) -> str:
    return path.parts[-3]


COMMANDS = (translate,)
