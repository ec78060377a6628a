"""A stream cut into windows: what is looked up, decoded and committed together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

# The engine waits while the first window is prepared: 512 segments take a tenth of a second, 4,096 nearly one.
_FIRST = 512


def windows(items: Iterable[T], most: int) -> Iterator[list[T]]:
    """Yield the items of a stream in order, in lists of `most`; the first ones are smaller and grow by doubling.

    Every stage that cuts the same stream cuts it alike.

    >>> [len(window) for window in windows(range(10_000), 4_096)]
    [512, 1024, 2048, 4096, 2320]
    >>> [len(window) for window in windows(range(5), 2)]
    [2, 2, 1]
    """
    stream = iter(items)
    size = min(_FIRST, most)
    while window := list(islice(stream, size)):
        yield window
        size = min(2 * size, most)
