"""The engines of the contract suite: a tiny model of each architecture, built once and closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalog_cli.engine import Translator
from catalog_cli.engines import InstalledModel
from catalog_cli.engines.ct2_translator import Ct2Translator, open_translator
from catalog_cli.engines.pivot import PivotTranslator
from tests.engines.tiny_models import TINY, build_architecture, build_encoder, build_generator, build_tiny_model


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    build_tiny_model(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_engine(tiny_folder: Path) -> Iterator[Translator]:
    model = InstalledModel("tiny", "en", "pt-BR", "0" * 12, "Apache-2.0", tiny_folder)
    translator = open_translator(tiny_folder, model)
    yield translator
    translator.close()


@pytest.fixture(scope="session")
def architecture_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of an architecture's tiny model, built when it is first asked for."""
    folders: dict[str, Path] = {}

    def folder_of(name: str) -> Path:
        if TINY[name].tokenizer.kind == "huggingface":
            pytest.importorskip("tokenizers")
        if name not in folders:
            folder = tmp_path_factory.mktemp(name)
            build_architecture(folder, name)
            folders[name] = folder
        return folders[name]

    return folder_of


def opened(folder: Path, name: str, target_locale: str = "pt-BR", source_locale: str = "en") -> Ct2Translator:
    """A translator of a tiny model for one of its pairs."""
    return open_translator(
        folder, InstalledModel(f"tiny-{name}", source_locale, target_locale, "0" * 12, "Apache-2.0", folder), threads=2
    )


def _engine_of(name: str) -> object:
    @pytest.fixture(scope="session", name=f"{name}_engine")
    def engine(architecture_folder: Callable[[str], Path]) -> Iterator[Translator]:
        translator = opened(architecture_folder(name), name)
        yield translator
        translator.close()

    return engine


marian_engine = _engine_of("marian")
marian_many_engine = _engine_of("marian_many")
m2m_engine = _engine_of("m2m")
nllb_engine = _engine_of("nllb")
mbart_engine = _engine_of("mbart")
mbart50_engine = _engine_of("mbart50")
t5_engine = _engine_of("t5")
t5_task_engine = _engine_of("t5_task")


@pytest.fixture(scope="session")
def pivot_engine(architecture_folder: Callable[[str], Path]) -> Iterator[Translator]:
    """From "en" over "de" to "pt-BR"."""
    first = opened(architecture_folder("m2m"), "m2m", "de")
    second = opened(architecture_folder("marian"), "marian", "pt-BR", "de")
    translator = PivotTranslator(first, second)
    yield translator
    translator.close()


@pytest.fixture(scope="session")
def generator_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generator")
    build_generator(folder)
    return folder


@pytest.fixture(scope="session")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    build_encoder(folder)
    return folder
