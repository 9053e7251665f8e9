"""What axe finds on a page: WCAG 2.2 A and AA, and best practice."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.node import module

AXE = module("axe-core", "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_LOOK = ["color-contrast", "link-in-text-block", "target-size"]  # what another mode can change
PHONE = {"width": 320, "height": 640}
MODES = ("phone", "dark", "forced colours", "wide", "four times as large")
_RUN = """async ([type, values]) => {
  scrollTo(0, 0);
  const result = await axe.run(document, {runOnly: {type, values}, resultTypes: ['violations'], preload: false});
  return result.violations.map(each => `${each.id}: ${each.nodes.map(node => node.html.slice(0, 90)).join(' | ')}`);
}"""


def violations(page: Page) -> list[str]:
    """Each rule that the page breaks, with where."""
    return _run(page, "tag", RULES)


def violations_of_look(page: Page) -> list[str]:
    """The same of the rules that another mode can change."""
    return _run(page, "rule", RULES_OF_LOOK)


def _run(page: Page, by: str, rules: list[str]) -> list[str]:
    if page.evaluate("typeof axe") == "undefined":  # a context can bring it to every page: that is faster
        page.evaluate(AXE)
    found: list[str] = page.evaluate(_RUN, [by, rules])
    return found


def turn(page: Page, mode: str) -> None:
    """Shows the page in this mode."""
    page.emulate_media(
        color_scheme="dark" if mode == "dark" else "light",
        forced_colors="active" if mode == "forced colours" else "none",
        reduced_motion="reduce",
    )
    wide, large = {"width": 1280, "height": 800}, {"width": 320, "height": 256}
    page.set_viewport_size({"wide": wide, "four times as large": large}.get(mode, PHONE))
