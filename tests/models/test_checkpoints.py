"""What lies at a path is recognised by its files, and what could run code or leads out of a folder is refused."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_cli.errors import CatalogError, FileProblem, ModelDamaged, UsageProblem
from catalog_cli.models import checkpoints, language_codes
from catalog_cli.models.checkpoints import Form, recognise

WEIGHTS: dict[str, object] = {"model.safetensors": b"x"}


def write(folder: Path, files: dict[str, object]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return folder


@pytest.mark.parametrize(
    ("files", "form", "architecture", "kind"),
    [
        ({"config.json": {"model_type": "marian"}, **WEIGHTS}, Form.TRANSFORMERS, "marian", "translator"),
        (
            {
                "config.json": {"model_type": "m2m_100"},
                "tokenizer_config.json": {"tokenizer_class": "NllbTokenizerFast"},
                "model.safetensors": b"x",
            },
            Form.TRANSFORMERS, "nllb", "translator",
        ),
        ({"config.json": {"model_type": "m2m_100"}, **WEIGHTS}, Form.TRANSFORMERS, "m2m100", "translator"),
        (
            {"config.json": {"model_type": "mbart", "tokenizer_class": "MBart50Tokenizer"}, "model.safetensors": b"x"},
            Form.TRANSFORMERS, "mbart50", "translator",
        ),
        ({"config.json": {"model_type": "qwen3"}, "model.safetensors": b"x"}, Form.TRANSFORMERS, "qwen3", "generator"),
        ({"config.json": {"model_type": "bert"}, "pytorch_model.bin": b"x"}, Form.TRANSFORMERS, "bert", "encoder"),
        ({"config.json": {}, "model.bin": b"x", "shared_vocabulary.json": []}, Form.CTRANSLATE2, "", "generator"),
        ({"decoder.yml": b"", "opus.npz": b"PK"}, Form.OPUS_MT, "marian", "translator"),
        ({"model.npz": b"PK"}, Form.MARIAN, "marian", "translator"),
        ({"model.gguf": b"GGUF"}, Form.GGUF, "", "generator"),
        ({"metadata.json": {}, "model/model.bin": b"x"}, Form.ARGOS, "", "generator"),
    ],
)  # fmt: skip
def test_a_folder_is_recognised(
    files: dict[str, object], form: Form, architecture: str, kind: str, tmp_path: Path
) -> None:
    found = recognise(write(tmp_path, files))
    assert (found.form, found.architecture, found.kind) == (form, architecture, kind)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("any.gguf", b"GGUF\3\0\0\0", Form.GGUF),
        ("renamed.bin", b"GGUF\3\0\0\0", Form.GGUF),  # by its first bytes
        ("model.npz", b"PK\3\4", Form.MARIAN),
        ("opus.zip", b"PK\3\4", Form.ARCHIVE),
        ("translate-en_de.argosmodel", b"PK\3\4", Form.ARGOS),
    ],
)
def test_a_file_is_recognised(name: str, content: bytes, form: Form, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert recognise(tmp_path / name).form is form


@pytest.mark.parametrize(
    ("files", "kind", "words"),
    [
        ({}, UsageProblem, "is no checkpoint"),
        ({"a.npz": b"", "b.npz": b""}, UsageProblem, "has 2 files *.npz: name one of them"),
        ({"config.json": {"model_type": "whisper"}}, UsageProblem, 'of the type "whisper"'),
        ({"config.json": {"model_type": "x", "auto_map": {}}}, UsageProblem, "its own program code"),
        ({"config.json": b"{"}, ModelDamaged, "config.json"),
        ({"config.json": []}, ModelDamaged, "config.json is no JSON object"),
        ({"config.json": b"[" * 100_000}, ModelDamaged, "config.json"),
        ({"config.json": {"model_type": "t5"}}, ModelDamaged, "weights (model.safetensors) are missing"),
        (
            {"config.json": {"model_type": "t5"}, "model.safetensors.index.json": {"weight_map": {"a": "../../b"}}},
            ModelDamaged, "../../b",
        ),
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_one_sentence(
    files: dict[str, object], kind: type[CatalogError], words: str, tmp_path: Path
) -> None:
    with pytest.raises(kind) as caught:
        recognise(write(tmp_path, files))
    assert words in str(caught.value)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="There is no file or folder"):
        recognise(tmp_path / "none")
    (tmp_path / "notes.txt").write_text("no model", encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"notes\.txt is no checkpoint"):
        recognise(tmp_path / "notes.txt")


def _safetensors(end: int, length: int) -> bytes:
    header = json.dumps({"w": {"dtype": "F32", "shape": [4], "data_offsets": [0, end]}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(length)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_safetensors(16, 16), None),
        (_safetensors(16, 15), "ends too early"),
        (b"", "is damaged"),
        (struct.pack("<Q", 1 << 60), "is damaged"),  # a header of an exabyte is not read
        (struct.pack("<Q", 4) + b"{{{{", "is damaged"),
    ],
)
def test_cut_safetensors_are_seen_by_their_header(content: bytes, words: str | None, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    if words is None:
        checkpoints.check_safetensors(path)
        return
    with pytest.raises(ModelDamaged, match=words):
        checkpoints.check_safetensors(path)


def zipped(path: Path, names: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("names", "folder"),
    [({"decoder.yml": b"", "a.npz": b""}, "."), ({"opus/decoder.yml": b"", "opus/a.npz": b""}, "opus")],
)
def test_a_zip_is_unpacked_to_where_its_checkpoint_is(names: dict[str, bytes], folder: str, tmp_path: Path) -> None:
    found = checkpoints.unpack(zipped(tmp_path / "a.zip", names), tmp_path / "into", most_bytes=1_000)
    assert found == (tmp_path / "into" / folder)
    assert (found / "decoder.yml").exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: zipped(path, {"../out.txt": b"x"}), "leads out of the folder"),
        (lambda path: zipped(path, {"/etc/out.txt": b"x"}), "leads out of the folder"),
        (lambda path: zipped(path, {"big": bytes(2_000)}), "needs more than 1,000 bytes"),
        (lambda path: path.write_bytes(b"PK\3\4 no zip") and path, "cannot be unpacked"),
    ],
)
def test_a_hostile_zip_writes_nothing_outside(make: Callable[[Path], Path], words: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = make(tmp_path / "in" / "a.zip")
    with pytest.raises(FileProblem, match=words):
        checkpoints.unpack(path, tmp_path / "in" / "into", most_bytes=1_000)
    assert [entry.name for entry in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("---\nlicense: mit\nlanguage:\n- en\n- no\n---\n# A\n", {"license": "mit", "language": ["en", False]}),
        ("# no front matter", {}),
        ("---\n: [\n---\n", {}),
        ("---\n- a list\n---\n", {}),
    ],
)
def test_a_card_is_its_front_matter(text: str, card: dict[str, object], tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    assert checkpoints.read_card(tmp_path) == card


def test_a_card_names_its_languages() -> None:
    assert language_codes.locales_of_card({"language": ["en", False, "multilingual", "zh-TW"]}) == ["en", "no", "zh-TW"]
    assert language_codes.locales_of_card({}) == []


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("eng_Latn", "en"), ("zsm_Latn", "ms"), ("kor_Hang", "ko"), ("srp_Cyrl", "sr"), ("zho_Hant", "zh-Hant"),
        ("ckb_Arab", "ckb"), ("__ns__", "nso"), (">>pt_BR<<", "pt-BR"), (">>cmn_Hans<<", "zh"), ("<2fil>", "fil"),
        ("<mask>", None), ("<extra_id_0>", None), ("roa", None), ("", None), ("xx", None), ("<2>", None),
    ],
)  # fmt: skip
def test_a_code_is_a_locale_or_nothing(code: str, locale: str | None) -> None:
    assert language_codes.locale_of(code) == locale
