"""Cutting text with inline codes into sentences or parts, and joining it again: each tag is kept exactly once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from catalog_cli.segment import CodeKind, InlineCode

Piece = tuple[str, tuple[InlineCode, ...]]

CONTINUED = "continued"
"""Name of the rest of a VERBATIM code whose markup stands in an earlier piece: its text is not written."""


def cut(text: str, codes: Sequence[InlineCode], spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return one piece per span: its text, and its codes by offsets into that.

    A pair that crosses a cut leaves its opening tag, reaching to the end, in the piece where it begins and its closing
    tag, reaching from the start, in the piece where it ends; a point in a gap goes to the start of the next piece.
    The spans are in order, do not overlap, and leave no part of a VERBATIM code to the gaps.

    >>> bold = InlineCode(CodeKind.PAIR, 4, 11, "b", "<b>", "</b>")
    >>> for piece in cut("Big. Red. Bag.", [bold], [(0, 4), (5, 9), (10, 14)]):
    ...     print(piece[0], [(c.start, c.end, c.opening, c.closing) for c in piece[1]])
    Big. []
    Red. [(0, 4, '<b>', '')]
    Bag. [(0, 1, '', '</b>')]
    """
    own: list[list[InlineCode]] = [[] for _ in spans]
    if not spans:
        return []
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    for code in codes:
        if code.kind is CodeKind.POINT:
            index = min(bisect_left(ends, code.start), len(spans) - 1)
            own[index].append(_within(code, spans[index]))
            continue
        first = min(bisect_right(ends, code.start), len(spans) - 1)
        last = max(bisect_left(starts, code.end) - 1, 0)
        for index, half in _halves(code, first, last):
            own[index].append(_within(half, spans[index]))
    return [(text[start:end], tuple(_ordered(some))) for (start, end), some in zip(spans, own, strict=True)]


def join(pieces: Sequence[Piece], gaps: Sequence[str]) -> Piece:
    """Return pieces and the text around them as one: the inverse of `cut`, also for pieces in another language.

    `gaps` is the text before, between and after the pieces: one more than there are pieces.

    >>> bold = InlineCode(CodeKind.PAIR, 5, 14, "b", "<b>", "</b>")
    >>> pieces = cut("Big. Red. Bag.", [bold], [(0, 4), (5, 9), (10, 14)])
    >>> join(pieces, ["", " ", " ", ""]) == ("Big. Red. Bag.", (bold,))
    True
    """
    texts = [gaps[0]]
    codes: list[InlineCode] = []
    waiting: dict[str, list[int]] = defaultdict(list)
    size = len(gaps[0])
    for (text, own), gap in zip(pieces, gaps[1:], strict=True):
        # Closing tags first, the innermost first: they belong to what earlier pieces opened.
        for code in sorted((one for one in own if _is_closing(one)), key=lambda one: one.end):
            if waiting[code.name]:
                opener = waiting[code.name].pop()
                codes[opener] = codes[opener]._replace(end=size + code.end, closing=code.closing)
            else:
                codes.append(code._replace(start=0, end=size + code.end))
        for code in own:
            if _is_closing(code):
                continue
            if code.kind is CodeKind.PAIR and not code.closing:
                waiting[code.name].append(len(codes))
            codes.append(code._replace(start=code.start + size, end=code.end + size))
        texts += [text, gap]
        size += len(text) + len(gap)
    for opener in (index for some in waiting.values() for index in some):
        codes[opener] = codes[opener]._replace(end=size)
    return "".join(texts), tuple(codes)


def parts_around(text: str, codes: Sequence[InlineCode]) -> list[tuple[int, int]]:
    """Return the spans of `text` between its tags, to be cut, translated apart and joined.

    What a tag divides inside a word stays one span with its codes: better copied than translated. A span may hold
    no word (a comma): copy it too.

    >>> parts_around("A red bag", [InlineCode(CodeKind.PAIR, 2, 5, "b", "<b>", "</b>")])
    [(0, 1), (2, 5), (6, 9)]
    """
    edges = {0, len(text)}
    for code in codes:
        if code.kind is not CodeKind.VERBATIM:
            edges.update(edge for edge in (code.start, code.end) if not _splits_word(text, edge))
    spans = []
    places = sorted(edges)
    for start, end in pairwise(places):
        part = text[start:end]
        if not part.isspace():
            spans.append((end - len(part.lstrip()), start + len(part.rstrip())))
    return spans


def _splits_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _halves(code: InlineCode, first: int, last: int) -> list[tuple[int, InlineCode]]:
    """Return the code's parts in the pieces `first` to `last` as (index of the piece, code)."""
    if last <= first:
        return [(first, code)]
    if code.kind is CodeKind.PAIR:
        parts = []
        if code.opening:
            parts.append((first, code._replace(closing="")))
        if code.closing:
            parts.append((last, code._replace(opening="")))
        return parts
    rest = code._replace(name=CONTINUED, opening="") if code.opening else code
    return [(first, code), *((index, rest) for index in range(first + 1, last + 1))]


def _within(code: InlineCode, span: tuple[int, int]) -> InlineCode:
    """Return the code by offsets into the span, cut off at its ends."""
    start, end = span
    low = min(max(code.start, start), end) - start
    high = max(low, min(max(code.end, start), end) - start)
    if code.kind is CodeKind.PAIR:
        low, high = (0 if not code.opening else low), (end - start if not code.closing else high)
    return code._replace(start=low, end=high)


def _is_closing(code: InlineCode) -> bool:
    return code.kind is CodeKind.PAIR and not code.opening


def _ordered(codes: list[InlineCode]) -> list[InlineCode]:
    """Return the codes with those that began in an earlier piece first."""
    return [*filter(_is_closing, codes), *(code for code in codes if not _is_closing(code))]
