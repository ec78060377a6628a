"""The cells of a platform's own columns: filled where they are empty, made where the file lacks the column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_cli.formats import AppendedColumn
from catalog_cli.product import Record, Schema


@dataclass(frozen=True, slots=True)
class PlatformColumn:
    """One column of a platform: its name, and its index in the file, None if the file has none."""

    name: str
    index: int | None

    @property
    def appended(self) -> AppendedColumn | None:
        """The column to add, None if it is there."""
        return AppendedColumn(self.name) if self.index is None else None

    def place(self, record: Record, *, overwrite: bool) -> int | None:
        """Return the position of the cell that may be written in a record, None if there is none.

        A cell that holds something stays, unless `overwrite`.
        """
        if self.index is None:
            return None
        for position, value in record.cells(self.index):
            return position if (overwrite or not value.strip()) and position not in record.fixed else None
        return None


def platform_column(columns: Schema, spellings: Sequence[str], name: str) -> PlatformColumn:
    """Return the column that has one of the spellings (small letters, blanks for "_"), or a new one called `name`."""
    for column in columns.columns:
        if " ".join(column.base.casefold().replace("_", " ").replace("/", " / ").split()) in spellings:
            return PlatformColumn(column.name, column.index)
    return PlatformColumn(name, None)
