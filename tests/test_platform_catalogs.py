"""The catalogs of every platform, in every layout and container: a run passes, and no damage to its output does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli import feeds, formats
from catalog_cli.conversion import convert_table
from catalog_cli.engine import Translator
from catalog_cli.file_run import Source, localize_file
from catalog_cli.formats.creation import WriteOptions
from catalog_cli.job import Job, Layout
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Edit, Record, Role
from catalog_cli.verification.comparison import Comparison, open_comparison
from catalog_cli.verification.differences import Difference, Kind

TESTS = Path(__file__).parent
JOB = Job("pt-BR", model="echo", memory=None)
FILES = sorted(
    path
    for folder in (TESTS / "feeds" / "catalogs", TESTS / "data")
    for path in folder.iterdir()
    # The golden outputs, and what is no catalog.
    if ".expected." not in path.name and path.name not in ("pairs.csv", "terms.jsonl")
)
PACKED = ("xlsx", "parquet")
MADE = ("xlsx", "parquet", "jsonl")


class Case(NamedTuple):
    """A catalog as it lies there, or converted into a container, and the layout it is localized in."""

    path: Path
    container: str
    layout: Layout

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.path.name}-{self.container}-{self.layout}"


def cases() -> Iterator[Case]:
    for number, path in enumerate(FILES):
        with_feed = catalogs.read_catalog(path, JOB)
        own = with_feed.table.facts.format
        layouts = feeds.feed_table(with_feed.schema.feed).layouts
        yield from (Case(path, own, layout) for layout in layouts if own != "xml" or layout is Layout.REPLACE)
        # The containers know nothing of platforms: each platform in one, in turn.
        container = MADE[number % len(MADE)]
        possible = [layout for layout in layouts if layout is not Layout.ROWS]
        if container != own:
            yield Case(path, container, possible[number // len(MADE) % len(possible)])


CASES = list(cases())
IN_PLACE = [case for case in CASES if case.layout is not Layout.TRANSLATIONS or "shopify_tr" in case.path.name]
ALONE = [case for case in CASES if case not in IN_PLACE]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run was given and what it wrote."""

    source: Path
    output: Path

    def differences(self, output: Path | None = None, target: str | None = "pt-BR") -> list[Difference]:
        return list(self.opened(output, target).differences())

    def opened(self, output: Path | None = None, target: str | None = "pt-BR") -> Comparison:
        other = output or self.output
        return open_comparison((self.source, "source"), (other, "output"), JOB, target_locale=target)

    def violations(self, output: Path) -> list[tuple[Kind, int | None, str | None]]:
        found = [each for each in self.differences(output) if each.is_violation]
        assert {each.where.file for each in found} <= {"source", "output"}
        return [(each.kind, each.where.row, each.where.column) for each in found]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, echo: Translator) -> Callable[[Case], Run]:
    """Each run is made once."""
    folder = tmp_path_factory.mktemp("platforms")
    memory = TranslationMemory.in_temporary_file()
    runs: dict[Case, Run] = {}

    def run(case: Case) -> Run:
        if case not in runs:
            source = converted(case.path, case.container, folder)
            output = folder / f"{case.layout}-{source.name}"
            job = replace(JOB, layout=case.layout)
            localize_file(Source(source, source.name), output, job, engine=echo, memory=memory)
            runs[case] = Run(source, output)
        return runs[case]

    return run


def converted(path: Path, container: str, folder: Path) -> Path:
    """Return a catalog in a container, under a name of its own."""
    table = catalogs.read_catalog(path, JOB).table
    if table.facts.format == container:
        return path
    made = folder / f"{path.stem}-{path.suffix[1:]}.{container}"
    if not made.exists():
        with made.open("wb") as out:
            convert_table(table, out, container, WriteOptions())
    return made


def table_of(path: Path, like: formats.Table | None = None) -> formats.Table:
    options = formats.ReadOptions(format=None if like is None else like.facts.format)
    return formats.open_table(path, options, feeds.score_header)


def names(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=names)
def test_a_run_passes(case: Case, made: Callable[[Case], Run]) -> None:
    run = made(case)
    for target in ("pt-BR", None) if case.container not in PACKED else (None,):
        comparison = run.opened(target=target)
        found = list(comparison.differences())
        assert found  # it did something
        assert {each.kind for each in found} == {Kind.TRANSLATED}, [each for each in found if each.is_violation][:3]
        assert comparison.job.layout is case.layout
        assert comparison.is_alone == (case in ALONE)


@pytest.mark.parametrize("case", IN_PLACE, ids=names)
def test_rows_and_products_are_kept(case: Case, made: Callable[[Case], Run]) -> None:
    run = made(case)
    before = catalogs.read_catalog(run.source, JOB)
    after = catalogs.read_catalog(run.output, JOB)
    keys = [product.key for product in before.products()]
    assert len(list(after.products())) == len(keys)
    key = before.schema.identifier
    if key is None:
        return
    rows = [[record.value(key) for record in catalog.table.records()] for catalog in (before, after)]
    if case.layout is Layout.ROWS:
        rows = [list(dict.fromkeys(keys)) for keys in rows]
    assert rows[0] == rows[1]


def marred(value: str) -> str:
    """Return another value: a digit more in a number, a letter more in a text."""
    return f"{value}7" if value[-1].isdigit() else f"{value}x"


def damaged(run: Run, change: Callable[[list[tuple[Record, Edit]]], object], folder: Path) -> Path:
    """Return the output written with its records changed, and all else byte for byte."""
    table = table_of(run.output, table_of(run.source))
    edits = [(record, Edit()) for record in table.records()]
    change(edits)
    path = folder / run.output.name
    with path.open("wb") as out:
        table.write(out, edits)
    return path


@pytest.mark.parametrize("case", IN_PLACE, ids=names)
def test_a_changed_cell_is_found_in_every_row(case: Case, made: Callable[[Case], Run], tmp_path: Path) -> None:
    """One cell a row, of another column in each; prices among them."""
    run = made(case)
    schema = catalogs.read_catalog(run.source, JOB).schema
    targets = {column.target for column in schema.columns}
    kept = [column for column in schema.columns if not column.is_translated and column.index not in targets]
    columns = table_of(run.output, table_of(run.source)).columns
    expected: list[str] = []

    def change(edits: list[tuple[Record, Edit]]) -> None:
        for number, (record, _) in enumerate(edits):
            for step in range(len(kept)):
                column = kept[(3 * number + step) % len(kept)]
                index = columns.index(column.name)
                position, value = next(record.cells(index), (0, ""))
                if value.strip() and position not in record.fixed:
                    edits[number] = record, Edit({position: marred(value)})
                    expected.append(column.name)
                    break

    found = run.violations(damaged(run, change, tmp_path))
    assert {kind for kind, *_ in found} == {Kind.CHANGED}
    assert [column for *_, column in found] == expected
    assert None not in {row for _, row, _ in found}


PRICED = [case for case in IN_PLACE if case.layout is Layout.REPLACE and case.container not in PACKED]


@pytest.mark.parametrize("case", PRICED, ids=names)
def test_a_changed_price_is_found(case: Case, made: Callable[[Case], Run], tmp_path: Path) -> None:
    run = made(case)
    schema = catalogs.read_catalog(run.source, JOB).schema
    prices = [column for column in schema.columns if column.role is Role.PRICE]
    changed: list[str] = []

    def change(edits: list[tuple[Record, Edit]]) -> None:
        for number, (record, _) in enumerate(edits):
            for column in prices:
                position, value = next(record.cells(column.index), (0, ""))
                if value.strip() and not changed:
                    edits[number] = record, Edit({position: f"1{value}"})
                    changed.append(column.name)

    output = damaged(run, change, tmp_path)
    assert [column for *_, column in run.violations(output)] == changed
    assert len(changed) == bool(prices)


def drop(edits: list[tuple[Record, Edit]]) -> None:
    del edits[len(edits) // 2]


def drop_last(edits: list[tuple[Record, Edit]]) -> None:
    del edits[-1]


def swap(edits: list[tuple[Record, Edit]]) -> None:
    """Swap two neighbours that are no twins."""
    middle = len(edits) // 2
    edits[middle], edits[middle - 1] = edits[middle - 1], edits[middle]


def add(edits: list[tuple[Record, Edit]]) -> None:
    edits.insert(1, edits[-1])


DAMAGES: Sequence[tuple[Callable[[list[tuple[Record, Edit]]], None], set[Kind]]] = [
    (drop, {Kind.LOST_ROW}),
    (swap, {Kind.LOST_ROW, Kind.ADDED_ROW, Kind.CHANGED}),
    (drop_last, {Kind.LOST_ROW}),
    # A row may stand for a neighbour with the same key.
    (add, {Kind.ADDED_ROW, Kind.LOST_ROW}),
]
MOVABLE = [case for case in CASES if case.container not in PACKED and case.layout is not Layout.ROWS]


@pytest.mark.parametrize(("number", "case"), list(enumerate(MOVABLE)), ids=lambda value: getattr(value, "name", ""))
def test_rows_lost_added_or_moved_are_found(
    number: int, case: Case, made: Callable[[Case], Run], tmp_path: Path
) -> None:
    """Two kinds of damage for each, in turn."""
    run = made(case)
    for damage, kinds in DAMAGES[number % 2 :: 2]:
        found = run.violations(damaged(run, damage, tmp_path))
        assert found, damage
        assert {kind for kind, *_ in found} <= kinds, (damage, found)
        assert None not in {row for _, row, _ in found}


@pytest.mark.parametrize("case", [case for case in CASES if case.container not in PACKED], ids=names)
def test_a_byte_beside_the_values_is_found(case: Case, made: Callable[[Case], Run], tmp_path: Path) -> None:
    run = made(case)
    data = run.output.read_bytes()
    path = tmp_path / run.output.name
    for changed in with_other_bytes(data, case.container):
        assert changed != data
        path.write_bytes(changed)
        assert [kind for kind, *_ in run.violations(path)] == [Kind.BYTES]


def with_other_bytes(data: bytes, container: str) -> Iterable[bytes]:
    """Yield the data with its header's first cell in other quotes, other spacing, another end."""
    if container in ("json", "jsonl"):
        yield data.replace(b'":', b'" :', 1)
    elif container == "xml":
        yield data.replace(b"<item>", b"<item >", 1)
    else:
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        delimiter = b"\t" if b"\t" in data.split(b"\n")[0] else b";" if b";" in data.split(b"\n")[0] else b","
        first, rest = data[len(mark) :].split(delimiter, 1)
        yield mark + (first[1:-1] if first.startswith(b'"') else b'"' + first + b'"') + delimiter + rest
    yield data[:-1] if data.endswith(b"\n") else data + b"\n"


@pytest.mark.parametrize("case", ALONE, ids=names)
def test_keys_and_texts_of_a_file_of_translations_alone(
    case: Case, made: Callable[[Case], Run], tmp_path: Path
) -> None:
    run = made(case)
    if case.container == "jsonl":
        lines = [json.loads(line) for line in run.output.read_text(encoding="utf-8").splitlines()]
        rows = [list(line.values()) for line in lines]
        header = list(lines[0])
    else:
        table = table_of(run.output)
        rows, header = [list(record.values) for record in table.records()], list(table.columns)

    def written(rows: list[list[str]]) -> Path:
        from catalog_cli.formats.creation import create_table

        path = tmp_path / run.output.name
        facts = table_of(run.source).facts
        with path.open("wb") as out:
            options = WriteOptions(delimiter=facts.delimiter or None, newline=facts.newline or "\n")
            writer = create_table(out, case.container, header, options)
            for row in rows:
                writer.add(row)
            writer.close()
        return path

    assert run.violations(written(rows)) == []
    changed = [[*row] for row in rows]
    changed[1][0] = marred(changed[1][0])
    [(kind, row, column)] = run.violations(written(changed))
    assert (kind, column) == (Kind.CHANGED, header[0])
    assert row is not None
    assert {kind for kind, *_ in run.violations(written(rows[1:]))} == {Kind.LOST_ROW}
    assert {kind for kind, *_ in run.violations(written(rows[:-1]))} == {Kind.LOST_ROW}
    assert {kind for kind, *_ in run.violations(written([*rows, rows[0]]))} == {Kind.ADDED_ROW}
    assert {kind for kind, *_ in run.violations(written([*reversed(rows)]))} == {Kind.LOST_ROW, Kind.ADDED_ROW}
    blank = next(((at, cell) for at, row in enumerate(rows) for cell, text in enumerate(row) if not text), None)
    if blank is not None:
        changed = [[*row] for row in rows]
        changed[blank[0]][blank[1]] = "Novo"
        assert [(kind, column) for kind, _, column in run.violations(written(changed))] == [
            (Kind.CHANGED, header[blank[1]])
        ]
