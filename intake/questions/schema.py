"""The JSON Schema of the answers, made from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from intake.questions.vocabulary import (
    Birthday,
    Choice,
    Day,
    Email,
    Line,
    ManyOf,
    Month,
    Number,
    OneOf,
    PartKind,
    Phone,
    Question,
    Tick,
    Words,
)

JsonSchema = dict[str, object]


def answers_schema(questions: Iterable[Question]) -> JsonSchema:
    """An object of answers by question id and part code. Null is "skipped"; an absent key was not reached."""
    properties: dict[str, JsonSchema] = {}
    for question in questions:
        if question.answer is not None:
            properties[question.key] = _or_skipped(_schema(question.answer))
        for part in question.parts:
            properties[part.code] = _or_skipped(_schema(part.kind))
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _or_skipped(schema: JsonSchema) -> JsonSchema:
    return {"anyOf": [schema, {"type": "null"}]}


def _schema(kind: Choice | PartKind) -> JsonSchema:
    match kind:
        case OneOf(options):
            return {"enum": [option.code for option in options]}
        case ManyOf(options):
            codes = {"enum": [option.code for option in options]}
            return {"type": "array", "items": codes, "uniqueItems": True, "minItems": 1}
        case Words(at_most) | Line(at_most):
            return {"type": "string", "minLength": 1, "maxLength": at_most}
        case Phone() | Email():
            return {"type": "string", "minLength": 1, "maxLength": 200}
        case Number():
            return {"type": "string", "pattern": "^[0-9]+$"}
        case Month():
            return {"type": "string", "pattern": "^([1-9]|1[0-2])$"}
        case Day():
            return {"type": "string", "format": "date"}
        case Birthday(or_age):
            day: JsonSchema = {"type": "string", "format": "date"}
            age: JsonSchema = {"type": "string", "pattern": "^[0-9]{1,3}$"}
            return {"anyOf": [day, age]} if or_age else day
        case Tick():
            return {"const": "yes"}
        case _:
            assert_never(kind)
