"""What a person changed in our output is kept, and becomes part of the memory.

A target cell whose text no longer has the hash of what we wrote there was edited: it is never overwritten, and
the same source text gets the person's words wherever else it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    """Return, by cell id, the texts of an earlier output of ours that are a person's.

    `products` are read from that output as it stands now. Only a person's cells are held, so memory depends on
    them alone.
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
            if entry.origin is Origin.HUMAN or entry.output_hash != text_hash(texts[cell]):
                edits[cell] = texts[cell]
    return edits


class CellMemory:
    """What was written to the cells of one output, and which of them a person wrote; `kept` counts those.

    `edits` are from `edited_cells`. In a file that holds its own target column, a cell there that we wrote and that
    changed since counts as an edit too.
    """

    def __init__(
        self, memory: TranslationMemory, keys: KeyMaker, *, catalog: str, output: str, target_locale: str
    ) -> None:
        self._memory, self._keys = memory, keys
        self._catalog, self._output, self._target_locale = catalog, output, target_locale
        self._human: set[bytes] = set()
        self.kept = 0

    def keep(self, products: Iterable[Product], edits: Mapping[bytes, str], run: int) -> Iterator[Product]:
        """Yield the products with the targets that are a person's, and remember those."""
        for window in _windows(products):
            cells = [(cell, own) for product in window for cell, own in self._cells(product)]
            targets = self._targets(cells, edits, run)
            for product in window:
                yield product.with_targets(targets) if targets else product

    def _cells(self, product: Product) -> Iterator[tuple[bytes, Field]]:
        for first, own in field_ids(product, self._catalog):
            if own.column.is_translated and own.value and not own.value.isspace():
                yield cell_id(first, self._output), own

    def _targets(self, cells: list[tuple[bytes, Field]], edits: Mapping[bytes, str], run: int) -> dict[int, str]:
        """Return, by `id` of the field, the person's texts for a window of cells."""
        found: dict[int, str] = {}
        promoted: list[MemoryEntry] = []
        written = self._written(cells, edits)
        known = self._known(cells)
        for cell, own in cells:
            entry, text = written.get(cell), edits.get(cell)
            if text is None and entry is not None and own.existing and _is_edited(entry, own.existing):
                text = own.existing
            if text is None:
                text = known.get(self._key(own)) if known and not own.existing else None
            elif entry is None or entry.source_hash == text_hash(own.value):
                # An edit belongs to the source it was made for; for another source it only keeps its cell.
                promoted.append(MemoryEntry(self._key(own), own.value, text, run))
            if text is not None:
                found[id(own)] = text
                self._human.add(cell)
        if promoted:
            self._memory.promote(promoted)
        self.kept += len(found)
        return found

    def _written(self, cells: list[tuple[bytes, Field]], edits: Mapping[bytes, str]) -> dict[bytes, CellEntry]:
        wanted = [cell for cell, own in cells if own.existing or cell in edits]
        return self._memory.cells(wanted, self._target_locale) if wanted else {}

    def _known(self, cells: list[tuple[bytes, Field]]) -> dict[bytes, str]:
        if not self._memory.has_human_entries():
            return {}
        entries = self._memory.lookup([self._key(own) for _, own in cells])
        return {key: entry.target for key, entry in entries.items()}

    def _key(self, own: Field) -> bytes:
        return self._keys.human_key(own.value, own.column.role or "")

    def record(self, products: Iterable[Product]) -> Iterator[Product]:
        """Note for each target cell what is written there, so that a later edit is seen."""
        for window in _windows(products):
            entries = []
            for product in window:
                for cell, own in self._cells(product):
                    if own.target is None and own.existing:
                        continue  # a person's or another tool's text, which stays
                    is_human = cell in self._human
                    self._human.discard(cell)
                    entries.append(self._entry(cell, own, Origin.HUMAN if is_human else Origin.ENGINE))
            if entries:
                self._memory.commit_window([], entries)
            yield from window

    def _entry(self, cell: bytes, own: Field, origin: Origin) -> CellEntry:
        source = text_hash(own.value)
        output = source if own.target is None else text_hash(own.target)
        return CellEntry(cell, self._target_locale, source, output, origin)


def _is_edited(entry: CellEntry, text: str) -> bool:
    return entry.origin is Origin.HUMAN or entry.output_hash != text_hash(text)


def _windows(products: Iterable[Product]) -> Iterator[list[Product]]:
    stream = iter(products)
    while window := list(islice(stream, _WINDOW)):
        yield window
