"""Taking a call: begun, saved as somebody types, cut off and taken up again, helped, and handed over."""

from __future__ import annotations

import copy
import logging
from typing import Any

import pytest
from flask import Flask

from intake.casework.roles import Role
from intake.storage import events, records
from tests.desk import Desk, sign_in
from tests.make import Clock, queue_of, service_of
from tests.web.desk.telephone import CALLS, Telephone, agent, ring

STORY = "She said that she would ring on Tuesday, and she did not."
CANARY = "kingfisher"


@pytest.fixture
def desk(app: Flask) -> Desk:
    return agent(app)


@pytest.fixture
def call(desk: Desk) -> Telephone:
    return ring(desk)


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", [Role.CONTACT_CENTRE, Role.COMPLAINTS_OFFICER, Role.COMPLAINTS_MANAGER])
def test_the_contact_centre_and_the_complaints_team_take_calls(role: Role, app: Flask) -> None:
    assert ring(sign_in(app, role)).status == 200


PAGES = ("", "/read-back", "/hand-over", "/drop", "/done", "/code")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.DUTY_TEAM, Role.REPORTING, Role.ADMINISTRATOR])
def test_nobody_else_reaches_a_call(role: Role, page: str, app: Flask, call: Telephone) -> None:
    assert sign_in(app, role).get(call.url + page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_another_agents_call_is_not_there(page: str, app: Flask, call: Telephone) -> None:
    call.fill({"who_are_you": "child", "topic": ["promise"]})
    other = agent(app)
    assert other.get(call.url + page).status_code == 404
    call.send()
    assert other.get(call.url + page).status_code == 404


@pytest.mark.parametrize("page", ["", "/read-back", "/hand-over", "/drop", "/help", "/code"])
def test_nothing_is_written_into_another_agents_call(page: str, app: Flask, call: Telephone) -> None:
    other = agent(app)
    form = ring(other).form("sheet")
    posted = {**form, "what_happened": CANARY, "what": "cut_off", "quick_name": "x"}
    response = other.client.post(call.url + page, data=posted, follow_redirects=True)
    assert response.status_code == 404
    assert CANARY not in call.open().text
    assert queue_of(app) == []


def test_the_script_of_another_agent_is_told_nothing(app: Flask, call: Telephone) -> None:
    other = agent(app)
    form = ring(other).form("sheet")
    response = other.client.post(f"{call.url}/save", data={**form, "what_happened": CANARY})
    assert (response.status_code, response.get_json()) == (409, {"saved": False, "closed": True})


@pytest.mark.parametrize(
    ("page", "form"),
    [("", "sheet"), ("/read-back", "read-back"), ("/hand-over", "")],
    ids=["sheet", "read", "hand over"],
)
def test_a_page_that_is_not_ours_changes_nothing_and_shows_what_was_typed(
    page: str, form: str, call: Telephone
) -> None:
    call.fill({"who_are_you": "child", "what_happened": "She"}).open(page)
    call.post({**call.form(form), "csrf_token": "forged", "what_happened": STORY})
    assert "once more" in call.text
    again = call.form(form)
    assert again["what_happened"] == STORY
    call.open()
    assert call.form("sheet")["what_happened"] == "She"
    call.post({**again, "callback_phone": "07700 900123", "callback_if_cut_off": "yes_open"}, page)
    assert page == "/hand-over" or STORY in call.text


def test_begin_and_drop_need_our_page(app: Flask, desk: Desk, call: Telephone) -> None:
    assert "once more" in desk.client.post(f"{CALLS}/begin", data={"csrf_token": "forged"}).get_data(as_text=True)
    call.post({"csrf_token": "forged", "what": "cut_off"}, "/drop")
    assert len(desk.page(CALLS).select("tbody tr")) == 1
    assert "Cut off" not in desk.page(CALLS).get_text()


# ── The sheet ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_six_panels_stand_on_one_page(call: Telephone) -> None:
    assert [each["id"] for each in call.html.select(".sheet-panel h2")] == [f"panel-{letter}" for letter in "abcdef"]
    assert len(call.html.select(".sheet-panel button")) == 6


def test_a_child_on_the_telephone_hears_a_childs_words(call: Telephone) -> None:
    call.fill({"who_are_you": "child"})
    sheet = call.html.select_one(".sheet")
    assert sheet is not None and sheet["data-voice"] == "child"
    ask = call.html.select_one("#safe_now-ask")
    assert ask is not None
    assert [each.text for each in ask.select(".to-child")] == ["Are you safe right now?"]
    assert "Before we start, is anyone hurt or in danger right now?" in call.text
    call.fill({"who_are_you": "adult"})
    sheet = call.html.select_one(".sheet")
    assert sheet is not None and sheet["data-voice"] == "adult"


def test_the_offer_of_an_advocate_stands_there_in_full(call: Telephone) -> None:
    script = call.html.select_one("[data-question=advocate] .script")
    assert script is not None
    said = script.get_text(" ")
    for line in (
        "They do not work for your social worker",
        "They cannot make us say yes",
        "up to age 25",
        "You can call",
    ):
        assert line in said


def test_without_a_script_the_page_comes_back_with_the_right_questions(call: Telephone) -> None:
    assert "relationship" not in call.asked
    call.fill({"who_are_you": "adult"})
    assert {"relationship", "about_child", "impact"} <= call.asked
    call.fill({"relationship": "self", "child_name": "Ray"})
    assert "about_child" not in call.asked


def test_what_was_typed_off_the_path_is_kept_on_the_sheet_and_out_of_the_record(app: Flask, call: Telephone) -> None:
    call.fill({"who_are_you": "adult", "topic": ["promise"]}).fill({"child_name": CANARY})
    call.fill({"who_are_you": "child"}).send()
    assert CANARY not in str(queue_of(app))


def test_wrong_input_is_shown_beside_its_box_and_all_else_is_saved(call: Telephone) -> None:
    call.fill({"who_are_you": "child", "topic": ["move"], "age": "twelve", "what_happened": STORY})
    call.fill({"change_soon": "move", "change_date_day": "45", "change_date_month": "June", "change_date_year": "2027"})
    told = {each["id"]: each.text for each in call.html.select(".wrong:not([hidden])")}
    assert told == {
        "age-error": "Enter the age in numbers",
        "change_date-error": "Enter a real date, with day, month and year",
    }
    form = call.form("sheet")
    assert (form["age"], form["change_date_day"], form["change_date_month"]) == ("twelve", "45", "June")
    assert (form["what_happened"], form["change_soon"]) == (STORY, "move")


def test_wrong_input_keeps_a_call_from_being_read_back_and_so_does_a_call_about_nothing(call: Telephone) -> None:
    call.fill({}, "read_back")
    assert call.status == 422
    assert {str(each["href"]) for each in call.html.select(".errors a")} == {"#who_are_you", "#what_happened"}
    call.fill({"who_are_you": "child", "topic": ["promise"], "age": "twelve"}, "read_back")
    assert [str(each["href"]) for each in call.html.select(".errors a")] == ["#age"]
    call.fill({"age": ""}, "read_back")
    assert call.path.endswith("/read-back")


def test_a_box_with_an_error_on_a_path_that_was_left_stops_nothing(call: Telephone) -> None:
    call.fill({"who_are_you": "child", "topic": ["promise"], "age": "twelve"})
    call.fill({"who_are_you": "adult"}, "read_back")
    assert call.path.endswith("/read-back")


# ── Saving while typing ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_save_says_when_and_how_the_sheet_stands(call: Telephone, clock: Clock) -> None:
    clock.move(minutes=2, seconds=5)
    told = call.save({"who_are_you": "adult", "safe_now": "not_safe", "age": "x"})
    assert (told["status"], told["saved"], told["at"], told["voice"]) == (200, True, "12:02:05", "adult")
    assert told["danger"] == "now"
    assert "relationship" in told["asked"] and "feeling" not in told["asked"]
    assert told["wrong"] == {"age": "Enter the age in numbers"}
    assert told["marks"].keys() >= {"who_are_you", "safe_now", "age", "dob"}
    assert not told["locked"]
    assert call.open().form("sheet")["age"] == "x"


def test_a_save_of_one_question_leaves_the_others_alone(call: Telephone) -> None:
    call.save({"what_happened": STORY})
    call.save({"preferred": "Jay"})
    form = call.open().form("sheet")
    assert (form["what_happened"], form["preferred"]) == (STORY, "Jay")


def test_a_save_that_comes_twice_or_late_changes_nothing(call: Telephone) -> None:
    call.save({"what_happened": "She"})
    call.save({"what_happened": "She"})
    assert call.open().form("sheet")["what_happened"] == "She"


def test_two_windows_lose_nothing_silently(call: Telephone) -> None:
    window = copy.copy(call.html)
    call.save({"what_happened": STORY, "preferred": "Jay"})
    told = call.save({"what_happened": "She was late."}, window)
    assert told["overtaken"] == {"what_happened": STORY}
    form = call.open().form("sheet")
    assert (form["what_happened"], form["preferred"]) == ("She was late.", "Jay")
    shown = call.html.select_one("#what_happened-overtaken:not([hidden])")
    assert shown is not None and STORY in shown.text


def test_a_whole_sheet_from_an_old_window_undoes_nothing(call: Telephone) -> None:
    old = call.form("sheet")
    call.fill({"who_are_you": "child", "what_happened": STORY, "want": ["sorry"]})
    call.post({**old, "preferred": "Jay", "panel": "b"}, "")
    form = call.form("sheet")
    assert (form["what_happened"], form["want"], form["preferred"]) == (STORY, "sorry", "Jay")


def test_a_script_with_an_old_token_is_given_a_new_one_and_saves(call: Telephone) -> None:
    form = call.form("sheet")
    refused = call.desk.client.post(f"{call.url}/save", data={**form, "csrf_token": "old", "what_happened": STORY})
    assert refused.status_code == 400
    assert STORY not in call.open().text
    again = call.desk.client.post(
        f"{call.url}/save", data={**form, "csrf_token": refused.get_json()["token"], "what_happened": STORY}
    )
    assert again.get_json()["saved"]
    assert STORY in call.open().text


@pytest.mark.parametrize("seen", ["", "nonsense", "[]", '{"nobody": "x", "age": 3}', None])
def test_a_save_that_does_not_say_what_it_has_seen_writes_nothing(seen: str | None, call: Telephone) -> None:
    form = {**call.form("sheet"), "what_happened": STORY} | ({"seen": seen} if seen is not None else {})
    if seen is None:
        form.pop("seen")
    assert call.desk.client.post(f"{call.url}/save", data=form).get_json()["saved"]
    assert STORY not in call.open().text


@pytest.fixture
def locked(app: Flask, desk: Desk, clock: Clock) -> Telephone:
    """A call of somebody whose first screen has locked meanwhile, as that screen has it open."""
    desk.client.get(CALLS)
    clock.move(minutes=service_of(app).council.desk.idle_minutes + 2)
    call = ring(Desk(app, desk.person, is_added=True))
    call.save({"preferred": "Jay"})
    return call


def test_a_locked_session_still_saves_and_is_told_nothing(desk: Desk, locked: Telephone) -> None:
    assert desk.client.get(locked.url).status_code == 302
    form = {**locked.open().form("sheet"), "what_happened": STORY}
    refused = desk.client.post(f"{locked.url}/save", data=form)
    told = desk.client.post(f"{locked.url}/save", data={**form, "csrf_token": refused.get_json()["token"]}).get_json()
    assert told == {"saved": True, "at": told["at"], "locked": True}
    assert locked.open().form("sheet")["what_happened"] == STORY


def test_a_sheet_sent_from_a_locked_session_is_kept_and_not_shown(desk: Desk, locked: Telephone) -> None:
    form = {**locked.form("sheet"), "what_happened": STORY, "panel": "c"}
    refused = desk.client.post(locked.url, data=form)
    assert "Jay" not in refused.get_data(as_text=True)
    token = desk.client.post(f"{locked.url}/save", data=form).get_json()["token"]
    kept = desk.client.post(locked.url, data={**form, "csrf_token": token})
    assert kept.status_code == 302 and "/again" in kept.location
    assert locked.open().form("sheet")["what_happened"] == STORY


def test_single_keys_can_be_turned_off(app: Flask) -> None:
    for setting, said in ((True, "on"), (False, "off")):
        sheet = ring(agent(app, single_keys=setting)).html.select_one(".sheet")
        assert sheet is not None and sheet["data-single-keys"] == said


def test_an_open_call_has_no_time_out(app: Flask, call: Telephone, clock: Clock) -> None:
    clock.move(minutes=service_of(app).council.desk.idle_minutes * 3)
    assert call.open().status == 200
    assert call.path == call.url


# ── Danger ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_danger_turns_the_sheet_and_says_it_in_words(app: Flask, call: Telephone) -> None:
    assert call.html.select(".stay:not([hidden])") == []
    call.fill({"safe_now": "not_safe"})
    sheet = call.html.select_one(".sheet")
    assert sheet is not None and sheet["data-danger"] == "now"
    alert = call.html.select_one("[role=alert] .stay:not([hidden])")
    assert alert is not None and "Do not end the call" in alert.text
    duty = service_of(app).council.duty
    numbers = [str(each["href"]) for each in call.html.select(".stay:not([hidden]) a[href^='tel:']")]
    assert numbers == ["tel:999", *(f"tel:{line.number.replace(' ', '')}" for line in (duty.day, duty.night))]


@pytest.mark.parametrize("answers", [{"safe_now": "not_sure"}, {"who_are_you": "child", "topic": ["hurt"]}])
def test_a_worry_shows_the_numbers_too(answers: dict[str, Any], call: Telephone) -> None:
    call.fill(answers)
    shown = call.html.select_one("[role=alert] .stay:not([hidden])")
    assert shown is not None and "Somebody may be in danger" in shown.text


def help_form(call: Telephone) -> dict[str, Any]:
    form = call.html.select_one("#danger form")
    assert form is not None
    return {str(each["name"]): str(each.get("value", "")) for each in form.select("input")}


def test_the_duty_team_is_told_at_once_and_the_call_goes_on(app: Flask, call: Telephone, clock: Clock) -> None:
    call.fill({"who_are_you": "child", "safe_now": "not_safe", "what_happened": STORY})
    clock.move(minutes=3)
    call.post({**help_form(call), "quick_name": "Ray", "quick_where": "the park"}, "/help")
    assert call.path == call.url
    assert "Sent to the duty team at 12:03" in call.text
    (urgent,) = queue_of(app)
    assert (urgent["kind"], urgent["method"], urgent["recorded_by"]) == (
        "urgent",
        "telephone_contact_centre",
        "contact_centre",
    )
    assert urgent["urgent"] == {"name": "Ray", "where": "the park", "phone": None}
    call.fill({"topic": ["hurt"]}).send()
    (record,) = [each for each in queue_of(app) if each["kind"] == "complaint"]
    assert record["linked"] == [urgent["ref"]]


def test_the_same_call_for_help_is_sent_once(app: Flask, call: Telephone) -> None:
    call.fill({"safe_now": "not_safe"})
    form = {**help_form(call), "quick_where": "the park"}
    call.post(form, "/help").post(form, "/help")
    assert len(queue_of(app)) == 1
    call.post({**form, "quick_where": "the bridge"}, "/help")
    assert len(queue_of(app)) == 2


def test_an_empty_call_for_help_is_refused_in_words(app: Flask, call: Telephone) -> None:
    call.fill({"safe_now": "not_safe"})
    call.post(help_form(call), "/help")
    assert call.status == 422
    assert "Enter a name, a place or a phone number" in call.text
    call.post({**help_form(call), "csrf_token": "forged", "quick_where": "the park"}, "/help")
    assert help_form(call)["quick_where"] == "the park"
    assert queue_of(app) == []


# ── My calls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_my_calls_are_listed_by_what_i_remember_of_them(app: Flask, desk: Desk, call: Telephone) -> None:
    call.fill({"preferred": "Jay", "what_happened": STORY + " And nobody else did either, not once."})
    ring(agent(app))
    (row,) = desk.page(CALLS).select("tbody tr")
    assert "Mon 23 Nov 2026, 12:00" in row.get_text(" ")
    assert "Jay" in row.text
    assert "She said that she would ring on Tuesday" in row.text and "not once" not in row.text


def test_a_call_that_was_cut_off_is_kept_and_taken_up_again(desk: Desk, call: Telephone) -> None:
    call.fill({"callback_if_cut_off": "yes_silent", "callback_phone": "07700 900123", "what_happened": STORY})
    call.open("/drop")
    assert "Do not say who we are" in call.text and "07700 900123" in call.text
    call.post({**call.form(""), "what": "cut_off"})
    assert "Cut off" in desk.page(CALLS).get_text()
    call.open("/drop").post({**call.form(""), "what": "take_up"})
    assert call.path == call.url
    assert call.form("sheet")["what_happened"] == STORY
    assert "Cut off" not in desk.page(CALLS).get_text()


def test_typing_in_a_call_that_was_cut_off_takes_it_up_again(desk: Desk, call: Telephone) -> None:
    call.open("/drop").post({**call.form(""), "what": "cut_off"})
    call.open().save({"what_happened": STORY})
    assert "Cut off" not in desk.page(CALLS).get_text()


@pytest.mark.parametrize(
    ("answer", "said"),
    [("yes_open", "You may say who we are"), ("no", "Do not ring them"), ("", "Wait for them to ring again")],
)
def test_whether_to_ring_back_follows_from_what_they_said(answer: str, said: str, call: Telephone) -> None:
    call.fill({"callback_if_cut_off": answer, "callback_phone": "07700 900123"} if answer else {})
    assert said in call.open("/drop").text


def test_a_call_in_which_nothing_was_told_is_closed_with_a_reason_alone(
    app: Flask, desk: Desk, call: Telephone
) -> None:
    call.fill({"who_are_you": "adult", "kind": "idea"}).open("/drop").post({**call.form(""), "what": "close"})
    assert call.status == 422
    call.post({**call.form(""), "what": "close", "because": "nothing_said"})
    assert desk.page(CALLS).select("tbody tr") == []
    assert call.open().path == CALLS
    assert queue_of(app) == []


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"what_happened": STORY}, id="a story"),
        pytest.param({"topic": ["promise"]}, id="a topic"),
        pytest.param({"safe_now": "not_safe"}, id="danger"),
        pytest.param({"preferred": "Jay"}, id="a name"),
        pytest.param({"age": "twelve"}, id="what cannot be read"),
    ],
)
def test_what_was_told_is_never_thrown_away(told: dict[str, Any], app: Flask, desk: Desk, call: Telephone) -> None:
    call.open("/drop")
    shown = {**call.form(""), "what": "close", "because": "does_not_want"}
    call.open().fill(told)
    call.post(shown, "/drop")
    assert call.status == 422 and "Hand it over as it stands" in call.text
    call.post({**call.form(""), "what": "hand_over"})
    assert call.path.endswith("/done") and "no number that is safe to ring" in call.text
    (record,) = queue_of(app)
    assert record["kind"] == "contact_centre_handoff"
    assert desk.page(CALLS).select("tbody tr") == []


# ── Handing over ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_is_handed_over_with_its_own_day(app: Flask, desk: Desk, call: Telephone) -> None:
    call.open("/hand-over")
    assert "within 3 working days" in call.text
    call.fill({"preferred": "Jay", "topic": ["promise"]}, "go", "")
    assert call.status == 422
    assert [str(each["href"]) for each in call.html.select(".errors a")] == ["#callback_if_cut_off", "#callback_phone"]
    call.fill({"callback_if_cut_off": "yes_open", "callback_phone": "07700 900123", "times": "after 4"}, "go", "")
    assert call.path.endswith("/done")
    assert "Thu 26 Nov 2026" in call.text
    (record,) = queue_of(app)
    assert (record["kind"], record["method"]) == ("contact_centre_handoff", "telephone_contact_centre")
    assert record["due"] == {"call_back": "2026-11-26"}
    assert record["contact"]["phone"] == "07700 900123"
    assert record["contact"]["safe"]["times"] == "after 4"
    assert record["complainant"]["preferred"] == "Jay"
    assert desk.page(CALLS).select("tbody tr") == []


def test_handing_over_twice_makes_one_record(app: Flask, call: Telephone) -> None:
    call.open("/hand-over")
    form = {**call.form(""), "callback_if_cut_off": "yes_open", "callback_phone": "07700 900123"}
    call.post(form)
    first = call.text
    assert call.post(form, "/hand-over").text == first
    assert len(queue_of(app)) == 1


def test_a_call_handed_over_keeps_what_is_no_answer(app: Flask, call: Telephone) -> None:
    call.fill({"who_are_you": "child", "what_happened": "She"}).open("/read-back")
    call.fill({"what_happened": STORY}, "keep", "read-back").open()
    window = copy.copy(call.html)
    call.save({"preferred": CANARY, "worker_job": "a manager"})
    call.save({"preferred": "Jay", "age": "twelve"}, window)
    call.open("/hand-over").fill({"callback_if_cut_off": "yes_open", "callback_phone": "07700 900123"}, "go", "")
    (record,) = queue_of(app)
    said = {(each["key"], each["said"], each["corrected"]) for each in record["confirmation"]["corrections"]}
    assert said == {
        ("what_happened", "She", STORY),
        ("preferred", CANARY, "Jay"),
        ("age", "twelve", None),
    }
    reference = record["ref"]
    with service_of(app).database.read() as db:
        kept = records.find(db, reference, service_of(app).ring)
    assert kept is not None and CANARY not in str(kept.story) and CANARY in str(kept.identity)


# ── A call that is over ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("page", "form"),
    [("", "sheet"), ("/read-back", "read-back"), ("/hand-over", "")],
    ids=["sheet", "read", "hand over"],
)
def test_what_is_typed_after_a_call_was_ended_in_another_window_is_shown_with_what_happened(
    page: str, form: str, app: Flask, call: Telephone
) -> None:
    call.fill({"who_are_you": "child", "topic": ["promise"], "what_happened": "She"})
    late = {**call.open(page).form(form), "what_happened": STORY}
    call.send()
    (record,) = queue_of(app)
    call.post(late, page)
    assert call.status == 409
    assert record["ref"] in call.text and STORY in call.text
    assert queue_of(app) == [record]


def test_what_is_typed_after_a_call_was_closed_is_told_no_reason_that_was_not_given(call: Telephone) -> None:
    late = {**call.open().form("sheet"), "what_happened": STORY}
    call.open("/drop").post({**call.form(""), "what": "close", "because": "does_not_want"})
    call.post(late, "")
    assert call.status == 409 and STORY in call.text
    assert "Nothing had been told in it by then" in call.text and "because" not in call.text


@pytest.mark.parametrize("page", ["", "/hand-over", "/drop", "/read-back"])
def test_who_comes_back_to_a_call_that_is_over_reads_what_became_of_it(page: str, call: Telephone) -> None:
    call.fill({"who_are_you": "child", "topic": ["promise"]}).send()
    assert call.open(page).path == f"{call.url}/done"


def test_help_is_sent_also_from_a_sheet_whose_call_is_over(app: Flask, call: Telephone) -> None:
    call.fill({"who_are_you": "child", "safe_now": "not_safe", "topic": ["hurt"]})
    form = {**help_form(call), "quick_where": "the park"}
    call.send().post(form, "/help")
    urgent = next(each for each in queue_of(app) if each["kind"] == "urgent")
    assert urgent["urgent"]["where"] == "the park"
    assert urgent["ref"] in call.text


def test_what_the_read_back_page_holds_is_saved_before_it_leads_back_to_the_sheet(call: Telephone) -> None:
    call.fill({"who_are_you": "child", "topic": ["promise"], "what_happened": "She"})
    page = call.open("/read-back").form("read-back")
    call.open().save({"age": "twelve"})  # which another window has to mend first
    call.post({**page, "what_happened": STORY, "keep": "yes"}, "/read-back")
    assert call.path == call.url
    assert call.form("sheet")["what_happened"] == STORY


# ── Nothing leaks ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_word_of_a_caller_stands_in_an_address_a_title_or_a_log(
    app: Flask, call: Telephone, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    told = {"who_are_you": "adult", "relationship": "parent", "preferred": CANARY, "child_name": CANARY}
    seen: list[str] = []

    def look() -> None:
        assert call.response is not None and call.html.title is not None
        seen.extend((call.response.request.url, call.html.title.text))

    call.fill({**told, "what_happened": CANARY, "age": CANARY, "callback_phone": CANARY})
    look()
    for page in ("/drop", "/hand-over", "/read-back"):
        call.open(page)
        look()
    call.open().fill({"callback_phone": "", "quick_name": CANARY}).fill({"child_name": CANARY})
    look()
    call.send()
    look()
    assert call.path.endswith("/done")
    everything = [*seen, caplog.text, *capfd.readouterr(), *(record.getMessage() for record in caplog.records)]
    assert not any(CANARY in text for text in everything)
    with service_of(app).database.read() as db:
        plain = db.exec_driver_sql("SELECT id, state, reference FROM calls").all()
        kept = [
            events.of_record(db, row.id, service_of(app).ring) for row in db.exec_driver_sql("SELECT id FROM records")
        ]
    assert CANARY not in str(plain) and CANARY not in str(kept)
