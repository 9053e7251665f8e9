"""A link opens one thing to whoever holds it, and nobody can make one from what is stored."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.access.links import Links, lookup_of
from intake.access.locks import ServerKeys

SECRET = bytes(range(32))
LINKS = Links(ServerKeys.from_secret(SECRET).link)
TOKEN = LINKS.token("referral-1")

things = st.text(min_size=1)


def test_a_link_is_the_same_every_time_so_that_it_can_be_sent_again() -> None:
    assert Links(ServerKeys.from_secret(SECRET).link).token("referral-1") == TOKEN


@given(things)
def test_a_token_needs_nothing_written_around_it_in_an_address(thing: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", LINKS.token(thing))


@given(things)
def test_a_token_finds_what_it_was_made_for(thing: str) -> None:
    assert lookup_of(LINKS.token(thing)) == LINKS.lookup(thing)


@given(st.lists(things, unique=True, min_size=2))
def test_each_thing_has_a_link_of_its_own(several: list[str]) -> None:
    assert len({LINKS.token(thing) for thing in several}) == len(several)
    assert len({LINKS.lookup(thing) for thing in several}) == len(several)


def test_another_server_makes_other_links() -> None:
    other = Links(ServerKeys.from_secret(SECRET[::-1]).link)
    assert other.token("referral-1") != TOKEN
    assert other.lookup("referral-1") != LINKS.lookup("referral-1")


def test_a_link_given_out_before_the_secret_changed_still_finds_what_was_stored_then() -> None:
    stored = LINKS.lookup("referral-1")
    assert lookup_of(TOKEN) == stored
    assert Links(ServerKeys.from_secret(SECRET[::-1]).link).lookup("referral-1") != stored


def test_what_is_stored_is_a_hash_that_opens_nothing() -> None:
    stored = LINKS.lookup("referral-1")
    assert stored == hashlib.sha256(TOKEN.encode()).digest()
    assert TOKEN.encode() not in stored
    assert lookup_of(stored.hex()[:43]) != stored


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param(TOKEN[:-1], id="one letter short"),
        pytest.param(f"{TOKEN}A", id="one letter long"),
        pytest.param(f"{TOKEN}\n", id="a line end"),
        pytest.param(f"{TOKEN[:-1]} ", id="a space"),
        pytest.param(f"{TOKEN[:-1]}=", id="padded"),
        pytest.param(f"{TOKEN[:-1]}+", id="a letter of another base64"),
        pytest.param(f"{TOKEN[:-1]}é", id="a letter beyond ASCII"),
        pytest.param(f"{TOKEN[:-1]}٣", id="a digit beyond ASCII"),
    ],
)
def test_what_cannot_be_a_token_is_not_looked_for(typed: str) -> None:
    assert lookup_of(typed) is None


@pytest.mark.parametrize("n", range(43))
def test_a_token_with_one_letter_wrong_finds_nothing(n: int) -> None:
    wrong = TOKEN[:n] + ("A" if TOKEN[n] != "A" else "B") + TOKEN[n + 1 :]
    assert lookup_of(wrong) not in (None, LINKS.lookup("referral-1"))


def test_the_key_is_for_links_alone_and_is_not_shown() -> None:
    keys = ServerKeys.from_secret(SECRET)
    assert keys.link not in (keys.cookie, keys.page, keys.lookup, keys.salt)
    assert repr(LINKS) == "Links()"
