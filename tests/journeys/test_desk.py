"""The desk in a browser, by keyboard alone: a call that is cut off, a morning's queue, and a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from intake.casework.decisions import DECISIONS
from intake.casework.roles import Role, Staff
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import ManyOf, OneOf, Voice
from intake.storage import staff
from intake.web.desk.guard import COOKIE
from tests.browser import Watch
from tests.desk import a_person
from tests.journeys.keyboard import Keyboard
from tests.make import queue_of, service_of
from tests.web.desk.cases import call_for_help, row_of, taken_in

DESKTOP = {"width": 1280, "height": 800}


@dataclass
class Seat:
    """Somebody signed in at the desk, in a browser with JavaScript."""

    app: Flask
    person: Staff
    page: Page
    keys: Keyboard

    def open(self, path: str) -> None:
        self.page.goto(path)

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


Sit = Callable[..., Seat]


@pytest.fixture
def sit(app: Flask, base: str, browser: Browser, watch: Watch) -> Iterator[Sit]:
    """Signs somebody with these roles in."""
    contexts = []

    def seated(*roles: Role) -> Seat:
        person = a_person(*roles)
        service = service_of(app)
        with service.database.write() as db:
            staff.add(db, person, service.now())
            token = staff.begin_session(db, person.id, service.now())
        context = browser.new_context(base_url=base, viewport=DESKTOP, reduced_motion="reduce")
        contexts.append(context)
        context.add_cookies([{"name": COOKIE, "value": token, "url": f"{base}/desk"}])
        page = context.new_page()
        page.set_default_timeout(5_000)
        watch.over(page)
        return Seat(app, person, page, Keyboard(page))

    yield seated
    for context in contexts:
        context.close()


def label_of(question: str, code: str, voice: Voice = Voice.CHILD) -> str:
    answer = QUESTIONS[question].answer
    assert isinstance(answer, OneOf | ManyOf)
    return next(option.label.to(voice) for option in answer.options if option.code == code)


def label_of_part(question: str, code: str, voice: Voice = Voice.CHILD) -> str:
    return next(part.label.to(voice) for part in QUESTIONS[question].parts if part.code == code)


def ask_of(question: str, voice: Voice = Voice.CHILD) -> str:
    return QUESTIONS[question].ask.to(voice)


def all_is_saved(page: Page) -> None:
    page.wait_for_function("() => /^Saved [0-9:]+$/.test(document.querySelector('#saved').textContent)")
    page.wait_for_timeout(2_500)  # longer than the pause after which what was typed last is sent
    page.wait_for_function("() => document.querySelector('#saved').textContent.startsWith('Saved')")


# ── A call ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_agent_takes_a_call_is_cut_off_takes_it_up_and_finishes_it(app: Flask, sit: Sit, watch: Watch) -> None:
    agent = sit(Role.CONTACT_CENTRE)
    keys, page = agent.keys, agent.page
    agent.open("/desk")
    keys.enter("Start a call")

    keys.press("Alt+Digit1")
    keys.choose(label_of("safe_now", "safe"))
    keys.press("Alt+Digit2")
    keys.choose(label_of("who_are_you", "child"))
    keys.choose(label_of("kind", "complaint"))
    keys.press("Alt+Digit3")
    keys.to(ask_of("what_happened"))
    page.keyboard.type("Nobody rings me back. My worker said she would.")
    all_is_saved(page)

    page.context.set_offline(True)  # a minute without a line to the server, and the agent types on
    page.keyboard.type(" That was in May.")
    page.wait_for_function("() => document.querySelector('#saved').textContent.startsWith('Not saved yet')")
    page.context.set_offline(False)
    assert {each.rpartition(":")[2].strip() for each in watch.wrong} == {"ERR_INTERNET_DISCONNECTED"}
    watch.wrong.clear()
    page.wait_for_function("() => /^Saved [0-9:]+$/.test(document.querySelector('#saved').textContent)")

    keys.enter("The call was cut off")
    keys.enter("Keep it among the calls that were cut off")
    assert "Nobody rings me back" in agent.text
    when = page.locator("h2", has_text="Cut off").locator("xpath=following::tbody[1]//th").inner_text()
    keys.enter(f"Take up or close the call of {when}")
    keys.enter("Take it up again")
    assert page.get_by_label(ask_of("what_happened")).input_value().endswith("That was in May.")

    keys.press("Alt+Digit5")
    keys.choose(label_of("want", "explain"))
    keys.press("Control+Enter")
    page.wait_for_url("**/read-back")
    assert "Nobody rings me back" in agent.text
    keys.choose("Read back done: I have read all of it to the caller")
    keys.enter("Send it to the complaints team")

    (record,) = queue_of(app)
    assert record["method"] == "telephone_contact_centre"
    assert record["story"] == "Nobody rings me back. My worker said she would. That was in May."
    assert record["outcome_sought"] == ["explanation"]
    for letter in record["ref"].removeprefix("WDYT-"):
        assert letter in agent.text
    keys.enter("End, and back to my calls")
    assert record["ref"] in agent.text


def test_what_is_still_on_its_way_on_a_slow_line_is_not_left_behind(sit: Sit) -> None:
    agent = sit(Role.CONTACT_CENTRE)
    keys, page = agent.keys, agent.page
    agent.open("/desk/calls")
    keys.enter("Start a call")
    page.wait_for_url("**/calls/*")
    held: list[Route] = []
    page.route("**/save", lambda route: held.append(route))  # the line stalls, and does not break
    keys.press("Alt+Digit3")
    keys.to(ask_of("what_happened"))
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_request("**/save"):
        page.keyboard.type("Nobody rings me back.")
    page.wait_for_timeout(500)
    assert len(held) == 1
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"], "all that was typed is on its way, and none of it has arrived"

    sheet = page.url
    page.get_by_role("link", name="Hand over to a manager").press("Enter")
    page.wait_for_timeout(500)
    assert page.url == sheet
    held[0].continue_()
    page.unroute("**/save")
    page.wait_for_url("**/hand-over")
    assert page.get_by_label(ask_of("what_happened")).input_value() == "Nobody rings me back."


def test_danger_turns_the_sheet_and_help_is_sent_while_the_call_goes_on(app: Flask, sit: Sit) -> None:
    agent = sit(Role.CONTACT_CENTRE)
    keys, page = agent.keys, agent.page
    agent.open("/desk/calls")
    keys.enter("Start a call")
    keys.press("Alt+Digit1")
    keys.choose(label_of("safe_now", "not_safe"))
    expect(page.get_by_role("alert")).to_contain_text("Stay on the line")
    all_is_saved(page)
    page.reload()  # the words of danger stand above the sheet, and a Tab from the top leads to them
    keys.write(label_of_part("quick_help", "quick_where"), "At the bus station")
    keys.enter("Send to the duty team now")
    assert [record["kind"] for record in queue_of(app)] == ["urgent"]
    assert "Sent to the duty team" in agent.text
    assert page.get_by_role("heading", name="Call since").is_visible()


# ── The queue ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_officer_triages_ten_records(app: Flask, sit: Sit) -> None:
    waiting = [taken_in(app) for _ in range(9)]
    urgent = call_for_help(app)
    officer = sit(Role.COMPLAINTS_OFFICER)
    keys, page = officer.keys, officer.page
    for turn in range(10):
        officer.open("/desk/queue")
        keys.press("j")
        first = page.evaluate("() => document.activeElement.innerText")
        keys.press("Enter")
        page.wait_for_url(f"**/desk/r/{first}")
        if turn == 0:
            assert first == urgent.reference, "danger comes first"
            _settle_danger(keys)
            _close(keys)
            continue
        assert "worker" in officer.text
        keys.enter(DECISIONS["route_decided"].label)
        keys.choose("Children Act complaint")
        keys.write("Why?", "It is about a child in care and her worker.")
        keys.enter("Decide the route")
        keys.enter(DECISIONS["acknowledged"].label)
        keys.choose("By letter")
        _fill_day(keys)
        keys.enter("Acknowledge it")
        keys.enter(DECISIONS["assigned"].label)
        keys.to("Who works on it?")
        page.keyboard.type("Person")
        keys.enter("Give it to somebody")
    rows = [row_of(app, record) for record in waiting]
    assert {(row["status"], row["stage"], row["due_what"]) for row in rows} == {("active", "stage_1", "stage1_10wd")}
    assert {row["assigned_to"] for row in rows} == {officer.person.id}
    assert row_of(app, urgent)["is_open"] is False


def _settle_danger(keys: Keyboard) -> None:
    keys.enter(DECISIONS["safety_acted"].label)
    keys.choose("Duty team")
    _fill_day(keys)
    keys.write("What was done?", "They are on their way to him.")
    keys.enter("What was done about the danger")


def _close(keys: Keyboard) -> None:
    keys.enter(DECISIONS["closed"].label)
    keys.choose("Others deal with it, and the person knows")
    keys.enter("Close it")


def _fill_day(keys: Keyboard) -> None:
    for box, number in (("Day", "23"), ("Month", "11"), ("Year", "2026")):
        keys.write(box, number)


# ── A refusal ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_manager_refuses_correctly_and_in_no_other_way(app: Flask, sit: Sit) -> None:
    record = taken_in(app, "father-without-pr")
    manager = sit(Role.COMPLAINTS_MANAGER)
    keys, page = manager.keys, manager.page
    manager.open(f"/desk/r/{record.reference}")
    keys.enter("Refuse it")
    assert "parental responsibility" in manager.text
    assert not page.get_by_label("No parental responsibility").count()

    keys.enter("Refuse it")
    said = [page.locator(".errors li").nth(n).inner_text() for n in range(page.locator(".errors li").count())]
    assert len(said) == 4, said
    keys.choose("Outside what we can deal with")
    keys.write("Why?", "It is about what a judge decided.")
    keys.enter("Refuse it")
    assert page.locator(".errors li").count() == 2
    assert page.get_by_label("Why?").input_value() == "It is about what a judge decided."
    assert row_of(app, record)["status"] == "new"

    _fill_day(keys)
    keys.choose("The letter gives the Ombudsman’s details")
    keys.enter("Refuse it")
    page.wait_for_url(f"**/desk/r/{record.reference}*")
    assert "It is about what a judge decided." in manager.text
    row = row_of(app, record)
    assert (row["status"], row["is_open"]) == ("refused_by_cm", False)
