"""Product -> segments and back: which fields, cut into what, with which context.

`Extraction` takes a stream of products apart and puts it together again; between the two lies the whole pipeline.
It holds the products that are on their way, which the pipeline's window bounds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_cli import casing, notations
from catalog_cli.cell_text import CellText, Piece, read_text
from catalog_cli.glossary.recording import BRAND
from catalog_cli.product import Field, Product, Role
from catalog_cli.segment import CodeKind, InlineCode, Limit, Origin, Place, Segment, SegmentId, field_ids

_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class _OpenField:
    """A field whose segments are on their way."""

    field: Field
    text: CellText
    count: int


@dataclass(slots=True)
class _OpenProduct:
    """A product whose segments are on their way."""

    product: Product
    fields: list[_OpenField]


class CellLimit(NamedTuple):
    """The limit of a column's cells; `is_each`: of each of their values."""

    limit: Limit
    is_each: bool = False


class LimitedCell(NamedTuple):
    """A cell on its way that has a limit: the id of its first segment, and how many they are."""

    first: SegmentId
    field: Field
    text: CellText
    size: int


# No translation is longer than this many times its source and so many characters on top (the acceptor of lengths), and
# a common one no longer than the other ratio: the parts of a cell share its room only if it may be too small.
_MOST_EXPANSION, _FREE_CHARACTERS, _COMMON_EXPANSION = 2.2, 25, 1.2
_MOST_PARTS = 6


def _piece_limits(limit: CellLimit, pieces: Sequence[Piece], length: int) -> list[Limit | None]:
    """Return the limit of each segment of a cell of so many code points; None for one that cannot be too long.

    The search looks for a shorter translation of a segment with a limit; a cell of many sentences is cut anyway.
    """
    (most, unit), sources = limit.limit, [len(source) for source, _ in pieces]
    rooms = [most] * len(pieces)
    if not limit.is_each and len(pieces) > 1:
        if len(pieces) > _MOST_PARTS or length * _COMMON_EXPANSION <= most:
            return [None] * len(pieces)
        free = max(0, most - (length - sum(sources)))
        rooms = [free * source // sum(sources) for source in sources]
    return [
        Limit(room, unit) if source * _MOST_EXPANSION + _FREE_CHARACTERS > room else None
        for source, room in zip(sources, rooms, strict=True)
    ]


@dataclass(slots=True)
class Extraction:
    """Takes products apart into segments and puts them together again, in order.

    `catalog` names the catalog in ids, `name` in messages.
    `contexts` gives, per value of an option, the head nouns of the products that have it (from the survey): a
    value's translation agrees with its products only if it can agree with all of them. `taken` gives the targets that
    a value must not have, as others have them that it is told apart from. `fills_columns` tells that the
    targets go into a column of their own, which needs a text also where the target is as the source. `limits` are those
    of columns, by index; the cells that have one wait in `limited`.
    """

    catalog: str
    name: str
    source_locale: str
    contexts: Mapping[str, str] = field(default_factory=dict)
    overwrite: bool = False
    fills_columns: bool = False
    taken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    limits: Mapping[int, CellLimit] = field(default_factory=dict)
    limited: deque[LimitedCell] = field(default_factory=deque)
    _open: deque[_OpenProduct] = field(default_factory=deque)

    def extract(self, products: Iterable[Product]) -> Iterator[Segment]:
        """Yield the segments of each product, in the order of its fields."""
        for product in products:
            opened = _OpenProduct(product, [])
            self._open.append(opened)
            if product.is_finished:
                continue
            brands = brands_of(product)
            names = names_of(product, brands)
            for first, own in field_ids(product, self.catalog):
                if not self._is_open(own):
                    continue
                text = read_text(own, self.source_locale)
                pieces = list(text.pieces())
                opened.fields.append(_OpenField(own, text, len(pieces)))
                place = Place(self.name, product.records[own.record].line, own.column.name)
                is_option = own.column.role is Role.OPTION
                limits = None
                if self.limits and own.column.index in self.limits:
                    limits = _piece_limits(self.limits[own.column.index], pieces, len(own.value))
                    if pieces:
                        self.limited.append(LimitedCell(first, own, text, len(pieces)))
                for index, (source, codes) in enumerate(pieces):
                    yield Segment(
                        id=first._replace(index=index) if index else first,
                        place=place,
                        role=own.column.role or Role.TEXT,
                        source=source,
                        context=self.contexts.get(source, "") if is_option else "",
                        codes=with_brands(source, codes, brands),
                        limit=None if limits is None else limits[index],
                        names=names,
                        taken=self.taken.get(source, _NONE) if is_option else _NONE,
                    )

    def context_of(self, own: Field) -> str:
        """Return the contexts of an option's values, one a line, and what they must not become; "" if none has any."""
        if not self.contexts and not self.taken:
            return ""
        values = notations.values(own.value, own.column)
        contexts = "\n".join([self.contexts.get(value, "") for value in values]).strip("\n")
        taken = [sorted(self.taken[value]) for value in values if value in self.taken]
        return f"{contexts}\x1f{taken}" if taken else contexts

    def _is_open(self, own: Field) -> bool:
        column = own.column
        if not column.is_translated or own.target is not None or not own.value or own.value.isspace():
            return False
        if column.reserved and own.value.strip() in column.reserved:
            return False
        return self.overwrite or not (own.existing or "").strip()

    def assemble(self, segments: Iterable[Segment]) -> Iterator[Product]:
        """Yield each product, in input order, with the targets of its segments written into its fields.

        A product is whole once a segment of a later one arrives: its own are consecutive, and its key is its own.
        """
        own: list[Segment] = []
        for segment in segments:
            while self._open[0].product.key != segment.id.product_key:
                yield self._assembled(self._open.popleft(), own)
                own = []
            own.append(segment)
        while self._open:
            yield self._assembled(self._open.popleft(), own)
            own = []

    def _assembled(self, opened: _OpenProduct, segments: Sequence[Segment]) -> Product:
        """Return the product with its open fields written from its segments, which come in the order of the fields."""
        answers = iter(segments)
        targets: dict[int, str] = {}
        for item in opened.fields:
            own = [next(answers) for _ in range(item.count)]
            fitted = own[0].cell if own else None
            written = item.text.write([piece(segment) for segment in own]) if fitted is None else fitted
            # In a row of its own an empty cell keeps what the shop's default texts say.
            has_own_cell = item.field.beside is None and (self.fills_columns or item.field.existing is not None)
            if written != item.field.value or (has_own_cell and own and all(map(_is_finished, own))):
                targets[id(item.field)] = written
        return opened.product.with_targets(targets) if targets else opened.product


def _is_finished(segment: Segment) -> bool:
    return segment.target is not None and segment.origin is not Origin.UNTRANSLATED


def piece(segment: Segment) -> Piece | None:
    """Return what a finished segment writes into its cell; None if the source's own bytes stay."""
    if segment.target is None or segment.origin in (Origin.COPIED, Origin.UNTRANSLATED):
        return None
    return segment.target, segment.target_codes


def names_of(product: Product, brands: Sequence[str]) -> frozenset[str]:
    """Return the words that this product's own running text, or its brand, shows to be names."""
    texts = [own.value for own in product.fields if own.column.role in (Role.TEXT, Role.HTML)]
    title = next((own.value for own in product.fields if own.column.role is Role.TITLE), "")
    found = casing.names_in("\n".join(texts), title) if texts else frozenset()
    return found.union(word for brand in brands for word in brand.split())


def brands_of(product: Product) -> tuple[str, ...]:
    """Return the makers' names that a product's own cells hold, the longest first."""
    found = {own.value.strip() for _, own in product.all_fields() if own.column.is_brand}
    found = {name for name in found if len(name) > 1}
    return tuple(sorted(found, key=len, reverse=True))


def with_brands(source: str, codes: tuple[InlineCode, ...], brands: Sequence[str]) -> tuple[InlineCode, ...]:
    """Return the codes and a verbatim code for each mention of the product's brand, written as the brand is."""
    for brand in brands:
        start = source.find(brand)
        while start >= 0:
            end = start + len(brand)
            alone = not (source[start - 1 : start].isalnum() or source[end : end + 1].isalnum())
            free = all(end <= code.start or code.end <= start for code in codes if code.kind is CodeKind.VERBATIM)
            if alone and free:
                codes = (*codes, InlineCode(CodeKind.VERBATIM, start, end, BRAND))
            start = source.find(brand, end)
    return codes
