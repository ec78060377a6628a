"""One reading of an XML file by expat: that it is valid and safe, which element is the record, and its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.feed_xml_markup import CORRECT_IT, ILLEGAL, MOST_DEPTH, invalid
from catalog_cli.formats.table import MOST_CHARACTERS, HeaderScore

_MOST_KINDS = 100_000
"""Paths of elements in one file: about 30 MB of memory. A catalog has hundreds."""
_MOST_OPEN = 10_000
"""Elements open at once: expat remembers the name of each."""
_NUMERIC = re.compile(r"&#(x?)([0-9a-fA-F]++);")
_NO_BREAK_SPACE = 0xA0
_ADVICE = {
    "not well-formed (invalid token)": 'Write "&" as &amp; and "<" as &lt; in text, and run again.',
    "XML or text declaration not at start of entity": "Remove what stands before <?xml and run again.",
}


@dataclass(slots=True)
class Element:
    """One path of a file. `count` is how often it is there; `order` counts paths with text by first appearance.

    `column` is its index among the record's columns, else -1; `columns` are those of its children that were read.
    """

    name: str
    parent: Element | None = None
    count: int = 0
    order: int = -1
    column: int = -1
    children: dict[str, Element] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def local_name(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the root element down to this one."""
        return () if self.parent is None else (*self.parent.path, self.name)

    @property
    def is_repeated(self) -> bool:
        """Whether some parent has several of it."""
        return self.parent is not None and self.count > max(self.parent.count, 1)

    @property
    def texts(self) -> list[Element]:
        """The children that are text in at least one place."""
        return [child for child in self.children.values() if child.order >= 0]

    def below(self) -> Iterator[Element]:
        """Yield every element below this one, those that stand nearer first."""
        level = list(self.children.values())
        while level:
            yield from level
            level = [child for element in level for child in element.children.values()]


@dataclass(slots=True)
class Outline:
    """What one reading showed. `newline` is how the first line ends, "" if there is one.

    `is_clean`: no character is one that XML may not hold. `letters` and `references`: whether letters beyond ASCII
    stand as themselves, and the first numeric reference as "&#" or "&#x", "" if there is none.
    """

    root: Element
    is_clean: bool = True
    letters: bool = False
    references: str = ""
    newline: str = ""


def outline(blocks: Iterable[str], name: str) -> Outline:
    """Return the outline of a file given as blocks of text; raises FileProblem where it is no safe, valid XML."""
    reader = _Reader(name)
    found = reader.outline
    pending: list[str] = []
    size, wanted, fed, index = 0, 0, 0, 0
    for block in blocks:
        _note(found, block)
        pending.append(block)
        size += len(block)
        # A tag or comment that goes on is read again from its start: twice as much at a time keeps that linear.
        if size < wanted:
            continue
        content = _utf8("".join(pending))
        fed += len(content)
        pending, size = [], 0
        reader.parse(content)
        is_stuck, index = reader.index == index, reader.index
        wanted = fed - index if is_stuck else 0
        if wanted > MOST_CHARACTERS:
            raise reader.problem("a tag or comment never ends")
    reader.parse(_utf8("".join(pending)), is_last=True)
    return found


def _utf8(text: str) -> bytes:
    try:
        content = text.encode()
    except UnicodeEncodeError:
        content = b""
    # What may not stand in XML makes its own record a problem, not the whole file.
    return content if content and ILLEGAL.search(text) is None else ILLEGAL.sub("\ufffd", text).encode()


def _note(found: Outline, block: str) -> None:
    found.letters = found.letters or not block.isascii()
    if found.is_clean and ILLEGAL.search(block) is not None:
        found.is_clean = False
    if not found.references and "&#" in block:
        found.references = next((f"&#{x}" for x, code in _NUMERIC.findall(block) if _is_letter(x, code)), "")
    if not found.newline and "\n" in block:
        found.newline = "\r\n" if block.partition("\n")[0].endswith("\r") else "\n"


def _is_letter(hexadecimal: str, code: str) -> bool:
    """Return whether a numeric reference stands for what is not ASCII; a space is written so among plain letters."""
    try:
        number = int(code, 16 if hexadecimal else 10)
    except ValueError:
        return False
    return number > 127 and number != _NO_BREAK_SPACE


class _Reader:
    """Expat with its handlers: a path and a count for each element, and a refusal of what is not safe."""

    def __init__(self, name: str) -> None:
        self.outline = Outline(Element(""))
        self._name = name
        self._element = self.outline.root
        self._is_text = False
        self._depth = 0
        self._kinds = 0
        self._texts = 0
        parser = expat.ParserCreate("utf-8")
        # An entity that is not defined makes its own record a problem; nothing is ever loaded.
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        self._parser = parser

    @property
    def index(self) -> int:
        return self._parser.CurrentByteIndex

    def parse(self, content: bytes, *, is_last: bool = False) -> None:
        try:
            self._parser.Parse(content, is_last)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code) or "unknown error"
            advice = _ADVICE.get(what, CORRECT_IT)
            raise invalid(self._name, error.lineno, error.offset + 1, what, advice) from None

    def problem(self, what: str, next_step: str = CORRECT_IT) -> FileProblem:
        parser = self._parser
        return invalid(self._name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, what, next_step)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self._depth += 1
        self._is_text = True
        if self._depth > MOST_DEPTH:
            if self._depth > _MOST_OPEN:
                raise self.problem(f"more than {_MOST_OPEN:,} elements are open at once")
            return
        element = self._element
        child = element.children.get(name)
        if child is None:
            self._kinds += 1
            if self._kinds > _MOST_KINDS:
                raise self.problem(f"it has more than {_MOST_KINDS:,} kinds of elements", "Give a product feed.")
            child = element.children[name] = Element(name, element)
        child.count += 1
        self._element = child

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth >= MOST_DEPTH:
            self._is_text = False
            return
        element = self._element
        if self._is_text:
            self._is_text = False
            if element.order < 0:
                element.order = self._texts
                self._texts += 1
        self._element = element.parent or element

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        if has_subset:
            self._refuse()

    def _entity(self, *declaration: object) -> None:
        self._refuse()

    def _refuse(self) -> None:
        raise FileProblem(
            Where(self._name, self._parser.CurrentLineNumber),
            "declares entities or markup of its own in its <!DOCTYPE>, which is not read for safety",
            "Remove what stands in [ ] of the <!DOCTYPE> and run again.",
        )


def record_element(root: Element, score_header: HeaderScore) -> Element | None:
    """Return the element that is a record, None if the file shows none.

    It is the item of RSS and the entry of Atom; else the outermost repeated element with text in it, of which the
    one with the best known names, then the most frequent; else a single product.
    """
    for element in root.below():
        parent = element.parent
        if parent is not None and (parent.local_name.casefold(), element.local_name.casefold()) in _KNOWN:
            return element
    repeated = [element for element in root.below() if element.is_repeated and element.texts]
    inside = {id(deeper) for element in repeated for deeper in element.below()}
    outermost = [element for element in repeated if id(element) not in inside]
    known = {id(element): _score(element, score_header) for element in outermost}
    best = max(outermost, key=lambda element: (known[id(element)], element.count), default=None)
    if best is None:
        # A feed without items holds no products, though its channel has a title.
        is_feed = any(element.local_name.casefold() in _FEEDS for element in root.children.values())
        single = [] if is_feed else [element for element in root.below() if element.texts]
        return max(single, key=lambda element: _score(element, score_header), default=None)
    # One product with its variants rather than a catalog: what stands around them is better known than they are.
    outer = best.parent
    while outer is not None and outer.parent is not None:
        if outer.count == 1 and (own := _score(outer, score_header)) > 0 and own >= known[id(best)]:
            return outer
        outer = outer.parent
    return best


_KNOWN = {("channel", "item"), ("rdf", "item"), ("feed", "entry")}
"""RSS 2.0, RSS 1.0 (where items stand beside the channel) and Atom (RFC 4287)."""


_FEEDS = frozenset({"rss", "rdf", "feed"})


def _score(element: Element, score_header: HeaderScore) -> float:
    names = [child.local_name for child in element.texts]
    return score_header(names) if names else 0.0


def number_columns(record: Element) -> list[str]:
    """Return the names of a record's columns in order of first appearance, and note their indices in the elements."""
    texts = sorted((element for element in record.below() if element.order >= 0), key=lambda element: element.order)
    depth = len(record.path)
    for index, element in enumerate(texts):
        element.column = index
    return [".".join(element.path[depth:]) for element in texts]
