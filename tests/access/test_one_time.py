"""Codes that are good once: of a telephone, and on paper."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle

import pyotp
import pytest

from intake.access.code import WORDS, read_code
from intake.access.marks import Marks
from intake.access.one_time import (
    RECOVERY_CODES,
    STEP_SECONDS,
    address_of,
    check,
    in_groups,
    new_recovery_codes,
    new_secret,
    recovery_mark,
)
from tests.make import NOON

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
THIS_STEP = int(NOON.timestamp()) // STEP_SECONDS


def code_of(step: int) -> str:
    return pyotp.TOTP(SECRET).generate_otp(step)


@pytest.mark.parametrize(
    ("drift", "is_right"),
    [(-2, False), (-1, True), (0, True), (1, True), (2, False)],
    ids=["two steps slow", "a step slow", "right", "a step fast", "two steps fast"],
)
def test_a_telephones_clock_may_be_wrong_by_one_step(drift: int, is_right: bool) -> None:
    step = THIS_STEP + drift
    assert check(SECRET, code_of(step), NOON, 0) == (step if is_right else None)


def test_the_last_moment_of_a_step_and_the_first_of_the_next_differ() -> None:
    code = code_of(THIS_STEP)
    late = NOON + timedelta(seconds=2 * STEP_SECONDS)
    assert check(SECRET, code, late - timedelta(milliseconds=1), 0) == THIS_STEP
    assert check(SECRET, code, late, 0) is None


def test_a_code_that_was_used_is_refused_and_so_is_an_older_one() -> None:
    assert check(SECRET, code_of(THIS_STEP), NOON, THIS_STEP) is None
    assert check(SECRET, code_of(THIS_STEP - 1), NOON, THIS_STEP) is None
    assert check(SECRET, code_of(THIS_STEP + 1), NOON, THIS_STEP) == THIS_STEP + 1


def test_spaces_in_a_code_do_not_matter() -> None:
    code = code_of(THIS_STEP)
    assert check(SECRET, f" {code[:3]} {code[3:]} ", NOON, 0) == THIS_STEP


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "-12345"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert check(SECRET, typed, NOON, 0) is None


def test_a_new_secret_has_160_bits_and_can_be_typed_by_hand() -> None:
    secret = new_secret()
    assert len(secret) * 5 == 160 and secret != new_secret()
    assert in_groups(secret).replace(" ", "") == secret
    assert {len(group) for group in in_groups(secret).split()} == {4}


def test_the_address_names_the_council_and_the_account() -> None:
    address = address_of(SECRET, "praman", "Northshire Council")
    read = pyotp.parse_uri(address)
    assert (read.secret, read.name, read.issuer) == (SECRET, "praman", "Northshire Council")


def test_there_are_ten_recovery_codes_that_can_be_read_out() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == RECOVERY_CODES == 10
    assert all(set(code.words.split()) <= set(WORDS) for code in codes)
    assert all(read_code(code.words) == code for code in codes)


def test_no_two_recovery_codes_are_the_same_even_where_chance_would_have_it() -> None:
    numbers = cycle([1, 1, 1, 1, 1, 1, 1, 1, *range(2, 60)])
    assert len(set(new_recovery_codes(lambda _: next(numbers)))) == RECOVERY_CODES


def test_what_is_stored_of_a_recovery_code_tells_nothing_without_the_key() -> None:
    code, marks = new_recovery_codes()[0], Marks(b"k" * 32)
    kept = recovery_mark(marks, "staff1", code)
    assert kept == recovery_mark(marks, "staff1", code)
    assert kept != recovery_mark(marks, "staff2", code)
    assert kept != recovery_mark(Marks(b"j" * 32), "staff1", code)
