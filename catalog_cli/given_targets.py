"""The stage for translations that are there already: what a run would have known of them before it checked them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from catalog_cli import preparation, protection
from catalog_cli.conventions.localization import NUMERIC_CODES
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.segment import CodeKind, InlineCode, Origin, Segment

# What a translation does not bring in by itself: one that the source does not have was added.
_FOREIGN = frozenset({"placeholder", "shortcode", "url", "email", "file"})


def with_given_targets(
    segments: Iterable[Segment], pair: tuple[str, str], terms: TermMatcher | None = None
) -> Iterator[Segment]:
    """Yield segments that have a target with their term hits, and with the codes of what both texts must hold.

    `pair` is the source and the target locale. A target that repeats what is no language is COPIED.
    """
    given: deque[Segment] = deque()

    def sources() -> Iterator[Segment]:
        for segment in segments:
            given.append(segment)
            yield segment._replace(target=None, target_codes=())

    for prepared in preparation.prepare(sources(), *pair, terms):
        own = given.popleft()
        if own.target is None:
            yield own
            continue
        codes = tuple(code for code in prepared.codes if not _is_number(code))
        is_copy = prepared.origin is Origin.COPIED and own.target == own.source
        yield own._replace(
            codes=codes,
            target_codes=(*own.target_codes, *_verbatim_in(own.target, own.target_codes, own.source, codes)),
            term_hits=prepared.term_hits,
            masks=prepared.masks,
            origin=Origin.COPIED if is_copy else own.origin,
        )


def _is_number(code: InlineCode) -> bool:
    """Return whether a code is there only because engines break what it holds: it is written anew in the target."""
    return code.kind is CodeKind.VERBATIM and code.name in NUMERIC_CODES


def _verbatim_in(
    target: str, taken: Sequence[InlineCode], source: str, codes: Sequence[InlineCode]
) -> Iterator[InlineCode]:
    """Yield codes for what the source's own hold and the target repeats, then for what only the target holds."""
    spans = [(code.start, code.end) for code in taken if code.kind is CodeKind.VERBATIM]
    for code in codes:
        if code.kind is not CodeKind.VERBATIM:
            continue
        text = source[code.start : code.end]
        place = _free_place(text, target, spans) if text else None
        if place is not None:
            spans.append(place)
            yield code._replace(start=place[0], end=place[1])
    for code in protection.find_spans(target):
        if code.name in _FOREIGN and all(code.end <= start or end <= code.start for start, end in spans):
            yield code


def _free_place(text: str, target: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return where a text stands in a target and no other code does, as a word of its own if it can be."""
    for pattern in (rf"(?<!\w){re.escape(text)}(?!\w)", re.escape(text)):
        for match in re.finditer(pattern, target):
            if all(match.end() <= start or end <= match.start() for start, end in spans):
                return match.span()
    return None
