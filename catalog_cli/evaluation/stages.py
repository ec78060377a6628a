"""Segments of catalogs and test sets on their way to the pipeline's own stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog_cli import preparation, protection
from catalog_cli.catalog import Catalog
from catalog_cli.engine import Translator
from catalog_cli.extraction import Extraction
from catalog_cli.pipeline import translated
from catalog_cli.segment import CodeKind, Segment


def localized(segments: Iterable[Segment], engine: Translator) -> Iterator[Segment]:
    """Yield segments with their targets, in order, between the engine's locales, without a term base."""
    pair = (engine.source_locale, engine.target_locale)
    return translated(preparation.prepare(segments, *pair, None, preparation.alphabet_of(engine)), engine, pair)


def verbatim_spans(segment: Segment, *except_names: str) -> list[tuple[int, int]]:
    """Return the spans of a segment's source that are not language, in which no term is looked for.

    Codes of the names given do not count.
    """
    own = (code for code in segment.codes if code.kind is CodeKind.VERBATIM and code.name not in except_names)
    return sorted((code.start, code.end) for code in (*own, *protection.find_spans(segment.source)))


def language_of(segment: Segment) -> str:
    """Return a segment's source with line breaks for what is not language: offsets stay, and no phrase goes over it."""
    text = segment.source
    for start, end in verbatim_spans(segment):
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def product_segments(catalog: Catalog) -> Iterator[list[Segment]]:
    """Yield the segments of each product of a catalog, also of cells that hold a translation already."""
    for product in catalog.products():
        # One extraction each: it holds its products until they are put together again, which never happens here.
        extraction = Extraction(catalog.name, catalog.name, catalog.source_locale, overwrite=True)
        yield list(extraction.extract([product]))
