"""What every format in the registry guarantees. A new format gets these tests by a row in SAMPLES."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from catalog_cli.errors import FileProblem
from catalog_cli.formats import FORMATS, AddedColumn, AppendedColumn, ReadOptions, Table, open_table
from catalog_cli.product import Edit, Record

KNOWN = {"sku", "title", "description", "price", "size"}


def score(names) -> float:
    return sum(name.lower() in KNOWN for name in names)


@dataclass(frozen=True)
class Sample:
    """Bytes of a small catalog with columns sku, title, size and with one row that cannot be understood."""

    content: bytes
    bad_line: int
    nothing: bytes


SAMPLES = {
    "csv": Sample(
        b'sku,"title",size\r\n007,"Red, ""big"" bag",NA\r\n\r\n1E5,caf\xc3\xa9 \xe2\x84\xa2,\r\ntoo,few\r\n'
        b'"3", padded ,\xe5\xb8\xbd\r\n',
        5,
        b"sku,title,size\n",
    ),
    "tsv": Sample(
        b'sku\ttitle\tsize\n007\t"Red\tbag"\tNA\n\n1E5\tcaf\xc3\xa9, x\t\ntoo\tfew\n3\t padded \t\xe5\xb8\xbd',
        5,
        b"sku\ttitle\tsize\n",
    ),
    "json": Sample(
        b'[\n  {"sku": "007", "title": "Red \\"big\\" bag", "size": "NA"},\n\n  {"sku": "1E5", "title": "caf\xc3\xa9", '
        b'"size": null, "n": 1.50},\n  [1],\n  {"sku":"3" ,"title": " padded ", "size": "\xe5\xb8\xbd"}\n]\n',
        5,
        b"[]\n",
    ),
    "jsonl": Sample(
        b'{"sku": "007", "title": "Red \\"big\\" bag", "size": "NA"}\r\n\r\n{"sku": "1E5", "title": "caf\xc3\xa9", '
        b'"size": null, "n": 1.50}\r\n{"sku": \r\n{"sku":"3" ,"title": " padded ", "size": "\xe5\xb8\xbd"}\r\n',
        4,
        b"\n",
    ),
    "xml": Sample(
        b'<rss><channel>\n<item><sku>007</sku><title><![CDATA[Red "big" bag]]></title><size>NA</size></item>\n\n<item>'
        b"<sku>1E5</sku><title>caf\xc3\xa9</title><size/></item>\n<item><sku>&nbsp;</sku></item>\n"
        b"<item ><sku >3</sku><title> padded </title><size>\xe5\xb8\xbd</size></item>\n</channel></rss>\n",
        5,
        b"<rss/>\n",
    ),
}


# Where a line end in a text is one in the file, which JSON escapes.
LINES_STAND = {"csv", "tsv", "xml"}
# XML has no element called "title:pt-BR".
ADDED = {"xml": "title_pt-BR"}


def table_of(tmp_path: Path, name: str, content: bytes, **options) -> Table:
    # A table reads its file again and again: each gets a file of its own.
    path = tmp_path / f"catalog-{sha256(content).hexdigest()[:12]}.{name}"
    path.write_bytes(content)
    return open_table(path, ReadOptions(**options), score)


def written(table: Table, edit=lambda record: Edit(), **how) -> bytes:
    out = io.BytesIO()
    table.write(out, ((record, edit(record)) for record in table.records()), **how)
    return out.getvalue()


def good(table: Table) -> list[Record]:
    return [record for record in table.records() if record.problem is None]


# These keep values and not bytes, so their own test files hold their contract.
TESTED_ELSEWHERE = {"parquet", "xlsx", "xml"}


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES) | TESTED_ELSEWHERE == set(FORMATS)


@pytest.fixture(params=SAMPLES)
def name(request) -> str:
    return request.param


@pytest.fixture
def table(tmp_path: Path, name: str) -> Table:
    return table_of(tmp_path, name, SAMPLES[name].content)


def test_unedited_is_byte_identical(table: Table, name: str) -> None:
    assert written(table) == SAMPLES[name].content


def test_same_values_are_byte_identical(table: Table, name: str) -> None:
    def same(record: Record) -> Edit:
        if record.problem:
            return Edit()
        writable = {p: v for p, v in enumerate(record.values) if p not in record.fixed and v}
        return Edit(writable)

    assert written(table, same) == SAMPLES[name].content


def test_records_can_be_read_again(table: Table) -> None:
    first = list(table.records())
    assert list(table.records()) == first
    assert [record.number for record in first] == [1, 2, 3, 4]


def test_columns_and_values(table: Table) -> None:
    title = table.columns.index("title")
    assert table.columns[:3] == ("sku", "title", "size")
    assert [record.value(0) for record in good(table)] == ["007", "1E5", "3"]
    assert good(table)[2].value(title) == " padded "
    assert [record.value(2) for record in good(table)] == ["NA", "", "帽"]


def test_bad_row_is_a_problem_on_its_line(table: Table, name: str) -> None:
    bad = [record for record in table.records() if record.problem]
    assert [record.line for record in bad] == [SAMPLES[name].bad_line]


@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize(
    "text",
    [
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
    ],
)
def test_one_edit_changes_one_cell(tmp_path: Path, table: Table, name: str, number: int, text: str) -> None:
    before = [record.values for record in table.records()]
    content = written(table, lambda record: Edit({1: text} if record.number == number else {}))
    after = [record.values for record in table_of(tmp_path, name, content).records()]
    expected = [
        (*values[:1], text, *values[2:]) if index == number else values for index, values in enumerate(before, 1)
    ]
    assert after == expected
    # Everything outside the edited record's line is as it was.
    old, new = SAMPLES[name].content, content
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    assert old[start:].split(b"\n")[1:] == new[start:].split(b"\n")[1 + text.count("\n") * (name in LINES_STAND) :]


def test_added_columns(tmp_path: Path, table: Table, name: str) -> None:
    added = (AddedColumn(1, ADDED.get(name, "title:pt-BR")),)
    content = written(table, lambda r: Edit(added={} if r.problem else {1: f'"{r.values[1]}",'}), added=added)
    again = table_of(tmp_path, name, content)
    column = again.columns.index(added[0].name)
    assert [r.value(column) for r in good(again)] == [f'"{r.values[1]}",' for r in good(table)]
    for old, new in zip(good(table), good(again), strict=True):
        assert [new.value(again.columns.index(c)) for c in table.columns] == [
            old.value(i) for i in range(len(table.columns))
        ]
    # The row that cannot be understood stands as it stood.
    lines = SAMPLES[name].content.split(b"\n")
    assert lines[SAMPLES[name].bad_line - 1] in content.split(b"\n")


def test_appended_columns(tmp_path: Path, table: Table, name: str) -> None:
    appended = (AppendedColumn("tag_color"), AppendedColumn("facts", is_json=True))

    def edit(record: Record) -> Edit:
        facts = '{"color":["red","azul “claro”"]}'
        return Edit(appended={} if record.problem else {"tag_color": f'"{record.values[1]}", é', "facts": facts})

    content = written(table, edit, appended=appended)
    again = table_of(tmp_path, name, content)
    column = again.columns.index("tag_color")
    assert [r.value(column) for r in good(again)] == [f'"{r.values[1]}", é' for r in good(table)]
    assert any("color" in column or "facts" in column for column in again.columns[column + 1 :])
    for old, new in zip(good(table), good(again), strict=True):
        for index in range(len(table.columns)):
            assert new.value(again.columns.index(table.columns[index])) == old.value(index)
    assert SAMPLES[name].content.split(b"\n")[SAMPLES[name].bad_line - 1] in content.split(b"\n")


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_marked_encodings(tmp_path: Path, name: str, mark: str) -> None:
    text = SAMPLES[name].content.decode()
    content = ("\ufeff" + text).encode("utf-16-be") if mark == "utf-16-be" else text.encode(mark)
    table = table_of(tmp_path, name, content)
    assert (table.facts.has_bom, table.facts.encoding) == (True, mark + "-le" * (mark in ("utf-16", "utf-32")))
    assert written(table) == content
    edited = written(table, lambda r: Edit({1: "ação 帽 👜"} if r.number == 1 else {}))
    assert table_of(tmp_path, name, edited).columns == table.columns
    assert next(iter(table_of(tmp_path, name, edited).records())).values[1] == "ação 帽 👜"


def test_output_encoding(tmp_path: Path, table: Table, name: str) -> None:
    content = written(table, encoding="utf-16")
    assert content.decode("utf-16") == SAMPLES[name].content.decode()
    assert written(table_of(tmp_path, name, content), encoding="utf-8") == SAMPLES[name].content


def test_nothing_in_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileProblem, match="is empty"):
        table_of(tmp_path, name, b"")
    if name == "jsonl":
        with pytest.raises(FileProblem, match="holds no records"):
            table_of(tmp_path, name, SAMPLES[name].nothing)
    else:
        table = table_of(tmp_path, name, SAMPLES[name].nothing)
        assert list(table.records()) == []
        assert written(table) == SAMPLES[name].nothing


def test_edits_that_cannot_be_made_are_refused(table: Table) -> None:
    with pytest.raises(ValueError, match="has a problem"):
        written(table, lambda record: Edit({0: "x"} if record.problem else {}))
    with pytest.raises(ValueError, match="no cell at position 9"):
        written(table, lambda record: Edit({9: "x"}))


def test_mixed_encodings(tmp_path: Path, name: str) -> None:
    """One row in another encoding passes through; the others are read and edited."""
    marker = "帽".encode()
    content = SAMPLES[name].content.replace(marker, b"caf\xe9")
    table = table_of(tmp_path, name, content)
    assert table.facts.encoding == "utf-8"
    assert [r.number for r in table.records() if r.problem] == [3, 4]
    assert written(table) == content
    edited = written(table, lambda r: Edit({1: "ação"} if r.number == 1 else {}))
    assert b"caf\xe9" in edited
    assert "ação".encode() in edited


def test_ten_megabyte_cell(tmp_path: Path, name: str) -> None:
    huge = ('a "b", <p>' + "long " * 18 + "\n") * 100_000
    row = [{"sku": "1", "title": huge}, {"sku": "2", "title": "small"}]
    if name in ("csv", "tsv"):
        text = io.StringIO()
        writer = csv.writer(text, delimiter="," if name == "csv" else "\t")
        writer.writerows([["sku", "title"], *(list(r.values()) for r in row)])
        content = text.getvalue().encode()
    elif name == "xml":
        items = "".join(f"<item><sku>{r['sku']}</sku><title>{escape(r['title'])}</title></item>" for r in row)
        content = f"<rss><channel>{items}</channel></rss>".encode()
    else:
        content = (json.dumps(row) if name == "json" else "\n".join(map(json.dumps, row)) + "\n").encode()
    table = table_of(tmp_path, name, content)
    assert [len(record.values[1]) for record in table.records()] == [len(huge), 5]
    assert written(table) == content
    assert len(written(table, lambda record: Edit({1: huge}))) > 2 * len(huge)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", '[{"sku": "1"}]', "a.csv: is named .csv and looks like JSON. Read it with --input-format json, or"),
        ("a.csv", '\ufeff[\n {\n  "sku": "1"\n }\n]', "looks like JSON. "),
        ("a.tsv", '{"products": [\n{"sku": "1"}]}', "is named .tsv and looks like JSON. "),
        (
            "a.TAB",
            '{"sku": "1"}\n{"sku": "2"}\n',
            "is named .TAB and looks like JSON Lines. Read it with --input-format jsonl",
        ),
        ("a.csv", '<?xml version="1.0"?><rss/>', "looks like XML. Read it with --input-format xml"),
        ("a.csv", "<rss>", "looks like XML. "),
        ("a.csv", "[sku],[title]\n1,a\n", None),  # as databases quote names
        ("a.csv", '{sku},"title"\n1,a\n', None),
        ("a.csv", "<b>,title\n1,a\n", None),
        ("a.csv", '"[{sku",title\n1,a\n', None),
        ("a.csv", "商品,title\n1,a\n", None),
    ],
)
def test_a_table_of_cells_that_looks_like_another_format_is_refused(
    tmp_path: Path, name: str, text: str, told: str | None
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    if told is None:
        assert open_table(path, ReadOptions(), lambda names: 0.0).facts.format == "csv"
        return
    with pytest.raises(FileProblem) as caught:
        open_table(path, ReadOptions(), lambda names: 0.0)
    assert told in str(caught.value)
    # What the user says goes before what it looks like.
    assert open_table(path, ReadOptions(format="csv"), lambda names: 0.0).facts.format == "csv"
