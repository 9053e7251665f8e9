"""Each check of the crawl finds what it is there to find: on a page that is good but for one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.test import Client

from tests.browser import Watch
from tests.crawl import looks
from tests.crawl.keys import press_tab
from tests.crawl.markup import violations_of_markup
from tests.crawl.states import State
from tests.journeys.axe import violations
from tests.node import MissingToolError, command, module
from tests.person import Person

PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8"><title>A page - What Do You Think</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>
* {{ box-sizing: border-box }} body {{ margin: 0; font: 19px/1.6 sans-serif; overflow-wrap: break-word }}
html {{ scroll-padding-block-start: 80px }}
.bar {{ position: sticky; top: 0; background: #fff; display: flex; gap: 1em }}
a, button {{ display: inline-block; min-height: 48px; color: #00f }}
:focus-visible {{ outline: 3px solid #000 }}
{css}
</style>
</head>
<body>
<nav class="bar" aria-label="Safety"><a href="/help">Help now</a><a class="leave" href="/leave">Leave now</a></nav>
<header><a href="/">What Do You Think</a></header>
<main><h1>A page</h1>{main}
<p><a href="#first">The first link</a></p>
<p>Words to read. Words to read. Words to read. Words to read. Words to read. Words to read. Words to read.</p>
<p><a href="#middle">Another link</a></p>
<p>Words to read. Words to read. Words to read. Words to read. Words to read. Words to read. Words to read.</p>
<p><a href="/later">Stop and come back</a></p></main>
</body>
</html>
"""
WORDS = "<p>Words to read.</p>" * 9
LINKS = '<p><a href="#x">A link</a></p>' * 30


def page_with(main: str = "", css: str = "") -> str:
    return PAGE.format(main=main, css=css)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=looks.PHONE, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(5_000)
        yield page


@dataclass(frozen=True)
class Broken:
    """One thing that is wrong with a page, the check that says so, and how its line begins."""

    check: Callable[[Page], list[str]]
    says: str
    main: str = ""
    css: str = ""


BROKEN = {
    "wider than the screen": Broken(looks.shape, "wide:", '<div style="width: 400px">Words</div>'),
    "a word that nothing breaks": Broken(
        looks.shape, "outside:", f"<p>{'w' * 300}</p>", "p { overflow-wrap: normal; overflow-x: clip }"
    ),
    "a line cut off": Broken(
        looks.shape, "cut off:", '<p style="height: 1em; overflow: hidden">One<br>and two</p>'
    ),
    "words on words": Broken(looks.shape, "overlap:", '<p style="margin-bottom: -2.6em">One</p><p>Two</p>'),
    "a small target": Broken(
        looks.shape, "small:", '<a href="#x" style="min-height: 0; width: 20px; height: 20px">x</a>'
    ),
    "a card that is only a target": Broken(
        looks.shape, "small:", '<a class="card" href="#x" style="min-height: 0; height: 40px">A card</a>'
    ),
    "a choice that is only a target": Broken(
        looks.shape,
        "small:",
        '<div class="choice"><input type="radio" id="r"><label for="r">One</label></div>',
        "label { display: block; height: 40px }",
    ),
    "a bar that scrolls away": Broken(looks.shape, "leave: out of reach", WORDS * 9, ".bar { position: static }"),
    "something over Leave now": Broken(
        looks.shape,
        "leave: out of reach",
        '<div class="over"></div>',
        ".over { position: fixed; inset: 0 0 auto; height: 4em }",
    ),
    "no room for more space": Broken(
        looks.shape_with_more_space,
        "with more space, cut off:",
        '<p style="width: 5.5em; white-space: nowrap; overflow: hidden">Words here</p>',
    ),
    "something that grows as the screen gets lower": Broken(
        looks.shape_four_times_as_large, "at 400 %, wide:", '<div style="width: calc(500px - 30vh)">Words</div>'
    ),
    "no focus seen": Broken(looks.stops, "focus:", css=":focus-visible { outline: 0 }"),
    "focus that is always there": Broken(looks.stops, "focus:", css="a { outline: 3px solid #000 }"),
    "focus behind the bar": Broken(looks.stops, "covered:", LINKS, "html { scroll-padding-block-start: 0 }"),
    "focus out of sight": Broken(looks.stops, "covered:", css="main a { position: absolute; top: -9em }"),
    "an order of its own": Broken(looks.stops, "order:", '<a href="#x" tabindex="2">First of all</a>'),
    "an order that is not the one seen": Broken(
        looks.stops, "order:", css="main { display: flex; flex-direction: column-reverse }"
    ),
    "a trap": Broken(
        looks.stops,
        "order:",
        '<textarea aria-label="Words" onkeydown="event.preventDefault()"></textarea>',
    ),
    "a picture without words": Broken(violations, "image-alt", '<img src="data:,">'),
    "pale words": Broken(violations, "color-contrast", '<p style="color: #aaa">Words</p>'),
    "a level left out": Broken(violations, "heading-order", "<h4>Words</h4>"),
}  # fmt: skip


@pytest.mark.parametrize(
    "check",
    [looks.shape, looks.shape_with_more_space, looks.shape_four_times_as_large, looks.stops, violations],
    ids=lambda check: check.__name__,
)
def test_nothing_is_found_on_a_good_page(check: Callable[[Page], list[str]], page: Page) -> None:
    page.set_viewport_size(looks.PHONE)
    page.set_content(page_with(WORDS))
    assert check(page) == []


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_found(broken: Broken, page: Page) -> None:
    page.set_viewport_size(looks.PHONE)
    page.set_content(page_with(broken.main, broken.css))
    assert [each for each in broken.check(page) if each.startswith(broken.says)]


def test_tab_is_pressed_as_often_as_it_is_told(page: Page) -> None:
    page.set_content(page_with(LINKS))
    page.evaluate("""() => {
      window.pressed = [];
      for (const type of ['keydown', 'keyup', 'focusin']) {
        addEventListener(type, event => pressed.push([type, event.isTrusted, event.key ?? 'Tab'].join(' ')));
      }
    }""")
    press_tab(page, 20)
    assert Counter(page.evaluate("pressed")) == {f"{what} true Tab": 20 for what in ("keydown", "keyup", "focusin")}


def test_nobody_who_looks_next_finds_traces(page: Page) -> None:
    page.set_content(page_with(LINKS))
    looks.stops(page)
    assert page.evaluate("document.activeElement === document.body && scrollY === 0")
    for mode in ("on blue", "on dark", "light"):
        looks.MODES[mode].put_on(page)
        assert page.locator("html").get_attribute("class") == looks.MODES[mode].page


@pytest.mark.parametrize(
    ("main", "is_noted"),
    [
        ("<script>console.error('no')</script>", "wrong"),
        ("<script>throw new Error('no')</script>", "wrong"),
        ('<img alt="" src="http://elsewhere.example/x.png">', "elsewhere"),
    ],
)
def test_what_goes_wrong_behind_a_page_is_found(main: str, is_noted: str, browser: Browser) -> None:
    with browser.new_context() as context:
        watch, page = Watch("http://localhost"), context.new_page()
        watch.over(page)
        page.set_content(page_with(main))
        page.wait_for_load_state()
    assert getattr(watch, is_noted)


def test_what_is_no_html_is_found() -> None:
    def state(name: str, main: str) -> State:
        return State(name, "as it comes", "nobody", "", "", 200, (), page_with(main), 0, "")

    found = violations_of_markup(
        [state("/good", ""), state("/nested", "<p><div></div></p>"), state("/twice", '<p id="a"></p><p id="a"></p>')]
    )
    assert {each.split()[0] for each in found} == {"/nested", "/twice"}


@pytest.mark.parametrize(
    ("says", "before", "after"),
    [
        ("one h1", "<h1>A page</h1>", ""),
        ("one h1", "</main>", "<h1>Another</h1></main>"),
        ("lang and dir", ' dir="ltr"', ""),
        ("lang and dir", ' lang="en"', ""),
        ("Leave now", 'href="/leave"', 'href="/"'),
        ("Help now", 'href="/help"', 'href="/"'),
        ("the service in the title", " - What Do You Think", ""),
        ("no inline script", "</main>", "<script>1</script></main>"),
        ("is elsewhere", 'href="#first"', 'href="http://elsewhere.example/"'),
        ("no inline style", "<main>", '<main style="color: red">'),
        ("an id stands twice", "</main>", '<p id="a"></p><p id="a"></p></main>'),
        ("leads nowhere", "</main>", '<div class="errors"><a href="#x">Words</a></div></main>'),
        ("a label for x", "</main>", '<label for="x">Words</label></main>'),
        ("described by x", "</main>", '<input aria-describedby="x"></main>'),
        ("somebody's own", "</main>", '<p class="words">Words</p></main>'),
    ],
)
def test_what_is_served_wrong_is_found(says: str, before: str, after: str) -> None:
    html = page_with().replace("<style>", "<!--").replace("</style>", "-->")
    served: dict[str, str] = {"html": html}

    def answer(environ: object, start_response: Callable[..., object]) -> list[bytes]:
        policy = ("Content-Security-Policy", "default-src 'none'; script-src 'self';")
        start_response("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "no-store"), policy])
        return [served["html"].encode()]

    person = Person(Client(answer))
    person.open("/")
    served["html"] = html.replace(before, after)
    with pytest.raises(AssertionError, match=says):
        person.open("/")


def test_a_tool_that_is_not_there_is_named_with_the_command_that_brings_it() -> None:
    with pytest.raises(MissingToolError, match="Run: npm ci --ignore-scripts --prefix tests"):
        module("no-such-package", "file.js")
    with pytest.raises(MissingToolError, match="Run: apt-get install --yes default-jre-headless"):
        command("no-such-program", "default-jre-headless")
