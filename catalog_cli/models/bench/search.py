"""The search for the best settings, in stages: compute types, then threads, then batches, then beams.

Each stage keeps the best of the one before: a dozen trials instead of the several hundred of the full product. A
setting is left only for one that is faster by more than what the same trial differs by from one time to the next, and
the best is run against the first in turn once more at the end.

Speed is never paid with quality in silence. Another compute type writes slightly other numbers, so it is chosen only if
every text came out the same, or if it was asked for; a beam is the model's own unless another was asked for. Batches
and threads may change a text here and there too (CTranslate2 rounds by the shape of a batch, and its vocabulary map is
that of a whole batch), as they do with the other texts of a file: how many did is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from catalog_cli.engines.machine import AS_SAVED, Machine, decoding_options, this_machine, usable_cores
from catalog_cli.errors import ModelDamaged, UsageProblem
from catalog_cli.model_manifest import Manifest
from catalog_cli.models.bench.trial import Figures, Load, Setup, Way, run_trial

# Below and above, the embedded model and OPUS-MT only get slower (the model's card; the figures of this command).
BATCH_TOKENS = (128, 256, 512, 1_024, 2_048, 4_096)
BEAM_SIZES = (1, 2, 4)
# Trials of the same settings on two shared cores differed by up to 4 %.
_LEAST_GAIN = 1.05
# The guess at a model's speed is made with the first of these, and with the other if that took no time.
_PROBED_TEXTS = (16, 512)
_PROBE_SECONDS = 0.2
# The last two are run in turn so often.
_CONFIRMING_ROUNDS = 2
# With the cores to itself, a trial of short texts has 0.9 of the time of its threads, and 0.6 with one other at work.
_BUSY_SHARE = 0.8
_MOST_TEXTS = 4_096
# A way is run over the texts at least so often, so that one disturbed pass does not decide.
_PASSES = 3
# Starting a process and loading a model takes this share of a trial's time.
_WORKING_SHARE = 0.7

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a benchmark: about how long it may take, and what is settled already ("" and 0: nothing is)."""

    seconds: float = 60.0
    compute_type: str = ""
    beam_size: int = 0
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, in order, without the passes that confirm. `stages_left` are those there was no time for.

    `before` is how the model runs with the settings that it has, `best` what is chosen: figures of one moment.
    """

    trials: tuple[Figures, ...]
    before: Figures
    best: Figures
    cores: int
    device: str
    failed: tuple[tuple[Setup, str], ...] = ()
    stages_left: tuple[str, ...] = ()

    @property
    def is_disturbed(self) -> bool:
        """Whether other programs had the cores for part of the time: then little of this is certain."""
        shares = [
            each.processor_seconds / each.seconds / min(self.cores, each.setup.workers * each.setup.threads_each)
            for each in self.trials
            if each.seconds > _PROBE_SECONDS  # shorter ones wait for themselves
        ]
        return self.device == "cpu" and bool(shares) and median(shares) < _BUSY_SHARE

    @property
    def settings(self) -> dict[str, object]:
        """What belongs into the manifest: engines.machine reads it."""
        best = self.best
        return {
            "compute_type": best.compute_type,
            "inter_threads": best.setup.workers,
            "intra_threads": best.setup.threads_each,
            "batch_tokens": best.way.batch_tokens,
            "beam_size": best.way.beam_size,
            "device": self.device,
            "cores": self.cores,
            "measured": {
                "segments": best.segments,
                "segments_per_second": round(best.segments_per_second, 1),
                "tokens_per_second": round(best.tokens_per_second, 1),
                "memory_bytes": best.memory_bytes,
            },
        }


def find_best(folder: Path, manifest: Manifest, load: Load, wanted: Wanted, progress: Progress | None = None) -> Report:
    """Return how a model runs in each way that was tried, and which is best; `load.texts` are repeated as needed.

    Raises ModelDamaged (exit 4) if it does not run as it is set, UsageProblem for a compute type the machine lacks.
    """
    return _Search(folder, manifest, replace(load, device=wanted.device), wanted, progress or (lambda *_: None)).run()


def thread_setups(cores: int, *, is_encoder: bool = False) -> list[tuple[int, int]]:
    """Return (workers, threads of each) to try on so many cores: all of them, shared out by powers of two, and half.

    An encoder has one worker.

    >>> thread_setups(8), thread_setups(2), thread_setups(1)
    ([(8, 1), (4, 2), (2, 4), (1, 8), (4, 1)], [(2, 1), (1, 2), (1, 1)], [(1, 1)])
    """
    shares = [2**power for power in range(cores.bit_length()) if 2**power <= cores]
    full = [(max(1, cores // each), each) for each in shares]
    # Two threads of one core may do no more than one does: then the half is as fast, and takes less memory.
    found = [*full, (max(1, cores // 2), 1)]
    if is_encoder:
        found = [(cores, 1), (max(1, cores // 2), 1)]
    return list(dict.fromkeys(found))


@dataclass(slots=True)
class _Search:
    folder: Path
    manifest: Manifest
    load: Load
    wanted: Wanted
    progress: Progress
    trials: list[Figures] = field(default_factory=list)
    failed: list[tuple[Setup, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    begun: float = field(default_factory=lambda: time.monotonic())
    planned: int = 0
    done: int = 0

    def run(self) -> Report:
        # How the weights are saved is for the process to see that loads them: it tells the type that it took.
        machine = this_machine(self.manifest.settings, device=self.wanted.device, saved_as="")
        types = self._types(machine)
        threads = self._threads(machine)
        way = self._present_way()
        self.planned = len(types) + len(threads) + len(BATCH_TOKENS) + len(BEAM_SIZES) + 2 * _CONFIRMING_ROUNDS
        self._size_load(machine, way)

        ways = list(dict.fromkeys([way, replace(way, beam_size=self.wanted.beam_size or way.beam_size)]))
        first = self._trial(_present_setup(machine), ways)
        before, best = first[0], self._best_type(first[-1], types)
        best = self._best_threads(best, threads)
        best = self._best_batch(best)
        self._beams(best)
        before, best = self._confirmed(before, best)
        return Report(
            tuple(self.trials), before, best, usable_cores(), machine.device, tuple(self.failed), tuple(self.skipped)
        )

    def _present_way(self) -> Way:
        decoding = decoding_options(self._decoding_defaults() | dict(self.manifest.settings))
        return Way(decoding.max_batch_tokens, decoding.beam_size)

    def _decoding_defaults(self) -> dict[str, object]:
        if self.manifest.kind != "encoder":
            return {}
        from catalog_cli.engines.ct2_encoder import BATCH_TOKENS as ENCODED_TOKENS

        return {"batch_tokens": ENCODED_TOKENS}

    def _types(self, machine: Machine) -> list[str]:
        """Return the compute types to try; what has the same numbers under another name is tried once."""
        import ctranslate2

        supported = ctranslate2.get_supported_compute_types(machine.device)
        if self.wanted.compute_type:
            if self.wanted.compute_type not in supported:
                raise UsageProblem(
                    f"This machine cannot run a model in {self.wanted.compute_type}: --compute-type must be one of "
                    f"{', '.join(sorted(supported))}."
                )
            return [self.wanted.compute_type]
        # On a processor "int8" is "int8_float32": CTranslate2 says so of a model that is loaded.
        return sorted(supported - ({"int8"} if machine.device == "cpu" and "int8_float32" in supported else set()))

    def _threads(self, machine: Machine) -> list[tuple[int, int]]:
        if machine.device != "cpu":
            return []
        return thread_setups(usable_cores(), is_encoder=self.manifest.kind == "encoder")

    def _size_load(self, machine: Machine, way: Way) -> None:
        """Take as many texts as one pass should have, going by how fast a few are."""
        seconds = self.wanted.seconds / self.planned * _WORKING_SHARE
        for few in _PROBED_TEXTS:
            texts = tuple(islice(cycle(self.load.texts), few))
            probe = self._run(_present_setup(machine), [way], replace(self.load, texts=texts, seconds=0.0))[0]
            if probe.seconds > _PROBE_SECONDS:
                break
        count = int(probe.segments_per_second * seconds / _PASSES)
        texts = tuple(islice(cycle(self.load.texts), min(_MOST_TEXTS, max(_PROBED_TEXTS[0], count))))
        self.load = replace(self.load, texts=texts, seconds=seconds)

    def _best_type(self, start: Figures, types: Sequence[str]) -> Figures:
        found = [start]
        for name in types:
            if name != start.compute_type and self._has_time("compute types"):
                found += self._trial(replace(start.setup, compute_type=name), [start.way])
        asked = self.wanted.compute_type
        if asked:
            return next(
                (each for each in reversed(found) if asked in (each.compute_type, each.setup.compute_type)), start
            )
        return self._faster(start, [each for each in found if not each.changed(start)])

    def _best_threads(self, best: Figures, threads: Sequence[tuple[int, int]]) -> Figures:
        found = []
        for workers, each in threads:
            setup = replace(best.setup, workers=workers, threads_each=each)
            if setup != best.setup and self._has_time("threads"):
                found += self._trial(setup, [best.way])
        return self._faster(best, found)

    def _best_batch(self, best: Figures) -> Figures:
        ways = [replace(best.way, batch_tokens=count) for count in BATCH_TOKENS if count != best.way.batch_tokens]
        return self._faster(best, self._trial(best.setup, ways) if self._has_time("batches") else [])

    def _beams(self, best: Figures) -> None:
        """Measure other beams, which are told and not chosen: they are the model's quality."""
        ways = [replace(best.way, beam_size=size) for size in BEAM_SIZES if size != best.way.beam_size]
        if self.manifest.kind != "encoder" and self._has_time("beams"):
            self._trial(best.setup, ways)

    def _confirmed(self, before: Figures, best: Figures) -> tuple[Figures, Figures]:
        """Return both as they run now, one after the other, and the first for both if the best is no faster then."""
        if (before.setup, before.way) == (best.setup, best.way):
            return before, before
        rounds = [
            [self._run(each.setup, [each.way], self.load)[0] for each in (before, best)]
            for _ in range(_CONFIRMING_ROUNDS)
        ]
        first, second = (max(side, key=self._rate) for side in zip(*rounds, strict=True))
        is_asked_for = bool(self.wanted.compute_type or self.wanted.beam_size)
        if not is_asked_for and self._rate(second) < _LEAST_GAIN * self._rate(first):
            return first, first
        return first, second

    def _faster(self, present: Figures, found: Sequence[Figures]) -> Figures:
        fastest = max(found, key=self._rate, default=present)
        return fastest if self._rate(fastest) > _LEAST_GAIN * self._rate(present) else present

    def _rate(self, figures: Figures) -> float:
        return figures.tokens_per_second if self.manifest.kind == "generator" else figures.segments_per_second

    def _has_time(self, stage: str) -> bool:
        """Return whether the time is not up; the stage that there was none for is told."""
        if time.monotonic() - self.begun < self.wanted.seconds:
            return True
        if stage not in self.skipped:
            self.skipped.append(stage)
        return False

    def _trial(self, setup: Setup, ways: Sequence[Way]) -> list[Figures]:
        """Return the figures of a trial; the first one has to succeed, another may fail and is told."""
        try:
            found = self._run(setup, ways, self.load)
        except ModelDamaged as error:
            if not self.trials:
                raise
            self.failed.append((setup, error.reason))
            found = []
        self.trials += found
        self.done = min(self.planned, self.done + len(ways))
        self.progress(self.done, self.planned)
        return found

    def _run(self, setup: Setup, ways: Sequence[Way], load: Load) -> list[Figures]:
        return run_trial(self.folder, self.manifest, setup, ways, load)


def _present_setup(machine: Machine) -> Setup:
    told = "" if machine.compute_type == AS_SAVED else machine.compute_type
    return Setup(told, machine.workers, machine.threads_each)
