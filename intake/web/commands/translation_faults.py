"""What is wrong with the catalogue of one language."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from typing import Any

from babel.messages.catalog import Catalog, Message

from intake.web.translation import AWAITS_REVIEW, REVIEWED, forms_of, one_of

_PLACEHOLDER = re.compile(r"%\(\w+\)s")
MEASURED_FROM = 20  # letters of English: a shorter message may need any number of them elsewhere
LONGEST = 2.5  # times the English: a page of it still looks as it should
_NUMBERS = range(1000)

English = dict[str, tuple[str, ...]]


def english_in(catalogue: Catalog) -> English:
    """Every message of a catalogue in its English forms, under the one that it stands under."""
    return {one_of(message.id): forms_of(message.id) for message in catalogue if message.id}


def faults_of(catalogue: Catalog, english: English) -> Iterator[str]:
    """Each fault in words, with the message that has it; `english`: what the code says."""
    if not any(line in catalogue.header_comment for line in (AWAITS_REVIEW, REVIEWED)):
        yield f"expected a line at its head: # {AWAITS_REVIEW}, or # {REVIEWED}"
    for message in (*catalogue, *catalogue.obsolete.values()):
        if message.id and english.get(one_of(message.id)) != forms_of(message.id):
            yield f"no longer said: {one_of(message.id)}"
    for one, forms in english.items():
        message = catalogue.get(one)
        if message is None or not any(forms_of(message.string)):
            yield f"not translated: {one}"
        elif message.fuzzy:
            yield f"unsure: {one}"
        else:
            yield from (f"{fault}: {one}" for fault in _faults_of(message, forms, catalogue))


def _faults_of(message: Message, english: tuple[str, ...], catalogue: Catalog) -> Iterator[str]:
    said = forms_of(message.string)
    expected = 1 if len(english) == 1 else Catalog(locale=catalogue.locale).num_plurals
    if len(said) != expected or not all(said):
        yield f"expected {expected} forms, each in words"
        return
    if len(english) > 1 and catalogue.num_plurals != expected:
        yield f"expected nplurals={expected} at the head"
        return
    wanted = set(_PLACEHOLDER.findall(english[0]))
    form_of: Callable[[int], int] = gettext.c2py(catalogue.plural_expr)
    for n, form in enumerate(said):
        has = set(_PLACEHOLDER.findall(form))
        if has - wanted or (wanted - has and not (len(english) > 1 and _may_leave_out(wanted, n, form_of))):
            yield f"expected {', '.join(sorted(wanted)) or 'no placeholder'}"
        longest: Any = max(english, key=len)
        if len(longest) >= MEASURED_FROM and len(form) > LONGEST * len(longest):
            yield f"{len(form)} letters, expected at most {LONGEST:g} times the English"


def _may_leave_out(wanted: set[str], form: int, form_of: Callable[[int], int]) -> bool:
    """Whether a form need not name its number: it is said of that one alone, as the Arabic for two is."""
    return len(wanted) == 1 and sum(form_of(number) == form for number in _NUMBERS) == 1
