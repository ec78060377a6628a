"""Bytes as they are written, compared with bytes that are there already."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from catalog_cli import formats
from catalog_cli.formats.compression import open_content

_BLOCK_BYTES = 1 << 20


class BytesDiffer(Exception):
    """The bytes that should be there are not, from an offset on."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(offset)


class ComparingSink:
    """Takes what is written and compares it with a stream; holds neither."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._offset = stream, 0

    def write(self, data: bytes) -> int:
        found = self._stream.read(len(data))
        if found != data:
            same = next((i for i, (a, b) in enumerate(zip(data, found, strict=False)) if a != b), len(found))
            raise BytesDiffer(self._offset + same)
        self._offset += len(data)
        return len(data)

    def finish(self) -> None:
        """Raise BytesDiffer if the stream goes on."""
        if self._stream.read(1):
            raise BytesDiffer(self._offset)


def line_of(path: Path, offset: int, facts: formats.FileFacts) -> int:
    """Return the line, from 1, that a byte of a file stands in."""
    line_end = ("\r" if facts.newline == "\r" else "\n").encode(facts.encoding.removesuffix("-sig"))
    line, left = 1, offset
    with open_content(path) as stream:
        while left > 0 and (block := stream.read(min(left, _BLOCK_BYTES))):
            line += block.count(line_end)
            left -= len(block)
    return line
