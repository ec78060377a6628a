"""A test set through the stages that a catalog goes through, in three ways of saying its terms."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from catalog_cli import preparation
from catalog_cli.engine import Translator
from catalog_cli.evaluation.stages import verbatim_spans
from catalog_cli.evaluation.test_sets import TermLine
from catalog_cli.extraction import Extraction
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.pipeline import translated
from catalog_cli.product import Column, Field, Product, Record, Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Segment, TermHit

_COLUMNS = {role: Column(0, str(role), str(role), role, "a line of a test set") for role in Role}
_PLACEHOLDER = "placeholder"


class Way(StrEnum):
    """How the terms of a text come into its translation."""

    FREE = "free"
    """They do not: the engine says what it says."""
    PLACEHOLDER = "placeholder"
    """Each is hidden from the engine behind a mask, which the form given then replaces."""
    INSERTION = "insertion"
    """The search for terms, as `catalog localize --glossary` has it."""


@dataclass(frozen=True, slots=True)
class TermRun:
    """What a test set became: one target per line, the finished segments of each line, and the seconds it took."""

    way: Way
    targets: tuple[str, ...]
    segments: tuple[tuple[Segment, ...], ...]
    seconds: float

    @property
    def segment_count(self) -> int:
        """How many segments the lines were cut into."""
        return sum(map(len, self.segments))

    @property
    def segments_per_second(self) -> float:
        """Segments through all stages in a second; 0 if none took any time."""
        return self.segment_count / self.seconds if self.seconds else 0.0

    @property
    def untranslated(self) -> int:
        """How many segments kept their source because no translation was acceptable."""
        return sum(segment.origin is Origin.UNTRANSLATED for line in self.segments for segment in line)


def run_terms(
    lines: Sequence[TermLine],
    matchers: Sequence[TermMatcher | None],
    engine: Translator,
    way: Way,
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> TermRun:
    """Return a test set's lines translated, each with its own matcher's terms, in one stream as a catalog is.

    Every segment carries its hits whichever the way, so that each can be judged by the same terms. The locales are the
    engine's. Loading the engine is not part of the seconds if it was used before.
    """
    extraction = Extraction("test set", "test set", engine.source_locale)
    known = matchers if way is Way.INSERTION else [None] * len(lines)
    start = clock()
    segments = extraction.extract(_products(lines))
    if way is Way.PLACEHOLDER:
        segments = (_with_placeholders(segment, matchers[_line(segment)]) for segment in segments)
    pair = (engine.source_locale, engine.target_locale)
    segments = translated(_prepared(segments, known, engine), engine, pair)
    if way is Way.PLACEHOLDER:
        segments = map(_without_placeholders, segments)
    kept: list[list[Segment]] = [[] for _ in lines]
    products = list(extraction.assemble(_kept(segments, kept)))
    seconds = clock() - start
    targets = tuple(
        line.source if (target := product.fields[0].target) is None else target
        for line, product in zip(lines, products, strict=True)
    )
    if way is not Way.INSERTION:
        kept = [[_with_hits(segment, matcher) for segment in own] for own, matcher in zip(kept, matchers, strict=True)]
    return TermRun(way, targets, tuple(map(tuple, kept)), seconds)


def _line(segment: Segment) -> int:
    """Return the index of the line that a segment is of."""
    return int(segment.id.product_key)


def _products(lines: Iterable[TermLine]) -> Iterator[Product]:
    """Yield each line as a product of one field; its key is its number, so that equal lines stay apart."""
    for number, line in enumerate(lines):
        record = Record(number + 1, line.row, (line.source,))
        yield Product(str(number), (record,), (Field(_COLUMNS[line.role], 0, 0, line.source),))


def _prepared(
    segments: Iterable[Segment], matchers: Sequence[TermMatcher | None], engine: Translator
) -> Iterator[Segment]:
    """Yield the segments as the engine reads them, each line's with the terms of that line."""
    for line, own in groupby(segments, _line):
        pair, alphabet = (engine.source_locale, engine.target_locale), preparation.alphabet_of(engine)
        yield from preparation.prepare(own, *pair, matchers[line], alphabet)


def _kept(segments: Iterable[Segment], kept: Sequence[list[Segment]]) -> Iterator[Segment]:
    for segment in segments:
        kept[_line(segment)].append(segment)
        yield segment


def _hits(segment: Segment, matcher: TermMatcher | None) -> tuple[TermHit, ...]:
    return () if matcher is None else matcher.hits(segment.source, verbatim_spans(segment, _PLACEHOLDER))


def _with_hits(segment: Segment, matcher: TermMatcher | None) -> Segment:
    return segment._replace(term_hits=_hits(segment, matcher))


def _with_placeholders(segment: Segment, matcher: TermMatcher | None) -> Segment:
    """Return the segment with each of its terms as a span that must come through."""
    codes = (
        # What the placeholder stands for travels with it; markup of its own it has none.
        InlineCode(CodeKind.VERBATIM, hit.start, hit.end, _PLACEHOLDER, opening=hit.target_forms[0])
        for hit in _hits(segment, matcher)
        if hit.target_forms
    )
    return segment._replace(codes=(*segment.codes, *codes))


def _without_placeholders(segment: Segment) -> Segment:
    """Return the segment with the form given in the place of each placeholder, in the case of what it replaces."""
    if segment.target is None or segment.origin is Origin.UNTRANSLATED:
        return segment
    placed = [code for code in segment.target_codes if code.name == _PLACEHOLDER]
    if not placed:
        return segment
    rest = [code for code in segment.target_codes if code.name != _PLACEHOLDER]
    target = segment.target
    for start, end, form in sorted(((code.start, code.end, code.opening) for code in placed), reverse=True):
        cased = _cased_like(target[start:end], form)
        target = target[:start] + cased + target[end:]
        rest = [_moved(code, start, end, len(cased)) for code in rest]
    # A text that is nothing but its terms was copied; it is a translation now.
    return segment._replace(target=target, target_codes=tuple(rest), origin=Origin.ENGINE)


def _moved(code: InlineCode, start: int, end: int, length: int) -> InlineCode:
    """Return a code after target[start:end] became `length` characters long."""
    shift = length - (end - start)
    return code._replace(
        start=code.start + shift if code.start >= end else code.start,
        end=code.end + shift if code.end >= end else code.end,
    )


def _cased_like(original: str, form: str) -> str:
    if len(original) > 1 and original.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if original[:1].isupper() else form
