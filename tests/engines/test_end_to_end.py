"""The main job through models that were added: Marian, one of many languages, and two in a row.

Their output is noise, most of which no acceptor takes; what counts is that nothing but texts changes, that the output
says by which models it was made, and that the same input gives the same output.
"""

from __future__ import annotations

import csv
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
    manifest = replace(read_manifest(folder), name=name, **changed)
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
    add(work, architecture, "mine", source_locales=(source,), target_locales=(first_target,), licence="MIT")
    call = ("localize", "shop.csv", "--from", source, "--to", target, *options, "--fail-on", "never", "-q")
    assert cli.run([*call, "-o", "out.csv", "--report", "report.json"]) == 0
    assert cli.run(["verify", "shop.csv", "out.csv", "-q"]) == 0
    assert (work / "out.csv").read_bytes() != (work / "shop.csv").read_bytes()
    [report] = json.loads((work / "report.json").read_text(encoding="utf-8"))["results"]
    assert all(name in report["signature"] for name in made_by)
    licences = "MIT+MPL-2.0" if "--pivot" in options else "MIT"
    assert licences in report["signature"]
    assert_nothing_but_texts(work)
    assert cli.run([*call, "-o", "again.csv", "--no-memory"]) == 0
    assert (work / "again.csv").read_bytes() == (work / "out.csv").read_bytes()


def _shorten(catalog: Path) -> None:
    """Leave the first product: noise that goes on and on takes its time."""
    with catalog.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    with catalog.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *(row for row in rows if row[0] == rows[0][0])])


def assert_nothing_but_texts(work: Path) -> None:
    """Order, identifiers and amounts of the output are those of the input, and some texts are not."""
    before, after = (list(csv.DictReader((work / name).open(encoding="utf-8"))) for name in ("shop.csv", "out.csv"))
    assert [row.keys() for row in before] == [row.keys() for row in after]
    kept = ("Handle", "Vendor", "Published", "Variant SKU", "Variant Price", "Image Src")
    assert [[row[name] for name in kept] for row in before] == [[row[name] for name in kept] for row in after]
    assert [row["Title"] for row in before] != [row["Title"] for row in after]


@pytest.mark.convert
@pytest.mark.parametrize(
    ("checkpoint", "target", "licence"), [("marian", "de", "Apache-2.0"), ("nllb", "pt", "CC-BY-NC-4.0")]
)
def test_a_checkpoint_is_added_and_does_the_main_job(
    work: Path, monkeypatch: pytest.MonkeyPatch, checkpoint: str, target: str, licence: str
) -> None:
    """From files of transformers to a catalog, through the commands alone."""
    for module in ("torch", "transformers"):
        pytest.importorskip(module)
    from catalog_cli.models import store
    from tests.models import tiny

    monkeypatch.setattr(store, "require_sound", lambda manifest: None)  # its weights are noise
    folder = tiny.write(checkpoint, work / "checkpoint")
    said = () if licence == "Apache-2.0" else ("--licence", "MIT")  # which its card gainsays
    add = ["models", "add", str(folder), "--name", "mine", *said, "-q"]
    if licence == "CC-BY-NC-4.0":
        assert cli.run(add) == 2
    assert cli.run([*add, "--accept-noncommercial"]) == 0
    assert cli.run(["models", "check", "mine", "-q"]) == 0
    manifest = read_manifest(work / "models" / "mine")
    _shorten(work / "shop.csv")
    pair = ("--from", "en", "--to", target)
    call = ("localize", "shop.csv", *pair, "--model", "mine", "--fail-on", "never", "-q")
    assert cli.run([*call, "-o", "out.csv", "--report", "report.json"]) == 0
    [report] = json.loads((work / "report.json").read_text(encoding="utf-8"))["results"]
    assert f"mine@{manifest.revision}" in report["signature"]
    assert licence in report["signature"]
    assert cli.run(["verify", "shop.csv", "out.csv", "-q"]) == 0
