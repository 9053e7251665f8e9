"""The webhook against a real receiver: signed, bounded in time and size, and telling later from never."""

from __future__ import annotations

import base64
import socket
import ssl
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from time import monotonic
from typing import Any

import pytest
import trustme

from intake.council.model import Audience, WebhookTo
from intake.delivery.target import BadPlace, GiveUp, Parcel, TryLater
from intake.delivery.webhook import LONGEST_PAUSE_SECONDS, Bounds, WebhookTarget, read_secrets
from intake.records.record import Purpose
from tests.delivery import receiver as given
from tests.delivery.receiver import HUGE, OK, Answer, Receiver, always, says


def secret(letter: str, length: int = 32) -> str:
    return "whsec_" + base64.b64encode(letter.encode() * length).decode()


OLD, NEW, OTHER = secret("o"), secret("n"), secret("x")
CANARY = "Canary: they locked me in"
URL = "https://cases.example.org/records"

QUICK = Bounds(connect=0.4, silence=0.4, whole=0.4)
GENEROUS = 5  # times the bound: nobody's machine is that late, and what is not bounded takes 20 seconds or more


def now() -> datetime:
    return datetime.now(UTC)


def make_target(url: str, *secrets: str, **options: Any) -> WebhookTarget:
    place = WebhookTo("case-system", Audience.CASE_SYSTEM, url, "CASE_SYSTEM_SECRETS")
    return WebhookTarget(place, secrets or (OLD,), **{"clock": now, "bounds": QUICK, **options})


def make_parcel(key: str = "record-copy-1", payload: dict[str, Any] | None = None) -> Parcel:
    return Parcel(key, Purpose.RECORD_COPY, "WDYT-7K3M2Q", "", "", payload or {"story": CANARY})


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    begun = monotonic()
    yield
    assert monotonic() - begun < seconds * GENEROUS


# ── What arrives ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_sent_arrives_whole_and_once() -> None:
    payload = {"reference": "WDYT-7K3M2Q", "story": "„Nikt“ mówi\nلا أحد 🙂", "flags": [], "n": {"deep": None}}
    with Receiver(OLD) as receiver:
        make_target(receiver.url).send(make_parcel("first", payload))
        assert receiver.payloads == {"first": payload}
        assert receiver.accepted == {"first": 1}
        assert receiver.headers["content-type"] == "application/json"


def test_another_try_carries_the_same_id() -> None:
    with Receiver(OLD, given.TAKES_IT_AND_HANGS_UP) as receiver:
        target = make_target(receiver.url)
        with pytest.raises(TryLater, match="connection_lost"):
            target.send(make_parcel("same"))
        receiver.choose = always(OK)
        target.send(make_parcel("same"))
        assert receiver.accepted == {"same": 2}


def test_the_path_and_the_query_of_the_address_are_kept() -> None:
    paths = []

    def note(exchange: given.Exchange) -> None:
        paths.append(exchange.path)
        OK.give(exchange)

    with Receiver(OLD, Answer(note)) as receiver:
        make_target(receiver.url + "/in?from=form").send(make_parcel())
    assert paths == ["/records/in?from=form"]


def test_proxies_that_the_environment_names_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver(OLD) as receiver, Receiver(OLD) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        make_target(receiver.url).send(make_parcel())
        assert (receiver.asked, proxy.asked) == (1, 0)


# ── Signatures ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("knows", [pytest.param(OLD, id="still the old one"), pytest.param(NEW, id="the new one")])
def test_with_two_secrets_a_receiver_of_either_verifies(knows: str) -> None:
    with Receiver(knows) as receiver:
        make_target(receiver.url, NEW, OLD).send(make_parcel())
        assert receiver.accepted == {"record-copy-1": 1}
        assert len(receiver.headers["webhook-signature"].split(" ")) == 2


@pytest.mark.parametrize("signs", [pytest.param(OLD, id="before the change"), pytest.param(NEW, id="after it")])
def test_with_one_secret_a_receiver_of_the_same_verifies(signs: str) -> None:
    with Receiver(signs) as receiver:
        make_target(receiver.url, signs).send(make_parcel())
        assert receiver.accepted == {"record-copy-1": 1}
        assert len(receiver.headers["webhook-signature"].split(" ")) == 1


def test_a_receiver_of_another_secret_refuses() -> None:
    with Receiver(OTHER) as receiver:
        with pytest.raises(GiveUp, match="http_401"):
            make_target(receiver.url, OLD, NEW).send(make_parcel())
        assert (receiver.refused, receiver.accepted) == (1, {})


def test_a_secret_without_its_prefix_or_padding_is_the_same_secret() -> None:
    bare = OLD.removeprefix("whsec_")
    with Receiver(OLD) as receiver:
        make_target(receiver.url, bare).send(make_parcel("bare"))
        make_target(receiver.url, bare.rstrip("=")).send(make_parcel("unpadded"))
        assert receiver.accepted == {"bare": 1, "unpadded": 1}


@pytest.mark.parametrize("length", [24, 64])
def test_the_shortest_and_the_longest_secret_are_taken(length: int) -> None:
    with Receiver(secret("o", length)) as receiver:
        make_target(receiver.url, secret("o", length)).send(make_parcel())
        assert receiver.accepted == {"record-copy-1": 1}


def test_the_time_signed_is_the_moment_wherever_the_clock_hangs() -> None:
    far = timezone(timedelta(hours=13))
    with Receiver(OLD) as receiver:
        make_target(receiver.url, clock=lambda: datetime.now(far)).send(make_parcel())
        assert receiver.accepted == {"record-copy-1": 1}


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        pytest.param("", (), id="none"),
        pytest.param(OLD, (OLD,), id="one"),
        pytest.param(f"{NEW} {OLD}", (NEW, OLD), id="a space"),
        pytest.param(f"{NEW},{OLD}", (NEW, OLD), id="a comma"),
        pytest.param(f" {NEW} ,\n{OLD}\n", (NEW, OLD), id="both and a line end"),
    ],
)
def test_secrets_are_read_from_one_variable(text: str, secrets: tuple[str, ...]) -> None:
    assert read_secrets(text) == secrets


# ── What cannot be set up ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "secrets",
    [
        pytest.param((), id="none"),
        pytest.param((OLD, NEW, OTHER), id="three"),
        pytest.param(("whsec_",), id="empty"),
        pytest.param((OLD, "whsec_c2hvcnQ="), id="the second too short"),
        pytest.param((secret("o", 23),), id="one byte too short"),
        pytest.param((secret("o", 65),), id="one byte too long"),
        pytest.param(("whsec_" + "o!" * 40,), id="not base64, which the library would skip"),
        pytest.param(("whsec_ö" + OLD[7:],), id="not ASCII"),
        pytest.param(("whsk_" + OLD[6:],), id="of another scheme"),
    ],
)
def test_bad_secrets_are_named_and_not_shown(secrets: tuple[str, ...]) -> None:
    place = WebhookTo("case-system", Audience.CASE_SYSTEM, URL, "CASE_SYSTEM_SECRETS")
    with pytest.raises(BadPlace, match=r"^case-system: CASE_SYSTEM_SECRETS: expected one or two secrets") as raised:
        WebhookTarget(place, secrets, clock=now)
    said = "".join(traceback.format_exception(raised.value))
    assert not any(one.removeprefix("whsec_") in said for one in secrets if len(one) > 6)


@pytest.mark.parametrize(
    "url",
    [
        "http://cases.example.org/records",
        "http://127.0.0.1.example.org/",
        "http://localhost.example.org/",
        "http://localhost@example.org/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "ftp://localhost/",
        "https://name:password@cases.example.org/",
        "https:///records",
        "https://cases.example.org:port/",
        "cases.example.org",
    ],
)
def test_an_address_that_is_not_safe_is_refused(url: str) -> None:
    with pytest.raises(BadPlace, match=r"^case-system: url: expected an address that begins with https://") as raised:
        make_target(url)
    assert "password@" not in str(raised.value)


@pytest.mark.parametrize("url", [URL, "http://localhost/", "http://127.9.9.9:81/", "http://[::1]:81/"])
def test_an_address_that_is_safe_is_taken(url: str) -> None:
    assert make_target(url)


# ── What the answers mean ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_acceptance(status: int) -> None:
    with Receiver(OLD, says(status)) as receiver:
        make_target(receiver.url).send(make_parcel())
        assert receiver.asked == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_tried_later(status: int) -> None:
    with Receiver(OLD, says(status)) as receiver:
        with pytest.raises(TryLater) as raised:
            make_target(receiver.url).send(make_parcel())
        assert (raised.value.reason, raised.value.after, receiver.asked) == (f"http_{status}", None, 1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422, 451])
def test_what_will_not_pass_is_given_up(status: int) -> None:
    with Receiver(OLD, says(status)) as receiver:
        with pytest.raises(GiveUp) as raised:
            make_target(receiver.url).send(make_parcel())
        assert (raised.value.reason, receiver.asked) == (f"http_{status}", 1)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with Receiver(OLD, says(status, location="{url}")) as receiver:
        with pytest.raises(GiveUp, match=r"^redirect$"):
            make_target(receiver.url).send(make_parcel())
        assert receiver.asked == 1


NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        pytest.param("90", 90, id="seconds"),
        pytest.param("0", 0, id="at once"),
        pytest.param("86400", LONGEST_PAUSE_SECONDS, id="a day"),
        pytest.param("Mon, 23 Nov 2026 12:02:00 GMT", 120, id="a date"),
        pytest.param("Monday, 23-Nov-26 12:02:00 GMT", 120, id="a date as it was written long ago"),
        pytest.param("Mon, 23 Nov 2026 11:00:00 GMT", 0, id="a date that is over"),
        pytest.param("Tue, 23 Nov 2027 12:00:00 GMT", LONGEST_PAUSE_SECONDS, id="a year"),
        pytest.param("Mon, 23 Nov 2026 12:02:00 -0000", None, id="a date without a zone"),
        pytest.param("Mon, 23 Nov 99999999999999999999 12:02:00 GMT", None, id="a year that is none"),
        pytest.param("9" * 5000, None, id="a number without end"),
        pytest.param("-5", None, id="less than nothing"),
        pytest.param("soon", None, id="a word"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_place_may_say_when_to_come_back(asked: str, seconds: int | None) -> None:
    with Receiver(OLD, says(429, retry_after=asked), any_day=True) as receiver, pytest.raises(TryLater) as raised:
        make_target(receiver.url, clock=lambda: NOON).send(make_parcel())
    assert (raised.value.reason, raised.value.after) == ("http_429", seconds)


def test_a_date_to_come_back_at_is_read_by_the_clock_of_the_service() -> None:
    soon = format_datetime(now() + timedelta(seconds=600), usegmt=True)
    with Receiver(OLD, says(503, retry_after=soon)) as receiver, pytest.raises(TryLater) as raised:
        make_target(receiver.url).send(make_parcel())
    assert raised.value.after is not None
    assert 560 < raised.value.after <= 600


# ── Bounds ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "bounds"),
    [
        pytest.param(given.STALLS, Bounds(silence=0.3, whole=60), id="silence"),
        pytest.param(given.STALLS, Bounds(silence=60, whole=0.3), id="silence, and only the whole is bounded"),
        pytest.param(given.DRIBBLES_STATUS, Bounds(silence=0.3, whole=0.3), id="a status that never ends"),
        pytest.param(given.DRIBBLES_HEADERS, Bounds(silence=0.3, whole=0.4), id="headers that never end"),
    ],
)
def test_whoever_answers_slowly_holds_nobody_up(answer: Answer, bounds: Bounds) -> None:
    with Receiver(OLD, answer) as receiver, bounded(min(bounds.silence, bounds.whole)):
        with pytest.raises(TryLater, match=r"^no_answer$"):
            make_target(receiver.url, bounds=bounds).send(make_parcel())
        assert receiver.asked == 1


def test_a_body_that_dribbles_is_not_waited_for() -> None:
    with Receiver(OLD, given.DRIBBLES_BODY) as receiver, bounded(0.4):
        make_target(receiver.url, bounds=Bounds(silence=60, whole=60)).send(make_parcel())
        assert receiver.accepted == {"record-copy-1": 1}


def test_a_huge_answer_is_not_read() -> None:
    with Receiver(OLD, given.TALKS_ON) as receiver:
        make_target(receiver.url).send(make_parcel())
    assert receiver.pieces < HUGE / 4  # what the machine keeps between the two, and no more


def test_a_body_over_the_limit_is_not_sent() -> None:
    with Receiver(OLD) as receiver:
        target = make_target(receiver.url, bounds=Bounds(body=100))
        target.send(make_parcel("most", {"story": "é" * 44}))
        with pytest.raises(GiveUp, match=r"^too_large$"):
            target.send(make_parcel("more", {"story": "é" * 44 + "."}))
        assert receiver.accepted == {"most": 1}


def test_a_host_that_does_not_take_the_connection_holds_nobody_up() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        bounds = Bounds(connect=0.3, silence=60, whole=60)
        with bounded(bounds.connect), pytest.raises(TryLater, match=r"^no_connection$"):
            make_target(f"http://127.0.0.1:{port}/", bounds=bounds).send(make_parcel())
        for each in waiting:
            each.close()


# ── What breaks ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "answer",
    [pytest.param(given.HANGS_UP, id="hangs up"), pytest.param(given.TALKS_NONSENSE, id="is no receiver")],
)
def test_a_connection_that_breaks_is_tried_later(answer: Answer) -> None:
    with Receiver(OLD, answer) as receiver:
        with pytest.raises(TryLater, match=r"^connection_lost$"):
            make_target(receiver.url).send(make_parcel())
        assert (receiver.asked, receiver.accepted) == (1, {})


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def nobody_listens() -> str:
    return f"http://127.0.0.1:{closed_port()}/"


def host_without_address() -> str:
    return f"https://[fe80::1%25nowhere]:{closed_port()}/"  # a network card that is not there: no name server is asked


AWAY = [
    pytest.param(nobody_listens, "no_connection", "Nothing can be connected to at its address.", id="nobody listens"),
    pytest.param(host_without_address, "no_such_host", "The host in its address is not known.", id="no such host"),
]


@pytest.mark.parametrize(("address", "reason", "sentence"), AWAY)
def test_a_place_that_is_away_is_tried_later(address: Callable[[], str], reason: str, sentence: str) -> None:
    target = make_target(address())
    with pytest.raises(TryLater, match=f"^{reason}$"):
        target.send(make_parcel())
    assert target.reach() == sentence


def test_a_place_can_be_reached_without_being_sent_anything() -> None:
    with Receiver(OLD) as receiver:
        assert make_target(receiver.url).reach() == ""
    assert receiver.asked == 0


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(says(500), id="later"),
        pytest.param(says(404), id="never"),
        pytest.param(says(302, location="{url}"), id="elsewhere"),
        pytest.param(given.HANGS_UP, id="hangs up"),
        pytest.param(given.STALLS, id="stalls"),
    ],
)
def test_no_word_of_the_payload_is_told(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    parcel = make_parcel()
    with Receiver(OLD, answer) as receiver, pytest.raises((TryLater, GiveUp)) as raised:
        make_target(receiver.url).send(parcel)
    assert receiver.asked == 1
    told = "".join(traceback.format_exception(raised.value)) + repr(parcel) + caplog.text
    assert CANARY not in told
    assert OLD not in told


# ── Encryption ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_side(authority: trustme.CA, host: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_an_encrypted_place_with_a_good_certificate_is_sent_to(authority: trustme.CA) -> None:
    with Receiver(OLD, tls=server_side(authority)) as receiver:
        target = make_target(receiver.url, tls=trusting(authority))
        target.send(make_parcel())
        assert receiver.accepted == {"record-copy-1": 1}
        assert target.reach() == ""


def test_a_certificate_of_an_unknown_authority_is_not_trusted(authority: trustme.CA) -> None:
    with Receiver(OLD, tls=server_side(authority)) as receiver:
        target = make_target(receiver.url)
        with pytest.raises(TryLater, match=r"^bad_certificate$"):
            target.send(make_parcel())
        assert target.reach() == "Its certificate is not one to be trusted."
    assert receiver.asked == 0


def test_a_certificate_for_another_host_is_not_trusted(authority: trustme.CA) -> None:
    elsewhere = server_side(authority, "cases.example.org")
    with Receiver(OLD, tls=elsewhere) as receiver, pytest.raises(TryLater, match=r"^bad_certificate$"):
        make_target(receiver.url, tls=trusting(authority)).send(make_parcel())
    assert receiver.asked == 0


def test_a_place_that_does_not_encrypt_is_sent_nothing() -> None:
    with Receiver(OLD) as receiver, pytest.raises(TryLater, match=r"^no_encryption$"):
        make_target(receiver.url.replace("http:", "https:")).send(make_parcel())
    assert receiver.asked == 0


@pytest.mark.parametrize(
    "answer", [pytest.param(given.DRIBBLES_HEADERS, id="dribbles"), pytest.param(given.STALLS, id="stalls")]
)
def test_the_whole_is_bounded_behind_encryption_too(authority: trustme.CA, answer: Answer) -> None:
    bounds = Bounds(connect=5, silence=60, whole=0.4)
    with Receiver(OLD, answer, tls=server_side(authority)) as receiver, bounded(bounds.whole):
        with pytest.raises(TryLater, match=r"^no_answer$"):
            make_target(receiver.url, tls=trusting(authority), bounds=bounds).send(make_parcel())
        assert receiver.asked == 1


def test_whoever_takes_the_connection_and_does_not_shake_hands_holds_nobody_up(authority: trustme.CA) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        bounds = Bounds(connect=0.3, silence=60, whole=60)
        with bounded(bounds.connect), pytest.raises(TryLater, match=r"^no_answer$"):
            make_target(url, tls=trusting(authority), bounds=bounds).send(make_parcel())


def test_what_is_late_before_it_is_connected_is_not_begun(authority: trustme.CA) -> None:
    bounds = Bounds(connect=5, silence=60, whole=0)  # over as soon as it has begun, and before any connection is made
    with Receiver(OLD, given.STALLS, tls=server_side(authority)) as receiver, bounded(bounds.connect):
        target = make_target(receiver.url, tls=trusting(authority), bounds=bounds)
        with pytest.raises(TryLater, match=r"^no_answer$"):
            target.send(make_parcel())
        assert receiver.asked == 0
