"""How it looks is chosen without a script, kept for this visit alone, and never costs an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient

from intake.questions.catalogue import copy
from intake.questions.catalogue import look as words
from intake.questions.vocabulary import Voice
from intake.web.form.appearance import Look, numbers_whole, one_thing_a_line
from tests.make import make_app, persona, service_of
from tests.person import Person

HERE = {"Origin": "http://localhost"}


def size_button(person: Person) -> Tag:
    button = person.html.select_one("header .size button")
    assert isinstance(button, Tag)
    return button


def press_bigger(person: Person) -> Person:
    """Presses the one button in the head of the page they are on."""
    button, headers = size_button(person), {**HERE, "Referer": f"http://localhost{person.path}"}
    return person._arrive(person.client.post("/look", data={button["name"]: button["value"]}, headers=headers))


def looks(person: Person) -> list[str]:
    root = person.html.find("html")
    return list(root.get("class") or []) if isinstance(root, Tag) else []


def begun(person: Person, name: str = "worker-never-rings") -> Person:
    return person.begin(persona(name)["answers"])


# ── The button on every page ─────────────────────────────────────────────────────────────────────────────────────────


def test_one_press_makes_it_bigger_and_another_usual_again(person: Person) -> None:
    person.open("/read/private")
    assert looks(person) == []
    assert size_button(person).text == words.BIGGER.to(Voice.CHILD)
    assert press_bigger(person).path == "/read/private"
    assert looks(person) == ["easy"]
    assert size_button(person).text == words.NORMAL_SIZE.to(Voice.CHILD)
    assert looks(press_bigger(person)) == []


def test_the_first_page_needs_no_cookie_for_it(app: Flask) -> None:
    assert "Set-Cookie" not in app.test_client().get("/").headers


def test_on_a_page_of_questions_what_is_typed_is_kept(person: Person) -> None:
    answers = persona("worker-never-rings")["answers"]
    begun(person)
    while person.path != "/q/what":
        person.answer(answers)
    button = person.html.select_one('header button[name="keep"]')
    assert button is not None and button["form"] == "answers"
    person.post({"what_happened": "Nobody rings.", "keep": "look"})
    assert person.path == "/q/what"
    assert looks(person) == ["easy"]
    assert "Nobody rings." in str(person.html.select_one("textarea"))


def test_it_stays_when_they_begin_and_ends_when_they_leave(person: Person) -> None:
    press_bigger(person.open("/"))
    assert looks(begun(person)) == ["easy"]
    person.client.get("/leave")
    assert looks(person.open("/")) == []


def test_a_page_elsewhere_cannot_change_it_or_end_anything(person: Person) -> None:
    begun(person)
    answer = person.client.post("/look", data={"easy": "yes"}, headers={"Origin": "https://elsewhere.example"})
    assert copy.PRESS_AGAIN.to(Voice.CHILD) in answer.get_data(as_text=True)
    assert looks(person.open("/q/now")) == []


# ── The page of choices ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("chosen", "classes", "scheme"),
    [
        ({"page": "blue"}, ["blue"], "light"),
        ({"page": "cream"}, ["cream"], "light"),
        ({"page": "dark", "easy": "yes"}, ["easy", "dark"], "dark"),
        ({"page": "device"}, [], "light dark"),
        ({"page": "plaid", "easy": "perhaps", "drawings": "?"}, [], "light dark"),
    ],
)
def test_what_is_chosen_is_how_it_looks(
    person: Person, chosen: dict[str, str], classes: list[str], scheme: str
) -> None:
    person.open("/look").post({**chosen, "from": "/read/traces"})
    assert person.path == "/read/traces"
    assert looks(person) == classes
    meta = person.html.find("meta", {"name": "color-scheme"})
    assert isinstance(meta, Tag) and meta["content"] == scheme


def test_the_page_shows_what_is_chosen_already(person: Person) -> None:
    person.open("/look").post({"easy": "yes", "page": "dark", "drawings": "no"})
    person.open("/look")
    assert {str(each["id"]) for each in person.html.select("input:checked")} == {"easy-yes", "page-dark", "drawings-no"}


def test_they_come_back_to_where_they_were(person: Person) -> None:
    begun(person)
    page = person.client.get("/look", headers={"Referer": "http://localhost/q/now?x=1"}).get_data(as_text=True)
    assert 'name="from" value="/q/now"' in page


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://elsewhere.example/q/now", id="another host"),
        pytest.param("//elsewhere.example/q/now", id="another host without its scheme"),
        pytest.param("/\\elsewhere.example", id="a host in disguise"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("http://[", id="no address"),
        pytest.param("/nowhere", id="a page that is not there"),
        pytest.param("/leave", id="leaving"),
        pytest.param("/look", id="the page itself"),
        pytest.param("/site.css", id="no page"),
        pytest.param("/static/site.css", id="a file"),
        pytest.param("/desk/queue", id="the desk"),
        pytest.param("", id="nothing"),
    ],
)
def test_nobody_is_sent_anywhere_else(person: Person, address: str) -> None:
    token = person.open("/look").token
    answer = person.client.post("/look", data={"csrf_token": token, "from": address, "easy": "no"})
    assert (answer.status_code, answer.location) == (303, "/")


def test_no_header_comes_from_an_address(person: Person) -> None:
    token = person.open("/look").token
    answer = person.client.post("/look", data={"csrf_token": token, "from": "/q/now\r\nX-Made-Up: yes"})
    assert answer.location.startswith("/q/now")
    assert "X-Made-Up" not in answer.headers


# ── Drawings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def drawings(person: Person) -> int:
    return len(person.html.select("main svg"))


def test_a_child_sees_a_drawing_and_an_adult_none(person: Person) -> None:
    assert drawings(person.open("/start/young")) == 1
    assert drawings(person.open("/start/grown")) == 0


def test_an_adult_can_have_them_and_a_child_can_be_without(person: Person) -> None:
    person.open("/look").post({"drawings": "no"})
    assert drawings(person.open("/start/young")) == 0
    person.open("/look").post({"drawings": "yes"})
    assert drawings(person.open("/start/grown")) == 1


def test_bigger_and_simpler_has_a_picture_for_an_adult_too(person: Person) -> None:
    begun(person, "father-without-pr").open("/look").post({"easy": "yes", "drawings": "no"})
    assert drawings(person.open("/start/grown")) == 1


def test_each_feeling_has_its_face_and_its_word(person: Person) -> None:
    answers = persona("worker-never-rings")["answers"]
    begun(person)
    while person.path != "/q/how":
        person.answer(answers)
    labels = person.html.select(".faces label")
    assert len(labels) == 11
    assert all(label.find("svg") and label.text.strip() for label in labels)
    person.open("/look").post({"drawings": "no"})
    person.open("/q/how")
    assert not person.html.select("main svg, .faces")
    assert len(person.html.select("main label")) == 11


# ── One thing a line ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One. Two? Three</p>", "<p>One. <br>Two? <br>Three</p>"),
        ('<li class="x">One. <b>Two.</b> Three.</li>', '<li class="x">One. <b>Two.</b> Three.</li>'),
        ("<p>Call at 9.30am, on 0800 1111.</p>", "<p>Call at 9.30am, on 0800 1111.</p>"),
        ('<p class="words" dir="auto">One. Two.</p>', '<p class="words" dir="auto">One. Two.</p>'),
        ("<textarea>One. Two.</textarea>", "<textarea>One. Two.</textarea>"),
        ('<p title="A. B."><a href="#">C. D.</a></p>', '<p title="A. B."><a href="#">C. <br>D.</a></p>'),
        ("<pre>One. Two.</pre><p>هل أنت بخير؟ نعم.</p>", "<pre>One. Two.</pre><p>هل أنت بخير؟ <br>نعم.</p>"),
    ],
)
def test_each_sentence_has_a_line_of_its_own(html: str, expected: str) -> None:
    assert one_thing_a_line(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Call 01632 960 101.</p>", "<p>Call 01632\xa0960\xa0101.</p>"),
        ("<p>0800 1111 or <bdi>0808 157 0120</bdi></p>", "<p>0800\xa01111 or <bdi>0808\xa0157\xa00120</bdi></p>"),
        ("<textarea>\n0800 1111</textarea>", "<textarea>\n0800 1111</textarea>"),
        ('<input value="0800 1111"><p>10 000</p>', '<input value="0800 1111"><p>10 000</p>'),
    ],
)
def test_a_phone_number_stays_on_one_line_where_it_is_read(html: str, expected: str) -> None:
    assert numbers_whole(html) == expected


def test_it_does_so_only_where_it_is_bigger(person: Person) -> None:
    assert not person.open("/").html.select("main p br")
    assert press_bigger(person).html.select("main p br")


def test_a_page_made_once_is_made_for_each_look(person: Person, app: Flask) -> None:
    press_bigger(person.open("/"))
    assert looks(person.open("/")) == ["easy"]
    assert looks(Person(app.test_client()).open("/")) == []


def test_a_look_without_a_choice_is_the_usual_one() -> None:
    assert Look().classes == ""
    assert Look().draws_for(Voice.CHILD)
    assert not Look().draws_for(Voice.ADULT)


# ── A council's own ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def eastborough(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A browser at the council that has a look of its own."""
    app = make_app(f"sqlite:///{tmp_path_factory.mktemp('look')}/wdyt.db", council="eastborough")
    client = app.test_client()
    yield client
    service_of(app).database.close()


def sheet_of(client: FlaskClient) -> str:
    page = Person(client).open("/").html.select_one('link[rel="stylesheet"]')
    assert isinstance(page, Tag)
    answer = client.get(str(page["href"]))
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    return answer.get_data(as_text=True)


def test_a_councils_colours_and_logo_come_with_the_one_style_sheet(eastborough: FlaskClient, app: Flask) -> None:
    own, usual = sheet_of(eastborough), sheet_of(app.test_client())
    assert own.startswith(":root{--main:#7a1f5c;")
    assert usual.startswith(":root{--main:#3a2e8f;")
    assert '--logo:url("data:image/svg+xml,' in own
    assert "--logo:" not in usual.replace("var(--logo)", "")


def test_the_logo_says_the_councils_name(eastborough: FlaskClient, person: Person) -> None:
    logo = Person(eastborough).open("/").html.select_one("header .logo")
    assert isinstance(logo, Tag) and logo["role"] == "img"
    assert logo["aria-label"] == "London Borough of Eastborough"
    assert person.open("/").html.select_one(".logo") is None


def test_links_at_the_foot_stand_in_one_order(person: Person) -> None:
    there = [str(link["href"]).split("/")[-1] for link in person.open("/").html.select("footer a")]
    assert there[0].startswith("tel:") and there[1] == "tel:08001111"
    assert there[2:5] == ["other-ways", "private", "later"]
    assert "look" in there
