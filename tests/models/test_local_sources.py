"""Models that need no conversion: CTranslate2 folders and Argos packages, whole and wrong."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli import engines
from catalog_cli.engine import DecodingOptions
from catalog_cli.errors import CatalogError, FileProblem, ModelDamaged, UsageProblem
from catalog_cli.model_manifest import write_manifest
from catalog_cli.models.local_sources import (
    Facts,
    is_argos_package,
    is_ct2_folder,
    suggested_name,
    take_argos_package,
    take_folder,
)
from catalog_cli.models.store import ModelStore
from tests.engines.tiny_models import build_tiny_model

EN_DE = Facts(("en",), ("de",), "mit")
METADATA = {"package_version": "1.9", "argos_version": "1.9.0", "from_code": "en", "to_code": "pb"}
SENTENCES = ["The bag is red.", "Wash at 30 degrees.", "Cotton shirt, size L"]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny_model")
    build_tiny_model(folder)
    return folder


@pytest.fixture
def folder(tiny: Path, tmp_path: Path) -> Path:
    """A folder of one's own to change."""
    return Path(shutil.copytree(tiny, tmp_path / "My model"))


@pytest.fixture
def into(tmp_path: Path) -> Path:
    path = tmp_path / "into"
    path.mkdir()
    return path


def pack(path: Path, folder: Path, metadata: object = METADATA, extra: dict[str, bytes] | None = None) -> Path:
    """Write an Argos package of a CTranslate2 folder, as argostranslate's own tool lays it out."""
    top = "translate-en_pb-1_9"
    with zipfile.ZipFile(path, "w") as package:
        if metadata is not None:
            package.writestr(f"{top}/metadata.json", json.dumps(metadata))
        for file in sorted(folder.iterdir()):
            if file.name == "source.spm":
                package.write(file, f"{top}/sentencepiece.model")
            elif file.name not in ("manifest.json", "LICENSE", "MODEL_CARD.md"):
                package.write(file, f"{top}/model/{file.name}")
        package.writestr(f"{top}/README.md", "# A package")
        package.writestr(f"{top}/stanza/en/tokenize/combined.pt", b"a pickle that nobody opens")
        package.writestr(f"{top}/stanza/model.bin", b"not ours")
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return path


def test_the_embedded_model_as_an_argos_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path / "models"))
    embedded = engines.embedded_models()[0]
    package = pack(tmp_path / "translate-en_pb-1_9.argosmodel", embedded.path)
    added = ModelStore(tmp_path / "models").add("argos", lambda into: take_argos_package(package, into, Facts()))
    assert (added.source_locales, added.target_locales) == (("en",), ("pt-BR",))  # "pb" is argostranslate's own code
    assert (added.source, added.source_revision) == ("argos:translate-en_pb-1_9.argosmodel", "1.9")
    assert (added.licence, added.quantization, added.kind) == ("unknown", "int8", "translator")
    assert set(added.sha256) == {
        "README.md", "config.json", "model.bin", "shared_vocabulary.json", "source.spm", "vmap.txt"
    }  # fmt: skip
    assert added.unknown["argos"] == {"package_version": "1.9", "argos_version": "1.9.0"}
    answers = []
    for name in ("argos", "en-pt-BR"):
        engine = engines.load_engine("en", "pt-BR", model=name, threads=1)
        found = engine.translate(engine.tokenizer.encode(SENTENCES), DecodingOptions())
        answers.append(engine.tokenizer.decode([hypotheses[0].tokens for hypotheses in found]))
        engine.close()
    assert answers[0] == answers[1]


def test_a_folder_without_a_manifest_needs_its_languages(folder: Path, into: Path) -> None:
    (folder / "train.py").write_text("import os", encoding="utf-8")
    (folder / "checkpoint.pt").write_bytes(b"a pickle")
    with pytest.raises(UsageProblem, match=r"--from and --to"):
        take_folder(folder, into, Facts())
    shutil.rmtree(into)
    into.mkdir()
    manifest = take_folder(folder, into, EN_DE)
    assert list(manifest.pairs()) == [("en", "de")]
    assert (manifest.name, manifest.source, manifest.licence) == ("My-model", "path:My model", "MIT")
    assert (manifest.quantization, manifest.add_source_eos) == ("int8", True)
    # Only a model's own files are taken.
    assert {path.name for path in into.iterdir()} == {
        "model.bin",
        "config.json",
        "shared_vocabulary.json",
        "source.spm",
    }


def test_a_folder_of_ours_says_everything_itself(folder: Path, into: Path) -> None:
    before = take_folder(folder, into, EN_DE)
    before = replace(before, settings={"beam_size": 2}, unknown={"made_by": "x"})
    write_manifest(before, folder)
    shutil.rmtree(into)
    into.mkdir()
    assert take_folder(folder, into, Facts()) == before
    assert take_folder(folder, into, Facts(licence="cc-by-nc-4.0")).licence == "CC-BY-NC-4.0"


NAMED = [
    # (what the SentencePiece files of a folder are called) -> (kind, source, target), in our names
    (("source.spm",), ("sentencepiece", "source.spm", "source.spm")),
    (("sentencepiece.model",), ("sentencepiece", "source.spm", "source.spm")),
    (("sentencepiece.bpe.model",), ("sentencepiece", "source.spm", "source.spm")),
    (("spiece.model",), ("sentencepiece", "source.spm", "source.spm")),
    (("source.spm", "target.spm"), ("sentencepiece-pair", "source.spm", "target.spm")),
    (("tokenizer.json",), ("huggingface", "tokenizer.json", "tokenizer.json")),
]


@pytest.mark.parametrize(("names", "expected"), NAMED)
def test_tokenizers_by_any_name(folder: Path, into: Path, names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    spm = (folder / "source.spm").read_bytes()
    (folder / "source.spm").unlink()
    for name in names:
        (folder / name).write_bytes(spm)
    tokenizer = take_folder(folder, into, EN_DE).tokenizer
    assert (tokenizer.kind, tokenizer.source, tokenizer.target) == expected
    assert {expected[1], expected[2]} <= {path.name for path in into.iterdir()}


def test_the_form_of_older_models(folder: Path, into: Path) -> None:
    """Before CTranslate2 3 a vocabulary was lines of text, and there was no config.json."""
    pieces = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    (folder / "shared_vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    (folder / "shared_vocabulary.json").unlink()
    (folder / "config.json").unlink()
    manifest = take_folder(folder, into, EN_DE)
    assert json.loads((into / "shared_vocabulary.json").read_text(encoding="utf-8")) == pieces
    assert not (into / "shared_vocabulary.txt").exists()
    assert not manifest.add_source_eos


FAMILIES = [
    # (language tokens in the vocabulary) -> (architecture, prefix, tokens)
    ("__en__ __de__ __fr__ __pt__ __ja__", "m2m100", "", {"en": "__en__", "ja": "__ja__"}),
    ("eng_Latn deu_Latn fra_Latn por_Latn jpn_Jpan", "nllb", "", {"en": "eng_Latn", "ja": "jpn_Jpan"}),
    ("en_XX de_DE fr_XX pt_XX ja_XX", "mbart50", "", {"en": "en_XX", "de": "de_DE"}),
    ("<2en> <2de> <2fr> <2pt> <2ja>", "t5", "{token} ", {"en": "<2en>", "ja": "<2ja>"}),
    ("__en__ __de__", "marian", "", {}),  # two pieces of that shape make no family
]


@pytest.mark.parametrize(("tokens", "architecture", "prefix", "known"), FAMILIES)
def test_what_a_multilingual_model_is_told_by(
    folder: Path, into: Path, tokens: str, architecture: str, prefix: str, known: dict[str, str]
) -> None:
    path = folder / "shared_vocabulary.json"
    path.write_text(json.dumps([*json.loads(path.read_text(encoding="utf-8")), *tokens.split()]), encoding="utf-8")
    manifest = take_folder(folder, into, Facts(("en",), ("pt-BR",)))
    assert (manifest.architecture, manifest.source_prefix) == (architecture, prefix)
    assert known.items() <= manifest.language_tokens.items()
    assert list(manifest.pairs()) == [("en", "pt-BR")]
    if known:
        assert manifest.language_tokens["pt-BR"] == manifest.language_tokens["pt"]
        assert len(take_folder(folder, into, Facts()).target_locales) == 5


def _zip(path: Path, names: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in names.items():
            package.writestr(name, data)
    return path


def _with(**changes: object) -> Callable[[Path, Path], Path]:
    return lambda path, folder: pack(path, folder, {**METADATA, **changes})


def _extra(name: str, data: bytes = b"x") -> Callable[[Path, Path], Path]:
    return lambda path, folder: pack(path, folder, extra={name: data})


def _symlink(path: Path, folder: Path) -> Path:
    link = zipfile.ZipInfo("p/model/vmap.txt")
    link.external_attr = 0o120777 << 16
    pack(path, folder)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(link, "/etc/passwd")
    return path


def _bomb(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("p/metadata.json", json.dumps(METADATA))
        package.writestr("p/model/model.bin", b"\0" * 30_000_000)
    return path


def _cut(path: Path, folder: Path) -> Path:
    path.write_bytes(pack(path, folder).read_bytes()[:3_000])
    return path


def _flipped(path: Path, folder: Path) -> Path:
    pack(path, folder)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(bytes(data))
    return path


WRONG: list[tuple[Callable[[Path, Path], Path], type[CatalogError], str]] = [
    (lambda path, folder: _zip(path, {}), FileProblem, "has no metadata"),
    (lambda path, folder: pack(path, folder, None), FileProblem, "has no metadata"),
    (lambda path, folder: pack(path, folder, [1]), FileProblem, "no object"),
    (lambda path, folder: _zip(path, {"p/metadata.json": b"{"}), FileProblem, "damaged metadata"),
    (lambda path, folder: _zip(path, {"p/metadata.json": json.dumps(METADATA).encode()}), ModelDamaged, "missing"),
    (lambda path, folder: Path(path.write_text("no zip", encoding="utf-8") and path), FileProblem, "no Argos package"),
    (_with(from_code="xx-nothing"), FileProblem, 'no locale as "from_code"'),
    (_with(to_code=None), FileProblem, 'no locale as "to_code"'),
    (_with(to_code="../x"), FileProblem, 'no locale as "to_code"'),
    (_with(type="sbd"), FileProblem, "does not translate"),
    (_extra("../../model/model.bin"), FileProblem, "leads out"),
    (_extra("/model/model.bin"), FileProblem, "leads out"),
    (_extra("p/model/..\\x"), FileProblem, "leads out"),
    (_extra("p/model/model.bin"), FileProblem, "model.bin twice"),
    (_extra("p/bpe.model"), FileProblem, "BPE tokenizer"),
    (_symlink, FileProblem, "leads out"),
    (_bomb, FileProblem, "would unpack to 30,0"),
    (_cut, FileProblem, "no Argos package"),
    (_flipped, FileProblem, "no Argos package"),
]


@pytest.mark.parametrize(("write", "kind", "said"), WRONG)
def test_what_is_no_argos_package(
    folder: Path, into: Path, write: Callable[[Path, Path], Path], kind: type[CatalogError], said: str
) -> None:
    path = write(into.parent / "translate-en_pb-1_9.argosmodel", folder)
    with pytest.raises(kind, match=said) as caught:
        take_argos_package(path, into, Facts())
    assert caught.value.exit_code in (3, 4)
    assert "\n" not in str(caught.value)


def test_what_is_what(folder: Path, tmp_path: Path) -> None:
    package = pack(tmp_path / "p.zip", folder)
    other = _zip(tmp_path / "opus.zip", {"model.npz": b"x"})
    text = tmp_path / "a.txt"
    text.write_text("x", encoding="utf-8")
    assert [is_argos_package(path) for path in (package, other, text, folder, tmp_path / "no")] == [True, *[False] * 4]
    assert [is_ct2_folder(path) for path in (folder, tmp_path, package)] == [True, False, False]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Helsinki-NLP/opus-mt-en-de", "opus-mt-en-de"),
        ("a/模型", "model"),
        ("a/..b", "b"),
        ("a/my model/", "my-model"),
        ("x/translate-en_de-1_9.argosmodel", "translate-en_de-1_9"),
    ],
)
def test_names_that_are_suggested(path: str, expected: str) -> None:
    assert suggested_name(Path(path)) == expected
