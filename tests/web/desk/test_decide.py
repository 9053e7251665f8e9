"""Every decision over HTTP: by those who may take it, refused to those who may not, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import insert

from intake.casework.decisions import DECISIONS
from intake.casework.roles import Role
from intake.casework.standing import Rank
from intake.questions.vocabulary import Answer
from intake.records.record import Record
from intake.storage import referrals
from intake.storage.tables import NO_DAY, shut_out
from tests.casework.situations import FILLED
from tests.desk import Desk, sign_in
from tests.make import Clock, queue_of, service_of
from tests.storage.kept import rows
from tests.web.desk.cases import (
    call_for_help,
    call_handed_over,
    decide,
    decided,
    every_row,
    form,
    happened_to,
    kinds_of,
    on_wednesday,
    path_to,
    posted,
    row_of,
    taken_in,
)

OFFICER, MANAGER, DUTY = Role.COMPLAINTS_OFFICER, Role.COMPLAINTS_MANAGER, Role.DUTY_TEAM

# Who sends it, and what has been decided before, where that is not a young person's complaint and nothing.
WHERE: dict[str, tuple[str, tuple[str, ...]]] = {
    "interest_decided": ("grandmother", ()),
    "late_decided": ("a-year-and-a-day", ()),
    "hold_ended": ("worker-never-rings", ("held",)),
    "looked_again": ("worker-never-rings", ("held",)),
    "withdrawal_confirmed": ("worker-never-rings", ("withdrawal_asked",)),
    "withdrawal_undone": ("worker-never-rings", ("withdrawal_asked",)),
    "reopened": ("worker-never-rings", ("refused",)),
    "resumed": ("worker-never-rings", ("suspended",)),
    "closed": ("worker-never-rings", ("replied",)),
    "made_complaint": ("idea-and-nothing-else", ()),
}
OTHER_WAYS = {"called_back", "linked", "assigned"}  # they need something that is there beside the record


@pytest.fixture
def manager(app: Flask, clock: Clock) -> Desk:
    return on_wednesday(app, clock, MANAGER)


def ready(app: Flask, manager: Desk, kind: str) -> Record:
    """A record about which this can be decided."""
    persona, before = WHERE.get(kind, ("worker-never-rings", ()))
    record = taken_in(app, persona)
    decided(manager, record, *before)
    return record


def errors_on(page: str) -> dict[str, str]:
    return {str(a["href"])[1:]: a.text for a in BeautifulSoup(page, "html.parser").select(".errors a")}


@pytest.mark.parametrize("kind", sorted(set(DECISIONS) - OTHER_WAYS))
def test_each_decision_is_taken_by_a_named_person_and_leads_back_to_the_record(
    app: Flask, manager: Desk, kind: str
) -> None:
    record = ready(app, manager, kind)
    before = row_of(app, record)["version"]
    answer = decide(manager, record, kind)
    assert answer.status_code == 302, errors_on(answer.text)
    assert answer.headers["Location"] == f"/desk/r/{record.reference}?done={kind}"
    assert row_of(app, record)["version"] == before + 1
    made = next(each for each in happened_to(app, record) if each.kind == kind and each.by == manager.person.mark)
    assert made.by == manager.person.mark
    page = manager.page(answer.headers["Location"])
    assert manager.person.name in page.select(".timeline")[0].text


def test_the_record_says_kept_to_whoever_decided_and_of_that_alone(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    decide(manager, record, "acknowledged")

    def said_to(desk: Desk, kind: str) -> list[str]:
        return [each.text for each in desk.page(f"{path_to(record)}?done={kind}").select("[role=status]")]

    assert said_to(manager, "acknowledged") == ["Kept: Acknowledged"]
    assert said_to(manager, "refused") == [], "nobody has refused it"
    assert said_to(sign_in(app, OFFICER), "acknowledged") == [], "it was not they who did"


@pytest.mark.parametrize("kind", sorted(DECISIONS))
def test_a_decision_is_refused_to_a_role_that_may_not_take_it(app: Flask, clock: Clock, kind: str) -> None:
    record = call_for_help(app)
    clock.move(days=2)
    for role in (OFFICER, DUTY):
        desk = sign_in(app, role)
        is_allowed = role in DECISIONS[kind].roles
        assert (desk.get(path_to(record, "do", kind)).status_code != 403) == is_allowed, role
        assert (desk.post(path_to(record, "do", kind), on=path_to(record)).status_code != 403) == is_allowed, role
    assert kind not in kinds_of(app, record)


@pytest.mark.parametrize("role", [Role.CONTACT_CENTRE, Role.REPORTING, Role.ADMINISTRATOR])
def test_who_reads_no_records_decides_about_none(app: Flask, clock: Clock, role: Role) -> None:
    record = taken_in(app)
    desk = on_wednesday(app, clock, role)
    assert {desk.get(path_to(record, "do", kind)).status_code for kind in DECISIONS} == {403}


def test_a_decision_that_there_is_not_is_not_found(app: Flask, manager: Desk) -> None:
    assert manager.get(path_to(taken_in(app), "do", "deleted")).status_code == 404


def test_a_decision_that_does_not_fit_says_so_and_shows_no_form(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    decided(manager, record, "refused")
    page = manager.page(path_to(record, "do", "replied"))
    assert "cannot be decided as things are now" in page.text
    assert page.select("main form") == []


def test_the_page_of_a_reply_says_which_decision_comes_first(app: Flask, clock: Clock) -> None:
    record = taken_in(app, "grandmother")
    page = on_wednesday(app, clock, OFFICER).page(path_to(record, "do", "replied"))
    assert "Still for a complaints manager to do: decide if they have sufficient interest." in page.text
    assert page.select("main form") == []


# ── Refusing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_manager_refuses_with_ground_reason_letter_and_the_ombudsman(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    assert decide(manager, record, "refused").status_code == 302
    row = row_of(app, record)
    assert (row["stage"], row["status"], row["is_open"]) == ("closed", "refused_by_cm", False)
    refused = happened_to(app, record)[-1]
    assert refused.words == {"reason": "Because it is so."}


@pytest.mark.parametrize("missing", ["refusal_reason", "reason", "letter_on", "ombudsman_told"])
def test_a_refusal_without_one_of_its_parts_is_not_kept_and_nothing_typed_is_lost(
    app: Flask, manager: Desk, missing: str
) -> None:
    record = taken_in(app)
    answer = decide(manager, record, "refused", **{missing: None})
    assert answer.status_code == 422
    assert list(errors_on(answer.text)) == [missing]
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select("#reason")[0].text.strip() == ("" if missing == "reason" else "Because it is so.")
    assert len(page.select("input[value=outside_remit][checked]")) == (missing != "refusal_reason")
    assert "refused" not in kinds_of(app, record)


@pytest.mark.parametrize("ground", ["no_pr", "not_in_best_interest_or_age", "no_sufficient_interest", "out_of_time"])
@pytest.mark.parametrize("persona", ["father-without-pr", "worker-never-rings"])
def test_nobody_is_refused_on_a_ground_that_is_none_for_them(
    app: Flask, manager: Desk, persona: str, ground: str
) -> None:
    record = taken_in(app, persona)
    answer = decide(manager, record, "refused", refusal_reason=ground)
    assert answer.status_code == 422
    assert list(errors_on(answer.text)) == ["refusal_reason"]
    assert "refused" not in kinds_of(app, record)


def test_what_meets_both_limbs_is_not_turned_down_and_nothing_typed_is_lost(app: Flask, manager: Desk) -> None:
    record = taken_in(app, "a-year-and-a-day")
    no = {"late": "refused", "letter_on": "2026-11-24", "ombudsman_told": "yes", "reason": "Too long ago"}
    answer = decide(manager, record, "late_decided", **no)
    assert answer.status_code == 422
    assert list(errors_on(answer.text)) == ["late"]
    assert "Too long ago" in answer.text
    assert decide(manager, record, "late_decided").status_code == 302


def test_a_birth_parent_is_never_asked_for_sufficient_interest(app: Flask, manager: Desk) -> None:
    record = taken_in(app, "father-without-pr")
    assert "cannot be decided as things are now" in manager.page(path_to(record, "do", "interest_decided")).text
    hidden = form(manager, record, "noted").hidden
    answer = manager.client.post(path_to(record, "do", "interest_decided"), data={**hidden, "interest": "no"})
    assert answer.status_code == 422
    assert "interest_decided" not in kinds_of(app, record)


def test_an_officer_cannot_refuse_by_posting_what_a_manager_would(app: Flask, clock: Clock) -> None:
    record = taken_in(app)
    officer = on_wednesday(app, clock, OFFICER)
    hidden = form(officer, record, "noted").hidden
    data = {**hidden, **FILLED["refused"], "letter_on_day": "24", "letter_on_month": "11", "letter_on_year": "2026"}
    assert officer.client.post(path_to(record, "do", "refused"), data=data).status_code == 403
    assert row_of(app, record)["is_open"]


def test_a_late_complaint_is_turned_down_only_with_every_point_weighed_and_a_reason(app: Flask, manager: Desk) -> None:
    record = taken_in(app, "care-leaver-years-ago")
    no = {"late": "refused", "limb_fair": "no", "letter_on": "2026-11-24", "ombudsman_told": "yes"}
    assert "reason" in errors_on(decide(manager, record, "late_decided", **no).text)
    assert "vulnerable" in errors_on(decide(manager, record, "late_decided", **no, reason="No", vulnerable=None).text)
    assert decide(manager, record, "late_decided", **no, reason="Too long ago").status_code == 302
    assert row_of(app, record)["status"] == "refused_by_cm"


# ── What follows ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_extension_until_a_saturday_is_refused_at_its_day_and_nothing_typed_is_lost(
    app: Flask, manager: Desk
) -> None:
    record = taken_in(app)
    answer = decide(manager, record, "extended", until="2026-12-12")
    assert answer.status_code == 422
    assert errors_on(answer.text) == {"until": "This is a weekend or a bank holiday. Choose a working day"}
    assert "Because it is so." in answer.text
    assert "extended" not in kinds_of(app, record)


def test_an_extension_adds_a_date_and_overwrites_none(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    decided(manager, record, "acknowledged", "extended")
    dates = manager.page(path_to(record)).select("#dates")[0].find_parent("section")
    assert dates is not None
    assert "Due Mon 7 Dec 2026" in dates.text
    assert f"Extended on Wed 25 Nov 2026 by {manager.person.name}: it is complex" in " ".join(dates.text.split())
    assert "Due Mon 21 Dec 2026" in dates.text
    row = row_of(app, record)
    assert (row["status"], row["due_on"].isoformat()) == ("extended", "2026-12-21")


def test_a_young_persons_yes_at_the_desk_reaches_the_advocates_once(app: Flask, manager: Desk) -> None:
    record = taken_in(app, advocate="not_now")
    assert "advocate_share" in errors_on(decide(manager, record, "advocate_offered", advocate_share=None).text)
    decided(manager, record, "advocate_offered", advocate_share=["contact", "story"])
    decided(manager, record, "advocate_offered")
    (referral,) = rows(service_of(app).database, "referrals")
    assert (referral["record_id"], referral["state"], referral["consent_how"]) == (
        record.id,
        "waiting",
        "said_to_staff",
    )
    sent = [
        row["target"] for row in rows(service_of(app).database, "deliveries") if row["purpose"] == "advocate_referral"
    ]
    assert sent and len(sent) == len(set(sent))
    with service_of(app).database.read() as db:
        kept = referrals.of_record(db, record.id, service_of(app).ring)
    assert kept is not None and kept.agreed["share_story"] == "all"
    assert kept.agreed["name_to_use"] == record.identity["complainant"]["preferred"]


@pytest.mark.parametrize(
    ("persona", "said"),
    [
        ("worker-never-rings", {"answer": "not_now"}),
        ("worker-never-rings", {"advocate_share": ["nothing"]}),
        ("worker-never-rings", {"to": "carer"}),
        ("father-without-pr", {}),
    ],
)
def test_nothing_reaches_the_advocates_without_a_young_persons_consent(
    persona: str, said: dict[str, Answer], app: Flask, manager: Desk
) -> None:
    record = taken_in(app, persona, advocate="not_now")
    decided(manager, record, "advocate_offered", **said)
    assert rows(service_of(app).database, "referrals") == []


def test_who_asked_for_an_advocate_on_the_form_is_not_sent_again(app: Flask, manager: Desk) -> None:
    record = taken_in(app, advocate="yes", advocate_share=["contact"])
    decided(manager, record, "advocate_offered")
    assert len(rows(service_of(app).database, "referrals")) == 1


def test_a_young_persons_yes_is_sent_once_for_the_call_and_its_complaint(app: Flask, manager: Desk) -> None:
    child = {**CALLED, "who_are_you": "child", "age": "14", "preferred": "Jay"}
    record = call_handed_over(app, child)
    decided(manager, record, "advocate_offered")
    decided(manager, record, "made_complaint")
    made = next(row for row in every_row(app) if row["id"] != record.id)
    decided(manager, replace(record, id=made["id"], reference=made["reference"]), "advocate_offered")
    assert [row["record_id"] for row in rows(service_of(app).database, "referrals")] == [record.id]


def test_a_split_record_goes_on_as_its_first_part_and_each_other_part_is_a_record(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    decided(manager, record, "acknowledged", "split")
    first, other = sorted(every_row(app), key=lambda row: row["id"] != record.id)
    assert (first["route"], other["route"]) == ("statutory", "corporate")
    assert other["reference"] != first["reference"]
    assert other["received_date"] == first["received_date"]
    one, part = sorted(queue_of(app), key=lambda each: each["ref"] != record.reference)
    assert part["story"] == one["story"]
    assert part["contact"] == one["contact"]
    page, beside = manager.page(path_to(record)), manager.page(f"/desk/r/{other['reference']}")
    assert other["reference"] in page.text
    assert record.reference in beside.text
    assert "The school bus" in beside.text
    assert [each.kind for each in happened_to(app, record)].count("split") == 1


def test_a_linked_record_is_named_on_both_and_nobody_of_the_other_is(app: Flask, manager: Desk) -> None:
    one, other = taken_in(app, "grandmother"), taken_in(app, "father-without-pr")
    assert decide(manager, one, "linked", other_reference=other.reference.lower()).status_code == 302
    for here, there in ((one, other), (other, one)):
        page = manager.page(path_to(here))
        assert page.select(f"a.ref[href='{path_to(there)}']")
        assert there.story["story"] not in page.text
    again = decide(manager, one, "linked", other_reference=other.reference)
    assert list(errors_on(again.text)) == ["other_reference"]


@pytest.mark.parametrize("typed", ["WDYT-CCC222", "the other one", "itself"])
def test_a_record_is_linked_only_with_another_that_there_is(app: Flask, manager: Desk, typed: str) -> None:
    record = taken_in(app)
    other = record.reference if typed == "itself" else typed
    assert list(errors_on(decide(manager, record, "linked", other_reference=other).text)) == ["other_reference"]


def test_a_record_is_given_to_somebody_of_the_team_who_may_see_it(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    officer, stranger = sign_in(app, OFFICER), sign_in(app, Role.REPORTING)
    page = manager.page(path_to(record, "do", "assigned"))
    assert officer.person.name in page.select("#assigned_to")[0].text
    assert stranger.person.name not in page.text
    wrong = decide(manager, record, "assigned", assigned_to=stranger.person.id)
    assert list(errors_on(wrong.text)) == ["assigned_to"]
    assert decide(manager, record, "assigned", assigned_to=officer.person.id).status_code == 302
    assert row_of(app, record)["assigned_to"] == officer.person.id
    assert f"With {officer.person.name}" in manager.page(path_to(record)).text
    given_back = manager.page(decide(manager, record, "assigned", assigned_to=None).headers["Location"])
    assert row_of(app, record)["assigned_to"] is None
    assert given_back.select("[role=status]")[0].text == "Kept: Given to nobody"
    told = [each.text for each in given_back.select(".timeline")[0].select("li > b")]
    assert told[-2:] == ["Given to somebody", "Given to nobody"]


def test_what_is_made_a_complaint_keeps_its_day_and_its_first_record_is_closed(app: Flask, manager: Desk) -> None:
    record = taken_in(app, "idea-and-nothing-else")
    decided(manager, record, "made_complaint")
    rows = every_row(app)
    made = next(row for row in rows if row["id"] != record.id)
    assert (made["kind"], made["received_at"]) == ("complaint", record.received_at)
    assert made["due_on"].isoformat() == "2026-11-26"
    assert not row_of(app, record)["is_open"]
    assert made["reference"] in manager.page(path_to(record)).text


CALLED = {"callback_if_cut_off": "yes_silent", "callback_phone": "07700 900123", "what_happened": "They moved me."}
WHO = {"who_are_you": "adult", "relationship": "parent", "child_name": "A", "parental_responsibility": "yes"}


@pytest.mark.parametrize("said", [{**CALLED, **WHO}, CALLED], ids=["it is known who called", "nobody asked who called"])
def test_a_call_handed_over_is_called_back_and_made_a_complaint_of_its_own_day(
    app: Flask, manager: Desk, said: dict[str, str | list[str] | None]
) -> None:
    record = call_handed_over(app, said)
    page = manager.page(path_to(record))
    assert "Call them back" in page.select("#to-do")[0].parent.text  # type: ignore[union-attr]
    assert "07700 900123" not in page.text
    decided(manager, record, "called_back")
    if "who_are_you" not in said:
        assert list(errors_on(decide(manager, record, "made_complaint").text)) == ["who_are_you"]
    decided(manager, record, "made_complaint", who_are_you=None if "who_are_you" in said else "adult")
    made = next(row for row in every_row(app) if row["id"] != record.id)
    assert (made["kind"], made["received_at"], made["method"]) == (
        "complaint",
        record.received_at,
        "telephone_contact_centre",
    )
    assert not row_of(app, record)["is_open"]
    complaint = manager.page(f"/desk/r/{made['reference']}")
    safe = " ".join(complaint.select(".safe dl")[0].text.split())
    assert "You maycall You may not" in safe and "code" not in safe
    assert "They moved me." in complaint.text and record.reference in complaint.text


@pytest.mark.parametrize("said", [{**CALLED, **WHO}, CALLED], ids=["it is known who called", "nobody asked who called"])
def test_whoever_opens_the_names_of_a_call_handed_over_reads_what_number_to_ring_and_how(
    app: Flask, manager: Desk, said: dict[str, str | list[str] | None]
) -> None:
    record = call_handed_over(app, said)
    assert "07700 900123" not in manager.page(path_to(record)).text
    answer = manager.post(path_to(record, "identity"), on=path_to(record))
    shown = BeautifulSoup(answer.text, "html.parser").select_one("#identity")
    assert shown is not None and shown.parent is not None
    assert "07700 900123" in shown.parent.text and "Yes, but do not say who we are" in shown.parent.text


def test_a_call_for_help_is_no_complaint_of_its_own(app: Flask, manager: Desk) -> None:
    record = call_for_help(app)
    assert "made_complaint" not in offered_on(manager, record)
    hidden = form(manager, record, "noted").hidden
    answer = manager.client.post(path_to(record, "do", "made_complaint"), data=hidden)
    assert answer.status_code == 422
    assert len(every_row(app)) == 1


def test_what_was_done_for_a_caller_goes_on_in_the_complaint(app: Flask, manager: Desk) -> None:
    officer = sign_in(app, OFFICER)
    record = call_handed_over(app, {**CALLED, **WHO, "safe_now": "not_safe"})
    decided(manager, record, "assigned", assigned_to=officer.person.id)
    decided(officer, record, "safety_acted")
    decided(officer, record, "called_back", reached="no")
    decided(officer, record, "noted")
    decided(manager, record, "made_complaint")
    made = next(row for row in every_row(app) if row["id"] != record.id)
    complaint = replace(record, id=made["id"], reference=made["reference"])
    first, *carried = happened_to(app, complaint)
    assert (first.kind, first.by) == ("received", happened_to(app, record)[0].by)
    assert [(each.kind, each.by, each.words) for each in carried if each.by != "service"] == [
        (each.kind, each.by, each.words)
        for each in happened_to(app, record)
        if each.kind in ("assigned", "safety_acted", "called_back", "noted")
    ]
    assert made["assigned_to"] == officer.person.id
    todo = manager.page(path_to(complaint)).select("#to-do")[0].parent
    assert todo is not None
    assert [link.text for link in todo.select("a")][:1] == ["Call them back"]
    assert "Tell the duty team" in " ".join(each.text for each in todo.select(".done-task"))
    assert "Call them back" not in manager.page(path_to(record)).select(".tasks")[0].text
    decided(manager, complaint, "called_back")
    assert "called_back" not in offered_on(manager, complaint)


@pytest.mark.parametrize("is_on_the_call", [True, False], ids=["on the call", "on the complaint"])
def test_a_danger_heard_in_a_call_is_acted_on_once(is_on_the_call: bool, app: Flask, manager: Desk) -> None:
    record = call_handed_over(app, {**CALLED, **WHO, "safe_now": "not_safe"})
    decided(manager, record, "made_complaint")
    assert [row["rank"] for row in every_row(app)] == [Rank.DANGER, Rank.DANGER]
    made = next(row for row in every_row(app) if row["id"] != record.id)
    complaint = replace(record, id=made["id"], reference=made["reference"])
    here, there = (record, complaint) if is_on_the_call else (complaint, record)
    decided(manager, here, "safety_acted")
    assert [row["rank"] for row in every_row(app)] == [Rank.OTHER, Rank.OTHER]
    assert not row_of(app, record)["is_open"]
    acted = [[each for each in happened_to(app, one) if each.kind == "safety_acted"] for one in (here, there)]
    assert acted[0] == acted[1] and len(acted[0]) == 1
    decided(manager, here, "safety_acted")
    assert sum(each.kind == "safety_acted" for each in happened_to(app, there)) == 1


def test_one_complaint_comes_of_one_call_also_where_two_press_at_once(app: Flask, manager: Desk) -> None:
    record = call_handed_over(app, {**CALLED, **WHO})
    shown = form(manager, record, "made_complaint")
    assert [shown.press("made_complaint").status_code for _ in range(2)] == [302, 409]
    assert "reopened" not in offered_on(manager, record)
    assert len(every_row(app)) == 2


def test_a_form_without_our_token_is_shown_again_with_what_was_typed(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    shown = form(manager, record, "noted")
    data = {**shown.hidden, "csrf_token": "forged", "note": "Ring after school."}
    answer = manager.client.post(shown.path, data=data)
    assert "Nothing has been kept yet" in answer.text
    assert "Ring after school." in answer.text
    assert "noted" not in kinds_of(app, record)


# ── Opened again ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_answered_and_is_opened_again_is_due_on_its_own_day_on_the_page_and_in_the_queue(
    app: Flask, manager: Desk
) -> None:
    record = taken_in(app)
    decided(manager, record, "replied", "closed")
    assert row_of(app, record)["due_on"] == NO_DAY
    decided(manager, record, "reopened")
    row = row_of(app, record)
    assert (row["due_on"].isoformat(), row["due_what"]) == ("2026-12-07", "stage1_10wd")
    assert "Mon 7 Dec 2026 Reply (10 working days)" in " ".join(
        manager.page("/desk/queue").select("tbody")[0].text.split()
    )
    todo = manager.page(path_to(record)).select("#to-do")[0].find_parent("section")
    assert todo is not None
    assert "Mon 7 Dec 2026" in todo.text


# ── As the second person ─────────────────────────────────────────────────────────────────────────────────────────────


def the_second_person(app: Flask, *roles: Role) -> Desk:
    return sign_in(app, *roles, sign_in=service_of(app).council.desk.second_person)


def shut(app: Flask, record: Record, *desks: Desk) -> None:
    with service_of(app).database.write() as db:
        for desk in desks:
            row = {"staff_id": desk.person.id, "record_id": record.id, "state": "confirmed"}
            db.execute(insert(shut_out).values(**row, at=record.received_at, by="service"))


def offered_on(desk: Desk, record: Record) -> set[str]:
    """The decisions that are offered on the page of the record."""
    return {str(link["href"]).split("/")[-1] for link in desk.page(path_to(record)).select(".decisions a")}


FOR_MANAGERS = {"refused", "extended", "held"}


@pytest.mark.parametrize(
    ("role", "may"), [(OFFICER, {"noted", "acknowledged", "copy"}), (DUTY, {"noted", "safety_acted"})]
)
def test_where_a_manager_may_see_a_record_the_second_person_is_no_manager_in_it(
    app: Flask, manager: Desk, role: Role, may: set[str]
) -> None:
    record = call_for_help(app) if role == DUTY else taken_in(app)
    second = the_second_person(app, role)
    offered = offered_on(second, record)
    assert may <= offered
    assert offered.isdisjoint({*FOR_MANAGERS, "shut-out"})
    assert (role == DUTY) == ("copy" not in offered)
    hidden = form(second, record, "noted").hidden
    for kind in FOR_MANAGERS:
        answer = second.client.post(path_to(record, "do", kind), data={**hidden, **dict(posted(kind))})
        assert answer.status_code == 403, kind
    assert second.get(path_to(record, "shut-out")).status_code == 403
    assert second.get(path_to(record, "copy")).status_code == (403 if role == DUTY else 200)
    assert FOR_MANAGERS.isdisjoint(kinds_of(app, record))


def test_the_second_person_who_is_an_officer_takes_no_part_out_of_the_act(app: Flask, manager: Desk) -> None:
    record = taken_in(app)
    answer = decide(the_second_person(app, OFFICER), record, "route_decided", route="signpost")
    assert answer.status_code == 422
    assert "route_decided" not in kinds_of(app, record)


@pytest.mark.parametrize("role", [OFFICER, DUTY, Role.REPORTING])
def test_what_no_manager_may_see_is_the_second_persons_to_decide(app: Flask, manager: Desk, role: Role) -> None:
    record = taken_in(app)
    second = the_second_person(app, role)
    shut(app, record, manager)
    assert {*FOR_MANAGERS, "shut-out"} <= offered_on(second, record)
    decided(second, record, "refused")
    assert row_of(app, record)["status"] == "refused_by_cm"
