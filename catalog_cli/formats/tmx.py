"""Translation memories of other tools: TMX 1.4b, read as a stream and written so that nothing of a unit is lost.

A segment is its text with the elements inside it as they stand (`Node`), so that what is read can be written again;
`tmx_codes` relates them to our inline codes. Source: TMX 1.4b Specification (OSCAR, 2005-04-26).

A DOCTYPE that only names a file is passed over, since every TMX has one, and nothing is fetched; one that declares
something is refused, and so is every entity that XML itself does not define. What stands in the header besides its
attributes, properties and notes (user-defined encodings) is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple, Union
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.feed_xml_markup import ILLEGAL, MOST_DEPTH
from catalog_cli.formats.table import MOST_CHARACTERS

Attributes = tuple[tuple[str, str], ...]
Content = tuple[Union[str, "Node"], ...]
"""Text and elements in the order they stand."""

_BLOCK_BYTES = 1 << 16
_XML_LANG = "http://www.w3.org/XML/1998/namespace}lang"
_TOLD = frozenset({"prop", "note"})
_ALL = "*all*"
# Line ends and tabs would be read back as spaces in an attribute, a carriage return as a line feed in a text (XML 1.0,
# sections 3.3.3 and 2.11).
_IN_TEXT = {"\r": "&#13;"}
_IN_ATTRIBUTES = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
"""


class Node(NamedTuple):
    """An element: inside a segment (`bpt`, `ept`, `ph`, `it`, `hi`, `sub`, `ut`), or a `prop` or `note` beside one."""

    name: str
    attributes: Attributes = ()
    content: Content = ()

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, "" without it."""
        return dict(self.attributes).get(name, "")

    @property
    def text(self) -> str:
        """All text in it."""
        return text_of(self.content)


class TmxVariant(NamedTuple):
    """One language of a unit (`tuv`): its locale as the file writes it, its segment, and what is said of it."""

    locale: str
    content: Content
    attributes: Attributes = ()
    told: tuple[Node, ...] = ()


class TmxUnit(NamedTuple):
    """A translation unit (`tu`): its variants, and what is said of all of them. `row` is its line in the file."""

    variants: tuple[TmxVariant, ...]
    attributes: Attributes = ()
    told: tuple[Node, ...] = ()
    row: int = 0

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, "" without it."""
        return dict(self.attributes).get(name, "")

    def prop(self, kind: str) -> str:
        """Return the text of the unit's first property of a type, "" without one."""
        return next((one.text for one in self.told if one.name == "prop" and one.attribute("type") == kind), "")


class TmxHeader(NamedTuple):
    """What a file says of itself."""

    attributes: Attributes = ()
    told: tuple[Node, ...] = ()

    @property
    def source_locale(self) -> str:
        """The locale that units are translated from, "" if any of theirs may be."""
        named = dict(self.attributes).get("srclang", "")
        return "" if named.lower() == _ALL else named


def text_of(content: Content) -> str:
    """Return all text of a content, that in codes too.

    >>> text_of(("Red ", Node("bpt", (("i", "1"),), ("<b>",)), "bag"))
    'Red <b>bag'
    """
    return "".join([one if isinstance(one, str) else text_of(one.content) for one in content])


class TmxFile:
    """A file in reading: its header, and its units as a stream that is read once.

    Raises FileProblem, with the row, for what is not TMX, is not well-formed, or declares entities.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._blocks = iter(partial(file.read, _BLOCK_BYTES), b"")
        self._reader = _Reader(name)
        while self._reader.header is None and not self._reader.is_done:
            self._feed()
        if self._reader.header is None:
            raise FileProblem(Where(name), "has no TMX header", "Export it again from the program that wrote it.")
        self.header = self._reader.header

    def units(self) -> Iterator[TmxUnit]:
        """Yield the units in the order of the file, holding one block of it at a time."""
        while True:
            yield from self._reader.taken()
            if self._reader.is_done:
                return
            self._feed()

    def _feed(self) -> None:
        block = next(self._blocks, b"")
        self._reader.parse(block, is_last=not block)


class _Reader:
    """Reads units with expat, which counts lines, fetches nothing, and can be told to stop."""

    def __init__(self, name: str) -> None:
        self.header: TmxHeader | None = None
        self.is_done = False
        self._name = name
        self._units: list[TmxUnit] = []
        self._depth = 0
        self._size = 0
        # The elements open in what is kept as it stands, each as (name, attributes, content), and their pieces of text.
        self._open: list[tuple[str, Attributes, list[str | Node]]] = []
        self._pieces: list[str] = []
        self._header: tuple[Attributes, list[Node]] | None = None
        self._unit: tuple[Attributes, list[Node], list[TmxVariant], int] | None = None
        self._variant: tuple[str, Attributes, list[Node], list[Content]] | None = None
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def parse(self, block: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(block, is_last)
        except expat.ExpatError as error:
            what = f"is not well-formed XML ({expat.ErrorString(error.code)})"
            next_step = "Export it again from the program that wrote it."
            raise FileProblem(Where(self._name, error.lineno), what, next_step) from None
        except (ValueError, LookupError) as error:  # an encoding that it does not know
            raise FileProblem(Where(self._name), f"cannot be read ({error})", "Save it as UTF-8.") from None
        self.is_done = is_last

    def taken(self) -> list[TmxUnit]:
        """Return the units that were finished since the last call."""
        units, self._units = self._units, []
        return units

    def _problem(self, what: str, next_step: str) -> FileProblem:
        return FileProblem(Where(self._name, self._parser.CurrentLineNumber), what, next_step)

    def _doctype(self, name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        if has_declarations:
            what = "declares something in its DOCTYPE, which can make a small file fill the memory"
            raise self._problem(what, "Remove the DOCTYPE.")

    def _entity(self, name: str, is_parameter: bool) -> None:
        raise self._problem(f"has the entity &{name};, which XML does not define", "Write the character itself.")

    def _start(self, qualified: str, flat: list[str]) -> None:
        name = qualified.rpartition("}")[2]
        self._depth += 1
        if self._depth == 1 and name != "tmx":
            raise self._problem(f"begins with <{name}>, so it is not TMX", "Give a file that begins with <tmx>.")
        if self._depth > MOST_DEPTH:
            raise self._problem(f"nests elements deeper than {MOST_DEPTH}", "Export it again.")
        locale, attributes = _sorted_out(flat)
        if self._open:
            self._end_text()
            self._open.append((name, attributes, []))
        elif name == "header":
            self._header = (attributes, [])
        elif name == "tu":
            self._unit, self._size = (attributes, [], [], self._parser.CurrentLineNumber), 0
        elif name == "tuv" and self._unit is not None:
            self._variant = (locale, attributes, [], [])
        elif (name == "seg" and self._variant is not None) or (name in _TOLD and (self._header or self._unit)):
            kept = (("xml:lang", locale), *attributes) if locale else attributes
            self._open.append((name, kept, []))

    def _text(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)
            self._size += len(text)
            if self._size > MOST_CHARACTERS:
                raise self._problem(f"has a unit longer than {MOST_CHARACTERS:,} characters", "Divide it.")

    def _end_text(self) -> None:
        if self._pieces:
            self._open[-1][2].append("".join(self._pieces))
            self._pieces = []

    def _end(self, qualified: str) -> None:
        self._depth -= 1
        if self._open:
            self._end_text()
            name, attributes, content = self._open.pop()
            node = Node(name, attributes, tuple(content))
            if self._open:
                self._open[-1][2].append(node)
            elif name == "seg" and self._variant is not None:
                self._variant[3].append(node.content)
            else:
                self._tell(node)
            return
        name = qualified.rpartition("}")[2]
        if name == "header" and self._header is not None:
            self.header, self._header = TmxHeader(self._header[0], tuple(self._header[1])), None
        elif name == "tuv" and self._variant is not None and self._unit is not None:
            locale, attributes, told, segments = self._variant
            self._unit[2].append(TmxVariant(locale, segments[0] if segments else (), attributes, tuple(told)))
            self._variant = None
        elif name == "tu" and self._unit is not None:
            attributes, told, variants, row = self._unit
            self._units.append(TmxUnit(tuple(variants), attributes, tuple(told), row))
            self._unit = None

    def _tell(self, node: Node) -> None:
        if self._variant is not None:
            self._variant[2].append(node)
        elif self._unit is not None:
            self._unit[1].append(node)
        elif self._header is not None:
            self._header[1].append(node)


def _sorted_out(flat: list[str]) -> tuple[str, Attributes]:
    """Return (locale, other attributes) of an element; TMX before 1.4 writes `lang` for `xml:lang`."""
    pairs = list(zip(flat[::2], flat[1::2], strict=True))
    known = dict(pairs)
    locale = known.get(_XML_LANG, known.get("lang", ""))
    return locale.strip(), tuple((name, value) for name, value in pairs if name not in (_XML_LANG, "lang"))


def is_writable(unit: TmxUnit) -> bool:
    """Return whether XML can hold every character of a unit: it has none for most control characters."""
    return ILLEGAL.search(_written(unit)) is None


def write_tmx(units: Iterable[TmxUnit], out: BinaryIO, header: TmxHeader) -> None:
    """Write a file, unit by unit; what `TmxFile` gives back is what was written, but for the rows."""
    told = "".join(_node(one) for one in header.told)
    out.write(f"{_HEAD}<header{_attributes(header.attributes)}>{told}</header>\n<body>\n".encode())
    for unit in units:
        out.write(_written(unit).encode())
    out.write(b"</body>\n</tmx>\n")


def _written(unit: TmxUnit) -> str:
    lines = [f"<tu{_attributes(unit.attributes)}>{_all_told(unit.told)}"]
    for one in unit.variants:
        named = _attributes((("xml:lang", one.locale), *one.attributes))
        lines.append(f"  <tuv{named}>{_all_told(one.told)}<seg>{_content(one.content)}</seg></tuv>")
    return "\n".join([*lines, "</tu>", ""])


def _all_told(nodes: Iterable[Node]) -> str:
    return "".join(map(_node, nodes))


def _content(content: Content) -> str:
    return "".join([escape(one, _IN_TEXT) if isinstance(one, str) else _node(one) for one in content])


def _node(node: Node) -> str:
    start = f"<{node.name}{_attributes(node.attributes)}"
    return f"{start}>{_content(node.content)}</{node.name}>" if node.content else f"{start}/>"


def _attributes(attributes: Attributes) -> str:
    return "".join([f" {name}={quoteattr(value, _IN_ATTRIBUTES)}" for name, value in attributes])
