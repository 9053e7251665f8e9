"""What is known of one council. Field names are the keys of its TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, ClassVar

from intake.council.calendar import ClosedDays
from intake.council.expected import EmailAddress, PlaceAddress, WebAddress, Within, WorkingDays
from intake.council.hours import Hours, is_there
from intake.rules.london import LONDON
from intake.rules.spans import years_after


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A number that people may ring, when it is answered, and the day somebody last checked both."""

    number: str
    hours: Hours
    checked_on: date


@dataclass(frozen=True, slots=True)
class Team:
    """The complaints team. `read_hours`: when somebody reads what is sent.

    `record_url` is where staff open a record, where that is not our own desk: an address in which {reference} stands
    for the reference.
    """

    name: str
    email: EmailAddress
    read_hours: Hours
    phone: PhoneLine
    record_url: WebAddress = ""


@dataclass(frozen=True, slots=True)
class DutyTeam:
    """Who acts when somebody is in danger: by day, and out of hours.

    `read_hours`: when somebody reads calls for help that were sent here. An alert that the first place did not accept
    goes to the next one `next_place_after_minutes` later.
    """

    read_hours: Hours
    next_place_after_minutes: Annotated[int, Within(1, 240)]
    day: PhoneLine
    night: PhoneLine


@dataclass(frozen=True, slots=True)
class AdvocateProvider:
    """The independent advocates the council pays for, how soon they say that they have it, and get in touch."""

    name: str
    answer_within_working_days: WorkingDays
    contact_within_working_days: WorkingDays
    phone: PhoneLine


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A help line with the name people know it by."""

    name: str
    number: str
    hours: Hours
    checked_on: date


@dataclass(frozen=True, slots=True)
class HelpLines:
    """Lines outside the council. `ico` is the Information Commissioner's; `equality_advice` is about being let in."""

    childline: PhoneLine
    nspcc: PhoneLine
    national_advocate: NamedLine
    family_rights: NamedLine
    ombudsman: PhoneLine
    ico: PhoneLine
    equality_advice: PhoneLine


@dataclass(frozen=True, slots=True)
class Exit:
    """The page that Leave now opens: `name` is its own, the same in every language."""

    name: str
    url: WebAddress


@dataclass(frozen=True, slots=True)
class Clocks:
    """Time limits that are the council's own choice, in working days."""

    acknowledge_within_working_days: WorkingDays
    call_back_within_working_days: WorkingDays


@dataclass(frozen=True, slots=True)
class Desk:
    """How the staff's pages work here.

    `second_person` is the sign-in name of who takes the records in which every complaints manager is named. A session
    without a sign of life is locked after `idle_minutes`, and ends after `longest_session_hours`.
    """

    second_person: str
    idle_minutes: Annotated[int, Within(1, 240)]
    longest_session_hours: Annotated[int, Within(1, 24)]


@dataclass(frozen=True, slots=True)
class DataProtection:
    """Whom to ask about one's own data, beside the complaints team: the council's data protection officer."""

    email: EmailAddress


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept: drafts after the last touch, records (by the council's own rule) after they close."""

    draft_days: Annotated[int, Within(1, 365)]
    record_years: Annotated[int, Within(1, 100)]

    def needed_since(self, now: datetime) -> datetime:
        """A closed record to which nothing has happened since that moment was kept long enough: the beginning of a day,
        in the time zone of `now`.
        """
        return datetime.combine(years_after(now.date(), -self.record_years), time.min, now.tzinfo)


@dataclass(frozen=True, slots=True)
class Look:
    """How a council's pages look: its two colours, and the file of its logo beside its own, or '' for none.

    `main` is that of buttons and headings, `second` that of numbers and lines.
    """

    main: str = "#3a2e8f"
    second: str = "#00646e"
    logo: str = ""


class Audience(StrEnum):
    """For whom something is delivered. The second person has what the team may not: it names one of them."""

    TEAM = "team"
    SECOND_PERSON = "second_person"
    CASE_SYSTEM = "case_system"
    DUTY = "duty"
    ADVOCATE = "advocate"
    PERSON = "person"


class Way(StrEnum):
    """How a message reaches a person."""

    EMAIL = "email"
    TEXT = "text"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class EmailTo:
    """An address for emails; none where they go to the person's own. `hours`: as in `Council.hours_of`."""

    kind: ClassVar[str] = "email"

    name: str
    whom: Audience
    address: EmailAddress = ""
    hours: Hours | None = None

    @property
    def way(self) -> Way:
        return Way.EMAIL


@dataclass(frozen=True, slots=True)
class WebhookTo:
    """An address that takes signed JSON. `secrets_from` names the variable that holds one secret, or two of them."""

    kind: ClassVar[str] = "webhook"

    name: str
    whom: Audience
    url: PlaceAddress
    secrets_from: str
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class NotifyTo:
    """A template of GOV.UK Notify with the fields `subject` and `body`. `key_from` names the variable with the API key.

    `address` is an email address or a number; none where it goes to the person's own.
    """

    kind: ClassVar[str] = "notify"

    name: str
    whom: Audience
    way: Way
    template: str
    key_from: str
    address: str = ""
    url: PlaceAddress = "https://api.notifications.service.gov.uk"
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class FolderTo:
    """A folder that another system imports files from."""

    kind: ClassVar[str] = "folder"

    name: str
    whom: Audience
    path: str


DeliverTo = EmailTo | WebhookTo | NotifyTo | FolderTo

# Who can be reached by what. A record whole goes to a case system alone, and a case system takes nothing else.
REACHED_BY: dict[Audience, tuple[str, ...]] = {
    Audience.TEAM: ("email", "notify", "webhook"),
    Audience.SECOND_PERSON: ("email", "notify", "webhook"),
    Audience.CASE_SYSTEM: ("webhook", "folder"),
    Audience.DUTY: ("email", "notify", "webhook"),
    Audience.ADVOCATE: ("email", "webhook"),
    Audience.PERSON: ("email", "notify"),
}
MUST_BE_REACHED = (Audience.TEAM, Audience.SECOND_PERSON, Audience.DUTY, Audience.ADVOCATE)


@dataclass(frozen=True, slots=True)
class Council:
    """One council, as its file says. `key` is the file's own name; places of one audience stand in order of trial."""

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
    desk: Desk
    data_protection: DataProtection
    retention: Retention
    deliver_to: tuple[DeliverTo, ...]
    look: Look = Look()

    def places(self, whom: Audience) -> tuple[DeliverTo, ...]:
        """Where something for this audience is delivered, in the order of the file."""
        return tuple(place for place in self.deliver_to if place.whom == whom)

    def duty_places(self, at: datetime) -> list[DeliverTo]:
        """Where an alert goes: first to where somebody is there at this moment, else in the order of the file."""
        there, closed_days = at.astimezone(LONDON), ClosedDays(self.extra_closed_days)
        by_day = self.duty.day.hours
        return sorted(
            self.places(Audience.DUTY),
            key=lambda place: not is_there(self.hours_of(place), there, by_day, closed_days),
        )

    def hours_of(self, place: DeliverTo) -> Hours:
        """When somebody reads what goes to this place of the duty team; as they say of all, where it says nothing."""
        own = None if isinstance(place, FolderTo) else place.hours
        return own or self.duty.read_hours

    @property
    def hours(self) -> dict[str, Hours]:
        """When somebody is there, under the names of the placeholders that stand for it in the public's words."""
        return {
            "team_hours": self.team.phone.hours,
            "hours": self.team.read_hours,
            "duty_hours": self.duty.read_hours,
            "day_hours": self.duty.day.hours,
            "edt_hours": self.duty.night.hours,
            "childline_hours": self.help_lines.childline.hours,
            "nspcc_hours": self.help_lines.nspcc.hours,
            "advocate_hours": self.advocate.phone.hours,
            "ico_hours": self.help_lines.ico.hours,
            "equality_advice_hours": self.help_lines.equality_advice.hours,
        }

    @property
    def facts(self) -> dict[str, str]:
        """What the other placeholders of the public's words stand for: the same in every language."""
        lines = self.help_lines
        return {
            "council": self.name,
            "team": self.team.name,
            "team_phone": self.team.phone.number,
            "team_email": self.team.email,
            "day": self.duty.day.number,
            "edt": self.duty.night.number,
            "childline": lines.childline.number,
            "nspcc": lines.nspcc.number,
            "advocate_name": self.advocate.name,
            "advocate_phone": self.advocate.phone.number,
            "national_advocate": lines.national_advocate.name,
            "national_advocate_phone": lines.national_advocate.number,
            "family_rights": lines.family_rights.name,
            "family_rights_phone": lines.family_rights.number,
            "ombudsman_phone": lines.ombudsman.number,
            "ico_phone": lines.ico.number,
            "equality_advice_phone": lines.equality_advice.number,
            "data_protection_email": self.data_protection.email,
            "exit_name": self.exit.name,
            "draft_days": str(self.retention.draft_days),
            "record_years": str(self.retention.record_years),
        }
