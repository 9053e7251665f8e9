"""Passwords: what is kept of them, and which ones somebody may choose."""

from __future__ import annotations

import time
import unicodedata

import pytest

from intake.access.passwords import FULL_COST, LONGEST, PasswordCost, Passwords, what_is_wrong

QUICK = PasswordCost(memory_kib=16, passes=1)
PASSWORD = "six brown herons at dusk"


def test_a_password_opens_what_was_kept_of_it_and_no_other_does() -> None:
    passwords = Passwords(QUICK)
    kept = passwords.hash(PASSWORD)
    assert passwords.check(PASSWORD, kept)
    assert not passwords.check(PASSWORD + " ", kept)
    assert PASSWORD not in kept and kept != passwords.hash(PASSWORD)


@pytest.mark.parametrize("kept", [None, "", "plain text", "$argon2id$v=19$m=8"], ids=["none", "empty", "text", "cut"])
def test_where_there_is_no_password_none_opens(kept: str | None) -> None:
    assert not Passwords(QUICK).check(PASSWORD, kept)


def test_accents_may_be_typed_in_either_way() -> None:
    passwords = Passwords(QUICK)
    one, other = (unicodedata.normalize(form, "zwölf blaue Bären") for form in ("NFC", "NFD"))
    assert one != other
    assert passwords.check(other, passwords.hash(one))


def test_the_parameters_are_what_owasp_asks_for() -> None:
    kept = Passwords().hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert FULL_COST.memory_kib >= 19 * 1024 and FULL_COST.passes >= 2


def test_a_hash_of_other_parameters_still_opens_and_is_to_be_made_again() -> None:
    old, new = Passwords(QUICK), Passwords(PasswordCost(memory_kib=32, passes=1))
    kept = old.hash(PASSWORD)
    assert new.check(PASSWORD, kept) and new.is_outdated(kept)
    assert not old.is_outdated(kept)


def test_nobody_takes_as_long_as_somebody() -> None:
    passwords = Passwords(PasswordCost(memory_kib=19 * 1024, passes=3))
    kept = passwords.hash(PASSWORD)

    def quickest(of: str | None) -> float:
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            passwords.check("wrong wrong wrong", of)
            times.append(time.perf_counter() - begun)
        return min(times)

    assert 0.6 < quickest(None) / quickest(kept) < 1.7


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        pytest.param("elevenchars", "short", id="eleven"),
        pytest.param("twelve chars", None, id="twelve"),
        pytest.param("zwölf Bären!", None, id="twelve with accents"),
        pytest.param("aaaaaaaaaaaa", None, id="no rules of composition"),
        pytest.param("x" * LONGEST, None, id="longest"),
        pytest.param("x" * (LONGEST + 1), "long", id="too long"),
        pytest.param("Priya Raman 1", "name", id="the name and a number"),
        pytest.param("PRAMANPRAMANPRAMAN", "name", id="the sign-in name again and again"),
        pytest.param("raman-Priya12", "name", id="the parts the other way round"),
        pytest.param("Priya counts herons", None, id="the name and enough besides"),
        pytest.param("            ", "name", id="spaces"),
    ],
)
def test_which_passwords_may_be_chosen(password: str, problem: str | None) -> None:
    assert what_is_wrong(password, ("Priya Raman", "praman")) == problem
