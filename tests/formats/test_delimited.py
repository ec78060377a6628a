"""CSV and TSV: dialects, problems and how cells are written. Properties against the standard library's csv."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.formats import AddedColumn, ReadOptions, Table, open_table
from catalog_cli.formats.cells import Dialect
from catalog_cli.formats.rows import RowReader, raw_row
from catalog_cli.product import Edit

KNOWN = {"sku", "title", "name", "slug", "description", "price"}


def score(names) -> float:
    return sum(name.lower() in KNOWN for name in names)


def opened(tmp_path: Path, content: bytes | str, suffix: str = ".csv", **options) -> Table:
    path = tmp_path / f"catalog{suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_table(path, ReadOptions(**options), score)


def written(table: Table, edits=None, **how) -> str:
    out = io.BytesIO()
    edits = edits or {}
    table.write(out, ((record, edits.get(record.number, Edit())) for record in table.records()), **how)
    return out.getvalue().decode()


def rows(table: Table) -> list[tuple[str, ...]]:
    return [record.values for record in table.records()]


@pytest.mark.parametrize(
    ("text", "delimiter", "skips", "columns", "first"),
    [
        ("sku,title\n1,a\n", ",", False, ("sku", "title"), ("1", "a")),
        ("sku;title\n1;a, b, c\n", ";", False, ("sku", "title"), ("1", "a, b, c")),
        ("sku\ttitle\n1\ta\n", "\t", False, ("sku", "title"), ("1", "a")),
        ("sku|title\n1|<p>a;b</p>\n", "|", False, ("sku", "title"), ("1", "<p>a;b</p>")),
        ("title\na;b\n", ",", False, ("title",), ("a;b",)),  # one column: nothing to split
        ("title\na, b\nc\n", ";", False, ("title",), ("a, b",)),
        ("x;y\n1,5;2\n2,5;3\n", ";", False, ("x", "y"), ("1,5", "2")),  # unknown header: even rows
        ("sku,title;old\n1,a;b\n", ",", False, ("sku", "title;old"), ("1", "a;b")),  # known names outweigh
        # Spaces after the delimiter are part of the cell, until quotes show that they are not.
        ("sku , title\n1 , a\n", ",", False, ("sku", "title"), ("1 ", " a")),
        ('sku , title , price\n1 , "a, b" , 2\n', ",", True, ("sku", "title", "price"), ("1 ", "a, b ", "2")),
        ("sep=;\nsku;title\n1;a\n", ";", False, ("sku", "title"), ("1", "a")),  # Excel's own line
        ('"sku","title"\n"1",""\n', ",", False, ("sku", "title"), ("1", "")),
        ('sku,"ti\ntle"\n1,a\n', ",", False, ("sku", "ti\ntle"), ("1", "a")),
        ("sku,title,title\n1,a,b\n", ",", False, ("sku", "title", "title"), ("1", "a", "b")),  # duplicate names
        ("sku,title,\n1,a,\n", ",", False, ("sku", "title", ""), ("1", "a", "")),
        ("\n\nsku,title\n1,a\n", ",", False, ("sku", "title"), ("1", "a")),
        ('sku,title\n1,"a""b"\n', ",", False, ("sku", "title"), ("1", 'a"b')),
        ('sku,title\n1,5" nail\n', ",", False, ("sku", "title"), ("1", '5" nail')),
        ('sku,title\n1,"a"b\n', ",", False, ("sku", "title"), ("1", "ab")),  # text behind a closing quote
        ("sku,title\r1,a\r", ",", False, ("sku", "title"), ("1", "a")),
        ("sku,title\r\n1,a", ",", False, ("sku", "title"), ("1", "a")),
        ("título,sku\nحقيبة,帽👜™\n", ",", False, ("título", "sku"), ("حقيبة", "帽👜™")),
    ],
)
def test_dialects(tmp_path, text, delimiter, skips, columns, first) -> None:
    table = opened(tmp_path, text)
    facts = table.facts
    assert (facts.delimiter, facts.skips_initial_space, table.columns) == (delimiter, skips, columns)
    assert rows(table)[0] == first
    assert written(table) == text


@pytest.mark.parametrize(
    ("suffix", "option", "delimiter"),
    [
        (".tsv", None, "\t"),
        (".csv", ";", ";"),
        (".csv", "tab", "\t"),
        (".csv", "\\t", "\t"),
        (".tsv", ",", ","),
        (".txt", None, ","),
    ],
)
def test_delimiter_is_forced(tmp_path, suffix, option, delimiter) -> None:
    assert opened(tmp_path, "sku,title\n1,a\n", suffix, delimiter=option).facts.delimiter == delimiter


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n"])
def test_no_delimiter(tmp_path, delimiter) -> None:
    with pytest.raises(UsageProblem, match="cannot be a delimiter"):
        opened(tmp_path, "sku,title\n", delimiter=delimiter)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("sku,title\n1\n", 2, "has 1 cell, the header has 2"),
        ("sku,title\n1,a\n1,2,3\n", 3, "has 3 cells, the header has 2"),
        ('sku,title\n"a\nb",c\n1,2,3\n', 4, "has 3 cells, the header has 2"),  # lines, not records, are counted
        ("sku,title\n1,a\0b\n", 2, "holds a NUL character"),
        ('sku,title\n1,"a\0b"\n', 2, "holds a NUL character"),
        ('sku,title\n1,"a\n2,b\n', 2, "has a quote, opened on line 2, that is never closed"),
        ('sku,title\n"1\n","a\n2,b\n', 2, "has a quote, opened on line 3, that is never closed"),
        ('sku,title\n1,"', 2, "has a quote, opened on line 2, that is never closed"),
    ],
)
def test_problems_pass_through(tmp_path, text, line, problem) -> None:
    table = opened(tmp_path, text + "")
    assert [(r.line, r.problem) for r in table.records() if r.problem] == [(line, problem)]
    assert written(table) == text


def test_bad_row_among_good_ones(tmp_path) -> None:
    text = "sku,title\n1,a\nragged\n2,b\n"
    table = opened(tmp_path, text)
    edits = {1: Edit({1: "x"}, {}), 3: Edit({1: "y"})}
    assert written(table, edits) == "sku,title\n1,x\nragged\n2,y\n"


def test_row_as_wide_as_most_without_header(tmp_path) -> None:
    table = opened(tmp_path, "1,a,b\n2,a,b\n3,a\n", has_header=False)
    assert table.columns == ("1", "2", "3")
    assert [r.problem for r in table.records()] == [None, None, "has 2 cells, the rows above have 3"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n \r\n", "holds no rows"),
        (b'sku,"title\n1,a\n', "the header has a quote, opened on line 1"),
        (b"s\0ku,title\n1,a\n", "--encoding utf-16-le"),
        (b"\0s\0k\0u\0\n\0\x31", "--encoding utf-16-be"),
        (b"caf\xe9,title\n1,\xc3\xa9\n2,\xc3\xa9\n", "the header holds bytes that are not text"),
    ],
)
def test_unreadable(tmp_path, content, message) -> None:
    with pytest.raises(FileProblem, match=message):
        opened(tmp_path, content)


def test_missing_file_names_it(tmp_path) -> None:
    with pytest.raises(FileProblem, match=r"absent\.csv: cannot be read: no such file"):
        open_table(tmp_path / "absent.csv", ReadOptions(), score)


@pytest.mark.parametrize(
    ("row", "value", "expected"),
    [
        ("1,a", "b", "1,b"),
        ("1,a", "b, c", '1,"b, c"'),
        ("1,a", "b\nc", '1,"b\nc"'),
        ("1,a", 'b "c"', '1,"b ""c"""'),
        ('1,"a"', "b", '1,"b"'),
        ('1,"a"', "", '1,""'),
        ("1,a", "", "1,"),
        ("1,", "b", "1,b"),
        ('1,""', 'say "b"', '1,"say ""b"""'),
        ("1,  a  ", "  b  ", "1,  b  "),
        ("1,  a  ", "  b, c  ", '1,"  b, c  "'),
        ('1,"a"  ', "b  ", '1,"b"  '),  # padding behind the quotes stays behind them
        ('1,"a"  ', "b", '1,"b"'),
        ('1,5" nail', '5" prego', '1,5" prego'),  # the file leaves such quotes bare
        ('1,5" nail', '5" prego, longo', '1,"5"" prego, longo"'),
        ('1,5" nail', '"5" prego', '1,"""5"" prego"'),
    ],
)
def test_a_cell_keeps_its_style(tmp_path, row, value, expected) -> None:
    table = opened(tmp_path, f"sku,title\r\n{row}\r\n")
    text = written(table, {1: Edit({1: value})})
    assert text == f"sku,title\r\n{expected}\r\n"
    assert list(csv.reader(io.StringIO(text, newline="")))[1][1] == value


def test_padded_dialect_keeps_its_padding(tmp_path) -> None:
    text = 'sku  , title     , price\n1    , "a, b"   , 2\n2    , plain    , 3\n'
    table = opened(tmp_path, text)
    assert rows(table) == [("1    ", "a, b   ", "2"), ("2    ", "plain    ", "3")]
    edits = {1: Edit({1: "x, y   "}), 2: Edit({1: "now, two "})}
    assert written(table, edits) == 'sku  , title     , price\n1    , "x, y"   , 2\n2    , "now, two ", 3\n'


def test_one_column_never_becomes_a_blank_line(tmp_path) -> None:
    table = opened(tmp_path, "title\na\nb\n")
    text = written(table, {1: Edit({0: ""}), 2: Edit({0: " "})})
    assert text == 'title\n""\n" "\n'
    assert rows(opened(tmp_path, text)) == [("",), (" ",)]


def test_added_columns_take_the_style_of_their_source(tmp_path) -> None:
    text = 'sku,"title",name\n1,"a",b\n\nshort\n2,"c",d'
    table = opened(tmp_path, text)
    added = (AddedColumn(1, "title:pt"), AddedColumn(2, "name:pt"))
    edits = {1: Edit(added={1: "x", 2: "y, z"}), 3: Edit(added={1: "w"})}
    expected = 'sku,"title",name,"title:pt",name:pt\n1,"a",b,"x","y, z"\n\nshort\n2,"c",d,"w",'
    assert written(table, edits, added=added) == expected


def test_blank_lines_and_mixed_line_ends_stay(tmp_path) -> None:
    text = '\nsku,title\r\n\n1,"a\rb\nc"\n  \n\r\n2,b\r\n\n\n'
    table = opened(tmp_path, text)
    assert [(r.line, r.values) for r in table.records()] == [(4, ("1", "a\rb\nc")), (9, ("2", "b"))]
    assert written(table) == text
    assert written(table, {2: Edit({1: "x"})}) == text.replace("2,b", "2,x")


def test_unwritable_text_names_row_and_option(tmp_path) -> None:
    table = opened(tmp_path, "sku,title\n1,caf\xe9\n2,b\n".encode("cp1252"))
    with pytest.raises(FileProblem, match=r'row 3: "ł" \(U\+0142\) cannot be written in cp1252.*--output-encoding'):
        written(table, {2: Edit({1: "łódź"})})


# Any text but lone surrogates; delimiters, quotes and line ends often.
CELLS = st.text(
    st.one_of(st.sampled_from('",;\t| \r\n"a'), st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    max_size=8,
)


@st.composite
def catalogs(draw) -> tuple[str, list[list[str]], str]:
    """A delimited text, its rows, its delimiter: each cell quoted or bare as it may be."""
    delimiter = draw(st.sampled_from(",;\t|"))
    width = draw(st.integers(2, 5))
    body = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    grid = [["sku", "title", "name", "slug", "price"][:width], *body]
    ends = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
    parts = []
    for row in grid:
        cells = []
        for cell in row:
            bare = not any(c in cell for c in f'{delimiter}"\r\n')
            quote = not bare or draw(st.booleans())
            cells.append('"' + cell.replace('"', '""') + '"' if quote else cell)
        parts.append(delimiter.join(cells) + draw(ends))
    if draw(st.booleans()):
        parts[-1] = parts[-1].rstrip("\r\n")
    return "".join(parts), grid, delimiter


@settings(max_examples=120, deadline=None)
@given(catalog=catalogs(), data=st.data())
def test_only_the_edited_cell_changes(tmp_path_factory, catalog, data) -> None:
    text, grid, delimiter = catalog
    table = opened(tmp_path_factory.mktemp("c"), text)
    assert table.facts.delimiter == delimiter
    if table.facts.skips_initial_space:
        return  # only where that makes more rows as wide as the header, which these all are
    assert [list(record.values) for record in table.records()] == grid[1:]
    assert written(table) == text
    if len(grid) == 1:
        return
    number = data.draw(st.integers(1, len(grid) - 1))
    position = data.draw(st.integers(0, len(grid[0]) - 1))
    new = data.draw(CELLS)
    result = written(table, {number: Edit({position: new})})
    expected = [list(row) for row in grid]
    expected[number][position] = new
    read = [row for row in csv.reader(io.StringIO(result, newline=""), delimiter=delimiter) if row]
    assert read == expected
    # Byte for byte: what stands before the cell and behind it stands as it stood.
    rest = [raw_row(record) for record in table.records()][number - 1 :]
    raw = rest[0]
    offset = len(text) - sum(len(r.before + r.text + r.after) for r in rest) + len(raw.before)
    cells = raw.cells or raw.text.rstrip("\r\n").split(delimiter)
    start = offset + sum(len(cell) + 1 for cell in cells[:position])
    assert result.startswith(text[:start])
    assert result.endswith(text[start + len(cells[position]) :])


# What nobody generates on purpose: stray quotes, padding around quotes.
WILD = st.lists(st.sampled_from(["a", '"', '""', ",", " ", "\n", "\r\n", "b c", "é", '",', ',"']), max_size=25).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(text=WILD, skips=st.booleans())
def test_values_are_those_of_csv(text, skips) -> None:
    """Whatever the text: the values are csv's, and the rows put together are the text."""
    reader = RowReader(Dialect(",", skips), "x", None, is_clean=True)
    records = list(reader.records(io.StringIO(text, newline="")))
    # A row of spaces only is a blank line here, which passes through.
    read = csv.reader(io.StringIO(text, newline=""), skipinitialspace=skips)
    expected = [row for row in read if "".join(row).strip() or len(row) > 1]
    got = [list(record.values) for record in records]
    assert [row for row in got if "".join(row).strip() or len(row) > 1] == expected
    together = "".join(raw.before + raw.text + raw.after for raw in map(raw_row, records))
    assert together == (text if records else "")
    for record in records:
        raw = raw_row(record)
        if raw.cells is not None and record.problem is None:
            assert ",".join(raw.cells) == raw.text.rstrip("\r\n")
        # The only row that cannot be split is a last one whose quote is never closed.
        assert record.problem is None or "never closed" in record.problem
