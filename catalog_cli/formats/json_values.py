"""The scalars of one JSON object: their text, their paths, and where they stand; and how a new string is written.

The standard library's `json` decides whether a text is valid; this only finds offsets in text that it accepted, with
a loop instead of recursion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
# A member's name where there is one, then a string, a bracket, or a number or word; commas and space between.
ITEM = re.compile(rf'[\s,]*+(?:({_STRING})\s*+:\s*+)?+({_STRING}|[{{}}\[\]]|[^\s,:"{{}}\[\]]+)', re.DOTALL)
_OPENERS = frozenset("{[")
_CLOSERS = frozenset("}]")
_BRACKETS = _OPENERS | _CLOSERS
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*+\\u(?!00[0-7])[0-9a-fA-F]{4}")
_HTML_ESCAPE = re.compile(r"\\u00(?:3[cCeE]|26)")
_HTML = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


@dataclass(slots=True)
class PathNode:
    """One path of a file and the paths below it. `column` is its index once a scalar was seen there, else -1."""

    path: str
    column: int = -1
    members: dict[str, PathNode] = field(default_factory=dict)
    element: PathNode | None = None

    def member(self, name_token: str) -> PathNode:
        """Return the node of a member by its name as it stands in the file, quotes and escapes included."""
        node = self.members.get(name_token)
        if node is None:
            name = decoded(name_token)
            node = self.members[name_token] = PathNode(f"{self.path}.{name}" if self.path else name)
        return node

    def each(self) -> PathNode:
        """Return the node of the elements, if this is an array."""
        if self.element is None:
            self.element = PathNode(f"{self.path}[]")
        return self.element


class Scalars(NamedTuple):
    """The scalars of one object in reading order: their text, their columns, and which of them are no strings."""

    values: list[str]
    columns: list[int]
    fixed: list[int]


def scalar_spans(text: str) -> list[tuple[int, int]]:
    """Return where the scalars of an object stand, in the order of `ColumnPaths.scalars`.

    >>> scalar_spans('{"a": [1, "b"]}')
    [(7, 8), (10, 13)]
    """
    start = text.index("{") + 1
    return [item.span(2) for item in ITEM.finditer(text, start) if item[2] not in _BRACKETS]


class ColumnPaths:
    """The paths of one file in order of first appearance. It grows while a file is read for the first time."""

    def __init__(self) -> None:
        self.root = PathNode("")
        self.names: list[str] = []
        self._index: dict[str, int] = {}

    def scalars(self, text: str) -> Scalars:
        """Return the scalars of an object that `json` accepts.

        >>> paths = ColumnPaths()
        >>> paths.scalars('{"id": 7, "tags": ["a", null], "attributes": {"color": "red"}}').values
        ['7', 'a', '', 'red']
        >>> paths.names
        ['id', 'tags[]', 'attributes.color']
        """
        values: list[str] = []
        columns: list[int] = []
        fixed: list[int] = []
        node = self.root
        outer: list[PathNode] = []
        for name, part in ITEM.findall(text, text.index("{") + 1):
            if name:
                child = node.members.get(name) or node.member(name)
            elif part not in _CLOSERS:
                child = node.element or node.each()
            elif outer:
                node = outer.pop()
                continue
            else:
                break
            if part[0] == '"':
                values.append(decoded(part) if "\\" in part else part[1:-1])
            elif part in _OPENERS:
                outer.append(node)
                node = child
                continue
            elif part == "null":
                values.append("")
            else:
                fixed.append(len(values))
                values.append(part)
            columns.append(child.column if child.column >= 0 else self._column(child))
        return Scalars(values, columns, fixed)

    def _column(self, node: PathNode) -> int:
        """Return the column of a path seen for the first time; the same path by other names has the same."""
        if node.path not in self._index:
            self._index[node.path] = len(self.names)
            self.names.append(node.path)
        node.column = self._index[node.path]
        return node.column


def decoded(token: str) -> str:
    r"""Return the text of a JSON string; a lone surrogate escape stays a lone surrogate.

    >>> decoded(r'"5\" \u00bd"')
    '5" ½'
    """
    if "\\" not in token:
        return token[1:-1]
    text: str = json.loads(token)
    return text


@dataclass(frozen=True, slots=True)
class StringStyle:
    r"""How a file writes strings. `escapes_letters`: letters beyond ASCII stand as \uXXXX everywhere in it.

    `holds` says whether a character can be written in the file's encoding; None means every one can.
    """

    escapes_letters: bool = False
    holds: Callable[[str], bool] | None = None

    def written(self, value: str, like: str) -> str:
        r"""Return a value as a JSON string in the style of the token `like` that it replaces or stands beside.

        Letters are escaped if `like` escapes them, or holds none and the file escapes them. A slash is escaped and
        `< > &` are escaped if `like` does so. What the encoding cannot hold is escaped in any case.

        >>> StringStyle().written("ação", '"x"'), StringStyle(escapes_letters=True).written("ação", '"x"')
        ('"ação"', '"a\\u00e7\\u00e3o"')
        >>> print(StringStyle().written("</p>", r'"<p>a<\/p>"'))
        "<\/p>"
        """
        escapes = self.escapes_letters if like.isascii() else False
        if "\\" in like:
            escapes = escapes or (like.isascii() and _LETTER_ESCAPE.search(like) is not None)
        token = json.dumps(value, ensure_ascii=escapes)
        if not token.isascii():
            token = _LONE_SURROGATE.sub(_escaped, token)
            if self.holds is not None and not self.holds(token):
                token = "".join(c if c.isascii() or self.holds(c) else _escaped(c) for c in token)
        if "\\/" in like:
            token = token.replace("/", "\\/")
        if "\\u00" in like and _HTML_ESCAPE.search(like) and not any(c in like for c in _HTML):
            for character, escape in _HTML.items():
                token = token.replace(character, escape)
        return token


def escapes_letters(text: str) -> bool:
    r"""Return whether a stretch of JSON escapes a character beyond ASCII as \uXXXX.

    >>> escapes_letters(r'"caf\u00e9"'), escapes_letters(r'"a\u0026b"'), escapes_letters('"café"')
    (True, False, False)
    """
    return "\\u" in text and _LETTER_ESCAPE.search(text) is not None


def _escaped(character: re.Match[str] | str) -> str:
    found = character if isinstance(character, str) else character[0]
    return json.dumps(found)[1:-1]
