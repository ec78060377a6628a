"""Two catalogs opened side by side: what differs in their values, and then in their bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from catalog_cli import catalog as catalogs
from catalog_cli import feeds, formats
from catalog_cli.attributes.product_reading import attribute_columns
from catalog_cli.attributes.schema import builtin
from catalog_cli.catalog import Catalog
from catalog_cli.conventions.price_columns import is_currency, is_price
from catalog_cli.conventions.price_conversion import Conversion
from catalog_cli.errors import Where
from catalog_cli.formats.compression import open_content, unpacked
from catalog_cli.job import Job, Layout
from catalog_cli.product import Edit, Record, Role
from catalog_cli.verification import recognition
from catalog_cli.verification.alignment import aligned
from catalog_cli.verification.allowances import Allowance, allowances
from catalog_cli.verification.containers import parquet_differences, workbook_differences
from catalog_cli.verification.differences import Difference, Kind
from catalog_cli.verification.expected_prices import ExpectedPrices
from catalog_cli.verification.judgement import Judge
from catalog_cli.verification.pairing import NamedPairing, Pairing, free_columns, header_problem, names_its_columns
from catalog_cli.verification.raw_bytes import BytesDiffer, ComparingSink, line_of
from catalog_cli.verification.translation_rows import TranslationRows

_BLOCK_BYTES = 1 << 20
# The roles of cells that tagging and describing fill.
_FILLED = (Role.LIST, Role.TITLE, Role.TEXT, Role.HTML)
# Of these the content is compared: how it is compressed says nothing of who wrote it.
_PACKED = ("xlsx", "parquet")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A source and an output opened side by side, and what may differ between them.

    `job` is that of the run as far as it is known, its layout the one that the output shows. `encoding` is what the
    output is written in where that is not the source's own encoding, None where it is. With `has_other_prices` the
    price cells may differ too: in any way, or as `prices` converts them. `is_locale_known` tells that of the job.
    With `has_filled` cells that were empty may hold tags and composed texts, and a platform's columns for tags may
    stand behind the others.
    """

    source: Catalog
    output: formats.Table
    output_path: Path
    job: Job
    encoding: str | None
    has_other_prices: bool = False
    prices: Conversion | None = None
    is_locale_known: bool = False
    has_filled: bool = False

    def differences(self) -> Iterator[Difference]:
        """Yield every difference in the order of the source; the bytes are compared if the values are in order."""
        alone = catalogs.translations_of(self.source, self.job)
        is_clean = True
        for difference in self._of_values() if alone is None else self._of_translations(alone):
            is_clean = is_clean and not difference.is_violation
            yield difference
        if not is_clean:
            return
        pairing = self._pairing()
        write = self._rewritten(pairing) if alone is None else self._written(alone)
        yield from self._of_packed(write) if self.is_by_value else self._of_bytes(write)

    @property
    def is_by_value(self) -> bool:
        """Whether values, types and styles are compared, and not bytes."""
        return self.source.table.facts.format in _PACKED

    @property
    def is_alone(self) -> bool:
        """Whether the output is a file of translations alone, and no copy of the source."""
        return catalogs.translations_of(self.source, self.job) is not None

    def _pairing(self) -> Pairing:
        table = self.source.table
        kind = NamedPairing if names_its_columns(table) else Pairing
        added = catalogs.added_columns(table, self.source.schema, self.job)
        free = free_columns(self.source.schema, self.job) | self._priced() | self._fillable()
        return kind(table, self.output, added, free, has_filled=self.has_filled)

    def _fillable(self) -> set[int]:
        """Return the columns of which an empty cell may hold tags or a composed text."""
        if not self.has_filled:
            return set()
        columns = self.source.schema.columns
        return {*attribute_columns(self.source.schema, builtin()), *(c.index for c in columns if c.role in _FILLED)}

    def _priced(self) -> set[int]:
        """Return the columns of which a cell may hold another price, or its currency."""
        if not self.has_other_prices:
            return set()
        return {column.index for column in self.source.schema.columns if is_price(column) or is_currency(column)}

    def _of_values(self) -> Iterator[Difference]:
        pairing = self._pairing()
        problem = pairing.column_problem()
        if problem:
            yield Difference(Kind.COLUMNS, Where(self.output.facts.name), message=problem)
            return
        expected = None
        if self.prices is not None:
            locale = self.job.target_locale if self.is_locale_known else None
            expected = ExpectedPrices(self.source, self.prices, locale)
        # Where handles stay, each that differs is seen as such.
        written = catalogs.written_columns(self.source.schema, self.job)
        handles = {column.index for column in written if column.role is Role.HANDLE}
        judge = Judge(
            (self.source.name, self.output.facts.name), pairing, self._priced(), expected, handles, self._fillable()
        )
        for allowance, after in self._aligned(pairing):
            yield from judge.differences(allowance, after)

    def _aligned(self, pairing: Pairing) -> Iterator[tuple[Allowance | None, Record | None]]:
        return aligned(allowances(self.source, self.job, self._fillable()), self.output.records(), pairing.is_same)

    def _of_translations(self, alone: feeds.TranslationFile) -> Iterator[Difference]:
        header = alone.header if self.output.columns or not names_its_columns(self.output) else ()
        problem = header_problem(header, self.output.columns, len(header))
        if problem:
            yield Difference(Kind.COLUMNS, Where(self.output.facts.name), message=problem)
            return
        yield from TranslationRows(self.source, alone, self.output, self.job).differences()

    def _written(self, alone: feeds.TranslationFile) -> Callable[[BinaryIO], None]:
        """Return what writes the output's rows as a run writes a file of translations alone."""
        rows = TranslationRows(self.source, alone, self.output, self.job)

        def write(out: BinaryIO) -> None:
            job = replace(self.job, output_encoding=self.encoding)
            writer = catalogs.translation_writer(self.source, alone, out, job)
            for record in self.output.records():
                writer.add(rows.values(record))
            writer.close()

        return write

    def _rewritten(self, pairing: Pairing) -> Callable[[BinaryIO], None]:
        """Return what writes the source with the output's texts."""
        if self.job.layout is Layout.ROWS:
            edits = self._with_new_rows(pairing)
        else:
            # The values were in order: each record has its own.
            pairs = zip(self.source.table.records(), self.output.records(), strict=True)
            edits = ((before, pairing.edit(before, after)) for before, after in pairs)

        def write(out: BinaryIO) -> None:
            self.source.table.write(out, edits, added=pairing.added, appended=pairing.appended, encoding=self.encoding)

        return write

    def _with_new_rows(self, pairing: Pairing) -> Iterator[tuple[Record, Edit]]:
        """Yield what makes the output of the source, with the rows that are new below each record."""
        waiting: tuple[Record, Edit] | None = None
        for allowance, after in self._aligned(pairing):
            if allowance is None or after is None:
                continue  # a new row that is not there
            if allowance.row is not None and waiting is not None:
                new = {index: text for index, text in enumerate(after.values) if text}
                waiting = waiting[0], replace(waiting[1], rows=(*waiting[1].rows, new))
                continue
            if waiting is not None:
                yield waiting
            waiting = allowance.record, pairing.edit(allowance.record, after)
        if waiting is not None:
            yield waiting

    def _of_bytes(self, write: Callable[[BinaryIO], None]) -> Iterator[Difference]:
        """Yield the first place where the output is not what is written, if any."""
        with open_content(self.output_path) as stream:
            sink = ComparingSink(stream)
            try:
                write(cast(BinaryIO, sink))
                sink.finish()
            except BytesDiffer as different:
                row = line_of(self.output_path, different.offset, self.output.facts)
                where = Where(self.output.facts.name, row=row)
                message = "the values are equal and the bytes are not: quoting, spacing, a line end or a mark differs"
                yield Difference(Kind.BYTES, where, message=message)

    def _of_packed(self, write: Callable[[BinaryIO], None]) -> Iterator[Difference]:
        """Yield where the content of the output's file is not what is written."""
        facts = self.output.facts
        spool = unpacked(self.output_path, facts.name)
        try:
            found = self.output_path if spool is None else spool.path
            with tempfile.TemporaryDirectory(prefix="catalog-") as folder:
                expected = Path(folder) / "expected"
                with expected.open("wb") as out:
                    write(out)
                if facts.format == "xlsx":
                    columns = self.output.columns
                    yield from workbook_differences(expected, found, facts.name, columns, is_new=self.is_alone)
                else:
                    yield from parquet_differences(expected, found, facts.name)
        finally:
            if spool is not None:
                spool.remove()


def open_comparison(
    source: tuple[Path, str],
    output: tuple[Path, str],
    job: Job,
    *,
    target_locale: str | None,
    prices: Conversion | None = None,
    has_filled: bool = False,
) -> Comparison:
    """Return two catalogs, each as (path, name for messages), opened to be compared.

    `job` says how the source is read and, by `output_encoding`, how the output is; its `layout` counts where several
    fit the output's columns. `target_locale` None means: find it in the output. `prices` is what converted the prices;
    without it, and with `job.currency`, any change of a price will do. `has_filled` tells that the products were tagged
    in a platform's own columns, or described. Raises FileProblem if one of them cannot be
    read.
    """
    # A target that is the source has no columns of its own, so this schema shows what the header holds.
    catalog = catalogs.read_catalog(source[0], replace(job, target_locale=job.source_locale), name=source[1])
    table = _open_output(output, catalog.table, job)
    locale = target_locale or recognition.target_locale(catalog, table, has_filled=has_filled)
    view = job.reading.store_view or recognition.store_view(catalog, table)
    job = replace(job, target_locale=locale, reading=replace(job.reading, store_view=view))
    if locale != job.source_locale or view is not None:
        catalog = catalogs.understood(catalog.table, job, source[0], source[1])
    encoding = _other_encoding(catalog.table.facts, table.facts, job)
    job = replace(job, layout=recognition.layout_of(catalog, table, job, has_filled=has_filled))
    return Comparison(
        catalog,
        table,
        output[0],
        job,
        encoding,
        has_other_prices=job.currency is not None or prices is not None,
        prices=prices,
        is_locale_known=target_locale is not None or locale != job.source_locale,
        has_filled=has_filled,
    )


def _open_output(output: tuple[Path, str], source: formats.Table, job: Job) -> formats.Table:
    path, name = output
    facts = source.facts
    options = formats.ReadOptions(
        format=facts.format,
        encoding=job.output_encoding,
        delimiter=facts.delimiter or None,
        has_header=facts.has_header,
        source_locale=job.source_locale,
        name=name,
    )
    score = catalogs.header_score(job.reading)
    table = formats.open_table(path, options, score)
    if len(table.columns) == 1 < len(source.columns):
        # Spreadsheets of many locales write another delimiter than they read.
        options = replace(options, delimiter=None)
        table = formats.open_table(path, options, score)
    has_code_pages = not (table.facts.encoding.startswith("utf-") or facts.encoding.startswith("utf-"))
    if job.output_encoding is None and (has_code_pages or _is_ascii(path)):
        # Which code page it is cannot be seen from the translations; the source's own is far likelier than another.
        table = formats.open_table(path, replace(options, encoding=facts.encoding), score)
    return table


def _is_ascii(path: Path) -> bool:
    with open_content(path) as stream:
        return all(block.isascii() for block in iter(lambda: stream.read(_BLOCK_BYTES), b""))


def _other_encoding(source: formats.FileFacts, output: formats.FileFacts, job: Job) -> str | None:
    if job.output_encoding is not None:
        return job.output_encoding
    plain = output.encoding.removesuffix("-sig")
    if plain == source.encoding.removesuffix("-sig"):
        return None
    if output.has_bom and plain.startswith(("utf-16", "utf-32")):
        return plain[: len("utf-16")]
    return output.encoding
