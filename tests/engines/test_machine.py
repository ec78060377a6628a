"""What a model runs on: the machine as it is, and settings that were measured on one."""

from __future__ import annotations

import os

import pytest

from catalog_cli.engine import DecodingOptions
from catalog_cli.engines import machine
from catalog_cli.engines.machine import AS_SAVED, Machine, decoding_options, this_machine, usable_cores
from catalog_cli.errors import UsageProblem


@pytest.fixture(autouse=True)
def exact_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "are_int8_sums_exact", lambda: True)


@pytest.fixture
def four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2, 3}, raising=False)


@pytest.mark.usefixtures("four_cores")
@pytest.mark.parametrize(
    ("settings", "threads", "expected"),
    [
        ({}, 0, Machine(workers=4)),
        ({}, 2, Machine(workers=2)),
        ({}, 8, Machine(workers=8)),  # asked for
        ({"inter_threads": 2, "intra_threads": 2}, 0, Machine(workers=2, threads_each=2)),
        ({"inter_threads": 1, "intra_threads": 4}, 0, Machine(workers=1, threads_each=4)),
        ({"inter_threads": 16}, 0, Machine(workers=4)),  # measured on a larger machine
        ({"intra_threads": 16}, 0, Machine(workers=1, threads_each=4)),
        ({"inter_threads": 4}, 1, Machine(workers=1)),
        ({"compute_type": "float32"}, 1, Machine(compute_type="float32")),
        ({"compute_type": "bfloat99"}, 1, Machine()),
        ({"inter_threads": "many", "compute_type": 8, "intra_threads": True}, 0, Machine(workers=4)),
    ],
)
def test_settings_are_followed_as_far_as_the_machine_goes(
    settings: dict[str, object], threads: int, expected: Machine
) -> None:
    assert this_machine(settings, threads=threads, device="cpu") == expected


def test_the_cores_of_the_process_count(four_cores: None) -> None:
    assert usable_cores() == 4


def test_gpus_are_all_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 2)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda kind: {"int8_float16", "float16", "float32"})
    found = this_machine(device="auto")
    assert (found.device, found.devices, found.compute_type) == ("cuda", (0, 1), "int8_float16")
    assert found.options()["device_index"] == [0, 1]
    assert this_machine(device="cpu").device == "cpu"


def test_a_gpu_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    assert this_machine(device="auto").compute_type == AS_SAVED
    with pytest.raises(UsageProblem, match="no GPU"):
        this_machine(device="cuda")
    with pytest.raises(UsageProblem, match="--device must be one of auto, cpu, cuda, not tpu"):
        this_machine(device="tpu")


def test_measured_decoding() -> None:
    assert decoding_options({}) == DecodingOptions()
    found = decoding_options({"beam_size": 4, "batch_tokens": 2_048, "else": 1})
    assert (found.beam_size, found.max_batch_tokens) == (4, 2_048)
