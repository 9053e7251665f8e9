"""Signing in with the council's own sign-on, against a real provider: who gets in, and how nobody does."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from intake.casework.roles import Role, Staff
from intake.storage import accounts, credentials, staff
from intake.web.desk.entry.single_sign_on import AT_ONCE, SingleSignOn
from intake.web.desk.guard import COOKIE
from tests.desk import Desk, a_person
from tests.make import Clock, make_app, service_of
from tests.web.desk.provider import Claims, Provider, asked_for, challenge_of, running

# The provider leans on what is going away in Authlib; what we lean on ourselves is warned of all the same.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

BEGIN = "/desk/single-sign-on"
HOME = "/desk/"
EMAIL = "r.okafor@northshire.example"


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(one_provider: Provider) -> Provider:
    """The provider, behaving well; it knows somebody with an email address that it has checked."""
    well = Provider()
    one_provider.says, one_provider.publishes = well.says, well.publishes
    for memory in (one_provider.answers, one_provider.waits_seconds, one_provider.asked, one_provider.gave):
        memory.clear()
    one_provider.add("okafor", email=EMAIL, email_verified=True)
    return one_provider


@pytest.fixture
def clock() -> Clock:
    """The provider has the clock of this machine, so the service must have it, too."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def app(service_url: str, clock: Clock, provider: Provider) -> Iterator[Flask]:
    made = app_with(provider.url, service_url, clock)
    yield made
    service_of(made).database.close()


@pytest.fixture
def okafor(app: Flask) -> Staff:
    return added(app, a_person(Role.COMPLAINTS_OFFICER, email=EMAIL))


def app_with(issuer: str, service_url: str, clock: Clock, timeout_seconds: float = 10) -> Flask:
    return make_app(
        service_url,
        clock=clock,
        public_url="https://tell.example",
        oidc_issuer=issuer,
        oidc_client_id="desk",
        oidc_client_secret="told-to-us-alone",
        oidc_timeout_seconds=timeout_seconds,
    )


def added(app: Flask, person: Staff) -> Staff:
    with service_of(app).database.write() as db:
        staff.add(db, person, service_of(app).now())
    return person


def go(app: Flask, provider: Provider, subject: str = "okafor", client: Client | None = None) -> TestResponse:
    """The whole way there and back."""
    client = client or app.test_client()
    return client.get(provider.sign_in(client.get(BEGIN).location, subject))


def who(app: Flask, client: Client) -> str | None:
    """The id of who is signed in with this browser."""
    cookie = client.get_cookie(COOKIE, path="/desk")
    with service_of(app).database.read() as db:
        session = staff.session_of(db, cookie.value) if cookie else None
    return session.staff.id if session else None


def everybody(app: Flask) -> list[Staff]:
    with service_of(app).database.read() as db:
        return staff.everybody(db)


def sessions(app: Flask) -> list[datetime]:
    """When each account was seen last."""
    with service_of(app).database.read() as db:
        return [each.seen_at for each in accounts.accounts(db) if each.seen_at]


def assert_nobody_got_in(app: Flask, answer: TestResponse, status: int) -> str:
    """The words of a kind page with this status, after which nobody is signed in and nobody was made."""
    words = answer.get_data(as_text=True)
    assert answer.status_code == status and "<h1>" in words and COOKIE not in str(answer.headers)
    assert sessions(app) == []
    return words


# ── Getting in ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_somebody_added_beforehand_signs_in_with_an_address_that_the_provider_has_checked(
    app: Flask, provider: Provider, okafor: Staff
) -> None:
    client = app.test_client()
    there = client.get(BEGIN).location
    asked = asked_for(there)
    assert there.startswith(f"{provider.url}/oauth2/authorize?")
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == "https://tell.example/desk/single-sign-on/back"
    assert "prompt" not in asked and "max_age" not in asked

    answer = client.get(provider.sign_in(there, "okafor"))
    assert (answer.status_code, answer.location) == (302, HOME)
    assert who(app, client) == okafor.id
    assert challenge_of(provider.was_asked("/oauth2/token")["code_verifier"]) == asked["code_challenge"]


def test_the_cookie_of_the_desk_is_out_of_reach_of_scripts_and_other_sites(
    app: Flask, provider: Provider, okafor: Staff
) -> None:
    client = app.test_client()
    there = client.get(BEGIN, base_url="https://localhost").location
    answer = client.get(provider.sign_in(there, "okafor"), base_url="https://localhost")
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith(COOKIE))
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/desk"} <= set(cookie.split("; "))


def test_people_come_back_to_the_public_address_whatever_host_a_request_names(
    app: Flask, provider: Provider, okafor: Staff
) -> None:
    client = app.test_client()
    there = client.get(BEGIN, headers={"Host": "elsewhere.example"}).location
    assert asked_for(there)["redirect_uri"] == "https://tell.example/desk/single-sign-on/back"
    assert client.get(provider.sign_in(client.get(BEGIN).location, "okafor")).location == HOME
    assert provider.was_asked("/oauth2/token")["redirect_uri"] == "https://tell.example/desk/single-sign-on/back"


def test_from_then_on_they_are_known_by_the_subject_alone(app: Flask, provider: Provider, okafor: Staff) -> None:
    go(app, provider)
    provider.add("okafor", email="another.name@northshire.example", email_verified=False)
    provider.add("impostor", email=EMAIL, email_verified=True)
    client = app.test_client()
    assert go(app, provider, client=client).status_code == 302
    assert who(app, client) == okafor.id
    assert go(app, provider, "impostor").status_code == 400


def test_an_email_that_the_token_leaves_out_is_asked_for(app: Flask, provider: Provider, okafor: Staff) -> None:
    provider.says = lambda claims: {name: value for name, value in claims.items() if not name.startswith("email")}
    client = app.test_client()
    assert go(app, provider, client=client).status_code == 302
    assert who(app, client) == okafor.id


def test_roles_never_come_from_the_provider(app: Flask, provider: Provider, okafor: Staff) -> None:
    provider.says = lambda claims: {**claims, "roles": ["administrator"], "groups": ["administrator"]}
    go(app, provider)
    assert everybody(app) == [okafor]


def test_the_page_that_was_wanted_comes_next(app: Flask, provider: Provider, okafor: Staff) -> None:
    client = app.test_client()
    there = client.get(f"{BEGIN}?then=/desk/account").location
    assert client.get(provider.sign_in(there, "okafor")).location == "/desk/account"


@pytest.mark.parametrize(
    "then",
    ["https://elsewhere.example/desk/", "//elsewhere.example", "/q/why", "/desk/\r\nX: y", "/desk/\x00", "\\/desk/"],
)
def test_nobody_is_sent_on_to_anywhere_but_the_desk(app: Flask, provider: Provider, okafor: Staff, then: str) -> None:
    client = app.test_client()
    there = client.get(BEGIN, query_string={"then": then}).location
    assert client.get(provider.sign_in(there, "okafor")).location == HOME


# ── Whom the desk does not know ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("claims", "people"),
    [
        pytest.param({"email": EMAIL, "email_verified": True}, [], id="nobody was added"),
        pytest.param({"email": EMAIL, "email_verified": False}, [{}], id="the address is not checked"),
        pytest.param({"email": EMAIL}, [{}], id="nothing is said of checking it"),
        pytest.param({"email": EMAIL, "email_verified": "false"}, [{}], id="a word where yes or no belongs"),
        pytest.param({"email": "", "email_verified": True}, [{"email": ""}], id="no address on either side"),
        pytest.param({}, [{"email": ""}], id="nothing is said of an address"),
        pytest.param({"email": EMAIL, "email_verified": True}, [{}, {}], id="two have this address"),
        pytest.param({"email": EMAIL, "email_verified": True}, [{"is_active": False}], id="they work here no longer"),
        pytest.param(
            {"email": EMAIL.replace("k", "\u212a"), "email_verified": True}, [{}], id="a letter that becomes another"
        ),
    ],
)
def test_whom_nobody_added_is_told_whom_to_ask_and_nothing_is_made(
    app: Flask, provider: Provider, claims: Claims, people: list[dict[str, Any]]
) -> None:
    before = [added(app, a_person(Role.COMPLAINTS_OFFICER, **{"email": EMAIL, **each})) for each in people]
    provider.add("okafor", **claims)
    words = assert_nobody_got_in(app, go(app, provider), 400)
    assert "Ask an administrator of this desk to add you" in words
    assert "complaints@northshire.example" in words and EMAIL not in words
    assert everybody(app) == before


def test_whoever_is_disabled_is_not_let_in_by_their_subject(app: Flask, provider: Provider, okafor: Staff) -> None:
    client = app.test_client()
    go(app, provider, client=client)
    with service_of(app).database.write() as db:
        staff.deactivate(db, okafor.id, service_of(app).now())
    assert who(app, client) is None
    assert go(app, provider).status_code == 400


def test_whoever_has_a_password_is_not_taken_over_by_an_address(app: Flask, provider: Provider, okafor: Staff) -> None:
    with service_of(app).database.write() as db:
        credentials.set_password(db, okafor.id, "a hash")
    assert "Ask an administrator" in assert_nobody_got_in(app, go(app, provider), 400)


def test_the_subject_of_another_provider_means_nobody(
    app: Flask, provider: Provider, okafor: Staff, service_url: str, clock: Clock
) -> None:
    go(app, provider)
    with running() as another:
        another.add("okafor", email="somebody.else@northshire.example", email_verified=True)
        moved = app_with(another.url, service_url, clock)
        assert go(moved, another).status_code == 400
        service_of(moved).database.close()


# ── What does not belong to this browser ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "forged", ["", "state=", "state=forged", "state=%C3%A9"], ids=["none", "empty", "forged", "not ASCII"]
)
def test_a_forged_state_signs_nobody_in(app: Flask, provider: Provider, okafor: Staff, forged: str) -> None:
    client = app.test_client()
    path = provider.sign_in(client.get(BEGIN).location, "okafor")
    code = path.split("code=")[1].split("&")[0]
    answer = client.get(f"/desk/single-sign-on/back?code={code}&{forged}")
    assert "did not begin in this browser" in assert_nobody_got_in(app, answer, 400)


def test_an_answer_for_another_browser_signs_nobody_in(app: Flask, provider: Provider, okafor: Staff) -> None:
    path = provider.sign_in(app.test_client().get(BEGIN).location, "okafor")
    other = app.test_client()
    assert_nobody_got_in(app, other.get(path), 400)
    other.get(BEGIN)
    assert_nobody_got_in(app, other.get(path), 400)


def test_an_answer_is_taken_once(app: Flask, provider: Provider, okafor: Staff) -> None:
    client = app.test_client()
    path = provider.sign_in(client.get(BEGIN).location, "okafor")
    cookie = client.get_cookie("wdyt")
    assert cookie
    assert client.get(path).status_code == 302
    replayed = client.get(path)
    assert replayed.status_code == 400 and "used before" in replayed.get_data(as_text=True)

    thief = app.test_client()
    thief.set_cookie("wdyt", cookie.value)  # with the cookie of before, too: the provider takes no code twice
    assert thief.get(path).status_code == 400
    assert who(app, thief) is None


def test_an_answer_after_more_than_ten_minutes_is_not_taken(
    app: Flask, provider: Provider, okafor: Staff, clock: Clock
) -> None:
    client = app.test_client()
    path = provider.sign_in(client.get(BEGIN).location, "okafor")
    clock.move(minutes=10, seconds=1)
    assert "more than 10 minutes" in assert_nobody_got_in(app, client.get(path), 400)


def test_the_cookie_holds_one_attempt_however_many_are_begun(app: Flask, provider: Provider) -> None:
    client = app.test_client()
    sizes = []
    for _ in range(4):
        client.get(BEGIN)
        cookie = client.get_cookie("wdyt")
        assert cookie
        sizes.append(len(cookie.value))
    assert max(sizes) < 1500 and max(sizes) - min(sizes) < 50


# ── What the provider says ───────────────────────────────────────────────────────────────────────────────────────────


def saying(**claims: Any) -> Any:
    """Changes these claims; None takes one out."""
    return lambda told: {name: value for name, value in {**told, **claims}.items() if value is not None}


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "another"}, id="a wrong nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"iss": "https://elsewhere.example"}, id="another issuer"),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param({"aud": "another-desk"}, id="meant for somebody else"),
        pytest.param({"aud": "another-desk", "azp": "desk"}, id="meant for somebody else, as if for us"),
        pytest.param({"exp": int(time.time()) - 600}, id="run out"),
        pytest.param({"iat": int(time.time()) + 86_400}, id="not made yet"),
        pytest.param({"sub": ""}, id="an empty subject"),
        pytest.param({"sub": None}, id="no subject"),
        pytest.param({"sub": 7}, id="a number for a subject"),
        pytest.param({"at_hash": "AAAA"}, id="of another token"),
        pytest.param({"auth_time": "yesterday"}, id="a word for a time"),
    ],
)
def test_a_token_that_is_not_right_signs_nobody_in(
    app: Flask, provider: Provider, okafor: Staff, claims: Claims
) -> None:
    provider.says = saying(**claims)
    assert "Try again" in assert_nobody_got_in(app, go(app, provider), 400)


def test_a_token_that_another_key_has_signed_signs_nobody_in(app: Flask, provider: Provider, okafor: Staff) -> None:
    with running() as another:
        keys = another.keys()
    provider.answers["/jwks"] = (200, keys)
    assert_nobody_got_in(app, go(app, provider), 400)


def test_whoever_would_rather_not_is_not_signed_in(app: Flask, provider: Provider, okafor: Staff) -> None:
    client = app.test_client()
    answer = client.get(provider.deny(client.get(BEGIN).location))
    assert assert_nobody_got_in(app, answer, 400)
    client.get(BEGIN)
    with client.session_transaction() as kept:
        state = kept["single_sign_on"]["state"]
    answer = client.get(f"{BEGIN}/back?error=access_denied&error_description=%3Cb%3Eboo&state={state}")
    words = assert_nobody_got_in(app, answer, 400)
    assert "did not let you in" in words and "boo" not in words


@pytest.mark.parametrize(
    ("path", "status", "body", "expected"),
    [
        pytest.param("/oauth2/token", 400, '{"error": "invalid_grant"}', 400, id="the code is not known"),
        pytest.param("/oauth2/token", 401, '{"error": "invalid_client"}', 400, id="we are not known"),
        pytest.param("/oauth2/token", 500, "{}", 503, id="a fault of the provider"),
        pytest.param("/oauth2/token", 200, "<p>Busy</p>", 503, id="a page of something in between"),
        pytest.param("/oauth2/token", 200, "[]", 503, id="a list for a token"),
        pytest.param("/oauth2/token", 200, '{"access_token": "a", "token_type": "Bearer"}', 400, id="no identity"),
        pytest.param("/oauth2/token", 200, '{"access_token": "a", "id_token": "no"}', 400, id="no token at all"),
        pytest.param("/oauth2/token", 200, '{"access_token": "a", "id_token": 7}', 400, id="a number for a token"),
        pytest.param("/oauth2/token", 307, "{}", 503, id="the secret is wanted elsewhere"),
        pytest.param("/jwks", 500, "{}", 503, id="no keys"),
        pytest.param("/jwks", 200, "[]", 503, id="a list for the keys"),
        pytest.param("/jwks", 200, '{"keys": []}', 400, id="an empty ring"),
    ],
)
def test_a_provider_that_fails_on_the_way_back_signs_nobody_in(
    app: Flask, provider: Provider, okafor: Staff, path: str, status: int, body: str, expected: int
) -> None:
    provider.answers[path] = (status, body)
    assert_nobody_got_in(app, go(app, provider), expected)
    assert "/elsewhere" not in [at for at, _ in provider.asked]


# ── A provider that cannot be reached ────────────────────────────────────────────────────────────────────────────────

CONFIGURATION = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, ""), (404, ""), (302, ""), (200, "<p>Soon</p>"), (200, "[]"), (200, "{}"), (200, "null")],
)
def test_what_it_publishes_of_itself_cannot_be_had(app: Flask, provider: Provider, status: int, body: str) -> None:
    provider.answers[CONFIGURATION] = (status, body)
    assert "do not answer" in assert_nobody_got_in(app, app.test_client().get(BEGIN), 503)
    provider.answers.clear()
    assert app.test_client().get(BEGIN).status_code == 302


@pytest.mark.parametrize(
    "published",
    [
        pytest.param({"issuer": "https://elsewhere.example"}, id="another issuer"),
        pytest.param({"token_endpoint": "http://sign-on.example/token"}, id="a secret in the open"),
        pytest.param({"authorization_endpoint": "http://sign-on.example/"}, id="people in the open"),
        pytest.param({"jwks_uri": "http://sign-on.example/keys"}, id="keys in the open"),
        pytest.param({"userinfo_endpoint": "http://sign-on.example/who"}, id="addresses in the open"),
        pytest.param({"jwks_uri": None}, id="no keys"),
        pytest.param({"authorization_endpoint": 7}, id="a number for an address"),
    ],
)
def test_a_provider_that_describes_itself_wrongly_is_not_used(
    app: Flask, provider: Provider, published: Claims
) -> None:
    provider.publishes = saying(**published)
    assert_nobody_got_in(app, app.test_client().get(BEGIN), 503)
    provider.publishes = saying()
    assert app.test_client().get(BEGIN).status_code == 302


def test_a_provider_that_is_down_is_said_to_be(service_url: str, clock: Clock) -> None:
    app = app_with("http://127.0.0.1:9", service_url, clock)
    assert "Nothing is lost" in assert_nobody_got_in(app, app.test_client().get(BEGIN), 503)
    service_of(app).database.close()


@pytest.mark.parametrize("path", [CONFIGURATION, "/oauth2/token", "/jwks"])
def test_a_provider_that_is_slow_is_not_waited_for(
    provider: Provider, service_url: str, clock: Clock, path: str
) -> None:
    app = app_with(provider.url, service_url, clock, timeout_seconds=0.5)
    client = app.test_client()
    if path == CONFIGURATION:
        provider.waits_seconds[path] = 3
        begun, answer = time.monotonic(), client.get(BEGIN)
    else:
        back = provider.sign_in(client.get(BEGIN).location, "okafor")
        provider.waits_seconds[path] = 3
        begun, answer = time.monotonic(), client.get(back)
    assert time.monotonic() - begun < 2.5
    assert_nobody_got_in(app, answer, 503)
    service_of(app).database.close()


def test_a_slow_provider_never_takes_all_threads_of_the_server(app: Flask, provider: Provider) -> None:
    made: SingleSignOn = app.extensions["single_sign_on"]
    for _ in range(AT_ONCE):
        assert made.room.acquire(blocking=False)
    assert_nobody_got_in(app, app.test_client().get(BEGIN), 503)
    made.room.release()
    assert app.test_client().get(BEGIN).status_code == 302
    assert app.test_client().get(BEGIN).status_code == 302


# ── Proving it again ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def desk(app: Flask, provider: Provider, okafor: Staff, clock: Clock) -> Desk:
    """Somebody who has signed in an hour ago, and so has to prove again who they are."""
    go(app, provider)
    desk = Desk(app, okafor, is_added=True)
    clock.move(hours=1)
    provider.says = lambda claims: {**claims, "auth_time": int(clock.now.timestamp())}
    return desk


def proved_at(desk: Desk) -> datetime:
    cookie = desk.client.get_cookie(COOKIE, path="/desk")
    assert cookie
    with service_of(desk.app).database.read() as db:
        session = staff.session_of(db, cookie.value)
    assert session
    return session.proved_at


def test_whoever_is_signed_in_is_asked_anew_and_goes_on_with_the_same_session(
    desk: Desk, provider: Provider, clock: Clock
) -> None:
    before = proved_at(desk)
    there = desk.client.get(f"{BEGIN}?then=/desk/account").location
    assert (asked_for(there)["prompt"], asked_for(there)["max_age"]) == ("login", "0")
    answer = desk.client.get(provider.sign_in(there, "okafor"))
    assert answer.location == "/desk/account" and COOKIE not in str(answer.headers)
    assert before < proved_at(desk) <= clock.now


@pytest.mark.parametrize("auth_time", [None, True], ids=["nothing is said", "yes or no"])
def test_a_provider_that_does_not_say_when_is_not_believed(desk: Desk, provider: Provider, auth_time: object) -> None:
    provider.says = saying(auth_time=auth_time)
    before = proved_at(desk)
    answer = go(desk.app, provider, client=desk.client)
    assert answer.status_code == 400 and "does not say when it asked who you are" in answer.get_data(as_text=True)
    assert proved_at(desk) == before


@pytest.mark.parametrize("auth_time", [float("nan"), float("inf"), 10**400], ids=["no number", "never", "too large"])
def test_a_moment_that_cannot_be_is_not_believed(desk: Desk, provider: Provider, auth_time: float) -> None:
    provider.says = saying(auth_time=auth_time)
    before = proved_at(desk)
    assert go(desk.app, provider, client=desk.client).status_code == 400
    assert proved_at(desk) == before


def test_a_provider_that_did_not_ask_anew_is_not_enough(desk: Desk, provider: Provider, clock: Clock) -> None:
    provider.says = saying(auth_time=int(clock.now.timestamp()) - 600)
    before = proved_at(desk)
    answer = go(desk.app, provider, client=desk.client)
    assert answer.status_code == 400 and "did not ask who you are just now" in answer.get_data(as_text=True)
    assert proved_at(desk) == before


@pytest.mark.parametrize("is_added", [True, False], ids=["somebody else who works here", "somebody unknown"])
def test_only_the_same_person_unlocks_a_session(desk: Desk, provider: Provider, *, is_added: bool) -> None:
    provider.add("other", email="other@northshire.example", email_verified=True)
    if is_added:
        added(desk.app, a_person(Role.ADMINISTRATOR, email="other@northshire.example"))
        assert go(desk.app, provider, "other").status_code == 302
    before = proved_at(desk)
    answer = go(desk.app, provider, "other", client=desk.client)
    assert answer.status_code == 400 and "Only they can unlock it" in answer.get_data(as_text=True)
    assert proved_at(desk) == before and who(desk.app, desk.client) == desk.person.id


def test_an_answer_begun_in_another_session_unlocks_none(desk: Desk, provider: Provider, okafor: Staff) -> None:
    path = provider.sign_in(desk.client.get(BEGIN).location, "okafor")
    newer = Desk(desk.app, okafor, is_added=True)
    cookie = newer.client.get_cookie(COOKIE, path="/desk")
    assert cookie
    desk.client.set_cookie(COOKIE, cookie.value, path="/desk")
    before = proved_at(desk)
    assert desk.client.get(path).status_code == 400
    assert proved_at(desk) == before


# ── Without it, and what is written down ─────────────────────────────────────────────────────────────────────────────


def test_a_council_without_single_sign_on_has_no_such_pages(service_url: str, clock: Clock) -> None:
    app = make_app(service_url, clock=clock)
    client = app.test_client()
    assert [client.get(path).status_code for path in (BEGIN, f"{BEGIN}/back?code=1&state=1")] == [404, 404]
    assert BEGIN not in client.get("/desk/sign-in").get_data(as_text=True)
    service_of(app).database.close()


def test_the_sign_in_page_offers_it_where_there_is_one(app: Flask) -> None:
    assert f'href="{BEGIN}' in app.test_client().get("/desk/sign-in").get_data(as_text=True)


def test_no_log_says_a_secret_or_who_somebody_is(
    app: Flask, provider: Provider, okafor: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = app.test_client()
    there = client.get(BEGIN).location
    with client.session_transaction() as kept:
        attempt = dict(kept["single_sign_on"])
    client.get(provider.sign_in(there, "okafor"))
    provider.says = saying(nonce="another")
    go(app, provider)

    of_the_provider = ("werkzeug", "oidc_provider_mock")
    ours = [
        json.dumps(vars(each), default=str)
        for each in caplog.records
        if each.name not in of_the_provider and "/oauth2/authorize" not in each.getMessage()  # where the person goes
    ]
    secrets = [attempt["state"], attempt["nonce"], attempt["code_verifier"], "told-to-us-alone", EMAIL, okafor.name]
    assert any("signed in" in line for line in ours) and any("not_believed" in line for line in ours)
    assert len(provider.gave) >= 4
    assert [word for word in [*secrets, *provider.gave] for line in ours if word in line] == []
