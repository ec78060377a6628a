"""What the text in a cell is to its source: every state, by what was written and what reads otherwise now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog_cli.memory.cell_states import cell_state, made_for
from catalog_cli.memory.entries import CellEntry
from catalog_cli.memory.keys import text_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.segment import Origin, UnitState


def written(source: str, output: str, origin: Origin = Origin.ENGINE, before: str | None = None) -> CellEntry:
    """What we wrote; `before` is the source that a person's text was made for, where the cell has another."""
    hashes = text_hash(source), text_hash(output)
    return CellEntry(b"cell", "pt-BR", *hashes, origin, None if before is None else text_hash(before))


OURS = written("Red bag", "Bolsa vermelha")
THEIRS = written("Red bag", "Sacola vermelha", Origin.HUMAN)
LEFT_OVER = written("Green bag", "Sacola vermelha", Origin.HUMAN, before="Red bag")

STATES: list[tuple[CellEntry | None, str, str | None, UnitState]] = [
    (None, "Red bag", None, UnitState.NEW),
    (None, "Red bag", "", UnitState.NEW),
    (None, "Red bag", " \n", UnitState.NEW),
    (None, "Red bag", "Bolsa", UnitState.CURRENT),  # another tool's: nothing tells that its source changed
    (None, "", None, UnitState.CURRENT),  # nothing to translate
    (None, " ", "", UnitState.CURRENT),
    (OURS, "Red bag", "Bolsa vermelha", UnitState.CURRENT),
    (OURS, "Red bag", " Bolsa vermelha\n", UnitState.CURRENT),  # padding is the layout's
    (OURS, "Red bag", "", UnitState.NEW),  # a blanked cell is one to fill
    (OURS, "Red bag", None, UnitState.NEW),
    (OURS, "Green bag", "Bolsa vermelha", UnitState.CHANGED),
    (OURS, "red bag", "Bolsa vermelha", UnitState.CHANGED),
    (OURS, "", "Bolsa vermelha", UnitState.CHANGED),
    (OURS, "Red bag", "Sacola vermelha", UnitState.EDITED),
    (OURS, "Red bag", "Red bag", UnitState.EDITED),
    (OURS, "Green bag", "Sacola vermelha", UnitState.OUTDATED),
    (THEIRS, "Red bag", "Sacola vermelha", UnitState.EDITED),
    (THEIRS, "Red bag", "حقيبة", UnitState.EDITED),
    (THEIRS, "Green bag", "Sacola vermelha", UnitState.OUTDATED),
    (LEFT_OVER, "Green bag", "Sacola vermelha", UnitState.OUTDATED),  # told again by every run
    (LEFT_OVER, "Red bag", "Sacola vermelha", UnitState.EDITED),  # its own source is back
    (LEFT_OVER, "Blue bag", "Sacola vermelha", UnitState.OUTDATED),
    (LEFT_OVER, "Green bag", "Sacola verde", UnitState.EDITED),  # the person wrote it for the new one
    (LEFT_OVER, "Red bag", "Sacola verde", UnitState.OUTDATED),
    (written("007", "007"), "007", "007", UnitState.CURRENT),
    (written("NA", "NA"), "007", "NA", UnitState.CHANGED),
    (written("赤いバッグ", "👜"), "赤いバッグ", "👜", UnitState.CURRENT),
    (written("half \ud83d", "x"), "half \ud83d", "y", UnitState.EDITED),
]


@pytest.mark.parametrize(("entry", "source", "target", "state"), STATES)
def test_state(entry: CellEntry | None, source: str, target: str | None, state: UnitState) -> None:
    assert cell_state(entry, source, target) is state


def test_the_source_a_text_was_made_for() -> None:
    assert made_for(OURS, "Bolsa vermelha") == made_for(OURS, "Sacola") == text_hash("Red bag")
    assert made_for(LEFT_OVER, "Sacola vermelha") == text_hash("Red bag")
    assert made_for(LEFT_OVER, "Sacola verde") == text_hash("Green bag")


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


SOURCES = ["Red bag", "赤いバッグ", "a\nb", "NA", "007", "👜", "", "half \ud83d"]


@pytest.mark.parametrize("source", SOURCES)
def test_the_memory_keeps_the_sources_of_cells(memory: TranslationMemory, source: str) -> None:
    entry = written(source, "x")
    memory.commit_window([], [entry])
    assert memory.sources([text_hash(source)]) == {}  # of no use to whoever does not give it
    kept = CellEntry(b"cell", "pt-BR", text_hash(source), text_hash("x"), Origin.ENGINE, source=source)
    for _ in range(2):
        memory.commit_window([], [kept])
        assert memory.sources([text_hash(source), b"other"]) == {text_hash(source): source}


def test_what_a_person_s_text_was_made_for_is_kept_with_the_cell(memory: TranslationMemory) -> None:
    memory.commit_window([], [THEIRS])
    assert memory.cells([b"cell"], "pt-BR") == {b"cell": THEIRS}
    memory.commit_window([], [LEFT_OVER])
    assert memory.cells([b"cell"], "pt-BR") == {b"cell": LEFT_OVER}
    memory.commit_window([], [THEIRS])
    assert memory.cells([b"cell"], "pt-BR") == {b"cell": THEIRS}


def test_whether_any_cell_is_a_person_s(memory: TranslationMemory) -> None:
    memory.commit_window([], [OURS])
    assert not memory.has_human_cells("pt-BR")
    memory.commit_window([], [THEIRS])
    assert memory.has_human_cells("pt-BR")
    assert not memory.has_human_cells("de-DE")
