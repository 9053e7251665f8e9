"""Plain values read as facts: what is good, what is bad, and which field is named."""

from datetime import date
from typing import Any

import pytest

from intake.rules.codes import ChildStatus, ReplyWay, Safety, Subject
from intake.rules.facts import AtUnknownTime, Child, Facts, Issue, day_received
from intake.rules.reading import BadFacts, read_facts

RECEIVED = "2026-11-23T10:00:00+00:00"


def with_when(**when: Any) -> dict[str, Any]:
    return {"issues": [{"when": when}]}


BAD: list[tuple[str, Any, str]] = [
    ("V1 unknown field that is null", {"colour": None}, "colour"),
    ("V1 unknown field of an issue", {"issues": [{}, {"what": 1}]}, "issues[1].what"),
    ("V1 unknown field of a change", {"change_soon": {"kind": "move", "why": "x"}}, "change_soon.why"),
    ("V1 field of another kind, null", with_when(kind="exact", date="2026-01-01", year=None), "issues[0].when.year"),
    ("V1 field beside unknown", with_when(kind="unknown", since="2026-01-01"), "issues[0].when.since"),
    ("V1 the name of a field in Python", with_when(kind="range", to="2026-01-01", from_=None), "issues[0].when.from_"),
    ("V2 received null", {"received": None}, "received"),
    ("V2 date of exact absent", with_when(kind="exact"), "issues[0].when.date"),
    ("V2 month null", with_when(kind="month", month=None), "issues[0].when.month"),
    ("V2 year absent", with_when(kind="year"), "issues[0].when.year"),
    ("V2 season absent", with_when(kind="season", year=2025), "issues[0].when.season"),
    ("V2 age absent", with_when(kind="age", dob="2010-01-01"), "issues[0].when.age"),
    ("V2 to absent", with_when(kind="range", **{"from": "2026-01-01"}), "issues[0].when.to"),
    ("V2 kind null", with_when(kind=None), "issues[0].when.kind"),
    ("V2 empty when", with_when(), "issues[0].when.kind"),
    ("V2 kind of change null", {"change_soon": {"kind": None}}, "change_soon.kind"),
    ("V3 code in capitals", {"who": "Parent"}, "who"),
    ("V3 code with a space", {"who": "parent "}, "who"),
    ("V3 code as true", {"who": True}, "who"),
    ("V3 code as a list", {"who": ["parent"]}, "who"),
    ("V3 code as an object", {"who": {}}, "who"),
    ("V3 null in a list of codes", {"safety": ["neglect", None]}, "safety[1]"),
    ("V3 list in a list of codes", {"safety": [["neglect"]]}, "safety[0]"),
    ("V3 unknown reply way beside none", {"reply_ways": ["none", "pigeon"]}, "reply_ways[1]"),
    ("V3 unknown kind of time", with_when(kind="once"), "issues[0].when.kind"),
    ("V3 kind of time as a number", with_when(kind=1), "issues[0].when.kind"),
    ("V3 unknown subject", {"issues": [{"subject": "money"}]}, "issues[0].subject"),
    ("V4 list of codes as a word", {"safety": "neglect"}, "safety"),
    ("V4 list of codes as an object", {"safety": {}}, "safety"),
    ("V4 issues as an object", {"issues": {}}, "issues"),
    ("V4 issue as a word", {"issues": ["sw_assessment"]}, "issues[0]"),
    ("V4 issue null", {"issues": [None]}, "issues[0]"),
    ("V4 when as a word", {"issues": [{"when": "2026"}]}, "issues[0].when"),
    ("V4 when as a list", {"issues": [{"when": []}]}, "issues[0].when"),
    ("V4 change as true", {"change_soon": True}, "change_soon"),
    ("V4 truth as 1", {"interpreter": 1}, "interpreter"),
    ("V4 truth as 0", {"name_given": 0}, "name_given"),
    ("V4 pause as a word", {"change_soon": {"kind": "move", "pause": "true"}}, "change_soon.pause"),
    ("V4 age true", {"age": True}, "age"),
    ("V4 age as a word", {"age": "12"}, "age"),
    ("V4 age written with a point", {"age": 12.0}, "age"),
    ("V4 age 121", {"age": 121}, "age"),
    ("V4 child's age -1", {"child": {"age": -1}}, "child.age"),
    ("V4 year 1899", with_when(kind="year", year=1899), "issues[0].when.year"),
    ("V4 year 2100 of a season", with_when(kind="season", season="spring", year=2100), "issues[0].when.year"),
    ("V4 year as a word", with_when(kind="year", year="2025"), "issues[0].when.year"),
    ("V4 age of a time 121", with_when(kind="age", age=121), "issues[0].when.age"),
    ("V5 day with a time", {"first_raised": "2026-11-01T00:00:00Z"}, "first_raised"),
    ("V5 day with a line end", {"first_raised": "2026-11-01\n"}, "first_raised"),
    ("V5 week date", {"first_raised": "2026-W01-1"}, "first_raised"),
    ("V5 ordinal date", {"first_raised": "2026-001"}, "first_raised"),
    ("V5 digits of another script", {"first_raised": "２０２６-11-01"}, "first_raised"),
    ("V5 31 April", {"panel_date": "2026-04-31"}, "panel_date"),
    ("V5 year 2100", {"first_notice": "2100-02-28"}, "first_notice"),
    ("V5 year 1899", {"first_notice": "1899-12-31"}, "first_notice"),
    ("V5 day as a number", {"today": 20261123}, "today"),
    ("V5 day of a change", {"change_soon": {"kind": "move", "date": "soon"}}, "change_soon.date"),
    ("V5 birthday", with_when(kind="age", age=3, dob="2010-02-29"), "issues[0].when.dob"),
    ("V5 month 00", with_when(kind="month", month="2025-00"), "issues[0].when.month"),
    ("V5 month without nought", with_when(kind="month", month="2025-1"), "issues[0].when.month"),
    ("V5 month with a day", with_when(kind="month", month="2025-01-01"), "issues[0].when.month"),
    ("V5 month of 2100", with_when(kind="month", month="2100-01"), "issues[0].when.month"),
    ("V6 small t", {"received": "2026-11-23t10:00:00+00:00"}, "received"),
    ("V6 small z", {"received": "2026-11-23T10:00:00z"}, "received"),
    ("V6 offset without colon", {"received": "2026-11-23T10:00:00+0000"}, "received"),
    ("V6 offset of hours only", {"received": "2026-11-23T10:00:00+00"}, "received"),
    ("V6 offset with seconds", {"received": "2026-11-23T10:00:00+00:00:00"}, "received"),
    ("V6 offset of 24 hours", {"received": "2026-11-23T10:00:00+24:00"}, "received"),
    ("V6 offset of 60 minutes", {"received": "2026-11-23T10:00:00+00:60"}, "received"),
    ("V6 24:00", {"received": "2026-11-23T24:00:00Z"}, "received"),
    ("V6 leap second", {"received": "2026-12-31T23:59:60Z"}, "received"),
    ("V6 seven digits after the point", {"received": "2026-11-23T10:00:00.1234567Z"}, "received"),
    ("V6 comma for the point", {"received": "2026-11-23T10:00:00,5Z"}, "received"),
    ("V6 point without digits", {"received": "2026-11-23T10:00:00.Z"}, "received"),
    ("V6 hours only", {"received": "2026-11-23T10Z"}, "received"),
    ("V6 space before", {"received": " 2026-11-23T10:00Z"}, "received"),
    ("V6 line end after", {"received": "2026-11-23T10:00Z\n"}, "received"),
    ("V6 year 1899", {"received": "1899-12-31T10:00:00Z"}, "received"),
    ("V6 year 2100", {"received": "2100-01-01T00:00:00Z"}, "received"),
    ("V6 a number", {"received": 1763892000}, "received"),
    ("V7 the day before", {"today": "2026-11-22"}, "today"),
    ("V7 the day in UTC, a day early in London", {"received": "2026-06-30T23:30:00Z", "today": "2026-06-30"}, "today"),
    ("V8 one day early", with_when(kind="range", **{"from": "2026-01-02", "to": "2026-01-01"}), "issues[0].when.to"),
    ("V9 none after another way", {"reply_ways": ["email", "none"]}, "reply_ways"),
]


@pytest.mark.parametrize(("facts", "field"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_mistake_is_named_with_what_was_expected(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(BadFacts) as caught:
        read_facts({"received": RECEIVED, **facts})
    assert caught.value.field == field
    assert "expected" in caught.value.message or caught.value.message == "required"


@pytest.mark.parametrize("plain", [None, [], "facts", 3, True])
def test_facts_that_are_no_object_are_named_as_a_whole(plain: object) -> None:
    with pytest.raises(BadFacts) as caught:
        read_facts(plain)
    assert caught.value.field == "facts"


GOOD: list[tuple[str, dict[str, Any]]] = [
    ("Z", {"received": "2026-11-23T10:00Z"}),
    ("one digit after the point", {"received": "2026-11-23T10:00:00.5+00:00"}),
    ("six digits after the point", {"received": "2026-11-23T10:00:00.123456+00:00"}),
    ("the widest offset", {"received": "2026-11-23T10:00:00-23:59"}),
    ("the first moment there is", {"received": "1900-01-01T00:00:00+14:00"}),
    ("the last moment there is", {"received": "2099-12-31T23:59:59-12:00"}),
    ("today is the day received", {"today": "2026-11-23"}),
    ("today after midnight in summer", {"received": "2026-06-30T23:30:00Z", "today": "2026-07-01"}),
    ("ages 0 and 120", {"age": 0, "child": {"age": 120}}),
    ("none twice", {"reply_ways": ["none", "none"]}),
    ("a range of one day", with_when(kind="range", **{"from": "2026-01-01", "to": "2026-01-01"})),
    ("29 February of a leap year", with_when(kind="exact", date="2024-02-29")),
]


@pytest.mark.parametrize("facts", [row[1] for row in GOOD], ids=[row[0] for row in GOOD])
def test_the_edge_of_what_is_good_is_read(facts: dict[str, Any]) -> None:
    assert isinstance(read_facts({"received": RECEIVED, **facts}), Facts)


def test_null_means_the_same_as_absent_at_every_level() -> None:
    names = set(Facts._fields) - {"received"}
    assert read_facts({"received": RECEIVED, **dict.fromkeys(names)}) == read_facts({"received": RECEIVED})
    inside = {"child": {"age": None, "status": None}, "issues": [{"subject": None, "when": None}]}
    read = read_facts({"received": RECEIVED, **inside})
    assert read.child == Child(age=None, status=ChildStatus.NOT_KNOWN)
    assert read.issues == (Issue(Subject.NOT_KNOWN, AtUnknownTime()),)


def test_lists_are_sets() -> None:
    one = read_facts({"received": RECEIVED, "safety": ["neglect", "trafficking"], "reply_ways": ["code"]})
    other = read_facts(
        {"received": RECEIVED, "safety": ["trafficking", "neglect", "neglect"], "reply_ways": ["code"] * 2}
    )
    assert one == other
    assert one.safety == {Safety.NEGLECT, Safety.TRAFFICKING}
    assert one.reply_ways == {ReplyWay.CODE}


DAYS_RECEIVED = [
    ("midnight in winter", "2026-11-23T00:00:00Z", date(2026, 11, 23)),
    ("just before midnight in winter", "2026-11-23T23:59:59.999999Z", date(2026, 11, 23)),
    ("after midnight in London, not yet in UTC", "2026-06-30T23:00:00Z", date(2026, 7, 1)),
    ("an hour before that", "2026-06-30T22:59:59Z", date(2026, 6, 30)),
    ("the night the clocks go forward", "2027-03-28T00:59:59Z", date(2027, 3, 28)),
    ("the last summer night", "2026-10-24T23:30:00Z", date(2026, 10, 25)),
    ("the night the clocks go back", "2026-10-25T23:30:00Z", date(2026, 10, 25)),
    ("sent from far east", "2026-11-24T08:00:00+14:00", date(2026, 11, 23)),
    ("sent from far west", "2026-11-23T20:00:00-12:00", date(2026, 11, 24)),
]


@pytest.mark.parametrize(("received", "day"), [row[1:] for row in DAYS_RECEIVED], ids=[row[0] for row in DAYS_RECEIVED])
def test_the_day_received_is_the_day_in_london(received: str, day: date) -> None:
    assert day_received(read_facts({"received": received}).received) == day
