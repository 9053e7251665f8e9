"""What a page that is only read is written in. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from intake.questions.vocabulary import Say, Voice


@dataclass(frozen=True, slots=True)
class Call:
    """A number to ring. `number` is the name of the council's fact that stands in the words."""

    words: Say
    number: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines under a short heading, or under none, and the numbers they lead to.

    `is_grave`: it is about the limits of secrecy or a consent, and the English is shown below a translation that
    nobody has reviewed.
    """

    heading: Say | None
    lines: tuple[Say, ...]
    calls: tuple[Call, ...] = ()
    is_grave: bool = False

    def is_said(self, voice: Voice) -> bool:
        """Whether any line or number of it is said in this voice."""
        return any(say.said(voice) is not None for say in (*self.lines, *(call.words for call in self.calls)))
