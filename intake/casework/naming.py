"""Whether a name that somebody typed may be a person who works here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from intake.casework.roles import Staff

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "lady", "lord", "rev"}
)
_JOBS = frozenset({"social", "worker", "workers", "sw", "manager", "officer", "team", "leader", "senior"})
# What else stands with a name that somebody typed. Each may be a name as well: An, In, Child.
_BESIDE = frozenset(
    {
        *("my", "the", "her", "his", "our", "their", "a", "an", "is", "was", "it", "that", "this", "who", "i", "think"),
        *("called", "named", "name", "from", "of", "at", "in", "on", "for", "with", "by", "again", "please", "she"),
        *("he", "they", "leaving", "care", "carer", "duty", "complaints", "complaint", "fostering", "adoption"),
        *("child", "children", "childrens", "family", "families", "protection", "assessment", "council", "office"),
        *("service", "services", "support", "reception", "court", "safeguarding", "supervisor", "head"),
    }
)
_NOT_NAMES = _TITLES | _JOBS | _BESIDE
_BETWEEN_PEOPLE = re.compile(r"[,;/&+\n()]|\b(?:and|or)\b", re.IGNORECASE)
_BEFORE_MORE = re.compile(r"\b(?:from|at|in|on|of|for|with|by|who|that|is|was|it|called|named)\b", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\s\W_]+")
_APOSTROPHE = re.compile(r"['’‘`´]")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑–](?=\w)")
# Letters that are no letter with a mark on it.
_SPELT_OUT = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
_LONGEST_NAME = 3  # words: in more than that, people say something about somebody


def may_be(named: str, staff: Staff) -> bool:
    """Whether what was typed as a worker's name may mean this person, by their name or one they are known by.

    It shuts out rather too many: one word in common is enough, unless both have another word besides and these differ,
    as in two people with the same first name; of a whole phrase one word is always enough. Several people may be typed,
    with commas, "and" or line ends between them.
    """
    known = list(_known((staff.name, staff.known_as)))
    return any(_fits(typed, own) for typed in _typed(named) for own in known)


def words_of(text: str) -> set[str]:
    """Every word of a name as it is compared with another: letters alone, without accents, O'Brien as one and two."""
    return {word for words in _typed(text) for word in words}


def words_wanted(names: Iterable[str]) -> set[str] | None:
    """The words of which a worker's name has one, or more, where it may be one of these; None where it may be any.

    Somebody may have typed an initial. Who is known by initials alone may be anybody with them.
    """
    known = list(_known(names))
    if any(all(len(word) == 1 for word in words) for words in known):
        return None
    words = {word for words in known for word in words}
    return words | {word[0] for word in words}


# ── Into words ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _typed(text: str) -> Iterator[Sequence[str]]:
    """The words of each name that was typed, of it without what is said of them besides, and of the whole."""
    for part in _parts(text):
        for name in dict.fromkeys((part, *_BEFORE_MORE.split(part))):
            yield from _spellings(name)


def _known(names: Iterable[str]) -> Iterator[Sequence[str]]:
    """The words of each name of one person, without a title in front and what they work as."""
    for part in (part for text in names for part in _parts(text)):
        for words in _spellings(part):
            name = [word for word in words if word not in _JOBS]
            while len(name) > 1 and name[0] in _TITLES:
                name = name[1:]
            if name:
                yield name


def _parts(text: str) -> Sequence[str]:
    """The text of each name; and the whole of it, for a family name that stands first with a comma."""
    parts = _BETWEEN_PEOPLE.split(text)
    return (*parts, " ".join(parts)) if len(parts) > 1 else parts


def _spellings(name: str) -> Iterator[Sequence[str]]:
    """The words of a name, with what an apostrophe or a hyphen joins as one word and as two."""
    for apart in dict.fromkeys(_APOSTROPHE.sub(instead, name) for instead in ("", " ")):
        for spelling in dict.fromkeys(_HYPHEN.sub(instead, apart) for instead in (" ", "")):
            words = _words(spelling)
            if words:
                yield words


def _words(text: str) -> list[str]:
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT_OUT))
    plain = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return [word for word in _BETWEEN_WORDS.split(plain) if word]


# ── Comparing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fits(typed: Sequence[str], known: Sequence[str]) -> bool:
    names = [word for word in typed if word not in _NOT_NAMES]
    shared = {word for word in typed if word in known and len(word) > 1}
    if not shared:
        return bool(names) and _agree(names, known, either_way=False)
    if len(shared) > 1 or (len(names) > _LONGEST_NAME and not shared.isdisjoint(names)):
        return True
    return _agree([word for word in names if word not in shared], [word for word in known if word not in shared])


def _agree(some: Sequence[str], others: Sequence[str], *, either_way: bool = True) -> bool:
    """Whether each word of the shorter may be one of the longer; `either_way`: the initial may be in the longer."""
    shorter, longer = sorted((some, others), key=len)
    return all(any(_is_same(word, its, either_way) for its in longer) for word in shorter)


def _is_same(word: str, its: str, either_way: bool) -> bool:
    return word == its or (len(word) == 1 and its[0] == word) or (either_way and len(its) == 1 and word[0] == its)
