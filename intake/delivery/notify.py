"""GOV.UK Notify, by its official client: email, text and letter (https://docs.notifications.service.gov.uk).

Notify does not look for a reference that it has seen before: where its answer is lost on the way, a second try sends a
second message, and both carry the parcel's key as their reference.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Any, assert_never

import requests
from notifications_python_client.errors import APIError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient

from intake.council.model import NotifyTo, Way
from intake.delivery.target import BadPlace, GiveUp, Parcel, TryLater
from intake.settings import is_safe_address

# The client logs what Notify says was wrong with a message, and that can be words of the message.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KEY = re.compile(rf".*{_UUID}-{_UUID}")
_KEY_EXPECTED = "expected an API key of GOV.UK Notify, which is a name and two UUIDs joined by hyphens"
_URL_EXPECTED = "expected an address that begins with https://, or with http:// on this machine"

FEWEST_LINES, MOST_LINES = 3, 7  # of a letter's address, the last of them the postcode or the country

# Below 500, what a person can mend without a word of the message: the key, our clock (403), time, or the address (3xx).
_COME_BACK = (401, 403, 408, 429)

# The first that fits; what fits none broke in the middle.
_WHY_NOT = (
    (requests.exceptions.SSLError, "bad_certificate"),
    (requests.ConnectTimeout, "no_connection"),
    (requests.Timeout, "no_answer"),
    (requests.ConnectionError, "no_connection"),
)
_BROKE = "connection_lost"

_TYPES = {Way.EMAIL: "email", Way.TEXT: "sms", Way.LETTER: "letter"}  # as Notify calls them

_SENTENCES = {
    "no_connection": "Nothing can be connected to at its address.",
    "bad_certificate": "No encrypted connection that is to be trusted can be made with it.",
    _BROKE: "It ends the connection.",
    "no_answer": "It does not answer in time.",
    "bad_answer": "It answers with something that GOV.UK Notify would not say.",
    "http_403": "It does not take the API key, or our clock is wrong.",
    "http_404": "It does not know the template.",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many seconds one request may take: for a connection to each address of the host, and for all together.

    Long enough for a slow answer: whoever gave up by then would send the message twice.
    """

    connect: float = 10
    whole: float = 30


class NotifyTarget:
    """Sends each parcel by one template of GOV.UK Notify. BadPlace where its address or its API key cannot be used."""

    def __init__(self, place: NotifyTo, api_key: str, *, bounds: Bounds = Bounds()) -> None:
        if not is_safe_address(place.url):
            raise BadPlace(f"{place.name}: url: {_URL_EXPECTED}")
        if not _KEY.fullmatch(api_key):
            raise BadPlace(f"{place.name}: {place.key_from}: {_KEY_EXPECTED}")
        self._place = place
        self._api_key = api_key
        self._bounds = bounds

    def send(self, parcel: Parcel) -> None:
        to = self._place.address or parcel.to
        if not to.strip():
            raise GiveUp("no_address")
        words = {"subject": parcel.subject, "body": parcel.body}
        template = self._place.template
        match self._place.way:
            case Way.EMAIL:
                answer = self._ask(lambda notify: notify.send_email_notification(to, template, words, parcel.key))
            case Way.TEXT:
                answer = self._ask(lambda notify: notify.send_sms_notification(to, template, words, parcel.key))
            case Way.LETTER:
                words |= _address_lines(to)
                answer = self._ask(lambda notify: notify.send_letter_notification(template, words, parcel.key))
            case _:
                assert_never(self._place.way)
        if "id" not in answer:
            raise TryLater("bad_answer")

    def reach(self) -> str:
        """As for every target; it asks for the template, which shows that the key is right and its kind fits."""
        try:
            found = self._ask(lambda notify: notify.get_template(self._place.template))
        except (TryLater, GiveUp) as answer:
            return _SENTENCES.get(answer.reason, f"It answers with {answer.reason}.")
        expected = _TYPES[self._place.way]
        return "" if found.get("type") == expected else f"Its template is not for {self._place.way}."

    def _ask(self, ask: Callable[[Any], Any]) -> dict[str, Any]:
        """What Notify answers to one request, over a client of its own: they are not made for threads to share."""
        timeout = (self._bounds.connect, self._bounds.whole)
        client: Any = NotificationsAPIClient(self._api_key, self._place.url, timeout)  # type: ignore[no-untyped-call]
        client.request_session.max_redirects = 0  # the words would go wherever an answer says

        def request() -> Any:
            with client.request_session:
                return ask(client)

        try:
            answer = _within(self._bounds.whole, request)
        except APIError as error:
            raise _judged(error) from None
        return answer if isinstance(answer, dict) else {}


def _within(seconds: float, ask: Callable[[], Any]) -> Any:
    """What comes back in this time; TryLater if nothing does.

    The client's own time-out begins anew with every byte, so a server that trickles could hold us for as long as it
    likes. This way it holds a thread that nobody waits for.
    """
    coming: Future[Any] = Future()

    def run() -> None:
        try:
            coming.set_result(ask())
        except Exception as error:
            coming.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return coming.result(seconds)
    except TimeoutError:
        raise TryLater("no_answer") from None


def _judged(error: APIError) -> TryLater | GiveUp:
    """For good is only what refuses this very message."""
    if error.response is None:
        return TryLater(next((reason for kind, reason in _WHY_NOT if isinstance(error.__cause__, kind)), _BROKE))
    if isinstance(error, InvalidResponse):
        return TryLater("bad_answer")
    status = error.response.status_code
    if 400 <= status < 500 and status not in _COME_BACK:
        return GiveUp(f"http_{status}")
    pause = error.response.headers.get("Retry-After", "")
    return TryLater(f"http_{status}", int(pause) if re.fullmatch(r"[0-9]{1,9}", pause) else None)


def _address_lines(address: str) -> dict[str, str]:
    """The fields of a letter's address, from lines or else from what stands between commas; GiveUp if that is none.

    What is too long loses no words: the lines above the last are joined.
    """
    lines = _parts(address, "\n")
    if len(lines) < FEWEST_LINES:
        lines = _parts(address.replace("\n", ","), ",")
    if len(lines) < FEWEST_LINES:
        raise GiveUp("bad_address")
    *first, last = lines
    if len(lines) > MOST_LINES:
        first = [*first[: MOST_LINES - 2], ", ".join(first[MOST_LINES - 2 :])]
    return {f"address_line_{n}": line for n, line in enumerate([*first, last], start=1)}


def _parts(text: str, between: str) -> list[str]:
    return [part for each in text.split(between) if (part := each.strip(" ,\r\t"))]
