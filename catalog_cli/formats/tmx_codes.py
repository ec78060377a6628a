"""TMX's elements inside a segment <-> our inline codes.

| TMX                          | ours                                                                             |
|------------------------------|----------------------------------------------------------------------------------|
| `bpt` … `ept` of one `i`     | a PAIR, opening and closing markup as their text                                  |
| `bpt` or `it pos="begin"`    | alone: a PAIR to the end of the text, without closing markup                       |
| `ept` or `it pos="end"`      | alone: a PAIR from the start of the text, without opening markup                   |
| `ph`, `ut`                   | a POINT                                                                          |
| `hi type="x-verbatim…"`      | VERBATIM, the name behind it; any other `hi` only stresses text that counts as such |
| `sub`                        | text within a code: part of its markup                                           |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_cli.formats.xml_nodes import Content, Node
from catalog_cli.segment import CodeKind, InlineCode

# What stands for markup that a file leaves out ("<bpt i='1'/>"): U+FFFC OBJECT REPLACEMENT CHARACTER.
NO_MARKUP = "\ufffc"
_VERBATIM = "x-verbatim"
_POINTS = frozenset({"ph", "ut"})


class _Flat:
    """Text and codes under construction; `bpt` waits for its `ept`."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.codes: list[InlineCode] = []
        self.waiting: dict[str, list[int]] = {}

    def add(self, content: Content) -> None:
        for one in content:
            if isinstance(one, str):
                self.parts.append(one)
                self.size += len(one)
            elif one.name == "hi":
                self._add_highlight(one)
            else:
                self._add_code(one)

    def _add_highlight(self, node: Node) -> None:
        kind, name = _kind_and_name(node)
        start = self.size
        self.add(node.content)
        if kind is CodeKind.VERBATIM:
            self.codes.append(InlineCode(kind, start, self.size, name))

    def _add_code(self, node: Node) -> None:
        kind, name = _kind_and_name(node)
        markup, at = node.text or NO_MARKUP, self.size
        if node.name in _POINTS:
            self.codes.append(InlineCode(CodeKind.POINT, at, at, name, markup))
        elif node.name == "bpt":
            self.waiting.setdefault(node.attribute("i"), []).append(len(self.codes))
            self.codes.append(InlineCode(kind, at, -1, name, markup))
        elif node.name == "ept" and (waiting := self.waiting.get(node.attribute("i"))):
            index = waiting.pop()
            self.codes[index] = self.codes[index]._replace(end=at, closing=markup)
        elif node.name == "ept" or node.attribute("pos") == "end":
            self.codes.append(InlineCode(CodeKind.PAIR, 0, at, name, "", markup))
        else:
            self.codes.append(InlineCode(CodeKind.PAIR, at, -1, name, markup))


def _kind_and_name(node: Node) -> tuple[CodeKind, str]:
    named = node.attribute("type")
    if not named.startswith(_VERBATIM):
        return CodeKind.PAIR, named
    return CodeKind.VERBATIM, named.removeprefix(_VERBATIM).removeprefix("-")


def text_and_codes(content: Content) -> tuple[str, tuple[InlineCode, ...]]:
    """Return the text of a segment without its markup, and its codes by offsets into that.

    >>> text_and_codes(("A ", Node("bpt", (("i", "1"), ("type", "b")), ("<b>",)), "red", Node("ept", (("i", "1"),),
    ...                ("</b>",)), " bag"))
    ('A red bag', (InlineCode(kind=<CodeKind.PAIR: 'pair'>, start=2, end=5, name='b', opening='<b>', closing='</b>'),))
    """
    flat = _Flat()
    flat.add(content)
    codes = tuple([code if code.end >= 0 else code._replace(end=flat.size) for code in flat.codes])
    return "".join(flat.parts), codes


def content_of(text: str, codes: Sequence[InlineCode]) -> Content:
    """Return a text with inline codes as TMX has it: the inverse of `text_and_codes`.

    `x`, which relates the codes of the source with those of the target, is the place of a code among `codes`: give
    those of both in the same order.

    >>> content_of("A red bag", [InlineCode(CodeKind.POINT, 2, 2, "br", "<br>")])[1].attributes
    (('x', '1'), ('type', 'br'))
    """
    parts: list[str | Node] = []
    reached = 0
    verbatim: list[tuple[int, InlineCode, int]] = []
    for at, node, code in _events(text, codes):
        # A highlight is open: what stands in it is collected until it ends.
        if at > reached:
            parts.append(text[reached:at])
            reached = at
        if node is not None:
            parts.append(node)
        elif not any(own is code for _, own, _ in verbatim):
            verbatim.append((len(parts), code, at))
        else:
            index = next(place for place, own, _ in verbatim if own is code)
            verbatim = [one for one in verbatim if one[1] is not code]
            inner = tuple(parts[index:])
            del parts[index:]
            parts.append(Node("hi", (("type", _type(code)),), inner))
    if reached < len(text):
        parts.append(text[reached:])
    return tuple(parts)


def _events(text: str, codes: Sequence[InlineCode]) -> Iterator[tuple[int, Node | None, InlineCode]]:
    """Yield (place, element, code) in the order they are written; no element where a verbatim span begins and ends.

    At one place what ends comes before what begins, the innermost first.
    """
    found: list[tuple[tuple[int, int, int, int], Node | None, InlineCode]] = []
    for index, code in enumerate(codes):
        x = (("x", str(index + 1)),)
        i = (("i", str(index + 1)),)
        kind = (("type", named),) if (named := _type(code)) else ()
        opens, closes = _markup(code.opening), _markup(code.closing)
        # An empty pair ends after it began, and so before what begins behind it at the same place.
        begin = (code.start, 1, index, 0)
        end = (code.end, 0, -code.start, -index) if code.end > code.start else (code.end, 1, index, 1)
        if code.kind is CodeKind.POINT:
            found.append((begin, Node("ph", (*x, *kind), opens), code))
        elif code.kind is CodeKind.VERBATIM and not code.opening and not code.closing:
            found += [(begin, None, code), (end, None, code)]
        elif not code.closing:
            found.append((begin, Node("it", (("pos", "begin"), *x, *kind), opens), code))
        elif not code.opening:
            found.append((end, Node("it", (("pos", "end"), *x, *kind), closes), code))
        else:
            found.append((begin, Node("bpt", (*i, *x, *kind), opens), code))
            found.append((end, Node("ept", i, closes), code))
    for place, node, code in sorted(found, key=lambda event: event[0]):
        yield place[0], node, code


def _type(code: InlineCode) -> str:
    if code.kind is not CodeKind.VERBATIM:
        return code.name
    return f"{_VERBATIM}-{code.name}" if code.name else _VERBATIM


def _markup(markup: str) -> Content:
    return (markup,) if markup and markup != NO_MARKUP else ()


def plain_content(text: str) -> Content:
    """Return a text without codes."""
    return (text,) if text else ()


def is_plain(content: Content) -> bool:
    """Return whether a content is text alone."""
    return len(content) <= 1 and all(isinstance(one, str) for one in content)
