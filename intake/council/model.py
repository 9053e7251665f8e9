"""What is known of one council. Field names are the keys of its TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A number that people may ring, when it is answered, and the day somebody last checked both."""

    number: str
    hours: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Team:
    """The complaints team. `read_hours` says when somebody reads what is sent, as the end of "It is read …"."""

    name: str
    email: str
    read_hours: str
    phone: PhoneLine


@dataclass(frozen=True, slots=True)
class DutyTeam:
    """Who acts when somebody is in danger: by day, and out of hours.

    `read_hours` says when somebody reads calls for help that were sent here, as the end of "It is read …".
    """

    read_hours: str

    day: PhoneLine
    night: PhoneLine


@dataclass(frozen=True, slots=True)
class AdvocateProvider:
    """The independent advocates the council pays for, and how soon they get in touch."""

    name: str
    contact_within_working_days: int
    phone: PhoneLine


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A help line with the name people know it by."""

    name: str
    number: str
    hours: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class HelpLines:
    """Lines outside the council."""

    childline: PhoneLine
    nspcc: PhoneLine
    national_advocate: NamedLine
    family_rights: NamedLine
    ombudsman: PhoneLine


@dataclass(frozen=True, slots=True)
class Exit:
    """The page that Leave now opens: `name` ends the sentence "Leave now opens …"."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """Time limits that are the council's own choice, in working days."""

    acknowledge_within_working_days: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept."""

    draft_days: int
    record_years: int


@dataclass(frozen=True, slots=True)
class Council:
    """One council, as its file says. `key` is the file's own name."""

    key: str
    name: str
    languages: tuple[str, ...]
    extra_closed_days: tuple[date, ...]
    team: Team
    duty: DutyTeam
    advocate: AdvocateProvider
    help_lines: HelpLines
    exit: Exit
    clocks: Clocks
    retention: Retention

    @property
    def facts(self) -> dict[str, str]:
        """What the placeholders of the public's words stand for."""
        lines = self.help_lines
        return {
            "council": self.name,
            "team": self.team.name,
            "team_phone": self.team.phone.number,
            "team_hours": self.team.phone.hours,
            "team_email": self.team.email,
            "hours": self.team.read_hours,
            "duty_hours": self.duty.read_hours,
            "day": self.duty.day.number,
            "day_hours": self.duty.day.hours,
            "edt": self.duty.night.number,
            "edt_hours": self.duty.night.hours,
            "childline": lines.childline.number,
            "childline_hours": lines.childline.hours,
            "nspcc": lines.nspcc.number,
            "nspcc_hours": lines.nspcc.hours,
            "advocate_name": self.advocate.name,
            "advocate_phone": self.advocate.phone.number,
            "advocate_hours": self.advocate.phone.hours,
            "national_advocate": lines.national_advocate.name,
            "national_advocate_phone": lines.national_advocate.number,
            "family_rights": lines.family_rights.name,
            "family_rights_phone": lines.family_rights.number,
            "ombudsman_phone": lines.ombudsman.number,
            "exit_name": self.exit.name,
            "draft_days": str(self.retention.draft_days),
        }
