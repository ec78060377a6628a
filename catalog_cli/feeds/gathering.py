"""Products whose rows do not stand together: found by hashes, kept in a temporary file, put back in file order.

A first reading tells whether there are any; nearly always there are none, and nothing more is done. Otherwise the
rows of those products, and no others, are written to a database of SQLite that has no name: SQLite removes the file
as soon as it is open, so that not even a killed run leaves it, and nobody else can write into it. That is why its
rows may be pickled: what is unpickled is what this process has just pickled.
"""

from __future__ import annotations

import pickle  # of our own nameless file only
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from typing import Any

from catalog_cli.errors import FileProblem, Where
from catalog_cli.feeds.grouping import MOST_RECORDS, Group, Place, RowNames
from catalog_cli.feeds.keys import HashSet, HashTable, name_hash
from catalog_cli.product import Edit, Record, Schema
from catalog_cli.temporary_database import nameless_database

# The sign of a product's number: whether its first row begins it, or belongs to whichever row has its name.
_FIRST_CLASS, _LAST_RESORT = 1, -1


class Search:
    """What a first reading shows of products that stand in several places: give it every `Group` in file order.

    `is_scattered` turns True when it knows that there are any.
    """

    def __init__(self, schema: Schema, *, catalog: str) -> None:
        self._rows = RowNames(schema)
        self._catalog = catalog
        self._seen = HashSet()
        self._repeated = HashSet()
        self._wanted = HashTable()
        self.is_scattered = False

    def see(self, group: Group) -> None:
        """Take note of what a group says of its product."""
        record = group.records[0]
        if group.is_rest or record.columns is not None or record.problem is not None:
            return
        if own := self._rows.own_group(record.values):
            number = _group_hash(own)
            if not self._seen.add(number):
                self._repeated.add(number)
                self.is_scattered = True
            return
        for name in self._rows.wanted(record.values):
            number = name_hash(name)
            if self._wanted.get(number) is None:
                self._wanted[number] = 0
            else:
                self._repeated.add(number)

    def gathered(self, records: Callable[[], Iterable[Record]]) -> Gathering | None:
        """Return the products that stand in several places, None if there are none.

        `records` gives the catalog's records from the first on; they are read once or twice more. Raises FileProblem
        where they cannot be kept.
        """
        self._seen = HashSet()
        if len(self._wanted):
            self._find_wanted(records())
        if not self.is_scattered:
            return None
        found = Gathering(self._catalog)
        product: int | None = None
        for group in self._rows.groups(records()):
            if not group.is_rest:
                product = self._product(group.records[0])
            if product is not None:
                found.add(group.records, product)
        found.finish()
        return found

    def _find_wanted(self, records: Iterable[Record]) -> None:
        """Find the row that each wanted name belongs to: the first that begins a product, else the first at all."""
        for group in self._rows.groups(records):
            record = group.records[0]
            if group.is_rest or record.columns is not None or record.problem is not None:
                continue
            values = record.values
            wants = () if self._rows.own_group(values) else self._rows.wanted(values)
            names = self._rows.names(values)
            if wants and not any(name in names for name in wants):
                continue  # it belongs to a row of another name
            product = self._named_product(record) * (_LAST_RESORT if wants else _FIRST_CLASS)
            for name in names:
                number = name_hash(name)
                known = self._wanted.get(number)
                if known == 0 or (known is not None and known < 0 < product):
                    self._wanted[number] = product
                    self.is_scattered |= product > 0 or number in self._repeated

    def _named_product(self, record: Record) -> int:
        """Return the number of the product that a row begins: of its group where that is repeated, else its own."""
        own = self._rows.own_group(record.values)
        number = _group_hash(own) if own else 0
        return _as_product(number) if own and number in self._repeated else record.number

    def _product(self, record: Record) -> int | None:
        """Return the number of the product that a row begins or goes on with, None if all of it stands here."""
        if record.columns is not None or record.problem is not None:
            return None
        values = record.values
        if own := self._rows.own_group(values):
            if (number := _group_hash(own)) in self._repeated:
                return _as_product(number)
        else:
            for name in self._rows.wanted(values):
                if (product := self._product_of(name)) is not None:
                    return product
        names = self._rows.names(values) if len(self._wanted) else ()
        return record.number if any(self._product_of(name) == record.number for name in names) else None

    def _product_of(self, name: str) -> int | None:
        """Return the number of the product whose first row has a name that others want."""
        number = name_hash(name)
        product = self._wanted.get(number)
        if not product or (product < 0 and number not in self._repeated):
            return None  # no row has it, or only the one that wants it
        return abs(product)


def _group_hash(own: str) -> int:
    return name_hash(f"g{own}")


def _as_product(number: int) -> int:
    """Return a hash as SQLite and `HashTable` can hold it, above all record numbers."""
    return number >> 2 | 1 << 62


def gathered(records: Callable[[], Iterable[Record]], schema: Schema, *, catalog: str) -> Gathering | None:
    """Return the products of a catalog that stand in several places, None if there are none.

    `records` gives the catalog's records from the first on, at each call; `catalog` is its name for messages. Raises
    FileProblem where their rows cannot be kept in a temporary file.
    """
    rows = RowNames(schema)
    if not rows.can_be_scattered:
        return None
    search = Search(schema, catalog=catalog)
    for group in rows.groups(records()):
        if group.records[0].columns is not None:
            return None  # a record of this format is a product
        search.see(group)
    return search.gathered(records)


class Gathering:
    """The records of products that stand in several places, in a temporary file. Built by `gathered`."""

    def __init__(self, catalog: str) -> None:
        self._catalog = catalog
        self._database = nameless_database()
        weakref.finalize(self, self._database.close)
        self._database.execute("CREATE TABLE own.records (number INTEGER PRIMARY KEY, record BLOB NOT NULL)")
        # Apart, so that looking for a place does not read the records.
        self._database.execute("CREATE TABLE own.places (number INTEGER PRIMARY KEY, product INTEGER NOT NULL)")

    def add(self, records: Sequence[Record], product: int) -> None:
        """Keep records of a product, in file order."""
        with _room_for(self._catalog):
            self._database.executemany(
                "INSERT INTO own.records VALUES (?, ?)", [(record.number, _packed(record)) for record in records]
            )
            self._database.executemany(
                "INSERT INTO own.places VALUES (?, ?)", [(record.number, product) for record in records]
            )

    def finish(self) -> None:
        """Make ready for reading."""
        with _room_for(self._catalog):
            self._database.execute("CREATE INDEX own.of_product ON places (product, number)")

    def places(self) -> Iterator[Place]:
        """Yield the places of all records in file order."""
        first = "(SELECT min(number) FROM own.places AS other WHERE other.product = places.product)"
        rows = self._database.execute(f"SELECT number, product, number = {first} FROM own.places ORDER BY number")  # noqa: S608  # no value in it
        for number, product, is_first in rows:
            yield Place(number, product, bool(is_first))

    def groups(self, product: int, rows: RowNames) -> Iterator[Group]:
        """Yield the records of one product, `MOST_RECORDS` at a time."""
        found = self._database.execute(
            "SELECT record FROM own.places JOIN own.records USING (number) WHERE product = ? ORDER BY number",
            (product,),
        )
        records = (_unpacked(packed) for (packed,) in found)
        is_rest = False
        while some := list(islice(records, MOST_RECORDS)):
            yield Group(some, 0 if is_rest else _head_of(some, product, rows), is_rest)
            is_rest = True

    def in_file_order(self, edits: Iterable[tuple[Record, Edit]]) -> Iterator[tuple[Record, Edit]]:
        """Yield the edits of a catalog's products, which come in the order of each product's first row, row by row.

        The edits of rows that come later wait in a temporary file.
        """
        with closing(_Waiting(self._catalog)) as waiting:
            due = self._records()
            next_number, next_record = next(due, _AT_END)
            for record, edit in edits:
                number = record.number
                # The first row of a product comes where it stands: what stands before it has come already.
                if number >= next_number and self._is_later(number):
                    waiting.add(number, edit)
                    continue
                while number > next_number and next_record is not None:
                    yield from ((next_record, late) for late in waiting.take(next_number))
                    next_number, next_record = next(due, _AT_END)
                yield record, edit
                if number == next_number:
                    next_number, next_record = next(due, _AT_END)
            while next_record is not None:
                yield from ((next_record, late) for late in waiting.take(next_number))
                next_number, next_record = next(due, _AT_END)

    def _records(self) -> Iterator[tuple[int, Record]]:
        for number, packed in self._database.execute("SELECT number, record FROM own.records ORDER BY number"):
            yield number, _unpacked(packed)

    def _is_later(self, number: int) -> bool:
        """Return whether a record is a later one of a product that stands in several places."""
        found = self._database.execute(
            "SELECT 1 FROM own.places JOIN own.places AS other USING (product) "
            "WHERE places.number = ? AND other.number < places.number LIMIT 1",
            (number,),
        )
        return found.fetchone() is not None


_AT_END: tuple[int, Record | None] = (1 << 62, None)


class _Waiting:
    """Edits of rows that the writer has not reached."""

    def __init__(self, catalog: str) -> None:
        self._catalog = catalog
        self._database = nameless_database()
        self._database.execute("CREATE TABLE own.edits (number INTEGER NOT NULL, edit BLOB NOT NULL)")
        self._database.execute("CREATE INDEX own.of_number ON edits (number)")

    def add(self, number: int, edit: Edit) -> None:
        with _room_for(self._catalog):
            self._database.execute("INSERT INTO own.edits VALUES (?, ?)", (number, _packed(edit)))

    def take(self, number: int) -> list[Edit]:
        """Return what changes in a record: nothing where no edit came."""
        found = self._database.execute("SELECT edit FROM own.edits WHERE number = ? ORDER BY rowid", (number,))
        return [_unpacked(packed) for (packed,) in found] or [Edit()]

    def close(self) -> None:
        self._database.close()


@contextmanager
def _room_for(catalog: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        what = f"has products whose rows stand apart, which cannot be kept in a temporary file ({error})"
        raise FileProblem(Where(catalog), what, "Free some space there, or name another folder in TMPDIR.") from error


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301  # we wrote it ourselves, into a file that no one else can open


def _head_of(records: Sequence[Record], product: int, rows: RowNames) -> int:
    """Return the position of the record that names the product, else of the first with a title."""
    for position, record in enumerate(records):
        if record.number == product:
            return position
    return next((at for at, record in enumerate(records) if not rows.is_untitled(record.values)), 0)
