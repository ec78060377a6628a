"""The store: whole models or none, one at a time under a name, and damage told in a sentence."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli import engines
from catalog_cli.engine import DecodingOptions
from catalog_cli.engines.weights import read_outline
from catalog_cli.errors import CatalogError, FileProblem, ModelDamaged, ModelMissing, UsageProblem
from catalog_cli.model_manifest import Manifest, SelfTest, TokenizerFiles, manifest_of, read_manifest, write_manifest
from catalog_cli.models import store as stores
from catalog_cli.models.garbage import require_sound
from catalog_cli.models.store import ModelStore, check_model
from tests.engines.tiny_models import build_tiny_model

ROOT = Path(__file__).parents[2]
TINY = Manifest("tiny", source_locales=("en",), target_locales=("de",), source="path:tiny", licence="CC-BY-4.0")
Make = Callable[[Path], Manifest]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny_model")
    build_tiny_model(folder)
    return folder


@pytest.fixture(autouse=True)
def noise_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights of the tiny model are noise, which a store rightly calls no translation."""
    monkeypatch.setattr(stores, "require_sound", lambda manifest: None)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelStore:
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path / "models"))
    return ModelStore.of(os.environ)


@pytest.fixture
def make(tiny: Path) -> Make:
    def copied(folder: Path) -> Manifest:
        shutil.copytree(tiny, folder, dirs_exist_ok=True)
        return TINY

    return copied


@pytest.fixture
def untested(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child process per model, where the store alone is at issue."""
    monkeypatch.setattr(stores, "run_self_test", lambda folder, manifest: SelfTest())


def content(store: ModelStore) -> set[str]:
    """What lies in the store's folder but the locks."""
    return {path.name for path in store.folder.iterdir()} - {".locks"} if store.folder.exists() else set()


def test_a_model_comes_and_goes(store: ModelStore, make: Make, tiny: Path) -> None:
    added = store.add("my-model", make)
    assert content(store) == {"my-model"}
    assert read_manifest(store.path("my-model")) == added
    assert added.name == "my-model"
    assert set(added.sha256) == {path.name for path in tiny.iterdir()}
    assert added.size_bytes == sum(path.stat().st_size for path in tiny.iterdir())
    assert added.sha256["model.bin"].startswith(added.revision)
    assert len(added.self_test.outputs) == len(added.self_test.sentences) >= 3
    assert (added.self_test.source_locale, added.self_test.target_locale) == ("en", "de")
    assert check_model(store.path("my-model"), added) == 1.0
    engine = engines.load_engine("en", "de", model="my-model")
    assert engine.name == f"my-model@{added.revision}"
    assert engines.licence_of(engine.name) == "CC-BY-4.0"
    assert engine.translate(engine.tokenizer.encode(["Red bag"]), DecodingOptions())[0][0].tokens
    engine.close()
    assert store.remove("my-model") > added.size_bytes
    assert (content(store), store.names()) == (set(), [])


NO_NAMES = ["", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "a b", "x.", "C:x", "名前", "x" * 101, "a+b", "a\n"]


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name(store: ModelStore, make: Make, name: str) -> None:
    with pytest.raises(UsageProblem, match="cannot name a model"):
        store.add(name, make)
    with pytest.raises(UsageProblem, match="There is no model"):
        store.remove(name)
    assert content(store) == set()


@pytest.mark.parametrize("name", ["echo", "en-pt-BR"])
def test_names_of_engines_inside_are_taken(store: ModelStore, make: Make, name: str) -> None:
    with pytest.raises(UsageProblem, match="inside catalog-cli"):
        store.add(name, make)


def test_what_ships_inside_cannot_be_removed(store: ModelStore) -> None:
    with pytest.raises(UsageProblem, match="ships inside"):
        store.remove("en-pt-BR")


@pytest.mark.usefixtures("untested")
def test_a_name_is_given_once(store: ModelStore, make: Make) -> None:
    first = store.add("a", make)
    with pytest.raises(UsageProblem, match=r"There is a model a already.*catalog models remove a"):
        store.add("a", make)
    assert read_manifest(store.path("a")) == first


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), UsageProblem("x"), OSError(28, "No space")])
def test_a_half_finished_add_leaves_nothing(store: ModelStore, make: Make, error: BaseException) -> None:
    def fail(folder: Path) -> Manifest:
        make(folder)
        raise error

    with pytest.raises(type(error)):
        store.add("a", fail)
    assert content(store) == set()


KILLED = """
import os, signal, sys
from pathlib import Path
from catalog_cli.models.store import ModelStore
def die(folder):
    (folder / "model.bin").write_bytes(b"x" * 1000)
    os.kill(os.getpid(), signal.SIGKILL)
ModelStore(Path(sys.argv[1])).add("a", die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.usefixtures("untested")
def test_what_a_killed_process_leaves_is_swept_when_it_is_old(store: ModelStore, make: Make) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.run([sys.executable, "-c", KILLED, str(store.folder)], env=environment, timeout=60)
    assert child.returncode == -signal.SIGKILL
    (left,) = content(store)
    assert left.startswith(".making-a-")
    store.add("b", make)  # somebody could still be at work in it
    assert content(store) == {left, "b"}
    yesterday = time.time() - 25 * 3_600
    for path in (store.folder / left, store.folder / left / "model.bin"):
        os.utime(path, (yesterday, yesterday))
    store.add("a", make)  # and the dead process holds no lock
    assert content(store) == {"a", "b"}


@pytest.mark.usefixtures("untested")
def test_two_at_work_on_one_name(store: ModelStore, make: Make) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow(folder: Path) -> Manifest:
        begun.set()
        may_end.wait(30)
        return make(folder)

    worker = threading.Thread(target=store.add, args=("a", slow))
    worker.start()
    begun.wait(30)
    with pytest.raises(FileProblem, match="another process is at work"):
        store.add("a", make)
    assert store.add("b", make).name == "b"  # another name has nothing to wait for
    assert "a" not in store.names()
    may_end.set()
    worker.join()
    assert store.names() == ["a", "b"]


@pytest.mark.usefixtures("untested")
def test_of_many_adds_of_one_name_one_wins(store: ModelStore, make: Make) -> None:
    won: list[Manifest] = []
    lost: list[CatalogError] = []

    def add(number: int) -> None:
        try:
            won.append(store.add("a", lambda folder: replace(make(folder), source=f"path:{number}")))
        except (UsageProblem, FileProblem) as error:
            lost.append(error)

    workers = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (len(won), len(lost), content(store)) == (1, 7, {"a"})
    assert read_manifest(store.path("a")) == won[0]


def _cut(name: str, kept: int) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:kept]) and None


def _write(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(data) and None


def _delete(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _flip(name: str) -> Callable[[Path], None]:
    def flip(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 0xFF
        (folder / name).write_bytes(data)

    return flip


def _fewer_pieces(folder: Path) -> None:
    path = folder / "shared_vocabulary.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))[:-3]), encoding="utf-8")


def _other_pieces(folder: Path) -> None:
    path = folder / "shared_vocabulary.json"
    pieces = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([*pieces[:3], *(f"x{i}" for i in range(3, len(pieces)))]), encoding="utf-8")


DAMAGED_AT_ADD: list[tuple[Callable[[Path], None], str]] = [
    (_delete("model.bin"), "model.bin is missing"),
    (_write("model.bin", b""), "no file of CTranslate2 weights|ends too early"),
    (_write("model.bin", b"GGUF" + b"\0" * 500), "not a file of CTranslate2 weights"),
    (_write("model.bin", b"\x06\0\0\0" + b"\xff" * 500), "weights"),
    (_cut("model.bin", 100), "damaged|ends too early"),
    (_cut("model.bin", 5_000), "ends too early"),
    (_delete("shared_vocabulary.json"), "the vocabulary is missing"),
    (_fewer_pieces, "the vocabulary of another model"),
    (_write("shared_vocabulary.json", b"{}"), "no list of pieces"),
    (_write("shared_vocabulary.json", b"\xff\xfe"), "decode"),
    (_delete("source.spm"), "source.spm is missing"),
    # What only shows when an engine opens it: in a process of its own.
    (_other_pieces, "of different models"),
    (_write("source.spm", b"x" * 100), "The model a cannot be loaded"),
    (_write("vmap.txt", b""), "crashed|ended|vmap"),
    (_write("config.json", b"{"), "The model a cannot be loaded"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGED_AT_ADD)
def test_a_damaged_model_does_not_get_in(
    store: ModelStore, make: Make, damage: Callable[[Path], None], said: str
) -> None:
    def damaged(folder: Path) -> Manifest:
        manifest = make(folder)
        damage(folder)
        return manifest

    with pytest.raises(ModelDamaged, match=said) as caught:
        store.add("a", damaged)
    assert caught.value.exit_code == 4
    assert "\n" not in str(caught.value)
    assert content(store) == set()


@pytest.mark.parametrize(("outputs", "said"), [(("",) * 3, "answers nothing"), (("Rot " * 40,) * 3, "repeats itself")])
def test_what_translates_nothing_does_not_get_in(
    store: ModelStore, make: Make, monkeypatch: pytest.MonkeyPatch, outputs: tuple[str, ...], said: str
) -> None:
    sentences = ("This bag is red and has two pockets.", "Cotton shirt with long sleeves", "Wash at 30 degrees.")
    monkeypatch.setattr(stores, "require_sound", require_sound)
    answered = SelfTest(sentences, outputs, None, "en", "de")
    monkeypatch.setattr(stores, "run_self_test", lambda folder, manifest: answered)
    with pytest.raises(ModelDamaged, match=said):
        store.add("a", make)
    assert content(store) == set()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "generator"}, "weights are those of a model of another kind: translator"),
        ({"tokenizer": TokenizerFiles("sentencepiece-pair", "source.spm", "target.spm")}, "target.spm is missing"),
    ],
)
def test_weights_of_another_architecture(store: ModelStore, make: Make, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ModelDamaged, match=said):
        store.add("a", lambda folder: replace(make(folder), **wrong))  # type: ignore[arg-type]  # rows of the table


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_a_link_in_a_model_is_refused(store: ModelStore, make: Make, tmp_path: Path) -> None:
    def linked(folder: Path) -> Manifest:
        (folder / "vmap.txt").symlink_to(tmp_path)
        return make(folder)

    with pytest.raises(ModelDamaged, match=r"vmap\.txt is no file"):
        store.add("a", linked)


def _other_outputs(folder: Path) -> None:
    manifest = read_manifest(folder)
    outputs = tuple("something else altogether" for _ in manifest.self_test.outputs)
    write_manifest(replace(manifest, self_test=replace(manifest.self_test, outputs=outputs)), folder)


DAMAGED_LATER: list[tuple[Callable[[Path], None], str]] = [
    (_flip("model.bin"), "model.bin is not the file"),
    (_delete("model.bin"), "model.bin is missing"),
    (_cut("model.bin", 5_000), "model.bin is not the file"),
    (_cut("source.spm", 1_000), "source.spm is not the file"),
    (_fewer_pieces, "shared_vocabulary.json is not the file"),
    (_other_outputs, "gives other texts than when it was added"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGED_LATER)
def test_check_finds_what_was_damaged_later(
    store: ModelStore, make: Make, damage: Callable[[Path], None], said: str
) -> None:
    store.add("a", make)
    damage(store.path("a"))
    with pytest.raises(ModelDamaged, match=said) as caught:
        check_model(store.path("a"), read_manifest(store.path("a")))
    assert caught.value.exit_code == 4


@pytest.mark.usefixtures("untested")
@pytest.mark.parametrize("damage", [_delete("model.bin"), _cut("model.bin", 5_000), _cut("source.spm", 10)])
def test_a_run_finds_a_cut_model_before_it_opens_it(
    store: ModelStore, make: Make, damage: Callable[[Path], None]
) -> None:
    store.add("a", make)
    damage(store.path("a"))
    with pytest.raises(ModelDamaged, match=r"missing|bytes instead of") as caught:
        engines.load_engine("en", "de")
    assert caught.value.exit_code == 4


@pytest.mark.usefixtures("untested")
@pytest.mark.parametrize("text", ["", "[]", '{"format": 2}', '{"format": 2, "name": "../../x"}', "[" * 100_000])
def test_a_damaged_manifest_harms_only_its_own_model(store: ModelStore, make: Make, text: str) -> None:
    store.add("a", make)
    store.add("b", make)
    (store.path("a") / "manifest.json").write_text(text, encoding="utf-8")
    assert engines.find_model("en", "de").name == "b"
    assert engines.find_model("en", "pt-BR").is_embedded
    with pytest.raises(ModelDamaged, match=r"The model a .*manifest\.json"):
        engines.find_model("en", "de", "a")
    assert store.names() == ["a", "b"]
    store.remove("a")
    assert store.names() == ["b"]


BAD_MANIFESTS = [
    ({"kind": "magician"}, '"kind"'),
    ({"source_locales": "en"}, '"source_locales" must be a list'),
    ({"source_locales": ["no locale"]}, "no locale"),
    ({"tokenizer": {"kind": "sentencepiece", "source": "../../etc/passwd"}}, "no name of a file"),
    ({"tokenizer": {"kind": "magic", "source": "a"}}, '"tokenizer"'),
    ({"sha256": {"a/b": "0" * 64}}, "no name of a file"),
    ({"sha256": {"a": "xyz"}}, "no SHA-256"),
    ({"size_bytes": -1}, '"size_bytes"'),
    ({"size_bytes": True}, '"size_bytes"'),
    ({"is_noncommercial": "no"}, '"is_noncommercial"'),
    ({"self_test": {"outputs": [1]}}, '"self_test"'),
    ({"name": 7}, '"name"'),
]


@pytest.mark.parametrize(("change", "said"), BAD_MANIFESTS)
def test_a_manifest_that_makes_no_sense(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        manifest_of({**TINY.as_json(), **change})


def test_keys_of_a_later_version_are_kept(tmp_path: Path) -> None:
    manifest = manifest_of({**TINY.as_json(), "made_by": {"x": [1]}, "settings": {"beam_size": 2}})
    write_manifest(manifest, tmp_path)
    assert read_manifest(tmp_path) == manifest
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["made_by"] == {"x": [1]}
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


FOUND = [
    # (source, target, name) -> the model that serves
    (("en", "pt-BR", None), "en-pt-BR"),  # inside the package, whatever else is there
    (("en", "pt-BR", "many"), "many"),
    (("en", "de", None), "pair"),  # made for the pair
    (("en-GB", "de-AT", None), "pair"),
    (("de", "en", None), "many"),
    (("en", "fr", None), "many"),  # and not the non-commercial one
    (("en", "pt-PT", None), "many"),
    (("en", "ja", None), "nc"),
]


@pytest.fixture
def four_models(store: ModelStore, make: Make, untested: None) -> None:
    for name, sources, targets, licence in (
        ("many", "en de fr pt", "en de fr pt", "MIT"),
        ("nc", "en", "fr ja", "CC-BY-NC-4.0"),
        ("pair", "en", "de", "MIT"),
    ):
        given = {"source_locales": tuple(sources.split()), "target_locales": tuple(targets.split())}
        store.add(name, lambda folder, given=given, licence=licence: replace(make(folder), licence=licence, **given))


@pytest.mark.usefixtures("four_models")
@pytest.mark.parametrize(("wanted", "expected"), FOUND)
def test_which_model_serves_a_pair(wanted: tuple[str, str, str | None], expected: str) -> None:
    found = engines.find_model(*wanted)
    assert found.name == expected
    assert found.manifest.pair(*wanted[:2]) == (found.source_locale, found.target_locale)


@pytest.mark.usefixtures("four_models")
def test_what_no_model_serves() -> None:
    for wanted in (("ja", "de"), ("fr", "ja"), ("en", "en-US")):
        with pytest.raises(ModelMissing) as caught:
            engines.find_model(*wanted)
        assert 0 < len(caught.value.available) <= 12
    with pytest.raises(UsageProblem, match='No model "pair" translates en -> fr'):
        engines.find_model("en", "fr", "pair")
    assert engines.target_locales("en-US") == ("pt-BR", "de", "fr", "pt", "ja")
    assert [model.name for model in engines.find_models("de", "ja", pivot="en")] == ["many", "nc"]
    assert [model.name for model in engines.find_models("de", "fr", pivot="en")] == ["many"]
    with pytest.raises(ModelMissing, match="ja -> ko"):
        engines.find_models("ja", "ko", pivot="en")


def test_a_store_that_cannot_be_made(tmp_path: Path, make: Make) -> None:
    (tmp_path / "models").write_text("a file", encoding="utf-8")
    with pytest.raises(FileProblem, match="cannot be written") as caught:
        ModelStore(tmp_path / "models").add("a", make)
    assert caught.value.exit_code == 3
    assert engines.installed_models(tmp_path / "models") == engines.embedded_models()


def test_weights_cut_anywhere_are_told(tiny: Path, tmp_path: Path) -> None:
    whole = (tiny / "model.bin").read_bytes()
    assert read_outline(tiny).kind == "translator"
    for kept in [*range(200), *range(200, len(whole), 211), len(whole) - 1]:
        (tmp_path / "model.bin").write_bytes(whole[:kept])
        with pytest.raises(ValueError, match=r"model\.bin"):
            read_outline(tmp_path)
