"""What a journey in a browser may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import PHONE, Watch, launch, serving
from tests.make import service_of


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. It reaches this machine and nothing else."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    """The address at which the service answers."""
    with serving(app) as address:
        yield address


@pytest.fixture
def watch(base: str) -> Iterator[Watch]:
    """What goes wrong behind the pages; at the end it must be nothing."""
    watch = Watch(base)
    yield watch
    assert not watch.wrong
    assert not watch.elsewhere


@pytest.fixture
def phone(browser: Browser, base: str, watch: Watch) -> Iterator[Page]:
    """A small old phone, upright, with JavaScript off."""
    context = browser.new_context(
        base_url=base, viewport=PHONE, has_touch=True, java_script_enabled=False, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(5_000)
    watch.over(page)
    yield page
    context.close()


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    """A phone with JavaScript."""
    context = browser.new_context(base_url=base, viewport=PHONE, reduced_motion="reduce")
    context.set_default_timeout(5_000)
    yield context
    context.close()


@pytest.fixture
def exit_page(app: Flask) -> str:
    """Where Leave now goes."""
    return service_of(app).council.exit.url
