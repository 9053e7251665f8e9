"""What each flag asks of staff. None of them is a reason to refuse anything."""

from __future__ import annotations

from collections.abc import Mapping

from intake.rules.codes import Flag

ASKS: Mapping[str, str] = {
    Flag.ADVOCATE_MUST_OFFER: "Offer an advocate now, and again at each step.",
    Flag.ADVOCATE_REFERRAL: "See below how far the advocate is. Reply as usual meanwhile.",
    Flag.ANONYMOUS: "No name is no reason to leave it. Look into what can be looked into.",
    Flag.CASE_CONCERN_SAME_DAY: "Have the team responsible sort it out today. The complaint goes on beside it.",
    Flag.CHILD_VIEWS_NEEDED: "Ask what the child thinks, if they are able to say. The adult does not ask for us.",
    Flag.CLOCK_MAY_BE_SUSPENDED: "Ask the young person if they want us to wait for their advocate.",
    Flag.CONFLICT_OF_INTEREST: "It is about somebody who deals with complaints. Give it to somebody else.",
    Flag.CONTACT_YOUNG_PERSON_FIRST: "Ask the young person if they agree, before you answer who wrote for them.",
    Flag.DATA_PROTECTION_ROUTE: "Tell the data protection officer today. How the work was done stays here.",
    Flag.DATE_CHECK: "A day lies ahead or cannot be right. Ask when it happened.",
    Flag.DUPLICATE_FAMILY: "Link the records. Never show one family member what another has said.",
    Flag.EARLY_RESOLUTION_CANDIDATE: "Try to settle it soon, if they agree. The clock of stage 1 runs on.",
    Flag.EXTERNAL_DEADLINE: "Tell them today that another procedure has a short time limit.",
    Flag.FREEZE_REQUEST: "Ask the team responsible today if the decision can wait.",
    Flag.INFO_SHARING_LIMITED: "Check what the reply may tell them about the child.",
    Flag.INTERPRETER: "Book an interpreter whom they do not know.",
    Flag.LADO_REFERRAL: "Tell the LADO of the area within one working day. Never the person named, nor their manager.",
    Flag.LATE_DISCRETION: "The complaints manager decides if it is taken although it is late.",
    Flag.LGSCO_INFO: "Say in the letter how to reach the Ombudsman.",
    Flag.NO_REPLY_POSSIBLE: "They cannot be answered. Act on it, and write down what was done.",
    Flag.NON_INSTRUCTED: "Offer their carer an advocate who can speak for a child who cannot.",
    Flag.ORAL_CONFIRM_RECORD: "Send the written copy in a safe way. The clock does not wait for it.",
    Flag.OTHER_COUNCIL_TRANSFER: "Pass it on to the council responsible, once they have agreed.",
    Flag.PART_LATE: "Look at what is in time now. The manager decides on the older part.",
    Flag.POSSIBLE_PRESSURE: "Speak with them alone, in a way that is safe.",
    Flag.POSSIBLE_REPEAT: "Look for the earlier record, and ask what is new.",
    Flag.PRIORITY_CHILD: "A child complains: before others that are due on the same day.",
    Flag.PROCEEDINGS_CHECK: "Find out which case is running. It alone is no reason to wait.",
    Flag.REASONABLE_ADJUSTMENT: "Keep to what they need at every step.",
    Flag.REPLY_WANTED: "They asked to hear back.",
    Flag.REPRESENTATIVE_CONSENT_CHECK: "Find out if the child or young person agrees that they speak for them.",
    Flag.RESUBMIT_RIGHT: "It was on hold before. What they send now keeps its first date.",
    Flag.SAFE_CONTACT: "Use only what they called safe.",
    Flag.SAFEGUARDING_IMMEDIATE: "Tell the duty team now, and note whom you told. It does not wait for the complaint.",
    Flag.SAFEGUARDING_REFERRAL: "Tell the duty team today, and tell them that you did.",
    Flag.SCOPE_CHECK: "The complaints manager decides which procedure it is for.",
    Flag.SPLIT_ROUTES: "Parts of it go different ways. Split it, and tell them which part goes where.",
    Flag.STAFF_SAFETY_ALERT: "Tell the manager of the staff who may be at risk.",
    Flag.STAGE1_OVERDUE: "They have waited too long for an answer. They may ask for stage 2.",
    Flag.STAGE2_REQUEST_LATE: "They ask later than 20 working days. That alone is no reason to say no.",
    Flag.STAGE3_REQUEST_LATE: "They ask later than 20 working days. That alone is no reason to say no.",
    Flag.SUFFICIENT_INTEREST_DECISION: "The complaints manager decides if they have sufficient interest in the child.",
    Flag.TIME_UNCLEAR: "Find out when it happened. Until then it counts as in time.",
    Flag.URGENT_HOMELESS: "Find a place to stay for tonight.",
    Flag.WITHDRAW_CONFIRM: "They want to stop. The manager confirms it in a letter.",
}


def asks(flag: str) -> str:
    """What this flag asks of staff; '' for one that is not known any more."""
    return ASKS.get(flag, "")
