"""One catalog -> the listings of one marketplace, in a file of that marketplace's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from catalog_cli import catalog as catalogs
from catalog_cli import locales
from catalog_cli.attributes.product_tagger import ProductTagger
from catalog_cli.catalog import Catalog
from catalog_cli.job import Job
from catalog_cli.product import Role
from catalog_cli.rendering import MINIMUM_CONFIDENCE, Listings, RenderResult, RenderWork
from catalog_cli.replacement import replacing

_TEXTS = frozenset({Role.TITLE, Role.TEXT, Role.HTML})


def render_file(source: tuple[Path, str], output: Path | BinaryIO, job: Job, work: RenderWork) -> RenderResult:
    """Render the listings of one catalog and return what became of them; `source` is where it lies and its name.

    Labels are in `job.target_locale`; texts are the catalog's own in that locale, else as they stand in the first
    locale that its columns name. `output` is a path, replaced at the end, whole or not at all, or a stream. With
    `job.limit` only the first products are rendered.
    """
    path, name = source
    catalog = catalogs.read_catalog(path, job, name=name)
    if (own := _own_locale(catalog, job)) is not None:
        job = replace(job, source_locale=own)
        catalog = catalogs.read_catalog(path, job, name=name)
    tagger = ProductTagger(catalog.schema, work.schema, job.source_locale, minimum_confidence=MINIMUM_CONFIDENCE)
    with _opened(output) as out:
        listings = Listings(catalog, job, work, (out, str(output) if isinstance(output, Path) else None))
        listings.result.notes += _notes(catalog, job)
        for product in tagger.tagged(islice(catalog.products(), job.limit)):
            listings.add(product)
        return listings.close()


@contextmanager
def _opened(output: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(output, Path):
        with replacing(output) as out:
            yield out
    else:
        yield output


def _own_locale(catalog: Catalog, job: Job) -> str | None:
    """Return the locale that a catalog names its own texts in where it has none in that of its listings.

    Columns in other locales have no role, so that its listings would have no titles. None where a locale was named
    for the catalog, where it has titles, and where no column names a locale.
    """
    if job.source_locale != job.target_locale or any(one.role is Role.TITLE for one in catalog.schema.columns):
        return None
    return next((one.locale for one in catalog.schema.columns if one.locale), None)


def _notes(catalog: Catalog, job: Job) -> Iterator[str]:
    """Yield what a reader of the listings should know: texts that are not in the locale that was asked for."""
    texts = [one for one in catalog.schema.columns if one.role in _TEXTS]
    wanted = locales.language(job.target_locale)
    named = [one for one in catalog.schema.columns if one.locale]
    if named and not any(locales.language(str(one.locale)) == locales.language(job.source_locale) for one in named):
        there = ", ".join(sorted({str(one.locale) for one in named}))
        yield f"Its columns of text are in {there} by their names, not in {job.source_locale}: say which with --from"
    elif not texts:
        yield "No column is known to hold text: say which do, such as --column Name=title"
    if locales.language(job.source_locale) != wanted and any(one.target is None for one in texts):
        yield (
            f"The catalog is in {job.source_locale}: its titles and descriptions stay so where it has none in "
            f"{job.target_locale}, and only labels are in {job.target_locale}. Localize it first: "
            f"catalog localize {catalog.name} --from {job.source_locale} --to {job.target_locale}"
        )


def localized(job: Job, source_locale: str) -> Job:
    """Return a job that reads a catalog in a locale.

    >>> localized(Job("pt-BR"), "pt-BR").source_locale
    'pt-BR'
    """
    return replace(job, source_locale=source_locale)
