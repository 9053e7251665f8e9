"""Who of the council is told by a message of a record that names somebody who works at its desk."""

from __future__ import annotations

from collections.abc import Collection

from intake.casework.roles import COMPLAINTS_TEAM, Staff
from intake.council.model import Audience


def told_for_team(named: Collection[Staff], second_person: str) -> Audience | None:
    """Who has what is for the team, where the record names these people; None where it would reach one of them.

    The second person (here by their sign-in name) has what names somebody else who works at the desk. What names the
    second person goes to the team after all, unless somebody of the team is named with them: then nobody has a
    message, and whoever may see the record finds it in the queue.
    """
    if not named:
        return Audience.TEAM
    if not names_second_person(named, second_person):
        return Audience.SECOND_PERSON
    return None if any(person.has(*COMPLAINTS_TEAM) for person in named) else Audience.TEAM


def names_second_person(named: Collection[Staff], second_person: str) -> bool:
    """Whether the second person of the council's file is among them."""
    return any(person.sign_in == second_person for person in named)
