"""What is said while somebody writes: what is kept, whether it can be sent, and when nobody has been there for long."""

from __future__ import annotations

from collections.abc import Mapping

from intake.questions.vocabulary import N_, Say, same

# ── The big box for words ────────────────────────────────────────────────────────────────────────────────────────────

SPEAK_INSTEAD = Say(child=N_("You can press the microphone on your keyboard."))
PROMPTS_TITLE = Say(
    child=N_("Not sure what to write? Press one of these."),
    adult=N_("Not sure what to write? Press one to add it below your words."),
)
PROMPTS: Mapping[str, tuple[Say, ...]] = {
    "what_happened": (same(N_("Who was there?")), same(N_("Where was it?")), same(N_("When was it?"))),
}
LETTERS_LEFT = Say(child=N_("Letters left: %(n)s"), adult=N_("Characters left: %(n)s"))
LETTERS_TOO_MANY = Say(child=N_("Letters too many: %(n)s"), adult=N_("Characters too many: %(n)s"))

# ── Kept, or not ─────────────────────────────────────────────────────────────────────────────────────────────────────

SAVED = same(N_("Saved"))
NOT_SAVED = same(N_("This page is not saved yet. Press Continue to save it."))
HALF_DONE = same(N_("You began to change an answer. It is not in here yet. Open it again and press Continue."))
NO_SIGNAL = (
    Say(child=N_("No signal right now."), adult=N_("There is no connection right now.")),
    Say(child=N_("Your words are still here."), adult=N_("What you typed is still here.")),
    Say(
        child=N_("Try again in a bit. Do not close this page."),
        adult=N_("Try again in a moment. Do not close this page."),
    ),
    same(N_("We also try again when the signal is back.")),
)

# ── Nobody there for long ────────────────────────────────────────────────────────────────────────────────────────────

STILL_THERE_TITLE = same(N_("Still there?"))
STILL_THERE = (
    same(N_("We will hide this page in 2 minutes to keep it safe.")),
    same(N_("Press I am here to carry on.")),
)
STILL_THERE_SAVED = same(N_("What you wrote is saved."))
I_AM_HERE = same(N_("I am here"))
COVERED_TITLE = same(N_("This page is hidden"))
COVERED = same(N_("You were away for a bit. So we hid it to keep it safe."))
UNCOVER = same(N_("Show the page"))
ASKED_AGAIN = same(N_("Other people use this phone or computer. So we ask for your code again."))
ASKED_AGAIN_SAVED = same(N_("You were away for a bit. What you wrote is saved. Use your code to get back to it."))
USE_MY_CODE = same(N_("Use my code"))
