"""Whether a Zstandard file is whole, seen from the sizes that its frames and blocks begin with (RFC 8878)."""

from __future__ import annotations

from typing import BinaryIO

_MAGIC = b"\x28\xb5\x2f\xfd"
# Section 3.1.2: sixteen magic numbers of frames that hold no data.
_SKIPPED_MAGIC = range(0x184D2A50, 0x184D2A60)
_DICTIONARY_ID_BYTES = (0, 1, 2, 4)
_CONTENT_SIZE_BYTES = (0, 2, 4, 8)
_CHECKSUM_BYTES = 4
_ONE_BYTE_REPEATED = 1


def is_complete(file: BinaryIO) -> bool:
    """Return whether a file that can be sought ends where its last frame does; what is in the blocks is not read.

    What follows the last frame and begins no other is for the library to judge: such a file is damaged, not cut off.

    >>> from io import BytesIO
    >>> is_complete(BytesIO(bytes.fromhex("28b52ffd2000010000"))), is_complete(BytesIO(bytes.fromhex("28b52ffd20")))
    (True, False)
    """
    size = file.seek(0, 2)
    file.seek(0)
    while magic := file.read(4):
        if int.from_bytes(magic, "little") in _SKIPPED_MAGIC:
            length = file.read(4)
            file.seek(int.from_bytes(length, "little"), 1)
        elif magic != _MAGIC:
            return len(magic) == len(_MAGIC)
        elif not _pass_frame(file):
            return False
        if file.tell() > size:
            return False
    return True


def _pass_frame(file: BinaryIO) -> bool:
    """Move behind a frame, having read its magic number; return whether its blocks come to an end."""
    descriptor = file.read(1)
    if not descriptor:
        return False
    is_single = descriptor[0] >> 5 & 1
    content_size = _CONTENT_SIZE_BYTES[descriptor[0] >> 6] or is_single
    file.seek((1 - is_single) + _DICTIONARY_ID_BYTES[descriptor[0] & 3] + content_size, 1)
    is_last = False
    while not is_last:
        header = file.read(3)
        if len(header) < 3:
            return False
        value = int.from_bytes(header, "little")
        is_last, kind, length = bool(value & 1), value >> 1 & 3, value >> 3
        file.seek(1 if kind == _ONE_BYTE_REPEATED else length, 1)
    if descriptor[0] >> 2 & 1:
        file.seek(_CHECKSUM_BYTES, 1)
    return True
