"""Records -> products, streaming: what names a product, and which cells it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import compress
from operator import itemgetter

from catalog_cli.errors import FileProblem, Where
from catalog_cli.feeds.gathering import Gathering, Search
from catalog_cli.feeds.grouping import Group, RowNames, cell
from catalog_cli.feeds.keys import Keys
from catalog_cli.feeds.locale_rows import view_rows
from catalog_cli.feeds.row_roles import RowLocales, RowTexts
from catalog_cli.feeds.table import FeedTable, feed_table, matches
from catalog_cli.feeds.target_cells import target_positions
from catalog_cli.product import Column, Field, Product, Record, Role, Schema, Variant

# No stage reads or changes cells in these roles: they stay in the record.
_UNREAD = frozenset({Role.ENUM, Role.URL})

_SEPARATOR = "\x1f"

_new_tuple = tuple.__new__
# The fields of a Field behind `existing`, as they are by default.
_REST = tuple(Field._field_defaults[name] for name in Field._fields[Field._fields.index("existing") + 1 :])


def products(
    records: Iterable[Record],
    schema: Schema,
    *,
    catalog: str,
    gathering: Gathering | None = None,
    search: Search | None = None,
) -> Iterator[Product]:
    """Yield the products of a catalog in the order of their first rows, every record in exactly one of them.

    Rows are one product where their grouping cells are equal, where a row names another as its parent, or has no title
    and another's name, or no title and no name; a JSON record is always one product. Products whose rows stand in
    several places are those of `gathering`; without it, only consecutive rows are one product. `search` is told of
    what may belong to others: as soon as it knows that rows are scattered, it gets the rest and no more products are
    yielded, as they would be wrong. A record with a `problem` is a product of its own without fields. Cells that are
    blank, or hold a value the platform reserves, are no fields, and neither are cells in the roles enum and url. Keys
    are unique; what is remembered of each is at most 24 bytes. Raises FileProblem, naming `catalog`, if a record has a
    column that the schema has not.

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
    keys = Keys()
    for group in reader.rows.groups(records, gathering):
        if search is not None:
            search.see(group)
            if search.is_scattered:
                continue
        yield reader.product(group, keys)


# The key of a variant without a SKU that has no others beside it: its place.
_LONE = "1"


class _Reader:
    """A schema prepared for reading: the few columns that matter, and where they stand."""

    def __init__(self, schema: Schema, catalog: str) -> None:
        table = feed_table(schema.feed)
        columns = schema.columns
        self.catalog = catalog
        self.read = [(c.index, c) for c in columns if c.role is not None and c.role not in _UNREAD]
        self.with_target = [c for _, c in self.read if c.target is not None]
        self.cells = [(i, c, c.in_variant, c.target, c.reserved) for i, c in self.read]
        self.width = len(columns)
        self.pick = _picker([i for i, _ in self.read])
        self.by_index: list[Column | None] = [None] * len(columns)
        for index, column in self.read:
            self.by_index[index] = column
        self.rows = RowNames(schema)
        self.values = tuple(c.index for c in columns if _is_option_value(c, table))
        self.sentinels = _sentinel_columns(columns, table)
        self.texts = None if table.row_roles is None else RowTexts(schema)
        self.locales = RowLocales(schema) if table.row_locale else None
        self.views = view_rows(schema)
        if self.texts is not None and self.texts.text is not None:
            self._leave_to_rows(self.texts.text)
        self.depth = min((c.name.count("[") for _, c in self.read if c.in_variant), default=0)

    def product(self, group: Group, keys: Keys) -> Product:
        """Return the product that a group of records is: its head is read first, wherever it stands."""
        own: list[Field] = []
        variants: list[Variant] = []
        variant_keys: dict[str, int] = {}
        records, head, _ = group
        for number in range(len(records)) if not head else (head, *range(head), *range(head + 1, len(records))):
            record = records[number]
            if record.problem is not None or (self.locales is not None and self.locales.stays(record)):
                continue
            if self.texts is not None and (text := self.texts.field(record, number)) is not None:
                own.append(text)
            children = self._dense(record, number, own) if record.columns is None else self._sparse(record, number, own)
            for child in children:
                key = _numbered(self._variant_key(child, record, len(variants)), variant_keys)
                variants.append(Variant(key, tuple(child)))
                only = child, record
        if len(variants) == 1 and not self._sku(*only):
            # Nothing has to be told from it: its text, which may change or be in another language, does not name it.
            variants = [variants[0]._replace(key=_LONE)]
        key = keys.unique(self._natural_key(records[head]) or _hashed(own, variants, records))
        if self.views is not None:
            own = list(self.views.settled(records, own))
            variants = [Variant(one.key, self.views.settled(records, one.fields)) for one in variants]
        return Product(key, tuple(records), tuple(own), tuple(variants))

    def _leave_to_rows(self, text: int) -> None:
        """Read the column of texts by what each row says of its own, and not as one of the columns."""
        self.cells = [cell for cell in self.cells if cell[0] != text]
        self.pick = _picker([index for index, *_ in self.cells])
        self.by_index[text] = None

    def _dense(self, record: Record, number: int, own: list[Field]) -> Sequence[list[Field]]:
        """Add the own fields of a row whose cells follow the header one to one to `own`; return those of its variant.

        Tight, as every cell of the catalog passes here.
        """
        values = record.values
        if len(values) < self.width:
            values = (*values, *[""] * (self.width - len(values)))
        hidden = self._hidden(record) if self.sentinels else ()
        found = self.pick(values)
        fixed = record.fixed
        child: list[Field] = []
        # Most cells of most rows are blank: they are passed over without a step of Python for each.
        for (index, column, in_variant, target, reserved), value in zip(
            compress(self.cells, found), filter(None, found), strict=True
        ):
            if value.isspace() or (reserved and value.strip() in reserved) or index in hidden:
                continue
            # A number or a formula of a workbook can be read, but holds no text to translate.
            if fixed and index in fixed and column.is_translated:
                continue
            existing = None if target is None else values[target]
            # What `Field(column, number, index, value, existing)` does, in half the time.
            made = _new_tuple(Field, (column, number, index, value, existing, *_REST))
            (child if in_variant else own).append(made)
        return (child,) if child else ()

    def _sparse(self, record: Record, number: int, own: list[Field]) -> Sequence[list[Field]]:
        """Read a JSON record: a column may stand in it several times, or not at all.

        A new variant begins where a column of the variants' own level comes again.
        """
        hidden = self._hidden(record)
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

    def _hidden(self, record: Record) -> Collection[int]:
        """Return the columns whose cell means nothing in this record ("Title" beside "Default Title")."""
        found = []
        for name_column, name, value_columns, value in self.sentinels:
            if record.columns is None and cell(record.values, name_column).casefold() != name:
                continue
            if record.value(name_column).strip().casefold() != name:
                continue
            if any(text.strip().casefold() == value for column in value_columns for _, text in record.cells(column)):
                found.append(name_column)
        return found

    def _natural_key(self, record: Record) -> str:
        if record.problem is not None:
            return ""
        if record.columns is not None:
            # One record is one product, so that what joins rows of a table names several: an item group of XML.
            keys = sorted(self.rows.keys, key=lambda index: index == self.rows.grouping)
            return next((key for index in keys if (key := record.value(index).strip())), "")
        return next((key for index in self.rows.keys if (key := cell(record.values, index))), "")

    def _variant_key(self, child: Sequence[Field], record: Record, ordinal: int) -> str:
        """Return a variant's SKU, else its option values, else its place among the product's variants."""
        if sku := self._sku(child, record):
            return sku
        if record.columns is None:
            values = record.values
            named = [value for index in self.values if (value := cell(values, index))]
        else:
            cells = {field.column.index: field.value.strip() for field in child}
            named = [value for index in self.values if (value := cells.get(index, ""))]
        return " / ".join(named) or str(ordinal + 1)

    def _sku(self, child: Sequence[Field], record: Record) -> str:
        """Return the SKU of a variant, "" without one."""
        if record.columns is None:
            return next((sku for index in self.rows.skus if (sku := cell(record.values, index))), "")
        cells = {field.column.index: field.value.strip() for field in child}
        return next((sku for index in self.rows.skus if (sku := cells.get(index, ""))), "")


def _picker(indices: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what takes the cells at some positions out of a row."""
    if len(indices) == 1:
        (only,) = indices
        return lambda values: (values[only],)
    return itemgetter(*indices) if indices else lambda values: ()


def _is_option_value(column: Column, table: FeedTable) -> bool:
    """Whether the column tells variants apart, whatever the user made of it."""
    found = table.rule(column.base)
    return found is not None and found[0].role is Role.OPTION and found[1]


def _sentinel_columns(columns: Sequence[Column], table: FeedTable) -> list[tuple[int, str, tuple[int, ...], str]]:
    found = []
    for sentinel in table.sentinels:
        values = tuple(c.index for c in columns if matches((sentinel.value_header,), c.base))
        names = [c.index for c in columns if matches((sentinel.name_header,), c.base) and c.role is not None]
        name, value = sentinel.name.casefold(), sentinel.value.casefold()
        found += [(index, name, values, value) for index in names if values]
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
