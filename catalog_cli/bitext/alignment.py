"""The segments of a cell and of its translation, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from catalog_cli import markup, notations
from catalog_cli.cell_text import (
    CellText,
    EmphasizedText,
    HtmlText,
    MarkedLines,
    NotedText,
    PackedText,
    Piece,
    PlainText,
    read_text,
)
from catalog_cli.product import Column, Field, Role

# What ends a sentence, in any script, with what closes it.
_END = re.compile(r"[.!?…。！？｡।॥۔؟։።]['\"”’»)\]）」』]*\s*$")
_LISTS = frozenset({Role.LIST, Role.OPTION, Role.TITLE})


def aligned_pieces(column: Column, texts: tuple[str, str], pair: tuple[str, str]) -> Iterator[tuple[Piece, Piece]]:
    """Yield (source, target) of each segment of a cell; `texts` are the whole cells, `pair` their locales.

    Sentences belong together by their place in a paragraph, paragraphs, lines and values by theirs in the cell. Where
    the two do not have equally many, all of the paragraph, or of the cell, is one segment.

    >>> column = Column(0, "body", "body", Role.TEXT, "")
    >>> [(one[0], other[0]) for one, other in aligned_pieces(column, ("A. B.\\nC.", "X.\\nY."), ("en", "pt-BR"))]
    [('A. B.', 'X.'), ('C.', 'Y.')]
    """
    sources, targets = (
        [group for group in _groups(_read(column, text, locale), column, locale) if group]
        for text, locale in zip(texts, pair, strict=True)
    )
    if len(sources) != len(targets):
        yield _joined(list(chain(*sources)), "\n"), _joined(list(chain(*targets)), "\n")
        return
    for source, target in zip(map(_sentences, sources), map(_sentences, targets), strict=True):
        if len(source) == len(target):
            yield from zip(source, target, strict=True)
        else:
            yield _joined(source, " "), _joined(target, " ")


def paired_pieces(column: Column, texts: tuple[str, str], pair: tuple[str, str]) -> list[tuple[Piece, Piece]] | None:
    """Return (source, target) of each piece of a cell as it is written, None if they do not correspond one to one.

    >>> column = Column(0, "body", "body", Role.TEXT, "")
    >>> paired_pieces(column, ("One mug. Two mugs.", "Duas canecas."), ("en", "pt-BR")) is None
    True
    """
    sources, targets = (
        list(_groups(_read(column, text, locale), column, locale)) for text, locale in zip(texts, pair, strict=True)
    )
    if list(map(len, sources)) != list(map(len, targets)):
        return None
    return list(zip(chain(*sources), chain(*targets), strict=True))


def _read(column: Column, text: str, locale: str) -> CellText:
    return read_text(Field(column, 0, 0, text), locale)


def _groups(text: CellText, column: Column, locale: str) -> Iterator[list[Piece]]:
    """Yield the pieces of each paragraph, line or value of a cell."""
    if isinstance(text, NotedText):
        yield from _groups(text.text, column, locale)
    elif isinstance(text, PackedText):
        yield from ([(notations.read_value(value, text.notation), codes)] for value, codes in text.text.pieces())
    elif isinstance(text, HtmlText):
        for block, spans in zip(text.markup.blocks, text.spans, strict=True):
            yield markup.cut(block.text, block.codes, spans)
    elif isinstance(text, MarkedLines):
        yield from (list(line.pieces()) for line in text.lines)
    elif column.role in _LISTS:
        yield from ([piece] for piece in text.pieces())
    else:
        yield from _lines(text)


def _lines(text: PlainText | EmphasizedText) -> Iterator[list[Piece]]:
    plain = text.text if isinstance(text, EmphasizedText) else text
    reached, line, lines = 0, 0, []
    for (start, _), piece in zip(plain.spans, text.pieces(), strict=True):
        line += plain.value.count("\n", reached, start)
        reached = start
        lines.append((line, piece))
    for _, own in groupby(lines, key=lambda one: one[0]):
        yield [piece for _, piece in own]


def _sentences(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a paragraph with the clauses joined that a long sentence was cut into.

    Where it is cut depends on its length: the translation of it is cut elsewhere.
    """
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and not _END.search(found[-1][-1][0]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [own[0] if len(own) == 1 else _joined(own, " ") for own in found]


def _joined(pieces: Sequence[Piece], between: str) -> Piece:
    if not pieces:
        return "", ()
    return markup.join(pieces, ["", *[between] * (len(pieces) - 1), ""])
