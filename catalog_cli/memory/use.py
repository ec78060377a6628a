"""When an entry was last of use: noted weekly, so that reading the memory hardly ever writes to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from catalog_cli.memory.entries import MemoryEntry, ProductEntry
from catalog_cli.memory.store import TranslationMemory

TO_WITHIN_DAYS = 7
_DAY_S = 86_400
_ENTRIES = "UPDATE memory SET used = ? WHERE key = ?"
_PRODUCTS = "UPDATE products SET used = ? WHERE key = ?"


class Use:
    """Notes what a run uses. What was made in the last week is known to be in use without that."""

    def __init__(self, memory: TranslationMemory) -> None:
        self._memory, self._today = memory, memory.today()
        since = midnight(self._today - TO_WITHIN_DAYS)
        rows = memory.database.rows(
            "SELECT coalesce(max(id), 0) + 1, min(CASE WHEN started_at >= ? THEN id END) FROM runs", (since,)
        )
        beyond, first = rows[0]
        self._first_run = beyond if first is None else first

    def note(self, entries: Iterable[MemoryEntry | ProductEntry]) -> None:
        """Remember that entries were of use today; a memory that is only read does not."""
        due = [entry for entry in entries if entry.run < self._first_run and self._is_due(entry.used)]
        if not due or self._memory.is_read_only:
            return
        database = self._memory.database
        with database.transaction():
            for kind, sql in ((MemoryEntry, _ENTRIES), (ProductEntry, _PRODUCTS)):
                database.write_many(sql, ((self._today, entry.key) for entry in due if isinstance(entry, kind)))

    def _is_due(self, used: int | None) -> bool:
        return used is None or self._today - used >= TO_WITHIN_DAYS


def midnight(day: int) -> str:
    """Return the begin of a day, in days since 1970, as runs have it.

    >>> midnight(0)
    '1970-01-01T00:00:00.000000+00:00'
    """
    return (datetime.fromtimestamp(0, UTC) + timedelta(days=day)).isoformat(timespec="microseconds")
