"""A table in another container: values the same, no row lost, and what cannot be held said."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_cli import feeds
from catalog_cli.conversion import Converted, convert_table
from catalog_cli.errors import FileProblem
from catalog_cli.formats import ReadOptions, open_table
from catalog_cli.formats.creation import CREATED, WriteOptions
from catalog_cli.formats.flat_objects import flat_object

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")


def converted(path: Path, content: bytes | None, container: str, **options) -> tuple[bytes, Converted]:
    if content is not None:
        path.write_bytes(content)
    table = open_table(path, ReadOptions(name=path.name), feeds.score_header)
    out = io.BytesIO()
    made = convert_table(table, out, container, WriteOptions(**options))
    return out.getvalue(), made


def csv_of(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=6) | st.sampled_from(
    ["", " ", "007", "NA", "1E5", '"', "a,b", "a\nb", "=1+1", "true", "2024-01-01", "帽 👜", "حقيبة"]
)
TABLES = st.lists(st.lists(CELL, min_size=3, max_size=3).filter(any), min_size=1, max_size=6)


@pytest.mark.parametrize("container", CREATED)
@given(rows=TABLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_there_and_back(tmp_path: Path, container: str, rows: list[list[str]]) -> None:
    table = [["sku", "title", "description"], *rows]
    there, made = converted(tmp_path / "a.csv", csv_of(table), container)
    assert (made.rows, made.columns) == (len(rows), ("sku", "title", "description"))
    back, made = converted(tmp_path / f"b.{container}", there, "csv", quotes_all=True)
    assert rows_of(back) == table
    assert made.rows == len(rows)


NESTED = (
    b'[{"sku": "007", "price": 1.50, "seo": {"title": "caf\\u00e9"}, "tags": ["a", "b"],\n'
    b'  "variants": [{"title": "S"}, {"price": 5, "title": null}], "old": null, "empty": []},\n'
    b' {"sku": "2", "tags": [], "new": true, "seo": {}}]\n'
)


def test_objects_are_taken_apart_and_arrays_are_not(tmp_path: Path) -> None:
    content, made = converted(tmp_path / "a.json", NESTED, "csv")
    assert rows_of(content) == [
        ["sku", "price", "seo.title", "tags", "variants", "old", "empty", "new"],
        ["007", "1.50", "café", '["a","b"]', '[{"title":"S"},{"price":5,"title":null}]', "", "[]", ""],
        ["2", "", "", "[]", "", "", "", "true"],
    ]
    assert made.notes == ('"tags", "variants": each array is one cell that holds its JSON.',)


OBJECTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(value=st.dictionaries(st.text(st.characters(exclude_characters="."), max_size=3), OBJECTS, max_size=4))
@settings(max_examples=60, deadline=None)
def test_an_object_reads_the_same_whether_arrays_stand_in_it_or_not(value: dict) -> None:
    def shown(text: str) -> dict[str, str] | str:
        try:
            return flat_object(text)
        except ValueError as error:
            return str(error)

    plain, with_array = json.dumps(value, indent=1), json.dumps({**value, "....": [1]}, indent=1)
    found = shown(with_array)
    assert shown(plain) == (found if isinstance(found, str) else {k: v for k, v in found.items() if k != "...."})


def test_a_deep_object_is_taken_apart() -> None:
    text = '{"a": ' * 3_000 + "1" + "}" * 3_000
    assert flat_object(text) == {".".join("a" * 3_000): "1"}


def test_json_stays_json(tmp_path: Path) -> None:
    lines, made = converted(tmp_path / "a.json", NESTED, "jsonl")
    assert lines.count(b"\n") == made.rows == 2
    assert [json.loads(line) for line in lines.splitlines()] == json.loads(NESTED)
    assert b"1.50" in lines
    assert b"\\u00e9" in lines
    array, _ = converted(tmp_path / "b.jsonl", lines, "json")
    assert json.loads(array) == json.loads(NESTED)
    same, _ = converted(tmp_path / "c.jsonl", lines, "jsonl")
    assert same == lines


def test_what_an_encoding_lacks_is_escaped_in_json(tmp_path: Path) -> None:
    content, _ = converted(tmp_path / "a.jsonl", '{"帽": "é👜"}\n'.encode(), "jsonl", encoding="cp1252")
    assert content == b'{"\\u5e3d": "\\u00e9\\ud83d\\udc5c"}\n'


def test_types_of_parquet_are_text(tmp_path: Path) -> None:
    table = pa.table({"sku": ["007", None], "n": [1, 2], "tags": [["a", "b"], None], "on": [True, False]})
    pq.write_table(table, tmp_path / "a.parquet")
    content, made = converted(tmp_path / "a.parquet", None, "csv")
    assert rows_of(content) == [
        ["sku", "n", "tags", "on"],
        ["007", "1", '["a", "b"]', "true"],
        ["", "2", "", "false"],
    ]
    assert '"tags": each array is one cell that holds its JSON.' in made.notes
    assert "Null and an empty text are both written as an empty text." in made.notes


REFUSED = [
    # (name, content, format, what is said)
    ("a.csv", b"sku,title\n1,a\n2\n3,c\n", "jsonl", "a.csv, row 3: the row has 1 cell, the header has 2. Correct or"),
    (
        "a.csv",
        b"sku,title\n1,a\n2,caf\xe9\n3,\xe5\xb8\xbd\n4,\xe5\xb8\xbd\n",
        "tsv",
        "row 3: the row holds bytes that are",
    ),
    ("a.jsonl", b'{"a": 1}\n{"a": \n', "csv", "a.jsonl, row 2: the row is not valid JSON"),
    ("a.json", b'[{"a": 1}, 5]', "jsonl", "row 1: the row is not a JSON object"),
    ("a.jsonl", b'{"a": "x\\u0000"}\n', "csv", 'a.jsonl, row 1, column "a": holds a NUL character'),
    ("a.jsonl", b'\n{"a": "x\\ud800"}\n', "parquet", 'a.jsonl, row 2, column "a": holds half of a character'),
    ("a.jsonl", b'{"a.b": 1, "a": {"b": 2}}\n', "csv", 'a.jsonl, row 1: has two values for "a.b"'),
    ("a.csv", b"Title,Title\n1,2\n", "json", 'two columns are called "Title", which JSON cannot hold'),
    ("a.json", b"[]", "csv", "holds no columns"),
]


@pytest.mark.parametrize(("name", "content", "container", "said"), REFUSED)
def test_nothing_is_lost_in_silence(tmp_path: Path, name: str, content: bytes, container: str, said: str) -> None:
    with pytest.raises(FileProblem) as raised:
        converted(tmp_path / name, content, container)
    assert said in str(raised.value)


def test_multi_line_cells_do_not_move_the_row_that_is_named(tmp_path: Path) -> None:
    content = 'sku,title\n1,"a\nb\nc"\n2,帽\n'.encode()
    with pytest.raises(
        FileProblem, match=r'a.csv, row 5, column "title": "帽" \(U\+5E3D\) cannot be written in cp1252'
    ):
        converted(tmp_path / "a.csv", content, "csv", encoding="cp1252")


def test_notes(tmp_path: Path) -> None:
    content, made = converted(tmp_path / "a.csv", b"sku,title\n", "jsonl")
    assert content == b""
    assert made.notes == (
        "There are no rows, and JSON names columns only in its rows: the names are not in the output.",
    )
    _, made = converted(tmp_path / "b.csv", b"sku,title\n,\n1,2\n", "xlsx")
    assert made.notes == (
        "1 of the rows have only empty cells: a sheet shows them as blank rows, which readers pass over.",
    )
    _, made = converted(tmp_path / "c.csv", b"tags[],title\na,b\n", "jsonl")
    assert (made.columns, made.notes) == (("tags[]", "title"), ())
