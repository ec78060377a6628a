"""The price cells that a run with a merchant's rates writes, worked out once more beside a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog_cli.catalog import Catalog
from catalog_cli.conventions.price_columns import convert_product, is_currency, is_price
from catalog_cli.conventions.price_conversion import Conversion, cell_value
from catalog_cli.product import Product, Record

_NOTHING: Mapping[int, str] = {}


class ExpectedPrices:
    """What becomes of the price cells of a source's records, asked for record by record in the order of the file.

    It reads the source's products as they are asked for, and holds only those whose rows are still to come.
    `target_locale` None means that it is not known: then the spelling of a price such as "$49.00" is not either.
    """

    def __init__(self, catalog: Catalog, conversion: Conversion, target_locale: str | None) -> None:
        self.columns = {column.index for column in catalog.schema.columns if is_price(column) or is_currency(column)}
        self._conversion = conversion
        self._pair = (catalog.source_locale, target_locale or catalog.source_locale)
        self._is_spelling_known = target_locale is not None
        self._currencies = tuple(column for column in catalog.schema.columns if is_currency(column))
        self._products = catalog.products()
        self._waiting: dict[int, dict[int, str]] = {}

    def of(self, record: Record) -> Mapping[int, str]:
        """Return the new text of each cell of a record that changes, by its position; each record is asked for once.

        Raises UsageProblem as a run would: if the table holds no rate, or nothing tells the currency of a cell.
        """
        while record.number not in self._waiting:
            product = next(self._products, None)
            if product is None:
                return _NOTHING
            self._waiting.update((own.number, {}) for own in product.records)
            for number, position, text in self._cells(product):
                self._waiting[number][position] = text
        return self._waiting.pop(record.number)

    def is_met(self, old: str, new: str, wanted: str | None) -> bool:
        """Return whether a price cell became what was wanted of it; None is that it stays."""
        if wanted is None:
            return new == old
        return new == wanted or (not self._is_spelling_known and cell_value(old) is None and new != old)

    def _cells(self, product: Product) -> Iterator[tuple[int, int, str]]:
        # As in a run: what one of ours wrote before is not converted twice.
        if any(own.column.role is None for _, own in product.all_fields()):
            return
        made = convert_product(product, self._conversion, self._pair, self._currencies).product
        for _, own in made.all_fields():
            if own.column.index in self.columns and own.target is not None:
                yield product.records[own.record].number, own.position, own.target
