"""Tags kept in a temporary file while a catalog is read again: memory does not depend on how many there are."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO

from catalog_cli.product import Product
from catalog_cli.tag import Tag

_SHARE = Tag._fields.index("share")
# Of a product without tags, and of one that was not kept.
_NONE = "[]\n"
_EMPTY = (_NONE, "")
# Tags hold no cycles; built once, as `json.dumps` would build one for each product.
_WRITE = json.JSONEncoder(default=str, check_circular=False, separators=(",", ":")).encode


class TagSpool:
    """The tags of products, in the order of the products; `counts` says how many there are of each attribute.

    >>> tag = Tag("color", "red", "", 0.9, "Title", 0, 0, 3, "Red", share=Decimal("0.5"))
    >>> with TagSpool() as spool:
    ...     spool.fill([Product("1", (), (), tags=(tag,)), Product("2", (), ())])
    ...     [product.tags == (tag,) for product in spool.tagged([Product("1", (), ()), Product("2", (), ())])]
    [True, False]
    """

    def __init__(self) -> None:
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed by __exit__
        self.counts: Counter[str] = Counter()
        self.products = 0
        self.tagged_products = 0

    def __enter__(self) -> TagSpool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def fill(self, products: Iterable[Product]) -> None:
        """Keep the tags of products."""
        for product in products:
            self.products += 1
            self.tagged_products += bool(product.tags)
            self.counts.update(tag.attribute for tag in product.tags)
            self._file.write(_WRITE(product.tags) + "\n" if product.tags else _NONE)

    def tagged(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield products in the order in which they were kept, each with its tags; those behind them as they are."""
        self._file.seek(0)
        for product in products:
            line = self._file.readline()
            yield product._replace(tags=tuple(map(_tag, json.loads(line)))) if line not in _EMPTY else product


def _tag(values: list[object]) -> Tag:
    if values[_SHARE] is not None:
        values[_SHARE] = Decimal(str(values[_SHARE]))
    return tuple.__new__(Tag, values)
