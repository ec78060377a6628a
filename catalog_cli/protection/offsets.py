"""Carrying an alignment of what the engine read and wrote over to source and target."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from catalog_cli.segment import Alignment


def shift(
    alignment: Alignment, source_edits: Sequence[tuple[int, int, str]], target_edits: Sequence[tuple[int, int, str]]
) -> Alignment:
    """Return an alignment of draft and prepared text as one of target and source.

    `source_edits` are a segment's masks (source -> prepared), `target_edits` the first three of `restorations`
    (draft -> target). A piece of a mask becomes the whole original.

    >>> shift(Alignment(((7, 10, 6, 9), (11, 15, 10, 15))), [(6, 19, "XQB")], [(7, 10, "https://a.b/c")]).links
    ((7, 20, 6, 19), (21, 25, 20, 25))
    """
    if not source_edits and not target_edits:
        return alignment
    backward = _OffsetMap(source_edits, forward=False)
    forward = _OffsetMap(target_edits, forward=True)
    if not source_edits:
        return Alignment(tuple((*forward.span(a, b), c, d) for a, b, c, d in alignment.links))
    return Alignment(tuple((*forward.span(a, b), *backward.span(c, d)) for a, b, c, d in alignment.links))


class _OffsetMap:
    """Offsets on one side of a list of edits -> offsets on the other."""

    def __init__(self, edits: Sequence[tuple[int, int, str]], forward: bool) -> None:
        self._rows: list[tuple[int, int, int, int]] = []
        delta = 0
        for start, end, text in edits:
            old, new = (start, end), (start + delta, start + delta + len(text))
            self._rows.append((*old, *new) if forward else (*new, *old))
            delta += len(text) - (end - start)
        self._starts = [row[0] for row in self._rows]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self._at(start, 0), self._at(max(end - 1, start), 1) if end > start else self._at(start, 0)

    def _at(self, offset: int, closing: int) -> int:
        """Return the image of an offset; with `closing` 1, the end of the image of the character there."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset + closing
        _, end, image_start, image_end = self._rows[index]
        if offset < end:
            return image_end if closing else image_start
        return offset - end + image_end + closing
