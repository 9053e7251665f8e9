"""A call: what somebody says on the telephone while another types, and what they make of it when it is read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from intake.questions.catalogue.conditions import complains, has_an_idea, has_said_nothing, in_danger, thanks
from intake.questions.catalogue.panels import OF_EVERY_CALLER, QUESTION_OF
from intake.questions.path import blank
from intake.questions.vocabulary import Answer, Answers
from intake.records.draft import Draft
from intake.records.submission import Correction

# What was typed into the boxes of one control, by their names, where no answer can be read from it.
Typed = Mapping[str, list[str]]
Content = Answer | Typed


class CallState(StrEnum):
    """How far a call is."""

    OPEN = "open"
    READ_BACK = "read_back"
    DROPPED = "dropped"
    SENT = "sent"
    HANDED_OVER = "handed_over"


class Heard(StrEnum):
    """What the caller said to something that was read back to them."""

    YES = "yes"
    NO = "no"
    CHANGED = "changed"


def mark(content: Content) -> str:
    """What tells one content of a control from another: a page carries it, to say what it has seen."""
    plain = None if not isinstance(content, Mapping) and blank(content) else content
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Call:
    """What was said so far. A blank control has no answer: it was not reached, and nothing here is ever skipped.

    `unread`: what was typed where no answer can be read from it. `overtaken`: what stood in a control when another
    window wrote over it without having seen it. `heard`: what the caller said to each row that was read to them.
    `help_sent`: the references of what the duty team was sent. Moments are ISO, in UTC.
    """

    answers: Answers = field(default_factory=lambda: {"kind": "complaint"})
    unread: Mapping[str, Typed] = field(default_factory=dict)
    overtaken: Mapping[str, Content] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    help_sent: tuple[str, ...] = ()
    danger_answered_at: str | None = None
    advocate_offered_at: str | None = None
    advocate_explained: bool = False
    closed_because: str = ""

    @property
    def draft(self) -> Draft:
        """The same as the form would keep it: path, voice and record follow from this alone."""
        return Draft(
            answers=self.answers,
            danger_answered_at=self.danger_answered_at,
            advocate_offered_at=self.advocate_offered_at,
            advocate_explained=self.advocate_explained,
        )

    def asked(self, today: date) -> frozenset[str]:
        """The keys of the questions for this caller; until it is known who it is, of those for anybody."""
        if "who_are_you" in self.answers:
            return OF_EVERY_CALLER | _on_path(self.draft, today)
        anybody = (self.draft.with_answers({"who_are_you": who}) for who in ("child", "care_leaver", "adult"))
        return OF_EVERY_CALLER | frozenset.intersection(*(_on_path(draft, today) for draft in anybody))

    def is_in_danger(self, today: date) -> bool:
        """Whether anything was said for which the form would open its page of help."""
        return in_danger(self.draft.route(today).case)

    def lacking(self, today: date) -> list[str]:
        """The keys without which it can not be sent: who is asking, and what about."""
        case = self.draft.route(today).case
        story = next((key for kind, key in _STORIES if kind(case)), None)
        says_nothing = story and blank(case.answers.get(story)) and (not complains(case) or has_said_nothing(case))
        who = [] if case.words("who_are_you") else ["who_are_you"]
        return [*who, story] if story and says_nothing else who

    @property
    def has_told(self) -> bool:
        """Whether anything was told: more than who is calling, and what kind of call it is."""
        return bool({*self.answers, *self.unread, *self.overtaken, *(each.key for each in self.corrections)} - _FRAME)

    @property
    def beside(self) -> tuple[Correction, ...]:
        """What was said or typed and is no answer, each beside the answer that stands in its control.

        What was said first and corrected, what another window wrote over, and what no answer can be read from.
        """
        typed = (*self.overtaken.items(), *self.unread.items())
        return (*self.corrections, *(Correction(key, _as_typed(each), self.answers.get(key)) for key, each in typed))

    def content(self, key: str) -> Content:
        """What stands in this control."""
        return self.unread[key] if key in self.unread else self.answers.get(key)

    def written(
        self, contents: Mapping[str, Content], seen: Mapping[str, str], now: datetime, *, reading_back: bool = False
    ) -> Call:
        """The call with what a page has changed. `seen`: the mark of each control as that page was given it.

        What the page has left alone stays as another window may have written it. Where both have written, this page
        is the newer one, and the other's words are kept beside it. A change to something that was read back is a
        correction: the first answer is kept with the last.
        """
        call = self
        for key, content in contents.items():
            before = call.content(key)
            if mark(content) in (seen.get(key), mark(before)):
                continue
            if key == "kind" and _empty(content):
                continue  # a call always has one
            is_new_to_page = not _empty(before) and mark(before) != seen.get(key)
            call = call._with(key, content, overtaken=before if is_new_to_page else None)
            if reading_back or QUESTION_OF[key].key in {row.partition(".")[0] for row in call.heard}:
                call = call._corrected(key, _answer(before), _answer(content))
            call = call._noted(key, now)
        return call

    def _with(self, key: str, content: Content, overtaken: Content) -> Call:
        answers = {each: answer for each, answer in self.answers.items() if each != key}
        unread = {each: typed for each, typed in self.unread.items() if each != key}
        kept = {each: other for each, other in self.overtaken.items() if each != key}
        if isinstance(content, Mapping):
            unread[key] = content
        elif not blank(content):
            answers[key] = content
        if overtaken is not None:
            kept[key] = overtaken
        return replace(self, answers=answers, unread=unread, overtaken=kept)

    def _corrected(self, key: str, said: Answer, corrected: Answer) -> Call:
        first = next((each.said for each in self.corrections if each.key == key), said)
        others = tuple(each for each in self.corrections if each.key != key)
        if first == corrected:
            return replace(self, corrections=others)
        return replace(self, corrections=(*others, Correction(key, first, corrected)))

    def _noted(self, key: str, now: datetime) -> Call:
        """The call with the few facts that are not answers, as the form notes them of a draft."""
        at = now.isoformat()
        match key:
            case "safe_now":
                return replace(self, danger_answered_at=at)
            case "advocate":
                explained = self.advocate_explained or self.answers.get("advocate") == "tell_more"
                return replace(self, advocate_offered_at=self.advocate_offered_at or at, advocate_explained=explained)
        return self

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Call:
        plain: dict[str, Any] = json.loads(text)
        corrections = tuple(Correction(**each) for each in plain.pop("corrections"))
        return cls(**{**plain, "corrections": corrections, "help_sent": tuple(plain["help_sent"])})


_FRAME = frozenset({"kind", "who_are_you"})

# In what the story of each kind of call is told; a wish for an advocate needs none.
_STORIES = ((complains, "what_happened"), (thanks, "good_what"), (has_an_idea, "idea_what"))


def _on_path(draft: Draft, today: date) -> frozenset[str]:
    return frozenset(question.key for stop in draft.route(today).stops for question in stop.page.questions)


def _answer(content: Content) -> Answer:
    return None if isinstance(content, Mapping) else content


def _as_typed(content: Content) -> Answer:
    return " ".join(text for texts in content.values() for text in texts) if isinstance(content, Mapping) else content


def _empty(content: Content) -> bool:
    return not content
