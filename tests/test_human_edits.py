"""A round trip: localize, edit the output in a spreadsheet, localize again. The edit stands, nothing else changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.job import Job, Layout
from catalog_cli.memory.outdated import CHECK, shortened_pair
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.segment import Severity
from tests.test_file_run import Merchant

HEADER = ["sku", "name", "size", "price"]
ROWS = [
    ["001", "Red bag", "XL", "9.90"],
    ["002", "Blue belt", "Small", "NA"],
    ["003", "Red bag", "", "=1+1"],
    ["004", "Green hat", "Small", "007"],
]
MADE = [
    ["001", "Bolsa vermelha", "XL", "9.90"],
    ["002", "Cinto azul", "Pequeno", "NA"],
    ["003", "Bolsa vermelha", "", "=1+1"],
    ["004", "Chapéu verde", "Pequeno", "007"],
]
Row = list[str]


def in_csv(path: Path) -> list[Row]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def to_csv(path: Path, rows: list[Row]) -> None:
    # As a spreadsheet saves it: its own quoting and line ends, whatever the file had.
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)


def in_xlsx(path: Path) -> list[Row]:
    from openpyxl import load_workbook

    sheet = load_workbook(path).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def to_xlsx(path: Path, rows: list[Row]) -> None:
    from openpyxl import Workbook, load_workbook

    book = load_workbook(path) if path.exists() else Workbook()
    sheet = book.active
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row, 1):
            cell = sheet.cell(number, position)
            cell.value = value
            cell.data_type = "s"
    book.save(path)


@dataclass
class Office:
    """A catalog and its output in one folder, and the program that a person edits the output with."""

    folder: Path
    suffix: str
    load: Callable[[Path], list[Row]]
    save: Callable[[Path, list[Row]], None]

    @property
    def output(self) -> Path:
        return self.folder / f"out{self.suffix}"

    def export(self, rows: list[Row]) -> None:
        self.save(self.folder / f"in{self.suffix}", [HEADER, *rows])

    def run(self, output: Path | None = None, **changed: object) -> Result:
        job = replace(Job("pt-BR", memory=self.folder / "m.sqlite"), **changed)
        path = self.folder / f"in{self.suffix}"
        with TranslationMemory.open(self.folder / "m.sqlite") as memory:
            return localize_file(Source(path, str(path)), output or self.output, job, engine=Merchant(), memory=memory)

    def rows(self) -> list[Row]:
        return self.load(self.output)[1:]

    def edit(self, row: int, column: int, text: str) -> None:
        rows = self.load(self.output)
        rows[row + 1][column] = text
        self.save(self.output, rows)


OFFICES = {".csv": (in_csv, to_csv), ".xlsx": (in_xlsx, to_xlsx)}


@pytest.fixture(params=OFFICES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    opened = Office(tmp_path, request.param, *OFFICES[request.param])
    opened.export(ROWS)
    opened.run()
    assert opened.rows() == MADE
    return opened


def with_cells(rows: list[Row], *cells: tuple[int, int, str]) -> list[Row]:
    made = [list(row) for row in rows]
    for row, column, text in cells:
        made[row][column] = text
    return made


def outdated(result: Result) -> list[tuple[int | None, str | None]]:
    return [(one.place.row, one.place.column) for one in result.totals.findings if one.check == CHECK]


TEXTS = ["Cinturão azul", 'Cinto, "azul"', "حزام", "青いベルト👜", "=SUM(A1)", "Cinto\nazul", "NA", "Blue belt"]


@pytest.mark.parametrize("text", TEXTS)
def test_an_edit_stands_and_nothing_else_changes(office: Office, text: str) -> None:
    office.edit(1, 1, text)
    for _ in range(2):
        result = office.run(force=True)
        assert office.rows() == with_cells(MADE, (1, 1, text))
        assert outdated(result) == []
    assert office.run().is_unchanged


def test_an_edit_of_an_option_value_reaches_its_equals(office: Office) -> None:
    office.edit(1, 2, "P")
    office.run(force=True)
    assert office.rows() == with_cells(MADE, (1, 2, "P"), (3, 2, "P"))


def test_an_edit_reaches_another_file_of_the_same_memory(office: Office) -> None:
    office.edit(1, 1, "Cinturão azul")
    office.run(force=True)
    other = office.folder / f"other{office.suffix}"
    office.run(other)
    assert office.load(other)[1:] == with_cells(MADE, (1, 1, "Cinturão azul"))


def test_a_changed_source_keeps_the_edit_and_every_run_tells_of_it(office: Office) -> None:
    office.edit(1, 1, "Cinturão azul")
    office.export(with_cells(ROWS, (1, 1, "Green hat")))
    expected = with_cells(MADE, (1, 1, "Cinturão azul"))
    for _ in range(3):  # the edit is seen; it is known; and the third run is spared
        result = office.run(force=True)
        assert office.rows() == expected
        assert outdated(result) == [(3, "name")]
    assert result.is_unchanged
    [finding] = result.totals.findings
    assert finding.severity is Severity.MAJOR
    assert '"Blue belt" is now "Green hat"' in finding.message
    office.export(ROWS)
    assert outdated(office.run()) == []
    assert office.rows() == expected


def test_an_outdated_edit_is_accepted_or_written_anew(office: Office) -> None:
    office.edit(1, 1, "Acessório")
    office.edit(3, 1, "Boné")
    office.export(with_cells(ROWS, (1, 1, "Green hat"), (3, 1, "Blue belt")))
    assert outdated(office.run(force=True)) == [(3, "name"), (5, "name")]
    office.edit(3, 1, "Cinto")
    assert outdated(office.run(force=True)) == [(3, "name")]
    result = office.run(accept_outdated=True)
    assert not result.is_unchanged
    assert outdated(result) == outdated(office.run()) == []
    assert office.rows() == with_cells(MADE, (1, 1, "Acessório"), (3, 1, "Cinto"))


def test_rows_that_move_and_rows_that_are_new(office: Office) -> None:
    office.edit(1, 1, "Cinturão azul")
    office.export([["005", "Green hat", "", "1"], ROWS[3], ROWS[1], ["000", "Blue belt", "", "2"], ROWS[0], ROWS[2]])
    office.run(force=True)
    edited = ["002", "Cinturão azul", "Pequeno", "NA"]
    new = ["000", "Cinturão azul", "", "2"]  # the same source: the person's words
    assert office.rows() == [["005", "Chapéu verde", "", "1"], MADE[3], edited, new, MADE[0], MADE[2]]


def test_rows_that_a_person_moved_in_the_output(office: Office) -> None:
    office.edit(1, 1, "Cinturão azul")
    header, *rows = office.load(office.output)
    office.save(office.output, [header, *reversed(rows)])
    office.run(force=True)
    assert office.rows() == with_cells(MADE, (1, 1, "Cinturão azul"))


def test_an_outdated_edit_comes_back_when_the_output_is_gone(office: Office) -> None:
    office.edit(1, 1, "Cinturão azul")
    office.run(force=True)
    office.export(with_cells(ROWS, (1, 1, "Green hat")))
    for _ in range(2):
        office.output.unlink()
        assert outdated(office.run()) == [(3, "name")]
        assert office.rows() == with_cells(MADE, (1, 1, "Cinturão azul"))


def test_an_outdated_edit_that_is_blanked_is_made_anew(office: Office) -> None:
    office.edit(1, 1, "Cinturão azul")
    office.export(with_cells(ROWS, (1, 1, "Green hat")))
    office.run(force=True)
    office.edit(1, 1, "")
    assert outdated(office.run(force=True)) == []
    assert office.rows() == with_cells(MADE, (1, 1, "Chapéu verde"))


def test_edits_beyond_a_limit_stay(office: Office) -> None:
    office.edit(0, 1, "Sacola vermelha")
    office.edit(3, 1, "Boné")
    office.export(with_cells(ROWS, (3, 1, "Green cap")))
    for _ in range(2):
        result = office.run(force=True, limit=1)
        assert (outdated(result), result.totals.kept_cells) == ([(5, "name")], 2)
        assert office.rows() == [["001", "Sacola vermelha", "XL", "9.90"], *ROWS[1:3], ["004", "Boné", "Small", "007"]]
    office.run(force=True)
    assert office.rows() == with_cells(MADE, (0, 1, "Sacola vermelha"), (2, 1, "Sacola vermelha"), (3, 1, "Boné"))


def test_in_the_file_s_own_columns(tmp_path: Path) -> None:
    office = Office(tmp_path, ".csv", in_csv, to_csv)
    office.save(tmp_path / "in.csv", [["sku", "name", "name:pt-BR"], ["1", "Red bag", ""], ["2", "Blue belt", ""]])
    made = tmp_path / "in.csv"
    office.run(made, layout=Layout.COLUMNS)
    office.save(made, [["sku", "name", "name:pt-BR"], ["1", "Red bag", "Sacola"], ["2", "Blue belt", "Cinto azul"]])
    office.run(made, layout=Layout.COLUMNS)
    rows = in_csv(made)
    rows[1][1] = "Green hat"
    rows[2][1] = "Green hat"
    office.save(made, rows)
    for _ in range(2):
        assert outdated(office.run(made, layout=Layout.COLUMNS)) == [(2, "name")]
        assert [row[2] for row in in_csv(made)[1:]] == ["Sacola", "Chapéu verde"]
    assert outdated(office.run(made, layout=Layout.COLUMNS, accept_outdated=True)) == []
    assert outdated(office.run(made, layout=Layout.COLUMNS)) == []


PAIRS = [
    ("Red", "Green", ("Red", "Green")),
    ("", "Red", ("", "Red")),
    ("Red\n bag", "Red bag", ("Red bag", "Red bag")),
    (
        "A bag of 100% cotton for you",
        "A bag of 100% linen for you",
        ("A bag of 100% cotton for you", "A bag of 100% linen for you"),
    ),
    ("x" * 500, "y" * 500, ("x" * 60 + "…", "y" * 60 + "…")),
    ("赤" * 100 + "い", "赤" * 100 + "青", ("…" + "赤" * 16 + "い", "…" + "赤" * 16 + "青")),
    ("حقيبة حمراء", "حقيبة زرقاء", ("حقيبة حمراء", "حقيبة زرقاء")),
]


@pytest.mark.parametrize(("one", "other", "shown"), PAIRS)
def test_where_two_sources_differ(one: str, other: str, shown: tuple[str, str]) -> None:
    assert shortened_pair(one, other) == shown


def frozen(result: Result) -> list[tuple[str, int | None, str | None, str]]:
    assert all(one.severity is Severity.CRITICAL for one in result.totals.findings if one.check == "frozen")
    rows = [one for one in result.totals.findings if one.check == "frozen"]
    return [
        (Path(one.place.file).stem, one.place.row, one.place.column, one.message.split(", and --")[0]) for one in rows
    ]


def test_a_frozen_run_that_would_change_nothing(office: Office) -> None:
    before = office.output.read_bytes()
    result = office.run(frozen=True)
    assert (frozen(result), result.is_unchanged) == ([], True)
    office.edit(1, 1, "Cinturão azul")
    office.run(force=True)
    before = office.output.read_bytes()
    assert frozen(office.run(frozen=True)) == []
    assert office.output.read_bytes() == before


def test_a_frozen_run_names_the_cells_that_would_change(office: Office) -> None:
    office.edit(1, 2, "P")  # an option value: its equals follow
    office.edit(3, 3, "8")  # no cell of ours: the source's stands there
    before = office.output.read_bytes()
    for _ in range(2):
        assert frozen(office.run(frozen=True)) == [
            ("out", 5, "size", 'would change from "Pequeno" to "P"'),
            ("out", 5, "price", 'would change from "8" to "007"'),
        ]
        assert office.output.read_bytes() == before
    office.run(force=True)
    assert frozen(office.run(frozen=True)) == []


def test_a_frozen_run_of_a_source_that_the_memory_lacks(office: Office) -> None:
    before = office.output.read_bytes()
    office.export(with_cells(ROWS, (1, 1, "Yellow hat")))
    [(where, row, column, message)] = frozen(office.run(frozen=True))
    assert (where, row, column) == ("in", 3, "name")
    assert message.startswith("not in the memory")
    assert office.output.read_bytes() == before


def test_a_frozen_run_of_rows_that_came_and_went(office: Office) -> None:
    office.export(ROWS[:3])
    assert frozen(office.run(frozen=True)) == [("out", 5, None, "this row and everything below it would be removed")]
    office.export([*ROWS, ["005", "Green hat", "", "1"]])
    assert frozen(office.run(frozen=True)) == [("out", 6, None, "this row and what follows it would be added")]


def test_a_frozen_run_over_a_file_that_is_not_ours(office: Office) -> None:
    for text in ("mine", ""):
        office.output.write_text(text)
        [(where, _, _, message)] = frozen(office.run(frozen=True))
        assert where == "out"
        assert message.startswith(("another file would take its place", "its columns would change"))
        assert office.output.read_text() == text


def test_a_frozen_run_sees_another_quoting(tmp_path: Path) -> None:
    office = Office(tmp_path, ".csv", in_csv, to_csv)
    office.export(ROWS)
    office.run()
    office.output.write_bytes(office.output.read_bytes().replace(b"\r\n", b"\n"))
    expected = "no cell would change, but quoting, spacing, line ends or encoding would"
    assert frozen(office.run(frozen=True)) == [("out", None, None, expected)]
