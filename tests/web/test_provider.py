"""The provider's page: a link, three small steps, no account; looking at it changes nothing and tells nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from intake.records.referral import ReferralState
from intake.storage import referrals
from tests.make import Clock, make_app, queue_of, service_of
from tests.person import Person
from tests.web.everybody import EVERYBODY
from tests.web.referring import accept, asks, chase, events_of, link_to, referral_in

MONDAY = {"touched_on_day": "23", "touched_on_month": "11", "touched_on_year": "2026"}
TEAM_PHONE = "01632 960 101"


@pytest.fixture
def link(app: Flask) -> str:
    """The link of a young person's referral that has just been sent."""
    asks(app)
    accept(app)
    return link_to(app)


@pytest.fixture
def provider(app: Flask, link: str) -> Person:
    """Whoever at the provider's opens the link."""
    return Person(app.test_client()).open(link)


def status(person: Person) -> int:
    assert person.response is not None
    return person.response.status_code


# ── The steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_steps_on_three_visits(app: Flask, link: str, clock: Clock) -> None:
    Person(app.test_client()).open(link).post({"has_it": "yes"})
    assert referral_in(app).state == ReferralState.RECEIVED
    clock.move(days=1)
    second = Person(app.test_client()).open(link)
    assert "You told us on Monday 23 November that you have it." in second.text
    assert "has_it" not in second.controls
    second.post({"named": "  Ana   Olsen "})
    assert (referral_in(app).state, referral_in(app).advocate_name) == (ReferralState.APPOINTED, "Ana Olsen")
    third = Person(app.test_client()).open(link)
    assert "You told us that the advocate is Ana Olsen." in third.text
    third.post({"named": "Ana Olsen", **MONDAY})
    found = referral_in(app)
    assert (found.state, str(found.contacted_on)) == (ReferralState.CONTACTED, "2026-11-23")
    assert [kind for kind, _ in events_of(app)] == [
        *("advocate_offered", "referral_sent"),
        *("referral_received", "advocate_appointed", "advocate_contacted"),
    ]


def test_the_steps_in_one_go(app: Flask, provider: Person) -> None:
    provider.post({"has_it": "yes", "named": "Ana", **MONDAY})
    found = referral_in(app)
    assert (found.state, found.advocate_name, str(found.contacted_on)) == ("contacted", "Ana", "2026-11-23")
    assert found.received_at is not None
    assert "got in touch on Monday 23 November" in provider.text
    assert provider.controls == set()


@pytest.mark.parametrize("said", [{"has_it": "yes"}, {"named": "Ana"}, {"has_it": "yes", "named": "Ana", **MONDAY}])
def test_pressing_twice_is_once(said: dict[str, str], app: Flask, provider: Person) -> None:
    provider.post(said)
    kept, noted = referral_in(app), events_of(app)
    provider.post(said)
    assert status(provider) == 200
    assert (referral_in(app), events_of(app)) == (kept, noted)


def test_it_works_without_a_cookie(app: Flask, link: str) -> None:
    client = app.test_client(use_cookies=False)
    assert "Set-Cookie" not in client.get(link).headers
    assert client.post(link, data={"has_it": "yes"}).status_code == 302
    assert referral_in(app).state == ReferralState.RECEIVED


def test_an_answer_after_the_time_still_counts(app: Flask, provider: Person, clock: Clock) -> None:
    clock.move(days=3)
    chase(app)
    provider.post({"has_it": "yes"})
    assert referral_in(app).state == ReferralState.RECEIVED


# ── Looking changes nothing and tells nothing ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_a_mail_scanner_that_opens_the_link_changes_nothing(method: str, app: Flask, link: str) -> None:
    kept, noted = referral_in(app), events_of(app)
    app.test_client().open(f"{link}?has_it=yes&named=Ana", method=method, data={"has_it": "yes", "named": "Ana"})
    assert (referral_in(app), events_of(app)) == (kept, noted)


def test_the_page_says_nothing_of_the_person(app: Flask) -> None:
    """Neither what they told nor who they are, though the referral has both."""
    answers = {
        **EVERYBODY["child"],
        "advocate_share": ["contact", "story", "needs"],
        "safe_contact": ["ok_text"],
        "what_happened": "canary",
        "preferred": "canary",
        "phone": "07700 900555",
    }
    asks(app, answers)
    assert "canary" in str(referral_in(app).agreed) and "900555" in str(referral_in(app).agreed)
    page = Person(app.test_client()).open(link_to(app))
    assert queue_of(app)[-1]["ref"] in page.text
    assert "canary" not in str(page.html) and "900555" not in str(page.html)


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("x", id="too short"),
        pytest.param("A" * 43, id="never given out"),
        pytest.param("A" * 44, id="too long"),
        pytest.param("%00" * 43, id="no letters"),
        pytest.param("é" * 43, id="letters of no link"),
        pytest.param("A" * 5_000, id="very long"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wrong_link_is_met_with_a_number_to_call(token: str, method: str, app: Flask, link: str) -> None:
    kept = referral_in(app)
    response = app.test_client().open(f"/a/{token}", method=method, data={"has_it": "yes"})
    assert response.status_code == 404
    said = response.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "This link does not work" in said and TEAM_PHONE in said
    assert kept.agreed["complaint_ref"] not in response.text
    assert referral_in(app) == kept


def test_a_link_cut_short_or_changed_opens_nothing(app: Flask, link: str) -> None:
    changed = link[:-2] + ("AA" if not link.endswith("AA") else "BB")
    for wrong in (link[:-1], f"{link}A", changed, link.swapcase()):
        assert app.test_client().get(wrong).status_code == 404


def test_each_link_opens_its_own(app: Flask, link: str) -> None:
    first = referral_in(app)
    asks(app)
    Person(app.test_client()).open(link_to(app)).post({"named": "Ben"})
    Person(app.test_client()).open(link).post({"named": "Ana"})
    with service_of(app).database.read() as db:
        again = referrals.of_record(db, first.record_id, service_of(app).ring)
    assert again is not None and again.advocate_name == "Ana"
    assert referral_in(app).advocate_name == "Ben"


def test_another_servers_secret_makes_other_links(app: Flask, link: str, tmp_path: object) -> None:
    other = make_app(f"sqlite:///{tmp_path}/other.db")
    assert other.test_client().get(link).status_code == 404
    service_of(other).database.close()


def test_a_withdrawn_referral_is_closed(app: Flask, provider: Person) -> None:
    """Also for somebody whose page was open before."""
    service, referral = service_of(app), referral_in(app)
    with service.database.write() as db:
        referrals.withdraw(db, referral.record_id, service.council, service.now())
    provider.post({"has_it": "yes", "named": "Ana", **MONDAY})
    assert "no longer wants an advocate" in provider.text and TEAM_PHONE in provider.text
    assert provider.controls == set()
    assert referral_in(app).advocate_name is None


# ── What is typed ────────────────────────────────────────────────────────────────────────────────────────────────────

BAD = [
    pytest.param({}, "Tick the box", id="nothing"),
    pytest.param({"named": "  "}, "Tick the box", id="a name of spaces"),
    pytest.param({"has_it": "no"}, "Select one of the answers", id="a box that is not ours"),
    pytest.param({"named": "A" * 101}, "100 characters or less", id="a very long name"),
    pytest.param({"named": "Ana\0"}, "cannot keep", id="a sign that cannot be kept"),
    pytest.param({**MONDAY, "touched_on_day": "24"}, "must be today or earlier", id="tomorrow"),
    pytest.param({**MONDAY, "touched_on_day": "22"}, "Monday 23 November or later", id="before they asked"),
    pytest.param({**MONDAY, "touched_on_day": "31"}, "Enter a real date", id="no such day"),
    pytest.param({"touched_on_day": "23"}, "Enter a real date", id="half a day"),
    pytest.param({**MONDAY, "touched_on_year": "9" * 25}, "Enter a real date", id="no such year"),
]


@pytest.mark.parametrize(("said", "why"), BAD)
def test_what_cannot_be_kept_is_said_kindly_and_nothing_is_lost(
    said: dict[str, str], why: str, app: Flask, provider: Person
) -> None:
    kept = referral_in(app)
    typed = {"has_it": "yes", "named": "Ana", **said} if said and "named" not in said and "has_it" not in said else said
    provider.post(typed)
    assert status(provider) == 422
    assert why in provider.html.select(".errors")[0].get_text(" ")
    assert referral_in(app) == kept
    for name, value in typed.items():
        control = provider.html.find("input", {"name": name})
        assert control is not None
        shown = control.get("checked") is not None if name == "has_it" else control["value"]
        assert shown in {True, value, value.replace("\0", "")}


def test_a_box_that_is_no_longer_asked_for_cannot_be_wrong(app: Flask, provider: Person) -> None:
    provider.post({"has_it": "yes"}).post({"has_it": "no", "named": "Ana"})
    assert status(provider) == 200
    assert referral_in(app).advocate_name == "Ana"


def test_a_name_is_shown_as_it_is_and_never_as_markup(app: Flask, provider: Person) -> None:
    provider.post({"named": "<b>Ana</b> %(ref)s {{ 7*7 }}"})
    assert "<b>Ana</b> %(ref)s {{ 7*7 }}" in provider.text
    assert not provider.html.select("main b")


# ── Logs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    yield caplog
    logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)


def test_no_link_and_no_name_is_logged(
    everything_logged: pytest.LogCaptureFixture, app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    asks(app)
    link = link_to(app)
    provider = Person(app.test_client()).open(link).post({"has_it": "yes", "named": "Zq7xCanary"})
    provider.open(link + "A").open(link[:-1])
    everything_logged.handler.flush()
    assert everything_logged.records
    told = "\n".join(f"{each.getMessage()} {each.__dict__}" for each in everything_logged.records)
    told += "".join(capfd.readouterr()) + str(events_of(app))
    assert link.removeprefix("/a/")[:20] not in told
    assert "Zq7xCanary" not in told
