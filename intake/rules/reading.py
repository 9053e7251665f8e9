"""Plain JSON values read as facts. Each reader is made from the annotation of the field that it fills."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from intake.rules.codes import ReplyWay, WhenKind
from intake.rules.facts import KINDS_OF_WHEN, Between, Facts, InRange, When, Written, day_received

Reader = Callable[[object], Any]

_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_MOMENT = re.compile(
    r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)


class BadFacts(ValueError):  # noqa: N818 - named for what it is about, like the record's other refusals
    """Facts that cannot be read: the path of the one field at fault, and what was expected there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message

    def inside(self, outer: str) -> BadFacts:
        """The same mistake, seen from the object or list around it."""
        joint = "." if self.field and not self.field.startswith("[") else ""
        return BadFacts(f"{outer}{joint}{self.field}", self.message)


def read_facts(plain: object) -> Facts:
    """The facts that a JSON value states. Null means the same as absent; BadFacts names the first mistake found."""
    if not isinstance(plain, dict):
        raise BadFacts("facts", "expected an object")
    facts: Facts = _read_fields(plain)
    if facts.today is not None and facts.today < day_received(facts.received):
        raise BadFacts("today", f"expected the day received, {day_received(facts.received)}, or a later day")
    if ReplyWay.NONE in facts.reply_ways and len(facts.reply_ways) > 1:
        raise BadFacts("reply_ways", "expected none alone, or ways without none")
    return facts


def _read_day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadFacts("", "expected a real day from 1900 to 2099, written YYYY-MM-DD")


def _read_month(value: object) -> date:
    if isinstance(value, str) and _MONTH.fullmatch(value):
        return date.fromisoformat(f"{value}-01")
    raise BadFacts("", "expected a month from 1900 to 2099, written YYYY-MM")


def _read_moment(value: object) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise BadFacts("", "expected a real time from 1900 to 2099 with its offset, such as 2026-11-23T10:00:00+00:00")


def _read_truth(value: object) -> bool:
    if value is True or value is False:
        return value
    raise BadFacts("", "expected true or false")


def _reader_of_number(span: Between) -> Reader:
    def read(value: object) -> int:
        if type(value) is int and span.least <= value <= span.most:  # to isinstance, True is a number too
            return value
        raise BadFacts("", f"expected a whole number from {span.least} to {span.most}")

    return read


def _reader_of_code(codes: type[StrEnum]) -> Reader:
    known = {code.value: code for code in codes}

    def read(value: object) -> StrEnum:
        try:
            return known[value]  # type: ignore[index]
        except (KeyError, TypeError):
            raise BadFacts("", f"expected one of {', '.join(known)}") from None

    return read


def _reader_of_list(read_item: Reader, gather: Callable[[list[Any]], Any]) -> Reader:
    def read(value: object) -> Any:
        if not isinstance(value, list):
            raise BadFacts("", "expected a list")
        items: list[Any] = []
        try:
            for item in value:
                items.append(read_item(item))
        except BadFacts as bad:
            raise bad.inside(f"[{len(items)}]") from None
        return gather(items)

    return read


def _reader_of_object(cls: Any, besides: tuple[str, ...] = ()) -> Reader:
    """Reads an object as the named tuple; `besides` are fields that have been read already."""
    hints = get_type_hints(cls, include_extras=True)
    # A field named with a word of Python's own carries an underscore that JSON does not see.
    readers = {name.rstrip("_"): (name, _reader_of(hints[name])) for name in cls._fields}
    required = [name for name in cls._fields if name not in cls._field_defaults]

    def read(value: object) -> Any:
        if not isinstance(value, dict):
            raise BadFacts("", "expected an object")
        given: dict[str, Any] = {}
        try:
            for key, item in value.items():
                if item is not None and key in readers:
                    name, read_field = readers[key]
                    given[name] = read_field(item)
                elif key not in readers and key not in besides:
                    raise BadFacts("", f"unknown field; expected {', '.join((*besides, *readers))}")
        except BadFacts as bad:
            raise bad.inside(key) from None
        for name in required:
            if name not in given:
                raise BadFacts(name, "required")
        return cls(**given)

    return read


def _read_when(value: object) -> When:
    if not isinstance(value, dict):
        raise BadFacts("", "expected an object")
    kind = value.get("kind")
    if kind is None:
        raise BadFacts("kind", "required")
    try:
        read = _WHEN[_read_kind(kind)]
    except BadFacts as bad:
        raise bad.inside("kind") from None
    when: When = read(value)
    if isinstance(when, InRange) and when.from_ is not None and when.to < when.from_:
        raise BadFacts("to", f"expected {when.from_}, the day it is from, or a later day")
    return when


def _reader_of(annotation: Any) -> Reader:
    """The reader of a field's values. TypeError for an annotation that no field of the facts has had so far."""
    if annotation == When:
        return _read_when
    arguments = get_args(annotation)
    if NoneType in arguments:
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _reader_of(inner)
    if get_origin(annotation) is Annotated:
        return _read_month if isinstance(arguments[1], Written) else _reader_of_number(arguments[1])
    if get_origin(annotation) in (frozenset, tuple):
        return _reader_of_list(_reader_of(arguments[0]), get_origin(annotation))
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if hasattr(annotation, "_fields"):
        return _reader_of_object(annotation)
    if issubclass(annotation, StrEnum):
        return _reader_of_code(annotation)
    raise TypeError(f"no reader for a field of {annotation}")


_PLAIN: dict[Any, Reader] = {bool: _read_truth, date: _read_day, datetime: _read_moment}
_read_kind = _reader_of_code(WhenKind)
_WHEN = {kind: _reader_of_object(cls, besides=("kind",)) for kind, cls in KINDS_OF_WHEN.items()}
_read_fields = _reader_of_object(Facts)
