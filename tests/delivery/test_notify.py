from __future__ import annotations

import time
import traceback
from dataclasses import replace
from typing import Any

import pytest
import trustme

from intake.council.model import Audience, NotifyTo, Way
from intake.delivery.notify import Bounds, NotifyTarget
from intake.delivery.target import BadPlace, GiveUp, Parcel, TryLater
from intake.records.record import Purpose
from tests.delivery.mail_server import free_port, presenting
from tests.delivery.notify_server import API_KEY, SECRET, SERVICE, TEMPLATES, Notify, error, serving

CANARY = "wren-in-the-hedge"
QUICK = Bounds(connect=0.3, whole=0.6)

TEMPLATE = {kind: template for template, kind in TEMPLATES.items()}
OF_WAY = {Way.EMAIL: TEMPLATE["email"], Way.TEXT: TEMPLATE["sms"], Way.LETTER: TEMPLATE["letter"]}

PARCEL = Parcel("a1b2c3", Purpose.ACKNOWLEDGEMENT, "WDYT-7K3M2Q", "Your reference", f"Read this. {CANARY}", payload={})


def target(url: str, way: Way = Way.EMAIL, *, key: str = API_KEY, **place: Any) -> NotifyTarget:
    place = {"template": OF_WAY[way], **place}
    return NotifyTarget(
        NotifyTo("notify", Audience.PERSON, way, key_from="NOTIFY_KEY", url=url, **place), key, bounds=QUICK
    )


# ── What arrives ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("way", "to", "path", "recipient"),
    [
        (Way.EMAIL, "sam@a.example", "/v2/notifications/email", {"email_address": "sam@a.example"}),
        (Way.TEXT, "07700 900123", "/v2/notifications/sms", {"phone_number": "07700 900123"}),
    ],
)
def test_a_message_goes_by_its_template_under_the_parcels_key(
    way: Way, to: str, path: str, recipient: dict[str, str]
) -> None:
    notify = Notify()
    with serving(notify) as url:
        target(url, way).send(replace(PARCEL, to=to))
    words = {"subject": "Your reference", "body": f"Read this. {CANARY}"}
    asked = {"template_id": OF_WAY[way], "personalisation": words, "reference": "a1b2c3", **recipient}
    assert notify.asked == [(path, asked)]


def test_it_goes_to_the_places_own_address_where_there_is_one() -> None:
    notify = Notify()
    with serving(notify) as url:
        target(url, address="team@a.example").send(PARCEL)
    assert notify.asked[0][1]["email_address"] == "team@a.example"


def test_a_message_that_is_sent_twice_has_the_same_reference() -> None:
    notify = Notify()
    with serving(notify) as url:
        for _ in range(2):
            target(url).send(replace(PARCEL, to="sam@a.example"))
    assert [said["reference"] for _, said in notify.asked] == ["a1b2c3", "a1b2c3"]


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        pytest.param("Sam\r\n1 High Street\r\n\r\nAB1 2CD", ["Sam", "1 High Street", "AB1 2CD"], id="lines"),
        pytest.param("1 High Street, Town, AB1 2CD", ["1 High Street", "Town", "AB1 2CD"], id="commas"),
        pytest.param("1 High Street,\nTown, AB1 2CD", ["1 High Street", "Town", "AB1 2CD"], id="both"),
        pytest.param("Flat 1, 2 High Street\nTown\nAB1 2CD", ["Flat 1, 2 High Street", "Town", "AB1 2CD"], id="enough"),
        pytest.param("a\nb\nc\nd\ne\nf\ng", ["a", "b", "c", "d", "e", "f", "g"], id="seven lines"),
        pytest.param("a\nb\nc\nd\ne\nf\ng\nh\ni", ["a", "b", "c", "d", "e", "f, g, h", "i"], id="nine lines"),
    ],
)
def test_a_letter_goes_to_the_lines_of_an_address(address: str, lines: list[str]) -> None:
    notify = Notify()
    with serving(notify) as url:
        target(url, Way.LETTER).send(replace(PARCEL, to=address))
    words = {"subject": "Your reference", "body": f"Read this. {CANARY}"}
    numbered = {f"address_line_{n}": line for n, line in enumerate(lines, start=1)}
    asked = {"template_id": OF_WAY[Way.LETTER], "personalisation": {**words, **numbered}, "reference": "a1b2c3"}
    assert notify.asked == [("/v2/notifications/letter", asked)]


@pytest.mark.parametrize(
    ("way", "to", "reason"),
    [
        pytest.param(Way.EMAIL, "", "no_address", id="no address"),
        pytest.param(Way.LETTER, " \n", "no_address", id="blank"),
        pytest.param(Way.LETTER, "1 High Street, AB1 2CD", "bad_address", id="two lines"),
    ],
)
def test_nothing_is_asked_without_an_address(way: Way, to: str, reason: str) -> None:
    notify = Notify()
    with serving(notify) as url, pytest.raises(GiveUp) as refused:
        target(url, way).send(replace(PARCEL, to=to))
    assert refused.value.reason == reason
    assert notify.asked == []


# ── What it may answer ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("notify", "outcome", "reason", "after"),
    [
        pytest.param(
            Notify(400, body=error("ValidationError", f"email_address {CANARY}")), GiveUp, "http_400", None, id="400"
        ),
        pytest.param(Notify(400, body=error("BadRequestError", CANARY)), GiveUp, "http_400", None, id="400 of a kind"),
        pytest.param(Notify(404), GiveUp, "http_404", None, id="404"),
        pytest.param(Notify(403, body=error("AuthError", CANARY)), TryLater, "http_403", None, id="403"),
        pytest.param(Notify(429, body=error("RateLimitError", CANARY)), TryLater, "http_429", None, id="429"),
        pytest.param(
            Notify(429, {"Retry-After": "40"}, error("TooManyRequestsError", CANARY)),
            TryLater,
            "http_429",
            40,
            id="429 and when",
        ),
        pytest.param(Notify(503, {"Retry-After": "soon"}), TryLater, "http_503", None, id="503 and nothing of use"),
        pytest.param(Notify(503, {"Retry-After": "9" * 5000}), TryLater, "http_503", None, id="503 and for ever"),
        pytest.param(Notify(500, body=error("Exception", CANARY)), TryLater, "http_500", None, id="500"),
        pytest.param(Notify(200, body=f"<p>{CANARY}".encode()), TryLater, "bad_answer", None, id="a page"),
        pytest.param(Notify(201, body=b"[]"), TryLater, "bad_answer", None, id="a list"),
        pytest.param(Notify(201, body=b"{}"), TryLater, "bad_answer", None, id="no id"),
        pytest.param(Notify(pause=5), TryLater, "no_answer", None, id="stalls"),
        pytest.param(Notify(trickles=True), TryLater, "no_answer", None, id="one letter after the other"),
        pytest.param(Notify(201, {"Content-Length": "9"}, b"{"), TryLater, "connection_lost", None, id="half of it"),
    ],
)
def test_what_it_answers_becomes_a_code_and_nobodys_words(
    notify: Notify, outcome: type[Exception], reason: str, after: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    begun = time.monotonic()
    with serving(notify) as url, pytest.raises(outcome) as refused:
        target(url).send(replace(PARCEL, to=f"{CANARY}@a.example"))
    assert time.monotonic() - begun < QUICK.whole + 0.5
    failed = refused.value
    assert (vars(failed)["reason"], vars(failed).get("after")) == (reason, after)
    assert CANARY not in "".join(traceback.format_exception(failed)) + repr(failed) + caplog.text


def test_no_words_go_where_a_redirect_points() -> None:
    elsewhere = Notify()
    with serving(elsewhere) as other:
        there = Notify(307, {"Location": f"{other}/v2/notifications/email"})
        with serving(there) as url, pytest.raises(TryLater, match=r"^http_307$"):
            target(url).send(replace(PARCEL, to="sam@a.example"))
    assert elsewhere.asked == []


def test_a_certificate_of_an_authority_that_nobody_knows_gets_no_words() -> None:
    notify = Notify()
    unknown = presenting(trustme.CA().issue_cert("127.0.0.1"))
    with serving(notify, unknown) as url, pytest.raises(TryLater, match=r"^bad_certificate$"):
        target(url).send(replace(PARCEL, to="sam@a.example"))
    assert notify.asked == []


def test_where_nothing_listens_it_is_tried_later() -> None:
    with pytest.raises(TryLater, match=r"^no_connection$"):
        target(f"http://127.0.0.1:{free_port()}").send(replace(PARCEL, to="sam@a.example"))


def test_an_api_key_that_was_revoked_loses_no_message() -> None:
    revoked = f"front_door-{SERVICE}-{SECRET[:-1]}1"
    with serving(Notify()) as url, pytest.raises(TryLater, match=r"^http_403$"):
        target(url, key=revoked).send(replace(PARCEL, to="sam@a.example"))


# ── Whether it can be reached ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", list(Way))
def test_to_reach_it_asks_for_the_template_and_sends_nothing(way: Way) -> None:
    notify = Notify()
    with serving(notify) as url:
        assert target(url, way).reach() == ""
    assert [path for path, _ in notify.asked] == [f"/v2/template/{OF_WAY[way]}"]


@pytest.mark.parametrize(
    ("notify", "place", "sentence"),
    [
        pytest.param(Notify(), {"template": "x"}, "It does not know the template.", id="no such template"),
        pytest.param(Notify(), {"template": TEMPLATE["sms"]}, "Its template is not for email.", id="another's"),
        pytest.param(
            Notify(),
            {"key": f"front_door-{SECRET}-{SERVICE}"},
            "It does not take the API key, or our clock is wrong.",
            id="another key",
        ),
        pytest.param(Notify(pause=5), {}, "It does not answer in time.", id="stalls"),
        pytest.param(Notify(502), {}, "It answers with http_502.", id="broken"),
    ],
)
def test_what_cannot_be_reached_is_said_in_a_sentence(notify: Notify, place: dict[str, Any], sentence: str) -> None:
    with serving(notify) as url:
        assert target(url, **place).reach() == sentence


# ── What stops the start ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "url",
    [
        "http://api.notifications.service.gov.uk",
        "http://localhost.example",
        "https://us:password@api.notifications.service.gov.uk",
        "https://",
        "https://[",
        "ftp://127.0.0.1",
        "api.notifications.service.gov.uk",
    ],
)
def test_an_address_that_others_could_read_along_stops_the_start(url: str) -> None:
    with pytest.raises(BadPlace, match=r"^notify: url: expected an address that begins with https://"):
        target(url)


@pytest.mark.parametrize("url", ["https://api.notifications.service.gov.uk", "http://localhost:80", "http://[::1]:80"])
def test_an_address_that_nobody_can_read_along_is_taken(url: str) -> None:
    assert target(url)


@pytest.mark.parametrize("key", ["", CANARY, SECRET, f"{API_KEY}x"])
def test_what_is_not_an_api_key_stops_the_start_and_is_not_shown(key: str) -> None:
    with pytest.raises(BadPlace, match=r"^notify: NOTIFY_KEY: expected an API key") as wrong:
        target("https://a.example", key=key)
    assert not key or key not in str(wrong.value)
