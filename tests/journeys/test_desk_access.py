"""Every page of the desk, in its states and every mode, as axe sees it; and whether it fits the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from intake.casework.roles import Role
from intake.storage import staff
from intake.storage.tables import staff_sessions
from intake.web.desk.guard import COOKIE
from tests.browser import Watch, serving
from tests.desk import a_person
from tests.journeys.axe import MODES, PHONE, turn, violations, violations_of_look
from tests.make import make_app, service_of
from tests.web.desk.cases import call_for_help, taken_in

# What is wrong for whoever looks or goes by keyboard: too wide for the screen, too small to press, no focus seen.
LOOK = """() => {
  const wrong = [], root = document.documentElement;
  const named = element => `${element.localName}#${element.id} "${element.textContent.trim().slice(0, 30)}"`;
  if (root.scrollWidth > root.clientWidth) wrong.push(`${root.scrollWidth} pixels wide`);
  const stops = 'a[href], button, summary, textarea, select, input:not([type=hidden])';
  for (const element of document.querySelectorAll(stops)) {
    if (!element.checkVisibility()) continue;
    element.focus();
    const seen = element.matches('.choice input') ? element.nextElementSibling : element;
    const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
    const inText = element.localName === 'a' && getComputedStyle(element).display === 'inline';
    const least = Math.min(box.width, box.height);
    if (!inText && least < 24) wrong.push(`${named(element)} is only ${least}`);
    if (parseFloat(style.outlineWidth) < 2 || style.outlineStyle == 'none') wrong.push(`${named(element)} hides focus`);
  }
  return wrong;
}"""


@dataclass
class Crawl:
    """Somebody with every role, who looks at each page as it comes, and as it comes back with errors."""

    page: Page
    found: dict[str, list[str]] = field(default_factory=lambda: {mode: [] for mode in MODES})
    seen: list[str] = field(default_factory=list)

    def at(self, path: str) -> None:
        self.page.goto(path)
        self.here(path)

    def press(self, words: str, state: str) -> None:
        """Presses a button and looks at what comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()
        self.here(state)

    def here(self, state: str) -> None:
        self.seen.append(state)
        for mode in MODES:
            turn(self.page, mode)
            found = violations(self.page) if mode == MODES[0] else violations_of_look(self.page)
            self.found[mode] += [f"{state}: {each}" for each in [*found, *self.page.evaluate(LOOK)]]
        turn(self.page, "phone")


def walk(crawl: Crawl, app: Flask) -> None:
    complaint, late, urgent = taken_in(app), taken_in(app, "care-leaver-years-ago"), call_for_help(app)
    parent = taken_in(app, "father-without-pr")
    for path in (
        "queue",
        "queue?voice=child",
        "queue?status=closed",
        "queue?flag=nonsense",
        "search",
        "export",
        "conflicts",
    ):
        crawl.at(f"/desk/{path}")
    crawl.at("/desk/search")
    crawl.press("Search", "search with an error")
    for record in (complaint, late, urgent, parent):
        crawl.at(f"/desk/r/{record.reference}")
    crawl.page.goto(f"/desk/r/{complaint.reference}")
    crawl.press("Show them", "a record with names")
    crawl.at(f"/desk/r/{complaint.reference}/shut-out")
    crawl.press("Shut them out", "shutting out with errors")
    for record, decision in (
        *(
            (complaint, each)
            for each in ("route_decided", "acknowledged", "assigned", "split", "extended", "replied", "held")
        ),
        *((complaint, each) for each in ("suspended", "passed_on", "linked", "withdrawal_asked", "noted", "reopened")),
        *((late, each) for each in ("late_decided", "refused")),
        *((parent, "interest_decided"), (urgent, "safety_acted"), (urgent, "closed")),
    ):
        crawl.at(f"/desk/r/{record.reference}/do/{decision}")
        go = crawl.page.locator("main form button.go")
        if go.count():
            with crawl.page.expect_navigation():
                go.first.click()
            crawl.here(f"{decision} with errors")
    crawl.at(f"/desk/r/{complaint.reference}/written-copy")
    crawl.at("/desk/r/WDYT-222222")
    _call(crawl)
    for path in ("account", "people", "people/add", "again"):
        crawl.at(f"/desk/{path}")
    crawl.at("/desk/calls")
    _signed_out(crawl, app)


def _call(crawl: Crawl) -> None:
    crawl.page.goto("/desk/calls")
    crawl.press("Start a call", "a sheet")
    sheet = crawl.page.url
    crawl.press("Read it back to the caller", "a sheet that lacks something")
    for box in ("#safe_now-not_safe", "#who_are_you", "#topic"):
        crawl.page.locator(box).first.check(force=True)
    crawl.page.locator("#what_happened").fill("Nobody rings back.")
    crawl.press("Read it back to the caller", "a read-back")
    crawl.press("Send it to the complaints team", "a read-back that is not done")
    crawl.at(f"{sheet}/hand-over")
    crawl.at(f"{sheet}/drop")
    left = crawl.page.context.new_page()
    left.goto(sheet)
    crawl.page.goto(f"{sheet}/read-back")
    crawl.page.locator("#read_back_done").check(force=True)
    crawl.press("Send it to the complaints team", "a call that is sent")
    crawl.at(f"{sheet}/code")
    here, crawl.page = crawl.page, left
    left.locator("#what_happened").fill("And nobody writes.")
    crawl.press("Read it back to the caller", "a call that is over")
    assert left.title().startswith("This call is over")
    left.close()
    crawl.page = here


def _signed_out(crawl: Crawl, app: Flask) -> None:
    """Something is posted when the session has ended meanwhile."""
    crawl.page.goto("/desk/search")
    service = service_of(app)
    with service.database.write() as db:
        for session in db.execute(select(staff_sessions.c.id)).scalars().all():
            staff.end_session(db, session, service.now())
    crawl.press("Search", "signed out, with something posted")
    assert crawl.page.title().startswith("You are signed out")


@pytest.fixture(scope="module")
def crawl(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    """Every page, looked at without JavaScript by somebody who may reach all of them, and by nobody yet."""
    app = make_app(f"sqlite:///{tmp_path_factory.mktemp('desk')}/wdyt.db")
    person, service = a_person(*Role), service_of(app)
    with service.database.write() as db:
        staff.add(db, person, service.now())
        token = staff.begin_session(db, person.id, service.now())
    with serving(app) as base, browser.new_context(base_url=base, viewport=PHONE, java_script_enabled=True) as context:
        page = context.new_page()
        page.set_default_timeout(5_000)
        watch = Watch(base)
        watch.over(page)
        crawl = Crawl(page)
        crawl.at("/desk/sign-in")
        crawl.press("Go on", "sign-in with an error")
        context.add_cookies([{"name": COOKIE, "value": token, "url": f"{base}/desk"}])
        walk(crawl, app)
        assert not watch.wrong
        assert not watch.elsewhere
        yield crawl
    service.database.close()


@pytest.mark.parametrize("mode", MODES)
def test_no_page_of_the_desk_breaks_a_rule(mode: str, crawl: Crawl) -> None:
    assert crawl.found[mode] == []


def test_pages_come_back_with_their_errors(crawl: Crawl) -> None:
    refused = {state for state in crawl.seen if state.endswith("with errors")}
    assert len(refused) >= 12, refused
