"""Long sentences parted at their clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

Span = tuple[int, int]

# Measured with the embedded model on product-shop sentences joined to one of growing length (chrF against the
# joined references; share of outputs with a phrase repeated): 280 characters 78 and 0.00, 330: 77 and 0.08,
# 440: 72 and 0.2, 560: 61 and 0.33. Up to 280 the score is that of the short sentences.
MOST_CHARS = 280

# ASCII punctuation goes into the gap, as it is the same in the languages that use it.
_CLAUSE = re.compile(
    r"[;:]\s+|\s+[-–—]\s+|(?<!\s)—(?!\s)|,\s+(?=(?:and|or|but|which|while|e|ou|und|et)\s)|,\s+|[、，；]"
)


def divide(text: str, most_chars: int) -> list[Span]:
    """Return spans of at most `most_chars` that part a long sentence at its clauses, about equally long.

    Cuts at `; `, `: `, ` – `, ` - `, then `, and `, then `, `, then any space; in scripts without spaces, anywhere.
    The punctuation of a cut lies in the gap. A longer word without spaces is no language and stays one span.

    >>> text = "Two big pockets, a padded strap, and a lining of recycled cotton; fits laptops up to 15 inches"
    >>> [text[start:end] for start, end in divide(text, 70)]
    ['Two big pockets, a padded strap, and a lining of recycled cotton', 'fits laptops up to 15 inches']
    """
    spans: list[Span] = []
    clauses = [(match.start(), match.end(), _clause_cost(match)) for match in _CLAUSE.finditer(text)]
    starts = [clause[0] for clause in clauses]
    start, end = 0, len(text)
    while end - start > most_chars:
        first = bisect_right(starts, start + most_chars // 4)
        last = bisect_right(starts, start + most_chars)
        cut = _best_cut(text, (start, end), clauses[first:last], most_chars)
        if cut is None:
            break
        spans.append((start, cut[0]))
        start = cut[1]
    if start < end:
        spans.append((start, end))
    return spans


def _clause_cost(match: re.Match[str]) -> float:
    """Return how bad a cut is, in parts of `most_chars` that it may lie off the middle to be as good."""
    found = match.group()
    if found[0] != ",":
        return 0.0
    follows = match.string[match.end() : match.end() + 4]
    return 0.1 if follows.startswith(("and ", "or ", "but ", "whi", "e ", "ou ", "und ", "et ")) else 0.2


def _best_cut(
    text: str, rest: Span, clauses: Sequence[tuple[int, int, float]], most_chars: int
) -> tuple[int, int] | None:
    """Return (end of this part, start of the next) for the cut nearest to equal parts; None if there is none."""
    start, end = rest
    ideal = start + (end - start) / -(-(end - start) // most_chars)
    best = min(clauses, key=lambda clause: abs(clause[0] - ideal) / most_chars + clause[2], default=None)
    if best is not None and best[0] > start:
        keep = best[1] if text[best[0]] in "、，；" else best[0]
        if keep - start <= most_chars and best[1] < end:
            return keep, best[1]
    return _cut_at_space(text, rest, (int(ideal), start + most_chars))


def _cut_at_space(text: str, rest: Span, wanted: Span) -> tuple[int, int] | None:
    """Return a cut at the last space before the wanted end, in a script without spaces, or behind the long word."""
    start, end = rest
    space = text.rfind(" ", start + 1, wanted[0] + 1)
    if space < 0:
        space = text.rfind(" ", wanted[0], wanted[1] + 1)
    if space < 0:
        if _is_unspaced(text[wanted[0] - 1]) and _is_unspaced(text[wanted[0]]):
            return wanted[0], wanted[0]
        space = text.find(" ", wanted[1], end)
    if space < 0:
        return None
    after = space + 1
    while after < end and text[after].isspace():
        after += 1
    while space > start and text[space - 1].isspace():
        space -= 1
    return (space, after) if start < space and after < end else None


def _is_unspaced(char: str) -> bool:
    """Return whether a character is of a script that writes no spaces: Han, kana, Thai, Lao, Khmer, Burmese."""
    return (
        "\u3040" <= char <= "\u9fff"
        or "\u0e00" <= char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or ("\u1780" <= char <= "\u17ff" or "\U00020000" <= char <= "\U0003ffff")
    )
