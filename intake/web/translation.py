"""The words of one language, read from its catalogue at the start: a .po file as translators write it."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from intake.questions.vocabulary import Counted

FOLDER = Path(__file__).parents[2] / "translations"

# One of these stands in the comment at the head of every catalogue.
AWAITS_REVIEW = "Review: awaiting a native speaker"
REVIEWED = "Review: done by a native speaker"


class TranslationError(Exception):
    """A council offers a language that has no catalogue."""


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """What is said in one language: under each English message its forms, of which a plain message has one.

    `form_of` gives the place of the form that is said of a number. `is_reviewed`: a native speaker has read it all.
    """

    language: str
    messages: Mapping[str, tuple[str, ...]]
    form_of: Callable[[int], int]
    is_reviewed: bool

    def of(self, message: str) -> str:
        """The message, with its placeholders; English where it is missing."""
        forms = self.messages.get(message)
        return forms[0] if forms else message

    def of_number(self, message: Counted, number: int) -> str:
        """The message in the form that is said of this number; English where it is missing."""
        forms = self.messages.get(message)
        return forms[self.form_of(number)] if forms else message.of(number)


ENGLISH = Translation("en", {}, lambda number: int(number != 1), is_reviewed=True)


@lru_cache
def read(language: str, folder: Path = FOLDER) -> Translation:
    """What is translated so far; TranslationError where there is no catalogue. English needs none."""
    if language == ENGLISH.language:
        return ENGLISH
    path = path_of(language, folder)
    if not path.is_file():
        raise TranslationError(
            f"no words in {language!r}: expected {path}, which `flask translate add {language}` begins"
        )
    catalogue = read_catalogue(path)
    messages = {
        one_of(message.id): forms_of(message.string)
        for message in catalogue
        if message.id and not message.fuzzy and _is_whole(message, catalogue.num_plurals)
    }
    form_of = gettext.c2py(catalogue.plural_expr)
    return Translation(language, messages, form_of, is_reviewed=REVIEWED in catalogue.header_comment)


def _is_whole(message: Message, forms: int) -> bool:
    said = forms_of(message.string)
    return all(said) and len(said) == (forms if message.pluralizable else 1)


def path_of(language: str, folder: Path = FOLDER) -> Path:
    return folder / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=None if path.suffix == ".pot" else path.parts[-3])


Forms = str | list[str] | tuple[str, ...] | None


def forms_of(words: Forms) -> tuple[str, ...]:
    """The forms of a message, of its English or of its translation: one where it has no plural."""
    return (words,) if isinstance(words, str) else tuple(words or ())


def one_of(english: Forms) -> str:
    """The English under which a message stands: the words for one, where it has a plural."""
    return forms_of(english)[0]
