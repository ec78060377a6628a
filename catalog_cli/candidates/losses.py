"""What the words of a draft said that another draft does not say, terms apart."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.determiners import is_small, row_of
from catalog_cli.candidates.places import (
    COPULAS,
    WORD,
    Draft,
    Span,
    beginning,
    in_prepared,
    is_adjective,
    place,
    words_outside,
)
from catalog_cli.glossary import constraints
from catalog_cli.segment import Segment

_MOST_DETERMINERS = 3  # "todas as minhas"
_ADJECTIVES_FIRST = "en"  # the source language whose adjectives stand before a term, and go behind it


def lost_words(segment: Segment, drafts: tuple[Draft, Draft], languages: tuple[str, str]) -> int:
    """Return how many words that the base says, for no term, the draft does not say, nor otherwise.

    A word is said where one of the same stem stands, or one that the base has not comes from the same source word, or
    from none. What makes a sentence, and the article that a text begins with, count as well.
    """
    before, after = (_said(segment, one.candidate, languages) for one in drafts)
    own = [WORD.findall(one.candidate.draft) for one in drafts]
    known, stems = ({beginning(word) for word in words} for words in own)
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
    copulas = COPULAS.get(languages[1], frozenset())
    lost += not copulas.isdisjoint(own[0]) and copulas.isdisjoint(own[1])
    begins = [bool(words) and row_of(words[0], languages[1]) is not None for words in own]
    return lost + (begins[0] and not begins[1])


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
        elif count or not is_adjective(word, language):
            break
    return count


def _lost_adjective(segment: Segment, drafts: Sequence[Draft], index: int, language: str) -> bool:
    """Return whether no adjective from a term's place in the first draft stands in the second.

    As many as the term's own form has may have been its own.
    """
    inner = adjectives_inside(segment, drafts[0], index, language)
    form = WORD.findall(" ".join(segment.term_hits[index].target_forms[:1]))
    if len(inner) <= sum(1 for word in form[1:] if is_adjective(word, language)):
        return False
    said = {beginning(word) for word in WORD.findall(drafts[1].candidate.draft)}
    return said.isdisjoint(map(beginning, inner))


def adjectives_inside(segment: Segment, draft: Draft, index: int, language: str) -> list[str]:
    """Return the adjectives among the words that say a term, one of which may say the word before the term."""
    own = place(segment, draft, index, language)
    if own is None or not is_unsaid_before(segment, draft.candidate, index, language):
        return []
    return [word for word in WORD.findall(draft.candidate.draft, *own)[1:] if is_adjective(word, language)]


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


def _beside(segment: Segment, draft: Draft, language: str) -> set[str]:
    """Return the beginnings of the words beside the places of unmet terms that describe nothing: rather parts of it."""
    words = list(WORD.finditer(draft.candidate.draft))
    found: set[str] = set()
    for index in draft.unmet:
        own = place(segment, draft, index, language)
        if own is not None:
            edges = (word for word in words if word.end() == own[0] - 1 or word.start() == own[1] + 1)
            found.update(beginning(word[0]) for word in edges if not is_adjective(word[0], language))
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
        said.setdefault(source, set()).add(beginning(match[0]))
    return said


def _share(links: Sequence[Span], span: Span) -> int:
    return sum(1 for start, end in links if start < span[1] and span[0] < end)


def lost_names(segment: Segment, base: str, text: str) -> int:
    """Return how many words that stand in the base as in the source, outside of terms, the text has lost."""
    outside = words_outside(segment)
    return len((outside & set(WORD.findall(base))) - set(WORD.findall(text)))
