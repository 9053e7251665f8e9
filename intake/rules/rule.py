"""What a rule is: its words and its source, in the same row as the code that runs.

Tables of the law are tuples of `Rule`; definitions that work something out are functions marked with `written`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Situation = TypeVar("Situation")
Result = TypeVar("Result")
Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A rule as a lawyer reads it. A dagger (†) in the source: known from memory, to be checked by a lawyer.

    A rule is its row: two rows are never the same rule, whatever their words.
    """

    code: str
    condition: str
    effect: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Rule(Words, Generic[Situation, Result]):
    """One row of a table: where it holds, its result follows."""

    holds: Callable[[Situation], bool]
    result: Result


def first_fitting(table: Iterable[Rule[Situation, Result]], situation: Situation) -> Rule[Situation, Result]:
    """The first row that holds. LookupError where none does: a table of this kind ends with a row for everyone else."""
    for rule in table:
        if rule.holds(situation):
            return rule
    raise LookupError(f"no rule of the table fits {situation}")


def otherwise(_: object) -> bool:
    """Always: the condition of a table's last row."""
    return True


_written: dict[Callable[..., object], Words] = {}


def written(code: str, condition: str, effect: str, source: str) -> Callable[[Function], Function]:
    """Marks a function as the rule that these words state; the function itself stays as it is."""

    def keep(function: Function) -> Function:
        _written[function] = Words(code, condition, effect, source)
        return function

    return keep


def words_of(function: Callable[..., object]) -> Words:
    """The words that a function marked with `written` runs. KeyError for one without words."""
    return _written[function]
