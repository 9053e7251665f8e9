"""What axe finds on a page: WCAG 2.2 A and AA, and best practice."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_LOOK = ["color-contrast", "link-in-text-block", "target-size"]  # what another mode can change
PHONE = {"width": 320, "height": 640}
MODES = ("phone", "dark", "forced colours", "wide", "four times as large")
_RUN = """async ([type, values]) => {
  scrollTo(0, 0);
  const result = await axe.run(document, {runOnly: {type, values}, resultTypes: ['violations']});
  return result.violations.map(each => `${each.id}: ${each.nodes.map(node => node.html.slice(0, 90)).join(' | ')}`);
}"""


def violations(page: Page) -> list[str]:
    """Each rule that the page breaks, with where."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(_RUN, ["tag", RULES])
    return found


def violations_of_look(page: Page) -> list[str]:
    """The same of the rules that another mode can change, on a page that `violations` has seen."""
    found: list[str] = page.evaluate(_RUN, ["rule", RULES_OF_LOOK])
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
