"""The law read a second time, slowly and in plain words, so that two readings can be held against each other.

It shares nothing with the code under test: strings and sets, dates counted day by day, one condition after another.
Facts are given as plain values that are known to be good.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

IMMEDIATE = {
    *("being_hurt_now", "immediate_danger", "sexual_harm_or_exploitation", "trafficking", "forced_marriage_or_fgm"),
    *("radicalisation", "domestic_abuse", "neglect", "self_harm_or_suicide"),
}
SAME_DAY = {"missing_or_ran_away", "homeless_tonight", "no_food_or_money_today", "unsafe_placement"}
REFERRAL = {"worry_about_child", "past_harm_disclosed"}
ALLEGATION = "allegation_against_person_working_with_children"
RUNNING = {"care", "private_law", "criminal", "tribunal", "disciplinary", "police_investigation"}
COMPLAINT = {"new", "stage2", "stage3", "same_or_new", "finished"}
OWN = {"child", "care_leaver", "adopted_person", "adult_service_user"}
OUTSIDE = {"unreachable", "professional", "staff", "public"}
FOSTERING = {"foster_carer", "former_foster_carer", "prospective_foster_carer"}

# subject: parts, signposts, marks
TABLE: dict[str, tuple[str, str, str]] = {
    "fostering_approval": ("cm_decides", "irm", "scope deadline"),
    "adopter_approval": ("cm_decides", "irm", "scope deadline"),
    "s47_enquiry": ("cm_decides", "", "scope"),
    "age_assessment": ("cm_decides", "legal_advice_urgent", "scope deadline"),
    "early_help": ("cm_decides", "", "scope"),
    "professional_disagreement": ("cm_decides", "", "scope"),
    "other": ("cm_decides", "", "scope"),
    "not_known": ("cm_decides", "", "scope"),
    "yot": ("corporate", "", "scope"),
    "complaint_handling": ("corporate", "", "scope"),
    "lado_process": ("corporate", "", ""),
    "sar_foi": ("corporate", "data_protection_officer ico", "data"),
    "ehcp_sen": ("corporate", "send_tribunal sendiass", "deadline"),
    "school_transport_admissions": ("corporate", "transport_appeal", ""),
    "policy_general": ("corporate", "", ""),
    "cp_conference_decision": ("cp_conference", "conference_chair", "deadline"),
    "cp_conference_process": ("cp_conference", "conference_chair", "deadline scope"),
    "court_decision": ("signpost", "court_legal_advice", "deadline"),
    "court_report_s7_s37": ("signpost", "court_legal_advice", "scope"),
    "cafcass": ("signpost", "cafcass", ""),
    "police": ("signpost", "police_complaints", ""),
    "nhs": ("signpost", "nhs_complaints", ""),
    "other_council": ("signpost", "other_council", ""),
    "councillor": ("signpost", "monitoring_officer", ""),
    "school": ("signpost", "school_complaint", ""),
    "adult_social_care": ("signpost", "adult_social_care_complaint", ""),
    "employment_grievance": ("signpost", "hr_grievance whistleblowing", ""),
    "data_breach": ("statutory signpost", "data_protection_officer ico", "data"),
    "record_inaccurate": ("statutory signpost", "data_protection_officer ico", "data"),
    "staff_discipline_request": ("statutory signpost", "social_work_england", ""),
    "insurance_compensation": ("statutory signpost", "insurance_legal", ""),
    "childrens_home_provider": ("statutory signpost", "provider_complaint ofsted", ""),
}
DEFAULTS: dict[str, Any] = {
    "channel": "e_form",
    "who": "unknown",
    "pr": "not_applicable",
    "acting_for": "self",
    "child_consent": "not_needed",
    "council": "this",
    "proceedings": "none",
    "request": "new",
    "earlier": "none",
    "same_matter": "not_sure",
    "allegation_area": "not_known",
    "advocate": "not_asked",
    "helped_by": "not_asked",
    "withdraw_reason": "not_given",
    "name_given": True,
}
LISTS = ("issues", "late_reasons", "safety", "reply_ways", "adjustments", "outcome_sought", "other_parties")


def second_reading(plain: dict[str, Any], is_open: Callable[[date], bool]) -> dict[str, Any]:
    """The seven parts of the assessment; flags, signposts and parts as sets."""
    f: dict[str, Any] = {**DEFAULTS, **{name: [] for name in LISTS}}
    f.update({name: value for name, value in plain.items() if value is not None})
    child = {name: value for name, value in f.get("child", {}).items() if value is not None}
    child_age, child_status = child.get("age"), child.get("status", "not_known")
    safety, ways = set(f["safety"]), set(f["reply_ways"])

    def nth_after(day: date, n: int) -> date:
        while n:
            day += timedelta(days=1)
            n -= is_open(day)
        return day

    def nth_before(day: date, n: int) -> date:
        while n:
            day -= timedelta(days=1)
            n -= is_open(day)
        return day

    def given(name: str) -> date | None:
        return date.fromisoformat(f[name]) if f.get(name) else None

    received = datetime.fromisoformat(f["received"]).astimezone(ZoneInfo("Europe/London")).date()
    today = given("today") or received
    effective = min(received, given("first_raised") or received)

    step, nothing_on_record = read_step(f["request"], f["earlier"], f["same_matter"])
    none_left = step == "finished" or (step == "same_or_new" and f["earlier"] in ("stage3_answered", "lgsco_done"))
    complaint = step in COMPLAINT
    complaint_or_status = complaint or step == "status"

    # section 5
    acting = f["acting_for"]
    speakers = {"advocate", "solicitor", "advocate_or_representative"}
    relatives = {"parent", "step_parent", "partner_of_parent", "ex_partner", "grandparent", "sibling"}
    relatives |= {"other_relative", "friend_neighbour"}
    if acting in ("self", "child"):
        if child_age is not None and child_age >= 18 and f["who"] in speakers | relatives:
            acting = "young_adult"
        elif f["who"] in speakers:
            acting = "child_by_instruction"
    represented = acting in ("child_by_instruction", "young_adult")
    concerned = f["who"] in ("child", "care_leaver") or child_status != "not_applicable"
    anonymous = f["who"] == "anonymous" or not f["name_given"]
    no_reply = ways == {"none"} or (anonymous and not ways)
    standing = read_standing(f, acting, anonymous and no_reply)

    # section 6
    def parts_of(subject: str) -> set[str]:
        parts = set(TABLE.get(subject, ("statutory", "", ""))[0].split())
        if subject == "policy_general" and concerned and standing != "public":
            parts = {"statutory"}
        if standing == "unreachable":
            return {"cm_decides"}
        if standing == "professional":
            return {"professional_escalation"}
        if standing == "staff":
            return {"signpost"}
        if standing == "public":
            return {"corporate" if part in ("statutory", "cm_decides") else part for part in parts}
        if step in ("stage2", "stage3"):
            return parts
        if standing == "interest":
            return {"statutory_si" if part == "statutory" else part for part in parts}
        if standing in ("interest_cm", "unclear", "agreement_unclear"):
            return {"cm_decides" if part == "statutory" else part for part in parts}
        return parts

    subjects = [issue.get("subject") or "not_known" for issue in f["issues"]]
    placed = subjects or ["not_known"]
    all_parts = set().union(*[parts_of(subject) for subject in placed])
    counts = complaint and standing not in ("professional", "staff")
    marks: set[str] = set()
    signposts: set[str] = set()
    if counts:
        for subject in placed:
            _, posts, its_marks = TABLE.get(subject, ("", "", ""))
            signposts |= set(posts.split())
            marks |= set(its_marks.split())
            if subject == "policy_general" and concerned and standing != "public":
                marks.add("scope")
    interest = (
        standing in ("interest", "interest_cm")
        and concerned
        and step in ("new", "same_or_new")
        and bool(all_parts & {"statutory_si", "cm_decides"})
    )

    # sections 7 and 8
    base = read_base_route(step, f["earlier"], standing, all_parts)
    urgent_for_unreachable = safety & (SAME_DAY | REFERRAL | {ALLEGATION}) or f.get("needs_same_day")
    route = base
    if step != "withdraw" and (safety & IMMEDIATE or (standing == "unreachable" and urgent_for_unreachable)):
        route = "safeguarding_then_cm"
    age = f.get("age")
    a_child = f["who"] == "child" or (age is not None and age < 18) or acting == "child_by_instruction"
    young = a_child or f["who"] == "care_leaver" or acting == "young_adult"
    offer = "must" if young or (acting == "child" and f["child_consent"] == "not_able") else "may"

    # section 11: the clocks
    clock = None
    may_be_new = step == "same_or_new" and f["same_matter"] == "not_sure"
    here = f["council"] != "other" and standing != "unreachable"
    if here and all_parts & {"statutory", "statutory_si", "cm_decides"}:
        clock = "stage1" if step == "new" or may_be_new else step if step in ("stage2", "stage3") else None
    corporate = here and "corporate" in all_parts and (step in ("new", "stage2", "stage3") or may_be_new)

    # section 3
    issues = []
    future = False
    for issue, subject in zip(f["issues"], subjects, strict=True):
        result, last_day, is_future = read_time(issue.get("when") or {"kind": "unknown"}, effective, today)
        future |= is_future
        last = last_day.isoformat() if last_day else None
        issues.append({"subject": subject, "time_result": result, "last_day": last, "parts": parts_of(subject)})
    results = {issue["time_result"] for issue in issues}
    if len(results) == 1:
        overall = results.copy().pop()
    elif "in_time_part_late" in results or results >= {"late", "in_time"}:
        overall = "in_time_part_late"
    else:
        overall = "cannot_tell"
    if step in ("new", "same_or_new", "finished"):
        time_limit = overall
    elif step in ("stage2", "stage3") or (step == "status" and f["earlier"] not in ("none", "told_worker")):
        time_limit = "accepted_earlier"
    else:
        time_limit = "not_applicable"

    # section 10
    if counts and base != "corporate" and ("s47_enquiry" in subjects or (base == "split" and "corporate" in all_parts)):
        signposts.add("corporate_complaint")
    agency = bool(counts and f.get("independent_agency") and f["who"] in FOSTERING)
    if agency:
        signposts.add("fostering_agency")
    if counts and f["who"] == "adult_service_user":
        signposts.add("adult_social_care_complaint")
    if counts and f["council"] == "other":
        signposts.add("other_council")
    if interest and "change_contact" in f["outcome_sought"]:
        signposts.add("court_legal_advice")
    if complaint and standing == "staff":
        signposts |= {"hr_grievance", "whistleblowing"}
    if none_left:
        signposts.add("lgsco")

    # section 9
    pressure = (f["request"] == "withdraw" and f["withdraw_reason"] in ("scared", "told_to")) or (
        f["who"] in ("child", "care_leaver")
        and (
            (f["helped_by"] == "carer" and bool({"care_placement", "childrens_home_provider"} & set(subjects)))
            or (
                f["helped_by"] == "worker"
                and bool({"sw_staff_conduct", "sw_communication", "staff_discipline_request"} & set(subjects))
            )
        )
    )

    def past(name: str) -> bool:
        start = given(name)
        return start is not None and received > nth_after(start, 20)

    limited = False
    if (
        step not in ("withdraw", "compliment")
        and concerned
        and not no_reply
        and f["who"] not in OWN
        and standing not in OUTSIDE
    ):
        if represented:
            limited = f["child_consent"] != "given"
        else:
            limited = (
                (child_age is not None and child_age >= 12)
                or child_status == "looked_after"
                or f["child_consent"] == "refused"
                or "parents_apart" in f["other_parties"]
                or f["pr"] == "no"
                or (f["who"] not in ("parent", "adopter", "special_guardian", "guardian_with_pr") and f["pr"] != "yes")
            )
    spoken = f["channel"] in ("telephone", "telephone_contact_centre", "in_person", "video_call")
    flags = {
        "advocate_must_offer": offer == "must" and f["advocate"] != "has",
        "advocate_referral": f["advocate"] == "wants" or (f["advocate"] == "unsure" and f.get("advocate_consent")),
        "anonymous": anonymous,
        "case_concern_same_day": bool(safety & SAME_DAY) or f.get("needs_same_day"),
        "child_views_needed": interest
        or (
            complaint
            and concerned
            and not represented
            and f["child_consent"] in ("not_asked", "refused")
            and f["who"] not in OWN
            and standing not in OUTSIDE
        ),
        "clock_may_be_suspended": f["advocate"] == "wants" and offer == "must" and clock == "stage1",
        "conflict_of_interest": f.get("complained_about_complaints_manager"),
        "contact_young_person_first": complaint and standing == "agreement_unclear",
        "data_protection_route": "data" in marks,
        "date_check": step in ("new", "same_or_new", "finished") and future,
        "duplicate_family": "other_family_complaint" in f["other_parties"],
        "early_resolution_candidate": f.get("agreed_early_resolution") and clock == "stage1",
        "external_deadline": "deadline" in marks,
        "freeze_request": step not in ("withdraw", "compliment")
        and (f.get("change_soon", {}).get("pause") or "stop_or_delay_a_decision" in f["outcome_sought"]),
        "info_sharing_limited": limited,
        "interpreter": f.get("interpreter") or "bsl" in f["adjustments"],
        "lado_referral": ALLEGATION in safety,
        "late_discretion": time_limit == "late",
        "lgsco_info": none_left or (f.get("first_notice") and complaint_or_status),
        "no_reply_possible": no_reply,
        "non_instructed": f["child_consent"] == "not_able"
        and acting in ("child", "child_by_instruction", "young_adult"),
        "oral_confirm_record": spoken and complaint and not no_reply,
        "other_council_transfer": f["council"] == "other" or (ALLEGATION in safety and f["allegation_area"] == "other"),
        "part_late": time_limit == "in_time_part_late",
        "possible_pressure": pressure,
        "possible_repeat": step in ("finished", "same_or_new") or nothing_on_record,
        "priority_child": a_child and step != "compliment",
        "proceedings_check": complaint
        and (
            f["proceedings"] in RUNNING
            or f["proceedings"] == "not_sure"
            or (counts and "care_order_application" in subjects)
        ),
        "reasonable_adjustment": f["adjustments"]
        or {"health_or_trauma", "disability_or_communication"} & set(f["late_reasons"]),
        "reply_wanted": (step == "compliment" and f.get("reply_wanted")) or (anonymous and ways == {"code"}),
        "representative_consent_check": (
            represented or acting == "other" or f["who"] in speakers or f["who"] == "mp_or_councillor"
        )
        and not (f["who"] == "advocate" and f["child_consent"] == "given"),
        "resubmit_right": (f["earlier"] == "concurrent_hold" and complaint_or_status)
        or (f["proceedings"] in RUNNING and clock is not None),
        "safe_contact": f.get("safe_contact")
        or pressure
        or safety & {"domestic_abuse", "forced_marriage_or_fgm", "trafficking"}
        or (young and safety & IMMEDIATE),
        "safeguarding_immediate": safety & IMMEDIATE,
        "safeguarding_referral": safety & REFERRAL,
        "scope_check": "scope" in marks,
        "split_routes": base == "split" or agency,
        "staff_safety_alert": "threat_to_staff" in safety,
        "stage1_overdue": step != "compliment"
        and (f["earlier"] == "stage1_overdue" or (f["earlier"] == "stage1_open" and past("stage1_received"))),
        "stage2_request_late": clock == "stage2" and past("stage1_response_received"),
        "stage3_request_late": clock == "stage3" and past("stage2_response_received"),
        "sufficient_interest_decision": interest,
        "time_unclear": time_limit == "cannot_tell",
        "urgent_homeless": "homeless_tonight" in safety,
        "withdraw_confirm": step == "withdraw",
    }

    due: dict[str, date] = {}
    if clock == "stage1":
        due["stage1_10wd"] = nth_after(received, 10)
        due["stage1_20wd_max"] = nth_after(received, 20)
        if f.get("agreed_early_resolution"):
            due["early_resolution_5wd"] = nth_after(received, 5)
    if clock == "stage2":
        due["stage2_25wd"] = nth_after(received, 25)
        due["stage2_65wd_max"] = nth_after(received, 65)
        if answered := given("stage1_response_received"):
            due["stage2_request_by_20wd"] = nth_after(answered, 20)
    panel = given("panel_date")
    if clock == "stage3":
        due["stage3_ack_2wd"] = nth_after(received, 2)
        due["panel_by_30wd"] = nth_after(received, 30)
        if answered := given("stage2_response_received"):
            due["stage3_request_by_20wd"] = nth_after(answered, 20)
        if panel:
            due["panel_notice_10wd_before"] = nth_before(panel, 10)
    if step == "status" and f["earlier"] == "stage3_panel_held":
        if panel:
            due["panel_report_5wd"] = nth_after(panel, 5)
        if recommended := given("recommendations_received"):
            due["panel_response_15wd"] = nth_after(recommended, 15)
    if corporate:
        due["corporate_ack_5wd"] = nth_after(received, 5)
    if flags["case_concern_same_day"]:
        due["case_concern_same_day"] = received
    if ALLEGATION in safety:
        due["lado_1wd"] = nth_after(received, 1)
    if f["earlier"] == "concurrent_hold" and complaint_or_status and (ended := given("proceedings_ended")):
        due["resubmit_by"] = next_year(ended)
    if complaint_or_status and (notice := given("first_notice")):
        leap = (notice.month, notice.day) == (2, 29)
        due["lgsco_last_day"] = date(notice.year + 1, 2, 28) if leap else next_year(notice) - timedelta(days=1)

    return {
        "route": route,
        "time_limit": time_limit,
        "advocate_offer": offer,
        "flags": {flag for flag, is_on in flags.items() if is_on},
        "signposts": signposts,
        "issues": issues,
        "due": {key: day.isoformat() for key, day in due.items()},
    }


def read_step(request: str, earlier: str, same: str) -> tuple[str, bool]:
    """The step, and whether there is no earlier stage on record."""
    up = {"stage1_open": "stage2", "stage1_overdue": "stage2", "stage1_answered": "stage2"}
    up |= {"stage2_answered": "stage3", "stage3_panel_held": "status"}
    up |= {"stage3_answered": "finished", "lgsco_done": "finished"}
    if request in ("withdraw", "compliment", "status"):
        return request, False
    if request in ("stage2", "stage3"):
        return (up[earlier], False) if earlier in up else ("new", True)
    if earlier not in up or same == "new":
        return "new", False
    if same == "same":
        return ("status" if earlier == "stage1_open" else up[earlier]), False
    return "same_or_new", False


def read_standing(f: dict[str, Any], acting: str, unreachable: bool) -> str:
    """The standing, first that fits."""
    who, consent = f["who"], f["child_consent"]
    if unreachable:
        return "unreachable"
    if acting == "child_by_instruction":
        return "agreed" if consent in ("given", "not_able", "not_needed") else "agreement_unclear"
    if acting == "young_adult":
        return "agreed" if consent in ("given", "not_able") else "agreement_unclear"
    if who in ("professional", "head_teacher", "health_staff", "other_agency"):
        return "professional"
    if who == "staff":
        return "staff"
    if who == "member_of_public":
        return "public"
    if f["pr"] == "yes":
        return "own_right"
    if who in ("step_parent", "partner_of_parent", "ex_partner", "grandparent", "sibling", "other_relative"):
        return "interest"
    if who in ("friend_neighbour", "private_foster_carer"):
        return "interest"
    if who in ("former_foster_carer", "kinship_carer"):
        return "interest_cm"
    if who in ("prospective_foster_carer", "adult_service_user", "anonymous", "unknown"):
        return "unclear"
    return "own_right"


def read_base_route(step: str, earlier: str, standing: str, parts: set[str]) -> str:
    """The base route, first that fits."""
    if step == "withdraw":
        return "withdraw"
    if step == "compliment":
        return "compliment_comment"
    if step == "status":
        return "cm_decides" if earlier in ("none", "told_worker") else "statutory"
    if standing == "unreachable":
        return "cm_decides"
    if standing == "professional":
        return "professional_escalation"
    if standing == "staff" or step == "finished":
        return "signpost"
    if step == "same_or_new":
        return "cm_decides"
    return parts.copy().pop() if len(parts) == 1 else "split"


def read_time(when: dict[str, Any], effective: date, today: date) -> tuple[str, date | None, bool]:
    """The result of one issue, its last day, and whether it is future."""
    kind = when["kind"]
    first, last = read_span(when, today)
    if last is None:
        return "cannot_tell", None, False
    if first is not None and first > today:
        return "cannot_tell", None, True
    last = min(last, today)
    starts_late = first is not None and next_year(first) < effective
    ends_late = next_year(last) < effective
    if kind == "ongoing":
        return ("in_time_part_late" if starts_late else "in_time"), None, False
    if kind == "range":
        result = "late" if ends_late else "in_time_part_late" if starts_late else "in_time"
        return result, next_year(last), False
    if ends_late:
        return "late", next_year(last), False
    if not starts_late:
        return "in_time", next_year(first) if first is not None and first == last else None, False
    return "cannot_tell", None, False


def read_span(when: dict[str, Any], today: date) -> tuple[date | None, date | None]:
    """The earliest and the latest day."""
    day = date.fromisoformat
    one = timedelta(days=1)
    match when["kind"]:
        case "exact":
            return day(when["date"]), day(when["date"])
        case "month":
            first = day(when["month"] + "-01")
            last = first
            while (last + one).month == first.month:
                last += one
            return first, last
        case "year":
            return date(when["year"], 1, 1), date(when["year"], 12, 31)
        case "season" if when.get("year"):
            return one_season(when["season"], when["year"])
        case "season":
            year = today.year
            while one_season(when["season"], year)[0] > today:
                year -= 1
            return one_season(when["season"], year - 1)[0], one_season(when["season"], year)[1]
        case "age" if when.get("dob"):
            born = day(when["dob"])
            return birthday(born, when["age"]), birthday(born, when["age"] + 1) - one
        case "range":
            return (day(when["from"]) if when.get("from") else None), day(when["to"])
        case "ongoing":
            return (day(when["since"]) if when.get("since") else None), today
        case _:
            return None, None


def one_season(season: str, year: int) -> tuple[date, date]:
    """The first and the last day of a season."""
    match season:
        case "spring":
            return date(year, 3, 1), date(year, 5, 31)
        case "summer":
            return date(year, 6, 1), date(year, 8, 31)
        case "autumn":
            return date(year, 9, 1), date(year, 11, 30)
        case _:
            return date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1)


def birthday(born: date, age: int) -> date:
    """The day on which somebody born on this day is so many years old."""
    year = born.year + age
    if (born.month, born.day) == (2, 29) and not is_leap(year):
        return date(year, 2, 28)
    return date(year, born.month, born.day)


def next_year(day: date) -> date:
    """The same day of the next year, and 28 February for 29 February."""
    return date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else date(day.year + 1, day.month, day.day)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
