"""Who works at the desk, and in what role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the desk for. One person may have several."""

    CONTACT_CENTRE = "contact_centre"
    COMPLAINTS_OFFICER = "complaints_officer"
    COMPLAINTS_MANAGER = "complaints_manager"
    DUTY_TEAM = "duty_team"
    REPORTING = "reporting"
    ADMINISTRATOR = "administrator"


COMPLAINTS_TEAM = frozenset({Role.COMPLAINTS_OFFICER, Role.COMPLAINTS_MANAGER})


def mark_of(staff_id: str) -> str:
    """How the person with this id stands in the events of a record."""
    return f"staff:{staff_id}"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works at the desk. `known_as` are further names by which people may complain of them."""

    id: str
    sign_in: str
    name: str
    known_as: str
    email: str
    roles: frozenset[Role]
    is_active: bool = True
    single_keys: bool = True

    @property
    def mark(self) -> str:
        """How this person stands in the events of a record."""
        return mark_of(self.id)

    def has(self, *roles: Role) -> bool:
        """Whether this person has one of these roles."""
        return not self.roles.isdisjoint(roles)

    def works_on_records(self, second_person: str) -> bool:
        """Whether a record can be given to this person. `second_person`: the sign-in name that the council's file
        gives.
        """
        return self.is_active and (self.has(*COMPLAINTS_TEAM) or self.sign_in == second_person)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at records. The second person of the council's file is there for those that no complaints
    manager may see, and acts as one in them; in any other record they are not the second person.
    """

    staff: Staff
    is_second_person: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles by which this person reaches pages and, as they are in one record, decides about it."""
        return self.staff.roles | ({Role.COMPLAINTS_MANAGER} if self.is_second_person else frozenset())
