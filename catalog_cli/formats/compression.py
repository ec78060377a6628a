"""Compressed files: gzip and Zstandard by how their bytes begin, read as what is in them, and written.

A catalog is read more than once and from any place in it, so what is in an archive is kept in a temporary file for as
long as its table lives: memory does not depend on its size.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.zstd_frames import is_complete

# RFC 1952, section 2.3.1, with the one method there is (8, deflate); RFC 8878, section 3.1.1.
_MAGIC = {b"\x1f\x8b\x08": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
_SAID = {"gzip": "gzip", "zstd": "Zstandard"}
_BLOCK_BYTES = 1 << 18
_TAR_MAGIC = slice(257, 262)
# Smaller is slower and larger barely smaller: the default of the gzip program, and of zstd.
_GZIP_LEVEL = 6
_ZSTD_LEVEL = 3


class Bounds(NamedTuple):
    """How much an archive may hold, in bytes: beyond `free_bytes` at most `most_times` its size, and `most_bytes`.

    Catalogs shrink 5 to 20 times; an archive that holds a thousand times its size was made to fill a disk.
    """

    free_bytes: int = 1 << 30
    most_times: int = 200
    most_bytes: int = 20 * (1 << 30)


def compression_of(path: Path) -> str | None:
    """Return "gzip" or "zstd" if the bytes of a file say so, whatever its name; None for any other file."""
    with path.open("rb") as file:
        head = file.read(4)
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)


def inner_name(name: str) -> str:
    """Return the name of what is in an archive: the name without the ending that says how it is compressed.

    >>> inner_name("shop.csv.gz"), inner_name("shop.csv.ZST"), inner_name("shop.csv")
    ('shop.csv', 'shop.csv', 'shop.csv')
    """
    stem, dot, ending = name.rpartition(".")
    return stem if stem and f"{dot}{ending}".lower() in SUFFIXES else name


def stem_and_suffix(name: str) -> tuple[str, str]:
    """Return the stem of a file's name and its endings, of which one may say how it is compressed.

    >>> stem_and_suffix("out/shop.csv.gz"), stem_and_suffix("shop.csv"), stem_and_suffix("shop.gz")
    (('shop', '.csv.gz'), ('shop', '.csv'), ('shop', '.gz'))
    """
    inner = Path(inner_name(Path(name).name))
    return inner.stem, Path(name).name[len(inner.stem) :]


@dataclass(frozen=True, slots=True)
class Spool:
    """What an archive holds, in a file of its own that has the inner name; `remove` deletes it."""

    path: Path

    def remove(self) -> None:
        """Delete the file and its folder."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


def unpacked(path: Path, name: str, bounds: Bounds | None = None) -> Spool | None:
    """Return what a compressed file holds, None if it is not compressed. The caller removes it.

    `name` is what messages call the file. Raises FileProblem for an archive that is damaged, cut off, or holds more
    than the bounds allow; UsageProblem if the library that reads it is not installed.
    """
    if compression_of(path) is None:
        return None
    spool = Spool(Path(tempfile.mkdtemp(prefix="catalog-")) / Path(inner_name(path.name)).name)
    try:
        with spool.path.open("wb") as out:
            for block in _blocks(path, name, bounds or Bounds()):
                _write(out, block, name, spool)
        _check_inside(spool.path, name)
    except BaseException:
        spool.remove()
        raise
    return spool


@contextmanager
def open_content(path: Path, name: str | None = None) -> Iterator[BinaryIO]:
    """Give the bytes of a file, or of what it holds if it is compressed; they can be read from begin to end."""
    with path.open("rb") as raw:
        kind = compression_of(path)
        yield raw if kind is None else _reader(kind, raw, name or str(path))


def content_sha256(path: Path) -> str:
    """Return the SHA-256, in hexadecimal, of a file or of what it holds if it is compressed.

    So a file that was only compressed again counts as the same. Raises FileProblem if it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        if compression_of(path) is None:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        for block in _blocks(path, str(path), Bounds()):
            digest.update(block)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        next_step = "Check the path and the permissions, and run again."
        raise FileProblem(Where(str(path)), f"cannot be read ({reason})", next_step) from error
    return digest.hexdigest()


class CompressedOutput:
    """A stream that compresses what is written to it into another, which stays open.

    After `flush` what was written so far is a whole archive; what is written later is a further member of it, which
    both formats allow. The same bytes are written at any time and under any name: no date and no name is in them.
    """

    def __init__(self, raw: BinaryIO, kind: str) -> None:
        self._raw, self._kind = raw, kind
        self._member: Any = None
        self._has_members = False

    @property
    def name(self) -> str:
        """Where the other stream lies."""
        return self._raw.name

    def write(self, content: bytes) -> int:
        """Compress some bytes and return how many there were."""
        if self._member is None:
            self._member, self._has_members = _member(self._raw, self._kind), True
        self._member.write(content)
        return len(content)

    def flush(self) -> None:
        """Finish the archive as it is."""
        if self._member is None and not self._has_members:
            self.write(b"")
        if self._member is not None:
            self._member.close()
            self._member = None
        self._raw.flush()


def compressing(raw: BinaryIO, path: Path) -> BinaryIO:
    """Return a stream that writes to `raw` as the name of `path` says: compressed for .gz and .zst, else `raw`.

    What is written stands in `raw` after a flush.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    return raw if kind is None else cast(BinaryIO, CompressedOutput(raw, kind))


def _member(raw: BinaryIO, kind: str) -> Any:
    if kind == "gzip":
        return gzip.GzipFile(filename="", mode="wb", compresslevel=_GZIP_LEVEL, fileobj=raw, mtime=0)
    compressor = _zstandard(raw.name).ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True)
    return compressor.stream_writer(raw, closefd=False)


def _reader(kind: str, raw: BinaryIO, name: str) -> BinaryIO:
    if kind == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    reader = _zstandard(name).ZstdDecompressor().stream_reader(raw, read_across_frames=True, closefd=False)
    return cast(BinaryIO, reader)


def _blocks(path: Path, name: str, bounds: Bounds) -> Iterator[bytes]:
    """Yield what a compressed file holds; FileProblem where it breaks off, is damaged or goes on beyond all measure."""
    kind = compression_of(path) or "gzip"
    most = max(bounds.free_bytes, min(bounds.most_bytes, bounds.most_times * path.stat().st_size))
    size = 0
    with path.open("rb") as raw:
        # The library that reads Zstandard ends without a word where the file does.
        if kind == "zstd":
            if not is_complete(raw):
                raise _cut_off(name)
            raw.seek(0)
        reader = _reader(kind, raw, name)
        while block := _read(reader, kind, name):
            size += len(block)
            if size > most:
                what = f"holds more than {most:,} bytes, {most // max(1, path.stat().st_size):,} times its size"
                raise FileProblem(Where(name), what, "If you trust it, unpack it yourself and give the file in it.")
            yield block


def _read(reader: BinaryIO, kind: str, name: str) -> bytes:
    try:
        return reader.read(_BLOCK_BYTES)
    except EOFError:
        raise _cut_off(name) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise _damaged(name, kind, error) from error
    except Exception as error:
        # zstandard is not imported where only gzip is read.
        if type(error).__name__ != "ZstdError":
            raise
        raise _damaged(name, kind, error) from error


def _cut_off(name: str) -> FileProblem:
    return FileProblem(Where(name), "ends in the middle of its compressed data", "Download or copy it again.")


def _damaged(name: str, kind: str, error: Exception) -> FileProblem:
    return FileProblem(Where(name), f"is no readable {_SAID[kind]} file ({error})", "Download or copy it again.")


def _write(out: BinaryIO, block: bytes, name: str, spool: Spool) -> None:
    try:
        out.write(block)
    except OSError as error:
        folder = spool.path.parent.parent
        what = f"cannot be unpacked in {folder} ({(error.strerror or str(error)).lower()})"
        raise FileProblem(Where(name), what, "Free some space there, or name another folder in TMPDIR.") from error


def _check_inside(path: Path, name: str) -> None:
    """Raise FileProblem for an archive in the archive: no table could be read from it."""
    with path.open("rb") as file:
        head = file.read(_TAR_MAGIC.stop)
    if head[_TAR_MAGIC] == b"ustar":
        raise FileProblem(Where(name), "is a tar archive", "Unpack it and give a file that is in it.")
    if any(head.startswith(magic) for magic in _MAGIC):
        raise FileProblem(Where(name), "is compressed twice", "Unpack it once and give the result.")


def _zstandard(name: str) -> Any:
    try:
        import zstandard
    except ImportError:
        raise UsageProblem(
            f"{name}: Zstandard files need a library that is not installed. "
            "Install it with: pip install 'catalog-cli[zstd]'"
        ) from None
    return zstandard
