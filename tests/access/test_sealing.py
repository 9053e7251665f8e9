"""Sealing of columns: what opens, and everything that must not."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.access.sealing import CannotOpen, KeyRing, KeyRingError, new_key_text, open_with, seal_with

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
PLACE = "records.story:17"
STORY = "She said “no”. 💬 لا".encode()
OLD = "k1:" + base64.b64encode(KEY).decode()
NEW = "k2:" + base64.urlsafe_b64encode(b"\xfb\xff" * 16).decode()
RING = KeyRing.from_text(f"{NEW}, {OLD}")
repeatable = settings(derandomize=True, deadline=None)


@repeatable
@given(st.binary(max_size=300), st.text(max_size=40).filter(lambda text: text.isprintable()))
def test_what_is_sealed_opens_at_its_place(plaintext: bytes, place: str) -> None:
    assert RING.open(RING.seal(plaintext, place), place) == plaintext
    assert open_with(KEY, seal_with(KEY, plaintext, place), place) == plaintext


def test_the_first_key_seals_and_its_id_stands_in_front() -> None:
    sealed = RING.seal(STORY, PLACE)
    assert sealed.startswith(b"\x02k2")
    assert RING.key_of(sealed) == "k2"
    assert RING.is_current(sealed)


def test_an_older_key_still_opens_and_is_not_current() -> None:
    sealed = KeyRing.from_text(OLD).seal(STORY, PLACE)
    assert RING.open(sealed, PLACE) == STORY
    assert not RING.is_current(sealed)


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({RING.seal(STORY, PLACE) for _ in range(20)}) == 20
    assert len({seal_with(KEY, STORY, PLACE) for _ in range(20)}) == 20


@pytest.mark.parametrize("place", ["records.story:18", "records.identity:17", "drafts.story:17", ""])
def test_a_value_in_another_row_column_or_table_is_refused(place: str) -> None:
    with pytest.raises(CannotOpen):
        RING.open(RING.seal(STORY, PLACE), place)
    with pytest.raises(CannotOpen):
        open_with(KEY, seal_with(KEY, STORY, PLACE), place)


def test_every_changed_byte_is_noticed() -> None:
    sealed = RING.seal(STORY, PLACE)
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(CannotOpen):
            RING.open(bytes(changed), PLACE)


def test_every_cut_is_noticed() -> None:
    sealed, own = RING.seal(STORY, PLACE), seal_with(KEY, STORY, PLACE)
    for length in range(len(sealed)):
        with pytest.raises(CannotOpen):
            RING.open(sealed[:length], PLACE)
    for length in range(len(own)):
        with pytest.raises(CannotOpen):
            open_with(KEY, own[:length], PLACE)


def test_another_key_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        open_with(OTHER_KEY, seal_with(KEY, STORY, PLACE), PLACE)


def test_one_key_under_two_ids_does_not_let_the_id_be_swapped() -> None:
    ring = KeyRing.from_text(f"{OLD},k9{OLD[2:]}")
    sealed = ring.seal(STORY, PLACE)
    with pytest.raises(CannotOpen):
        ring.open(sealed.replace(b"k1", b"k9", 1), PLACE)


def test_a_key_that_the_ring_has_lost_is_named() -> None:
    sealed = RING.seal(STORY, PLACE)
    with pytest.raises(CannotOpen, match=r"records\.story:17 is sealed with the key 'k2': expected one of k1"):
        KeyRing.from_text(OLD).open(sealed, PLACE)


@pytest.mark.parametrize(
    "sealed",
    [
        b"",
        b"\x00",
        b"\x02",
        b"\x02k",
        b"\x02K2" + bytes(40),
        b"\x03k2\xff" + bytes(40),
        b"\xff" * 60,
        b"\x11" + b"k" * 60,
    ],
)
def test_what_names_no_key_is_refused(sealed: bytes) -> None:
    with pytest.raises(CannotOpen, match="id"):
        RING.key_of(sealed)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "entry 1 .* expected an id", id="nothing"),
        pytest.param(OLD + ",", "entry 2 .* expected an id", id="a comma too many"),
        pytest.param(OLD.removeprefix("k1:"), "entry 1 .* expected an id", id="no id"),
        pytest.param("K1" + OLD[2:], "entry 1 .* expected an id", id="a capital in the id"),
        pytest.param("k" * 17 + OLD[2:], "entry 1 .* expected an id", id="an id of seventeen"),
        pytest.param(f"{OLD},{OLD}", "entry 2 .* repeats the id 'k1'", id="the same id twice"),
        pytest.param("k1", r"entry 1 .*\('k1'\): expected a key of 32 bytes", id="no key"),
        pytest.param("k1:c2hvcnQ=", r"entry 1 .*\('k1'\): expected a key of 32 bytes", id="a short key"),
        pytest.param(OLD + "!", r"entry 1 .*\('k1'\): expected a key of 32 bytes", id="not base64"),
        pytest.param(OLD + "é", r"entry 1 .*\('k1'\): expected a key of 32 bytes", id="not even ASCII"),
    ],
)
def test_a_wrong_key_ring_is_refused_without_showing_a_key(text: str, message: str) -> None:
    with pytest.raises(KeyRingError, match=message) as refused:
        KeyRing.from_text(text)
    assert OLD[3:20] not in str(refused.value)


def test_a_ring_does_not_show_its_keys() -> None:
    assert repr(RING) == "KeyRing()"


def test_a_new_key_goes_to_the_front_of_a_ring() -> None:
    ring = KeyRing.from_text(f"{new_key_text('k3')},{NEW}")
    assert ring.current == "k3"
    assert new_key_text("k3") != new_key_text("k3")


def test_a_new_key_with_an_unusable_id_is_refused() -> None:
    with pytest.raises(KeyRingError, match="'k 3': expected 1 to 16"):
        new_key_text("k 3")
