"""No word is lost: kept while somebody types, held back where we cannot be reached, sent once when we can."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from intake.access.code import read_code
from intake.questions.catalogue import copy, signal
from intake.questions.vocabulary import Voice
from tests.browser import PHONE, Watch, scripted
from tests.make import queue_of

WORDS = "They said they would come. ትግርኛ"
TYPED = 3_000
NO_SIGNAL = signal.NO_SIGNAL[0].to(Voice.CHILD)
UNREACHED = re.compile(r"net::ERR_|status of 503|^503 for .*/here$")  # what the browser says of it itself
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 6_000, "uploadThroughput": 3_000}


@pytest.fixture
def writer(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A child on the page of the story, whose clock can be put forward. The network may fail here."""
    page = context.new_page()
    watch.over(page)
    page.clock.install()
    page.goto("/start/young")
    page.get_by_role("button", name="Something is wrong").click()
    to_story(page)
    yield scripted(page)
    watch.wrong[:] = [each for each in watch.wrong if not UNREACHED.search(each)]


def to_story(page: Page) -> None:
    for path, choice in (("/q/now", "safe"), ("/q/how", "sad"), ("/q/about", "promise")):
        expect(page).to_have_url(re.compile(path))
        page.locator(f"input[value={choice}]").check(force=True)
        press(page)
    expect(page).to_have_url(re.compile("/q/what"))


def press(page: Page, name: str = "Continue") -> None:
    page.locator("#answers").get_by_role("button", name=name, exact=True).click()


def go_on(page: Page) -> None:
    """Past this page, by Skip where there is one, else by the first answer."""
    skip = page.locator("#answers").get_by_role("button", name="Skip", exact=True)
    if not skip.count():
        page.locator(".choice input").first.check(force=True)
    with page.expect_navigation():
        (skip if skip.count() else page.locator("#answers .go")).click()


def box(page: Page) -> str:
    return page.locator("textarea").input_value()


def leave(page: Page, watch: Watch, exit_page: str) -> None:
    """Leaves, for a place that nobody reaches from here."""
    page.locator(".bar .leave").click(no_wait_after=True)
    assert watch.left_for(page, exit_page)
    watch.elsewhere.clear()


def type_and_wait(page: Page, words: str = WORDS) -> None:
    """Types, and waits until it is kept."""
    page.locator("textarea").fill(words)
    with page.expect_response(lambda response: response.request.method == "POST") as kept:
        page.clock.fast_forward(TYPED)
    assert kept.value.status == 204
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


# ── Kept while somebody types ────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_typed_survives_a_reload_and_a_crash(writer: Page, context: BrowserContext) -> None:
    type_and_wait(writer)
    writer.reload()
    assert box(writer) == WORDS
    writer.close(run_before_unload=False)
    other = context.new_page()
    other.goto("/on")
    assert box(other) == WORDS


def test_it_survives_on_another_phone_by_the_code(writer: Page, browser: Browser, base: str) -> None:
    type_and_wait(writer)
    writer.goto("/later")
    code = writer.locator(".code dd").first.inner_text()
    assert read_code(code)
    other = browser.new_context(base_url=base, viewport=PHONE).new_page()
    other.goto("/code")
    other.get_by_role("textbox").fill(code)
    other.get_by_role("button", name="Open", exact=True).click()
    expect(other).to_have_url(re.compile("/q/what"))
    assert box(other) == WORDS
    other.context.close()


def test_what_was_just_typed_is_kept_when_the_page_is_left(writer: Page) -> None:
    writer.locator("textarea").fill(WORDS)
    writer.get_by_role("link", name="Back", exact=True).click()
    expect(writer).to_have_url(re.compile("/q/about"))
    writer.goto("/q/what")
    assert box(writer) == WORDS


def test_a_choice_is_kept_without_a_wait(writer: Page) -> None:
    writer.goto("/q/about")
    scripted(writer)
    with writer.expect_response(lambda response: response.request.method == "POST"):
        writer.locator("input[value=move]").check(force=True)
        writer.clock.fast_forward(400)
    writer.reload()
    assert writer.locator("input[value=move]").is_checked()


def test_what_is_typed_before_the_scripts_come_is_kept_too(writer: Page, context: BrowserContext) -> None:
    held: list[Route] = []
    context.route("**/form.js*", lambda route: held.append(route))
    with writer.expect_request("**/form.js*"):
        writer.reload()
    writer.locator("textarea").fill(WORDS)
    held[0].continue_()
    scripted(writer)
    with writer.expect_response(lambda response: response.request.method == "POST") as kept:
        writer.clock.fast_forward(TYPED)
    assert kept.value.status == 204


def test_who_never_stops_typing_is_kept_too(writer: Page) -> None:
    field = writer.locator("textarea")
    with writer.expect_request(lambda request: request.method == "POST"):
        for _ in range(8):
            field.press_sequentially("x")
            writer.clock.fast_forward(2_500)


def test_one_at_a_time_and_none_for_nothing(writer: Page) -> None:
    asked: list[Request] = []
    writer.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    writer.clock.fast_forward(60_000)
    assert asked == []
    writer.locator("textarea").press_sequentially("abcdef")
    type_and_wait(writer)
    assert len(asked) == 1


def test_what_cannot_be_kept_is_said_and_continue_keeps_it(writer: Page, context: BrowserContext, watch: Watch) -> None:
    context.clear_cookies()
    writer.locator("textarea").fill(WORDS)
    writer.clock.fast_forward(TYPED)
    expect(writer.get_by_role("status").get_by_text(signal.NOT_SAVED.to(Voice.CHILD))).to_be_visible()
    press(writer)
    expect(writer.get_by_role("heading", level=1)).to_have_text(copy.LOST_TITLE.to(Voice.CHILD))
    assert box(writer) == WORDS
    watch.wrong[:] = [each for each in watch.wrong if not each.startswith("409 ")]


def test_leaving_keeps_nothing_more(writer: Page, watch: Watch, exit_page: str) -> None:
    asked: list[Request] = []
    writer.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    writer.locator("textarea").fill(WORDS)
    leave(writer, watch, exit_page)
    assert asked == []


def test_words_overtaken_on_their_way_are_not_shown_over_a_newer_answer(writer: Page, context: BrowserContext) -> None:
    posts: list[str] = []
    writer.on("request", lambda request: posts.append(request.post_data or "") if request.method == "POST" else None)
    type_and_wait(writer, "They said")
    writer.locator("textarea").fill(WORDS)
    press(writer)
    expect(writer).to_have_url(re.compile("/q/when"))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert context.request.post("/q/what", data=posts[0], headers=form).status == 204
    writer.goto("/q/what")
    assert box(writer) == WORDS


def test_what_is_on_its_way_is_given_up_when_they_leave(writer: Page, context: BrowserContext) -> None:
    """Its answer could bring the cookie back."""
    for place in ("/q/what", "/leave"):
        context.route(f"**{place}", lambda _route: None)
    writer.locator("textarea").fill(WORDS)
    with writer.expect_request(lambda request: request.method == "POST"):
        writer.clock.fast_forward(TYPED)
    with writer.expect_event("requestfailed", lambda request: request.url.endswith("/q/what")):
        writer.locator(".bar .leave").click(no_wait_after=True)


# ── No signal ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_signal_the_page_stays_and_sends_once_when_it_is_back(
    writer: Page, context: BrowserContext, app: Flask
) -> None:
    posts: list[str] = []
    writer.on("request", lambda request: posts.append(request.post_data or "") if request.method == "POST" else None)
    writer.locator("textarea").fill(WORDS)
    context.set_offline(True)
    press(writer)
    expect(writer.get_by_role("alert")).to_contain_text(NO_SIGNAL)
    assert box(writer) == WORDS and writer.url.endswith("/q/what")
    assert writer.evaluate("document.activeElement.textContent") == "Continue"
    assert writer.locator("[aria-disabled]").count() == 0
    context.set_offline(False)
    expect(writer).to_have_url(re.compile("/q/when"))
    assert len([post for post in posts if "keep=" not in post]) == 1
    writer.goto("/q/what")
    assert box(writer) == WORDS


def test_the_pressed_button_is_what_is_sent(writer: Page, context: BrowserContext) -> None:
    writer.locator("textarea").fill(WORDS)
    context.set_offline(True)
    press(writer, "Skip")
    expect(writer.get_by_role("alert")).to_be_visible()
    context.set_offline(False)
    expect(writer).to_have_url(re.compile("/q/when"))
    writer.goto("/q/what")
    assert box(writer) == ""


def test_it_is_tried_again_although_the_phone_notices_nothing(writer: Page, context: BrowserContext) -> None:
    context.route("**/here", lambda route: route.abort())
    press(writer, "Skip")
    expect(writer.get_by_role("alert")).to_contain_text(NO_SIGNAL)
    context.unroute("**/here")
    writer.clock.fast_forward(10_000)
    expect(writer).to_have_url(re.compile("/q/when"))


def test_a_server_that_is_down_is_no_signal_either(writer: Page, context: BrowserContext) -> None:
    context.route("**/here", lambda route: route.fulfill(status=503))
    press(writer, "Skip")
    expect(writer.get_by_role("alert")).to_contain_text(NO_SIGNAL)
    context.unroute("**/here")
    press(writer, "Skip")
    expect(writer).to_have_url(re.compile("/q/when"))


def test_who_goes_on_typing_is_not_sent_in_the_middle_of_a_word(writer: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    press(writer, "Skip")
    expect(writer.get_by_role("alert")).to_be_visible()
    writer.locator("textarea").press_sequentially("and")
    expect(writer.get_by_role("alert")).to_have_count(0)
    context.set_offline(False)
    writer.clock.fast_forward(60_000)
    writer.wait_for_timeout(300)
    assert writer.url.endswith("/q/what") and box(writer) == "and"


def test_two_presses_send_once(writer: Page) -> None:
    posts: list[str] = []
    writer.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    writer.locator("textarea").fill(WORDS)
    writer.locator("#answers .go").dblclick(no_wait_after=True)
    expect(writer).to_have_url(re.compile("/q/when"))
    assert len(posts) == 1


def test_help_now_does_not_wait_for_an_answer(writer: Page, context: BrowserContext) -> None:
    context.route("**/here", lambda _route: None)
    writer.locator("textarea").fill(WORDS)
    writer.get_by_role("button", name="Help now", exact=True).click()
    expect(writer).to_have_url(re.compile("/help"))
    writer.goto("/on")
    assert box(writer) == WORDS


def test_help_without_signal_gives_the_number_that_needs_none(writer: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    writer.get_by_role("button", name="Help now", exact=True).click()
    alert = writer.get_by_role("alert")
    expect(alert).to_contain_text(NO_SIGNAL)
    expect(alert.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    context.set_offline(False)


def test_a_slow_phone_gets_there_with_every_word(writer: Page, context: BrowserContext) -> None:
    session = context.new_cdp_session(writer)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    context.set_default_timeout(20_000)
    writer.locator("textarea").fill(WORDS)
    press(writer)
    expect(writer).to_have_url(re.compile("/q/when"), timeout=20_000)
    writer.goto("/q/what")
    assert box(writer) == WORDS


# ── With and without a script ────────────────────────────────────────────────────────────────────────────────────────


def test_enter_in_a_line_goes_on(writer: Page, phone: Page, context: BrowserContext) -> None:
    """And does not ask for help, although the first button that is seen does."""
    line = "input[name=preferred]"
    while not writer.locator(line).count():
        go_on(writer)
    path = writer.url
    for page in (writer, phone):
        if page is phone:
            page.context.add_cookies(context.cookies())
            page.goto(path)
        page.locator(line).fill("Ali")
        page.locator(line).press("Enter")
        expect(page).to_have_url(re.compile("/q/not-tell"))


def test_without_a_script_help_keeps_the_words_too(phone: Page) -> None:
    phone.goto("/start/young")
    phone.get_by_role("button", name="Something is wrong").click()
    to_story(phone)
    phone.locator("textarea").fill(WORDS)
    phone.get_by_role("button", name="Help now", exact=True).click()
    expect(phone).to_have_url(re.compile("/help"))
    phone.get_by_role("link", name="Carry on telling us").click()
    expect(phone).to_have_url(re.compile("/q/what"))
    assert box(phone) == WORDS


# ── Traces ───────────────────────────────────────────────────────────────────────────────────────────────────────────

STORED = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""


def test_nothing_is_stored_in_the_browser_but_the_cookie(writer: Page, context: BrowserContext, app: Flask) -> None:
    type_and_wait(writer)
    answers: list[str] = []
    writer.on("response", lambda answer: answers.append(f"{answer.headers.get('cache-control')} {answer.url}"))
    press(writer)
    while not writer.url.endswith("/check"):
        go_on(writer)
    with writer.expect_navigation():
        writer.get_by_role("button", name=copy.SEND["complaint"].to(Voice.CHILD)).click()
    assert len(queue_of(app)) == 1
    assert writer.evaluate(STORED) == [0, 0, 0, 0, 0]
    assert [cookie["name"] for cookie in context.cookies()] == ["wdyt"]
    pages = [answer for answer in answers if not re.search(r"\.(css|js)\?", answer)]
    assert len(pages) > 10 and [answer for answer in pages if not answer.startswith("no-store ")] == []


def test_back_after_leaving_shows_nothing(writer: Page, watch: Watch, exit_page: str) -> None:
    type_and_wait(writer)
    leave(writer, watch, exit_page)
    writer.go_back()
    writer.wait_for_load_state()
    assert WORDS not in writer.content()
    assert writer.locator("textarea").count() == 0
