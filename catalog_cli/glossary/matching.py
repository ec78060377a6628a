"""Where the terms of a term base stand in a source text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from catalog_cli.glossary import normalization
from catalog_cli.glossary.inflection import source_inflections, target_inflections
from catalog_cli.glossary.normalization import UNSPACED
from catalog_cli.glossary.term import Term, TermCase, TermStatus
from catalog_cli.glossary.written_forms import WrittenForm, closed_up, written_form
from catalog_cli.locales import language
from catalog_cli.segment import TermHit

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from catalog_cli.glossary.term_base import TermBase

# A written form and whose it is: (precedence, index of the term, form).
_Entry = tuple[int, int, WrittenForm]
# How a form was come by: the term base's own words come before those that a rule made of another's.
_SOURCE, _GIVEN, _DERIVED, _CLOSED_UP = range(4)
_ANY_CASE = 4
"""Added for a term that any case fits: one that fits in its own case comes first."""
_TURKIC = frozenset({"az", "tr"})
# What an apostrophe cuts off in English is no word; "dog's" holds "dog", but "can't" does not hold "can".
_CUT_OFF = re.compile(r"['’](?:s|t|re|ll|ve|d|m)(?!\w)", re.IGNORECASE)


class _Found(NamedTuple):
    """Terms that fit at [start, end) of the text."""

    start: int
    end: int
    terms: tuple[int, ...]


class TermMatcher:
    """Finds the terms of a term base in source texts, in time linear in the text whatever the number of terms.

    The longest term wins, of those that begin first. A term must be whole words; in scripts that set no spaces between
    words, any characters, or, where icu4py is installed (`catalog-cli[icu]`), whole words by ICU's dictionaries.
    Hyphens and spaces are one, and so are cases unless the entry says otherwise; an exact term is held to its hyphens.

    >>> from catalog_cli.glossary.term_base import TermBase
    >>> matcher = TermMatcher(TermBase.of([Term("crew neck", "gola careca"), Term("T-shirt", "camiseta")]), "en", "pt")
    >>> [(hit.start, hit.end, hit.source_term) for hit in matcher.hits("Crew-neck tshirts")]
    [(0, 9, 'crew neck'), (10, 17, 'T-shirt')]
    """

    def __init__(self, base: TermBase, source_locale: str, target_locale: str) -> None:
        self._terms, self._base = base.terms, base
        self._source_locale, self._source_language = source_locale, language(source_locale)
        self._target_language = language(target_locale)
        self._folding = normalization.folding(self._source_language in _TURKIC)
        keys = self._keys()
        self._entries = list(keys.values())
        self._word_counts = [entries[0][2].word_count for entries in self._entries]
        self._automaton = _automaton(list(keys))
        self._promises: dict[tuple[int, ...], TermHit] = {}

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of what the term base says."""
        return self._base.digest

    def hits(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[TermHit, ...]:
        """Return the terms of a text in its order, none overlapping another or a span of `taken`.

        Offsets are code points of `text`, which may be in any Unicode form.
        """
        composed, offsets = text, None
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            composed, offsets = normalization.composed(text)
        key = normalization.key(composed, self._folding)
        places = self._automaton.find_matches_as_indexes(key, overlapping=True)
        if not places:
            return ()
        found = self._found(composed, key, places)
        if offsets is not None:
            found = [_Found(offsets[start], offsets[end], terms) for start, end, terms in found]
        if len(found) > 1 or taken:
            found = _apart(found, taken)
        return tuple([self._hit(text, *each) for each in found])

    def _keys(self) -> dict[str, list[_Entry]]:
        """Return what to look for, and whose forms are looked up by it."""
        keys: dict[str, list[_Entry]] = {}
        for index, term in enumerate(self._terms):
            same_case = term.case is TermCase.SAME
            for kind, form in self._forms(term):
                written = written_form(form, self._folding, same_case=same_case, exact=term.exact)
                if written is not None:
                    precedence = kind if same_case else kind + _ANY_CASE
                    keys.setdefault(written[0], []).append((precedence, index, written[1]))
        for entries in keys.values():
            if len(entries) > 1:
                entries.sort(key=_closeness)
        return keys

    def _forms(self, term: Term) -> Iterator[tuple[int, str]]:
        """Yield each form of a term's source with how it was come by."""
        for form in source_inflections(term, self._source_language):
            kind = _SOURCE if form == term.source else _GIVEN if form in term.source_forms else _DERIVED
            yield kind, form
            if "-" in form or "\u2010" in form or "\u2011" in form:
                joined = None if term.exact else closed_up(form)
                if joined is not None:
                    yield _CLOSED_UP, joined

    def _found(self, text: str, key: str, places: list[tuple[int, int, int]]) -> list[_Found]:
        """Return which of the places of a key hold terms."""
        kinds = normalization.classes(text)
        bounds = normalization.word_bounds(kinds)
        within = _inner_breaks(text, kinds, self._source_locale) if UNSPACED in kinds else frozenset()
        found = []
        word = counted = 0
        for pattern, _, key_end in places:
            # Places come in the order of their ends, so that each space is counted once.
            word += key.count(" ", counted, key_end)
            counted = key_end
            first = word - 1 - self._word_counts[pattern]
            terms, form = self._fitting(pattern, text, bounds, first)
            if form is None:
                continue
            start, end = bounds[2 * first] - len(form.before), bounds[2 * word - 3] + len(form.after)
            if start in within or end in within or not _stands_alone(text, start, end):
                continue
            found.append(_Found(start, end, terms))
        return found

    def _fitting(
        self, pattern: int, text: str, bounds: Sequence[int], first: int
    ) -> tuple[tuple[int, ...], WrittenForm | None]:
        """Return the terms whose form stands there, the closest form first, and how that is written."""
        chosen: list[int] = []
        closest: WrittenForm | None = None
        precedence = 0
        has_target = False
        for rank, index, form in self._entries[pattern]:
            # Of less close ones, only as long as nothing but what must not be said is known.
            if has_target and rank > precedence:
                break
            if (closest is None or form.reach == closest.reach) and form.fits(text, bounds, first):
                closest, precedence = closest or form, rank
                chosen.append(index)
                has_target = has_target or self._terms[index].status is not TermStatus.DEPRECATED
        return tuple(chosen), closest

    def _is_same(self, written: str, source: str) -> bool:
        """Return whether two spellings differ at most in case, white space and Unicode form."""
        one, other = (
            normalization.key(unicodedata.normalize("NFC", spelling), self._folding) for spelling in (written, source)
        )
        return one == other

    def _hit(self, text: str, start: int, end: int, indexes: tuple[int, ...]) -> TermHit:
        promise = self._promises.get(indexes)
        if promise is None:
            terms = [self._terms[index] for index in dict.fromkeys(indexes)]
            promise = self._promises[indexes] = _promise(terms, self._target_language)
        _, _, source_term, target_forms, exact, *_ = promise
        if exact and target_forms and target_forms[0] == source_term:
            # A name is kept as the source writes it: "AIRFLOW 3", or with a no-break space.
            written = text[start:end]
            if written not in target_forms and self._is_same(written, source_term):
                target_forms = (*target_forms, written)
        return TermHit(start, end, source_term, target_forms, *promise[4:])


def _closeness(entry: _Entry) -> tuple[int, int, int]:
    """Return what orders the forms of one key: the one that takes in most of the text around it first."""
    precedence, index, form = entry
    return -sum(form.reach), precedence, index


def _automaton(keys: list[str]) -> AhoCorasick:
    """Return what finds all keys in a text at once (Aho and Corasick 1975)."""
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(keys, store_patterns=False)


def _promise(terms: Sequence[Term], target_language: str) -> TermHit:
    """Return the hit, at no place yet, of terms that stand at one place."""
    allowed = [term for term in terms if term.status is not TermStatus.DEPRECATED]
    allowed.sort(key=lambda term: term.status is not TermStatus.PREFERRED)
    forms = dict.fromkeys(form for term in allowed for form in target_inflections(term, target_language))
    deprecated = [term for term in terms if term.status is TermStatus.DEPRECATED]
    forbidden = dict.fromkeys(form for term in deprecated for form in target_inflections(term, target_language))
    said = {form.casefold() for form in forms}
    first = (allowed or terms)[0]
    return TermHit(
        0,
        0,
        first.source,
        tuple(forms),
        all(term.exact for term in allowed or deprecated),
        tuple(form for form in forbidden if form.casefold() not in said),
        first.gender,
        first.part_of_speech,
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether what stands around whole words leaves them words: "3" is none in "3.5", nor "can" in "can't"."""
    after = text[end : end + 1]
    if after not in ("", " "):
        if after in ".," and text[end - 1].isdecimal() and text[end + 1 : end + 2].isdecimal():
            return False
        if after in "'’":
            cut = _CUT_OFF.match(text, end)
            if cut is not None and cut[0][1:] not in ("s", "S"):
                return False
        elif not after.isascii() and normalization.extends(after):
            return False
    before = text[start - 1 : start]
    if before in ("", " "):
        return True
    if before in ".," and text[start].isdecimal() and text[start - 2 : start - 1].isdecimal():
        return False
    return not (before in "'’" and text[start - 2 : start - 1].isalpha() and _CUT_OFF.match(text, start - 1))


def _apart(found: list[_Found], taken: Sequence[tuple[int, int]]) -> list[_Found]:
    """Return, of what overlaps, what begins first, and of these the longest; nothing that overlaps a taken span."""
    starts, ends = _merged(taken)
    found.sort(key=lambda each: (each.start, -each.end))
    kept = []
    free_from = 0
    for each in found:
        if each.start < free_from:
            continue
        last = bisect_left(starts, each.end) - 1
        if last >= 0 and ends[last] > each.start:
            continue
        kept.append(each)
        free_from = each.end
    return kept


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return starts and ends of spans in order, those that overlap made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _inner_breaks(text: str, kinds: str, locale: str) -> frozenset[int]:
    """Return the offsets between two unspaced characters where no word ends; none without ICU to tell."""
    inner = frozenset(m.start() + 1 for m in re.finditer(f"{UNSPACED}(?={UNSPACED})", kinds))
    breaker = _word_breaker() if inner else None
    if breaker is None:
        return frozenset()
    # Its pieces, not its offsets: those count UTF-16 units (icu4py 1.2).
    pieces = breaker(text.encode("utf-8", "replace").decode("utf-8"), locale)
    return inner.difference(accumulate(map(len, pieces)))


@lru_cache(maxsize=1)
def _word_breaker() -> Callable[[str, str], Iterable[str]] | None:
    """Return what cuts a text of a locale into words and what stands between them; None without the extra `icu`."""
    try:
        from icu4py.breakers import WordBreaker
    except ImportError:
        return None
    breaker: Callable[[str, str], Iterable[str]] = WordBreaker
    return breaker
