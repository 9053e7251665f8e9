"""What a complaint is about: from the topics somebody chose to the subjects that the rules know."""

from __future__ import annotations

import re
from collections.abc import Callable

from intake.questions.vocabulary import Case
from intake.rules.codes import Subject

NO_TOPIC = ""


def topics_chosen(case: Case) -> tuple[str, ...]:
    """The topics in the order of the table below, whatever the order they came in; `NO_TOPIC` where none was chosen."""
    chosen = case.codes("topic")
    return tuple(topic for topic in _SUBJECTS if topic in chosen) or (NO_TOPIC,)


def subject_of(topic: str, case: Case) -> Subject:
    """The subject of one topic; a service or a relationship that says better has the last word."""
    subject = _SUBJECTS.get(topic, Subject.NOT_KNOWN)
    return subject if isinstance(subject, Subject) else subject(case)


def _where_they_live(case: Case) -> Subject:
    if "childrens_home" in case.codes("service"):
        return Subject.CHILDRENS_HOME_PROVIDER
    return Subject.CARE_PLACEMENT


def _money(case: Case) -> Subject:
    if "care_leaver" in case.codes("who_are_you"):
        return Subject.LEAVING_CARE_SUPPORT
    return _MONEY_FOR.get(case.words("relationship"), Subject.SW_SUPPORT_SERVICE)


def _plan(case: Case) -> Subject:
    """For a child or care leaver it is the plan they live by; for an adult, most often an assessment."""
    if case.codes("who_are_you") & {"child", "care_leaver"}:
        return Subject.CARE_PLAN_REVIEW
    return Subject.SW_ASSESSMENT


def _school(case: Case) -> Subject:
    if "not_social_care" not in case.codes("service"):
        return Subject.SCHOOL
    return Subject.EHCP_SEN if _says_send(case) else Subject.SCHOOL_TRANSPORT_ADMISSIONS


def _says_send(case: Case) -> bool:
    """Whether they named special educational needs: in their own words, or by the tribunal that decides about them.

    In capitals only, since to send is also a verb.
    """
    words = f"{case.words('topic_other')}\n{case.words('what_happened')}"
    return "tribunal" in case.codes("court") or _SEND.search(words) is not None


_SEND = re.compile(r"\b(?:SEND?|(?i:EHCP?s?)|(?i:special educational needs?))\b")

_MONEY_FOR = {
    "foster_carer": Subject.FOSTERING_SUPPORT_PAYMENT,
    "special_guardian": Subject.SGO_SUPPORT,
}

_SUBJECTS: dict[str, Subject | Callable[[Case], Subject]] = {
    "not_listened": Subject.SW_COMMUNICATION,
    "cannot_reach": Subject.SW_COMMUNICATION,
    "worker_manner": Subject.SW_STAFF_CONDUCT,
    "promise": Subject.SW_SUPPORT_SERVICE,
    "refused": Subject.REFERRAL_RESPONSE,
    "waiting": Subject.SW_SUPPORT_SERVICE,
    "move": _where_they_live,
    "home": _where_they_live,
    "family_time": Subject.CARE_CONTACT,
    "money": _money,
    "plan": _plan,
    "unfair": Subject.SW_STAFF_CONDUCT,
    "private": Subject.DATA_BREACH,
    "leaving": Subject.LEAVING_CARE_SUPPORT,
    "hurt": Subject.SW_SUPPORT_SERVICE,
    "meeting": Subject.CP_CONFERENCE_DECISION,
    "school": _school,
    "other": Subject.NOT_KNOWN,
}
