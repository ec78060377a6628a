"""What the locale's conventions cost of a whole run: the stage, and the looks at numbers in the search and the checks.

    pytest -m benchmark -s tests/benchmarks/test_conventions_speed.py

The stage is timed within the run, by the CPU time of its own thread less what it waits for; the run by the CPU time of
all threads and by the clock. Nothing is cached before: each round is a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
from number_sentences import sentences, write_catalog

from tests.generated import write_csv

pytestmark = pytest.mark.benchmark

ROUNDS = 3
PRODUCTS = 1_000
MOST = 0.05
"""Of the whole run's time on a catalog such as merchants have: issue 4."""

CHILD = """
import json, sys, time
from pathlib import Path
from catalog_cli import engines, file_run, pipeline
from catalog_cli.candidates import acceptors
from catalog_cli.conventions import number_format, numbers
from catalog_cli.engine import DecodingOptions
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.qa import numbers as checks

spent = {"stage": 0.0, "waited": 0.0, "search": 0.0, "checks": 0.0}
seen = {"segments": 0, "numbers": 0}

def timed(name, stream):
    stream = iter(stream)
    while True:
        begun = time.thread_time()
        one = next(stream, None)
        spent[name] += time.thread_time() - begun
        if one is None:
            return
        if name == "waited":
            seen["segments"] += 1
            seen["numbers"] += number_format.has_number(one.source)
        yield one

def counted(name, function):
    def run(*arguments):
        begun = time.thread_time()
        try:
            return function(*arguments)
        finally:
            spent[name] += time.thread_time() - begun
    return run

stage = pipeline.localize_quantities
pipeline.localize_quantities = lambda segments, *rest: timed("stage", stage(timed("waited", segments), *rest))
checks.number_differences = counted("checks", numbers.number_differences)
numbers.number_differences = counted("search", numbers.number_differences)

catalog, output = map(Path, sys.argv[1:3])
job = Job("pt-BR", memory=None)
engine = engines.load_engine("en", "pt-BR")
engine.translate(engine.tokenizer.encode(["Red"]), DecodingOptions())
cpu, clock = time.process_time(), time.perf_counter()
with TranslationMemory.in_temporary_file() as memory:
    file_run.localize_file(file_run.Source(catalog, catalog.name), output, job, engine=engine, memory=memory)
cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
engine.close()
print(json.dumps({"cpu": cpu, "clock": clock, **spent, **seen}))
"""


def _measured(path: Path, output: Path) -> dict[str, float]:
    """Return the medians of several runs: seconds of CPU of the run and its parts, and by the clock."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", CHILD, str(path), str(output)]
    rounds = []
    for _ in range(ROUNDS):
        output.unlink(missing_ok=True)
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        rounds.append(json.loads(told))
    return {name: median(one[name] for one in rounds) for name in rounds[0]}


def _shown(name: str, found: dict[str, float]) -> float:
    """Print the figures of a catalog; return the share of the whole run's CPU time that all conventions take."""
    stage = found["stage"] - found["waited"]
    own = stage + found["search"] + found["checks"]
    print(f"\n{name}: {found['segments']:,.0f} segments, {found['numbers']:,.0f} of them with numbers")
    for label, seconds in (
        ("whole run, CPU of all threads", found["cpu"]),
        ("whole run, by the clock", found["clock"]),
    ):
        print(f"  {label:<66} {seconds:>12.2f} s")
    for label, seconds in (("stage", stage), ("search", found["search"]), ("checks", found["checks"]), ("all", own)):
        per = f"{1e6 * seconds / max(1, found['segments']):,.0f} µs a segment"
        shares = f"{seconds / found['cpu']:.1%} of CPU, {seconds / found['clock']:.1%} by the clock"
        print(f"  {label:<30} {seconds:>8.3f} s {per:>22} {shares:>36}")
    return own / found["cpu"]


def test_cost_of_conventions(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "shop.csv", PRODUCTS)
    share = _shown("Benchmark catalog", _measured(path, tmp_path / "out.csv"))
    numbers = tmp_path / "numbers.csv"
    write_catalog(numbers, sentences())
    _shown("A sentence with three quantities in each cell", _measured(numbers, tmp_path / "out.csv"))
    assert share < MOST
