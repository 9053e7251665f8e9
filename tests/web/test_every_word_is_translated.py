"""In another language no word of English is left: on no page, in no error, in no email. A made-up language shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from flask import Flask

from intake.council.model import Audience, Council, EmailTo, NotifyTo, Way
from intake.delivery.letters import Letters
from intake.questions.catalogue import PAGES
from intake.questions.vocabulary import Voice
from intake.records.draft import Draft
from intake.records.record import Purpose
from intake.web.form import reading
from intake.web.form.next_steps import long_date
from tests.make import persona, service_of
from tests.person import Answers
from tests.records.sending import sent
from tests.tongues import pseudo, speaks
from tests.web.referring import accept, link_to
from tests.web.walking import Speaking

# Its days and months are in letters of its own, so that every English letter is one that escaped.
GREEK = "el"
PEOPLE = (
    *("not-safe", "father-without-pr", "thank-you", "idea-to-hear-back", "advocate-only", "care-leaver-years-ago"),
    *("writes-arabic", "answer-is-late", "another-council-yes", "special-guardian-money", "private-things-shared"),
)
LONG = "x" * 20_000
# What nobody can type by mistake and the form refuses, under the names of its controls.
WRONG = {
    **{"what_happened": LONG, "impact": LONG, "name": LONG, "preferred": LONG, "age": "eleven", "phone": "ring me"},
    **{"email": "nowhere", "day": "31", "month": "Juvember", "year": "26", "who_may_know": ["no", "family"]},
    **{"change_date_day": "40", "change_date_month": "1", "change_date_year": "2027", "topic": "weather"},
    **{"when_happened": "never", "first_month": "x", "first_year": "x", "quick_name": "a\0b"},
}


@pytest.fixture
def abroad(app: Flask) -> Flask:
    """A council that speaks a made-up language beside English."""
    return speaks(app, pseudo(GREEK))


def english_in(texts: Iterable[str], council: Council, *known: str) -> list[str]:
    """The texts with English in them, but for the facts of the council and what else has a name of its own."""
    names = {*council.facts.values(), *known} - {""}
    named = re.compile("|".join([r"WDYT-\w+|https?://\S+", *sorted(map(re.escape, names), key=len, reverse=True)]))
    return [text for text in texts if re.search(r"[A-Za-z]{2,}", named.sub("", text))]


def escaped(person: Speaking, app: Flask, *known: str) -> dict[str, list[str]]:
    """The English on every page that they have read."""
    council = service_of(app).council
    found = {path: english_in(texts, council, *known) for path, texts in person.read.items()}
    return {path: texts for path, texts in found.items() if texts}


@pytest.mark.parametrize("name", PEOPLE)
def test_on_the_whole_way_through_the_form(name: str, abroad: Flask) -> None:
    answers: Answers = persona(name)["answers"]
    typed = [text for text in answers.values() if isinstance(text, str)]
    person = Speaking(abroad, GREEK)
    person.go_to_check(answers)
    for path in ("/later", "/help", "/language", "/check"):
        person.open(path)
    for page in PAGES:
        if f"/q/{page.slug}" in person.visited:
            person.open(f"/q/{page.slug}")
    person.open("/check").add(answers).send()
    person.post({"skip": "yes"}).open("/where")
    if name == "advocate-only":
        person.open("/change-my-mind")
        accept(abroad)
        person.open("/done").open(link_to(abroad)).post({}).post({"touched_on_day": "1"}, link_to(abroad))
    assert len(person.read) > 9
    assert escaped(person, abroad, *typed) == {}


@pytest.mark.parametrize("role", ["child", "care_leaver", "adult"])
def test_on_the_pages_that_stand_by_themselves(role: str, abroad: Flask) -> None:
    person = Speaking(abroad, GREEK)
    person.begin({"who_are_you": role, "kind": "complaint"})
    rules = {str(rule) for rule in abroad.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments}
    for path in sorted(rules - {"/leave", "/here"}):
        if not path.startswith("/desk"):
            person.open(path)
    for slug in reading.PAGES:
        for path in ("", *(f"/{path}" for path in reading.VOICES)):
            person.open(f"/read/{slug}{path}")
    person.open("/start/young").open("/start/grown").open("/nowhere").open("/a/wrong-link")
    assert len(person.read) > 20
    assert escaped(person, abroad) == {}


@pytest.mark.parametrize("role", ["child", "adult"])
def test_in_the_errors_of_every_page(role: str, abroad: Flask) -> None:
    person = Speaking(abroad, GREEK)
    person.begin({"who_are_you": role, "kind": "complaint"})
    refused = 0
    for page in PAGES:
        person.open(f"/q/{page.slug}")
        for typed in (WRONG, {}):
            person.post(dict(typed), f"/q/{page.slug}")
            refused += person.response is not None and person.response.status_code == 422
    person.open("/code").post({"enter_code": "owl"}, "/code")
    person.open("/help").post({"quick_name": LONG}, "/help")
    person.open("/language").post({"language": "xx"}, "/language")  # 404
    assert refused > 10
    assert escaped(person, abroad) == {}


@pytest.mark.parametrize("voice", ["child", "adult"])
@pytest.mark.parametrize("way", ["email", "text", "letter"])
@pytest.mark.parametrize("says_council", [True, False])
def test_in_what_is_sent_to_them(voice: str, way: str, says_council: bool, abroad: Flask) -> None:
    service = service_of(abroad)
    safe = [f"ok_{way}", "ok_post", "ok_message", *(["ok_say_council"] if says_council else [])]
    details = {"email": "a@b.example", "phone": "07700 900123", "address": "1 Road"}
    answers = {**persona("grandmother" if voice == "adult" else "worker-never-rings")["answers"], **details}
    record = sent(Draft({**answers, "reply_how": [way], "safe_contact": safe}, language=GREEK))
    letters = Letters(service.council, service.speakers, str, str, long_date)
    place = EmailTo("own", Audience.PERSON) if way == "email" else NotifyTo("own", Audience.PERSON, Way(way), "t", "k")
    parcel = letters.write(record, None, Purpose.ACKNOWLEDGEMENT, place, "key")
    assert parcel is not None
    assert record.language == GREEK
    assert english_in([parcel.subject, parcel.body], service.council, record.reference) == []


def test_english_that_escapes_is_seen(abroad: Flask) -> None:
    """The measure itself: it finds a word in a text, and none in a fact or in a word of the made-up language."""
    council = service_of(abroad).council
    speak = service_of(abroad).speakers.of(Voice.CHILD, GREEK)
    texts = ["Carry on", f"{council.name} [áƀć]", speak.fact("hours"), "WDYT-7K3M2Q"]
    assert english_in(texts, council) == ["Carry on"]
