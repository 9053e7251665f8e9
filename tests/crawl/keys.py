"""The Tab key, pressed many times at the price of one call: the page asks its browser for every stroke itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_PRESS = Path(__file__).with_suffix(".js").read_text()


def press_tab(page: Page, times: int) -> None:
    """As `page.keyboard.press` so many times; that takes a round trip for each, and the browser paints in between."""
    page.evaluate(_PRESS, [_at_its_browser(page), times])


@cache
def _at_its_browser(page: Page) -> str:
    """The name by which the browser knows this page, which can speak to it from now on as `window.browser`."""
    browser = page.context.browser
    assert browser is not None
    target: str = page.context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]["targetId"]
    exposed = {"targetId": target, "bindingName": "browser"}
    browser.new_browser_cdp_session().send("Target.exposeDevToolsProtocol", exposed)
    return target
