"""What a draft holds of its terms, and whether it may replace the draft it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from catalog_cli import locales, preparation, protection
from catalog_cli.candidates.agreement import repaired
from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.determiners import is_small, row_of
from catalog_cli.glossary import constraints
from catalog_cli.glossary.inflection import agreed_adjective
from catalog_cli.ledger import How
from catalog_cli.segment import Alignment, Segment

Span = tuple[int, int]

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_MARK = re.compile(r"[.,;:!?()]")
_MOST_GAP = 2  # small words that may stand between those of a term's rendering
# A draft with a term may be this many times as long as the one without, and so many characters on top or less.
_MOST_RATIO, _LEAST_RATIO, _FREE_CHARACTERS = 1.6, 0.6, 12
# What each word costs that is new in a draft, and no term's: what the engine wrote of its own accord it finds likelier
# than what a term forced upon it, and fills up with. Mean log-probability.
_NOVELTY = 0.3
_STEM = 4  # letters that the forms of a word share
_N_BEST = "n-best"
_MOST_DETERMINERS = 3  # "todas as minhas"
_ADJECTIVES_FIRST = "en"  # the source language whose adjectives stand before a term, and go behind it
# What makes a sentence of a phrase; one of these that goes leaves none.
_COPULAS = {
    "pt": frozenset("é são está estão foi foram era eram tem têm pode podem".split()),
    "es": frozenset("es son está están fue fueron era eran tiene tienen puede pueden".split()),
    "fr": frozenset("est sont était étaient a ont peut peuvent".split()),
    "de": frozenset("ist sind war waren hat haben kann können".split()),
}
_ALL_COPULAS = frozenset().union(*_COPULAS.values()) - {"a"}
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
    own_words = frozenset(_form_words(segment))
    if _repetitions(candidate.draft, own_words) > _repetitions(base.candidate.draft, own_words):
        return None
    if _keeps_old(segment, (parent, draft), language) or _says_twice(segment, (parent, draft), language):
        return None
    hows = tuple(
        How.FAILED if index in draft.unmet else how if index in parent.unmet else before
        for index, before in enumerate(parent.hows)
    )
    source_language = locales.language(pair[0])
    dropped = _lost_names(segment, base.candidate.draft, candidate.draft)
    lost = _lost(segment, (base, draft), (source_language, language))
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
    known = {_beginning(word) for word in WORD.findall(base)}
    known.update(map(_beginning, _form_words(segment)))
    return sum(1 for word in WORD.findall(text) if len(word) >= _STEM and _beginning(word) not in known)


def _lost_names(segment: Segment, base: str, text: str) -> int:
    """Return how many words that stand in the base as in the source, outside of terms, the text has lost."""
    outside = words_outside(segment)
    return len((outside & set(WORD.findall(base))) - set(WORD.findall(text)))


def _lost(segment: Segment, drafts: tuple[Draft, Draft], languages: tuple[str, str]) -> int:
    """Return how many words that the base says, for no term, the draft does not say, nor otherwise.

    A word is said where one of the same stem stands, or one that the base has not comes from the same source word, or
    from none. What makes a sentence, and the article that a text begins with, count as well.
    """
    before, after = (_said(segment, one.candidate, languages) for one in drafts)
    own = [WORD.findall(one.candidate.draft) for one in drafts]
    known, stems = ({_beginning(word) for word in words} for words in own)
    lost = sum(
        1
        for source, words in before.items()
        if source is not None and stems.isdisjoint(words) and not (after.get(source, set()) - known)
    )
    loose = before.get(None, set()) - stems - _beside(segment, drafts[0], languages[1])
    lost += max(0, len(loose) - len(after.get(None, set()) - known)) if loose else 0
    for index in set(drafts[0].unmet) - set(drafts[1].unmet):
        lost += _lost_adjective(segment, drafts, index, languages[1])
        lost += _lost_article(segment, drafts, index, languages[1])
    copulas = _COPULAS.get(languages[1], frozenset())
    lost += not copulas.isdisjoint(own[0]) and copulas.isdisjoint(own[1])
    begins = [bool(words) and row_of(words[0], languages[1]) is not None for words in own]
    return lost + (begins[0] and not begins[1])


def _beside(segment: Segment, draft: Draft, language: str) -> set[str]:
    """Return the beginnings of the words beside the places of unmet terms that describe nothing: rather parts of it."""
    words = list(WORD.finditer(draft.candidate.draft))
    found = set()
    for index in draft.unmet:
        own = place(segment, draft, index, language)
        if own is not None:
            edges = (word for word in words if word.end() == own[0] - 1 or word.start() == own[1] + 1)
            found.update(_beginning(word[0]) for word in edges if not _is_adjective(word[0], language))
    return found


def _said(segment: Segment, candidate: Candidate, languages: tuple[str, str]) -> dict[Span | None, set[str]]:
    """Return the stems of the words of a draft by the source's word that each comes from, both outside of terms.

    None has the words that come from no word, or from a small one: the engine's attention is not always on the mark.
    """
    if candidate.alignment is None:
        return {}
    hits = [in_prepared(segment, index) for index in range(len(segment.term_hits))]
    sources = [match.span() for match in WORD.finditer(segment.prepared) if not is_small(match[0], languages[0])]
    sources = [(a, b) for a, b in sources if not any(start < b and a < end for start, end in hits)]
    placed = [span for span in constraints.satisfied(segment.term_hits, candidate.draft) if span is not None]
    links = candidate.alignment.links
    said: dict[Span | None, set[str]] = {}
    for match in WORD.finditer(candidate.draft):
        start, end = match.span()
        if is_small(match[0], languages[1]) or any(a < end and start < b for a, b in placed):
            continue
        own = [(c, d) for a, b, c, d in links if a < end and start < b]
        if any(_share(own, hit) * 2 >= len(own) for hit in hits):
            continue
        source = next((word for word in sources if _share(own, word) * 2 > len(own)), None)
        said.setdefault(source, set()).add(_beginning(match[0]))
    return said


def _beginning(word: str) -> str:
    return word[: max(1, min(_STEM, len(word) - 1))].casefold()


def _share(links: Sequence[Span], span: Span) -> int:
    return sum(1 for start, end in links if start < span[1] and span[0] < end)


def words_outside(segment: Segment) -> set[str]:
    """Return the words of the prepared text that are in no term."""
    start = 0
    outside = []
    for hit in sorted(in_prepared(segment, index) for index in range(len(segment.term_hits))):
        outside.append(segment.prepared[start : hit[0]])
        start = hit[1]
    return set(WORD.findall(" ".join((*outside, segment.prepared[start:]))))


def _keeps_old(segment: Segment, drafts: tuple[Draft, Draft], language: str) -> bool:
    """Return whether words that said a term in the parent still say it in the draft, which has the right form now."""
    parent, draft = drafts
    before, text = parent.candidate.draft, draft.candidate.draft
    known = set(_form_words(segment))
    known.update(word.casefold() for word in words_outside(segment))  # a name that the engine's attention mistook
    for index in set(parent.unmet) - set(draft.unmet):
        own = place(segment, parent, index, language)
        spans = aligned_words(segment, parent.candidate, index)
        inner = [span for span in spans if own is not None and own[0] <= span[0] and span[1] <= own[1]]
        old = _content_words(before, inner, language) - known
        if is_unsaid_before(segment, parent.candidate, index, language):
            old = {word for word in old if not _is_adjective(word, language)}
        placed = constraints.occurrences(segment.term_hits[index].target_forms, text)
        outside = [match.span() for match in WORD.finditer(text) if not _is_inside(match.span(), placed)]
        elsewhere = [
            match.span() for match in WORD.finditer(before) if own is None or not _is_inside(match.span(), [own])
        ]
        if (old - _content_words(before, elsewhere, language)) & _content_words(text, outside, language):
            return True
        if constraints.occurrences(segment.term_hits[index].forbidden, before):
            continue  # which words said the term is known, and they are gone
        # Outside of its place attention errs more often, most of all about what describes.
        old |= {word for word in _content_words(before, spans, language) if not _is_adjective(word, language)} - known
        still = [span for span in aligned_words(segment, draft.candidate, index) if not _is_inside(span, placed)]
        if old & _content_words(text, still, language):
            return True
    return False


def _is_inside(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _is_adjective(word: str, language: str) -> bool:
    return bool(agreed_adjective(word, language, feminine=False, plural=False))


def adjectives_inside(segment: Segment, draft: Draft, index: int, language: str) -> list[str]:
    """Return the adjectives among the words that say a term, one of which may say the word before the term."""
    own = place(segment, draft, index, language)
    if own is None or not is_unsaid_before(segment, draft.candidate, index, language):
        return []
    return [word for word in WORD.findall(draft.candidate.draft, *own)[1:] if _is_adjective(word, language)]


def _lost_adjective(segment: Segment, drafts: Sequence[Draft], index: int, language: str) -> bool:
    """Return whether no adjective from a term's place in the first draft stands in the second.

    As many as the term's own form has may have been its own.
    """
    inner = adjectives_inside(segment, drafts[0], index, language)
    form = WORD.findall(" ".join(segment.term_hits[index].target_forms[:1]))
    if len(inner) <= sum(1 for word in form[1:] if _is_adjective(word, language)):
        return False
    said = {_beginning(word) for word in WORD.findall(drafts[1].candidate.draft)}
    return said.isdisjoint(map(_beginning, inner))


def _lost_article(segment: Segment, drafts: Sequence[Draft], index: int, language: str) -> bool:
    """Return whether fewer determiners stand before a term in the second draft than before its place in the first."""
    old = place(segment, drafts[0], index, language)
    text = drafts[1].candidate.draft
    new = constraints.occurrences(segment.term_hits[index].target_forms, text)
    if old is None or not new:
        return False
    return _determiners(drafts[0].candidate.draft[: old[0]], language) > _determiners(text[: new[0][0]], language)


def _determiners(before: str, language: str) -> int:
    words = [match[0] for match in WORD.finditer(before)][-_MOST_DETERMINERS:]
    count = 0
    for word in reversed(words):
        if row_of(word, language) is not None:
            count += 1
        elif count or not _is_adjective(word, language):
            break
    return count


def is_unsaid_before(segment: Segment, candidate: Candidate, index: int, language: str) -> bool:
    """Return whether nothing in a draft comes from the word before a term, so that the term's words may hold it.

    The engine's attention goes to "sleeve" for all of "mangas largas", which says "wide sleeves".
    """
    start, _ = in_prepared(segment, index)
    words = list(WORD.finditer(segment.prepared, 0, start))
    if not words or segment.prepared[words[-1].end() : start].strip():
        return False
    hits = [in_prepared(segment, other) for other in range(len(segment.term_hits))]
    a, b = words[-1].span()
    if is_small(words[-1][0], _ADJECTIVES_FIRST) or any(c < b and a < d for c, d in hits):
        return False
    return (a, b) not in _said(segment, candidate, (_ADJECTIVES_FIRST, language))


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


def all_forms(segment: Segment) -> Iterator[str]:
    for hit in segment.term_hits:
        yield from hit.target_forms


def _form_words(segment: Segment) -> Iterator[str]:
    for form in all_forms(segment):
        yield from WORD.findall(form.casefold())


def _content_words(text: str, spans: Sequence[Span], language: str) -> set[str]:
    return {text[a:b].casefold() for a, b in spans if not is_small(text[a:b], language)}


def in_prepared(segment: Segment, index: int) -> Span:
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
    found = []
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
