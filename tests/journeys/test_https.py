"""The form behind HTTPS, as a council serves it: with the nginx whose settings stand in the README."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import trustme
from flask import Flask
from playwright.sync_api import Browser, Page

from intake.access.code import new_code
from intake.questions.catalogue import copy
from intake.questions.catalogue.look import BIGGER
from tests.browser import PHONE, Visitor, Watch, look, serving
from tests.delivery.mail_server import free_port
from tests.journeys.test_personas import meets
from tests.make import Clock, make_app, persona, queue_of, service_of
from tests.test_readme import README
from tests.web.desk.coming_in import PASSWORD, somebody

STORY = persona("worker-never-rings")["answers"]
SETTINGS = README.split("```nginx\n", 1)[1].split("```", 1)[0]
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{}}
http {{
    client_body_temp_path {folder}/bodies;
    {settings}
}}
"""


class NoProxyError(Exception):
    """No nginx on this machine: the one command that brings it."""


@contextmanager
def nginx(app_port: int, folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses, with https and without, of an nginx in front of an app. It has had nothing to complain of."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        raise NoProxyError("no nginx. Run: apt-get install --yes nginx-light")
    certificate = trustme.CA().issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(str(folder / "form.pem"))
    secure, plain = free_port(), free_port()
    settings = (
        SETTINGS.replace("127.0.0.1:8000", f"127.0.0.1:{app_port}")
        .replace("listen 443", f"listen 127.0.0.1:{secure}")
        .replace("listen 80", f"listen 127.0.0.1:{plain}")
    )
    settings = settings.replace("/var/log/nginx/error.log crit", f"{folder}/error.log warn")
    settings = re.sub(r"/etc/ssl/form\.(pem|key)", f"{folder}/form.pem", settings)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, settings=settings))
    running = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")])
    try:
        while not (folder / "nginx.pid").exists() and running.poll() is None:
            time.sleep(0.02)
        yield f"https://127.0.0.1:{secure}", f"http://127.0.0.1:{plain}"
    finally:
        running.terminate()
        running.wait(10)


class Behind:
    """The app, which may be away for a while, and always comes back to the same port."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._here = ExitStack()
        self.port = free_port()
        self.come()

    def come(self) -> None:
        self._here.enter_context(serving(self._app, self.port))

    def go(self) -> None:
        self._here.close()


@pytest.fixture
def app(service_url: str, clock: Clock) -> Iterator[Flask]:
    """A service that believes one proxy."""
    made = make_app(service_url, clock=clock, proxies=1)
    yield made
    service_of(made).database.close()


@pytest.fixture
def behind(app: Flask) -> Iterator[Behind]:
    served = Behind(app)
    yield served
    served.go()


@pytest.fixture
def complaints(tmp_path: Path) -> Path:
    """Where nginx says what it does not like, of itself or of what it was to do."""
    return tmp_path / "error.log"


@pytest.fixture
def addresses(behind: Behind, tmp_path: Path, complaints: Path) -> Iterator[tuple[str, str]]:
    """With https and without."""
    with nginx(behind.port, tmp_path) as both:
        yield both
        assert complaints.read_text() == ""


@pytest.fixture
def base(addresses: tuple[str, str]) -> str:
    return addresses[0]


@pytest.fixture
def phone(browser: Browser, base: str, watch: Watch) -> Iterator[Page]:
    """A small old phone that takes our certificate for a good one, with JavaScript off."""
    with browser.new_context(
        base_url=base, viewport=PHONE, has_touch=True, java_script_enabled=False, ignore_https_errors=True
    ) as context:
        page = context.new_page()
        watch.over(page)
        yield page


@pytest.fixture
def visitor(phone: Page, app: Flask) -> Visitor:
    return Visitor(phone, app, look)


def to_story(visitor: Visitor) -> None:
    """As far as the page of the story, with nothing written yet."""
    visitor.begin(STORY)
    while visitor.path != "/q/what":
        visitor.answer(STORY)


def test_a_child_gets_to_the_queue(app: Flask, visitor: Visitor) -> None:
    visitor.to_done(STORY)
    meets(queue_of(app)[0], persona("worker-never-rings")["expect"])


def test_the_cookie_and_the_browser_stay_with_https(visitor: Visitor) -> None:
    visitor.begin(STORY)
    (cookie,) = visitor.page.context.cookies()
    assert cookie["secure"] and cookie["httpOnly"]
    answer = visitor.page.goto("/q/now")
    assert answer and "max-age=31536000" in answer.headers["strict-transport-security"]


def test_staff_come_in_with_cookies_that_stay_with_https(app: Flask, phone: Page) -> None:
    officer = somebody(app)
    phone.goto("/desk")
    phone.get_by_label("Sign-in name").fill(officer.person.sign_in)
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Go on").click()
    phone.locator("[name=code]").fill(officer.code())
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_role("heading", name="Queue", exact=True).wait_for()
    cookies = phone.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"wdyt", "wdyt_desk"}
    assert all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies)


def test_who_comes_without_https_is_led_there(addresses: tuple[str, str], phone: Page) -> None:
    answer = phone.request.get(f"{addresses[1]}/start/young", max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (301, "https://127.0.0.1/start/young")


def test_a_button_of_the_bar_works_before_there_is_a_cookie(visitor: Visitor) -> None:
    """Then only the browser says which page was left: by its address, as it sees it in front of the proxy."""
    visitor.open("/code")
    visitor.page.context.clear_cookies()
    box = visitor.page.get_by_role("main").get_by_role("textbox")
    box.fill("four words of mine")
    visitor.press(BIGGER)
    assert visitor.page.locator("html.easy").count() == 1
    assert not visitor.page.get_by_role("alert").count()
    assert box.input_value() == "four words of mine"


def test_what_is_too_long_is_said_by_the_form_which_keeps_it(visitor: Visitor) -> None:
    """A million letters, which nginx neither refuses nor lays down in a file."""
    to_story(visitor)
    token = visitor.page.locator("#answers [name=csrf_token]").input_value()
    typed = "x" * 1_200_000
    answer = visitor.page.request.post("/q/what", form={"csrf_token": token, "what_happened": typed})
    assert answer.status == 422
    assert typed in answer.text()


def test_guesses_are_counted_by_the_address_that_the_proxy_sees(visitor: Visitor) -> None:
    """Whoever says that they come from elsewhere each time is counted all the same."""
    visitor.open("/code")
    token = visitor.page.locator("[name=csrf_token]").first.input_value()
    codes = [
        visitor.page.request.post(
            "/code",
            form={"csrf_token": token, "enter_code": new_code().words},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status
        for number in range(11)
    ]
    assert codes == [422] * 10 + [429]


def test_while_the_form_is_away_what_was_written_waits_in_the_browser(
    behind: Behind, visitor: Visitor, watch: Watch, complaints: Path
) -> None:
    to_story(visitor)
    visitor.page.get_by_role("main").get_by_role("textbox").first.fill("They never came. ትግርኛ")
    behind.go()
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=visitor.speak(copy.CONTINUE), exact=True).click()
    assert visitor.page.title() == "Please try again"
    assert "call 999" in visitor.page.locator("body").inner_text()

    behind.come()
    visitor.page.reload()
    visitor.go_to_check(STORY)
    assert "They never came. ትግርኛ" in (visitor.page.locator("main").text_content() or "")

    assert len(watch.wrong) == 2 and all("503" in each for each in watch.wrong)
    assert complaints.read_text().count("connect() failed") == 1
    watch.wrong.clear()
    complaints.write_text("")
