"""How fast the memory finds what resembles a text, and how fast it takes in the memory of another tool.

    pytest -m benchmark -s tests/benchmarks/test_memory_speed.py

Figures are printed; asserted is that look-ups do not grow with the memory, that they hold nothing of it, and that few
of the best matches are missed.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from catalog_cli.conventions.number_substitution import substituted
from catalog_cli.formats.tmx import TmxFile, TmxHeader, TmxUnit, TmxVariant, write_tmx
from catalog_cli.memory.approved import key_maker
from catalog_cli.memory.entries import MemoryEntry
from catalog_cli.memory.fuzzy import LEAST_PERCENT, FuzzyMatches, similarity
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory_exchange.importing import import_units

pytestmark = pytest.mark.benchmark

PAIR = ("en", "pt-BR")
SIZES = (10_000, 100_000)
# Words of very different frequency, as language has them: half of all are of the first hundred.
SYLLABLES = [first + vowel for first in "bcdfgklmnprstvz" for vowel in "aeiou"]
_MOST_MISSED = 0.1


def texts(count: int) -> list[str]:
    """Return distinct texts of 3 to 14 made-up words, a third of them with a measure."""
    chance = random.Random(5)
    words = ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(8_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    made: dict[str, None] = {}
    while len(made) < count:
        own = chance.choices(words, weights, k=chance.randint(3, 14))
        if chance.random() < 1 / 3:
            own.append(f"{chance.randint(2, 500)} cm")
        made[" ".join(own)] = None
    return list(made)


def changed(some: Iterable[str]) -> Iterator[str]:
    """Yield texts with one word exchanged."""
    chance = random.Random(7)
    for text in some:
        words = text.split()
        words[chance.randrange(len(words))] = "".join(chance.choices(SYLLABLES, k=2))
        yield " ".join(words)


def filled(path: Path, stored: list[str]) -> int:
    """Return the size of a memory with those texts, in bytes."""
    keys = key_maker(PAIR)
    with TranslationMemory.open(path) as memory:
        run = memory.start_run(*PAIR)
        rest = iter(stored)
        while some := list(islice(rest, 4_096)):
            memory.promote([MemoryEntry(keys.human_key(text, ""), text, f"<{text}>", run) for text in some])
    return path.stat().st_size


def peak_mib() -> float:
    """Return the most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_look_ups(tmp_path: Path) -> None:
    rates: dict[int, float] = {}
    for size in SIZES:
        stored = texts(size)
        path = tmp_path / f"{size}.sqlite"
        before = filled(path, stored)
        asked = list(changed(random.Random(9).sample(stored, 600)))
        with TranslationMemory.open(path) as memory:
            matches = FuzzyMatches(memory, PAIR, substituted)
            begun = time.perf_counter()
            matches.best(asked[0])
            built = time.perf_counter() - begun
            for text in asked[:300]:
                matches.best(text)
            held, begun = peak_mib(), time.perf_counter()
            found = [matches.best(text) for text in asked[300:]]
            rates[size] = 300 / (time.perf_counter() - begun)
        grown = path.stat().st_size / before - 1
        print(f"\n{size:,} entries: index in {built:.2f} s (+{grown:.0%}), {rates[size]:,.0f} look-ups/s")
        print(f"  held {peak_mib() - held:.1f} MiB more after 300 look-ups")
        assert peak_mib() - held < 8
        assert grown < 0.6
    missed = wanted = 0
    for text, own in list(zip(asked[300:], found, strict=True))[:60]:
        best = max(similarity(text, other) for other in stored)
        wanted += best >= LEAST_PERCENT
        missed += best >= LEAST_PERCENT and (not own or own[0].percent < best)
    print(f"  of {wanted} best matches {missed} missed")
    assert missed <= wanted * _MOST_MISSED
    assert rates[SIZES[1]] > rates[SIZES[0]] / 6


def test_an_import(tmp_path: Path) -> None:
    path = tmp_path / "big.tmx"
    count = 50_000
    with path.open("wb") as out:
        units = (TmxUnit((TmxVariant("en", (text,)), TmxVariant("pt-BR", (f"<{text}>",)))) for text in texts(count))
        write_tmx(units, out, TmxHeader((("srclang", "en"),)))
    held, begun = peak_mib(), time.perf_counter()
    with TranslationMemory.open(tmp_path / "m.sqlite") as memory, path.open("rb") as file:
        (report,) = import_units(TmxFile(file, path.name).units(), memory, [PAIR], "test")
    seconds = time.perf_counter() - begun
    print(f"\n{count:,} units ({path.stat().st_size:,} bytes): {count / seconds:,.0f} units/s imported")
    print(f"  held {peak_mib() - held:.1f} MiB more")
    assert report.imported == count
    assert peak_mib() - held < 60
