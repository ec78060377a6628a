"""The tables of the memory, and the steps that brought them here. A step is never edited, only added."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

# In the file's header (bytes 68..71, https://sqlite.org/fileformat2.html): "cLCL", so that no other program's
# database is taken for a memory.
APPLICATION_ID = 0x634C434C

# Measured with 100,000 entries of 300 bytes: 40% more commits a second than pages of 4,096 bytes.
PAGE_BYTES = 8192


class Migration(NamedTuple):
    """One step from the version before it: what it is for, and its statements."""

    name: str
    statements: tuple[str, ...]


# `memory` has row ids, so that a window is appended and only the 32-byte keys go to random pages: 1.8 times the
# commits a second of a table WITHOUT ROWID, at equal lookups. `cells` rows are 60 bytes: there it costs nothing.
MIGRATIONS = (
    Migration(
        "memory, cells and runs",
        (
            """CREATE TABLE memory (
                id INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                source TEXT NOT NULL,
                target TEXT NOT NULL,
                alignment BLOB,
                score REAL,
                origin TEXT NOT NULL,
                run INTEGER NOT NULL
            )""",
            "CREATE INDEX memory_human ON memory (run) WHERE origin = 'human'",
            """CREATE TABLE cells (
                cell BLOB NOT NULL,
                target_locale TEXT NOT NULL,
                source_hash BLOB NOT NULL,
                output_hash BLOB NOT NULL,
                origin TEXT NOT NULL,
                PRIMARY KEY (cell, target_locale)
            ) WITHOUT ROWID""",
            """CREATE TABLE runs (
                id INTEGER PRIMARY KEY,
                source_locale TEXT NOT NULL,
                target_locale TEXT NOT NULL,
                options TEXT NOT NULL,
                started_at TEXT NOT NULL,
                finished_at TEXT,
                output TEXT,
                input_sha256 TEXT,
                output_sha256 TEXT,
                signature TEXT,
                summary TEXT
            )""",
            "CREATE INDEX runs_by_output ON runs (output, finished_at)",
        ),
    ),
    Migration(
        "products known whole",
        (
            """CREATE TABLE products (
                id INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                targets TEXT NOT NULL,
                run INTEGER NOT NULL,
                segments INTEGER NOT NULL,
                words INTEGER NOT NULL,
                copied INTEGER NOT NULL
            )""",
        ),
    ),
    Migration(
        "how terms were placed",
        (
            "ALTER TABLE memory ADD COLUMN terms TEXT",
            "ALTER TABLE products ADD COLUMN tally TEXT",
            "ALTER TABLE products ADD COLUMN ledger TEXT",
        ),
    ),
    Migration(
        "handles",
        (
            """CREATE TABLE handles (
                catalog TEXT NOT NULL,
                target_locale TEXT NOT NULL,
                source TEXT NOT NULL,
                target TEXT NOT NULL,
                PRIMARY KEY (catalog, target_locale, source),
                UNIQUE (catalog, target_locale, target)
            ) WITHOUT ROWID""",
        ),
    ),
    Migration(
        "sources of cells",
        (
            "ALTER TABLE cells ADD COLUMN made_for BLOB",
            "CREATE INDEX cells_human ON cells (target_locale) WHERE origin = 'human'",
            "CREATE TABLE sources (hash BLOB PRIMARY KEY, source TEXT NOT NULL) WITHOUT ROWID",
        ),
    ),
    Migration(
        "imported translations, when an entry was last used, and which pairs have an index for fuzzy matches",
        (
            "ALTER TABLE memory ADD COLUMN facts TEXT",
            "ALTER TABLE memory ADD COLUMN used INTEGER",
            "ALTER TABLE products ADD COLUMN used INTEGER",
            "CREATE INDEX memory_imported ON memory (run) WHERE facts IS NOT NULL",
            """CREATE TABLE fuzzy_indexes (
                id INTEGER PRIMARY KEY,
                source_locale TEXT NOT NULL,
                target_locale TEXT NOT NULL,
                reached INTEGER NOT NULL,
                UNIQUE (source_locale, target_locale)
            )""",
        ),
    ),
)
LATEST = len(MIGRATIONS)


class NotOurs(Exception):
    """The file is a database of another program."""


class TooNew(Exception):
    """The file has a version this catalog-cli does not know; `args[0]` is the version."""


def version(connection: sqlite3.Connection) -> int:
    """Return how many migrations the file has had, 0 for an empty one; raises NotOurs or TooNew."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if owner != APPLICATION_ID:
        tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        if owner or found or tables:
            raise NotOurs
    if found > LATEST:
        raise TooNew(found)
    return found


def migrate(connection: sqlite3.Connection) -> None:
    """Run the missing migrations. The caller holds the write transaction, so that two runs do not both."""
    for migration in MIGRATIONS[version(connection) :]:
        for statement in migration.statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {LATEST}")
