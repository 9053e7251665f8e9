"""What became of everything that was sent: nothing may be lost, doubled or undelivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from tests.bench.faults_receivers import Arrival


@dataclass(frozen=True)
class Tally:
    """`doubled` counts records beyond a person's first, and messages that came under a second key.

    A message that came again under the same key is not doubled: whoever received it can tell.
    """

    confirmed: int
    found: int
    lost: int
    doubled: int
    expected: int
    received: int
    received_again: int
    undelivered: int
    astray: int

    @property
    def is_clean(self) -> bool:
        return self.lost == self.doubled == self.undelivered == self.astray == 0


def tally(
    confirmed: Mapping[int, str],
    kept: Sequence[tuple[int, str]],
    arrivals: Iterable[Arrival],
    places: Callable[[int], Set[str]],
) -> Tally:
    """`confirmed`: the reference that each person saw. `kept`: number and reference of each record.

    `places`: where something has to arrive because of what this person sent.
    """
    seen = set(confirmed.items())
    times = Counter(arrivals)
    received = {(arrival.place, arrival.reference) for arrival in times}
    expected = {(place, reference) for number, reference in seen | set(kept) for place in places(number)}
    return Tally(
        confirmed=len(seen),
        found=len(seen & set(kept)),
        lost=len(seen - set(kept)),
        doubled=len(kept) - len({number for number, _ in kept}) + len(times) - len(received),
        expected=len(expected),
        received=len(expected & received),
        received_again=sum(count > 1 for count in times.values()),
        undelivered=len(expected - received),
        astray=len(received - expected),
    )
