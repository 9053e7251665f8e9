"""Reading back: row by row, corrected, sent once, and what is said to the caller afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from intake.access.code import read_code
from intake.casework.roles import Role
from intake.records.record import Event
from intake.storage import events, records
from tests.desk import Desk, sign_in
from tests.make import Clock, queue_of, service_of
from tests.person import Person
from tests.web.desk.telephone import CALLS, Telephone, agent, ring

STORY = "She never rings me back."
CHILD: dict[str, Any] = {
    "who_are_you": "child",
    "safe_now": "safe",
    "topic": ["cannot_reach"],
    "what_happened": STORY,
    "want": ["sorry", "listen"],
    "preferred": "Jay",
    "reply_how": ["email"],
}


@pytest.fixture
def call(app: Flask) -> Telephone:
    call = ring(agent(app)).fill(CHILD)
    return call.fill({"email": "jay@example.org", "safe_contact": ["ok_call"], "safe_word": "owl"})


def rows(call: Telephone) -> dict[str, str]:
    return {
        str(each["id"]).removeprefix("row-"): " ".join(each.legend.get_text(" ").split())
        for each in call.html.select(".read-row")
        if each.legend is not None
    }


def events_of(app: Flask, reference: str) -> list[Event]:
    service = service_of(app)
    with service.database.read() as db:
        record_id = db.exec_driver_sql("SELECT id FROM records WHERE reference = ?", (reference,)).scalar_one()
        return events.of_record(db, str(record_id), service.ring)


def test_everything_is_read_in_the_callers_words_and_each_tick_by_itself(call: Telephone) -> None:
    read = rows(call.open("/read-back"))
    assert read["what_happened"] == STORY
    assert read["topic"] == "I cannot get hold of my worker"
    assert (read["want.sorry"], read["want.listen"]) == ("Say sorry: yes", "Listen to me: yes")
    assert read["safe_contact.ok_call"] == "You can call me: yes"
    assert read["safe_contact.ok_text"] == "You can text me: no"
    assert read["safe_contact"] == "A secret word, so I know it is you: owl"
    assert "callback_if_cut_off" not in read


def test_the_only_number_of_a_call_that_was_sent_is_kept_and_found(app: Flask) -> None:
    call = ring(agent(app)).fill({"who_are_you": "child", "safe_now": "not_safe", "what_happened": STORY})
    call.fill({"callback_if_cut_off": "yes_silent", "callback_phone": "07700 900556"}).send()
    (record,) = queue_of(app)
    assert record["contact"]["phone"] == "07700 900556"
    officer = sign_in(app, Role.COMPLAINTS_OFFICER)
    assert record["ref"] in officer.post("/desk/search", {"sought": "07700900556"}).text
    path = f"/desk/r/{record['ref']}"
    assert "07700 900556" not in officer.get(path).text
    shown = officer.post(f"{path}/identity", on=path).text
    assert "07700 900556" in shown and "Yes, but do not say who we are" in shown


def test_what_was_not_said_is_named_with_a_way_back(call: Telephone) -> None:
    links = {str(each["href"]) for each in call.open("/read-back").html.select(".read a")}
    assert f"{call.url}#when_happened-ask" in links
    assert f"{call.url}#topic-ask" not in links


def test_a_call_about_nothing_is_not_read_back(app: Flask) -> None:
    assert ring(agent(app)).open("/read-back").path.startswith(CALLS)


def test_it_is_not_sent_before_it_was_read_back(app: Flask, call: Telephone) -> None:
    call.open("/read-back").fill({}, "send", "read-back")
    assert call.status == 422
    assert [str(each["href"]) for each in call.html.select(".errors a")] == ["#read_back_done"]
    assert queue_of(app) == []


def test_it_is_not_sent_while_the_caller_says_no_to_something(app: Flask, call: Telephone) -> None:
    call.open("/read-back")
    call.fill({"heard.want.sorry": "no", "read_back_done": "yes"}, "send", "read-back")
    assert call.status == 422
    assert [str(each["href"]) for each in call.html.select(".errors a")] == ["#row-want.sorry"]
    assert queue_of(app) == []
    call.fill({"want": ["listen"], "read_back_done": "yes"}, "send", "read-back")
    (record,) = queue_of(app)
    assert record["answers"]["want"] == ["listen"]


def test_a_correction_is_kept_beside_what_was_said_first(app: Flask, call: Telephone) -> None:
    call.open("/read-back").fill({"what_happened": "He never rings me back.", "preferred": "Jaya"}, "keep", "read-back")
    assert "First said:" in call.text and STORY in call.text
    checked = {str(each["name"]) for each in call.html.select("input[value=changed][checked]")}
    assert checked == {"heard.what_happened", "heard.name"}
    call.send()
    (record,) = queue_of(app)
    assert record["story"] == "He never rings me back."
    assert record["confirmation"]["corrections"] == [
        {"key": "what_happened", "said": STORY, "corrected": "He never rings me back."},
        {"key": "preferred", "said": "Jay", "corrected": "Jaya"},
    ]


def test_names_are_corrected_on_the_side_of_names(app: Flask, call: Telephone) -> None:
    call.open("/read-back").fill({"preferred": "Jaya"}, "keep", "read-back").send()
    service = service_of(app)
    with service.database.read(at_one_moment=True) as db:
        (record,) = records.every(db, service.ring)
    assert record.story["corrections"] == []
    assert record.identity["corrections"] == [{"key": "preferred", "said": "Jay", "corrected": "Jaya"}]
    assert "Jay" not in str(record.envelope)


def test_wrong_input_on_the_read_back_is_shown_there_and_changes_nothing(app: Flask, call: Telephone) -> None:
    call.open("/read-back").fill({"email": "nowhere", "read_back_done": "yes"}, "send", "read-back")
    assert call.status == 422
    assert call.form("read-back")["email"] == "nowhere"
    call.open()
    assert call.form("sheet")["email"] == "jay@example.org"
    assert queue_of(app) == []


def test_what_the_caller_said_to_each_row_is_kept(call: Telephone) -> None:
    call.open("/read-back").fill({"heard.topic": "yes", "heard.want.sorry": "no"}, "keep", "read-back")
    call.open("/read-back")
    checked = {(str(each["name"]), str(each["value"])) for each in call.html.select(".read-row input[checked]")}
    assert checked == {("heard.topic", "yes"), ("heard.want.sorry", "no")}


def test_what_another_window_changed_is_read_again_before_it_is_sent(app: Flask, call: Telephone) -> None:
    form = {**call.open("/read-back").form("read-back"), "read_back_done": "yes", "send": "yes"}
    call.open().save({"impact": "", "what_happened": "He never rings."})
    call.post(form, "/read-back")
    assert "Another window has changed the sheet" in call.text
    assert rows(call)["what_happened"] == "He never rings."
    assert queue_of(app) == []


def test_the_record_is_of_the_moment_the_call_came(app: Flask, clock: Clock) -> None:
    clock.move(hours=11, minutes=55)
    call = ring(agent(app))
    clock.move(minutes=20)
    call.fill(CHILD).send()
    (record,) = queue_of(app)
    assert record["received_at"].startswith("2026-11-23T23:55")
    assert record["received_date"] == "2026-11-23"
    assert record["due"]["stage1_10wd"] == "2026-12-07"
    assert record["confirmation"]["read_back"].startswith("2026-11-24T00:15")


def test_a_call_taken_up_days_later_may_tell_of_what_happened_since(app: Flask, clock: Clock) -> None:
    call = ring(agent(app)).fill(CHILD | {"when_happened": "year"})
    clock.move(days=3)
    call = Telephone(type(call.desk)(app, call.desk.person, is_added=True), call.url).open()
    call.fill({"day": "25", "month": "11", "year": "2026"}, "read_back")
    assert call.path.endswith("/read-back")
    call.send()
    (record,) = queue_of(app)
    assert record["received_date"] == "2026-11-23"


def test_who_typed_it_stands_in_the_first_event_alone(app: Flask, call: Telephone) -> None:
    call.send()
    (record,) = queue_of(app)
    first, *rest = events_of(app, record["ref"])
    assert (first.kind, first.by) == ("received", call.desk.person.mark)
    assert call.desk.person.name not in str(record)
    assert call.desk.person.mark not in str(record)
    assert all(event.by != call.desk.person.mark for event in rest)


def test_sending_twice_makes_one_record(app: Flask, call: Telephone) -> None:
    form = {**call.open("/read-back").form("read-back"), "read_back_done": "yes", "send": "yes"}
    call.post(form, "/read-back")
    first = call.text
    call.post(form, "/read-back")
    assert call.path.endswith("/done") and call.text == first
    assert len(queue_of(app)) == 1
    assert call.open("/read-back").path.endswith("/done")


def test_a_script_that_saves_after_sending_is_told_that_it_is_over(call: Telephone) -> None:
    form = call.open().form("sheet")
    call.send()
    late = call.desk.client.post(f"{call.url}/save", data={**form, "what_happened": "more"})
    assert (late.status_code, late.get_json()) == (409, {"saved": False, "closed": True})


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"who_are_you": "adult", "kind": "compliment", "good_what": "Thank you"}, "compliment"),
        ({"who_are_you": "adult", "kind": "idea", "idea_what": "Ring back"}, "idea"),
        ({"who_are_you": "child", "kind": "advocate_only"}, "advocate_only"),
    ],
)
def test_a_call_becomes_what_it_is_about(answers: dict[str, Any], kind: str, app: Flask) -> None:
    call = ring(agent(app)).fill({"who_are_you": answers["who_are_you"], "kind": kind}).fill(answers).send()
    assert call.path.endswith("/done"), call.text[:300]
    (record,) = queue_of(app)
    assert record["kind"] == kind


# ── Done ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_reference_is_spelt_and_the_real_days_are_said(app: Flask, call: Telephone) -> None:
    call.send()
    (record,) = queue_of(app)
    spelt = [each.get_text(" ", strip=True) for each in call.html.select(".spelt li")]
    assert spelt[:4] == ["W Whiskey", "D Delta", "Y Yankee", "T Tango"]
    assert len(spelt) == 10 and "".join(each[0] for each in spelt) == record["ref"].replace("-", "")
    assert "Monday 7 December" in call.text
    assert "What happens next?" in call.text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        pytest.param({"reply_how": ["email"], "email": "j@example.org"}, "goes to the email that", id="email"),
        pytest.param(
            {"reply_how": ["letter"], "address": "1 High St", "safe_contact": ["ok_post"]}, "to the letter", id="post"
        ),
        pytest.param({"reply_how": ["letter"], "address": "1 High St"}, "No written copy is sent", id="post not safe"),
        pytest.param({"reply_how": ["call"], "phone": "07700 900123"}, "No written copy is sent", id="a call"),
        pytest.param({}, "No written copy is sent", id="nothing said"),
    ],
)
def test_a_written_copy_goes_to_a_safe_contact_alone(answers: dict[str, Any], said: str, app: Flask) -> None:
    told = {"who_are_you": "child", "topic": ["promise"]}
    call = ring(agent(app)).fill(told | {k: v for k, v in answers.items() if k == "reply_how"}).fill(answers).send()
    assert said in call.text
    assert ("We wrote down what you said" in call.text) is (said != "No written copy is sent")


def test_the_code_is_said_to_whoever_is_alone_and_opens_their_page(app: Flask, call: Telephone) -> None:
    call.send().open("/code").fill({}, "go", "")
    assert call.status == 422
    call.fill({"alone": "no"}, "go", "")
    assert "Do not say a code now" in call.text
    call.open("/code").fill({"alone": "yes"}, "go", "")
    said = [each.text for each in call.html.select(".code dd")]
    assert len(said) == 2 and read_code(said[0]) == read_code(said[1])
    call.open("/code").fill({"alone": "yes"}, "go", "")
    assert "A code was given before" in call.text
    assert not call.html.select(".code")

    caller = Person(app.test_client()).open("/code")
    caller.post({"enter_code": said[0]})
    assert caller.path == "/where"
    assert queue_of(app)[0]["ref"] in caller.text


def test_a_code_that_is_made_is_an_event(app: Flask, call: Telephone) -> None:
    call.send()
    for _ in range(2):
        call.open("/code").fill({"alone": "yes"}, "go", "")
    made = [each for each in events_of(app, queue_of(app)[0]["ref"]) if each.kind == "code_made"]
    assert [each.by for each in made] == [call.desk.person.mark]


def test_no_code_is_made_long_after_the_call(app: Flask, call: Telephone, clock: Clock) -> None:
    form = call.send().open("/code").form("")
    clock.move(days=1)
    late = Telephone(Desk(app, call.desk.person, is_added=True), call.url).open("/code")
    assert "until a day after the call" in late.text and not late.html.select("main form")
    token = ring(late.desk).form("sheet")["csrf_token"]
    late.post({**form, "csrf_token": token, "alone": "yes"}, "/code")
    assert late.status == 200 and not late.html.select(".code")
    assert "Give a code by voice" not in late.open("/done").text


def test_whoever_is_named_in_their_own_call_has_its_reference_and_no_more(app: Flask) -> None:
    call = ring(agent(app, name="Wilhelmina Umbridge"))
    call.fill({"who_are_you": "child", "what_happened": "Nobody rings."})
    call.fill({"worker_name": "Ms Umbridge"}).send()
    (record,) = queue_of(app)
    assert call.path.endswith("/done") and record["ref"] in call.text
    assert "Give a code by voice" not in call.text and "advocate" not in call.text
    assert call.open("/code").status == 404
    assert call.desk.client.post(f"{call.url}/code", data={"alone": "yes"}).status_code == 404


def test_a_code_needs_our_page_and_a_call_that_was_sent(call: Telephone) -> None:
    assert call.open("/code").status == 404
    call.send().open("/code").post({"csrf_token": "forged", "alone": "yes"})
    assert not call.html.select(".code")
