"""What the golden files of every platform must keep, and their roles as a table that can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.feeds.golden import CATALOGS, cells, opened, written


def by_header(roles: Mapping[str | None, str]) -> dict[str, str | None]:
    """Return the role of each header, from the headers of each role; they are parted by spaces."""
    return {header: role for role, names in roles.items() for header in names.split()}


def grouped(name: str) -> dict[str, tuple[int, int]]:
    """Return how many records and variants each product of a catalog has that is not one of one row."""
    found = {product.key: (len(product.records), len(product.variants)) for product in opened(name).products()}
    return {key: counts for key, counts in found.items() if counts[0] > 1}


def _all(_: Sequence[str]) -> bool:
    return True


def assert_kept(name: str, delimiter: str, rows: Callable[[Sequence[str]], bool] = _all) -> None:
    """Check that a catalog with every text marked has its header, its rows and every cell of its other columns.

    Of rows that `rows` does not take, every cell must be there.
    """
    source, target = cells((CATALOGS / name).read_bytes(), delimiter), cells(written(name), delimiter)
    texts = {column.index for column in opened(name).schema.translated}
    assert texts
    assert source[0] == target[0]
    for before, after in zip(source[1:], target[1:], strict=True):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            assert bool(old) == bool(new) if index in texts and rows(before) else old == new
