"""Two catalogs opened side by side: what differs in their values, and then in their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from catalog_cli import catalog as catalogs
from catalog_cli import feeds, formats, locales
from catalog_cli.catalog import Catalog
from catalog_cli.conventions.price_columns import is_currency, is_price
from catalog_cli.conventions.price_conversion import Conversion
from catalog_cli.errors import UsageProblem, Where
from catalog_cli.formats.compression import open_content
from catalog_cli.job import Job, Layout
from catalog_cli.product import Record
from catalog_cli.verification.alignment import aligned
from catalog_cli.verification.differences import Difference, Kind
from catalog_cli.verification.expected_prices import ExpectedPrices
from catalog_cli.verification.pairing import JsonPairing, Pairing
from catalog_cli.verification.raw_bytes import BytesDiffer, ComparingSink, line_of

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """A source and an output opened side by side, and what may differ between them.

    `added` are the columns that the layout added. `encoding` is what the output is written in where that is not the
    source's own encoding, None where it is. With `has_other_prices` the price cells may differ too: in any way, or as
    `prices` converts them for the `target_locale`, if that is known.
    """

    source: Catalog
    output: formats.Table
    output_path: Path
    added: tuple[formats.AddedColumn, ...]
    encoding: str | None
    has_other_prices: bool = False
    prices: Conversion | None = None
    target_locale: str | None = None

    def differences(self) -> Iterator[Difference]:
        """Yield every difference in the order of the source; the bytes are compared if the values are in order."""
        kind = JsonPairing if _is_json(self.source.table) else Pairing
        pairing = kind(self.source.schema, self.source.table, self.output, self.added)
        if self.has_other_prices:
            pairing.free |= {c.index for c in self.source.schema.columns if is_price(c) or is_currency(c)}
        problem = pairing.column_problem()
        if problem:
            yield Difference(Kind.COLUMNS, Where(self.output.facts.name), message=problem)
            return
        expected = None
        if self.prices is not None:
            expected = ExpectedPrices(self.source, self.prices, self.target_locale)
        is_clean = True
        for before, after in aligned(self.source.table.records(), self.output.records(), pairing.is_same_row):
            for difference in self._of_rows(before, after, pairing, expected):
                is_clean = is_clean and not difference.is_violation
                yield difference
        if is_clean and not self.is_by_value:
            yield from self._byte_differences(pairing)

    @property
    def is_by_value(self) -> bool:
        """Whether only values are compared: of Parquet, another release of the library writes other bytes."""
        return self.source.table.facts.format == "parquet"

    def _of_rows(
        self, before: Record | None, after: Record | None, pairing: Pairing, expected: ExpectedPrices | None
    ) -> Iterator[Difference]:
        """Yield how two records that belong together differ; None where one of them is missing."""
        wanted = expected.of(before) if expected is not None and before is not None else {}
        source, output = self.source.name, self.output.facts.name
        if before is None or after is None:
            if before is not None:
                yield Difference(Kind.LOST_ROW, Where(source, before.line), message="the row is not in the output here")
            elif after is not None:
                yield Difference(Kind.ADDED_ROW, Where(output, after.line), message="the row is not in the source here")
            return
        if before.problem is not None or after.problem is not None:
            if not pairing.is_same_row(before, after):
                what = f"a row that passes through unchanged changed: {before.problem or after.problem}"
                yield Difference(Kind.CHANGED, Where(source, before.line), message=what)
            return
        paired = pairing.cells(before, after)
        if paired is None:
            what = f"the row is built differently: {len(after.values)} cells, {len(before.values)} in the source"
            yield Difference(Kind.CHANGED, Where(source, before.line), message=what)
            return
        texts, beside = paired
        yield from self._of_cells(before, texts, pairing, (expected, wanted))
        names = {column.column: column.name for column in pairing.added}
        for position, text in beside.items():
            if not text:  # nothing was added here, which a container of columns says by an empty cell
                continue
            name = names[pairing.column_of(before, position)]
            yield Difference(Kind.TRANSLATED, Where(source, before.line, name), "", text)

    def _of_cells(
        self,
        before: Record,
        texts: Sequence[str],
        pairing: Pairing,
        prices: tuple[ExpectedPrices | None, Mapping[int, str]],
    ) -> Iterator[Difference]:
        """Yield how the cells of a record differ from their new texts."""
        source = self.source.name
        expected, wanted = prices
        for position, (old, new) in enumerate(zip(before.values, texts, strict=True)):
            index = pairing.column_of(before, position)
            if expected is not None and index in expected.columns:
                yield from self._of_price(
                    Where(source, before.line, pairing.source_columns[index]),
                    (old, new, wanted.get(position)),
                    expected,
                )
            elif old != new:
                is_free = index in pairing.free and old.strip() not in self.source.schema.columns[index].reserved
                kind = Kind.TRANSLATED if is_free else Kind.CHANGED
                yield Difference(kind, Where(source, before.line, pairing.source_columns[index]), old, new)

    @staticmethod
    def _of_price(where: Where, texts: tuple[str, str, str | None], expected: ExpectedPrices) -> Iterator[Difference]:
        """Yield how a price cell differs: (old, new, wanted); one that is not what the rates give is a violation."""
        old, new, wanted = texts
        if not expected.is_met(old, new, wanted):
            message = f'"{old}" became "{new}", and the rates give "{old if wanted is None else wanted}"'
            yield Difference(Kind.CHANGED, where, old, new, message)
        elif old != new:
            yield Difference(Kind.TRANSLATED, where, old, new)

    def _byte_differences(self, pairing: Pairing) -> Iterator[Difference]:
        """Yield the first place where the output is not the source rewritten with the output's texts, if any."""
        pairs = zip(self.source.table.records(), self.output.records(), strict=True)
        edits = ((before, pairing.edit(before, after)) for before, after in pairs)
        with open_content(self.output_path) as stream:
            sink = ComparingSink(stream)
            try:
                self.source.table.write(cast(BinaryIO, sink), edits, added=self.added, encoding=self.encoding)
                sink.finish()
            except BytesDiffer as different:
                row = line_of(self.output_path, different.offset, self.output.facts)
                where = Where(self.output.facts.name, row=row)
                message = "the values are equal and the bytes are not: quoting, spacing, a line end or a mark differs"
                yield Difference(Kind.BYTES, where, message=message)


def open_comparison(
    source: tuple[Path, str],
    output: tuple[Path, str],
    job: Job,
    *,
    target_locale: str | None,
    prices: Conversion | None = None,
) -> Comparison:
    """Return two catalogs, each as (path, name for messages), opened to be compared.

    `job` says how the source is read and, by `output_encoding`, how the output is. `target_locale` None means: find
    it in the names of the columns. `prices` is what converted the prices; without it, and with `job.currency`, any
    change of a price will do. Raises FileProblem if one of them cannot be read.
    """
    # A target that is the source has no columns of its own, so this schema shows what the header holds.
    catalog = catalogs.read_catalog(source[0], replace(job, target_locale=job.source_locale), name=source[1])
    table = _open_output(output, catalog.table.facts, job)
    locale = target_locale or _target_locale(catalog, table)
    if locale != job.source_locale:
        catalog = catalogs.read_catalog(source[0], replace(job, target_locale=locale), name=source[1])
    widest = replace(job, target_locale=locale, layout=Layout.COLUMNS)
    possible = tuple(catalogs.added_columns(catalog.table, catalog.schema, widest))
    is_wider = len(table.columns) > len(catalog.table.columns)
    added = possible if is_wider or _is_json(catalog.table) else ()
    encoding = _other_encoding(catalog.table.facts, table.facts, job)
    known = None if target_locale is None and locale == job.source_locale else locale
    has_other_prices = job.currency is not None or prices is not None
    return Comparison(catalog, table, output[0], added, encoding, has_other_prices, prices, known)


def _open_output(output: tuple[Path, str], facts: formats.FileFacts, job: Job) -> formats.Table:
    path, name = output
    options = formats.ReadOptions(
        format=facts.format,
        encoding=job.output_encoding,
        delimiter=facts.delimiter or None,
        has_header=facts.has_header,
        source_locale=job.source_locale,
        name=name,
    )
    table = formats.open_table(path, options, feeds.score_header)
    if job.output_encoding is None and (not table.facts.encoding.startswith("utf-") or _is_ascii(path)):
        # Which code page it is cannot be seen from the translations; the source's own is far likelier than another.
        table = formats.open_table(path, replace(options, encoding=facts.encoding), feeds.score_header)
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


def _is_json(table: formats.Table) -> bool:
    """Return whether a record may hold a column several times, as JSON does, and lists in Parquet."""
    kind = table.facts.format
    return kind.startswith("json") or (kind == "parquet" and any(name.endswith("[]") for name in table.columns))


def _target_locale(catalog: Catalog, output: formats.Table) -> str:
    """Return the locale of the output's added columns, else of the source's own columns that changed.

    It is the source's own locale if no column says one: then targets stand in place of the source.
    """
    known = set(catalog.table.columns)
    new = [name for name in output.columns if name not in known]
    tags = [name.rstrip("[]").rpartition(":")[2] for name in new]
    if _is_json(output):
        tags += [tag for name in new for tag in _differing_parts(name, known)]
    found = {locales.parse(tag) for tag in tags if locales.is_locale(tag)} or _changed_locales(catalog, output)
    if len(found) > 1:
        raise UsageProblem(f"The columns are in {', '.join(sorted(found))}. Say which one was written with --to.")
    return found.pop() if found else catalog.source_locale


def _differing_parts(name: str, known: Set[str]) -> Iterator[str]:
    """Yield the parts of a JSON path that it does not share with a known one: "pt" of "i18n.pt.title"."""
    parts = name.split(".")
    shapes = [known_name.split(".") for known_name in known if known_name.count(".") == len(parts) - 1]
    for index, part in enumerate(parts):
        rest = parts[:index] + parts[index + 1 :]
        if len(parts) > 1 and any(shape[:index] + shape[index + 1 :] == rest for shape in shapes):
            yield part.removesuffix("[]")


def _changed_locales(catalog: Catalog, output: formats.Table) -> set[str]:
    """Return the locales of the columns in other languages that hold other texts in the output."""
    bases = {column.base for column in catalog.schema.translated}
    here = {
        column.name: (column.index, column.locale)
        for column in catalog.schema.columns
        if column.locale and column.base in bases and not locales.covers(column.locale, catalog.source_locale)
    }
    there = {name: index for index, name in enumerate(output.columns)}
    pairs = [(index, there[name], locale) for name, (index, locale) in here.items() if name in there]
    if not pairs:
        return set()
    found: set[str] = set()
    for before, after in zip(catalog.table.records(), output.records(), strict=False):
        for index, other, locale in pairs:
            if locale not in found and list(_texts(before, index)) != list(_texts(after, other)):
                found.add(locale)
    return found


def _texts(record: Record, column: int) -> Iterator[str]:
    return (value for _, value in record.cells(column))
