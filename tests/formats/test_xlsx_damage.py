"""Workbooks that are damaged, hostile or something else: one clear error each, in little time and memory."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from catalog_cli.errors import CatalogError, FileProblem
from catalog_cli.formats import ReadOptions, open_table
from catalog_cli.product import Edit

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


def good() -> dict[str, bytes]:
    """The parts of a small workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, cells in enumerate((["sku", "title"], ["007", "Red bag"], [4])):
        sheet.write_row(number, 0, cells)
    book.close()
    archive = zipfile.ZipFile(out)
    return {name: archive.read(name) for name in archive.namelist()}


PARTS = good()


def zipped(changed: dict[str, bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (PARTS | changed).items():
            if data is not None:
                archive.writestr(name, data)
    return out.getvalue()


def read(path: Path, content: bytes) -> list[tuple[str, ...]]:
    """Read and write all of a workbook."""
    path.write_bytes(content)
    table = open_table(path, ReadOptions(), lambda names: sum(name in ("sku", "title") for name in names))
    records = list(table.records())
    table.write(io.BytesIO(), [(r, Edit({} if r.problem or 1 in r.fixed else {1: "x"})) for r in records])
    return [record.values for record in records]


def within(data: bytes, inside: bytes, tag: bytes = b"<sheetData>") -> bytes:
    assert tag in data
    return data.replace(tag, tag + inside, 1)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="%b"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    b"</worksheet>" % MAIN.encode()
)


def test_the_parts_are_good(tmp_path: Path) -> None:
    assert read(tmp_path / "shop.xlsx", zipped({})) == [("007", "Red bag"), ("4", "")]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({SHEET: None}, "its part xl/worksheets/sheet1.xml is missing"),
        ({STRINGS: None}, "its part xl/sharedStrings.xml is missing"),
        ({BOOK: None}, "is not an .xlsx workbook"),
        ({"_rels/.rels": None}, "is not an .xlsx workbook"),
        ({SHEET: PARTS[SHEET][:-20]}, "is not XML from byte"),
        ({SHEET: PARTS[SHEET][:300]}, "is damaged: its part xl/worksheets/sheet1.xml"),
        ({SHEET: PARTS[SHEET].replace(b"</row>", b"</rov>", 1)}, "is not XML from byte"),
        ({STRINGS: PARTS[STRINGS][:-3]}, "is not XML from byte"),
        ({STRINGS: PARTS[STRINGS].replace(b"Red", b"\xff")}, "is not XML from byte"),
        ({STRINGS: PARTS[STRINGS].replace(b"Red", b"&nbsp;")}, "is not XML from byte"),
        ({STRINGS: PARTS[STRINGS].replace(b"Red", b"&#1114112;")}, "is not XML from byte"),
        ({SHEET: BOMB}, "XML that is not plain in its part xl/worksheets/sheet1.xml"),
        (
            {BOOK: PARTS[BOOK].replace(b"<workbook", b"<!DOCTYPE x><workbook", 1)},
            "not plain in its part xl/workbook.xml",
        ),
        ({SHEET: within(PARTS[SHEET], b"<!-- <row> -->")}, "not plain"),
        ({SHEET: within(PARTS[SHEET], b"<stray/>")}, "holds what is not understood"),
        ({SHEET: within(PARTS[SHEET], b'<row r="9"/>')}, "row 1 stands after row 9"),
        ({SHEET: within(PARTS[SHEET], b'<row r="1048577"/>')}, "row 1,048,577 stands after row 0"),
        ({SHEET: b"<chartsheet/>"}, "ends too early"),
        ({SHEET: b'<worksheet xmlns="x"><sheetData/></worksheet>'}, "is empty"),
        ({SHEET: b""}, "is damaged"),
        ({BOOK: b'<workbook xmlns="x"/>'}, "is empty"),
        ({BOOK: b"<a>" * 100_000}, "nested too deeply"),
        ({BOOK: PARTS[BOOK].replace(b"<sheets>", b"<sheets>" + b"<a>" * 300 + b"</a>" * 300)}, "nested too deeply"),
    ],
)
def test_damaged_parts(tmp_path: Path, changed, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        read(tmp_path / "shop.xlsx", zipped(changed))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("shop.xlsx", b"", "is empty"),
        ("shop.xlsx", b"sku,title\n1,bag\n", "is not an .xlsx workbook"),
        ("shop.xlsx", zipped({})[:-30], "is a damaged workbook"),
        ("shop.xlsx", zipped({})[:400], "is a damaged workbook"),
        ("shop.xlsx", b"PK\5\6" + b"\0" * 18, "is not an .xlsx workbook"),
        ("shop.xls", OLE + b"\0" * 600, r"\(\.xls\), which is not read. Open it .* \.xlsx"),
        ("shop", OLE + b"\0" * 600, r"\(\.xls\)"),
        ("shop.xlsx", OLE + b"\0" * (1 << 18) + "EncryptedPackage".encode("utf-16-le"),
         "is encrypted. Save it without a password"),
        ("shop.xlsb", zipped({"_rels/.rels": PARTS["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")}),
         r"is not an \.xlsx workbook. Open it .* \.xlsx"),
    ],
)  # fmt: skip
def test_no_workbook(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        read(tmp_path / name, content)


def test_another_kind_of_zip(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(FileProblem, match=r"is not an \.xlsx workbook"):
        read(tmp_path / "shop.ods", out.getvalue())


@pytest.mark.parametrize(
    ("at", "value", "message"),
    [
        (8, struct.pack("<H", 1), "is encrypted"),  # the flags in the directory
        (24, struct.pack("<L", 1 << 31), "a part of 2,147,483,648 bytes in"),  # the size, inflated
        (16, b"\1\2\3\4", "Bad CRC-32"),
        (10, struct.pack("<H", 99), "cannot be read|compression"),
        (20, struct.pack("<L", 1 << 30), "its parts overlap"),
    ],
)
def test_a_directory_that_lies(tmp_path: Path, at: int, value: bytes, message: str) -> None:
    content = bytearray(zipped({}))
    name = content.rindex(SHEET.encode()) - 46
    content[name + at : name + at + len(value)] = value
    with pytest.raises(FileProblem, match=message):
        read(tmp_path / "shop.xlsx", bytes(content))


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="two parts of one name"):
        read(tmp_path / "shop.xlsx", zipped({"XL/Workbook.xml": PARTS[BOOK]}))


def test_a_bomb(tmp_path: Path) -> None:
    """70 MB of blanks in 70 kB: refused by what the directory says, before any of it is inflated."""
    with pytest.raises(FileProblem, match="too large to read"):
        read(tmp_path / "shop.xlsx", zipped({SHEET: within(PARTS[SHEET], b" " * 70_000_000)}))


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 17_000_000, "a row or text longer than 16,777,216"),
        (b'<row r="' + b"1" * 5_000_000, "a tag longer than|is not XML"),
        (b" " * 3_000_000, "is not XML|ends too early"),
    ],
)
def test_one_endless_cell(tmp_path: Path, inside: bytes, message: str) -> None:
    # Stored, so that it does not fail as a bomb.
    head = PARTS[SHEET].partition(b"<sheetData>")[0] + b"<sheetData>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (PARTS | {SHEET: head + inside}).items():
            archive.writestr(name, data)
    with pytest.raises(FileProblem, match=message):
        read(tmp_path / "shop.xlsx", out.getvalue())


def test_two_cells_far_apart(tmp_path: Path) -> None:
    """A reader that holds the sheet as a grid would ask for half a terabyte."""
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    path = tmp_path / "shop.xlsx"
    path.write_bytes(zipped({SHEET: PARTS[SHEET].replace(b"</sheetData>", far)}))
    table = open_table(path, ReadOptions(), lambda names: names[0] == "sku")
    assert [(record.line, record.problem is None) for record in table.records()] == [
        (2, True),
        (3, True),
        (1_048_576, False),
    ]


def test_every_changed_byte(tmp_path: Path) -> None:
    """Whatever byte of a workbook is another: it is read, or one of our errors says why not."""
    content = zipped({name: None for name in PARTS if "theme" in name or "docProps" in name})
    path = tmp_path / "shop.xlsx"
    for at in range(0, len(content), 13):
        try:
            read(path, content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        except CatalogError:
            continue


def test_every_changed_character(tmp_path: Path) -> None:
    """The same within the XML, where no checksum shows it."""
    path = tmp_path / "shop.xlsx"
    for name in (SHEET, STRINGS, BOOK, "xl/styles.xml"):
        data = PARTS[name]
        for at in range(0, len(data), 37 if len(data) < 2000 else 97):
            for other in (b"<", b'"', b"9", b""):
                try:
                    read(path, zipped({name: data[:at] + other + data[at + 1 :]}))
                except CatalogError:
                    continue
