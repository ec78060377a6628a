"""How long it takes to find terms, by the size of the term base.

    pytest -m benchmark -s tests/benchmarks/test_matching_speed.py

Asserted are ratios of sides that ran in turn; the figures are printed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

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


def in_turn(runs: dict[int, Callable[[], object]], times: int = 2_000, rounds: int = 15) -> dict[int, float]:
    """Return the time of one call of each in microseconds, its best of rounds in which each has its turn."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            begun = time.perf_counter()
            for _ in range(times):
                run()
            best[name] = min(best[name], (time.perf_counter() - begun) / times * 1e6)
    return best


def built(size: int) -> TermMatcher:
    """Return a matcher of so many terms, and print how long it took."""
    base = TermBase(tuple(terms(size)))
    begun = time.perf_counter()
    forms = sum(len(source_inflections(term, "en")) for term in base.terms)
    inflected = time.perf_counter() - begun
    begun = time.perf_counter()
    matcher = TermMatcher(base, "en", "pt-BR")
    seconds = time.perf_counter() - begun
    print(f"\n{size:6} terms, {forms} forms: built in {seconds:.3f} s, {inflected:.3f} s of it inflection")
    assert seconds < 3
    return matcher


def test_the_size_of_the_term_base_does_not_count() -> None:
    matchers = {size: built(size) for size in SIZES}
    for name, text in TEXTS.items():
        for matcher in matchers.values():
            assert len(matcher.hits(text)) == (2 if name.startswith("two") else 0)
        figures = in_turn({size: partial(matcher.hits, text) for size, matcher in matchers.items()})
        print(f"{name:18} {len(text)} characters: " + ", ".join(f"{figures[size]:5.2f} µs ({size})" for size in SIZES))
        assert figures[20_000] < 1.3 * figures[500]


def test_a_large_text_takes_as_long_as_its_parts() -> None:
    matcher = built(20_000)
    seconds = {}
    for count in (1_000, 100_000):
        text = TEXTS["two hits"] * count
        begun = time.perf_counter()
        assert len(matcher.hits(text)) == 2 * count
        seconds[count] = time.perf_counter() - begun
        print(f"\n{len(text) / 1e6:5.2f} million characters: {seconds[count]:.3f} s")
    assert seconds[100_000] < 200 * seconds[1_000]
