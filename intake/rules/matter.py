"""The matter: the facts with everything worked out that flags, signposts and due dates lean on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import compress
from typing import NamedTuple, TypeVar

from intake.rules.advocacy import Complainant, is_a_child_complaining, is_a_young_person_complaining, offer_to
from intake.rules.clocks import clock_of, has_corporate_clock
from intake.rules.codes import (
    AdvocateOffer,
    Clock,
    Mark,
    Part,
    Route,
    Signpost,
    Standing,
    Step,
    Subject,
    TimeLimit,
    TimeResult,
)
from intake.rules.facts import Facts, Issue, day_received, effective_day
from intake.rules.routes import AS_ROUTE, Placed, base_route_of, puts_safety_first
from intake.rules.rule import Words, words_of, written
from intake.rules.standing import (
    Person,
    has_no_reply_way,
    is_anonymous,
    is_represented,
    person_of,
    standing_of,
)
from intake.rules.steps import COMPLAINT_STEPS, Asked, has_no_earlier_stage_on_record, has_no_stage_left, step_of
from intake.rules.subjects import Asking, Placing, change_for, place, subject_counts
from intake.rules.time_limit import AS_LIMIT, IssueTime, limit_for, overall, time_of
from intake.rules.working_days import WorkingCalendar

Code = TypeVar("Code", bound=StrEnum)

NO_ISSUE = Issue()


class IssueAssessment(NamedTuple):
    """What is suggested for one issue: where it stands in time, the row of its subject, its parts for this person."""

    subject: Subject
    time: IssueTime
    placing: Placing
    parts: frozenset[Part]

    @property
    def time_result(self) -> TimeResult:
        return self.time.result

    @property
    def last_day(self) -> date | None:
        """The last day to complain of it in time, where that can be told."""
        return self.time.last_day

    @property
    def reasons(self) -> tuple[Words, ...]:
        """The rule of its time, and the row of its subject."""
        return (self.time.rule, self.placing)

    def to_plain(self) -> dict[str, object]:
        """The issue as JSON-plain values."""
        return {
            "subject": self.subject,
            "time_result": self.time.result,
            "last_day": None if self.time.last_day is None else self.time.last_day.isoformat(),
            "parts": sorted(self.parts),
        }


class Matter(NamedTuple):
    """Everything the last tables ask about, each worked out once. `reasons` are the rules that were used."""

    facts: Facts
    calendar: WorkingCalendar
    received_on: date
    person: Person
    a_child_complains: bool
    a_young_person_complains: bool
    step: Step
    is_complaint: bool
    no_earlier_stage_on_record: bool
    no_stage_left: bool
    standing: Standing
    issues: tuple[IssueAssessment, ...]
    subjects: frozenset[Subject]
    parts: frozenset[Part]
    subject_counts: bool
    marks: frozenset[Mark]
    subject_signposts: frozenset[Signpost]
    interest_decision: bool
    time_limit: TimeLimit
    base_route: Route
    route: Route
    advocate_offer: AdvocateOffer
    clock: Clock | None
    corporate_clock: bool
    reasons: tuple[Words, ...]


@written(
    "interest_decision",
    "standing is interest or interest_cm, a child is concerned, the step is new or same_or_new, and the parts include "
    "statutory_si or cm_decides",
    "it has to be decided whether the person's interest is sufficient",
    "reg 12",
)
@cache
def needs_interest_decision(placed: Placed, concerns_a_child: bool) -> bool:
    """Whether the complaints manager has to decide about sufficient interest."""
    return (
        placed.standing in (Standing.INTEREST, Standing.INTEREST_CM)
        and concerns_a_child
        and placed.step in (Step.NEW, Step.SAME_OR_NEW)
        and (Part.STATUTORY_SI in placed.parts or Part.CM_DECIDES in placed.parts)
    )


DEFINITIONS = tuple(
    words_of(definition)
    for definition in (
        is_represented,
        is_anonymous,
        has_no_reply_way,
        is_a_child_complaining,
        is_a_young_person_complaining,
        has_no_stage_left,
        needs_interest_decision,
        puts_safety_first,
        has_corporate_clock,
    )
)


def matter_of(facts: Facts, calendar: WorkingCalendar) -> Matter:
    """The matter that the facts make, read in the order of the law: who, when, what is asked, where it goes."""
    received_on = day_received(facts.received)
    today = facts.today or received_on
    effective = effective_day(received_on, facts.first_raised)

    person = person_of(facts)
    standing = standing_of(person)
    step = step_of(facts)
    asked = Asked(step.result, facts.earlier)
    asking = Asking(standing.result, step.result)
    change = change_for(asking)

    def view(issue: Issue) -> IssueAssessment:
        row, parts = place(issue.subject, person.concerns_a_child, asking)
        return IssueAssessment(issue.subject, time_of(issue, effective, today), row, parts)

    issues = tuple([view(issue) for issue in facts.issues])
    counted = issues or (view(NO_ISSUE),)
    overall_time = overall(frozenset([issue.time.result for issue in issues]))
    limit = limit_for(asked)

    placed = Placed(
        step.result,
        standing.result,
        _union([issue.parts for issue in counted]),
        facts.earlier,
        facts.same_matter,
        facts.council,
    )
    counts = subject_counts(asking)
    base = base_route_of(placed)
    base_route = base.result or _one_part_as_route(placed)
    urgent = puts_safety_first(facts, step.result, standing.result)
    a_child = is_a_child_complaining(person)
    a_young_person = is_a_young_person_complaining(person)
    offer = offer_to(Complainant(a_young_person, person.acting, facts.child_consent))
    clock = clock_of(placed)
    none_left = has_no_stage_left(asked)
    interest = needs_interest_decision(placed, person.concerns_a_child)
    corporate = has_corporate_clock(placed)

    holding = (
        person.is_represented,
        person.is_anonymous,
        person.no_reply_possible,
        a_child,
        a_young_person,
        none_left,
        interest,
        urgent,
        corporate,
    )
    return Matter(
        facts=facts,
        calendar=calendar,
        received_on=received_on,
        person=person,
        a_child_complains=a_child,
        a_young_person_complains=a_young_person,
        step=step.result,
        is_complaint=step.result in COMPLAINT_STEPS,
        no_earlier_stage_on_record=has_no_earlier_stage_on_record(facts, step.result),
        no_stage_left=none_left,
        standing=standing.result,
        issues=issues,
        subjects=frozenset([issue.subject for issue in facts.issues]),
        parts=placed.parts,
        subject_counts=counts,
        marks=_union([issue.placing.marks for issue in counted]) if counts else frozenset(),
        subject_signposts=_union([issue.placing.signposts for issue in counted]) if counts else frozenset(),
        interest_decision=interest,
        time_limit=limit.result or AS_LIMIT[overall_time.result],
        base_route=base_route,
        route=Route.SAFEGUARDING_THEN_CM if urgent else base_route,
        advocate_offer=offer.result,
        clock=clock.result,
        corporate_clock=corporate,
        reasons=(
            *(step, standing, overall_time, limit, base, offer),
            *[rule for rule in (person.acting_rule, change, clock) if rule.result],
            *compress(DEFINITIONS, holding),
        ),
    )


def _one_part_as_route(placed: Placed) -> Route:
    (part,) = placed.parts
    return AS_ROUTE[part]


def _union(sets: Sequence[frozenset[Code]]) -> frozenset[Code]:
    return sets[0] if len(sets) == 1 else frozenset().union(*sets)
