"""Whether a name that somebody typed may be a person who works here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from intake.casework.roles import Staff

# What stands with a name and is no part of it.
_NOT_NAMES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "lady", "lord", "rev"),
        *("social", "worker", "workers", "sw", "manager", "officer", "team", "leader", "senior", "my", "the", "her"),
        *("his", "our", "their", "a", "an", "is", "was", "called", "named", "name", "from", "of", "at", "i", "think"),
    }
)
_BETWEEN_PEOPLE = re.compile(r"[,;/&+\n()]|\b(?:and|or)\b", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\s\W_]+")
_MARK_INSIDE = re.compile(r"['’‘`´]")
# Letters that are no letter with a mark on it.
_SPELT_OUT = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
_LONGEST_NAME = 3  # words: in more than that, people say something about somebody


def may_be(named: str, staff: Staff) -> bool:
    """Whether what was typed as a worker's name may mean this person, by their name or one they are known by.

    It shuts out rather too many: every word of the shorter name has to be a word of the longer one, or the initial of
    one; of a whole phrase one word is enough. Several people may be typed, with commas, "and" or line ends between
    them.
    """
    own = [words for text in (staff.name, staff.known_as) for words in _people(text)]
    return any(_fits(typed, known) for typed in _people(named) for known in own)


def _people(text: str) -> Iterator[Sequence[str]]:
    """The words of each name in the text; and of all of it, for a family name that stands first with a comma."""
    parts = _BETWEEN_PEOPLE.split(text)
    for part in (*parts, " ".join(parts)) if len(parts) > 1 else parts:
        for instead in ("", " ") if _MARK_INSIDE.search(part) else ("",):
            words = [word for word in _words(_MARK_INSIDE.sub(instead, part)) if word not in _NOT_NAMES]
            if words:
                yield words


def _words(text: str) -> list[str]:
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT_OUT))
    plain = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return [word for word in _BETWEEN_WORDS.split(plain) if word]


def _fits(typed: Sequence[str], known: Sequence[str]) -> bool:
    shared = {word for word in typed if word in known and len(word) > 1}
    if shared and len(typed) > _LONGEST_NAME:
        return True
    shorter, longer = sorted((typed, known), key=len)
    return all(any(_is_same(word, its, bool(shared)) for its in longer) for word in shorter)


def _is_same(word: str, its: str, either_way: bool) -> bool:
    """Whether a word of the shorter name may be one of the longer; `either_way`: the initial may be in the longer."""
    return word == its or (len(word) == 1 and its[0] == word) or (either_way and len(its) == 1 and word[0] == its)
