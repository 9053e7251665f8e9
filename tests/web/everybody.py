"""A few people who between them meet every page of the form, and where they stand on each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask

from tests.person import Answers, Person

_STORY: Answers = {
    "kind": "complaint",
    "safe_now": "safe",
    "topic": ["move", "family_time", "meeting"],
    "what_happened": "They did not come.",
    "when_happened": "over_year",
    "month": "June",
    "year": "2024",
    "why_late": ["scared"],
    "which_council": "another",
    "pass_on": "yes",
    "told_someone": ["worker", "complained"],
    "court": ["none"],
    "want": ["listen"],
    "reply_how": ["text", "email", "letter", "person"],
    "phone": "07700 900123",
    "email": "a@example.org",
    "address": "1 High Street",
    "person": "Jo",
}
EVERYBODY: dict[str, Answers] = {
    "child": {**_STORY, "who_are_you": "child", "advocate": "yes", "advocate_share": ["contact"]},
    "care leaver": {**_STORY, "who_are_you": "care_leaver", "advocate": "have_one"},
    "parent": {**_STORY, "who_are_you": "adult", "relationship": "parent", "child_name": "B", "advocate": "have_one"},
    "foster carer": {**_STORY, "who_are_you": "adult", "relationship": "foster_carer", "child_name": "B"},
    "thanks": {"who_are_you": "child", "kind": "compliment", "good_what": "Ana", "good_share": "with_name"},
    "idea": {"who_are_you": "adult", "kind": "idea", "idea_what": "More", "hear_back": "yes", "reply_how": ["code"]},
    "advocate": {
        **_STORY, "who_are_you": "child", "kind": "advocate_only", "advocate_share": ["contact"],
    },
    "advocate, no contact": {
        "who_are_you": "child", "kind": "advocate_only", "safe_now": "safe", "advocate_share": ["contact"],
    },
}  # fmt: skip


def at_the_end(app: Flask, name: str) -> Person:
    """This person on the check page, with everything answered that they have an answer to."""
    person = Person(app.test_client())
    return person.go_to_check(EVERYBODY[name]).add(EVERYBODY[name])


def pages_of(person: Person) -> list[str]:
    """The paths of all pages that the check page leads to."""
    person.open("/check")
    return list(dict.fromkeys(re.findall(r'href="(/q/[a-z-]+)"', str(person.html.find("main")))))


def every_page(app: Flask) -> Iterator[tuple[Person, str]]:
    """Each page of the form once, with somebody who is at the end and may open it."""
    seen: set[str] = set()
    for name in EVERYBODY:
        person = at_the_end(app, name)
        for path in pages_of(person):
            if path not in seen:
                seen.add(path)
                yield person, path
