"""A connection to the memory's file: how it is opened, how long it waits, and what its errors mean."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from catalog_cli.errors import MemoryProblem
from catalog_cli.memory import schema

T = TypeVar("T")

# SQLite waits in C, where Ctrl-C is not heard: wait in slices this long and listen in between.
_SLICE_S = 0.2
_CACHE_KIB = 32 * 1024
# Of a temporary one: it is no slower with a quarter (24,000 products), and a run's peak does not grow with the file.
_TEMPORARY_CACHE_KIB = 8 * 1024

_AFRESH = "Move the file away and run again, or name another with --memory PATH; your catalog is untouched."
_ELSEWHERE = "Name another file with --memory PATH, or run with --no-memory."
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_DENIED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})


class Database:
    """One connection, for one thread. Every error of SQLite leaves it as a MemoryProblem.

    Reading needs no transaction; what is written in one `transaction()` is there whole or not at all, also after
    SIGKILL. A lock that another process holds is waited for `timeout_s` seconds.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, timeout_s: float) -> None:
        self._connection, self.name, self._timeout_s = connection, name, timeout_s

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Return all rows of a query."""
        with self.guarded():
            return self._patiently(lambda: self._connection.execute(sql, parameters).fetchall())

    def write(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """Run one statement; only inside `transaction()`."""
        return self._connection.execute(sql, parameters)

    def write_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for each row; only inside `transaction()`."""
        self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside, or nothing if anything (also a signal) breaks it off."""
        with self.guarded():
            self._patiently(lambda: self._connection.execute("BEGIN IMMEDIATE"))
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite has already rolled back by itself when the disk is full.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn SQLite's errors, and rows that cannot be understood, into a MemoryProblem."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # a mistake of ours, such as using it after close
        except schema.TooNew as error:
            raise _too_new(self.name, error.args[0]) from None
        except schema.NotOurs:
            raise MemoryProblem(self.name, "is a database of another program", _ELSEWHERE) from None
        except sqlite3.Error as error:
            raise memory_problem(self.name, error) from error

    def damaged(self, reason: str) -> MemoryProblem:
        """Return the error for a row that cannot be understood."""
        return _damaged(self.name, reason)

    def prepare(self) -> None:
        """Make a writable database ready: the write-ahead log, the newest tables."""
        with self.guarded():
            # Before anything is changed: another program's database is left as it is.
            self._patiently(lambda: schema.version(self._connection))
            self._connection.execute(f"PRAGMA page_size = {schema.PAGE_BYTES}")
            # Where shared memory is missing (some network drives) SQLite keeps the old journal: slower, as safe.
            self._patiently(lambda: self._connection.execute("PRAGMA journal_mode = WAL").fetchone())
            # With the log this survives a killed process; a power cut may lose last windows, never the file.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            if schema.version(self._connection) == schema.LATEST:
                return
        with self.transaction():
            self.migrate()

    def migrate(self) -> None:
        """Bring the tables to the newest version; only inside `transaction()`."""
        schema.migrate(self._connection)

    def read_version(self) -> int:
        """Return how many migrations the file has had; MemoryProblem if it is not ours or too new."""
        with self.guarded():
            return self._patiently(lambda: schema.version(self._connection))

    def copy_into(self, other: Database) -> None:
        """Copy every page to another database and bring that to the newest version."""
        with self.guarded():
            self._connection.backup(other._connection)
        with other.transaction():
            other.migrate()

    def vacuum(self) -> None:
        """Give freed pages back to the file system."""
        with self.guarded():
            self._patiently(lambda: self._connection.execute("VACUUM"))

    def close(self) -> None:
        """Close the connection; again is harmless."""
        with self.guarded():
            self._connection.close()

    def _patiently(self, action: Callable[[], T]) -> T:
        """Return what `action` returns, trying again while the file is locked, up to the timeout."""
        deadline = time.monotonic() + self._timeout_s
        while True:
            try:
                return action()
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY or time.monotonic() >= deadline:
                    raise
                # Most of the waiting is SQLite's own; some kinds of busy return at once.
                time.sleep(0.005)


def open_writable(path: Path, timeout_s: float) -> Database:
    """Return the database at `path`, made with its folder if it is not there, in the newest version."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(str(path), f"its folder cannot be made ({error.strerror})") from error
    if path.is_dir():
        raise _unwritable(str(path), "is a folder, not a file")
    database = Database(_connect(str(path), str(path), timeout_s), str(path), timeout_s)
    try:
        database.prepare()
    except BaseException:
        database.close()
        raise
    return database


def open_temporary() -> Database:
    """Return an empty database that no other process sees and that is gone when it is closed or the process ends.

    SQLite makes one for an empty name: in memory up to the cache size, then in a file that it unlinks as soon as
    it is open, so that not even SIGKILL leaves it behind (https://sqlite.org/inmemorydb.html).
    """
    database = _temporary_database()
    with database.transaction():
        database.migrate()
    return database


def open_read_only(path: Path, timeout_s: float) -> Database:
    """Return the database at `path` for reading only; an empty one if there is none or if it is older than ours."""
    if path.is_dir():
        raise _unwritable(str(path), "is a folder, not a file")
    if not path.exists():
        return open_temporary()
    try:
        database, found = _open_by_uri(path, "mode=ro", timeout_s)
    except MemoryProblem as problem:
        # In a folder we may not write, the log's index cannot be made; without a log the file is all there is.
        log = Path(f"{path}-wal")
        denied = isinstance(problem.__cause__, sqlite3.Error) and _code(problem.__cause__) in _DENIED
        if not denied or (log.exists() and log.stat().st_size):
            raise
        database, found = _open_by_uri(path, "mode=ro&immutable=1", timeout_s)
    try:
        if found == schema.LATEST:
            return database
        copy = _temporary_database()
        database.copy_into(copy)
    except BaseException:
        database.close()
        raise
    database.close()
    return copy


def open_copy(path: Path, timeout_s: float) -> Database:
    """Return a temporary copy of the database at `path`, an empty database if there is none."""
    database = open_read_only(path, timeout_s)
    try:
        copy = _temporary_database()
        database.copy_into(copy)
    finally:
        database.close()
    return copy


def memory_problem(name: str, error: sqlite3.Error) -> MemoryProblem:
    """Return what an error of SQLite means to a merchant.

    >>> print(memory_problem("m.sqlite", sqlite3.DatabaseError("file is not a database")))
    m.sqlite: the translation memory is damaged (file is not a database). Move the file away and run again, or \
name another with --memory PATH; your catalog is untouched.
    """
    code = _code(error)
    if code in _BUSY:
        next_step = "Wait until the other run has ended and run again, or name another file with --memory PATH."
        return MemoryProblem(name, "the translation memory is locked by another process", next_step)
    if code == sqlite3.SQLITE_FULL:
        next_step = "Free some space and run the same command again; your catalog is untouched."
        return MemoryProblem(name, "the disk is full", next_step)
    if code in _DENIED:
        return _unwritable(name, f"the translation memory cannot be opened or written ({error})")
    if code in _DAMAGED or code is None:
        return _damaged(name, str(error))
    return _unwritable(name, f"the translation memory cannot be read or written ({error})")


def _open_by_uri(path: Path, query: str, timeout_s: float) -> tuple[Database, int]:
    """Return a database opened as SQLite's URI says, and its version; closed again if that cannot be read."""
    connection = _connect(f"{path.absolute().as_uri()}?{query}", str(path), timeout_s)
    database = Database(connection, str(path), timeout_s)
    try:
        return database, database.read_version()
    except BaseException:
        database.close()
        raise


def _temporary_database() -> Database:
    name = "the temporary memory"
    connection = _connect("", name, 0.0)
    connection.execute(f"PRAGMA page_size = {schema.PAGE_BYTES}")
    connection.execute(f"PRAGMA cache_size = -{_TEMPORARY_CACHE_KIB}")
    # It is gone with the process, so nothing has to survive one.
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    return Database(connection, name, 0.0)


def _connect(target: str, name: str, timeout_s: float) -> sqlite3.Connection:
    slice_s = min(timeout_s, _SLICE_S)
    try:
        # Transactions are ours (isolation_level None): Python's own would begin them where it sees fit.
        connection = sqlite3.connect(target, timeout=slice_s, isolation_level=None, uri=target.startswith("file:"))
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except sqlite3.Error as error:
        raise memory_problem(name, error) from error
    return connection


def _code(error: BaseException) -> int | None:
    """Return SQLite's primary result code, None if the error did not come from SQLite itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _damaged(name: str, reason: str) -> MemoryProblem:
    return MemoryProblem(name, f"the translation memory is damaged ({reason})", _AFRESH)


def _unwritable(name: str, reason: str) -> MemoryProblem:
    return MemoryProblem(name, reason, _ELSEWHERE)


def _too_new(name: str, found: int) -> MemoryProblem:
    reason = f"the translation memory was written by a newer catalog-cli (its format is {found}, ours {schema.LATEST})"
    return MemoryProblem(name, reason, "Update catalog-cli, or name another file with --memory PATH.")
