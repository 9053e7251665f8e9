"""The leaflet: one side of one sheet, folded once. Most of what it says is said elsewhere, in the same words."""

from __future__ import annotations

from intake.questions.catalogue import copy
from intake.questions.catalogue.calls import RING_ADVOCATE, RING_CHILDLINE, RING_DAY, RING_NIGHT, RING_NSPCC
from intake.questions.passages import Passage
from intake.questions.vocabulary import N_, Say, same

LEAFLET_TITLE = same(N_("A page to print and fold"))
LEAFLET_HOW = (
    Say(
        child=N_("Print this page. Fold it in the middle, so that the words are on the outside."),
        adult=N_("Print this page on one sheet of A4, sideways. Fold it in the middle, with the words outside."),
    ),
    same(N_("The inside is empty. You can write or draw there.")),
)
LEAFLET_SQUARE = same(N_("Point a phone at this square. It opens the form."))
LEAFLET_ADDRESS = same(N_("Or type this:"))
LEAFLET_QR = same(N_("A square to point a phone at"))

_YOU_MAY, _WHO_READS, _, _LIMITS, _, _CODE, _ = copy.BEFORE
_ON_YOUR_SIDE, _LISTENS, _, _PRIVATE, _ = copy.ADVOCATE

LEAFLET_FRONT = (Passage(copy.START_TITLE, copy.START),)
LEAFLET_BEFORE = (Passage(copy.BEFORE_TITLE, (_YOU_MAY, _WHO_READS, _LIMITS, _CODE), is_grave=True),)
LEAFLET_BACK = (
    Passage(copy.HELP_TITLE, copy.HELP[:2], (RING_CHILDLINE, RING_DAY, RING_NIGHT, RING_NSPCC), True),
    Passage(copy.ADVOCATE_TITLE, (_ON_YOUR_SIDE, _LISTENS, _PRIVATE), (RING_ADVOCATE,), True),
    Passage(copy.OTHER_WAYS_TITLE, copy.OTHER_WAYS[:2]),
)
