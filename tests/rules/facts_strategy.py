"""Good facts for hypothesis: small, near each other in time, and shrinkable."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from intake.rules.codes import ChildStatus, ReplyWay, Season, Subject
from tests.rules.random_facts import DATES, MANY_CODES, ONE_CODE, TRUTHS

START = date(2024, 1, 1)


def days() -> st.SearchStrategy[date]:
    """Days of five years, leap days among them."""
    return st.integers(0, 1826).map(lambda n: START + timedelta(days=n))


def written_days() -> st.SearchStrategy[str]:
    """The same days as JSON has them."""
    return days().map(date.isoformat)


def whens() -> st.SearchStrategy[dict[str, Any]]:
    """Every kind of time."""
    return st.one_of(
        st.fixed_dictionaries({"kind": st.just("exact"), "date": written_days()}),
        st.fixed_dictionaries({"kind": st.just("month"), "month": written_days().map(lambda day: day[:7])}),
        st.fixed_dictionaries({"kind": st.just("year"), "year": st.integers(2022, 2030)}),
        st.fixed_dictionaries(
            {"kind": st.just("season"), "season": st.sampled_from([str(one) for one in Season])},
            optional={"year": st.integers(2022, 2030)},
        ),
        st.fixed_dictionaries({"kind": st.just("age"), "age": st.integers(0, 20)}, optional={"dob": written_days()}),
        st.tuples(written_days(), written_days()).map(lambda two: {"kind": "range", "from": min(two), "to": max(two)}),
        st.fixed_dictionaries({"kind": st.just("range"), "to": written_days()}),
        st.fixed_dictionaries({"kind": st.just("ongoing")}, optional={"since": written_days()}),
        st.just({"kind": "unknown"}),
    )


def issues() -> st.SearchStrategy[dict[str, Any]]:
    """One thing complained of."""
    return st.fixed_dictionaries(
        {}, optional={"subject": st.sampled_from([str(one) for one in Subject]), "when": whens()}
    )


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Any good facts, assessed on the day they were received."""
    optional: dict[str, st.SearchStrategy[Any]] = {
        **{name: st.sampled_from([str(code) for code in codes]) for name, codes in ONE_CODE.items()},
        **{
            name: st.lists(st.sampled_from([str(code) for code in codes]), max_size=3)
            for name, codes in MANY_CODES.items()
        },
        **{name: st.booleans() for name in TRUTHS},
        **{name: written_days() for name in DATES},
        "age": st.integers(0, 120),
        "child": st.fixed_dictionaries(
            {}, optional={"age": st.integers(0, 30), "status": st.sampled_from([str(one) for one in ChildStatus])}
        ),
        "reply_ways": st.one_of(
            st.just(["none"]),
            st.lists(st.sampled_from([str(way) for way in ReplyWay if way is not ReplyWay.NONE]), max_size=3),
        ),
        "issues": st.lists(issues(), max_size=4),
        "change_soon": st.fixed_dictionaries({"kind": st.just("move")}, optional={"pause": st.booleans()}),
    }
    received = written_days().map(lambda day: f"{day}T10:00:00Z")
    return st.fixed_dictionaries({"received": received}, optional=optional)
