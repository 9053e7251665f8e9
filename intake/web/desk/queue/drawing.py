"""What is drawn once for many pages of the queue: each of its records, and what it can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby

from flask import render_template
from markupsafe import Markup

from intake.casework.safety import DUTIES
from intake.casework.standing import Rank
from intake.rules.codes import Flag
from intake.storage.queue import Row
from intake.web.desk.queue.filters import Filter
from intake.web.form.showing import address

RANKS: Mapping[int, str] = {
    Rank.DANGER: "Somebody may be in danger",
    Rank.SAME_DAY: "To be looked at today",
    Rank.OTHER: "By the day on which something is due",
}
# The flags that a list shows: those that can make something more urgent than its day says.
IN_DANGER = tuple(flag for duty in DUTIES for flag in sorted(duty.flags) if duty.is_danger)
SAME_DAY = tuple(flag for duty in DUTIES for flag in sorted(duty.flags) if not duty.is_danger)
PRESSING = (Flag.STAGE1_OVERDUE, Flag.EXTERNAL_DEADLINE, Flag.FREEZE_REQUEST)


def groups(rows: Iterable[Row], today: date, *, is_open: bool) -> list[tuple[str, Markup]]:
    """The records as the list shows them, each kind of haste under its words. What is closed has none."""
    at = opened()
    return [
        (RANKS[rank] if rank is not None else "", Markup().join(_row(row, today, at) for row in group))
        for rank, group in groupby(rows, key=lambda row: row.rank if is_open else None)
    ]


@lru_cache(maxsize=4096)
def _row(row: Row, today: date, at: str) -> Markup:
    """One record as the list shows it on this day: the same for everybody who may see it."""
    html = render_template(
        "desk/components/queue_row.html",
        row=row,
        today=today,
        haste=(*IN_DANGER, *SAME_DAY, *PRESSING),
        in_danger=IN_DANGER,
        same_day=SAME_DAY,
        opened=at,
    )
    return Markup(html)  # noqa: S704 - what the template made, in which all is escaped


def opened() -> str:
    """Where records are opened: a record's address is this and its reference."""
    return address("record.opened", reference="-").removesuffix("-")


def controls(among: tuple[Filter, ...], chosen: Mapping[str, str]) -> Markup:
    """What the list can be filtered by, with the codes that are chosen of it."""
    return _controls(among, tuple(chosen.items()))


@lru_cache(maxsize=256)
def _controls(among: tuple[Filter, ...], chosen: tuple[tuple[str, str], ...]) -> Markup:
    html = render_template("desk/components/queue_filters.html", among=among, chosen=dict(chosen))
    return Markup(html)  # noqa: S704 - as above
