"""Two files, or one that is not translated yet, opened to be read side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from catalog_cli import catalog as catalogs
from catalog_cli.bitext.bitext import Bitext
from catalog_cli.bitext.known_cells import KnownCells
from catalog_cli.catalog import Catalog
from catalog_cli.column_limits import job_limits
from catalog_cli.errors import UsageProblem
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.segment import Limit
from catalog_cli.verification.comparison import Comparison, open_comparison
from catalog_cli.verification.pairing import names_its_columns

File = tuple[Path, str]
"""Where a file lies, and what messages call it."""


def open_bitext(
    source: File,
    target: File | None,
    job: Job,
    *,
    target_locale: str | None,
    memory: TranslationMemory | None = None,
) -> Bitext:
    """Return a source and its translation, opened to be read side by side; without one, the source alone.

    `job` says how they are read; its layout counts where several fit the columns of the translation. `target_locale`
    None means: find it in the translation. `memory` tells whose the texts are. Raises FileProblem if a file cannot be
    read, UsageProblem for columns that it has not, or if the translation does not show its locale.
    """
    if target is None:
        job = replace(job, target_locale=target_locale or job.target_locale)
        catalog = catalogs.read_catalog(source[0], job, name=source[1])
        job = catalogs.settled(catalog, job)
        return Bitext(catalog, None, job, limits=_limits(job, catalog))
    found = open_comparison(source, target, job, target_locale=target_locale)
    job = found.job
    if target_locale is None and job.target_locale == job.source_locale:
        raise UsageProblem(f"{target[1]} does not show its locale: name it with --to, such as --to pt-BR.")
    alone = catalogs.translations_of(found.source, job)
    known = KnownCells()
    if memory is not None:
        known = KnownCells(memory, memory.output_name(target[0]), job.target_locale)
    return Bitext(found.source, _translation(found, target), job, alone, known, _limits(job, found.source))


def _translation(found: Comparison, target: File) -> Catalog:
    source, output = found.source.table, found.output
    is_alike = len(output.columns) == len(source.columns) and not names_its_columns(output) and not found.is_alone
    if is_alike or output.columns == source.columns:
        # Whoever translated the file may have translated its header.
        return replace(found.source, name=target[1], path=target[0], table=found.output)
    reading = replace(found.job.reading, encoding=found.encoding or found.job.reading.encoding)
    return catalogs.understood(found.output, replace(found.job, reading=reading), target[0], target[1])


def _limits(job: Job, catalog: Catalog) -> dict[int, Limit]:
    return {index: rules.limit for index, rules in job_limits(job, catalog.schema).items() if rules.limit is not None}
