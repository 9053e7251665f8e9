"""Somebody at the desk who has no mouse: goes where the Tab key leads, and knows where they are by the words there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

FARTHEST = 500  # presses of Tab: more than any page has stops

# Where the focus is: the words there, and for a radio button the words of all in its group.
HERE = """() => {
  const here = document.activeElement;
  const seen = element => element.innerText.trim().replace(/\\s+/g, ' ').slice(0, 200);
  const words = element => [...(element.labels ?? [])].map(seen).join(' ');
  const group = here.type === 'radio' ? [...document.getElementsByName(here.name)].map(words) : [];
  return {words: here.ariaLabel ?? (words(here) || seen(here)), group, isTicked: here.checked ?? false};
}"""


@dataclass
class Keyboard:
    """Keys, and a page to press them on."""

    page: Page

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def to(self, words: str) -> None:
        """Goes to what carries these words, or begins with them; AssertionError where no Tab leads there."""
        met: list[str] = []
        for _ in range(FARTHEST):
            self.press("Tab")
            here = self._here()
            met.append(here["words"])
            if here["words"] == words:
                return
            if words in here["group"]:
                self._in_group(words)
                return
        raise AssertionError(f"no Tab leads to {words!r} on {self.page.url}: {met[:80]}")

    def choose(self, words: str) -> None:
        """Ticks a box, or chooses one of a group."""
        self.to(words)
        if not self._here()["isTicked"]:
            self.press("Space")
        assert self._here() == {**self._here(), "words": words, "isTicked": True}

    def write(self, label: str, text: str) -> None:
        self.to(label)
        self.page.keyboard.type(text)

    def enter(self, words: str) -> None:
        """Goes to a link or button and presses it; returns on the next page."""
        self.to(words)
        with self.page.expect_navigation():
            self.press("Enter")

    def _in_group(self, words: str) -> None:
        for _ in range(FARTHEST):
            if self._here()["words"] == words:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {words!r}")

    def _here(self) -> dict[str, Any]:
        here: dict[str, Any] = self.page.evaluate(HERE)
        return here
