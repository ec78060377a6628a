"""Places of a text that are taken already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Spans:
    """Spans of a text, none overlapping another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(set(spans))
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def touch(self, start: int, end: int) -> bool:
        """Return whether one of the spans overlaps `start:end`.

        >>> taken = Spans([(0, 4), (8, 10)])
        >>> taken.touch(3, 6), taken.touch(4, 8), taken.touch(4, 9)
        (True, False, True)
        """
        index = bisect_left(self._starts, end) - 1  # the last that begins before the end
        return index >= 0 and self._ends[index] > start
