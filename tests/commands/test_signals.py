"""A run that is stopped: what it leaves behind, how fast it ends, and that it goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from catalog_cli.memory.store import TranslationMemory
from tests.commands.conftest import Start
from tests.nursery import ROOT, Child

ECHO = ("--to", "pt-BR", "--model", "echo")
ROWS = 8_000


@pytest.fixture
def big(folder: Path) -> Path:
    """A catalog that takes seconds, every text of it its own."""
    rows = (f"P{i},Canvas bag number {i},A sturdy bag {i} for the market. It holds {i} apples.\n" for i in range(ROWS))
    path = folder / "big.csv"
    path.write_text("sku,title,description\n" + "".join(rows))
    return path


def begun(child: Child) -> dict[str, object]:
    """Return the first progress event: the run is in the middle of its work."""
    assert child.stderr is not None
    event: dict[str, object] = json.loads(child.stderr.readline())
    return event


def fresh(*arguments: str, **variables: str) -> subprocess.Popen[bytes]:
    """Start the command line in a process that reads the variables while it starts."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-m", "catalog_cli", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_a_resumable_memory_and_no_half_output(start: Start, big: Path, number: signal.Signals) -> None:
    child = start("localize", "big.csv", *ECHO, "-o", "out.csv", "--progress", "json")
    assert begun(child)["event"] == "window"
    child.send_signal(number)
    sent = time.monotonic()
    _, err = child.communicate(timeout=30)
    assert child.returncode == 128 + number
    assert time.monotonic() - sent < 3
    last = err.decode().splitlines()[-1]
    assert last == "error: Stopped. What was finished is kept in the memory: run the same command again to go on."
    assert not (big.parent / "out.csv").exists()
    assert not list(big.parent.glob(".out.csv*"))
    with TranslationMemory.read_only(big.parent / ".catalog" / "catalog.sqlite") as memory:
        assert memory.count() > 0


def test_a_second_signal_ends_the_process_at_once(start: Start, big: Path) -> None:
    child = start("localize", "big.csv", *ECHO, "-o", "out.csv", "--progress", "json")
    begun(child)
    child.send_signal(signal.SIGINT)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=30)
    assert child.returncode == 130


def test_without_a_memory_nobody_is_told_that_something_is_kept(start: Start, big: Path) -> None:
    child = start("localize", "big.csv", *ECHO, "-o", "out.csv", "--progress", "json", "--no-memory")
    begun(child)
    child.send_signal(signal.SIGTERM)
    _, err = child.communicate(timeout=30)
    assert child.returncode == 143
    assert err.decode().splitlines()[-1].startswith("error: Stopped. Without a memory nothing is kept")


@pytest.mark.parametrize(
    ("command", "is_unbuffered"),
    [(("localize",), False), (("plan",), False), (("localize",), True)],  # as images of containers often have it
)
def test_a_closed_pipe_is_quiet(start: Start, folder: Path, command: tuple[str, ...], is_unbuffered: bool) -> None:
    # More than a pipe holds (64 KiB), so that writing meets the closed end.
    header = ",".join(f"column {i}" for i in range(2_000))
    cells = ",".join("x" * 40 for i in range(2_000))
    (folder / "wide.csv").write_text(f"sku,title,{header}\n" + f"1,Red bag,{cells}\n" * 5)
    arguments = (*command, "wide.csv", *ECHO, "-q")
    child = fresh(*arguments, PYTHONUNBUFFERED="1") if is_unbuffered else start(*arguments)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.readline()
    child.stdout.close()
    assert child.wait(timeout=30) == 141
    assert child.stderr.read() == b""
