"""XML without a document type, read a block at a time: checked, taken as events, or cut into elements by offset.

Only the text of parts is taken apart here; what their elements mean is said in `xlsx_parts` and `xlsx_cells`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat  # a document type, and with it every entity, is refused below

from catalog_cli.errors import FileProblem

Problem = Callable[[str], FileProblem]
"""Makes the error to raise of a phrase that says what is wrong."""

MOST_ELEMENT_CHARACTERS = 1 << 24
"""The longest row or shared string that is read, in characters of XML. Excel's longest row is 16,384 cells, in
practice a few hundred; its longest cell 32,767 characters."""
_MOST_TAG_BYTES = 1 << 22
_TAG = r"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>"""
"""The rest of a tag after its name: an attribute may hold ">"."""
_SPACE = re.compile(r"\s*")


def checked(
    blocks: Iterable[bytes], part: str, problem: Problem, attach: Callable[..., None] | None = None
) -> Iterator[bytes]:
    """Yield the blocks of a part, having checked each; raises FileProblem for XML that is damaged or not plain.

    A document type could name entities that grow without bound. Comments, CDATA and processing instructions do not
    occur in what spreadsheet programs write, and would make elements harder to cut out by offset.
    """
    # The parts are in UTF-8 whatever they claim: what else they could be in is damage to what comes after.
    parser = expat.ParserCreate("utf-8", " ")

    def refuse(*_: object) -> NoReturn:
        raise problem(f"holds XML that is not plain in its part {part} (a document type, a comment or CDATA)")

    parser.StartDoctypeDeclHandler = refuse
    parser.CommentHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    parser.StartCdataSectionHandler = refuse
    if attach is not None:
        attach(parser)
    fed = 0
    try:
        for block in blocks:
            parser.Parse(block, False)
            fed += len(block)
            if fed - parser.CurrentByteIndex > _MOST_TAG_BYTES:
                raise problem(f"holds a tag longer than {_MOST_TAG_BYTES:,} bytes in its part {part}")
            yield block
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise problem(
            f"is damaged: its part {part} is not XML from byte {parser.CurrentByteIndex:,} on ({what})"
        ) from None


def read_events(
    blocks: Iterable[bytes],
    part: str,
    problem: Problem,
    start: Callable[[tuple[str, ...], dict[str, str]], None],
) -> None:
    """Call `start` for each element with the names of the elements it stands in and its own, and its attributes.

    The names are without their namespaces. For small parts: the path is made anew for each element.
    """
    path: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        path.append(name.rpartition(" ")[2])
        if len(path) > 256:
            raise problem(f"is nested too deeply in its part {part}")
        start(tuple(path), {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def attach(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = begin
        parser.EndElementHandler = lambda _: path.pop()

    for _ in checked(blocks, part, problem, attach):
        pass


class Elements:
    """The children of one element of a part, cut out of its text: `rows` of `sheetData`, `si` of `sst`.

    What `head`, `cut` and `rest` give, in this order, is the whole text. The XML is to be `checked`; what is not may
    be cut wrongly, but never without end.
    """

    def __init__(self, blocks: Iterable[bytes], part: str, problem: Problem) -> None:
        self._texts = _decoded(blocks, part, problem)
        self._part, self._problem = part, problem
        self._text = ""
        self._pos = 0
        self.prefix = ""
        """The namespace prefix of the part's elements with its colon, "" in what most programs write."""
        self._child = ""

    def head(self, root: str, parent: str, child: str) -> str:
        """Return the text up to where the first child may stand; raises FileProblem if there is no such parent."""
        opening = re.compile(rf"<(?:([^\s<>/:?!]+):)?{root}(?=[\s/>])")
        while (found := opening.search(self._text)) is None:
            self._need()
        self.prefix = f"{found[1]}:" if found[1] else ""
        inside = re.compile(rf"<{re.escape(self.prefix)}{parent}(?=[\s/>]){_TAG}")
        while (begun := inside.search(self._text, found.start())) is None:
            self._need()
        self._pos = begun.end()
        self._child = "" if begun[0].endswith("/>") else self.prefix + child
        return self._text[: self._pos]

    def cut(self) -> Iterator[tuple[str, str]]:
        """Yield (text before it, its own text) of each child."""
        if not self._child:
            return
        opening = re.compile(rf"\s*<{re.escape(self._child)}(?=[\s/>]){_TAG}").match
        closing = f"</{self._child}"
        while True:
            found = opening(self._text, self._pos)
            if found is None:
                if self._is_over():
                    return
                self._need()
                continue
            end = found.end()
            if self._text[end - 2] != "/":
                end = self._text.find(closing, end)
                end = self._text.find(">", end) + 1 if end >= 0 else 0
                if not end:
                    self._need()
                    continue
            start = self._text.index("<", self._pos)
            piece = self._text[self._pos : start], self._text[start:end]
            self._pos = end
            yield piece

    def rest(self) -> Iterator[str]:
        """Yield the text after the last child."""
        yield self._text[self._pos :]
        self._text = ""
        yield from self._texts

    def _is_over(self) -> bool:
        """Return whether the children end here, as far as the text is there."""
        text = self._text
        start = _SPACE.match(text, self._pos).end()  # type: ignore[union-attr]  # it matches nothing, too
        if len(text) < start + 2 + len(self._child):
            return False
        if text.startswith(("</", f"<{self.prefix}extLst"), start):
            return True
        if not text.startswith("<" + self._child, start):
            raise self._problem(f"holds what is not understood in its part {self._part}")
        return False

    def _need(self) -> None:
        """Take more text: as much again as waits, so that a long element is not searched again and again."""
        waiting = self._text[self._pos :]
        if len(waiting) > MOST_ELEMENT_CHARACTERS:
            raise self._problem(f"holds a row or text longer than {MOST_ELEMENT_CHARACTERS:,} characters")
        texts = [waiting]
        more = 0
        for text in self._texts:
            texts.append(text)
            more += len(text)
            if more >= len(waiting) or len(waiting) + more > MOST_ELEMENT_CHARACTERS:
                break
        if not more:
            raise self._problem(f"is damaged: its part {self._part} ends too early")
        self._text, self._pos = "".join(texts), 0


def _decoded(blocks: Iterable[bytes], part: str, problem: Problem) -> Iterator[str]:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for block in blocks:
            yield decode(block)
    except UnicodeDecodeError:
        raise problem(f"is damaged: its part {part} is not in UTF-8") from None


_REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x([0-9a-fA-F]{4})_")
_LINE_END = re.compile(r"\r\n?")


def plain(text: str) -> str:
    r"""Return the text that a piece of XML stands for; `_x000B_` is how a workbook writes what XML cannot hold.

    An escape of NUL or of half a character stays as it is written (ECMA-376 part 1, 22.9.2.19, ST_Xstring).

    >>> plain("A &amp; B&#10;_x000B_ _x005F_x000B_")
    'A & B\n\x0b _x000B_'
    """
    if "&" not in text and "_x" not in text and "\r" not in text:
        return text
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    if "&" in text:
        text = _REFERENCE.sub(_referred, text)
    return _ESCAPE.sub(_unescaped, text) if "_x" in text else text


def _referred(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    return chr(int(found[1]) if found[1] else int(found[2], 16))


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code and not 0xD800 <= code <= 0xDFFF else found[0]


_SPECIAL = re.compile('[&<>"\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "_": "_x005F_"}


def escaped(text: str) -> str:
    r"""Return a text as XML, so that `plain` gives it back.

    >>> escaped("A & B\r\n\x0b _x000B_")
    'A &amp; B&#13;\n_x000B_ _x005F_x000B_'
    """
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0]) or f"_x{ord(found[0]):04X}_", text)
