"""New files: every value reads back as it was, from every format."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog_cli import feeds
from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.formats import ReadOptions, open_table
from catalog_cli.formats.creation import CREATED, WriteOptions, create_table

pytest.importorskip("pyarrow")
pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

TEXTS = [
    "",
    " ",
    "  padded ",
    "x",
    "a,b;c\td|e",
    '"',
    '"quoted"',
    'say "hi"',
    "a\nb\r\nc\rd",
    "\n",
    "帽 👜",
    "حقيبة حمراء",
    "™ € ½",
    "007",
    "NA",
    "1E5",
    "null",
    "true",
    "=1+1",
    "-3",
    "'=x",
    "\\n",
    "\\",
    "a\u2028b\x85c\x0bd",
    "\ufeffmark",
    "<p>a &amp; b</p>",
    "_x000D_",
    "1/2",
]


def made(container: str, columns: Sequence[str], rows: Sequence[Sequence[str]], **options) -> bytes:
    out = io.BytesIO()
    writer = create_table(out, container, columns, WriteOptions(**options))
    for row in rows:
        writer.add(row)
    writer.close()
    assert not out.closed
    return out.getvalue()


def read_again(path: Path, container: str, content: bytes, **options) -> tuple[tuple[str, ...], list[list[str]]]:
    path.write_bytes(content)
    table = open_table(path, ReadOptions(format=container, **options), feeds.score_header)
    records = list(table.records())
    assert not [record.problem for record in records if record.problem]
    return table.columns, [[record.value(i) for i in range(len(table.columns))] for record in records]


@pytest.fixture(params=CREATED)
def container(request) -> str:
    return request.param


@pytest.mark.parametrize("place", ["alone", "first", "middle", "last"])
def test_a_value_reads_back_as_it_was(tmp_path: Path, container: str, place: str) -> None:
    for number, text in enumerate(TEXTS):
        row = {"alone": [text], "first": [text, "a", "b"], "middle": ["a", text, "b"], "last": ["a", "b", text]}[place]
        columns = ["title"] if place == "alone" else ["sku", "title", "size"]
        values = [row, ["end"] * len(columns)]
        there = values if container != "xlsx" or place != "alone" or text else values[1:]  # a blank row of a sheet
        path = tmp_path / f"{number}"
        assert read_again(path, container, made(container, columns, values)) == (tuple(columns), there), ascii(text)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
AWKWARD = st.text(st.sampled_from(list('",;\t|\r\n \\a帽1_x')), max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(ANY_TEXT | AWKWARD, min_size=width, max_size=width), min_size=1, max_size=5)
)
NAMES = ("sku", "title", "description", "price")


@given(rows=TABLES)
@example(rows=[[""]])
@example(rows=[["", ""], ["", ""]])
@example(rows=[["a"], [""], [" "], ["b"]])
@example(rows=[[" a", ' "b"'], ["c", "d"]])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("container", [name for name in CREATED if name != "xlsx"])
def test_any_table_reads_back_as_it_was(tmp_path: Path, container: str, rows: list[list[str]]) -> None:
    columns = NAMES[: len(rows[0])]
    assert read_again(tmp_path / "a", container, made(container, columns, rows)) == (columns, rows)


@given(rows=TABLES)
@example(rows=[["C0"]])  # a column's name in some feed
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_reads_back_from_a_workbook(tmp_path: Path, rows: list[list[str]]) -> None:
    columns = NAMES[: len(rows[0])]
    # A row of nothing but empty cells is a blank row, which a reader passes over.
    rows = [row for row in rows if any(row)]
    assert read_again(tmp_path / "a", "xlsx", made("xlsx", columns, rows)) == (columns, rows)


@given(columns=st.lists(ANY_TEXT.map(str.strip), min_size=1, max_size=4, unique=True))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("container", ["jsonl", "json", "parquet"])
def test_any_name_reads_back(tmp_path: Path, container: str, columns: list[str]) -> None:
    rows = [[str(at) for at in range(len(columns))]]
    assert read_again(tmp_path / "a", container, made(container, columns, rows)) == (tuple(columns), rows)


HEADERS = [
    ["variants[].title", "tags[]", "seo.title"],
    ["Title", "Body (HTML)", "Variant SKU"],
    ["", "a", ""],
    ["Title", "Title"],
    ["a;b", "c|d"],
    ["帽子", "عنوان"],
]


@pytest.mark.parametrize("columns", HEADERS, ids=ascii)
@pytest.mark.parametrize("container", ["csv", "tsv", "jsonl", "json", "parquet"])
def test_names_of_columns(tmp_path: Path, container: str, columns: list[str]) -> None:
    rows = [[f"{n}{at}" for at in range(len(columns))] for n in range(3)]
    if len(set(columns)) < len(columns) and container in ("jsonl", "json", "parquet"):
        with pytest.raises(FileProblem, match=r'two columns are called "(Title|)", which (JSON|Parquet) cannot hold'):
            made(container, columns, rows)
        return
    assert read_again(tmp_path / "a", container, made(container, columns, rows)) == (tuple(columns), rows)


STYLES = [
    # (format, options, what is written)
    ("csv", {}, b'a,b\n1,"x, y"\n'),
    ("csv", {"quotes_all": True}, b'"a","b"\n"1","x, y"\n'),
    ("csv", {"newline": "\r\n"}, b'a,b\r\n1,"x, y"\r\n'),
    ("csv", {"delimiter": ";"}, b'a;b\n1;"x, y"\n'),
    ("csv", {"delimiter": "tab"}, b'a\tb\n1\t"x, y"\n'),
    ("csv", {"delimiter": "^"}, b'a^b\n1^"x, y"\n'),
    ("tsv", {}, b'a\tb\n1\t"x, y"\n'),
    ("csv", {"encoding": "utf-8-sig"}, b'\xef\xbb\xbfa,b\n1,"x, y"\n'),
    ("csv", {"encoding": "utf-16"}, 'a,b\n1,"x, y"\n'.encode("utf-16")),
    ("jsonl", {}, b'{"a": "1", "b": "x, y"}\n'),
    ("json", {}, b'[\n{"a": "1", "b": "x, y"}\n]\n'),
]


@pytest.mark.parametrize(("container", "options", "written"), STYLES)
def test_styles(container: str, options: dict, written: bytes) -> None:
    assert made(container, ["a", "b"], [["1", "x, y"]], **options) == written


@pytest.mark.parametrize("options", [{"delimiter": "^"}, {"delimiter": ";"}, {"encoding": "cp1252"}, {"newline": "\r"}])
def test_other_styles_read_back(tmp_path: Path, options: dict) -> None:
    rows = [["a^b", "x;y", "", " é "], ["^", ";", '"', "\n"]]
    how = {name: value for name, value in options.items() if name != "newline"}
    assert read_again(tmp_path / "a", "csv", made("csv", NAMES, rows, **options), **how) == (NAMES, rows)


REFUSED = [
    # (format, options, a value, what is said)
    ("csv", {}, "a\0b", r'column "title": holds a NUL character'),
    ("csv", {}, "a\ud800", r'column "title": holds half of a character \(U\+D800\)'),
    (
        "tsv",
        {"encoding": "cp1252"},
        "帽",
        r'"帽" \(U\+5E3D\) cannot be written in cp1252. Write with --output-encoding',
    ),
    ("parquet", {}, "a\ud800", r'column "title": holds half of a character'),
]


@pytest.mark.parametrize(("container", "options", "value", "said"), REFUSED)
def test_what_cannot_be_held_is_said(container: str, options: dict, value: str, said: str) -> None:
    with pytest.raises(FileProblem, match=said):
        made(container, ["sku", "title"], [["1", value]], **options)


def test_json_escapes_what_its_encoding_lacks(tmp_path: Path) -> None:
    content = made("jsonl", ["帽"], [["é 帽 👜 \ud800 \0"]], encoding="cp1252")
    assert json.loads(content) == {"帽": "é 帽 👜 \ud800 \0"}
    assert b"\\u5e3d" in content


@pytest.mark.parametrize(
    ("container", "options", "said"),
    [
        ("pdf", {}, '"pdf" cannot be written. Choose one of: csv, tsv, jsonl, json, xlsx, parquet'),
        ("csv", {"delimiter": "ab"}, '"ab" cannot be a delimiter'),
        ("csv", {"delimiter": '"'}, "cannot be a delimiter"),
        ("csv", {"encoding": "klingon"}, '"klingon" is not a text encoding. Give --output-encoding'),
    ],
)
def test_what_does_not_exist_is_said(container: str, options: dict, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        made(container, ["a"], [], **options)


def test_rows_have_the_length_of_the_header(container: str) -> None:
    if container != "xlsx":
        with pytest.raises(ValueError, match="a row of 1 values in a table of 2 columns"):
            made(container, ["a", "b"], [["1"]])
    with pytest.raises(FileProblem, match="would have no columns"):
        made(container, [], [])


def test_no_rows() -> None:
    assert made("csv", ["a"], []) == b"a\n"
    assert made("json", ["a"], []) == b"[]\n"
    assert made("jsonl", ["a"], []) == b""


def test_parquet_is_written_in_groups_of_bounded_size(tmp_path: Path, monkeypatch) -> None:
    from pyarrow import parquet

    monkeypatch.setattr("catalog_cli.formats.creation._GROUP_BYTES", 200_000)
    path = tmp_path / "a.parquet"
    path.write_bytes(made("parquet", ["a"], [[f"{n:0100}"] for n in range(20_000)]))
    groups = [parquet.ParquetFile(path).metadata.row_group(n).num_rows for n in range(10)]
    assert groups == [2_048] * 9 + [20_000 - 9 * 2_048]


def test_ten_megabyte_cell(tmp_path: Path, container: str) -> None:
    if container == "xlsx":
        pytest.skip("a cell of a workbook holds 32,767 characters")
    rows = [['a "b", <p>\n' * 1_000_000, "x"], ["y", ""]]
    assert read_again(tmp_path / "a", container, made(container, ["sku", "title"], rows))[1] == rows
