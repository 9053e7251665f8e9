"""Who is told of a record that names somebody of the desk: never one of those whom it names."""

from __future__ import annotations

import pytest

from intake.casework.roles import Role, Staff
from intake.casework.telling import told_for_team
from intake.council.model import Audience
from tests.desk import a_person

DIRECTOR = "director"


def second(*roles: Role) -> Staff:
    return a_person(*roles, sign_in=DIRECTOR)


OFFICER, AGENT = a_person(Role.COMPLAINTS_OFFICER), a_person(Role.CONTACT_CENTRE)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        pytest.param([], Audience.TEAM, id="nobody"),
        pytest.param([OFFICER], Audience.SECOND_PERSON, id="one of the team"),
        pytest.param([AGENT], Audience.SECOND_PERSON, id="somebody else of the desk"),
        pytest.param([second(Role.REPORTING)], Audience.TEAM, id="the second person"),
        pytest.param([second(Role.REPORTING), AGENT], Audience.TEAM, id="the second person and an agent"),
        pytest.param([second(Role.REPORTING), OFFICER], None, id="the second person and one of the team"),
        pytest.param([second(Role.COMPLAINTS_MANAGER)], None, id="a second person who is of the team"),
    ],
)
def test_who_has_what_is_for_the_team(named: list[Staff], told: Audience | None) -> None:
    assert told_for_team(named, DIRECTOR) == told
