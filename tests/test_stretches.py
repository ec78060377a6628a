"""Where a run waited: the stretches of products that came in one go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog_cli.product import Product, Record
from catalog_cli.reporting.stretches import Stretch, Stretches


class Clock:
    """Stands still, unless it is told to move."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def arriving(waits: list[float], clock: Clock) -> Iterator[Product]:
    """Products of two rows each, and how long each is waited for."""
    for number, wait in enumerate(waits):
        clock.now += wait
        row = 2 + 2 * number
        yield Product(str(number), (Record(1, row, ("a",)), Record(2, row + 1, ("b",))), ())


WAITS: list[tuple[list[float], list[Stretch]]] = [
    ([], []),
    ([0.5], [Stretch(0.5, 1, 2, 3)]),
    ([0.0, 0.0, 0.0], [Stretch(0.0, 3, 2, 7)]),
    ([1.0, 0.0, 0.01, 2.0, 0.0], [Stretch(2.0, 2, 8, 11), Stretch(1.01, 3, 2, 7)]),
    ([1.0, 1.0], [Stretch(1.0, 1, 2, 3), Stretch(1.0, 1, 4, 5)]),  # of equals the first comes first
    (
        [1.0, 6.0, 2.0, 5.0, 3.0, 4.0, 0.5],
        [Stretch(float(s), 1, 2 + 2 * i, 3 + 2 * i) for s, i in ((6, 1), (5, 3), (4, 5), (3, 4), (2, 2))],
    ),
]


@pytest.mark.parametrize(("waits", "slowest"), WAITS)
def test_the_slowest_stretches(waits: list[float], slowest: list[Stretch]) -> None:
    clock = Clock()
    stretches = Stretches(clock)
    for product in stretches.passing(arriving(waits, clock)):
        clock.now += 10 if product.key == "0" else 0  # whoever takes a product has all the time in the world
    assert list(stretches.slowest) == slowest
