"""Records that were sent on Monday 23 November 2026, and staff who decide about them on the Wednesday."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from intake.access.reference import new_reference
from intake.casework.roles import Role
from intake.questions.vocabulary import Answer
from intake.records.draft import Draft
from intake.records.record import Event, Record
from intake.records.submission import Receipt, received
from intake.storage import events
from intake.storage.tables import records
from intake.web.receiving import keep
from tests.casework.situations import FILLED
from tests.desk import Desk, sign_in
from tests.make import Clock, service_of
from tests.records.sending import RECEIPT, answers_of_persona, handed_over, helped, sent


def receipt() -> Receipt:
    """A new one, at noon on Monday."""
    record_id = uuid.uuid4().hex
    return replace(RECEIPT, id=record_id, reference=new_reference(), once=record_id, draft_id=record_id)


def taken_in(app: Flask, persona: str = "worker-never-rings", **more: Answer) -> Record:
    """What this person sends, with some answers more."""
    return kept(app, sent(Draft(answers={**answers_of_persona(persona), **more}), receipt=receipt()))


def call_for_help(app: Flask) -> Record:
    """A call for help, as quick help takes it."""
    new = receipt()
    made = helped({"quick_name": "Ray", "quick_where": "At the station", "quick_phone": "07700 900789"})
    return kept(app, replace(made, id=new.id, reference=new.reference, once=new.once))


def call_handed_over(app: Flask, answers: dict[str, Answer]) -> Record:
    """A call that a manager is to take up."""
    return kept(app, handed_over(answers, receipt=receipt()))


def kept(app: Flask, record: Record) -> Record:
    with service_of(app).database.write() as db:
        keep(db, service_of(app), record, received(record))
    return record


def on_wednesday(app: Flask, clock: Clock, *roles: Role) -> Desk:
    """Somebody who comes to the desk two days after the record did."""
    clock.move(days=2)
    return sign_in(app, *roles)


def path_to(record: Record, *steps: str) -> str:
    return "/".join((f"/desk/r/{record.reference}", *steps))


@dataclass(frozen=True)
class Form:
    """The page of a decision as somebody has it open: what it carries unseen, and what can be filled in."""

    desk: Desk
    path: str
    hidden: Mapping[str, str]

    def press(self, kind: str, **changes: Answer) -> TestResponse:
        """Sends it with the usual answers, some of which are changed; None takes one out."""
        return self.desk.client.post(self.path, data=MultiDict([*self.hidden.items(), *posted(kind, **changes)]))


def form(desk: Desk, record: Record, kind: str) -> Form:
    path = path_to(record, "do", kind)
    return Form(desk, path, hidden_on(desk.page(path)))


def hidden_on(page: BeautifulSoup) -> dict[str, str]:
    """What the form of the page carries unseen."""
    shown = page.select_one("main form")
    assert isinstance(shown, Tag), page.get_text()
    return {str(each["name"]): str(each["value"]) for each in shown.select("input[type=hidden]")}


def decide(desk: Desk, record: Record, kind: str, **changes: Answer) -> TestResponse:
    """Opens the page of a decision, fills it in and sends it."""
    return form(desk, record, kind).press(kind, **changes)


def decided(desk: Desk, record: Record, *kinds: str, **changes: Answer) -> None:
    """Takes these decisions one after the other."""
    for kind in kinds:
        answer = decide(desk, record, kind, **changes)
        assert answer.status_code == 302, f"{kind}: {BeautifulSoup(answer.text, 'html.parser').select('.errors')}"


def posted(kind: str, **changes: Answer) -> list[tuple[str, str]]:
    """The controls of a decision as a browser sends them."""
    controls: list[tuple[str, str]] = []
    for key, answer in {**FILLED[kind], **changes}.items():
        if isinstance(answer, list):
            controls += [(key, each) for each in answer]
        elif answer and key in _DAYS:
            controls += zip((f"{key}_year", f"{key}_month", f"{key}_day"), answer.split("-"), strict=True)
        elif answer:
            controls.append((key, answer))
    return controls


_DAYS = frozenset({"on", "letter_on", "told_on", "until"})


def happened_to(app: Flask, record: Record) -> list[Event]:
    """All events of a record."""
    with service_of(app).database.read() as db:
        return events.of_record(db, record.id, service_of(app).ring)


def kinds_of(app: Flask, record: Record) -> list[str]:
    """What happened to a record, without readings."""
    return [each.kind for each in happened_to(app, record) if each.kind != "read"]


def row_of(app: Flask, record: Record) -> dict[str, Any]:
    """The plain columns of a record."""
    with service_of(app).database.read() as db:
        return dict(db.execute(select(records).where(records.c.id == record.id)).mappings().one())


def every_row(app: Flask) -> list[dict[str, Any]]:
    """The plain columns of all records, oldest first."""
    with service_of(app).database.read() as db:
        return [
            dict(row) for row in db.execute(select(records).order_by(records.c.received_at, records.c.id)).mappings()
        ]
