"""Records -> products, streaming: which rows are one product, what names it, and which cells it holds."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalog_cli.errors import FileProblem, Where
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.table import FeedTable, feed_table, matches
from catalog_cli.feeds.target_cells import target_positions
from catalog_cli.product import Column, Field, Product, Record, Role, Schema, Variant

# A product of more rows is cut, so that a file whose every title is blank does not end up in memory whole.
# Shopify, the largest, allows 2,048 variants and 250 images a product.
MOST_RECORDS = 4_096

# No stage reads or changes cells in these roles: they stay in the record.
_UNREAD = frozenset({Role.ENUM, Role.URL})

_SEPARATOR = "\x1f"


def products(records: Iterable[Record], schema: Schema, *, catalog: str) -> Iterator[Product]:
    """Yield the products of a catalog in file order, every record in exactly one of them.

    Consecutive rows are one product where their grouping cells are equal, where a row names the one before as its
    parent, or where its title cells are blank; a JSON record is always one product. A record with a `problem` is a
    product of its own without fields. Cells that are blank, or hold a value the platform reserves, are no fields,
    and neither are cells in the roles enum and url. Keys are unique; what is remembered of each is at most 24 bytes.
    Raises FileProblem, naming `catalog`, if a record has a column that the schema has not.

    >>> from catalog_cli.feeds.columns import schema as read
    >>> found = read(["Handle", "Title", "Option1 Name", "Option1 Value"], feed="shopify", source_locale="en",
    ...              target_locale="pt-BR", roles={}, keep=(), has_header=True)
    >>> rows = [("mug", "Mug", "Size", "Small"), ("mug", "", "", "Large"), ("cap", "Cap", "Title", "Default Title")]
    >>> records = [Record(number, number + 1, row) for number, row in enumerate(rows, start=1)]
    >>> for product in products(records, found, catalog="mugs.csv"):
    ...     print(product.key, [variant.key for variant in product.variants])
    mug ['Small', 'Large']
    cap []
    """
    reader = _Reader(schema, catalog)
    keys = _Keys()
    for group in reader.groups(records):
        yield reader.product(group, keys)


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first row of a product says of the rows that may follow it."""

    grouping: str
    names: frozenset[str]
    parent: str


class _Reader:
    """A schema prepared for reading: the few columns that matter, and where they stand."""

    def __init__(self, schema: Schema, catalog: str) -> None:
        table = feed_table(schema.feed)
        columns = schema.columns
        self.catalog = catalog
        self.read = [(c.index, c) for c in columns if c.role is not None and c.role not in _UNREAD]
        self.with_target = [c for _, c in self.read if c.target is not None]
        self.cells = [(i, c, c.in_variant, c.target, c.reserved) for i, c in self.read]
        self.by_index: list[Column | None] = [None] * len(columns)
        for index, column in self.read:
            self.by_index[index] = column
        self.grouping = schema.grouping
        self.keys = _key_columns(schema, table)
        self.naming = [index for index in self.keys if not columns[index].in_variant and index != schema.grouping]
        self.parent = first_column(columns, table.parents)
        self.titles = [c.index for c in columns if _is_title(c, table)]
        self.skus = _sku_columns(columns, table)
        self.values = tuple(c.index for c in columns if _is_option_value(c, table))
        self.sentinels = _sentinel_columns(columns, table)
        self.depth = min((c.name.count("[") for _, c in self.read if c.in_variant), default=0)

    def groups(self, records: Iterable[Record]) -> Iterator[list[Record]]:
        """Yield the records of one product after another."""
        group: list[Record] = []
        head: _Head | None = None
        for record in records:
            if head is not None and len(group) < MOST_RECORDS and self._continues(record, head):
                group.append(record)
                continue
            if group:
                yield group
            group = [record]
            head = None if record.problem is not None or record.columns is not None else self._head(record)
        if group:
            yield group

    def _head(self, record: Record) -> _Head:
        values = record.values
        names = [_cell(values, index) for index in self.keys]
        return _Head(_cell(values, self.grouping), frozenset(names) - {""}, _cell(values, self.parent))

    def _continues(self, record: Record, head: _Head) -> bool:
        """Whether a row belongs to the product that `head` began."""
        if record.problem is not None or record.columns is not None:
            return False
        values = record.values
        if own := _cell(values, self.grouping):
            return own == head.grouping
        if parent := _cell(values, self.parent):
            return parent in head.names or parent == head.parent
        if not self.titles or any(_cell(values, index) for index in self.titles):
            return False
        return all(not (name := _cell(values, index)) or name in head.names for index in self.naming)

    def product(self, group: Sequence[Record], keys: _Keys) -> Product:
        """Return the product that a group of records is."""
        own: list[Field] = []
        variants: list[Variant] = []
        variant_keys: dict[str, int] = {}
        for number, record in enumerate(group):
            if record.problem is not None:
                continue
            for child in self._split(record, number, own):
                key = _numbered(self._variant_key(child, record, len(variants)), variant_keys)
                variants.append(Variant(key, tuple(child)))
        key = keys.unique(self._natural_key(group[0]) or _hashed(own, variants, group))
        return Product(key, tuple(group), tuple(own), tuple(variants))

    def _split(self, record: Record, number: int, own: list[Field]) -> list[list[Field]]:
        """Add a record's own fields to `own`, and return the fields of each variant in it."""
        hidden = self._hidden(record)
        if record.columns is None:
            child = self._dense(record.values, number, own, hidden)
            return [child] if child else []
        return self._sparse(record, number, own, hidden)

    def _dense(self, values: Sequence[str], number: int, own: list[Field], hidden: frozenset[int]) -> list[Field]:
        """Read a row whose cells follow the header one to one: tight, as every cell of the catalog passes here."""
        child: list[Field] = []
        count = len(values)
        for index, column, in_variant, target, reserved in self.cells:
            if index >= count:
                break
            value = values[index]
            if not value or value.isspace() or (reserved and value.strip() in reserved) or index in hidden:
                continue
            existing = None
            if target is not None:
                existing = values[target] if target < count else ""
            (child if in_variant else own).append(Field(column, number, index, value, existing))
        return child

    def _sparse(self, record: Record, number: int, own: list[Field], hidden: frozenset[int]) -> list[list[Field]]:
        """Read a JSON record: a column may stand in it several times, or not at all.

        A new variant begins where a column of the variants' own level comes again.
        """
        found: list[list[Field]] = [[]]
        begun: set[int] = set()
        for position, column, existing in self._cells(record):
            value = record.values[position]
            if column.in_variant:
                if column.index in begun and column.name.count("[") == self.depth:
                    found.append([])
                    begun = set()
                begun.add(column.index)
            if not value or value.isspace() or value.strip() in column.reserved or column.index in hidden:
                continue
            # A number or a flag can be read, but holds no text to translate.
            if column.is_translated and position in record.fixed:
                continue
            (found[-1] if column.in_variant else own).append(Field(column, number, position, value, existing))
        return [child for child in found if child]

    def _cells(self, record: Record) -> Iterator[tuple[int, Column, str | None]]:
        """Yield (position, column, existing target) of each cell of a JSON record whose column has a role."""
        beside = target_positions(record, self.with_target) if self.with_target else {}
        for position, index in enumerate(record.columns or ()):
            column = self._column(index, record)
            if column is not None:
                there = beside.get(position)
                existing = "" if there is None else record.values[there]
                yield position, column, None if column.target is None else existing

    def _column(self, index: int, record: Record) -> Column | None:
        if index >= len(self.by_index):
            raise FileProblem(
                Where(self.catalog, row=record.line),
                "has a field that was not there when the file was surveyed",
                "The file changed meanwhile: run the command again.",
            )
        return self.by_index[index]

    def _hidden(self, record: Record) -> frozenset[int]:
        """Return the columns whose cell means nothing in this record ("Title" beside "Default Title")."""
        if not self.sentinels:
            return frozenset()
        found = set()
        for name_column, name, value_columns, value in self.sentinels:
            if record.columns is None and _cell(record.values, name_column) != name:
                continue
            if record.value(name_column).strip() != name:
                continue
            if any(cell.strip() == value for column in value_columns for _, cell in record.cells(column)):
                found.add(name_column)
        return frozenset(found)

    def _natural_key(self, record: Record) -> str:
        if record.problem is not None:
            return ""
        return next((key for index in self.keys if (key := record.value(index).strip())), "")

    def _variant_key(self, child: Sequence[Field], record: Record, ordinal: int) -> str:
        """Return a variant's SKU, else its option values, else its place among the product's variants."""
        if record.columns is None:
            cells = {index: _cell(record.values, index) for index in (*self.skus, *self.values)}
        else:
            cells = {field.column.index: field.value.strip() for field in child}
        for index in self.skus:
            if sku := cells.get(index):
                return sku
        return " / ".join(filter(None, map(cells.get, self.values))) or str(ordinal + 1)


def _cell(values: Sequence[str], index: int | None) -> str:
    return values[index].strip() if index is not None and index < len(values) else ""


def _is_title(column: Column, table: FeedTable) -> bool:
    """Whether the column names the product, whatever the user made of it."""
    if column.role is Role.TITLE:
        return True
    found = table.rule(column.base)
    return found is not None and found[0].role is Role.TITLE and not found[1]


def _is_option_value(column: Column, table: FeedTable) -> bool:
    """Whether the column tells variants apart, whatever the user made of it."""
    found = table.rule(column.base)
    return found is not None and found[0].role is Role.OPTION and found[1]


def _sku_columns(columns: Sequence[Column], table: FeedTable) -> tuple[int, ...]:
    """Return the columns that name a variant: those of the best pattern that any column fits."""
    for pattern in table.skus:
        if found := tuple(c.index for c in columns if matches((pattern,), c.base)):
            return found
    return ()


def _key_columns(schema: Schema, table: FeedTable) -> tuple[int, ...]:
    """Return the columns that may name a product, best first: a cell that is blank leaves it to the next."""
    fallback = (first_column(schema.columns, (pattern,)) for pattern in table.identifiers)
    ordered = [schema.identifier, schema.grouping, *fallback]
    return tuple(dict.fromkeys(index for index in ordered if index is not None))


def _sentinel_columns(columns: Sequence[Column], table: FeedTable) -> list[tuple[int, str, tuple[int, ...], str]]:
    found = []
    for sentinel in table.sentinels:
        values = tuple(c.index for c in columns if matches((sentinel.value_header,), c.base))
        names = [c.index for c in columns if matches((sentinel.name_header,), c.base) and c.role is not None]
        found += [(name, sentinel.name, values, sentinel.value) for name in names if values]
    return found


def _numbered(key: str, seen: dict[str, int]) -> str:
    """Return the key, with an occurrence number if it was there before."""
    if key not in seen:
        seen[key] = 1
        return key
    while True:
        seen[key] += 1
        numbered = f"{key}#{seen[key]}"
        if numbered not in seen:
            seen[numbered] = 1
            return numbered


def _hashed(own: Sequence[Field], variants: Sequence[Variant], group: Sequence[Record]) -> str:
    """Return a name for a product without one: 16 hex digits of the SHA-256 of its source cells.

    Only text that is translated counts, so that a new price leaves the name; every cell if there is none.
    """
    fields = [field for field in own if field.column.is_translated]
    fields += [field for variant in variants for field in variant.fields if field.column.is_translated]
    parts = [part for field in fields for part in (field.column.base, field.value)]
    if not parts:
        parts = [value for record in group for value in record.values]
    return hashlib.sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Keys:
    """The keys given so far, 12 to 24 bytes each: an open-addressed table of 8-byte hashes, not of the texts.

    Two of a million keys share a hash in one catalog of thirty million; the later one then has an occurrence
    number it did not need. Only keys that repeat are kept as text, with their count.
    """

    def __init__(self) -> None:
        self._slots = array("Q", [0]) * 1024
        self._count = 0
        self._repeated: dict[str, int] = {}

    def unique(self, key: str) -> str:
        """Return the key, with an occurrence number if it was given before."""
        if self._add(key):
            return key
        occurrence = self._repeated.get(key, 1)
        while True:
            occurrence += 1
            numbered = f"{key}#{occurrence}"
            if self._add(numbered):
                self._repeated[key] = occurrence
                return numbered

    def _add(self, key: str) -> bool:
        """Add a key; return whether it is new."""
        digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        # 0 marks a free slot.
        number = int.from_bytes(digest, "little") or 1
        if not _place(self._slots, number):
            return False
        self._count += 1
        if self._count * 3 > len(self._slots) * 2:
            larger = array("Q", [0]) * (2 * len(self._slots))
            for old in self._slots:
                if old:
                    _place(larger, old)
            self._slots = larger
        return True


def _place(slots: array[int], number: int) -> bool:
    """Put a number into the first free slot from its own on; return False if it is there already."""
    mask = len(slots) - 1
    index = number & mask
    while slots[index]:
        if slots[index] == number:
            return False
        index = (index + 1) & mask
    slots[index] = number
    return True
