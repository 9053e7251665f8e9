"""What is said in what is delivered: to the person, to staff and to the advocates' provider."""

from __future__ import annotations

from collections.abc import Mapping

from intake.questions.catalogue.copy import DONE_REFERENCE
from intake.questions.vocabulary import N_, Say, same
from intake.rules.codes import Due, Flag

# ── To the person, under each way in which it can reach them ─────────────────────────────────────────────────────────

YOUR_MESSAGE_TITLE = same(N_("Your message"))

# Somebody else may read it: it says neither who we are nor what it is about.
ACKNOWLEDGED: Mapping[str, tuple[Say, ...]] = {
    "email": (
        Say(child=N_("Hello. We have got your message."), adult=N_("Thank you. We have received your message.")),
        DONE_REFERENCE,
        same(N_("If you answer this email, we may not see it.")),
    ),
    "text": (
        Say(child=N_("We have got your message, %(ref)s."), adult=N_("We have received your message, %(ref)s.")),
        same(N_("If you answer this text, we may not see it.")),
    ),
    "letter": (
        Say(
            child=N_("Hello. We send you this letter to say that we have got your message."),
            adult=N_("We are writing to say that we have received your message."),
        ),
        DONE_REFERENCE,
    ),
}

_WHO_HAS_IT = (
    same(N_("Who has it now: %(team)s.")),
    same(N_("A person reads it by %(ack_by)s.")),
    Say(child=N_("An advocate can help you. It is free. Call %(advocate_name)s on %(advocate_phone)s.")),
)

# To those who said that we may say where it comes from.
ACKNOWLEDGED_BY_NAME: Mapping[str, tuple[Say, ...]] = {
    "email": (
        Say(
            child=N_("Hello from %(council)s. We have got your message."),
            adult=N_("Thank you. %(council)s has received your message."),
        ),
        DONE_REFERENCE,
        *_WHO_HAS_IT,
        same(N_("If you answer this email, we may not see it. Call us on %(team_phone)s.")),
    ),
    "text": (
        Say(
            child=N_("%(council)s has got your message, %(ref)s."),
            adult=N_("%(council)s has received your message, %(ref)s."),
        ),
        Say(
            child=N_("An advocate can help you for free on %(advocate_phone)s."),
            adult=N_("A person reads it by %(ack_by)s."),
        ),
    ),
    "letter": (
        Say(
            child=N_("Hello from %(council)s. We send you this letter to say that we have got your message."),
            adult=N_("%(council)s is writing to say that we have received your message."),
        ),
        DONE_REFERENCE,
        *_WHO_HAS_IT,
        same(N_("You can call us on %(team_phone)s.")),
    ),
}

# ── To staff and the provider. They read English, so none of this is marked for translators ──────────────────────────

STAFF_TITLE = Say(adult="What Do You Think: %(ref)s")
# By how soon the duty team has to act.
DUTY_TITLES: Mapping[str, Say] = {
    "now": Say(adult="Urgent, open now: %(ref)s"),
    "today": Say(adult="Urgent, open today: %(ref)s"),
}
DUTY_OPENS: Mapping[str, Say] = {
    "now": Say(adult="Open this record before anything else."),
    "today": Say(adult="Open this record today. It does not wait until tomorrow."),
}

REFERENCE = Say(adult="Reference: %(ref)s")
TEAM_NOTICE = (
    REFERENCE,
    Say(adult="What it is: %(kind)s"),
    Say(adult="Received: %(received)s"),
    Say(adult="First due, by %(due_by)s: %(due)s"),
)
DUTY_ALERT = (
    REFERENCE,
    Say(adult="What it is: %(kind)s"),
    Say(adult="Received: %(received)s"),
)
WHERE = (
    Say(adult="Open the record: %(link)s"),
    Say(adult="Only the record says who this is and what they told us."),
)
KINDS: Mapping[str, Say] = {
    "complaint": Say(adult="a complaint"),
    "compliment": Say(adult="thanks"),
    "idea": Say(adult="an idea"),
    "advocate_only": Say(adult="a request for an advocate"),
    "urgent": Say(adult="a call for help, sent from the help page"),
    "contact_centre_handoff": Say(adult="a call handed over, for a manager to call back"),
}

# What the council itself has to do by a day. Where several fall on one day, the first here is named.
DUE: Mapping[str, Say] = {
    Due.CASE_CONCERN_SAME_DAY: Say(adult="sort out what cannot wait"),
    Due.LADO_1WD: Say(adult="tell the designated officer"),
    "call_back": Say(adult="a manager calls back"),
    "acknowledge": Say(adult="tell them that a person has read it"),
    Due.STAGE3_ACK_2WD: Say(adult="tell them that their request for a panel is here"),
    Due.CORPORATE_ACK_5WD: Say(adult="tell them that the council’s general process has it"),
    Due.EARLY_RESOLUTION_5WD: Say(adult="put it right early, if that is possible"),
    Due.STAGE1_10WD: Say(adult="answer"),
    Due.STAGE2_25WD: Say(adult="answer after an investigation"),
    Due.PANEL_BY_30WD: Say(adult="hold the panel"),
}

# The flags for which somebody should open a record sooner, or with more care; the most urgent first.
HASTE: Mapping[Flag, Say] = {
    Flag.SAFEGUARDING_IMMEDIATE: Say(adult="Somebody may be in danger now."),
    Flag.URGENT_HOMELESS: Say(adult="Somebody may have nowhere to sleep tonight."),
    Flag.CASE_CONCERN_SAME_DAY: Say(adult="Something has to be sorted out today."),
    Flag.SAFEGUARDING_REFERRAL: Say(adult="There is a worry about a child to pass on."),
    Flag.LADO_REFERRAL: Say(adult="A person who works with children is accused. Tell the designated officer."),
    Flag.STAFF_SAFETY_ALERT: Say(adult="There may be a risk to staff. Tell their manager."),
    Flag.PRIORITY_CHILD: Say(adult="It is from a child or young person, so it comes first."),
    Flag.SAFE_CONTACT: Say(adult="Read how they can be reached safely before you get in touch."),
    Flag.FREEZE_REQUEST: Say(adult="They ask for a change to wait."),
    Flag.EXTERNAL_DEADLINE: Say(adult="A time limit of somebody else may be running."),
    Flag.STAGE1_OVERDUE: Say(adult="They say that an earlier answer is late."),
    Flag.LATE_DISCRETION: Say(adult="It looks like more than a year ago. A person decides whether to take it on."),
}

# For whoever has what the team's own mailbox must not.
NAMES_STAFF = (
    Say(adult="It names somebody who works at the desk, or seems to. So the team was not told in its mailbox."),
    Say(adult="See that somebody whom it does not name takes it on."),
)

REMINDER = (
    REFERENCE,
    Say(adult="What it is: %(kind)s"),
    Say(adult="The day for it: %(due_by)s"),
)
# Why the team is reminded.
REMINDED: Mapping[str, Say] = {
    "danger_waiting": Say(adult="Somebody may be in danger, and nobody has said here what was done."),
    "call_back_due": Say(adult="A caller waits for a manager to call back."),
    "not_acknowledged": Say(adult="Nobody has told them yet that a person has read it, and its day has passed."),
    "decision_waiting": Say(adult="It waits for somebody to decide."),
    "overdue": Say(adult="Its day has passed, and it is not done."),
    "due_soon": Say(adult="Its day is near, and it is not done."),
}

REFERRAL_UNANSWERED = (
    REFERENCE,
    Say(adult="%(advocate_name)s has not said that they have this referral."),
    Say(adult="We sent it on %(sent_on)s, and asked to hear by %(answer_by)s."),
    Say(adult="The person’s own page now names %(national_advocate)s on %(national_advocate_phone)s instead."),
    Say(adult="Call %(advocate_name)s on %(advocate_phone)s, or find another advocate."),
)

REFERRAL = (Say(adult="A young person asks for an advocate. Here is what they agreed to share with you."),)
# Under the names of the referral.
AGREED: Mapping[str, Say] = {
    "complaint_ref": Say(adult="Reference"),
    "share_story": Say(adult="How much they share of what they told us"),
    "name_to_use": Say(adult="What to call them"),
    "age": Say(adult="Age"),
    "who_am_i": Say(adult="Who they are"),
    "contact_ways": Say(adult="How to reach them"),
    "may_say_council": Say(adult="You may say that this comes through the council"),
    "safe_word": Say(adult="A word that shows them it is you"),
    "who_may_know": Say(adult="Who may know"),
    "ask_first": Say(adult="Ask them before you tell anybody"),
    "do_not_contact": Say(adult="Who must not hear of it, in their words"),
    "language": Say(adult="Language"),
    "dialect": Say(adult="Dialect"),
    "interpreter": Say(adult="They want an interpreter"),
    "interpreter_nobody_known": Say(adult="The interpreter must be nobody they know"),
    "interpreter_wanted": Say(adult="The interpreter they want"),
    "communication_needs": Say(adult="Help they need to talk"),
    "communication_note": Say(adult="More on the help they need"),
    "urgent": Say(adult="It is urgent"),
    "urgent_why": Say(adult="Why it is urgent"),
}
NOT_IN_AN_EMAIL = {"story", "told"}
REFERRAL_STORY = Say(
    adult="You may have what they told us. An email is no place for it: ask %(team)s on %(team_phone)s."
)
AGREED_IN_CODES = {"share_story", "who_am_i", "communication_needs", "change"}
YES = Say(adult="yes")
NO = Say(adult="no")
REFERRAL_EXPECTED = Say(adult="We tell them to expect you within %(contact_time)s.")
REFERRAL_CALLS = Say(adult="They gave you no way to reach them. We told them to call you.")
REFERRAL_TERMS = (
    Say(adult="Use no other way to reach them, and tell nobody else that they asked."),
    Say(adult="We hope to hear by %(answer_by)s that you have it."),
    REFERRAL_EXPECTED,
    Say(adult="Say here that you have it, who the advocate is, and when you got in touch:"),
    Say(adult="%(link)s"),
    Say(adult="You need no account. Anybody who has the link can answer for you, so keep it to yourselves."),
)
REFERRAL_WITHDRAWN = (REFERENCE, Say(adult="The person no longer wants this. Delete what we sent you."))
