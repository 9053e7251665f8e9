"""The record as plain JSON, as the queue shows and exports it, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.access.reference import ALPHABET, LENGTH, PREFIX
from intake.council.load import shipped
from intake.questions.catalogue import EQUALITY, QUESTIONS
from intake.questions.schema import JsonSchema, answers_schema
from intake.questions.vocabulary import Voice
from intake.records.record import SCHEMA_VERSION, Kind, Record, Recorder
from intake.records.submission import answers_of
from intake.rules import codes


def instant(at: datetime) -> str:
    """A moment in UTC as all our JSON has it: ISO 8601 with a Z."""
    return at.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class RouteDecided:
    """Which way somebody decided that a record goes: what the rules had suggested, who decided it, and when."""

    suggested: str | None
    route: str
    by: str
    at: datetime


def to_plain(record: Record, linked: Iterable[str] = (), decided: RouteDecided | None = None) -> dict[str, Any]:
    """The whole record. `linked`: the references of the other records that came from the same draft.

    The route is always the one that the rules suggested; `decided` stands beside it.
    """
    envelope, story, identity = record.envelope, record.story, record.identity
    plain: dict[str, Any] = {
        "schema_version": envelope["schema_version"],
        "rule_version": envelope["rule_version"],
        "ref": record.reference,
        "kind": record.kind,
        "council": record.council,
        "voice": record.voice,
        "language": record.language,
        "method": record.method,
        "recorded_by": envelope["recorded_by"],
        "received_at": instant(record.received_at),
        "received_date": record.received_date.isoformat(),
        "stage": record.stage,
        "status": record.status,
        "linked": list(linked),
        "flags": record.flags,
        "answers": answers_of(record),
        "asked": story["asked"] + identity["asked"],
    }
    if record.kind == Kind.URGENT:
        return plain | {"urgent": identity["urgent"]}
    return plain | {
        "complainant": identity["complainant"]
        | {"type": envelope["complainant_type"], "has_pr": envelope["has_pr"], "helped_by": envelope["helped_by"]},
        "acting_for": envelope["acting_for"],
        "child": identity["child"] | {"status": envelope["child_status"], "consent": envelope["child_consent"]},
        "responsible_council": envelope["responsible_council"],
        "pass_on": envelope["pass_on"],
        "service": envelope["service"],
        "worker": identity["worker"],
        "issues": envelope["issues"],
        "story": story["story"],
        "impact": story["impact"],
        "talk_instead": story["talk_instead"],
        **{name: envelope[name] for name in _AS_THEY_ARE},
        "route": decided.suggested if decided else record.route,
        "route_parts": envelope["route_parts"],
        "route_reason_codes": envelope["route_reason_codes"],
        "suggested_by": f"rules {envelope['rule_version']}",
        "decided_route": decided and decided.route,
        "decided_by": decided and decided.by,
        "decided_at": decided and instant(decided.at),
        "time_limit": record.time_limit,
        "signposts": envelope["signposts"],
        "advocate": envelope["advocate"] | {"own": identity["advocate"]},
        "contact": identity["contact"] | {"methods": envelope["contact_methods"]},
        "praised": identity["praised"],
        "due": envelope["due"],
        "confirmation": _confirmation(record),
        "duplicates_of": None,
    }


def _confirmation(record: Record) -> dict[str, Any]:
    """When it was read back to whoever told it, and what they changed then, beside what they had said."""
    read_back = record.envelope.get("confirmation") or {}
    corrections = [*record.story.get("corrections", []), *record.identity.get("corrections", [])]
    at = read_back.get("read_back_at")
    return {"read_back": at, "corrections": corrections, "sent": None, "confirmed": None}


_AS_THEY_ARE = (
    "outcome_sought", "first_raised", "late_reasons", "proceedings", "earlier", "same_matter", "safety",
    "safety_answered_at", "needs_same_day", "change_soon", "interpreter", "adjustments", "do_not_tell", "ask_first",
    "share_praise", "hear_back",
)  # fmt: skip


# What is asked after sending or to come back, and what was sent at once as a record of its own.
_NEVER_RECORDED = (*EQUALITY, *(QUESTIONS[key] for key in ("enter_code", "quick_help")))


# How far a record is, and what is happening to it there.
STAGES = ("intake", "early_resolution", "stage_1", "stage_2", "stage_3", "lgsco", "closed")
STATUSES = (
    "new", "awaiting_si_decision", "awaiting_late_decision", "awaiting_scope_decision", "on_hold_proceedings",
    "awaiting_advocate", "active", "extended", "replied", "escalated", "withdrawn", "refused_by_cm", "passed_on",
    "closed",
)  # fmt: skip


# ── The schema ───────────────────────────────────────────────────────────────────────────────────────────────────────

_WORDS: JsonSchema = {"type": ["string", "null"]}
_TEXT: JsonSchema = {"type": "string"}
_YES_NO: JsonSchema = {"type": "boolean"}
_DAY: JsonSchema = {"type": "string", "format": "date"}
_DAY_OR_NONE: JsonSchema = {"anyOf": [_DAY, {"type": "null"}]}
_MOMENT: JsonSchema = {"type": "string", "format": "date-time"}
_MOMENT_OR_NONE: JsonSchema = {"anyOf": [_MOMENT, {"type": "null"}]}
_AGE: JsonSchema = {"type": ["integer", "null"], "minimum": 0, "maximum": 120}
_NOTHING_YET: JsonSchema = {"type": "null"}
_REFERENCE: JsonSchema = {"type": "string", "pattern": f"^{PREFIX}-[{ALPHABET}]{{{LENGTH}}}$"}
_CODE: JsonSchema = {"type": "string", "pattern": "^[a-z0-9_]+$"}
_RULE: JsonSchema = {"type": "string", "pattern": "^([A-Z]+[0-9]+|[a-z0-9_]+)$"}
_LANGUAGE: JsonSchema = {"type": "string", "pattern": "^[a-z]{2,3}(_[A-Za-z]+)*$"}
_VERSION: JsonSchema = {"type": "string", "minLength": 1}


def _one_of(words: Iterable[str]) -> JsonSchema:
    return {"enum": [str(word) for word in words]}


def _many_of(words: Iterable[str]) -> JsonSchema:
    return {"type": "array", "items": _one_of(words), "uniqueItems": True}


def _object(properties: dict[str, JsonSchema], optional: Iterable[str] = ()) -> JsonSchema:
    required = [name for name in properties if name not in set(optional)]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _or_none(schema: JsonSchema) -> JsonSchema:
    return {"anyOf": [schema, {"type": "null"}]}


def record_schema() -> JsonSchema:
    """The JSON Schema (2020-12) of every record that the queue exports, made from the catalogue and the rules."""
    common: dict[str, JsonSchema] = {
        "schema_version": {"const": SCHEMA_VERSION},
        "rule_version": _VERSION,
        "ref": _REFERENCE,
        "council": _one_of(shipped()),
        "voice": _one_of(Voice),
        "language": _LANGUAGE,
        "method": _one_of(codes.Channel),
        "recorded_by": _one_of(Recorder),
        "received_at": _MOMENT,
        "received_date": _DAY,
        "stage": _one_of(STAGES),
        "status": _one_of(STATUSES),
        "linked": {"type": "array", "items": _REFERENCE},
        "flags": _many_of(codes.Flag),
        "asked": {
            "type": "array",
            "items": _object({"key": _CODE, "question": _TEXT, "label": _TEXT, "answer": _WORDS}, ("label",)),
        },
    }
    urgent: dict[str, JsonSchema] = {
        "kind": {"const": str(Kind.URGENT)},
        "answers": answers_schema([QUESTIONS["quick_help"]]),
        "urgent": _object(dict.fromkeys(("name", "where", "phone"), _WORDS)),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Record",
        "description": "One thing in the queue: a complaint, thanks, an idea, a referral, a call for help or a call "
        "that a manager takes up.",
        "oneOf": [
            _object({**common, **_sent_properties()}) | _WHERE_THERE_IS_NO_ROUTE,
            _object({**common, **urgent}),
        ],
    }


# A referral has no clock at all, and a call handed over one of its own.
_WHERE_THERE_IS_NO_ROUTE: JsonSchema = {
    "if": {"properties": {"kind": _one_of((Kind.ADVOCATE_ONLY, Kind.HANDOVER))}},
    "then": {
        "properties": {"route": _NOTHING_YET},
        "if": {"properties": {"kind": {"const": str(Kind.HANDOVER)}}},
        "then": {"properties": {"due": {"required": ["call_back"], "maxProperties": 1}}},
        "else": {"properties": {"due": {"maxProperties": 0}}},
    },
    "else": {"properties": {"route": _one_of(codes.Route)}},
}


def _sent_properties() -> dict[str, JsonSchema]:
    shares = _object(dict.fromkeys(("contact", "story", "needs"), _YES_NO))
    safe = _object(
        dict.fromkeys(("call", "text", "message", "say_council", "post"), _YES_NO)
        | dict.fromkeys(("times", "avoid", "word"), _WORDS)
    )
    when = _object(
        {
            "kind": _one_of(codes.WhenKind),
            "date": _DAY,
            "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
            "year": {"type": "integer"},
            **dict.fromkeys(("since", "from", "to"), _DAY_OR_NONE),
        },
        optional=("date", "month", "year", "since", "from", "to"),
    )
    issue = _object(
        {
            "subject": _one_of(codes.Subject),
            "nature": _CODE,
            "when": when,
            "earliest": _DAY_OR_NONE,
            "latest": _DAY_OR_NONE,
            "time_result": _one_of(codes.TimeResult),
            "last_day": _DAY_OR_NONE,
            "parts": _many_of(codes.Route),
        }
    )
    answer: JsonSchema = {"type": ["string", "array", "null"], "items": _TEXT}
    correction = _object({"key": _CODE, "said": answer, "corrected": answer})
    return {
        "kind": _one_of(kind for kind in Kind if kind != Kind.URGENT),
        "answers": answers_schema(question for question in QUESTIONS.values() if question not in _NEVER_RECORDED),
        "complainant": _object(
            {
                "type": _one_of(codes.Who),
                "has_pr": _one_of(codes.ParentalResponsibility),
                "helped_by": _one_of(codes.HelpedBy),
                "preferred": _WORDS,
                "full": _WORDS,
                "age": _AGE,
                "dob": _DAY_OR_NONE,
            }
        ),
        "acting_for": _one_of(codes.ActingFor),
        "child": _object(
            {
                "name_used": _WORDS,
                "age": _AGE,
                "dob": _DAY_OR_NONE,
                "lives_with": _WORDS,
                "status": _one_of(codes.ChildStatus),
                "consent": _one_of(codes.ChildConsent),
            }
        ),
        "responsible_council": _one_of(codes.ResponsibleCouncil),
        "pass_on": _or_none(_one_of(("yes", "no"))),
        "service": _CODE,
        "worker": _object({"name": _WORDS, "job": _WORDS}),
        "issues": {"type": "array", "items": issue},
        "story": _TEXT,
        "impact": _WORDS,
        "talk_instead": _YES_NO,
        "outcome_sought": _many_of(codes.Outcome),
        "first_raised": _DAY_OR_NONE,
        "late_reasons": _many_of(codes.LateReason),
        "proceedings": _one_of(codes.Proceedings),
        "earlier": _one_of(codes.Earlier),
        "same_matter": _one_of(codes.SameMatter),
        "safety": _many_of(codes.Safety),
        "safety_answered_at": _MOMENT_OR_NONE,
        "needs_same_day": _YES_NO,
        "change_soon": _or_none(_object({"kind": _one_of(codes.ChangeKind), "date": _DAY_OR_NONE, "pause": _YES_NO})),
        "interpreter": _YES_NO,
        "adjustments": _many_of(codes.Adjustment),
        "do_not_tell": _many_of(("carer", "family", "worker", "school", "other")),
        "ask_first": _YES_NO,
        "share_praise": _or_none(_one_of(("with_name", "no_name", "no"))),
        "hear_back": _YES_NO,
        "route": _or_none(_one_of(codes.Route)),
        "route_parts": _many_of(codes.Route),
        "route_reason_codes": {"type": "array", "items": _RULE, "uniqueItems": True},
        "suggested_by": {"type": "string", "pattern": "^rules ."},
        "decided_route": _or_none(_one_of(codes.Route)),
        "decided_by": _or_none({"type": "string", "pattern": "^staff:."}),
        "decided_at": _MOMENT_OR_NONE,
        "time_limit": _one_of(codes.TimeLimit),
        "signposts": _many_of(codes.Signpost),
        "advocate": _object(
            {
                "choice": _one_of(codes.AdvocateAnswer),
                "offer": _one_of(codes.AdvocateOffer),
                "offered_at": _MOMENT_OR_NONE,
                "info_shown": _YES_NO,
                "consented": _YES_NO,
                "share": _or_none(shares),
                "own": _object({"name": _WORDS, "organisation": _WORDS, "may_contact": _YES_NO}),
            }
        ),
        "contact": _object(
            {
                "methods": _many_of(codes.ReplyWay),
                **dict.fromkeys(("phone", "email", "address", "person"), _WORDS),
                "safe": safe,
            }
        ),
        "praised": _WORDS,
        "due": {
            "type": "object",
            "propertyNames": _one_of((*codes.Due, "acknowledge", "call_back")),
            "additionalProperties": _DAY,
        },
        "confirmation": _object(
            {
                "read_back": _MOMENT_OR_NONE,
                "corrections": {"type": "array", "items": correction},
                **dict.fromkeys(("sent", "confirmed"), _NOTHING_YET),
            }
        ),
        "duplicates_of": _NOTHING_YET,
    }
