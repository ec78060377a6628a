"""Product -> segments and back: which fields, cut into what, with which context.

`Extraction` takes a stream of products apart and puts it together again; between the two lies the whole pipeline.
It holds the products that are on their way, which the pipeline's window bounds.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_cli import casing, markup, notations, segmentation
from catalog_cli.glossary.recording import BRAND
from catalog_cli.product import Column, Field, Notation, Product, Role
from catalog_cli.segment import CodeKind, InlineCode, Limit, Origin, Place, Segment, SegmentId, field_ids

# A title may name the shop, or a variant, behind one of these; each part is a phrase of its own.
_TITLE_SEPARATORS = ("\n", " | ", " · ", " • ", " — ")
# Tags that part running text, or hold none, or a template's code: around them a line break is only a space.
_BLOCK_TAG = re.compile(
    r"<\s*/?\s*(?:p|br|div|[uod]l|li|d[td]|t(?:able|body|head|r|d|h)|h[1-6r]|section|article|blockquote|pre|script|style)\b"
    r"|<!--|\{[{%]",
    re.IGNORECASE,
)
# A column of plain text may still hold a cell with tags or references: such a cell is read as HTML.
_MARKED = re.compile(r"</?\s*[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});")

_NONE: frozenset[str] = frozenset()

Piece = tuple[str, tuple[InlineCode, ...]]


@dataclass(frozen=True, slots=True)
class PlainText:
    """A cell of plain text and the spans of it that are segments."""

    value: str
    spans: tuple[tuple[int, int], ...]

    def pieces(self) -> Iterator[Piece]:
        """Yield the text of each segment."""
        for start, end in self.spans:
            yield self.value[start:end], ()

    def write(self, targets: Sequence[Piece | None]) -> str:
        """Return the cell with each segment replaced by its target; None leaves it as it stood."""
        texts = [
            self.value[start:end] if target is None else target[0]
            for (start, end), target in zip(self.spans, targets, strict=True)
        ]
        return segmentation.join(self.value, self.spans, texts)


@dataclass(frozen=True, slots=True)
class EmphasizedText:
    """A cell of plain text with asterisks around some of its words, and the spans of it that are segments."""

    text: PlainText

    def pieces(self) -> Iterator[Piece]:
        """Yield the text of each segment, and a code for each pair of asterisks."""
        for source, _ in self.text.pieces():
            yield markup.read_emphasis(source)

    def write(self, targets: Sequence[Piece | None]) -> str:
        """Return the cell with each segment replaced by its target; None leaves it as it stood."""
        return self.text.write([target and (markup.write_emphasis(target), ()) for target in targets])


@dataclass(frozen=True, slots=True)
class PackedText:
    """A cell of values in a platform's own notation, and the spans of those that are segments."""

    text: PlainText
    notation: Notation

    def pieces(self) -> Iterator[Piece]:
        """Yield the text of each value."""
        for value, codes in self.text.pieces():
            yield notations.read_value(value, self.notation), codes

    def write(self, targets: Sequence[Piece | None]) -> str:
        """Return the cell with each value replaced by its target; None leaves it as it stood."""
        return self.text.write([target and (notations.write_value(target[0], self.notation), ()) for target in targets])


@dataclass(frozen=True, slots=True)
class NotedText:
    """A cell whose text is written in a platform's own notation."""

    cell: str
    text: CellText
    notation: Notation

    def pieces(self) -> Iterator[Piece]:
        """Yield the text of each segment."""
        return self.text.pieces()

    def write(self, targets: Sequence[Piece | None]) -> str:
        """Return the cell with each segment replaced by its target; a cell with none keeps its bytes."""
        if all(target is None for target in targets):
            return self.cell
        return notations.write(self.text.write(targets), self.notation, self.cell)


@dataclass(frozen=True, slots=True)
class HtmlText:
    """A cell of HTML: its blocks, and the sentences of each block."""

    markup: markup.Markup
    spans: tuple[tuple[tuple[int, int], ...], ...]

    def pieces(self) -> Iterator[Piece]:
        """Yield the text of each sentence and the inline codes in it."""
        for block, spans in zip(self.markup.blocks, self.spans, strict=True):
            yield from markup.cut(block.text, block.codes, spans)

    def write(self, targets: Sequence[Piece | None]) -> str:
        """Return the HTML with each sentence replaced by its target; a block with none keeps its bytes."""
        answers = iter(targets)
        blocks: list[markup.BlockTarget | None] = []
        for block, spans in zip(self.markup.blocks, self.spans, strict=True):
            own = [next(answers) for _ in spans]
            if all(target is None for target in own):
                blocks.append(None)
                continue
            sources = markup.cut(block.text, block.codes, spans)
            written = [source if target is None else target for source, target in zip(sources, own, strict=True)]
            text, codes = markup.join(written, _gaps(block.text, spans))
            blocks.append(markup.BlockTarget(text, codes))
        return markup.write_html(self.markup, blocks)


@dataclass(frozen=True, slots=True)
class MarkedLines:
    """A cell of lines with inline tags only: HTML within each line, and the line ends as they stand."""

    lines: tuple[HtmlText, ...]
    ends: tuple[str, ...]

    def pieces(self) -> Iterator[Piece]:
        """Yield the text of each sentence and the inline codes in it."""
        for line in self.lines:
            yield from line.pieces()

    def write(self, targets: Sequence[Piece | None]) -> str:
        """Return the cell with each sentence replaced by its target; None leaves it as it stood."""
        answers = iter(targets)
        written: list[str] = []
        for line, end in zip(self.lines, self.ends, strict=True):
            own = [next(answers) for spans in line.spans for _ in spans]
            written += (line.write(own), end)
        return "".join(written)


CellText = PlainText | EmphasizedText | PackedText | NotedText | HtmlText | MarkedLines


def _gaps(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the text before, between and after the spans: one more than there are spans."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]


def read_text(own: Field, locale: str) -> CellText:
    """Return how the text of a field is cut into segments.

    A line break in HTML is a space; in a cell without a tag that makes blocks it is a line's end, as in plain text:
    shops write their paragraphs so.
    """
    notation = own.column.notation
    if notation is Notation.PLAIN:
        text = _read_plain(own.column, own.value, locale)
        is_prose = own.column.role not in (Role.LIST, Role.OPTION)
        return _emphasized(text) if "*" in own.value and is_prose and isinstance(text, PlainText) else text
    value = notations.read(own.value, notation)
    text = _read_plain(own.column, value, locale)
    return NotedText(own.value, PackedText(text, notation) if isinstance(text, PlainText) else text, notation)


def _read_plain(column: Column, value: str, locale: str) -> PlainText | HtmlText | MarkedLines:
    role = column.role
    if role in (Role.LIST, Role.OPTION):
        return PlainText(value, tuple(notations.value_spans(value, column)))
    has_lines = "\n" in value or "\r" in value
    is_plain = "{" not in value and (has_lines or "*" in value)
    if _MARKED.search(value) or (role is Role.HTML and not is_plain):
        if not has_lines or _BLOCK_TAG.search(value):
            return _html(value, locale)
        lines = value.splitlines(keepends=True)
        bodies = [line.rstrip("\r\n") for line in lines]
        ends = tuple(line[len(body) :] for line, body in zip(lines, bodies, strict=True))
        return MarkedLines(tuple(_html(body, locale) for body in bodies), ends)
    if role is Role.TITLE:
        return PlainText(value, tuple(segmentation.values(value, _TITLE_SEPARATORS)))
    return PlainText(value, tuple(segmentation.split(value, locale)))


def _emphasized(text: PlainText) -> EmphasizedText:
    """Return the text with the asterisks around a whole segment left outside of it, and those within read as codes."""
    spans = tuple(markup.inside_emphasis(text.value, start, end) for start, end in text.spans)
    return EmphasizedText(PlainText(text.value, spans))


def _html(value: str, locale: str) -> HtmlText:
    parsed = markup.read_html(value)
    return HtmlText(parsed, tuple(_sentences(block, locale) for block in parsed.blocks))


def _sentences(block: markup.Block, locale: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of a block's sentences; each verbatim code lies wholly within one."""
    spans = segmentation.split(block.text, locale)
    for code in block.codes:
        if code.kind is CodeKind.VERBATIM and not any(a <= code.start and code.end <= b for a, b in spans):
            touching = [span for span in spans if span[0] < code.end and code.start < span[1]]
            whole = (
                min([code.start, *(start for start, _ in touching)]),
                max([code.end, *(end for _, end in touching)]),
            )
            spans = sorted([*(span for span in spans if span not in touching), whole])
    return tuple(spans)


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
