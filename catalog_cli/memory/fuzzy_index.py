"""Which stored sources may resemble a text: an index of their trigrams, made when it is first asked for.

It is an FTS5 table without content (https://sqlite.org/fts5.html, sections 4.3.1 and 4.4.1): only postings, so that
the file grows by a third and not to twice its size. There is one for each pair of locales. What is added later goes
into it at the next opening; an entry's source never changes, for it is part of its key, and an entry that was removed
is not found any more when its text is fetched.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from functools import lru_cache

from catalog_cli.errors import MemoryProblem, UsageProblem
from catalog_cli.memory.database import Database

# Longer texts are whole descriptions: nothing resembles them that is worth correcting.
MOST_CHARACTERS = 1_000
_TRIGRAM = 3
# Of each stretch of a text this long the rarest trigrams are looked up: a changed word spoils one or two stretches,
# and in a resembling text the others still stand. Measured on 100,000 sources (tests/benchmarks/test_memory_speed.py).
_STRETCH = 8
_MOST_LOOKED_UP = 24
# Postings that are read for one text, in all: they are what a look-up costs.
_MOST_POSTINGS = 4_000
_MOST_KEPT = 65_536

_FILL = """
    INSERT INTO {table} (rowid, source) SELECT m.id, m.source FROM memory AS m
    WHERE m.origin = 'human' AND m.id > ? AND typeof(m.source) = 'text' AND length(m.source) BETWEEN 3 AND ?
        AND m.run IN (SELECT id FROM runs WHERE source_locale = ? AND target_locale = ?)
"""
_FIND = "SELECT rowid FROM {table} WHERE {name} MATCH ? LIMIT ?"
_COUNT = "SELECT doc FROM temp.{name}_terms WHERE term = ?"


class FuzzyIndex:
    """The trigrams of the sources that people translated from one locale to another."""

    def __init__(self, database: Database, pair: tuple[str, str]) -> None:
        self._database = database
        _require_trigrams(database)
        try:
            with database.transaction():
                self._table = self._in_file(pair)
        except MemoryProblem as problem:
            if not _is_read_only(problem):
                raise
            self._table = self._in_passing(pair)
        self._documents = lru_cache(maxsize=_MOST_KEPT)(self._counted)

    def _in_file(self, pair: tuple[str, str]) -> str:
        """Return the name of the pair's index in the memory's own file, brought up to date."""
        write = self._database.write
        known = "SELECT id, reached FROM fuzzy_indexes WHERE source_locale = ? AND target_locale = ?"
        found = write(known, pair).fetchone()
        if found is None:
            write("INSERT INTO fuzzy_indexes (source_locale, target_locale, reached) VALUES (?, ?, 0)", pair)
            found = write(known, pair).fetchone()
        number, reached = found
        table = f"fuzzy_{int(number)}"
        self._make("main", table)
        newest = write("SELECT max(id) FROM memory").fetchone()[0] or 0
        if newest > reached:
            write(_FILL.format(table=table), (reached, MOST_CHARACTERS, *pair))
            write("UPDATE fuzzy_indexes SET reached = ? WHERE id = ?", (newest, number))
        return table

    def _in_passing(self, pair: tuple[str, str]) -> str:
        """Return the name of an index that is gone with the connection, for a memory that must not change."""
        with self._database.guarded():
            self._make("temp", "fuzzy_passing")
            self._database.write(_FILL.format(table="temp.fuzzy_passing"), (0, MOST_CHARACTERS, *pair))
        return "temp.fuzzy_passing"

    def _make(self, schema: str, table: str) -> None:
        # No positions and no sizes: whether a trigram is in a source is all that is asked.
        self._database.write(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {schema}.{table} USING"
            " fts5 (source, content = '', tokenize = 'trigram', detail = none, columnsize = 0)"
        )
        self._database.write(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_terms USING fts5vocab ({schema}, {table}, row)"
        )

    def candidates(self, source: str, most: int) -> list[int]:
        """Return the ids of at most `most` entries that share most of the trigrams looked up, those first."""
        shared: Counter[int] = Counter()
        left = _MOST_POSTINGS
        name = self._table.removeprefix("temp.")
        sql = _FIND.format(table=self._table, name=name)
        for trigram in self._telling(source):
            rows = self._database.rows(sql, (_quoted(trigram), left))
            shared.update([row[0] for row in rows])
            left -= len(rows)
            if left <= 0:
                break
        return [entry for entry, _ in shared.most_common(most)]

    def _telling(self, source: str) -> list[str]:
        """Return the rarest trigrams of each stretch of a text, the rarest first."""
        text = source[:MOST_CHARACTERS].lower()
        stretch = max(_STRETCH, len(text) // _MOST_LOOKED_UP + 1)
        best: dict[str, int] = {}
        for start in range(0, max(1, len(text) - _TRIGRAM + 1), stretch):
            trigrams = {text[at : at + _TRIGRAM] for at in range(start, min(start + stretch, len(text) - _TRIGRAM + 1))}
            known = sorted((count, trigram) for trigram in trigrams if (count := self._documents(trigram)))
            best.update((trigram, count) for count, trigram in known[:1])
        return sorted(best, key=lambda trigram: (best[trigram], trigram))

    def _counted(self, trigram: str) -> int:
        """Return in how many sources a trigram is."""
        name = self._table.removeprefix("temp.")
        rows = self._database.rows(_COUNT.format(name=name), (trigram,))
        return int(rows[0][0]) if rows else 0


def forget_indexes(database: Database) -> None:
    """Remove every index; only inside a transaction. The ids of entries that are removed may be given again."""
    for (number,) in database.write("SELECT id FROM fuzzy_indexes").fetchall():
        database.write(f"DROP TABLE IF EXISTS temp.fuzzy_{int(number)}_terms")
        database.write(f"DROP TABLE IF EXISTS main.fuzzy_{int(number)}")
    database.write("DELETE FROM fuzzy_indexes")


def _quoted(trigram: str) -> str:
    escaped = trigram.replace('"', '""')
    return f'"{escaped}"'


def _require_trigrams(database: Database) -> None:
    has_fts5 = database.rows("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    if not has_fts5 or sqlite3.sqlite_version_info < (3, 34):  # the first one with trigrams
        raise UsageProblem(
            "Fuzzy matches need an SQLite with FTS5 of at least version 3.34, which this Python does not have. "
            "Use another Python, or leave --fuzzy-from away."
        )


def _is_read_only(problem: MemoryProblem) -> bool:
    code = getattr(problem.__cause__, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_READONLY
