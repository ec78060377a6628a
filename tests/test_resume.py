"""A run that is killed, at any point, and started again: nothing is lost, nothing is translated twice."""

from __future__ import annotations

import csv
import json
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from catalog_cli.engine import DecodingOptions, Tokens, Translator
from catalog_cli.engines.ct2_translator import PendingTranslation
from catalog_cli.engines.echo import EchoTranslator
from catalog_cli.errors import FileProblem, Stopped
from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from tests.generated import TRANSLATED_COLUMNS, write_csv
from tests.nursery import Child, Nursery

PRODUCTS = 60
WINDOW = 24  # segments: the catalog is some thirty windows
TITLE, BODY = 1, 2
OLD = b"what stood there before\r\n"

# A child begins with this; argv is the catalog, the output, the memory and the model. It says "ready" when the run
# begins, and at its end how many segments the engine answered and how many texts it was given.
CHILD = f"""
import json, os, signal, sys
from pathlib import Path
from catalog_cli import engines, file_run
from catalog_cli.conventions.numbers import number_differences
from catalog_cli.engine import DecodingOptions
from catalog_cli.job import Job
from catalog_cli.memory import database
from catalog_cli.memory.store import TranslationMemory

catalog, output, memory, model = sys.argv[1:]

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def run():
    job = Job("pt-BR", model=model or None, memory=Path(memory), force=True, window={WINDOW})
    engine = engines.load_engine("en", "pt-BR", model=job.model)
    # What a start costs is no part of the run that is killed: the model is loaded, and so is Babel.
    number_differences("1 1/2", "2", "en", "pt-BR")
    engine.translate(engine.tokenizer.encode(["Red"]), DecodingOptions())
    given = []
    submit = type(engine).submit
    def counted(sources, options, **how):
        given.append(len(sources))
        print("given", len(sources), flush=True)
        return submit(engine, sources, options, **how)
    engine.submit = counted
    with TranslationMemory.open(Path(memory)) as kept:
        print("ready", flush=True)
        result = file_run.localize_file(
            file_run.Source(Path(catalog), catalog), Path(output), job, engine=engine, memory=kept
        )
    engine.close()
    origins = result.totals.origins
    print(json.dumps({{"engine": origins["engine"], "untranslated": origins["untranslated"], "given": sum(given)}}))
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """A catalog, where its translation goes and the memory; `finished` is what an undisturbed run wrote."""

    folder: Path
    finished: bytes

    @property
    def catalog(self) -> Path:
        return self.folder / "shop.csv"

    @property
    def output(self) -> Path:
        return self.folder / "shop.pt-BR.csv"

    @property
    def memory(self) -> Path:
        return self.folder / ".catalog" / "catalog.sqlite"

    def child(self, nursery: Nursery, *, model: str = "", program: str = "run()", output: Path | None = None) -> Child:
        """Start a run in another process."""
        arguments = [str(path) for path in (self.catalog, output or self.output, self.memory)]
        streams = {1: subprocess.PIPE, 2: 2}
        return nursery.start(CHILD + program, *arguments, model, streams=streams, text=True)

    def run(self, engine: Translator, **changes: object) -> Result:
        """Run in this process."""
        job = Job("pt-BR", model="echo", memory=self.memory, force=True, window=WINDOW)
        with TranslationMemory.open(self.memory) as memory:
            source = Source(self.catalog, str(self.catalog))
            return localize_file(source, self.output, job, engine=engine, memory=memory, **changes)  # type: ignore[arg-type]  # progress only

    def remembered(self) -> dict[bytes, int]:
        """Return the run that made each entry of the memory, once it is known to be whole."""
        if not self.memory.exists():
            return {}
        with TranslationMemory.open(self.memory) as memory:
            memory.verify()
        connection = sqlite3.connect(self.memory)
        try:
            return dict(connection.execute("SELECT key, run FROM memory"))
        finally:
            connection.close()

    def check_finished(self, output: Path | None = None) -> None:
        """Every product is localized, no other cell changed, and nothing else lies in the folder."""
        source, target = _rows(self.catalog.read_bytes()), _rows((output or self.output).read_bytes())
        assert len(target) == len(source) == PRODUCTS + 1
        assert target[0] == source[0]
        for before, after in zip(source[1:], target[1:], strict=True):
            kept = [index for index in range(len(before)) if index not in TRANSLATED_COLUMNS]
            assert [after[index] for index in kept] == [before[index] for index in kept]
            assert after[TITLE] != before[TITLE]
            assert after[BODY] != before[BODY]
        names = {path.name for path in self.folder.iterdir()}
        assert names <= {self.catalog.name, self.output.name, "other.csv", ".catalog"}


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode().splitlines(keepends=True), strict=True))


def _new_shop(folder: Path, run: Callable[[Shop], object]) -> Shop:
    """Return a shop whose catalog was localized once, undisturbed, and of which only the catalog is left."""
    shop = Shop(folder, b"")
    write_csv(shop.catalog, PRODUCTS, seed=7)
    run(shop)
    finished = shop.output.read_bytes()
    shop.output.unlink()
    for path in shop.memory.parent.iterdir():
        path.unlink()
    return Shop(folder, finished)


@pytest.fixture(scope="module")
def translated(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, int]:
    """What an undisturbed run of the model wrote, and how often it asked the engine."""
    requests: list[int] = []

    def counted(shop: Shop) -> None:
        requests.append(shop.child(nursery).communicate(timeout=60)[0].count("given"))

    return _new_shop(tmp_path_factory.mktemp("translated"), counted).finished, requests[0]


def test_killed_at_ten_random_points(tmp_path: Path, nursery: Nursery, translated: tuple[bytes, int]) -> None:
    finished, requests = translated
    shop = Shop(tmp_path, finished)
    write_csv(shop.catalog, PRODUCTS, seed=7)
    shop.output.write_bytes(OLD)
    chance = random.Random(2)
    known: dict[bytes, int] = {}
    for _ in range(10):
        child = shop.child(nursery)
        assert child.stdout.readline() == "ready\n"
        # A tenth of the run each, on average, so that the points lie all over it; and then anywhere in a window.
        for _ in range(chance.randint(1, requests // 5)):
            child.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        child.kill()
        assert child.wait(60) == -signal.SIGKILL
        remembered = shop.remembered()
        assert {key: remembered.get(key) for key in known} == known  # nothing lost, nothing made again
        known = remembered
        assert shop.output.read_bytes() == OLD
    assert known, "no window was committed before a kill"

    child = shop.child(nursery)
    told = json.loads(child.communicate(timeout=60)[0].splitlines()[-1])
    assert child.returncode == 0
    shop.check_finished()
    assert shop.output.read_bytes() == shop.finished
    fresh = len(shop.remembered()) - len(known)
    assert told["engine"] == fresh > 0  # what was committed was not translated again
    assert told["untranslated"] == 0
    assert {key: run for key, run in shop.remembered().items() if key in known} == known


# A kill at the places where a file or a transaction is half done.
POINTS = [
    (
        "in the third transaction",
        "write = database.Database.write_many; calls = []\n"
        "def write_many(self, sql, rows):\n"
        "    calls.append(write(self, sql, rows))\n"
        "    len(calls) == 5 and die()\n"
        "database.Database.write_many = write_many\n",
        False,
    ),
    ("before the output is recorded", "TranslationMemory.finish_run = lambda *a, **k: die()\n", False),
    ("before the output is in place", "Path.replace = lambda *a: die()\n", False),
    (
        "after the output is in place",
        "replace = Path.replace\nPath.replace = lambda self, other: (replace(self, other), die())\n",
        True,
    ),
]


@pytest.mark.parametrize(("program", "is_in_place"), [row[1:] for row in POINTS], ids=[row[0] for row in POINTS])
def test_killed_at_a_bad_moment(
    tmp_path: Path, nursery: Nursery, echo: Translator, program: str, is_in_place: bool
) -> None:
    shop = _new_shop(tmp_path, lambda shop: shop.run(echo))
    shop.output.write_bytes(OLD)
    assert shop.child(nursery, model="echo", program=program + "run()").wait(30) == -signal.SIGKILL
    assert shop.output.read_bytes() == (shop.finished if is_in_place else OLD)
    known = shop.remembered()
    result = shop.run(echo)
    assert result.is_unchanged is is_in_place
    shop.check_finished()
    assert shop.output.read_bytes() == shop.finished
    assert {key: run for key, run in shop.remembered().items() if key in known} == known


def test_an_output_of_ours_is_known_as_such_after_a_kill(tmp_path: Path, nursery: Nursery, echo: Translator) -> None:
    """Recorded but not in place: the older output is ours too, and needs no --force."""
    shop = _new_shop(tmp_path, lambda shop: shop.run(echo))
    shop.run(echo)
    ours = shop.output.read_bytes()
    shop.catalog.write_bytes(shop.catalog.read_bytes().replace(b"made for", b"good for"))
    assert (
        shop.child(nursery, model="echo", program="Path.replace = lambda *a: die()\nrun()").wait(30) == -signal.SIGKILL
    )
    assert shop.output.read_bytes() == ours
    job = Job("pt-BR", model="echo", memory=shop.memory, window=WINDOW)
    with TranslationMemory.open(shop.memory) as memory:
        localize_file(Source(shop.catalog, str(shop.catalog)), shop.output, job, engine=echo, memory=memory)
        shop.check_finished()
        shop.output.write_bytes(ours.replace(b"\r\n", b"\n", 1))
        with pytest.raises(FileProblem, match="was edited"):
            localize_file(Source(shop.catalog, str(shop.catalog)), shop.output, job, engine=echo, memory=memory)


class _Stopping(EchoTranslator):
    """An echo engine that is interrupted when it has done a few windows."""

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__("en", "pt-BR")
        self.stop, self.calls = stop, 0

    def submit(
        self, sources: Sequence[Tokens], options: DecodingOptions, *, scored: Collection[int] | None = None
    ) -> PendingTranslation:
        self.calls += 1
        if self.calls == 12:
            self.stop()
        return super().submit(sources, options, scored=scored)  # type: ignore[return-value]  # finished at once


def _interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def _terminate() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped(number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(("stop", "error"), [(_interrupt, KeyboardInterrupt), (_terminate, Stopped)])
@pytest.mark.parametrize("at_window", [True, False], ids=["decoding", "writing"])
def test_asked_to_stop(
    tmp_path: Path, echo: Translator, stop: Callable[[], None], error: type[BaseException], at_window: bool
) -> None:
    shop = _new_shop(tmp_path, lambda shop: shop.run(echo))
    shop.output.write_bytes(OLD)

    written: list[int] = []

    def progress(done: int, total: int) -> None:
        written.append(done)
        if len(written) == PRODUCTS // 2:
            stop()

    with pytest.raises(error):
        shop.run(_Stopping(stop) if at_window else echo, **({} if at_window else {"progress": progress}))
    assert shop.output.read_bytes() == OLD
    assert {path.name for path in tmp_path.iterdir()} == {shop.catalog.name, shop.output.name, ".catalog"}
    known = shop.remembered()
    assert known
    result = shop.run(echo)
    assert result.totals.origins["engine"] == len(shop.remembered()) - len(known)  # type: ignore[call-overload]  # a StrEnum's own text
    shop.check_finished()
    assert shop.output.read_bytes() == shop.finished


def test_two_runs_share_a_memory(tmp_path: Path, nursery: Nursery) -> None:
    shop = Shop(tmp_path, b"")
    write_csv(shop.catalog, PRODUCTS, seed=7)
    other = tmp_path / "other.csv"
    children = [shop.child(nursery), shop.child(nursery, output=other)]
    assert [child.wait(60) for child in children] == [0, 0]
    shop.check_finished()
    shop.check_finished(other)
    assert shop.remembered()
    # Both are known as ours, and nothing is left to translate.
    shop.output.unlink()
    told = json.loads(shop.child(nursery).communicate(timeout=60)[0].splitlines()[-1])
    assert (told["engine"], told["given"]) == (0, 0)


def test_a_run_leaves_the_temporary_file_of_another_one_alone(
    tmp_path: Path, nursery: Nursery, echo: Translator
) -> None:
    shop = _new_shop(tmp_path, lambda shop: shop.run(echo))
    waiting = shop.child(
        nursery,
        model="echo",
        program="import time\nPath.replace = lambda *a: (print('there', flush=True), time.sleep(60))\nrun()",
    )
    while waiting.stdout.readline() not in ("there\n", ""):
        pass
    shop.run(echo)
    assert len(list(tmp_path.glob(".*.tmp"))) == 1
    waiting.kill()
    waiting.wait(30)
    shop.output.unlink()
    shop.run(echo)
    shop.check_finished()
