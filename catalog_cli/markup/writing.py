"""Blocks with new text -> HTML: spliced into the original, so that every other code point stays as it was."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from html.entities import codepoint2name

from catalog_cli.markup.blocks import Block, BlockTarget, Markup
from catalog_cli.markup.pieces import CONTINUED
from catalog_cli.segment import CodeKind, InlineCode

_NO_BREAK_SPACE = re.compile(r"\xa0|&nbsp;?|&#0*160;?|&#[xX]0*[aA]0;?")
# The numbers are those of Latin letters (U+00C0 to U+024F): "&#9888;" is a sign and says nothing about letters.
_LETTER_REFERENCE = re.compile(
    r"&(?:[A-Za-z](?:acute|grave|circ|tilde|uml|ring|cedil|caron|slash|lig)|#0*(?:19[2-9]|[2-4]\d\d|5[0-8]\d));"
)
_SPECIAL = re.compile(r"[&<>\xa0]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def write_html(markup: Markup, targets: Sequence[BlockTarget | None]) -> str:
    """Return the HTML with the blocks replaced by `targets`, one per block; None keeps a block's bytes.

    `&`, `<`, `>` and, in an attribute, its quote are escaped. A no-break space is written as the source first writes
    one, `&nbsp;` if it has none. Other characters stand for themselves, but where an all-ASCII source writes its
    letters as references (`&eacute;`), so is all that is not ASCII: its owner needs it so. Raises ValueError if there
    are more or fewer targets than blocks.

    >>> markup = Markup("<p>Salt&nbsp;&amp; pepper</p>", (Block(3, 25, "Salt\xa0& pepper"),))
    >>> write_html(markup, [BlockTarget("Sal\xa0& pimenta")])
    '<p>Sal&nbsp;&amp; pimenta</p>'
    """
    encode = _encoder(markup.html)
    if len(targets) != len(markup.blocks):
        raise ValueError(f"{len(markup.blocks)} blocks, {len(targets)} targets")
    out: list[str] = []
    at = 0
    for block, target in zip(markup.blocks, targets, strict=True):
        if target is None or block.start < at:  # before `at`: an attribute in a tag that was written with its block
            continue
        out.append(markup.html[at : block.start])
        if block.attribute:
            out.append(_attribute_value(block, target, encode))
        else:
            out.extend(_marked(target, encode, _new_markup(block, markup.blocks, targets, encode)))
        at = block.end
    out.append(markup.html[at:])
    return "".join(out)


def _encoder(html: str) -> Callable[[str], str]:
    """Return the function that writes text as this HTML does."""
    spaces = _NO_BREAK_SPACE.search(html)
    space = "&nbsp;" if spaces is None else spaces[0]
    if len(space) > 1 and not space.endswith(";"):
        space += ";"
    names = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": space}
    ascii_only = html.isascii() and _LETTER_REFERENCE.search(html) is not None

    def encode(text: str) -> str:
        text = _SPECIAL.sub(lambda found: names[found[0]], text)
        return _NOT_ASCII.sub(_reference, text) if ascii_only and not text.isascii() else text

    return encode


def _reference(found: re.Match[str]) -> str:
    name = codepoint2name.get(ord(found[0]))
    return f"&{name};" if name else f"&#{ord(found[0])};"


def _attribute_value(block: Block, target: BlockTarget, encode: Callable[[str], str]) -> str:
    """Return the value as it stands between its quotes, with quotes where the source had none."""
    quote = block.quote or '"'
    reference = "&quot;" if quote == '"' else "&#39;"
    value = "".join(_marked(target, lambda text: encode(text).replace(quote, reference), {}))
    return value if block.quote else f'"{value}"'


def _new_markup(
    block: Block, blocks: Sequence[Block], targets: Sequence[BlockTarget | None], encode: Callable[[str], str]
) -> dict[str, deque[str]]:
    """Return, per markup of a code that holds translated attributes, what it becomes, in source order."""
    found: dict[str, deque[str]] = defaultdict(deque)
    for slot in block.slots:
        parts = []
        at = 0
        for start, end, index in slot.places:
            target = targets[index]
            if target is not None:
                parts += [slot.markup[at:start], _attribute_value(blocks[index], target, encode)]
                at = end
        found[slot.markup].append("".join([*parts, slot.markup[at:]]))
    return found


def _marked(target: BlockTarget, encode: Callable[[str], str], changed: dict[str, deque[str]]) -> list[str]:
    """Return the pieces of the text with its codes' markup written back."""
    out: list[str] = []
    at = 0
    for place, _, _, code, markup in sorted(_edges(target.codes), key=lambda edge: edge[:3]):
        if place > at:
            out.append(encode(target.text[at:place]))
            at = place
        waiting = changed.get(markup)
        out.append(waiting.popleft() if waiting else markup)
        if code.kind is CodeKind.VERBATIM:
            at = max(at, code.end)
    out.append(encode(target.text[at:]))
    return out


def _edges(codes: Sequence[InlineCode]) -> list[tuple[int, tuple[int, int], int, InlineCode, str]]:
    """Return (place, order at that place …, code, markup) of each opening and closing.

    At one place what began before closes first, the innermost first; then the rest comes in source order.
    """
    edges = []
    for index, code in enumerate(codes):
        if code.opening or code.name == CONTINUED:
            edges.append((code.start, (1, index), 0, code, code.opening))
        if code.closing:
            order = (0, -code.start) if code.end > code.start else (1, index)
            edges.append((code.end, order, -index if code.end > code.start else 1, code, code.closing))
    return edges
