"""Where the time of a run went: the stretches of a catalog that took longest."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from catalog_cli.product import Product

# A window arrives at once, and then its products one after the other in microseconds: what takes longer begins another.
_WAIT_S = 0.05
_MOST_KEPT = 5


class Stretch(NamedTuple):
    """Products that came in one go: the lines of the first and of the last, how many, and what they took."""

    seconds: float
    products: int
    first_row: int
    last_row: int


class Stretches:
    """Notes where a run waits; `slowest` has the longest, worst first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: list[tuple[float, int, Stretch]] = []
        self._number = 0

    def passing(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield the products; what their taker does in between does not count."""
        stream = iter(products)
        seconds, count, first, last = 0.0, 0, 1, 1
        while True:
            asked = self._clock()
            product = next(stream, None)
            took = self._clock() - asked
            if count and (took >= _WAIT_S or product is None):
                self._keep(Stretch(round(seconds, 3), count, first, last))
                seconds, count = 0.0, 0
            if product is None:
                return
            rows = product.records
            first = first if count or not rows else rows[0].line
            last = rows[-1].line if rows else last
            seconds, count = seconds + took, count + 1
            yield product

    def _keep(self, stretch: Stretch) -> None:
        self._number += 1
        keep = heapq.heappush if len(self._kept) < _MOST_KEPT else heapq.heappushpop
        keep(self._kept, (stretch.seconds, -self._number, stretch))

    @property
    def slowest(self) -> tuple[Stretch, ...]:
        """The longest stretches so far, at most five."""
        return tuple(stretch for _, _, stretch in sorted(self._kept, reverse=True))
