"""catalog models bench: what a user sees, and what localize reads afterwards."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from catalog_cli import engines
from catalog_cli.model_manifest import Manifest, write_manifest
from tests.commands.conftest import Run
from tests.engines.tiny_models import build_tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny_model")
    build_tiny_model(folder)
    return folder


@pytest.fixture
def model(folder: Path, tiny: Path) -> Path:
    path = Path(os.environ["CATALOG_MODELS"]) / "tiny"
    shutil.copytree(tiny, path)
    write_manifest(Manifest("tiny", source_locales=("en",), target_locales=("de",)), path)
    return path


def test_a_model_is_measured_and_localize_uses_what_was_found(run: Run, model: Path) -> None:
    ended = run("models", "bench", "tiny", "--seconds", "1", "--beam", "2")
    assert ended.code == 0, ended.err
    head, *lines = ended.out.splitlines()
    assert head.endswith("changed texts")
    assert len([line for line in lines if line.startswith("*")]) <= 1
    assert "English product texts that come with catalog-cli" in ended.err
    assert f"Kept for localize: {model / 'manifest.json'}" in ended.err
    engine = engines.load_engine("en", "de", model="tiny")
    assert engine.decoding.beam_size == 2
    assert "beam_size 2" in run("models", "show", "tiny").out
    assert run("models", "bench", "tiny", "--reset").code == 0
    assert engines.load_engine("en", "de", model="tiny").decoding.beam_size == 1


def test_only_measured_and_as_json(run: Run, model: Path) -> None:
    Path("own.txt").write_text("赤いバッグ\n007\n\nحقيبة 🎒\n", encoding="utf-8")
    before = (model / "manifest.json").read_bytes()
    ended = run("models", "bench", "tiny", "--seconds", "1", "--sentences", "own.txt", "--dry-run", "--json")
    assert ended.code == 0, ended.err
    told = json.loads(ended.out)
    assert (told["name"], told["from"], told["to"], told["sentences"]) == ("tiny", "en", "de", 3)
    assert told["written_to"] is None
    assert {"compute_type", "segments_per_second", "tokens_per_second", "memory_bytes"} <= set(told["trials"][0])
    assert (model / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("tinny",), 2, 'There is no model "tinny"'),
        (("tiny", "--seconds", "0"), 2, "--seconds"),
        (("tiny", "--seconds", "nan"), 2, "--seconds"),
        (("tiny", "--beam", "-1"), 2, "--beam"),
        (("tiny", "--compute-type", "int3"), 2, "--compute-type must be one of"),
        (("tiny", "--to", "fr"), 2, "does not translate"),
        (("tiny", "--device", "abacus"), 2, "--device"),
        (("tiny", "--sentences", "nowhere.txt"), 3, "nowhere.txt"),
    ],
)
def test_what_cannot_be_measured_is_one_sentence(
    run: Run, model: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ended = run("models", "bench", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert told in ended.err
    assert ended.err.count("\n") == 1


def test_a_model_from_another_language_needs_sentences(run: Run, model: Path) -> None:
    write_manifest(Manifest("tiny", source_locales=("de",), target_locales=("fr",)), model)
    ended = run("models", "bench", "tiny")
    assert ended.code == 2
    assert "--sentences FILE" in ended.err
