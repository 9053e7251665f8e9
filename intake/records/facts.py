"""From the answers on a person's path to the facts that the rules assess.

The voice decides how the contact came and nothing else: the same answers give the same facts on the form and on the
call sheet. Where an answer was skipped or never reached, the fact says the least that is true.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from intake.questions.vocabulary import Answers, Case, Voice
from intake.records.complainant import (
    YOUNG,
    child_concerned,
    child_consent,
    council_responsible,
    parental_responsibility,
    who_complains,
)
from intake.records.dates_said import age_said, day_said, first_told, when_it_happened
from intake.records.subjects import subject_of, topics_chosen
from intake.rules.codes import (
    ActingFor,
    Adjustment,
    AdvocateAnswer,
    ChangeKind,
    Channel,
    Earlier,
    HelpedBy,
    LateReason,
    Outcome,
    Proceedings,
    ReplyWay,
    Request,
    Safety,
    SameMatter,
    Who,
)

Fact = TypeVar("Fact")


def facts_from(
    answers: Answers, *, voice: Voice, received_at: datetime, today: date, code_shown: bool = True
) -> dict[str, object]:
    """The facts, JSON-plain, from answers that are all on the person's path.

    `today` is the London date. `code_shown`: whether they get a return code, which then is a way to reply.
    """
    case = Case(voice, today, answers)
    who = who_complains(case)
    return {
        "received": received_at.isoformat(),
        "today": today.isoformat(),
        "channel": _CHANNELS[voice],
        "request": _REQUESTS.get(case.words("kind"), Request.NEW),
        "who": who,
        "age": age_said(case, "age", "dob"),
        "child": child_concerned(case, who),
        "pr": parental_responsibility(case),
        "acting_for": ActingFor.SELF,  # the rules make a representative's complaint the child's own
        "child_consent": child_consent(case, who),
        "council": council_responsible(case),
        "issues": _issues(case),
        "first_raised": first_told(case),
        "late_reasons": _late_reasons(case),
        "proceedings": next(iter(_chosen(_PROCEEDINGS, case.codes("court"))), Proceedings.NONE),
        "earlier": _earlier(case),
        "same_matter": _SAME_MATTERS.get(case.words("same_matter"), SameMatter.NOT_SURE),
        "safety": _safety(case, who),
        "needs_same_day": case.words("sorted_today") == "yes",
        "advocate": _advocate(case),
        "advocate_consent": "contact" in case.codes("advocate_share"),
        "helped_by": _HELPERS.get(case.words("helped_by"), HelpedBy.NOT_ASKED),
        "name_given": _said(case, "preferred", "full"),
        "reply_ways": _reply_ways(case, code_shown),
        "reply_wanted": case.words("hear_back") == "yes",
        "safe_contact": _asks_for_care(case),
        "interpreter": "interpreter" in case.codes("language"),
        "adjustments": _chosen(_ADJUSTMENTS, case.codes("help_needed")),
        "change_soon": _change_soon(case),
        "outcome_sought": _outcomes(case),
    }


def _chosen(table: Mapping[str, Fact], codes: frozenset[str]) -> list[Fact]:
    """What the chosen codes mean, each once, in the order of the table."""
    return list(dict.fromkeys(fact for code, fact in table.items() if code in codes))


def _said(case: Case, *keys: str) -> bool:
    return any(case.words(key).strip() for key in keys)


# ── How it came, and what for ────────────────────────────────────────────────────────────────────────────────────────

_CHANNELS = {
    Voice.CHILD: Channel.E_FORM_YOUNG_PERSON,
    Voice.ADULT: Channel.E_FORM,
    Voice.HANDLER: Channel.TELEPHONE_CONTACT_CENTRE,
}

# Asking for an advocate is no complaint yet: it starts no clock, and what was said about safety and needs still counts.
_REQUESTS = {
    "complaint": Request.NEW,
    "compliment": Request.COMPLIMENT,
    "idea": Request.COMPLIMENT,
    "advocate_only": Request.COMPLIMENT,
}

# ── What happened, and what they want ────────────────────────────────────────────────────────────────────────────────

_LATE_REASONS = {
    "scared": LateReason.SCARED_OF_CONSEQUENCES,
    "did_not_know": LateReason.DID_NOT_KNOW_COULD_COMPLAIN,
    "not_well": LateReason.HEALTH_OR_TRAUMA,
    "moved": LateReason.MOVED_OR_HOMELESS,
    "too_young": LateReason.WAS_A_CHILD,
    "told_not_to": LateReason.SCARED_OF_CONSEQUENCES,
    "told_nothing": LateReason.TOLD_SOMEONE_NO_ACTION,
    "found_out": LateReason.ONLY_JUST_FOUND_OUT,
    "court": LateReason.IN_COURT_OR_POLICE_CASE,
    "other": LateReason.OTHER,
}
_OUTCOMES = {
    "explain": Outcome.EXPLANATION,
    "sorry": Outcome.APOLOGY,
    "listen": Outcome.BE_LISTENED_TO,
    "change_worker": Outcome.CHANGE_OF_WORKER,
    "do_it": Outcome.SERVICE_PUT_RIGHT,
    "give_help": Outcome.SERVICE_GIVEN,
    "look_again": Outcome.ASSESSMENT_OR_REASSESSMENT,
    "family_time": Outcome.CHANGE_CONTACT,
    "stop_move": Outcome.CHANGE_PLACEMENT,
    "keep_told": Outcome.KEPT_INFORMED,
    "money": Outcome.FINANCIAL_REIMBURSEMENT,
    "fix_record": Outcome.RECORDS_CORRECTED,
    "stop_again": Outcome.ASSURANCE_NOT_AGAIN,
    "other": Outcome.OTHER,
    "not_sure": Outcome.NOT_SURE,
}
_CHANGES = {kind.value: kind for kind in ChangeKind}
_SOON = timedelta(days=14)


def _issues(case: Case) -> list[dict[str, object]]:
    """One for each topic, since each has its own place in the report; all share the one time that was asked for."""
    if case.words("kind") != "complaint":
        return []
    when = when_it_happened(case)
    return [{"subject": subject_of(topic, case), "when": when} for topic in topics_chosen(case)]


def _late_reasons(case: Case) -> list[LateReason]:
    """The reasons chosen; words alone are another reason, and a question passed over is none given."""
    if "why_late" not in case.answers:
        return []
    unsaid = LateReason.OTHER if _said(case, "late_text") else LateReason.NONE_GIVEN
    return _chosen(_LATE_REASONS, case.codes("why_late")) or [unsaid]


def _change_soon(case: Case) -> dict[str, object] | None:
    """The change they fear. To ask for a wait, or to name a day, without saying what it is, is to fear one too."""
    kind, day, pause = case.words("change_soon"), day_said(case, "change_date"), case.words("pause") == "yes"
    if kind == "no" or not (kind or day or pause):
        return None
    return {"kind": _CHANGES.get(kind, ChangeKind.OTHER), "date": day and day.isoformat(), "pause": pause}


def _outcomes(case: Case) -> list[Outcome]:
    """What would put it right. A move that is near, or whose day is not known, is also asked to wait."""
    wanted = case.codes("want")
    outcomes = _chosen(_OUTCOMES, wanted)
    if "stop_move" in wanted:
        moves_on = day_said(case, "change_date")
        if moves_on is None or moves_on <= case.today + _SOON:
            outcomes.append(Outcome.STOP_OR_DELAY_A_DECISION)
    return outcomes


# ── What went before, and what else is running ───────────────────────────────────────────────────────────────────────

_EARLIER = {
    "answered": Earlier.STAGE1_ANSWERED,
    "late": Earlier.STAGE1_OVERDUE,
}
_SAME_MATTERS = {matter.value: matter for matter in SameMatter}

# In the order in which one of several is named: those that run come first. What the Ombudsman is looking at now says
# nothing of a court, and is never taken for an answer that was given.
_PROCEEDINGS = {
    "family_court": Proceedings.CARE,
    "police": Proceedings.POLICE_INVESTIGATION,
    "tribunal": Proceedings.TRIBUNAL,
    "staff_process": Proceedings.DISCIPLINARY,
    "ombudsman": Proceedings.NOT_SURE,
    "not_sure": Proceedings.NOT_SURE,
}


def _earlier(case: Case) -> Earlier:
    told = case.codes("told_someone")
    if "complained" in told:
        return _EARLIER.get(case.words("earlier_answer"), Earlier.STAGE1_OPEN)
    return Earlier.TOLD_WORKER if told & {"worker", "manager", "carer", "reviewer"} else Earlier.NONE


# ── Danger, help and the way back to them ────────────────────────────────────────────────────────────────────────────

_HELPERS = {helper.value: helper for helper in HelpedBy}
_REPLY_WAYS = {way.value: way for way in ReplyWay if way != ReplyWay.NONE}
_ADVOCATES = {
    "yes": AdvocateAnswer.WANTS,
    "have_one": AdvocateAnswer.HAS,
    "tell_more": AdvocateAnswer.UNSURE,
}
_ADJUSTMENTS = {
    "easy_read": Adjustment.EASY_READ,
    "big_text": Adjustment.LARGE_PRINT,
    "bsl": Adjustment.BSL,
    "audio": Adjustment.AUDIO,
    "slow": Adjustment.EXTRA_TIME,
    "someone": Adjustment.SUPPORTER,
    "no_phone": Adjustment.NO_PHONE,
    "other": Adjustment.OTHER,
}

# To choose email, the code or somebody they trust is itself the permission; these need one of their own.
_PERMISSIONS = {"text": "ok_text", "call": "ok_call", "letter": "ok_post"}


def _safety(case: Case, who: Who) -> list[Safety]:
    """The least that was said about danger; people make it more exact."""
    safe_now = case.words("safe_now")
    found = []
    if safe_now == "not_safe":
        found.append(Safety.BEING_HURT_NOW if who in YOUNG else Safety.IMMEDIATE_DANGER)
    worried = safe_now in {"not_sure", "other_child"} or "hurt" in case.codes("topic")
    asked_for_help = _said(case, "quick_name", "quick_where", "quick_phone")
    if worried or (asked_for_help and not found):
        found.append(Safety.WORRY_ABOUT_CHILD)
    return found


def _advocate(case: Case) -> AdvocateAnswer:
    """What they said to the offer. An adult's yes is the same word: it asks the team to offer the child an advocate."""
    if case.words("kind") == "advocate_only":
        return AdvocateAnswer.WANTS
    if "advocate" not in case.answers:
        return AdvocateAnswer.NOT_ASKED
    return _ADVOCATES.get(case.words("advocate"), AdvocateAnswer.NOT_NOW)


def _reply_ways(case: Case, code_shown: bool) -> list[ReplyWay]:
    return _chosen(_REPLY_WAYS, case.codes("reply_how")) or ([ReplyWay.CODE] if code_shown else [])


def ways_not_permitted(case: Case) -> list[str]:
    """The ways to reply that they chose and we do not use: they did not say it is safe, or want no calls at all."""
    permitted = case.codes("safe_contact") - ({"ok_call"} if wants_no_calls(case) else set())
    return [way for way, tick in _PERMISSIONS.items() if way in case.codes("reply_how") and tick not in permitted]


def wants_no_calls(case: Case) -> bool:
    """Whether they said that they cannot use the phone, whatever else they chose."""
    return "no_phone" in case.codes("help_needed")


def ways_permitted(case: Case) -> frozenset[str]:
    """The ways to reply that they chose and we may use. That they come back with their code is none of them."""
    return case.codes("reply_how") - {ReplyWay.CODE, *ways_not_permitted(case)}


def _asks_for_care(case: Case) -> bool:
    """Whether getting in touch needs care: a way without its permission, times, a safe word, somebody not to tell."""
    names_somebody = bool(case.codes("who_may_know") - {"no"})
    sets_terms = _said(case, "times", "not_times", "safe_word", "who_other")
    return bool(ways_not_permitted(case)) or names_somebody or sets_terms or case.words("shared") == "yes"
