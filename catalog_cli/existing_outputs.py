"""What stands already where a run would write: whose it is, what a person edited in it since, what would change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from catalog_cli import catalog as catalogs
from catalog_cli import formats
from catalog_cli.bitext.product_pairs import are_in_step
from catalog_cli.catalog import Catalog
from catalog_cli.conventions.price_columns import currency_columns, is_price
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.compression import content_sha256, inner_name
from catalog_cli.job import Job, Layout
from catalog_cli.memory.edits import edited_cells, unplaced_texts
from catalog_cli.memory.entries import Run
from catalog_cli.memory.outdated import shortened_pair
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.pipeline import catalog_id
from catalog_cli.product import Column, Product, Record, Role
from catalog_cli.segment import Finding, Origin, Place, Severity

# JSON Lines is often called .json, and a delimiter is no matter of the name.
_CALLED_ALIKE = ({"csv", "tsv"}, {"json", "jsonl"})


def check_name(path: Path, catalog: Catalog) -> None:
    """Raise UsageProblem for an output that is named as a file of another format than the input's."""
    named = formats.SUFFIXES.get(Path(inner_name(path.name)).suffix.lower())
    own = catalog.table.facts.format
    if named in (None, own) or any({named, own} <= alike for alike in _CALLED_ALIKE):
        return
    raise UsageProblem(
        f"{path} would hold {own}, as {catalog.name} does: an output keeps its input's format. "
        f"Name it so, and make another of it with catalog convert."
    )


def fills_itself(path: Path, catalog: Catalog, job: Job) -> bool:
    """Return whether the run fills the input's own target columns: it only adds to what a person has there."""
    has_targets = all(column.target is not None for column in catalog.schema.translated)
    return (job.layout is Layout.COLUMNS or has_targets) and path.samefile(catalog.path)


def edits_there(path: Path, catalog: Catalog, job: Job, memory: TranslationMemory) -> dict[bytes, str]:
    """Return a person's edits in what stands at `path`; raises FileProblem if it may not be replaced.

    A frozen run replaces nothing, so to it everything may be there.
    """
    if path.is_dir():
        raise FileProblem(Where(str(path)), "is a folder", f"Name a file in it, or write {path}/ for one.")
    if job.frozen:
        job = replace(job, force=True)
    written = memory.run_for_output(path)
    if written is None and not job.force:
        raise _foreign(path, catalog)
    if written is None or path.samefile(catalog.path):
        return {}
    return _edits_to_keep(path, written, catalog, job, memory)


def _foreign(path: Path, catalog: Catalog) -> FileProblem:
    if path.samefile(catalog.path):
        next_step = "Choose another -o, keep both texts with --layout columns, or replace them with --force."
        return FileProblem(Where(str(path)), "is the input, whose text would be lost", next_step)
    return FileProblem(
        Where(str(path)),
        "is there already and was not written by catalog with this memory",
        "Choose another -o, or replace it with --force.",
    )


def _edits_to_keep(path: Path, written: Run, catalog: Catalog, job: Job, memory: TranslationMemory) -> dict[bytes, str]:
    """Return the person's edits in an output that is there already; raises FileProblem if it may not be replaced."""
    digest = content_sha256(path)
    # A run that was killed at its very end may have been recorded and its output not put in place.
    is_untouched = digest == written.output_sha256 or memory.wrote(path, digest)
    if is_untouched and not memory.has_human_entries() and not memory.has_human_cells(job.target_locale):
        return {}
    if job.force and digest == content_sha256(catalog.path):
        return {}  # a copy of the source: nobody wrote these cells
    names = {
        "catalog": catalog_id(catalog.name),
        "output": memory.output_name(path),
        "target_locale": job.target_locale,
    }
    is_alone = catalogs.translations_of(catalog, job) is not None
    try:
        if is_alone:
            edits = _edits_alone(path, catalog, job, memory)
        else:
            edits = edited_cells(_products_of_output(path, written, catalog, job), memory, **names)
    except (FileProblem, UsageProblem) as problem:
        if isinstance(problem, FileProblem) and problem.where.file == catalog.name:
            raise
        if job.force:
            return {}
        what = "was edited since catalog wrote it, and is no such catalog any more"
        raise FileProblem(Where(str(path)), what, "Choose another -o, or replace it with --force.") from problem
    if not job.force and not is_untouched:
        products = iter(()) if is_alone else _products_of_output(path, written, catalog, job)
        unplaced = unplaced_texts(products, memory, **names)
        raise _edited(path, len(edits), unplaced)
    return edits


def _edits_alone(path: Path, catalog: Catalog, job: Job, memory: TranslationMemory) -> dict[bytes, str]:
    """Return the person's edits in a file of translations alone, whose rows tell by their keys what they translate."""
    from catalog_cli.bitext.opening import open_bitext

    names = (catalog.path, catalog.name), (path, str(path))
    bitext = open_bitext(*names, job, target_locale=job.target_locale, memory=memory)
    return {
        cell: unit.target
        for cell, unit in zip(bitext.cell_ids(), bitext.units(), strict=True)
        if unit.origin is Origin.HUMAN and unit.target and not unit.target.isspace()
    }


def _edited(path: Path, edits: int, unplaced: int) -> FileProblem:
    cells = f"{edits} cell{'s' if edits != 1 else ''} of ours" if edits else "not in our cells"
    next_step = "Add --force: edited cells are kept as they are now, the rest is written anew. Or choose another -o."
    if unplaced:
        cells += f"; {unplaced} text{'s' if unplaced != 1 else ''} in rows that no product of the catalog is known by"
        next_step = "Choose another -o, or add --force: edited cells are kept, but the texts in those rows are lost."
    return FileProblem(Where(str(path)), f"was edited since catalog wrote it ({cells})", next_step)


def _products_of_output(path: Path, written: Run, catalog: Catalog, job: Job) -> Iterator[Product]:
    """Yield the products of an output as it stands now, by the keys of those that they were made from.

    A product without an identifier, and a variant without a SKU, is named by its text, which is another in the
    output. While input and output still have the rows they had, the place tells what was made from what.
    """
    reading = replace(job.reading, encoding=job.output_encoding or job.reading.encoding)
    output = catalogs.read_catalog(path, replace(job, reading=reading))
    products = output.products()
    currencies = currency_columns(catalog.schema.columns)
    records = json.loads(written.summary or "{}").get("records")
    if written.input_sha256 != content_sha256(catalog.path) or records != sum(
        len(p.records) for p in output.products()
    ):
        if not are_in_step(catalog.products, output.products):
            return products
        # The input has changed: its products still tell by their keys, and their variants by their order.
        return (
            _keyed_like(made, source) if made.key == source.key and len(made.variants) == len(source.variants) else made
            for made, source in zip(products, catalog.products(), strict=True)
        )
    return (
        _keyed_like(made, source) if _is_made_from(made, source, currencies) else made
        for made, source in zip(products, catalog.products(), strict=False)
    )


def _is_made_from(made: Product, source: Product, currencies: Sequence[Column]) -> bool:
    """Return whether the cells that are not translated are still those of the source; prices may be converted."""
    translated = {
        (own.record, own.position)
        for _, own in source.all_fields()
        if own.column.is_translated or own.column.role is Role.HANDLE or is_price(own.column)
    }
    translated |= {
        (number, position)
        for number, record in enumerate(source.records)
        for column in currencies
        for position, _ in record.cells(column.index)
    }
    return len(made.records) == len(source.records) and all(
        len(one.values) == len(other.values)
        and all(
            value == other.values[position] or (number, position) in translated
            for position, value in enumerate(one.values)
        )
        for number, (one, other) in enumerate(zip(made.records, source.records, strict=True))
    )


def changes(there: Path, made: Path, catalog: Catalog, job: Job) -> Iterator[Finding]:
    """Yield what a run would change in an output that is there: a critical finding for each cell that differs.

    `made` is what the run would put in its place.
    """
    facts, score = catalog.table.facts, catalogs.header_score(job.reading)
    options = formats.ReadOptions(
        encoding=job.output_encoding or facts.encoding,
        delimiter=facts.delimiter or None,
        has_header=facts.has_header,
        source_locale=job.source_locale,
        name=str(there),
    )
    try:
        ours, theirs = (formats.open_table(path, options, score) for path in (made, there))
    except (FileProblem, UsageProblem) as problem:
        yield _change(there, None, None, f"another file would take its place: this one cannot be read so ({problem})")
        return
    if ours.columns != theirs.columns:
        odd = next(one for one in zip_longest(theirs.columns, ours.columns) if one[0] != one[1])
        yield _change(there, 1, None, f'its columns would change from "{odd[0] or ""}" to "{odd[1] or ""}"')
        return
    is_equal = True
    for now, then in zip_longest(theirs.records(), ours.records()):
        for finding in _record_changes(there, now, then, ours.columns):
            is_equal = False
            yield finding
        if now is None or then is None:
            return
    # Two workbooks with the same cells are never the same bytes once a spreadsheet has saved one of them.
    if is_equal and ours.facts.format not in ("xlsx", "parquet"):
        yield _change(there, None, None, "no cell would change, but quoting, spacing, line ends or encoding would")


def _record_changes(there: Path, now: Record | None, then: Record | None, columns: Sequence[str]) -> Iterator[Finding]:
    """Yield how a row would change; None is one that is not there."""
    if now is None or then is None:
        what = "and everything below it would be removed" if then is None else "and what follows it would be added"
        yield _change(there, (now or then or Record(0, 1, ())).line, None, f"this row {what}")
        return
    if now.columns != then.columns or len(now.values) != len(then.values):
        yield _change(there, now.line, None, "this row would have other cells")
        return
    for position, (text, wanted) in enumerate(zip(now.values, then.values, strict=True)):
        if text != wanted:
            shown = shortened_pair(text, wanted)
            what = "in white space" if shown[0] == shown[1] else f'from "{shown[0]}" to "{shown[1]}"'
            yield _change(there, now.line, formats.cell_name(columns, now, position), f"would change {what}")


def _change(there: Path, row: int | None, column: str | None, message: str) -> Finding:
    return Finding(
        "frozen", Severity.CRITICAL, f"{message}, and --frozen changes nothing", Place(str(there), row, column)
    )


def _keyed_like(made: Product, source: Product) -> Product:
    keys = (variant.key for variant in source.variants)
    variants = tuple(variant._replace(key=key) for variant, key in zip(made.variants, keys, strict=False))
    return made._replace(key=source.key, variants=variants + made.variants[len(variants) :])
