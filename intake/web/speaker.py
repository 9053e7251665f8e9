"""Who speaks on a page: one voice, one language, one council's facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale
from babel.support import Translations

from intake.council.model import Council
from intake.questions.vocabulary import Say, Voice

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
FOLDER = Path(__file__).parents[2] / "translations"


@lru_cache
def catalogue(language: str) -> NullTranslations:
    """The translated messages of this language; English needs none."""
    return NullTranslations() if language == "en" else Translations.load(FOLDER, [language])


class Speaker:
    """Says things in one voice and one language, with the council's facts filled in.

    Equal speakers are the same object (see `speaker`), so that what they have said once can be kept.
    """

    def __init__(self, voice: Voice, language: str, facts: Mapping[str, str]) -> None:
        self.voice = voice
        self.language = language
        self.direction = Locale.parse(language).text_direction
        self._facts = facts
        self._gettext = catalogue(language).gettext
        self._said: dict[str, str] = {}

    def __call__(self, words: Say) -> str:
        """What is said; LookupError where nothing is said in this voice."""
        message = words.to(self.voice)
        said = self._said.get(message)
        if said is None:
            said = self._said[message] = self._gettext(message) % self._facts
        return said

    def if_said(self, words: Say | None) -> str:
        """What is said, or '' where nothing is said in this voice."""
        return self(words) if words is not None and words.said(self.voice) is not None else ""

    def filled(self, words: Say, **facts: object) -> str:
        """What is said, with facts of this one case beside those of the council."""
        return self._gettext(words.to(self.voice)) % {**self._facts, **facts}

    def all_filled(self, lines: Iterable[Say], **facts: object) -> list[str]:
        """What is said of these lines: without those not said in this voice, or that need a fact which is not there."""
        known = {**self._facts, **facts}
        said = (self._gettext(message) for line in lines if (message := line.said(self.voice)) is not None)
        return [message % known for message in said if known.keys() >= set(_PLACEHOLDER.findall(message))]


class Speakers:
    """All the speakers of one council."""

    def __init__(self, council: Council) -> None:
        self._all = {
            (voice, language): Speaker(voice, language, council.facts)
            for voice in Voice
            for language in council.languages
        }

    def of(self, voice: Voice, language: str) -> Speaker:
        """The speaker of this voice and language; English where the council does not offer the language."""
        return self._all.get((voice, language)) or self._all[voice, "en"]
