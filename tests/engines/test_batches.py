"""Batches hold every source once, stay within their bound, and put together what shares its words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from catalog_cli.engines.batches import composed

BATCHES = [
    # sources, most tokens, batches
    ([], 8, []),
    ([[]], 8, [[0]]),  # an empty source
    ([["a"]], 8, [[0]]),
    ([["a"] * 20], 8, [[0]]),  # longer than a batch
    ([["a"] * 20, ["b"] * 20], 8, [[0], [1]]),
    ([["a", "x"], ["b"] * 4, ["c", "x"], ["a", "x"]], 6, [[1], [0, 3], [2]]),  # longest first, alike together
    ([["红", "灯"], ["a", "b"], ["红", "包"], ["a", "c"]], 6, [[1, 3], [2, 0]]),
    ([["a"], ["a"], ["a"]], 4, [[0, 1], [2]]),  # equal ones keep their order
]


@pytest.mark.parametrize(("sources", "most_tokens", "expected"), BATCHES)
def test_composed(sources: Sequence[Sequence[str]], most_tokens: int, expected: list[list[int]]) -> None:
    assert composed(sources, most_tokens) == expected


@pytest.mark.parametrize("most_tokens", [1, 7, 64, 512])
def test_every_source_once_and_within_the_bound(most_tokens: int) -> None:
    sources = [[f"w{n * 7 % 11}" for n in range(start, start + start * 13 % 17)] for start in range(300)]
    batches = composed(sources, most_tokens)
    assert sorted(index for batch in batches for index in batch) == list(range(300))
    for batch in batches:
        padded = max(len(sources[index]) + 1 for index in batch) * len(batch)
        assert len(batch) == 1 or padded <= most_tokens
