"""How long it takes to find terms, by the size of the term base.

    pytest -m benchmark -s tests/benchmarks/test_matching_speed.py

The limits are for the machines the project is tested on, several times what a laptop needs; that the size of the term
base does not count is asserted as a ratio.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from catalog_cli.glossary.inflection import source_inflections
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase

pytestmark = pytest.mark.benchmark

SIZES = (500, 20_000)
TEXTS = {
    "no hit": "A light everyday piece in soft fabric, made to be worn all day and washed with care.",
    "two hits": "A light crew neck in soft fabric, made to be worn with ankle boots and washed cold..",
    "no hit, accents": "Une pièce légère à porter tous les jours, facile à laver — même à 30 °C, sans plis…",
    "two hits, accents": "Une pièce légère, crew neck à porter toute l'année avec ankle boots — même à 30 °C…",
}
SYLLABLES = [first + vowel for first in "bcdfgklmnprstvz" for vowel in "aeiou"]


def terms(count: int) -> list[Term]:
    """Return terms of one to three made-up nouns, and two real ones."""
    random_words = random.Random(3)
    made: dict[str, Term] = {}
    while len(made) < count - 2:
        words = ["".join(random_words.choices(SYLLABLES, k=3)) for _ in range(random_words.choice((1, 2, 2, 3)))]
        made[" ".join(words)] = Term(" ".join(words), "palavra", part_of_speech="noun")
    return [*made.values(), Term("crew neck", "gola careca"), Term("ankle boot", "bota de cano curto")]


def microseconds(run: Callable[[], object], times: int = 5_000) -> float:
    """Return the time of one call, the best of seven rounds."""
    rounds = []
    for _ in range(7):
        begun = time.perf_counter()
        for _ in range(times):
            run()
        rounds.append((time.perf_counter() - begun) / times)
    return min(rounds) * 1e6


def test_the_size_of_the_term_base_does_not_count() -> None:
    figures: dict[tuple[str, int], float] = {}
    for size in SIZES:
        base = TermBase(tuple(terms(size)))
        begun = time.perf_counter()
        forms = sum(len(source_inflections(term, "en")) for term in base.terms)
        inflected = time.perf_counter() - begun
        begun = time.perf_counter()
        matcher = TermMatcher(base, "en", "pt-BR")
        built = time.perf_counter() - begun
        print(f"\n{size:6} terms, {forms} forms: built in {built:.3f} s, {inflected:.3f} s of it inflection")
        assert built < 2
        for name, text in TEXTS.items():
            assert len(matcher.hits(text)) == (2 if name.startswith("two") else 0)
            figures[name, size] = microseconds(lambda matcher=matcher, text=text: matcher.hits(text))  # type: ignore[misc] # bound now
            print(f"       {name:18} {len(text)} characters: {figures[name, size]:6.2f} µs")
    for name in TEXTS:
        assert figures[name, 20_000] < 1.5 * figures[name, 500] + 1


def test_a_large_text_takes_as_long_as_its_parts() -> None:
    matcher = TermMatcher(TermBase(tuple(terms(20_000))), "en", "pt-BR")
    seconds = {}
    for count in (1_000, 100_000):
        text = TEXTS["two hits"] * count
        begun = time.perf_counter()
        assert len(matcher.hits(text)) == 2 * count
        seconds[count] = time.perf_counter() - begun
        print(f"\n{len(text) / 1e6:5.2f} million characters: {seconds[count]:.3f} s")
    assert seconds[100_000] < 200 * seconds[1_000]
