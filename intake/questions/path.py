"""The path a person takes: computed from their answers each time, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from intake.questions.vocabulary import Answer, Case, Page, Say


def blank(answer: Answer) -> bool:
    """Whether nothing was said: skipped, not reached, no choice, or only white space."""
    return not answer or (isinstance(answer, str) and not answer.strip())


def lacking(page: Page, case: Case) -> Iterator[tuple[str, Say]]:
    """Each control of the page that must be filled and is not, with what to say about it."""
    for question in page.questions:
        if question.missing and question.required(case) and blank(case.answers.get(question.key)):
            yield question.key, question.missing
        for part in question.parts:
            if part.missing and part.required(case) and blank(case.answers.get(part.code)):
                yield part.code, part.missing


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of this person's path: whether it is asked on the way, and whether it has been dealt with."""

    page: Page
    on_the_way: bool
    must_show: bool
    done: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.on_the_way and not self.done


@dataclass(frozen=True, slots=True)
class Route:
    """A person's path, and the case with only the answers that were given on it."""

    stops: tuple[Stop, ...]
    case: Case

    def stop(self, slug: str) -> Stop | None:
        """The stop with this slug, or None where it is not on this person's path."""
        return next((stop for stop in self.stops if stop.page.slug == slug), None)

    @property
    def way(self) -> list[Stop]:
        """The stops that are asked one after the other, in order."""
        return [stop for stop in self.stops if stop.on_the_way]

    @property
    def first_open(self) -> Page | None:
        """The first page still to be dealt with, or None where all is ready to be checked and sent."""
        return next((stop.page for stop in self.stops if stop.on_the_way and not stop.done), None)

    def reachable(self, slug: str) -> Page | None:
        """The page with this slug if it may be opened now: jumping past the first open page is refused with None."""
        for stop in self.stops:
            if stop.page.slug == slug:
                return stop.page
            if stop.on_the_way and not stop.done:
                return None
        return None

    def following(self, slug: str) -> Page | None:
        """The page after this one, or None for the check page.

        Somebody who has been to the end and changes an answer is asked what that has opened, and nothing again.
        """
        if self.first_open is None or self.way[-1].done:
            return self.first_open
        past = False
        for stop in self.stops:
            if past and stop.on_the_way:
                return stop.page
            past = past or stop.page.slug == slug
        return self.first_open

    def previous(self, slug: str) -> Page | None:
        """The page on the way before this one, or None where this is the first."""
        before: Page | None = None
        for stop in self.stops:
            if stop.page.slug == slug:
                return before
            if stop.on_the_way:
                before = stop.page
        return before

    def still_open(self, slug: str) -> frozenset[str]:
        """The pages from this one on that somebody who has said enough is spared."""
        slugs = [stop.page.slug for stop in self.stops]
        rest = self.stops[slugs.index(slug) :]
        return frozenset(stop.page.slug for stop in rest if stop.on_the_way and not (stop.done or stop.must_show))


def walk(pages: Sequence[Page], case: Case, spared: Collection[str] = ()) -> Route:
    """The person's route. `spared`: slugs of pages passed over by somebody who has said enough.

    A condition sees the answers given on the path before its page, so that a changed mind leaves no ghost: what was
    answered on a page that is no longer reached is not in the route's case.
    """
    kept: dict[str, Answer] = {key: case.answers[key] for key in BEFORE_THE_PATH if key in case.answers}
    seen = replace(case, answers=kept)
    passed: list[tuple[Page, bool, bool]] = []
    for page in pages:
        if not page.when(seen):
            continue
        must_show = page.must_show(seen)
        on_the_way = page.asked(seen) and (must_show or page.slug not in spared)
        for key in page.keys:
            if key in case.answers:
                kept[key] = case.answers[key]
        passed.append((page, on_the_way, must_show))
    stops = [_stop(page, way or _touched(page, seen), must, _done(page, seen)) for page, way, must in passed]
    return Route(tuple(stops), seen)


_stop = cache(Stop)  # there are few, and many are made in each request


# What the start page and the page before the questions have settled.
BEFORE_THE_PATH = ("who_are_you", "shared", "kind")


def _touched(page: Page, case: Case) -> bool:
    return not case.answers.keys().isdisjoint(page.keys)


def _done(page: Page, case: Case) -> bool:
    return all(map(case.answers.__contains__, page.keys)) and not any(lacking(page, case))
