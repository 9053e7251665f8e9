"""Which way the rules suggest that a record goes and why, and which way somebody has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from intake.casework.codes import EventKind
from intake.casework.words import label
from intake.questions.vocabulary import Voice
from intake.records.facts import facts_from
from intake.records.record import Record
from intake.records.submission import answers_of
from intake.rules.assessment import RULE_VERSION
from intake.rules.codes import Route
from intake.rules.explain import Fired, explain, rule_table
from intake.rules.working_days import WorkingCalendar
from intake.storage.cases import Case
from intake.web.desk.record.timeline import in_words, who


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that held, in words. `about`: which issue it is about, if one; `outcome`: what it came to here."""

    code: str
    about: str
    words: str
    outcome: str
    source: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rules suggest: with the rules that decided it, and all others that held.

    `rules_changed`: the reasons are of today's rules, which are not those of the day on which it was suggested.
    """

    route: str
    parts: list[str]
    deciding: list[Reason]
    others: list[Reason]
    rules_changed: bool


_DECIDING = frozenset({"What is being asked", "Who is asking", "Where each part goes", "The route"})
_SECTIONS = {rule: section.title for section in rule_table() for rule in section.rules}
_ONE_OF = "the subject is "


def suggestion(case: Case, calendar: WorkingCalendar) -> Suggestion | None:
    """What the rules suggested when it was received; None where that has no route."""
    record = case.record
    route = next((each.detail.get("route") for each in case.events if each.kind == EventKind.RECEIVED), None)
    if route is None:
        return None
    deciding, others = _reasons(record, calendar)
    return Suggestion(
        route=route,
        parts=record.envelope["route_parts"],
        deciding=deciding,
        others=others,
        rules_changed=record.envelope["rule_version"] != RULE_VERSION,
    )


_KNOWN: dict[str, tuple[list[Reason], list[Reason]]] = {}  # by the id of a record: what it was sent with never changes
_MOST_KNOWN = 1024


def _reasons(record: Record, calendar: WorkingCalendar) -> tuple[list[Reason], list[Reason]]:
    """The rules that decided, and all others that held."""
    known = _KNOWN.get(record.id)
    if known is None:
        facts = facts_from(
            answers_of(record),
            voice=Voice(record.voice),
            received_at=record.received_at,
            today=record.received_date,
        )
        fired = explain(facts | {"channel": record.method}, calendar)
        deciding = [_reason(each) for each in fired if _SECTIONS.get(each.rule) in _DECIDING]
        others = [_reason(each) for each in fired if _SECTIONS.get(each.rule) not in _DECIDING]
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[record.id] = (deciding, others)
    return known


@lru_cache(maxsize=1024)
def _reason(fired: Fired) -> Reason:
    """The rule without what only a program needs: of a list of subjects, the one that this is about."""
    rule, (part, _, subject) = fired.rule, fired.about.partition(", ")
    condition = rule.condition
    if subject and condition.startswith(_ONE_OF):
        condition = f"{_ONE_OF}“{label(subject)}”"
    words = f"{condition}: {rule.effect}".replace("`", "").replace("_", " ")
    return Reason(
        code=rule.code if len(rule.code) < _LONGEST_NUMBER else label(rule.code),
        about=f"{part.capitalize()}, {label(subject).lower()}" if subject else "",
        words=words[0].upper() + words[1:],
        outcome=", ".join(in_words(each) for each in fired.outcome.split(", ")) if fired.outcome else "",
        source=rule.source,
    )


_LONGEST_NUMBER = 4  # of a rule; longer ones are flags and dates, which have words


@dataclass(frozen=True, slots=True)
class Decided:
    """Which way somebody has decided that it goes: who, when and why."""

    route: str
    who: str
    at: datetime
    why: str


def decided_route(case: Case) -> Decided | None:
    """The last decision about the way that this record goes; None where nobody has decided one."""
    ways = (EventKind.ROUTE_DECIDED, EventKind.SPLIT)
    last = next((each for each in reversed(case.events) if each.kind in ways), None)
    if last is None:
        return None
    return Decided(last.detail.get("route", Route.SPLIT), who(last.by, case), last.at, last.words.get("reason", ""))
