"""Whatever is sent to the form, it answers kindly, keeps what was typed, and never breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from intake.questions.catalogue import PAGES
from intake.questions.vocabulary import Birthday, Email, ManyOf, Month, Number, OneOf, Page, Phone, Tick
from tests.make import Clock, make_app, queue_of
from tests.pages import check_page
from tests.person import Answers, Person
from tests.web.everybody import EVERYBODY, at_the_end, every_page

CHILD: Answers = {"who_are_you": "child", "kind": "complaint", "safe_now": "safe"}
CODED = [
    (page.slug, question.key)
    for page in PAGES
    for question in page.questions
    if isinstance(question.answer, OneOf | ManyOf)
]


@pytest.fixture
def on_the_story(person: Person) -> Person:
    """A child on the page that asks what happened."""
    person.begin(CHILD).answer(CHILD).post({"feeling": "sad"}).post({"topic": "promise"})
    assert person.path == "/q/what"
    return person


def status(person: Person) -> int:
    assert person.response is not None
    return person.response.status_code


def in_the_box(person: Person, name: str) -> str:
    """What stands in this control, without the line end that HTML drops after the tag."""
    box = person.html.find(["textarea", "input"], {"name": name})
    assert isinstance(box, Tag), f"no control {name} on {person.path}"
    return box.text.removeprefix("\n").replace("\r\n", "\n") if box.name == "textarea" else str(box["value"])


def story_sent(app: Flask, person: Person) -> str:
    """The story of the record, once the rest has been passed over."""
    person.post({"enough": "yes"}, path="/q/when")
    for _ in range(10):
        if person.path == "/check":
            break
        person.answer({**CHILD, "advocate": "not_now"})
    person.send()
    return str(queue_of(app)[-1]["story"])


TEXTS = [
    pytest.param("👩🏽‍🦽 said “no” 🏳️‍🌈", id="emoji of many code points"),
    pytest.param("لم يأتِ أحد\u200f (ever) \u202eback\u202c", id="right to left, with marks"),
    pytest.param("ሰራተኛዬ አልመጣችም", id="Tigrinya"),
    pytest.param("\x01\x02\x08\x0b\x0c\x1b[31m\x7f\x85\u2028", id="control characters"),
    pytest.param("<script>alert(1)</script></textarea><b>&amp;&#x41;{{ 7*7 }}{% x %}", id="markup"),
    pytest.param("e\u0301 is not \u00e9", id="not made one form"),
    pytest.param("  spaces before\tand after  ", id="spaces around"),
    pytest.param("\n\nline ends before and after\n\n", id="line ends around"),
    pytest.param("'; DROP TABLE records; -- %s %(x)s {0}", id="what other programs would run"),
    pytest.param("\ufeff\ufffe\uffff\U0010ffff", id="no characters at all"),
    pytest.param("%ED%A0%80 a=b&c=d;e+f", id="what an address would hide"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_their_own_words_are_shown_again_and_kept_exactly(text: str, app: Flask, on_the_story: Person) -> None:
    person = on_the_story.post({"what_happened": text})
    person.open("/q/what")
    assert in_the_box(person, "what_happened") == text
    assert story_sent(app, person) == text


def test_line_ends_of_all_kinds_are_made_one(app: Flask, on_the_story: Person) -> None:
    assert story_sent(app, on_the_story.post({"what_happened": "a\r\nb\rc\n\r\nd"})) == "a\nb\nc\n\nd"


def test_markup_is_shown_as_it_was_typed(on_the_story: Person) -> None:
    on_the_story.post({"what_happened": "<b id=x>bold</b>"})
    for path in ("/q/what", "/check"):
        assert on_the_story.open(path).html.find(id="x") is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        pytest.param("x" * 10_000, True, id="just fits"),
        pytest.param("x" * 10_001, False, id="one letter too long"),
        pytest.param("😀" * 10_000, True, id="emoji count as one"),
        pytest.param("x\r\n" * 5_000, True, id="a line end counts as one"),
    ],
)
def test_a_story_too_long_stays_on_the_page_with_its_error(text: str, fits: bool, on_the_story: Person) -> None:
    on_the_story.post({"what_happened": text})
    assert on_the_story.path == ("/q/when" if fits else "/q/what")
    if not fits:
        assert status(on_the_story) == 422
        assert "10,000" in on_the_story.html.select(".errors")[0].text
        assert in_the_box(on_the_story, "what_happened") == text


def test_a_megabyte_is_shown_again_with_a_kind_word(on_the_story: Person) -> None:
    text = "I have so much to say. " * 45_000
    on_the_story.post({"what_happened": text})
    assert status(on_the_story) == 422
    assert in_the_box(on_the_story, "what_happened") == text


def test_more_than_two_megabytes_gets_a_page_of_its_own(on_the_story: Person) -> None:
    on_the_story.post({"what_happened": "x" * 2_200_000})
    assert status(on_the_story) == 413
    assert on_the_story.html.find("a", {"href": "/on"}), "the way back into the form"
    assert on_the_story.open("/on").path == "/q/what"


@pytest.mark.parametrize("sign", ["\0", "\0\0x"], ids=["NUL", "more than one"])
def test_what_cannot_be_kept_is_told_and_the_rest_stays(sign: str, on_the_story: Person) -> None:
    on_the_story.post({"what_happened": f"before{sign}after"})
    assert status(on_the_story) == 422
    assert in_the_box(on_the_story, "what_happened") == f"before{sign}after".replace("\0", "")


def test_half_a_character_is_kept_as_the_signs_that_stood_for_it(app: Flask, on_the_story: Person) -> None:
    """A lone surrogate is no text: what a browser would have had to send is what we keep."""
    body = f"csrf_token={quote(on_the_story.token)}&what_happened=a%ED%A0%BDb"
    response = on_the_story.client.post("/q/what", data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert in_the_box(on_the_story.open("/q/what"), "what_happened") == "a%ED%A0%BDb"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(b"\xff\xfe\x00", "application/x-www-form-urlencoded", id="no UTF-8"),
        pytest.param(b'{"what_happened": "x"}', "application/json", id="JSON"),
        pytest.param(b"<a/>", "text/xml", id="XML"),
        pytest.param(b"--x\r\nno part", "multipart/form-data; boundary=x", id="a broken part"),
        pytest.param(b"x" * 100, "multipart/form-data", id="parts without a boundary"),
        pytest.param(b"&=&;&%&%%%zz", "application/x-www-form-urlencoded", id="signs alone"),
        pytest.param(b"a&" * 100_000, "application/x-www-form-urlencoded", id="very many names"),
        pytest.param(b"", "", id="nothing at all"),
    ],
)
def test_a_body_that_is_no_form_does_no_harm(body: bytes, content_type: str, app: Flask, on_the_story: Person) -> None:
    for path in ("/q/what", "/check", "/help", "/code", "/keep", "/later", "/start/young"):
        response = on_the_story.client.post(path, data=body, content_type=content_type)
        assert response.status_code in {200, 302, 404, 409, 422}, path
    assert on_the_story.open("/on").path == "/q/what"
    assert not queue_of(app)


@dataclass(frozen=True)
class Place:
    """A page of the form with somebody who may open it."""

    person: Person
    path: str
    controls: frozenset[str]
    token: str

    def post(self, data: dict[str, Any]) -> TestResponse:
        """The answer to posting to this page, also where what was posted before has led the person away from it."""
        return self.person.client.post(self.path, data={"csrf_token": self.token, **data})


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Place]:
    """Every page by its slug. Nobody here ever sends."""
    app = make_app(f"sqlite:///{tmp_path_factory.mktemp('places')}/wdyt.db")
    return {
        path.removeprefix("/q/"): Place(person, path, frozenset(person.open(path).controls), person.token)
        for person, path in every_page(app)
    }


def test_everybody_between_them_meets_every_page(places: dict[str, Place]) -> None:
    assert places.keys() == {page.slug for page in PAGES}


RUBBISH = ["no-such-code", "", "\0", "<i>", "9" * 30, "x" * 5_000, "yes", "\u202e"]


@pytest.mark.parametrize("value", RUBBISH, ids=[ascii(value[:9]) for value in RUBBISH])
def test_rubbish_in_every_control_of_every_page_is_answered_kindly(value: str, places: dict[str, Place]) -> None:
    for slug, place in places.items():
        assert place.controls, slug
        for values in (value, [value, value, "x"]):
            response = place.post(dict.fromkeys(place.controls, values))
            assert response.status_code in {302, 422}, slug
            if response.status_code == 422:
                checked(response)


@pytest.mark.parametrize(("slug", "key"), CODED)
def test_an_unknown_code_is_told_at_its_question(slug: str, key: str, places: dict[str, Place]) -> None:
    response = places[slug].post({key: "no-such-code"})
    assert response.status_code == 422
    assert checked(response).select(f'.errors a[href="#{key}"]')


def test_choices_that_only_make_sense_alone_are_told(places: dict[str, Place]) -> None:
    response = places["told"].post({"told_someone": ["no", "worker"]})
    assert response.status_code == 422
    assert {str(box["value"]) for box in checked(response).select("input[checked]")} == {"no", "worker"}


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param(("31", "2", "2027"), id="no such day"),
        pytest.param(("0", "0", "0"), id="zeros"),
        pytest.param(("x", "y", "z"), id="letters"),
        pytest.param(("9" * 30, "1", "2027"), id="a very long day"),
        pytest.param(("1", "", ""), id="one box"),
        pytest.param(("\0", "1", "2027"), id="NUL"),
    ],
)
def test_a_date_that_cannot_be_stays_in_its_boxes(boxes: tuple[str, str, str], places: dict[str, Place]) -> None:
    names = [f"change_date_{box}" for box in ("day", "month", "year")]
    response = places["soon"].post(dict(zip(names, boxes, strict=True)))
    assert response.status_code == 422
    html = checked(response)
    assert html.select('.errors a[href="#change_date"]')
    assert [html.find("input", {"name": name})["value"] for name in names] == [box.replace("\0", "") for box in boxes]


# ── Tokens and cookies ───────────────────────────────────────────────────────────────────────────────────────────────

FORGED = [
    pytest.param({}, id="no token"),
    pytest.param({"csrf_token": ""}, id="an empty one"),
    pytest.param({"csrf_token": "forged"}, id="a made-up one"),
    pytest.param({"csrf_token": "IjEyMyI.YQ.x\u00e9\0"}, id="signs that no token has"),
    pytest.param({"csrf_token": ["a", "b"]}, id="two"),
]


@pytest.mark.parametrize("token", FORGED)
def test_a_page_without_its_token_is_shown_again_with_what_was_typed(
    token: dict[str, Any], on_the_story: Person
) -> None:
    response = on_the_story.client.post("/q/what", data={**token, "what_happened": "my words"})
    html = checked(response)
    assert response.status_code == 200
    assert html.find("textarea", {"name": "what_happened"}).text.strip() == "my words"
    on_the_story.open("/q/what")
    assert in_the_box(on_the_story, "what_happened") == ""


@pytest.mark.parametrize("token", FORGED)
def test_nothing_happens_anywhere_without_the_token(token: dict[str, Any], app: Flask) -> None:
    person = at_the_end(app, "child")
    for path, data in (
        ("/check", {"send": "yes"}),
        ("/help", {"quick_name": "Sam"}),
        ("/later", {"stop": "yes"}),
        ("/start/grown", {"kind": "idea"}),
        ("/code", {"enter_code": "1111 1111 1111 1111"}),
    ):
        response = person.client.post(path, data={**token, **data})
        assert response.status_code == 200, path
        checked(response)
    assert not queue_of(app)
    assert person.open("/check").path == "/check"


def test_help_and_code_keep_what_was_typed_without_the_token(person: Person) -> None:
    help_page = checked(person.client.post("/help", data={"quick_name": "Sam", "quick_where": "at the park"}))
    assert [help_page.find("input", {"name": name})["value"] for name in ("quick_name", "quick_where")] == [
        "Sam",
        "at the park",
    ]
    code_page = checked(person.client.post("/code", data={"enter_code": "apple\0 boat"}))
    assert code_page.find("input", {"name": "enter_code"})["value"] == "apple boat"


def test_the_token_of_another_browser_is_none(app: Flask, on_the_story: Person) -> None:
    other = Person(app.test_client()).begin(CHILD)
    on_the_story.client.post("/q/what", data={"csrf_token": other.token, "what_happened": "forged"})
    assert in_the_box(on_the_story.open("/q/what"), "what_happened") == ""


def cookie(person: Person) -> str:
    found = person.client.get_cookie("wdyt")
    assert found is not None
    return found.value


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda sealed: sealed[:-1], id="cut by one sign"),
        pytest.param(lambda sealed: sealed[: len(sealed) // 2], id="cut in half"),
        pytest.param(lambda sealed: sealed[:5], id="nearly nothing left"),
        pytest.param(lambda _: "", id="empty"),
        pytest.param(lambda sealed: sealed[:40] + ("B" if sealed[40] == "A" else "A") + sealed[41:], id="one sign"),
        pytest.param(lambda sealed: sealed[::-1], id="turned round"),
        pytest.param(lambda _: "eyJkcmFmdCI6IngifQ.YQ.c2ln", id="one of plain Flask"),
        pytest.param(lambda _: "%00%ff\\x", id="signs that no cookie has"),
        pytest.param(lambda _: "A" * 4_000, id="as long as cookies get"),
    ],
)
def test_a_changed_cookie_is_an_empty_one_and_no_word_is_lost(change: Any, app: Flask, on_the_story: Person) -> None:
    token = on_the_story.token
    on_the_story.client.set_cookie("wdyt", change(cookie(on_the_story)))
    response = on_the_story.client.post("/q/what", data={"csrf_token": token, "what_happened": "my words"})
    assert response.status_code == 409
    assert checked(response).find("textarea", {"name": "what_happened"}).text.strip() == "my words"
    assert on_the_story.open("/q/what").path == "/"


PLAIN = {Number: "2024", Month: "6", Birthday: "1 2 2010", Phone: "07700 900123", Email: "a@b.org", Tick: "yes"}


def fitting(page: Page) -> dict[str, str]:
    """Something for every control of this page, but for dates in three boxes."""
    typed = {}
    for question in page.questions:
        if isinstance(question.answer, OneOf | ManyOf):
            typed[question.key] = question.answer.options[0].code
        elif question.answer:
            typed[question.key] = "A B"
        typed |= {part.code: PLAIN.get(type(part.kind), "A B") for part in question.parts}
    small = {"day": "1", "month": "6", "age": "12"}
    return {name: small.get(name, value) for name, value in typed.items() if name != "change_date"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_words_of_any_page_are_kept_where_the_draft_is_gone(page: Page, person: Person) -> None:
    typed = fitting(page)
    person._arrive(person.client.post(f"/q/{page.slug}", data=typed))
    assert status(person) == 409
    boxes = person.html.select("main textarea, main input:not([type])")
    assert {str(box["name"]): in_the_box(person, str(box["name"])) for box in boxes} == {
        **dict.fromkeys((str(box["name"]) for box in boxes), ""),
        **{name: value for name, value in typed.items() if name in {box["name"] for box in boxes}},
    }
    chosen = {str(box["name"]): str(box["value"]) for box in person.html.select("main input[checked]")}
    assert chosen == {name: value for name, value in typed.items() if name not in {box["name"] for box in boxes}}
    assert person.post({"slug": page.slug, **typed}, path="/keep").path == "/", person.html.select(".errors")


def test_kept_words_are_in_the_new_draft(app: Flask, person: Person) -> None:
    person._arrive(person.client.post("/q/what", data={"what_happened": "my words\r\nand more"}))
    assert in_the_box(person, "what_happened") == "my words\nand more"
    person.post({"slug": "what", "what_happened": "my words\r\nand more"}, path="/keep")
    person.begin(CHILD).answer(CHILD).post({"skip": "yes"}).post({"skip": "yes"})
    assert story_sent(app, person) == "my words\nand more"


def test_kept_words_that_are_too_long_are_shown_again_to_be_cut(person: Person) -> None:
    text = "x" * 10_001
    person._arrive(person.client.post("/q/what", data={"what_happened": text}))
    person.post({"slug": "what", "what_happened": text}, path="/keep")
    assert status(person) == 422
    assert in_the_box(person, "what_happened") == text
    person.post({"slug": "what", "what_happened": text[:-1]}, path="/keep")
    assert person.path == "/"


def test_kept_words_join_a_draft_begun_in_another_tab(app: Flask, person: Person) -> None:
    person._arrive(person.client.post("/q/what", data={"what_happened": "old words"}))
    other_tab = Person(person.client).begin(CHILD).answer(CHILD).post({"feeling": "sad"}).post({"topic": "promise"})
    other_tab.post({"slug": "what", "what_happened": "old words"}, path="/keep")
    assert in_the_box(other_tab.open("/q/what"), "what_happened") == "old words"
    assert {str(box["value"]) for box in other_tab.open("/q/how").html.select("input[checked]")} == {"sad"}


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/q/not-tell", "/q/what", "/check"])
def test_a_page_not_reached_yet_leads_to_the_first_open_one(path: str, person: Person) -> None:
    assert person.begin(CHILD).open(path).path == "/q/now"


@pytest.mark.parametrize("path", ["/done", "/about-you", "/where"])
def test_a_page_of_after_sending_loses_no_draft(path: str, on_the_story: Person) -> None:
    assert on_the_story.open(path).path == "/q/what"


@pytest.mark.parametrize("path", ["/q/what", "/check", "/done", "/about-you", "/where", "/on", "/q/no-such-page"])
def test_without_a_draft_every_page_leads_to_the_start(path: str, person: Person) -> None:
    assert person.open(path).path == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/q",
        "/q/",
        "/q/x/y",
        "/read/none",
        "/start/none",
        "/static/none.css",
        "/%00",
        "/%ED%A0%80",
        "/..%2f",
    ],
)
def test_an_unknown_path_gets_a_kind_page(path: str, person: Person) -> None:
    response = person.begin(CHILD).client.get(path)
    assert response.status_code == 404
    checked(response)
    assert person.open("/on").path == "/q/now"


def test_words_posted_ahead_are_kept_for_their_page(person: Person) -> None:
    person.begin(CHILD).post({"what_happened": "too early"}, path="/q/what")
    assert person.path == "/q/now"
    person.answer(CHILD).post({"skip": "yes"}).post({"skip": "yes"})
    assert in_the_box(person.open("/q/what"), "what_happened") == "too early"


def test_a_page_no_longer_on_the_path_keeps_its_words_out_of_the_record(app: Flask) -> None:
    person = at_the_end(app, "thanks")
    person.post({"what_happened": "from another tab", "safe_now": "not_safe"}, path="/q/what")
    assert person.path == "/check"
    person.send()
    (record,) = queue_of(app)
    assert "from another tab" not in str(record)


def test_a_page_of_another_role_is_read_in_its_own_voice(app: Flask, on_the_story: Person) -> None:
    for page in PAGES:
        on_the_story.open("/on").post(dict.fromkeys(page.keys, "x"), path=f"/q/{page.slug}")
        assert status(on_the_story) in {200, 422}, page.slug
        response = on_the_story.client.post(f"/q/{page.slug}", data=dict.fromkeys(page.keys, "x"))
        assert response.status_code == 200, page.slug


def test_words_too_long_for_a_page_no_longer_on_the_path_are_shown_again(on_the_story: Person) -> None:
    on_the_story.post({"impact": "x" * 10_001, "what_happened": "x"}, path="/q/what-happened")
    assert status(on_the_story) == 422
    assert in_the_box(on_the_story, "impact") == "x" * 10_001


def test_a_choice_made_before_the_role_changed_is_still_said(app: Flask) -> None:
    """A child is not offered a tribunal; who was an adult a moment ago has chosen it, and sends it."""
    answers = {**EVERYBODY["foster carer"], "court": ["tribunal"], "told_someone": ["worker"]}
    person = Person(app.test_client()).go_to_check(answers)
    person.begin({**answers, "who_are_you": "child"}).open("/on")
    for _ in range(20):
        if person.path != "/check":
            person.answer(answers).open("/on")
    assert person.path == "/check", person.visited
    assert "tribunal" in person.text
    person.send()
    (record,) = queue_of(app)
    assert record["answers"]["court"] == ["tribunal"]
    assert record["answers"]["told_someone"] == ["worker"]


# ── Methods ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def routes(app: Flask) -> set[str]:
    """A path of every route of the public pages."""
    named = {"path": "young", "slug": "private", "filename": "site.css"}
    return {
        rule.rule.replace("<path:", "<").replace("<slug>", "now" if rule.rule.startswith("/q/") else named["slug"])
        .replace("<path>", named["path"]).replace("<filename>", named["filename"])
        for rule in app.url_map.iter_rules() if not rule.rule.startswith("/desk")
    }  # fmt: skip


def test_every_route_answers_every_method(app: Flask) -> None:
    for path in routes(app):
        person = at_the_end(app, "thanks")
        for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "GET", "POST"):
            response = person.client.open(path, method=method)
            assert response.status_code < 500, f"{method} {path}"
            assert (response.status_code == 204) != ("Content-Security-Policy" in response.headers), f"{method} {path}"
            if method == "OPTIONS":
                assert response.status_code == 200 and response.headers["Allow"], path
            if method in {"PUT", "PATCH", "DELETE"}:
                assert response.status_code == 405, f"{method} {path}"
                assert response.headers["Allow"] and response.headers["Cache-Control"] == "no-store"
            if method == "HEAD":
                assert not response.data, path
            response.close()


def test_asking_for_a_head_changes_nothing(app: Flask) -> None:
    person = at_the_end(app, "child")
    for path in routes(app):
        person.client.head(path).close()
        person.client.options(path).close()
    assert not queue_of(app)
    assert person.open("/check").path == "/check"
    person.send()
    assert len(queue_of(app)) == 1


# ── Two tabs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_tabs_on_one_draft_keep_both_answers(app: Flask, on_the_story: Person) -> None:
    other_tab = Person(on_the_story.client).open("/q/about")
    on_the_story.post({"what_happened": "from the first tab"})
    other_tab.post({"topic": ["promise", "other"], "topic_other": "from the second tab"}, path="/q/about")
    assert in_the_box(other_tab.open("/q/about"), "topic_other") == "from the second tab"
    assert in_the_box(other_tab.open("/q/what"), "what_happened") == "from the first tab"


def test_after_a_long_time_without_a_token_limit_the_page_still_counts(clock: Clock, on_the_story: Person) -> None:
    clock.move(days=13, hours=23)
    assert on_the_story.post({"what_happened": "slowly written"}).path == "/q/when"


def checked(response: TestResponse) -> Any:
    html = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    check_page(response, html)
    return html


@pytest.mark.parametrize("kind", ["urgent", "contact_centre_handoff", "everything", ""])
def test_nothing_begins_but_what_the_buttons_say(kind: str, app: Flask, person: Person) -> None:
    person.open("/start/young").post({"kind": kind})
    assert person.path == "/start/young"
    assert person.open("/q/now").path == "/"
