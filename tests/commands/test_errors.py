"""Bad input and bad calls: one sentence on standard error, the right exit code, and the old output still in place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.conftest import Run

ECHO = ("--model", "echo")
TO = ("--to", "pt-BR")
GOOD = "sku,title,price\nA1,Red bag,9.99\n"


@pytest.fixture
def files(folder: Path) -> Path:
    """Catalogs with something wrong."""
    texts = {
        "good.csv": GOOD,
        "empty.csv": "",
        "spaces.csv": "\n\n",
        "empty.json": "",
        "unknown.csv": "foo,bar\n1,2\n",
        "bad.jsonl": '{"title": "Red bag"}\n' * 7311 + '{"title": "Red bag"\n' + '{"title": "Red bag"}\n' * 9,
        "bad.json": '[{"title": "Red bag"}, {"title": ]',
        "names.csv": "title,title\nRed,Blue\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    # Cyrillic text in its own code page: what is added in Portuguese does not fit in.
    (folder / "cyrillic.csv").write_bytes("sku,title\n1,Красная сумка\n".encode("cp1251"))
    (folder / "sub").mkdir()
    (folder / "good-folder").mkdir()
    return folder


CASES = [
    # (arguments, exit code, what the sentence names)
    (("localize", "empty.csv", *TO), 3, ["empty.csv", "is empty"]),
    (("localize", "empty.json", *TO), 3, ["empty.json", "is empty"]),
    (("localize", "spaces.csv", *TO), 3, ["spaces.csv"]),
    (("localize", "missing.csv", *TO), 3, ["missing.csv"]),
    (("localize", "sub", *TO), 3, ["sub", "folder"]),
    (("localize", "bad.json", *TO), 3, ["bad.json", "row 1"]),
    (("localize", "good.csv"), 2, ["--to"]),
    (("localize", "good.csv", "--to", "xx-YY"), 2, ["xx-YY", "BCP-47"]),
    (("localize", "good.csv", "--to", "portuguese!"), 2, ["portuguese!"]),
    (("localize", "good.csv", "--to", "en"), 2, ["en"]),
    (("localize", "good.csv", "--to", "pt-PT"), 4, ["en -> pt-PT", "en -> pt-BR"]),
    (("localize", "good.csv", "--to", "de", "--from", "fr"), 4, ["fr -> de"]),
    (("localize", "good.csv", *TO, "--model", "opus"), 2, ["opus", "en-pt-BR"]),
    (("localize", "good.csv", *TO, "--column", "Titel=title"), 2, ['"Titel"', '"title"']),
    (("localize", "good.csv", *TO, "--column", "title=titel"), 2, ["titel", 'Did you mean "title"?']),
    (("localize", "good.csv", *TO, "--column", "title"), 2, ["--column", "NAME=ROLE"]),
    (("localize", "good.csv", *TO, "--keep", "colour"), 2, ['"colour"']),
    (("localize", "good.csv", *TO, "--feed", "shopfy"), 2, ["--feed", 'Did you mean "shopify"?']),
    (("localize", "good.csv", *TO, "--input-format", "yaml"), 2, ["--input-format", "jsonl"]),
    (("localize", "good.csv", *TO, "--encoding", "utf-99"), 2, ["--encoding", "utf-99"]),
    (("localize", "good.csv", *TO, "--delimiter", "ab"), 2, ["ab"]),
    (("localize", "good.csv", *TO, "--layout", "colums"), 2, ["--layout", 'Did you mean "columns"?']),
    (("localize", "good.csv", *TO, "--fail-on", "high"), 2, ["--fail-on", "critical, major, minor, never"]),
    (("localize", "good.csv", *TO, "--limit", "0"), 2, ["--limit"]),
    (("localize", "good.csv", *TO, "--threads", "x"), 2, ["--threads"]),
    (("localize", "good.csv", *TO, "--no-header"), 2, ["--column 3=title"]),
    (("localize", "good.csv", *TO, *ECHO, "--json"), 2, ["--json", "-o"]),
    (("localize", "good.csv", *TO, "--frozen", "--no-memory"), 2, ["--frozen", "--no-memory"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "{stem}-folder"), 3, ["good-folder", "is a folder", "good-folder/"]),
    (("localize", "good.csv", *TO, "--memory", "m.sqlite", "--no-memory"), 2, ["--memory", "--no-memory"]),
    (("localize", "good.csv", "names.csv", *TO), 2, ["2 outputs", "-o"]),
    (("localize", "good.csv", "names.csv", *TO, "-o", "out.csv"), 2, ["out.csv", "{stem}"]),
    (("localize", "good.csv", *TO, "--to", "de", *ECHO), 2, ["2 outputs"]),
    (("localize", "good.csv", "sub/../good.csv", *TO, "-o", "out/"), 2, ["sub/../good.csv is named twice"]),
    (("localize", "good.csv", "good.csv", *TO, "-o", "out/"), 2, ["good.csv is named twice"]),
    (("localize", "good.csv", "names.csv", *TO, "-o", "x-{locale}.csv"), 2, ["x-pt-BR.csv", "{stem}"]),
    (("localize", "good.csv", *TO, "-o", "{name}.csv"), 2, ["{name}", "{stem}"]),
    (("localize", "good.csv", "names.csv", *TO, "-o", "names{suffix}"), 2, ["names.csv"]),
    (("localize", "-", "-", *TO), 2, ["twice"]),
    (("localize", "good.csv", "missing.csv", *TO, *ECHO, "-o", "out/"), 3, ["missing.csv"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "out.csv", "--report", "good.csv"), 2, ["--report", "an input"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "out.csv", "--report", "./out.csv"), 2, ["--report", "an output"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "out.csv", "--report", "-"), 2, ["--report", "--json"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "names.csv", "--memory", "names.csv"), 2, ["--memory", "an output"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "/dev/full"), 3, ["/dev/full", "-o"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "good.csv/out.csv"), 3, ["good.csv/out.csv"]),
    (("localize", "good.csv", *TO, *ECHO, "-o", "out.csv", "--report", "good.csv/r.json"), 3, ["good.csv/r.json"]),
    (("localize", "cyrillic.csv", "--from", "ru", *TO, *ECHO), 3, ["cp1251", "--output-encoding utf-8"]),
    (("localize", "good.csv", *TO, *ECHO, "--memory", "good.csv"), 2, ["good.csv", "--memory", "an input"]),
    (("localize", "good.csv", *TO, *ECHO, "--memory", "names.csv"), 3, ["names.csv", "--memory"]),
    (("localize", "good.csv", *TO, *ECHO, "--memory", "sub"), 3, ["sub"]),
    (("plan", "missing.csv", *TO), 3, ["missing.csv"]),
    (("plan", "good.csv", "--to", "pt-PT"), 4, ["en -> pt-BR"]),
    (("verify", "good.csv"), 2, ["OUTPUT"]),
    (("verify", "good.csv", "missing.csv"), 3, ["missing.csv"]),
    (("verify", "missing.csv", "good.csv"), 3, ["missing.csv"]),
    (("verify", "-", "-"), 2, ["twice"]),
    (("feeds", "show", "allegro"), 2, ["amazon", "shopify"]),
    (("models", "show", "en-pt"), 2, ["en-pt", 'Did you mean "en-pt-BR"?']),
    (("locales", "show", "xx"), 2, ['"xx"']),
    (("memory", "stats", "--memory", "good.csv"), 3, ["good.csv"]),
]


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    CASES,
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_a_failure_is_one_sentence_and_an_exit_code(
    run: Run, files: Path, arguments: tuple[str, ...], code: int, named: list[str]
) -> None:
    before = {path: path.read_bytes() for path in files.iterdir() if path.is_file()}
    ended = run(*arguments)
    assert (ended.code, ended.out) == (code, ""), ended.err
    assert ended.err.startswith("error: ")
    assert len(ended.err.splitlines()) == 1
    assert "Traceback" not in ended.err
    for text in named:
        assert text in ended.err
    for path, content in before.items():
        assert path.read_bytes() == content
    assert not list(files.glob(".*.tmp"))


def test_a_bad_line_among_good_ones_passes_through_with_a_finding(run: Run, files: Path) -> None:
    ended = run("localize", "bad.jsonl", *TO, *ECHO, "-o", "out.jsonl", "--fail-on", "major")
    assert ended.code == 1
    assert "bad.jsonl:7312: [major]" in ended.err
    lines = (files / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 7321
    assert (lines[7311], lines[0]) == ('{"title": "Red bag"', '{"title": "Réd bág"}')


def test_a_header_alone_is_a_catalog_without_products(run: Run, files: Path) -> None:
    (files / "header.csv").write_text("sku,title\n")
    ended = run("localize", "header.csv", *TO, *ECHO)
    assert (ended.code, ended.out) == (0, "sku,title\n")
    assert "0 products" in ended.err


def test_text_that_the_encoding_cannot_hold_leaves_the_old_output(run: Run, files: Path) -> None:
    # cp1252 holds Portuguese, so the run starts; the echo of "ł" is met in the text itself.
    (files / "old.csv").write_text("old")
    ended = run("localize", "good.csv", "--to", "pl", *ECHO, "--output-encoding", "cp1252", "-o", "old.csv", "--force")
    assert ended.code == 3
    assert "cp1252" in ended.err
    assert "--output-encoding utf-8" in ended.err
    assert (files / "old.csv").read_text() == "old"


def test_a_foreign_output_is_replaced_only_with_force(run: Run, files: Path) -> None:
    (files / "out.csv").write_text("somebody's work")
    ended = run("localize", "good.csv", *TO, *ECHO, "-o", "out.csv")
    assert ended.code == 3
    assert "--force" in ended.err
    assert (files / "out.csv").read_text() == "somebody's work"
    assert run("localize", "good.csv", *TO, *ECHO, "-o", "out.csv", "--force").code == 0
    assert "Réd bág" in (files / "out.csv").read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(run: Run, files: Path) -> None:
    (files / "sub").chmod(0o500)
    ended = run("localize", "good.csv", *TO, *ECHO, "-o", "sub/out.csv")
    assert ended.code == 3
    assert "sub/out.csv" in ended.err


TOML = [
    # (catalog.toml, what the sentence names)
    ('too = "pt-BR"', ["catalog.toml", '"too"', 'Did you mean "to"?']),
    ('fail-on = "never"', ["catalog.toml", 'Did you mean "fail_on"?']),
    ('to = "pt-BR"\nlayout = "colums"', ["catalog.toml", '"layout"', 'Did you mean "columns"?']),
    ("to = 7", ["catalog.toml", '"to"', "7"]),
    ('to = "klingonish"', ["catalog.toml", '"to"', "klingonish"]),
    ('[columns]\nsku = "titel"', ["catalog.toml", '"columns"', '"sku"', 'Did you mean "title"?']),
    ('overwrite = "perhaps"', ["catalog.toml", '"overwrite"', "perhaps"]),
    ("threads = -1", ["catalog.toml", '"threads"', "-1"]),
    ("to = ", ["catalog.toml", "TOML"]),
]


@pytest.mark.parametrize(("text", "named"), TOML)
@pytest.mark.parametrize("command", ["localize good.csv", "plan good.csv", "verify good.csv good.csv", "doctor"])
def test_a_wrong_catalog_toml_names_the_file_and_the_key(
    run: Run, files: Path, text: str, named: list[str], command: str
) -> None:
    (files / "catalog.toml").write_text(text, encoding="utf-8")
    ended = run(*command.split())
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    for part in named:
        assert part in ended.err


def test_an_internal_error_is_one_paragraph(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr("catalog_cli.planning.plan_catalog", broken)
    ended = run("plan", "plain.csv", *TO)
    assert (ended.code, ended.out) == (70, "")
    assert len(ended.err.splitlines()) == 1
    for text in ("bug in catalog-cli", "ZeroDivisionError: by accident", "--debug", "Python"):
        assert text in ended.err
    assert "Traceback" in run("plan", "plain.csv", *TO, "--debug").err
    monkeypatch.setenv("CATALOG_DEBUG", "1")
    assert "Traceback" in run("plan", "plain.csv", *TO).err


def test_control_characters_of_a_file_name_do_not_reach_the_terminal(run: Run) -> None:
    ended = run("localize", "evil\x1b[2J.csv", *TO)
    assert ended.code == 3
    assert "\x1b" not in ended.err
