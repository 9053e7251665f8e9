"""What people write is found in the sealed columns and nowhere else."""

from __future__ import annotations

import base64
import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.access.locks import CodeLock, ServerKeys
from intake.access.sealing import open_with
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Birthday, Email, Line, Phone, Words
from intake.settings import Settings
from intake.storage import drafts, migrate, records
from intake.storage.database import Database
from intake.web.app import create_app
from intake.web.commands.keys import new_keys
from intake.web.late import ALLOWED
from tests.make import QUICK, service_of
from tests.person import Person
from tests.web.everybody import EVERYBODY, at_the_end, pages_of

CANARY = "Zq7xCanaryW"
PHONE = "0190 775 5533 221"
EMAIL = f"{CANARY}@example.org"
BORN = "1913-07-29"
TYPED = {Words: CANARY, Line: CANARY, Email: EMAIL, Phone: PHONE, Birthday: BORN}
TEXTS = {
    part.code: TYPED[type(part.kind)]
    for question in QUESTIONS.values()
    for part in question.parts
    if type(part.kind) in TYPED
} | {question.key: CANARY for question in QUESTIONS.values() if isinstance(question.answer, Words)}
SECRETS = (CANARY, PHONE, BORN)


class Recording(FlaskClient):
    """A browser that remembers every answer it got."""

    answers: list[TestResponse]

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        self.__dict__.setdefault("answers", []).append(response)
        return response


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "wdyt.db"


@pytest.fixture
def app(place: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Flask]:
    """The service as it is served, faults shown as pages, and everything logged from before it is made."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)  # every statement with what goes into it
    keys = new_keys()
    settings = Settings("northshire", f"sqlite:///{place}", bytes.fromhex(keys["SECRET_KEY"]), keys["SEAL_KEYS"])
    database = Database(settings.database_url)
    migrate.upgrade(database)
    database.close()
    made = create_app(settings, locks=CodeLock(ServerKeys.from_secret(settings.secret), QUICK))
    made.test_client_class = Recording
    yield made
    service_of(made).database.close()
    logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)


def fill(person: Person, name: str) -> None:
    """The canary into every control of every page that can hold it; the rest stays as it was answered."""
    for path in pages_of(person):
        person.open(path)
        answered = {key: value for key, value in EVERYBODY[name].items() if key in person.controls}
        person.post(answered | {key: TEXTS[key] for key in person.controls & TEXTS.keys()})
        assert not person.html.select(".errors"), path
        assert person.response is not None and person.response.status_code == 200


def walk_with_the_canary(app: Flask) -> list[Person]:
    """Everybody's form filled with the canary, sent by all but the last; and the canary wherever else one can type."""
    people = []
    for name in EVERYBODY:
        person = at_the_end(app, name)
        fill(person, name)
        person.open("/help").post({"quick_name": CANARY, "quick_where": CANARY, "quick_phone": PHONE, "once": CANARY})
        person.post({"enter_code": CANARY}, path="/code")
        person.open("/later")
        for keep in ("yes", CANARY):
            typed = {"keep": keep, "visit": CANARY, "preferred": CANARY, "csrf_token": person.open("/q/name").token}
            assert person.client.post("/q/name", data=typed).status_code == 204
        people.append(person)
    for person in people[:-1]:
        person.open("/check").send()
        assert person.path == "/about-you"
        person.post({"eq_age": CANARY, "eq_sex": "female", CANARY: CANARY})
        person.open("/where")
    in_wrong_places(app)
    return people


def in_wrong_places(app: Flask) -> None:
    client = app.test_client()
    for place in ("/", "/q/", "/read/", "/start/", "/q/now?x=", "/static/"):
        path = place + CANARY
        client.get(path)
        client.post(path, data={CANARY: CANARY, "what_happened": CANARY})
        client.put(path, data=CANARY)
    client.post("/q/what", data={"what_happened": CANARY}, headers={"User-Agent": CANARY, "Referer": f"/{CANARY}"})
    client.post("/q/what", data={"what_happened": CANARY * 250_000})
    client.post("/keep", data={"slug": CANARY, CANARY: CANARY})
    client.set_cookie("wdyt", CANARY)
    client.get("/on")


def heads(client: FlaskClient) -> str:
    """All that is around the pages this browser got: statuses and headers, redirects among them."""
    assert isinstance(client, Recording)
    return "\n".join(f"{each.status} {each.headers}" for each in client.answers)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Every log record with all that it carries, whether a formatter would print it or not."""
    assert caplog.records
    return "\n".join(f"{each.getMessage()} {each.__dict__} {each.exc_text}" for each in caplog.records)


def free_of_secrets(text: str) -> bool:
    return not any(secret.casefold() in text.casefold() for secret in SECRETS)


def test_the_canary_is_in_every_kind_of_field() -> None:
    assert {"what_happened", "impact", "phone", "email", "address", "child_name", "dob", "safe_word", "late_text"} <= (
        TEXTS.keys()
    )


def test_what_is_typed_is_found_in_the_sealed_columns_only(
    app: Flask, place: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    people = walk_with_the_canary(app)
    for person in people:
        assert free_of_secrets(heads(person.client)), person.visited
    assert free_of_secrets(logged(caplog))
    assert free_of_secrets("".join(capfd.readouterr()))
    for column, value in plain_columns(place):
        assert free_of_secrets(str(value)), column
    for file in (place, place.with_name("wdyt.db-wal"), place.with_name("wdyt.db-shm")):
        assert file.exists(), file
        raw = file.read_bytes()
        assert not any(form in raw for secret in SECRETS for form in (secret.encode(), secret.encode("utf-16-le")))
    assert not any(form in raw_after_checkpoint(app, place) for secret in SECRETS for form in (secret.encode(),))

    service = service_of(app)
    with service.database.read(at_one_moment=True) as db:
        sent = list(records.every(db, service.ring))
    opened = [json.dumps([record.story, record.identity], ensure_ascii=False) for record in sent]
    assert all(CANARY in text for text in opened)
    kept = {key for record in sent for key, answer in answers(record).items() if answer == TEXTS.get(key)}
    assert kept >= TEXTS.keys() - NEVER_ASKED
    assert CANARY.encode() in open_draft(app, people[-1])


NEVER_ASKED = {"enter_code", "callback_phone"}  # the page of the code keeps nothing; a handler is asked the other


def answers(record: Any) -> dict[str, Any]:
    return {**record.story["answers"], **record.identity["answers"]}


def plain_columns(place: Path) -> Iterator[tuple[str, Any]]:
    """Every value of every table that is not sealed."""
    with sqlite3.connect(place) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = db.execute(f"SELECT * FROM {table}")
            for row in cursor:
                for (column, *_), value in zip(cursor.description, row, strict=True):
                    if not isinstance(value, bytes):
                        yield f"{table}.{column}", value
    db.close()


def raw_after_checkpoint(app: Flask, place: Path) -> bytes:
    service_of(app).database.erase_traces()
    return place.read_bytes() + place.with_name("wdyt.db-wal").read_bytes()


def open_draft(app: Flask, person: Person) -> bytes:
    """The person's draft, opened with the key of their own cookie."""
    with person.client.session_transaction() as session:
        draft_id, key = session["draft"], base64.b64decode(session["key"])
    with service_of(app).database.read() as db:
        stored = drafts.find(db, draft_id, service_of(app).now())
    assert stored is not None
    return open_with(key, stored.sealed, f"drafts.sealed:{draft_id}")


@pytest.mark.parametrize(
    ("fault", "path"),
    [
        pytest.param("DROP TABLE deliveries", "/check", id="sending fails in its last step"),
        pytest.param("DROP TABLE events", "/check", id="sending fails in the middle"),
        pytest.param("DROP TABLE drafts", "/q/idea", id="no draft can be read"),
        pytest.param(
            "CREATE TRIGGER full BEFORE UPDATE ON drafts BEGIN SELECT RAISE(FAIL, 'disk full'); END",
            "/q/idea",
            id="no draft can be written",
        ),
        pytest.param("DROP TABLE records", "/help", id="a call for help fails"),
    ],
)
def test_a_fault_tells_nobody_what_was_typed(
    fault: str, path: str, app: Flask, place: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    person = at_the_end(app, "idea")
    fill(person, "idea")
    token = person.open("/check").token
    with sqlite3.connect(place) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(fault)
    db.close()
    typed = {"csrf_token": token, "idea_what": CANARY, "quick_name": CANARY, "quick_phone": PHONE}
    response = person.client.post(path, data=typed)
    assert response.status_code == 500
    page = response.get_data(as_text=True)
    assert free_of_secrets(page) and "saved up to your last Continue" in page
    assert response.headers["Cache-Control"] == "no-store"
    assert free_of_secrets(heads(person.client))
    faults = [record for record in caplog.records if record.getMessage() == "a request failed"]
    assert len(faults) == 1 and faults[0].__dict__["fault"] in page
    assert free_of_secrets(logged(caplog))
    assert free_of_secrets("".join(capfd.readouterr()))


# ── Headers and the cookie ───────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_kept_by_any_browser_or_proxy_but_what_is_the_same_for_everybody(app: Flask) -> None:
    person = at_the_end(app, "thanks").send().open("/done").open("/later").open("/help")
    person.client.get("/leave")
    person.open("/read/traces").client.options("/check")
    assert isinstance(person.client, Recording)
    for response in person.client.answers:
        assert response.headers["Cache-Control"] == "no-store", response.request.path
    with app.test_client() as client:
        for path in ("/nowhere", "/static/none.css", "//q//now", "/healthz"):
            assert client.get(path).headers["Cache-Control"] == "no-store", path
        with client.get("/static/site.css") as style:
            assert "no-store" not in style.headers["Cache-Control"]


def test_a_file_that_may_be_kept_carries_nobodys_cookie(app: Flask) -> None:
    person = at_the_end(app, "thanks")
    with person.client.get("/static/site.css") as style:
        assert style.status_code == 200
        assert "Set-Cookie" not in style.headers
    with person.client.get("/static/none.css") as missing:
        assert missing.status_code == 404


def test_every_answer_forbids_inline_scripts_frames_and_other_hosts(app: Flask) -> None:
    person = at_the_end(app, "thanks").send().open("/done").open("/help").open("/leave")
    assert isinstance(person.client, Recording)
    for response in (*person.client.answers, app.test_client().get("/nowhere"), app.test_client().put("/")):
        policy = dict(each.strip().split(" ", 1) for each in response.headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["form-action"] == "'self'"
        assert policy["script-src"] == f"'self' {ALLOWED}", "no inline script but the one that fetches the others"
        assert set(policy.values()) <= {"'none'", "'self'", "'self' data:", policy["script-src"]}
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_no_redirect_leads_anywhere_else(app: Flask) -> None:
    client = app.test_client()
    client.get("/start/young")
    for path in ("//evil.example/q/now", "/\\evil.example", "//evil.example//q", "/q//evil.example", "///x.example"):
        location = client.get("/", environ_overrides={"PATH_INFO": path}).headers.get("Location", "/")
        assert location.startswith(("/", "http://localhost/")) and not location.startswith("//"), path
    leaving = client.get("/leave")
    assert leaving.status_code == 303
    assert leaving.headers["Location"] == service_of(app).council.exit.url
    assert leaving.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


@pytest.mark.parametrize(("base", "secure"), [("https://localhost", True), ("http://localhost", False)])
def test_the_one_cookie_is_for_us_alone(base: str, secure: bool, app: Flask) -> None:
    client = app.test_client()
    (cookie,) = client.get("/start/young", base_url=base).headers.getlist("Set-Cookie")
    name, *attributes = [each.strip() for each in cookie.split(";")]
    assert name.startswith("wdyt=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
    assert ("Secure" in attributes) == secure
    assert not any(each.startswith("Domain") for each in attributes)


def test_the_cookie_says_nothing(app: Flask) -> None:
    person = at_the_end(app, "child")
    person.open("/later").open("/check").send()
    with person.client.session_transaction() as session:
        held = {name: str(value) for name, value in session.items() if name not in {"_permanent", "counted"}}
    assert held.keys() >= {"draft", "key", "code", "reference"}
    person.open("/done")
    found = person.client.get_cookie("wdyt")
    assert found is not None
    opened = base64.urlsafe_b64decode(found.value)
    for name, value in held.items():
        for text in (name, value):
            assert text.encode() not in opened and text not in found.value
    assert len(found.value) < 4000


def test_after_leave_now_the_browser_holds_nothing(app: Flask) -> None:
    person = at_the_end(app, "child")
    person.client.get("/leave")
    assert person.client.get_cookie("wdyt") is None
    assert person.open("/check").path == "/"


def test_asking_for_the_head_of_leave_now_ends_nothing(app: Flask) -> None:
    person = at_the_end(app, "child")
    assert person.client.head("/leave").status_code == 303
    assert person.open("/check").path == "/check"
