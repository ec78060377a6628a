"""Which format a file is in, by how its text begins."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from catalog_cli.formats.encoding import TextEncoding, find_codec, marked_encoding

_LONGEST_FIRST_LINE = 1 << 24
_HEAD_BYTES = 1 << 12
# A header may begin with a bracket or a tag ("[sku],name"), but not with a name in quotes in it.
_NO_HEADER = re.compile(r"""\s*(?:\[\s*\{\s*"|\{\s*"|<\?xml\s|<(?:rss|feed)[\s>])""")


def format_of_content(path: Path, encoding: str | None = None) -> str:
    """Return "xml", "json", "jsonl" or, for anything else, "csv"."""
    if _begins_with_tag(path, encoding):
        return "xml"
    rough = _rough_encoding(path, encoding)
    with path.open("rb") as file:
        file.seek(len(rough.mark))
        # What does not decode says nothing of the format; reading the file in it says what is wrong.
        text = io.TextIOWrapper(file, rough.codec, "replace", newline="\n")
        lines = iter(partial(text.readline, _LONGEST_FIRST_LINE + 1), "")
        return _format_of_lines(line for line in lines if not line.isspace())


def not_delimited(path: Path, encoding: str | None = None) -> str | None:
    """Return "xml", "json" or "jsonl" for a file that begins as no header of a table does, None for any other."""
    rough = _rough_encoding(path, encoding)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)[len(rough.mark) :]
    if not _NO_HEADER.match(head.decode(rough.codec, "ignore")):
        return None
    found = format_of_content(path, encoding)
    return None if found == "csv" else found


def _format_of_lines(shown: Iterator[str]) -> str:
    first = next(shown, "").lstrip()
    if first[:1] == "[":
        return "json"
    if first[:1] != "{":
        return "csv"
    if len(first) > _LONGEST_FIRST_LINE or not _is_json(first):
        return "json"
    return "jsonl" if next(shown, "").lstrip()[:1] == "{" else "json"


def _begins_with_tag(path: Path, encoding: str | None) -> bool:
    """Return whether "<" is the first that can be seen; a feed may be one line, of which only the start is read."""
    rough = _rough_encoding(path, encoding)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)[len(rough.mark) :]
    return head.decode(rough.codec, "ignore").lstrip("\0 \t\r\n").startswith("<")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _rough_encoding(path: Path, requested: str | None) -> TextEncoding:
    """Return an encoding good enough to see brackets and line ends: brackets are ASCII in every one but UTF-16, -32."""
    with path.open("rb") as file:
        head = file.read(4)
    marked = marked_encoding(head)
    if marked is not None:
        return marked
    return TextEncoding(find_codec(requested) if requested else "utf-8", "")
