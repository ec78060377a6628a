"""Path -> format -> feed -> products, and back: reading, surveying and writing a whole catalog."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Protocol

from catalog_cli import feeds, formats, locales
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.creation import CREATED, RowWriter, WriteOptions, create_table
from catalog_cli.job import HandlePolicy, Job, Layout, Reading
from catalog_cli.product import Column, Edit, Product, Record, Role, Schema
from catalog_cli.survey import Counter, Survey

STANDARD_INPUT = "standard input"
# Enough rows to see whether a column holds HTML or codes; the cells are checked again one by one.
_SAMPLE_RECORDS = 200
_SAMPLE_VALUES = 20
_NAMING_COLUMNS = ("json", "jsonl", "xml")
# Elsewhere a record has its place, which a new one would move.
_WITH_NEW_ROWS = ("csv", "tsv")

Stamp = tuple[int, int, int, int]
"""Device, inode, bytes and nanoseconds of the last change of a file."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """An open catalog: `name` for messages, the table it is, and how its columns are understood."""

    name: str
    path: Path
    table: formats.Table
    schema: Schema
    source_locale: str
    # What tells whether the file is still the one that was opened; None where nobody asked.
    stamp: Stamp | None = field(repr=False, compare=False, default=None)
    # Found once, and then the only value: the products whose rows stand in several places, None if there are none.
    _gathered: list[feeds.Gathering | None] = field(init=False, repr=False, compare=False, default_factory=list)

    def products(self) -> Iterator[Product]:
        """Yield the catalog's products in the order of their first rows, from the first on, at each call."""
        gathering = self.gathering()
        yield from feeds.products(self.table.records(), self.schema, catalog=self.name, gathering=gathering)

    def check_unchanged(self) -> None:
        """Raise FileProblem if the file was changed since it was opened: what was read then belongs to two versions."""
        if self.stamp is not None and _stamp(self.path) not in (self.stamp, None):
            advice = (
                "Run the command again when nothing writes to it any more; what is translated is kept in the memory."
            )
            raise FileProblem(Where(self.name), "was changed while it was read", advice)

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
    stamp = _stamp(path)
    options = formats.ReadOptions(
        format=reading.input_format,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        has_header=reading.has_header,
        source_locale=job.source_locale,
        name=shown,
    )
    table = formats.open_table(path, options, header_score(reading))
    return replace(understood(table, job, path, shown), stamp=stamp)


def understood(table: formats.Table, job: Job, path: Path, name: str) -> Catalog:
    """Return the catalog that an open table is to a job; raises UsageProblem for columns it does not have."""
    reading = job.reading
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
    return Catalog(name, path, table, schema, job.source_locale)


def _stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file, None if it is gone: what was opened can be read on."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns


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
    counter = Counter(catalog.name, catalog.schema)
    if not catalog.surveyed(counter.add):
        counter = Counter(catalog.name, catalog.schema)
        catalog.surveyed(counter.add)
    return counter.survey()


def settled(catalog: Catalog, job: Job) -> Job:
    """Return the job with the layout that the catalog's feed has by default; raises UsageProblem for one it has not."""
    job = replace(job, layout=feeds.layout(catalog.schema, job.layout))
    if job.layout is Layout.ROWS:
        _check_new_rows(catalog)
    return job


def _check_new_rows(catalog: Catalog) -> None:
    """Raise UsageProblem where rows for another language cannot be written, or would not say that they are."""
    choice = "choose --layout columns or replace"
    if catalog.table.facts.format not in _WITH_NEW_ROWS:
        what = f"new rows cannot be written into {catalog.table.facts.format}"
        raise UsageProblem(f"{catalog.name}: {what}. Make a CSV of it (catalog convert), or {choice}.")
    if feeds.view_rows(catalog.schema) is None:
        rows = feeds.feed_table(catalog.schema.feed).locale_rows
        header = "" if rows is None else rows.view.replace(" ", "_")
        what = f'has no column "{header}", without which new rows would take the place of the default texts on import'
        raise UsageProblem(f"{catalog.name}: {what}. Add the column, empty in every row, or {choice}.")


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


class MoreCells(Protocol):
    """What else is written of a product: cells that no text of the source stands behind, such as its tags."""

    @property
    def appended(self) -> Sequence[formats.AppendedColumn]:
        """The columns that it needs behind those of the file."""
        ...

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return what changes in the records of a product, by their index in it."""
        ...


def write_catalog(
    catalog: Catalog, products: Iterable[Product], out: BinaryIO, *, job: Job, more: MoreCells | None = None
) -> None:
    """Write the catalog with the targets of its products, in the order of `products`, and nothing else changed.

    `more` adds cells; a file of translations alone has no room for them. Raises FileProblem at the end if the catalog's
    file was changed meanwhile.
    """
    layout = feeds.layout(catalog.schema, job.layout)
    if layout is Layout.ROWS:
        _check_new_rows(catalog)
    alone = translations_of(catalog, job)
    if alone is not None:
        if more is not None:
            what = "a file of translations alone has no room for tags and descriptions"
            choice = "Choose --layout replace or columns, or leave out --tags and --describe"
            raise UsageProblem(f"{catalog.name}: {what}. {choice}.")
        rows = translation_writer(catalog, alone, out, job)
        for product in products:
            for row in alone.rows(product):
                rows.add(row)
        rows.close()
        catalog.check_unchanged()
        return
    added = added_columns(catalog.table, catalog.schema, job)
    edits: Iterator[tuple[Record, Edit]] = chain.from_iterable(
        _with_more(product, feeds.edits(product, layout, catalog.schema), more) for product in products
    )
    gathering = catalog.gathering()
    if gathering is not None:
        edits = gathering.in_file_order(edits)
    appended = () if more is None else more.appended
    catalog.table.write(out, edits, added=added, appended=appended, encoding=job.output_encoding)
    catalog.check_unchanged()


def _with_more(
    product: Product, edits: Iterable[tuple[Record, Edit]], more: MoreCells | None
) -> Iterable[tuple[Record, Edit]]:
    """Yield the edits of a product's records with those of `more` in them; a target stands before such a cell."""
    extra = {} if more is None else more.edits(product)
    if not extra:
        return edits
    return [
        (
            record,
            replace(edit, replaced={**new.replaced, **edit.replaced}, appended=new.appended)
            if (new := extra.get(index)) is not None and record.problem is None
            else edit,
        )
        for index, (record, edit) in enumerate(edits)
    ]


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
        # A record that names its columns may lack the one that others have for the target locale.
        formats.AddedColumn(column.index, schema.columns[column.target].name.removesuffix("[]"))
        for column in schema.translated
        if column.target is not None and _may_lack_cells(column, table.facts.format)
    ]
    if feeds.layout(schema, job.layout) is Layout.COLUMNS:
        added += [
            formats.AddedColumn(column.index, _added_name(column, job.target_locale, table.facts, schema.feed))
            for column in written_columns(schema, job)
            if column.target is None
        ]
    return added


def _may_lack_cells(column: Column, container: str) -> bool:
    """Return whether a record may have a cell of a column and none of the column beside it."""
    return container in _NAMING_COLUMNS or (container == "parquet" and column.name.endswith("[]"))


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
