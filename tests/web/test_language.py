"""Somebody chooses the language of our pages: before they begin, in the middle, and after they have sent."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from intake.casework.roles import Role
from intake.questions.catalogue import copy
from tests.desk import sign_in
from tests.make import persona, queue_of
from tests.person import Person, draft_of
from tests.tongues import accented, pseudo, speaks, translation
from tests.web.walking import Speaking

NAMES = {"en": ("English", "ltr"), "ar": ("العربية", "rtl"), "pl": ("Polski", "ltr")}
HELP_NOW = accented("Help now")


@pytest.fixture
def abroad(app: Flask) -> Flask:
    """A council that speaks Arabic and Polish, or what stands for them, beside English."""
    return speaks(app, pseudo("ar"), pseudo("pl"))


@pytest.fixture
def person(abroad: Flask) -> Person:
    return Person(abroad.test_client())


def language_of(person: Person) -> tuple[str, str]:
    root = person.html.html
    assert root is not None
    return str(root["lang"]), str(root["dir"])


def choose(person: Person, language: str, came_from: str = "") -> Person:
    """Opens the page from where they are, as a browser does, and presses a button of it."""
    referrer = {"Referer": f"http://localhost{came_from or person.path}"}
    person._arrive(person.client.get("/language", headers=referrer))
    return person.post({"language": language, "from": value_of(person, "from")})


def value_of(person: Person, name: str) -> str:
    field = person.html.find("input", {"name": name})
    assert isinstance(field, Tag)
    return str(field["value"])


def begun(person: Person) -> Person:
    person.open("/start/young").post({"kind": "complaint"})
    assert person.path.startswith("/q/")
    return person


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_language_is_a_button_in_its_own_script(person: Person) -> None:
    person.open("/language")
    buttons = person.html.select('button[name="language"]')
    assert {str(each["value"]): each.text.strip("✓ ") for each in buttons} == {
        code: each[0] for code, each in NAMES.items()
    }
    for each in buttons:
        around = each.find_parent("li")
        assert around is not None and (around["lang"], around["dir"]) == (each["value"], NAMES[str(each["value"])][1])
    assert [str(each["value"]) for each in buttons if each.get("aria-current")] == ["en"]
    assert not person.html.select("main img, main svg.flag")


def test_a_language_says_in_itself_that_nobody_has_reviewed_it(app: Flask) -> None:
    awaits = "No one who grew up with this language has checked these words yet."
    polish = translation("pl", {awaits: ("Nikt tego nie sprawdził.",)})
    turkish = translation("tr", {awaits: ("Kimse bakmadı.",)}, is_reviewed=True)
    person = Person(speaks(app, polish, turkish).test_client()).open("/language")
    assert [each.text for each in person.html.select("li[lang] p")] == ["Nikt tego nie sprawdził."]
    assert person.html.select_one("li[lang=pl] p") is not None


def test_it_says_that_an_interpreter_is_free_and_that_nothing_is_lost(person: Person) -> None:
    assert "An interpreter is free." in person.open("/language").text
    assert "Your answers stay as they are." not in person.text
    assert "Your answers stay as they are." in begun(person).open("/language").text


def test_a_council_that_speaks_english_alone_offers_nothing_else(app: Flask) -> None:
    speaks(app)
    person = Person(app.test_client()).open("/")
    assert not person.html.select('a[href="/language"]')
    assert len(person.open("/language").html.select('button[name="language"]')) == 1


# ── Choosing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_that_is_begun_later_is_in_the_language_that_was_chosen_before(person: Person, abroad: Flask) -> None:
    choose(person.open("/"), "ar")
    assert (person.path, language_of(person)) == ("/", ("ar", "rtl"))
    begun(person)
    assert language_of(person) == ("ar", "rtl")
    assert draft_of(person, abroad).language == "ar"


def test_in_the_middle_every_answer_stays_and_they_are_where_they_were(person: Person, abroad: Flask) -> None:
    answers = persona("writes-arabic")["answers"]
    person.go_to_check(answers)
    before = draft_of(person, abroad).answers
    for path in ("/q/what", "/check"):
        choose(person.open(path), "pl")
        assert (person.path, language_of(person)[0]) == (path, "pl")
        choose(person, "ar")
        assert (person.path, language_of(person)[0]) == (path, "ar")
    assert draft_of(person, abroad).answers == before
    assert answers["what_happened"] in person.open("/check").html.get_text()


@pytest.mark.parametrize(
    "came_from",
    [
        pytest.param("https://elsewhere.example/help", id="another host"),
        pytest.param("//elsewhere.example/help", id="another host, without a scheme"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("/\\elsewhere.example", id="a backslash"),
        pytest.param("/leave", id="the page that ends everything"),
        pytest.param("/language", id="the page itself"),
        pytest.param("/desk", id="the desk"),
        pytest.param("/keep", id="a page that is only posted to"),
        pytest.param("/nowhere", id="no page of ours"),
        pytest.param("", id="nothing"),
    ],
)
def test_nobody_is_sent_to_what_is_no_page_of_the_form(came_from: str, person: Person) -> None:
    person.open("/language").post({"language": "pl", "from": came_from})
    assert (person.path, language_of(person)[0]) == ("/", "pl")
    begun(person)
    where = person.path
    person.open("/language").post({"language": "ar", "from": came_from})
    assert (person.path, language_of(person)[0]) == (where, "ar")


def test_a_language_that_is_not_offered_is_not_taken(person: Person) -> None:
    for language in ("ti", "", "../pl"):
        person.open("/language").post({"language": language})
        assert person.response is not None and person.response.status_code == 404
    assert language_of(person.open("/"))[0] == "en"


def test_another_site_cannot_choose_for_somebody(person: Person) -> None:
    person.open("/language")
    person._arrive(person.client.post("/language", data={"language": "pl", "from": "/help"}))
    assert person.path == "/language" and "Press the button again" in person.text
    assert value_of(person, "from") == "/help"
    assert language_of(person.open("/"))[0] == "en"


# ── Everywhere ───────────────────────────────────────────────────────────────────────────────────────────────────────

ON_THEIR_OWN = ("/", "/help", "/code", "/language", "/read/private", "/read/other-ways", "/nowhere", "/start/grown")


@pytest.mark.parametrize("has_begun", [False, True])
def test_every_page_is_in_it(has_begun: bool, person: Person) -> None:
    if has_begun:
        begun(person)
    choose(person, "ar", "/")
    for path in ON_THEIR_OWN:
        assert language_of(person.open(path)) == ("ar", "rtl"), path
        assert HELP_NOW in person.html.get_text(), path


def test_leaving_forgets_it_and_stopping_keeps_it_where_nobody_else_uses_the_device(person: Person) -> None:
    choose(begun(person), "pl")
    person.open("/later").post({"stop": "yes"})
    assert language_of(person.open("/"))[0] == "pl"
    person.client.get("/leave")
    assert language_of(person.open("/"))[0] == "en"

    choose(person, "pl", "/")
    person.open("/start/young").post({"kind": "complaint", "shared": "yes"})
    person.open("/later").post({"stop": "yes"})
    assert language_of(person.open("/"))[0] == "en"


def test_a_code_opens_a_draft_in_its_own_language(person: Person, abroad: Flask) -> None:
    choose(begun(person), "ar")
    code = str(person.open("/later").html.select("dd.copy, .code dd")[0].text)
    elsewhere = Person(abroad.test_client())
    choose(elsewhere.open("/code"), "pl")
    assert elsewhere.path == "/code"
    elsewhere.post({"enter_code": code})
    assert language_of(elsewhere) == ("ar", "rtl")
    assert language_of(elsewhere.open("/nowhere")) == ("ar", "rtl")


def test_what_was_sent_is_shown_in_its_language_unless_they_choose_another(abroad: Flask) -> None:
    person = Speaking(abroad, "ar")
    person.to_done(persona("worker-never-rings")["answers"])
    code = str(person.html.select("dd.copy, .code dd")[0].text)
    assert language_of(person) == ("ar", "rtl")
    choose(person, "pl")
    assert (person.path, language_of(person)[0]) == ("/done", "pl")

    elsewhere = Person(abroad.test_client()).open("/code").post({"enter_code": code})
    assert (elsewhere.path, language_of(elsewhere)) == ("/where", ("ar", "rtl"))
    choose(elsewhere, "en")
    assert (elsewhere.path, language_of(elsewhere)[0]) == ("/where", "en")
    [record] = queue_of(abroad)
    assert record["language"] == "ar"


# ── What staff read ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_staff_read_in_english_what_was_asked_and_chosen_and_their_words_as_they_typed_them(abroad: Flask) -> None:
    answers = {**persona("writes-arabic")["answers"], "quick_where": "في البيت"}
    said = {}
    for language in ("ar", "en"):
        person = Speaking(abroad, language)
        person.open("/help").post({"quick_where": "في البيت", "send_now": "yes"})
        person.to_done(answers)
        urgent, record = queue_of(abroad)[-2:]
        assert (urgent["language"], record["language"]) == (language, language)
        said[language] = [*urgent["asked"], *record["asked"]]
    assert said["ar"] == said["en"]
    assert {"question": "What happened?", "answer": answers["what_happened"]}.items() <= next(
        each.items() for each in said["ar"] if each["key"] == "what_happened"
    )


def test_the_written_copy_is_in_the_language_of_whoever_gets_it(abroad: Flask) -> None:
    Speaking(abroad, "pl").to_done(persona("grandmother")["answers"])
    [record] = queue_of(abroad)
    copied = sign_in(abroad, Role.COMPLAINTS_OFFICER).post(f"/desk/r/{record['ref']}/copy")
    letter = BeautifulSoup(copied.text, "html.parser").select_one(".letter")
    assert letter is not None
    assert accented("What would you like to happen?") in letter.text
    assert record["story"] in letter.text
    assert "What would you like to happen?" not in letter.text


# ── Right to left ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_number_to_press_still_rings_and_a_reference_is_still_one_piece(abroad: Flask) -> None:
    person = Speaking(abroad, "ar")
    person.open("/help")
    cards = {str(each["href"]): each.text for each in person.html.select("a.card[href^=tel]")}
    assert "01632\u00a0960\u00a0110" in cards["tel:01632960110"]
    person.to_done(persona("worker-never-rings")["answers"])
    [record] = queue_of(abroad)
    marked = person.html.select("bdi[dir=ltr]")
    assert marked and {each.text for each in marked} == {record["ref"]}


def test_what_somebody_typed_keeps_its_own_direction_wherever_it_is_shown(abroad: Flask) -> None:
    person = Speaking(abroad, "pl")
    answers = persona("writes-arabic")["answers"]
    person.go_to_check(answers)
    shown = person.html.find(string=lambda text: answers["what_happened"] in str(text))
    assert shown is not None and shown.find_parent(attrs={"dir": "auto"}) is not None
    area = person.open("/q/what").html.find("textarea")
    assert isinstance(area, Tag) and area["dir"] == "auto" and answers["what_happened"] in area.text


# ── English below, until a native speaker has read it ────────────────────────────────────────────────────────────────


def below(person: Person) -> list[str]:
    return [each.text for each in person.html.select('main .english[lang="en"][dir="ltr"]')]


@pytest.fixture
def grave(abroad: Flask) -> dict[str, list[str]]:
    """The English below on each page of somebody who goes through the form in Arabic."""
    person = Speaking(abroad, "ar")
    english = {}
    for path in ("/start/young", "/help", "/read/private", "/"):
        english[path] = below(person.open(path))
    person.go_to_check(persona("writes-arabic")["answers"])
    english["/check"] = below(person)
    for slug in ("share", "not-tell", "what"):
        english[slug] = below(person.open(f"/q/{slug}"))
        assert person.path == f"/q/{slug}"
    return english


def test_english_stands_below_help_the_limits_of_secrecy_and_consent(grave: dict[str, list[str]]) -> None:
    assert "You will not be in trouble for telling us. You can skip most questions." in grave["/start/young"]
    assert {"Call 999", "If you are in danger, call 999. It is free."} <= set(grave["/help"])
    assert "The complaints team reads this, and the people who need it to help." in grave["/check"]
    assert {"What can we tell your advocate?", "What I told you here"} <= set(grave["share"])
    assert grave["/read/private"] and grave["not-tell"]


def test_it_stands_nowhere_else(grave: dict[str, list[str]]) -> None:
    assert grave["/"] == grave["what"] == []


def test_it_goes_once_the_translation_is_reviewed(app: Flask) -> None:
    reviewed = translation("pl", pseudo("pl").messages, is_reviewed=True)
    person = Speaking(speaks(app, reviewed), "pl")
    assert below(person.open("/help")) == below(person.open("/start/young")) == []
    assert accented(str(copy.CALL_999.child)) in person.open("/help").text
