"""Nothing but adding a model from a hub opens a connection; `--offline` forbids that too, before any socket.

The commands run in one process of their own, in which every way out raises, and so do their children.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.models.air_gap import is_hub_name, is_offline, require_network

ROOT = Path(__file__).parents[2]

# Python runs sitecustomize in every interpreter that has it on its path: the self-test's child as well.
BLOCKED = """
import socket

class WayOut(Exception):
    pass

def refuse(*arguments, **options):
    with open({log!r}, "a", encoding="utf-8") as log:
        log.write(repr(arguments[1:] or arguments) + "\\n")
    raise WayOut("a connection was tried")

for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
for name in ("create_connection", "getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, name, refuse)
"""
COMMANDS = [
    "localize plain.csv --to pt-BR -o out.csv --glossary apparel",
    "localize shopify.csv --to pt-BR -o shop.csv --model echo --no-memory",
    "plan plain.csv --to pt-BR",
    "verify plain.csv out.csv",
    "convert plain.csv -o out.jsonl",
    "doctor",
    "feeds list",
    "feeds show shopify",
    "glossary list",
    "glossary check apparel --to pt-BR",
    "locales show pt-BR",
    "memory stats",
    "models list",
    "models show en-pt-BR",
    "models check",
    "models export en-pt-BR -o model.tar",
    "models import model.tar --name mine",
    "models add {embedded} --name again --offline",
    "localize plain.csv --to pt-BR -o mine.csv --model mine --no-memory",
    "models remove mine again",
]
RUN_ALL = """
import contextlib, io, json, sys
from catalog_cli import cli
ended = {}
for line in json.loads(sys.stdin.read()):
    err = io.StringIO()
    with contextlib.redirect_stderr(err), open("printed", "w") as out, contextlib.redirect_stdout(out):
        code = cli.run(line.split())
    ended[line] = [code, err.getvalue()]
print(json.dumps(ended))
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "blocker").mkdir()
    text = BLOCKED.format(log=str(tmp_path / "log"))
    (tmp_path / "blocker" / "sitecustomize.py").write_text(text, encoding="utf-8")
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "tests" / "data", folder)
    return folder


def blocked(work: Path, script: str, *, typed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script where every connection raises, and is written to the log."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CATALOG_")}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(work.parent / "blocker"), str(ROOT)]),
        "CATALOG_MODELS": str(work.parent / "models"),
        "XDG_CONFIG_HOME": str(work.parent / "config"),
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=work,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_block_itself_holds(work: Path) -> None:
    """Also in a child, and for what libraries call."""
    script = (
        "import socket, subprocess, sys, urllib.request\n"
        "for call in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: urllib.request.urlopen('http://a.invalid'),"
        " lambda: socket.socket().connect(('127.0.0.1', 9))):\n"
        "    try: call()\n"
        "    except Exception as error: print(type(error).__name__)\n"
        "print(subprocess.run([sys.executable, '-P', '-c', 'import socket; socket.getaddrinfo(\"a\", 1)'],"
        " capture_output=True).returncode)"
    )
    assert blocked(work, script).stdout.split() == ["WayOut", "WayOut", "WayOut", "1"]
    assert len((work.parent / "log").read_text(encoding="utf-8").splitlines()) == 4


def test_the_commands_open_no_connection(work: Path) -> None:
    lines = [line.format(embedded=ROOT / "catalog_cli" / "embedded" / "en-pt-BR") for line in COMMANDS]
    child = blocked(work, RUN_ALL, typed=json.dumps(lines))
    assert child.returncode == 0, child.stderr
    ended = json.loads(child.stdout)
    assert {line: answer for line, answer in ended.items() if answer[0] != 0} == {}
    assert not (work.parent / "log").exists()
    assert (work / "mine.csv").read_bytes() != (work / "plain.csv").read_bytes()


@pytest.mark.parametrize(
    ("option", "variables"),
    [(" --offline", {}), ("", {"CATALOG_OFFLINE": "1"}), (" --offline", {"CATALOG_OFFLINE": "0"})],
)
def test_offline_a_hub_is_not_even_tried(work: Path, option: str, variables: dict[str, str]) -> None:
    line = f"models add Helsinki-NLP/opus-mt-en-de{option}"
    child = blocked(work, RUN_ALL, typed=json.dumps([line]), **variables)
    (answer,) = json.loads(child.stdout).values()
    assert answer[0] == 2
    assert answer[1].startswith("error: Helsinki-NLP/opus-mt-en-de is on a hub, and --offline")
    assert answer[1].count("\n") == 1
    assert not (work.parent / "log").exists()
    models = work.parent / "models"
    assert not models.exists() or {path.name for path in models.iterdir()} <= {".locks"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Helsinki-NLP/opus-mt-en-de", True),
        ("hub:facebook/m2m100_418M", True),
        ("hub:only-a-name", False),
        ("my-model", False),
        ("./a/b", False),
        ("/a/b", False),
        ("a/b/c", False),
        ("../b", False),
        ("https://a.example/b", False),
        ("", False),
    ],
)
def test_hub_names(source: str, expected: bool) -> None:
    assert is_hub_name(source) is expected


def test_what_lies_on_disk_is_no_hub_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert not is_hub_name("a/b")
    assert is_hub_name("hub:a/b")
    require_network("a/b", is_offline=True)
    require_network("c/d", is_offline=False)
    with pytest.raises(UsageProblem, match="c/d is on a hub"):
        require_network("c/d", is_offline=True)


@pytest.mark.parametrize(
    ("flag", "variable", "expected"),
    [(None, "", False), (None, "1", True), (None, "yes", True), (None, "0", False), (None, "off", False),
     (None, "2", True), (True, "0", True), (False, "1", False)],
)  # fmt: skip
def test_who_says_offline(flag: bool | None, variable: str, expected: bool) -> None:
    assert is_offline(flag, {"CATALOG_OFFLINE": variable}) is expected
