"""The README is true: its commands run, its example row is what comes out, and every file it names exists."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalog_cli import cli
from catalog_cli.qa.registry import ALL

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)

# A pipe or a redirection is the shell's; any other line is the command line's own, and runs in this process.
_NEEDS_SHELL = re.compile(r"[|<>]")


def blocks(language: str, label: str = "") -> list[str]:
    return [text for kind, rest, text in BLOCK.findall(README) if kind == language and rest.strip() == label]


def commands() -> list[str]:
    """The `catalog …` commands of all console blocks, in order, without the part that installs."""
    lines = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    found = [line.removeprefix("pip install . && ").split("  #")[0].strip() for line in lines]
    return [line for line in found if line.startswith("catalog ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone's data, and a `catalog` command of this checkout on the path."""
    root = tmp_path_factory.mktemp("clone")
    for name in ("data", "feeds/catalogs", "quality"):
        shutil.copytree(ROOT / "tests" / name, root / "tests" / name)
    tool = root / "bin" / "catalog"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m catalog_cli "$@"\n')
    tool.chmod(0o755)
    return root


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a reader would type it."""
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_commands_run_in_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert len(commands()) >= 7
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "120")
    for command in commands():
        if _NEEDS_SHELL.search(command):
            ended = run(command, folder)
            code, err = ended.returncode, ended.stderr
        else:
            code, err = cli.run(shlex.split(command)[1:]), capfd.readouterr().err
        assert code == 0, (command, err)
        assert "Traceback" not in err


def test_the_example_row_is_what_comes_out(folder: Path) -> None:
    [example] = blocks("json", "before-after")
    before, after = (json.loads(text) for text in re.split(r"(?<=})\n(?=\{)", example.strip()))
    output = folder / "example.csv"
    ended = run(f"catalog localize tests/data/shopify.csv --to pt-BR -o {output} --no-memory", folder)
    assert ended.returncode == 0, ended.stderr
    rows = []
    for path in (folder / "tests" / "data" / "shopify.csv", output):
        with path.open(encoding="utf-8", newline="") as file:
            rows.append(next(row for row in csv.DictReader(file) if row["Variant SKU"] == before["Variant SKU"]))
    source, target = rows
    for column, text in before.items():
        # The example shows the first paragraph of the body.
        assert source[column].startswith(text), column
        assert target[column].startswith(after[column]), column


def test_the_exit_codes_are_those_of_the_errors() -> None:
    from catalog_cli import errors

    table = dict(re.findall(r"^\| ([\d, ]+) \| (.+) \|$", README, re.MULTILINE))
    codes = {int(code) for row in table for code in row.split(",")}
    used = {kind.exit_code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert used <= codes
    assert {0, 1, 5, 130, 141, 143} <= codes


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w/]+(?:\.py|/))`", README))))
def test_every_file_it_names_exists(name: str) -> None:
    if name != "out/" and not name.startswith("."):
        assert (ROOT / name).exists() or (ROOT / "catalog_cli" / name).exists()


def test_the_number_of_checks() -> None:
    assert re.findall(r"makes (\d+) checks", README) == [str(len(ALL))]
