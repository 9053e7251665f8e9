"""The secret code, as it is made, shown and typed."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake.access.code import GROUPS, WORDS, Code, new_code, read_code

SOME = Code((0, 1, 6, 1295))
codes = st.tuples(*[st.integers(0, len(WORDS) - 1)] * GROUPS).map(Code)
words = st.sampled_from(WORDS)
separators = st.sampled_from([" ", ", ", "-", ".", "\n", "\r\n", " \t ", " – ", "\u200b ", " / "])
digit_zeros = st.sampled_from("0٠۰०০੦０𝟎")  # the digit 0 of eight scripts; 1 to 9 follow it
repeatable = settings(derandomize=True, deadline=None)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word of the list, and the same with one letter wrong, missing or too many, or two neighbours swapped."""
    word = draw(words)
    at = draw(st.integers(0, len(word)))
    before, after, letter = word[:at], word[at:], draw(st.sampled_from(string.ascii_lowercase))
    typed = draw(
        st.sampled_from([letter + after[1:], after[1:], letter + after, after[1:2] + after[:1] + after[2:]]).map(
            lambda changed: before + changed
        )
    )
    assume(typed not in WORDS)
    return word, typed


def near(typed: str) -> set[str]:
    """The words of the list that are one slip away, found by what is left between equal beginnings and ends."""
    return {word for word in WORDS if one_slip_apart(word, typed)}


def one_slip_apart(one: str, other: str) -> bool:
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return (len(one), len(other)) in {(1, 0), (0, 1), (1, 1)} or (len(one) == 2 and one == other[::-1])


def read_word(typed: str) -> str | None:
    """What is understood of one word, asked by typing it beside three groups of digits."""
    code = read_code(f"{typed} 1111 1111 1111")
    return code.words.split()[0] if code else None


def test_the_digits_are_the_place_of_the_word_in_dice() -> None:
    assert SOME.digits == "1111 1112 1121 6666"
    assert SOME.words == f"{WORDS[0]} {WORDS[1]} {WORDS[6]} {WORDS[-1]}"


def test_a_new_code_asks_its_source_four_times_for_one_of_all_words() -> None:
    asked: list[int] = []

    def below(n: int) -> int:
        asked.append(n)
        return len(asked)

    assert new_code(below) == Code((1, 2, 3, 4))
    assert asked == [1296] * 4


def test_new_codes_differ() -> None:
    assert len({new_code() for _ in range(200)}) == 200


def test_a_code_does_not_show_itself_in_a_log() -> None:
    assert repr(SOME) == "Code()"


@repeatable
@given(codes, st.tuples(*[st.booleans()] * GROUPS), separators)
def test_words_digits_and_any_mix_of_them_are_read_back(code: Code, in_words: tuple[bool, ...], between: str) -> None:
    groups = zip(code.words.split(), code.digits.split(), in_words, strict=True)
    typed = between.join(word if chosen else digits for word, digits, chosen in groups)
    assert read_code(typed) == code
    assert read_code(f"\n {typed.upper()}. ") == code


@repeatable
@given(codes, digit_zeros, st.sampled_from(["", " ", "-", "\u200e"]))
def test_digits_of_any_script_are_read_however_they_are_grouped(code: Code, zero: str, between: str) -> None:
    digits = [chr(ord(zero) + int(digit)) for digit in code.digits.replace(" ", "")]
    assert read_code(between.join(digits)) == code


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(WORDS[0] + "1112" + WORDS[6] + "6666", id="nothing between words and digits"),
        pytest.param("111111-12112-16666", id="digits grouped in another way"),
        pytest.param("".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in SOME.words), id="full width"),
        pytest.param(SOME.words.replace("a", "á"), id="an accent that a keyboard added"),
        pytest.param(SOME.words[:3] + "\u00ad" + SOME.words[3:], id="a hyphen that nobody sees"),
        pytest.param("\u2068" + SOME.words + "\u2069", id="marks of direction from copying"),
        pytest.param(f"“{SOME.words}”", id="in quotation marks"),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed: str) -> None:
    assert read_code(typed) == SOME


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param(" ,.- \n", id="only separators"),
        pytest.param(SOME.words.rsplit(" ", 1)[0], id="three words"),
        pytest.param(SOME.words + " " + WORDS[9], id="five words"),
        pytest.param("1111 1112 1121", id="three groups"),
        pytest.param("1111 1112 1121 666", id="one digit short"),
        pytest.param("1111 1112 1121 6666 1", id="one digit over"),
        pytest.param("1111 1112 1121 6667", id="seven is not on a die"),
        pytest.param("0111 1112 1121 6666", id="nought is not on a die"),
        pytest.param("1111 1112 qqqqq 6666", id="no word of the list"),
        pytest.param("1111 1112 привет 6666", id="letters of another script"),
        pytest.param(SOME.words + " " * 200, id="too long to be a code"),
        pytest.param("\ufdfa" * 200, id="one sign that stands for eighteen"),
        pytest.param("\ud800 \x00", id="a lone surrogate and a NUL"),
    ],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@repeatable
@given(st.text(max_size=250))
def test_any_text_is_answered(typed: str) -> None:
    code = read_code(typed)
    assert code is None or read_code(code.words) == code


@repeatable
@given(words)
def test_a_word_of_the_list_is_always_itself(word: str) -> None:
    assert read_word(word) == word


@settings(repeatable, max_examples=300)
@given(slips())
def test_a_slip_is_put_right_when_only_one_word_is_near(slip: tuple[str, str]) -> None:
    word, typed = slip
    assume(near(typed) == {word})
    assert read_word(typed) == word


@settings(repeatable, max_examples=300)
@given(slips())
def test_among_several_near_words_the_first_three_letters_decide_or_nothing_does(slip: tuple[str, str]) -> None:
    _, typed = slip
    candidates = near(typed)
    beginning_so = {word for word in candidates if word[:3] == typed[:3]}
    assert read_word(typed) == next(iter(beginning_so if len(candidates) > 1 else candidates), None)


@repeatable
@given(words, st.text("qxz", min_size=2, max_size=9))
def test_three_right_letters_are_enough_when_no_word_is_near(word: str, ending: str) -> None:
    typed = word[:3] + ending
    assume(not near(typed) and typed not in WORDS)
    assert read_word(typed) == word
