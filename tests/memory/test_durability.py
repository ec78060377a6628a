"""Nothing is lost: killed processes, two at once, damaged, locked, foreign and unwritable files."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalog_cli.errors import MemoryProblem
from catalog_cli.memory import schema
from catalog_cli.memory.database import memory_problem
from catalog_cli.memory.entries import MemoryEntry
from catalog_cli.memory.keys import text_hash
from catalog_cli.memory.store import TranslationMemory
from tests.nursery import Child, Nursery

WINDOW = 64

# Child processes begin with this; argv is the memory's path and what each needs.
PRELUDE = """
import os, signal, sys, time
from pathlib import Path
from catalog_cli.memory.entries import CellEntry, MemoryEntry
from catalog_cli.memory.keys import text_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.segment import Origin

WINDOW = 64

def entries(locale, window, words=100):
    names = [f"{locale} {window} {n}" for n in range(WINDOW)]
    return [MemoryEntry(text_hash(name), name, "alvo " * words, 1) for name in names]

def cells(locale, window):
    one = text_hash("x")
    return [CellEntry(text_hash(f"{window} {n}"), locale, one, one, Origin.ENGINE) for n in range(WINDOW)]

memory = TranslationMemory.open(Path(sys.argv[1]))
"""


Start = Callable[..., Child]


@pytest.fixture
def child(nursery: Nursery) -> Start:
    """A program in another process."""

    def start(program: str, *arguments: object, **environment: str) -> Child:
        streams = {1: subprocess.PIPE, 2: 2}
        return nursery.start(
            PRELUDE + program, *map(str, arguments), env={**os.environ, **environment}, streams=streams, text=True
        )

    return start


def keys(locale: str, window: int) -> list[bytes]:
    return [text_hash(f"{locale} {window} {n}") for n in range(WINDOW)]


def cell_ids(window: int) -> list[bytes]:
    return [text_hash(f"{window} {n}") for n in range(WINDOW)]


def simple(name: str) -> MemoryEntry:
    return MemoryEntry(text_hash(name), name, name, 1)


# Killed


def test_killed_in_the_middle_of_a_window(child: Start, tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    program = """
class Deadly(list):
    def __iter__(self):
        for count, item in enumerate(super().__iter__()):
            if count == WINDOW // 2:
                os.kill(os.getpid(), signal.SIGKILL)
            yield item

memory.commit_window(entries("pt-BR", 0), cells("pt-BR", 0))
memory.commit_window(entries("pt-BR", 1), Deadly(cells("pt-BR", 1)))
"""
    process = child(program, path)
    assert process.wait(timeout=30) == -signal.SIGKILL
    with TranslationMemory.open(path) as memory:
        memory.verify()
        assert len(memory.lookup(keys("pt-BR", 0))) == len(memory.cells(cell_ids(0), "pt-BR")) == WINDOW
        assert memory.lookup(keys("pt-BR", 1)) == memory.cells(cell_ids(1), "pt-BR") == {}


@pytest.mark.parametrize("delay_s", [0.0, 0.013, 0.05])
def test_killed_at_any_time(child: Start, tmp_path: Path, delay_s: float) -> None:
    path = tmp_path / "m.sqlite"
    program = """
for window in range(100_000):
    memory.commit_window(entries("pt-BR", window), cells("pt-BR", window))
    print(window, flush=True)
"""
    process = child(program, path)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(delay_s)
    process.kill()
    told = [0, *(int(line) for line in process.stdout.read().split("\n")[:-1])]
    process.wait(timeout=30)
    with TranslationMemory.open(path) as memory:
        memory.verify()
        assert memory.count() % WINDOW == 0
        # A window whose commit returned is there; the one under way may be.
        assert max(told) + 1 <= memory.count() // WINDOW <= max(told) + 2
        for window in range(max(told) + 2):
            there = len(memory.lookup(keys("pt-BR", window)))
            assert there == len(memory.cells(cell_ids(window), "pt-BR"))
            assert there in ((WINDOW,) if window <= max(told) else (0, WINDOW))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_temporary_memory_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    program = """
memory.close()
with TranslationMemory.in_temporary_file() as memory:
    for window in range(100):  # 64 MB, past the cache, so that a file is needed
        memory.commit_window(entries("pt-BR", window, 2_000), [])
    print(memory.count(), flush=True)
    time.sleep(60)
"""
    # A fresh process: SQLite reads the variable once.
    process = subprocess.Popen(
        [sys.executable, "-c", PRELUDE + program, str(tmp_path / "m.sqlite")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "SQLITE_TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert int(process.stdout.readline()) == 100 * WINDOW
    if Path("/proc/self/fd").exists():
        files = [os.readlink(link) for link in Path(f"/proc/{process.pid}/fd").iterdir()]
        assert any(name.startswith(str(folder)) for name in files)  # it does spill, and into this folder
    process.send_signal(number)
    process.wait(timeout=30)
    assert list(folder.iterdir()) == []


# Side by side


def test_two_locales_side_by_side(child: Start, tmp_path: Path) -> None:
    path = tmp_path / ".catalog" / "m.sqlite"  # made by whichever comes first
    program = """
for window in range(20):
    memory.commit_window(entries(sys.argv[2], window), cells(sys.argv[2], window))
    assert len(memory.lookup([entry.key for entry in entries(sys.argv[2], window)])) == WINDOW
memory.close()
"""
    processes = [child(program, path, locale) for locale in ("pt-BR", "de", "ja")]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    with TranslationMemory.open(path) as memory:
        memory.verify()
        assert memory.count() == 3 * 20 * WINDOW
        for locale in ("pt-BR", "de", "ja"):
            assert len(memory.cells([key for window in range(20) for key in cell_ids(window)], locale)) == 20 * WINDOW


def test_another_run_is_seen_and_does_not_block_reading(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with TranslationMemory.open(path) as one, TranslationMemory.open(path, timeout_s=0.05) as other:
        one.commit_window([simple("a")], [])
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        assert set(other.lookup([text_hash("a")])) == {text_hash("a")}
        writer.execute("ROLLBACK")
        writer.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


def test_locked_for_too_long(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with TranslationMemory.open(path, timeout_s=0.3) as memory:
        memory.commit_window([simple("before")], [])
        began = time.monotonic()
        with locked(path), pytest.raises(MemoryProblem, match=r"m\.sqlite: .*locked by another process.*--memory"):
            memory.commit_window([simple("during")], [])
        assert 0.3 <= time.monotonic() - began < 3
        memory.commit_window([simple("after")], [])
        names = ("before", "during", "after")
        assert set(memory.lookup([text_hash(name) for name in names])) == {text_hash("before"), text_hash("after")}


def test_a_new_file_locked_while_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with locked(path), pytest.raises(MemoryProblem, match="locked"):
        TranslationMemory.open(path, timeout_s=0.05)


# Damaged, foreign, other versions


def filled(path: Path, count: int = 2_000) -> None:
    with TranslationMemory.open(path) as memory:
        memory.commit_window([simple(f"name {n}") for n in range(count)], [])


@pytest.mark.parametrize("opened", [TranslationMemory.open, TranslationMemory.read_only])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"sku,title\n1,Red shirt\n" * 100, "damaged"),  # a CSV given as --memory
        (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged"),
        (bytes(8192), "damaged"),  # a file whose content the disk never got
    ],
)
def test_not_a_database(tmp_path: Path, opened: object, content: bytes, message: str) -> None:
    path = tmp_path / "m.sqlite"
    path.write_bytes(content)
    with pytest.raises(MemoryProblem, match=rf"m\.sqlite: .*{message}.*\. Move the file away.*your catalog"):
        opened(path)  # type: ignore[operator]  # both are constructors
    assert path.read_bytes() == content  # left for a person to look at


def test_damage_in_the_middle_is_found_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    filled(path)
    with path.open("r+b") as file:
        file.seek(schema.PAGE_BYTES * 3)
        file.write(b"\xff" * (path.stat().st_size - schema.PAGE_BYTES * 3))
    with TranslationMemory.open(path) as memory:
        for use in (
            memory.verify,
            lambda: memory.lookup([text_hash(f"name {n}") for n in range(2_000)]),
            lambda: memory.commit_window([simple(f"other {n}") for n in range(2_000)], []),
        ):
            with pytest.raises(MemoryProblem, match="damaged"):
                use()


def test_a_file_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    filled(path)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(MemoryProblem, match="damaged"), TranslationMemory.open(path) as memory:
        memory.lookup([text_hash(f"name {n}") for n in range(2_000)])


@pytest.mark.parametrize("column", ["origin = 'alien'", "alignment = x'42'||x'00'", "source = x'FF'"])
def test_a_row_that_cannot_be_understood(tmp_path: Path, column: str) -> None:
    path = tmp_path / "m.sqlite"
    filled(path, 3)
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE memory SET {column}")
    connection.close()
    with TranslationMemory.open(path) as memory, pytest.raises(MemoryProblem, match="damaged"):
        memory.lookup([text_hash("name 1")])


def test_a_missing_table(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    filled(path, 3)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE cells")
    connection.close()
    with TranslationMemory.open(path) as memory, pytest.raises(MemoryProblem, match=r"damaged.*cells"):
        memory.cells([b"x"], "pt-BR")


@pytest.mark.parametrize("opened", [TranslationMemory.open, TranslationMemory.read_only])
@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (["CREATE TABLE bookmarks (url)"], "another program"),
        (["PRAGMA user_version = 7"], "another program"),
        (["PRAGMA application_id = 7"], "another program"),
        ([f"PRAGMA application_id = {schema.APPLICATION_ID}", "PRAGMA user_version = 99"], "newer catalog-cli.*99"),
    ],
)
def test_a_database_that_is_not_ours(tmp_path: Path, opened: object, statements: list[str], message: str) -> None:
    path = tmp_path / "m.sqlite"
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(MemoryProblem, match=message):
        opened(path)  # type: ignore[operator]  # both are constructors
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    path.touch()
    with TranslationMemory.read_only(path) as memory:
        assert memory.count() == 0
    assert path.stat().st_size == 0
    filled(path, 3)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.LATEST,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog-cli with one more migration."""
    step = schema.Migration("a column for the test", ("ALTER TABLE memory ADD COLUMN seen INTEGER",))
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "LATEST", schema.LATEST + 1)


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def test_an_older_memory_is_migrated(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "m.sqlite"
    filled(path)
    request.getfixturevalue("newer")
    with TranslationMemory.read_only(path) as memory:  # in a copy: plan changes nothing
        assert memory.count() == 2_000
    assert version_of(path) == schema.LATEST - 1
    with TranslationMemory.open(path) as memory:
        assert memory.count() == 2_000
    assert version_of(path) == schema.LATEST


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m.sqlite"
    filled(path, 3)
    step = schema.Migration("broken", ("CREATE TABLE extra (x)", "CREATE TABLE memory (x)"))
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "LATEST", schema.LATEST + 1)
    with pytest.raises(MemoryProblem):
        TranslationMemory.open(path)
    monkeypatch.undo()
    assert version_of(path) == schema.LATEST
    with TranslationMemory.open(path) as memory:
        assert memory.count() == 3


# Reading only


def test_read_only_where_nothing_is(tmp_path: Path) -> None:
    with TranslationMemory.read_only(tmp_path / "none" / "m.sqlite") as memory:
        assert memory.lookup([b"x"]) == {}
        assert memory.runs() == []
    assert list(tmp_path.iterdir()) == []  # plan makes no folder


def test_read_only_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    filled(path, 3)
    before = path.read_bytes()
    with TranslationMemory.read_only(path) as memory:
        assert memory.count() == 3
        with pytest.raises(MemoryProblem, match="cannot be opened or written"):
            memory.commit_window([simple("a")], [])
    assert path.read_bytes() == before


@contextmanager
def unprivileged_folder(files: dict[str, bytes]) -> Iterator[Path]:
    """A folder with files that this process may read and not write, also where the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    for name, content in files.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    filled(path, 3)
    with unprivileged_folder({"m.sqlite": path.read_bytes()}) as folder:
        for name in ("new.sqlite", "m.sqlite", ".catalog/m.sqlite"):
            with pytest.raises(MemoryProblem, match="--memory PATH, or run with --no-memory"):
                TranslationMemory.open(folder / name)
        with TranslationMemory.read_only(folder / "m.sqlite") as memory:
            assert set(memory.lookup([text_hash("name 1")])) == {text_hash("name 1")}


@pytest.mark.parametrize(("name", "message"), [("folder", "is a folder"), ("file/m.sqlite", "folder cannot be made")])
def test_a_path_that_cannot_be(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(MemoryProblem, match=message):
        TranslationMemory.open(tmp_path / name)


def test_the_disk_is_full(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with TranslationMemory.open(path) as memory:
        memory.commit_window([simple("before")], [])
        memory._database.write("PRAGMA max_page_count = 20")
        with pytest.raises(MemoryProblem, match=r"disk is full.*Free some space"):
            memory.commit_window([simple(f"name {n}") for n in range(5_000)], [])
        assert memory.count() == 1
        memory._database.write("PRAGMA max_page_count = 100000")
        memory.commit_window([simple("after")], [])
        assert memory.count() == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "damaged"),  # extended codes count as their primary one
        (None, "damaged"),  # Python's own: text that is not UTF-8
        (sqlite3.SQLITE_BUSY, "locked by another process"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked by another process"),
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "cannot be opened or written"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened or written"),
        (sqlite3.SQLITE_IOERR_READ, "cannot be read or written"),
    ],
)
def test_what_an_error_means(code: int | None, words: str) -> None:
    error = sqlite3.OperationalError("the text of SQLite")
    if code is not None:
        error.sqlite_errorcode = code
    problem = memory_problem("m.sqlite", error)
    assert problem.exit_code == 3
    assert words in problem.reason
    assert problem.next_step.endswith(".")
