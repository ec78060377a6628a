"""A source and its translation, opened side by side: their units, and the translation written again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import BinaryIO

from catalog_cli import catalog as catalogs
from catalog_cli import feeds
from catalog_cli.bitext.alignment import aligned_pieces
from catalog_cli.bitext.cell_spool import CellSpool
from catalog_cli.bitext.known_cells import KnownCells, StateOf
from catalog_cli.bitext.product_pairs import are_in_step, paired_products
from catalog_cli.bitext.target_cells import (
    TargetCell,
    blank_field,
    existing_cell,
    language_fields,
    paired_cells,
    product_cells,
)
from catalog_cli.bitext.translations_alone import keyed_cells, keys_of
from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.extraction import brands_of, names_of, with_brands
from catalog_cli.job import Job, Layout
from catalog_cli.memory.keys import cell_id
from catalog_cli.pipeline import catalog_id
from catalog_cli.product import Edit, Field, Product, Role
from catalog_cli.segment import Limit, Origin, Segment, SegmentId, UnitState
from catalog_cli.unit import Unit

_WINDOW = 256  # products whose cells are looked up in the memory together
Paired = tuple[SegmentId, Field, TargetCell | None]


@dataclass(slots=True)
class _Seen:
    """What reading showed: whether the products of both are in step, and how many the translation alone has."""

    in_step: bool | None = None
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Bitext:
    """A catalog and its translation; `open_bitext` makes one.

    `source` is understood with the target locale for its target, as a run reads it. `target` is the translation: a
    catalog as well, or with `alone` a file of translations alone; None where there is none yet. `job` has the locales
    and the layout that the translation shows. `known` is what the memory has of its cells. `limits` are those of the
    cells of columns, by index.
    """

    source: Catalog
    target: Catalog | None
    job: Job
    alone: feeds.TranslationFile | None = None
    known: KnownCells = field(default_factory=KnownCells)
    limits: Mapping[int, Limit] = field(default_factory=dict)
    _seen: _Seen = field(init=False, repr=False, compare=False, default_factory=_Seen)

    @property
    def pair(self) -> tuple[str, str]:
        """The source and the target locale."""
        return self.job.source_locale, self.job.target_locale

    @property
    def extra_products(self) -> int:
        """How many products the translation has and the source has not: known once `units` was read to its end.

        0 for a file of translations alone, whose rows are looked up and never counted.
        """
        return self._seen.extra

    def units(self) -> Iterator[Unit]:
        """Yield the cells of the source that hold language, each with its translation, in order, from the first on.

        Cells without a text, and values that a platform reserves, are none. Memory holds a window of products.
        """
        products = self._paired()
        while window := list(islice(products, _WINDOW)):
            states = self.known.states(first for _, cells in window for first, _, _ in cells)
            for product, cells in window:
                yield from self._units(product, cells, states)

    def cell_ids(self) -> Iterator[bytes]:
        """Yield the memory's id of the cell of each unit's translation, in the order of `units`."""
        for _, cells in self._paired():
            yield from (cell_id(first, self.known.output) for first, _, _ in cells)

    def _units(self, product: Product, cells: list[Paired], states: StateOf) -> Iterator[Unit]:
        title = next((own.value for own in product.fields if own.column.role is Role.TITLE), "")
        brands = brands_of(product)
        names = names_of(product, brands)
        for first, own, cell in cells:
            place = Where(self.source.name, product.records[own.record].line, own.column.name)
            target = None if cell is None else self._shown(cell, own)
            state, origin, previous = states(first, own.value, target)
            if origin is Origin.NONE and cell is not None and not (cell.text or "").strip():
                state = UnitState.NEW
            unit = Unit(
                cell_id(first).hex(),
                product.key,
                first.variant_key,
                own.column,
                place,
                None if cell is None else cell.place,
                own.value,
                target,
                title,
                self.limits.get(own.column.index),
                origin=origin,
                state=state,
                previous_source=previous,
            )
            yield unit._replace(segments=tuple(self._segments(unit, first, brands, names)))

    def _shown(self, cell: TargetCell, own: Field) -> str | None:
        """Return what a shop shows for a cell: in a blank one of a row for a locale, the text of the default row."""
        is_default = self.job.layout is Layout.ROWS and cell.text is not None and not cell.text.strip()
        return own.value if is_default else cell.text

    def _segments(
        self, unit: Unit, first: SegmentId, brands: tuple[str, ...], names: frozenset[str]
    ) -> Iterator[Segment]:
        if unit.target is None or not unit.target.strip():
            return
        pieces = aligned_pieces(unit.column, (unit.source, unit.target), self.pair)
        for index, ((source, codes), (target, target_codes)) in enumerate(pieces):
            yield Segment(
                first._replace(index=index) if index else first,
                unit.place,
                unit.column.role or Role.TEXT,
                source,
                codes=with_brands(source, codes, brands),
                names=names,
                target=target,
                target_codes=target_codes,
                origin=unit.origin,
            )

    def _paired(self) -> Iterator[tuple[Product, list[Paired]]]:
        """Yield the products of the source, each with its fields that hold language and their translations."""
        name = catalog_id(self.source.name)
        if self.target is None:
            for product in self.source.products():
                fields = _open_fields(product, name)
                yield product, [(first, own, existing_cell(product, own, self.source.table)) for first, own in fields]
        elif self.alone is not None:
            yield from self._paired_with_rows(name, self.target, self.alone)
        else:
            is_in_place = self.job.layout in (None, Layout.REPLACE)
            for product, cells in self._paired_with_products(self.target):
                own_fields = list(_open_fields(product, name))
                yield product, list(paired_cells(own_fields, cells, is_in_place=is_in_place))

    def _paired_with_products(self, target: Catalog) -> Iterator[tuple[Product, list[TargetCell] | None]]:
        seen = self._seen
        if seen.in_step is None:
            seen.in_step = are_in_step(self.source.products, target.products)
        layout = self.job.layout or Layout.REPLACE

        def cells_of(product: Product, number: int) -> list[TargetCell]:
            return product_cells(product, number, target.table, layout)

        def tell_extra(count: int) -> None:
            seen.extra = count

        products = self.source.products, target.products
        return paired_products(*products, cells_of, in_step=seen.in_step, tell_extra=tell_extra)

    def _paired_with_rows(
        self, name: str, target: Catalog, alone: feeds.TranslationFile
    ) -> Iterator[tuple[Product, list[Paired]]]:
        with closing(CellSpool(keyed_cells(alone, target.table))) as spool:
            for product in self.source.products():
                keys = keys_of(product, alone)
                rows: dict[int, dict[int, TargetCell]] = {}
                paired: list[Paired] = []
                for first, own in _open_fields(product, name):
                    if own.record not in rows:
                        rows[own.record] = {cell.occurrence: cell for cell in spool.of_product(keys[own.record]) or ()}
                    cell = rows[own.record].get(own.column.index)
                    # A row is only there for what a run translated.
                    paired.append((first, own, cell or existing_cell(product, own, self.source.table)))
                yield product, paired

    def write(self, out: BinaryIO, texts: Mapping[str, str], encoding: str | None = None) -> list[str]:
        """Write the translation with the texts of some units, by id, and nothing else changed; return the ids left out.

        Left out are those for which the file has no cell. Without a translation yet it is made of the source.
        `encoding` is another codec to write in, None for that of the translation. Raises FileProblem for text that the
        encoding cannot hold.
        """
        own = self.job if encoding is None else replace(self.job, output_encoding=encoding)
        places = {
            cell_id(first).hex(): cell
            for _, cells in self._paired()
            for first, _, cell in cells
            if texts and cell_id(first).hex() in texts
        }
        if self.target is None:
            products = _filled(self.source.products(), catalog_id(self.source.name), texts)
            catalogs.write_catalog(self.source, products, out, job=own)
            return [name for name in texts if name not in places]
        writable = {name: cell for name, cell in places.items() if cell is not None and cell.can_be_written}
        blanks = self._blank_fields({name: cell for name, cell in writable.items() if cell.blank is not None})
        found: dict[int, dict[int, str]] = {}
        more: dict[int, list[Field]] = {}
        for name, cell in writable.items():
            if cell.blank is None:
                found.setdefault(cell.product, {})[cell.field] = texts[name]
            elif name in blanks:
                more.setdefault(cell.product, []).append(blanks[name]._replace(target=texts[name]))
        if self.alone is not None:
            edits = ((record, Edit(found.get(record.number, {}))) for record in self.target.table.records())
            self.target.table.write(out, edits, encoding=encoding)
        else:
            # In a file that has its columns nothing is added, unless a text needs it.
            needs_column = any(cell is not None and cell.text is None for cell in places.values())
            has_replace = Layout.REPLACE in feeds.feed_table(self.target.schema.feed).layouts
            layout = self.job.layout or Layout.REPLACE
            if layout is Layout.COLUMNS and has_replace and not needs_column:
                layout = Layout.REPLACE
            job = replace(own, layout=layout)
            products = _with_fields(_replaced(self.target.products(), found), more)
            catalogs.write_catalog(self.target, products, out, job=job)
        done = {name for name, cell in writable.items() if cell.blank is None or name in blanks}
        return [name for name in texts if name not in done]

    def _blank_fields(self, cells: Mapping[str, TargetCell]) -> dict[str, Field]:
        """Return the fields that blank cells would be, by the same ids; a record may lack the cell altogether."""
        found: dict[str, Field] = {}
        if not cells or self.target is None:
            return found
        columns = self.target.schema.columns
        by_product: dict[int, list[tuple[str, TargetCell]]] = {}
        for name, cell in cells.items():
            by_product.setdefault(cell.product, []).append((name, cell))
        for number, product in enumerate(self.target.products()):
            for name, cell in by_product.get(number, ()):
                if (blank := blank_field(product, columns, cell)) is not None:
                    found[name] = blank
        return found


def _open_fields(product: Product, catalog: str) -> Iterator[tuple[SegmentId, Field]]:
    for first, own in language_fields(product, catalog):
        value = own.value.strip()
        if value and value not in own.column.reserved:
            yield first, own


def _filled(products: Iterable[Product], catalog: str, texts: Mapping[str, str]) -> Iterator[Product]:
    for product in products:
        targets = {
            id(own): texts[name]
            for first, own in language_fields(product, catalog)
            if (name := cell_id(first).hex()) in texts
        }
        yield product.with_targets(targets) if targets else product


def _replaced(products: Iterable[Product], texts: Mapping[int, Mapping[int, str]]) -> Iterator[Product]:
    """Yield products with texts in the place of others, by the numbers of product and field."""
    for number, product in enumerate(products):
        own_texts = texts.get(number)
        if own_texts is None:
            yield product
            continue
        fields = enumerate(own for _, own in language_fields(product, ""))
        yield product.with_targets({id(own): own_texts[index] for index, own in fields if index in own_texts})


def _with_fields(products: Iterable[Product], more: Mapping[int, Sequence[Field]]) -> Iterator[Product]:
    """Yield products with further fields, by the number of the product."""
    for number, product in enumerate(products):
        own = more.get(number, ())
        yield product._replace(fields=(*product.fields, *own)) if own else product
