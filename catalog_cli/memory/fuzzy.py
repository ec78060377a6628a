"""Fuzzy matches: what people made of texts that resemble this one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from catalog_cli.memory.approved import key_maker
from catalog_cli.memory.entries import loaded_text
from catalog_cli.memory.fuzzy_index import MOST_CHARACTERS, FuzzyIndex
from catalog_cli.memory.store import TranslationMemory

EXACT_PERCENT = 100
CONTEXT_PERCENT = 101
# The numbers of the source stand in it in the place of its own: not exact, for nobody has read it so.
SUBSTITUTED_PERCENT = 99
_MOST_FUZZY_PERCENT = 99
# Below this a match counts as new text for translators.
LEAST_PERCENT = 75
# Sources that are compared letter by letter.
_MOST_COMPARED = 200
# Scripts that write no space between words (Thai to Khmer, kana, Han): each letter counts as one.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"

Substitute = Callable[[str, tuple[str, str], tuple[str, str]], str | None]
"""Returns a stored target with the numbers of another source; as `conventions.number_substitution.substituted`."""


class FuzzyMatch(NamedTuple):
    """What a person made of `source`, which resembles the text that was asked for by `percent`.

    101: it is that text, of a cell in the same role; 100: it is that text; 99 at most: it differs. If `is_substituted`,
    it differs in numbers alone, and `target` has the numbers of the text that was asked for.
    """

    source: str
    target: str
    percent: int
    is_substituted: bool = False


class _Stored(NamedTuple):
    """A translation of the memory: `is_used` of those of one source, `is_context` if it is for the role asked for."""

    source: str
    target: str
    is_used: bool
    is_context: bool


class FuzzyMatches:
    """Finds what people translated before that resembles a text, from one locale to another.

    Nothing is read or made before the first question; what is added to the memory after that is not seen any more.
    """

    def __init__(self, memory: TranslationMemory, pair: tuple[str, str], substitute: Substitute | None = None) -> None:
        self._memory, self._pair, self._substitute = memory, pair, substitute
        self._keys = key_maker(pair)

    @cached_property
    def _index(self) -> FuzzyIndex:
        return FuzzyIndex(self._memory.database, self._pair)

    def best(
        self, source: str, minimum_percent: int = LEAST_PERCENT, most: int = 3, *, role: str = ""
    ) -> list[FuzzyMatch]:
        """Return at most `most` matches of at least `minimum_percent`, best first; none for a whole description.

        Of equal ones comes first what is used where the source stands, then what was entered last. `role` is that of
        the cell, for context matches.
        """
        if len(source) > MOST_CHARACTERS or not _is_indexed(source):
            return []
        known = self._stored(self._index.candidates(source, _MOST_COMPARED), role)
        found: dict[tuple[str, str], FuzzyMatch] = {}
        for stored in _near(source, known, minimum_percent):
            match = self._match(source, stored, minimum_percent)
            if match is not None:
                found.setdefault((match.source, match.target), match)
        return sorted(found.values(), key=lambda match: -match.percent)[:most]

    def _stored(self, ids: Sequence[int], role: str) -> list[_Stored]:
        """Return entries: what is used first, then the newest."""
        marks = ",".join("?" * len(ids))
        sql = "SELECT id, key, source, target FROM memory WHERE id IN"
        rows = self._memory.database.rows(f"{sql} ({marks})", ids)
        rows.sort(key=lambda row: -row[0])
        found = []
        for _, key, source, target in rows:
            text = _text(source)
            is_context = bool(role) and key == self._keys.human_key(text, role)
            is_used = is_context or key == self._keys.human_key(text, "")
            found.append(_Stored(text, _text(target), is_used, is_context))
        return sorted(found, key=lambda one: (not one.is_context, not one.is_used))

    def _match(self, source: str, stored: _Stored, minimum_percent: int) -> FuzzyMatch | None:
        texts = (stored.source, stored.target)
        percent = similarity(source, stored.source)
        if percent < EXACT_PERCENT and self._substitute is not None and _differ_in_digits(source, stored.source):
            target = self._substitute(source, texts, self._pair)
            if target is not None and minimum_percent <= SUBSTITUTED_PERCENT:
                return FuzzyMatch(stored.source, target, SUBSTITUTED_PERCENT, is_substituted=True)
        if percent == EXACT_PERCENT and stored.is_context:
            percent = CONTEXT_PERCENT
        return FuzzyMatch(*texts, percent) if percent >= minimum_percent else None


def similarity(source: str, stored: str) -> int:
    """Return how much two texts resemble each other: 100 if they are one text, else 0..99.

    It is the mean of two shares of what stays when one is edited into the other: of letters, and of words and signs.
    Letters alone would take "with lid" for nearly "without lid"; words alone do not see that "bags" is nearly "bag".

    >>> similarity("Red cotton bag with lid", "Red cotton bag with lid"), similarity("Red bag", "Red bags")
    (100, 69)
    """
    from rapidfuzz.distance import Levenshtein

    if source == stored:
        return EXACT_PERCENT
    letters = Levenshtein.normalized_similarity(source, stored)
    word = _word()
    words = Levenshtein.normalized_similarity(word.findall(source), word.findall(stored))
    return min(round((letters + words) * 50), _MOST_FUZZY_PERCENT)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[^\W{_UNSPACED}]+|\S")


def _near(source: str, known: Sequence[_Stored], minimum_percent: int) -> list[_Stored]:
    """Return the entries whose letters are so near that, whatever their words, they may have the minimum."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    # Numbers that differ are exchanged, so they count as one.
    texts = [_NUMBERS.sub("0", stored) for stored, *_ in known]
    cutoff = max(0.0, 2 * minimum_percent / 100 - 1)
    scorer = Levenshtein.normalized_similarity
    found = extract(_NUMBERS.sub("0", source), texts, scorer=scorer, processor=None, score_cutoff=cutoff, limit=None)
    return [known[index] for index in sorted([index for _, _, index in found])]


def _differ_in_digits(source: str, stored: str) -> bool:
    """Return whether two texts are one but for digits and the signs within numbers: cheap, before they are read."""
    return source != stored and _NUMBERS.sub("0", source) == _NUMBERS.sub("0", stored)


_NUMBERS = re.compile(r"\d[\d.,\u00a0\u202f'’]*(?<=\d)|\d")


def _is_indexed(text: str) -> bool:
    """Return whether an index can hold a text: half a surrogate pair, which JSON may have, is in none."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _text(stored: str | bytes) -> str:
    return stored if isinstance(stored, str) else loaded_text(stored)
