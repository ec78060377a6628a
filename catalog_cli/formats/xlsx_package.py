"""The zip that a workbook is: its parts read a block at a time, and copied with one of them rewritten.

The other parts are copied as they are compressed, so that pictures, macros and other sheets stay bit for bit.
Layout of the records: PKWARE's APPNOTE 6.3.
"""

from __future__ import annotations

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from catalog_cli.errors import FileProblem, Where

BLOCK_BYTES = 1 << 18
MOST_PART_BYTES = 1 << 32
"""The largest part that is read, inflated: 4 GiB, what a zip without the 64-bit extension can hold. A sheet of
1,048,576 rows and 20 columns of short text is about 1.5 GB."""
_MOST_RATIO = 200
_SMALL_PART_BYTES = 1 << 26
"""Sheets compress 5 to 50 times; deflate at most 1,032 times. A small part may compress as it likes."""
_MOST_PARTS = 65_535
_MOST_ZIP_BYTES = (1 << 32) - 1
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: a workbook of Excel 97-2003, or an encrypted one of today (MS-CFB 2.2)."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "Open it in a spreadsheet program and save it as .xlsx."
_SAVE_AGAIN = "Open it in a spreadsheet program, save it again and run again."
_IS_ENCRYPTED, _HAS_DESCRIPTOR, _IS_UTF8 = 0x1, 0x8, 0x800
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_COMPRESSION_LEVEL = 4
"""A sheet is half as fast to write at level 6, and 6 % smaller."""


class Package:
    """An open workbook. Its parts are found whatever the case of their names, as the format has it."""

    def __init__(self, name: str, file: BinaryIO, archive: zipfile.ZipFile) -> None:
        self.name, self._file, self._zip = name, file, archive
        infos = archive.infolist()
        self._parts = {info.filename.lower(): info for info in infos}
        if len(self._parts) != len(infos):
            raise self.problem("holds two parts of one name")
        if len(infos) > _MOST_PARTS or sum(info.compress_size for info in infos) > _size(file):
            raise self.problem("is damaged: its parts overlap")
        if any(info.flag_bits & _IS_ENCRYPTED for info in infos):
            raise FileProblem(Where(name), "is encrypted", "Save it without a password and run again.")

    def problem(self, what: str) -> FileProblem:
        """Return the problem of this workbook, to raise."""
        return FileProblem(Where(self.name), what, _SAVE_AGAIN)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def blocks(self, part: str, most_bytes: int = MOST_PART_BYTES) -> Iterator[bytes]:
        """Yield a part, inflated, a block at a time; raises FileProblem if it is absent, damaged or far too large."""
        info = self._parts.get(part.lower())
        if info is None:
            raise self.problem(f"is damaged: its part {part} is missing")
        size = info.file_size
        if size > most_bytes or (size > _SMALL_PART_BYTES and size > _MOST_RATIO * info.compress_size):
            raise self.problem(f"holds a part of {size:,} bytes in {info.compress_size:,} ({part}), too large to read")
        try:
            with self._zip.open(info) as stream:
                while block := stream.read(BLOCK_BYTES):
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise self.problem(f"is damaged: its part {part} cannot be read ({error})") from error

    def rewrite(self, out: BinaryIO, part: str, texts: Iterable[str]) -> None:
        """Write the workbook with the content of one part replaced and every other as it is."""
        writer = _ZipWriter(out, self.name)
        for info in self._zip.infolist():
            if info.filename.lower() == part.lower():
                writer.compress(info, texts)
            else:
                writer.copy(info, self._compressed(info))
        writer.finish(self._zip.comment)

    def _compressed(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        self._file.seek(info.header_offset)
        header = self._file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
            raise self.problem(f"is damaged: its part {info.filename} cannot be read")
        self._file.seek(sum(_LOCAL.unpack(header)[-2:]), 1)
        left = info.compress_size
        while left:
            block = self._file.read(min(left, BLOCK_BYTES))
            if not block:
                raise self.problem(f"is damaged: its part {info.filename} cannot be read")
            left -= len(block)
            yield block


@contextmanager
def open_package(path: Path, name: str) -> Iterator[Package]:
    """Give the parts of a workbook; raises FileProblem for what is none."""
    with path.open("rb") as file:
        head = file.read(len(_OLE_MARK))
        if not head:
            raise FileProblem(Where(name), "is empty", "Give a workbook with a header row.")
        if head == _OLE_MARK:
            raise _compound_problem(file, name)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
            what = "is a damaged workbook" if head.startswith(b"PK") else "is not an .xlsx workbook"
            raise FileProblem(Where(name), what, _SAVE_AS) from error
        # Another handle than the archive's, whose own reads move its position.
        with archive, path.open("rb") as raw:
            yield Package(name, raw, archive)


def _compound_problem(file: BinaryIO, name: str) -> FileProblem:
    overlap = b""
    while block := file.read(BLOCK_BYTES):
        if _ENCRYPTED in overlap + block:
            return FileProblem(Where(name), "is encrypted", "Save it without a password and run again.")
        overlap = block[-len(_ENCRYPTED) :]
    return FileProblem(Where(name), "is a workbook of Excel 97-2003 (.xls), which is not read", _SAVE_AS)


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


class _ZipWriter:
    """Writes a zip front to back: `out` need not be able to seek."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        self._out, self._name = out, name
        self._offset = 0
        self._directory: list[bytes] = []

    def copy(self, info: zipfile.ZipInfo, data: Iterable[bytes]) -> None:
        """Write a part whose data stands compressed as `info` says."""
        self._check(info.file_size, info.compress_size)
        name = info.orig_filename.encode("utf-8" if info.flag_bits & _IS_UTF8 else "cp437")
        year, month, day, hour, minute, second = info.date_time
        shared = (
            info.flag_bits & ~_HAS_DESCRIPTOR,
            info.compress_type,
            hour << 11 | minute << 5 | second // 2,
            (year - 1980) << 9 | month << 5 | day,
            info.CRC,
            info.compress_size,
            info.file_size,
            len(name),
        )
        made_by = info.create_system << 8 | info.create_version
        attributes = (len(info.comment), 0, info.internal_attr, info.external_attr, self._offset)
        needed = min(info.extract_version, 20)
        self._directory.append(_CENTRAL.pack(b"PK\1\2", made_by, needed, *shared, 0, *attributes) + name + info.comment)
        self._write(_LOCAL.pack(b"PK\3\4", needed, *shared, 0) + name)
        for block in data:
            self._write(block)

    def compress(self, info: zipfile.ZipInfo, texts: Iterable[str]) -> None:
        """Write a part with other content."""
        compressor = zlib.compressobj(_COMPRESSION_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        size = crc = 0
        with tempfile.SpooledTemporaryFile(max_size=1 << 24) as spool:
            for data in _joined(texts):
                size += len(data)
                crc = zlib.crc32(data, crc)
                spool.write(compressor.compress(data))
            spool.write(compressor.flush())
            changed = zipfile.ZipInfo(info.orig_filename, info.date_time)
            for attribute in ("flag_bits", "create_system", "create_version", "internal_attr", "external_attr"):
                setattr(changed, attribute, getattr(info, attribute))
            changed.comment, changed.compress_type = info.comment, zipfile.ZIP_DEFLATED
            changed.CRC, changed.file_size, changed.compress_size = crc, size, spool.tell()
            spool.seek(0)
            self.copy(changed, iter(lambda: spool.read(BLOCK_BYTES), b""))

    def finish(self, comment: bytes) -> None:
        """Write the directory."""
        directory = b"".join(self._directory)
        count, start = len(self._directory), self._offset
        self._write(directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), start, len(comment)) + comment)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._offset += len(data)

    def _check(self, size: int, compress_size: int) -> None:
        if size > _MOST_ZIP_BYTES or self._offset + compress_size > _MOST_ZIP_BYTES:
            raise FileProblem(Where(self._name), "would be larger than 4 GB", "Split it into several workbooks.")


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield the texts in UTF-8, put together to blocks that are worth a call to the compressor."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > BLOCK_BYTES:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
