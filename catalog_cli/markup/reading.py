"""HTML -> blocks of text with inline codes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import accumulate

from catalog_cli.markup.blocks import Block, Markup
from catalog_cli.markup.elements import (
    BOUNDARIES,
    IMPLIED_END,
    OPAQUE_INLINE,
    TRANSLATABLE_ATTRIBUTES,
    VERBATIM,
)
from catalog_cli.markup.runs import RunReader, clean_text, trim
from catalog_cli.markup.tokens import Attributes, Kind, Token, liquid_blocks, tokenize
from catalog_cli.segment import CodeKind, InlineCode

_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?)?""")
_TAG_NAME = re.compile(r"<[^\s/>]*")
_WORD = re.compile(r"[^\W_]")


def read_html(html: str) -> Markup:
    """Return the blocks of text in `html`; any string is read, none is an error.

    Text in script, style, comments, templates, Liquid tags and elements with translate="no" or class "notranslate" is
    no block, nor is one without a letter or digit.

    >>> [block.text for block in read_html('<p>A <b>red</b> bag &amp; belt</p><img alt="Front">').blocks]
    ['A red bag & belt', 'Front']
    >>> read_html("<p>A <b>red</b> bag</p>").blocks[0].codes
    (InlineCode(kind=<CodeKind.PAIR: 'pair'>, start=2, end=5, name='b', opening='<b>', closing='</b>'),)
    """
    if "<" not in html and "&" not in html and "{" not in html:
        return Markup(html, _plain_block(html))
    return Markup(html, tuple(_Reader(html).blocks()))


def is_boundary(token: Token) -> bool:
    """Return whether running text ends at this token."""
    kind = token.kind
    if kind is Kind.TEXT:
        return False
    if kind is Kind.BREAK:
        return True
    name = token.name
    # A name with a hyphen is a custom element: a widget, not a word.
    return name in BOUNDARIES or (kind is Kind.OPAQUE and name not in OPAQUE_INLINE) or "-" in name


def _plain_block(html: str) -> tuple[Block, ...]:
    if not _WORD.search(html):
        return ()
    start = len(html) - len(html.lstrip())
    end = len(html.rstrip())
    return (Block(start, end, clean_text(html[start:end])),)


class _Reader:
    """One pass over the tokens: cuts them into runs at boundaries and follows `translate`."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.tokens, self.visible = tokenize(html)
        self.boundaries = [is_boundary(token) for token in self.tokens]
        self.partners = pair_tags(self.tokens, self.boundaries)
        self.says = "translate" in html.lower()
        # Two tags are in one run if no interruption was counted between them.
        self.interruptions = list(accumulate(self.boundaries, initial=0))
        if self.says:
            allowed = (_translate(token.attributes) is True for token in self.tokens)
            self.interruptions = list(accumulate(map(max, self.boundaries, allowed), initial=0))

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks by start."""
        runs = RunReader(self.html, self.tokens, self.partners, self.verbatim)
        count = 0
        for first, end, attributes in self._runs():
            block = runs.read(first, end, attributes, count) if first < end else None
            if block is None:
                yield from attributes
                count += len(attributes)
                continue
            before = sum(attribute.start < block.start for attribute in attributes)
            yield from attributes[:before]
            yield block
            yield from attributes[before:]
            count += len(attributes) + 1

    def verbatim(self, index: int) -> bool:
        """Return whether the inline element that begins here holds no language and can be taken whole."""
        token = self.tokens[index]
        partner = self.partners[index]
        if token.kind is not Kind.START or self.boundaries[index] or partner < 0:
            return False
        said = _translate(token.attributes) if self.says else None
        if said or (said is None and token.name not in VERBATIM):
            return False
        return self.interruptions[index + 1] == self.interruptions[partner]

    def _runs(self) -> Iterator[tuple[int, int, list[Block]]]:
        """Yield (first token, end, attribute blocks since the last run) for each run without a boundary."""
        tokens, boundaries = self.tokens, self.boundaries
        scopes: list[tuple[int, bool]] = []  # (index that ends it, state before) of elements that say `translate`
        translated = True
        attributes: list[Block] = []
        first = index = 0
        while index < len(tokens):
            while scopes and index >= scopes[-1][0]:
                yield (first if translated else index), index, attributes
                first, attributes = index, []
                translated = scopes.pop()[1]
            token = tokens[index]
            if token.attributes or token.name in VERBATIM:
                if translated and self.verbatim(index):
                    index = self.partners[index] + 1
                    continue
                said = _translate(token.attributes) if self.says else None
            else:
                said = None
            if boundaries[index] or (said is not None and said != translated and token.kind is Kind.START):
                if attributes or first < index:
                    yield (first if translated else index), index, attributes
                    attributes = []
                first = index + 1
                if said is not None and token.kind is Kind.START:
                    scopes.append((self._scope_end(index), translated))
                    translated = said
            if token.attributes and (translated if said is None else said):
                attributes.extend(attribute_blocks(self.html, self.visible, token))
            index += 1
        yield (first if translated else index), index, attributes

    def _scope_end(self, index: int) -> int:
        """Return the token that ends the element: its end tag or, where that is missing, the next boundary."""
        if self.partners[index] > index:
            return self.partners[index]
        return bisect_right(self.interruptions, self.interruptions[index + 1]) - 1


def pair_tags(tokens: list[Token], boundaries: list[bool]) -> list[int]:
    """Return per token the index of the tag that it opens or closes with, -1 if there is none.

    Inline tags pair by name alone, so that mis-nested ones find each other; an element that ends without an end tag
    (`p`, `li`, `td`) has the tag that ends it as its partner, which does not have it.
    """
    partners = [-1] * len(tokens)
    inline: dict[str, list[int]] = {}
    open_blocks: list[int] = []
    names: Counter[str] = Counter()
    for index, token in enumerate(tokens):
        name = token.name
        if not name:
            continue
        if token.kind is Kind.START:
            if boundaries[index]:
                _end_implied(name, index, open_blocks, names, tokens, partners)
                open_blocks.append(index)
                names[name] += 1
            else:
                inline.setdefault(name, []).append(index)
        elif token.kind is Kind.END:
            if boundaries[index]:
                while names[name]:
                    opener = open_blocks.pop()
                    names[tokens[opener].name] -= 1
                    partners[opener] = index
                    if tokens[opener].name == name:
                        partners[index] = opener
                        break
            elif inline.get(name):
                partners[index] = inline[name].pop()
                partners[partners[index]] = index
    return partners


def _end_implied(
    name: str, index: int, open_blocks: list[int], names: Counter[str], tokens: list[Token], partners: list[int]
) -> None:
    """Close the open elements that a start tag of this name ends: a paragraph, an item before an item."""
    ended, barriers = IMPLIED_END.get(name, (frozenset({"p"}), frozenset()))
    if not any(names[one] for one in ended):
        return
    # Only the innermost elements: what lies beyond a barrier, or beyond anything but `p`, stays open.
    while open_blocks:
        top = tokens[open_blocks[-1]].name
        if top not in ended and (top != "p" or top in barriers):
            return
        partners[open_blocks.pop()] = index
        names[top] -= 1
        if top in ended:
            return


def attribute_blocks(html: str, visible: str, token: Token) -> Iterator[Block]:
    """Yield the translatable values of a tag's attributes, without white space around them.

    `visible` is `html` as `tokenize` gave it. Liquid in a value is a VERBATIM code.

    >>> html = '<a title="To &lt;b&gt;">'
    >>> tokens, visible = tokenize(html)
    >>> [(block.attribute, block.text) for block in attribute_blocks(html, visible, tokens[0])]
    [('title', 'To <b>')]
    """
    for name, group, start, end in attribute_values(visible, token):
        start, end = trim(html, start, end)
        parts: list[str] = []
        codes: list[InlineCode] = []
        size = at = 0
        for left, right in liquid_blocks(html[start:end]):
            parts += [unescape(html[start + at : start + left]), html[start + left : start + right]]
            at = right
            size += len(parts[-2])
            codes.append(InlineCode(CodeKind.VERBATIM, size, size + len(parts[-1]), "liquid", parts[-1]))
            size += len(parts[-1])
        parts.append(unescape(html[start + at : end]))
        if any(_WORD.search(part) for part in parts[::2]):
            yield Block(start, end, "".join(parts), tuple(codes), attribute=name, quote=("", "", '"', "'", "")[group])


def attribute_values(visible: str, token: Token) -> Iterator[tuple[str, int, int, int]]:
    """Yield (name, 2 for double quotes, 3 for single, 4 for none, start, end) of a tag's translatable values."""
    wanted = {name for name, value in token.attributes if value and is_translatable(token, name)}
    opening = _TAG_NAME.match(visible, token.start)
    at = opening.end() if opening else token.end
    while wanted and (match := _ATTRIBUTE.match(visible, at, token.end)):
        at = match.end()
        name, group = match[1].lower(), match.lastindex or 1
        if name in wanted and group > 1:
            wanted.discard(name)
            yield name, group, match.start(group), match.end(group)


def is_translatable(token: Token, name: str) -> bool:
    """Return whether readers see the attribute's value: `alt`, `title`, `aria-label` …, and a button's `value`."""
    if name == "value":
        kinds = {value.lower() for key, value in token.attributes if key == "type" and value}
        return token.name == "input" and not kinds.isdisjoint({"submit", "button", "reset"})
    return name in TRANSLATABLE_ATTRIBUTES


def _translate(attributes: Attributes) -> bool | None:
    """Return what a tag says of its content: translate it, leave it, or nothing (None)."""
    for name, value in attributes:
        if name == "translate":
            said = (value or "").strip().lower()
            return None if said not in ("yes", "no", "") else said != "no"
        if name == "class" and value and "notranslate" in value.lower().split():
            return False
    return None
