"""Asterisks around words: codes of the text, and in the right place of its translation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_cli.cell_text import read_text
from catalog_cli.markup import inside_emphasis, read_emphasis, write_emphasis
from catalog_cli.product import Column, Field, Role
from catalog_cli.segment import CodeKind, InlineCode

READ = [
    # text, what is read, the emphasized words
    ("our **best** shirt", "our best shirt", ["best"]),
    ("*NEW* shirt, ***sale***", "NEW shirt, sale", ["NEW", "sale"]),
    ("**Note:** wash cold.", "Note: wash cold.", ["Note:"]),
    ('so *"soft"* and (**warm**)', 'so "soft" and (warm)', ['"soft"', "warm"]),
    ("日本の**木綿**です", "日本の**木綿**です", []),  # CommonMark's own limit: no edge of a word
    ("*لباس* جديد", "لباس جديد", ["لباس"]),
    # What only looks like it.
    ("5 * 3 * 2 cm and 5*3*2 cm", "5 * 3 * 2 cm and 5*3*2 cm", []),
    ("4* hotel, 5* hotel", "4* hotel, 5* hotel", []),
    ("S*, M* and (*) and (*)", "S*, M* and (*) and (*)", []),
    ("* Soft towel", "* Soft towel", []),
    ("**Soft", "**Soft", []),
    ("use __init__ and _this_", "use __init__ and _this_", []),
    ("*one\nline*", "*one\nline*", []),
    ("", "", []),
]


@pytest.mark.parametrize(("text", "read", "emphasized"), READ)
def test_read_and_write(text: str, read: str, emphasized: list[str]) -> None:
    found, codes = read_emphasis(text)
    assert (found, [found[code.start : code.end] for code in codes]) == (read, emphasized)
    assert write_emphasis((found, codes)) == text


@given(st.text("ab *.,(\n", max_size=30))
def test_what_is_read_is_written(text: str) -> None:
    assert write_emphasis(read_emphasis(text)) == text


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=6), st.data())
def test_codes_in_any_order_and_place_are_written_once(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    codes = [InlineCode(CodeKind.PAIR, a, b, opening="*", closing="*") for a, b in (edges[:2], edges[2:])]
    written = write_emphasis((text, tuple(reversed(codes))))
    assert written.replace("*", "") == text
    assert written.count("*") == 2 * sum(code.start < code.end for code in codes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Made in Italy**", "Made in Italy"),
        ("**Care:** cold", "**Care:** cold"),
        ("*a* b *c*", "*a* b *c*"),
        ("", ""),
    ],
)
def test_emphasis_of_a_whole_text_stays_outside(text: str, expected: str) -> None:
    start, end = inside_emphasis(text, 0, len(text))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("role", "cell", "sources"),
    [
        (Role.TEXT, "**Care:** wash.\n* Soft **cotton**\n\n**Made here**", ["Care: wash.", "Soft cotton", "Made here"]),
        (Role.HTML, "Our **best** shirt.", ["Our best shirt."]),
        (Role.HTML, "<p>Our **best** shirt.</p>", ["Our **best** shirt."]),  # HTML has tags for it
        (Role.TITLE, "*NEW* shirt", ["NEW shirt"]),
        (Role.OPTION, "*Red*", ["*Red*"]),  # a value is what it is
    ],
)
def test_cells(role: Role, cell: str, sources: list[str]) -> None:
    text = read_text(Field(Column(0, "c", "c", role, ""), 0, 0, cell), "en")
    pieces = list(text.pieces())
    assert [source for source, _ in pieces] == sources
    assert text.write(pieces) == cell
