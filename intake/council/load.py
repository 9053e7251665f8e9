"""TOML to Council. Whatever is missing, unknown or of the wrong kind stops the start and is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from intake.council.expected import AnEmailAddress, Rule
from intake.council.hours import EXPECTED, Hours, HoursError, first_gap, read_hours
from intake.council.look import faults_of_colours, faults_of_logo
from intake.council.model import MUST_BE_REACHED, REACHED_BY, Audience, Council, DeliverTo, Look, NotifyTo, Way


class CouncilError(Exception):
    """A council's file cannot be used: the file, the key, and what was expected."""


def shipped() -> list[str]:
    """The keys of the councils whose files come with the program, in alphabetical order."""
    return sorted(path.name.removesuffix(".toml") for path in _folder().iterdir() if path.name.endswith(".toml"))


def load(key: str) -> Council:
    """The council of this key; CouncilError where there is none or its file cannot be used."""
    path = _folder() / f"{key}.toml"
    if key not in shipped():
        raise CouncilError(f"COUNCIL is {key!r}: expected one of {', '.join(shipped())}")
    return parse(key, text_of(path))


def text_of(path: Traversable) -> str:
    """The text of a file of a council's; CouncilError where it is not UTF-8."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CouncilError(f"{path.name}: expected UTF-8, as line {line} is not") from None


def parse(key: str, text: str) -> Council:
    """The council described by this TOML text; CouncilError names file, key and what was expected."""
    file = f"{key}.toml"
    try:
        table = tomllib.loads(text)
    except ValueError as error:  # of TOML itself, or of a number longer than any
        raise CouncilError(f"{file}: expected TOML: {error}") from error
    council: Council = _read_table(Council, table, file, "", MappingProxyType({"key": key}))
    if council.languages[:1] != ("en",) or len(set(council.languages)) < len(council.languages):
        raise CouncilError(f"{file}: languages: expected a list that begins with 'en', with each language once")
    if council.team.record_url and "{reference}" not in council.team.record_url:
        raise CouncilError(f"{file}: team.record_url: expected an address with {{reference}} in it")
    for fault in _faults_of_look(council.look):
        raise CouncilError(f"{file}: look.{fault}")
    _check_places(council, file)
    return council


def logo_of(look: Look) -> str:
    """The text of the SVG file that is the council's logo; '' where it has none."""
    return text_of(_folder() / look.logo) if look.logo else ""


def _faults_of_look(look: Look) -> Iterator[str]:
    yield from faults_of_colours(look)
    if look.logo and not (re.fullmatch(r"[a-z0-9-]+\.svg", look.logo) and (_folder() / look.logo).is_file()):
        yield f"logo: {look.logo!r}: expected an SVG file beside the council's own"
    elif look.logo:
        yield from faults_of_logo(logo_of(look))


def _check_places(council: Council, file: str) -> None:
    """Raises CouncilError where somebody is not reached, or not by a way that can carry what is for them."""
    names: set[str] = set()
    for n, place in enumerate(council.deliver_to):
        key = f"{file}: deliver_to[{n}]"
        if place.name in names:
            raise CouncilError(f"{key}.name: {place.name!r} is taken: expected a name of its own")
        names.add(place.name)
        if place.kind not in REACHED_BY[place.whom]:
            raise CouncilError(f"{key}.kind: expected one of {', '.join(REACHED_BY[place.whom])} for {place.whom}")
        addressed = getattr(place, "address", None)
        by_email = isinstance(place, NotifyTo) and place.way == Way.EMAIL
        if by_email and addressed and not AnEmailAddress().fits(addressed):
            raise CouncilError(f"{key}.address: expected {AnEmailAddress.expected}")
        if addressed == "" and place.whom != Audience.PERSON:
            raise CouncilError(f"{key}.address is missing")
        if addressed and place.whom == Audience.PERSON:
            raise CouncilError(f"{key}.address: expected none: it goes to the person's own")
        if getattr(place, "hours", None) and place.whom != Audience.DUTY:
            raise CouncilError(f"{key}.hours: expected none: it is not for {Audience.DUTY}")
    for whom in MUST_BE_REACHED:
        if not council.places(whom):
            raise CouncilError(f'{file}: deliver_to: expected at least one [[deliver_to]] with whom = "{whom}"')
    duty = council.duty
    gap = first_gap(duty.read_hours, map(council.hours_of, council.places(Audience.DUTY)), duty.day.hours)
    if gap:
        expected = f'expected hours of places with whom = "{Audience.DUTY}" that cover duty.read_hours'
        raise CouncilError(f"{file}: deliver_to: nobody reads alerts at {gap}: {expected}")


def _folder() -> Any:
    return files("intake.council") / "councils"


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _read(kind: Any, value: Any, file: str, key: str) -> Any:
    """`value` as a `kind`: a dataclass from a table, a tuple from a list, or a plain TOML value."""
    if kind == DeliverTo:
        return _read_place(value, file, key)
    if kind in (Hours, Hours | None):
        return _read_hours(value, file, key)
    if get_origin(kind) is Annotated:
        return _read_by_rule(get_args(kind)[1], value, file, key)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_table(kind, value, file, key)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise CouncilError(f"{file}: {key}: expected a list")
        return tuple(_read(get_args(kind)[0], item, file, f"{key}[{n}]") for n, item in enumerate(value))
    if issubclass(kind, StrEnum):
        if value not in list(kind):
            raise CouncilError(f"{file}: {key}: expected one of {', '.join(kind)}")
        return kind(value)
    if type(value) is not kind:
        raise CouncilError(f"{file}: {key}: expected {_PLAIN[kind]}")
    if value == "":
        raise CouncilError(f"{file}: {key}: expected {_PLAIN[kind]}")
    return value


_PLAIN = {str: "words in quotes, not empty", date: "a date such as 2026-11-01"}


def _read_by_rule(rule: Rule, value: Any, file: str, key: str) -> Any:
    if not rule.fits(value):
        raise CouncilError(f"{file}: {key}: expected {rule.expected}")
    return value


def _read_hours(value: Any, file: str, key: str) -> Hours:
    try:
        return read_hours(value if isinstance(value, str) else "")
    except HoursError as error:
        raise CouncilError(f"{file}: {key}: expected {EXPECTED}") from error


def _read_place(value: Any, file: str, key: str) -> Any:
    """A place to deliver to, of the kind that its table says."""
    kinds = {each.kind: each for each in get_args(DeliverTo)}
    if not isinstance(value, dict) or value.get("kind") not in list(kinds):
        raise CouncilError(f"{file}: {key}.kind: expected one of {', '.join(kinds)}")
    rest = {name: each for name, each in value.items() if name != "kind"}
    return _read_table(kinds[value["kind"]], rest, file, key)


def _read_table(kind: type, value: Any, file: str, key: str, known: Mapping[str, str] = MappingProxyType({})) -> Any:
    """`value` as a dataclass. `known`: the fields that do not come from the file, and may not stand in it."""
    within = f"{key}." if key else ""
    if not isinstance(value, dict):
        raise CouncilError(f"{file}: {key}: expected a table [{key}]")
    hints = _hints(kind)
    expected = [field.name for field in fields(kind) if field.name not in known]
    optional = {field.name for field in fields(kind) if field.default is not MISSING}
    for name in value:
        if name not in expected:
            raise CouncilError(f"{file}: {within}{name} is not known: expected one of {', '.join(expected)}")
    for name in expected:
        if name not in value and name not in optional:
            raise CouncilError(f"{file}: {within}{name} is missing")
    given = [name for name in expected if name in value]
    return kind(**known, **{name: _read(hints[name], value[name], file, f"{within}{name}") for name in given})
