"""The wheel, not the checkout: it holds model, glossaries and licences, and finds them where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODEL_FILES = (
    "LICENSE MODEL_CARD.md config.json manifest.json model.bin shared_vocabulary.json source.spm vmap.txt".split()
)


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    # One try: offline, the answer is known at once.
    command = [sys.executable, "-m", "pip", "--retries", "0", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = pip("wheel", str(ROOT), "--no-deps", "-w", str(folder))
    if built.returncode and os.environ.get("CI") != "true" and _cannot_fetch(built.stderr):
        pytest.skip("pip cannot get the build backend (hatchling) here; with CI=true this is a failure")
    assert built.returncode == 0, built.stderr
    [path] = folder.glob("*.whl")
    return path


def _cannot_fetch(message: str) -> bool:
    return any(
        reason in message
        for reason in ("No module named pip", "No matching distribution found for hatchling", "Could not install req")
    )


@pytest.mark.parametrize("name", MODEL_FILES)
def test_the_wheel_holds_the_embedded_model_as_it_is(wheel: Path, name: str) -> None:
    path = f"catalog_cli/embedded/en-pt-BR/{name}"
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(path) == (ROOT / path).read_bytes()


@pytest.mark.parametrize("name", ["config.json", "model.bin", "vocabulary.json"])
def test_the_wheel_holds_the_probe_of_8_bit_sums(wheel: Path, name: str) -> None:
    path = f"catalog_cli/engines/int8_probe/{name}"
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(path) == (ROOT / path).read_bytes()


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_the_wheel_holds_the_licences(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [path] = [path for path in archive.namelist() if path.endswith(f".dist-info/licenses/{name}")]
        assert archive.read(path) == (ROOT / name).read_bytes()


def test_the_wheel_holds_every_starter_glossary(wheel: Path) -> None:
    starters = sorted((ROOT / "glossaries").glob("*.csv"))
    with zipfile.ZipFile(wheel) as archive:
        inside = [path for path in archive.namelist() if path.startswith("catalog_cli/glossaries/")]
        assert sorted(inside) == [f"catalog_cli/glossaries/{path.name}" for path in starters]
        assert [archive.read(f"catalog_cli/glossaries/{path.name}") for path in starters] == [
            path.read_bytes() for path in starters
        ]
    assert starters


@pytest.mark.parametrize(
    ("folder", "suffix"),
    [("templates", ".j2"), ("catalog_cli/attributes/builtin", ".csv"), ("catalog_cli/descriptions/languages", ".toml")],
)
def test_the_wheel_holds_templates_and_data(wheel: Path, folder: str, suffix: str) -> None:
    files = sorted((ROOT / folder).rglob(f"*{suffix}"))
    places = ["catalog_cli/" + path.relative_to(ROOT).as_posix().removeprefix("catalog_cli/") for path in files]
    with zipfile.ZipFile(wheel) as archive:
        assert [archive.read(place) for place in places] == [path.read_bytes() for path in files]
    assert files


def test_the_wheel_holds_every_module_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {path for path in archive.namelist() if ".dist-info/" not in path}
        [metadata] = [archive.read(path).decode() for path in archive.namelist() if path.endswith("/METADATA")]
        [scripts] = [archive.read(path).decode() for path in archive.namelist() if path.endswith("entry_points.txt")]
    assert {path for path in inside if path.endswith(".py")} == {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "catalog_cli").rglob("*.py")
    }
    assert {path.split("/")[0] for path in inside} == {"catalog_cli"}
    assert not [path for path in inside if "__pycache__" in path]
    assert "License-Expression: Apache-2.0 AND MPL-2.0" in metadata
    assert "catalog = catalog_cli.cli:main" in scripts


def test_the_notice_says_what_the_model_needs_said() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    said = ("Copyright 2026 The catalog-cli authors", "MPL-2.0", "Bergamot", "Mozilla", "catalog_cli/embedded/en-pt-BR")
    assert [words for words in said if words not in notice] == []
    mpl = (ROOT / "catalog_cli" / "embedded" / "en-pt-BR" / "LICENSE").read_text(encoding="utf-8")
    assert mpl.startswith("Mozilla Public License Version 2.0")


TRANSLATE = """
import sys
sys.path.insert(0, sys.argv[1])
import catalog_cli
from catalog_cli.engine import DecodingOptions
from catalog_cli.engines import load_engine
engine = load_engine("en", "pt-BR")
[[answer]] = engine.translate(engine.tokenizer.encode(["The bag is red."]), DecodingOptions())
print(catalog_cli.__file__)
print(engine.tokenizer.decode([answer.tokens])[0])
engine.close()
from catalog_cli.glossary.starters import find_starter
from catalog_cli.glossary.term_base import read_term_base
print(find_starter("apparel", "en", "pt-BR").path)
print(len(read_term_base(["apparel"], "en", "pt-BR").terms))
"""


def test_the_installed_wheel_translates_and_finds_its_glossaries(wheel: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    installed = pip("install", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    assert installed.returncode == 0, installed.stderr
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    child = subprocess.run(
        [sys.executable, "-c", TRANSLATE, str(target)],
        cwd=elsewhere,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    file, text, starter, entries = child.stdout.splitlines()
    assert Path(file).parents[1] == target
    assert "vermelh" in text  # vermelho or vermelha, as the noun has it
    assert Path(starter).parent == target / "catalog_cli" / "glossaries"
    assert int(entries) > 100
