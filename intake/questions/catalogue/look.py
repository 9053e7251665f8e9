"""How the pages look, and the page on which somebody chooses it."""

from __future__ import annotations

from collections.abc import Mapping

from intake.questions.vocabulary import N_, Say, same

# ── On every page ────────────────────────────────────────────────────────────────────────────────────────────────────

BIGGER = same(N_("Bigger and simpler"))
NORMAL_SIZE = same(N_("Normal size"))

# ── The page of choices ──────────────────────────────────────────────────────────────────────────────────────────────

LOOK_TITLE = same(N_("How this looks"))
LOOK = (
    same(N_("Choose what is easy for you to read.")),
    same(N_("We only keep this while you are here.")),
)

SIZE_ASK = same(N_("How big are the words?"))
SIZE_HINT = same(N_("Bigger and simpler has big words, more space, and one line at a time."))
SIZES: Mapping[str, Say] = {"no": NORMAL_SIZE, "yes": BIGGER}

COLOUR_ASK = same(N_("What colour is the page?"))
COLOURS: Mapping[str, Say] = {
    "device": same(N_("The same as my phone or computer")),
    "cream": same(N_("Cream")),
    "blue": same(N_("Pale blue")),
    "dark": same(N_("Dark")),
}

DRAWINGS_ASK = same(N_("Do you want drawings?"))
DRAWINGS: Mapping[str, Say] = {"yes": same(N_("Show drawings")), "no": same(N_("No drawings"))}

SHOW_LIKE_THIS = same(N_("Show it like this"))
