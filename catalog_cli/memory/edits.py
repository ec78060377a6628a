"""What a person changed in our output is kept, and becomes part of the memory.

A target cell whose text no longer has the hash of what we wrote there was edited: it is never overwritten, and
the same source text gets the person's words wherever else it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from catalog_cli.memory.entries import CellEntry, MemoryEntry
from catalog_cli.memory.keys import KeyMaker, cell_id, text_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Field, Product
from catalog_cli.segment import Origin, field_ids

_WINDOW = 256  # products: a few thousand cells, so that looking them up costs few statements


def edited_cells(
    products: Iterable[Product], memory: TranslationMemory, *, catalog: str, output: str, target_locale: str
) -> dict[bytes, str]:
    """Return, by cell id, the texts of an earlier output of ours that a person changed since.

    `products` are read from that output as it stands now. Only edits are held, so memory depends on them alone.
    """
    edits: dict[bytes, str] = {}
    for window in _windows(products):
        texts = {
            cell_id(first, output): own.value if own.existing is None else own.existing
            for product in window
            for first, own in field_ids(product, catalog)
            if own.column.is_translated
        }
        for cell, entry in memory.cells(list(texts), target_locale).items():
            if entry.output_hash != text_hash(texts[cell]):
                edits[cell] = texts[cell]
    return edits


class HumanWork:
    """Fills the cells that a person translated; `kept` counts them.

    `edits` are from `edited_cells`. In a file that holds its own target column, a cell there that we wrote and that
    changed since counts as an edit too.
    """

    def __init__(
        self,
        memory: TranslationMemory,
        keys: KeyMaker,
        *,
        catalog: str,
        output: str,
        target_locale: str,
        edits: Mapping[bytes, str],
    ) -> None:
        self._memory, self._keys = memory, keys
        self._catalog, self._output, self._target_locale = catalog, output, target_locale
        self._edits = edits
        self.kept = 0

    def keep(self, products: Iterable[Product], run: int) -> Iterator[Product]:
        """Yield the products with the targets that are a person's, and remember those."""
        for window in _windows(products):
            cells = [
                (cell_id(first, self._output), own)
                for product in window
                for first, own in field_ids(product, self._catalog)
                if own.column.is_translated and own.value.strip()
            ]
            targets = self._targets(cells, run)
            for product in window:
                yield _with_targets(product, targets) if targets else product

    def _targets(self, cells: list[tuple[bytes, Field]], run: int) -> dict[int, str]:
        found: dict[int, str] = {}
        promoted: list[MemoryEntry] = []
        ours = self._memory.cells([cell for cell, own in cells if own.existing], self._target_locale)
        known = self._known(cells)
        for cell, own in cells:
            entry = ours.get(cell)
            text = self._edits.get(cell)
            if text is None and entry is not None and own.existing and entry.output_hash != text_hash(own.existing):
                text = own.existing
            if text is not None:
                promoted.append(MemoryEntry(self._key(own), own.value, text, run, origin=Origin.HUMAN))
            else:
                text = known.get(self._key(own)) if known and not own.existing else None
            if text is not None:
                found[id(own)] = text
        if promoted:
            self._memory.promote(promoted)
        self.kept += len(found)
        return found

    def _known(self, cells: list[tuple[bytes, Field]]) -> dict[bytes, str]:
        if not self._memory.has_human_entries():
            return {}
        entries = self._memory.lookup([self._key(own) for _, own in cells])
        return {key: entry.target for key, entry in entries.items()}

    def _key(self, own: Field) -> bytes:
        return self._keys.human_key(own.value, own.column.role or "")


def record_cells(
    products: Iterable[Product],
    memory: TranslationMemory,
    *,
    catalog: str,
    output: str,
    target_locale: str,
) -> Iterator[Product]:
    """Note for each target cell what was written there, so that a later edit is seen."""
    for window in _windows(products):
        cells = [
            CellEntry(
                cell_id(first, output),
                target_locale,
                text_hash(own.value),
                text_hash(own.value if own.target is None else own.target),
                Origin.ENGINE,
            )
            for product in window
            for first, own in field_ids(product, catalog)
            if own.column.is_translated and (own.target is not None or not own.existing) and own.value.strip()
        ]
        if cells:
            memory.commit_window([], cells)
        yield from window


def _windows(products: Iterable[Product]) -> Iterator[list[Product]]:
    stream = iter(products)
    while window := list(islice(stream, _WINDOW)):
        yield window


def _with_targets(product: Product, targets: Mapping[int, str]) -> Product:
    def filled(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(replace(own, target=targets[id(own)]) if id(own) in targets else own for own in fields)

    variants = tuple(replace(variant, fields=filled(variant.fields)) for variant in product.variants)
    return replace(product, fields=filled(product.fields), variants=variants)
