"""What every command owes: help with an example, usage errors on standard error, clean streams."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer

from catalog_cli import cli, engines
from catalog_cli.evaluation.text_scores import LEAST_TEXTS, ScoredText
from catalog_cli.models.archive import export_model
from tests.commands.conftest import Run

ROOT = Path(__file__).parents[2]
HEAVY = ("babel", "ctranslate2", "sentencepiece", "sentencex", "charset_normalizer", "langcodes", "rich")
ANSI = "\x1b["


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command below one, with the words that call it."""
    if not hasattr(command, "list_commands"):
        yield path, command
        return
    for name in command.list_commands(None):
        yield from commands(command.get_command(None, name), (*path, name))


APP = typer.main.get_command(cli.app)
COMMANDS = dict(commands(APP))
GROUPS = [(name,) for name in cli.COMMANDS if (name,) not in COMMANDS]
# One working call of each command that needs no catalog, and of each that does.
CALLS = {
    ("localize",): ("plain.csv", "--to", "pt-BR", "--model", "echo", "-o", "out.csv"),
    ("plan",): ("plain.csv", "--to", "pt-BR", "--model", "echo"),
    ("verify",): ("plain.csv", "plain.csv"),
    ("xliff", "export"): ("plain.csv", "--to", "pt-BR", "-o", "out.xlf"),
    ("xliff", "import"): ("made.xlf", "plain.csv", "-o", "new.csv"),
    ("check",): ("plain.csv", "plain.csv", "--to", "pt-BR"),
    ("status",): ("plain.csv", "--to", "pt-BR"),
    ("tag",): ("shopify.csv", "-o", "tagged.csv"),
    ("render",): ("shopify.csv", "--marketplace", "amazon", "--to", "en", "-o", "amazon.csv"),
    ("describe",): ("shopify.csv", "-o", "described.csv"),
    ("translate",): ("Red bag", "--to", "pt-BR", "--model", "echo"),
    ("convert",): ("plain.csv", "-o", "out.jsonl"),
    ("doctor",): (),
    ("evaluate", "tags"): ("tagged.jsonl", "--folds", "2"),
    ("evaluate", "text"): ("terms.jsonl", "--to", "pt-BR", "--model", "echo"),
    ("evaluate", "compare"): ("run.json", "run.json"),
    ("evaluate", "backtest"): ("plain.csv", "approved.csv", "--to", "pt-BR", "--model", "echo"),
    ("evaluate", "terms"): ("terms.jsonl", "--to", "pt-BR", "--model", "echo"),
    ("feeds", "check"): ("shopify.csv",),
    ("feeds", "explain"): ("shopify.csv", "--to", "pt-BR"),
    ("feeds", "list"): (),
    ("feeds", "show"): ("shopify",),
    ("glossary", "check"): ("apparel", "--to", "pt-BR"),
    ("glossary", "convert"): ("apparel", "out.tbx", "--to", "pt-BR"),
    ("glossary", "list"): (),
    ("glossary", "stats"): ("apparel", "shopify.csv", "--to", "pt-BR"),
    ("glossary", "suggest"): ("shopify.csv", "--to", "pt-BR", "--model", "echo"),
    ("locales", "show"): ("pt-BR",),
    ("marketplaces", "list"): (),
    ("marketplaces", "show"): ("amazon",),
    ("memory", "export"): ("-o", "memory.tmx"),
    ("memory", "import"): ("pairs.csv", "--to", "pt-BR"),
    ("memory", "prune"): ("--older-than", "30"),
    ("memory", "stats"): (),
    ("models", "add"): (str(ROOT / "catalog_cli" / "embedded" / "en-pt-BR"), "--name", "added"),
    ("models", "bench"): ("en-pt-BR", "--seconds", "1", "--dry-run"),
    ("models", "check"): ("en-pt-BR",),
    ("models", "export"): ("en-pt-BR", "-o", "exported.tar"),
    ("models", "import"): ("mine.tar", "--name", "imported"),
    ("models", "list"): (),
    ("models", "remove"): ("mine",),
    ("models", "show"): ("en-pt-BR",),
    ("review", "apply"): ("edits.jsonl",),
    ("review", "export"): ("plain.csv", "plain.csv", "--to", "pt-BR"),
    ("train", "tagger"): ("tagged.jsonl", "-o", "tagger"),
}


@pytest.fixture(autouse=True)
def model_to_move(request: pytest.FixtureRequest) -> None:
    """A model "mine" in the store, and "mine.tar", for the calls that need them."""
    called = getattr(request.node, "callspec", None)
    path = called.params.get("path", ()) if called else ()
    if path == ("review", "apply"):
        heading = {"catalog_review": 1, "run": "", "source_locale": "en", "target_locale": "pt-BR"}
        folder = request.getfixturevalue("folder")
        edits = json.dumps({**heading, "source": "plain.csv", "target": "plain.csv"})
        (folder / "edits.jsonl").write_text(edits, encoding="utf-8")
    if path == ("evaluate", "compare"):
        folder = request.getfixturevalue("folder")
        texts = [dict.fromkeys(ScoredText._fields, str(number)) for number in range(LEAST_TEXTS)]
        run = {"name": "run", "made_by": "echo", "source_locale": "en", "target_locale": "pt-BR", "texts": texts}
        (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    if path == ("evaluate", "backtest"):
        request.getfixturevalue("folder")
        cli.run(["localize", "plain.csv", "--to", "pt-BR", "--model", "echo", "-o", "approved.csv", "--quiet"])
    if path == ("xliff", "import"):
        request.getfixturevalue("folder")
        cli.run(["xliff", "export", "plain.csv", "--to", "pt-BR", "-o", "made.xlf", "--quiet"])
    if path not in (("models", "remove"), ("models", "import")):
        return
    request.getfixturevalue("folder")
    embedded = engines.embedded_models()[0]
    if path[1] == "remove":
        shutil.copytree(embedded.path, Path(os.environ["CATALOG_MODELS"]) / "mine")
    else:
        export_model(embedded.path, replace(embedded.manifest, name="mine"), Path("mine.tar"))


def test_every_command_has_a_call_here() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.parametrize("path", [(), *GROUPS, *COMMANDS], ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_exits_0_and_shows_an_example(run: Run, path: tuple[str, ...], option: str) -> None:
    ended = run(*path, option)
    assert (ended.code, ended.err) == (0, "")
    examples = [line.strip() for line in ended.out.splitlines() if line.strip().startswith("catalog ")]
    assert examples or path == ()
    assert all("\b" not in line for line in ended.out.splitlines())
    # The example is of this very command, and each of its options exists.
    assert any(example.split()[1 : 1 + len(path)] == list(path) for example in examples)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_an_unknown_option_is_one_sentence_on_standard_error(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path, "--no-such-option")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    assert "--no-such-option" in ended.err
    assert f"catalog {' '.join(path)} --help" in ended.err


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_call_works_without_colours(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path, *CALLS[path])
    assert ended.code == 0, ended.err
    assert ANSI not in ended.out + ended.err


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_json_is_one_document_on_standard_output(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path, *CALLS[path], "--json")
    assert ended.code == 0, ended.err
    json.loads(ended.out)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_quiet_prints_only_the_result(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path, *CALLS[path], "--quiet")
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("path", [(), *GROUPS], ids=" ".join)
def test_a_bare_group_prints_its_help_on_standard_error(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: catalog")


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (("localise",), "'localize'"),
        (("feeds", "lst"), "'list'"),
        (("localize", "--modell", "echo"), "--model"),
        (("plan", "--colum", "a=title"), "--column"),
    ],
)
def test_a_typo_gets_a_suggestion(run: Run, arguments: tuple[str, ...], suggestion: str) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert f"Did you mean {suggestion}" in ended.err


def test_the_summaries_of_the_root_help_are_those_of_the_commands() -> None:
    for name, (module, summary) in cli.COMMANDS.items():
        assert module == f"catalog_cli.commands.{name}"
        assert summary.endswith(".")


def test_version(run: Run) -> None:
    ended = run("--version")
    assert ended.code == 0
    assert re.fullmatch(r"catalog \S+\n", ended.out)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("models", "--help"), ("localize", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom catalog_cli import cli\ncli.run(sys.argv[1:])\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True)
    assert ended.stderr == "[]\n"


COMPLETIONS = [
    # (words typed, the last one incomplete; what the shell offers)
    ("catalog loc", {"localize", "locales"}),
    ("catalog localize --to ", {"pt-BR"}),
    ("catalog localize --feed sh", {"shopify", "shopify_translations"}),
    ("catalog plan --model e", {"en-pt-BR", "echo"}),
    ("catalog feeds ", {"list", "show", "explain", "check"}),
]


@pytest.mark.parametrize(("typed", "offered"), COMPLETIONS)
def test_the_shell_completes(monkeypatch: pytest.MonkeyPatch, run: Run, typed: str, offered: set[str]) -> None:
    words = typed.split(" ")
    monkeypatch.setenv("_CATALOG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    monkeypatch.setattr("sys.stdout", out := StringIO())
    with pytest.raises(SystemExit):
        cli.run([])
    assert set(out.getvalue().split()) == offered
