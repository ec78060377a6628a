"""What a model runs on: the device, the number type of its weights and the threads of this very machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalog_cli.engine import DecodingOptions
from catalog_cli.engines.int8_sums import are_int8_sums_exact
from catalog_cli.errors import UsageProblem

DEVICES = ("auto", "cpu", "cuda")
# As the model was saved, or the nearest type that the machine has: CTranslate2 decides, and int8 is what we save.
AS_SAVED = "default"
# A GPU's matrices are fastest in half precision; int8 weights stay int8 (CTranslate2's documentation on quantization).
_GPU_TYPES = ("int8_float16", "float16")
# Where 8-bit sums are cut. Of the embedded model's 1,500 strings of three shops (AVX2, two cores): int16 and float32
# write what int8 does with exact sums, within 0.4 chrF, for 1.27 and 1.37 times the processors' time.
_EXACT_TYPES = ("int16", "float32")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a model runs: `devices` are the indices of the GPUs, (0,) on a processor.

    `workers` requests run at a time, each on `threads_each` threads.
    """

    device: str = "cpu"
    devices: tuple[int, ...] = (0,)
    compute_type: str = AS_SAVED
    workers: int = 1
    threads_each: int = 1

    def options(self) -> dict[str, Any]:
        """Return the keyword arguments of CTranslate2's classes."""
        return {
            "device": self.device,
            "device_index": list(self.devices),
            "compute_type": self.compute_type,
            "inter_threads": self.workers,
            "intra_threads": self.threads_each,
        }

    @property
    def all_threads(self) -> int:
        """How many threads all workers have together."""
        return self.workers * self.threads_each

    def of_one_worker(self, *, threads_each: int | None = None) -> Machine:
        """Return the same machine for a model that serves one request at a time."""
        threads = self.threads_each if threads_each is None else threads_each
        return replace(self, workers=1, threads_each=threads, devices=self.devices[:1])


def usable_cores() -> int:
    """Return how many cores this process may use: a container may grant fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def this_machine(
    settings: Mapping[str, object] | None = None,
    *,
    threads: int = 0,
    device: str = "auto",
    saved_as: str = "int8",
) -> Machine:
    """Return what a model should run on; `settings` are the manifest's, which a benchmark of this machine measured.

    `saved_as` is the type of the model's weights: int8 becomes another where 8-bit sums are not exact.

    Without them: the GPUs if there are any ("auto"), else one worker of one thread per core, which on short segments
    beat one worker of several (the embedded model's card). `threads` (0: one per usable core) bounds all workers
    together. Settings that this machine cannot follow do not count, and neither do those of another "device" or, for
    threads, another number of "cores" than they name. Raises UsageProblem for "cuda" without a GPU.
    """
    import ctranslate2

    settings = settings or {}
    if device not in DEVICES:
        raise UsageProblem(f"--device must be one of {', '.join(DEVICES)}, not {device}.")
    gpus = ctranslate2.get_cuda_device_count() if device != "cpu" else 0
    if device == "cuda" and not gpus:
        raise UsageProblem("There is no GPU that CTranslate2 can use here: leave out --device, or give --device cpu.")
    kind = "cuda" if gpus else "cpu"
    supported = ctranslate2.get_supported_compute_types(kind)
    if settings.get("device", kind) != kind:
        settings = {}
    compute_type = _compute_type(settings.get("compute_type"), supported, kind, saved_as)
    if kind == "cuda":
        return Machine("cuda", tuple(range(gpus)), compute_type, workers=gpus)
    cores = threads or usable_cores()
    if settings.get("cores", usable_cores()) != usable_cores():
        return Machine(compute_type=compute_type, workers=cores)
    each = min(_count(settings.get("intra_threads")) or 1, cores)
    most = max(1, cores // each)
    workers = min(_count(settings.get("inter_threads")) or most, most)
    return Machine(compute_type=compute_type, workers=workers, threads_each=each)


def decoding_options(settings: Mapping[str, object]) -> DecodingOptions:
    """Return how a model decodes best: the defaults, and over them what a benchmark wrote into its manifest.

    >>> decoding_options({"beam_size": 4, "batch_tokens": 1024}).beam_size
    4
    >>> decoding_options({"beam_size": "many"}) == DecodingOptions()
    True
    """
    options = DecodingOptions()
    return replace(
        options,
        beam_size=_count(settings.get("beam_size")) or options.beam_size,
        max_batch_tokens=_count(settings.get("batch_tokens")) or options.max_batch_tokens,
    )


def _compute_type(wanted: object, supported: set[str], kind: str, saved_as: str) -> str:
    if isinstance(wanted, str) and wanted in supported:
        return wanted
    if kind == "cuda":
        return next((name for name in _GPU_TYPES if name in supported), AS_SAVED)
    if saved_as != "int8" or are_int8_sums_exact():
        return AS_SAVED
    return next((name for name in _EXACT_TYPES if name in supported), AS_SAVED)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
