"""The main job through models that were added: Marian, one of many languages, and two in a row.

Their output is noise, most of which no acceptor takes; what counts is that nothing but texts changes, that the output
says by which models it was made, and that the same input gives the same output.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli import cli
from catalog_cli.model_manifest import Manifest, read_manifest, write_manifest
from tests.engines.tiny_models import build_architecture

# How much the end is favoured: noise that goes on and on is no draft, and takes its time.
_ENDINGS = {"marian": 18, "nllb": 6, "m2m": 6, "t5": 9}
SAMPLE = Path(__file__).parents[1] / "data" / "shopify.csv"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the sample catalog and an empty store."""
    for name in os.environ:
        if name.startswith("CATALOG_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path / "models"))
    shutil.copy(SAMPLE, tmp_path / "shop.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add(work: Path, architecture: str, name: str, **changed: object) -> Manifest:
    folder = work / "models" / name
    folder.mkdir(parents=True)
    build_architecture(folder, architecture, ending=_ENDINGS[architecture])
    manifest = replace(read_manifest(folder), name=name, **changed)  # type: ignore[arg-type]
    write_manifest(manifest, folder)
    return manifest


@pytest.mark.parametrize(
    ("architecture", "locales", "options", "made_by"),
    [
        ("marian", ("en", "de"), ("--model", "mine"), ("mine@000000000000",)),
        ("nllb", ("en", "de"), ("--model", "mine"), ("mine@000000000000",)),
        ("m2m", ("en", "de"), (), ("mine@000000000000",)),  # the only one for the pair
        ("t5", ("en", "de"), (), ("mine@000000000000",)),
        ("m2m", ("de", "pt-BR"), ("--pivot",), ("mine@000000000000", "en-pt-BR@")),
    ],
)
def test_only_texts_change_and_the_models_are_named(
    work: Path, architecture: str, locales: tuple[str, str], options: tuple[str, ...], made_by: tuple[str, ...]
) -> None:
    if architecture == "nllb":
        pytest.importorskip("tokenizers")
    source, target = locales
    first_target = "en" if "--pivot" in options else target
    add(work, architecture, "mine", source_locales=(source,), target_locales=(first_target,))
    call = ("localize", "shop.csv", "--from", source, "--to", target, *options, "--fail-on", "never", "-q")
    assert cli.run([*call, "-o", "out.csv", "--report", "report.json"]) == 0
    assert cli.run(["verify", "shop.csv", "out.csv", "-q"]) == 0
    assert (work / "out.csv").read_bytes() != (work / "shop.csv").read_bytes()
    [report] = json.loads((work / "report.json").read_text(encoding="utf-8"))["results"]
    assert all(name in report["signature"] for name in made_by)
    assert cli.run([*call, "-o", "again.csv", "--no-memory"]) == 0
    assert (work / "again.csv").read_bytes() == (work / "out.csv").read_bytes()
