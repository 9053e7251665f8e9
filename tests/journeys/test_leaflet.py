"""The leaflet comes out of a printer as one side of one sheet of A4, also where its words are longer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from intake.council.load import load
from tests.browser import Watch

# Every text on it gets a quarter longer.
LONGER = """() => {
  const texts = document.createTreeWalker(document.querySelector('.leaflet'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim();
    if (words) texts.currentNode.data = `${words} ${words.slice(0, Math.ceil(words.length / 4))}`;
  }
}"""
# How many pixels of paper what stands in a panel reaches beyond it.
BEYOND = """() => Math.max(...[...document.querySelectorAll('.leaflet section')].map(panel => {
  const edge = panel.getBoundingClientRect();
  const inside = [...panel.querySelectorAll('*')].map(each => each.getBoundingClientRect()).filter(box => box.width);
  return Math.max(...inside.flatMap(box => [box.bottom - edge.bottom, box.right - edge.right, edge.left - box.left]));
}))"""
PAPER: ViewportSize = {"width": 1123, "height": 794}  # A4 sideways, in pixels
SHEET = re.compile(rb"/Type ?/Page\b")
BOX = re.compile(rb"/MediaBox ?\[0 0 (\d+)[.\d]* (\d+)")


@pytest.fixture
def paper(browser: Browser, base: str, watch: Watch) -> Iterator[Page]:
    """A page of a browser that is about to print."""
    context = browser.new_context(base_url=base, viewport=PAPER)
    page = context.new_page()
    page.set_default_timeout(5_000)
    watch.over(page)
    yield page
    context.close()


def is_one_sheet_of_a4_sideways(page: Page) -> bool:
    printed = page.pdf(prefer_css_page_size=True)
    return len(SHEET.findall(printed)) == 1 and BOX.findall(printed) == [(b"841", b"594")]


def reaches_beyond(page: Page) -> float:
    page.emulate_media(media="print")
    beyond: float = page.evaluate(BEYOND)
    page.emulate_media(media="null")
    return beyond


@pytest.mark.parametrize("longer", [False, True], ids=["as it is", "a quarter longer"])
@pytest.mark.parametrize("path", ["/leaflet", "/leaflet/grown"])
@pytest.mark.parametrize("language", load("northshire").languages)
def test_it_is_one_sheet(paper: Page, path: str, language: str, longer: bool) -> None:
    if language != "en":
        paper.goto("/language")
        with paper.expect_navigation():
            paper.locator(f"main button[value='{language}']").click()
    paper.goto(path)
    assert paper.locator("html").get_attribute("lang") == language
    if longer:
        paper.evaluate(LONGER)
    assert reaches_beyond(paper) <= 0
    assert is_one_sheet_of_a4_sideways(paper)


def test_it_is_one_sheet_for_whoever_reads_bigger_words(paper: Page) -> None:
    paper.goto("/leaflet")
    with paper.expect_navigation():
        paper.locator(".size button").click()
    paper.goto("/leaflet")
    assert "easy" in (paper.locator("html").get_attribute("class") or "")
    assert reaches_beyond(paper) <= 0
    assert is_one_sheet_of_a4_sideways(paper)


@pytest.mark.parametrize("form", [{"format": "A4"}, {"format": "Letter", "landscape": True}], ids=["upright", "letter"])
def test_it_is_one_sheet_on_a_printer_that_is_set_otherwise(paper: Page, form: dict[str, str]) -> None:
    paper.goto("/leaflet")
    assert len(SHEET.findall(paper.pdf(**form))) == 1  # type: ignore[arg-type]


def test_the_front_is_on_the_half_that_opens(paper: Page) -> None:
    paper.goto("/leaflet")
    paper.emulate_media(media="print")
    front, back = (panel.bounding_box() for panel in paper.locator(".leaflet section").all())
    assert front and back
    assert front["x"] == pytest.approx(PAPER["width"] / 2, abs=2)
    assert back["x"] == pytest.approx(0, abs=1)


def test_only_the_leaflet_is_printed(paper: Page) -> None:
    paper.goto("/leaflet")
    paper.emulate_media(media="print")
    seen = [each for each in paper.locator("a, button, h1, p").all() if each.is_visible()]
    assert len(seen) > 10
    assert all(each.evaluate("each => each.closest('.leaflet') !== null") for each in seen)
