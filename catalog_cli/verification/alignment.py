"""Two streams in pairs, what was lost or added standing alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

# How far a lost or an added row is looked for before two rows count as one that changed.
_LOOK_AHEAD = 100

_Before = TypeVar("_Before")
_After = TypeVar("_After")


def aligned(
    before: Iterable[_Before], after: Iterable[_After], is_same: Callable[[_Before, _After], bool]
) -> Iterator[tuple[_Before | None, _After | None]]:
    """Yield the records in pairs; one that was lost or added stands alone, if the next few show that it was.

    >>> list(aligned("abcd", "acxd", lambda one, other: one == other))
    [('a', 'a'), ('b', None), ('c', 'c'), (None, 'x'), ('d', 'd')]
    """
    sources, outputs = iter(before), iter(after)
    left: deque[_Before] = deque()
    right: deque[_After] = deque()

    def fill(count: int) -> None:
        left.extend(islice(sources, max(0, count - len(left))))
        right.extend(islice(outputs, max(0, count - len(right))))

    while True:
        fill(1)
        if not left and not right:
            return
        if not left or not right:
            yield (left.popleft(), None) if left else (None, right.popleft())
            continue
        if is_same(left[0], right[0]):
            yield left.popleft(), right.popleft()
            continue
        fill(_LOOK_AHEAD)
        lost, new = _offsets(left, right, is_same)
        for _ in range(lost):
            yield left.popleft(), None
        for _ in range(new):
            yield None, right.popleft()
        if not lost and not new:
            yield left.popleft(), right.popleft()


def _offsets(left: deque[_Before], right: deque[_After], is_same: Callable[[_Before, _After], bool]) -> tuple[int, int]:
    """Return how many records were lost and how many added before the two sides agree again, (0, 0) if neither."""
    if len(left) > 1 and len(right) > 1 and is_same(left[1], right[1]):
        return 0, 0
    for distance in range(1, _LOOK_AHEAD):
        if distance < len(left) and is_same(left[distance], right[0]):
            return distance, 0
        if distance < len(right) and is_same(left[0], right[distance]):
            return 0, distance
    return 0, 0
