"""What a draft holds of its terms, and whether it may replace the draft it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from catalog_cli import locales, preparation
from catalog_cli.candidates.agreement import repaired
from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.determiners import is_small
from catalog_cli.candidates.losses import is_unsaid_before, lost_names, lost_words
from catalog_cli.candidates.places import (
    STEM,
    WORD,
    Draft,
    Span,
    aligned_words,
    beginning,
    form_words,
    is_adjective,
    is_inside,
    place,
    words_outside,
)
from catalog_cli.glossary import constraints
from catalog_cli.ledger import How
from catalog_cli.segment import Segment

__all__ = ["Draft", "bettered", "examined", "rank"]

# A draft with a term may be this many times as long as the one without, and so many characters on top or less.
_MOST_RATIO, _LEAST_RATIO, _FREE_CHARACTERS = 1.6, 0.6, 12
# What each word costs that is new in a draft, and no term's: what the engine wrote of its own accord it finds likelier
# than what a term forced upon it, and fills up with. Mean log-probability.
_NOVELTY = 0.3
_N_BEST = "n-best"


def examined(segment: Segment, candidate: Candidate, pair: tuple[str, str]) -> Draft | None:
    """Return what a candidate holds once it is finished, or None if it cannot be: a mask or a tag has no place."""
    finished = preparation.finish(segment, candidate.draft, candidate.alignment, pair)
    if finished is None:
        return None
    hits, target = segment.term_hits, finished[0]
    spans, against = constraints.standing(segment, target), constraints.forbidden(hits, target)
    unmet = {index for index, hit in enumerate(hits) if hit.target_forms and spans[index] is None}
    unmet.update(index for index, span in enumerate(against) if span is not None)
    return Draft(candidate, target, tuple(sorted(unmet)), (How.FREE,) * len(hits), score=candidate.score)


def bettered(segment: Segment, base: Draft, made: tuple[Draft, Candidate, How], pair: tuple[str, str]) -> Draft | None:
    """Return a candidate that holds more terms than its parent, or None if it does not, or at too high a price.

    `made` is (the draft it was made from, the candidate, how). The price is too high if the text got far longer or
    shorter, says a term too often, repeats itself, or keeps the old rendering beside the new one.
    """
    parent, candidate, how = made
    if not _is_of_length(candidate.draft, base.candidate.draft):
        return None
    language = locales.language(pair[1])
    placed = [i for i, before in enumerate(parent.hows) if i in parent.unmet or before is not How.FREE]
    candidate = repaired(segment, candidate, placed, language)
    draft = examined(segment, candidate, pair)
    if draft is None or len(draft.unmet) >= len(parent.unmet):
        return None
    if any(map(int.__gt__, _excess(segment, draft), _excess(segment, base))):
        return None
    own_words = frozenset(form_words(segment))
    if _repetitions(candidate.draft, own_words) > _repetitions(base.candidate.draft, own_words):
        return None
    if _keeps_old(segment, (parent, draft), language) or _says_twice(segment, (parent, draft), language):
        return None
    hows = tuple(
        How.FAILED if index in draft.unmet else how if index in parent.unmet else before
        for index, before in enumerate(parent.hows)
    )
    source_language = locales.language(pair[0])
    dropped = lost_names(segment, base.candidate.draft, candidate.draft)
    lost = lost_words(segment, (base, draft), (source_language, language))
    if lost and candidate.proposer == _N_BEST:
        return None  # it would stand at once, and what is put into the base keeps the base's words
    dropped += lost
    novel = 0 if how is How.N_BEST else _novel(segment, base.candidate.draft, candidate.draft)
    return draft._replace(hows=hows, dropped=dropped, novel=novel)


def rank(draft: Draft) -> tuple[int, int, float]:
    """Return what drafts are sorted by, best first."""
    return len(draft.unmet), draft.dropped, draft.novel * _NOVELTY - (draft.score or 0.0)


def _is_of_length(draft: str, base: str) -> bool:
    least, most = len(base) * _LEAST_RATIO - _FREE_CHARACTERS, len(base) * _MOST_RATIO + _FREE_CHARACTERS
    return least <= len(draft) <= most


def _excess(segment: Segment, draft: Draft) -> tuple[int, ...]:
    return constraints.excess(segment.term_hits, draft.target)


def _repetitions(text: str, own_words: frozenset[str]) -> int:
    """Return how many runs of two words come again, those with a word of a term apart, and how many words double."""
    words = [word.casefold() for word in WORD.findall(text)]
    pairs = list(pairwise(words))
    others = [pair for pair in pairs if own_words.isdisjoint(pair)]
    return len(others) - len(set(others)) + sum(1 for a, b in pairs if a == b)


def _novel(segment: Segment, base: str, text: str) -> int:
    """Return how many words of a text are neither in the base, in some form, nor in a term."""
    known = {beginning(word) for word in WORD.findall(base)}
    known.update(map(beginning, form_words(segment)))
    return sum(1 for word in WORD.findall(text) if len(word) >= STEM and beginning(word) not in known)


def _keeps_old(segment: Segment, drafts: tuple[Draft, Draft], language: str) -> bool:
    """Return whether words that said a term in the parent still say it in the draft, which has the right form now."""
    parent, draft = drafts
    before, text = parent.candidate.draft, draft.candidate.draft
    known = set(form_words(segment))
    known.update(word.casefold() for word in words_outside(segment))  # a name that the engine's attention mistook
    for index in set(parent.unmet) - set(draft.unmet):
        own = place(segment, parent, index, language)
        spans = aligned_words(segment, parent.candidate, index)
        inner = [span for span in spans if own is not None and own[0] <= span[0] and span[1] <= own[1]]
        old = _content_words(before, inner, language) - known
        if is_unsaid_before(segment, parent.candidate, index, language):
            old = {word for word in old if not is_adjective(word, language)}
        placed = constraints.occurrences(segment.term_hits[index].target_forms, text)
        outside = [match.span() for match in WORD.finditer(text) if not is_inside(match.span(), placed)]
        elsewhere = [
            match.span() for match in WORD.finditer(before) if own is None or not is_inside(match.span(), [own])
        ]
        if (old - _content_words(before, elsewhere, language)) & _content_words(text, outside, language):
            return True
        if constraints.occurrences(segment.term_hits[index].forbidden, before):
            continue  # which words said the term is known, and they are gone
        # Outside of its place attention errs more often, most of all about what describes.
        old |= {word for word in _content_words(before, spans, language) if not is_adjective(word, language)} - known
        still = [span for span in aligned_words(segment, draft.candidate, index) if not is_inside(span, placed)]
        if old & _content_words(text, still, language):
            return True
    return False


def _says_twice(segment: Segment, drafts: tuple[Draft, Draft], language: str) -> bool:
    """Return whether words of a form that came in stand outside of the terms more often than they did.

    "Fritadeira de ar" that became "fritadeira de ar fritadeira elétrica" holds the term, and the old words with it.
    """
    parent, draft = drafts
    for index in set(parent.unmet) - set(draft.unmet):
        words = {_stem(word) for form in segment.term_hits[index].target_forms for word in WORD.findall(form)}
        words = {word for word in words if not is_small(word, language)}
        old = place(segment, parent, index, language)
        before = _outside(segment, parent.candidate.draft, words, [old] if old is not None else [])
        if _outside(segment, draft.candidate.draft, words, []) > before:
            return True
    return False


def _outside(segment: Segment, text: str, words: set[str], own: list[Span]) -> int:
    """Return how many of the words stand in a text outside of all forms and of spans of its own."""
    for hit in segment.term_hits:
        own += constraints.occurrences(hit.target_forms, text)
    return sum(
        1
        for match in WORD.finditer(text)
        if _stem(match[0]) in words and not any(a <= match.start() and match.end() <= b for a, b in own)
    )


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")


def _content_words(text: str, spans: Sequence[Span], language: str) -> set[str]:
    return {text[a:b].casefold() for a, b in spans if not is_small(text[a:b], language)}
