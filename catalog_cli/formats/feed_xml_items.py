"""XML text cut into records, a block at a time: the text before each record, the record, and what follows the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.feed_xml_markup import ATTRIBUTES, CDATA, COMMENT, INSTRUCTION, NAME
from catalog_cli.formats.table import MOST_CHARACTERS

_OTHER = rf"""!\[CDATA\[{CDATA}\]\]>|{COMMENT}|{INSTRUCTION}|![A-Z](?:[^>"']|"[^"]*+"|'[^']*+')*+>"""
_MARKUP = re.compile(rf"[^<]*+<(?:(/)?({NAME}){ATTRIBUTES}(/)?>|{_OTHER})")

Cut = tuple[int, str, str]
"""The line that a record starts on, from 1, the text before it and the record's own."""


class Cutter:
    """Cuts valid XML at the elements of one path. `tail` is the text after the last record once all are cut."""

    def __init__(self, blocks: Iterator[str], path: Sequence[str], name: str) -> None:
        self._blocks, self._path, self._name = blocks, list(path), name
        self._text = ""
        self._taken = self._at = self._start = 0
        self._line = 1
        self.tail = ""

    def records(self) -> Iterator[Cut]:
        """Yield every record; raises FileProblem for a stretch longer than MOST_CHARACTERS."""
        path, depth = self._path, len(self._path)
        inside = re.compile(_inside(path[-1])) if path else _MARKUP
        stack: list[str] = []
        while (found := self._next(_MARKUP)) is not None:
            closes, name, is_empty = found.groups()
            if name is None:
                continue
            if closes:
                if stack:
                    stack.pop()
                continue
            stack.append(name)
            if len(stack) == depth and stack == path:
                self._start = found.start(2) - 1
                if not is_empty:
                    self._finish(inside)
                yield self._cut()
                stack.pop()
            elif is_empty:
                stack.pop()
        self.tail = self._text[self._taken :]

    def _finish(self, inside: re.Pattern[str]) -> None:
        """Go on to the end of the record that has begun; one of the same name may stand in it."""
        depth = 1
        while depth:
            found = self._next(inside)
            if found is None:
                raise FileProblem(Where(self._name, self._line), "changed while it was read", "Run the command again.")
            closes, is_tag, is_empty = found.groups()
            if closes is not None:
                depth -= 1
            elif is_tag is not None and is_empty is None:
                depth += 1

    def _cut(self) -> Cut:
        before, record = self._text[self._taken : self._start], self._text[self._start : self._at]
        line = self._line + before.count("\n")
        self._line = line + record.count("\n")
        self._taken = self._at
        return line, before, record

    def _next(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return what the pattern matches from here on, and go behind it; None at the end of the file."""
        while True:
            found = pattern.match(self._text, self._at)
            if found is not None:
                self._at = found.end()
                return found
            if not self._more():
                return None

    def _more(self) -> bool:
        """Read about as much again as there is, so that a long record costs few rereadings; False at the end."""
        text = self._text[self._taken :]
        self._at -= self._taken
        self._start -= self._taken
        self._taken = 0
        if len(text) > MOST_CHARACTERS:
            what = f"a record, or what stands around it, is longer than {MOST_CHARACTERS:,} characters"
            raise FileProblem(Where(self._name, self._line), what, "Split the feed or remove that record.")
        parts, size = [text], 0
        while size <= len(text):
            block = next(self._blocks, "")
            if not block:
                break
            parts.append(block)
            size += len(block)
        self._text = "".join(parts)
        return size > 0


def _inside(name: str) -> str:
    """Return the pattern that finds the next tag called so, or comment or the like, behind any other tags."""
    own = re.escape(name)
    others = rf"[^<]*+(?:<(?!/?{own}[\s/>]|!--|!\[CDATA\[|\?)[^<]*+)*+"
    return rf"{others}<(?:(?:(/)|()){own}(?=[\s/>]){ATTRIBUTES}(/)?>|!\[CDATA\[{CDATA}\]\]>|{COMMENT}|{INSTRUCTION})"
