"""Elements of XML as values, read as a stream from files of other programs, and written.

Nothing is fetched: a DOCTYPE that only names a file is passed over, one that declares something is refused, and so is
every entity that XML itself does not define.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple, Union
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.feed_xml_markup import MOST_DEPTH
from catalog_cli.formats.table import MOST_CHARACTERS

Attributes = tuple[tuple[str, str], ...]
Content = tuple[Union[str, "Node"], ...]
"""Text and elements in the order they stand."""

_BLOCK_BYTES = 1 << 16
_XML = "http://www.w3.org/XML/1998/namespace"
# Line ends and tabs would be read back as spaces in an attribute, a carriage return as a line feed in a text (XML 1.0,
# sections 3.3.3 and 2.11).
_IN_TEXT = {"\r": "&#13;"}
_IN_ATTRIBUTES = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
# What XML 1.0 cannot hold, not even as a reference: https://www.w3.org/TR/xml/#charsets
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AGAIN = "Export it again from the program that wrote it."


class Node(NamedTuple):
    """An element without its namespace: name, attributes (`xml:` ones with that prefix), and what is in it."""

    name: str
    attributes: Attributes = ()
    content: Content = ()

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, "" without it."""
        return next((value for key, value in self.attributes if key == name), "")

    def all(self, name: str) -> Iterator[Node]:
        """Yield the elements of a name right below it."""
        return (one for one in self.content if isinstance(one, Node) and one.name == name)

    @property
    def text(self) -> str:
        """All text in it."""
        return text_of(self.content)


class Found(NamedTuple):
    """An element that was looked for, the attributes of those around it from the outermost on, and its line."""

    node: Node
    around: tuple[Node, ...]
    row: int


def text_of(content: Content) -> str:
    """Return all text of a content, that in elements too.

    >>> text_of(("Red ", Node("bpt", (("i", "1"),), ("<b>",)), "bag"))
    'Red <b>bag'
    """
    return "".join([one if isinstance(one, str) else text_of(one.content) for one in content])


def read_nodes(file: BinaryIO, name: str, root: str, wanted: Collection[str]) -> Iterator[Found]:
    """Yield the elements of some names in the order of a file, whose first element is `root`; one block is held.

    Raises FileProblem, with the row, for what is not well-formed, declares entities, or is too deep or too long.
    """
    reader = _Reader(name, root, frozenset(wanted))
    for block in iter(partial(file.read, _BLOCK_BYTES), b""):
        yield from reader.parse(block, is_last=False)
    yield from reader.parse(b"", is_last=True)


class _Reader:
    """Reads elements with expat, which counts lines, fetches nothing, and can be told to stop."""

    def __init__(self, name: str, root: str, wanted: frozenset[str]) -> None:
        self._name, self._root, self._wanted = name, root, wanted
        self._found: list[Found] = []
        self._around: list[Node] = []
        # The elements open in one that is wanted, each as (name, attributes, content), and their pieces of text.
        self._open: list[tuple[str, Attributes, list[str | Node]]] = []
        self._pieces: list[str] = []
        self._size = self._row = 0
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def parse(self, block: bytes, *, is_last: bool) -> list[Found]:
        """Return the elements that a block ends."""
        try:
            self._parser.Parse(block, is_last)
        except expat.ExpatError as error:
            what = f"is not well-formed XML ({expat.ErrorString(error.code)})"
            raise FileProblem(Where(self._name, error.lineno), what, _AGAIN) from None
        except (ValueError, LookupError) as error:  # an encoding that it does not know
            raise FileProblem(Where(self._name), f"cannot be read ({error})", "Save it as UTF-8.") from None
        found, self._found = self._found, []
        return found

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
        if not self._around and not self._open and name != self._root:
            what = f"begins with <{name}>, so it is not {self._root.upper()}"
            raise self._problem(what, f"Give a file that begins with <{self._root}>.")
        if len(self._around) + len(self._open) >= MOST_DEPTH:
            raise self._problem(f"nests elements deeper than {MOST_DEPTH}", _AGAIN)
        attributes = tuple([(_plain(key), value) for key, value in zip(flat[::2], flat[1::2], strict=True)])
        if self._open:
            self._end_text()
            self._open.append((name, attributes, []))
        elif name in self._wanted:
            self._size, self._row = 0, self._parser.CurrentLineNumber
            self._open.append((name, attributes, []))
        else:
            self._around.append(Node(name, attributes))

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
        if not self._open:
            self._around.pop()
            return
        self._end_text()
        name, attributes, content = self._open.pop()
        node = Node(name, attributes, tuple(content))
        if self._open:
            self._open[-1][2].append(node)
        else:
            self._found.append(Found(node, tuple(self._around), self._row))


def _plain(key: str) -> str:
    if "}" not in key:
        return key
    space, _, name = key.rpartition("}")
    return f"xml:{name}" if space == _XML else name


def write_node(node: Node) -> str:
    """Return an element as it is written; reading gives the same back, but U+FFFD for what XML cannot hold.

    >>> write_node(Node("note", (("id", '1"'),), ("a < b", Node("br"))))
    '<note id=\\'1"\\'>a &lt; b<br/></note>'
    """
    start = f"<{node.name}{write_attributes(node.attributes)}"
    return f"{start}>{write_content(node.content)}</{node.name}>" if node.content else f"{start}/>"


def write_content(content: Content) -> str:
    """Return text and elements as they are written."""
    return "".join([escape(_held(one), _IN_TEXT) if isinstance(one, str) else write_node(one) for one in content])


def write_attributes(attributes: Attributes) -> str:
    """Return attributes as they are written, each with a space before it."""
    return "".join([f" {name}={quoteattr(_held(value), _IN_ATTRIBUTES)}" for name, value in attributes])


def _held(text: str) -> str:
    return text if text.isascii() and text.isprintable() else NO_XML.sub("\ufffd", text)
