"""Codes that are good once: those a telephone makes every half minute, and those kept on paper for when it is lost."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime

import pyotp

from intake.access.code import Code, new_code
from intake.access.marks import Marks

STEP_SECONDS = 30
DRIFT = 1  # steps by which a telephone's clock may be wrong, either way
DIGITS = 6
RECOVERY_CODES = 10


def new_secret() -> str:
    """A new secret of 160 bits for a telephone, in base32."""
    return pyotp.random_base32()


def in_groups(secret: str) -> str:
    """The secret in groups of four letters, to be typed by hand."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def address_of(secret: str, sign_in: str, issuer: str) -> str:
    """The otpauth address that a telephone reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=sign_in, issuer_name=issuer)


def check(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The step whose code this is, or None. A step that was used, or is older than one that was, is over.

    Whoever calls has still to note the step, where nobody else has used it meanwhile. Source: RFC 6238, 5.2.
    """
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdecimal()):
        return None
    makes = pyotp.TOTP(secret)
    this_step = int(now.timestamp()) // STEP_SECONDS
    for step in range(max(last_step + 1, this_step - DRIFT), this_step + DRIFT + 1):
        if hmac.compare_digest(makes.generate_otp(step), typed):
            return step
    return None


def new_recovery_codes(below: Callable[[int], int] = secrets.randbelow) -> tuple[Code, ...]:
    """Ten codes that can be read out, each four words of the same list as the secret code."""
    codes: dict[Code, None] = {}
    while len(codes) < RECOVERY_CODES:
        codes[new_code(below)] = None
    return tuple(codes)


def recovery_mark(marks: Marks, staff_id: str, code: Code) -> bytes:
    """What is stored of a recovery code: a keyed digest, which tells nothing without the server's secret."""
    return marks.of("recovery", f"{staff_id}\0{code.digits}")
