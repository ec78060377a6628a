"""One door to every installed model: by name, of the kind that is needed, loaded once however many use it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalog_cli import engines
from catalog_cli.engine import DecodingOptions, Encoder, Generator
from catalog_cli.engines import loaded
from catalog_cli.engines.pivot import PivotTranslator
from catalog_cli.errors import ModelDamaged, UsageProblem
from catalog_cli.model_manifest import manifest_of, read_manifest, write_manifest
from tests.engines.tiny_models import build_architecture, build_encoder, build_generator

OPTIONS = DecodingOptions(max_target_tokens=8)
OPENERS: dict[str, Callable[[str], object]] = {
    "translator": lambda name: engines.load_engine("en", "de", model=name, threads=2),
    "generator": lambda name: engines.load_generator(name, threads=2),
    "encoder": lambda name: engines.load_encoder(name, threads=2),
}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    builders = {
        "translator": lambda path: build_architecture(path, "m2m"),
        "generator": build_generator,
        "encoder": build_encoder,
    }
    for name, build in builders.items():
        (folder / name).mkdir()
        build(folder / name)
    (folder / "broken").mkdir()
    (folder / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def store(models: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CATALOG_MODELS", str(models))
    before = loaded.in_memory()
    yield models
    assert loaded.in_memory() == before  # whatever was opened is closed


def test_each_kind_opens_by_name() -> None:
    generator, encoder = engines.load_generator("generator"), engines.load_encoder("encoder")
    assert isinstance(generator, Generator)
    assert isinstance(encoder, Encoder)
    assert generator.name.startswith("generator@")
    assert len(generator.generate(generator.tokenizer.encode(["Red bag", "Wash"]), OPTIONS)) == 2
    assert len(encoder.encode(["Red bag"])[0]) == encoder.width
    generator.close()
    encoder.close()


@pytest.mark.parametrize("wanted", OPENERS)
@pytest.mark.parametrize("name", OPENERS)
def test_the_wrong_kind_is_told(wanted: str, name: str) -> None:
    if wanted == name:
        OPENERS[wanted](name).close()  # type: ignore[attr-defined]  # every engine has it
        return
    with pytest.raises(ModelDamaged, match=f"The model {name} .* a {wanted} is needed") as caught:
        OPENERS[wanted](name)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("wanted", OPENERS)
def test_what_is_not_there_or_does_not_read_is_told(wanted: str) -> None:
    with pytest.raises(UsageProblem, match="Installed: "):
        OPENERS[wanted]("none")
    with pytest.raises(ModelDamaged, match=r"broken .* manifest\.json"):
        OPENERS[wanted]("broken")


def test_a_model_of_many_pairs_is_loaded_once() -> None:
    before = loaded.in_memory()
    one, other = (engines.load_engine("en", target, model="translator", threads=2) for target in ("de", "pt-BR"))
    sources = one.tokenizer.encode(["Red bag", "Cotton shirt"])
    first = one.translate(sources, OPTIONS)
    other.translate(sources, OPTIONS)
    assert loaded.in_memory() == before + 1
    one.close()
    one.close()  # a second call gives nothing back that another still uses
    assert other.translate(sources, OPTIONS)
    again = engines.load_engine("en", "de", model="translator", threads=2)
    assert again.translate(sources, OPTIONS) == first
    again.close()
    other.close()


def test_the_two_halves_of_a_pivot_are_loaded_once(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(models / "translator", tmp_path / "many")
    manifest = read_manifest(tmp_path / "many")
    facts = {**manifest.as_json(), "name": "many", "source_locales": ["en", "de"], "target_locales": ["en", "pt-BR"]}
    facts["language_tokens"] = {"en": "__en__", "pt-BR": "__pt__", "de": "__de__"}
    write_manifest(manifest_of(facts), tmp_path / "many")
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path))
    before = loaded.in_memory()
    opened = engines.find_model("de", "en"), engines.find_model("en", "pt-BR", "many")
    pivot = PivotTranslator(*(engines.open_model(model, threads=2) for model in opened))
    assert pivot.translate(pivot.tokenizer.encode(["Red bag"]), OPTIONS)
    assert loaded.in_memory() == before + 1
    pivot.close()


def test_a_model_that_was_replaced_is_loaded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path))
    answers = []
    for seed in (9, 10):
        shutil.rmtree(tmp_path / "mine", ignore_errors=True)
        (tmp_path / "mine").mkdir()
        build_architecture(tmp_path / "mine", "m2m", seed=seed)
        opened = engines.load_engine("en", "de", model="mine", threads=2)
        answers.append((opened, opened.translate(opened.tokenizer.encode(["Cotton shirt with pockets"]), OPTIONS)))
    assert answers[0][1] != answers[1][1]
    for opened, _ in answers:
        opened.close()
