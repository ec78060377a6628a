"""What an output shows of the run that wrote it: the target locale, the view of its rows, and the layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from catalog_cli import catalog as catalogs
from catalog_cli import feeds, formats, locales
from catalog_cli.catalog import Catalog
from catalog_cli.errors import UsageProblem
from catalog_cli.feeds.columns import first_column
from catalog_cli.job import Job, Layout
from catalog_cli.product import Record, Schema
from catalog_cli.verification.appended_columns import is_appended, top_member
from catalog_cli.verification.pairing import names_its_columns

# Languages or views that a file can have rows for; one with more names something else in that column.
_MOST_VIEWS = 1_000
_ANY_COUNTRY = "_XX"


def _columns(output: formats.Table, *, has_filled: bool) -> list[str]:
    """Return the output's columns but for those of tags, which say nothing of layout and locale."""
    return [name for name in output.columns if not is_appended(top_member(name), of_platforms=has_filled)]


def target_locale(catalog: Catalog, output: formats.Table, *, has_filled: bool = False) -> str:
    """Return the locale that the output's columns or rows show, the source's own where targets replace the source.

    `catalog` is read with its own locale for a target, so that the columns of all others are seen as such. Raises
    UsageProblem if several locales are shown.
    """
    known = set(catalog.table.columns)
    columns = _columns(output, has_filled=has_filled)
    new = [name for name in columns if name not in known]
    tags = [name.rstrip("[]").rpartition(":")[2] for name in new]
    if names_its_columns(output):
        tags += [tag for name in new for tag in _differing_parts(name, known)]
    found = {locales.parse(tag) for tag in tags if locales.is_locale(tag)}
    # Files of translations alone may have no new column: then all of them that say a locale say the target's.
    found = (
        found
        or _column_locales(catalog, new)
        or (_column_locales(catalog, columns) if _is_narrower(catalog, output) else set())
        or _changed_columns(catalog, output)
        or _changed_rows(catalog, output)
    )
    # Rows for a language and for one of its countries are for the country.
    found = {tag for tag in found if not any(other.startswith(f"{tag}-") for other in found)}
    if len(found) > 1:
        raise UsageProblem(f"The texts are in {', '.join(sorted(found))}. Say which one was written with --to.")
    return found.pop() if found else catalog.source_locale


def store_view(catalog: Catalog, output: formats.Table) -> str | None:
    """Return the view whose rows are new or have other texts, None unless exactly one has."""
    rows = feeds.view_rows(catalog.schema)
    if rows is None or rows.column >= len(output.columns) or _is_narrower(catalog, output):
        return None
    before, after = _counts(catalog.table.records(), rows.column), _counts(output.records(), rows.column)
    grown = {view for view, count in after.items() if view and count > before[view]}
    if not grown:
        texts = [column.index for column in catalog.schema.translated]
        grown = set(_changed(catalog.table.records(), output.records(), rows.column, texts)) - {""}
    return grown.pop() if len(grown) == 1 else None


def layout_of(catalog: Catalog, output: formats.Table, job: Job, *, has_filled: bool = False) -> Layout:
    """Return the layout that an output was written in; where several fit, the one that the job names, if any.

    Where none fits, it is the likeliest: then the columns differ from what it adds.
    """
    schema = catalog.schema
    wanted = feeds.feed_table(schema.feed).layouts
    source = catalog.table.columns
    columns = [name for name in output.columns if name in source or name in _columns(output, has_filled=has_filled)]
    fitting = [layout for layout in wanted if _fits(catalog, output, replace(job, layout=layout), columns)]
    if job.layout in fitting:
        return job.layout
    if not fitting:
        is_wider = len(columns) > len(source)
        likeliest = job.layout if job.layout in wanted else Layout.COLUMNS if is_wider else Layout.TRANSLATIONS
        return likeliest if likeliest in wanted else wanted[0]
    if Layout.ROWS in fitting and Layout.REPLACE in fitting:
        return Layout.ROWS if _has_new_rows(catalog, output) else Layout.REPLACE
    # A file of translations alone that has the source's every column is the source with its texts replaced.
    is_alone = columns != list(source)
    return max(fitting, key=lambda layout: (layout is Layout.TRANSLATIONS) is is_alone)


def _fits(catalog: Catalog, output: formats.Table, job: Job, found: Sequence[str]) -> bool:
    """Return whether the output has, in `found`, the columns that a layout gives it."""
    found, source = list(found), catalog.table
    alone = catalogs.translations_of(catalog, job)
    if alone is not None:
        return found == list(alone.header) or (not found and names_its_columns(output))
    added = [column.name.strip() for column in catalogs.added_columns(source, catalog.schema, job)]
    if names_its_columns(output):
        # Which members an object has is seen record by record; a layout shows in those that are nowhere else.
        new = [name for name in found if name not in source.columns]
        if job.layout is Layout.REPLACE or not added:
            return not new
        return bool(new) or Layout.REPLACE not in feeds.feed_table(catalog.schema.feed).layouts
    return found == [*source.columns, *added]


def _is_narrower(catalog: Catalog, output: formats.Table) -> bool:
    return not set(catalog.table.columns) <= set(output.columns)


def _has_new_rows(catalog: Catalog, output: formats.Table) -> bool:
    """Return whether the output has more rows of the target's view than the source."""
    rows = feeds.view_rows(catalog.schema)
    if rows is None:
        return False
    before, after = (_counts(table.records(), rows.column) for table in (catalog.table, output))
    return after[rows.target] > before[rows.target]


def _column_locales(catalog: Catalog, names: Sequence[str]) -> set[str]:
    """Return the locales that the feed reads from the names of columns, without the source's own."""
    if not names:
        return set()
    source = catalog.source_locale
    schema = feeds.schema(
        names, feed=catalog.schema.feed, source_locale=source, target_locale=source, roles={}, keep=(), has_header=True
    )
    found = {column.locale for column in schema.columns if column.locale is not None}
    return {tag for tag in found if not locales.covers(tag, source)}


def _differing_parts(name: str, known: Set[str]) -> Iterator[str]:
    """Yield the parts of a JSON path that it does not share with a known one: "pt" of "i18n.pt.title"."""
    parts = name.split(".")
    shapes = [known_name.split(".") for known_name in known if known_name.count(".") == len(parts) - 1]
    for index, part in enumerate(parts):
        rest = parts[:index] + parts[index + 1 :]
        if len(parts) > 1 and any(shape[:index] + shape[index + 1 :] == rest for shape in shapes):
            yield part.removesuffix("[]")


def _changed_columns(catalog: Catalog, output: formats.Table) -> set[str]:
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
            if locale not in found and _texts(before, index) != _texts(after, other):
                found.add(locale)
    return found


def _changed_rows(catalog: Catalog, output: formats.Table) -> set[str]:
    """Return the locales of the rows that hold other texts, in a feed whose rows say which locale they are for."""
    column = _locale_column(catalog.schema)
    if column is None or _is_narrower(catalog, output):
        return set()
    texts = [own.index for own in catalog.schema.translated]
    texts += [own.target for own in catalog.schema.translated if own.target is not None]
    found = _changed(catalog.table.records(), output.records(), column, texts)
    tags = (name.partition("|")[0].strip().removesuffix(_ANY_COUNTRY) for name in found)
    return {locales.parse(tag) for tag in tags if locales.is_locale(tag)}


def _locale_column(schema: Schema) -> int | None:
    table = feeds.feed_table(schema.feed)
    header = table.row_locale or (table.row_roles.locale if table.row_roles is not None else "")
    return first_column(schema.columns, (header,)) if header else None


def _changed(before: Iterator[Record], after: Iterator[Record], column: int, texts: Sequence[int]) -> set[str]:
    """Return what stands in a column of the records of which any of the texts differs."""
    found: set[str] = set()
    for one, other in zip(before, after, strict=False):
        name = one.value(column).strip()
        if name in found or len(found) > _MOST_VIEWS or one.problem is not None or other.problem is not None:
            continue
        if any(one.value(index) != other.value(index) for index in texts):
            found.add(name)
    return found


def _counts(records: Iterable[Record], column: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for record in records:
        name = record.value(column).strip() if record.problem is None else ""
        if name in counts or len(counts) < _MOST_VIEWS:
            counts[name] += 1
    return counts


def _texts(record: Record, column: int) -> list[str]:
    return [value for _, value in record.cells(column)]
