"""Cells that hold HTML <-> segments of TMX, whose tags are inline codes and whose text is what readers see.

What HTML writes in more ways than one (an entity besides those of & < >, a sign that should have been one) is a code
as well, so that a cell comes back letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli.formats.xml_nodes import Content, Node, text_of
from catalog_cli.markup.tokens import Kind, Token, tokenize

_SIGNS = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITIES = {sign: entity for entity, sign in _SIGNS.items()}
_REFERENCE = re.compile(r"&[#\w]{1,32};|[&<>]")
_SIGN = re.compile("[&<>]")
_ENTITY_TYPE = "x-entity"


def holds_markup(cell: str) -> bool:
    """Return whether a cell holds anything that readers of HTML do not see as text.

    >>> holds_markup("<b>Red</b> bag"), holds_markup("Width < 3 cm & more")
    (True, False)
    """
    return "<" in cell and any(token.kind is not Kind.TEXT for token in tokenize(cell)[0])


def content_of_cell(cell: str) -> Content:
    """Return a cell of HTML as the content of a segment.

    >>> [one if isinstance(one, str) else one.text for one in content_of_cell("Salt &amp; <b>Pepper</b>")]
    ['Salt & ', '<b>', 'Pepper', '</b>']
    """
    tokens = tokenize(cell)[0]
    partners = _partners(tokens)
    parts: list[str | Node] = []
    for number, (index, token) in enumerate(enumerate(tokens), 1):
        raw = cell[token.start : token.end]
        if token.kind is Kind.TEXT:
            parts += _text_parts(raw)
        else:
            parts.append(_tag(token, raw, number, partners.get(index)))
    return tuple(_joined(parts))


def cell_of_content(content: Content) -> str:
    """Return the cell that `content_of_cell` was given."""
    return "".join(
        [
            _SIGN.sub(lambda match: _ENTITIES[match[0]], one) if isinstance(one, str) else text_of(one.content)
            for one in content
        ]
    )


def _partners(tokens: list[Token]) -> dict[int, int]:
    """Return, by index, the number of the pair of each tag that another one closes or opens."""
    opened: list[tuple[str, int]] = []
    found: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.kind is Kind.START:
            opened.append((token.name, index))
        elif token.kind is Kind.END and opened and opened[-1][0] == token.name:
            start = opened.pop()[1]
            found[start] = found[index] = start + 1
    return found


def _tag(token: Token, raw: str, number: int, pair: int | None) -> Node:
    kind = ((("type", token.name),) if token.name else ()) or (("type", "x-markup"),)
    if pair is None:
        return Node("ph", (("x", str(number)), *kind), (raw,))
    i = (("i", str(pair)),)
    if token.kind is Kind.END:
        return Node("ept", i, (raw,))
    return Node("bpt", (*i, ("x", str(number)), *kind), (raw,))


def _text_parts(raw: str) -> Iterator[str | Node]:
    reached = 0
    for match in _REFERENCE.finditer(raw):
        yield raw[reached : match.start()]
        known = _SIGNS.get(match[0])
        yield Node("ph", (("type", _ENTITY_TYPE),), (match[0],)) if known is None else known
        reached = match.end()
    yield raw[reached:]


def _joined(parts: list[str | Node]) -> Iterator[str | Node]:
    """Yield the parts with neighbouring texts as one and without empty ones."""
    waiting: list[str] = []
    for one in parts:
        if isinstance(one, str):
            waiting.append(one)
            continue
        if text := "".join(waiting):
            yield text
        waiting = []
        yield one
    if text := "".join(waiting):
        yield text
