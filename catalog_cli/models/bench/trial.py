"""One trial: a model with one compute type and number of threads, in a process of its own.

Only so is the peak of its memory its own: what a process has once taken, it hardly gives back, and a model that was
loaded before would count with the one after it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from catalog_cli import engines
from catalog_cli.engine import DecodingOptions
from catalog_cli.errors import CatalogError, ModelDamaged
from catalog_cli.model_manifest import Manifest, manifest_of

# The largest models that run on a processor load in about a minute, and a trial lasts seconds.
_TIMEOUT_S = 900
_CHILD = "from catalog_cli.models.bench.trial import answer; answer()"
_NEXT_STEP = "See what is wrong with: catalog models check"
# What a first request does that later ones do not: memory is taken, kernels are chosen.
_WARMING_TEXTS = 8
# A generator's speed is that of its tokens: more of them tell nothing new.
_GENERATED_TOKENS = 32
# So many numbers of a vector tell whether it is the same one.
_COMPARED_NUMBERS = 16


@dataclass(frozen=True, slots=True)
class Setup:
    """What a process is started with. `compute_type` "" is the one that the model takes without being told."""

    compute_type: str = ""
    workers: int = 1
    threads_each: int = 1


@dataclass(frozen=True, slots=True)
class Way:
    """How texts are decoded: tokens in a batch, and beams."""

    batch_tokens: int
    beam_size: int = 1


@dataclass(frozen=True, slots=True)
class Load:
    """What every trial does: the texts, the pair that they are translated for, the device, the seconds for each way."""

    texts: tuple[str, ...]
    pair: tuple[str, str] = ("", "")
    device: str = "auto"
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one way took, in its fastest pass over the texts. `tokens` are those written, read by an encoder.

    `processor_seconds` are those of all threads. `memory_bytes` is the most that the process has held so far, None
    where the system does not tell. `outputs` has a text for each different one.
    """

    setup: Setup
    way: Way
    compute_type: str
    segments: int
    tokens: int
    seconds: float
    processor_seconds: float
    memory_bytes: int | None
    outputs: tuple[str, ...]

    @property
    def segments_per_second(self) -> float:
        """By the clock."""
        return self.segments / self.seconds

    @property
    def tokens_per_second(self) -> float:
        """By the clock."""
        return self.tokens / self.seconds

    def changed(self, before: Figures) -> int:
        """Return how many of the texts come out otherwise than before."""
        return sum(a != b for a, b in zip(before.outputs, self.outputs, strict=True))


def run_trial(folder: Path, manifest: Manifest, setup: Setup, ways: Sequence[Way], load: Load) -> list[Figures]:
    """Return the figures of each way, in order; raises ModelDamaged (exit 4) for a model that does not run so."""
    command = [sys.executable, "-P", "-c", _CHILD, str(folder)]  # -P: no module of the current folder is one of ours
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    request = {
        "manifest": replace(manifest, settings={}).as_json(),
        "setup": asdict(setup),
        "ways": [asdict(way) for way in ways],
        "load": asdict(load),
    }
    try:
        child = subprocess.run(  # noqa: S603  # our own interpreter, and no text of others in the command
            command,
            input=json.dumps(request).encode(),
            capture_output=True,
            env=environment,
            timeout=_TIMEOUT_S,
            check=False,
        )
        reply = json.loads(child.stdout)
    except subprocess.TimeoutExpired as error:
        raise ModelDamaged(manifest.name, f"it did not answer in {_TIMEOUT_S} s", _NEXT_STEP) from error
    except ValueError:
        last = child.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        reason = f"the engine ended with code {child.returncode}" + (f" ({last[0]})" if last else "")
        raise ModelDamaged(manifest.name, reason, _NEXT_STEP) from None
    if "error" in reply:
        raise ModelDamaged(manifest.name, reply["error"], _NEXT_STEP)
    return [_figures(each, setup, way) for each, way in zip(reply["figures"], ways, strict=True)]


def _figures(reply: dict[str, Any], setup: Setup, way: Way) -> Figures:
    return Figures(setup, way, **{**reply, "outputs": tuple(reply["outputs"])})


def answer() -> None:
    """Read a request from standard input and write its figures to standard output: the child's end."""
    request = json.loads(sys.stdin.buffer.read())
    try:
        reply: dict[str, object] = {"figures": _measure(Path(sys.argv[1]), request)}
    except ModelDamaged as error:
        reply = {"error": error.reason}
    except (CatalogError, RuntimeError, OSError, ValueError, KeyError, MemoryError) as error:
        reply = {"error": (str(error) or type(error).__name__).splitlines()[0]}
    sys.stdout.buffer.write(json.dumps(reply).encode())
    sys.stdout.buffer.flush()
    # A damaged model may not let go of the process.
    os._exit(0)


# What a request makes of numbered texts in one way: the tokens of each, and a text of each to compare.
_Work = Callable[[Sequence[int], Way], tuple[list[int], list[str]]]


def _measure(folder: Path, request: dict[str, Any]) -> list[dict[str, object]]:
    setup, load = Setup(**request["setup"]), Load(**request["load"])
    manifest = replace(manifest_of(request["manifest"]), settings=_settings(setup))
    open_work = {"translator": _translation, "generator": _generation, "encoder": _encoding}[manifest.kind]
    work, compute_type = open_work(folder, manifest, load)
    figures, most = [], 0
    for way in request["ways"]:
        found = _timed(work, Way(**way), load)
        # Linux counts pages roughly: the most so far may read a little less later.
        held = peak_memory()
        most = max(most, held or 0)
        figures.append(found | {"memory_bytes": None if held is None else most, "compute_type": compute_type()})
    return figures


def _settings(setup: Setup) -> dict[str, object]:
    settings: dict[str, object] = {"inter_threads": setup.workers, "intra_threads": setup.threads_each}
    return settings | ({"compute_type": setup.compute_type} if setup.compute_type else {})


def _timed(work: _Work, way: Way, load: Load) -> dict[str, object]:
    """Return the fastest pass over the texts: other work on the machine only ever makes one slower."""
    everything = range(len(load.texts))
    work(everything[:_WARMING_TEXTS], way)
    fastest: tuple[float, float] | None = None
    begun = time.perf_counter()
    while fastest is None or time.perf_counter() - begun < load.seconds:
        clock, used = time.perf_counter(), time.process_time()
        counts, outputs = work(everything, way)
        took = time.perf_counter() - clock, time.process_time() - used
        fastest = took if fastest is None else min(fastest, took)
    first = {text: index for index, text in reversed([*enumerate(load.texts)])}
    return {
        "segments": len(load.texts),
        "tokens": sum(counts),
        "seconds": fastest[0],
        "processor_seconds": fastest[1],
        "outputs": [outputs[index] for index in sorted(first.values())],
    }


def _threads(manifest: Manifest) -> int:
    """Return how many threads the settings of a trial take."""
    return int(str(manifest.settings["inter_threads"])) * int(str(manifest.settings["intra_threads"]))


def _translation(folder: Path, manifest: Manifest, load: Load) -> tuple[_Work, Callable[[], str]]:
    from catalog_cli.engines.ct2_translator import open_translator

    source, target = load.pair
    model = replace(engines.installed_model(folder, manifest), source_locale=source, target_locale=target)
    engine = open_translator(folder, model, threads=_threads(manifest), device=load.device, settings=manifest.settings)
    pieces = engine.tokenizer.encode(load.texts)

    def work(numbers: Sequence[int], way: Way) -> tuple[list[int], list[str]]:
        options = DecodingOptions(beam_size=way.beam_size, max_batch_tokens=way.batch_tokens)
        found = engine.translate([pieces[number] for number in numbers], options)
        tokens = [hypotheses[0].tokens if hypotheses else () for hypotheses in found]
        return [len(own) for own in tokens], engine.tokenizer.decode(tokens)

    return work, lambda: engine.compute_type


def _generation(folder: Path, manifest: Manifest, load: Load) -> tuple[_Work, Callable[[], str]]:
    from catalog_cli.engines.ct2_generator import open_generator

    model = engines.installed_model(folder, manifest)
    engine = open_generator(folder, model, threads=_threads(manifest), device=load.device, settings=manifest.settings)
    pieces = engine.tokenizer.encode(load.texts)

    def work(numbers: Sequence[int], way: Way) -> tuple[list[int], list[str]]:
        options = DecodingOptions(
            beam_size=way.beam_size, max_batch_tokens=way.batch_tokens, max_target_tokens=_GENERATED_TOKENS
        )
        found = engine.generate([pieces[number] for number in numbers], options)
        tokens = [hypotheses[0].tokens if hypotheses else () for hypotheses in found]
        return [len(own) for own in tokens], engine.tokenizer.decode(tokens)

    return work, lambda: engine.compute_type


def _encoding(folder: Path, manifest: Manifest, load: Load) -> tuple[_Work, Callable[[], str]]:
    from catalog_cli.engines.ct2_encoder import Ct2Encoder, open_encoder

    model = engines.installed_model(folder, manifest)
    opened: dict[Way, Ct2Encoder] = {}
    counts: list[int] = []

    def work(numbers: Sequence[int], way: Way) -> tuple[list[int], list[str]]:
        if way not in opened:
            for engine in opened.values():
                engine.close()
            settings = {**manifest.settings, "batch_tokens": way.batch_tokens}
            opened.clear()
            opened[way] = open_encoder(folder, model, threads=_threads(manifest), device=load.device, settings=settings)
        engine = opened[way]
        counts[:] = counts or [len(own) for own in engine.tokenizer.encode(load.texts)]
        vectors = engine.encode([load.texts[number] for number in numbers])
        shown = [" ".join(f"{value:.2f}" for value in vector[:_COMPARED_NUMBERS]) for vector in vectors]
        return [counts[number] for number in numbers], shown

    return work, lambda: next(iter(opened.values())).compute_type


def peak_memory() -> int | None:
    """Return the most bytes of memory that this process has held, None where the system does not tell."""
    try:
        # getrusage tells the parent's if that was more: a new process begins as a copy of it.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return next(int(line.split()[1]) * 1_024 for line in status.splitlines() if line.startswith("VmHWM:"))
    except (OSError, StopIteration, ValueError):
        pass
    try:
        import resource
    except ImportError:
        return None
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1_024
