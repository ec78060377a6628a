"""What must be the same in two pieces of HTML that differ only in their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from catalog_cli.markup.reading import attribute_values, is_boundary, pair_tags
from catalog_cli.markup.tokens import Kind, Token, tokenize


@dataclass(frozen=True, slots=True)
class Structure:
    """Every tag, comment and opaque element with its count, and the order of those that break a line.

    Two are equal if each occurs as often in both, translatable attribute values aside, and the boundaries stand in
    the same order. `well_nested` takes no part in that: mended nesting is no loss.
    """

    markup: tuple[tuple[str, int], ...]
    boundaries: tuple[str, ...]
    well_nested: bool = field(compare=False)


def structure(html: str) -> Structure:
    """Return the structure of `html`.

    >>> structure("<p>A <b>red</b> bag") == structure("<p>Uma bolsa <b>vermelha</b>")
    True
    >>> structure("<p>A <b>red</b> bag") == structure("<p>Uma bolsa vermelha")
    False
    """
    tokens, visible = tokenize(html)
    breaks = [is_boundary(token) for token in tokens]
    counts = Counter(_masked(html, visible, token) for token in tokens if token.kind is not Kind.TEXT)
    order = tuple(_masked(html, visible, token) for token, is_break in zip(tokens, breaks, strict=True) if is_break)
    return Structure(tuple(sorted(counts.items())), order, _well_nested(tokens, pair_tags(tokens, breaks)))


def kept(before: str, after: str) -> bool:
    """Return whether `after` has the structure of `before`, and valid nesting where that had it."""
    old, new = structure(before), structure(after)
    return old == new and (new.well_nested or not old.well_nested)


def _masked(html: str, visible: str, token: Token) -> str:
    """Return the token's markup without its translatable attribute values and the quotes around them."""
    parts = []
    at = token.start
    for _, group, start, end in attribute_values(visible, token) if token.attributes else ():
        quoted = group < 4
        parts.append(html[at : start - quoted])
        at = end + quoted
    return "".join([*parts, html[at : token.end]])


def _well_nested(tokens: list[Token], partners: list[int]) -> bool:
    """Return whether every tag that is not void has its other one and no two elements cross."""
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.START:
            stack.append(index)
        elif token.kind is Kind.END and (not stack or partners[index] != stack.pop()):
            return False
    return not stack
