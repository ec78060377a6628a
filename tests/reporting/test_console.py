"""What is written to standard output arrives whole, whatever the stream takes at once."""

from __future__ import annotations

import io
from typing import cast

import pytest

from catalog_cli.reporting.console import standard_output


class Narrow(io.RawIOBase):
    """A stream without a buffer, as PYTHONUNBUFFERED makes it: it takes as much as a pipe has room for."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(cast(bytes, data))[: self.most]
        self.taken += part
        return len(part)


@pytest.mark.parametrize(("most", "data"), [(3, b"id,title\r\n"), (100, b"id"), (1, "a caf\u00e9".encode()), (3, b"")])
def test_a_short_write_goes_on(most: int, data: bytes) -> None:
    narrow = Narrow(most)
    out = io.TextIOWrapper(cast(io.BufferedWriter, narrow), encoding="utf-8", write_through=True)
    assert standard_output(out).write(data) == len(data)
    assert narrow.taken == data
