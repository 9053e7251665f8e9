"""The rules in words: the whole of them, and those that fired for one set of facts. Made from the code that runs."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill
from typing import NamedTuple

from intake.rules.advocacy import OFFERS, is_a_child_complaining, is_a_young_person_complaining
from intake.rules.assessment import assess
from intake.rules.clocks import CLOCKS, has_corporate_clock
from intake.rules.due import DUE
from intake.rules.facts import day_received, effective_day
from intake.rules.flags import FLAGS
from intake.rules.matter import IssueAssessment, needs_interest_decision
from intake.rules.routes import BASE_ROUTES, puts_safety_first
from intake.rules.rule import Words, words_of
from intake.rules.signposts import SIGNPOSTS
from intake.rules.spans import SPANS, one_year_after
from intake.rules.standing import ACTING, STANDINGS, concerns_a_child, has_no_reply_way, is_anonymous, is_represented
from intake.rules.steps import STEPS, has_no_stage_left
from intake.rules.subjects import CHANGES, POLICY_FOR_A_CHILD, SUBJECTS, place, subject_counts
from intake.rules.time_limit import ISSUES, LIMITS, OVERALL
from intake.rules.working_days import WorkingCalendar

WIDTH = 100


class Section(NamedTuple):
    """Rules that belong together; of the rows of one table, the first that fits counts."""

    title: str
    rules: tuple[Words, ...]


class Fired(NamedTuple):
    """A rule that fired: what it is about, and what it came to where that is a day or a result."""

    about: str
    rule: Words
    outcome: str


def rule_table() -> tuple[Section, ...]:
    """Every rule there is, in the order of the law."""
    return (
        Section("Days", (words_of(day_received), words_of(effective_day), words_of(WorkingCalendar.is_working_day))),
        Section("When it happened", (words_of(one_year_after), *(words_of(span) for span in SPANS.values()))),
        Section("The limit of twelve months: each issue", ISSUES),
        Section("The limit of twelve months: the whole", (*OVERALL, *LIMITS)),
        Section("What is being asked", (*STEPS, words_of(has_no_stage_left))),
        Section(
            "Who is asking",
            (
                *ACTING,
                *(words_of(it) for it in (is_represented, concerns_a_child, is_anonymous, has_no_reply_way)),
                *STANDINGS,
                words_of(needs_interest_decision),
            ),
        ),
        Section("Where each part goes", (*SUBJECTS, POLICY_FOR_A_CHILD, *CHANGES)),
        Section("What the parts count for", (words_of(place), words_of(subject_counts))),
        Section("The route", (*BASE_ROUTES, words_of(puts_safety_first))),
        Section(
            "The advocate",
            (words_of(is_a_child_complaining), words_of(is_a_young_person_complaining), *OFFERS),
        ),
        Section("Flags", FLAGS),
        Section("Signposts", SIGNPOSTS),
        Section("Clocks", (*CLOCKS, words_of(has_corporate_clock))),
        Section("Due dates", DUE),
    )


def explain(facts: object, calendar: WorkingCalendar) -> tuple[Fired, ...]:
    """The rules that fired for these facts: first for each issue, then for the whole. BadFacts as from `assess`."""
    assessment = assess(facts, calendar)
    about_issues = [
        Fired(f"issue {number}, {issue.subject}", rule, outcome)
        for number, issue in enumerate(assessment.issues, start=1)
        for rule, outcome in zip(issue.reasons, (_time_of(issue), ""), strict=True)
    ]
    days = {str(key): day.isoformat() for key, day in assessment.due.items()}
    about_the_whole = [Fired("the whole", rule, _day_of(rule, days)) for rule in assessment.reasons]
    return (*about_issues, *about_the_whole)


def _time_of(issue: IssueAssessment) -> str:
    return issue.time_result if issue.last_day is None else f"{issue.time_result}, last day {issue.last_day}"


def _day_of(rule: Words, days: dict[str, str]) -> str:
    return days.get(rule.code, "") if rule.effect.startswith("due ") else ""


def table_text() -> str:
    """The whole rule table as text, for a lawyer to read and for a diff to show."""
    return "\n\n".join(
        f"{section.title.upper()}\n\n" + "\n\n".join(_rule_text(rule) for rule in section.rules)
        for section in rule_table()
    )


def explanation_text(fired: Iterable[Fired]) -> str:
    """The rules that fired as text, under what they are about."""
    paragraphs: list[str] = []
    about = ""
    for one in fired:
        if one.about != about:
            about = one.about
            paragraphs.append(about.upper())
        paragraphs.append(_rule_text(one.rule, one.outcome))
    return "\n\n".join(paragraphs)


def _rule_text(rule: Words, outcome: str = "") -> str:
    lines = [rule.code, _line("when", rule.condition), _line("then", rule.effect)]
    if outcome:
        lines.append(_line("here", outcome))
    return "\n".join([*lines, _line("source", rule.source)])


def _line(label: str, words: str) -> str:
    return fill(words, WIDTH, initial_indent=f"  {label:<8}", subsequent_indent=" " * 10, break_on_hyphens=False)
