"""What a record holds: its codes and dates, what was said, and apart from that who said it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from intake.questions.catalogue import QUESTIONS
from intake.questions.display import Asked
from intake.questions.vocabulary import Case
from intake.records.complainant import YOUNG
from intake.records.dates_said import day_said
from intake.records.draft import Draft
from intake.records.report_codes import nature_of, service_of
from intake.records.subjects import topics_chosen
from intake.rules.assessment import Assessment
from intake.rules.facts import Facts
from intake.rules.spans import span_of

# The keys of all answers that say who somebody is, or how to reach them.
NAMING: frozenset[str] = frozenset(
    key for question in QUESTIONS.values() if question.names_people for key in question.keys
)


def envelope(draft: Draft, case: Case, facts: dict[str, Any], assessment: Assessment) -> dict[str, Any]:
    """The codes and dates of the record that have no column of their own."""
    return {
        "complainant_type": facts["who"],
        "has_pr": facts["pr"],
        "helped_by": facts["helped_by"],
        "acting_for": facts["acting_for"],
        "child_status": facts["child"]["status"],
        "child_consent": facts["child_consent"],
        "responsible_council": facts["council"],
        "service": service_of(case),
        "outcome_sought": facts["outcome_sought"],
        "first_raised": facts["first_raised"],
        "late_reasons": facts["late_reasons"],
        "proceedings": facts["proceedings"],
        "earlier": facts["earlier"],
        "same_matter": facts["same_matter"],
        "safety": facts["safety"],
        "safety_answered_at": draft.danger_answered_at if "safe_now" in case.answers else None,
        "needs_same_day": facts["needs_same_day"],
        "change_soon": facts["change_soon"],
        "interpreter": facts["interpreter"],
        "adjustments": facts["adjustments"],
        "route_parts": sorted({part for issue in assessment.issues for part in issue.parts}),
        "route_reason_codes": assessment.reason_codes,
        "signposts": sorted(assessment.signposts),
        "advocate": _advocate(draft, case, facts, assessment),
        "contact_methods": facts["reply_ways"],
        "do_not_tell": sorted(case.codes("who_may_know") - {"ask_me", "no"}),
        "ask_first": "ask_me" in case.codes("who_may_know"),
        "pass_on": case.words("pass_on") or None,
        "share_praise": case.words("good_share") or None,
        "hear_back": case.words("hear_back") == "yes",
    }


def issues(case: Case, facts: Facts, said: dict[str, Any], assessment: Assessment) -> list[dict[str, Any]]:
    """Each issue with what was said of its time, the days that can mean, and what the rules make of them."""
    issues = []
    for n, (issue, result) in enumerate(zip(facts.issues, assessment.issues, strict=True)):
        span = span_of(issue.when, case.today)
        issues.append(
            result.to_plain()
            | {
                "nature": nature_of(topics_chosen(case)[n], case),
                "when": said["issues"][n]["when"],
                "earliest": span.earliest and span.earliest.isoformat(),
                "latest": span.latest and span.latest.isoformat(),
            }
        )
    return issues


def _advocate(draft: Draft, case: Case, facts: dict[str, Any], assessment: Assessment) -> dict[str, Any]:
    """What was offered and answered. Only a child or care leaver consents to a referral; an adult's yes is a task."""
    share = case.codes("advocate_share")
    is_agreed = facts["who"] in YOUNG and facts["advocate"] == "wants" and consents(share)
    return {
        "choice": facts["advocate"],
        "offer": assessment.advocate_offer,
        "offered_at": draft.advocate_offered_at if "advocate" in case.answers else None,
        "info_shown": draft.advocate_explained and "advocate" in case.answers,
        "consented": is_agreed,
        "share": shared(share) if is_agreed else None,
    }


def consents(share: Collection[str]) -> bool:
    """Whether what they ticked may go to the advocates' provider."""
    return bool(share) and "nothing" not in share


def shared(share: Collection[str]) -> dict[str, bool]:
    """What of them the provider is to know."""
    return {code: code in share for code in ("contact", "story", "needs")}


def story(case: Case, words: Iterable[Asked]) -> dict[str, Any]:
    """What was said, in their own words and codes, without who said it."""
    story = next((case.words(key) for key in ("what_happened", "good_what", "idea_what") if case.words(key)), "")
    return {
        "story": story,
        "impact": case.words("impact") or None,
        "talk_instead": case.words("talk_instead") == "yes",
        "answers": {key: answer for key, answer in case.answers.items() if key not in NAMING},
        "asked": [each.to_plain() for each in words if not each.names_people],
    }


def identity(case: Case, facts: dict[str, Any], words: Iterable[Asked], safe: frozenset[str]) -> dict[str, Any]:
    """Who said it, about whom, and how to reach them. `safe`: the codes of what they said is safe."""
    say = case.answers.get
    birth = day_said(case, "child_dob")
    return {
        "complainant": {
            "preferred": say("preferred"),
            "full": say("full"),
            "age": facts["age"],
            "dob": say("dob"),
        },
        "child": {
            "name_used": say("child_name"),
            "age": facts["child"]["age"],
            "dob": birth and birth.isoformat(),
            "lives_with": say("child_lives"),
        },
        "contact": {
            "phone": say("phone") or say("callback_phone"),
            "email": say("email"),
            "address": say("address"),
            "person": say("person"),
            "safe": {code: f"ok_{code}" in safe for code in ("call", "text", "message", "say_council", "post")}
            | {"times": say("times"), "avoid": say("not_times"), "word": say("safe_word")},
        },
        "worker": {"name": say("worker_name"), "job": say("worker_job")},
        "praised": say("good_who"),
        "advocate": {
            "name": say("advocate_name"),
            "organisation": say("advocate_org"),
            "may_contact": say("can_contact") == "yes",
        },
        "answers": {key: answer for key, answer in case.answers.items() if key in NAMING},
        "asked": [each.to_plain() for each in words if each.names_people],
    }


def safe_to_ring_back(case: Case) -> frozenset[str]:
    """The codes of what is safe where somebody is to ring the caller, who may have said so only of being cut off."""
    return case.codes("safe_contact") | _RINGING_BACK.get(case.words("callback_if_cut_off"), frozenset())


def safe_once_sent(case: Case) -> frozenset[str]:
    """The codes of what is safe where all was told.

    What was said of being cut off is about that number alone: it counts where no other was given, and nothing was
    said of what is safe. Who wants letters or email has not said that these may name us.
    """
    if case.answers.get("safe_contact") or case.words("phone"):
        return case.codes("safe_contact")
    is_written_to = case.words("email") or case.words("address")
    return safe_to_ring_back(case) - ({"ok_say_council"} if is_written_to else frozenset())


# What is safe with whoever said that we may ring when a call is cut off.
_RINGING_BACK: Mapping[str, frozenset[str]] = {
    "yes_open": frozenset({"ok_call", "ok_say_council"}),
    "yes_silent": frozenset({"ok_call"}),
}
