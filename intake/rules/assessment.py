"""The one door into the rules: facts and a calendar in, a suggestion with its reasons out. People decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from intake.rules.codes import AdvocateOffer, Due, Flag, Route, Signpost, TimeLimit
from intake.rules.due import due_dates
from intake.rules.facts import Facts
from intake.rules.flags import flags_of
from intake.rules.matter import IssueAssessment, matter_of
from intake.rules.reading import read_facts
from intake.rules.rule import Words
from intake.rules.signposts import signposts_of
from intake.rules.working_days import WorkingCalendar

RULE_VERSION = "2026-11-22"  # the day on which the law was last read against these rules


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is suggested for one contact. `reasons`: the rules that fired for the contact as a whole."""

    route: Route
    time_limit: TimeLimit
    advocate_offer: AdvocateOffer
    flags: frozenset[Flag]
    signposts: frozenset[Signpost]
    issues: tuple[IssueAssessment, ...]
    due: Mapping[Due, date]
    reasons: tuple[Words, ...]

    @property
    def reason_codes(self) -> list[str]:
        """The codes of the rules that fired, each once: those of the issues first."""
        given = (*(reason for issue in self.issues for reason in issue.reasons), *self.reasons)
        return list(dict.fromkeys(reason.code for reason in given))

    def to_plain(self) -> dict[str, object]:
        """The assessment as JSON-plain values; sets are sorted, and each reason stands once."""
        given = (*(reason for issue in self.issues for reason in issue.reasons), *self.reasons)
        return {
            "route": self.route,
            "time_limit": self.time_limit,
            "advocate_offer": self.advocate_offer,
            "flags": sorted(self.flags),
            "signposts": sorted(self.signposts),
            "issues": [issue.to_plain() for issue in self.issues],
            "due": {key: day.isoformat() for key, day in self.due.items()},
            "reasons": [
                {"code": code, "source": source}
                for code, source in dict.fromkeys((reason.code, reason.source) for reason in given)
            ],
        }


def assess(facts: object, calendar: WorkingCalendar) -> Assessment:
    """The assessment of these facts, given as they are or as plain JSON values.

    BadFacts where plain values cannot be read. Whatever the facts, nothing in the answer is a refusal.
    """
    matter = matter_of(facts if isinstance(facts, Facts) else read_facts(facts), calendar)
    flags = flags_of(matter)
    signposts = signposts_of(matter)
    due = due_dates(matter)
    return Assessment(
        route=matter.route,
        time_limit=matter.time_limit,
        advocate_offer=matter.advocate_offer,
        flags=frozenset([rule.result for rule in flags]),
        signposts=frozenset().union(*[rule.result(matter) for rule in signposts]),
        issues=matter.issues,
        due={rule.key: day for rule, day in due},
        reasons=(*matter.reasons, *flags, *signposts, *[rule for rule, _ in due]),
    )
