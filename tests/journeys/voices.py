"""A device that speaks: stands in for the voices of a browser, which headless Chromium has none of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

_DEVICE = """(() => {
  const voices = VOICES, said = [], speech = new EventTarget();
  let here = LATE ? [] : voices, current = null;
  speech.getVoices = () => here;
  speech.speak = utterance => {
    if (current) throw new Error('two at once');
    current = utterance;
    said.push({text: utterance.text, voice: utterance.voice.name, lang: utterance.lang});
  };
  speech.cancel = () => { const cut = current; current = null; cut?.onerror?.({error: 'interrupted'}); };
  Object.defineProperty(window, 'speechSynthesis', {value: speech, configurable: true});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.device = {
    said,
    speaks: () => current?.text ?? null,
    end: () => { const done = current; current = null; done.onend(); },
    fail: () => { const done = current; current = null; done.onerror({error: 'synthesis-failed'}); },
    install: () => { here = voices; speech.dispatchEvent(new Event('voiceschanged')); },
  };
})()"""


def voice(name: str, lang: str, *, local: bool = True) -> dict[str, Any]:
    return {"name": name, "lang": lang, "localService": local, "default": False}


@dataclass(frozen=True, slots=True)
class Device:
    """What the pages of this screen say aloud."""

    page: Page

    @property
    def said(self) -> list[str]:
        """Each sentence so far."""
        texts: list[str] = self.page.evaluate("device.said.map(each => each.text)")
        return texts

    @property
    def voices(self) -> set[tuple[str, str]]:
        """Who has spoken, and as which language."""
        return {tuple(each) for each in self.page.evaluate("device.said.map(each => [each.voice, each.lang])")}

    @property
    def speaks(self) -> str | None:
        """The sentence that is being said, or None."""
        text: str | None = self.page.evaluate("device.speaks()")
        return text

    def end(self) -> None:
        """The sentence has been said to its end."""
        self.page.evaluate("device.end()")

    def fail(self) -> None:
        """The voice has broken off."""
        self.page.evaluate("device.fail()")

    def install(self) -> None:
        """The voices that were not ready are."""
        self.page.evaluate("device.install()")

    def hear_out(self) -> list[str]:
        """Everything that is said from here to the end."""
        while self.speaks:
            self.end()
        return self.said


def speaking(page: Page, *voices: dict[str, Any], late: bool = False) -> Device:
    """Gives every page of this screen these voices; `late`, only once they are installed."""
    script = _DEVICE.replace("VOICES", json.dumps(voices)).replace("LATE", json.dumps(late))
    page.add_init_script(script)
    return Device(page)
