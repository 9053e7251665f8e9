"""What is looked at on each page in a browser. Every check returns what is wrong, one line for each fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import Watch, scripted, serving
from tests.crawl.keys import press_tab
from tests.crawl.replay import Replay, path_of
from tests.crawl.scenes import served
from tests.crawl.states import State
from tests.journeys.axe import AXE, violations, violations_of_look

_HERE = Path(__file__).parent
_SHAPE, _SPACING, _STOPS = ((_HERE / f"{name}.js").read_text() for name in ("shape", "spacing", "stops"))
_CHOSEN = """page => {
  document.documentElement.classList.remove(window.chosen);
  document.documentElement.classList.add(window.chosen = page);
}"""
PHONE: ViewportSize = {"width": 320, "height": 640}
FOUR_TIMES: ViewportSize = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


def shape(page: Page) -> list[str]:
    """Fits the screen, nothing cut off or on top of something else, targets big enough, Leave now in reach."""
    found: list[str] = page.evaluate(_SHAPE)
    return found


def shape_four_times_as_large(page: Page) -> list[str]:
    """The same on a screen that shows a quarter of the page each way."""
    page.set_viewport_size(FOUR_TIMES)
    return [f"at 400 %, {each}" for each in shape(page)]


def shape_with_more_space(page: Page) -> list[str]:
    """The same with the text spacing of WCAG 1.4.12."""
    page.evaluate(_SPACING, True)
    found = [f"with more space, {each}" for each in shape(page)]
    page.evaluate(_SPACING, False)
    return found


def stops(page: Page) -> list[str]:
    """Tab leads to everything in its order and out again; each stop shows its focus and nothing covers it."""
    press_tab(page, page.evaluate(_STOPS) + 1)
    found: list[str] = page.evaluate("[...wrongGoingDown(), ...wrongGoingUp()]")
    return found


@dataclass(frozen=True)
class Mode:
    """How somebody has their browser set, and what can be wrong because of it."""

    checks: tuple[Callable[[Page], list[str]], ...]
    dark: bool = False
    forced: bool = False
    screen: ViewportSize = field(default_factory=PHONE.copy)
    page: str = "as-it-comes"  # the colour that they have chosen for our pages

    def put_on(self, page: Page) -> None:
        page.emulate_media(
            color_scheme="dark" if self.dark else "light",
            forced_colors="active" if self.forced else "none",
            reduced_motion="reduce",
        )
        page.set_viewport_size(self.screen)
        page.evaluate(_CHOSEN, self.page)


EVERYTHING = (violations, shape, shape_with_more_space, shape_four_times_as_large, stops)
MODES: Mapping[str, Mode] = {
    "light": Mode(EVERYTHING),
    "dark": Mode((violations_of_look, shape, shape_with_more_space), dark=True),
    "forced colours": Mode((violations_of_look, shape, stops), forced=True),
    "wide": Mode((violations_of_look, shape), screen=DESKTOP),
    "on cream, in the dark": Mode((violations_of_look,), dark=True, page="cream"),
    "on blue": Mode((violations_of_look,), page="blue"),
    "on dark": Mode((violations_of_look,), page="dark"),
}


def faults(page: Page, mode: Mode) -> list[str]:
    """All that is wrong with the page that is open, in this mode."""
    mode.put_on(page)
    return [each for check in mode.checks for each in check(page)]


def sweep(browser: Browser, states: Sequence[State], *modes: str) -> list[str]:
    """All that is wrong with these states, each opened in a browser with scripts and seen in one mode after another."""
    found: list[str] = []
    with served() as (app, _, _), serving(Replay(app, states)) as base, browser.new_context(base_url=base) as context:
        context.add_init_script(AXE)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch = Watch(base)
        watch.over(page)
        for number, state in enumerate(states):
            page.goto(path_of(number))
            scripted(page)
            found += [f"{state}, {mode}: {each}" for mode in modes for each in faults(page, MODES[mode])]
            found += [f"{state}: {each}" for each in (*watch.wrong, *watch.elsewhere)]
            watch.wrong.clear()
            watch.elsewhere.clear()
    return found
