"""What is particular to workbooks; what they share with every format is in test_format_contract."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.formats import AddedColumn, ReadOptions, Table, open_table
from catalog_cli.product import Edit, Record

KNOWN = {"sku", "title", "description", "price", "item_sku", "item_name", "name"}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"


def score(names) -> float:
    filled = [name.strip().lower() for name in names if name.strip()]
    return sum(name in KNOWN for name in filled) / len(filled)


def parts(sheet: str, **others: str) -> dict[str, str]:
    """The parts of a workbook with one sheet, whose `sheetData` holds `sheet` unless it is all of a part."""
    if not sheet.startswith("<?") and "worksheet" not in sheet:
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
    found = {
        "_rels/.rels": f'<Relationships xmlns="{RELATED}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><sheets>'
        '<sheet name="Products" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATED}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>sku</t></si><si><t>title</t></si>'
        "<si><t>bag</t></si></sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/>'
        '<numFmt numFmtId="165" formatCode="&quot;d&quot; 0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/>'
        '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/>'
        '<xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    return found | {name.replace("__", "/"): text for name, text in others.items()}


def zipped(found: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in found.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'


def row(number: int, *cells: str) -> str:
    """A row of inline texts."""
    inside = "".join(
        f'<c r="{"ABCDEFG"[i]}{number}" t="inlineStr"><is><t>{c}</t></is></c>' for i, c in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


def table_of(tmp_path: Path, content: bytes | str, name: str = "shop.xlsx", **options) -> Table:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else zipped(parts(content)))
    return open_table(path, ReadOptions(**options), score)


def written(table: Table, edit=lambda record: Edit(), **how) -> bytes:
    out = io.BytesIO()
    table.write(out, ((record, edit(record)) for record in table.records()), **how)
    return out.getvalue()


def edited(tmp_path: Path, rows: str, replaced: dict[int, str]) -> str:
    """The row elements of a sheet after an edit of its first record."""
    table = table_of(tmp_path, HEADER + rows)
    content = written(table, lambda record: Edit(replaced if record.number == 1 else {}))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    return sheet.partition(HEADER)[2].partition("</sheetData>")[0]


def values(table: Table) -> list[tuple[str, ...]]:
    return [record.values for record in table.records()]


def only(tmp_path: Path, cells: str) -> Record:
    (record,) = table_of(tmp_path, f"{HEADER}<row r='2'>{cells}</row>").records()
    return record


@pytest.mark.parametrize(
    ("cell", "text", "is_fixed"),
    [
        ('<c r="A2"><v>123</v></c>', "123", True),
        ('<c r="A2" t="n"><v>4.006381333931E12</v></c>', "4006381333931", True),
        ('<c r="A2"><v>19.989999999999998</v></c>', "19.99", True),
        ('<c r="A2"><v>-0.5</v></c>', "-0.5", True),
        ('<c r="A2"><v>1E400</v></c>', "1E400", True),  # no number that a computer holds
        ('<c r="A2" s="1"><v>45000</v></c>', "2023-03-15", True),
        ('<c r="A2" s="1"><v>45000.25</v></c>', "2023-03-15T06:00:00", True),
        ('<c r="A2" s="2"><v>45000.5</v></c>', "2023-03-15T12:00:00", True),
        ('<c r="A2" s="3"><v>1.25</v></c>', "30:00:00", True),
        ('<c r="A2" s="4"><v>1.25</v></c>', "1.25", True),  # its format holds a quoted "d"
        ('<c r="A2" s="5"><v>0.75</v></c>', "18:00:00", True),
        ('<c r="A2" s="1"><v>9E9</v></c>', "9000000000", True),  # beyond the year 9999
        ('<c r="A2" s="1" t="d"><v>2023-03-15</v></c>', "2023-03-15", True),
        ('<c r="A2" t="b"><v>1</v></c>', "TRUE", True),
        ('<c r="A2" t="e"><v>#N/A</v></c>', "#N/A", True),
        ('<c r="A2"><f>B2*2</f><v>12</v></c>', "12", True),
        ('<c r="A2" t="str"><f t="shared" si="0"/><v>a &amp; b</v></c>', "a & b", True),
        ('<c r="A2" t="str"><v>typed</v></c>', "typed", False),  # SheetJS writes every text like this
        ('<c r="A2" t="s"><v>2</v></c>', "bag", False),
        ('<c r="A2" t="inlineStr"><is><t>007</t></is></c>', "007", False),
        ('<c t="inlineStr"><is><r><t>Red </t></r><r><rPr><b/></rPr><t>bag</t></r></is></c>', "Red bag", False),
        ("<c r='A2' t='inlineStr' ><is><t xml:space='preserve'> a&#10;b </t></is></c >", " a\nb ", False),
        ('<c r="A2" t="inlineStr"><is><t>a_x000D_b _x005F_x000B_ _xD83D_</t></is></c>', "a\rb _x000B_ _xD83D_", False),
        ('<c r="A2" t="inlineStr"><is><t>帽 حقيبة 👜 ½</t></is></c>', "帽 حقيبة 👜 ½", False),
        ('<c r="A2" t="inlineStr"><is><t/></is></c>', "", False),
        ('<c t="inlineStr"><is><r><t>&amp;lt;</t></r></is></c>', "&lt;", False),
        ('<c r="A2" s="4"/>', "", False),
        ('<c r="A2"><f>B2</f></c>', "", True),
    ],
)
def test_cells(tmp_path: Path, cell: str, text: str, is_fixed: bool) -> None:
    record = only(tmp_path, cell + '<c r="B2" t="s"><v>2</v></c>')
    assert (record.values, record.problem) == ((text, "bag"), None)
    assert record.fixed == ({0} if is_fixed else set())


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ('<c r="B2"><v>1</v></c><c r="A2"><v>1</v></c>', "order of their columns"),
        ('<c r="A2"><v>1</v></c><c r="A2"><v>1</v></c>', "order of their columns"),
        ('<c r="A2" t="s"><v>3</v></c>', "text is not in the workbook"),
        ('<c r="A2" t="s"><v>-1</v></c>', "text is not in the workbook"),
        ('<c r="A2" t="s"><v>x</v></c>', "text is not in the workbook"),
        ('<c r="A2"><v>1</v></c><c r="D2"><v>1</v></c>', "a cell in column D, the header has 2 columns"),
    ],
)
def test_rows_that_cannot_be_understood_pass_through(tmp_path: Path, cells: str, problem: str) -> None:
    table = table_of(tmp_path, f'{HEADER}<row r="2">{cells}</row>{row(3, "7", "bag")}')
    bad, good = table.records()
    assert problem in (bad.problem or "")
    assert (bad.line, good.values) == (2, ("7", "bag"))
    content = written(table, lambda record: Edit({1: "x"} if record.number == 2 else {}))
    assert f'<row r="2">{cells}</row>'.encode() in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


TEXT = '<is><t xml:space="preserve">{}</t></is>'


@pytest.mark.parametrize(
    ("before", "replaced", "after"),
    [
        # The style and every other attribute stay.
        ('<c r="A2"><v>1</v></c><c r="B2" s="7" ph="1" t="s"><v>1</v></c>', {1: "Bolsa"},
         f'<c r="A2"><v>1</v></c><c r="B2" s="7" ph="1" t="inlineStr">{TEXT.format("Bolsa")}</c>'),
        ('<c r="A2"><v>1</v></c>', {1: "x"}, f'<c r="A2"><v>1</v></c><c r="B2" t="inlineStr">{TEXT.format("x")}</c>'),
        ('<c r="B2"><v>1</v></c>', {0: "x"}, f'<c r="A2" t="inlineStr">{TEXT.format("x")}</c><c r="B2"><v>1</v></c>'),
        ('<c r="A2" s="3" t="s"><v>1</v></c>', {0: ""}, '<c r="A2" s="3"/>'),
        ('<c r="A2" s="4"><v>12.5</v></c>', {0: "49.90"}, '<c r="A2" s="4"><v>49.90</v></c>'),
        ('<c t="s"><v>1</v></c>', {0: "=1+1"}, f'<c t="inlineStr">{TEXT.format("=1+1")}</c>'),
        ('<c r="A2" t="s"><v>1</v></c>', {0: "<b> & \r\n\x0b_x000B_"},
         f'<c r="A2" t="inlineStr">{TEXT.format("&lt;b&gt; &amp; &#13;" + chr(10) + "_x000B__x005F_x000B_")}</c>'),
        # Edited in all of its cells, and in none: equal text is no edit.
        ('<c r="A2" t="s"><v>2</v></c>\n <c r="B2" t="s"><v>2</v></c>', {0: "a", 1: "b"},
         f'<c r="A2" t="inlineStr">{TEXT.format("a")}</c>\n <c r="B2" t="inlineStr">{TEXT.format("b")}</c>'),
        ('<c r="A2" t="s"><v>0</v></c>', {0: "sku", 1: ""}, '<c r="A2" t="s"><v>0</v></c>'),
    ],
)  # fmt: skip
def test_edited_cells(tmp_path: Path, before: str, replaced: dict[int, str], after: str) -> None:
    untouched = row(4, "9", "hat")
    assert (
        edited(tmp_path, f'<row r="2">{before}</row>\n{untouched}', replaced)
        == f'<row r="2">{after}</row>\n{untouched}'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [('spans="1:1"', 'spans="1:2"'), ('spans="1:9"', 'spans="1:9"'), ('spans="1:1 4:5"', "")],
)
def test_a_row_says_how_far_it_reaches(tmp_path: Path, before: str, after: str) -> None:
    cell = '<c r="A2"><v>1</v></c>'
    result = edited(tmp_path, f'<row r="2" {before} ht="20">{cell}</row>', {1: "x"})
    assert result.startswith(f'<row r="2" {after} ht="20">'.replace("  ", " "))


def test_prefixed_names(tmp_path: Path) -> None:
    """The Open XML SDK writes `x:` before every name."""
    sheet = (
        f'<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1:B2"/><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="s"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c><x:c r="B2" t="inlineStr"><x:is><x:t>bag</x:t></x:is></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    table = table_of(tmp_path, zipped(parts(sheet)))
    assert values(table) == [("7", "bag")]
    content = written(table, lambda record: Edit({1: "saco"}, {1: "sac"}), added=[AddedColumn(1, "title:fr")])
    assert table_of(tmp_path, content, "again.xlsx").columns == ("sku", "title", "title:fr")
    theirs = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert theirs.to_python() == [["sku", "title", "title:fr"], [7.0, "saco", "sac"]]


def test_nothing_edited_is_the_same_file(tmp_path: Path) -> None:
    content = zipped(parts(HEADER + row(2, "7", "bag")))
    table = table_of(tmp_path, content)
    assert written(table) == content
    assert written(table, lambda record: Edit({1: "bag"})) == content


def test_arrays_are_fixed(tmp_path: Path) -> None:
    """A dynamic array fills cells that hold no formula of their own; text put into one would break it."""
    formula = '<row r="2"><c r="B2" t="str"><f t="array" ref="B2:B3">UNIQUE(Z:Z)</f><v>a</v></c></row>'
    spilled = [f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}" t="str"><v>b</v></c></row>' for n in (3, 4)]
    table = table_of(tmp_path, HEADER + formula + "".join(spilled))
    assert [sorted(record.fixed) for record in table.records()] == [[1], [0, 1], [0]]


def test_a_formula_is_never_replaced(tmp_path: Path) -> None:
    table = table_of(tmp_path, HEADER + '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>')
    with pytest.raises(FileProblem, match='row 2, column "sku": holds a formula'):
        written(table, lambda record: Edit({0: "3"}))
    with pytest.raises(ValueError, match="cannot be written"):
        written(table, lambda record: Edit({0: "three"}))


@pytest.mark.parametrize("text", ["x" * 32_768, "👜" * 16_384])
def test_a_text_longer_than_a_cell(tmp_path: Path, text: str) -> None:
    table = table_of(tmp_path, HEADER + row(2, "7", "bag"))
    with pytest.raises(FileProblem, match='row 2, column "title": the new text has 32,768 characters'):
        written(table, lambda record: Edit({1: text}))
    assert len(written(table, lambda record: Edit({1: text[1:]}))) > 0


# A workbook as merchants have them, judged by two other readers.

RICH = [
    ["sku", "title", "price", "released", "in stock", "margin", "care"],
    ["007", "Red bag", 12.5, date(2026, 11, 22), True, "=C2*0.3", "Wipe\nclean"],
    [4006381333931, "=not a formula", 3, datetime(2026, 1, 2, 3, 4, 5), False, "=C3*0.3", None],
    ["NA", "帽 👜", None, time(8, 30), None, None, " padded "],
]


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in RICH:
        sheet.append(cells)
    sheet["B3"].data_type = "s"
    sheet["B2"].font = Font(bold=True)
    sheet["B2"].alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["B"].width = 44
    sheet.merge_cells("A9:B9")
    sheet.freeze_panes = "A2"
    rule = DataValidation(type="list", formula1='"red,blue"')
    rule.add("G2:G9")
    sheet.add_data_validation(rule)
    book.create_sheet("Notes")["A1"] = "keep me"
    path = tmp_path / "rich.xlsm"
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", bytes(range(256)) * 40)
    return path


def others(content: bytes) -> list[tuple[str, bytes]]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return [(i.filename, archive.read(i)) for i in archive.infolist() if i.filename != "xl/worksheets/sheet1.xml"]


def test_calamine_reads_the_same(rich: Path) -> None:
    def text(value: object) -> str:
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, float):
            return str(Decimal(repr(value)).normalize().to_integral() if value.is_integer() else value)
        return value.isoformat() if isinstance(value, date | time) else str(value)

    theirs = python_calamine.load_workbook(rich).get_sheet_by_index(0).to_python()
    ours = values(open_table(rich, ReadOptions(), score))
    # What a formula gives is not known until a spreadsheet program has opened it.
    assert ours == [tuple(map(text, cells)) for cells in theirs[1:]]


def test_everything_else_survives(rich: Path) -> None:
    table = open_table(rich, ReadOptions(), score)
    assert table.facts.format == "xlsx"
    replaced = {1: {1: "=Bolsa", 2: "13.75"}, 3: {6: "@x"}}
    content = written(
        table,
        lambda record: Edit(replaced.get(record.number, {}), {1: f"T{record.number}"}),
        added=[AddedColumn(1, "title:pt-BR")],
    )
    assert others(content) == others(rich.read_bytes())
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, before = book.active, openpyxl.load_workbook(rich).active
    changed = {c.coordinate: c.value for cells in sheet for c in cells if c.value != before[c.coordinate].value}
    new = {"H1": "title:pt-BR", "H2": "T1", "H3": "T2", "H4": "T3"}
    assert changed == {"B2": "=Bolsa", "C2": 13.75, "G4": "@x", **new}
    assert [sheet[at].data_type for at in ("B2", "C2", "F2", "G4")] == ["s", "n", "f", "s"]
    assert sheet["B2"].font.bold
    assert sheet["H2"].alignment.wrap_text  # in the style of the cell that it translates
    assert (sheet.dimensions, sheet.column_dimensions["B"].width, sheet.freeze_panes) == ("A1:H9", 44, "A2")
    assert len(sheet.data_validations.dataValidation) == 1
    theirs = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [cells[1] for cells in theirs[:4]] == ["title", "=Bolsa", "=not a formula", "帽 👜"]


def test_rows_above_and_between_stay(tmp_path: Path) -> None:
    gap = '<row r="4" ht="33" customHeight="1"/><row r="6"><c r="A6" s="1"/></row>'
    above = '<row r="1" s="2"><c r="A1" t="inlineStr"><is><t>Shop</t></is></c></row>'
    header = HEADER.replace('1"', '3"', 1).replace("A1", "A3").replace("B1", "B3")
    table = table_of(tmp_path, above + header + gap + row(9, "7", "bag") + row(1_048_576, "8", "hat"))
    assert [(record.number, record.line) for record in table.records()] == [(1, 9), (2, 1_048_576)]
    content = written(table, lambda record: Edit({1: "saco"}))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert above + header + gap in sheet
    assert values(table_of(tmp_path, content, "again.xlsx")) == [("7", "saco"), ("8", "saco")]


@pytest.mark.parametrize("encoding", [None, "utf-8", "UTF8"])
def test_utf_8_is_how_it_is_written(tmp_path: Path, encoding: str | None) -> None:
    table = table_of(tmp_path, HEADER + row(2, "7", "bag"))
    assert written(table, lambda record: Edit({1: "saco"}), encoding=encoding)
    with pytest.raises(UsageProblem, match="always written in UTF-8"):
        written(table, encoding="utf-16")


def test_a_row_that_is_gone(tmp_path: Path) -> None:
    table = table_of(tmp_path, HEADER + row(2, "7", "bag") + row(3, "8", "hat"))
    records = list(table.records())
    table_of(tmp_path, HEADER + row(2, "7", "bag"))
    with pytest.raises(FileProblem, match="row 3: changed while it was read"):
        table.write(io.BytesIO(), [(records[1], Edit({1: "x"}))])
