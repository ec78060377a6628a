"""How fast and how large: the whole pipeline against the bare model, and everything around decoding.

    pytest -m benchmark -s tests/benchmarks/test_speed.py

Prints a table with the machine it ran on. Figures of one machine cannot be compared with another's, and machines are
shared: so each figure that matters is a ratio of two sides that ran in turn, and the median of several rounds.
"""

from __future__ import annotations

import csv
import gc
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli.candidates.search import segment_key
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.extraction import Extraction
from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.preparation import prepare
from tests.benchmarks import bare_model
from tests.generated import write_csv

pytestmark = pytest.mark.benchmark

ROUNDS = 5
DISTINCT_PRODUCTS = 1_000
# 20,000 segments: what passes before the engine starts and after it ends hardly counts any more.
STEADY_PRODUCTS = 4_000
STEADY_ROUNDS = 2
REPEATED_PRODUCTS = 1_500
REPETITIONS = 0.8
SIZES = (1_000, 10_000, 100_000)
UNREPEATED = ("Handle", "Title", "Body (HTML)", "Image Alt Text")

CHILD = """
import json, resource, sys, time
from pathlib import Path
from catalog_cli import engines, file_run
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory

catalog, output = map(Path, sys.argv[1:3])
model = sys.argv[3] or None
job = Job("pt-BR", model=model, memory=None)
engine = engines.load_engine("en", "pt-BR", model=model)
begun = time.perf_counter()
with TranslationMemory.in_temporary_file() as memory:
    result = file_run.localize_file(file_run.Source(catalog, catalog.name), output, job, engine=engine, memory=memory)
seconds = time.perf_counter() - begun
engine.close()
# Not ru_maxrss where there is better: it begins at what the parent had.
status = Path("/proc/self/status")
if status.exists():
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "segments": result.totals.segments, "bytes": peak}))
"""


def _row(name: str, value: str, aim: str = "") -> None:
    print(f"  {name:<66} {value:>14}   {aim}")


@pytest.fixture(scope="module", autouse=True)
def _machine() -> Iterator[None]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(
        f"\n{platform.system()} {platform.machine()}, {_processor()}, {cores} cores, Python {platform.python_version()}"
    )
    gc.disable()  # as the command line does for both sides: our values hold no cycles
    yield
    gc.enable()
    bare_model.unload()


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", information.read_text()) if information.exists() else None
    return found[1] if found else platform.processor() or "unknown processor"


def _timed(work: Callable[[], object]) -> float:
    return _measured(work).wall


class Seconds(NamedTuple):
    """How long a piece of work took: on the clock, and of the processors' time, which a shared machine blurs less."""

    wall: float
    processor: float


def _measured(work: Callable[[], object]) -> Seconds:
    begun, used = time.perf_counter(), time.process_time()
    work()
    return Seconds(time.perf_counter() - begun, time.process_time() - used)


class EndToEnd(NamedTuple):
    """The whole pipeline and the bare model in turn, and what there was to translate."""

    whole: list[Seconds]
    bare: list[Seconds]
    result: Result
    distinct: int


def _child(program: str, *arguments: object) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def _localize(path: Path, output: Path, engine: Translator, memory: TranslationMemory, job: Job) -> Result:
    return localize_file(Source(path, path.name), output, job, engine=engine, memory=memory)


def _distinct_prepared(path: Path, job: Job) -> list[str]:
    """Return what the engine is given of a catalog, each text once: the frames of single words included."""
    catalog = catalogs.read_catalog(path, job)
    survey = catalogs.survey(catalog)
    extraction = Extraction("bare", "bare", job.source_locale, survey.contexts)
    segments = prepare(extraction.extract(catalog.products()), job.source_locale, job.target_locale)
    found = {segment_key(s): f"{s.frame[0]}{s.prepared}{s.frame[1]}" for s in segments if s.target is None}
    return list(found.values())


def _end_to_end(tmp_path: Path, engine: Translator, path: Path, rounds: int = ROUNDS) -> EndToEnd:
    """Return what the whole pipeline and the bare model took, in turn.

    The bare side is encode, translate_batch and decode of the distinct prepared segments in one request, loaded and
    warm; the pipeline's side is everything from opening the file to its replacement, memory off, engine warm.
    """
    job = Job("pt-BR", memory=None)
    texts = _distinct_prepared(path, job)
    bare_model.translate(texts[:50])
    engine.translate(engine.tokenizer.encode(texts[:50]), DecodingOptions())
    whole, bare, results = [], [], []
    for _ in range(rounds):
        output = tmp_path / "output.csv"
        output.unlink(missing_ok=True)
        with TranslationMemory.in_temporary_file() as memory:
            whole.append(_measured(lambda: results.append(_localize(path, output, engine, memory, job))))  # noqa: B023  # called at once
        bare.append(_measured(lambda: bare_model.translate(texts)))
    return EndToEnd(whole, bare, results[0], len(texts))


def _show_end_to_end(name: str, measured: EndToEnd, aim: str) -> float:
    result, distinct = measured.result, measured.distinct
    rounds = list(zip(measured.whole, measured.bare, strict=True))
    whole, bare = median(w.wall for w, _ in rounds), median(b.wall for _, b in rounds)
    segments = result.totals.segments
    ratios = sorted((segments / w.wall) / (distinct / b.wall) for w, b in rounds)
    ratio = median(ratios)
    print(f"\n{name}: {result.totals.products:,} products, {segments:,} segments, {distinct:,} of them distinct")
    _row("bare translate_batch, distinct segments per second", f"{distinct / bare:,.0f}")
    _row("pipeline, distinct segments per second", f"{distinct / whole:,.0f}")
    _row("pipeline, all segments per second", f"{segments / whole:,.0f}")
    _row("ratio per distinct segment", f"{median(b.wall / w.wall for w, b in rounds):.2f}", aim)
    _row("the same of the processors' time", f"{median(b.processor / w.processor for w, b in rounds):.2f}")
    _row("ratio per segment", f"{ratio:.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})")
    return ratio


def _without_repetitions(path: Path) -> Path:
    """Cut a generated catalog down to the columns of which no two cells are alike; return the path."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [{name: row[name] for name in UNREPEATED} for row in csv.DictReader(lines)]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, UNREPEATED)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_whole_pipeline_against_the_bare_model(tmp_path: Path, engine: Translator) -> None:
    path = _without_repetitions(write_csv(tmp_path / "unrepeated.csv", DISTINCT_PRODUCTS))
    _show_end_to_end("No text twice", _end_to_end(tmp_path, engine, path), "aim 0.90")
    path = _without_repetitions(write_csv(tmp_path / "steady.csv", STEADY_PRODUCTS))
    _show_end_to_end("No text twice, steady", _end_to_end(tmp_path, engine, path, STEADY_ROUNDS), "aim 0.90")
    path = write_csv(tmp_path / "distinct.csv", DISTINCT_PRODUCTS)
    _show_end_to_end("Distinct products", _end_to_end(tmp_path, engine, path), "")
    path = write_csv(tmp_path / "repeated.csv", REPEATED_PRODUCTS, repetitions=REPETITIONS)
    measured = _end_to_end(tmp_path, engine, path)
    assert _show_end_to_end("Repetitions", measured, "") > 1.0, "per segment: aim above 1.0"


@contextmanager
def _memory(folder: Path) -> Iterator[tuple[TranslationMemory, Job]]:
    path = folder / ".catalog" / "catalog.sqlite"
    with TranslationMemory.open(path) as memory:
        yield memory, Job("pt-BR", memory=path)


def test_second_run(tmp_path: Path, engine: Translator) -> None:
    path = write_csv(tmp_path / "shop.csv", DISTINCT_PRODUCTS)
    output = tmp_path / "output.csv"
    engine.translate(engine.tokenizer.encode(["Red"]), DecodingOptions())
    with _memory(tmp_path) as (memory, job):
        first = _timed(lambda: _localize(path, output, engine, memory, job))

        def from_memory() -> None:
            output.unlink()
            _localize(path, output, engine, memory, job)

        again = median(_timed(from_memory) for _ in range(ROUNDS))
        unchanged = median(_timed(lambda: _localize(path, output, engine, memory, job)) for _ in range(ROUNDS))
        segments = memory.runs()[-1].summary or ""
    print(f"\nSecond run of {DISTINCT_PRODUCTS:,} distinct products")
    _row("first run", f"{first:.2f} s")
    _row("output deleted, everything from memory", f"{again:.2f} s")
    _row("segments per second from memory", f"{json.loads(segments)['segments'] / again:,.0f}")
    _row("times faster", f"{first / again:.0f}", "aim 20")
    _row("output in place and up to date", f"{unchanged:.3f} s")
    _row("times faster", f"{first / unchanged:.0f}", "aim 20")
    assert unchanged * 20 < first


def test_cold_start(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "one.csv", 1)
    one = median(
        _timed(lambda: _child(CHILD, path, tmp_path / "output.csv", "")) for _ in range(ROUNDS) if _gone(tmp_path)
    )
    bare = median(_timed(lambda: _child("pass")) for _ in range(ROUNDS))
    program = "import sys; sys.argv = ['catalog', '--help']; from catalog_cli.cli import main; main()"
    help_text = median(_timed(lambda: _child(program)) for _ in range(ROUNDS))
    print("\nCold start, wall time of a process")
    _row("one product, localized", f"{one:.2f} s")
    _row("catalog --help", f"{help_text:.2f} s")
    _row("python that does nothing", f"{bare:.2f} s")


def _gone(folder: Path) -> bool:
    (folder / "output.csv").unlink(missing_ok=True)
    return True


def test_memory_does_not_depend_on_size(tmp_path: Path) -> None:
    print("\nWithout decoding (echo engine, memory off)")
    peaks = []
    for count in SIZES:
        path = write_csv(tmp_path / f"{count}.csv", count)
        told = json.loads(_child(CHILD, path, tmp_path / f"{count}.out.csv", "echo"))
        peaks.append(told["bytes"])
        rates = f"{count / told['seconds']:,.0f} rows/s, {told['segments'] / told['seconds']:,.0f} segments/s"
        _row(f"{count:,} products: {rates}", f"{told['bytes'] / 2**20:.0f} MiB")
    assert peaks[-1] < 1.5 * peaks[1], "peak memory grows with the file"
