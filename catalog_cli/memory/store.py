"""The translation memory: one SQLite file that two runs may use side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from catalog_cli.memory import database as db
from catalog_cli.memory.entries import (
    CellEntry,
    MemoryEntry,
    ProductEntry,
    Run,
    cell_from_row,
    cell_row,
    entry_from_row,
    entry_row,
    loaded_text,
    product_from_row,
    product_row,
    stored_text,
)
from catalog_cli.segment import Origin

# How long a run waits for another one's transaction (architecture.md); a window's takes milliseconds.
BUSY_TIMEOUT_S = 30.0

# Keys per SELECT: fastest of 1, 500 and 4,096 when measured, and below the 999 that old builds of SQLite allow.
_CHUNK = 500
_DAY_S = 86_400

# A person's translation is never replaced by an engine's; equal rows are not written again.
_INSERT_ENTRY = """
    INSERT INTO memory (key, source, target, alignment, score, origin, run, terms, facts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET source = excluded.source, target = excluded.target,
        alignment = excluded.alignment, score = excluded.score, origin = excluded.origin, run = excluded.run,
        terms = excluded.terms, facts = excluded.facts
    WHERE (memory.origin <> 'human' OR excluded.origin = 'human')
        AND (memory.target IS NOT excluded.target OR memory.origin IS NOT excluded.origin
            OR memory.score IS NOT excluded.score OR memory.alignment IS NOT excluded.alignment
            OR memory.facts IS NOT excluded.facts)
"""
_INSERT_CELL = """
    INSERT INTO cells (cell, target_locale, source_hash, output_hash, origin, made_for) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (cell, target_locale) DO UPDATE SET source_hash = excluded.source_hash,
        output_hash = excluded.output_hash, origin = excluded.origin, made_for = excluded.made_for
    WHERE source_hash IS NOT excluded.source_hash OR output_hash IS NOT excluded.output_hash
        OR cells.origin IS NOT excluded.origin OR cells.made_for IS NOT excluded.made_for
"""
_INSERT_SOURCE = "INSERT OR IGNORE INTO sources (hash, source) VALUES (?, ?)"
_DELETE_SOURCES = """
    DELETE FROM sources WHERE hash NOT IN (
        SELECT source_hash FROM cells UNION SELECT made_for FROM cells WHERE made_for IS NOT NULL
    )
"""
_INSERT_PRODUCT = """
    INSERT INTO products (key, targets, run, segments, words, copied, tally, ledger) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET targets = excluded.targets, run = excluded.run, tally = excluded.tally,
        ledger = excluded.ledger
    WHERE products.targets IS NOT excluded.targets OR products.ledger IS NOT excluded.ledger
"""
_CREATE_WRITTEN = """
    CREATE TEMP TABLE IF NOT EXISTS written (
        target_locale TEXT NOT NULL, hash BLOB NOT NULL, is_copy INTEGER NOT NULL, PRIMARY KEY (target_locale, hash)
    ) WITHOUT ROWID
"""
_INSERT_WRITTEN = """
    INSERT INTO temp.written
    SELECT target_locale, output_hash, min(source_hash = output_hash) FROM cells WHERE target_locale = ?
    GROUP BY output_hash
"""
_SELECT_RUNS = """
    SELECT id, source_locale, target_locale, options, started_at, finished_at, output, input_sha256, output_sha256,
        signature, summary
    FROM runs
"""


def _now() -> datetime:
    return datetime.now(UTC)


class TranslationMemory:
    """What was accepted, what was written to each cell, and which run wrote which file.

    A context manager, for one thread. Everything that fails is a MemoryProblem that says what to do, and leaves
    the file as it was after the last whole window.

    >>> with TranslationMemory.in_temporary_file() as memory:
    ...     run = memory.start_run("en", "pt-BR")
    ...     memory.commit_window([MemoryEntry(b"key", "Red shirt", "Camisa vermelha", run)], [])
    ...     memory.lookup([b"key", b"other"])[b"key"].target
    'Camisa vermelha'
    """

    def __init__(
        self, database: db.Database, folder: Path, clock: Callable[[], datetime] = _now, *, is_read_only: bool = False
    ) -> None:
        self._database, self._folder, self._clock = database, folder, clock
        self._is_read_only = is_read_only
        self._gathered: set[str] = set()

    @classmethod
    def open(
        cls, path: Path, *, timeout_s: float = BUSY_TIMEOUT_S, clock: Callable[[], datetime] = _now
    ) -> TranslationMemory:
        """Return the memory at `path`, made with its folder if it is not there."""
        return cls(db.open_writable(path, timeout_s), _folder_of(path), clock)

    @classmethod
    def read_only(cls, path: Path, *, timeout_s: float = BUSY_TIMEOUT_S) -> TranslationMemory:
        """Return the memory at `path`, which is not changed; an empty one if there is none."""
        return cls(db.open_read_only(path, timeout_s), _folder_of(path), is_read_only=True)

    @classmethod
    def in_copy(cls, path: Path, *, timeout_s: float = BUSY_TIMEOUT_S) -> TranslationMemory:
        """Return a copy of the memory at `path` that is gone when it is closed; `path` stays as it is."""
        return cls(db.open_copy(path, timeout_s), _folder_of(path))

    @classmethod
    def in_temporary_file(cls, *, clock: Callable[[], datetime] = _now) -> TranslationMemory:
        """Return an empty memory that is gone when it is closed, and also when the process is killed."""
        return cls(db.open_temporary(), Path.cwd(), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; again is harmless."""
        self._database.close()

    @property
    def database(self) -> db.Database:
        """The connection, for the other modules of this package."""
        return self._database

    @property
    def is_read_only(self) -> bool:
        """Whether the file must not change."""
        return self._is_read_only

    def today(self) -> int:
        """Return the day of the memory's clock, in days since 1970."""
        return int(self._clock().timestamp() // _DAY_S)

    # Entries

    def lookup(self, keys: Sequence[bytes]) -> dict[bytes, MemoryEntry]:
        """Return the entries of those keys that are known; engine's and human keys may be mixed."""
        sql = "SELECT key, source, target, alignment, score, origin, run, terms, facts, used FROM memory WHERE key IN"
        found: dict[bytes, MemoryEntry] = {}
        with self._understanding_rows():
            for start in range(0, len(keys), _CHUNK):
                chunk = keys[start : start + _CHUNK]
                for row in self._database.rows(f"{sql} ({_marks(chunk)})", chunk):
                    found[row[0]] = entry_from_row(row)
        return found

    def has_human_entries(self) -> bool:
        """Return whether any person's translation is held: if not, human keys need not be made."""
        return bool(self._database.rows("SELECT 1 FROM memory WHERE origin = 'human' LIMIT 1"))

    def newest_import(self) -> int | None:
        """Return the run of the newest imported translation, None without any: then nobody need look for one."""
        found: int | None = self._database.rows("SELECT max(run) FROM memory WHERE facts IS NOT NULL")[0][0]
        return found

    def newest_human(self) -> int | None:
        """Return the run of the newest translation of a person, None without any."""
        found: int | None = self._database.rows("SELECT max(run) FROM memory WHERE origin = 'human'")[0][0]
        return found

    def commit_window(self, entries: Sequence[MemoryEntry], cells: Sequence[CellEntry]) -> None:
        """Remember a whole window or, if anything breaks it off, nothing of it."""
        if not entries and not cells:
            return
        with self._database.transaction():
            self._database.write_many(_INSERT_ENTRY, map(entry_row, entries))
            self._database.write_many(_INSERT_CELL, map(cell_row, cells))
            sources = {cell.source_hash: cell.source for cell in cells if cell.source is not None}
            self._database.write_many(_INSERT_SOURCE, ((name, stored_text(text)) for name, text in sources.items()))

    def promote(self, entries: Sequence[MemoryEntry], cells: Sequence[CellEntry] = ()) -> None:
        """Remember translations that a person made, under `KeyMaker.human_key`; the latest of one key holds.

        Whoever looks up both keys of a text takes the human one: it wins over every model's.
        """
        self.commit_window([replace(entry, origin=Origin.HUMAN) for entry in entries], cells)

    def count(self) -> int:
        """Return how many entries are held, a person's included."""
        return int(self._database.rows("SELECT count(*) FROM memory")[0][0])

    def prune(self, before_run: int) -> int:
        """Return how many entries of engines, made by runs with a lower id, were removed; a person's stay."""
        with self._database.transaction():
            cursor = self._database.write("DELETE FROM memory WHERE run < ? AND origin <> 'human'", (before_run,))
            self._database.write("DELETE FROM products WHERE run < ?", (before_run,))
            self._database.write(_DELETE_SOURCES)
        self._database.vacuum()
        return cursor.rowcount

    # Products

    def products(self, keys: Sequence[bytes]) -> dict[bytes, ProductEntry]:
        """Return the products of those keys that are known whole."""
        sql = "SELECT key, targets, run, segments, words, copied, tally, ledger, used FROM products WHERE key IN"
        found: dict[bytes, ProductEntry] = {}
        with self._understanding_rows():
            for start in range(0, len(keys), _CHUNK):
                chunk = keys[start : start + _CHUNK]
                for row in self._database.rows(f"{sql} ({_marks(chunk)})", chunk):
                    found[row[0]] = product_from_row(row)
        return found

    def keep_products(self, entries: Sequence[ProductEntry]) -> None:
        """Remember products whole, all of them or none."""
        with self._database.transaction():
            self._database.write_many(_INSERT_PRODUCT, map(product_row, entries))

    # Handles

    def handles(self, catalog: str, target_locale: str, sources: Sequence[str]) -> dict[str, str]:
        """Return what those of a catalog's handles became that are known."""
        sql = "SELECT source, target FROM handles WHERE catalog = ? AND target_locale = ? AND source IN"
        found: dict[str, str] = {}
        for start in range(0, len(sources), _CHUNK):
            chunk = sources[start : start + _CHUNK]
            found.update(self._database.rows(f"{sql} ({_marks(chunk)})", (catalog, target_locale, *chunk)))
        return found

    def handles_taken(self, catalog: str, target_locale: str, targets: Sequence[str]) -> set[str]:
        """Return which of those handles belong to products of the catalog already."""
        sql = "SELECT target FROM handles WHERE catalog = ? AND target_locale = ? AND target IN"
        found: set[str] = set()
        for start in range(0, len(targets), _CHUNK):
            chunk = targets[start : start + _CHUNK]
            rows = self._database.rows(f"{sql} ({_marks(chunk)})", (catalog, target_locale, *chunk))
            found.update(row[0] for row in rows)
        return found

    def keep_handles(self, catalog: str, target_locale: str, handles: Mapping[str, str]) -> None:
        """Remember what handles became, all of them or none."""
        with self._database.transaction():
            rows = [(catalog, target_locale, source, target) for source, target in handles.items()]
            self._database.write_many("INSERT OR REPLACE INTO handles VALUES (?, ?, ?, ?)", rows)

    # Cells

    def cells(self, ids: Sequence[bytes], target_locale: str) -> dict[bytes, CellEntry]:
        """Return, by `cell_id`, what was last written to those cells that are known."""
        sql = (
            "SELECT cell, target_locale, source_hash, output_hash, origin, made_for FROM cells WHERE target_locale = ?"
        )
        found: dict[bytes, CellEntry] = {}
        with self._understanding_rows():
            for start in range(0, len(ids), _CHUNK):
                chunk = ids[start : start + _CHUNK]
                for row in self._database.rows(f"{sql} AND cell IN ({_marks(chunk)})", (target_locale, *chunk)):
                    found[row[0]] = cell_from_row(row)
        return found

    def has_human_cells(self, target_locale: str) -> bool:
        """Return whether a person wrote any cell of an output in that locale, as far as earlier runs saw it."""
        sql = "SELECT 1 FROM cells WHERE origin = 'human' AND target_locale = ? LIMIT 1"
        return bool(self._database.rows(sql, (target_locale,)))

    def sources(self, hashes: Sequence[bytes]) -> dict[bytes, str]:
        """Return the texts of those `text_hash`es that are known as sources of cells we wrote."""
        sql = "SELECT hash, source FROM sources WHERE hash IN"
        found: dict[bytes, str] = {}
        with self._understanding_rows():
            for start in range(0, len(hashes), _CHUNK):
                chunk = hashes[start : start + _CHUNK]
                rows = self._database.rows(f"{sql} ({_marks(chunk)})", chunk)
                found.update((name, text if isinstance(text, str) else loaded_text(text)) for name, text in rows)
        return found

    def written_among(self, hashes: Sequence[bytes], target_locale: str, *, copies: bool = False) -> set[bytes]:
        """Return which of these `text_hash`es belong to texts that we wrote to any cell before this call.

        Those that are their source's are left out unless `copies`.

        The cells are looked through once, at the first call: later ones see what was there then.
        """
        if target_locale not in self._gathered:
            with self._database.transaction():
                self._database.write(_CREATE_WRITTEN)
                self._database.write(_INSERT_WRITTEN, (target_locale,))
            self._gathered.add(target_locale)
        found: set[bytes] = set()
        sql = "SELECT hash FROM temp.written WHERE target_locale = ? AND is_copy <= ? AND hash IN"
        for start in range(0, len(hashes), _CHUNK):
            chunk = hashes[start : start + _CHUNK]
            found.update(
                row[0] for row in self._database.rows(f"{sql} ({_marks(chunk)})", (target_locale, copies, *chunk))
            )
        return found

    # Runs

    def start_run(self, source_locale: str, target_locale: str, options: str = "") -> int:
        """Return the id of a new run; `options` is how it was asked for, for a person to read."""
        sql = "INSERT INTO runs (source_locale, target_locale, options, started_at) VALUES (?, ?, ?, ?)"
        with self._database.transaction():
            cursor = self._database.write(sql, (source_locale, target_locale, stored_text(options), self._time()))
            return int(cursor.lastrowid or 0)

    def finish_run(
        self, run: int, output: Path, *, input_sha256: str, output_sha256: str, signature: str, summary: str = ""
    ) -> None:
        """Record that a run wrote `output`. Until then it has written nothing that counts."""
        sql = """UPDATE runs SET finished_at = ?, output = ?, input_sha256 = ?, output_sha256 = ?, signature = ?,
            summary = ? WHERE id = ?"""
        name = stored_text(self.output_name(output))
        with self._database.transaction():
            self._database.write(
                sql, (self._time(), name, input_sha256, output_sha256, signature, summary or None, run)
            )

    def output_name(self, path: Path) -> str:
        """Return how the memory names a file: relative to its own folder, so that both may move together."""
        resolved = path.resolve()
        try:
            return Path(os.path.relpath(resolved, self._folder)).as_posix()
        except ValueError:  # another drive of Windows
            return resolved.as_posix()

    def run_for_output(self, path: Path) -> Run | None:
        """Return the last finished run that wrote `path`, None if none did: then the file is not ours.

        If the file no longer has the run's `output_sha256`, it was edited since.
        """
        return self._last_run("output = ?", (stored_text(self.output_name(path)),))

    def wrote(self, path: Path, output_sha256: str) -> bool:
        """Return whether any finished run made `path` as it is now, the last one or an earlier one."""
        name = stored_text(self.output_name(path))
        return self._last_run("output = ? AND output_sha256 = ?", (name, output_sha256)) is not None

    def identical_run(self, path: Path, *, input_sha256: str, signature: str) -> Run | None:
        """Return the last finished run that made `path` from the same input in the same way.

        If the file still has the run's `output_sha256`, there is nothing to do.
        """
        name = stored_text(self.output_name(path))
        return self._last_run("output = ? AND input_sha256 = ? AND signature = ?", (name, input_sha256, signature))

    def runs(self) -> list[Run]:
        """Return all runs in the order they started, unfinished ones too."""
        return [_run(row) for row in self._database.rows(_SELECT_RUNS + "ORDER BY id")]

    def _last_run(self, condition: str, parameters: tuple[object, ...]) -> Run | None:
        finished = f"WHERE finished_at IS NOT NULL AND {condition} ORDER BY finished_at DESC, id DESC LIMIT 1"
        rows = self._database.rows(_SELECT_RUNS + finished, parameters)
        return _run(rows[0]) if rows else None

    # Integrity

    def verify(self) -> None:
        """Read every page and raise MemoryProblem if one is damaged: 0.05 s for 100,000 entries.

        `open` reads only the header and the schema; damage elsewhere is an error when it is met.
        """
        result = str(self._database.rows("PRAGMA quick_check(1)")[0][0])
        if result != "ok":
            raise self._database.damaged(result.splitlines()[0])

    @contextmanager
    def _understanding_rows(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise self._database.damaged(str(error)) from error

    def _time(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")


def _folder_of(path: Path) -> Path:
    return path.resolve().parent


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _run(row: Sequence[Any]) -> Run:
    # The text columns may hold bytes where a path or an option is not valid Unicode.
    values: list[Any] = [loaded_text(value) if isinstance(value, bytes) else value for value in row]
    return Run(*values)
