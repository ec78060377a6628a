"""Changes of a text by offsets: (start, end, text) in order, none overlapping another, and what moves with them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from catalog_cli.segment import CodeKind, InlineCode

Span = tuple[int, int]
Edit = tuple[int, int, str]

FILLER = "\ufffc"
"""Stands in the place of what must not be read: no letter, digit or space, so that nothing reads over it."""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made.

    >>> edited("12.5 cm", [(2, 3, ",")])
    '12,5 cm'
    """
    if not edits:
        return text
    parts: list[str] = []
    reached = 0
    for start, end, written in edits:
        parts += (text[reached:start], written)
        reached = end
    return "".join((*parts, text[reached:]))


def blotted(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length with fillers in the place of spans.

    >>> blotted("an A-4 box", [(3, 6)]).replace(FILLER, "#")
    'an ### box'
    """
    parts: list[str] = []
    reached = 0
    for start, end in sorted(spans):
        if end > reached:
            parts += (text[reached : max(start, reached)], FILLER * (end - max(start, reached)))
            reached = end
    return "".join((*parts, text[reached:])) if parts else text


def differences(old: str, text: str, offset: int = 0) -> Iterator[Edit]:
    """Yield the edits that make one text of another which begins at `offset`, as small as they can be.

    Tags may stand inside of what is changed.

    >>> list(differences("1,299.50", "1.299,50")), list(differences("12cm", "12 cm", 10))
    ([(1, 2, '.'), (5, 6, ',')], [(12, 12, ' ')])
    """
    if old == text:
        return
    if len(old) == len(text):
        for at, (before, after) in enumerate(zip(old, text, strict=True), offset):
            if before != after:
                yield at, at + 1, after
        return
    start, most = 0, min(len(old), len(text))
    while start < most and old[start] == text[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == text[-1 - end]:
        end += 1
    yield offset + start, offset + len(old) - end, text[start : len(text) - end]


def shifted(codes: Iterable[InlineCode], edits: Sequence[Edit]) -> tuple[InlineCode, ...]:
    """Return codes at their places after edits of the text; an edge inside an edit goes behind it.

    Edges keep their order, so that pairs stay nested. What is inserted at an edge of a tag stands inside of it, at an
    edge of what is verbatim outside.

    >>> bold = InlineCode(CodeKind.PAIR, 6, 13, "b", "<b>", "</b>")
    >>> [(code.start, code.end) for code in shifted([bold], [(2, 3, "…."), (8, 9, ",")])]
    [(7, 14)]
    """
    starts = [start for start, _, _ in edits]
    gained = [0]
    for start, end, text in edits:
        gained.append(gained[-1] + len(text) - (end - start))

    def before(offset: int) -> int:
        index = bisect_left(starts, offset) - 1
        return offset if index < 0 else max(offset, edits[index][1]) + gained[index + 1]

    def moved(offset: int, *, over_insertion: bool) -> int:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset
        start, end, _ = edits[index]
        if offset == start and not (over_insertion and start == end):
            return offset + gained[index]
        return max(offset, end) + gained[index + 1]

    def moved_code(code: InlineCode) -> InlineCode:
        if code.kind is CodeKind.VERBATIM and code.start < code.end:
            return code._replace(start=moved(code.start, over_insertion=True), end=before(code.end))
        start = moved(code.start, over_insertion=False)
        return code._replace(start=start, end=moved(code.end, over_insertion=code.end > code.start))

    return tuple(map(moved_code, codes))
