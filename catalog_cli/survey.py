"""What must hold for a whole catalog, found in a first pass over it: counts, samples, option values, rows that fail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_cli import notations, phrases
from catalog_cli.errors import Where
from catalog_cli.option_values import ToldApart
from catalog_cli.product import Column, Field, Product, Record, Role, Schema

# Bounds that keep memory apart from file size. A value with more kinds of product than this cannot agree with all;
# a catalog with more distinct option values gets the citation form for the rest.
_MOST_HEADS = 6
_MOST_OPTION_VALUES = 50_000
_MOST_PROBLEMS = 1_000
# What the survey remembers only to be quick: cells shorter than this, and the options of so many products.
_LONG_CELL = 200
_MOST_KNOWN = 5_000
_SAMPLES = 3
# Looking a member up in its class takes longer than all else that is done for a cell.
_OPTION, _TITLE = Role.OPTION, Role.TITLE


class ColumnCount(NamedTuple):
    """How much one column holds: cells that are not blank, and the first few distinct values."""

    filled: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first pass over a catalog found.

    `contexts` gives for an option value the head nouns of all products that have it, in alphabetical order and
    joined by a comma; "" where they are too many to agree with. `option_values` are the values and names of options
    that variants are told apart by, each with the column and line where it stands first. `problems` are rows that pass
    through unchanged (at most a thousand are listed, `problem_count` counts all).
    """

    records: int
    products: int
    counts: dict[int, ColumnCount]
    contexts: dict[str, str] = field(default_factory=dict)
    option_values: dict[str, tuple[Column, int]] = field(default_factory=dict)
    problems: tuple[tuple[Where, str], ...] = ()
    problem_count: int = 0


@dataclass(slots=True)
class _OptionCell:
    """The values of an option's cell; those that agree with a product, as sizes do not; whether all are told apart."""

    values: tuple[str, ...]
    agreeing: tuple[str, ...]
    is_told: bool = False


class Counter:
    """Adds up the products of a catalog; holds a bounded number of distinct values."""

    def __init__(self, name: str, schema: Schema) -> None:
        self.name = name
        self.records = self.products = self.problem_count = 0
        self.filled: dict[int, int] = defaultdict(int)
        self.samples: dict[int, dict[str, None]] = {}
        self.heads: dict[str, set[str]] = {}
        self.unsampled = {column.index for column in schema.columns}
        self.cells: dict[int, tuple[Column, dict[str, _OptionCell]]] = {}
        self.combinations: set[frozenset[tuple[int, str, str | None]]] = set()
        self.told_apart = ToldApart(_MOST_OPTION_VALUES)
        self.problems: list[tuple[Where, str]] = []

    def add(self, product: Product) -> None:
        self.records += len(product.records)
        for record in product.records:
            if record.problem is not None:
                self._add_problem(record)
        if product.fields or product.variants:
            self.products += 1
        title = ""
        options: list[Field] = []
        filled, unsampled = self.filled, self.unsampled
        for fields in (product.fields, *[variant.fields for variant in product.variants]):
            for own in fields:
                column = own.column
                index = column.index
                filled[index] += 1
                if index in unsampled:
                    self._add_sample(index, own.value.strip())
                role = column.role
                if role is _OPTION:
                    options.append(own)
                elif role is _TITLE and not title:
                    title = own.value.strip()
        if options:
            self._add_options(product, options, title)

    def _add_options(self, product: Product, options: Sequence[Field], title: str) -> None:
        head: str | None = None
        told = self.told_apart.values
        is_new = False
        for own in options:
            cell = self._option_cell(own)
            for value in cell.agreeing:
                heads = self.heads.get(value)
                if heads is None:
                    if len(self.heads) >= _MOST_OPTION_VALUES:
                        continue
                    heads = self.heads[value] = set()
                if len(heads) <= _MOST_HEADS:
                    head = phrases.head_noun(title) if head is None else head
                    heads.add(head)
            if not cell.is_told:
                cell.is_told = all(value in told for value in cell.values)
                is_new = is_new or not cell.is_told
        if is_new:
            self._tell_apart(product, options)

    def _tell_apart(self, product: Product, options: Sequence[Field]) -> None:
        """Add the values that tell its variants apart; most products of a shop have the same few, and add nothing."""
        combination = frozenset([(own.column.index, own.value, own.existing) for own in options])
        if combination in self.combinations:
            return
        self.told_apart.add(product)
        is_short = len(combination) < _LONG_CELL and all(len(own.value) < _LONG_CELL for own in options)
        if is_short and len(self.combinations) < _MOST_KNOWN:
            self.combinations.add(combination)

    def _option_cell(self, own: Field) -> _OptionCell:
        column, known = self.cells.get(own.column.index, (None, {}))
        if column is not own.column:
            # A column may have another meaning in another row.
            known = {}
            self.cells[own.column.index] = own.column, known
        found = known.get(own.value)
        if found is None:
            values = notations.values(own.value.strip(), own.column)
            found = _OptionCell(values, tuple([value for value in values if not phrases.names_a_size(value)]))
            if len(known) < _MOST_KNOWN and len(own.value) < _LONG_CELL:
                known[own.value] = found
        return found

    def _add_sample(self, index: int, value: str) -> None:
        samples = self.samples.setdefault(index, {})
        samples.setdefault(value)
        if len(samples) == _SAMPLES:
            self.unsampled.discard(index)

    def _add_problem(self, record: Record) -> None:
        self.problem_count += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append((Where(self.name, row=record.line), record.problem or ""))

    def survey(self) -> Survey:
        return Survey(
            records=self.records,
            products=self.products,
            counts={index: ColumnCount(count, tuple(self.samples[index])) for index, count in self.filled.items()},
            contexts={
                value: ",".join(sorted(heads))
                for value, heads in self.heads.items()
                if "" not in heads and len(heads) <= _MOST_HEADS
            },
            option_values=self.told_apart.values,
            problems=tuple(self.problems),
            problem_count=self.problem_count,
        )
