"""Markdown's emphasis in plain text ("our **best** shirt") as inline codes, and back."""

from __future__ import annotations

import re

from catalog_cli.markup.pieces import Piece
from catalog_cli.segment import CodeKind, InlineCode

# Asterisks that stand at the edges of words, as CommonMark has it. What is between begins with a letter, a digit or an
# opening mark: "(*) and (*)" are footnotes. Underscores are left alone: they join parts of names ("__init__").
_EMPHASIS = re.compile(r"""(?<![\w*])(\*{1,3})(?=["'“‘(]*\w)([^*\n\r]+?)(?<=[\w"'”’).,:;!?…%])\1(?![\w*])""")


def read_emphasis(text: str) -> Piece:
    """Return a text without the asterisks of its emphasis, and a code for each pair of them.

    >>> read_emphasis("our **best** shirt")
    ('our best shirt', (InlineCode(kind=<CodeKind.PAIR: 'pair'>, start=4, end=8, name='', opening='**', closing='**'),))
    >>> read_emphasis("5 * 3 * 2 cm, 4*, 5*")
    ('5 * 3 * 2 cm, 4*, 5*', ())
    """
    if "*" not in text:
        return text, ()
    written: list[str] = []
    codes: list[InlineCode] = []
    length = done = 0
    for match in _EMPHASIS.finditer(text):
        before = text[done : match.start()]
        marks, inside = match.groups()
        start = length + len(before)
        length = start + len(inside)
        written += (before, inside)
        codes.append(InlineCode(CodeKind.PAIR, start, length, opening=marks, closing=marks))
        done = match.end()
    return "".join((*written, text[done:])), tuple(codes)


def write_emphasis(piece: Piece) -> str:
    """Return the text with the asterisks of its codes around what they emphasize.

    >>> write_emphasis(read_emphasis("our **best** and *warmest* shirt"))
    'our **best** and *warmest* shirt'
    """
    text, codes = piece
    pairs = [code for code in codes if code.kind is CodeKind.PAIR]
    if not pairs:
        return text
    # At one place what ends comes before what begins.
    marks = [(code.end, 0, code.closing) for code in pairs if code.end > code.start]
    marks += [(code.start, 1, code.opening) for code in pairs if code.end > code.start]
    written: list[str] = []
    done = 0
    for place, _, mark in sorted(marks):
        written += (text[done:place], mark)
        done = place
    return "".join((*written, text[done:]))


def inside_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """Return [start, end) without the asterisks around all of it.

    >>> inside_emphasis("**Care:**", 0, 9), inside_emphasis("**Care:** cold", 0, 14)
    ((2, 7), (0, 14))
    """
    if text[start : start + 1] != "*" or text[end - 1 : end] != "*":
        return start, end
    whole = _EMPHASIS.fullmatch(text, start, end)
    return (start, end) if whole is None else whole.span(2)
