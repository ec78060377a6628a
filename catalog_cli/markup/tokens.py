"""HTML -> tokens with offsets into the original string, from the standard library's html.parser.

Every code point of the input belongs to exactly one token. What html.parser must not see (Liquid, CDATA sections)
is covered by stand-ins of the same length, so that its positions are ours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from html.parser import HTMLParser

from catalog_cli.markup.elements import OPAQUE, VERBATIM, VOID

Attributes = Sequence[tuple[str, str | None]]


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    START = "start tag"
    END = "end tag"
    EMPTY = "void or self-closing tag"
    NOTE = "comment, processing instruction, or markup that no browser shows"
    OPAQUE = "an element whose content is not running text, whole"
    OUTPUT = "Liquid {{ }}"
    BREAK = "Liquid {% %}, doctype, or a line end in preformatted text"


@dataclass(slots=True)
class Token:
    """One piece of HTML at [start, end). `name` is a tag's name in lower case, "" for text."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: Attributes = ()


# A Liquid block ends at its own marker and holds no second opening one, which keeps the search linear.
_LIQUID = re.compile(r"\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*\}\}|\{%-?\s*(\w*)(?:[^%{]|%(?!\})|\{(?!%))*%\}")
_LIQUID_RAW = frozenset({"comment", "raw", "javascript", "schema", "style", "stylesheet"})
_HIDDEN_MARKUP = re.compile(r"<[A-Za-z/!?]")
_CDATA = "<![CDATA["


def tokenize(html: str) -> tuple[list[Token], str]:
    """Return the tokens of `html`, in order and without gaps, and the equally long string that html.parser read.

    >>> [(t.kind.name, t.start, t.end, t.name) for t in tokenize("<p>A &amp; B<br>")[0]]
    [('START', 0, 3, 'p'), ('TEXT', 3, 12, ''), ('EMPTY', 12, 16, 'br')]
    """
    liquid = liquid_blocks(html)
    visible = _cover(html, liquid)
    # Nothing that begins after the last ">" can be a whole tag; html.parser would look for its end again and again.
    last = visible.rfind(">") + 1
    scanner = _Scanner(visible)
    if last:
        scanner.feed(visible[:last])
        scanner.close()
    return list(_refine(scanner.finish(last, len(html)), html, visible, liquid)), visible


class _Scanner(HTMLParser):
    """Records what html.parser reports. A token ends where the next one begins."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._html = html
        self._tokens: list[Token] = []
        self._inside = ""  # the opaque element being skipped
        self._depth = 0

    def finish(self, fed: int, end: int) -> list[Token]:
        """Return what was recorded of the code points fed, and the rest up to `end`."""
        tokens = self._tokens
        first = tokens[0].start if tokens else fed
        if first:  # html.parser passes over "</>" in silence
            tokens.insert(0, Token(Kind.TEXT, 0, first))
        if self._inside:
            tokens[-1].end = end
        else:
            if tokens:
                tokens[-1].end = fed
            if fed < end:
                tokens.append(Token(Kind.TEXT, fed, end))
        return tokens

    def _add(self, kind: Kind, name: str = "", attributes: Attributes = ()) -> None:
        if self._inside:
            return
        at = self.getpos()[1]
        tokens = self._tokens
        if tokens:
            tokens[-1].end = at
        tokens.append(Token(kind, at, at, name, attributes))

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._inside:
            self._depth += tag == self._inside
        elif tag in OPAQUE:
            self._add(Kind.OPAQUE, tag, attrs)
            self._inside, self._depth = tag, 1
        else:
            self._add(Kind.EMPTY if tag in VOID else Kind.START, tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._add(Kind.OPAQUE if tag in OPAQUE else Kind.EMPTY, tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._inside:
            self._add(Kind.END, tag)
        elif tag == self._inside:
            self._depth -= 1
            if self._depth == 0:
                self._inside = ""

    def handle_data(self, data: str) -> None:
        # Running text never begins with "<" and more: that is a tag html.parser could not read. Browsers can.
        is_tag = len(data) > 1 and data[0] == "<" and self._html[self.getpos()[1]] == "<"
        self._add(Kind.NOTE if is_tag else Kind.TEXT)

    def handle_comment(self, data: str) -> None:
        self._add(Kind.NOTE)

    def handle_pi(self, data: str) -> None:
        self._add(Kind.NOTE)

    def handle_decl(self, decl: str) -> None:
        self._add(Kind.BREAK)

    def unknown_decl(self, data: str) -> None:
        self._add(Kind.NOTE)


def liquid_blocks(html: str) -> list[tuple[int, int]]:
    """Return [start, end) of each Liquid block; one that holds raw text (comment, schema …) up to its end tag."""
    if "{{" not in html and "{%" not in html:
        return []
    found = [(match.start(), match.end(), match[1] or "") for match in _LIQUID.finditer(html)]
    last = {word: index for index, (_, _, word) in enumerate(found)}
    blocks: list[tuple[int, int]] = []
    index = 0
    while index < len(found):
        start, end, word = found[index]
        if word in _LIQUID_RAW and last.get("end" + word, -1) > index:
            while found[index][2] != "end" + word:
                index += 1
            end = found[index][1]
        blocks.append((start, end))
        index += 1
    return blocks


def _cover(html: str, liquid: list[tuple[int, int]]) -> str:
    """Return `html`, equally long, as html.parser should see it: on one line, without Liquid and CDATA sections."""
    # With no line ends, the column that getpos() reports is the offset.
    visible = html.replace("\n", " ")
    if liquid:
        parts = []
        at = 0
        for start, end in liquid:
            parts += [visible[at:start], _stand_in(html, start, end)]
            at = end
        visible = "".join([*parts, visible[at:]])
    return _cover_sections(visible) if "<![" in visible else visible


def _stand_in(html: str, start: int, end: int) -> str:
    """Return slashes: in a tag they count as white space, in an unquoted value as text, elsewhere we do not look."""
    first = "x" if html.startswith("<", start - 1) or html.startswith("</", start - 2) else "/"
    last = "x" if html.startswith(">", end) else "/"  # "/>" would close the tag
    return first + "/" * (end - start - 2) + last


def _cover_sections(visible: str) -> str:
    """Return CDATA sections and `<![if …]>` as plain declarations, which html.parser reports as comments.

    html.parser raises AssertionError on unknown marked sections; the standard reads them as comments (13.2.5.42).
    """
    parts = []
    at = 0
    while (start := visible.find(_CDATA, at)) >= 0:
        end = visible.find("]]>", start)
        if end < 0:
            break
        parts += [visible[at:start], "<!", "x" * (end - start), ">"]
        at = end + 3
    return "".join([*parts, visible[at:]]).replace("<![", "<!x")


def _refine(tokens: list[Token], html: str, visible: str, liquid: list[tuple[int, int]]) -> Iterator[Token]:
    """Yield the tokens with text divided at Liquid blocks, hidden markup and, in `pre`, line ends."""
    pre = code = 0
    for token in tokens:
        kind = token.kind
        if kind is not Kind.TEXT:
            step = {Kind.START: 1, Kind.END: -1}.get(kind, 0) if pre or token.name == "pre" else 0
            if token.name == "pre":
                pre = max(0, pre + step)
            elif token.name in VERBATIM:
                code = max(0, code + step)
            yield token
            continue
        start, end = token.start, token.end
        if visible.find("<", start, end) >= 0 and (hidden := _HIDDEN_MARKUP.search(visible, start, end)):
            end = hidden.start()
        if liquid or pre:
            yield from _divide_text(html, start, end, liquid, pre > 0 and code == 0)
        elif end == token.end:
            yield token
        else:
            yield from _text(start, end)
        if end < token.end:
            yield Token(Kind.NOTE, end, token.end)


def _divide_text(html: str, start: int, end: int, liquid: list[tuple[int, int]], lines: bool) -> Iterator[Token]:
    at = start
    for index in range(bisect_right(liquid, (start, -1)), len(liquid)):
        left, right = liquid[index]
        if left >= end:
            break
        yield from _lines(html, at, left) if lines else _text(at, left)
        yield Token(Kind.OUTPUT if html.startswith("{{", left) else Kind.BREAK, left, right, "liquid")
        at = right
    yield from _lines(html, at, end) if lines else _text(at, end)


def _text(start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token(Kind.TEXT, start, end)


def _lines(html: str, start: int, end: int) -> Iterator[Token]:
    while (at := html.find("\n", start, end)) >= 0:
        yield from _text(start, at)
        yield Token(Kind.BREAK, at, at + 1)
        start = at + 1
    yield from _text(start, end)
