"""Cells in a platform's own notation: read, cut into values, and written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_cli import notations
from catalog_cli.cell_text import read_text
from catalog_cli.product import Column, Field, Notation, Role

CELLS = [
    # (notation, the cell as a platform writes it, its text)
    (Notation.PLAIN, r"a\nb", r"a\nb"),
    (Notation.PLAIN, "'=1", "'=1"),
    (Notation.GUARDED, "'=SUM(A1)", "=SUM(A1)"),
    (Notation.GUARDED, "'-10%", "-10%"),
    (Notation.GUARDED, "'", "'"),
    (Notation.GUARDED, "'tis", "'tis"),
    (Notation.GUARDED, "", ""),
    (Notation.LITERAL_BREAKS, r"Soft\nand warm", "Soft\nand warm"),
    (Notation.LITERAL_BREAKS, r"a literal \\n here", r"a literal \n here"),
    (Notation.LITERAL_BREAKS, r"'- one\n- two", "- one\n- two"),
    (Notation.LITERAL_BREAKS, r"C:\temp", r"C:\temp"),
    (Notation.ESCAPED_COMMAS, r"Red\, dark, Blue", r"Red\, dark, Blue"),
    (Notation.LITERAL_BREAKS, "日本\\n語 🙂", "日本\n語 🙂"),
]


@pytest.mark.parametrize(("notation", "cell", "text"), CELLS)
def test_cells(notation: Notation, cell: str, text: str) -> None:
    assert notations.read(cell, notation) == text
    assert notations.write(text, notation) == cell


# WooCommerce cannot tell a backslash before a line break from its own, nor an apostrophe before the sign of a formula.
TEXTS = st.lists(st.sampled_from(["\\n", "\n", "a", " ", "=", "-", "@", ","]), max_size=8).map("".join)


@given(TEXTS, st.sampled_from(list(Notation)))
def test_a_text_is_read_back_as_it_was_written(text: str, notation: Notation) -> None:
    assert notations.read(notations.write(text, notation), notation) == text


def column(role: Role, notation: Notation, *separators: str) -> Column:
    return Column(0, "x", "x", role, "", separators=separators, notation=notation)


PACKED = [
    # (notation, separators, cell, values, the cell with every value in capitals)
    (Notation.ESCAPED_COMMAS, (",",), r"Red\, dark, Blue", ["Red, dark", "Blue"], r"RED\, DARK, BLUE"),
    (Notation.ESCAPED_COMMAS, (",", " > "), "Home > Mugs, Tea", ["Home", "Mugs", "Tea"], "HOME > MUGS, TEA"),
    (Notation.NAMED_VALUES, (), "Colour=Red;Blue|Size=S", ["Colour", "Red", "Blue", "Size", "S"], None),
    (Notation.NAMED_VALUES, (), "Colour=|Size=S", ["Colour", "Size", "S"], None),
    (Notation.LABELS, (), "color=Colour,size=Size", ["Colour", "Size"], "color=COLOUR,size=SIZE"),
    (Notation.DETAILS, (), r"A:B:Red\, dark", ["A", "B", "Red, dark"], r"A:B:RED\, DARK"),
    (Notation.DETAILS, (), "", [], ""),
]


@pytest.mark.parametrize(("notation", "separators", "cell", "values", "capitals"), PACKED)
def test_packed_cells(
    notation: Notation, separators: tuple[str, ...], cell: str, values: list[str], capitals: str | None
) -> None:
    own = column(Role.OPTION, notation, *separators)
    assert list(notations.values(cell, own)) == values
    text = read_text(Field(own, 0, 0, cell), "en")
    assert [piece for piece, _ in text.pieces()] == values
    assert text.write([(value.upper(), ()) for value in values]) == (cell.upper() if capitals is None else capitals)
    assert text.write([None] * len(values)) == cell


UNTOUCHED = [
    # Cells that no exporter writes so: while nothing in them is translated, they keep their bytes.
    (Notation.LITERAL_BREAKS, "real\nbreak"),
    (Notation.GUARDED, "-unguarded"),
    (Notation.ESCAPED_COMMAS, "a ,b,, c"),
]


@pytest.mark.parametrize(("notation", "cell"), UNTOUCHED)
def test_a_cell_without_targets_keeps_its_bytes(notation: Notation, cell: str) -> None:
    text = read_text(Field(column(Role.HTML, notation), 0, 0, cell), "en")
    assert text.write([None] * len(list(text.pieces()))) == cell


def test_html_with_literal_breaks_keeps_them() -> None:
    cell = r"<p>Soft</p>\n<p>Warm</p>"
    text = read_text(Field(column(Role.HTML, Notation.LITERAL_BREAKS), 0, 0, cell), "en")
    assert [piece for piece, _ in text.pieces()] == ["Soft", "Warm"]
    assert text.write([("Macio", ()), ("Quente", ())]) == r"<p>Macio</p>\n<p>Quente</p>"


SEPARATED = [
    # What would end a value and cannot be escaped is written as something else.
    (Notation.NAMED_VALUES, "azul; verde", "azul, verde"),
    (Notation.NAMED_VALUES, "a=b", "a b"),
    (Notation.LABELS, "Cor, clara", "Cor clara"),
]


@pytest.mark.parametrize(("notation", "value", "written"), SEPARATED)
def test_a_value_never_ends_its_neighbour(notation: Notation, value: str, written: str) -> None:
    assert notations.write_value(value, notation) == written
