"""What a catalog holds: records as they stood in the file, and the products read from them. Frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from catalog_cli.tag import Tag


class Role(StrEnum):
    """What a column's text is, which decides what becomes of it."""

    TITLE = "title"
    TEXT = "text"
    HTML = "html"
    LIST = "list"
    OPTION = "option"
    PRICE = "price"
    MEASURE = "measure"
    DATE = "date"
    HANDLE = "handle"
    IDENTIFIER = "identifier"
    ENUM = "enum"
    URL = "url"

    @property
    def is_translated(self) -> bool:
        """Whether text in this role is language for the engine."""
        return self in _TRANSLATED

    @property
    def is_identity(self) -> bool:
        """Whether equal values must stay equal over the whole catalog (they join variants and filters)."""
        return self in (Role.OPTION, Role.LIST)


_TRANSLATED = frozenset({Role.TITLE, Role.TEXT, Role.HTML, Role.LIST, Role.OPTION})


class Notation(StrEnum):
    """How a platform writes text into a cell; `notations` reads and writes each."""

    PLAIN = "plain"
    """The cell is the text, or its values between separators."""
    GUARDED = "guarded"
    """The same; an apostrophe stands before a cell that a spreadsheet would take for a formula."""
    LITERAL_BREAKS = "literal breaks"
    """Guarded; a backslash and "n" stand for a line break, two backslashes and "n" for themselves."""
    ESCAPED_COMMAS = "escaped commas"
    """Guarded; of values between commas, each with its own commas behind a backslash."""
    NAMED_VALUES = "named values"
    """Names with their values, all of them text: "Colour=Red;Blue|Size=S"."""
    LABELS = "labels"
    """Codes with their labels, which alone are text: "color=Colour,size=Size"."""
    OPTION_TITLES = "option titles"
    """Settings of choices, of which the names and titles alone are text: "name=Size,type=radio,option_title=S|…"."""
    DETAILS = "details"
    """Names and values joined by colons: "General:Product Type:Digital player,General:Colour:Red"."""
    QUOTED_COMMAS = "quoted commas"
    """Values between commas, each in double quotes if it holds one: '"Soft, warm",Washable'."""
    SOURCED = "sourced"
    """A code that says where the text is from, then the text: 'trained_algorithmic_media:"Red: the mug"'."""
    FORMULAS = "formulas"
    """The same as plain, but a cell that is a formula ('="0012"') holds no text."""


class Record(NamedTuple):
    """One row of a file: its cells as text, in the order they stand, and the format's own raw form.

    `columns[i]` is the column index of `values[i]`; None means `values` follows the header one to one. `fixed`
    are positions that can be read but not written (a JSON number, true, an array). `problem` says why the row
    cannot be understood (a row too long, bad bytes); such a row passes through unchanged. `line` is where it
    starts, counted as an editor does, from 1; `number` counts records from 1.
    """

    number: int
    line: int
    values: tuple[str, ...]
    columns: tuple[int, ...] | None = None
    fixed: frozenset[int] = frozenset()
    problem: str | None = None
    raw: object = None

    def cells(self, column: int) -> Iterator[tuple[int, str]]:
        """Yield (position, value) of each cell of a column: at most one in a delimited file, several in JSON."""
        if self.columns is None:
            if column < len(self.values):
                yield column, self.values[column]
            return
        for position, owner in enumerate(self.columns):
            if owner == column:
                yield position, self.values[position]

    def value(self, column: int) -> str:
        """Return the first value of a column, "" if the record has none."""
        return next((value for _, value in self.cells(column)), "")


@dataclass(frozen=True, slots=True)
class Edit:
    """What changes in one record.

    `replaced` is by cell position; `added` holds, by the position of a source cell, the text for the column that the
    layout adds beside that cell's column; `appended`, by name, the texts for columns behind all others. `rows` are new
    records that follow this one, each with its texts by column index and every other cell empty.
    """

    replaced: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[int, str] = field(default_factory=dict)
    rows: tuple[Mapping[int, str], ...] = ()
    appended: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.replaced or self.added or self.rows or self.appended)


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what becomes of it.

    `name` is the header without padding; `base` the name without a locale suffix; `locale` the suffix as a
    BCP-47 tag, None if it has none. `role` is None for a column nobody knows: it passes through. `reason` says
    in a few words why it has that role. `separators` split a LIST or OPTION cell into values, first match wins.
    `notation` is how the cells hold their text.
    `target` is the index of an existing column that holds this one's text in the target locale.
    `reserved` are values of the platform that are never translated ("Default Title"). `holds_names`: a person said
    that its values are names, wherever a text of their product says them.
    """

    index: int
    name: str
    base: str
    role: Role | None
    reason: str
    locale: str | None = None
    separators: tuple[str, ...] = ()
    target: int | None = None
    reserved: frozenset[str] = frozenset()
    in_variant: bool = False
    holds_names: bool = False
    notation: Notation = Notation.PLAIN

    @property
    def is_brand(self) -> bool:
        """Whether the column holds a maker's name, whose words are names wherever the product's text says them."""
        return self.holds_names or self.base.lower() in _BRANDS

    @property
    def is_translated(self) -> bool:
        """Whether the cells of this column are language for the engine."""
        return self.role in _TRANSLATED


_BRANDS = frozenset({"vendor", "brand", "manufacturer", "maker", "marca"})


@dataclass(frozen=True, slots=True)
class Schema:
    """How the columns of one file are understood: the feed, its version, and a Column per header cell.

    `identifier` and `grouping` are column indices: what names a row's product, and what joins rows to one.
    `view` is the name by which rows of the target locale are told from the others in a feed that has a row for each
    language, "" in others.
    """

    feed: str
    feed_version: str
    columns: tuple[Column, ...]
    identifier: int | None = None
    grouping: int | None = None
    view: str = ""

    @property
    def translated(self) -> tuple[Column, ...]:
        """The columns whose text is language for the engine, in file order."""
        return tuple(column for column in self.columns if column.is_translated)


class Field(NamedTuple):
    """One named value of a product: the cell at `position` of `records[record]`, in a column with a role.

    `target` is the localized text; None means the cell stays as it is. `existing` is the text that stands in
    the file's own column, or row, for the target locale ("" if empty, None if there is none). `beside` is that row's
    number among the product's records.
    """

    column: Column
    record: int
    position: int
    value: str
    existing: str | None = None
    target: str | None = None
    beside: int | None = None


class Variant(NamedTuple):
    """The size-colour child of a product: its key within the product and its fields."""

    key: str
    fields: tuple[Field, ...]


class Product(NamedTuple):
    """One item of a catalog: the records it was read from and the cells of them that have a role.

    `key` is the identifier column, else a hash of the source cells and an occurrence number; never a row number.
    `is_finished`: all targets that it gets are set. `tags` are what its texts say of it.
    """

    key: str
    records: tuple[Record, ...]
    fields: tuple[Field, ...]
    variants: tuple[Variant, ...] = ()
    is_finished: bool = False
    tags: tuple[Tag, ...] = ()

    def all_fields(self) -> Iterator[tuple[str, Field]]:
        """Yield (variant key, field), the product's own fields first with the key ""."""
        for own in self.fields:
            yield "", own
        for variant in self.variants:
            for child in variant.fields:
                yield variant.key, child

    def with_targets(self, targets: Mapping[int, str]) -> Product:
        """Return the product with the targets of some of its fields set; `targets` is keyed by the field's `id()`."""

        def filled(fields: tuple[Field, ...]) -> tuple[Field, ...]:
            return tuple([own._replace(target=targets[id(own)]) if id(own) in targets else own for own in fields])

        variants = tuple([Variant(variant.key, filled(variant.fields)) for variant in self.variants])
        return self._replace(fields=filled(self.fields), variants=variants)
