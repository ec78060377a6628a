"""Text -> bytes: pieces of a file, encoded a buffer at a time, with the row named that the encoding cannot hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.encoding import TextEncoding

_BUFFER_CHARACTERS = 1 << 18

Piece = tuple[int, str]
"""The line of the source file that a piece of text came from, counted from 1, and the text."""


def write_pieces(out: BinaryIO, pieces: Iterable[Piece], encoding: TextEncoding, name: str) -> None:
    """Write the byte order mark and every piece; raises FileProblem for text that the encoding cannot hold."""
    out.write(encoding.mark)
    buffer: list[Piece] = []
    size = 0
    for piece in pieces:
        buffer.append(piece)
        size += len(piece[1])
        if size > _BUFFER_CHARACTERS:
            _flush(out, buffer, encoding, name)
            buffer, size = [], 0
    _flush(out, buffer, encoding, name)


def _flush(out: BinaryIO, buffer: list[Piece], encoding: TextEncoding, name: str) -> None:
    try:
        out.write("".join([text for _, text in buffer]).encode(encoding.codec, encoding.errors))
    except UnicodeEncodeError:
        raise _lacking(buffer, encoding, name) from None


def _lacking(buffer: list[Piece], encoding: TextEncoding, name: str) -> FileProblem:
    """Return the problem of the first piece that cannot be encoded."""
    next_step = "Write with --output-encoding utf-8."
    for line, text in buffer:
        try:
            text.encode(encoding.codec, encoding.errors)
        except UnicodeEncodeError as error:
            character = text[error.start]
            if "\ud800" <= character <= "\udfff":
                what = f"holds bytes that are not text, which cannot be written as {encoding.codec}"
                next_step = "Write in the file's own encoding, or correct the row."
            else:
                what = f'"{character}" (U+{ord(character):04X}) cannot be written in {encoding.codec}'
            return FileProblem(Where(name, line), what, next_step)
    return FileProblem(Where(name), f"cannot be written in {encoding.codec}", next_step)
