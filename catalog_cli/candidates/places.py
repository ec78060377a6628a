"""Where the words of a draft that say a term stand: by the engine's attention, as far as it can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli import protection
from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.determiners import is_small
from catalog_cli.glossary import constraints
from catalog_cli.glossary.inflection import agreed_adjective
from catalog_cli.ledger import How
from catalog_cli.segment import Alignment, Segment

Span = tuple[int, int]
WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_MARK = re.compile(r"[.,;:!?()]")
_MOST_GAP = 2  # small words that may stand between those of a term's rendering
STEM = 4  # letters that the forms of a word share
# What makes a sentence of a phrase; one of these that goes leaves none.
COPULAS = {
    "pt": frozenset("é são está estão foi foram era eram tem têm pode podem".split()),
    "es": frozenset("es son está están fue fueron era eran tiene tienen puede pueden".split()),
    "fr": frozenset("est sont était étaient a ont peut peuvent".split()),
    "de": frozenset("ist sind war waren hat haben kann können".split()),
}
_ALL_COPULAS = frozenset().union(*COPULAS.values()) - {"a"}
_IS_BEHIND = re.compile(r"\s+(?:is|are|was|were|has|have|can)\b", re.IGNORECASE)


class Draft(NamedTuple):
    """A candidate, what its finished text holds, and what the engine says of it.

    `unmet` are the indices of the hits that it does not satisfy, `hows` how each of the others came in; `dropped`
    counts the words of the first draft, outside of terms, that it does not say, `novel` its own that the
    first draft has not.
    """

    candidate: Candidate
    target: str
    unmet: tuple[int, ...]
    hows: tuple[How, ...]
    dropped: int = 0
    novel: int = 0
    score: float | None = None


def in_prepared(segment: Segment, index: int) -> Span:
    """Return where a hit stands in the prepared text."""
    hit = segment.term_hits[index]
    if not segment.masks:
        return hit.start, hit.end
    links = protection.shift(Alignment(((hit.start, hit.end, 0, 0),)), (), segment.masks).links
    return links[0][0], links[0][1]


def aligned_words(segment: Segment, candidate: Candidate, index: int) -> list[Span]:
    """Return the words of a draft of which half the pieces or more come from a hit's words."""
    if candidate.alignment is None:
        return []
    start, end = in_prepared(segment, index)
    links = candidate.alignment.links
    found: list[Span] = []
    # Of what is said of it, attention often goes to the subject: "testadas e aprovadas" to "shoulder pads".
    is_subject = _IS_BEHIND.match(segment.prepared, end) is not None
    for match in WORD.finditer(candidate.draft):
        if is_subject and found and match[0].casefold() in _ALL_COPULAS:
            break
        own = [(c, d) for a, b, c, d in links if a < match.end() and match.start() < b]
        inside = sum(1 for c, d in own if c < end and start < d)
        if inside and 2 * inside >= len(own):
            found.append(match.span())
    return found


def place(segment: Segment, draft: Draft, index: int, language: str) -> Span | None:
    """Return the words of a draft that say a hit: the longest run of words aligned with it, small ones between."""
    text = draft.candidate.draft
    hit = segment.term_hits[index]
    if hit.forbidden and (standing := constraints.occurrences(hit.forbidden, text)):
        return standing[0]
    words = aligned_words(segment, draft.candidate, index)
    # A small word at the edge belongs to what stands around the term.
    while len(words) > 1 and is_small(text[slice(*words[0])], language):
        words = words[1:]
    runs: list[Span] = []
    for start, end in words:
        between = WORD.findall(text[runs[-1][1] : start]) if runs else []
        is_near = len(between) <= _MOST_GAP and all(is_small(word, language) for word in between)
        if runs and is_near and not _MARK.search(text[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return max(runs, key=lambda span: span[1] - span[0]) if runs else None


def words_outside(segment: Segment) -> set[str]:
    """Return the words of the prepared text that are in no term."""
    start = 0
    outside = []
    for hit in sorted(in_prepared(segment, index) for index in range(len(segment.term_hits))):
        outside.append(segment.prepared[start : hit[0]])
        start = hit[1]
    return set(WORD.findall(" ".join((*outside, segment.prepared[start:]))))


def all_forms(segment: Segment) -> Iterator[str]:
    """Yield the forms of all terms of a segment."""
    for hit in segment.term_hits:
        yield from hit.target_forms


def form_words(segment: Segment) -> Iterator[str]:
    """Yield the words of all forms of a segment's terms, in lower case."""
    for form in all_forms(segment):
        yield from WORD.findall(form.casefold())


def beginning(word: str) -> str:
    """Return what the forms of a word share, in lower case."""
    return word[: max(1, min(STEM, len(word) - 1))].casefold()


def is_adjective(word: str, language: str) -> bool:
    """Return whether a word surely is an adjective."""
    return bool(agreed_adjective(word, language, feminine=False, plural=False))


def is_inside(span: Span, others: Sequence[Span]) -> bool:
    """Return whether a span lies within one of others."""
    return any(start <= span[0] and span[1] <= end for start, end in others)
