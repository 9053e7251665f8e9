from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from intake.casework.codes import EventKind, RefusalReason
from intake.casework.decisions import DECISIONS, CannotFollow, Situation, case_of, offered
from intake.casework.roles import Role
from intake.questions.vocabulary import Day, ManyOf, OneOf, Tick, Voice
from intake.records.record import Event, Record
from intake.web.forms import read
from intake.web.speaker import Speakers
from tests.casework.situations import (
    COUNCIL,
    FILLED,
    LATER,
    LETTER,
    MANAGER,
    OFFICER,
    a_call_for_help,
    a_child,
    a_handover,
    a_parent,
    a_persona,
    after,
    decide,
    received_on,
    situation,
    viewer,
)
from tests.records.sending import MONDAY

STAFF = Speakers(COUNCIL).of(Voice.HANDLER, "en")
DUTY = viewer(Role.DUTY_TEAM)

# The record and what was decided before, for each decision.
WHERE: dict[str, tuple[Record, tuple[str, ...]]] = {
    **dict.fromkeys(DECISIONS, (a_child(), ())),
    "interest_decided": (a_persona("grandmother"), ()),
    "late_decided": (a_persona("a-year-and-a-day"), ()),
    "hold_ended": (a_child(), ("held",)),
    "looked_again": (a_child(), ("held",)),
    "withdrawal_confirmed": (a_child(), ("withdrawal_asked",)),
    "withdrawal_undone": (a_child(), ("withdrawal_asked",)),
    "reopened": (a_child(), ("refused",)),
    "resumed": (a_child(), ("suspended",)),
    "closed": (a_child(), ("replied",)),
    "called_back": (a_handover(), ()),
    "made_complaint": (a_handover(), ()),
}
FOR_MANAGERS = {
    *("interest_decided", "late_decided", "held", "refused", "extended", "suspended", "resumed"),
    "withdrawal_confirmed",
}


def keys_that_must_be_filled() -> list[Any]:
    return [
        pytest.param(kind, key, id=f"{kind}-{key}")
        for kind, filled in FILLED.items()
        for key in filled
        if key != "assigned_to"
    ]


def why_not(made: Event | CannotFollow) -> CannotFollow:
    assert isinstance(made, CannotFollow), made
    assert made.why
    return made


@pytest.mark.parametrize("kind", DECISIONS)
def test_each_decision_becomes_an_event_of_its_kind_by_a_named_person(kind: str) -> None:
    record, before = WHERE[kind]
    at = after(record, *before)
    assert DECISIONS[kind] in offered(at, MANAGER)
    event = decide(at, kind)
    assert isinstance(event, Event)
    assert (event.kind, event.by) == (kind, "staff:1")
    after(record, *before, kind)


@pytest.mark.parametrize("kind", DECISIONS)
def test_the_form_reads_what_the_decision_needs(kind: str) -> None:
    record, before = WHERE[kind]
    posted: MultiDict[str, str] = MultiDict()
    for key, answer in FILLED[kind].items():
        if isinstance(answer, list):
            posted.setlist(key, answer)
        elif answer and key in {"on", "letter_on", "told_on"}:
            posted.update(zip((f"{key}_year", f"{key}_month", f"{key}_day"), answer.split("-"), strict=True))
        else:
            posted[key] = answer or ""
    reading = read(DECISIONS[kind].page, posted, case_of(after(record, *before), LATER), STAFF)
    assert reading.errors == {}
    assert {key: answer for key, answer in reading.answers.items() if answer} == FILLED[kind]


@pytest.mark.parametrize("kind", DECISIONS)
def test_no_control_has_the_name_of_another_or_of_a_whole_question(kind: str) -> None:
    questions = DECISIONS[kind].page.questions
    names = [question.key for question in questions] + [part.code for each in questions for part in each.parts]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("kind", "key"), keys_that_must_be_filled())
def test_nothing_is_decided_while_one_thing_is_missing(kind: str, key: str) -> None:
    record, before = WHERE[kind]
    without: dict[str, Any] = {key: None}
    assert why_not(decide(after(record, *before), kind, **without)).at == key


@pytest.mark.parametrize("kind", DECISIONS)
def test_what_is_for_another_role_is_neither_offered_nor_taken(kind: str) -> None:
    record, before = WHERE[kind]
    at = after(record, *before)
    for other in (viewer(Role.CONTACT_CENTRE), viewer(Role.REPORTING), viewer(Role.ADMINISTRATOR)):
        assert DECISIONS[kind] not in offered(at, other)
        why_not(decide(at, kind, by=other))
    is_officers = isinstance(decide(at, kind, by=OFFICER), Event)
    assert is_officers == (kind not in FOR_MANAGERS | {"reopened", "split"})
    assert isinstance(decide(at, kind, by=DUTY), Event) == (kind in {"safety_acted", "noted"})


def test_free_text_is_kept_apart_from_codes_days_and_references() -> None:
    event = decide(situation(a_child()), "refused")
    assert isinstance(event, Event)
    assert event.detail == {
        "refusal_reason": "outside_remit",
        "letter_on": "2026-11-24",
        "ombudsman_told": "yes",
    }
    assert event.words == {"reason": "Because it is so."}


@pytest.mark.parametrize("kind", DECISIONS)
def test_what_stands_unsealed_in_an_event_is_a_choice_a_day_a_tick_or_a_reference(kind: str) -> None:
    record, before = WHERE[kind]
    event = decide(after(record, *before), kind)
    assert isinstance(event, Event)
    page = DECISIONS[kind].page
    plain = {q.key for q in page.questions if isinstance(q.answer, OneOf | ManyOf)}
    plain |= {p.code for q in page.questions for p in q.parts if isinstance(p.kind, Day | Tick)}
    computed = {"timeliness", "first_received", "clock_basis", "clock_reason", "refusal_reason"}
    assert event.detail.keys() <= plain | computed | {"assigned_to", "other_reference"}


@pytest.mark.parametrize(
    ("kind", "answers", "at"),
    [
        pytest.param("refused", {"refusal_reason": "no_pr"}, "refusal_reason", id="no parental responsibility"),
        pytest.param(
            "refused", {"refusal_reason": "not_in_best_interest_or_age"}, "refusal_reason", id="best interest or age"
        ),
        pytest.param("refused", {"refusal_reason": "out_of_time"}, "refusal_reason", id="late past the checklist"),
        pytest.param(
            "refused", {"refusal_reason": "no_sufficient_interest"}, "refusal_reason", id="interest past its page"
        ),
        pytest.param(
            "refused", {"refusal_reason": "concurrent_proceedings"}, "refusal_reason", id="a case past the hold"
        ),
        pytest.param("refused", {"refusal_reason": "no_consent_adult"}, "refusal_reason", id="a child needs nobody"),
        pytest.param("refused", {"refusal_reason": "not_child_specific"}, "refusal_reason", id="a child's own"),
        pytest.param("refused", {"reason": " \n "}, "reason", id="a reason of spaces"),
        pytest.param("refused", {"letter_on": "2026-11-26"}, "letter_on", id="a letter of tomorrow"),
        pytest.param("refused", {"letter_on": "2026-11-22"}, "letter_on", id="a letter before it came"),
        pytest.param("route_decided", {"route": "statutory_si"}, "route", id="interest of a child"),
        pytest.param("split", {"part_2": "statutory_si"}, "part_2", id="interest of a child, for a part"),
        pytest.param("route_decided", {"route": "cm_decides"}, "route", id="to decide that somebody decides"),
        pytest.param("held", {"how_much": "part"}, "which_part", id="an unnamed part"),
        pytest.param("split", {"part_3": "signpost"}, "part_3_about", id="a part about nothing"),
        pytest.param("split", {"part_3_about": "The nurse"}, "part_3", id="a part that goes nowhere"),
        pytest.param("extended", {"clock_reason": "too_few_staff"}, "clock_reason", id="too few staff"),
        pytest.param("extended", {"until": "2026-12-07"}, "until", id="until the day that is due"),
        pytest.param("extended", {"until": "2026-12-22"}, "until", id="past the twentieth working day"),
    ],
)  # fmt: skip
def test_what_the_law_does_not_allow_is_said_at_its_control(kind: str, answers: dict[str, Any], at: str) -> None:
    assert why_not(decide(situation(a_child()), kind, **answers)).at == at


@pytest.mark.parametrize(
    ("received", "until", "is_working_day"),
    [
        pytest.param(MONDAY, "2026-12-12", False, id="a Saturday"),
        pytest.param(MONDAY, "2026-12-13", False, id="a Sunday"),
        pytest.param(MONDAY, "2026-12-14", True, id="the Monday after"),
        pytest.param(date(2026, 12, 7), "2026-12-28", False, id="a bank holiday"),
        pytest.param(date(2026, 12, 7), "2026-12-29", True, id="the day after it"),
    ],
)
def test_a_reply_is_put_off_until_a_working_day(received: date, until: str, is_working_day: bool) -> None:
    made = decide(situation(received_on(a_child(), received)), "extended", received, until=until, told_on=str(received))
    if is_working_day:
        assert isinstance(made, Event)
    else:
        assert why_not(made) == CannotFollow("This is a weekend or a bank holiday. Choose a working day", "until")


def test_the_person_is_told_of_an_extension_before_the_day_that_is_due() -> None:
    on_time = date(2026, 12, 7)
    assert isinstance(decide(situation(a_child()), "extended", on_time, told_on="2026-12-04"), Event)
    assert why_not(decide(situation(a_child()), "extended", on_time, told_on="2026-12-07")).at == "told_on"


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        pytest.param("withdrawal_confirmed", "letter_on", id="the letter that confirms it"),
        pytest.param("withdrawal_undone", "on", id="that they want to go on"),
    ],
)
def test_nothing_follows_on_a_wish_to_stop_before_they_had_it(kind: str, at: str) -> None:
    asked_twice = (("withdrawal_asked", LATER, {"on": "2026-11-23"}), "withdrawal_undone", "withdrawal_asked")
    asked = after(a_child(), *asked_twice)
    too_early: dict[str, Any] = {at: "2026-11-23"}
    refused = why_not(decide(asked, kind, **too_early))
    assert (refused.at, refused.why) == (at, "This is before they asked to stop")
    on_that_day: dict[str, Any] = {at: "2026-11-24"}
    assert isinstance(decide(asked, kind, **on_that_day), Event)


def test_a_no_to_sufficient_interest_is_a_refusal_with_all_that_belongs_to_one() -> None:
    at = situation(a_persona("grandmother"))
    assert why_not(decide(at, "interest_decided", interest="no")).at == "letter_on"
    refused = decide(at, "interest_decided", interest="no", letter_on="2026-11-24", ombudsman_told="yes")
    assert isinstance(refused, Event)
    assert refused.detail["refusal_reason"] == RefusalReason.NO_SUFFICIENT_INTEREST


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        pytest.param({}, "reason", id="no reasons"),
        pytest.param({"reason": "So."}, "letter_on", id="no letter"),
        pytest.param({"reason": "So.", "limb_fair": "yes", **LETTER}, "late", id="what meets both limbs"),
    ],
)
def test_what_came_late_is_not_turned_down_without_what_the_law_asks(answers: dict[str, Any], at: str) -> None:
    late = situation(a_persona("a-year-and-a-day"))
    no: dict[str, Any] = {"late": "refused", "limb_fair": "no", **answers}
    assert why_not(decide(late, "late_decided", **no)).at == at


@pytest.mark.parametrize("time_limit", ["in_time_part_late", "cannot_tell"])
def test_lateness_is_weighed_wherever_it_may_be_late(time_limit: str) -> None:
    assert isinstance(decide(situation(a_child(time_limit=time_limit)), "late_decided"), Event)


def test_a_complaint_about_a_named_child_is_about_a_particular_child() -> None:
    father = situation(a_persona("father-without-pr"))
    refused = why_not(decide(father, "refused", refusal_reason="not_child_specific"))
    assert (refused.at, refused.why) == ("refusal_reason", "They named a child. It is about that child.")


def test_lateness_refused_says_out_of_time() -> None:
    refused = decide(
        situation(a_persona("a-year-and-a-day")),
        "late_decided",
        late="refused",
        limb_fair="no",
        reason="Nothing can be found out any more.",
        letter_on="2026-11-24",
        ombudsman_told="yes",
    )
    assert isinstance(refused, Event)
    assert refused.detail["refusal_reason"] == RefusalReason.OUT_OF_TIME


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        pytest.param(a_child(), "interest_decided", id="a child"),
        pytest.param(a_persona("father-without-pr"), "interest_decided", id="a father without responsibility"),
        pytest.param(a_persona("aunt-with-responsibility"), "interest_decided", id="an aunt who has it"),
        pytest.param(a_parent(), "suspended", id="a parent's own clock"),
        pytest.param(a_child(time_limit="in_time"), "late_decided", id="in time"),
        pytest.param(a_child(), "hold_ended", id="no hold"),
        pytest.param(a_child(), "looked_again", id="nothing that waits"),
        pytest.param(a_child(), "reopened", id="open"),
        pytest.param(a_child(), "closed", id="not answered"),
        pytest.param(a_child(), "called_back", id="no call to make"),
        pytest.param(a_child(), "made_complaint", id="a complaint already"),
        pytest.param(a_call_for_help(), "made_complaint", id="a call for help"),
        pytest.param(a_call_for_help(), "closed", id="danger nobody acted on"),
        pytest.param(a_handover(), "closed", id="nobody called back"),
        pytest.param(a_persona("thank-you"), "refused", id="thanks"),
        pytest.param(a_child(), "withdrawal_confirmed", id="nobody asked to stop"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_not_offered_and_not_taken(record: Record, kind: str) -> None:
    at = situation(record)
    assert DECISIONS[kind] not in offered(at, MANAGER)
    assert why_not(decide(at, kind)).at == ""


def test_of_one_call_comes_one_complaint_and_none_while_they_ask_to_stop() -> None:
    made = after(a_handover(), "made_complaint")
    assert {DECISIONS["made_complaint"], DECISIONS["reopened"], DECISIONS["called_back"]}.isdisjoint(
        offered(made, MANAGER)
    )
    assert DECISIONS["made_complaint"] not in offered(after(a_handover(), "withdrawal_asked"), MANAGER)
    assert DECISIONS["made_complaint"] in offered(after(a_handover(), "withdrawal_asked", "withdrawal_undone"), MANAGER)


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        pytest.param(after(a_child(), "acknowledged"), "acknowledged", id="acknowledged already"),
        pytest.param(after(a_child(), "replied", "closed"), "passed_on", id="closed"),
    ],
)
def test_nor_is_what_was_done_or_comes_too_late(at: Situation, kind: str) -> None:
    assert DECISIONS[kind] not in offered(at, MANAGER)
    assert why_not(decide(at, kind)).at == ""


def test_an_officer_does_not_take_a_complaint_out_of_the_procedure_of_the_act() -> None:
    at = situation(a_child())
    why_not(decide(at, "route_decided", by=OFFICER, route="signpost"))
    assert isinstance(decide(at, "route_decided", by=OFFICER, route="statutory"), Event)
    assert isinstance(decide(at, "route_decided", route="signpost"), Event)


def test_nor_away_from_the_council_nor_settles_what_was_left_to_the_manager() -> None:
    corporate = after(a_child(), ("route_decided", LATER, {"route": "corporate"}))
    why_not(decide(corporate, "route_decided", by=OFFICER, route="signpost"))
    why_not(decide(situation(a_child(route="cm_decides")), "route_decided", by=OFFICER))


@pytest.mark.parametrize(
    ("route", "parts", "is_officers"),
    [
        pytest.param("statutory", ("statutory", "signpost"), False, id="one part away from the council"),
        pytest.param("statutory", ("statutory", "corporate"), False, id="one part out of the Act"),
        pytest.param("statutory", ("statutory", "statutory", "statutory", "signpost"), False, id="the last of four"),
        pytest.param("statutory", ("statutory", "statutory"), True, id="all parts under the Act"),
        pytest.param("corporate", ("corporate", "signpost"), False, id="what was corporate, away from the council"),
        pytest.param("corporate", ("corporate", "statutory"), True, id="what was corporate, into the Act"),
    ],
)
def test_an_officer_splits_no_part_off_that_leaves_the_act_or_the_council(
    route: str, parts: tuple[str, ...], is_officers: bool
) -> None:
    at = after(a_child(), ("route_decided", LATER, {"route": route}))
    answers: dict[str, Any] = {}
    for n, part in enumerate(parts, 1):
        answers |= {f"part_{n}": part, f"part_{n}_about": "The bus"}
    assert isinstance(decide(at, "split", by=OFFICER, **answers), Event) == is_officers
    assert isinstance(decide(at, "split", **answers), Event)


BOTH_UNDER_THE_ACT: dict[str, Any] = {"part_2": "statutory_si"}


@pytest.mark.parametrize(
    ("kind", "answers", "at"),
    [
        pytest.param("route_decided", {}, "route", id="a way under the Act"),
        pytest.param("split", BOTH_UNDER_THE_ACT, "part_1", id="a part under the Act"),
        pytest.param("replied", {}, "", id="a reply"),
    ],
)
def test_nothing_takes_the_decision_on_interest_away_from_the_manager(
    kind: str, answers: dict[str, Any], at: str
) -> None:
    waiting = situation(a_persona("grandmother"))
    for by in (OFFICER, MANAGER):
        assert why_not(decide(waiting, kind, by=by, **answers)).at == at
    decided = after(waiting.record, "interest_decided")
    assert isinstance(decide(decided, kind, by=OFFICER, **answers), Event)


def test_the_way_on_before_it_is_decided_is_the_way_with_sufficient_interest_or_another_than_the_act() -> None:
    waiting = situation(a_persona("grandmother"))
    assert isinstance(decide(waiting, "route_decided", by=OFFICER, route="statutory_si"), Event)
    assert isinstance(decide(waiting, "route_decided", route="corporate"), Event)
    assert isinstance(decide(waiting, "refused"), Event)


def test_what_came_back_to_the_act_by_another_way_waits_for_it_still() -> None:
    corporate = after(a_persona("grandmother"), ("route_decided", LATER, {"route": "corporate"}))
    assert why_not(decide(corporate, "route_decided", by=OFFICER)).at == "route"


def test_only_a_manager_finds_that_a_carer_needs_no_sufficient_interest() -> None:
    carer = a_persona("grandmother")
    waiting = situation(replace(carer, envelope={**carer.envelope, "complainant_type": "kinship_carer"}))
    why_not(decide(waiting, "route_decided", by=OFFICER))
    assert isinstance(decide(waiting, "route_decided"), Event)


def test_a_late_complaint_is_replied_to_once_a_manager_has_taken_it() -> None:
    why_not(decide(situation(a_persona("a-year-and-a-day")), "replied"))
    assert isinstance(decide(after(a_persona("a-year-and-a-day"), "late_decided"), "replied", by=OFFICER), Event)


def test_a_clock_that_has_run_out_is_not_stopped_any_more() -> None:
    told = {"told_on": "2026-11-30"}
    assert isinstance(decide(situation(a_child()), "suspended", date(2026, 12, 21), **told), Event)
    refused = decide(situation(a_child()), "suspended", date(2026, 12, 22), **told)
    assert refused == CannotFollow("The latest day has passed. What is late stays late.", "told_on")


@pytest.mark.parametrize(
    ("before", "day", "taken"),
    [
        pytest.param(("suspended", ("resumed", date(2026, 12, 2), {"on": "2026-12-02"})), "2026-12-02", True, id="on"),
        pytest.param(
            ("suspended", ("resumed", date(2026, 12, 2), {"on": "2026-12-02"})), "2026-12-01", False, id="before it ran"
        ),
        pytest.param(("held", "hold_ended"), "2026-11-24", False, id="before it was taken up again"),
        pytest.param(("replied", "closed", "reopened"), "2026-11-24", True, id="on the day of the first reply"),
        pytest.param(("replied", "closed", "reopened"), "2026-11-23", False, id="before the first reply"),
    ],
)
def test_a_reply_goes_out_on_no_day_before_its_clock_or_an_earlier_reply(
    before: tuple[Any, ...], day: str, taken: bool
) -> None:
    decided = decide(after(a_child(), *before), "replied", date(2026, 12, 3), on=day)
    assert isinstance(decided, Event) == taken


def test_a_hold_ends_on_no_day_before_it_began() -> None:
    at = after(a_child(), ("held", date(2026, 11, 26), {}))
    assert why_not(decide(at, "hold_ended", date(2026, 11, 27), on="2026-11-25")).at == "on"
    assert isinstance(decide(at, "hold_ended", date(2026, 11, 27), on="2026-11-26"), Event)


@pytest.mark.parametrize("waits", ["held", "suspended"])
def test_what_waits_is_looked_at_again_once_it_waits(waits: str) -> None:
    at = after(a_child(), (waits, date(2026, 11, 26), {}))
    early = why_not(decide(at, "looked_again", date(2026, 11, 27), on="2026-11-25"))
    assert (early.at, early.why) == ("on", "This is before it had to wait")
    assert isinstance(decide(at, "looked_again", date(2026, 11, 27), on="2026-11-26", by=OFFICER), Event)


def test_no_complaint_is_closed_without_an_answer_unless_nobody_can_be_reached_or_others_deal_with_it() -> None:
    assert isinstance(decide(situation(a_child(flags=["no_reply_possible", "anonymous"])), "closed"), Event)
    assert isinstance(decide(after(a_child(), ("route_decided", LATER, {"route": "signpost"})), "closed"), Event)
    for flags in (["anonymous"], ["no_reply_possible"]):
        why_not(decide(situation(a_child(flags=flags)), "closed"))
    why_not(decide(after(a_child(), ("route_decided", LATER, {"route": "corporate"})), "closed"))


def test_an_adult_who_is_spoken_for_has_to_agree() -> None:
    solicitor = a_persona("advocate-for-someone-of-19")
    assert isinstance(decide(situation(solicitor), "refused", refusal_reason="no_consent_adult"), Event)
    assert why_not(decide(situation(a_parent()), "refused", refusal_reason="no_consent_adult")).at == "refusal_reason"


def test_only_a_manager_opens_again_what_was_refused() -> None:
    why_not(decide(after(a_child(), "refused"), "reopened", by=OFFICER))
    withdrawn = after(a_child(), "withdrawal_asked", "withdrawal_confirmed")
    assert isinstance(decide(withdrawn, "reopened", by=OFFICER), Event)


def test_every_kind_of_event_that_people_decide_has_its_place_in_the_table() -> None:
    by_the_service = {
        *("received", "read", "identity_opened", "exported", "written_copy_made", "code_made", "call_left"),
        "delivery_retried",
        *("conflict_found", "conflict_confirmed", "conflict_lifted", "advocate_appointed", "advocate_contacted"),
        *("referral_sent", "referral_received", "referral_unanswered", "referral_withdrawn"),
    }
    assert set(DECISIONS) == set(EventKind) - by_the_service
