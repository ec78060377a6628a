"""How the text of a cell is cut into segments, and written again: plain, with emphasis, packed, HTML, or lines of it.

Each kind yields its pieces and takes as many back; what no segment covers keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog_cli import markup, notations, segmentation
from catalog_cli.product import Column, Field, Notation, Role
from catalog_cli.segment import CodeKind, InlineCode

Piece = tuple[str, tuple[InlineCode, ...]]

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
