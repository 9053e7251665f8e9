"""What the person of a record said: how they may be reached and who must not be told, and every answer.

Nothing in here says who somebody is or how to reach them: that is shown from `identity` when it has been opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from intake.casework.words import label
from intake.questions.catalogue import QUESTIONS
from intake.questions.display import row_lines
from intake.questions.vocabulary import Case, Voice
from intake.records.facts import ways_not_permitted
from intake.records.record import Record
from intake.records.submission import answers_of
from intake.rules.codes import ReplyWay
from intake.web.desk.showing import speaker


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How they may be reached, and who must not be told. `chosen`: the ways they want, and whether each is permitted.

    `may`, `may_not`: what they ticked of calling, texting, messages, letters and saying who we are, and what not.
    """

    chosen: list[tuple[str, bool]]
    may: list[str]
    may_not: list[str]
    times: str
    avoid: str
    has_word: bool
    was_asked_whom: bool
    not_tell: list[str]
    ask_first: bool


_TICKS = {
    "call": "call",
    "text": "text",
    "message": "leave a message",
    "say_council": "say we are from the council",
    "post": "send a letter",
}


def safe_contact(record: Record) -> SafeContact | None:
    """How they may be reached; None where they were not asked, as in a call for help."""
    contact = record.identity.get("contact")
    if contact is None:
        return None
    envelope, safe, answers = record.envelope, contact["safe"], answers_of(record)
    refused = ways_not_permitted(Case(Voice(record.voice), record.received_date, answers))
    people = {"who_may_know": envelope["do_not_tell"], "who_other": answers.get("who_other")}
    return SafeContact(
        chosen=[(label(way, "reply_way"), way not in refused) for way in envelope["contact_methods"]],
        may=[words for tick, words in _TICKS.items() if safe[tick]],
        may_not=[words for tick, words in _TICKS.items() if not safe[tick]],
        times=safe["times"] or "",
        avoid=safe["avoid"] or "",
        has_word=bool(safe["word"]),
        was_asked_whom="who_may_know" in answers,
        not_tell=row_lines(QUESTIONS["who_may_know"], people, speaker()),
        ask_first=envelope["ask_first"],
    )


def may_be_written_to(record: Record) -> bool:
    """Whether a letter is safe: they said so, and there is an address."""
    contact = record.identity.get("contact")
    return contact is not None and bool(contact["address"]) and bool(contact["safe"]["post"])


def answers_by_code(record: Record) -> bool:
    """Whether they chose to come back with their code."""
    return ReplyWay.CODE in record.envelope.get("contact_methods", ())


# ── Every answer ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was read, and its answers: each with the words of its own box, where it has some."""

    question: str
    answers: list[tuple[str, str]]


def answered(asked: Iterable[dict[str, Any]]) -> list[Answered]:
    """What was asked and answered, in the words that were read. What was skipped has no answers."""
    return [
        Answered(question, [(each.get("label") or "", each["answer"]) for each in rows if each["answer"]])
        for question, rows in groupby(asked, key=lambda each: str(each["question"]))
    ]
