"""Consistency over a whole catalog: one source with several translations, one translation of several sources.

What was seen lies in a temporary file without a name: memory does not depend on how long the catalog is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from types import TracebackType

from catalog_cli.errors import FileProblem, Where
from catalog_cli.product import Role
from catalog_cli.qa.registry import CATALOG_CHECKS, Pair
from catalog_cli.segment import Finding, Place, Segment
from catalog_cli.temporary_database import nameless_database

_MOST_CHARS = 400  # of a text that is shown; the hash is of all of it
_MOST_SHOWN = 3  # translations, or sources, that one finding names
_OPTIONS = frozenset({Role.OPTION, Role.LIST})
_SAME_ENDINGS = " .!?…:;,。！？"


_Row = tuple[int, int, str, str, str, int, str]
_COLUMNS = "SELECT number, times, source_text, target_text, file, row, col FROM own.pairs"
# What one finding counts; a word such as "Set" may have thousands.
_MOST_COUNTED = 1_000
_QUERIES = {
    "source": (
        "SELECT kind, source FROM own.pairs GROUP BY kind, source HAVING count(*) > 1 ORDER BY min(number)",
        f"{_COLUMNS} WHERE kind = ? AND source = ? ORDER BY number LIMIT {_MOST_COUNTED}",
    ),
    "target": (
        "SELECT kind, target FROM own.pairs GROUP BY kind, target HAVING count(*) > 1 ORDER BY min(number)",
        f"{_COLUMNS} WHERE kind = ? AND target = ? ORDER BY number LIMIT {_MOST_COUNTED}",
    ),
}


class Consistency:
    """What was translated how in a catalog: `add` every segment, then read the `findings`. Close it, or use `with`.

    Case, white space and the mark at the end do not count; a title is compared with titles, an option value with those
    of its own column.
    """

    def __init__(self, pair: Pair, names: Iterable[str] | None = None) -> None:
        self._pair = pair
        self._names = [name for name in CATALOG_CHECKS if names is None or name in names]
        self._database = nameless_database()
        self._database.execute(
            "CREATE TABLE own.pairs (kind INTEGER, source INTEGER, target INTEGER, number INTEGER, times INTEGER, "
            "source_text TEXT, target_text TEXT, file TEXT, row INTEGER, col TEXT, "
            "PRIMARY KEY (kind, source, target)) WITHOUT ROWID"
        )
        self._number = 0

    def __enter__(self) -> Consistency:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the temporary file go."""
        self._database.close()

    def add(self, segment: Segment) -> None:
        """Take note of a segment; one without a translation says nothing. Raises FileProblem if the disk is full."""
        source, target = _folded(segment.source), _folded(segment.target or "")
        if not source or not target or not any(map(str.isalpha, source)):
            return
        self._number += 1
        place = segment.place
        row = (
            _kind(segment),
            _hash(source),
            _hash(target),
            self._number,
            _kept(segment.source[:_MOST_CHARS]),
            _kept((segment.target or "")[:_MOST_CHARS]),
            _kept(place.file),
            place.row,
            None if place.column is None else _kept(place.column),
        )
        try:
            self._database.execute(
                "INSERT INTO own.pairs VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET times = times + 1",
                row,
            )
        except sqlite3.OperationalError as error:
            what = f"holds more texts than the temporary folder has room for ({error})"
            raise FileProblem(Where(place.file), what, "Free some space, or name another folder in TMPDIR.") from error

    def findings(self) -> Iterator[Finding]:
        """Yield what was found, each at the place of the text that came first, in the order of the catalog."""
        for name in self._names:
            told = self.inconsistent() if name == "inconsistent" else self.reused()
            for place, message in told:
                yield Finding(name, CATALOG_CHECKS[name].severity, message, place)

    def inconsistent(self) -> Iterator[tuple[Place, str]]:
        """One text of the source is translated in several ways: customers take it for several things."""
        for rows in self._groups("source"):
            shown = _listed((f'"{row[3]}"', row[1]) for row in rows)
            yield _place(rows[0]), f'"{rows[0][2]}" is translated as {shown}.'

    def reused(self) -> Iterator[tuple[Place, str]]:
        """Different texts of the source have one translation: customers cannot tell them apart."""
        for rows in self._groups("target"):
            if _differ(row[2] for row in rows):
                shown = _listed((f'"{row[2]}"', row[1]) for row in rows)
                yield _place(rows[0]), f'"{rows[0][3]}" is the translation of {shown}.'

    def _groups(self, same: str) -> Iterator[list[_Row]]:
        """Yield the pairs that share a source, or a target, and differ in the other, each group in catalog order."""
        groups, members = _QUERIES[same]
        self._database.execute("CREATE INDEX IF NOT EXISTS own.of_target ON pairs (kind, target)")
        for key in self._database.execute(groups):
            yield self._database.execute(members, key).fetchall()


def _listed(texts: Iterable[tuple[str, int]]) -> str:
    shown = sorted(texts, key=lambda one: -one[1])
    listed = ", ".join(f"{text} ({times} times)" if times > 1 else text for text, times in shown[:_MOST_SHOWN])
    return listed + (f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else "")


def _place(row: _Row) -> Place:
    return Place(row[4], row[5], row[6])


def _kind(segment: Segment) -> int:
    """Return what a text is compared with: option values with those of their column, all else by what it is."""
    if segment.role in _OPTIONS:
        return _hash(segment.id.field)
    return list(Role).index(segment.role)


def _differ(sources: Iterable[str]) -> bool:
    """Return whether sources are two things, not two spellings of one ("T-shirt", "t shirts")."""
    plain = {"".join(filter(str.isalnum, source.casefold())).removesuffix("s") for source in sources}
    return len(plain) > 1


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_SAME_ENDINGS)


def _kept(text: str) -> str:
    """Return what SQLite takes: half a surrogate pair, which a JSON text or a file's name may hold, as an escape."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
