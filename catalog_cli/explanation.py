"""How a catalog is understood, in words: which feed it is and why, where texts go, and what each column gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_cli import feeds
from catalog_cli.catalog import Catalog, added_columns, translations_of, written_columns
from catalog_cli.feeds import Detection
from catalog_cli.job import Job, Layout
from catalog_cli.product import Column, Role, Schema

KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a catalog is understood for a job.

    `detections` are the feeds that the header may be from, best first; none without a header. `is_forced`: the user
    named the feed. `outcomes` say by column what it gets; where no target locale is known, only whether it is
    translated.
    """

    catalog: Catalog
    target_locale: str | None
    detections: tuple[Detection, ...]
    is_forced: bool
    layout: Layout
    outcomes: tuple[str, ...]

    @property
    def margin(self) -> float | None:
        """How much the score of the best feed is above the next, 0..1; None if there are not two."""
        if len(self.detections) < 2:
            return None
        return round(self.detections[0].score - self.detections[1].score, 3)

    @property
    def layout_reason(self) -> str:
        """Why the feed has this layout by default, "" if another was chosen or nothing is known."""
        table = feeds.feed_table(self.catalog.schema.feed)
        return table.layout_reason if self.layout is table.layouts[0] else ""

    @property
    def on_import(self) -> str:
        """What importing the output does to the texts of the shop, "" if nothing is known."""
        hint = feeds.on_import(self.catalog.schema, self.layout)
        return hint.format(locale=self.target_locale or "the target locale")

    def as_json(self) -> dict[str, object]:
        """Return the explanation as JSON values."""
        schema = self.catalog.schema
        table = feeds.feed_table(schema.feed)
        return {
            **file_json(self.catalog, self.detections),
            "is_forced": self.is_forced,
            "margin": self.margin,
            "title": table.title,
            "source": table.source_of_truth,
            "unproven": table.unproven,
            "source_locale": self.catalog.source_locale,
            "target_locale": self.target_locale,
            "layout": str(self.layout),
            "layouts": [str(layout) for layout in table.layouts],
            "layout_reason": self.layout_reason,
            "on_import": self.on_import,
            "columns": [
                {**column_json(column, schema), "outcome": outcome}
                for column, outcome in zip(schema.columns, self.outcomes, strict=True)
            ],
        }


def explain(catalog: Catalog, job: Job, *, target_locale: str | None) -> Explanation:
    """Return how a catalog is understood for a job; raises UsageProblem for a layout that its feed has not.

    `target_locale` is None where the job's own only stands in for one that nobody named.
    """
    layout = feeds.layout(catalog.schema, job.layout)
    detections = tuple(feeds.detect(catalog.table.columns)) if catalog.table.facts.has_header else ()
    columns = catalog.schema.columns
    if target_locale is None:
        outcomes = tuple("translated" if column.is_translated else KEPT for column in columns)
    else:
        told = _Outcomes(catalog, job, layout)
        outcomes = tuple(told.of(column) for column in columns)
    return Explanation(catalog, target_locale, detections, job.reading.feed is not None, layout, outcomes)


class _Outcomes:
    """What each column of a catalog gets, by the layout of a job."""

    def __init__(self, catalog: Catalog, job: Job, layout: Layout) -> None:
        schema = catalog.schema
        table = feeds.feed_table(schema.feed)
        self._job, self._layout, self._schema = job, layout, schema
        self._written = {column.index for column in written_columns(schema, job)}
        self._sources = {c.target: c for c in schema.columns if c.target is not None}
        self._added = {added.column: added.name for added in added_columns(catalog.table, schema, job)}
        self._alone = translations_of(catalog, job)
        rows = feeds.view_rows(schema)
        self._view = None if rows is None else schema.columns[rows.column].name
        is_by_row = bool(table.row_locale) or table.row_roles is not None
        self._rows = f", in rows for {job.target_locale}" if is_by_row else ""

    def of(self, column: Column) -> str:
        """Return what a column gets."""
        if self._alone is not None:
            return self._apart(column)
        if (source := self._sources.get(column.index)) is not None:
            return f'gets the translation of "{source.name}"'
        if column.index not in self._written:
            is_price = column.role is Role.PRICE and self._job.currency is not None
            return f"converted into {self._job.currency}" if is_price else KEPT
        return self._text(column)

    def _text(self, column: Column) -> str:
        made = "from the title, " if column.role is Role.HANDLE else ""
        if column.target is not None:
            return f'{made}into "{self._schema.columns[column.target].name}"{self._rows}'
        if column.index in self._added:
            return f'{made}into the new column "{self._added[column.index]}"'
        if self._layout is Layout.ROWS:
            view = f', {self._view} "{self._schema.view}"' if self._view is not None else ""
            return f"{made}into new rows{view}"
        return f"{made}in place{self._rows}"

    def _apart(self, column: Column) -> str:
        """Return what a column gets in a file of translations alone."""
        if self._alone is None:
            raise ValueError("the layout has no file of its own")
        names = dict(zip(self._alone.keys, self._alone.header, strict=False))
        texts = zip(self._alone.texts, self._alone.header[len(self._alone.keys) :], strict=True)
        names_of_texts = {text.index: name for text, name in texts}
        if column.index in names_of_texts:
            return f'into "{names_of_texts[column.index]}" of a new file'
        return "repeated in the new file" if column.index in names else "left out of it"


def file_json(catalog: Catalog, detections: Sequence[Detection]) -> dict[str, object]:
    """Return what is known of a file and its feed as JSON values."""
    facts, schema = catalog.table.facts, catalog.schema
    return {
        "input": catalog.name,
        "format": facts.format,
        "encoding": facts.encoding,
        "has_bom": facts.has_bom,
        "encoding_reason": facts.encoding_reason,
        "delimiter": facts.delimiter,
        "has_header": facts.has_header,
        "feed": schema.feed,
        "feed_version": schema.feed_version,
        "feeds": [{"feed": d.feed, "score": d.score, "reason": d.reason} for d in detections],
    }


def column_json(column: Column, schema: Schema) -> dict[str, object]:
    """Return what is known of a column as JSON values."""
    return {
        "position": column.index + 1,
        "name": column.name,
        "role": None if column.role is None else str(column.role),
        "is_translated": column.is_translated,
        "target": None if column.target is None else schema.columns[column.target].name,
        "reason": column.reason,
    }
