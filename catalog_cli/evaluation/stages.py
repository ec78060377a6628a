"""Segments through the stages that translate, as the pipeline has them, without a memory and without checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog_cli import preparation, protection
from catalog_cli.candidates import TermPlacer, acceptors, proposers, refiners, translate
from catalog_cli.engine import Translator
from catalog_cli.segment import CodeKind, Segment


def localized(segments: Iterable[Segment], engine: Translator) -> Iterator[Segment]:
    """Yield segments with their targets, in order, between the engine's locales; terms are placed as their hits ask."""
    pair = (engine.source_locale, engine.target_locale)
    prepared = preparation.prepare(segments, *pair)
    drafted = translate(
        prepared,
        engine,
        proposers(*pair),
        acceptors(*pair),
        refiners=refiners(*pair),
        placer=TermPlacer(*pair),
    )
    return preparation.restore(drafted, *pair)


def verbatim_spans(segment: Segment) -> list[tuple[int, int]]:
    """Return the spans of a segment's source that are not language, in which no term is looked for."""
    own = (code for code in segment.codes if code.kind is CodeKind.VERBATIM)
    return sorted((code.start, code.end) for code in (*own, *protection.find_spans(segment.source)))
