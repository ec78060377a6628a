"""Models as one file: what goes out comes in the same, and nothing else comes in."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem, ModelDamaged, UsageProblem
from catalog_cli.model_manifest import Manifest, SelfTest, read_manifest
from catalog_cli.models import store as stores
from catalog_cli.models.archive import export_model, import_model, read_archive_manifest, unpack
from catalog_cli.models.store import ModelStore
from tests.engines.tiny_models import build_tiny_model

Member = tuple[tarfile.TarInfo, bytes]


@pytest.fixture(scope="module", autouse=True)
def noise_is_sound() -> Iterator[None]:
    """The weights of the tiny model are noise, which a store rightly calls no translation."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(stores, "require_sound", lambda manifest: None)
        yield


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    """A store with a model "tiny", which ran when it was added."""
    store = ModelStore(tmp_path_factory.mktemp("models"))

    def make(folder: Path) -> Manifest:
        build_tiny_model(folder)
        (folder / "MODEL_CARD.md").write_text("# Tiny\n", encoding="utf-8")
        return Manifest("tiny", source_locales=("en",), target_locales=("de",), unknown={"made_by": "a test"})

    store.add("tiny", make)
    return store


@pytest.fixture
def exported(store: ModelStore, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.tar"
    assert export_model(store.path("tiny"), read_manifest(store.path("tiny")), path) == path.stat().st_size
    return path


@pytest.fixture
def empty(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "other machine")


def content(store: ModelStore) -> set[str]:
    return {path.name for path in store.folder.iterdir()} - {".locks"} if store.folder.exists() else set()


def test_a_model_goes_to_another_machine(store: ModelStore, exported: Path, empty: ModelStore) -> None:
    before = read_manifest(store.path("tiny"))
    assert import_model(exported, empty) == before
    assert content(empty) == {"tiny"}
    for name in (*before.sha256, "manifest.json"):
        assert (empty.path("tiny") / name).read_bytes() == (store.path("tiny") / name).read_bytes()
    with pytest.raises(UsageProblem, match="There is a model tiny already"):
        import_model(exported, empty)
    assert import_model(exported, empty, "mine") == replace(before, name="mine")
    assert content(empty) == {"tiny", "mine"}


def test_equal_models_give_equal_archives(store: ModelStore, exported: Path, tmp_path: Path) -> None:
    os.utime(store.path("tiny") / "model.bin", (1, 1))
    again = tmp_path / "again.tar"
    export_model(store.path("tiny"), read_manifest(store.path("tiny")), again)
    assert again.read_bytes() == exported.read_bytes()
    with tarfile.open(exported) as archive:
        assert archive.getnames()[0] == "tiny/manifest.json"
        assert {(m.mtime, m.uid, m.mode, m.isreg()) for m in archive} == {(0, 0, 0o644, True)}
    assert {path.name for path in tmp_path.iterdir()} == {"again.tar", "tiny.tar"}


def test_a_damaged_model_is_not_exported(exported: Path, empty: ModelStore, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    manifest = unpack(exported, folder)
    (folder / "source.spm").write_bytes(b"x")
    with pytest.raises(ModelDamaged, match=r"source\.spm is not the file"):
        export_model(folder, manifest, tmp_path / "damaged.tar")
    assert not (tmp_path / "damaged.tar").exists()


def members_of(path: Path) -> list[Member]:
    with tarfile.open(path) as archive:
        return [(member, archive.extractfile(member).read()) for member in archive]


def member(name: str, data: bytes = b"x", **facts: object) -> Member:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for key, value in facts.items():
        setattr(info, key, value)
    return info, data


def write(path: Path, members: list[Member]) -> None:
    with tarfile.open(path, "w") as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))


def link(name: str, kind: bytes, target: str) -> Member:
    return member(name, b"", type=kind, linkname=target)


def _added(*more: Member) -> Callable[[list[Member]], list[Member]]:
    return lambda members: [*members, *more]


def _put_second(more: Member) -> Callable[[list[Member]], list[Member]]:
    return lambda members: [members[0], more, *members[1:]]


def _changed(name: str, data: bytes) -> Callable[[list[Member]], list[Member]]:
    return lambda members: [member(m.name, data) if m.name == name else (m, old) for m, old in members]


def _manifest(**changes: object) -> Callable[[list[Member]], list[Member]]:
    def change(members: list[Member]) -> list[Member]:
        document = {**json.loads(members[0][1]), **changes}
        return [member("tiny/manifest.json", json.dumps(document).encode()), *members[1:]]

    return change


WRONG: list[tuple[Callable[[list[Member]], list[Member]], str]] = [
    (_added(member("/etc/cron.d/x")), "no plain file of a model's folder"),
    (_added(member("../x")), "no plain file of a model's folder"),
    (_added(member("tiny/../../x")), "no plain file of a model's folder"),
    (_added(member("tiny/..")), "no plain file of a model's folder"),
    (_added(member("tiny/a/b")), "no plain file of a model's folder"),
    (_added(member("x")), "no plain file of a model's folder"),
    (_added(member("tiny/a\\b")), "no plain file of a model's folder"),
    (_added(member("C:/x")), "no plain file of a model's folder"),
    (_added(link("tiny/vmap.txt", tarfile.SYMTYPE, "/etc/passwd")), "no plain file of a model's folder"),
    (_added(link("tiny/vmap.txt", tarfile.LNKTYPE, "tiny/model.bin")), "no plain file of a model's folder"),
    # A link in place of a file that is to come, which would then be written through it.
    (_put_second(link("tiny/model.bin", tarfile.SYMTYPE, "/elsewhere/x")), "no plain file of a model's folder"),
    (_added(link("tiny/dev", tarfile.CHRTYPE, "")), "no plain file of a model's folder"),
    (_added(link("tiny/pipe", tarfile.FIFOTYPE, "")), "no plain file of a model's folder"),
    (_added(link("tiny/more", tarfile.DIRTYPE, "")), "no plain file of a model's folder"),
    (_added(member("tiny/more.py")), "holds more.py, which its manifest does not name"),
    (_added(member("tiny/config.json", b"{}")), "holds config.json, which its manifest does not name, or twice"),
    (_added(member("tiny/manifest.json", b"{}")), "holds manifest.json"),
    (_changed("tiny/config.json", b"{}"), "holds a config.json that is not the file"),
    (lambda members: members[:-1], "is smaller than the model"),
    (lambda members: _manifest(size_bytes=0)(members)[:-1], "lacks source.spm"),
    (lambda members: members[1:], "manifest.json does not come first"),
    (lambda members: [], "manifest.json does not come first"),
    (lambda members: members[:1], "is smaller than the model"),
    (_changed("tiny/manifest.json", b"{"), "has a manifest.json that cannot be read"),
    (_changed("tiny/manifest.json", b"[" * 100_000), "has a manifest.json that cannot be read"),
    (_changed("tiny/manifest.json", b" " * 4_000_001), "manifest.json does not come first"),
    (_manifest(sha256={}), "does not name its files"),
    (_manifest(sha256={"../x": "0" * 64}), "no name of a file"),
    (_manifest(name="../x"), "no name of a model"),
    (_manifest(sha256={f"f{i}": "0" * 64 for i in range(200)}), "does not name its files"),
    (_manifest(size_bytes=10**12), "is smaller than the model"),
]


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_what_is_no_archive_of_ours(
    exported: Path, empty: ModelStore, change: Callable[[list[Member]], list[Member]], said: str
) -> None:
    write(exported, change(members_of(exported)))
    with pytest.raises(FileProblem, match=said) as caught:
        import_model(exported, empty)
    assert caught.value.exit_code == 3
    assert content(empty) == set()
    assert [path.name for path in exported.parent.iterdir() if path.name not in ("tiny.tar", empty.folder.name)] == []


def test_an_archive_cut_anywhere(exported: Path, empty: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "run_self_test", lambda folder, manifest: SelfTest())
    whole = exported.read_bytes()
    with tarfile.open(exported) as archive:
        end = max(member.offset_data + member.size for member in archive)
    for kept in [0, 1, 511, 512, 513, 2_000, 10_000, *range(4_000, end, end // 20), end - 1]:
        exported.write_bytes(whole[:kept])
        with pytest.raises(FileProblem):
            import_model(exported, empty)
        assert content(empty) == set()


def test_a_sparse_member_is_refused(exported: Path, empty: ModelStore) -> None:
    """One of some bytes would unpack to 8 GB."""
    info, data = member("tiny/vmap.txt", b"x" * 512)
    info.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.map": "8000000000,1",
                        "GNU.sparse.size": "8000000000", "GNU.sparse.numblocks": "1"}  # fmt: skip
    members = members_of(exported)
    with tarfile.open(exported, "w", format=tarfile.PAX_FORMAT) as archive:
        for each, content_ in [members[0], (info, data), *members[1:]]:
            archive.addfile(each, io.BytesIO(content_))
    with pytest.raises(FileProblem, match=r"vmap\.txt"):
        import_model(exported, empty)


def test_a_compressed_archive_is_refused(exported: Path, empty: ModelStore) -> None:
    exported.write_bytes(gzip.compress(exported.read_bytes()))
    with pytest.raises(FileProblem, match="is no exported model"):
        import_model(exported, empty)


def test_a_model_with_its_digests_made_anew_has_to_run(exported: Path, empty: ModelStore) -> None:
    """Who alters a file can alter its digest: what then crashes an engine crashes a process of its own."""
    members = members_of(exported)
    document = json.loads(members[0][1])
    document["sha256"]["vmap.txt"] = hashlib.sha256(b"").hexdigest()
    write(
        exported,
        [member("tiny/manifest.json", json.dumps(document).encode()), *members[1:], member("tiny/vmap.txt", b"")],
    )
    with pytest.raises(ModelDamaged) as caught:
        import_model(exported, empty)
    assert caught.value.exit_code == 4
    assert content(empty) == set()


@pytest.mark.parametrize("name", ["", "no such file.tar", "folder"])
def test_what_cannot_be_read(tmp_path: Path, empty: ModelStore, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileProblem, match="cannot be read"):
        import_model(tmp_path / name, empty)


def test_the_manifest_is_read_without_the_rest(exported: Path) -> None:
    whole = exported.read_bytes()
    with tarfile.open(exported) as archive:
        second = archive.getmembers()[1].offset
    exported.write_bytes(whole[:second])
    assert read_archive_manifest(exported).name == "tiny"


def test_an_output_that_cannot_be_written(store: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be written"):
        export_model(store.path("tiny"), read_manifest(store.path("tiny")), tmp_path / "no folder" / "a.tar")
