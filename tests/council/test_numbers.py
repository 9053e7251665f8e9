"""Every number of a council's file is looked at, and named when it has not been checked for more than 180 days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.council.load import load, shipped
from intake.council.model import Council
from intake.council.numbers import numbers, old_numbers

CHECKED_ON = date(2026, 11, 16)


@pytest.fixture
def council() -> Council:
    """Northshire, with the number of its complaints team checked on 16 November and all others on the day after."""
    northshire = load("northshire")
    later = CHECKED_ON + timedelta(days=1)
    lines = northshire.help_lines
    return replace(
        northshire,
        team=replace(northshire.team, phone=replace(northshire.team.phone, checked_on=CHECKED_ON)),
        duty=replace(
            northshire.duty,
            day=replace(northshire.duty.day, checked_on=later),
            night=replace(northshire.duty.night, checked_on=later),
        ),
        advocate=replace(northshire.advocate, phone=replace(northshire.advocate.phone, checked_on=later)),
        help_lines=replace(
            lines,
            childline=replace(lines.childline, checked_on=later),
            nspcc=replace(lines.nspcc, checked_on=later),
            national_advocate=replace(lines.national_advocate, checked_on=later),
            family_rights=replace(lines.family_rights, checked_on=later),
            ombudsman=replace(lines.ombudsman, checked_on=later),
            ico=replace(lines.ico, checked_on=later),
            equality_advice=replace(lines.equality_advice, checked_on=later),
        ),
    )


@pytest.mark.parametrize("key", shipped())
def test_every_number_that_the_public_reads_is_one_of_them(key: str) -> None:
    council = load(key)
    said = {
        fact for name, fact in council.facts.items() if name.endswith(("phone", "day", "edt", "childline", "nspcc"))
    }
    assert len(said) == 11
    assert {listed.line.number for listed in numbers(council)} == said


def test_a_number_is_named_by_its_key_in_the_file() -> None:
    assert [listed.key for listed in numbers(load("northshire"))] == [
        "team.phone",
        "duty.day",
        "duty.night",
        "advocate.phone",
        "help_lines.childline",
        "help_lines.nspcc",
        "help_lines.national_advocate",
        "help_lines.family_rights",
        "help_lines.ombudsman",
        "help_lines.ico",
        "help_lines.equality_advice",
    ]


@pytest.mark.parametrize(
    ("days", "old"),
    [
        pytest.param(0, 0, id="checked today"),
        pytest.param(180, 0, id="180 days"),
        pytest.param(181, 1, id="a day more"),
        pytest.param(182, 11, id="and the others"),
    ],
)
def test_a_number_is_old_after_180_days(council: Council, days: int, old: int) -> None:
    found = old_numbers(council, CHECKED_ON + timedelta(days=days))
    assert len(found) == old
    assert not found or (found[0].key, found[0].line) == ("team.phone", council.team.phone)
