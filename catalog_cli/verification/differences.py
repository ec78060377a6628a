"""What a comparison finds: one value for each place where two catalogs differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalog_cli.errors import Where


class Kind(StrEnum):
    """What differs."""

    TRANSLATED = "translated"
    """A cell of a translated column, or of the column that holds its target: what a run is for."""
    CHANGED = "changed"
    LOST_ROW = "lost-row"
    ADDED_ROW = "added-row"
    COLUMNS = "columns"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the two catalogs differ, as two texts, or in words (`message`)."""

    kind: Kind
    where: Where
    before: str = ""
    after: str = ""
    message: str = ""

    @property
    def is_violation(self) -> bool:
        """Whether a run must not have done it."""
        return self.kind is not Kind.TRANSLATED
