"""What a young person agreed to share with an advocate, in lines for somebody to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from intake.questions.catalogue import letters
from intake.questions.vocabulary import Say

Speak = Callable[[Say], str]


def lines(agreed: Mapping[str, Any], speak: Speak) -> Iterator[str]:
    """One line for each thing, in their own words where they have any; their story is for no email."""
    for name, value in agreed.items():
        if name not in letters.NOT_IN_AN_EMAIL:
            words = letters.AGREED.get(name)
            yield f"{speak(words) if words else _plain(name)}: {_said(name, value, speak)}"
    if "story" in agreed:
        yield speak(letters.REFERRAL_STORY)


def _said(name: str, value: Any, speak: Speak) -> str:
    match value:
        case bool():
            return speak(letters.YES if value else letters.NO)
        case {"type": way, **rest}:
            return "; ".join([_plain(way), *_pairs(rest, speak)])
        case Mapping():
            return "; ".join(_pairs(value, speak))
        case list():
            return "".join(f"\n- {_said(name, each, speak)}" for each in value)
        case _:
            return _plain(str(value)) if name in letters.AGREED_IN_CODES else str(value)


def _pairs(said: Mapping[Any, Any], speak: Speak) -> Iterator[str]:
    return (f"{_plain(name)}: {_said(name, value, speak)}" for name, value in said.items())


def _plain(name: str) -> str:
    return name.replace("_", " ")
