"""What a code opens, and what it takes to open it. The derivation is made cheap here; one test runs it in full."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.access.code import GROUPS, WORDS, Code
from intake.access.locks import FULL_COST, CodeLock, Cost, ServerKeys, ServerSecretError
from intake.access.sealing import CannotOpen

CHEAP = Cost(n=2, r=1, p=1)
SECRET = b"s" * 32
LOCK = CodeLock(ServerKeys.from_secret(SECRET), CHEAP)
CODE = Code((0, 1, 6, 1295))
DRAFT_KEY = bytes(range(32))
codes = st.tuples(*[st.integers(0, len(WORDS) - 1)] * GROUPS).map(Code)
repeatable = settings(derandomize=True, deadline=None)


def test_each_purpose_has_a_key_of_its_own() -> None:
    keys = ServerKeys.from_secret(SECRET)
    made = [getattr(keys, purpose.name) for purpose in fields(keys)]
    assert {len(key) for key in made} == {32}
    assert len({SECRET, *made}) == 1 + len(made)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ServerSecretError, match="has 31 bytes: expected at least 32"):
        ServerKeys.from_secret(SECRET[1:])


def test_keys_do_not_show_themselves() -> None:
    keys = ServerKeys.from_secret(SECRET)
    assert repr(keys) == "ServerKeys()"
    assert "wrapping" not in repr(LOCK.open_code(CODE))


@repeatable
@given(codes, st.binary(min_size=32, max_size=32))
def test_a_code_opens_what_it_wrapped(code: Code, key: bytes) -> None:
    wrapped = LOCK.wrap(key, LOCK.open_code(code), "17")
    assert LOCK.unwrap(wrapped, LOCK.open_code(code), "17") == key


@repeatable
@given(codes, codes)
def test_every_code_is_found_by_a_lookup_of_its_own(one: Code, other: Code) -> None:
    assert (LOCK.open_code(one).lookup == LOCK.open_code(other).lookup) == (one == other)


def test_the_lookup_tells_nothing_of_the_wrapping_key() -> None:
    keys = LOCK.open_code(CODE)
    assert keys.lookup != keys.wrapping
    assert len(keys.lookup) == len(keys.wrapping) == 32


@pytest.mark.parametrize(
    ("code", "draft_id"), [(Code((0, 1, 6, 1294)), "17"), (CODE, "18")], ids=["another code", "another draft"]
)
def test_another_code_or_draft_is_refused(code: Code, draft_id: str) -> None:
    wrapped = LOCK.wrap(DRAFT_KEY, LOCK.open_code(CODE), "17")
    with pytest.raises(CannotOpen):
        LOCK.unwrap(wrapped, LOCK.open_code(code), draft_id)


def test_a_stolen_database_is_of_no_use_under_another_secret() -> None:
    ours = LOCK.open_code(CODE)
    theirs = CodeLock(ServerKeys.from_secret(b"t" * 32), CHEAP).open_code(CODE)
    assert theirs.lookup != ours.lookup
    with pytest.raises(CannotOpen):
        LOCK.unwrap(LOCK.wrap(DRAFT_KEY, ours, "17"), theirs, "17")


def test_the_lookup_has_a_key_of_its_own_besides_the_salt() -> None:
    keys = ServerKeys.from_secret(SECRET)
    other = CodeLock(replace(keys, lookup=keys.cookie), CHEAP).open_code(CODE)
    assert other.wrapping == LOCK.open_code(CODE).wrapping
    assert other.lookup != LOCK.open_code(CODE).lookup


def test_the_full_derivation_is_slow_and_takes_64_mebibytes() -> None:
    assert 128 * FULL_COST.n * FULL_COST.r == 64 * 2**20
    lock = CodeLock(ServerKeys.from_secret(SECRET))
    began = time.perf_counter()
    keys = lock.open_code(CODE)
    assert time.perf_counter() - began > 0.02
    assert keys != LOCK.open_code(CODE)


class Slow:
    """Stands for a code that takes its time, and knows how many were being opened at once."""

    def __init__(self) -> None:
        self.open = self.most = 0

    @property
    def digits(self) -> str:
        self.open += 1
        self.most = max(self.most, self.open)
        time.sleep(0.02)
        self.open -= 1
        return CODE.digits


@pytest.mark.parametrize("at_once", [1, 2])
def test_no_more_codes_are_opened_at_a_time_than_the_door_lets_in(at_once: int) -> None:
    lock = CodeLock(ServerKeys.from_secret(SECRET), CHEAP, at_once)
    code = Slow()
    with ThreadPoolExecutor(6) as threads:
        opened = list(threads.map(lock.open_code, [cast(Code, code)] * 6))
    assert code.most == at_once
    assert opened == [LOCK.open_code(CODE)] * 6
