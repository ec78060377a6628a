"""The cells of a translation in a temporary file, for a source whose products stand in another order."""

from __future__ import annotations

import json
from collections.abc import Iterable

from catalog_cli.bitext.target_cells import TargetCell
from catalog_cli.errors import Where
from catalog_cli.feeds.keys import name_hash
from catalog_cli.temporary_database import nameless_database

_TO_SIGNED = 1 << 63


class CellSpool:
    """Cells by the key of their product, in a database without a name: main memory does not grow with them.

    >>> cell = TargetCell(0, 0, "", "title", 0, "Caneca", Where("out.csv", 2, "title"))
    >>> spool = CellSpool([("mug", [cell])])
    >>> len(spool), spool.of_product("mug") == [cell], spool.of_product("cup")
    (1, True, None)
    """

    def __init__(self, products: Iterable[tuple[str, list[TargetCell]]]) -> None:
        self._database = nameless_database()
        self._database.execute("CREATE TABLE own.cells (name INTEGER, key TEXT, cells TEXT)")
        rows = ((_number(key), _kept(key), _packed(cells)) for key, cells in products)
        self._database.executemany("INSERT INTO own.cells VALUES (?, ?, ?)", rows)
        self._database.execute("CREATE INDEX own.by_name ON cells (name)")

    def __len__(self) -> int:
        return int(self._database.execute("SELECT COUNT(*) FROM own.cells").fetchone()[0])

    def of_product(self, key: str) -> list[TargetCell] | None:
        """Return the cells of the product with a key, None if the translation has no such product."""
        query = "SELECT cells FROM own.cells WHERE name = ? AND key = ? ORDER BY rowid LIMIT 1"
        found = self._database.execute(query, (_number(key), _kept(key))).fetchone()
        return None if found is None else _unpacked(found[0])

    def close(self) -> None:
        """Drop all cells."""
        self._database.close()


def _number(key: str) -> int:
    return name_hash(key) - _TO_SIGNED


def _kept(key: str) -> str:
    # A JSON text may hold half a surrogate pair, which SQLite does not take.
    return ascii(key)


def _packed(cells: list[TargetCell]) -> str:
    return json.dumps([cell._replace(place=_written(cell.place)) for cell in cells])  # type: ignore[arg-type]  # on its way


def _written(place: Where | None) -> tuple[str, int | None, str | None] | None:
    return None if place is None else (place.file, place.row, place.column)


def _unpacked(text: str) -> list[TargetCell]:
    cells = (TargetCell(*values) for values in json.loads(text))
    return [cell._replace(place=None if cell.place is None else Where(*cell.place)) for cell in cells]  # type: ignore[misc]  # a list, as JSON has it
