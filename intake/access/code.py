"""The secret code: four words, or the same four numbers written in dice digits, 41 bits in all."""

from __future__ import annotations

import re
import secrets
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

GROUPS = 4
DIGITS_IN_A_GROUP = 4
DIE = 6
LONGEST_TYPED = 200  # code points; a code needs at most 35
LETTERS_THAT_TELL = 3  # no two words of the list begin with the same three

WORDS = tuple(files("intake.access").joinpath("words.txt").read_text("ascii").split())
_PLACES = {word: place for place, word in enumerate(WORDS)}
_BY_FIRST_LETTERS = {word[:LETTERS_THAT_TELL]: place for place, word in enumerate(WORDS)}
_LONGEST_WORD = max(map(len, WORDS))
_PIECES = re.compile(r"\d(?:[\W\d_]*\d)?|[^\W\d_]+")  # digits with no letter between them, or letters side by side


@dataclass(frozen=True, slots=True)
class Code:
    """Four places in the list of words, each from 0. Never shown by repr, so that no log can hold it."""

    places: tuple[int, ...] = field(repr=False)

    @property
    def words(self) -> str:
        """The four words, with spaces between them."""
        return " ".join(WORDS[place] for place in self.places)

    @property
    def digits(self) -> str:
        """The four groups of dice digits, with spaces between them: 1111 is the first word, 6666 the last."""
        return " ".join(_dice(place) for place in self.places)


def new_code(below: Callable[[int], int] = secrets.randbelow) -> Code:
    """A code that nobody can foresee. `below(n)` gives an even choice from 0 to n - 1."""
    return Code(tuple(below(len(WORDS)) for _ in range(GROUPS)))


def read_code(text: str) -> Code | None:
    """The code that somebody typed, or None where it cannot be told.

    Words and groups of digits may be mixed, in any case and with anything but letters and digits between them. Decimal
    digits of every script count. A word may have one slip (a wrong, missing or extra letter, two neighbours swapped)
    or only its first three letters right.
    """
    if len(text) > LONGEST_TYPED or len(plain := _plain(text)) > LONGEST_TYPED:
        return None
    places: list[int | None] = []
    for piece in _PIECES.findall(plain):
        places += _read_digits(piece) if piece[0].isdecimal() else [_read_word(piece)]
    known = tuple(place for place in places if place is not None)
    return Code(known) if len(known) == len(places) == GROUPS else None


def _dice(place: int) -> str:
    digits = ""
    for _ in range(DIGITS_IN_A_GROUP):
        place, digit = divmod(place, DIE)
        digits = str(digit + 1) + digits
    return digits


def _plain(text: str) -> str:
    """The text without case, accents, wide forms and invisible marks, all digits European."""
    kept = (c for c in unicodedata.normalize("NFKD", text.casefold()) if unicodedata.category(c) not in ("Mn", "Cf"))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)


def _read_digits(piece: str) -> list[int | None]:
    """The places of the digits, however they are grouped; None for each four that are not of a die."""
    digits = "".join(c for c in piece if c.isdecimal())
    return [_read_group(digits[at : at + DIGITS_IN_A_GROUP]) for at in range(0, len(digits), DIGITS_IN_A_GROUP)]


def _read_group(group: str) -> int | None:
    if len(group) != DIGITS_IN_A_GROUP or not all("1" <= digit <= str(DIE) for digit in group):
        return None
    return int("".join(str(int(digit) - 1) for digit in group), DIE)


def _read_word(typed: str) -> int | None:
    """The place of a word: exact, else the only one a slip away, else the one with the same first three letters."""
    if typed in _PLACES:
        return _PLACES[typed]
    begins_so = _BY_FIRST_LETTERS.get(typed[:LETTERS_THAT_TELL])
    near = {_PLACES[slip] for slip in _slips(typed) if slip in _PLACES}
    if len(near) == 1:
        return near.pop()
    return begins_so if not near or begins_so in near else None


def _slips(typed: str) -> Iterator[str]:
    """Every spelling one slip away; none for what is too long to be a slip, so that the work stays small."""
    if len(typed) > _LONGEST_WORD + 1:
        return
    for at in range(len(typed) + 1):
        before, after = typed[:at], typed[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in string.ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]
