"""Files that were made to break a reader: what fuzzing found, what bombs look like, and bytes at random.

Each file is opened, read twice, written back, and written with edits that are read back: nothing but a CatalogError
may be raised, and what is not edited stays byte for byte. `atheris` found the rows of FOUND in the readers; the bombs
stand here in small, with limits to match.
"""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli import feeds
from catalog_cli.errors import CatalogError, FileProblem
from catalog_cli.formats import ReadOptions, Table, open_table
from catalog_cli.product import Edit, Record

HERE = Path(__file__).parent.parent
SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".xml", ".txt")
VALUES = ("x", 'a "b", c; d\te|f', "Ação 帽 👜", "a\nb", '"', "<p>&amp; & ]]></p>", "a\\", "12")


def opened(path: Path, content: bytes, **options) -> Table:
    path.write_bytes(content)
    return open_table(path, ReadOptions(**options), feeds.score_header)


def written(table: Table, edits: dict[int, Edit]) -> bytes:
    out = io.BytesIO()
    table.write(out, ((record, edits.get(record.number, Edit())) for record in table.records()))
    return out.getvalue()


def some_edits(records: list[Record]) -> dict[int, Edit]:
    """A new value in a cell of every second record, never in one that cannot be written."""
    edits = {}
    for record in records[::2]:
        at = record.number % max(1, len(record.values))
        if record.problem is None and record.values and at not in record.fixed:
            edits[record.number] = Edit({at: VALUES[(len(records) + record.number) % len(VALUES)]})
    return edits


def check(path: Path, content: bytes, **options) -> None:
    """Hold a file against what every reader promises; a CatalogError is an answer too."""
    try:
        table = opened(path, content, **options)
        records = list(table.records())
    except CatalogError:
        return
    assert list(table.records()) == records
    assert written(table, {}) == content
    edits = some_edits(records)
    try:
        new = written(table, edits)
    except CatalogError:
        return
    facts = table.facts
    again = opened(
        path.with_stem("again"), new, format=facts.format, encoding=facts.encoding, delimiter=facts.delimiter or None
    )
    if again.facts.skips_initial_space != facts.skips_initial_space:
        return  # a new cell may show how the others were meant
    assert again.columns == table.columns
    for old, read in zip(records, again.records(), strict=True):
        replaced = edits.get(old.number, Edit()).replaced
        assert read.values == tuple(replaced.get(at, value) for at, value in enumerate(old.values))
        assert (read.problem is None) == (old.problem is None)


WRAPPED = b'{"shop": "x", "ids": [' + b"1," * 100_000 + b'1], "items": [{"sku": "1", "title": "Bag"}, {"sku": "2"}]}'
FOUND = [
    # UTF-16 and UTF-32 that end or go wrong in a character, in a file whose name says no format.
    (".txt", '\ufeff{"sku": "1"}'.encode("utf-16-le") + b"\0", {}),
    (".json", '\ufeff[{"sku": "1"}]'.encode("utf-32-le") + b"\xff\xff\xff\xff", {}),
    (".txt", b"\xff\xfea\0\0\xd8", {}),
    # A control character in a name before the array that the object may hold.
    (".json", b'{"a\\n\x16b": "c", "items": [{"sku": "1"}]}', {}),
    (".json", b'{"shop": "x", "a\\n\x16b": "c", "items": [{"sku": "1"}]}', {"encoding": "cp1252"}),
    # The array begins behind the first block that is read.
    (".json", WRAPPED, {}),
    # Bytes that are no text on the line of a good record, in an encoding whose bytes have twins.
    (".xml", b'<feed a="\x81 "><entry><title>Bag</title></entry></feed>', {"encoding": "cp932"}),
    (".json", b'{"n": "\x81 ", "items": [{"sku": "1", "title": "Bag"}]}', {"encoding": "cp932"}),
    # What made the readers of others stumble.
    (".csv", b'sku,title\n1,"a\x1a\n', {}),
    (".csv", b'"', {}),
    (".csv", b"\n", {}),
    (".csv", b"sep=,\n", {}),
    (".csv", b"\xef\xbb\xbf", {}),
    (".csv", b'sku,title\r1,"a\rb"\r\r\n', {}),
    (".csv", b"settings=a\n", {}),
    (".jsonl", b'{"a": "\\ud83d"}\n', {}),
    (".jsonl", b'{"a": "b\xe2\x80\xa8c"}\x0b\n', {}),
    (".json", b"[{}]x", {}),
    (".json", b'[{"a": NaN, "b": -0, "a": 1}]', {}),
    (".json", b'{"": "", "a.b": "x", "a": {"b": "y"}}', {}),
    (".xml", b"<r><i>&#xD;a</i><i/><i>\r</i></r>", {}),
    (".xml", b'<r xmlns:g="u"><g:i><g:t>&b;</g:t></g:i><g:i>a<![CDATA[]]></g:i></r>', {}),
]


@pytest.mark.parametrize(("suffix", "content", "options"), FOUND, ids=[str(row) for row in range(len(FOUND))])
def test_found_by_fuzzing(tmp_path: Path, suffix: str, content: bytes, options: dict[str, str]) -> None:
    check(tmp_path / f"found{suffix}", content, **options)


def test_an_array_far_into_its_object_is_read_whole(tmp_path: Path) -> None:
    table = opened(tmp_path / "shop.json", WRAPPED)
    assert table.columns == ("sku", "title")
    assert [record.values for record in table.records()] == [("1", "Bag"), ("2",)]
    edited = written(table, {1: Edit({1: "Bolsa"})})
    assert edited == WRAPPED.replace(b"Bag", b"Bolsa")


def test_text_beside_bytes_that_are_none(tmp_path: Path) -> None:
    content = b'[{"n": "\x81 "}, {"n": "\x83\x5c"}]'
    table = opened(tmp_path / "a.json", content, encoding="cp932")
    assert [(record.values, record.problem is None) for record in table.records()] == [((), False), (("ソ",), True)]
    assert written(table, {2: Edit({0: "帽"})}) == content.replace(b"\x83\x5c", "帽".encode("cp932"))


HALF = 20_000
BOMBS = {
    "quotes.csv": b"sku,title\n1," + b'"' * HALF,
    "quoted empty cells.csv": b"sku,title\n" + b'"",' * HALF,
    "quoted delimiters.csv": b"sku,title\n" + b'",' * HALF,
    "an open quote.csv": b'sku,title\n1,"' + b"lorem\n" * HALF,
    "cells.csv": b"sku,title\n" + b"," * HALF,
    "blank lines.csv": b"sku,title\n" + b"\n" * HALF + b"1,a\n",
    "spaces and quotes.csv": b"sku, title\n1," + b' "' * HALF,
    "names.csv": b"sku,title," * HALF + b"\n",
    "NUL.csv": b"\0" * HALF,
    "brackets.json": b"[" * HALF,
    "objects.json": b'{"a":' * HALF,
    "arrays in objects.json": b'{"a":' * HALF + b'{"b":' + b"[1]," * HALF,
    "nested.json": b'[{"a": ' + b"[" * HALF + b"]" * HALF + b"}]",
    "backslashes.json": b'[{"a": "' + b"\\" * HALF + b'"}]',
    "an open string.json": b'[{"a": "' + b"lorem " * HALF,
    "digits.json": b'[{"a": ' + b"9" * HALF + b"}]",
    "names.json": b"[{" + b",".join(b'"a%d": ""' % number for number in range(HALF // 10)) + b"}]",
    "references.xml": b"<r><i><t>" + b"&amp;" * HALF + b"</t></i></r>",
    "ampersands.xml": b"<r><i><t>" + b"&" * HALF + b"</t></i></r>",
    "elements.xml": b"<r>" + b"<a>" * HALF,
    "sections.xml": b"<r><i><t>" + b"<![CDATA[]]>" * HALF + b"</t></i></r>",
    "an open comment.xml": b"<r><i><t>a</t></i><!--" + b"- " * HALF,
    "laughs.xml": b'<!DOCTYPE r [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(12))
    + b"]><r><i><t>&a11;</t></i></r>",
    "a file of the machine.xml": b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r><i><t>&a;</t></i></r>',
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_do_not_go_off(tmp_path: Path, name: str) -> None:
    start = time.process_time()
    check(tmp_path / name, BOMBS[name])
    # Ten times what the slowest takes; what is quadratic takes minutes.
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"sku,title\n1," + b"x" * 5000, "row 2: the line is longer than 4,096 characters"),
        ("a.txt", b"\0" * 5000, "row 1: the line is longer"),
        ("a.jsonl", b'{"a": "' + b"x" * 5000 + b'"}\n', "row 1: the line is longer"),
        ("a.csv", b'sku,title\n1,a\n1,"' + b"lorem\n" * 1000, "row 3: a quoted cell is longer"),
        ("a.json", b'[{"a": "' + b"x" * 50_000 + b'"}]', "a value is longer than 4,096 characters"),
    ],
)
def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content, message: str) -> None:
    csv.field_size_limit(4096)
    for module in ("encoding", "rows", "json_window"):
        monkeypatch.setattr(f"catalog_cli.formats.{module}.MOST_CHARACTERS", 4096)
    monkeypatch.setattr("catalog_cli.formats.encoding.BLOCK_CHARACTERS", 1024)
    with pytest.raises(FileProblem, match=message):
        list(opened(tmp_path / name, content).records())


def test_a_header_of_very_many_cells(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="the header has 100,001 cells"):
        opened(tmp_path / "a.csv", b"a," * 100_000 + b"\n")


SEEDS = [
    path.read_bytes()[:1200]
    for folder in (HERE / "data", HERE / "feeds" / "catalogs")
    for path in sorted(folder.iterdir())
    if path.suffix in SUFFIXES
]
MARKS = (b'"', b",", b";", b"\t", b"\r", b"\n", b"{", b"}", b"[", b"]", b"\\", b"<", b">", b"&", b"]]>", b"\0", b"\xff")


@st.composite
def damaged(draw) -> bytes:
    """A catalog with marks put in, bytes changed, and pieces repeated or left out."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 12)))
        new = draw(st.one_of(st.sampled_from(MARKS), st.binary(max_size=4), st.just(bytes(content[start:end]) * 3)))
        content[start:end] = new
    return bytes(content)


@settings(max_examples=120, deadline=None)
@given(damaged(), st.sampled_from(SUFFIXES))
def test_damaged_catalogs(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    check(tmp_path_factory.getbasetemp() / f"damaged{suffix}", content)


@pytest.mark.parametrize("path", [p for p in (HERE / "data").iterdir() if "json" in p.suffix], ids=lambda p: p.name)
@pytest.mark.parametrize("block", [1, 7])
def test_blocks_of_any_size(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: Path, block: int) -> None:
    content = path.read_bytes()
    expected = list(opened(tmp_path / path.name, content).records())
    monkeypatch.setattr("catalog_cli.formats.encoding.BLOCK_CHARACTERS", block)
    assert list(opened(tmp_path / path.name, content).records()) == expected
