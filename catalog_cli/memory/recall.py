"""Products that are known whole: as they were the last time, so that nothing of them is taken apart again.

The memory of segments spares the engine; this spares the work around it. A product whose every text was finished
without a finding is kept with all its targets, under a hash of everything that decided them.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from catalog_cli.ledger import LedgerEntry, Tally
from catalog_cli.memory.entries import ProductEntry, packed_ledger, unpacked_ledger
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory.use import Use
from catalog_cli.product import Column, Field, Product, Role
from catalog_cli.segment import Origin, Segment, field_ids

_WINDOW = 256  # products: one SELECT and one transaction for all of them
_MOST_COLUMNS_KEPT = 4_096
_CLEAN = frozenset(
    {
        Origin.ENGINE,
        Origin.PHRASE,
        Origin.MEMORY_EXACT,
        Origin.REPETITION,
        Origin.COPIED,
        Origin.CONVENTIONS,
        Origin.HUMAN,
    }
)


_Cell = tuple[str, str, int]
Told = tuple[str, Field, LedgerEntry]
"""A ledger entry with the field that it is about, and the key of its variant."""


@dataclass(slots=True)
class Passed:
    """How much passed, of one product or of many, and whether all of it can be kept.

    `repeated` are those of products that this run itself made earlier, `copied` (not language) none of them.
    `ledger` holds each entry of one product with the cell that it is about: variant key, column name, occurrence.
    """

    segments: int = 0
    words: int = 0
    copied: int = 0
    repeated: int = 0
    is_clean: bool = True
    ledger: list[tuple[_Cell, LedgerEntry]] = field(default_factory=list)


@dataclass(slots=True)
class Recall:
    """Fills the products that the memory knows whole, and keeps those that were made whole.

    `made_by` names everything that decides a target besides the product: locales, model, options, checks.
    `context_of` tells of an option's cell what else decides its targets. `known` adds up what was recalled, `tally` the
    ledgers of all products, recalled or new; `tell`, if there is one, is called with each product and its ledger, in
    order. Without `keeps` nothing is recalled or kept. A product waits in `recall` until `retain` sees it again: the
    pipeline's window bounds how many do.
    """

    memory: TranslationMemory
    made_by: str
    context_of: Callable[[Field], str]
    run: int
    tally: Tally
    tell: Callable[[Product, list[Told]], None] | None = None
    keeps: bool = True
    known: Passed = field(default_factory=Passed)
    _waiting: deque[tuple[str, bytes | ProductEntry]] = field(default_factory=deque)
    _seen: dict[str, Passed] = field(default_factory=dict)
    _columns: dict[int, tuple[Column, str]] = field(default_factory=dict)

    def recall(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield every product, those that are known with all their targets."""
        stream = iter(products)
        use = Use(self.memory) if self.keeps else None
        while window := list(islice(stream, _WINDOW)):
            keys = [self.key(product) for product in window] if self.keeps else [b""] * len(window)
            found = self.memory.products(keys) if self.keeps else {}
            if use is not None:
                use.note(found.values())
            for product, key in zip(window, keys, strict=True):
                entry = found.get(key)
                fields = None if entry is None else [own for _, own in _open_fields(product)]
                if entry is None or fields is None or len(fields) != len(entry.targets):
                    self._waiting.append((product.key, key))
                    yield product
                    continue
                self._waiting.append((product.key, entry))
                self.known.segments += entry.segments
                self.known.words += entry.words
                self.known.copied += entry.copied
                if entry.run == self.run:
                    self.known.repeated += entry.segments - entry.copied
                targets = {id(own): text for own, text in zip(fields, entry.targets, strict=True) if text is not None}
                yield (product.with_targets(targets) if targets else product)._replace(is_finished=True)

    def watch(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Yield the segments, finished and checked, noting which products could be kept."""
        name = ""
        seen = Passed()
        for segment in segments:
            if segment.id.product_key != name:
                name = segment.id.product_key
                seen = self._seen[name] = Passed()
            seen.segments += 1
            seen.words += segment.words
            seen.copied += segment.origin is Origin.COPIED
            if segment.ledger:
                cell = (segment.id.variant_key, segment.id.field, segment.id.occurrence)
                seen.ledger += [(cell, entry) for entry in segment.ledger]
            if segment.findings or segment.origin not in _CLEAN:
                seen.is_clean = False
            yield segment

    def retain(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield the products, finished, and keep in the memory those that need not be made again."""
        entries: list[ProductEntry] = []
        for product in products:
            name, known = self._waiting.popleft()
            if isinstance(known, ProductEntry):
                self.tally.update(known.tally)
                if self.tell is not None and known.ledger:
                    self._tell(product, unpacked_ledger(known.ledger))
                yield product
                continue
            seen = self._seen.pop(name, None) or Passed()
            ledger = _by_field(product, seen.ledger) if seen.ledger else []
            tally = Counter([entry.sort for _, entry in ledger])
            self.tally.update(tally)
            self._tell(product, ledger)
            if self.keeps and seen.is_clean:
                targets = tuple([own.target for _, own in _open_fields(product)])
                amounts = (seen.segments, seen.words, seen.copied)
                packed = packed_ledger(ledger) if ledger else ""
                entries.append(ProductEntry(known, targets, self.run, *amounts, tally, packed))
                if len(entries) >= _WINDOW:
                    self.memory.keep_products(entries)
                    entries = []
            yield product
        if entries:
            self.memory.keep_products(entries)

    def _tell(self, product: Product, ledger: list[tuple[int, LedgerEntry]]) -> None:
        if ledger and self.tell is not None:
            fields = _open_fields(product)
            self.tell(product, [(*fields[index], entry) for index, entry in ledger])

    def key(self, product: Product) -> bytes:
        """Return the 16-byte key of a product: of its texts, what each is, and what stands in the target's column.

        The maker's name counts, because its words are kept; prices and identifiers do not.
        """
        parts = [self.made_by]
        for variant_key, own in product.all_fields():
            column = own.column
            text = self._column(column)
            if text:
                parts += (
                    variant_key,
                    text,
                    own.value,
                    own.existing or "",
                    "\x1e" if own.target is None else own.target,
                )
                if column.role is Role.OPTION:
                    parts.append(self.context_of(own))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()[:16]

    def _column(self, column: Column) -> str:
        """Return what decides how a column's cells are read, "" if nothing is made of them."""
        known = self._columns.get(id(column))
        if known is None or known[0] is not column:
            text = ""
            if column.is_translated or column.is_brand:
                text = repr((column.name, column.role, column.separators, sorted(column.reserved), column.target))
            if len(self._columns) >= _MOST_COLUMNS_KEPT:
                self._columns.clear()
            self._columns[id(column)] = known = (column, text)  # the column itself, so that its id stays its own
        return known[1]


def _open_fields(product: Product) -> list[tuple[str, Field]]:
    return [(variant_key, own) for variant_key, own in product.all_fields() if own.column.is_translated]


def _by_field(product: Product, ledger: list[tuple[_Cell, LedgerEntry]]) -> list[tuple[int, LedgerEntry]]:
    """Return entries with the number of their field among those that are translated."""
    cells = [first for first, own in field_ids(product, "") if own.column.is_translated]
    numbers = {(cell.variant_key, cell.field, cell.occurrence): number for number, cell in enumerate(cells)}
    return [(numbers[cell], entry) for cell, entry in ledger]
