"""Listings -> a new file in the columns of the marketplace's own: cells written as its feed writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

from catalog_cli import feeds, notations
from catalog_cli.feeds.keys import HashSet, name_hash
from catalog_cli.formats.creation import WriteOptions, create_table
from catalog_cli.listings.item import Item
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.maker import Sold
from catalog_cli.listings.rows import Cell, Listing, row_maker
from catalog_cli.marketplaces import FieldKind, Marketplace
from catalog_cli.product import Column, Notation
from catalog_cli.slugs import slug

# What a spreadsheet takes for the beginning of a formula; a dash or a plus opens many a name that is none.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?=[A-Za-z(=@+-])")
_TEXT_FORMATS = frozenset({"csv", "tsv"})
_HANDLE = "{handle}"
_LONGEST_SKU = 50


class ListingWriter:
    """Writes the listings of one file, in the marketplace's own columns and those of `more`.

    These are for what only some files hold, and a marketplace knows: texts that are declared as generated.
    """

    def __init__(
        self,
        out: BinaryIO,
        container: str,
        options: WriteOptions,
        marketplace: Marketplace,
        labels: Labels,
        more: tuple[str, ...] = (),
    ) -> None:
        self._maker = row_maker(marketplace)
        self._labels = labels
        self.columns = (*self._maker.columns(marketplace, labels), *more)
        self._table = create_table(out, container, self.columns, options)
        self._write = self._writers(marketplace, container)
        title = marketplace.of_kind(FieldKind.TITLE)
        self._title = title.name if title else ""
        self._taken, self._handles = HashSet(), HashSet()
        self.rows = 0

    def _writers(self, marketplace: Marketplace, container: str) -> list[Callable[[Cell], str]]:
        """Return how the cells of each column are written."""
        columns = self._columns(marketplace)
        guards = container in _TEXT_FORMATS

        def writer(column: Column) -> Callable[[Cell], str]:
            def write(cell: Cell) -> str:
                text = written(cell, column)
                return f"'{text}" if guards and _FORMULA.match(text) else text

            return write

        return [writer(column) for column in columns]

    def _columns(self, marketplace: Marketplace) -> tuple[Column, ...]:
        feed = marketplace.feed or "plain"
        return feeds.schema(
            self.columns,
            feed=feed,
            source_locale="en",
            target_locale=self._labels.locale,
            roles={},
            keep=(),
            has_header=True,
        ).columns

    def add(self, item: Item, sold: tuple[Sold, ...], link: str = "") -> bool:
        """Write the listings of a product; return whether an identifier had to be made, as it has none.

        `link` is the address of a product's page with {handle} in it, "" for none.
        """
        title = next(iter(sold[0].texts.get(self._title, ())), "") if sold else ""
        handle = item.handle or self._free(slug(title, self._labels.locale) or slug(item.key, "en"), self._handles)
        skus = tuple(self._sku(offer.sku, handle, [option.value for option in offer.options]) for offer in item.offers)
        address = item.link or (link.replace(_HANDLE, handle) if link else "")
        listing = Listing(item, sold, handle, skus, address)
        for row in self._maker.rows(listing, self._labels):
            cells = (row.get(name, "") for name in self.columns)
            self._table.add([write(cell) if cell else "" for write, cell in zip(self._write, cells, strict=True)])
            self.rows += 1
        return any(not offer.sku for offer in item.offers)

    def close(self) -> None:
        """Write what is left."""
        self._table.close()

    def _sku(self, own: str, handle: str, values: list[str]) -> str:
        if own:
            return own
        made = "-".join(filter(None, (handle, *(slug(value, self._labels.locale) for value in values))))
        return self._free(made[:_LONGEST_SKU].rstrip("-"), self._taken)

    @staticmethod
    def _free(wanted: str, taken: HashSet) -> str:
        """Return a name that no product has, with a number where the wanted one is taken."""
        wanted, number = wanted or "item", 1
        name = wanted
        while not taken.add(name_hash(name)):
            number += 1
            name = f"{wanted[: _LONGEST_SKU - 8]}-{number}"
        return name


def written(cell: Cell, column: Column) -> str:
    r"""Return a cell as its column's platform writes it: several texts as a list.

    >>> from catalog_cli.product import Role
    >>> tags = Column(0, "Tags", "Tags", Role.LIST, "", separators=(",",), notation=Notation.ESCAPED_COMMAS)
    >>> written(("Red, dark", "Blue"), tags), written("", tags)
    ('Red\\, dark, Blue', '')
    """
    if isinstance(cell, str):
        return notations.write(cell, column.notation)
    if column.notation is Notation.QUOTED_COMMAS:
        return notations.write("\n".join(cell), column.notation)
    values = [notations.write_value(value, column.notation) for value in cell]
    separator = column.separators[0] if column.separators else ","
    joint = separator if separator in "|/\n" else f"{separator} "
    return notations.write(joint.join(values), column.notation)
