"""The models inside the package: what is missing, what is damaged, and how the process ends."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import catalog_cli
from catalog_cli import engines
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.engines.ct2_translator import open_translator
from catalog_cli.errors import ModelDamaged, ModelMissing, UsageProblem

EMBEDDED = engines.find_model("en", "pt-BR")
# A child process imports the package from where this one did.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(catalog_cli.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}


@pytest.mark.parametrize("pair", [("en", "pt-PT"), ("de", "pt-BR"), ("en", "ar"), ("pt-BR", "en")])
def test_a_missing_pair_is_told_with_the_pairs_that_are_there(pair: tuple[str, str]) -> None:
    with pytest.raises(ModelMissing) as caught:
        engines.load_engine(*pair)
    assert caught.value.exit_code == 4
    assert caught.value.available == (("en", "pt-BR"),)
    assert f"{pair[0]} -> {pair[1]}" in str(caught.value)
    assert "en -> pt-BR" in str(caught.value)


@pytest.mark.parametrize("pair", [("en", "pt"), ("en-US", "pt-BR"), ("en-GB", "pt")])
def test_a_pair_that_is_not_spelled_as_the_model_spells_it(pair: tuple[str, str]) -> None:
    assert engines.find_model(*pair).name == "en-pt-BR"


def test_an_unknown_model_name_is_told_with_the_names_that_are_there() -> None:
    with pytest.raises(UsageProblem, match=r'No model "big" .* Installed: en-pt-BR, echo\.'):
        engines.load_engine("en", "pt-BR", model="big")


def test_the_echo_engine_serves_any_pair() -> None:
    echo = engines.load_engine("de", "ja", model="echo")
    assert (echo.source_locale, echo.target_locale) == ("de", "ja")


@pytest.mark.parametrize(
    ("file", "kept_bytes", "reason"),
    [
        ("model.bin", 0, "ends too early"),
        ("model.bin", 10_000_000, "ends too early, in"),
        ("model.bin", 19_700_700, "damaged"),  # nearly all of it
        ("model.bin", None, "No such file"),
        ("shared_vocabulary.json", 1_000, "shared_vocabulary.json is not the file"),
        ("source.spm", 400_000, "source.spm is not the file"),  # loads, with half of its pieces
        ("source.spm", None, "No such file"),
        ("vmap.txt", 1_000, "vmap.txt is not the file"),
        ("vmap.txt", 0, "vmap.txt is not the file"),  # ends the process where it is not caught (CTranslate2 4.8.5)
        ("config.json", 20, "config.json is not the file"),
        ("manifest.json", 20, "Unterminated string"),
    ],
)
def test_a_damaged_model_is_told(tmp_path: Path, file: str, kept_bytes: int | None, reason: str) -> None:
    for path in EMBEDDED.path.iterdir():
        if path.name != file:
            (tmp_path / path.name).symlink_to(path)
        elif kept_bytes is not None:
            (tmp_path / path.name).write_bytes(path.read_bytes()[:kept_bytes])
    translator = open_translator(tmp_path, replace(EMBEDDED, path=tmp_path))
    with pytest.raises(ModelDamaged, match=reason) as caught:
        translator.translate(translator.tokenizer.encode(["Red"]), DecodingOptions())
    translator.close()
    assert caught.value.exit_code == 4
    assert "en-pt-BR" in str(caught.value)
    assert "install catalog-cli again" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "Expecting value"), ("{}", "name"), ("[]", "no JSON object"), ('{"name": "x"', "delimiter")],
)
def test_a_damaged_manifest_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str) -> None:
    (tmp_path / "embedded" / "en-pt-BR").mkdir(parents=True)
    (tmp_path / "embedded" / "en-pt-BR" / "manifest.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(engines.resources, "files", lambda package: tmp_path)
    engines.embedded_models.cache_clear()
    try:
        with pytest.raises(ModelDamaged, match=reason):
            engines.find_model("en", "pt-BR")
    finally:
        engines.embedded_models.cache_clear()


def test_the_manifest_names_every_file_and_its_digest() -> None:
    facts = json.loads((EMBEDDED.path / "manifest.json").read_text(encoding="utf-8"))
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in EMBEDDED.path.iterdir()
        if path.name != "manifest.json"
    }
    assert facts["sha256"] == digests
    assert facts["revision"] == EMBEDDED.revision == digests["model.bin"][:12]


def test_the_name_carries_the_revision(engine: Translator) -> None:
    assert engine.name == f"en-pt-BR@{EMBEDDED.revision}"


def test_a_closed_engine_can_be_closed_again(tiny_folder: Path) -> None:
    translator = open_translator(tiny_folder, replace(EMBEDDED, path=tiny_folder))
    translator.translate(translator.tokenizer.encode(["Red"]), DecodingOptions())
    translator.close()
    translator.close()


def test_opening_and_closing_loads_nothing() -> None:
    """A run that finds every segment in the memory never pays for the model."""
    script = (
        "import sys; from catalog_cli.engines import load_engine; engine = load_engine('en', 'pt-BR'); engine.close(); "
        "sys.exit('ctranslate2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, timeout=60).returncode == 0


TRANSLATE_AND_EXIT = """
from catalog_cli.engine import DecodingOptions
from catalog_cli.engines import load_engine
engine = load_engine("en", "pt-BR")
sources = engine.tokenizer.encode(["The bag is red.", "Wash at 30 degrees."] * 20)
targets = [answers[0].tokens for answers in engine.submit(sources, DecodingOptions()).result()]
engine.next_logits(sources[:2], targets[:2], [["a"], ["a"]])
engine.score(sources, targets), engine.align(sources, targets)
print(engine.tokenizer.decode(targets)[0])
engine.close()
"""


def test_the_process_ends_well_after_close(engine: Translator) -> None:
    """Five at once: an abort at exit is a matter of timing."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", TRANSLATE_AND_EXIT], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(5)
    ]
    ends = [(*child.communicate(timeout=120), child.returncode) for child in children]
    sources = engine.tokenizer.encode(["The bag is red.", "Wash at 30 degrees."] * 20)
    [text, *_] = engine.tokenizer.decode([a[0].tokens for a in engine.translate(sources, DecodingOptions())])
    assert [(code, err.decode(), out.decode("utf-8").strip()) for out, err, code in ends] == [(0, "", text)] * 5
