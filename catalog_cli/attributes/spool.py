"""The tags of a catalog while it is written: found as it is read, or kept in a temporary file until it is read again.

Memory does not depend on how many there are.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import IO

from catalog_cli.attributes.product_tagger import ProductTagger
from catalog_cli.product import Product
from catalog_cli.tag import Tag

_SHARE = Tag._fields.index("share")
# Of a product without tags, and of one that was not kept.
_NONE = "[]\n"
_EMPTY = (_NONE, "")
# Tags hold no cycles; built once, as `json.dumps` would build one for each product.
_WRITE = json.JSONEncoder(default=str, check_circular=False, separators=(",", ":")).encode


class Tally:
    """How many products there are and have tags; `counts` says how many there are of each attribute."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.products = 0
        self.tagged_products = 0

    def add(self, product: Product) -> None:
        """Count the tags of a product."""
        self.products += 1
        if product.tags:
            self.tagged_products += 1
            self.counts.update([tag.attribute for tag in product.tags])


class PassingTags:
    """The tags of the first `limit` products, of all by default, found as these pass by, once."""

    def __init__(self, tagger: ProductTagger, limit: int | None = None) -> None:
        self._tagger, self._limit = tagger, limit
        self.tally = Tally()

    def tagged(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield products with their tags; those behind the limit as they are."""
        every = iter(products)
        for product in self._tagger.tagged(islice(every, self._limit)):
            self.tally.add(product)
            yield product
        yield from every


class TagSpool:
    """The tags of products, in the order of the products.

    >>> tag = Tag("color", "red", "", 0.9, "Title", 0, 0, 3, "Red", share=Decimal("0.5"))
    >>> with TagSpool() as spool:
    ...     spool.fill([Product("1", (), (), tags=(tag,)), Product("2", (), ())])
    ...     again = [Product("1", (), ()), Product("2", (), (), tags=(tag,)), Product("3", (), ())]
    ...     [product.tags == (tag,) for product in spool.tagged(again)]
    [True, False, False]
    """

    def __init__(self) -> None:
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed by __exit__
        self.tally = Tally()

    def __enter__(self) -> TagSpool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def fill(self, products: Iterable[Product]) -> None:
        """Keep the tags of products."""
        for product in products:
            self.tally.add(product)
            self._file.write(_WRITE(product.tags) + "\n" if product.tags else _NONE)

    def tagged(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield products in the order in which they were kept, each with its tags; those behind them as they are."""
        self._file.seek(0)
        for product in products:
            line = self._file.readline()
            if line not in _EMPTY:
                product = product._replace(tags=tuple(map(_tag, json.loads(line))))
            elif line and product.tags:  # another tagger's, of a listing
                product = product._replace(tags=())
            yield product


def _tag(values: list[object]) -> Tag:
    if values[_SHARE] is not None:
        values[_SHARE] = Decimal(str(values[_SHARE]))
    return tuple.__new__(Tag, values)
