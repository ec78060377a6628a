"""New workbooks: every value comes back as the text it was, in our reader and in two others."""

from __future__ import annotations

import gc
import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from catalog_cli.errors import FileProblem
from catalog_cli.formats import ReadOptions, open_table
from catalog_cli.formats import xlsx_writing as writing
from catalog_cli.formats.xlsx_writing import XlsxWriter

ROWS = [
    ["007", "Red bag"],
    ["4006381333931", "=1+1"],
    ["1E5", "@SUM(A1)"],
    ["NA", "+49 30"],
    ["TRUE", "-1"],
    ["2026-11-22", "帽 حقيبة 👜 ™ € ½"],
    ["3", "first\nsecond"],
    ["4", "{=array}"],
    ["https://example.com", " padded "],
    ["6", "&amp; <b>"],
    ["7", ""],
    ["007", "Red bag"],
]


def made(rows, columns=("sku", "title")) -> bytes:
    out = io.BytesIO()
    writer = XlsxWriter(out, columns)
    for row in rows:
        writer.add(row)
    writer.close()
    return out.getvalue()


def read(path: Path, content: bytes) -> list[list[str]]:
    path.write_bytes(content)
    table = open_table(path, ReadOptions(), lambda names: names == ["sku", "title"])
    assert table.columns == ("sku", "title")
    return [list(record.values) for record in table.records()]


def test_values_come_back(tmp_path: Path) -> None:
    content = made(ROWS)
    assert read(tmp_path / "new.xlsx", content) == ROWS
    theirs = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert theirs[1:] == ROWS
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [[cell.value or "" for cell in cells] for cells in sheet.iter_rows(min_row=2)] == ROWS
    assert {cell.data_type for cells in sheet for cell in cells if cell.value} == {"s"}
    assert not any(cell.hyperlink for cells in sheet for cell in cells)


@pytest.mark.parametrize("text", ["a\r\nb", "\x0b", "_x000B_", "\ufffe"])
def test_what_xml_cannot_hold(tmp_path: Path, text: str) -> None:
    assert read(tmp_path / "new.xlsx", made([["1", text]])) == [["1", text]]


def test_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path / "new.xlsx", made([])) == []


def test_the_same_rows_make_the_same_file() -> None:
    assert made(ROWS) == made(ROWS)


@pytest.mark.parametrize("text", ["x" * 32_768, "👜" * 16_384])
def test_a_text_longer_than_a_cell(text: str) -> None:
    with pytest.raises(FileProblem, match='row 3, column "title": a text has 32,768 characters; a cell holds 32,767'):
        made([["1", text[1:]], ["2", text]])


def test_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 4)
    assert made(ROWS[:3])
    with pytest.raises(FileProblem, match="row 5: a sheet ends at row 4"):
        made(ROWS[:4])


def test_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 values for 2 columns"):
        made([["1"]])


def test_more_columns_than_a_sheet_has() -> None:
    with pytest.raises(FileProblem, match="would have 16,385 columns"):
        made([], ["x"] * 16_385)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made(ROWS)
    writer = XlsxWriter(io.BytesIO(), ["sku"])
    writer.add(["1"])
    assert list(tmp_path.iterdir())
    del writer
    gc.collect()
    assert not list(tmp_path.iterdir())
