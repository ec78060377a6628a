"""Room beyond main memory for what a catalog of any size may need: a database that nobody else can open."""

from __future__ import annotations

import sqlite3

# How much of the file SQLite holds in memory.
_CACHE_KIB = 16_384


def nameless_database() -> sqlite3.Connection:
    """Return a database whose schema "own" is a temporary file without a name, in one open transaction.

    SQLite removes the file as soon as it is open: not even a killed run leaves it.

    >>> database = nameless_database()
    >>> database.execute("CREATE TABLE own.rows (number INTEGER)").fetchall()
    []
    >>> database.close()
    """
    # The product stream may be read by another thread than the one that surveyed; never by two at once.
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    # Some builds of SQLite would hold it in memory otherwise, and only from here on is it asked.
    database.execute("PRAGMA temp_store = FILE")
    database.execute("ATTACH '' AS own")
    for setting in (f"cache_size = -{_CACHE_KIB}", "journal_mode = OFF", "synchronous = OFF"):
        database.execute(f"PRAGMA own.{setting}")
    database.execute("BEGIN")
    return database
