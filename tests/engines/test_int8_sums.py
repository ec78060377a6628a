"""8-bit sums: told apart from saturated ones, and a model runs in a type that this processor can sum."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from catalog_cli.engines import int8_sums, machine
from catalog_cli.engines.int8_sums import are_int8_sums_exact
from catalog_cli.engines.machine import AS_SAVED, this_machine

_WIDTH = 32
_TOLD = """
import json
from catalog_cli.engines.int8_sums import are_int8_sums_exact
from catalog_cli.engines import load_engine
from catalog_cli.engine import DecodingOptions
engine = load_engine("en", "pt-BR", model=None)
sources = engine.tokenizer.encode({texts!r})
found = engine.translate(sources, DecodingOptions())
texts = engine.tokenizer.decode([own[0].tokens for own in found])
print(json.dumps([are_int8_sums_exact(), engine.compute_type, texts]))
engine.close()
"""
# The bare model with saturated sums: "dias chuvos", "Lavar à máquina com as cores semelhantes" and the like.
_TEXTS = (
    "With its tall handle and silicone label, it resists stains on rainy days.",
    "With its woven strap and silicone label, it is quick to mount after work.",
    "The handmade doormat with the steel side, seen from the side",
    "The quiet doormat with the silicone cap, seen from the side",
)


def build_probe(folder: Path) -> None:
    """Write the encoder of which `int8_sums` tells.

    Its input is 1 in one half and -1 in the other, and the first layer's weights are the same: each of its outputs is
    the sum of as many products as it is wide, all of them as large as they can be. The second layer takes that sum
    from the first quarter, twice over, so that 1 becomes -1, as the last number is, if nothing was cut.
    """
    import ctranslate2
    import numpy as np

    def zeros(*shape: int) -> np.ndarray:
        return np.zeros(shape, np.float32)

    specs = ctranslate2.specs.transformer_spec
    spec = specs.TransformerEncoderModelSpec(specs.TransformerEncoderSpec(1, 1, pre_norm=True))
    encoder, [layer] = spec.encoder, spec.encoder.layer
    halves = np.where(np.arange(_WIDTH) < _WIDTH // 2, 1, -1).astype(np.float32)
    encoder.embeddings[0].weight, encoder.scale_embeddings = halves[None, :], False
    encoder.position_encodings.encodings = zeros(1, _WIDTH)
    for norm in (encoder.layer_norm, layer.self_attention.layer_norm, layer.ffn.layer_norm):
        norm.gamma, norm.beta = np.ones(_WIDTH, np.float32), zeros(_WIDTH)
    for linear, outputs in zip(layer.self_attention.linear, (3 * _WIDTH, _WIDTH), strict=True):
        linear.weight, linear.bias = zeros(outputs, _WIDTH), zeros(outputs)
    layer.ffn.linear_0.weight, layer.ffn.linear_0.bias = np.tile(halves, (_WIDTH, 1)), zeros(_WIDTH)
    taken = np.where(np.arange(_WIDTH) < _WIDTH // 4, -2 / _WIDTH, 0)
    layer.ffn.linear_1.weight, layer.ffn.linear_1.bias = np.diag(taken).astype(np.float32), zeros(_WIDTH)
    spec.register_vocabulary(["<unk>"])
    spec.validate()
    spec.optimize("int8")
    spec.save(str(folder))


def test_the_probe_is_what_is_built_here(tmp_path: Path) -> None:
    build_probe(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert (int8_sums._PROBE / path.name).read_bytes() == path.read_bytes(), path.name


def _told(**environment: str) -> tuple[bool, str, list[str]]:
    command = [sys.executable, "-c", _TOLD.format(texts=list(_TEXTS))]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    is_exact, compute_type, texts = json.loads(done.stdout)
    return is_exact, compute_type, texts


_PROCESSORS = Path("/proc/cpuinfo")


@pytest.mark.skipif(
    not (_PROCESSORS.exists() and "GenuineIntel" in _PROCESSORS.read_text()),
    reason="CTranslate2 sums with MKL, which can be told to leave VNNI alone, on Intel's processors only",
)
@pytest.mark.parametrize("instructions", ["AVX2", "AVX512"])
def test_a_processor_without_vnni_runs_what_it_can_sum(instructions: str) -> None:
    is_exact, compute_type, texts = _told(MKL_ENABLE_INSTRUCTIONS=instructions)
    assert (is_exact, compute_type) == (False, "int16")
    assert [text for text in texts if "chuvosos" in text] == texts[:1], texts


@pytest.mark.parametrize(
    ("supported", "expected"),
    [
        ({"int8", "int8_float32", "int16", "float32"}, "int16"),
        ({"int8", "int8_float32", "float32"}, "float32"),  # no MKL: AMD
    ],
)
def test_the_next_exact_type_is_taken(monkeypatch: pytest.MonkeyPatch, supported: set[str], expected: str) -> None:
    import ctranslate2

    monkeypatch.setattr(machine, "are_int8_sums_exact", lambda: False)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda kind: supported)
    assert this_machine(device="cpu").compute_type == expected
    assert this_machine({"compute_type": "int8"}, device="cpu").compute_type == "int8"  # somebody chose it
    assert this_machine(device="cpu", saved_as="float32").compute_type == AS_SAVED
    monkeypatch.setattr(machine, "are_int8_sums_exact", lambda: True)
    assert this_machine(device="cpu").compute_type == AS_SAVED


def test_other_processors_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    monkeypatch.setattr(int8_sums, "_PROBE", Path("nowhere"))
    are_int8_sums_exact.cache_clear()
    try:
        assert are_int8_sums_exact()
    finally:
        are_int8_sums_exact.cache_clear()
