"""Good facts at random: every field, every code, every kind of time, with the same seed always the same."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from intake.rules import codes as c

DAYS = (date(2099, 12, 31) - date(1900, 1, 1)).days
ONE_CODE: dict[str, type[StrEnum]] = {
    "channel": c.Channel,
    "who": c.Who,
    "pr": c.ParentalResponsibility,
    "acting_for": c.ActingFor,
    "child_consent": c.ChildConsent,
    "council": c.ResponsibleCouncil,
    "proceedings": c.Proceedings,
    "request": c.Request,
    "earlier": c.Earlier,
    "same_matter": c.SameMatter,
    "allegation_area": c.AllegationArea,
    "advocate": c.AdvocateAnswer,
    "helped_by": c.HelpedBy,
    "withdraw_reason": c.WithdrawReason,
}
MANY_CODES: dict[str, type[StrEnum]] = {
    "late_reasons": c.LateReason,
    "safety": c.Safety,
    "adjustments": c.Adjustment,
    "outcome_sought": c.Outcome,
    "other_parties": c.OtherParty,
}
TRUTHS = (
    *("needs_same_day", "advocate_consent", "name_given", "reply_wanted", "safe_contact", "interpreter"),
    *("agreed_early_resolution", "complained_about_complaints_manager", "independent_agency"),
)
DATES = (
    *("first_raised", "proceedings_ended", "stage1_received", "stage1_response_received", "first_notice"),
    *("stage2_response_received", "panel_date", "recommendations_received"),
)
OFFSETS = ("Z", "+00:00", "+01:00", "-05:00", "+14:00", "-12:00")
TIMES = ("00:00", "00:30:00", "10:00:00", "22:59:59", "23:30:00.5", "23:59:59.999999")
_CODES = {name: [str(code) for code in codes] for name, codes in (ONE_CODE | MANY_CODES).items()}
_SUBJECTS = [str(code) for code in c.Subject]
_STATUSES = [str(code) for code in c.ChildStatus]
_KINDS = (*(str(code) for code in c.WhenKind), "not said")
_SEASONS = [str(code) for code in c.Season]
_WAYS = [str(code) for code in c.ReplyWay if code is not c.ReplyWay.NONE]


def random_facts(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """So many facts; half of the fields are given on average, and dates lie near each other or anywhere."""
    random = Random(seed)  # not a secret: the same facts each time
    for _ in range(count):
        yield _facts(random)


def _facts(random: Random) -> dict[str, Any]:
    near = random.random() < 0.8
    received = date(2026, 11, 23) + timedelta(days=random.randrange(-800, 800)) if near else _any_day(random)

    def day() -> str:
        return (_near(random, received) if near else _any_day(random)).isoformat()

    facts: dict[str, Any] = {"received": f"{received}T{random.choice(TIMES)}{random.choice(OFFSETS)}"}
    if random.random() < 0.3:
        facts["today"] = min(received + timedelta(days=random.randrange(1, 900)), date(2099, 12, 31)).isoformat()
        if facts["today"] <= received.isoformat():  # the day received may be a day later in London
            del facts["today"]
    given = random.random
    for name in ONE_CODE:
        if given() < 0.5:
            facts[name] = random.choice(_CODES[name])
    for name in MANY_CODES:
        if given() < 0.3:
            facts[name] = [random.choice(_CODES[name]) for _ in range(random.randrange(3))]
    for name in TRUTHS:
        if given() < 0.3:
            facts[name] = given() < 0.7
    for name in DATES:
        if given() < 0.4:
            facts[name] = day() if given() < 0.9 else None
    if given() < 0.5:
        facts["age"] = random.randrange(121) if given() < 0.3 else random.randrange(10, 26)
    if given() < 0.6:
        facts["child"] = {"age": random.choice((None, 0, 11, 12, 17, 18, 40)), "status": random.choice(_STATUSES)}
    if given() < 0.4:
        facts["reply_ways"] = ["none"] if given() < 0.4 else [random.choice(_WAYS) for _ in range(random.randrange(3))]
    if given() < 0.3:
        facts["change_soon"] = {"kind": "move", "date": day(), "pause": given() < 0.5}
    facts["issues"] = [
        {"subject": random.choice(_SUBJECTS), "when": _when(random, day)}
        for _ in range(random.choice((0, 1, 1, 1, 2, 3)))
    ]
    return facts


def _any_day(random: Random) -> date:
    return date(1900, 1, 1) + timedelta(days=random.randrange(DAYS + 1))


def _near(random: Random, day: date) -> date:
    if random.random() < 0.2:  # the edges: a year before, and the days around it
        return day.replace(day=min(day.day, 28), year=day.year - 1) + timedelta(days=random.randrange(-2, 3))
    return day + timedelta(days=random.randrange(-800, 120))


def _when(random: Random, day: Callable[[], str]) -> dict[str, Any] | None:
    kind = random.choice(_KINDS)
    match kind:
        case "exact":
            return {"kind": kind, "date": day()}
        case "month":
            return {"kind": kind, "month": day()[:7]}
        case "year":
            return {"kind": kind, "year": int(day()[:4])}
        case "season":
            return {"kind": kind, "season": random.choice(_SEASONS), "year": random.choice((None, int(day()[:4])))}
        case "age":
            born = f"{random.randrange(2005, 2026)}-11-2{random.randrange(10)}"
            return {"kind": kind, "age": random.randrange(20), "dob": random.choice((None, "2008-02-29", born))}
        case "range":
            first, last = sorted((day(), day()))
            return {"kind": kind, "from": first if random.random() < 0.7 else None, "to": last}
        case "ongoing":
            return {"kind": kind, "since": random.choice((None, day()))}
        case "unknown":
            return {"kind": kind}
        case _:
            return None
