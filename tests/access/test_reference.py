"""The public reference, as it is drawn, typed and read out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.access.reference import ALPHABET, new_reference, read_reference

LOOK_ALIKE = ["0O", "1IL", "2Z", "5S", "8B", "UVY", "6G"]
repeatable = settings(derandomize=True, deadline=None)
references = st.text(ALPHABET, min_size=6, max_size=6).map("WDYT-{}".format)


def test_a_reference_is_the_prefix_and_six_characters() -> None:
    assert all(re.fullmatch(rf"WDYT-[{ALPHABET}]{{6}}", new_reference()) for _ in range(200))


@pytest.mark.parametrize("group", LOOK_ALIKE)
def test_no_two_characters_look_alike(group: str) -> None:
    assert len(set(group) & set(ALPHABET)) <= 1


def test_there_are_no_vowels_to_make_words_of() -> None:
    assert set("AEIOU") & set(ALPHABET) == set()


def test_three_letters_together_are_drawn_again() -> None:
    drawn = iter("23CDF4" + "CD2F34")
    assert new_reference(lambda _: next(drawn)) == "WDYT-CD2F34"


def test_the_number_of_references_is_what_the_module_says() -> None:
    # Counted by the last letters in a row: how many strings end in none, one or two of them.
    letters = sum(c.isalpha() for c in ALPHABET)
    ending = [1, 0, 0]
    for _ in range(6):
        ending = [sum(ending) * (len(ALPHABET) - letters), ending[0] * letters, ending[1] * letters]
    assert round(sum(ending) / 1e6, 1) == 27.7


def test_references_are_not_in_order() -> None:
    drawn = [new_reference() for _ in range(50)]
    assert drawn != sorted(drawn)
    assert len(set(drawn)) == 50


@repeatable
@given(
    references, st.sampled_from(["", "WDYT", "WDYT-", "wdyt ", " Wdyt - ", "wd yt–"]), st.sampled_from(["", " ", "-"])
)
def test_a_reference_is_read_however_it_is_typed(reference: str, prefix: str, between: str) -> None:
    six = reference.removeprefix("WDYT-")
    assert read_reference(prefix + between.join(six)) == reference
    assert read_reference(prefix + between.join(six.lower())) == reference


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("WDYT-7K3MZQ", "WDYT-7K3M2Q", id="Z for 2"),
        pytest.param("wdyt-gk3m2q", "WDYT-6K3M2Q", id="G for 6"),
        pytest.param("wdyt-7k3m2u", "WDYT-7K3M2V", id="U for V"),
        pytest.param("ＷＤＹＴ－７Ｋ３Ｍ２Ｑ", "WDYT-7K3M2Q", id="full width"),
        pytest.param("٧K٣M٢Q", "WDYT-7K3M2Q", id="digits of another script"),
        pytest.param("\u2066WDYT-7K3M2Q\u2069.", "WDYT-7K3M2Q", id="copied with marks around it"),
    ],
)
def test_what_can_be_told_is_read(typed: str, meant: str) -> None:
    assert read_reference(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("WDYT-", id="only the prefix"),
        pytest.param("WDYT-7K3M2", id="one short"),
        pytest.param("WDYT-7K3M2QQ", id="one over"),
        pytest.param("WDYT-7K3M20", id="nought could be D or Q"),
        pytest.param("WDYT-7K3M2S", id="S is nowhere near"),
        pytest.param("WDYT-7K3M2Ж", id="another script"),
        pytest.param("WDYT-7K3M2Q" + " " * 40, id="too long"),
    ],
)
def test_what_cannot_be_a_reference_is_none(typed: str) -> None:
    assert read_reference(typed) is None
