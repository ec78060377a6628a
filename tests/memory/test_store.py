"""The memory's contract: what is looked up is what was committed, and a person's work wins."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalog_cli.memory.entries import CellEntry, MemoryEntry, Run, pack_alignment
from catalog_cli.memory.keys import KeyMaker, text_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.segment import Alignment, Origin

KEYS = KeyMaker(source_locale="en", target_locale="pt-BR", model="m@1", decoding="beam:1")
LINKS = pack_alignment(Alignment(((0, 8, 0, 3),)))


def entry(source: str, target: str, **changed: object) -> MemoryEntry:
    made = MemoryEntry(KEYS.key(source, "text"), source, target, 1, LINKS, -0.25)
    return replace(made, **changed)  # type: ignore[arg-type]  # the test's own keywords


def cell(name: str, text: str = "x", origin: Origin = Origin.ENGINE, locale: str = "pt-BR") -> CellEntry:
    return CellEntry(text_hash(name), locale, text_hash("source"), text_hash(text), origin)


@pytest.fixture(params=["file", "temporary"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TranslationMemory]:
    opened = (
        TranslationMemory.open(tmp_path / ".catalog" / "catalog.sqlite")
        if request.param == "file"
        else TranslationMemory.in_temporary_file()
    )
    with opened:
        yield opened


TEXTS = [
    ("Red", "Vermelha"),
    ("", ""),
    ("NA", "NA"),
    ("007", "007"),
    ("Line one\nline two\r\n", "Linha um\nlinha dois\r\n"),
    ("a\x00b", "a\x00b"),  # SQLite's own shell stops at NUL, its interface does not
    ("½ L ™ 20 €", "½ L ™ 20 €"),
    ("赤いシャツ", "camisa vermelha"),
    ("قميص", "camisa"),
    ("👕🏽", "👕🏽"),
    ("half \ud83d pair", "meio \udc80 par"),
    ("'; DROP TABLE memory; --", "'"),
    ("long " * 200_000, "longo " * 200_000),
]


@pytest.mark.parametrize(("source", "target"), TEXTS)
def test_what_was_committed_is_found(memory: TranslationMemory, source: str, target: str) -> None:
    made = entry(source, target)
    memory.commit_window([made], [])
    assert memory.lookup([made.key]) == {made.key: made}


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_777])
def test_any_number_of_keys(memory: TranslationMemory, count: int) -> None:
    entries = [entry(f"Source {n}", f"Alvo {n}") for n in range(count)]
    memory.commit_window(entries, [cell(str(n)) for n in range(count)])
    keys = [made.key for made in entries]
    assert memory.lookup([*keys, KEYS.key("unknown", "text"), *keys]) == {made.key: made for made in entries}
    assert len(memory.cells([text_hash(str(n)) for n in range(count)], "pt-BR")) == count
    assert memory.count() == count


@pytest.mark.parametrize("links", [None, pack_alignment(Alignment(())), LINKS])
@pytest.mark.parametrize("score", [None, 0.0, -1.5])
def test_score_and_alignment(memory: TranslationMemory, links: bytes | None, score: float | None) -> None:
    made = entry("Red", "Vermelha", links=links, score=score)
    memory.commit_window([made], [])
    assert memory.lookup([made.key])[made.key] == made


def test_an_alignment_comes_back(memory: TranslationMemory) -> None:
    made = entry("Red", "Vermelha", links=Alignment(((0, 8, 0, 3),)))
    memory.commit_window([made], [])
    assert memory.lookup([made.key])[made.key].alignment == made.alignment == Alignment(((0, 8, 0, 3),))


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        (Origin.ENGINE, Origin.ENGINE, "second"),  # translated again
        (Origin.ENGINE, Origin.HUMAN, "second"),
        (Origin.HUMAN, Origin.ENGINE, "first"),  # nobody loses work
        (Origin.HUMAN, Origin.HUMAN, "second"),  # a person changed their mind
    ],
)
def test_who_overwrites_whom(memory: TranslationMemory, first: Origin, second: Origin, holds: str) -> None:
    memory.commit_window([entry("Red", "first", origin=first)], [])
    memory.commit_window([entry("Red", "second", origin=second)], [])
    found = memory.lookup([KEYS.key("Red", "text")])[KEYS.key("Red", "text")]
    assert (found.target, found.origin) == (holds, first if holds == "first" else second)
    assert memory.count() == 1


def test_a_promoted_translation_is_human_and_serves_every_model(memory: TranslationMemory) -> None:
    assert not memory.has_human_entries()
    key = KEYS.human_key("Red", "option")
    memory.promote([MemoryEntry(key, "Red", "Encarnada", 1)], [cell("c", "Encarnada", Origin.HUMAN)])
    other_model = KeyMaker(source_locale="en", target_locale="pt-BR", model="m@2", decoding="beam:4")
    found = memory.lookup([other_model.key("Red", "option"), other_model.human_key("Red", "option")])
    assert found == {key: MemoryEntry(key, "Red", "Encarnada", 1, origin=Origin.HUMAN)}
    assert memory.has_human_entries()
    assert memory.cells([text_hash("c")], "pt-BR")[text_hash("c")].origin is Origin.HUMAN


def test_cells_are_per_locale_and_the_last_counts(memory: TranslationMemory) -> None:
    german = cell("a", "Rot", locale="de")
    memory.commit_window([], [cell("a", "Vermelha"), german, cell("b")])
    memory.commit_window([], [cell("a", "Encarnada", Origin.HUMAN)])
    assert memory.cells([text_hash("a")], "pt-BR") == {text_hash("a"): cell("a", "Encarnada", Origin.HUMAN)}
    assert memory.cells([text_hash("a"), text_hash("b")], "de") == {text_hash("a"): german}
    assert memory.cells([text_hash("a")], "pt") == {}


@pytest.mark.parametrize("broken", [ValueError("stage"), KeyboardInterrupt(), SystemExit(143)])
def test_a_window_that_breaks_off_leaves_nothing(memory: TranslationMemory, broken: BaseException) -> None:
    class Breaking(list[CellEntry]):
        def __iter__(self) -> Iterator[CellEntry]:
            yield cell("a")
            raise broken

    with pytest.raises(type(broken)):
        memory.commit_window([entry("Red", "Vermelha")], Breaking())
    assert memory.count() == 0
    assert memory.cells([text_hash("a")], "pt-BR") == {}
    memory.commit_window([entry("Red", "Vermelha")], [])  # and it goes on
    assert memory.count() == 1


def test_prune_keeps_people_and_later_runs(memory: TranslationMemory) -> None:
    memory.commit_window([entry("old", "velho", run=1), entry("new", "novo", run=2)], [])
    memory.promote([entry("person", "pessoa", run=1)])
    assert memory.prune(before_run=2) == 1
    kept = memory.lookup([KEYS.key(text, "text") for text in ("old", "new", "person")])
    assert sorted(found.target for found in kept.values()) == ["novo", "pessoa"]
    assert memory.prune(before_run=2) == 0


def test_close_twice_and_then_no_use(memory: TranslationMemory) -> None:
    memory.close()
    memory.close()
    with pytest.raises(sqlite3.ProgrammingError):  # our mistake, not the merchant's
        memory.count()


class Clock:
    """Ticks one second a reading."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 31, 23, 59, 58, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def finish(memory: TranslationMemory, output: Path, source: str = "in", signature: str = "s") -> int:
    run = memory.start_run("en", "pt-BR", "--to pt-BR")
    memory.finish_run(run, output, input_sha256=source, output_sha256=f"out{run}", signature=signature)
    return run


def test_a_run_from_start_to_end(tmp_path: Path) -> None:
    with TranslationMemory.open(tmp_path / ".catalog" / "m.sqlite", clock=Clock()) as memory:
        run = memory.start_run("en", "pt-BR", '{"to": "pt-BR"}')
        started = Run(run, "en", "pt-BR", '{"to": "pt-BR"}', "2025-01-31T23:59:59.000000+00:00")
        assert memory.runs() == [started]
        assert memory.run_for_output(tmp_path / "out.csv") is None  # unfinished: it has written nothing
        memory.finish_run(run, tmp_path / "out.csv", input_sha256="i", output_sha256="o", signature="a|b")
        finished = replace(
            started,
            finished_at="2025-02-01T00:00:00.000000+00:00",
            output="../out.csv",
            input_sha256="i",
            output_sha256="o",
            signature="a|b",
        )
        assert memory.runs() == [finished]
        assert memory.run_for_output(tmp_path / "out.csv") == finished
        assert memory.run_for_output(tmp_path / "foreign.csv") is None


def test_the_last_finished_run_is_the_one(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    with TranslationMemory.open(tmp_path / "m.sqlite", clock=Clock()) as memory:
        slow = memory.start_run("en", "pt-BR")
        quick = finish(memory, output)
        found = memory.run_for_output(output)
        assert found is not None
        assert found.id == quick
        memory.finish_run(slow, output, input_sha256="in", output_sha256="late", signature="s")
        found = memory.run_for_output(output)
        assert found is not None
        assert (found.id, found.output_sha256) == (slow, "late")  # it began first and wrote last


@pytest.mark.parametrize(
    ("source", "signature", "name", "known"),
    [
        ("in", "s", "out.csv", True),
        ("in", "s", "./sub/../out.csv", True),
        ("changed", "s", "out.csv", False),
        ("in", "other", "out.csv", False),
        ("in", "s", "other.csv", False),
    ],
)
def test_identical_run(tmp_path: Path, source: str, signature: str, name: str, known: bool) -> None:
    with TranslationMemory.open(tmp_path / "m.sqlite", clock=Clock()) as memory:
        finish(memory, tmp_path / "out.csv")
        last = finish(memory, tmp_path / "out.csv")
        finish(memory, tmp_path / "out.csv", signature="later")  # another way, the same file
        found = memory.identical_run(tmp_path / name, input_sha256=source, signature=signature)
        assert (found.id if found else None) == (last if known else None)


@pytest.mark.parametrize("name", ["out.csv", "saída 赤 👕.csv", "a#b?c%20.csv", "sub/out.csv"])
def test_a_project_can_be_moved(tmp_path: Path, name: str) -> None:
    old, new = tmp_path / "old #1?", tmp_path / "new"
    with TranslationMemory.open(old / ".catalog" / "catalog.sqlite") as memory:
        finish(memory, old / name)
    old.rename(new)
    with TranslationMemory.read_only(new / ".catalog" / "catalog.sqlite") as memory:
        assert memory.run_for_output(new / name) is not None
        assert memory.run_for_output(old / name) is None


def test_a_relative_path_is_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with TranslationMemory.open(Path(".catalog/catalog.sqlite")) as memory:
        finish(memory, Path("out.csv"))
        assert memory.run_for_output(tmp_path / "out.csv") is not None
