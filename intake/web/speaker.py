"""Who speaks on a page: one voice, one language, one council's facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from unicodedata import bidirectional

from babel.numbers import format_decimal, get_group_symbol
from markupsafe import Markup

from intake.council.model import Council
from intake.questions.vocabulary import Counted, Say, Voice
from intake.web.days import hours_said, locale_of
from intake.web.translation import ENGLISH, Translation, read

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# A fact keeps its own direction, whatever stands around it: a phone number in Arabic goes from left to right.
_APART = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"
_BELOW = Markup('%s<span class="english" lang="en" dir="ltr">%s</span>')


class Speaker:
    """Says things in one voice and one language, with the council's facts filled in.

    There is one of each kind for a council (see `Speakers`), so that what it has said once can be kept. `english` says
    the same in English: where it is given, `both` says that too. It awaits the eyes of a native speaker then.
    """

    def __init__(
        self, voice: Voice, translation: Translation, council: Council, english: Speaker | None = None
    ) -> None:
        self.voice = voice
        self.language = translation.language
        self.tag = self.language.replace("_", "-")  # as HTML writes it
        self.locale = locale_of(self.language)
        self.direction = self.locale.text_direction
        self.thousands = get_group_symbol(self.locale)  # between them, in a number
        self.awaits_review = english is not None
        self._translation = translation
        self._english = english
        self._said: dict[str, str] = {}
        self._both: dict[Say, str] = {}
        self._given = council.facts
        self._facts = {name: self._in_words(fact) for name, fact in self._given.items()}
        for name, hours in council.hours.items():
            self._facts[name] = self._in_words(hours_said(name, hours, self.filled, self.locale))

    def __call__(self, words: Say) -> str:
        """What is said; LookupError where nothing is said in this voice."""
        message = words.to(self.voice)
        said = self._said.get(message)
        if said is None:
            said = self._said[message] = self._form(message, {}) % self._facts
        return said

    def if_said(self, words: Say | None) -> str:
        """What is said, or '' where nothing is said in this voice."""
        return self(words) if words is not None and words.said(self.voice) is not None else ""

    def both(self, words: Say) -> str:
        """What is said, for a page; with the English below it while no native speaker has read the translation."""
        if self._english is None:
            return self(words)
        said = self._both.get(words)
        if said is None:
            said = self._both[words] = _BELOW % (self(words), self._english(words))
        return said

    def filled(self, words: Say, **facts: object) -> str:
        """What is said, with facts of this one case beside those of the council. A number is given as a number."""
        return self._form(words.to(self.voice), facts) % self._with(facts)

    def all_filled(self, lines: Iterable[Say], **facts: object) -> list[str]:
        """What is said of these lines: without those not said in this voice, or that need a fact which is not there."""
        known = self._with(facts)
        said = (message for line in lines if (message := line.said(self.voice)) is not None)
        return [self._form(message, facts) % known for message in said if known.keys() >= _facts_in(message)]

    def all_both(self, lines: Iterable[Say]) -> list[str]:
        """What is said of these lines as `both` says it: without those not said in this voice."""
        return [self.both(line) for line in lines if line.said(self.voice) is not None]

    def fact(self, name: str) -> str:
        """A fact of the council by itself, such as its `team_hours`."""
        return self._facts[name]

    def _form(self, message: str, facts: Mapping[str, object]) -> str:
        """The words with their placeholders: of a message that counts, the form for its number."""
        if not isinstance(message, Counted):
            return self._translation.of(message)
        number = facts.get(message.counts, self._given.get(message.counts))
        return self._translation.of_number(message, int(str(number)))

    def _with(self, facts: Mapping[str, object]) -> dict[str, str]:
        return {**self._facts, **{name: self._in_words(fact) for name, fact in facts.items()}}

    def _in_words(self, fact: object) -> str:
        if isinstance(fact, int):
            return format_decimal(fact, locale=self.locale)
        said = str(fact)
        return _APART % said if self.direction == "rtl" and not _goes_that_way(said) else said


def _goes_that_way(text: str) -> bool:
    """Whether all of it goes from right to left. A number alone does not: its groups would change places."""
    kinds = set(map(bidirectional, text))
    return "L" not in kinds and not kinds.isdisjoint({"R", "AL"})


@lru_cache(maxsize=2048)
def _facts_in(message: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(message))


class Speakers:
    """All the speakers of one council, in the languages that it offers.

    `translation_of` gives the words of a language; TranslationError where one of those languages has none.
    """

    def __init__(self, council: Council, translation_of: Callable[[str], Translation] = read) -> None:
        self._all = {(voice, ENGLISH.language): Speaker(voice, ENGLISH, council) for voice in Voice}
        for translation in map(translation_of, council.languages[1:]):
            for voice in Voice:
                english = None if translation.is_reviewed else self._all[voice, ENGLISH.language]
                self._all[voice, translation.language] = Speaker(voice, translation, council, english)

    def of(self, voice: Voice, language: str) -> Speaker:
        """The speaker of this voice and language; English where the council does not offer the language."""
        return self._all.get((voice, language)) or self._all[voice, ENGLISH.language]
