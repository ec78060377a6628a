"""A folder of its own for each test, and the command line as a function of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from catalog_cli import cli
from catalog_cli.models import self_test
from catalog_cli.models.bench import trial
from tests.nursery import COMMAND_LINE, Child, Nursery

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code and what it wrote; `raw` is standard output in bytes."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode()


Run = Callable[..., Ended]
Start = Callable[..., Child]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the sample catalogs, where no setting of this machine counts."""
    for name in os.environ:
        if name.startswith("CATALOG_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("COLUMNS", "100")
    work = tmp_path / "work"
    work.mkdir()
    for path in DATA.iterdir():
        shutil.copy(path, work)
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """The command line in this process: arguments in, exit code and output out."""

    def call(*arguments: str) -> Ended:
        capfdbinary.readouterr()
        code = cli.run(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ended(code, out, err.decode())

    return call


@pytest.fixture
def start(folder: Path, nursery: Nursery) -> Start:
    """The command line in a process of its own."""

    def child(*arguments: str, stdin: int = subprocess.DEVNULL) -> Child:
        streams = {0: stdin, 1: subprocess.PIPE, 2: subprocess.PIPE}
        return nursery.start(COMMAND_LINE, *arguments, streams=streams)

    return child


@pytest.fixture(autouse=True)
def children(nursery: Nursery, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nursery bears the processes that models are tested and measured in; tests/models starts fresh ones."""
    processes = SimpleNamespace(run=nursery.run, TimeoutExpired=subprocess.TimeoutExpired)
    monkeypatch.setattr(self_test, "subprocess", processes)
    monkeypatch.setattr(trial, "subprocess", processes)
