"""What is delivered says what its reader needs, and never a word of a person to anybody it is not meant for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.casework.codes import ReminderReason
from intake.casework.reminders import Reminder
from intake.casework.standing import WaitsFor
from intake.council.load import load, shipped
from intake.council.model import Audience, DeliverTo, EmailTo, FolderTo, NotifyTo, Way, WebhookTo
from intake.delivery.letters import Letters
from intake.delivery.target import Parcel
from intake.questions.catalogue import letters as said
from intake.questions.vocabulary import Answer, Birthday, Email, Line, Phone, Voice, Words
from intake.records.deliveries import FOR_WHOM, audiences, permitted_ways
from intake.records.draft import Draft
from intake.records.payload import to_plain
from intake.records.record import Kind, Purpose, Record
from intake.records.referral import Referral, ReferralState, referral_of
from intake.web.form.next_steps import long_date
from intake.web.speaker import Speaker, Speakers
from tests.make import PERSONAS
from tests.questions.guesses import CONTROLS, KINDS, ROLES, begun, goes_on
from tests.records.sending import (
    CHILD,
    NOON,
    PARENT,
    RECEIPT,
    answers_of_persona,
    handed_over,
    helped,
    sent,
    told_by_phone,
)

COUNTY = load("northshire")
LINK = "https://wdyt.example/advocate/"


def desk(reference: str) -> str:
    return f"https://wdyt.example/desk/r/{reference}"


def letters_of(council: str = "northshire") -> Letters:
    facts = load(council)
    return Letters(facts, Speakers(facts), desk, lambda referral_id: f"{LINK}{referral_id}", long_date)


LETTERS = letters_of()
OVERDUE = Reminder(ReminderReason.OVERDUE, date(2026, 12, 7), WaitsFor.COMPLAINTS_TEAM)

BY_EMAIL = EmailTo("email", Audience.PERSON)
BY_TEXT = NotifyTo("text", Audience.PERSON, Way.TEXT, "t", "KEY")
BY_LETTER = NotifyTo("letter", Audience.PERSON, Way.LETTER, "t", "KEY")
TO_THE_DIRECTOR = EmailTo("director", Audience.SECOND_PERSON, "director@x.example")
TO_A_PROGRAM = WebhookTo("hook", Audience.PERSON, "https://x.example", "SECRETS")
TO_A_FOLDER = FolderTo("folder", Audience.PERSON, "x")
PLACES: tuple[DeliverTo, ...] = (BY_EMAIL, BY_TEXT, BY_LETTER, TO_A_PROGRAM, TO_A_FOLDER, TO_THE_DIRECTOR)


def a_referral(state: ReferralState = ReferralState.SENT, **changes: Any) -> Referral:
    """A referral that was sent on Monday, and is to be answered by Tuesday."""
    plain: dict[str, Any] = {
        "id": "r1",
        "record_id": RECEIPT.id,
        "state": state,
        "consent_by": "self",
        "consent_how": "ticked",
        "consent_version": "1",
        "consent_at": NOON,
        "agreed": {"complaint_ref": RECEIPT.reference, "share_story": "none", "name_to_use": "Jay"},
        "sent_at": NOON,
        "answer_by": datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC),
    }
    return Referral(**{**plain, **changes})


def write(purpose: Purpose, record: Record, referral: Referral | None = None, place: DeliverTo = BY_EMAIL) -> Parcel:
    """The message, where there is one to be sent."""
    parcel = LETTERS.write(record, referral, purpose, place, "key-1", reminder=OVERDUE)
    assert parcel is not None
    return parcel


def read(parcel: Parcel) -> str:
    """All of it that leaves us, but for where it goes to."""
    return "\n".join((parcel.subject, parcel.body, json.dumps(dict(parcel.payload), ensure_ascii=False)))


REACHED = {"phone": "07700 900123", "email": "sam@example.org", "address": "1 High Street\nNorthtown"}


def says(*ways: str, safe: tuple[str, ...] = (), **more: Answer) -> dict[str, Answer]:
    """A child who chose these ways to be answered, gave every detail, and ticked what is safe."""
    return {**CHILD, "reply_how": list(ways), **REACHED, "safe_contact": list(safe) or None, **more}


def a_record(**answers: Answer) -> Record:
    return sent(Draft(answers={**CHILD, **answers}))


A_CALL = helped({"quick_name": "Ray", "quick_where": "the park", "quick_phone": "07700 900789"})
OF_EVERY_KIND = {
    Kind.COMPLAINT: a_record(),
    Kind.COMPLIMENT: a_record(kind="compliment", good_what="x"),
    Kind.IDEA: a_record(kind="idea", idea_what="x"),
    Kind.ADVOCATE_ONLY: a_record(kind="advocate_only", advocate_share=["contact"]),
    Kind.URGENT: A_CALL,
    Kind.HANDOVER: handed_over({**CHILD, "callback_if_cut_off": "no"}),
}
every_kind = pytest.mark.parametrize("record", [pytest.param(each, id=kind) for kind, each in OF_EVERY_KIND.items()])


def test_there_is_a_record_of_every_kind() -> None:
    assert [record.kind for record in OF_EVERY_KIND.values()] == list(Kind)


# ── Nothing of a person where it is not meant for ────────────────────────────────────────────────────────────────────

CANARY = re.compile(r"Zq7x\w+|0190 775\d+|1913-07-29")
TYPED = (Words, Line, Email, Phone)


def with_canaries(answers: dict[str, Any]) -> dict[str, Answer]:
    """The answers with everything that was typed made something that would be noticed."""
    return {key: _canary(key) if answer and _canary(key) else answer for key, answer in answers.items()}


def _canary(key: str) -> str | None:
    match CONTROLS.get(key):
        case Phone():
            return f"0190 775{len(key)}"
        case Words() | Line() | Email():
            return f"Zq7x{key}@example.org"
        case Birthday():
            return "1913-07-29"
        case _:
            return None


def canaries(text: object) -> set[str]:
    return set(CANARY.findall(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)))


def somebody(role: str, kind: str, seed: int) -> Record:
    """Someone who answered everything they were asked, and agreed to share what they could."""
    draft, _ = goes_on(begun(role, kind), Random(seed), given=1)
    return sent(Draft(answers=with_canaries(dict(draft.answers))))


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_only_the_case_system_is_told_what_was_typed(role: str, kind: str, seed: int) -> None:
    record = somebody(role, kind, seed)
    assert canaries([record.story, record.identity]), "nothing was typed"
    for purpose in Purpose:
        for place in PLACES:
            parcel = LETTERS.write(record, a_referral(), purpose, place, "key-1", reminder=OVERDUE)
            if parcel is None:
                continue
            assert canaries(parcel.subject + parcel.body) == set(), purpose
            expected = canaries(to_plain(record)) if purpose == Purpose.RECORD_COPY else set()
            assert canaries(dict(parcel.payload)) == expected, purpose
            assert bool(parcel.to) is (purpose == Purpose.ACKNOWLEDGEMENT)


@pytest.mark.parametrize("purpose", [each for each in Purpose if each != Purpose.RECORD_COPY])
def test_a_call_for_help_is_told_to_nobody_in_its_words(purpose: Purpose) -> None:
    record = helped({"quick_name": "Zq7xname", "quick_where": "Zq7xwhere", "quick_phone": "0190 775533"})
    assert len(canaries(record.identity)) == 3
    for place in PLACES:
        parcel = LETTERS.write(record, a_referral(), purpose, place, "key-1", reminder=OVERDUE)
        assert parcel is None or canaries(read(parcel)) == set()


@given(st.sampled_from(["child", "care_leaver"]), st.sampled_from(["complaint", "advocate_only"]), st.integers(0, 9999))
def test_the_provider_reads_all_that_was_agreed_and_no_more(role: str, kind: str, seed: int) -> None:
    shares = [code for n, code in enumerate(("contact", "story", "needs")) if (seed + 1) >> n & 1] or ["contact"]
    draft, _ = goes_on(begun(role, kind), Random(seed), given=1)
    answers = with_canaries({**draft.answers, "advocate": "yes", "advocate_share": shares})
    if kind == "advocate_only":
        answers.pop("advocate")
    record = sent(Draft(answers=answers))
    referral = referral_of(record, "r1", NOON)
    assert referral is not None
    parcel = write(Purpose.ADVOCATE_REFERRAL, record, referral)
    by_email = {name: value for name, value in referral.agreed.items() if name not in said.NOT_IN_AN_EMAIL}
    assert canaries(parcel.body) == canaries(by_email)
    assert canaries(dict(parcel.payload)) == canaries(referral.agreed)
    assert canaries(parcel.subject) == set()
    assert parcel.payload["referral"] == referral.agreed
    assert set(by_email) <= set(said.AGREED)


def test_what_is_in_a_repr_is_nobody_s_words() -> None:
    parcel = write(Purpose.RECORD_COPY, a_record(what_happened="Zq7xstory"))
    assert canaries(read(parcel)) and not canaries(repr(parcel))


# ── Everything can be written of everybody ───────────────────────────────────────────────────────────────────────────


def everybody(council: str) -> Iterator[Record]:
    yield A_CALL
    yield handed_over({**CHILD, "callback_if_cut_off": "no"}, council)
    for path in PERSONAS:
        yield sent(Draft(answers=answers_of_persona(path.stem)), council)


@pytest.mark.parametrize("council", shipped())
def test_every_purpose_is_written_of_everybody_for_every_place(council: str) -> None:
    letters, kinds = letters_of(council), set()
    places = (*PLACES, *load(council).deliver_to)
    for record in everybody(council):
        kinds.add(record.kind)
        for purpose in Purpose:
            for referral in (None, *(a_referral(state) for state in ReferralState)):
                for place in places:
                    parcel = letters.write(record, referral, purpose, place, "key-1", ["WDYT-AAAAAA"], reminder=OVERDUE)
                    if parcel is None:
                        assert FOR_WHOM[purpose] not in {Audience.CASE_SYSTEM, Audience.DUTY}
                        assert purpose not in {Purpose.TEAM_NOTICE, Purpose.REMINDER}
                        continue
                    assert (parcel.key, parcel.purpose, parcel.reference) == ("key-1", purpose, record.reference)
                    assert "%(" not in read(parcel)
                    assert parcel.body.strip()
                    json.dumps(dict(parcel.payload))
    assert kinds == set(Kind)


@every_kind
@pytest.mark.parametrize("purpose", [each for each in Purpose if each != Purpose.ACKNOWLEDGEMENT])
def test_a_subject_gives_the_reference_and_nothing_away(purpose: Purpose, record: Record) -> None:
    state = ReferralState.WITHDRAWN if purpose == Purpose.ADVOCATE_WITHDRAWN else ReferralState.SENT
    subject = write(purpose, record, a_referral(state)).subject
    assert record.reference in subject
    assert not re.search(r"abuse|complaint|social|care|safe|court|police|advocate", subject, re.IGNORECASE)


# ── The team and the duty team ───────────────────────────────────────────────────────────────────────────────────────


def test_the_team_reads_what_came_when_how_fast_and_where() -> None:
    parcel = write(Purpose.TEAM_NOTICE, a_record(safe_now="not_safe", sorted_today="yes"))
    assert parcel.subject == "What Do You Think: WDYT-7K3M2Q"
    assert parcel.body.split("\n\n") == [
        "Reference: WDYT-7K3M2Q",
        "What it is: a complaint",
        "Received: 23 November 2026 at 12:00",
        "First due, by 23 November 2026: sort out what cannot wait",
        "Somebody may be in danger now.",
        "Something has to be sorted out today.",
        "It is from a child or young person, so it comes first.",
        "Read how they can be reached safely before you get in touch.",
        f"Open the record: {desk('WDYT-7K3M2Q')}",
        "Only the record says who this is and what they told us.\n",
    ]
    assert dict(parcel.payload) == {
        "type": "team_notice",
        "reference": "WDYT-7K3M2Q",
        "kind": "complaint",
        "received_at": "2026-11-23T12:00:00Z",
        "flags": ["safeguarding_immediate", "case_concern_same_day", "priority_child", "safe_contact"],
        "due": {"what": "case_concern_same_day", "by": "2026-11-23"},
        "link": desk("WDYT-7K3M2Q"),
    }


def test_the_duty_team_reads_at_once_that_it_is_urgent() -> None:
    parcel = write(Purpose.DUTY_ALERT, A_CALL)
    link = desk(A_CALL.reference)
    assert parcel.subject == f"Urgent, open now: {A_CALL.reference}"
    assert parcel.body.split("\n\n") == [
        "Open this record before anything else.",
        f"Reference: {A_CALL.reference}",
        "What it is: a call for help, sent from the help page",
        "Received: 23 November 2026 at 12:00",
        "Somebody may be in danger now.",
        f"Open the record: {link}",
        "Only the record says who this is and what they told us.\n",
    ]
    assert parcel.payload["flags"] == ["safeguarding_immediate"]
    assert (parcel.payload["kind"], parcel.payload["link"]) == ("urgent", link)


def test_of_what_cannot_wait_the_duty_team_reads_that_it_is_for_today() -> None:
    parcel = write(Purpose.DUTY_ALERT, a_record(sorted_today="yes"))
    assert parcel.subject == "Urgent, open today: WDYT-7K3M2Q"
    assert parcel.body.split("\n\n")[0] == "Open this record today. It does not wait until tomorrow."
    assert "Something has to be sorted out today." in parcel.body
    both = write(Purpose.DUTY_ALERT, a_record(safe_now="not_safe", sorted_today="yes"))
    assert both.subject == "Urgent, open now: WDYT-7K3M2Q"
    assert both.body.startswith("Open this record before anything else.")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        pytest.param(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "23 November 2026 at 23:30", id="winter"),
        pytest.param(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026 at 00:30", id="the next day in summer"),
    ],
)
def test_times_are_those_of_london(at: datetime, words: str) -> None:
    record = replace(a_record(), received_at=at)
    for purpose in (Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT):
        assert f"Received: {words}\n" in write(purpose, record).body


@pytest.mark.parametrize(
    ("due", "first"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"stage1_10wd": "2026-12-07", "acknowledge": "2026-11-26"}, "acknowledge", id="the earliest"),
        pytest.param({"corporate_ack_5wd": "2026-11-26", "acknowledge": "2026-11-26"}, "acknowledge", id="one day"),
        pytest.param({"lgsco_last_day": "2026-11-24", "stage1_10wd": "2026-12-07"}, "stage1_10wd", id="of the person"),
        pytest.param({"stage3_request_by_20wd": "2026-11-24"}, None, id="of the person alone"),
    ],
)
def test_the_first_thing_due_is_the_council_s_own(due: dict[str, str], first: str | None) -> None:
    record = a_record()
    parcel = write(Purpose.TEAM_NOTICE, replace(record, envelope={**record.envelope, "due": due}))
    assert parcel.payload["due"] == (first and {"what": first, "by": due[first]})
    assert ("First due" in parcel.body) is (first is not None)


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        *(pytest.param(str(flag), True, id=flag) for flag in said.HASTE),
        pytest.param("lgsco_info", False, id="what makes nothing faster"),
        pytest.param("anonymous", False, id="what is about who they are"),
    ],
)
def test_only_flags_that_matter_for_speed_are_told(flag: str, told: bool) -> None:
    quiet = replace(a_record(), flags=[])
    for purpose in (Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT):
        without, parcel = write(purpose, quiet), write(purpose, replace(quiet, flags=[flag]))
        assert parcel.payload["flags"] == [flag] * told
        assert (parcel.body != without.body) is told


def test_of_a_call_handed_over_the_team_reads_by_when_a_manager_calls_back_and_neither_name_nor_number() -> None:
    record = handed_over(
        {
            **PARENT,
            "preferred": "Zq7xname",
            "callback_if_cut_off": "yes_open",
            "callback_phone": "0190 775533",
            "times": "Zq7xtimes",
            "what_happened": "Zq7xstory",
        }
    )
    assert len(canaries([record.story, record.identity])) == 4
    parcel = write(Purpose.TEAM_NOTICE, record)
    assert canaries(read(parcel)) == set()
    assert parcel.body.split("\n\n") == [
        "Reference: WDYT-7K3M2Q",
        "What it is: a call handed over, for a manager to call back",
        "Received: 23 November 2026 at 12:00",
        "First due, by 26 November 2026: a manager calls back",
        "Read how they can be reached safely before you get in touch.",
        f"Open the record: {desk('WDYT-7K3M2Q')}",
        "Only the record says who this is and what they told us.\n",
    ]
    assert parcel.payload["due"] == {"what": "call_back", "by": "2026-11-26"}
    assert parcel.payload["kind"] == "contact_centre_handoff"


# ── What names somebody of the team, and reminders ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("purpose", [each for each in Purpose if Audience.SECOND_PERSON in audiences(each)])
def test_the_second_person_reads_the_same_and_why_the_team_does_not(purpose: Purpose) -> None:
    for_team = write(purpose, a_record(), a_referral())
    parcel = write(purpose, a_record(), a_referral(), TO_THE_DIRECTOR)
    assert parcel.body.split("\n\n") == [
        *for_team.body.rstrip("\n").split("\n\n"),
        "It names somebody who works at the desk, or seems to. So the team was not told in its mailbox.",
        "See that somebody whom it does not name takes it on.\n",
    ]
    assert (parcel.subject, parcel.payload) == (for_team.subject, for_team.payload)


def test_a_reminder_says_of_what_why_and_by_which_day() -> None:
    parcel = write(Purpose.REMINDER, a_record(preferred="Zq7xname", what_happened="Zq7xstory"))
    assert parcel.subject == "What Do You Think: WDYT-7K3M2Q"
    assert parcel.body.split("\n\n") == [
        "Reference: WDYT-7K3M2Q",
        "What it is: a complaint",
        "The day for it: 7 December 2026",
        "Its day has passed, and it is not done.",
        f"Open the record: {desk('WDYT-7K3M2Q')}",
        "Only the record says who this is and what they told us.\n",
    ]
    assert dict(parcel.payload) == {
        "type": "reminder",
        "reference": "WDYT-7K3M2Q",
        "kind": "complaint",
        "why": "overdue",
        "by": "2026-12-07",
        "link": desk("WDYT-7K3M2Q"),
    }


def test_a_reminder_is_not_written_when_there_is_nothing_left_to_be_reminded_of() -> None:
    assert LETTERS.write(a_record(), None, Purpose.REMINDER, BY_EMAIL, "key-1") is None


def test_every_reason_to_remind_has_its_words() -> None:
    assert set(said.REMINDED) == set(ReminderReason)
    assert len({words.adult for words in said.REMINDED.values()}) == len(ReminderReason)


# ── The case system ──────────────────────────────────────────────────────────────────────────────────────────────────


@every_kind
def test_the_case_system_gets_the_record_whole_with_what_is_linked(record: Record) -> None:
    parcel = LETTERS.write(record, None, Purpose.RECORD_COPY, TO_A_FOLDER, "key-1", ["WDYT-AAAAAA"])
    assert parcel is not None
    assert parcel.payload == to_plain(record, ["WDYT-AAAAAA"])
    assert parcel.payload["linked"] == ["WDYT-AAAAAA"]
    assert parcel.body == f"Reference: {record.reference}\n"


def test_every_letter_of_what_they_wrote_comes_through() -> None:
    words = "لا أحد يتصل بي 🙂\nኣይደወሉን “quote” %(ref)s %s"
    assert write(Purpose.RECORD_COPY, a_record(what_happened=words)).payload["story"] == words


# ── The advocates' provider ──────────────────────────────────────────────────────────────────────────────────────────

AGREED = {
    "complaint_ref": RECEIPT.reference,
    "share_story": "all",
    "name_to_use": "Jay_B %s",
    "who_am_i": "child_in_care",
    "contact_ways": [
        {"type": "text", "value": "07700 900123", "safe": True, "times": "after 4"},
        {"type": "through_person", "safe": False},
    ],
    "who_may_know": {"social_worker": False},
    "ask_first": True,
    "communication_needs": ["easy_read"],
    "story": "لا أحد يتصل\nNobody rings.",
    "told": [{"question": "What is it about?", "answer": "The place I live"}],
    "what_came_later": "x_y",
}


def test_the_provider_reads_what_was_agreed_what_keeps_it_safe_and_how_to_answer() -> None:
    parcel = write(Purpose.ADVOCATE_REFERRAL, a_record(), a_referral(ReferralState.WAITING, agreed=AGREED))
    assert parcel.body.split("\n\n") == [
        "A young person asks for an advocate. Here is what they agreed to share with you.",
        "Reference: WDYT-7K3M2Q",
        "How much they share of what they told us: all",
        "What to call them: Jay_B %s",
        "Who they are: child in care",
        "How to reach them: \n- text; value: 07700 900123; safe: yes; times: after 4\n- through person; safe: no",
        "Who may know: social worker: no",
        "Ask them before you tell anybody: yes",
        "Help they need to talk: \n- easy read",
        "what came later: x_y",
        "You may have what they told us. An email is no place for it: ask Northshire complaints team on 01632 960 101.",
        "Use no other way to reach them, and tell nobody else that they asked.",
        "We hope to hear by 24 November 2026 that you have it.",
        "We tell them to expect you within 2 working days.",
        "Say here that you have it, who the advocate is, and when you got in touch:",
        f"{LINK}r1",
        "You need no account. Anybody who has the link can answer for you, so keep it to yourselves.\n",
    ]
    assert dict(parcel.payload) == {
        "type": "advocate_referral",
        "reference": "WDYT-7K3M2Q",
        "referral": AGREED,
        "link": f"{LINK}r1",
    }


def test_a_withdrawal_says_so_and_nothing_else() -> None:
    parcel = write(Purpose.ADVOCATE_WITHDRAWN, a_record(), a_referral(ReferralState.WITHDRAWN))
    assert parcel.body == "Reference: WDYT-7K3M2Q\n\nThe person no longer wants this. Delete what we sent you.\n"
    assert dict(parcel.payload) == {"type": "advocate_withdrawn", "reference": "WDYT-7K3M2Q"}


def test_the_team_reads_that_nobody_has_answered_and_what_the_person_is_shown() -> None:
    parcel = write(Purpose.REFERRAL_UNANSWERED, a_record(), a_referral(ReferralState.UNANSWERED))
    lines = COUNTY.help_lines.national_advocate
    link = desk("WDYT-7K3M2Q")
    assert parcel.body.split("\n\n") == [
        "Reference: WDYT-7K3M2Q",
        f"{COUNTY.advocate.name} has not said that they have this referral.",
        "We sent it on 23 November 2026, and asked to hear by 24 November 2026.",
        f"The person’s own page now names {lines.name} on {lines.number} instead.",
        f"Call {COUNTY.advocate.name} on {COUNTY.advocate.phone.number}, or find another advocate.",
        f"Open the record: {link}",
        "Only the record says who this is and what they told us.\n",
    ]
    assert dict(parcel.payload) == {"type": "referral_unanswered", "reference": "WDYT-7K3M2Q", "link": link}


def test_a_referral_that_never_went_out_is_not_said_to_have_been_sent() -> None:
    referral = a_referral(ReferralState.UNANSWERED, sent_at=None)
    assert "We sent it" not in write(Purpose.REFERRAL_UNANSWERED, a_record(), referral).body


ABOUT_A_REFERRAL = (Purpose.ADVOCATE_REFERRAL, Purpose.REFERRAL_UNANSWERED, Purpose.ADVOCATE_WITHDRAWN)


@pytest.mark.parametrize(
    ("state", "written"),
    [
        (None, {Purpose.ADVOCATE_WITHDRAWN}),
        (ReferralState.WAITING, {Purpose.ADVOCATE_REFERRAL, Purpose.REFERRAL_UNANSWERED}),
        (ReferralState.SENT, {Purpose.ADVOCATE_REFERRAL, Purpose.REFERRAL_UNANSWERED}),
        (ReferralState.UNANSWERED, {Purpose.ADVOCATE_REFERRAL, Purpose.REFERRAL_UNANSWERED}),
        (ReferralState.RECEIVED, {Purpose.ADVOCATE_REFERRAL}),
        (ReferralState.APPOINTED, {Purpose.ADVOCATE_REFERRAL}),
        (ReferralState.CONTACTED, {Purpose.ADVOCATE_REFERRAL}),
        (ReferralState.WITHDRAWN, {Purpose.ADVOCATE_WITHDRAWN}),
    ],
    ids=lambda each: each if isinstance(each, str) else None,
)
def test_what_a_referral_no_longer_calls_for_is_not_sent(state: ReferralState | None, written: set[Purpose]) -> None:
    referral = a_referral(state) if state else None
    parcels = {each: LETTERS.write(a_record(), referral, each, BY_EMAIL, "key-1") for each in ABOUT_A_REFERRAL}
    assert {purpose for purpose, parcel in parcels.items() if parcel} == written


# ── The person ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "place", "to"),
    [
        pytest.param(says("email"), BY_EMAIL, "sam@example.org", id="email chosen"),
        pytest.param(says("email"), BY_TEXT, None, id="email chosen, and a place for texts"),
        pytest.param(says("text"), BY_TEXT, None, id="text without its tick"),
        pytest.param(says("text", safe=("ok_say_council",)), BY_TEXT, None, id="text with another tick"),
        pytest.param(says("text", safe=("ok_text",)), BY_TEXT, "07700 900123", id="text with its tick"),
        pytest.param(says("text", safe=("ok_text",)), BY_EMAIL, None, id="text chosen, and a place for emails"),
        pytest.param(says("letter"), BY_LETTER, None, id="letter without its tick"),
        pytest.param(says("letter", safe=("ok_post",)), BY_LETTER, "1 High Street\nNorthtown", id="letter"),
        pytest.param(says("code"), BY_EMAIL, None, id="code alone"),
        pytest.param(says("call", safe=("ok_call", "ok_text")), BY_TEXT, None, id="a call alone"),
        pytest.param(says("email"), TO_A_PROGRAM, None, id="a program"),
        pytest.param(says("email"), TO_A_FOLDER, None, id="a folder"),
        pytest.param({**says("email"), "email": None}, BY_EMAIL, None, id="no address"),
        pytest.param(CHILD, BY_EMAIL, None, id="not reached"),
    ],
)
def test_the_person_is_answered_only_where_they_said_it_is_safe(
    answers: dict[str, Answer], place: DeliverTo, to: str | None
) -> None:
    record = sent(Draft(answers=answers))
    parcel = LETTERS.write(record, None, Purpose.ACKNOWLEDGEMENT, place, "key-1")
    assert (parcel and parcel.to) == to


def test_a_call_for_help_is_not_answered_in_writing() -> None:
    for place in PLACES:
        assert LETTERS.write(A_CALL, None, Purpose.ACKNOWLEDGEMENT, place, "key-1") is None


ALL_SAFE = ("ok_text", "ok_post")
NAMED = (*ALL_SAFE, "ok_say_council")
ADULT = {key: value for key, value in PARENT.items() if key not in CHILD or CHILD[key] != value}


@pytest.mark.parametrize(
    ("who", "safe", "place", "body"),
    [
        pytest.param(
            {},
            ALL_SAFE,
            BY_EMAIL,
            "Hello. We have got your message.\n\n"
            "If you call us, say this: WDYT-7K3M2Q\n\n"
            "If you answer this email, we may not see it.\n",
            id="child by email",
        ),
        pytest.param(
            ADULT,
            ALL_SAFE,
            BY_EMAIL,
            "Thank you. We have received your message.\n\n"
            "Your reference is WDYT-7K3M2Q.\n\n"
            "If you answer this email, we may not see it.\n",
            id="adult by email",
        ),
        pytest.param(
            {},
            ALL_SAFE,
            BY_TEXT,
            "We have got your message, WDYT-7K3M2Q. If you answer this text, we may not see it.\n",
            id="child by text",
        ),
        pytest.param(
            {},
            ALL_SAFE,
            BY_LETTER,
            "Hello. We send you this letter to say that we have got your message.\n\n"
            "If you call us, say this: WDYT-7K3M2Q\n",
            id="child by letter",
        ),
        pytest.param(
            {},
            NAMED,
            BY_EMAIL,
            "Hello from Northshire County Council. We have got your message.\n\n"
            "If you call us, say this: WDYT-7K3M2Q\n\n"
            "Who has it now: Northshire complaints team.\n\n"
            "A person reads it by Thursday 26 November.\n\n"
            "An advocate can help you. It is free. Call Northshire Young Voices on 0808 157 0120.\n\n"
            "If you answer this email, we may not see it. Call us on 01632 960 101.\n",
            id="child by email, named",
        ),
        pytest.param(
            {},
            NAMED,
            BY_TEXT,
            "Northshire County Council has got your message, WDYT-7K3M2Q. "
            "An advocate can help you for free on 0808 157 0120.\n",
            id="child by text, named",
        ),
        pytest.param(
            ADULT,
            NAMED,
            BY_TEXT,
            "Northshire County Council has received your message, WDYT-7K3M2Q. "
            "A person reads it by Thursday 26 November.\n",
            id="adult by text, named",
        ),
        pytest.param(
            ADULT,
            NAMED,
            BY_LETTER,
            "Northshire County Council is writing to say that we have received your message.\n\n"
            "Your reference is WDYT-7K3M2Q.\n\n"
            "Who has it now: Northshire complaints team.\n\n"
            "A person reads it by Thursday 26 November.\n\n"
            "You can call us on 01632 960 101.\n",
            id="adult by letter, named",
        ),
        pytest.param(
            {**ADULT, "kind": "idea", "idea_what": "x", "hear_back": "yes"},
            NAMED,
            BY_TEXT,
            "Northshire County Council has received your message, WDYT-7K3M2Q.\n",
            id="an idea has no day",
        ),
    ],
)
def test_the_person_reads_that_it_arrived(
    who: dict[str, Answer], safe: tuple[str, ...], place: DeliverTo, body: str
) -> None:
    record = sent(Draft(answers=says("email", "text", "letter", safe=safe, **who)))
    parcel = write(Purpose.ACKNOWLEDGEMENT, record, place=place)
    assert parcel.subject == "Your message"
    assert parcel.body == body
    assert dict(parcel.payload) == {"type": "acknowledgement", "reference": record.reference}


TELLS = re.compile(r"council|complain|team|advocate|social|care\b|shire|borough|https?:|www|@|\d{3} ", re.IGNORECASE)


@pytest.mark.parametrize("council", shipped())
def test_nobody_who_did_not_allow_it_is_told_who_writes_or_why(council: str) -> None:
    written = 0
    for path in PERSONAS:
        answers = {**answers_of_persona(path.stem), **REACHED, "reply_how": ["email", "text", "letter"]}
        record = sent(Draft(answers={**answers, "safe_contact": ["ok_text", "ok_post"]}), council)
        for place in (BY_EMAIL, BY_TEXT, BY_LETTER):
            parcel = letters_of(council).write(record, None, Purpose.ACKNOWLEDGEMENT, place, "key-1")
            if parcel:
                written += 1
                assert not TELLS.search(parcel.subject + parcel.body)
                assert record.reference in parcel.body
    assert written > len(PERSONAS)


def test_what_would_tell_is_found() -> None:
    for place in (BY_EMAIL, BY_TEXT, BY_LETTER):
        record = sent(Draft(answers=says("email", "text", "letter", safe=NAMED)))
        assert TELLS.search(write(Purpose.ACKNOWLEDGEMENT, record, place=place).body)


def test_a_text_is_one_line_and_no_letter_has_a_link() -> None:
    for safe in (ALL_SAFE, NAMED):
        for who in ({}, ADULT):
            record = sent(Draft(answers=says("email", "text", "letter", safe=safe, **who)))
            assert permitted_ways(record) == set(Way)
            bodies = {place: write(Purpose.ACKNOWLEDGEMENT, record, place=place).body for place in PLACES[:3]}
            assert "\n" not in bodies[BY_TEXT].strip() and len(bodies[BY_TEXT]) <= 160
            assert not re.search(r"https?:|www", "".join(bodies.values()))


class Remembering(Speakers):
    """The council's speakers, and who of them was asked."""

    def __init__(self) -> None:
        super().__init__(COUNTY)
        self.asked: list[tuple[Voice, str]] = []

    def of(self, voice: Voice, language: str) -> Speaker:
        self.asked.append((voice, language))
        return super().of(voice, language)


@pytest.mark.parametrize(("who", "voice"), [({}, Voice.CHILD), (ADULT, Voice.ADULT)], ids=["a child", "an adult"])
def test_the_person_is_answered_in_their_voice_and_language_and_staff_in_english(
    who: dict[str, Answer], voice: Voice
) -> None:
    record = sent(Draft(answers=says("email", safe=NAMED, **who), language="ti"))
    dated: list[date] = []
    speakers = Remembering()
    letters = Letters(COUNTY, speakers, str, str, lambda day, _: dated.append(day) or "that day")
    parcel = letters.write(record, None, Purpose.ACKNOWLEDGEMENT, BY_EMAIL, "key-1")
    assert speakers.asked == [(voice, "ti")]
    assert dated == [date(2026, 11, 26)]
    assert parcel is not None and "A person reads it by that day." in parcel.body
    speakers.asked.clear()
    letters.write(record, None, Purpose.TEAM_NOTICE, BY_EMAIL, "key-1")
    assert set(speakers.asked) == {(Voice.ADULT, "en")}


def test_whoever_was_written_down_by_a_call_handler_is_answered_in_a_voice_of_their_own() -> None:
    child = sent(Draft(answers=says("email", safe=NAMED)))
    by_phone = replace(child, voice=Voice.HANDLER)
    assert write(Purpose.ACKNOWLEDGEMENT, by_phone).body == write(Purpose.ACKNOWLEDGEMENT, child).body


@pytest.mark.parametrize("safe", [(), ALL_SAFE, NAMED], ids=["nothing is safe", "safe", "safe, and who we are"])
@pytest.mark.parametrize("who", [{}, ADULT], ids=["a child", "an adult"])
def test_a_caller_is_written_to_where_they_said_it_is_safe_and_in_the_same_words(
    who: dict[str, Answer], safe: tuple[str, ...]
) -> None:
    draft = Draft(answers=says("text", "letter", safe=safe, **who))
    by_phone, by_form = told_by_phone(draft), sent(draft)
    assert by_phone.method == "telephone_contact_centre"
    for place in PLACES:
        parcel = LETTERS.write(by_phone, None, Purpose.ACKNOWLEDGEMENT, place, "key-1")
        assert parcel == LETTERS.write(by_form, None, Purpose.ACKNOWLEDGEMENT, place, "key-1")
        assert (parcel is not None) is (bool(safe) and place in (BY_TEXT, BY_LETTER))
        assert parcel is None or safe == NAMED or not TELLS.search(parcel.subject + parcel.body)
