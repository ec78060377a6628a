"""What a glossary costs: processor time of localizing with one against without, by its size, and what of it is kept.

    pytest -m benchmark -s tests/benchmarks/test_terms_speed.py

The sides run in turn and are compared round by round: processor time of one process, which other processes disturb
less than the clock on the wall; the median of several rounds is what counts. A folder of real catalogs is read too,
where CATALOG_BENCHMARK_FOLDER names one or one lies beside the checkout.
"""

from __future__ import annotations

import gc
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from catalog_cli import preparation
from catalog_cli.companions import Companions
from catalog_cli.engine import Translator
from catalog_cli.file_run import Source, localize_file
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.starters import starters
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase, read_term_base
from catalog_cli.job import WINDOW, Job, Reading
from catalog_cli.ledger import How
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.segment import TermHit
from tests.generated import write_csv
from tests.test_real_catalogs import HEADLESS, REAL

pytestmark = pytest.mark.benchmark

ROUNDS = 5
PRODUCTS = 120
FEW, MANY = 500, 20_000
MANY_PRODUCTS, WINDOW_SEGMENTS = 800, 128
PAIR = ("en", "pt-BR")
SYLLABLES = [first + vowel for first in "bcdfgklmnprstvz" for vowel in "aeiou"]


@dataclass(frozen=True)
class Run:
    """Processor seconds of localizing catalogs, and the terms in them by how they came in."""

    seconds: float
    segments: int
    hows: Counter[How]


def _row(name: str, value: str, aim: str = "") -> None:
    print(f"  {name:<66} {value:>14}   {aim}")


@pytest.fixture(scope="module")
def few() -> TermBase:
    """The starters' terms, cut to 500 that are spread over all of them."""
    base = read_term_base([starter.name for starter in starters() if starter.serves(*PAIR)], *PAIR)
    step = len(base.terms) / FEW
    return TermBase.of([base.terms[int(number * step)] for number in range(FEW)])


@pytest.fixture(scope="module")
def many(few: TermBase) -> TermBase:
    """The same terms among made-up ones that no catalog holds."""
    words = random.Random(3)
    made: dict[str, Term] = {}
    while len(made) < MANY - len(few.terms):
        source = " ".join("".join(words.choices(SYLLABLES, k=4)) for _ in range(words.choice((1, 2, 2, 3))))
        made[source] = Term(source, "palavra", part_of_speech="noun")
    return TermBase.of(made.values(), few.terms)


def _catalogs(folder: Path) -> dict[str, list[Path]]:
    """Return what is measured by name: a catalog that is written here, and real ones where there are any."""
    real = Path(os.environ.get("CATALOG_BENCHMARK_FOLDER") or REAL)
    found = {"Generated catalog": [write_csv(folder / "shop.csv", PRODUCTS, repetitions=0.3)]}
    if paths := sorted(real.glob("*.csv")):
        found["Real catalogs"] = paths
    return found


def _localized(
    paths: Sequence[Path], output: Path, engine: Translator, terms: TermMatcher | None, window: int = WINDOW
) -> Run:
    """Return what localizing catalogs takes, memory off."""
    segments, hows = 0, Counter[How]()
    begun = time.process_time()
    for path in paths:
        output.unlink(missing_ok=True)
        job = Job("pt-BR", memory=None, reading=HEADLESS.get(path.name, Reading()), window=window)
        with TranslationMemory.in_temporary_file() as memory:
            tools = Companions(terms=terms)
            result = localize_file(Source(path, path.name), output, job, engine=engine, memory=memory, companions=tools)
        segments += result.totals.segments
        hows += result.totals.terms
    return Run(time.process_time() - begun, segments, hows)


def _in_turn(runs: Sequence[Callable[[], Run]]) -> list[list[Run]]:
    """Return the rounds, each with a run of every side; what is loaded or kept by a first run is before them."""
    for run in runs:
        run()
    return [[run() for run in runs] for _ in range(ROUNDS)]


def test_a_glossary_costs_less_than_half_the_speed(
    tmp_path: Path, engine: Translator, few: TermBase, many: TermBase
) -> None:
    output = tmp_path / "output.csv"
    of_few, of_many = TermMatcher(few, *PAIR), TermMatcher(many, *PAIR)
    assert (len(few.terms), len(many.terms)) == (FEW, MANY)
    slowest, largest = 1.0, 1.0
    for name, paths in _catalogs(tmp_path).items():
        sides = [partial(_localized, paths, output, engine, terms) for terms in (None, of_few, of_many)]
        rounds = _in_turn(sides)
        without, with_few, with_many = rounds[0]
        assert with_few.hows == with_many.hows, "the made-up terms are hit"
        share = sorted(free.seconds / run.seconds for free, run, _ in rounds)
        growth = sorted(large.seconds / small.seconds for _, small, large in rounds)
        free, few_s, many_s = (median(run[side].seconds for run in rounds) for side in range(3))
        print(f"\n{name}: {without.segments:,} segments, {with_few.hows.total():,} terms in them")
        _row("segments per processor second, no glossary", f"{without.segments / free:,.0f}")
        _row(f"segments per processor second, {FEW:,} terms", f"{without.segments / few_s:,.0f}")
        _row(f"segments per processor second, {MANY:,} terms", f"{without.segments / many_s:,.0f}")
        _row(
            "speed with over without", f"{median(share):.2f} ({share[0]:.2f}-{share[-1]:.2f})", "aim 0.70, at least 0.5"
        )
        _row(
            f"cost of {MANY:,} over {FEW:,}", f"{median(growth):.2f} ({growth[0]:.2f}-{growth[-1]:.2f})", "at most 1.10"
        )
        brought = with_few.hows.total() - with_few.hows[How.FREE]
        _row(
            "milliseconds of a term that the engine did not say itself", f"{(few_s - free) / max(1, brought) * 1e3:.1f}"
        )
        _row("how the terms came in", ", ".join(f"{how} {count}" for how, count in with_few.hows.most_common()))
        slowest, largest = min(slowest, median(share)), max(largest, median(growth))
    assert slowest >= 0.5
    assert largest <= 1.10


class CountingMatcher(TermMatcher):
    """A matcher that looks now and then how many hits there are in memory."""

    found = asked = most = 0

    def hits(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[TermHit, ...]:
        found = super().hits(text, taken)
        self.found += len(found)
        self.asked += 1
        if self.asked % 100 == 0:
            self.most = max(self.most, hits_in_memory())
        return found


def hits_in_memory() -> int:
    """Return how many hits there are beside those of the short texts that preparation keeps, a bounded number."""
    preparation._short_form.cache_clear()
    return sum(isinstance(thing, TermHit) for thing in gc.get_objects())


def test_hits_are_not_kept(tmp_path: Path, echo: Translator, few: TermBase) -> None:
    """At most those of a few windows are in memory at a time, however large the catalog is."""
    matcher = CountingMatcher(few, *PAIR)
    path = write_csv(tmp_path / "shop.csv", MANY_PRODUCTS)
    gc.collect()
    before = hits_in_memory()
    run = _localized([path], tmp_path / "output.csv", echo, matcher, window=WINDOW_SEGMENTS)
    gc.collect()
    print(f"\nHits in memory: {run.segments:,} segments in windows of {WINDOW_SEGMENTS}")
    _row("found", f"{matcher.found:,}")
    _row("in memory at a time, at most", f"{matcher.most - before:,}")
    _row("in memory afterwards", f"{hits_in_memory() - before:,}")
    assert matcher.found > 300
    assert matcher.most - before < matcher.found / 4
    assert hits_in_memory() - before < matcher.found / 10
