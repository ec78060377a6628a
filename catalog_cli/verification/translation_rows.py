"""A file of translations alone beside the catalog that it was made of: its keys, its order, and nothing else in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalog_cli import feeds
from catalog_cli.catalog import Catalog
from catalog_cli.cell_text import read_text
from catalog_cli.errors import Where
from catalog_cli.formats import Table
from catalog_cli.job import HandlePolicy, Job
from catalog_cli.product import Field, Record, Role
from catalog_cli.verification.alignment import aligned
from catalog_cli.verification.allowances import may_get_target
from catalog_cli.verification.differences import Difference, Kind


class ExpectedRow(NamedTuple):
    """The row that a record of the source may have: its keys, then its texts.

    `sources` are the texts in the source's language, None where there is none to translate; `existing` those in the
    target locale that the source has already. With `is_due` a run has the row in any case.
    """

    record: Record
    keys: tuple[str, ...]
    sources: tuple[str | None, ...]
    existing: tuple[str, ...]
    is_due: bool


class TranslationRows:
    """The rows of a file of translations alone, compared with those of the catalog that may have one."""

    def __init__(self, catalog: Catalog, alone: feeds.TranslationFile, output: Table, job: Job) -> None:
        self._catalog, self._alone, self._output, self._job = catalog, alone, output, job

    def differences(self) -> Iterator[Difference]:
        """Yield the texts of the file, and all that does not belong there, in the order of the source's products."""
        odd: Record | None = None
        for wanted, found in aligned(self._expected(), self._output.records(), self._is_same):
            if found is not None and (wanted is None or self._is_same(wanted, found)):
                yield from self._added(odd)
                odd = None
            if wanted is None:
                yield from self._added(found)
            elif found is not None and (wanted.is_due or self._is_same(wanted, found)):
                yield from self._of_cells(wanted, found)
            elif found is not None:
                # It stands for no row that need not be there, but perhaps for the next that must.
                yield from self._added(odd)
                odd = found
            elif wanted.is_due and odd is not None:
                yield from self._of_cells(wanted, odd)
                odd = None
            elif wanted.is_due:
                where = Where(self._catalog.name, wanted.record.line)
                yield Difference(Kind.LOST_ROW, where, message="the row has text to translate, and no translation")
        yield from self._added(odd)

    def _added(self, found: Record | None) -> Iterator[Difference]:
        if found is not None:
            message = "no row of the source has these keys here"
            yield Difference(Kind.ADDED_ROW, Where(self._output.facts.name, found.line), message=message)

    def values(self, record: Record) -> list[str]:
        """Return the cells of a row of the file in the order of its header; "" where it has none."""
        if record.columns is None:
            return list(record.values)
        places = {name: index for index, name in enumerate(self._output.columns)}
        return [record.value(places[name]) if name in places else "" for name in self._alone.header]

    def _expected(self) -> Iterator[ExpectedRow]:
        texts = {column.index: at for at, column in enumerate(self._alone.texts)}
        left = self._job.limit
        for product in self._catalog.products():
            rows: dict[int, list[Field]] = {}
            for _, own in product.all_fields():
                if own.column.index in texts and may_get_target(own, self._job):
                    rows.setdefault(own.record, []).append(own)
            is_within = left is None or left > 0
            left = None if left is None else left - 1
            for number in sorted(rows) if is_within else ():
                yield self._row(product.records[number], rows[number], texts)

    def _row(self, record: Record, fields: list[Field], texts: dict[int, int]) -> ExpectedRow:
        sources: list[str | None] = [None] * len(texts)
        existing = [""] * len(texts)
        is_due = False
        for own in fields:
            at = texts[own.column.index]
            sources[at], existing[at] = own.value, own.existing or ""
            is_open = not existing[at].strip() or self._job.overwrite
            is_due = is_due or (is_open and self._has_words(own))
        keys = tuple(record.value(key) for key in self._alone.keys)
        return ExpectedRow(record, keys, tuple(sources), tuple(existing), is_due)

    def _has_words(self, own: Field) -> bool:
        """Return whether a run finds anything to translate in a cell: it may be a number or an empty tag."""
        if own.column.role is Role.HANDLE:
            return self._job.handles is HandlePolicy.TRANSLATE
        return any(True for _ in read_text(own, self._catalog.source_locale).pieces())

    def _is_same(self, wanted: ExpectedRow, found: Record) -> bool:
        return found.problem is None and tuple(self.values(found)[: len(wanted.keys)]) == wanted.keys

    @staticmethod
    def _is_allowed(wanted: ExpectedRow, at: int, text: str) -> bool:
        """Return whether a text may stand in a row: where there is one to translate, and instead of none that was."""
        if wanted.sources[at] is None:
            return not text
        return bool(text.strip()) or not wanted.existing[at].strip()

    def _of_cells(self, wanted: ExpectedRow, found: Record) -> Iterator[Difference]:
        name = self._output.facts.name
        if found.problem is not None:
            yield Difference(Kind.CHANGED, Where(name, found.line), message=f"the row {found.problem}")
            return
        values = self.values(found)
        header = self._alone.header
        width = len(wanted.keys)
        for at, (key, text) in enumerate(zip(wanted.keys, values, strict=False)):
            if key != text:
                yield Difference(Kind.CHANGED, Where(self._catalog.name, wanted.record.line, header[at]), key, text)
        for at, text in enumerate(values[width:]):
            where = Where(self._catalog.name, wanted.record.line, header[width + at])
            if not self._is_allowed(wanted, at, text):
                if wanted.sources[at] is None:
                    message = f'"{text}" stands in {name}, and the source has no text to translate here'
                else:
                    message = f'"{wanted.existing[at]}" is lost'
                yield Difference(Kind.CHANGED, where, wanted.existing[at], text, message)
            elif text and text != wanted.existing[at]:
                yield Difference(Kind.TRANSLATED, where, wanted.sources[at] or "", text)
