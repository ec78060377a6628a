"""Translation memories of other tools: TMX 1.4b, read as a stream and written so that nothing of a unit is lost.

A segment is its text with the elements inside it as they stand (`Node`), so that what is read can be written again;
`tmx_codes` relates them to our inline codes. Source: TMX 1.4b Specification (OSCAR, 2005-04-26).

A DOCTYPE that only names a file is passed over, since every TMX has one, and nothing is fetched; one that declares
something is refused, and so is every entity that XML itself does not define. What stands in the header besides its
attributes, properties and notes (user-defined encodings) is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.xml_nodes import (
    NO_XML,
    Attributes,
    Content,
    Found,
    Node,
    read_nodes,
    write_attributes,
    write_content,
    write_node,
)

_TOLD = frozenset({"prop", "note"})
_ALL = "*all*"
_LANGUAGE = "xml:lang"
# TMX before 1.4 has no prefix.
_LANGUAGES = (_LANGUAGE, "lang")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
"""


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


class TmxFile:
    """A file in reading: its header, and its units as a stream that is read once.

    Raises FileProblem, with the row, for what is not TMX, is not well-formed, or declares entities.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._found = read_nodes(file, name, "tmx", ("header", "tu"))
        self._before: list[TmxUnit] = []
        for found in self._found:
            if found.node.name == "header":
                self.header = TmxHeader(_sorted_out(found.node)[1], _told_in(found.node))
                return
            self._before.append(_unit(found))
        raise FileProblem(Where(name), "has no TMX header", "Export it again from the program that wrote it.")

    def units(self) -> Iterator[TmxUnit]:
        """Yield the units in the order of the file, holding one block of it at a time."""
        yield from self._before
        for found in self._found:
            if found.node.name == "tu":
                yield _unit(found)


def _unit(found: Found) -> TmxUnit:
    return TmxUnit(
        tuple(map(_variant, found.node.all("tuv"))), _sorted_out(found.node)[1], _told_in(found.node), found.row
    )


def _variant(node: Node) -> TmxVariant:
    locale, attributes = _sorted_out(node)
    segment = next(node.all("seg"), None)
    return TmxVariant(locale, segment.content if segment else (), attributes, _told_in(node))


def _told_in(node: Node) -> tuple[Node, ...]:
    return tuple([_with_language(one) for one in node.content if isinstance(one, Node) and one.name in _TOLD])


def _with_language(node: Node) -> Node:
    """Return what is told as TMX 1.4 writes it."""
    locale, attributes = _sorted_out(node)
    return node._replace(attributes=((_LANGUAGE, locale), *attributes) if locale else attributes)


def _sorted_out(node: Node) -> tuple[str, Attributes]:
    """Return (locale, other attributes) of an element."""
    known = dict(node.attributes)
    if known.keys().isdisjoint(_LANGUAGES):
        return "", node.attributes
    locale = known.get(_LANGUAGE, known.get("lang", ""))
    return locale.strip(), tuple([pair for pair in node.attributes if pair[0] not in _LANGUAGES])


def is_writable(unit: TmxUnit) -> bool:
    """Return whether XML can hold every character of a unit: it has none for most control characters."""
    return NO_XML.search("".join(_texts(_element(unit)))) is None


def _texts(node: Node) -> Iterator[str]:
    """Yield every text in an element, those of its attributes too."""
    for _, value in node.attributes:
        yield value
    for one in node.content:
        if isinstance(one, str):
            yield one
        else:
            yield from _texts(one)


def write_tmx(units: Iterable[TmxUnit], out: BinaryIO, header: TmxHeader) -> None:
    """Write a file, unit by unit; what `TmxFile` gives back is what was written, but for the rows."""
    told = write_content(header.told)
    out.write(f"{_HEAD}<header{write_attributes(header.attributes)}>{told}</header>\n<body>\n".encode())
    for unit in units:
        out.write(f"{write_node(_element(unit))}\n".encode())
    out.write(b"</body>\n</tmx>\n")


def _element(unit: TmxUnit) -> Node:
    """Return a unit as an element, a variant a line."""
    content: list[str | Node] = [*unit.told, "\n"]
    for one in unit.variants:
        named = ((_LANGUAGE, one.locale), *one.attributes)
        content += ("  ", Node("tuv", named, (*one.told, Node("seg", (), one.content))), "\n")
    return Node("tu", unit.attributes, tuple(content))
