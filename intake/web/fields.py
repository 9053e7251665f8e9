"""Our few WTForms fields: each turns what was typed into a JSON-plain answer, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import get_month_names
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from intake.council.expected import plain_address

_PHONE = re.compile(r"\+?[\d\s().\-/]+")
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_SHORTEST_NAME = 3  # letters of a month's name: jun, but not ju
# Where a language is spoken that has other names for the months there.
_ALSO_SPOKEN = {"ar": ("ar_SY",)}
_LONGEST_NUMBER = 9  # digits: no number that we ask for has more


def keepable(text: str) -> bool:
    """Whether every character can be kept: no NUL and no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def without_unkeepable(text: str) -> str:
    """The text as it can be shown again when `keepable` refused it."""
    return "".join(character for character in text if keepable(character))


class WordsField(StringField):
    """The person's words exactly as typed; only line ends are made one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = valuelist[0].replace("\r\n", "\n").replace("\r", "\n")


class LineField(StringField):
    """A few words, without the spaces around them."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = " ".join(valuelist[0].split())


class CodesField(Field):
    """The chosen codes, each once, in the order of the options; an unknown one is left for the validator."""

    def __init__(self, order: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.places = {code: place for place, code in enumerate(order)}

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = sorted(dict.fromkeys(valuelist), key=lambda code: self.places.get(code, len(self.places)))


class DayField(Field):
    """A date in three boxes; `data` is an ISO date, or None where all three are empty or no date can be read."""

    def __init__(self, language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language = language

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.data = None
        boxes = [formdata.get(f"{self.name}_{box}", "").strip() for box in ("day", "month", "year")] if formdata else []
        self.filled = any(boxes)
        if self.filled:
            day, month, year = boxes
            self.data = iso_date(day, month, year, self.language)


def iso_date(day: str, month: str, year: str, language: str = "en") -> str | None:
    """The ISO date, or None where these are not a real day between 1900 and 2099."""
    number, on = month_number(month, language), whole_number(day)
    if number is None or on is None or not re.fullmatch(r"\d{4}", year) or not 1900 <= int(year) <= 2099:
        return None
    try:
        return date(int(year), number, on).isoformat()
    except ValueError:
        return None


def whole_number(text: str) -> int | None:
    """The number that these decimal digits of any script write; None for anything else, or for a very long one."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def is_age(text: str) -> bool:
    """Whether this is how old somebody can be: 0 to 120."""
    return len(text) <= 3 and whole_number(text) in range(121)


def month_number(text: str, language: str = "en") -> int | None:
    """1 to 12 from a number, or from a month's name or its beginning in this language or in English; otherwise None."""
    text = text.strip().rstrip(".").casefold()
    if text.isdecimal() and len(text) <= 2:
        return int(text) if 1 <= int(text) <= 12 else None
    for names in dict.fromkeys((_month_names(language), _month_names("en"))):
        found = {number for name, number in names if name == text}
        if not found and len(text) >= _SHORTEST_NAME:
            found = {number for name, number in names if name.startswith(text)}
        if len(found) == 1:
            return found.pop()
    return None


@lru_cache
def _month_names(language: str) -> tuple[tuple[str, int], ...]:
    """The names of the months, as they stand in a date and by themselves."""
    return tuple(
        (name.casefold(), number)
        for locale in (language, *_ALSO_SPOKEN.get(language, ()))
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, locale).items()
    )


def day_on_one_line(text: str, language: str = "en") -> str | None:
    """The ISO date of a day on one line, such as 27 3 2012, 27/03/2012, 27th March 2012 or 2012-03-27.

    A month may have its name in this language.
    """
    pieces = re.split(r"[\s/.,\-]+", _ORDINAL.sub(r"\1", text).strip())
    if len(pieces) != 3:
        return None
    if len(pieces[0]) == 4:
        pieces.reverse()
    day, month, year = pieces
    return iso_date(day, month, year, language)


def is_phone(text: str) -> bool:
    """Whether this can be a telephone number: 6 to 15 digits with the usual signs between them."""
    return bool(_PHONE.fullmatch(text)) and 6 <= sum(character.isdecimal() for character in text) <= 15


def is_email(text: str) -> bool:
    """Whether this is one address to which an email can be sent."""
    return plain_address(text) is not None


class Says:
    """A validator that says `message` where what was typed does not hold."""

    def __init__(self, holds: Callable[[Any], bool], message: str) -> None:
        self.holds = holds
        self.message = message

    def __call__(self, _form: object, field: Field) -> None:
        if field.data and not self.holds(field.data):
            raise ValidationError(self.message)
