"""What every delivery says. Nothing of a person goes to anybody for whom it is not meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol, assert_never

from intake.casework.reminders import Reminder
from intake.council.model import Audience, Council, DeliverTo, EmailTo, NotifyTo, Way
from intake.delivery.agreed import lines as agreed_lines
from intake.delivery.target import Parcel
from intake.questions.catalogue import letters
from intake.questions.vocabulary import Say, Voice
from intake.records.complainant import YOUNG
from intake.records.deliveries import permitted_ways
from intake.records.payload import RouteDecided, instant, to_plain
from intake.records.record import Purpose, Record
from intake.records.referral import Referral, ReferralState
from intake.rules.codes import Flag
from intake.rules.london import LONDON, london_day

_UNANSWERED = frozenset({ReferralState.WAITING, ReferralState.SENT, ReferralState.UNANSWERED})
_DETAIL = {Way.EMAIL: "email", Way.TEXT: "phone", Way.LETTER: "address"}


class Speaker(Protocol):
    """Says things in one voice and one language, with the council's facts filled in."""

    def __call__(self, words: Say) -> str: ...

    def filled(self, words: Say, **facts: object) -> str: ...

    def all_filled(self, lines: Iterable[Say], **facts: object) -> list[str]: ...


class Speakers(Protocol):
    """All the speakers of one council."""

    def of(self, voice: Voice, language: str) -> Speaker: ...


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message before it is addressed. An empty line stands between the paragraphs of `body`."""

    subject: str
    body: Iterable[str] = field(repr=False)
    payload: Mapping[str, Any] = field(repr=False)
    to: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes what is delivered for one council.

    `record_link`: the absolute address at which staff open the record with this reference.
    `provider_link`: the absolute address at which the provider answers the referral of this id.
    `long_date`: a day in the words of a speaker, who is one that `speakers` gives.
    """

    council: Council
    speakers: Speakers
    record_link: Callable[[str], str]
    provider_link: Callable[[str], str]
    long_date: Callable[[date, Any], str]

    def write(
        self,
        record: Record,
        referral: Referral | None,
        purpose: Purpose,
        place: DeliverTo,
        key: str,
        linked: Iterable[str] = (),
        decided: RouteDecided | None = None,
        reminder: Reminder | None = None,
    ) -> Parcel | None:
        """The message for this place; None where it must not be sent any more.

        `linked`: the references of the other records that came from the same draft. `decided`: which way it goes, where
        somebody has decided that. `reminder`: what there is still to be reminded of.
        """
        letter = self._letter(record, referral, purpose, place, linked, decided, reminder)
        if letter is None:
            return None
        if place.whom == Audience.SECOND_PERSON:
            letter = replace(letter, body=[*letter.body, *self._staff.all_filled(letters.NAMES_STAFF)])
        body = "\n\n".join(letter.body) + "\n"
        return Parcel(key, purpose, record.reference, letter.subject, body, letter.payload, letter.to)

    def _letter(
        self,
        record: Record,
        referral: Referral | None,
        purpose: Purpose,
        place: DeliverTo,
        linked: Iterable[str],
        decided: RouteDecided | None,
        reminder: Reminder | None,
    ) -> _Letter | None:
        match purpose:
            case Purpose.TEAM_NOTICE:
                return self._team_notice(record)
            case Purpose.DUTY_ALERT:
                return self._duty_alert(record)
            case Purpose.RECORD_COPY:
                return self._for_staff(record, (letters.REFERENCE,), to_plain(record, linked, decided))
            case Purpose.REFERRAL_UNANSWERED:
                return self._referral_unanswered(record, referral)
            case Purpose.ADVOCATE_REFERRAL:
                return self._advocate_referral(record, referral)
            case Purpose.ADVOCATE_WITHDRAWN:
                return self._advocate_withdrawn(record, referral)
            case Purpose.ACKNOWLEDGEMENT:
                return self._acknowledgement(record, place)
            case Purpose.REMINDER:
                return self._reminder(record, reminder)
            case _:
                assert_never(purpose)

    @property
    def _staff(self) -> Speaker:
        return self.speakers.of(Voice.ADULT, "en")

    # ── To staff ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _team_notice(self, record: Record) -> _Letter:
        due = _first_due(record)
        payload = {
            **self._codes(record, Purpose.TEAM_NOTICE),
            "due": due and {"what": due[0], "by": due[1].isoformat()},
        }
        facts = {"due": self._staff.filled(letters.DUE[due[0]]), "due_by": _day(due[1])} if due else {}
        return self._for_staff(record, (*letters.TEAM_NOTICE, *_haste(record), *letters.WHERE), payload, facts)

    def _duty_alert(self, record: Record) -> _Letter:
        payload = self._codes(record, Purpose.DUTY_ALERT)
        how_soon = "now" if Flag.SAFEGUARDING_IMMEDIATE in record.flags else "today"
        lines = (letters.DUTY_OPENS[how_soon], *letters.DUTY_ALERT, *_haste(record), *letters.WHERE)
        return self._for_staff(record, lines, payload, title=letters.DUTY_TITLES[how_soon])

    def _referral_unanswered(self, record: Record, referral: Referral | None) -> _Letter | None:
        if referral is None or referral.state not in _UNANSWERED:
            return None
        payload = {**_about(record, Purpose.REFERRAL_UNANSWERED), "link": self.record_link(record.reference)}
        lines = (*letters.REFERRAL_UNANSWERED, *letters.WHERE)
        return self._for_staff(record, lines, payload, _days_of(referral))

    def _reminder(self, record: Record, reminder: Reminder | None) -> _Letter | None:
        if reminder is None:
            return None
        payload = {
            **_about(record, Purpose.REMINDER),
            "kind": record.kind,
            "why": str(reminder.why),
            "by": reminder.day.isoformat(),
            "link": self.record_link(record.reference),
        }
        lines = (*letters.REMINDER, letters.REMINDED[reminder.why], *letters.WHERE)
        return self._for_staff(record, lines, payload, {"due_by": _day(reminder.day)})

    def _codes(self, record: Record, purpose: Purpose) -> dict[str, Any]:
        return {
            **_about(record, purpose),
            "kind": record.kind,
            "received_at": instant(record.received_at),
            "flags": [str(flag) for flag in letters.HASTE if flag in record.flags],
            "link": self.record_link(record.reference),
        }

    def _for_staff(
        self,
        record: Record,
        lines: Iterable[Say],
        payload: Mapping[str, Any],
        facts: Mapping[str, str] = MappingProxyType({}),
        title: Say = letters.STAFF_TITLE,
    ) -> _Letter:
        """These lines, filled with what is known of the record beside the person and their words."""
        known = {
            "ref": record.reference,
            "kind": self._staff.filled(letters.KINDS[record.kind]),
            "received": _moment(record.received_at),
            "contact_time": _working_days(self.council.advocate.contact_within_working_days),
            "link": self.record_link(record.reference),
            **facts,
        }
        return _Letter(self._staff.filled(title, **known), self._staff.all_filled(lines, **known), payload)

    # ── To the advocates' provider ───────────────────────────────────────────────────────────────────────────────────

    def _advocate_referral(self, record: Record, referral: Referral | None) -> _Letter | None:
        if referral is None or referral.state == ReferralState.WITHDRAWN:
            return None
        link = self.provider_link(referral.id)
        payload = {**_about(record, Purpose.ADVOCATE_REFERRAL), "referral": referral.agreed, "link": link}
        before = self._for_staff(record, letters.REFERRAL, payload)
        expects = letters.REFERRAL_EXPECTED if referral.can_be_reached else letters.REFERRAL_CALLS
        terms = [expects if line is letters.REFERRAL_EXPECTED else line for line in letters.REFERRAL_TERMS]
        after = self._for_staff(record, terms, payload, {**_days_of(referral), "link": link})
        agreed = agreed_lines(referral.agreed, self._staff.filled)
        return replace(before, body=[*before.body, *agreed, *after.body])

    def _advocate_withdrawn(self, record: Record, referral: Referral | None) -> _Letter | None:
        """None where the referral stands: what was sent is not to be deleted."""
        if referral is not None and referral.state != ReferralState.WITHDRAWN:
            return None
        return self._for_staff(record, letters.REFERRAL_WITHDRAWN, _about(record, Purpose.ADVOCATE_WITHDRAWN))

    # ── To the person ────────────────────────────────────────────────────────────────────────────────────────────────

    def _acknowledgement(self, record: Record, place: DeliverTo) -> _Letter | None:
        """None where they did not choose this way, or did not say that it is safe."""
        way = place.way if isinstance(place, EmailTo | NotifyTo) else None
        if way is None or way not in permitted_ways(record):
            return None
        contact = record.identity["contact"]
        to = contact[_DETAIL[way]]
        if not to:
            return None
        voice = Voice.CHILD if record.envelope["complainant_type"] in YOUNG else Voice.ADULT
        speak = self.speakers.of(voice, record.language)
        said = letters.ACKNOWLEDGED_BY_NAME if contact["safe"]["say_council"] else letters.ACKNOWLEDGED
        facts = {"ref": record.reference}
        if "acknowledge" in record.envelope["due"]:
            facts["ack_by"] = self.long_date(date.fromisoformat(record.envelope["due"]["acknowledge"]), speak)
        lines = speak.all_filled(said[way], **facts)
        return _Letter(
            speak.filled(letters.YOUR_MESSAGE_TITLE),
            [" ".join(lines)] if way == Way.TEXT else lines,
            _about(record, Purpose.ACKNOWLEDGEMENT),
            to,
        )


def _about(record: Record, purpose: Purpose) -> dict[str, Any]:
    return {"type": str(purpose), "reference": record.reference}


def _haste(record: Record) -> list[Say]:
    return [words for flag, words in letters.HASTE.items() if flag in record.flags]


def _first_due(record: Record) -> tuple[str, date] | None:
    """What the council has to do first, and by which day; None where nothing has a day."""
    due = record.envelope.get("due", {})
    days = [(str(what), date.fromisoformat(due[what])) for what in letters.DUE if what in due]
    return min(days, key=lambda each: each[1], default=None)


def _days_of(referral: Referral) -> dict[str, str]:
    days = {"sent_on": referral.sent_at, "answer_by": referral.answer_by}
    return {name: _day(london_day(at)) for name, at in days.items() if at}


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _moment(at: datetime) -> str:
    return f"{_day(london_day(at))} at {at.astimezone(LONDON):%H:%M}"


def _working_days(n: int) -> str:
    return "1 working day" if n == 1 else f"{n} working days"
