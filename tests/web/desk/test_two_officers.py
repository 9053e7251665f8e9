"""Two officers at one record at once: the second sees what happened, and loses nothing that was typed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from intake.casework.roles import Role
from intake.records.record import Record
from intake.storage.tables import records
from tests.desk import Desk, sign_in
from tests.make import Clock, make_app, service_of
from tests.web.desk.cases import Form, decide, form, kinds_of, on_wednesday, path_to, posted, taken_in

MANAGER, OFFICER = Role.COMPLAINTS_MANAGER, Role.COMPLAINTS_OFFICER
TYPED = "She asked us to ring after school."


@pytest.fixture
def first(app: Flask, clock: Clock) -> Desk:
    return on_wednesday(app, clock, MANAGER)


@pytest.fixture
def second(app: Flask, first: Desk) -> Desk:
    return sign_in(app, OFFICER)


def shown(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def test_the_second_sees_what_the_first_did_with_all_that_was_typed(app: Flask, first: Desk, second: Desk) -> None:
    record = taken_in(app)
    open_page = form(second, record, "acknowledged")
    assert decide(first, record, "noted", note=TYPED).status_code == 302
    answer = open_page.press("acknowledged", done_by="Lee", how="email")
    page = shown(answer)
    assert answer.status_code == 409
    since = page.select(".note .timeline")[0].text
    assert "Note" in since and first.person.name in since and TYPED in since
    assert page.select("#done_by")[0]["value"] == "Lee"
    assert page.select("input[value=email][checked]")
    assert page.select("input[name=on_day]")[0]["value"] == "24"
    assert "acknowledged" not in kinds_of(app, record)


def test_the_second_can_decide_on_top_of_it_from_the_page_that_says_so(app: Flask, first: Desk, second: Desk) -> None:
    record = taken_in(app)
    open_page = form(second, record, "noted")
    decide(first, record, "acknowledged")
    page = shown(open_page.press("noted", note=TYPED))
    hidden = {str(each["name"]): str(each["value"]) for each in page.select("main form input[type=hidden]")}
    assert Form(second, open_page.path, hidden).press("noted", note=TYPED).status_code == 302
    assert kinds_of(app, record)[-2:] == ["acknowledged", "noted"]


def test_what_no_longer_fits_is_not_taken_and_what_was_typed_can_still_be_copied(
    app: Flask, first: Desk, second: Desk
) -> None:
    record = taken_in(app)
    open_page = form(second, record, "passed_on")
    decide(first, record, "refused")
    answer = open_page.press("passed_on", reason=TYPED)
    assert answer.status_code == 409
    assert "cannot be decided as things are now" in answer.text
    assert TYPED in answer.text
    assert shown(answer).select("main form") == []


def test_reading_a_record_does_not_stop_who_decides_about_it(app: Flask, first: Desk, second: Desk) -> None:
    record = taken_in(app)
    open_page = form(second, record, "noted")
    first.get(path_to(record))
    first.post(path_to(record, "identity"), on=path_to(record))
    assert open_page.press("noted").status_code == 302


def test_a_second_press_of_the_same_button_decides_nothing_twice(app: Flask, first: Desk) -> None:
    record = taken_in(app)
    open_page = form(first, record, "noted")
    assert [open_page.press("noted").status_code for _ in range(2)] == [302, 409]
    assert kinds_of(app, record).count("noted") == 1


@pytest.mark.parametrize("kind", ["acknowledged", "split"])
def test_of_two_at_the_same_moment_one_decides(app: Flask, first: Desk, kind: str) -> None:
    record = taken_in(app)
    pages = [form(desk, record, kind) for desk in (first, sign_in(app, MANAGER))]
    gate, answers = threading.Barrier(2), []

    def press(page: Form) -> None:
        gate.wait()
        answers.append(page.press(kind).status_code)

    threads = [threading.Thread(target=press, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    assert kinds_of(app, record).count(kind) == 1


@pytest.mark.parametrize("known", ["", "-1", "x", "9" * 5000])
def test_what_the_page_carries_unseen_cannot_break_the_next_one(app: Flask, first: Desk, known: str) -> None:
    record = taken_in(app)
    data = [("csrf_token", form(first, record, "noted").hidden["csrf_token"]), ("seen", "0"), ("known", known)]
    answer = first.client.post(path_to(record, "do", "noted"), data=dict([*data, *posted("noted")]))
    assert answer.status_code == 409


@pytest.fixture
def on_postgresql(new_service_on_postgresql: Callable[[], str], clock: Clock) -> Iterator[Flask]:
    """A service whose writers do not stand in one queue, as they do with SQLite."""
    made = make_app(new_service_on_postgresql(), clock=clock)
    yield made
    service_of(made).database.close()


def test_two_who_link_the_same_two_records_from_either_end_do_not_wait_for_each_other(
    on_postgresql: Flask, clock: Clock
) -> None:
    app = on_postgresql
    low, high = sorted((taken_in(app), taken_in(app)), key=lambda record: record.id)
    desk = on_wednesday(app, clock, MANAGER)
    pages = [(form(desk, low, "linked"), high), (form(sign_in(app, MANAGER), high, "linked"), low)]
    answers: dict[str, TestResponse] = {}

    def press(page: Form, other: Record) -> None:
        answers[other.id] = page.press("linked", other_reference=other.reference, reason=TYPED)

    threads = [threading.Thread(target=press, args=each) for each in pages]
    with service_of(app).database.write() as db:
        db.execute(select(records.c.id).where(records.c.id == low.id).with_for_update()).one()
        for n, thread in enumerate(threads, 1):
            thread.start()
            assert _come_to_wait(app, n)
    for thread in threads:
        thread.join()
    assert (answers[high.id].status_code, answers[low.id].status_code) == (302, 409)
    assert TYPED in shown(answers[low.id]).select("#reason")[0].text
    assert [kinds_of(app, record).count("linked") for record in (low, high)] == [1, 1]


def _come_to_wait(app: Flask, so_many: int) -> bool:
    """Whether so many wait for a row within five seconds."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(500):
        with service_of(app).database.read() as db:
            if db.execute(text(waiting)).scalar_one() == so_many:
                return True
        time.sleep(0.01)
    return False
