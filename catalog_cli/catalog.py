"""Path -> format -> feed -> products, and back: reading, surveying and writing a whole catalog."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from catalog_cli import feeds, formats, locales, notations, phrases
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.creation import CREATED, RowWriter, WriteOptions, create_table
from catalog_cli.job import HandlePolicy, Job, Layout, Reading
from catalog_cli.option_values import ToldApart
from catalog_cli.product import Column, Edit, Field, Product, Record, Role, Schema

STANDARD_INPUT = "standard input"
# Enough rows to see whether a column holds HTML or codes; the cells are checked again one by one.
_SAMPLE_RECORDS = 200
_SAMPLE_VALUES = 20
# Bounds that keep memory apart from file size. A value with more kinds of product than this cannot agree with all;
# a catalog with more distinct option values gets the citation form for the rest.
_MOST_HEADS = 6
_MOST_OPTION_VALUES = 50_000
_MOST_PROBLEMS = 1_000
# What the survey remembers only to be quick: cells shorter than this, and the options of so many products.
_LONG_CELL = 200
_MOST_KNOWN = 5_000
_SAMPLES = 3
# Elsewhere a record has its place, which a new one would move.
_WITH_NEW_ROWS = ("csv", "tsv")
# Looking a member up in its class takes longer than all else that is done for a cell.
_OPTION, _TITLE = Role.OPTION, Role.TITLE


@dataclass(frozen=True, slots=True)
class Catalog:
    """An open catalog: `name` for messages, the table it is, and how its columns are understood."""

    name: str
    path: Path
    table: formats.Table
    schema: Schema
    source_locale: str
    # Found once, and then the only value: the products whose rows stand in several places, None if there are none.
    _gathered: list[feeds.Gathering | None] = field(init=False, repr=False, compare=False, default_factory=list)

    def products(self) -> Iterator[Product]:
        """Yield the catalog's products in the order of their first rows, from the first on, at each call."""
        gathering = self.gathering()
        yield from feeds.products(self.table.records(), self.schema, catalog=self.name, gathering=gathering)

    def gathering(self) -> feeds.Gathering | None:
        """Return the products whose rows stand in several places, None if there are none.

        Unless `survey` has found out already, the catalog is read once for it.
        """
        if not self._gathered:
            self._gathered.append(feeds.gathered(self.table.records, self.schema, catalog=self.name))
        return self._gathered[0]

    def surveyed(self, count: Callable[[Product], None]) -> bool:
        """Call `count` with each product and return True; False if it turned out that they are not those of `products`.

        They are taken for consecutive rows as long as nobody knows better, so that most catalogs are read only once.
        """
        if self._gathered:
            for product in self.products():
                count(product)
            return True
        search = feeds.Search(self.schema, catalog=self.name)
        for product in feeds.products(self.table.records(), self.schema, catalog=self.name, search=search):
            count(product)
        self._gathered.append(search.gathered(self.table.records))
        return self._gathered[0] is None


@dataclass(frozen=True, slots=True)
class ColumnCount:
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


@contextmanager
def spooled(path: str) -> Iterator[tuple[Path, str]]:
    """Give (path, display name) of an input; a pipe, such as standard input ("-"), is kept in a file meanwhile.

    A catalog is read twice, and a pipe can be read once. Raises FileProblem for what cannot be read.
    """
    given = Path(path)
    if path != "-" and (given.is_file() or given.is_dir() or not given.exists()):
        _check_readable(given, path)
        yield given, path
        return
    if path == "-" and sys.stdin is None:
        raise FileProblem(Where(STANDARD_INPUT), "is closed", "Pipe a catalog into it, or name a file.")
    with tempfile.TemporaryDirectory(prefix="catalog-") as folder:
        spool, name = Path(folder) / "stdin", STANDARD_INPUT if path == "-" else path
        try:
            with spool.open("wb") as out, given.open("rb") if path != "-" else nullcontext(sys.stdin.buffer) as pipe:
                while block := pipe.read(1 << 20):
                    out.write(block)
        except OSError as error:
            what = f"cannot be kept in {folder} ({(error.strerror or str(error)).lower()})"
            raise FileProblem(Where(name), what, "Free some space there, or name another folder in TMPDIR.") from error
        yield spool, name


def read_catalog(path: Path, job: Job, *, name: str | None = None) -> Catalog:
    """Return an open catalog; raises FileProblem if it cannot be read, UsageProblem for columns it does not have."""
    shown = name or str(path)
    reading = job.reading
    _check_readable(path, shown)
    options = formats.ReadOptions(
        format=reading.input_format,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        has_header=reading.has_header,
        source_locale=job.source_locale,
        name=shown,
    )
    table = formats.open_table(path, options, header_score(reading))
    schema = feeds.schema(
        table.columns,
        feed=reading.feed,
        source_locale=job.source_locale,
        target_locale=job.target_locale,
        roles=dict(reading.roles),
        keep=reading.keep,
        brands=reading.brands,
        store_view=reading.store_view,
        has_header=table.facts.has_header,
    )
    schema = feeds.refine(schema, _samples(table, schema))
    if reading.store_view is None:
        schema = _with_view(schema, table, job.target_locale)
    return Catalog(shown, path, table, schema, job.source_locale)


def _check_readable(path: Path, shown: str) -> None:
    if path.is_dir():
        raise FileProblem(Where(shown), "is a folder", "Name the files in it.")
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise FileProblem(Where(shown), "is not there", "Check the path.") from None
    except OSError as error:
        raise FileProblem(
            Where(shown), f"cannot be read ({error.strerror})", "Check its permissions and run again."
        ) from error


def header_score(reading: Reading) -> Callable[[Sequence[str]], float]:
    """Return the score of a header row; the columns the user names count as known."""
    named = {name.strip().casefold() for name in (*dict(reading.roles), *reading.keep, *reading.brands)}

    def score(columns: Sequence[str]) -> float:
        cells = [column.strip().casefold() for column in columns]
        share = sum(cell in named for cell in cells) / max(1, len(cells))
        return max(feeds.score_header(columns), share)

    return score


def _with_view(schema: Schema, table: formats.Table, target_locale: str) -> Schema:
    """Return the schema with the view of the target locale that the file's first rows name, if they name one."""
    rows = feeds.view_rows(schema)
    if rows is None:
        return schema
    codes = {record.value(rows.column) for record in islice(table.records(), _SAMPLE_RECORDS)}
    return replace(schema, view=feeds.view_of(codes, target_locale) or schema.view)


def _samples(table: formats.Table, schema: Schema) -> dict[int, list[str]]:
    samples: dict[int, list[str]] = {column.index: [] for column in schema.translated}
    for record in islice(table.records(), _SAMPLE_RECORDS):
        for index, values in samples.items():
            if len(values) < _SAMPLE_VALUES and record.problem is None:
                values.extend(value for _, value in record.cells(index) if value.strip())
    return samples


def survey(catalog: Catalog) -> Survey:
    """Read the whole catalog once and return what must hold for all of it."""
    counter = _Counter(catalog)
    if not catalog.surveyed(counter.add):
        counter = _Counter(catalog)
        catalog.surveyed(counter.add)
    return counter.survey()


@dataclass(slots=True)
class _OptionCell:
    """The values of an option's cell; those that agree with a product, as sizes do not; whether all are told apart."""

    values: tuple[str, ...]
    agreeing: tuple[str, ...]
    is_told: bool = False


class _Counter:
    """Adds up products; holds a bounded number of distinct values."""

    def __init__(self, catalog: Catalog) -> None:
        self.name = catalog.name
        self.records = self.products = self.problem_count = 0
        self.filled: dict[int, int] = defaultdict(int)
        self.samples: dict[int, dict[str, None]] = {}
        self.heads: dict[str, set[str]] = {}
        self.unsampled = {column.index for column in catalog.schema.columns}
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
            values = tuple(notations.values(own.value.strip(), own.column))
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


def settled(catalog: Catalog, job: Job) -> Job:
    """Return the job with the layout that the catalog's feed has by default; raises UsageProblem for one it has not."""
    return replace(job, layout=feeds.layout(catalog.schema, job.layout))


def check_writable(catalog: Catalog, target_locale: str, encoding: str | None) -> None:
    """Raise FileProblem (exit 3) if the target locale's letters do not fit the output's encoding."""
    codec = encoding or catalog.table.facts.encoding
    lacking = formats.unwritable(locales.letters(target_locale), codec)
    if lacking:
        raise FileProblem(
            Where(catalog.name),
            f"is written in {codec}, which cannot hold {', '.join(lacking[:4])} of {target_locale}",
            "Add --output-encoding utf-8.",
        )


def write_catalog(catalog: Catalog, products: Iterable[Product], out: BinaryIO, *, job: Job) -> None:
    """Write the catalog with the targets of its products, in the order of `products`, and nothing else changed."""
    layout = feeds.layout(catalog.schema, job.layout)
    if layout is Layout.ROWS and catalog.table.facts.format not in _WITH_NEW_ROWS:
        raise UsageProblem(
            f"{catalog.name}: new rows cannot be written into {catalog.table.facts.format}. "
            "Choose --layout columns or replace, or convert the catalog to CSV first: catalog convert"
        )
    alone = translations_of(catalog, job)
    if alone is not None:
        rows = translation_writer(catalog, alone, out, job)
        for product in products:
            for row in alone.rows(product):
                rows.add(row)
        rows.close()
        return
    added = added_columns(catalog.table, catalog.schema, job)
    edits: Iterator[tuple[Record, Edit]] = chain.from_iterable(
        feeds.edits(product, layout, catalog.schema) for product in products
    )
    gathering = catalog.gathering()
    if gathering is not None:
        edits = gathering.in_file_order(edits)
    catalog.table.write(out, edits, added=added, encoding=job.output_encoding)


def translations_of(catalog: Catalog, job: Job) -> feeds.TranslationFile | None:
    """Return the file of translations alone that a job makes of a catalog, None if it writes the catalog itself."""
    if feeds.layout(catalog.schema, job.layout) is not Layout.TRANSLATIONS:
        return None
    return feeds.translation_file(catalog.schema, written_columns(catalog.schema, job), job.target_locale)


def translation_writer(catalog: Catalog, alone: feeds.TranslationFile, out: BinaryIO, job: Job) -> RowWriter:
    """Return what writes the rows of a catalog's file of translations alone, its header written.

    Raises UsageProblem for a container that is not made anew.
    """
    facts = catalog.table.facts
    if facts.format not in CREATED:
        raise UsageProblem(f"A file of translations cannot be written as {facts.format}: convert the catalog to CSV.")
    options = WriteOptions(
        delimiter=facts.delimiter or None,
        newline=facts.newline or "\n",
        encoding=job.output_encoding or facts.encoding,
        name=catalog.name,
    )
    return create_table(out, facts.format, alone.header, options)


def added_columns(table: formats.Table, schema: Schema, job: Job) -> list[formats.AddedColumn]:
    """Return the columns that the layout adds, named "name:pt-BR" beside "name" or "name:en"."""
    added = [
        # A JSON record may lack the member that others have for the target locale.
        formats.AddedColumn(column.index, schema.columns[column.target].name.removesuffix("[]"))
        for column in schema.translated
        if column.target is not None and table.facts.format.startswith("json")
    ]
    if feeds.layout(schema, job.layout) is Layout.COLUMNS:
        added += [
            formats.AddedColumn(column.index, _added_name(column, job.target_locale, table.facts, schema.feed))
            for column in written_columns(schema, job)
            if column.target is None
        ]
    return added


def written_columns(schema: Schema, job: Job) -> tuple[Column, ...]:
    """Return the columns whose cells may get a target, in file order."""
    if job.handles is HandlePolicy.KEEP:
        return schema.translated
    return tuple(column for column in schema.columns if column.is_translated or column.role is Role.HANDLE)


def _added_name(column: Column, target_locale: str, facts: formats.FileFacts, feed: str) -> str:
    """Return the name of the column that is added: in JSON, a locale in the path gives way to the target's."""
    if facts.format.startswith("json") and column.locale is not None:
        parts = column.name.removesuffix("[]").split(".")
        base = column.base.removesuffix("[]")
        for index in range(len(parts)):
            if ".".join(parts[:index] + parts[index + 1 :]) == base:
                return ".".join([*parts[:index], target_locale, *parts[index + 1 :]])
    return feeds.target_header(column, target_locale, feeds.feed_table(feed))
