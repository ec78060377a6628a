"""One run of tokens without a boundary -> one block: text, and inline codes by offsets into it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate

from catalog_cli.markup.blocks import Block, Slot
from catalog_cli.markup.tokens import Kind, Token
from catalog_cli.segment import CodeKind, InlineCode

_WHITE = " \t\r\n\f\xa0"
_NBSP = r"&nbsp;?|&#0*160;?|&#[xX]0*[aA]0;?"
_BLANK = re.compile(rf"(?:[ \t\r\n\f\xa0]|{_NBSP})*")
# Begins only where white space begins, so that a long run of it is read once.
_LINE_END = re.compile(r"(?<![ \t\f])[ \t\f]*[\r\n][ \t\r\n\f]*")
_WORD = re.compile(r"[^\W_]")


def clean_text(raw: str) -> str:
    """Return raw HTML text as a reader sees it: entities decoded, line ends with the space around them as one space.

    >>> clean_text("Salt &amp;\\n   Pepper")
    'Salt & Pepper'
    """
    text = unescape(raw) if "&" in raw else raw
    return _LINE_END.sub(" ", text) if "\n" in text or "\r" in text else text


def trim(html: str, start: int, end: int) -> tuple[int, int]:
    """Return [start, end) without the white space at its ends, entities for a no-break space included."""
    blank = _BLANK.match(html, start, end)
    if blank is not None:
        start = blank.end()
    while end > start:
        if html[end - 1] in _WHITE:
            end -= 1
        elif html[end - 1] in ";0pPaA" and (last := html.rfind("&", max(start, end - 12), end)) >= 0:
            if _BLANK.fullmatch(html, last, end) is None:
                break
            end = last
        else:
            break
    return start, end


_SPACE = (0, 0)
"""Stands, among slices of the HTML, for one space."""


@dataclass(slots=True)
class _Code:
    """A code under construction: its markup as slices of the HTML."""

    kind: CodeKind
    start: int
    end: int
    name: str
    opening: list[tuple[int, int]]
    closing: list[tuple[int, int]] = field(default_factory=list)


class RunReader:
    """Reads runs of one HTML string. `verbatim` tells whether an element at an index holds no language."""

    def __init__(
        self, html: str, tokens: Sequence[Token], partners: Sequence[int], verbatim: Callable[[int], bool]
    ) -> None:
        self._html = html
        self._tokens = tokens
        self._partners = partners
        self._verbatim = verbatim
        self._visible = list(accumulate(map(self._is_visible, tokens), initial=0))

    def read(self, first: int, end: int, attributes: Sequence[Block], index: int) -> Block | None:
        """Return the block of tokens[first:end], None if it holds no word.

        `attributes` are the attribute blocks of these tokens and of the boundary before; `index` is the place of
        the first of all these blocks in the list of all.
        """
        if self._visible[first] == self._visible[end]:
            return None
        first, last = self._inner(first, end - 1)
        head, tail = self._tokens[first], self._tokens[last]
        start = trim(self._html, head.start, head.end)[0] if head.kind is Kind.TEXT else head.start
        stop = trim(self._html, tail.start, tail.end)[1] if tail.kind is Kind.TEXT else tail.end
        if first == last and head.kind is Kind.TEXT:
            text = clean_text(self._html[start:stop])
            return Block(start, stop, text) if _WORD.search(text) else None
        run = _Run(self._html, start, stop)
        self._fill(run, first, last)
        return run.block(attributes, index)

    def _is_visible(self, token: Token) -> bool:
        if token.kind is Kind.TEXT:
            html = self._html
            return html[token.start] not in " \t\r\n\f\xa0&" or not _BLANK.fullmatch(html, token.start, token.end)
        return token.kind is Kind.OUTPUT

    def _inner(self, first: int, last: int) -> tuple[int, int]:
        """Return the first and last token without white space, tags and comments around all words."""
        while True:
            while not self._holds_words(first, Kind.START, first, last):
                first += 1
            while not self._holds_words(last, Kind.END, first, last):
                last -= 1
            whole = self._tokens[first].kind is Kind.START and self._partners[first] == last
            if not whole or self._verbatim(first):
                return first, last
            first, last = first + 1, last - 1

    def _holds_words(self, index: int, side: Kind, first: int, last: int) -> bool:
        """Return whether the words of tokens[first:last + 1] begin (end) at this token: text, or a tag around some."""
        kind = self._tokens[index].kind
        if kind in (Kind.TEXT, Kind.OUTPUT):
            return self._visible[index] < self._visible[index + 1]
        partner = self._partners[index]
        return (
            kind is side
            and first <= partner <= last
            and self._visible[min(index, partner)] < self._visible[max(index, partner)]
        )

    def _fill(self, run: _Run, first: int, last: int) -> None:
        """Hand the tokens to the run, an element that stands for one code at once."""
        index = first
        while index <= last:
            token = self._tokens[index]
            partner = self._partners[index]
            if token.kind is Kind.TEXT:
                run.add_text(token.start, token.end)
            elif token.kind is Kind.OUTPUT:
                run.add_verbatim(self._html[token.start : token.end], token, token.end)
            elif token.kind is Kind.START and index < partner <= last:
                index += self._add_element(run, index, partner)
                continue
            elif token.kind is Kind.START:
                run.open_pair(token, token.end)
            elif token.kind is Kind.END and index in run.pairs:
                code, outermost = run.pairs.pop(index)
                run.close_pair(code, token.start, self._tokens[outermost].end)
                index = outermost
            elif token.kind is Kind.END and 0 <= partner < first:
                run.close_half(token)
            else:
                run.add_point(token.name, [token])
            index += 1

    def _add_element(self, run: _Run, index: int, partner: int) -> int:
        """Add the inline element whose tags are at `index` and `partner`; return how many tokens that took."""
        tokens, partners = self._tokens, self._partners
        token = tokens[index]
        if self._visible[index] == self._visible[partner]:
            run.add_point(token.name, tokens[index : partner + 1])
            return partner + 1 - index
        if self._verbatim(index):
            inside = (one for one in tokens[index:partner] if one.kind in (Kind.TEXT, Kind.OUTPUT))
            words = "".join(clean_text(self._html[one.start : one.end]) for one in inside)
            run.add_verbatim(words, token, tokens[partner].end)
            return partner + 1 - index
        # Tags that open and close together are one code, so that nothing can come between them.
        depth = 0
        while (
            tokens[index + depth + 1].kind is Kind.START
            and partners[index + depth + 1] == partner - depth - 1
            and not self._verbatim(index + depth + 1)
        ):
            depth += 1
        code = run.open_pair(token, tokens[index + depth].end)
        run.pairs[partner - depth] = code, partner
        return depth + 1


class _Run:
    """The text and codes of one block while its tokens are added in order."""

    def __init__(self, html: str, start: int, stop: int) -> None:
        self.html, self.start, self.stop = html, start, stop
        self.parts: list[str] = []
        self.size = 0
        self.codes: list[_Code] = []
        self.halves: list[_Code] = []  # whose opening tag stands before this block
        self.pairs: dict[int, tuple[_Code, int]] = {}
        """Index of the first closing tag -> the open code, index of its last closing tag."""
        self.opened: _Code | None = None  # the pair that began at the very end of the text so far
        self.shown: list[tuple[int, int]] | None = None  # markup there that may show: an image, an icon

    def add_text(self, start: int, end: int) -> None:
        """Add running text; of white space on both sides of a tag one is read, as a browser does."""
        text = clean_text(self.html[max(start, self.start) : min(end, self.stop)])
        if text[:1] in (" ", "\t") and self.parts and self.parts[-1].endswith((" ", "\t")):
            text = text.lstrip(" \t")
            if self.shown is not None:
                self.shown.append(_SPACE)
        if text:
            self._add(text)

    def add_verbatim(self, text: str, token: Token, end: int) -> None:
        """Add words that are not language; the markup from the token to `end` stands for them."""
        code = _Code(CodeKind.VERBATIM, self.size, self.size + len(text), token.name, [(token.start, end)])
        self.codes.append(code)
        self._add(text)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
        self.opened = self.shown = None

    def add_point(self, name: str, tokens: Sequence[Token]) -> None:
        """Add tags without words: an image, a comment, an empty element and all in it. White space in it is text."""
        slices = [(token.start, token.end) for token in tokens if token.kind is not Kind.TEXT]
        if self.opened is not None:
            self.opened.opening.extend(slices)
            self.shown = self.opened.opening
        else:
            self.codes.append(_Code(CodeKind.POINT, self.size, self.size, name, slices))
            self.shown = slices
        for token in tokens:
            if token.kind is Kind.TEXT:
                self.add_text(token.start, token.end)

    def open_pair(self, token: Token, end: int) -> _Code:
        """Begin a code at this opening tag, which reaches, with those that open with it, to `end`."""
        code = _Code(CodeKind.PAIR, self.size, -1, token.name, [(token.start, end)])
        self.codes.append(code)
        self.opened = code
        return code

    def close_pair(self, code: _Code, start: int, end: int) -> None:
        """End the code; tags without words just before stay inside as part of its closing."""
        points: list[_Code] = []
        while self.codes[-1].kind is CodeKind.POINT and self.codes[-1].start == self.size:
            points.append(self.codes.pop())
        code.closing = [one for point in reversed(points) for one in point.opening]
        code.closing.append((start, end))
        code.end = self.size
        self.opened = None
        self.shown = code.closing if points else None

    def close_half(self, token: Token) -> None:
        """End an element that began before this block."""
        code = _Code(CodeKind.PAIR, 0, self.size, token.name, [], [(token.start, token.end)])
        self.halves.append(code)
        self.opened = None

    def block(self, attributes: Sequence[Block], index: int) -> Block | None:
        """Return the finished block; see `RunReader.read`."""
        text = "".join(self.parts)
        codes = [*reversed(self.halves), *self.codes]
        if not _has_language(text, codes):
            return None
        for code in codes:
            if code.end < 0:
                code.end = self.size
        slots = _slots(self.html, codes, self._inside(attributes, index))
        done = tuple(
            InlineCode(c.kind, c.start, c.end, c.name, _markup(self.html, c.opening), _markup(self.html, c.closing))
            for c in codes
        )
        return Block(self.start, self.stop, text, done, slots=slots)

    def _inside(self, attributes: Sequence[Block], index: int) -> list[tuple[Block, int]]:
        """Return the attributes within this block, each with its index in the list of all blocks."""
        return [
            (attribute, index + place + 1)
            for place, attribute in enumerate(attributes)
            if self.start < attribute.start < self.stop
        ]


def _has_language(text: str, codes: Sequence[_Code]) -> bool:
    """Return whether a word stands outside the verbatim codes."""
    at = 0
    for code in codes:
        if code.kind is CodeKind.VERBATIM:
            if _WORD.search(text, at, code.start):
                return True
            at = code.end
    return _WORD.search(text, at) is not None


def _markup(html: str, slices: Sequence[tuple[int, int]]) -> str:
    return "".join(" " if one == _SPACE else html[one[0] : one[1]] for one in slices)


def _slots(html: str, codes: Sequence[_Code], attributes: Sequence[tuple[Block, int]]) -> tuple[Slot, ...]:
    """Return where in the codes' markup the attributes stand."""
    if not attributes:
        return ()
    found: list[Slot] = []
    for slices in (side for code in codes for side in (code.opening, code.closing) if side):
        places = []
        at = 0
        for start, end in slices:
            low, high = bisect_left(attributes, start, key=_start), bisect_left(attributes, end, key=_start)
            for attribute, index in attributes[low:high]:
                places.append((at + attribute.start - start, at + attribute.end - start, index))
            at += (end - start) or 1
        if places:
            found.append(Slot(_markup(html, slices), tuple(places)))
    return tuple(found)


def _start(item: tuple[Block, int]) -> int:
    return item[0].start
