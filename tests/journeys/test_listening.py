"""Listen: a device with voices reads the page, sentence by sentence, and no word of anybody leaves the device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from intake.questions.catalogue import QUESTIONS, copy, listen
from intake.questions.vocabulary import OneOf, Say, Voice
from tests.browser import PHONE, Visitor, Watch, scripted
from tests.journeys.axe import turn, violations
from tests.journeys.voices import Device, speaking, voice

ENGLISH = voice("Alex", "en-GB")
REMOTE = voice("Cloud", "en-GB", local=False)
ARABIC = voice("Majed", "ar-SA")
HEARD = "CSS.highlights.get('spoken') ? [...CSS.highlights.get('spoken')].map(range => range.toString()) : []"
NOW = QUESTIONS["safe_now"]
PART = "Part 1 of 4: What happened"

Screens = Callable[..., tuple[Page, Device]]


@pytest.fixture
def screens(browser: Browser, base: str, watch: Watch) -> Iterator[Screens]:
    """Opens screens with JavaScript on devices with these voices."""
    opened = []

    def screen(*voices: dict[str, Any], late: bool = False) -> tuple[Page, Device]:
        context = browser.new_context(base_url=base, viewport=PHONE, reduced_motion="reduce")
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        watch.over(page)
        return page, speaking(page, *voices, late=late)

    yield screen
    for context in opened:
        context.close()


def said(words: Say | None) -> str:
    assert words is not None
    return words.to(Voice.CHILD)


def begin(page: Page) -> Page:
    """To the first question, as a child with something to complain of."""
    page.goto("/start/young")
    page.locator(".kinds button").first.click()
    page.wait_for_url("**/q/now")
    return page


def button(page: Page) -> Any:
    return scripted(page).locator("button.listen")


def options_of(question: Any) -> list[str]:
    assert isinstance(question.answer, OneOf)
    return [said(option.label) for option in question.answer.options]


# ── Whether there is a button ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("voices", "is_offered"),
    [
        pytest.param([], False, id="a device without voices"),
        pytest.param([ENGLISH], True, id="a voice of the language"),
        pytest.param([voice("Samantha", "en_US")], True, id="its name written another way"),
        pytest.param([ARABIC, voice("Zosia", "pl-PL")], False, id="voices of other languages"),
        pytest.param([REMOTE], True, id="a voice elsewhere, on a page with nothing of anybody"),
    ],
)
def test_listen_is_offered_where_there_is_a_voice(
    screens: Screens, voices: list[dict[str, Any]], is_offered: bool
) -> None:
    page, device = screens(*voices)
    begin(page)
    assert button(page).is_visible() is is_offered
    assert page.locator(".hear").count() == (len(options_of(NOW)) if is_offered else 0)
    assert device.said == []


def test_it_is_offered_once_the_voices_are_there(screens: Screens) -> None:
    page, device = screens(ENGLISH, late=True)
    begin(page)
    assert button(page).is_hidden()
    device.install()
    device.install()
    assert button(page).is_visible()
    assert page.locator(".hear").count() == len(options_of(NOW))


def test_a_browser_that_cannot_speak_shows_the_page_as_ever(screens: Screens) -> None:
    page, _ = screens()
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    begin(page)
    assert button(page).is_hidden()
    page.keyboard.press("Shift")
    assert page.locator(".presses").inner_text() == "Leave: 1 of 3"


def test_the_devices_own_voice_speaks_rather_than_one_elsewhere(screens: Screens) -> None:
    page, device = screens(REMOTE, voice("Samantha", "en-US"), ENGLISH)
    begin(page)
    button(page).click()
    device.hear_out()
    assert device.voices == {("Alex", "en-GB")}


# ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_is_read_from_its_words_to_its_last_button(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    button(page).click()
    heard = device.hear_out()
    assert heard[:2] == [PART, said(NOW.ask)]
    assert [each for each in heard if each in options_of(NOW)] == options_of(NOW)
    assert heard.index(said(copy.WHY_WE_ASK)) > heard.index(options_of(NOW)[-1])
    assert said(copy.CONTINUE) in heard
    assert said(NOW.why) not in " ".join(heard), "it is closed"
    assert said(copy.BACK) not in heard
    assert button(page).inner_text() == said(listen.LISTEN)


def test_a_paragraph_is_read_a_sentence_at_a_time(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    page.goto("/read/traces")
    button(page).click()
    heard = device.hear_out()
    assert " ".join(heard) == " ".join(page.locator("main").inner_text().split()).removeprefix("‹ ")
    assert all(each.count(". ") == 0 for each in heard)


def test_why_we_ask_is_read_once_it_is_open_even_while_the_page_is_read(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    button(page).click()
    page.locator("details.why summary").first.click()
    assert said(NOW.why) in " ".join(device.hear_out())


def test_what_is_wrong_is_read_first(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    page.get_by_role("button", name=said(copy.CONTINUE), exact=True).click()
    page.wait_for_selector(".errors")
    button(page).click()
    heard = device.hear_out()
    wrong = said(NOW.missing)
    assert " ".join(heard).startswith(
        f"{PART} {said(copy.ONE_ERROR)} {wrong} {said(NOW.ask)} {said(NOW.hint)} {wrong} "
    )


def test_what_somebody_types_is_never_read(screens: Screens) -> None:
    page, device = screens(REMOTE)
    page.goto("/start/young")
    page.locator("button[value=idea]").click()
    page.locator("textarea").fill("My own words.")
    page.get_by_role("button", name=said(copy.CONTINUE), exact=True).click()
    page.wait_for_url("**/check")
    page.goto("/q/idea")
    assert page.locator("textarea").text_content() == "My own words."
    button(page).click()
    heard = " ".join(device.hear_out())
    assert said(QUESTIONS["idea_what"].ask) in heard
    assert "own words" not in heard


def test_a_voice_that_breaks_off_stops_the_reading(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    button(page).click()
    device.fail()
    assert device.speaks is None
    assert button(page).inner_text() == said(listen.LISTEN)
    assert page.evaluate(HEARD) == []


# ── Following and choosing ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_sentence_that_is_read_is_marked(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    button(page).click()
    for _ in range(4):
        assert page.evaluate(HEARD) == [device.speaks]
        device.end()
    button(page).click()
    assert page.evaluate(HEARD) == []


def test_an_old_browser_marks_the_block_that_is_read(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    page.add_init_script("delete window.Highlight")
    begin(page)
    button(page).click()
    assert page.locator(".spoken").inner_text() == device.speaks
    device.end()
    assert page.locator(".spoken").count() == 1
    button(page).click()
    assert page.locator(".spoken").count() == 0


def test_a_browser_that_cannot_cut_sentences_has_them_cut(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    page.add_init_script("delete Intl.Segmenter")
    page.goto("/read/traces")
    button(page).click()
    heard = device.hear_out()
    assert len(heard) > 5
    assert all(each.count(". ") == 0 for each in heard)


def test_the_button_starts_and_stops(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    button(page).click()
    assert (button(page).inner_text(), device.speaks) == (said(listen.STOP_LISTENING), PART)
    device.end()
    button(page).click()
    assert (button(page).inner_text(), device.speaks) == (said(listen.LISTEN), None)
    button(page).click()
    assert device.speaks == PART


def test_the_reading_goes_on_from_the_words_that_are_tapped(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    last = options_of(NOW)[-1]
    page.get_by_text(last, exact=True).click(position={"x": 70, "y": 28})
    assert device.speaks is None, "nothing is read that nobody asked for"
    button(page).click()
    page.get_by_text(last, exact=True).click(position={"x": 70, "y": 28})
    assert device.speaks == last
    device.end()
    assert device.speaks == said(copy.WHY_WE_ASK)
    assert page.get_by_label(last, exact=True).is_checked(), "a tap on an answer chooses it as ever"


def test_each_answer_is_read_alone_by_its_own_button(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    for option in options_of(NOW):
        page.get_by_role("button", name=f"{said(listen.LISTEN)}: {option}", exact=True).click()
        assert device.speaks == option
    page.locator(".hear").last.click()
    assert device.speaks is None
    page.locator(".hear").first.click()
    assert device.hear_out()[-1] == options_of(NOW)[0]
    assert not page.locator(":checked").count(), "hearing an answer does not choose it"
    assert page.url.endswith("/q/now")


@pytest.mark.parametrize("path", ["/", "/start/young", "/help"])
def test_cards_are_read_alone_too(screens: Screens, path: str) -> None:
    page, device = screens(ENGLISH)
    page.goto(path)
    for card in page.locator(".card").all():
        card.locator("xpath=following-sibling::button").click()
        assert device.speaks == card.inner_text().replace("\xa0", " ")
    assert page.url.endswith(path)


def test_it_works_with_keys_alone(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    button(page).focus()
    page.keyboard.press("Enter")
    assert device.speaks == PART
    assert button(page).evaluate("each => each === document.activeElement")
    page.keyboard.press("Space")
    assert device.speaks is None
    page.locator(".hear").first.focus()
    page.keyboard.press("Enter")
    assert device.speaks == options_of(NOW)[0]


# ── What stays private ───────────────────────────────────────────────────────────────────────────────────────────────

ANSWERS: dict[str, Any] = {
    "who_are_you": "child",
    "kind": "complaint",
    "safe_now": "safe",
    "what_happened": "He shouts.",
}


@pytest.fixture
def walk(app: Flask) -> Callable[[Page], Visitor]:
    def walked(page: Page) -> Visitor:
        visitor = Visitor(page, app, lambda _: None)
        visitor.begin(ANSWERS)
        visitor.go_to_check(ANSWERS)
        return visitor

    return walked


@pytest.mark.parametrize("local", [True, False], ids=["on the device", "elsewhere"])
def test_only_a_voice_on_the_device_reads_what_is_somebodys_own(
    screens: Screens, walk: Callable[[Page], Visitor], local: bool
) -> None:
    page, device = screens(ENGLISH if local else REMOTE)
    visitor = walk(page)
    assert button(page).is_visible() is local
    page.locator(".rows details summary").first.click()
    if local:
        button(page).click()
        assert "He shouts." in device.hear_out()
    page.goto("/later")
    assert button(page).is_visible() is local
    page.goto("/check")
    visitor.send("complaint")
    assert button(page).is_visible() is local
    visitor.press(copy.SKIP_ALL)
    assert button(page).is_visible() is local
    page.goto("/where")
    assert button(page).is_visible() is local
    if not local:
        assert device.said == []


def test_leaving_is_silent_at_once(screens: Screens, watch: Watch, exit_page: str) -> None:
    page, _ = screens(ENGLISH)
    begin(page)
    button(page).click()
    silent = page.evaluate("() => { document.querySelector('a.leave').click(); return device.speaks(); }")
    assert silent is None
    assert watch.left_for(page, exit_page)
    watch.elsewhere.clear()


def test_a_page_that_is_put_away_is_silent(screens: Screens) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    button(page).click()
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert device.speaks is None
    assert button(page).inner_text() == said(listen.LISTEN)


# ── For everybody ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_of_another_language_is_read_by_a_voice_of_that_language(screens: Screens) -> None:
    page, device = screens(ENGLISH, ARABIC, late=True)
    begin(page)
    page.evaluate("""() => {
      document.documentElement.lang = 'ar';
      document.documentElement.dir = 'rtl';
      document.querySelector('main form').innerHTML =
        '<h1>هل أنت بأمان؟ قل لنا!</h1><p lang="en">Call us.</p><p>رقم <bdi dir="ltr">999</bdi> مجاني.</p>';
    }""")
    device.install()
    button(page).click()
    assert device.hear_out()[1:] == ["هل أنت بأمان؟", "قل لنا!", "Call us.", "رقم 999 مجاني."]
    assert page.evaluate("device.said.map(each => each.voice)") == ["Majed", "Majed", "Majed", "Alex", "Majed"]


def test_an_answers_button_stands_at_the_end_of_its_line(screens: Screens) -> None:
    page, _ = screens(ENGLISH)
    begin(page)
    box = page.locator(".hear").first.bounding_box()
    assert box is not None
    assert box["x"] > PHONE["width"] / 2
    assert min(box["width"], box["height"]) >= 44
    page.evaluate("document.documentElement.dir = 'rtl'")
    turned = page.locator(".hear").first.bounding_box()
    assert turned is not None
    assert turned["x"] < PHONE["width"] / 2


@pytest.mark.parametrize("mode", ["phone", "dark", "forced colours"])
def test_axe_finds_nothing_while_a_page_is_read(screens: Screens, mode: str) -> None:
    page, device = screens(ENGLISH)
    begin(page)
    turn(page, mode)
    button(page).click()
    device.end()
    assert violations(page) == []
    page.locator(".hear").first.click()
    assert violations(page) == []
