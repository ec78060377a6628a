"""A stretch of a long JSON text that moves forward: values are read one after another, however long the text is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.table import MOST_CHARACTERS

# Numbers stay text: nothing is computed from them, and a very long one would be refused.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_SPACE = re.compile(r"[ \t\r\n]*+")
_BRACKET = re.compile(r'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"|([{}\[\]])|("))', re.DOTALL)
MOST_OPEN = 1_000_000
"""Brackets open at once, from which on a file is not read: it was made to take time."""
# An error this near the end of what was read may only mean that the text goes on ("\\ud83d\\ude00" is 12 long).
_NEAR_END = 64
_CORRECT = "Correct it and run again."
# What the decoder says where it is no whole sentence with a place, or leaves open what to do. It says so in English
# since Python 3.5; what is not listed here stands as it is.
_WORDINGS = {
    "Invalid control character at": (
        "a bare control character, such as a tab or a line break, in a string",
        r"Write it as an escape (\t, \n), or close the string before it, and run again.",
    ),
    "Unterminated string starting at": (
        "unterminated string: the quote here is never closed",
        "Close it and run again.",
    ),
    r"Invalid \escape": (
        "a backslash before a character that is no escape",
        r"Write \\ for a backslash and run again.",
    ),
    r"Invalid \uXXXX escape": (r"four hexadecimal digits must follow \u", _CORRECT),
    "Expecting value": ("a value is missing here", _CORRECT),
    "Expecting property name enclosed in double quotes": ("a name in double quotes is missing here", _CORRECT),
    "neither an array nor an object": (
        "neither an array nor an object",
        "Give JSON, or name the file's format with --input-format.",
    ),
    "Extra data": ("extra data behind the end of the JSON", _CORRECT),
}


class Window:
    """Characters of `text` before `pos` are taken; `line` is the line that `pos` is on, from 1.

    Offsets into `text` hold until the next `take`.
    """

    def __init__(self, blocks: Iterator[str], name: str) -> None:
        self._blocks, self._name = blocks, name
        self._column = 0
        self.text = ""
        self.pos = 0
        self.line = 1
        self.is_at_end = False

    def more(self) -> bool:
        """Read about as much again as there is, so that a long value costs few rereadings; False at the end."""
        if self.is_at_end:
            return False
        if len(self.text) - self.pos > MOST_CHARACTERS:
            raise self.problem(self.pos, f"a value is longer than {MOST_CHARACTERS:,} characters")
        parts = [self.text]
        size = 0
        while size <= len(self.text) - self.pos and not self.is_at_end:
            block = next(self._blocks, "")
            parts.append(block)
            size += len(block)
            self.is_at_end = not block
        self.text = "".join(parts)
        return size > 0

    def take(self, end: int) -> str:
        """Return the text up to an offset and go on behind it."""
        taken = self.text[self.pos : end]
        lines = taken.count("\n")
        self.line += lines
        self._column = len(taken) - taken.rfind("\n") - 1 if lines else self._column + len(taken)
        self.pos = end
        # Dropped only when it is most of the text, so that the rest is not copied for each value.
        if end * 2 > len(self.text):
            self.text = self.text[end:]
            self.pos = 0
        return taken

    def visible(self, start: int) -> int:
        """Return the offset of the next character that is no white space, the length of the text at its end."""
        while len(self.text) < start and self.more():
            pass
        while True:
            found = _SPACE.match(self.text, start)
            start = found.end() if found else start
            if start < len(self.text) or not self.more():
                return start

    def value_end(self, start: int) -> tuple[int, object]:
        """Return where the value that starts at an offset ends, and the value; None if it is nested too deeply.

        Raises FileProblem with line and character where it is no valid JSON.
        """
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, start)
                if end < len(self.text) or not self.more():
                    return end, value
            except json.JSONDecodeError as error:
                unfinished = error.msg.startswith("Unterminated") or error.pos > len(self.text) - _NEAR_END
                if not unfinished or not self.more():
                    raise self.problem(error.pos, error.msg) from None
            except RecursionError:
                return self._bracket_end(start), None

    def array_of_objects(self, start: int) -> int | None:
        """Return the offset behind the "[" of the first array of objects within the object at `start`, if any.

        Only members of objects are looked into, not elements of other arrays.
        """
        depth = 0
        array_depth = 0  # of the outermost array that is open, 0 outside of any
        while True:
            found = self._bracket(start)
            if found is None:
                return None
            bracket, start = found
            if bracket in ("{", "["):
                depth += 1
                if bracket == "[" and not array_depth:
                    array_depth = depth
                    first = self.visible(start)
                    if self.text[first : first + 1] == "{":
                        return start
            elif bracket:
                array_depth = 0 if depth == array_depth else array_depth
                depth -= 1
            if bracket and not 0 < depth <= MOST_OPEN:
                return None

    def problem(self, offset: int, what: str) -> FileProblem:
        """Return the FileProblem of an offset."""
        line = self.line + self.text.count("\n", self.pos, offset)
        behind = self.text.rfind("\n", self.pos, offset)
        character = offset - behind if behind >= 0 else self._column + offset - self.pos + 1
        return invalid(self._name, line, character, what)

    def _bracket(self, start: int) -> tuple[str, int] | None:
        """Return the next bracket outside strings ("" for a string) and the offset behind it; None at the end."""
        while True:
            found = _BRACKET.match(self.text, start)
            # A quote on its own opens a string that was not read to its end yet.
            if found is not None and found[2] is None:
                return found[1] or "", found.end()
            if not self.more():
                return None

    def _bracket_end(self, start: int) -> int:
        depth = 0
        while True:
            found = self._bracket(start)
            if found is None:
                raise self.problem(start, "a bracket is never closed")
            bracket, start = found
            if bracket:
                depth += 1 if bracket in "{[" else -1
                if depth == 0:
                    return start
                if depth > MOST_OPEN:
                    raise self.problem(start, f"more than {MOST_OPEN:,} brackets are open at once")


def reason(message: str) -> str:
    """Return what is wrong by a message of Python's decoder, as the end of a sentence.

    >>> reason("Expecting ',' delimiter"), reason("Unterminated string starting at")
    ("expecting ',' delimiter", 'unterminated string: the quote here is never closed')
    """
    return _worded(message)[0]


def invalid(name: str, line: int, character: int, what: str) -> FileProblem:
    """Return the problem of text that is no JSON, by line and character in the line, from 1.

    `what` is a message of Python's decoder, or what else is wrong.
    """
    why, next_step = _worded(what)
    return FileProblem(Where(name, line), f"is not valid JSON at character {character}: {why}", next_step)


def _worded(message: str) -> tuple[str, str]:
    return _WORDINGS.get(message) or (message[:1].lower() + message[1:], _CORRECT)
