"""XLIFF 1.2 and 2.1, the files that translators' programs exchange: cells with their segments, notes and states.

Version 2 has a `unit` for each cell and a `segment` in it for each of its own; version 1.2 a `group` for each cell with
a `trans-unit` for each segment. Sources: XLIFF 2.1 (OASIS Standard, 2018-02-13), XLIFF 1.2 (2008-02-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import BinaryIO, NamedTuple

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.xliff_inline import Piece, content_of, original_data, tag_ids
from catalog_cli.formats.xml_nodes import Attributes, Content, Found, Node, read_nodes, write_attributes, write_node
from catalog_cli.segment import Limit

OLD, NEW = "1.2", "2.1"
VERSIONS = (OLD, NEW)
_NAMESPACES = {OLD: "urn:oasis:names:tc:xliff:document:1.2", NEW: "urn:oasis:names:tc:xliff:document:2.0"}
# Version 2.1 restricts sizes by a module; readers that do not know it pass it over.
_SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
# Translation candidates are another module of it; "icm" is a match in context (section 5.1).
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_PROFILES = {"characters": "xliff:codepoints"}
# How a unit says that it is a whole cell.
_WHOLE, _OLD_WHOLE = "catalog:cell", "x-catalog-cell"
_EXACT_PERCENT = 100
_OLD_UNITS = {"characters": "char", "bytes": "byte"}


class State(StrEnum):
    """How far a segment is, as XLIFF 2 names it."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


# XLIFF 1.2, section 2.3.1.1 (state), in the words of version 2; one that is not here asks for more work.
_OLD_STATES = {
    "translated": State.TRANSLATED,
    "needs-review-translation": State.TRANSLATED,
    "needs-review-adaptation": State.TRANSLATED,
    "needs-review-l10n": State.TRANSLATED,
    "signed-off": State.REVIEWED,
    "final": State.FINAL,
}
_TO_OLD = {
    State.INITIAL: "needs-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
    State.FINAL: "final",
}


class Note(NamedTuple):
    """A remark for the translator; `priority` is from 1, which matters most, to 10."""

    text: str
    category: str = ""
    priority: int = 5


class Match(NamedTuple):
    """What a person made of a text that resembles a segment's by `percent`; above 100 in the same context too.

    If `is_substituted`, the target has the numbers of the segment and not those of `source`.
    """

    source: str
    target: str
    percent: int
    is_substituted: bool = False


class XliffSegment(NamedTuple):
    """A segment on its way out: target None where there is none yet; `matches` from the memory, best first."""

    source: Piece
    target: Piece | None
    state: State
    matches: tuple[Match, ...] = ()


class XliffUnit(NamedTuple):
    """A cell on its way out: `id` tells it when it comes back, `name` is its column, `limit` that of the whole cell.

    `is_whole` says that the one segment is the cell as it is written, markup and all.
    """

    id: str
    name: str
    segments: tuple[XliffSegment, ...]
    notes: tuple[Note, ...] = ()
    limit: Limit | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class XliffHeader:
    """What a file says of itself: its version, its locales, and the name of what was taken out of it."""

    version: str
    source_locale: str
    target_locale: str
    original: str


class ReturnedSegment(NamedTuple):
    """A segment that came back: its source and target as they stand there, and how far it is."""

    source: Content
    target: Content | None
    state: State
    row: int


class ReturnedUnit(NamedTuple):
    """A cell that came back; `original` names the file that it is of."""

    id: str
    original: str
    segments: tuple[ReturnedSegment, ...]
    is_whole: bool = False


def write_xliff(units: Iterable[XliffUnit], out: BinaryIO, header: XliffHeader) -> int:
    """Write a file unit by unit and return how many there are."""
    space = _NAMESPACES[header.version]
    if header.version == OLD:
        named: Attributes = (
            ("original", header.original),
            ("source-language", header.source_locale),
            ("target-language", header.target_locale),
            ("datatype", "plaintext"),
            ("xml:space", "preserve"),
        )
        start = f'<xliff version="1.2" xmlns="{space}">\n<file{write_attributes(named)}>\n<body>\n'
        end, written = "</body>\n</file>\n</xliff>\n", _old_unit
    else:
        pair: Attributes = (("srcLang", header.source_locale), ("trgLang", header.target_locale))
        named = (("id", "f1"), ("original", header.original), ("canResegment", "no"), ("xml:space", "preserve"))
        spaces = f'xmlns="{space}" xmlns:slr="{_SIZES}" xmlns:mtc="{_MATCHES}"'
        profile = '<slr:profiles generalProfile="xliff:codepoints"/>'
        start = f'<xliff version="2.1" {spaces}{write_attributes(pair)}>\n<file{write_attributes(named)}>\n{profile}\n'
        end, written = "</file>\n</xliff>\n", _new_unit
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{start}'.encode())
    count = 0
    for unit in units:
        out.write((written(unit) + "\n").encode())
        count += 1
    out.write(end.encode())
    return count


def _new_unit(unit: XliffUnit) -> str:
    named: Attributes = (("id", unit.id), ("name", unit.name))
    if unit.is_whole:
        named += (("type", _WHOLE),)
    if unit.limit is not None and unit.limit.unit in _PROFILES:
        named += (("slr:sizeRestriction", str(unit.limit.most)),)
    content: list[Node] = []
    if matches := tuple(_new_matches(unit)):
        content.append(Node("mtc:matches", (), matches))
    if unit.notes:
        notes = (Node("note", _note(note, "category"), (note.text,)) for note in unit.notes)
        content.append(Node("notes", (), tuple(notes)))
    data: dict[str, Node] = {}
    segments = []
    for number, segment in enumerate(unit.segments, start=1):
        source, target = _contents(segment, f"s{number}-", is_old=False, data=data)
        parts = [Node("source", (), source), *([] if target is None else [Node("target", (), target)])]
        segments.append(Node("segment", (("id", f"s{number}"), ("state", segment.state)), tuple(parts)))
    if data:
        content.append(Node("originalData", (), tuple(data.values())))
    return write_node(Node("unit", named, (*content, *segments)))


def _new_matches(unit: XliffUnit) -> Iterator[Node]:
    for number, segment in enumerate(unit.segments, start=1):
        for match in segment.matches:
            kind = "icm" if match.percent > _EXACT_PERCENT else "tm"
            named = (
                ("ref", f"#s{number}"),
                ("matchQuality", _quality(match)),
                ("type", kind),
                ("origin", _origin(match)),
            )
            yield Node("mtc:match", named, _match_texts(match, is_old=False))


def _quality(match: Match) -> str:
    return str(min(match.percent, _EXACT_PERCENT))


def _origin(match: Match) -> str:
    return "memory, with the numbers of this source" if match.is_substituted else "memory"


def _match_texts(match: Match, *, is_old: bool) -> Content:
    return tuple(
        Node(name, (), content_of((text, ()), [], is_old=is_old))
        for name, text in (("source", match.source), ("target", match.target))
    )


def _contents(
    segment: XliffSegment, prefix: str, *, is_old: bool, data: dict[str, Node]
) -> tuple[Content, Content | None]:
    """Return what stands in the source and the target of a segment; `data` gets the markup of its tags, by its names.

    Ids are unique in a unit of version 2, so that each segment's have a prefix there.
    """
    source, target = segment.source, segment.target
    contents: list[Content | None] = []
    for piece in (source, target):
        if piece is None:
            contents.append(None)
            continue
        ids = [prefix + name for name in tag_ids(source[1], piece[1])]
        contents.append(content_of(piece, ids, is_old=is_old))
        data.update((node.attribute("id"), node) for node in original_data(piece[1], ids))
    return contents[0] or (), contents[1]


def _old_unit(unit: XliffUnit) -> str:
    nodes = []
    for number, segment in enumerate(unit.segments, start=1):
        source, target = _contents(segment, "", is_old=True, data={})
        content = [Node("source", (), source)]
        if target is not None:
            content.append(Node("target", (("state", _TO_OLD[segment.state]),), target))
        if number == 1:
            content += (Node("note", _note(note, "from"), (note.text,)) for note in unit.notes)
        for match in segment.matches:
            facts = (("match-quality", _quality(match)), ("origin", _origin(match)))
            content.append(Node("alt-trans", facts, _match_texts(match, is_old=True)))
        named: Attributes = (("id", f"{unit.id}.{number}"),)
        if unit.is_whole:
            named += (("restype", _OLD_WHOLE),)
        if segment.state in (State.REVIEWED, State.FINAL):
            named += (("approved", "yes"),)
        if unit.limit is not None and len(unit.segments) == 1 and unit.limit.unit in _OLD_UNITS:
            named += (("maxwidth", str(unit.limit.most)), ("size-unit", _OLD_UNITS[unit.limit.unit]))
        nodes.append(Node("trans-unit", named, tuple(content)))
    return write_node(Node("group", (("id", unit.id), ("resname", unit.name)), tuple(nodes)))


def _note(note: Note, kind: str) -> Attributes:
    category: Attributes = ((kind, note.category),) if note.category else ()
    return (*category, ("priority", str(note.priority)))


def read_xliff(file: BinaryIO, name: str) -> tuple[XliffHeader, Iterator[ReturnedUnit]]:
    """Return what a file says of itself, and its units as a stream that is read once; `name` is for messages.

    Raises FileProblem, with the row, for what is not XLIFF of a known version, is not well-formed, or declares
    entities.
    """
    found = read_nodes(file, name, "xliff", ("unit", "trans-unit"))
    first = next(found, None)
    if first is None:
        raise FileProblem(Where(name), "has no units", "Export it again from the program that wrote it.")
    header = _header(first, name)
    read = _old_units if header.version == OLD else _new_units
    return header, read(_with_first(first, found))


def _with_first(first: Found, rest: Iterator[Found]) -> Iterator[Found]:
    yield first
    yield from rest


def _header(found: Found, name: str) -> XliffHeader:
    root = found.around[0]
    file = next((one for one in found.around if one.name == "file"), Node("file"))
    version = root.attribute("version")
    if version == OLD:
        return XliffHeader(
            OLD, file.attribute("source-language"), file.attribute("target-language"), file.attribute("original")
        )
    if version.startswith("2."):
        return XliffHeader(NEW, root.attribute("srcLang"), root.attribute("trgLang"), file.attribute("original"))
    what = f'is XLIFF "{version}"' if version else "does not say its version"
    raise FileProblem(Where(name, found.row), what, f"Give one of version {OLD} or {NEW}.")


def _original(found: Found) -> str:
    return next((one.attribute("original") for one in found.around if one.name == "file"), "")


def _new_units(stream: Iterator[Found]) -> Iterator[ReturnedUnit]:
    for found in stream:
        segments = []
        for node in found.node.all("segment"):
            source, target = (next(node.all(name), None) for name in ("source", "target"))
            state = node.attribute("state")
            segments.append(
                ReturnedSegment(
                    _without_prefix(() if source is None else source.content),
                    None if target is None else _without_prefix(target.content),
                    State(state) if state in list(State) else State.INITIAL,
                    found.row,
                )
            )
        is_whole = found.node.attribute("type") == _WHOLE
        yield ReturnedUnit(found.node.attribute("id"), _original(found), tuple(segments), is_whole)


def _without_prefix(content: Content) -> Content:
    """Return content with the ids that a tag has in its segment."""
    return tuple(
        one
        if isinstance(one, str)
        else Node(
            one.name,
            tuple(
                (key, value.rpartition("-")[2] if key in ("id", "startRef") else value) for key, value in one.attributes
            ),
            _without_prefix(one.content),
        )
        for one in content
    )


def _old_units(stream: Iterator[Found]) -> Iterator[ReturnedUnit]:
    """Yield units of consecutive segments of one cell: their ids are its own with a number behind."""
    for (name, original), group in groupby(stream, key=lambda one: (_cell(one.node.attribute("id")), _original(one))):
        own = list(group)
        is_whole = own[0].node.attribute("restype") == _OLD_WHOLE
        yield ReturnedUnit(name, original, tuple(map(_old_segment, own)), is_whole)


def _cell(name: str) -> str:
    return name.rpartition(".")[0]


def _old_segment(found: Found) -> ReturnedSegment:
    source, target = (next(found.node.all(name), None) for name in ("source", "target"))
    state = State.INITIAL
    if target is not None:
        # Without a state, a target that is there was translated (XLIFF 1.2, section 2.3.1.1).
        named = target.attribute("state")
        state = _OLD_STATES.get(named, State.INITIAL) if named else State.TRANSLATED
        if found.node.attribute("approved") == "yes":
            state = State.FINAL if state is State.FINAL else State.REVIEWED
    content = () if source is None else source.content
    return ReturnedSegment(content, None if target is None else target.content, state, found.row)
