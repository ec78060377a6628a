"""Which sheet of a workbook is its table, and which row of it the header."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from catalog_cli.formats import ReadOptions, Table, open_table

KNOWN = {"sku", "title", "price", "name", "item_sku", "item_name"}


def score(names) -> float:
    filled = [name.strip().lower() for name in names if name.strip()]
    return sum(name in KNOWN for name in filled) / len(filled)


def table_of(tmp_path: Path, content: bytes, **options) -> Table:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(content)
    return open_table(path, ReadOptions(**options), score)


def workbook(sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for cells in rows:
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


AMAZON = [
    ["TemplateType=fptcustom", "Version=2026.1", "For Amazon use only"],
    ["SKU", "Product name"],
    ["item_sku", "item_name", "price"],
    ["BAG-1", "Red bag", 12.5],
]


@pytest.mark.parametrize(
    ("sheets", "hidden", "columns", "first"),
    [
        ({"Instructions": [["Read me first"]], "Template": AMAZON}, (), ("item_sku", "item_name", "price"), 4),
        ({"Template": [[], [], *AMAZON]}, (), ("item_sku", "item_name", "price"), 6),
        ({"A": [["sku", "x"], ["1", "2"]], "B": [["sku", "y"], ["1", "2"]]}, (), ("sku", "x"), 2),
        ({"A": [["sku", "title"], ["1", "2"]], "B": [["x", "sku"], ["1", "2"]]}, ("A",), ("x", "sku"), 2),
        ({"Empty": [], "A": [["sku", "title"], ["1", "2"]]}, ("A",), ("sku", "title"), 2),
        # A line above that happens to be a known word; two header rows, the lower one for the import.
        ({"A": [["Title"], ["sku", "x", "title"], ["1", "2"]]}, (), ("sku", "x", "title"), 3),
        (
            {"A": [["SKU", "Name", "Price", "Title"], ["item_sku", "item_name", "x", "price"], ["1", "2"]]},
            (),
            ("item_sku", "item_name", "x", "price"),
            3,
        ),
        ({"A": [["sku", "title", "x"], ["1", "title", "y"]]}, (), ("sku", "title", "x"), 2),
        # Nobody knows the names.
        (
            {"Notes": [["Prices"]], "A": [["Preisliste"], ["Nr", "Text", "Preis"], ["1", "2"]]},
            (),
            ("Nr", "Text", "Preis"),
            3,
        ),
        ({"A": [["whatever", "it is"], ["1", "2"]]}, (), ("whatever", "it is"), 2),
        ({"A": [[None, " sku ", None, "title", " "], [None, "1"]]}, (), ("", "sku", "", "title"), 2),
    ],
)
def test_the_header_is_found(tmp_path: Path, sheets, hidden, columns, first) -> None:
    table = table_of(tmp_path, workbook(sheets, hidden))
    assert table.columns == columns
    assert [record.line for record in table.records()] == [first]


def test_without_a_header(tmp_path: Path) -> None:
    table = table_of(tmp_path, workbook({"A": [["1", "bag"], [], ["2", "hat", "x"]]}), has_header=False)
    assert table.columns == ("1", "2", "3")
    assert [record.values for record in table.records()] == [("1", "bag", ""), ("2", "hat", "x")]
    assert not table.facts.has_header
