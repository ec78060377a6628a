"""Words around a placed term made to agree with it, where that is sure: "O cós é elástica" to "O cós é elástico".

What the engine wrote around a word that it never chose is often in the gender of the word it had in mind. Portuguese
only: its articles and contractions are closed classes, and which words are adjectives is told by lists and endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.determiners import Noun, cased_like, noun, row_of
from catalog_cli.glossary import constraints
from catalog_cli.glossary.inflection import agreed_adjective
from catalog_cli.segment import Alignment, Segment, TermHit

_LANGUAGE = "pt"
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s+\Z")
_ADJECTIVE_BEHIND = re.compile(r" (?:e )?(?P<word>[^\W\d_]+)(?![\w'’-])")
_VERB_BEHIND = re.compile(
    r" (?P<verb>é|são|está|estão|foi|foram|era|eram|fica|ficam)(?: (?:muito|mais|bem|totalmente|também))?(?= )",
    re.IGNORECASE,
)
_VERBS = {one: pair for pair in (("é", "são"), ("está", "estão"), ("foi", "foram"), ("fica", "ficam")) for one in pair}
_CLAUSE_START = re.compile(r"(?:^|[.,;:!?•–—]\s*|\b[Ee]\s+)\Z")
_SENTENCE_START = re.compile(r"(?:^|[.;:!?•]\s*)\Z")
# A noun behind one of these may be part of another noun's phrase, and the adjective behind it that one's.
_OF_THE = frozenset("do da dos das".split())
_PREPOSITIONS = _OF_THE | frozenset("de com em para sem por a e".split())
# "A" is "to" as well as "the": it is an article where the source has a determiner before the term.
_ARTICLE_IN_SOURCE = re.compile(
    r"\b(?:the|an?|this|that|these|those|our|your|my)\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE
)
# Adjectives that are verbs as well: "o esmalte seca em 60 segundos".
_ALSO_VERBS = frozenset(
    "ativa baixa completa dobra expressa fixa junta larga limpa oculta seca segura solta suja".split()
)
_MOST_ADJECTIVES = 2
_MOST_BEFORE = 3
# Determiners that may also be adverbs.
_NO_DETERMINERS = frozenset("mesmo mesma muito muita pouco pouca".split())


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def repaired(segment: Segment, candidate: Candidate, indices: Iterable[int], language: str) -> Candidate:
    """Return a candidate with the words around the hits of these indices in the gender and number of their forms.

    Changed are articles, contractions and other determiners, adjectives directly beside the form, and those behind a
    copula of which it is the subject; only where the term's gender is known and the word's other form is sure.
    """
    if language != _LANGUAGE:
        return candidate
    text, hits = candidate.draft, segment.term_hits
    spans = constraints.satisfied(hits, text)
    edits: dict[int, _Edit] = {}
    for index in indices:
        span, hit = spans[index], hits[index]
        if span is None or hit.part_of_speech not in ("", "noun"):
            continue
        own = noun(hit, text[span[0] : span[1]], segment.source[hit.start : hit.end], language)
        if own.cell is None:
            continue
        others = [(span, hit) for i, (span, hit) in enumerate(zip(spans, hits, strict=True)) if i != index and span]
        is_article = _ARTICLE_IN_SOURCE.search(segment.source, 0, hit.start) is not None
        for edit in _edits(text, span, own, is_article=is_article):
            if all(_is_allowed(edit, *other) for other in others):
                edits.setdefault(edit.start, edit)
    changed = [edits[start] for start in sorted(edits) if text[start : edits[start].end] != edits[start].text]
    return edited(candidate, changed) if changed else candidate


def _is_allowed(edit: _Edit, span: tuple[int, int], hit: TermHit) -> bool:
    """Return whether an edit leaves another hit's form alone, or makes it another form of that hit."""
    if edit.end <= span[0] or span[1] <= edit.start:
        return True
    return span == (edit.start, edit.end) and edit.text.casefold() in (form.casefold() for form in hit.target_forms)


def _edits(text: str, span: tuple[int, int], own: Noun, *, is_article: bool) -> Iterator[_Edit]:
    start, before = span[0], ""
    for start, word, new in _before(text, span[0], own, is_article=is_article):
        before = word
        if new:
            yield _Edit(start, start + len(word), new)
    outer = _WORD_BEFORE.search(text[:start])
    is_inner = before.lower() in _OF_THE or (outer is not None and outer["word"].lower() in _PREPOSITIONS)
    at = span[1]
    if not is_inner:
        behind = list(_adjectives(text, at, own))
        yield from behind
        at = behind[-1].end if behind else at
    verb = _VERB_BEHIND.match(text, at)
    if verb is None or not _CLAUSE_START.search(text[:start]):
        return
    right = _VERBS.get(verb["verb"].lower())
    if right is not None and right[own.plural] != verb["verb"].lower():
        if not _SENTENCE_START.search(text[:start]):
            return  # one of two subjects
        yield _Edit(verb.start("verb"), verb.end("verb"), right[own.plural])
    yield from _adjectives(text, verb.end(), own)


def _before(text: str, at: int, own: Noun, *, is_article: bool) -> Iterator[tuple[int, str, str]]:
    """Yield (start, word, what it should be) of the determiners and adjectives before a noun, the nearest first."""
    adjective: tuple[int, str, str] | None = None
    for _ in range(_MOST_BEFORE):
        found = _WORD_BEFORE.search(text[:at])
        if found is None:
            return
        word, at = found["word"], found.start()
        row = row_of(word, _LANGUAGE)
        if row is None or word.lower() in _NO_DETERMINERS:
            new = _adjective(word, own)
            if not new or adjective is not None:
                return
            adjective = (at, word, new)
            continue
        if word.lower() == "a" and not is_article and not _SENTENCE_START.search(text[:at]):
            return
        if adjective is not None:
            # Only what stands behind a determiner is surely an adjective of this noun.
            yield adjective
            adjective = None
        yield at, word, cased_like(row[own.cell or 0], word)


def _adjectives(text: str, at: int, own: Noun) -> Iterator[_Edit]:
    for _ in range(_MOST_ADJECTIVES):
        found = _ADJECTIVE_BEHIND.match(text, at)
        new = _adjective(found["word"], own) if found is not None and found["word"] not in _ALSO_VERBS else ""
        if found is None or not new:
            return
        yield _Edit(found.start("word"), found.end("word"), new)
        at = found.end()


def _adjective(word: str, own: Noun) -> str:
    return agreed_adjective(word, _LANGUAGE, feminine=own.gender == "f", plural=own.plural)


def edited(candidate: Candidate, edits: Sequence[tuple[int, int, str]]) -> Candidate:
    """Return a candidate with its draft edited, in text order, and its alignment moved along; not scored yet."""
    text, links = candidate.draft, candidate.alignment.links if candidate.alignment is not None else ()
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
        shift = len(new) - (end - start)
        links = tuple(
            (_moved(a, start, end, shift), _moved(b, start, end, shift, is_end=True), c, d) for a, b, c, d in links
        )
    links = tuple(link for link in links if link[0] < link[1])
    alignment = Alignment(links) if candidate.alignment is not None else None
    return candidate._replace(draft=text, alignment=alignment, score=None)


def _moved(offset: int, start: int, end: int, shift: int, *, is_end: bool = False) -> int:
    if offset >= end and (offset > start or is_end):
        return offset + shift
    return min(offset, end + shift) if offset > start else offset
