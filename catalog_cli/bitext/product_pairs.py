"""Which product of a translation is which of its source."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import zip_longest

from catalog_cli.bitext.cell_spool import CellSpool
from catalog_cli.bitext.target_cells import TargetCell
from catalog_cli.feeds.keys import HashSet, name_hash
from catalog_cli.product import Product

Products = Callable[[], Iterable[Product]]
CellsOf = Callable[[Product, int], list[TargetCell]]


def are_in_step(source: Products, target: Products) -> bool:
    """Return whether the two have the same products in the same order, read from the first on.

    Products whose keys differ are the same if the translation's key is none of the source's: a product without an
    identifier is named by its text, and one that is named by its address may have another in the other language.
    """
    keys = HashSet()
    others: array[int] = array("Q")
    for one, other in zip_longest(source(), target()):
        if one is None or other is None:
            return False
        keys.add(name_hash(one.key))
        if one.key != other.key:
            if len(one.records) != len(other.records):
                return False
            others.append(name_hash(other.key))
    return not any(number in keys for number in others)


def paired_products(
    source: Products, target: Products, cells_of: CellsOf, *, in_step: bool, tell_extra: Callable[[int], None]
) -> Iterator[tuple[Product, list[TargetCell] | None]]:
    """Yield the source's products in order, each with the cells of the translation: None for one that is not there.

    Unless they are `in_step`, the translation is read first, into a temporary file. At the end `tell_extra` is called
    with the number of products that the translation alone has.
    """
    if in_step:
        for number, (one, other) in enumerate(zip(source(), target(), strict=True)):
            yield one, cells_of(other, number)
        tell_extra(0)
        return
    cells = ((product.key, cells_of(product, number)) for number, product in enumerate(target()))
    with closing(CellSpool(cells)) as spool:
        extra = len(spool)
        for product in source():
            found = spool.of_product(product.key)
            extra -= found is not None
            yield product, found
    tell_extra(extra)
