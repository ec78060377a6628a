"""Parquet: every type as text, only edited cells changed, schema and row groups as they were."""

from __future__ import annotations

import datetime
import io
import random
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.formats import AddedColumn, AppendedColumn, ReadOptions, open_table
from catalog_cli.formats.parquet import _pieces
from catalog_cli.product import Edit

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TITLES = ["Red bag", None, "", "帽 👜", "حقيبة", "a\nb\r\nc", "007", "NA", " a ", "Red bag"]
FIELDS = [
    # (name, type, values, what they read as, None where they are the values)
    ("title", pa.string(), TITLES, ["" if t is None else t for t in TITLES]),
    ("large", pa.large_string(), TITLES, ["" if t is None else t for t in TITLES]),
    ("size", pa.dictionary(pa.int32(), pa.string()), TITLES, ["" if t is None else t for t in TITLES]),
    ("stock", pa.int64(), [*range(9), None], [*map(str, range(9)), ""]),
    ("weight", pa.float64(), [0.1, 1.0, 1e20, 2.5, -3.0, 1e-7, 7.0, 0.3, 9.0, None], None),
    ("small", pa.float32(), [0.1] * 10, ["0.1"] * 10),
    ("price", pa.decimal128(10, 2), [Decimal("0.00"), Decimal("49.90")] * 5, ["0.00", "49.90"] * 5),
    ("is_new", pa.bool_(), [True, False] * 5, ["true", "false"] * 5),
    ("day", pa.date32(), [datetime.date(2024, 2, 29)] * 10, ["2024-02-29"] * 10),
    ("seen", pa.timestamp("us", tz="UTC"), [datetime.datetime(2024, 1, 1, 3, 0, 0, 5)] * 10, None),
    ("sizes", pa.list_(pa.int64()), [[1, 2]] * 9 + [None], ["[1, 2]"] * 9 + [""]),
    ("seo", pa.struct([("title", pa.string())]), [{"title": "é"}] * 10, ['{"title": "é"}'] * 10),
    ("old", pa.binary(), [b"caf\xc3\xa9", b"\xff"] * 5, ["café", "/w=="] * 5),
]
SCHEMA = pa.schema(
    [pa.field(name, kind, metadata={b"note": name.encode()}) for name, kind, _, _ in FIELDS],
    metadata={b"made by": b"a shop", b"pandas": b"{}"},
)
TABLE = pa.table([pa.array(values, type=kind) for _, kind, values, _ in FIELDS], schema=SCHEMA)


def file_of(tmp_path: Path, table=TABLE, name: str = "a.parquet", **how) -> Path:
    path = tmp_path / name
    pq.write_table(table, path, **{"row_group_size": 4, **how})
    return path


def opened(path: Path, **options):
    return open_table(path, ReadOptions(**options), lambda names: 0.0)


def rewritten(tmp_path: Path, table, edit=lambda record: Edit(), name: str = "out.parquet", **how) -> Path:
    out = io.BytesIO()
    table.write(out, ((record, edit(record)) for record in table.records()), **how)
    path = tmp_path / name
    path.write_bytes(out.getvalue())
    return path


def test_every_type_reads_as_text(tmp_path: Path) -> None:
    table = opened(file_of(tmp_path))
    records = list(table.records())
    assert table.columns == tuple(name for name, *_ in FIELDS)
    for index, (name, _, _, expected) in enumerate(FIELDS):
        if expected is not None:
            assert [record.values[index] for record in records] == expected, name
        assert all((index in record.fixed) == (index > 2) for record in records)
    assert [record.values[4] for record in records][:3] == ["0.1", "1", "1e+20"]
    assert records[0].values[9] == "2024-01-01 03:00:00.000005Z"
    assert [(record.number, record.line) for record in records] == [(n, n) for n in range(1, 11)]
    assert list(table.records()) == records


@pytest.mark.parametrize("how", [{}, {"compression": "zstd"}, {"compression": "none", "use_dictionary": ["size"]}])
@pytest.mark.parametrize("version", ["1.0", "2.6"])
def test_unedited_is_the_same_file(tmp_path: Path, how: dict, version: str) -> None:
    path = file_of(tmp_path, version=version, **how)
    again = rewritten(tmp_path, opened(path))
    before, after = pq.ParquetFile(path), pq.ParquetFile(again)
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    assert after.schema.equals(before.schema)
    assert after.read().equals(before.read())
    assert after.metadata.metadata.keys() == before.metadata.metadata.keys()
    for group in range(before.num_row_groups):
        one, other = before.metadata.row_group(group), after.metadata.row_group(group)
        assert one.num_rows == other.num_rows
        assert [one.column(i).compression for i in range(13)] == [other.column(i).compression for i in range(13)]
        assert [one.column(i).encodings for i in range(13)] == [other.column(i).encodings for i in range(13)]


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("number", [1, 2, 5, 10])
@pytest.mark.parametrize("text", ["x", "日本\t語", "حقيبة", "👜 ™ € ½", "a\nb", " a ", "NA"])
def test_one_edit_changes_one_cell(tmp_path: Path, column: int, number: int, text: str) -> None:
    path = file_of(tmp_path)
    again = rewritten(tmp_path, opened(path), lambda r: Edit({column: text} if r.number == number else {}))
    expected = TABLE.column(column).to_pylist()
    expected[number - 1] = text
    found = pq.read_table(again)
    assert found.column(column).to_pylist() == expected
    assert found.drop_columns(TABLE.column_names[column]).equals(TABLE.drop_columns(TABLE.column_names[column]))
    assert found.schema.equals(pq.read_schema(path), check_metadata=True)


def test_null_and_empty_stay_apart(tmp_path: Path) -> None:
    again = rewritten(tmp_path, opened(file_of(tmp_path)), lambda r: Edit({0: "", 1: "", 2: ""}))
    for column in range(3):
        assert pq.read_table(again).column(column).to_pylist() == [None if t is None else "" for t in TITLES]


NUMBERS = [
    # (column, text, the value it becomes, None where the type cannot hold it)
    (3, "-7", -7),
    (3, "49.90", None),
    (3, "99999999999999999999", None),
    (4, "49.90", 49.9),
    (5, "0.5", 0.5),
    (6, "1234567.8", Decimal("1234567.80")),
    (6, "0.001", None),
    (6, "12345678901", None),
]


@pytest.mark.parametrize(("column", "text", "value"), NUMBERS)
def test_a_number_becomes_another_number(tmp_path: Path, column: int, text: str, value) -> None:
    table = opened(file_of(tmp_path))

    def edit(record):
        return Edit({column: text} if record.number == 3 else {})

    if value is not None:
        assert pq.read_table(rewritten(tmp_path, table, edit)).column(column).to_pylist()[2] == value
        return
    with pytest.raises(FileProblem, match=r'row 3, column "(stock|price)": cannot hold ".*": the column is of type'):
        rewritten(tmp_path, table, edit)


@pytest.mark.parametrize(("column", "text"), [(3, "x"), (7, "false"), (8, "2024-01-01"), (10, "[]"), (12, "x")])
def test_other_fixed_values_are_refused(tmp_path: Path, column: int, text: str) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        rewritten(tmp_path, opened(file_of(tmp_path)), lambda r: Edit({column: text}))


def test_half_a_character_is_a_problem_of_its_row(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r'row 2, column "title": cannot hold "a\\ud800"'):
        rewritten(tmp_path, opened(file_of(tmp_path)), lambda r: Edit({0: "a\ud800"} if r.number == 2 else {}))


TAGS = [["red", "new"], [], None, ["帽", None, ""], ["x"]]
LISTED = pa.table(
    {"id": ["1", "2", "3", "4", "5"], "tags": pa.array(TAGS, pa.list_(pa.string())), "n": [1, 2, 3, 4, 5]}
)


def test_each_text_of_a_list_is_a_cell(tmp_path: Path) -> None:
    table = opened(file_of(tmp_path, LISTED, row_group_size=2))
    assert table.columns == ("id", "tags[]", "n")
    records = list(table.records())
    assert [[text for _, text in record.cells(1)] for record in records] == [
        ["red", "new"],
        [],
        [],
        ["帽", "", ""],
        ["x"],
    ]
    assert [record.value(2) for record in records] == ["1", "2", "3", "4", "5"]
    assert [record.fixed for record in records] == [{3}, {1}, {1}, {4}, {2}]

    def edit(record):
        return Edit({position: text.upper() for position, text in record.cells(1)} | {0: f"{record.number}!"})

    found = pq.read_table(rewritten(tmp_path, table, edit))
    assert found.column("tags").to_pylist() == [["RED", "NEW"], [], None, ["帽", None, ""], ["X"]]
    assert found.column("id").to_pylist() == ["1!", "2!", "3!", "4!", "5!"]
    assert found.schema.equals(pq.read_schema(tmp_path / "a.parquet"))


def test_added_columns(tmp_path: Path) -> None:
    table = opened(file_of(tmp_path, LISTED, row_group_size=2))
    added = (AddedColumn(0, "id:pt-BR"), AddedColumn(1, "tags[]:pt-BR"))

    def edit(record):
        return Edit(added={0: "um", 1: "vermelho"} if record.number == 1 else {})

    path = rewritten(tmp_path, table, edit, added=added)
    found = pq.read_table(path)
    assert found.column_names == ["id", "tags", "n", "id:pt-BR", "tags:pt-BR"]
    assert found.column(3).to_pylist() == ["um", None, None, None, None]
    assert found.column(4).to_pylist() == [["vermelho", "new"], None, None, None, None]
    assert found.select([0, 1, 2]).equals(LISTED)
    assert opened(path).columns == ("id", "tags[]", "n", "id:pt-BR", "tags:pt-BR[]")


def test_appended_columns(tmp_path: Path) -> None:
    table = opened(file_of(tmp_path, LISTED, row_group_size=2))

    def edit(record):
        return Edit(appended={"tag:color": "red"} if record.number == 3 else {})

    path = rewritten(tmp_path, table, edit, appended=(AppendedColumn("tag:color"),))
    found = pq.read_table(path)
    assert found.column("tag:color").to_pylist() == [None, None, "red", None, None]
    assert found.select([0, 1, 2]).equals(LISTED)


def test_bytes_that_are_not_text_pass_through(tmp_path: Path) -> None:
    raw = pa.array([b"a", b"caf\xe9", b"c"], pa.binary())
    texts = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    path = file_of(tmp_path, pa.table({"t": texts, "u": ["x", "y", "z"]}))
    table = opened(path)
    assert [(r.values, r.problem is None) for r in table.records()] == [
        (("a", "x"), True),
        (("", "y"), False),
        (("c", "z"), True),
    ]
    again = rewritten(tmp_path, table, lambda r: Edit({} if r.problem else {0: "é", 1: "é"}))
    assert pq.read_table(again).column(0).cast(pa.binary()).to_pylist() == ["é".encode(), b"caf\xe9", "é".encode()]
    with pytest.raises(ValueError, match="has a problem"):
        rewritten(tmp_path, table, lambda r: Edit({0: "x"}))


def test_nested_bytes_that_are_not_text_pass_through(tmp_path: Path) -> None:
    texts = pa.Array.from_buffers(pa.string(), 2, pa.array([b"a", b"caf\xe9"], pa.binary()).buffers())
    table = pa.table({"s": pa.StructArray.from_arrays([texts], ["t"]), "u": ["x", "y"]})
    found = [(record.values, record.problem is None) for record in opened(file_of(tmp_path, table)).records()]
    assert found == [(('{"t": "a"}', "x"), True), (("", "y"), False)]


def test_a_damaged_name_is_said(tmp_path: Path) -> None:
    content = file_of(tmp_path, store_schema=False).read_bytes()
    path = tmp_path / "b.parquet"
    path.write_bytes(content.replace(b"weight", b"\xffeight"))
    with pytest.raises(FileProblem, match="is no readable Parquet file"):
        opened(path)


@pytest.mark.parametrize("seed", range(60))
def test_damage_never_breaks_more_than_the_file(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(file_of(tmp_path).read_bytes())
    for _ in range(chance.choice((1, 2, 5, 30))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path / "b.parquet"
    path.write_bytes(content)
    with suppress(FileProblem):
        rewritten(tmp_path, opened(path))


def test_a_large_row_group_becomes_several(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("catalog_cli.formats.parquet._GROUP_BYTES", 100_000)
    monkeypatch.setattr("catalog_cli.formats.parquet._PIECE_BYTES", 20_000)
    texts = [f"{n} " + "x" * 100 for n in range(5_000)]
    path = file_of(tmp_path, pa.table({"t": texts}), row_group_size=3_000)
    again = rewritten(tmp_path, opened(path), lambda r: Edit({0: r.values[0] + "é"}))
    assert pq.read_table(again).column(0).to_pylist() == [text + "é" for text in texts]
    assert 5 < pq.ParquetFile(again).num_row_groups < 20


def test_a_text_that_rows_share_is_read_a_few_rows_at_a_time(tmp_path: Path) -> None:
    path = file_of(tmp_path, pa.table({"t": ["x" * 100_000] * 1_000}), row_group_size=1_000)
    assert path.stat().st_size < 100_000
    assert max(piece.batch.num_rows for piece in _pieces(pq.ParquetFile(path))) == (4 << 20) // 100_004
    assert sum(len(record.values[0]) for record in opened(path).records()) == 100_000_000


def test_nothing_in_it(tmp_path: Path) -> None:
    table = opened(file_of(tmp_path, TABLE.slice(0, 0)))
    assert list(table.records()) == []
    again = rewritten(tmp_path, table, added=(AddedColumn(0, "title:pt"),))
    assert pq.read_table(again).column_names == [*TABLE.column_names, "title:pt"]


def test_what_is_no_parquet_is_said(tmp_path: Path) -> None:
    content = file_of(tmp_path).read_bytes()
    for name, damaged in {"a": b"", "b": b"PAR1", "c": content[:-9], "d": b"sku,title\n1,2\n" * 9}.items():
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(damaged)
        with pytest.raises(FileProblem, match=r"shop: (is empty|is no readable Parquet file)"):
            opened(path, name="shop")
    broken = tmp_path / "e.parquet"
    broken.write_bytes(content[:20] + b"\xff" * 400 + content[420:])
    with pytest.raises(FileProblem, match="is no readable Parquet file"):
        list(opened(broken).records())


def test_an_encoding_is_refused(tmp_path: Path) -> None:
    path = file_of(tmp_path)
    opened(path, encoding="UTF8")
    with pytest.raises(UsageProblem, match="always UTF-8: leave out --encoding cp1252"):
        opened(path, encoding="cp1252")
    with pytest.raises(UsageProblem, match="leave out --output-encoding"):
        rewritten(tmp_path, opened(path), encoding="utf-16")


def test_its_bytes_tell_it_from_other_files(tmp_path: Path) -> None:
    assert opened(file_of(tmp_path, name="stdin")).facts.format == "parquet"


def test_a_missing_library_is_said(tmp_path: Path, monkeypatch) -> None:
    path = file_of(tmp_path)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(UsageProblem, match=r"pip install 'catalog-cli\[parquet\]'"):
        opened(path)


def test_edits_must_be_of_its_records_in_order(tmp_path: Path) -> None:
    table = opened(file_of(tmp_path))
    with pytest.raises(ValueError, match="in order"):
        table.write(io.BytesIO(), [(record, Edit()) for record in list(table.records())[1:]])


def test_ten_megabyte_cell(tmp_path: Path) -> None:
    huge = ('a "b", <p>' + "long " * 18 + "\n") * 100_000
    table = opened(file_of(tmp_path, pa.table({"t": [huge, "small"]})))
    assert [len(r.values[0]) for r in table.records()] == [len(huge), 5]
    again = rewritten(tmp_path, table, lambda r: Edit({0: r.values[0] + "!"}))
    assert pq.read_table(again).column(0).to_pylist() == [huge + "!", "small!"]
