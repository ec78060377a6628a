"""What test_format_contract demands of every format, of workbooks: by value, where that is by byte."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from catalog_cli.errors import FileProblem
from catalog_cli.formats import AddedColumn, AppendedColumn, ReadOptions, Table, open_table, xlsx
from catalog_cli.product import Edit, Record

ROWS = [
    ["sku", "title", "size"],
    ["007", 'Red "big" bag', "NA"],
    [],
    ["1E5", "café ™", ""],
    ["too", "many", "cells", "", "", "", "here"],
    ["3", " padded ", "帽"],
]
TEXTS = [
    "",
    "x",
    'Bolsa vermelha, "grande"',
    "a\nb\r\nc",
    "حقيبة حمراء",
    "日本\t語",
    "👜 ™ € ½",
    "007",
    "NA",
    " a ",
    "\\n",
    "=1+1",
    "<b>&amp;</b>",
    "_x000D_",
    "\x0b",
]


def score(names) -> float:
    return sum(name in ("sku", "title", "size") for name in names)


@pytest.fixture(params=["shared", "inline"])
def content(request: pytest.FixtureRequest) -> bytes:
    """The rows, with their texts in a part of their own or in their cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": request.param == "inline"})
    sheet = book.add_worksheet()
    for number, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell)
    book.close()
    return out.getvalue()


def table_of(tmp_path: Path, content: bytes, name: str = "shop.xlsx") -> Table:
    path = tmp_path / name
    path.write_bytes(content)
    return open_table(path, ReadOptions(), score)


@pytest.fixture
def table(tmp_path: Path, content: bytes) -> Table:
    return table_of(tmp_path, content)


def written(table: Table, edit=lambda record: Edit(), **how) -> bytes:
    out = io.BytesIO()
    table.write(out, ((record, edit(record)) for record in table.records()), **how)
    return out.getvalue()


def good(table: Table) -> list[Record]:
    return [record for record in table.records() if record.problem is None]


def rows_of(content: bytes) -> list[bytes]:
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return sheet.partition(b"<sheetData>")[2].split(b"<row ")


def test_unedited_is_byte_identical(table: Table, content: bytes) -> None:
    assert written(table) == content


def test_same_values_are_byte_identical(table: Table, content: bytes) -> None:
    assert written(table, lambda r: Edit({} if r.problem else dict(enumerate(r.values)))) == content


def test_records_can_be_read_again(table: Table) -> None:
    first = list(table.records())
    assert list(table.records()) == first
    assert [(record.number, record.line) for record in first] == [(1, 2), (2, 4), (3, 5), (4, 6)]


def test_columns_and_values(table: Table) -> None:
    assert table.columns == ("sku", "title", "size")
    assert [record.values for record in good(table)] == [tuple(ROWS[at]) for at in (1, 3, 5)]


def test_memory_that_is_given_back_is_taken_again(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_RELEASE_ROWS", 1)
    assert [record.values for record in good(table)] == [tuple(ROWS[at]) for at in (1, 3, 5)]


def test_bad_row_is_a_problem_on_its_line(table: Table) -> None:
    (bad,) = [record for record in table.records() if record.problem]
    assert (bad.line, bad.values) == (5, tuple(ROWS[4]))
    assert bad.problem == "has a cell in column G, the header has 3 columns"


@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize("text", TEXTS)
def test_one_edit_changes_one_cell(tmp_path: Path, table: Table, content: bytes, number: int, text: str) -> None:
    before = [record.values for record in table.records()]
    after = written(table, lambda record: Edit({1: text} if record.number == number else {}))
    expected = [
        (*values[:1], text, *values[2:]) if index == number else values for index, values in enumerate(before, 1)
    ]
    assert [record.values for record in table_of(tmp_path, after, "again.xlsx").records()] == expected
    changed = [a != b for a, b in zip(rows_of(content), rows_of(after), strict=True)]
    assert changed.count(True) == 1


def test_added_columns(tmp_path: Path, table: Table, content: bytes) -> None:
    added = (AddedColumn(1, "title:pt-BR"), AddedColumn(2, "size:pt-BR"))
    after = written(table, lambda r: Edit(added={} if r.problem else {1: f'"{r.values[1]}",'}), added=added)
    again = table_of(tmp_path, after, "again.xlsx")
    assert again.columns == (*table.columns, "title:pt-BR", "size:pt-BR")
    assert [r.values for r in good(again)] == [(*r.values, f'"{r.values[1]}",', "") for r in good(table)]
    assert rows_of(content)[4] == rows_of(after)[4]


def test_appended_columns(tmp_path: Path, table: Table) -> None:
    def edit(record: Record) -> Edit:
        return Edit(appended={} if record.problem else {"tag:size": "=" + record.values[1]})

    after = written(table, edit, appended=[AppendedColumn("tag:color"), AppendedColumn("tag:size")])
    again = table_of(tmp_path, after, "again.xlsx")
    assert again.columns == (*table.columns, "tag:color", "tag:size")
    assert [r.values for r in good(again)] == [(*r.values, "", "=" + r.values[1]) for r in good(table)]


def test_added_columns_need_room(table: Table) -> None:
    added = [AddedColumn(1, f"title:{number}") for number in range(4)]
    with pytest.raises(FileProblem, match='row 5, column "G": is where a new column would stand'):
        written(table, added=added)


def test_edits_that_cannot_be_made_are_refused(table: Table) -> None:
    with pytest.raises(ValueError, match="has a problem"):
        written(table, lambda record: Edit({0: "x"} if record.problem else {}))
    with pytest.raises(ValueError, match="no cell at position 9"):
        written(table, lambda record: Edit({9: "x"}))
    with pytest.raises(TypeError, match="was not read from a workbook"):
        table.write(io.BytesIO(), [(Record(1, 2, ("a", "b", "c")), Edit({1: "x"}))])


def test_ten_megabyte_cell(tmp_path: Path) -> None:
    """No spreadsheet program writes one; others may."""
    huge = ("a &quot;b&quot;, &lt;p>" + "long " * 18 + "\n") * 80_000
    cells = [("sku", "title"), ("1", huge), ("2", "small")]
    rows = "".join(
        f'<row r="{n}"><c t="inlineStr"><is><t>{a}</t></is></c><c t="inlineStr"><is><t>{b}</t></is></c></row>'
        for n, (a, b) in enumerate(cells, 1)
    )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet()
    book.close()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(changed, "w") as new:
        for name in archive.namelist():
            data = archive.read(name)
            new.writestr(name, data.replace(b"<sheetData/>", f"<sheetData>{rows}</sheetData>".encode()))
    table = table_of(tmp_path, changed.getvalue())
    assert [len(record.values[1]) for record in table.records()] == [huge.count("\n") * 101, 5]
    edited = written(table, lambda record: Edit({1: "saco"} if record.number == 2 else {}))
    assert [len(r.values[1]) for r in table_of(tmp_path, edited, "again.xlsx").records()] == [huge.count("\n") * 101, 4]


@pytest.mark.parametrize("name", ["shop.xlsm", "shop.XLSX", "stdin"])
def test_it_is_known_by_its_suffix_or_its_content(tmp_path: Path, content: bytes, name: str) -> None:
    facts = table_of(tmp_path, content, name).facts
    assert (facts.format, facts.encoding, facts.encoding_reason) == ("xlsx", "utf-8", "a workbook")
