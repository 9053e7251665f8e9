"""The numbers that the pages to read offer, as cards to press."""

from __future__ import annotations

from intake.questions.catalogue import copy
from intake.questions.passages import Call
from intake.questions.vocabulary import N_, Say, same

RING_US = Call(copy.FOOTER_CALL_US, "team_phone")
RING_CHILDLINE = Call(Say(child=copy.CALL_CHILDLINE.child), "childline")
RING_NSPCC = Call(Say(adult=copy.CALL_NSPCC.adult), "nspcc")
RING_DAY = Call(copy.CALL_DAY, "day")
RING_NIGHT = Call(copy.CALL_NIGHT, "edt")
RING_ADVOCATE = Call(same(N_("Call %(advocate_name)s: %(advocate_phone)s")), "advocate_phone")
RING_NATIONAL_ADVOCATE = Call(
    same(N_("Call %(national_advocate)s: %(national_advocate_phone)s")), "national_advocate_phone"
)
RING_FAMILY_RIGHTS = Call(Say(adult=N_("Call %(family_rights)s: %(family_rights_phone)s")), "family_rights_phone")
RING_OMBUDSMAN = Call(same(N_("Call the Ombudsman: %(ombudsman_phone)s")), "ombudsman_phone")
RING_ICO = Call(same(N_("Call the ICO: %(ico_phone)s")), "ico_phone")
RING_EQUALITY_ADVICE = Call(
    Say(
        child=N_("Call the helpers: %(equality_advice_phone)s"),
        adult=N_("Call the Equality Advisory and Support Service: %(equality_advice_phone)s"),
    ),
    "equality_advice_phone",
)
