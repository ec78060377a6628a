"""Bytes <-> text: which encoding a file is in, and its text, so that every byte can be written back.

Order of evidence: the option, a byte order mark, strict UTF-8 over the whole file, a legacy code page that the
source locale suggests, else an error that names --encoding. Bytes that do not decode in an otherwise decodable file
are carried as lone surrogates (PEP 383), which marks their rows as problems and writes the same bytes back.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import AnyStr, NamedTuple

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.code_pages import legacy_code_page
from catalog_cli.formats.table import MOST_CHARACTERS

# The UTF-32 mark begins with the UTF-16 one, so it is tried first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK_OF = {codec: mark for mark, codec in _MARKS}
# Codecs that read or write a mark themselves, and the byte order they are without one (what Windows writes).
_MARKING = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_BLOCK_BYTES = 1 << 20
BLOCK_CHARACTERS = 1 << 16
_SAMPLE_BYTES = 200_000
_STRUCTURE = b'\r\n\t ",;|[]{}:'


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """How a file's bytes are text. `codec` never reads or writes a mark; `mark` is the one the file begins with.

    `is_clean`: every byte decodes and no character is NUL, so no row needs looking at. `is_exact`: encoding what was
    decoded gives the same bytes (some bytes of CJK code pages have twins); if not, rows are looked at one by one.
    `carries_bytes`: bytes that did not decode can be written; not when writing UTF-16 what was read from UTF-8.
    """

    codec: str
    reason: str
    mark: bytes = b""
    is_clean: bool = True
    is_exact: bool = True
    carries_bytes: bool = True

    @property
    def name(self) -> str:
        """The Python codec as a user knows it."""
        return "utf-8-sig" if self.codec == "utf-8" and self.mark else self.codec

    @property
    def is_unicode(self) -> bool:
        """Whether it holds every character."""
        return self.codec.startswith("utf-") or self.codec == "gb18030"

    @property
    def errors(self) -> str:
        """The error handler that carries what does not decode through to the output."""
        if not self.carries_bytes:
            return "strict"
        return "surrogatepass" if self._is_wide else "surrogateescape"

    @property
    def _is_wide(self) -> bool:
        return self.codec.startswith(("utf-16", "utf-32"))


class _Survey(NamedTuple):
    """What decoding a whole file strictly showed."""

    decodes: bool
    is_exact: bool = True
    has_nul: bool = False
    is_ascii: bool = True


def find_codec(name: str, option: str = "--encoding") -> str:
    """Return the canonical Python name of a codec; raises UsageProblem if it is no text encoding.

    >>> find_codec("UTF8"), find_codec("latin1")
    ('utf-8', 'iso8859-1')
    """
    try:
        codec = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise UsageProblem(
            f'"{name}" is not a text encoding. Give {option} a name such as utf-8, utf-16, cp1252 or cp932.'
        ) from None
    return codec.name


def unwritable(text: str, encoding: str) -> str:
    """Return the characters of a text that an encoding cannot hold, each once, in order.

    >>> unwritable("łódź ™", "cp1252"), unwritable("ação ™", "cp1252"), unwritable("日本", "utf-8")
    ('łź', '', '')
    """
    lacking: dict[str, None] = {}
    codec = find_codec(encoding, "--output-encoding")
    for character in dict.fromkeys(text):
        try:
            character.encode(codec)
        except UnicodeEncodeError:
            lacking[character] = None
    return "".join(lacking)


def output_encoding(requested: str | None, source: TextEncoding) -> TextEncoding:
    """Return how to write: as the file was, or in the requested codec with the mark it implies.

    A mark is written where the requested codec writes one ("utf-8-sig", "utf-16") or the file has the same codec.
    """
    if requested is None:
        return source
    codec = find_codec(requested, "--output-encoding")
    plain = _MARKING.get(codec, codec)
    if plain == source.codec or (codec == "utf-16" and source.codec == "utf-16-be" and source.mark):
        mark = source.mark or (_MARK_OF[plain] if codec in _MARKING else b"")
        return replace(source, mark=mark)
    target = TextEncoding(plain, "as requested", _MARK_OF[plain] if codec in _MARKING else b"")
    return replace(target, carries_bytes=target.errors == source.errors)


def marked_encoding(head: bytes) -> TextEncoding | None:
    r"""Return the encoding that a byte order mark at the start of a file names, None if there is none.

    >>> marked_encoding(b"\xff\xfea\x00").codec
    'utf-16-le'
    """
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return TextEncoding(codec, "byte order mark", mark)
    return None


def find_encoding(path: Path, requested: str | None, source_locale: str, name: str) -> TextEncoding:
    """Return the encoding of a file, having read all of it; raises FileProblem if none fits.

    Raises UsageProblem for a requested codec that does not exist. `name` is what messages call the file.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise FileProblem(Where(name), "is empty", "Give a file with a header row or with JSON objects.")
    marked = marked_encoding(head)
    if requested is not None:
        return _judge(path, _as_requested(find_codec(requested), marked), name)
    if marked is not None:
        return _judge(path, marked, name)
    survey = _survey(path, "utf-8", 0)
    if survey.decodes:
        reason = "plain ASCII, which is UTF-8" if survey.is_ascii else "every byte is valid UTF-8"
        return TextEncoding("utf-8", reason, is_clean=not survey.has_nul)
    return _without_evidence(path, source_locale, name)


def _as_requested(codec: str, marked: TextEncoding | None) -> TextEncoding:
    """Return the requested encoding, with the file's mark where that is its own."""
    plain = _MARKING.get(codec, codec)
    # "utf-16" means the byte order that the mark says.
    if marked is not None and (marked.codec == plain or (codec != plain and marked.codec.startswith(codec))):
        return replace(marked, reason="as requested")
    return TextEncoding(plain, "as requested")


def _judge(path: Path, encoding: TextEncoding, name: str) -> TextEncoding:
    """Return the encoding with what reading the file through it showed; raises FileProblem if it cannot be kept."""
    codec, mark, reason = encoding.codec, encoding.mark, encoding.reason
    survey = _survey(path, codec, len(mark))
    if survey.decodes and survey.is_exact:
        return replace(encoding, is_clean=not survey.has_nul)
    # Only where ASCII bytes are ASCII characters can a bad byte be set apart from the structure around it.
    if not codec.startswith(("utf-16", "utf-32")) and _keeps_structure(codec):
        reason = reason if survey.decodes else f"{reason}; some rows are not {codec}"
        return TextEncoding(codec, reason, mark, is_clean=False, is_exact=survey.is_exact and codec == "utf-8")
    raise FileProblem(
        Where(name), f"is not valid {codec} text", "Save it as UTF-8, or name its encoding with --encoding."
    )


def _keeps_structure(codec: str) -> bool:
    return _STRUCTURE.decode(codec, "replace") == _STRUCTURE.decode("ascii")


def _survey(path: Path, codec: str, skipped: int) -> _Survey:
    """Return what decoding everything strictly shows, a block at a time."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    encoder = None if codec.startswith("utf-") and codec != "utf-7" else codecs.getincrementalencoder(codec)("strict")
    has_nul, is_ascii, pending = False, True, b""
    with path.open("rb") as file:
        file.seek(skipped)
        while True:
            block = file.read(_BLOCK_BYTES)
            try:
                text = decoder.decode(block, not block)
            except UnicodeError:
                return _Survey(decodes=False)
            has_nul = has_nul or "\0" in text
            is_ascii = is_ascii and text.isascii()
            if encoder is not None:
                pending += block
                written = encoder.encode(text, not block)
                if not pending.startswith(written):
                    return _Survey(decodes=True, is_exact=False)
                pending = pending[len(written) :]
            if not block:
                return _Survey(True, not pending, has_nul, is_ascii)


def _without_evidence(path: Path, source_locale: str, name: str) -> TextEncoding:
    """Return the encoding of a file with neither mark nor valid UTF-8: UTF-8 with bad rows, or a code page."""
    good = bad = 0
    sample = bytearray()
    with path.open("rb") as file:
        for line in iter(partial(file.readline, MOST_CHARACTERS), b""):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
            if len(sample) < _SAMPLE_BYTES:
                sample += line[:_SAMPLE_BYTES]
    # Legacy text is valid UTF-8 by accident on few of its lines: where most are valid, the others are damaged.
    if good >= bad:
        rows = "1 line is" if bad == 1 else f"{bad} lines are"
        return TextEncoding("utf-8", f"mostly valid UTF-8; {rows} not", is_clean=False)
    for codec in legacy_code_page(bytes(sample), source_locale):
        survey = _survey(path, codec, 0)
        if survey.decodes:
            clean = survey.is_exact and not survey.has_nul
            return TextEncoding(
                codec, f"not UTF-8; the code page of {source_locale} fits", is_clean=clean, is_exact=survey.is_exact
            )
    raise FileProblem(
        Where(name),
        f"is neither UTF-8 nor in a code page that {source_locale} is written in",
        "Name its encoding with --encoding, for example --encoding cp1252, or its language with --from.",
    )


@contextmanager
def open_lines(path: Path, encoding: TextEncoding, name: str, newline: str = "") -> Iterator[Iterator[str]]:
    r"""Give the lines of a file with their ends, decoded so that `encoding` writes the same bytes back.

    `newline` as for `open`: "" ends lines at LF, CRLF and CR, "\n" at LF only; nothing is translated. Raises
    FileProblem at a line longer than MOST_CHARACTERS.
    """
    with path.open("rb") as file:
        file.seek(len(encoding.mark))
        if encoding.is_exact:
            text = io.TextIOWrapper(file, encoding.codec, encoding.errors, newline=newline)
            is_short = path.stat().st_size <= MOST_CHARACTERS
            yield text if is_short else _bounded(text.readline, name)
        else:
            yield _exact_lines(file, encoding.codec, name, newline)


def _bounded(readline: Callable[[int], AnyStr], name: str) -> Iterator[AnyStr]:
    """Yield lines; raises FileProblem at one that would take more memory than a catalog ever needs."""
    number = 0
    while line := readline(MOST_CHARACTERS + 1):
        number += 1
        if len(line) > MOST_CHARACTERS:
            what = f"the line is longer than {MOST_CHARACTERS:,} characters"
            raise FileProblem(Where(name, number), what, "Give a catalog: a text file with a row for each product.")
        yield line


@contextmanager
def open_blocks(path: Path, encoding: TextEncoding, name: str) -> Iterator[Iterator[str]]:
    """Give the text of a file in pieces of about BLOCK_CHARACTERS, decoded as `open_lines` does."""
    with path.open("rb") as file:
        file.seek(len(encoding.mark))
        if encoding.is_exact:
            text = io.TextIOWrapper(file, encoding.codec, encoding.errors, newline="")
            yield iter(lambda: text.read(BLOCK_CHARACTERS), "")
        else:
            yield _exact_lines(file, encoding.codec, name, "\n")


def _exact_lines(file: io.BufferedReader, codec: str, name: str, newline: str) -> Iterator[str]:
    """Yield lines; one that would not be written back the same has all its non-ASCII bytes as surrogates."""
    for line in _bounded(file.readline, name):
        text = line.decode(codec, "surrogateescape")
        try:
            is_exact = text.encode(codec, "surrogateescape") == line
        except UnicodeError:
            is_exact = False
        if not is_exact:
            text = line.decode("ascii", "surrogateescape")
        if newline == "" and "\r" in text:
            yield from io.StringIO(text, newline="")
        else:
            yield text
