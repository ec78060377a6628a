"""What the memory holds is told by who made it, and what goes goes by all the conditions given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalog_cli.memory.entries import MemoryEntry, ProductEntry
from catalog_cli.memory.fuzzy import FuzzyMatches
from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory.upkeep import Amount, Pruning, amounts, prune
from catalog_cli.memory.use import Use
from catalog_cli.segment import Origin

KEYS = KeyMaker(source_locale="en", target_locale="pt-BR", model="m@1", decoding="beam:1")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def days_ago(self, days: int) -> None:
        self.now = NOW - timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(clock: Clock) -> Iterator[TranslationMemory]:
    """Entries of a year, a month and today, of two models; an edit and an import of a year ago."""
    with TranslationMemory.in_temporary_file(clock=clock) as opened:
        for days, model in ((365, "old@1"), (30, "new@2"), (0, "new@3")):
            clock.days_ago(days)
            run = opened.start_run("en", "pt-BR")
            opened.commit_window([entry(f"{days} {number}", run) for number in range(2)], [])
            opened.keep_products([ProductEntry(f"p{days}".encode(), ("x",), run, 1, 1, 0)])
            opened.finish_run(run, Path("o.csv"), input_sha256="", output_sha256="", signature=f"a|model:{model}|b")
        clock.days_ago(365)
        run = opened.start_run("en", "pt-BR")
        opened.promote([entry("edited", run), entry("imported bag", run, facts="{}")])
        clock.days_ago(0)
        yield opened


def entry(source: str, run: int, facts: str | None = None) -> MemoryEntry:
    return MemoryEntry(KEYS.key(source, "text"), source, f"<{source}>", run, facts=facts)


def left(memory: TranslationMemory) -> list[str]:
    return [row[0] for row in memory.database.rows("SELECT source FROM memory ORDER BY id")]


def test_amounts(memory: TranslationMemory) -> None:
    assert amounts(memory) == [
        Amount("en", "pt-BR", "new@2", 2),
        Amount("en", "pt-BR", "new@3", 2),
        Amount("en", "pt-BR", "old@1", 2),
        Amount("en", "pt-BR", "a person", 1),
        Amount("en", "pt-BR", "import", 1),
    ]
    with TranslationMemory.in_temporary_file() as empty:
        assert amounts(empty) == []


OLD, MONTH, TODAY, HUMAN = ["365 0", "365 1"], ["30 0", "30 1"], ["0 0", "0 1"], ["edited", "imported bag"]
PRUNED = [
    (Pruning(older_than_days=366), [*OLD, *MONTH, *TODAY, *HUMAN]),
    (Pruning(older_than_days=100), [*MONTH, *TODAY, *HUMAN]),
    (Pruning(older_than_days=0), HUMAN),
    (Pruning(older_than_days=0, human=True), []),
    (Pruning(older_than_days=100, human=True), [*MONTH, *TODAY]),
    (Pruning(unused_days=20), [*TODAY, *HUMAN]),
    (Pruning(model="new"), [*OLD, *HUMAN]),
    (Pruning(model="new@2"), [*OLD, *TODAY, *HUMAN]),
    (Pruning(model="new@2", older_than_days=100), [*OLD, *MONTH, *TODAY, *HUMAN]),  # all must hold
    (Pruning(model="none"), [*OLD, *MONTH, *TODAY, *HUMAN]),
    (Pruning(model="unknown", human=True), [*OLD, *MONTH, *TODAY]),  # of a run that did not end
]


@pytest.mark.parametrize(("pruning", "expected"), PRUNED, ids=[str(row[0]) for row in PRUNED])
def test_prune(memory: TranslationMemory, pruning: Pruning, expected: list[str]) -> None:
    before = left(memory)
    count = len(before) - len(expected)
    assert prune(memory, pruning, dry_run=True) == count
    assert left(memory) == before
    assert prune(memory, pruning) == count
    assert left(memory) == expected
    assert prune(memory, pruning) == 0


def test_products_made_by_what_goes_go_too(memory: TranslationMemory) -> None:
    keys = [b"p365", b"p30", b"p0"]
    prune(memory, Pruning(older_than_days=100))
    assert set(memory.products(keys)) == {b"p30", b"p0"}
    prune(memory, Pruning(older_than_days=0, human=True))
    assert memory.products(keys) == {}


def test_what_is_in_use_is_noted_once_a_week(memory: TranslationMemory, clock: Clock) -> None:
    keys = [KEYS.key(source, "text") for source in ("365 0", "0 0")]

    def used() -> list[int | None]:
        found = memory.lookup(keys)
        Use(memory).note(found.values())
        return [memory.lookup(keys)[key].used for key in keys]

    today = memory.today()
    assert used() == [today, None]  # made today: known to be in use
    clock.days_ago(-6)
    assert used() == [today, None]
    clock.days_ago(-8)
    assert used() == [today + 8, today + 8]
    assert prune(memory, Pruning(unused_days=7)) == 4
    assert set(left(memory)) == {"365 0", *TODAY[:1], *HUMAN}


def test_a_product_in_use_keeps_what_was_made_with_it(memory: TranslationMemory) -> None:
    Use(memory).note(memory.products([b"p365"]).values())
    assert prune(memory, Pruning(unused_days=20)) == 2
    assert left(memory) == [*OLD, *TODAY, *HUMAN]
    assert set(memory.products([b"p365", b"p30", b"p0"])) == {b"p365", b"p0"}


def test_fuzzy_matches_after_pruning(memory: TranslationMemory) -> None:
    matches = FuzzyMatches(memory, ("en", "pt-BR"))
    assert [match.source for match in matches.best("imported bags", 50)] == ["imported bag"]
    prune(memory, Pruning(older_than_days=0, human=True))
    run = memory.start_run("en", "pt-BR")
    memory.promote([entry("imported bag two", run)])  # under an id that was another's
    assert [match.source for match in FuzzyMatches(memory, ("en", "pt-BR")).best("imported bags two", 50)] == [
        "imported bag two"
    ]
    assert memory.lookup([KEYS.key("imported bag two", "text")]).popitem()[1].origin is Origin.HUMAN
