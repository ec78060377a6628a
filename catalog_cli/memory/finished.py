"""Products that an earlier run of ours has translated, in a file that is an input again.

A catalog that is localized in place has its source text no longer. Translating what it holds once more would make
it worse with every run; so what we wrote there, and what a person made of it, passes through as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalog_cli.memory.edits import product_windows
from catalog_cli.memory.entries import CellEntry
from catalog_cli.memory.keys import cell_id, text_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Field, Product
from catalog_cli.segment import field_ids


class FinishedProducts:
    """Tells which products of a file, known by its `catalog` and `output` names, are translated; `count` counts them.

    A cell is known by its id. Where nothing names a product its cells have other ids once they are translated: then
    a product is known by most of its texts being some that we wrote.
    """

    def __init__(self, memory: TranslationMemory, *, catalog: str, output: str, target_locale: str) -> None:
        self._memory, self._catalog, self._output, self._target_locale = memory, catalog, output, target_locale
        self._is_output = False
        self.count = 0

    def look_over(self, products: Iterable[Product]) -> bool:
        """Return whether any product is translated: if none is, the file was exported anew since our run."""
        self._is_output = any(finished for window in product_windows(products) for _, finished in self._told(window))
        return self._is_output

    def without(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield all products, those that are translated with no role for what holds the translations."""
        for window in product_windows(products):
            for product, finished in self._told(window):
                self.count += bool(finished)
                yield _without(product, finished) if finished else product

    def _told(self, window: list[Product]) -> Iterator[tuple[Product, set[int]]]:
        """Yield each product with the `id` of those of its fields that are translated already."""
        cells = [self._cells(product) for product in window]
        ids = [cell for own in cells for cell, _, _ in own]
        entries = self._memory.cells(ids, self._target_locale)
        ours = self._memory.written_among([text for own in cells for _, _, text in own], self._target_locale)
        for product, own in zip(window, cells, strict=True):
            yield product, self._finished(own, entries, ours)

    def _cells(self, product: Product) -> list[tuple[bytes, Field, bytes]]:
        """Return (cell id, field, hash of its text) where a translation would replace the text."""
        return [
            (cell_id(first, self._output), own, text_hash(own.value.strip()))
            for first, own in field_ids(product, self._catalog)
            if own.column.is_translated and own.existing is None and own.value.strip()
        ]

    def _finished(
        self, cells: list[tuple[bytes, Field, bytes]], entries: dict[bytes, CellEntry], ours: set[bytes]
    ) -> set[int]:
        written = sum(text in ours for _, _, text in cells)
        if not any(cell in entries for cell, _, _ in cells):
            is_made = written * 2 > len(cells) or (self._is_output and written and written * 2 == len(cells))
            return {id(own) for _, own, _ in cells} if is_made else set()
        known = [(entries[cell], own, text) for cell, own, text in cells if cell in entries]
        is_source = [entry.source_hash == text_hash(own.value) for entry, own, _ in known]
        is_ours = [entry.output_hash == text for entry, _, text in known]
        made = sum(mine and not same for mine, same in zip(is_ours, is_source, strict=True))
        sources = sum(same and not mine for mine, same in zip(is_ours, is_source, strict=True))
        is_edited = any(not mine and not same for mine, same in zip(is_ours, is_source, strict=True))
        is_finished = made >= sources if made or sources else self._is_output and is_edited
        if not is_finished:
            return set()
        # What is not known is a new variant, or a cell that was blank; or a variant without a SKU.
        return {id(own) for cell, own, text in cells if cell in entries or text in ours}


def _without(product: Product, finished: set[int]) -> Product:
    """Return the product with those fields in no role: their cells stay as they are."""

    def left(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(
            own._replace(column=replace(own.column, role=None)) if id(own) in finished else own for own in fields
        )

    variants = tuple(variant._replace(fields=left(variant.fields)) for variant in product.variants)
    return product._replace(fields=left(product.fields), variants=variants)
