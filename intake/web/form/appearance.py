"""How our pages are shown to one browser: chosen on the page "How this looks", kept in its session and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from flask import session

from intake.questions.vocabulary import Voice

_KEPT_AS = "look"
_SCHEMES = {"device": "light dark", "cream": "light", "blue": "light", "dark": "dark"}

# The one drawing of a page, by its slug, or by the name of its template where it is laid out by itself.
_DRAWINGS: Mapping[str, str] = {
    **{"start": "bubbles", "before": "path", "now": "torch", "help": "ring", "check": "sheet"},
    **{"what": "bubbles", "what-happened": "bubbles", "idea": "bubbles", "side": "hands", "who-helps": "hands"},
    **{"later": "door", "code": "door", "look": "sheet"},
}


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody has chosen. `page` is a colour of the catalogue's; without a word on drawings the voice decides."""

    easy: bool = False
    page: str = "device"
    drawings: bool | None = None

    def draws_for(self, voice: Voice) -> bool:
        """Whether drawings are shown: to a young person, and to whoever wants it bigger and simpler."""
        return self.drawings if self.drawings is not None else self.easy or voice == Voice.CHILD

    def drawing(self, place: str, voice: Voice) -> str:
        """The name of this page's drawing, or ''."""
        return _DRAWINGS.get(place, "") if self.draws_for(voice) else ""

    @property
    def classes(self) -> str:
        """What the page is marked with for the style sheet; '' for the usual look."""
        return " ".join(["easy"] * self.easy + [self.page] * (self.page != "device"))

    @property
    def scheme(self) -> str:
        """Whether the page is light, dark, or as the device has it."""
        return _SCHEMES[self.page]


def current() -> Look:
    """How this browser has it."""
    return Look(**session.get(_KEPT_AS, {}))


def keep(look: Look) -> None:
    """From now on this browser has it so."""
    session[_KEPT_AS] = asdict(look)


def turn_size() -> None:
    """Makes it bigger and simpler, or the usual size again."""
    look = current()
    keep(replace(look, easy=not look.easy))


# In text that is read, and not in what is sent back: a box for words, or the value of a control.
_PHONE_NUMBER = re.compile(r"0\d{2,4}(?: \d{3,4}){1,2}(?=[^<>]*<(?!/textarea))")


def numbers_whole(html: str) -> str:
    """The page with no phone number on two lines."""
    return _PHONE_NUMBER.sub(lambda match: match[0].replace(" ", "\N{NO-BREAK SPACE}"), html)


# Paragraphs and items of our own. A person's own words are left as they wrote them.
_RUNNING = re.compile(r"(<(p|li|dd)(?:\s(?![^>]*\bwords\b)[^>]*)?>)(.*?)(?=</\2>)", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_END_OF_SENTENCE = re.compile(r"(?<=[.?!:؟۔።।]) (?=\S)")


def one_thing_a_line(html: str) -> str:
    """The page with each sentence of its running text on a line of its own."""
    return _RUNNING.sub(_on_lines, html)


def _on_lines(match: re.Match[str]) -> str:
    pieces = _TAG.split(match[3])
    broken = (piece if piece.startswith("<") else _END_OF_SENTENCE.sub(" <br>", piece) for piece in pieces)
    return match[1] + "".join(broken)
