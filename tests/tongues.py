"""Translations made up in memory, and a service whose council offers them."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.plurals import get_plural
from flask import Flask

from intake.council.model import Council
from intake.web.commands.translate import extract
from intake.web.commands.translation_faults import english_in
from intake.web.speaker import Speakers
from intake.web.translation import Translation, read_catalogue
from tests.make import service_of

_PLACEHOLDER = re.compile(r"(%\(\w+\)s)")
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǥħíĵķłḿńóƥɋŕśŧúṽŵẋýźÁɃĆĐÉƑǤĦÍĴĶŁḾŃÓƤɊŔŚŦÚṼŴẊÝŹ",
)
# Zero, one, two, few, many, other, in the order that translators know. Babel has another for the last two.
_RULES = {"ar": "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"}


def translation(language: str, messages: Mapping[str, tuple[str, ...]], *, is_reviewed: bool = False) -> Translation:
    """These messages in this language, which chooses among forms as it does."""
    rule = _RULES.get(language) or get_plural(language).plural_expr
    return Translation(language, messages, gettext.c2py(rule), is_reviewed)


def accented(message: str) -> str:
    """The message in letters that English has not, with its placeholders as they are: [Ħéłłó %(name)s]."""
    pieces = _PLACEHOLDER.split(message)
    return f"[{''.join(piece if n % 2 else piece.translate(_ACCENTED) for n, piece in enumerate(pieces))}]"


@cache
def pseudo(language: str) -> Translation:
    """Every message that the code marks, so that English which escaped can be seen between them."""
    forms = get_plural(language).num_plurals
    messages = {
        one: (accented(english[-1]),) * (forms if len(english) > 1 else 1) for one, english in _marked().items()
    }
    return translation(language, messages)


@cache
def _marked() -> dict[str, tuple[str, ...]]:
    """Every message of the code in its English forms."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        return english_in(read_catalogue(template))


def offering(council: Council, *languages: str) -> Council:
    """The council, were it to offer these languages beside English."""
    return replace(council, languages=("en", *languages))


def speaks(app: Flask, *translations: Translation) -> Flask:
    """The app, of a council that offers these languages beside English."""
    service = service_of(app)
    by_code = {each.language: each for each in translations}
    council = offering(service.council, *by_code)
    app.extensions["service"] = replace(service, council=council, speakers=Speakers(council, by_code.__getitem__))
    return app
