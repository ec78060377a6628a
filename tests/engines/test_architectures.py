"""What each architecture is told, what of it comes back, and what becomes of a text longer than it reads."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.engines.framing import Frame, cut, frame_of
from catalog_cli.engines.vocabularies import read_vocabulary
from catalog_cli.errors import ModelDamaged
from catalog_cli.model_manifest import Manifest, read_manifest, write_manifest
from catalog_cli.models.store import file_digests
from tests.engines.conftest import opened
from tests.engines.tiny_models import TINY

OPTIONS = DecodingOptions(max_target_tokens=24)
FolderOf = Callable[[str], Path]

FRAMES = [
    # (tiny model, before the source, after it, before the target)
    ("marian", (), ("</s>",), ()),
    ("marian_many", (">>pob<<",), ("</s>",), ()),
    ("m2m", ("__en__",), ("</s>",), ("__pt__",)),
    ("nllb", ("__en__",), ("</s>",), ("__pt__",)),  # "</s>" is where its decoder starts by itself
    ("mbart", (), ("</s>", "__en__"), ("__pt__",)),
    ("mbart50", ("__en__",), ("</s>",), ("__pt__",)),
    ("t5", ("<2pt>",), ("</s>",), ()),
]


@pytest.mark.parametrize(("name", "before", "after", "target_before"), FRAMES)
def test_what_a_model_is_told(
    architecture_folder: FolderOf,
    name: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
    target_before: tuple[str, ...],
) -> None:
    translator = opened(architecture_folder(name), name)
    frame = translator._frame
    assert (frame.before, frame.after, frame.target_before) == (before, after, target_before)
    assert frame.gives_start is (name == "mbart")


@pytest.mark.parametrize("name", ["marian_many", "m2m", "nllb", "mbart", "mbart50", "t5", "t5_task"])
def test_the_target_language_decides_the_target(architecture_folder: FolderOf, name: str) -> None:
    found = []
    for target in ("pt-BR", "de"):
        translator = opened(architecture_folder(name), name, target)
        [[answer]] = translator.translate(translator.tokenizer.encode(["The small pocket"]), OPTIONS)
        found.append(answer.tokens)
        translator.close()
    assert found[0] != found[1]
    assert not {*found[0], *found[1]} & {token for _, token in TINY[name].language_tokens}


@pytest.mark.parametrize("name", ["m2m", "nllb", "mbart", "t5", "marian_many"])
def test_tokens_of_the_frame_are_no_text(architecture_folder: FolderOf, name: str) -> None:
    translator = opened(architecture_folder(name), name)
    [pieces] = translator.tokenizer.encode(["red"])
    token = dict(TINY[name].language_tokens)["pt-BR"]
    assert translator.tokenizer.decode([[token, *pieces, token]]) == ["red"]


def test_the_pieces_of_a_target_are_its_own_models(marian_engine: Translator) -> None:
    source, target = (
        encode(["algodão"])[0] for encode in (marian_engine.tokenizer.encode, marian_engine.tokenizer.encode_targets)
    )
    assert source != target
    assert marian_engine.tokenizer.decode([target]) == ["algodão"]


# --- too long


@pytest.mark.parametrize("name", TINY)
def test_a_long_source_is_cut_into_parts_and_nothing_is_lost(architecture_folder: FolderOf, name: str) -> None:
    translator = opened(architecture_folder(name), name)
    most = translator._frame.most_source
    [source] = translator.tokenizer.encode(["The red bag is strong. " * 60])
    assert len(source) > 3 * most
    parts = cut(source, most)
    assert [piece for part in parts for piece in part] == source
    assert all(0 < len(part) <= most for part in parts)
    [[whole]] = translator.translate([source], OPTIONS)
    own = [answers[0] for answers in translator.translate(parts, OPTIONS)]
    assert whole.tokens == tuple(piece for answer in own for piece in answer.tokens)
    assert whole.score is not None
    assert whole.score <= 0
    starts = [sum(map(len, parts[:index])) for index in range(len(parts))]
    shifted = [start + at for start, answer in zip(starts, own, strict=True) for at in answer.attended]
    assert list(whole.attended) == shifted
    translator.close()


@pytest.mark.parametrize("name", TINY)
def test_what_has_no_position_is_refused_not_cut(architecture_folder: FolderOf, name: str) -> None:
    translator = opened(architecture_folder(name), name)
    short, long = translator.tokenizer.encode(["Red", "The red bag is strong. " * 60])
    answers = translator.continue_from([short, long, short], [short, short, long], OPTIONS)
    assert [len(own) for own in answers] == [1, 0, 0]
    scores = translator.score([short, long, short], [short, short, long])
    assert [math.isinf(score) for score in scores] == [False, True, True]
    logits = translator.next_logits([short, long], [short, short], [short, short])
    assert math.isfinite(logits[0][0][0])
    assert {value for row in logits[1] for value in row} == {-math.inf}
    assert set(translator.align([long], [short])[0]) == {-1}
    translator.close()


@pytest.mark.parametrize(
    ("tokens", "most", "expected"),
    [
        ([], 3, [[]]),
        (["▁a"], 0, [["▁a"]]),  # no limit
        (["▁a", "▁b", "▁c"], 2, [["▁a", "▁b"], ["▁c"]]),
        (["▁a", "▁b", "b", "▁c"], 3, [["▁a", "▁b", "b"], ["▁c"]]),
        (["▁a", "▁b", "b", "▁c", "c"], 4, [["▁a", "▁b", "b"], ["▁c", "c"]]),
        (["▁a", "▁b", "b", "b", "b"], 4, [["▁a", "▁b", "b", "b"], ["b"]]),  # a part is no less than half
        (["a"] * 5, 2, [["a", "a"], ["a", "a"], ["a"]]),  # Japanese: no spaces
    ],
)
def test_where_a_source_is_cut(tokens: list[str], most: int, expected: list[list[str]]) -> None:
    assert cut(tokens, most) == expected


# --- frames from manifests


class NoTokenizer:
    def encode(self, texts: list[str]) -> list[list[str]]:
        return [["▁" + word for word in text.split()] for text in texts]


@pytest.mark.parametrize(
    ("manifest", "config", "expected"),
    [
        (Manifest("m"), {"add_source_eos": True}, Frame()),
        (Manifest("m", add_source_eos=False), {}, Frame()),
        (Manifest("m"), {"eos_token": "<end>"}, Frame(after=("<end>",))),
        (
            Manifest("m", architecture="t5", source_prefix="translate English to German: "),
            {},
            Frame(("▁translate", "▁English", "▁to", "▁German:"), ("</s>",)),
        ),
        (
            Manifest("m", architecture="mbart50", language_tokens={"en": "en_XX", "de": "de_DE"}),
            {"decoder_start_token": "</s>"},
            Frame(("en_XX",), ("</s>",), ("de_DE",)),
        ),
        (Manifest("m", architecture="t5", source_prefix="{token} "), {}, Frame((), ("</s>",))),  # it is told nothing
        (Manifest("m", source="path:x", max_input_tokens=10), {}, Frame((), ("</s>",), most_source=8, most_target=9)),
        (Manifest("m", decoder_start=("<b>",)), {"decoder_start_token": "<b>"}, Frame((), ("</s>",))),
        (Manifest("m", decoder_start=("<b>",)), {"decoder_start_token": "</s>"}, Frame((), ("</s>",), ("<b>",))),
    ],
)
def test_a_frame_is_what_the_manifest_says(manifest: Manifest, config: dict[str, object], expected: Frame) -> None:
    assert frame_of(manifest, ("en", "de"), config, NoTokenizer()) == expected


def test_a_prefix_without_a_token_for_the_language_is_told() -> None:
    manifest = Manifest("m", source_prefix="{token} ", language_tokens={"pt": "<2pt>"})
    with pytest.raises(ValueError, match="no language token for de"):
        frame_of(manifest, ("en", "de"), {}, NoTokenizer())


# --- damaged, or put together of two


def damaged(folder: Path, tmp_path: Path, **changed: object) -> Path:
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    if changed:
        write_manifest(replace(read_manifest(copy), **changed), copy)
    return copy


def reason_of(folder: Path, name: str) -> str:
    translator = opened(folder, name)
    with pytest.raises(ModelDamaged) as caught:
        translator.translate(translator.tokenizer.encode(["Red"]), OPTIONS)
    translator.close()
    assert caught.value.exit_code == 4
    assert "\n" not in str(caught.value)
    assert "remove it and add it again (path:tiny)" in str(caught.value)
    return caught.value.reason


def test_a_language_without_a_token_is_told(architecture_folder: FolderOf, tmp_path: Path) -> None:
    folder = damaged(architecture_folder("m2m"), tmp_path, language_tokens={"en": "__en__"})
    assert reason_of(folder, "m2m") == "it has no language token for pt-BR"


def test_a_language_token_of_another_model_is_told(architecture_folder: FolderOf, tmp_path: Path) -> None:
    folder = damaged(
        architecture_folder("m2m"), tmp_path, language_tokens={"en": "eng_Latn", "pt-BR": "por_Latn", "de": "deu_Latn"}
    )
    assert reason_of(folder, "m2m") == 'its source vocabulary has no "eng_Latn"'


def test_a_tokenizer_of_another_model_is_told(
    architecture_folder: FolderOf, engine: Translator, tmp_path: Path
) -> None:
    folder = damaged(architecture_folder("m2m"), tmp_path)
    shutil.copy(engine._folder.path / "source.spm", folder / "source.spm")
    assert reason_of(folder, "m2m").startswith("source.spm is of another model: the vocabulary holds")


@pytest.mark.parametrize("name", ["shared_vocabulary.json", "config.json", "source.spm", "model.bin"])
def test_a_file_that_changed_is_told(architecture_folder: FolderOf, tmp_path: Path, name: str) -> None:
    digests = file_digests(architecture_folder("m2m"), "m2m")
    folder = damaged(architecture_folder("m2m"), tmp_path, sha256={**digests, name: "0" * 64})
    assert reason_of(folder, "m2m") == f"{name} is not the file that manifest.json names"


def test_a_file_that_came_later_is_told(architecture_folder: FolderOf, tmp_path: Path) -> None:
    """An empty vmap.txt ends the process that loads it (CTranslate2 4.8.5)."""
    folder = damaged(architecture_folder("m2m"), tmp_path, sha256=file_digests(architecture_folder("m2m"), "m2m"))
    (folder / "vmap.txt").write_bytes(b"")
    assert reason_of(folder, "m2m") == "vmap.txt is not among the files that manifest.json names"


@pytest.mark.parametrize("lacking", ["source.spm", "model.bin", "shared_vocabulary.json"])
def test_a_missing_file_is_told(architecture_folder: FolderOf, tmp_path: Path, lacking: str) -> None:
    folder = damaged(architecture_folder("t5"), tmp_path)
    (folder / lacking).unlink()
    assert reason_of(folder, "t5")


def test_a_decoder_only_model_is_no_translator(generator_folder: Path, tmp_path: Path) -> None:
    assert reason_of(damaged(generator_folder, tmp_path, kind="translator", architecture="marian"), "m2m")


def test_a_vocabulary_of_one_piece_a_line_is_read(architecture_folder: FolderOf, tmp_path: Path) -> None:
    """As CTranslate2 2 and 3 wrote them, and Argos packages have them."""
    folder = damaged(architecture_folder("marian"), tmp_path)
    path = folder / "shared_vocabulary.json"
    pieces = read_vocabulary(folder, "source")
    path.unlink()
    (folder / "shared_vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    old, new = opened(folder, "marian"), opened(architecture_folder("marian"), "marian")
    sources = old.tokenizer.encode(["Red bag"])
    assert old.translate(sources, OPTIONS) == new.translate(sources, OPTIONS)
    old.close()
    new.close()
