"""The only copy of somebody's words, in a page: no press in the bar of an old phone loses it."""

from __future__ import annotations

import re

from flask import Flask
from playwright.sync_api import Page, expect

from intake.questions.catalogue import copy, language, look
from intake.questions.vocabulary import Say, Voice
from tests.browser import Watch
from tests.journeys.test_keeping import to_story
from tests.tongues import pseudo, speaks

WORDS = "They said they'd come.\n\nNobody <did>. ትግርኛ"
MORE = f"{WORDS}\nAnd again."


def press(page: Page, words: Say) -> None:
    page.get_by_role("button", name=words.to(Voice.CHILD), exact=True).click()


def box(page: Page) -> str:
    return page.locator("textarea[name=what_happened]").input_value()


def test_words_whose_draft_is_gone_outlive_every_press_in_the_bar(app: Flask, phone: Page, watch: Watch) -> None:
    speaks(app, pseudo("pl"))
    phone.goto("/start/young")
    press(phone, Say(child="Something is wrong"))
    to_story(phone)
    phone.locator("textarea").fill(WORDS)
    phone.context.clear_cookies()
    press(phone, copy.CONTINUE)
    expect(phone.get_by_role("heading", level=1)).to_have_text(copy.LOST_TITLE.to(Voice.CHILD))
    phone.locator("textarea").fill(MORE)

    press(phone, look.BIGGER)
    expect(phone.locator("html")).to_have_class("easy")
    assert box(phone) == MORE

    press(phone, language.LANGUAGE)
    expect(phone.get_by_role("heading", level=1)).to_have_text(language.LANGUAGE_TITLE.to(Voice.CHILD))
    phone.locator("main button[value=pl]").click()
    expect(phone.locator("html")).to_have_attribute("lang", "pl")
    assert box(phone) == MORE
    phone.locator(".bar button[value=language]").click()
    phone.locator("main button[value=en]").click()

    press(phone, copy.HELP_NOW)
    expect(phone.get_by_role("heading", level=1)).to_have_text(copy.HELP_TITLE.to(Voice.CHILD))
    phone.locator("input[name=quick_phone]").fill("07700 900123")
    press(phone, look.NORMAL_SIZE)
    expect(phone.locator("input[name=quick_phone]")).to_have_value("07700 900123")
    press(phone, copy.SEND_NOW)
    expect(phone.locator("main [role=status]")).to_contain_text("You sent this at")
    press(phone, copy.CARRY_ON)
    assert box(phone) == MORE
    press(phone, copy.KEEP_WORDS)
    expect(phone).to_have_url(re.compile("/$"))
    watch.wrong[:] = [each for each in watch.wrong if not each.startswith("409 ")]
