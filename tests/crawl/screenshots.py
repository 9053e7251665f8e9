"""`python -m tests.crawl.screenshots`: the main pages in each voice, light and dark, on a phone and a desk.

Several screens make one sheet, which is a page of its own while its picture is taken.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from babel import Locale
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from intake.council.load import load
from tests.browser import launch, scripted, serving
from tests.crawl.looks import DESKTOP, PHONE
from tests.crawl.replay import Replay, path_of
from tests.crawl.scenes import port_of, served, walk
from tests.crawl.states import Crawl, Seen, State
from tests.make import persona

FOLDER = Path(__file__).parents[2] / ".readme"
QUALITY = 72  # of a hundred; letters are still crisp
GAP = 24

# Who walks, and the pages of theirs that are shown.
VOICES = {
    "child": ("worker-never-rings", ("/", "/start/young", "/q/how", "/q/what", "/q/better", "/check", "/done")),
    "adult": ("father-without-pr", ("/", "/start/grown", "/q/you", "/q/what-happened", "/check", "/done")),
}
ON_A_DESK = 4  # of these pages, the last ones but one to the right
SHEET = """<!doctype html><style>
body {{ margin: 0; padding: {gap}px; display: grid; gap: {gap}px; background: {behind};
  grid-template-columns: repeat({columns}, max-content); width: max-content }}
img {{ display: block; width: {width}px; border-radius: 12px }}
</style>{pictures}"""


@dataclass(frozen=True)
class Sheet:
    """Some screens beside each other."""

    name: str
    voice: str
    language: str = "en"
    dark: bool = False
    wide: bool = False

    @property
    def screen(self) -> ViewportSize:
        return DESKTOP if self.wide else PHONE


def sheets() -> Iterator[Sheet]:
    """Each voice, light and dark, on a phone and on a desk; and on a phone each language from right to left."""
    for voice, dark, wide in product(VOICES, (False, True), (False, True)):
        yield Sheet(f"{voice}-{'desk' if wide else 'phone'}-{'dark' if dark else 'light'}", voice, dark=dark, wide=wide)
    for language in load("northshire").languages:
        if Locale.parse(language).text_direction == "rtl":
            for dark in (False, True):
                yield Sheet(f"child-phone-{language}-{'dark' if dark else 'light'}", "child", language, dark)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for sheet in sheets():
            with screens(sheet) as (base, paths):
                pictures = [_screen(browser, sheet, base + path) for path in paths]
            made = FOLDER / f"{sheet.name}.webp"
            made.write_bytes(_together(browser, sheet, pictures))
            print(f"{made.relative_to(FOLDER.parent)}: {made.stat().st_size:,} bytes")
        browser.close()


@contextmanager
def screens(sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """Where the pages of a sheet are served, filled in where there is something to fill in."""
    name, shown = VOICES[sheet.voice]
    with served() as (app, clock, base):
        crawl = Crawl(Seen(sheet.language), app, clock, port_of(base))
        walk(crawl.visitor(), persona(name)["answers"])
        best = [_best(crawl.seen.states, path) for path in shown]
        with serving(Replay(app, best)) as again:
            yield again, [path_of(number) for number in range(len(best))][-ON_A_DESK if sheet.wide else 0 :]


def _best(states: Iterable[State], path: str) -> State:
    found = [state for state in states if state.path == path]
    return next((state for state in found if state.state.startswith("filled in")), found[0])


def _screen(browser: Browser, sheet: Sheet, address: str) -> bytes:
    scheme = "dark" if sheet.dark else "light"
    with browser.new_context(viewport=sheet.screen, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address)
        scripted(page)
        page.mouse.move(sheet.screen["width"] - 1, sheet.screen["height"] - 1)  # on nothing that shows it
        return page.screenshot()


def _together(browser: Browser, sheet: Sheet, pictures: list[bytes]) -> bytes:
    tags = "".join(f'<img src="data:image/png;base64,{base64.b64encode(each).decode()}">' for each in pictures)
    width = sheet.screen["width"] // (2 if sheet.wide else 1)
    columns, behind = (2, len(pictures))[not sheet.wide], "#2b2d4a" if sheet.dark else "#c9c4dc"
    with browser.new_context(viewport={"width": 3000, "height": 800}) as context:
        page = context.new_page()
        page.set_content(SHEET.format(gap=GAP, columns=columns, behind=behind, width=width, pictures=tags))
        return _webp(page)


def _webp(page: Page) -> bytes:
    size = page.evaluate("[document.body.offsetWidth, document.body.offsetHeight]")
    picture = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {
            **{"format": "webp", "quality": QUALITY, "captureBeyondViewport": True},
            "clip": {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1},
        },
    )
    return base64.b64decode(picture["data"])


if __name__ == "__main__":
    main()
