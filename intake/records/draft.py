"""A draft: what somebody has begun to tell us, before they send it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TypeVar

from intake.questions.catalogue import OF_WHO_ASKS, PAGES
from intake.questions.path import Route, walk
from intake.questions.vocabulary import Answer, Answers, Case, Voice

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers so far, and the few facts about the way here that are not answers.

    `spared`: slugs of the pages passed over by somebody who has said enough. Moments are ISO, in UTC.
    `unfinished`: what stands in the controls of a page, by its slug, before they go on from it. No answer: it is shown
    again, and never sent.
    `went_on`: the visit to a page, by its slug, from which they last went on. What that visit still brings comes late.
    """

    answers: Answers = field(default_factory=dict)
    language: str = "en"
    spared: tuple[str, ...] = ()
    help_opened: bool = False
    danger_answered_at: str | None = None
    advocate_offered_at: str | None = None
    advocate_explained: bool = False
    unfinished: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    went_on: Mapping[str, str] = field(default_factory=dict)
    _routes: dict[date, Route] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def voice(self) -> Voice:
        """The voice that follows from who is asking; the child's until we know."""
        return Voice.ADULT if self.answers.get("who_are_you") == "adult" else Voice.CHILD

    @property
    def shared_device(self) -> bool:
        return self.answers.get("shared") == "yes"

    @property
    def half_done(self) -> frozenset[str]:
        """The slugs of the pages left in the middle, but for those passed over by somebody who has said enough."""
        return frozenset(self.unfinished).difference(self.spared)

    def route(self, today: date) -> Route:
        """The path through the pages as it stands on this London date."""
        if today not in self._routes:
            self._routes[today] = walk(PAGES, Case(self.voice, today, self.answers), self.spared)
        return self._routes[today]

    def with_answers(self, answers: Mapping[str, Answer]) -> Draft:
        return replace(self, answers={**self.answers, **answers})

    def begun_again(self, answers: Answers) -> Draft:
        """The draft once somebody has chosen again who they are, with no page passed over.

        A young person and an adult are two people: the one who goes on has the story, and nothing that the other said
        of themself or allowed.
        """
        again = replace(self.with_answers(answers), spared=())
        if "who_are_you" not in self.answers or again.voice == self.voice:
            return again
        unfinished = {slug: _without_own(typed) for slug, typed in self.unfinished.items()}
        return replace(
            again,
            answers=_without_own(again.answers),
            unfinished={slug: typed for slug, typed in unfinished.items() if typed},
            advocate_offered_at=None,
            advocate_explained=False,
        )

    def with_unfinished(self, slug: str, typed: Mapping[str, list[str]] | None) -> Draft:
        """The draft with what stands in the controls of this page, or with nothing unfinished on it."""
        others = self._unfinished_but(slug)
        return replace(self, unfinished=others if typed is None else {**others, slug: typed})

    def gone_on(self, slug: str, visit: str, answers: Mapping[str, Answer]) -> Draft:
        """The draft with these answers, and nothing unfinished on the page they were given on.

        `visit` is '' where nothing is kept by a script.
        """
        went_on = {**self.went_on, slug: visit} if visit else self.went_on
        answers = {**self.answers, **answers}
        return replace(self, answers=answers, unfinished=self._unfinished_but(slug), went_on=went_on)

    def _unfinished_but(self, slug: str) -> dict[str, Mapping[str, list[str]]]:
        return {page: controls for page, controls in self.unfinished.items() if page != slug}

    def to_json(self) -> bytes:
        plain = {each.name: getattr(self, each.name) for each in fields(self) if each.init}
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Draft:
        plain = json.loads(text)
        return cls(**{**plain, "spared": tuple(plain["spared"])})


def _without_own(said: Mapping[str, Said]) -> dict[str, Said]:
    return {key: value for key, value in said.items() if key not in OF_WHO_ASKS}
