"""The pages that are only read say what holds here and by law, in both voices, and lead on; so does the leaflet."""

from __future__ import annotations

import re

import pytest
import segno
from bs4 import BeautifulSoup
from flask import Flask

from intake.council.load import load, shipped
from intake.questions.catalogue import copy
from intake.rules.codes import Clock as Due
from intake.rules.due import LIMITS
from intake.web.form import reading
from tests.make import make_app, service_of
from tests.person import Person

# Each page in each voice; the leaflet stands with them.
PATHS = [f"/read/{slug}/{path}" for slug in reading.PAGES for path in reading.VOICES]
PATHS += [f"/leaflet/{path}" for path in reading.VOICES]


def words_of(person: Person, path: str) -> str:
    """What stands in the middle of the page, without line ends and isolating marks."""
    person.open(path)
    (main,) = person.html.select("main")
    return re.sub(r"\s+", " ", main.get_text(" ").replace("\u00a0", " "))


@pytest.mark.parametrize("path", PATHS)
def test_every_number_can_be_pressed_and_is_the_one_that_is_read(person: Person, path: str) -> None:
    words_of(person, path)
    for link in person.html.select("main a[href^='tel:']"):
        number = str(link["href"]).removeprefix("tel:")
        assert number in re.sub(r"[\s\u00a0]", "", link.get_text())


@pytest.mark.parametrize("path", PATHS)
def test_headings_are_short_and_follow_one_h1(person: Person, path: str) -> None:
    words_of(person, path)
    headings = [(each.name, each.get_text(strip=True)) for each in person.html.select("main h1, main h2, main h3")]
    assert [name for name, _ in headings] == ["h1"] + ["h2"] * (len(headings) - 1)
    assert len(headings) > 1
    assert [heading for _, heading in headings if not 0 < len(heading.split()) <= 9] == []


@pytest.mark.parametrize("slug", reading.PAGES)
def test_a_page_leads_to_itself_in_the_other_voice_and_keeps_to_that_one(person: Person, slug: str) -> None:
    child, adult = words_of(person, f"/read/{slug}"), words_of(person, f"/read/{slug}/grown")
    assert child == words_of(person, f"/read/{slug}/young")
    links = [str(link["href"]) for link in person.open(f"/read/{slug}").html.select("main .plain a")]
    assert f"/read/{slug}/grown" in links
    links = [str(link["href"]) for link in person.open(f"/read/{slug}/grown").html.select("main .plain a")]
    assert f"/read/{slug}/young" in links
    assert all(link.endswith("/grown") for link in links if link != f"/read/{slug}/young")
    assert child != adult


def test_whoever_has_begun_is_spoken_to_as_before(app: Flask) -> None:
    adult = Person(app.test_client())
    adult.open("/start/grown").post({"kind": "complaint"})
    anybody = Person(app.test_client())
    assert "Information Commissioner" in words_of(adult, "/read/private")
    assert "Information Commissioner" not in words_of(anybody, "/read/private")


@pytest.mark.parametrize("path", ["/read/nothing", "/read/private/older", "/read/private/x", "/leaflet/x"])
def test_another_address_is_not_there(person: Person, path: str) -> None:
    assert person.client.get(path).status_code == 404


@pytest.mark.parametrize("path", reading.VOICES)
def test_the_days_of_the_stages_are_those_of_the_rules(person: Person, path: str) -> None:
    said = words_of(person, f"/read/how-we-answer/{path}")
    for clock, first in ((Due.STAGE1, "answer"), (Due.STAGE2, "answer|have"), (Due.STAGE3, "meet")):
        days, most = LIMITS[clock]
        assert re.search(rf"({first}) (with)?in {days} working days|They have {days} working days|within {days}", said)
        assert most is None or re.search(rf"\b{most}\b", said)


@pytest.mark.parametrize("key", shipped())
@pytest.mark.parametrize("path", reading.VOICES)
def test_what_is_kept_is_said_with_the_times_of_this_council(service_url: str, key: str, path: str) -> None:
    app = make_app(service_url, council=key)
    said, kept = words_of(Person(app.test_client()), f"/read/private/{path}"), load(key).retention
    service_of(app).database.close()
    assert f"after {kept.draft_days} days" in said
    assert f"for {kept.record_years} years" in said
    assert load(key).help_lines.ico.number in said
    assert (load(key).data_protection.email in said) == (path == "grown")


def test_the_statement_says_what_the_law_wants_to_be_said(person: Person) -> None:
    said = words_of(person, "/read/for-everyone/grown")
    for part in (
        "accessibility statement",
        "version 2.2, level AA",
        "fully compliant",
        "does not work yet",
        "Equality Advisory and Support Service",
        "Equality and Human Rights Commission",
    ):
        assert part in said
    assert "23 November 2026" in said


def drawn(html: BeautifulSoup) -> set[str]:
    return {str(path["d"]) for path in html.select(".square path")}


def test_the_square_of_the_leaflet_opens_this_form(person: Person) -> None:
    shown = drawn(person.open("/leaflet").html)
    expected = BeautifulSoup(segno.make("http://localhost", error="m").svg_inline(border=2), "html.parser")
    assert shown >= {str(path["d"]) for path in expected.select("path[stroke]")}
    assert "http://localhost" in words_of(person, "/leaflet")


def test_the_square_opens_the_form_where_it_is_found_from_outside(service_url: str) -> None:
    app = make_app(service_url, public_url="https://tell.northshire.example")
    person = Person(app.test_client())
    said, shown = words_of(person, "/leaflet"), drawn(person.html)
    service_of(app).database.close()
    assert "tell.northshire.example" in said
    assert "https://" not in said
    other = BeautifulSoup(segno.make("http://localhost", error="m").svg_inline(border=2), "html.parser")
    assert shown.isdisjoint({str(path["d"]) for path in other.select("path[stroke]")})


def test_other_ways_lead_to_the_leaflet(person: Person) -> None:
    person.open("/read/other-ways")
    assert person.html.select_one("main a[href='/leaflet']") is not None


def test_a_leaflet_says_numbers_to_ring_and_whom_to_ask(person: Person) -> None:
    said = words_of(person, "/leaflet")
    council = load("northshire")
    for fact in ("999", council.help_lines.childline.number, council.duty.night.number, council.advocate.phone.number):
        assert fact in said
    assert copy.START_TITLE.child and copy.START_TITLE.child in said
