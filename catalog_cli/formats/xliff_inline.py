"""Our inline codes <-> XLIFF's elements inside a segment, for version 1.2 and for version 2.

| ours                                  | XLIFF 2              | XLIFF 1.2                |
|---------------------------------------|----------------------|--------------------------|
| a PAIR around text                    | `pc`                 | `bpt` … `ept` of one id  |
| a PAIR that does not nest             | `sc` … `ec`          | `bpt` … `ept` of one id  |
| a PAIR without closing (opening) tag  | `sc` (`ec`) isolated | `it pos="open"` (close)  |
| a POINT                               | `ph`                 | `ph`                     |
| VERBATIM text                         | `mrk translate="no"` | `mrk mtype="protected"`  |
| a character that XML cannot hold      | `cp`                 | `ph ctype="x-character"` |

The id of a tag is its number among those of its source, from 1; what a tag says is data for whoever reads the file. On
the way back the id alone tells which it is: tags are the source's own, and nobody can bring in another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli.formats.xml_nodes import NO_XML, Attributes, Content, Node
from catalog_cli.segment import CodeKind, InlineCode

Piece = tuple[str, tuple[InlineCode, ...]]
_CHARACTER = "x-character"


class StrangeCode(ValueError):
    """A segment came back with a tag that its source has not, or with one of them several times."""


class _Event(NamedTuple):
    """A place where something of a code is written: `part` is "open", "close" or "point"."""

    place: int
    part: str
    code: int


def tag_ids(source: Sequence[InlineCode], codes: Sequence[InlineCode]) -> list[str]:
    """Return the id of each code of a text: for a tag, the number of the source's tag that it is; others have an "m".

    Tags that the source has not get the numbers behind its last one.
    """
    own = [code for code in source if code.kind is not CodeKind.VERBATIM]
    free: dict[tuple[CodeKind, str, str], deque[int]] = {}
    for number, code in enumerate(own, start=1):
        free.setdefault(_says(code), deque()).append(number)
    found: list[str] = []
    following = len(own)
    for code in codes:
        if code.kind is CodeKind.VERBATIM:
            found.append(f"m{len(found) + 1}")
            continue
        if same := free.get(_says(code)):
            found.append(str(same.popleft()))
        else:
            following += 1
            found.append(str(following))
    return found


def _says(code: InlineCode) -> tuple[CodeKind, str, str]:
    return code.kind, code.opening, code.closing


def content_of(piece: Piece, ids: Sequence[str], *, is_old: bool) -> Content:
    """Return a segment's text with its codes as elements: of XLIFF 1.2 with `is_old`, else of XLIFF 2.

    >>> bold = InlineCode(CodeKind.PAIR, 2, 5, "b", "<b>", "</b>")
    >>> content_of(("A red bag", (bold,)), ["1"], is_old=False)[1]
    Node(name='pc', attributes=(('id', '1'), ('dataRefStart', 'd1o'), ('dataRefEnd', 'd1c')), content=('red',))
    """
    text, codes = piece
    events = _events(codes)
    flat = set() if is_old else _crossing(codes, events)
    is_flat = [is_old or index in flat for index in range(len(codes))]
    stack: list[tuple[int, list[str | Node]]] = [(-1, [])]
    reached = 0
    for place, part, index in events:
        stack[-1][1].extend(_plain(text[reached:place], is_old=is_old))
        reached = place
        code, name = codes[index], ids[index]
        if code.kind is CodeKind.VERBATIM and index in flat:
            continue  # what must stay is only a hint: it gives way to the tags
        if code.kind is not CodeKind.VERBATIM and (is_flat[index] or part == "point"):
            stack[-1][1].append(_mark(code, name, part, is_old=is_old))
        elif part == "open":
            stack.append((index, []))
        else:
            _, inside = stack.pop()
            stack[-1][1].append(_around(code, name, tuple(inside), is_old=is_old))
    stack[-1][1].extend(_plain(text[reached:], is_old=is_old))
    return tuple(stack[0][1])


def _events(codes: Sequence[InlineCode]) -> list[_Event]:
    """Return where codes are written, in order: at one place those that end there come first, the innermost before."""
    closing: list[tuple[int, int, _Event]] = []
    opening: list[tuple[int, int, int, _Event]] = []
    for index, code in enumerate(codes):
        is_whole = code.kind is CodeKind.VERBATIM or (code.kind is CodeKind.PAIR and code.opening and code.closing)
        if is_whole and code.start < code.end:
            opening.append((code.start, index, 0, _Event(code.start, "open", index)))
            closing.append((code.end, -index, _Event(code.end, "close", index)))
        elif is_whole:
            opening.append((code.start, index, 0, _Event(code.start, "open", index)))
            opening.append((code.start, index, 1, _Event(code.start, "close", index)))
        else:
            place = code.end if code.kind is CodeKind.PAIR and not code.opening else code.start
            opening.append((place, index, 0, _Event(place, "point", index)))
    ordered = [(place, 0, rest, 0, event) for place, rest, event in closing]
    ordered += [(place, 1, rest, part, event) for place, rest, part, event in opening]
    return [event for *_, event in sorted(ordered)]


def _crossing(codes: Sequence[InlineCode], events: Sequence[_Event]) -> set[int]:
    """Return the codes that do not nest with the others; of a name and a tag that cross it is the name."""
    flat: set[int] = set()
    stack: list[int] = []
    for _, part, index in events:
        if part == "open":
            stack.append(index)
        elif part == "close" and stack[-1:] == [index]:
            stack.pop()
        elif part == "close" and index in stack:
            inside = stack[stack.index(index) + 1 :]
            if codes[index].kind is CodeKind.VERBATIM and inside:
                flat.add(index)
                stack.remove(index)
            else:
                flat.update(inside)
                del stack[stack.index(index) :]
    return flat


def _mark(code: InlineCode, name: str, part: str, *, is_old: bool) -> Node:
    """Return an element that stands for one tag."""
    markup = code.closing if part == "close" or (part == "point" and not code.opening) else code.opening
    if is_old:
        if part == "point" and code.kind is CodeKind.PAIR:
            return Node("it", (("id", name), ("pos", "open" if code.opening else "close")), (markup,))
        kind = {"open": "bpt", "close": "ept", "point": "ph"}[part]
        return Node(kind, (("id", name),), (markup,))
    if code.kind is CodeKind.POINT:
        return Node("ph", (("id", name), ("dataRef", f"d{name}o"), ("disp", markup)))
    if part == "point":
        which = ("sc", "o") if code.opening else ("ec", "c")
        return Node(which[0], (("id", name), ("isolated", "yes"), ("dataRef", f"d{name}{which[1]}")))
    if part == "open":
        return Node("sc", (("id", name), ("dataRef", f"d{name}o")))
    return Node("ec", (("startRef", name), ("dataRef", f"d{name}c")))


def _around(code: InlineCode, name: str, inside: Content, *, is_old: bool) -> Node:
    """Return an element around text."""
    if code.kind is CodeKind.VERBATIM:
        kept: Attributes = (("mtype", "protected"),) if is_old else (("id", name), ("translate", "no"))
        return Node("mrk", kept, inside)
    return Node("pc", (("id", name), ("dataRefStart", f"d{name}o"), ("dataRefEnd", f"d{name}c")), inside)


def original_data(codes: Sequence[InlineCode], ids: Sequence[str]) -> Iterator[Node]:
    """Yield what XLIFF 2 keeps of the tags of a segment: their markup, by the names that `content_of` refers to."""
    for code, name in zip(codes, ids, strict=True):
        if code.kind is CodeKind.VERBATIM:
            continue
        if code.opening:
            yield Node("data", (("id", f"d{name}o"),), (code.opening,))
        if code.closing:
            yield Node("data", (("id", f"d{name}c"),), (code.closing,))


def _plain(text: str, *, is_old: bool) -> Iterator[str | Node]:
    reached = 0
    for match in NO_XML.finditer(text):
        if reached < match.start():
            yield text[reached : match.start()]
        number = f"{ord(match.group()):04X}"
        yield (
            Node("ph", (("id", f"c{number}"), ("ctype", _CHARACTER)), (number,))
            if is_old
            else Node("cp", (("hex", number),))
        )
        reached = match.end()
    if reached < len(text):
        yield text[reached:]


def piece_of(content: Content, source: Sequence[InlineCode]) -> Piece:
    """Return the text and the tags of a segment that came back; `source` are the codes of its source.

    Raises StrangeCode for a tag that is none of the source's. Marks around names, and comments, are only text.
    """
    return _Reading([code for code in source if code.kind is not CodeKind.VERBATIM]).read(content)


class _Reading:
    """A segment on its way back: its text so far, and where each of the source's tags stands."""

    def __init__(self, tags: Sequence[InlineCode]) -> None:
        self._tags = tags
        self._parts: list[str] = []
        self._size = 0
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._met: dict[int, None] = {}

    def read(self, content: Content) -> Piece:
        self._add(content)
        found = []
        # Of several at one place the order that they were met in; what is around the same words nests as in the source.
        for number, index in enumerate(self._met):
            code = self._tags[index]
            start = self._starts.get(index, 0)
            end = self._ends.get(index, start if code.kind is CodeKind.POINT else self._size)
            found.append(
                (start, -end, index if start < end else number, code._replace(start=start, end=max(start, end)))
            )
        return "".join(self._parts), tuple(code for *_, code in sorted(found, key=lambda one: one[:3]))

    def _add(self, content: Content) -> None:
        for one in content:
            if isinstance(one, str):
                self._parts.append(one)
                self._size += len(one)
            else:
                self._add_node(one)

    def _add_node(self, node: Node) -> None:
        name = node.name
        if name == "cp" or node.attribute("ctype") == _CHARACTER:
            self._add((_character(node.attribute("hex") or node.text),))
        elif name in ("mrk", "sub"):
            self._add(node.content)
        elif name in ("pc", "g"):
            index = self._index(node.attribute("id"))
            self._note(self._starts, index)
            self._add(node.content)
            self._note(self._ends, index)
        elif name in ("ec", "ept") or (name == "it" and node.attribute("pos") == "close") or name == "ex":
            self._note(
                self._ends, self._index(node.attribute("startRef") or node.attribute("rid") or node.attribute("id"))
            )
        elif name in ("sc", "bpt", "it", "bx", "ph", "x"):
            self._note(self._starts, self._index(node.attribute("id")))
        elif name not in ("sm", "em"):  # the two ends of a comment
            raise StrangeCode(f"<{name}>")

    def _index(self, name: str) -> int:
        index = int(name) - 1 if name.isascii() and name.isdigit() and len(name) < 9 else -1
        if not 0 <= index < len(self._tags):
            raise StrangeCode(f'tag "{name[:40]}"')
        return index

    def _note(self, places: dict[int, int], index: int) -> None:
        if index in places:
            raise StrangeCode(f'tag "{index + 1}" twice')
        places[index] = self._size
        self._met.setdefault(index)


def _character(number: str) -> str:
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError):
        raise StrangeCode(f'character "{number[:20]}"') from None
