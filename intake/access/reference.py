"""The public reference: `WDYT-` and six characters that can be read out, written down and typed without a mistake.

Left out are 0 and O, 1, I and L, 5 and S, 8 and B, Z for 2, G for 6, U and Y for V, and A and E: without vowels, and
never with three letters together, no reference spells a word or the short form of one. That leaves 27.7 million, drawn
at random: a reference says nothing about when it was given or how many there are. It opens nothing, so it is no
secret; two may be equal by chance, and whoever stores one must be ready to draw another.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable

PREFIX = "WDYT"
LENGTH = 6
ALPHABET = "234679CDFHJKMNPQRTVWX"
LONGEST_TYPED = 40

_THREE_LETTERS = re.compile(r"[A-Z]{3}")
_MISTAKEN = str.maketrans("ZGU", "26V")


def new_reference(choose: Callable[[str], str] = secrets.choice) -> str:
    """A reference that nobody can foresee, like WDYT-7K3M2Q."""
    drawn = ""
    while not drawn or _THREE_LETTERS.search(drawn):
        drawn = "".join(choose(ALPHABET) for _ in range(LENGTH))
    return f"{PREFIX}-{drawn}"


def read_reference(text: str) -> str | None:
    """The reference that somebody typed, or None where it cannot be one.

    Small letters, spaces, dashes and a missing prefix are no matter, and neither are Z for 2, G for 6 and U for V.
    """
    if len(text) > LONGEST_TYPED:
        return None
    typed = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
    typed = "".join(str(unicodedata.decimal(c, c)) for c in typed)
    six = typed.removeprefix(PREFIX).translate(_MISTAKEN)
    return f"{PREFIX}-{six}" if len(six) == LENGTH and set(six) <= set(ALPHABET) else None
