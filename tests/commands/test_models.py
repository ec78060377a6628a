"""catalog models: what a user sees of models that come, go, and are damaged."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from catalog_cli import engines
from catalog_cli.model_manifest import read_manifest
from catalog_cli.models import store as stores
from tests.commands.conftest import ROOT, Run
from tests.engines.tiny_models import build_tiny_model

EMBEDDED = ROOT / "catalog_cli" / "embedded" / "en-pt-BR"


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
def store(folder: Path) -> Path:
    return Path(os.environ["CATALOG_MODELS"])


def names(store: Path) -> set[str]:
    return {path.name for path in store.iterdir()} - {".locks"} if store.exists() else set()


def test_a_model_goes_to_another_machine_and_translates_the_same(run: Run, folder: Path, store: Path) -> None:
    exported = run("models", "export", "en-pt-BR")
    assert exported.code == 0
    assert "catalog models import en-pt-BR.tar" in exported.err
    assert (run("models", "export", "en-pt-BR", "-o", "-").code, (folder / "-").exists()) == (2, False)
    again = run("models", "export", "en-pt-BR")
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert "is there already" in again.err
    assert run("models", "export", "en-pt-BR", "--force", "-q").code == 0
    taken = run("models", "import", "en-pt-BR.tar")
    assert taken.code == 2
    assert "--name" in taken.err
    imported = run("models", "import", "en-pt-BR.tar", "--name", "mine")
    assert imported.code == 0
    assert "mine: added. en -> pt-BR, 29.9 MB." in imported.err
    assert "Licence: MPL-2.0." in imported.err
    for name, output in (("en-pt-BR", "a.csv"), ("mine", "b.csv")):
        ended = run("localize", "plain.csv", "--to", "pt-BR", "--model", name, "-o", output, "--no-memory")
        assert ended.code == 0, ended.err
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes() != Path("plain.csv").read_bytes()
    assert run("models", "remove", "mine").err == "mine: removed, 29.9 MB freed.\n"
    assert names(store) == set()


def test_the_list_and_the_card(run: Run, tiny: Path) -> None:
    assert (
        run("models", "add", str(tiny), "--name", "tiny", "--from", "en", "--to", "de,fr", "--licence", "mit").code == 0
    )
    lines = [line.split() for line in run("models", "list").out.splitlines()]
    assert lines[0] == ["model", "translates", "architecture", "licence", "size", "revision"]
    assert [line[0] for line in lines[1:]] == ["en-pt-BR", "tiny"]
    assert lines[2][1:7] == ["en", "->", "de,", "fr", "marian", "MIT"]
    first, second = json.loads(run("models", "list", "--json").out)
    assert (first["name"], first["is_noncommercial"], first["from"], first["to"]) == (
        "en-pt-BR",
        False,
        ["en"],
        ["pt-BR"],
    )
    assert second["source"] == f"path:{tiny.name}"
    shown = run("models", "show", "tiny").out
    assert ["licence", "MIT"] in [line.split() for line in shown.splitlines()]
    assert "# " in run("models", "show", "en-pt-BR").out  # its card
    assert run("models", "show", "tiney").err == 'error: There is no model "tiney". Did you mean "tiny"?\n'


def test_the_licence_is_a_gate(run: Run, tiny: Path, store: Path) -> None:
    add = ("models", "add", str(tiny), "--name", "nc", "--from", "en", "--to", "de", "--licence", "cc-by-nc-4.0")
    refused = run(*add)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert "The licence of nc, CC-BY-NC-4.0, does not allow commercial use" in refused.err
    assert names(store) == set()
    taken = run(*add, "--accept-noncommercial")
    assert taken.code == 0
    assert "Licence: CC-BY-NC-4.0, which does not allow commercial use." in taken.err
    assert read_manifest(store / "nc").is_noncommercial
    assert "CC-BY-NC-4.0 (not for commercial use)" in run("models", "list").out
    localize = ("localize", "plain.csv", "--to", "de", "-o", "out.csv", "--no-memory", "--fail-on", "never")
    assert run(*localize).code == 0
    shutil.copy("out.csv", "first.csv")
    Path("catalog.toml").write_text('license = "commercial"\n', encoding="utf-8")
    for command in (localize, ("plan", "plain.csv", "--to", "de"), (*localize, "--license", "commercial")):
        final = run(*command)
        assert (final.code, final.err.count("\n")) == (2, 1)
        assert 'the setting license = "commercial"' in final.err
    # The setting is final: who added it once cannot add it again, under any name, from anywhere.
    assert run("models", "export", "nc").code == 0
    for more in ((*add, "--accept-noncommercial"), ("models", "import", "nc.tar", "--accept-noncommercial")):
        assert 'license = "commercial"' in run(*more, "--name", "more").err
    assert run(*localize, "--license", "any", "--force").code == 0  # an option is said here and now
    assert run("localize", "plain.csv", "--to", "pt-BR", "-o", "pt.csv", "--no-memory").code == 0
    assert run("localize", "plain.csv", "--to", "de", "--license", "business", "-o", "x.csv").code == 2


def test_an_unknown_licence_is_told_and_is_not_commercial(run: Run, tiny: Path) -> None:
    added = run("models", "add", str(tiny), "--name", "tiny", "--from", "en", "--to", "de")
    assert "Its licence is not known" in added.err
    ended = run("localize", "plain.csv", "--to", "de", "-o", "out.csv", "--no-memory", "--license", "commercial")
    assert ended.code == 2
    assert "with --licence" in ended.err


def test_the_licence_stands_in_the_signature(run: Run) -> None:
    ended = run("localize", "plain.csv", "--to", "pt-BR", "-o", "out.csv", "--json", "--no-memory")
    assert ended.code == 0
    assert f"|model:en-pt-BR@{engines.embedded_models()[0].revision}|licence:MPL-2.0|" in ended.out


REFUSED = [
    # (arguments, exit code, what the sentence says)
    (("add",), 2, "Name a model to add"),
    (("add", "no-such-folder"), 2, 'There is no "no-such-folder" here'),
    (("add", "{tiny}", "--name", "../x", "--from", "en", "--to", "de"), 2, "cannot name a model"),
    (("add", "{tiny}", "--name", "x"), 2, "--from and --to"),
    (("add", "{tiny}", "--name", "x", "--from", "en", "--to", "english!"), 2, "english!"),
    (("add", "{tiny}", "--name", "en-pt-BR", "--from", "en", "--to", "de"), 2, "inside catalog-cli"),
    (("add", "--from", "en"), 2, "Name a model to add"),
    (("add", "--from", "en", "--to", "en-GB"), 2, "No checkpoint is recommended for en -> en-GB"),
    (("add", "a/b", "--offline"), 2, "a/b is on a hub, and --offline"),
    (("add", "facebook/nllb-200-3.3B", "--offline"), 2, "CC-BY-NC-4.0, does not allow commercial use"),
    (("import", "plain.csv"), 3, "is no exported model"),
    (("import", "none.tar"), 3, "cannot be read"),
    (("export", "none"), 2, 'There is no model "none"'),
    (("export", "en-pt-BR", "-o", "no/folder/x.tar"), 3, "its folder does not exist"),
    (("remove", "none"), 2, 'There is no model "none"'),
    (("remove", "en-pt-BR"), 2, "ships inside catalog-cli"),
    (("remove", "../work"), 2, 'There is no model "../work"'),
    (("check", "none"), 2, 'There is no model "none"'),
    (("show", "none"), 2, 'There is no model "none"'),
]


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED)
def test_what_is_refused(run: Run, store: Path, tiny: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended = run("models", *(argument.format(tiny=tiny) for argument in arguments))
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    assert names(store) == set()
    assert Path("plain.csv").exists()


def test_a_damaged_model_is_named_and_the_others_are_checked(run: Run, store: Path, tiny: Path) -> None:
    add = ("models", "add", str(tiny), "--from", "en", "--licence", "mit")
    assert run(*add, "--name", "a", "--to", "de").code == run(*add, "--name", "b", "--to", "fr").code == 0
    assert run("models", "check", "-q").code == 0
    (store / "a" / "model.bin").write_bytes(b"")
    (store / "b" / "manifest.json").write_text("{", encoding="utf-8")
    ended = run("models", "check")
    assert ended.code == 4
    assert "en-pt-BR: 7 files as they were" in ended.out
    assert "The model a cannot be loaded: model.bin is not the file" in ended.err
    assert "The model b cannot be loaded: manifest.json" in ended.err
    assert [row["damage"] is None for row in json.loads(run("models", "check", "--json").out)] == [True, False, False]
    localize = ("localize", "plain.csv", "-o", "out.csv", "--no-memory")
    for more in (("--to", "de"), ("--to", "fr", "--model", "b")):
        broken = run(*localize, *more)
        assert (broken.code, broken.err.count("\n")) == (4, 1)
        assert "cannot be loaded" in broken.err
    assert not Path("out.csv").exists()
    assert run(*localize, "--to", "pt-BR").code == 0  # which the package itself serves
    assert run("models", "remove", "a", "b").code == 0
    assert names(store) == set()


def test_what_is_recommended_for_a_pair_is_shown(run: Run) -> None:
    ended = run("models", "add", "--from", "en", "--to", "pt-BR", "--offline")
    lines = ended.err.splitlines()
    assert ended.code == 2
    assert lines[0] == "Recommended for en -> pt-BR; the first one is added:"
    assert lines[1].startswith("  Helsinki-NLP/opus-mt-tc-big-en-pt  CC-BY-4.0, about 920 MB to fetch. ")
    assert lines[-1].startswith("error: Helsinki-NLP/opus-mt-tc-big-en-pt is on a hub, and --offline")


def test_of_several_to_remove_all_are_there_or_none_goes(run: Run, store: Path, tiny: Path) -> None:
    run("models", "add", str(tiny), "--name", "a", "--from", "en", "--to", "de")
    assert run("models", "remove", "a", "none").code == 2
    assert names(store) == {"a"}
    assert json.loads(run("models", "remove", "a", "a", "--json").out)[0]["removed"] == "a"


def test_through_english(run: Run, store: Path) -> None:
    """The embedded model twice, once as if it read German: what counts is who was asked."""
    Path("one.csv").write_text("title\nRed leather bag\n", encoding="utf-8")
    add = ("models", "add", str(EMBEDDED), "--licence", "mit", "--name", "de-en", "--from", "de", "--to", "en")
    assert run(*add).code == 0
    localize = ("localize", "one.csv", "--from", "de", "--to", "pt-BR", "-o", "out.csv", "--json", "--no-memory")
    assert run(*localize).code == 4
    ended = run(*localize, "--pivot", "--fail-on", "never")
    assert ended.code == 0, ended.err
    revision = engines.embedded_models()[0].revision
    assert f"|model:de-en@{revision}+en-pt-BR@{revision}|licence:MIT+MPL-2.0|" in ended.out


def test_the_doctor_and_the_locales_know_them(run: Run, tiny: Path) -> None:
    run("models", "add", str(tiny), "--name", "tiny", "--from", "en", "--to", "de")
    assert "tiny      en -> de" in run("doctor").out
    assert {"from": "en", "to": "de", "model": "tiny"} in json.loads(run("locales", "show", "--json").out)["pairs"]


def test_a_model_of_many_locales_takes_one_row(run: Run, tiny: Path) -> None:
    many = "de,fr,it,es,nl,pl,sv,da,fi,cs,hu,ro,el"
    assert run("models", "add", str(tiny), "--name", "many", "--from", "en", "--to", many).code == 0
    rows = [line.split() for line in run("locales", "show").out.splitlines()]
    assert rows == [["from", "to", "model"], ["en", "pt-BR", "en-pt-BR"], ["en", "13", "locales", "many"]]
    assert len(json.loads(run("locales", "show", "--json").out)["pairs"]) == 14
    assert "en -> 13 locales" in run("models", "list").out
    told = run("localize", "plain.csv", "--to", "ja", "-o", "out.csv").err
    assert (told.count(" -> "), told.count("\n")) == (13, 1)  # twelve of them, and what was asked for
