"""Every public page of every council says that council's own facts, and no place is left unfilled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from intake.council.load import load, shipped
from intake.questions.catalogue import PAGES, QUESTIONS
from intake.questions.vocabulary import Page, Voice
from intake.web import lasting
from intake.web.form import reading
from intake.web.form.wording import worded, worded_question
from intake.web.speaker import Speakers
from tests.make import make_app, persona, service_of
from tests.person import Person
from tests.web.referring import link_to

UNFILLED = re.compile(r"%\(\w+\)|%[sd]\b|\{\{|\{%|\}\}|\bNone\b|\bUndefined\b")
NUMBER = re.compile(r"\b0\d{2,4}(?:[ \u00a0]?\d{3,4}){1,3}\b")
EVERYWHERE = {"999", "18000"}

# People who between them meet every page that is laid out by itself, and most of the others.
PEOPLE = ("not-safe", "father-without-pr", "thank-you", "advocate-only", "care-leaver-years-ago")


class Reader(Person):
    """Somebody who remembers the words of every page they have met."""

    def __init__(self, client: object) -> None:
        super().__init__(client)  # type: ignore[arg-type]
        self.read: dict[str, str] = {}

    def _arrive(self, response: TestResponse) -> Person:
        super()._arrive(response)
        self.read[self.path] = self.html.get_text(" ") + " ".join(_attributes(self.html))
        return self


def _attributes(html: BeautifulSoup) -> Iterator[str]:
    for each in html.find_all(True):
        yield from (
            str(each[name]) for name in ("href", "title", "alt", "aria-label", "placeholder") if each.has_attr(name)
        )


@pytest.fixture(scope="module", params=shipped())
def council_and_pages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, str], set[str]]:
    """A council, the words of every page that somebody met there, and the addresses that can be opened."""
    folder: Path = tmp_path_factory.mktemp("council")
    app = make_app(f"sqlite:///{folder}/wdyt.db", council=request.param)
    read: dict[str, str] = {}
    for name in PEOPLE:
        person = Reader(app.test_client())
        answers = persona(name)["answers"]
        person.go_to_check(answers).open("/later").open("/help").open("/check").add(answers).send()
        person.open("/done").open("/where").open("/language").open("/look").open("/code").post({"enter_code": "owl"})
        for slug in reading.PAGES:
            person.open(f"/read/{slug}").open(f"/read/{slug}/young").open(f"/read/{slug}/grown")
        person.open("/leaflet").open("/leaflet/grown")
        if name == "advocate-only":
            person.open("/change-my-mind").open(link_to(app))
        person.open("/nowhere")
        read |= {f"{name} {path}": words for path, words in person.read.items()}
    rules = {
        re.sub(r"<[^>]+>", "…", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.methods and "GET" in rule.methods and rule.endpoint not in {*lasting.ENDPOINTS, "health.healthz"}
        if not rule.rule.startswith("/desk")  # the staff's own pages
    }
    service_of(app).database.close()
    return request.param, read, rules


Read = tuple[str, dict[str, str], set[str]]


def test_somebody_met_every_address(council_and_pages: Read) -> None:
    _, read, rules = council_and_pages
    met = {re.sub(r"(^/(?:q|read|a)/)[^/]+|(young|older|grown)$", r"\1…", key.rsplit(" ")[-1]) for key in read}
    without_words = {"/on", "/leave", "/away", "/here"}
    assert rules - met - without_words == set()


def test_no_place_is_left_unfilled(council_and_pages: Read) -> None:
    _, read, _ = council_and_pages
    found = {key: UNFILLED.findall(words) for key, words in read.items() if UNFILLED.search(words)}
    assert found == {}


def test_only_numbers_of_the_councils_own_file_are_shown(council_and_pages: Read) -> None:
    key, read, _ = council_and_pages
    council = load(key)
    known = {_digits(fact) for name, fact in council.facts.items() if not name.endswith("hours")}
    typed = {_digits(number) for name in PEOPLE for number in NUMBER.findall(str(persona(name)))}
    shown = {number for words in read.values() for number in NUMBER.findall(words)}
    assert {number for number in shown if _digits(number) not in known | typed} == set()
    assert {_digits(council.duty.night.number), _digits(council.team.phone.number)} <= {_digits(each) for each in shown}


def test_no_page_of_a_council_names_another(council_and_pages: Read) -> None:
    key, read, _ = council_and_pages
    for other in set(shipped()) - {key}:
        facts = load(other)
        foreign = (facts.name, facts.team.name, facts.team.email, facts.advocate.name, facts.exit.url)
        assert [page for page, words in read.items() if any(fact in words for fact in foreign)] == []


def test_every_council_says_its_name_somewhere(council_and_pages: Read) -> None:
    key, read, _ = council_and_pages
    assert any(load(key).name in words for words in read.values())


@pytest.mark.parametrize("key", shipped())
@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_every_page_of_questions_can_be_said(key: str, voice: Voice, page: Page) -> None:
    """Also those that nobody above has met, and every choice of every question."""
    if page.title.said(voice) is None or any(question.ask.said(voice) is None for question in page.questions):
        return
    speak = Speakers(load(key)).of(voice, "en")
    for role in ("child", "care_leaver", "adult"):
        assert not UNFILLED.search(re.sub(r"=None\b", "", repr(worded(page, role, speak))))


@pytest.mark.parametrize("voice", Voice)
def test_a_council_is_one_of_the_choices_by_its_name(voice: Voice) -> None:
    for key in shipped():
        council = load(key)
        options = worded_question(QUESTIONS["which_council"], Speakers(council).of(voice, "en")).options
        assert options[0].label == council.name


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
