"""Fuzzy matches: what people made of texts that resemble this one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from catalog_cli.memory.entries import loaded_text
from catalog_cli.memory.fuzzy_index import MOST_CHARACTERS, FuzzyIndex
from catalog_cli.memory.store import TranslationMemory

EXACT_PERCENT = 100
# The numbers of the source stand in it in the place of its own: not exact, for nobody has read it so.
SUBSTITUTED_PERCENT = 99
_MOST_FUZZY_PERCENT = 99
# Below this a match counts as new text for translators.
LEAST_PERCENT = 75
# Sources that are compared letter by letter.
_MOST_COMPARED = 200
# Scripts that write no space between words (Thai to Khmer, kana, Han): each letter counts as one.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[^\W{_UNSPACED}]+|\S")

Substitute = Callable[[str, tuple[str, str], tuple[str, str]], str | None]
"""Returns a stored target with the numbers of another source; as `conventions.number_substitution.substituted`."""


class FuzzyMatch(NamedTuple):
    """What a person made of `source`, which resembles the text that was asked for by `percent`.

    100: it is that text; 99 at most: it differs. If `is_substituted`, it differs in numbers alone, and `target` has the
    numbers of the text that was asked for.
    """

    source: str
    target: str
    percent: int
    is_substituted: bool = False


class FuzzyMatches:
    """Finds what people translated before that resembles a text, from one locale to another.

    Nothing is read or made before the first question. What is added to the memory later is seen by the next one.
    """

    def __init__(self, memory: TranslationMemory, pair: tuple[str, str], substitute: Substitute | None = None) -> None:
        self._memory, self._pair, self._substitute = memory, pair, substitute

    @cached_property
    def _index(self) -> FuzzyIndex:
        return FuzzyIndex(self._memory.database, self._pair)

    def best(self, source: str, minimum_percent: int = LEAST_PERCENT, most: int = 3) -> list[FuzzyMatch]:
        """Return at most `most` matches of at least `minimum_percent`, best first; none for a whole description.

        Of equal ones the one that was entered last comes first.
        """
        if len(source) > MOST_CHARACTERS or not _is_indexed(source):
            return []
        pairs = self._pairs(self._index.candidates(source, _MOST_COMPARED))
        found: dict[tuple[str, str], FuzzyMatch] = {}
        for stored in _near(source, pairs, minimum_percent):
            match = self._match(source, stored, minimum_percent)
            if match is not None:
                found.setdefault((match.source, match.target), match)
        return sorted(found.values(), key=lambda match: -match.percent)[:most]

    def _pairs(self, ids: Sequence[int]) -> list[tuple[str, str]]:
        """Return (source, target) of entries, the newest first."""
        marks = ",".join("?" * len(ids))
        sql = "SELECT id, source, target FROM memory WHERE id IN"
        rows = self._memory.database.rows(f"{sql} ({marks})", ids)
        rows.sort(key=lambda row: -row[0])
        return [(_text(source), _text(target)) for _, source, target in rows]

    def _match(self, source: str, stored: tuple[str, str], minimum_percent: int) -> FuzzyMatch | None:
        percent = similarity(source, stored[0])
        if percent < EXACT_PERCENT and self._substitute is not None and _differ_in_digits(source, stored[0]):
            target = self._substitute(source, stored, self._pair)
            if target is not None and minimum_percent <= SUBSTITUTED_PERCENT:
                return FuzzyMatch(stored[0], target, SUBSTITUTED_PERCENT, is_substituted=True)
        return FuzzyMatch(*stored, percent) if percent >= minimum_percent else None


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
    words = Levenshtein.normalized_similarity(_WORD.findall(source), _WORD.findall(stored))
    return min(round((letters + words) * 50), _MOST_FUZZY_PERCENT)


def _near(source: str, pairs: Sequence[tuple[str, str]], minimum_percent: int) -> list[tuple[str, str]]:
    """Return the pairs whose letters are so near that, whatever their words, they may have the minimum."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    # Numbers that differ are exchanged, so they count as one.
    texts = [_NUMBERS.sub("0", stored) for stored, _ in pairs]
    cutoff = max(0.0, 2 * minimum_percent / 100 - 1)
    scorer = Levenshtein.normalized_similarity
    found = extract(_NUMBERS.sub("0", source), texts, scorer=scorer, processor=None, score_cutoff=cutoff, limit=None)
    return [pairs[index] for index in sorted([index for _, _, index in found])]


def _differ_in_digits(source: str, stored: str) -> bool:
    """Return whether two texts are one but for digits and the signs within numbers: cheap, before they are read."""
    return source != stored and _NUMBERS.sub("0", source) == _NUMBERS.sub("0", stored)


_NUMBERS = re.compile(r"\d[\d.,\u00a0\u202f'’]*(?<=\d)|\d")


def _is_indexed(text: str) -> bool:
    """Return whether an index can hold a text: half a surrogate pair, which JSON may have, is in none."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _text(stored: str | bytes) -> str:
    return stored if isinstance(stored, str) else loaded_text(stored)
