"""Parquet files as pyarrow opens and writes them: imported on use, and written as another file was written."""

from __future__ import annotations

from types import ModuleType
from typing import Any, BinaryIO

from catalog_cli.errors import UsageProblem

_NOT_COMPRESSED = "UNCOMPRESSED"
_DICTIONARY_ENCODINGS = {"PLAIN_DICTIONARY", "RLE_DICTIONARY"}
_OLDEST_VERSION, _VERSIONS = "1.0", ("1.0", "2.4", "2.6")


def parquet(name: str) -> ModuleType:
    """Return the module pyarrow.parquet; raises UsageProblem if it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise UsageProblem(
            f"{name}: Parquet files need a library that is not installed. "
            "Install it with: pip install 'catalog-cli[parquet]'"
        ) from None
    module: ModuleType = pyarrow.parquet
    return module


class Sink:
    """A stream for pyarrow to write to, which it closes when it is done: the stream behind it stays open."""

    closed = False

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._size = out, 0

    def write(self, content: Any) -> int:
        """Write some bytes and return how many there were."""
        data = bytes(content)
        self._out.write(data)
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._size

    def flush(self) -> None:
        """Do nothing: the stream behind is flushed by its owner."""

    def close(self) -> None:
        """Do nothing: the stream behind is closed by its owner."""


def like(file: Any, sink: Sink, schema: Any) -> Any:
    """Return a writer of `schema` with the settings that an open file shows it was written with.

    What a file does not show (the level of its compression, the size of its pages) is the library's default.
    """
    from pyarrow.parquet import ParquetWriter

    groups = file.metadata.num_row_groups
    first = file.metadata.row_group(0) if groups else None
    chunks = [first.column(index) for index in range(first.num_columns)] if first is not None else []
    # The names that the schema has: those beside the chunks may be damaged without anybody noticing.
    leaves = [(file.schema.column(index).path, chunk) for index, chunk in enumerate(chunks)]
    codecs = {path: _codec(chunk.compression) for path, chunk in leaves}
    has_dictionary = [path for path, chunk in leaves if _DICTIONARY_ENCODINGS.intersection(chunk.encodings)]
    version = str(file.metadata.format_version)
    return ParquetWriter(
        sink,
        schema,
        version=version if version in _VERSIONS else _OLDEST_VERSION,
        compression=codecs or "snappy",
        use_dictionary=has_dictionary if chunks else True,
        write_statistics=any(chunk.is_stats_set for chunk in chunks) if chunks else True,
        use_deprecated_int96_timestamps=any(chunk.physical_type == "INT96" for chunk in chunks),
        use_compliant_nested_type=not any(".list.item" in path for path in codecs),
        write_page_index=any(chunk.has_offset_index for chunk in chunks),
        store_schema=b"ARROW:schema" in (file.metadata.metadata or {}),
    )


def _codec(name: str) -> str:
    return "NONE" if name == _NOT_COMPRESSED else name
