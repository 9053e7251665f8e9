"""What the queue can be filtered by: the controls, their codes, and what the codes mean today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from intake.casework.roles import COMPLAINTS_TEAM, Role, Staff
from intake.casework.standing import WaitsFor, stages_of, statuses_of
from intake.casework.words import label
from intake.questions.vocabulary import Voice
from intake.records.record import Kind
from intake.rules.codes import Channel, Flag
from intake.storage.queue import NOBODY, Wanted
from intake.storage.tables import NO_DAY

SOON = 5  # working days

# The services that the form knows.
SERVICES = (
    "adoption_permanence", "care_leavers", "child_in_need", "child_protection", "children_looked_after",
    "disabled_children", "early_help", "fostering", "front_door_mash", "independent_reviewing", "out_of_hours",
    "residential_unit", "other", "not_known",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """Something the list can be filtered by: what its control is called, and the words for each code."""

    name: str
    words: str
    options: Mapping[str, str]


def _labelled(codes: Iterable[str]) -> dict[str, str]:
    return {str(code): label(code) for code in codes}


_DUE = {
    "overdue": "Overdue",
    "today": "Today",
    "soon": f"In the next {SOON} working days",
    "nothing": "Nothing due",
}
_VOICES = {str(Voice.CHILD): "Child", str(Voice.ADULT): "Adult", str(Voice.HANDLER): "Call"}
_FLAGS = dict(sorted(_labelled(Flag).items(), key=lambda option: option[1]))
_BEFORE = (
    Filter("due", "Due", _DUE),
    Filter("waits_for", "Waits for", _labelled(WaitsFor)),
)
_BETWEEN = (
    Filter("flag", "Flag", _FLAGS),
    Filter("team", "Service", _labelled(SERVICES)),
)
_KINDS = _labelled(Kind)
_AFTER = (
    Filter("kind", "Kind", _KINDS),
    Filter("method", "How it came", _labelled(Channel)),
    Filter("voice", "Wording", _VOICES),
    Filter("closed", "Open or closed", {"yes": "Closed"}),
)


def filters_for(people: Iterable[Staff], kind: str | None = None) -> tuple[Filter, ...]:
    """All filters, where these people work or worked at the desk: the same ones as long as these are the same.

    Stages and statuses are those that a record of this kind can have.
    """
    takers = [each for each in people if each.has(*COMPLAINTS_TEAM, Role.DUTY_TEAM)]
    here = [(each.id, each.name) for each in takers if each.is_active]
    gone = [(each.id, f"{each.name} (disabled)") for each in takers if not each.is_active]
    return _filters((*here, *gone), kind if kind in _KINDS else None)


@lru_cache(maxsize=64)
def _filters(takers: tuple[tuple[str, str], ...], kind: str | None) -> tuple[Filter, ...]:
    stage = Filter("stage", "Stage", _labelled(stages_of(kind)))
    status = Filter("status", "Status", _labelled(statuses_of(kind)))
    assigned = Filter("assigned", "Assigned to", {"me": "Me", "nobody": "Nobody yet", **dict(takers)})
    return (*_BEFORE, stage, status, *_BETWEEN, assigned, *_AFTER)


def chosen_of(among: Iterable[Filter], given: Mapping[str, str]) -> dict[str, str]:
    """The codes that were chosen, by filter. A code that a filter does not have is left out."""
    return {each.name: code for each in among if (code := given.get(each.name, "")) in each.options}


def wanted_of(chosen: Mapping[str, str], me: Staff, today: date, soon: date) -> Wanted:
    """What these codes mean today to this member of staff. `soon` is the last day that is."""
    code = chosen.get
    assigned = code("assigned")
    due_from, due_to = {
        "overdue": (None, today - timedelta(days=1)),
        "today": (today, today),
        "soon": (today, soon),
        "nothing": (NO_DAY, NO_DAY),
    }.get(code("due", ""), (None, None))
    return Wanted(
        stage=code("stage"),
        status=code("status"),
        flag=code("flag"),
        team=code("team"),
        assigned_to={"me": me.id, "nobody": NOBODY}.get(assigned, assigned) if assigned else None,
        method=code("method"),
        voice=code("voice"),
        waits_for=code("waits_for"),
        kind=code("kind"),
        due_from=due_from,
        due_to=due_to,
        is_open="closed" not in chosen,
    )
