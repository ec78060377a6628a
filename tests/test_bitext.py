"""A catalog and its translation side by side: pairing, states, segments, and writing cells again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from catalog_cli.bitext.alignment import aligned_pieces
from catalog_cli.bitext.bitext import Bitext
from catalog_cli.bitext.opening import open_bitext
from catalog_cli.job import Job, Layout, Reading
from catalog_cli.memory.entries import CellEntry
from catalog_cli.memory.keys import text_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.pipeline import checked
from catalog_cli.product import Column, Role
from catalog_cli.qa.registry import load_checks
from catalog_cli.segment import Origin, UnitState

HEADER = ["sku", "title", "description"]
ROWS = [
    ["007", "Red mug", "Holds 1.5 l. Safe."],
    ["NA", "Blue cup", "<p>A <b>big</b> cup.</p>"],
    ["a3", "Green bowl", ""],
]
TARGETS = [
    ["007", "Caneca vermelha", "Comporta 1,5 l. Seguro."],
    ["NA", "Copo azul", "<p>Um copo <b>grande</b>.</p>"],
    ["a3", "Tigela verde", ""],
]
Files = Callable[[str, Sequence[Sequence[str]]], Path]


@pytest.fixture
def table(tmp_path: Path) -> Files:
    def write(name: str, rows: Sequence[Sequence[str]]) -> Path:
        path = tmp_path / name
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    return write


def opened(source: Path, target: Path | None, **more: object) -> Bitext:
    layout = more.pop("layout", None)
    job = Job("pt-BR", layout=layout)  # type: ignore[arg-type]  # one of the layouts
    file = None if target is None else (target, target.name)
    return open_bitext((source, source.name), file, job, target_locale="pt-BR", **more)  # type: ignore[arg-type]  # memory


def texts(bitext: Bitext) -> list[tuple[str, str | None]]:
    return [(unit.source, unit.target) for unit in bitext.units()]


EXPECTED = [
    ("Red mug", "Caneca vermelha"),
    ("Holds 1.5 l. Safe.", "Comporta 1,5 l. Seguro."),
    ("Blue cup", "Copo azul"),
    ("<p>A <b>big</b> cup.</p>", "<p>Um copo <b>grande</b>.</p>"),
    ("Green bowl", "Tigela verde"),
]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ([HEADER, *TARGETS], EXPECTED),
        ([HEADER, *reversed(TARGETS)], EXPECTED),  # a spreadsheet was sorted
        (
            [HEADER, TARGETS[2], ["new", "Novo", ""], TARGETS[0]],  # a row came, one went
            [*EXPECTED[:2], ("Blue cup", None), (EXPECTED[3][0], None), EXPECTED[4]],
        ),
        ([["sku", "título", "descrição"], *TARGETS], EXPECTED),  # whoever translated it, translated the header
        (
            [
                [*HEADER, "title:pt-BR", "description:pt-BR"],
                *[[*a, *b[1:]] for a, b in zip(ROWS, TARGETS, strict=True)],
            ],
            EXPECTED,
        ),
        ([HEADER], [(source, None) for source, _ in EXPECTED]),
    ],
    ids=["replaced", "sorted", "other rows", "other header", "columns", "no rows"],
)
def test_cells_are_paired(table: Files, target: list[list[str]], expected: list[tuple[str, str | None]]) -> None:
    bitext = opened(table("source.csv", [HEADER, *ROWS]), table("target.csv", target))
    assert texts(bitext) == expected
    assert texts(bitext) == expected, "from the first on, at each call"


def test_products_without_an_identifier_are_paired_by_their_place(table: Files) -> None:
    source = table("source.csv", [["title"], ["Red mug"], ["Red mug"], ["Blue cup"]])
    target = table("target.csv", [["title"], ["Caneca"], ["Caneca dois"], ["Copo"]])
    assert texts(opened(source, target)) == [("Red mug", "Caneca"), ("Red mug", "Caneca dois"), ("Blue cup", "Copo")]


def test_variants_that_are_named_by_their_text_are_paired_by_their_place(table: Files) -> None:
    header = ["Handle", "Title", "Option1 Name", "Option1 Value"]
    source = table("source.csv", [header, ["mug", "Mug", "Size", "Small"], ["mug", "", "", "Large"]])
    target = table("target.csv", [header, ["mug", "Caneca", "Tamanho", "Pequena"], ["mug", "", "", "Grande"]])
    assert texts(opened(source, target))[-1] == ("Large", "Grande")


def test_a_blank_cell_of_a_variant_does_not_hide_the_others(table: Files) -> None:
    header = ["EAN", "Title", "Colour", "Material", "Tags"]
    source = table("source.csv", [header, ["4076021349759", "Bag", "navy", "wool", "soft, warm"]])
    target = table("target.csv", [header, ["4076021349759", "Saco", "marinha", "lã", ""]])
    found = {unit.column.name: unit.target for unit in opened(source, target).units()}
    assert found == {"Title": "Saco", "Colour": "marinha", "Material": "lã", "Tags": ""}


def test_json_and_its_places(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_text('{"id": 1, "title": "Mug \\ud83d\\ude00"}\n{"id": 2, "title": "كوب"}\n')
    target.write_text(json.dumps({"id": 2, "title": "Copo"}) + "\n" + json.dumps({"id": 1, "title": "Caneca"}) + "\n")
    units = list(opened(source, target).units())
    assert [(unit.target, unit.target_place and unit.target_place.row) for unit in units] == [
        ("Caneca", 2),
        ("Copo", 1),
    ]
    assert [unit.title for unit in units] == ["Mug 😀", "كوب"]


def test_a_file_of_translations_alone(table: Files) -> None:
    header = ["sku", "name-en_US", "description-en_US-web", "price-EUR"]
    source = table("akeneo.csv", [header, ["1", "Mug", "Nice", "7"], ["2", "Cup", "", "8"]])
    target = table(
        "pt.csv", [["sku", "name-pt_BR", "description-pt_BR-web"], ["2", "Copo", ""], ["1", "Caneca", "Bom"]]
    )
    bitext = open_bitext(
        (source, "akeneo.csv"),
        (target, "pt.csv"),
        Job("pt-BR", source_locale="en-US", reading=Reading(feed="akeneo")),
        target_locale="pt-BR",
    )
    assert bitext.job.layout is Layout.TRANSLATIONS
    units = {unit.source: unit for unit in bitext.units()}
    assert {source: unit.target for source, unit in units.items()} == {"Mug": "Caneca", "Nice": "Bom", "Cup": "Copo"}
    out = io.BytesIO()
    assert bitext.write(out, {units["Nice"].id: "Legal", "ff" * 16: "nowhere"}) == ["ff" * 16]
    assert out.getvalue().decode() == target.read_text().replace("Bom", "Legal")


@pytest.mark.parametrize("order", [1, -1], ids=["in step", "sorted"])
@pytest.mark.parametrize("layout", ["replace", "columns"])
def test_written_again_with_some_cells(table: Files, layout: str, order: int) -> None:
    source = table("source.csv", [HEADER, *ROWS])
    if layout == "columns":
        added = [[*HEADER, "title:pt-BR"], *[[*a, b[1]] for a, b in zip(ROWS, TARGETS, strict=True)][::order]]
    else:
        added = [HEADER, *TARGETS[::order]]
    target = table("target.csv", added)
    bitext = opened(source, target)
    edited = next(unit for unit in bitext.units() if unit.source == "Blue cup")
    out = io.BytesIO()
    assert bitext.write(out, {edited.id: '=Xícara, "azul"'}) == []
    assert out.getvalue().decode() == target.read_text().replace("Copo azul", '"=Xícara, ""azul"""')


@pytest.mark.parametrize("order", [1, -1], ids=["in step", "sorted"])
@pytest.mark.parametrize("space", ["", " "])
def test_a_blank_cell_is_filled(table: Files, order: int, space: str) -> None:
    """Whoever empties a cell of a translation can fill it again from a review."""
    blank = [list(row) for row in TARGETS]
    blank[0][2] = space
    source, target = table("source.csv", [HEADER, *ROWS]), table("target.csv", [HEADER, *blank[::order]])
    bitext = opened(source, target)
    unit = next(unit for unit in bitext.units() if unit.source.startswith("Holds"))
    assert unit.target == ""
    out = io.BytesIO()
    assert bitext.write(out, {unit.id: "Comporta, seguro"}) == []
    filled = f'vermelha,"{space}Comporta, seguro"\n'  # padding stays
    assert out.getvalue().decode() == target.read_text().replace(f"vermelha,{space}\n", filled)


def test_a_member_that_a_record_lacks_is_not_filled(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_text('{"id": 1, "title": "Mug", "description": "Nice"}\n')
    target.write_text('{"id": 1, "title": "Caneca"}\n')
    bitext = opened(source, target)
    unit = next(unit for unit in bitext.units() if unit.source == "Nice")
    out = io.BytesIO()
    assert bitext.write(out, {unit.id: "Boa"}) == [unit.id]
    assert out.getvalue() == target.read_bytes()


def test_a_source_without_a_translation_is_written_in_the_layout(table: Files) -> None:
    bitext = opened(table("source.csv", [HEADER, *ROWS]), None, layout=Layout.COLUMNS)
    units = list(bitext.units())
    assert {unit.state for unit in units} == {UnitState.NEW}
    out = io.BytesIO()
    assert bitext.write(out, {units[0].id: "Caneca"}) == []
    first, second = out.getvalue().decode().splitlines()[:2]
    assert (first, second) == (
        "sku,title,description,title:pt-BR,description:pt-BR",
        "007,Red mug,Holds 1.5 l. Safe.,Caneca,",
    )


@pytest.mark.parametrize(
    ("made_of", "wrote", "origin", "expected"),
    [
        ("Red mug", "Caneca vermelha", Origin.ENGINE, (UnitState.CURRENT, Origin.ENGINE)),
        ("Red cup", "Caneca vermelha", Origin.ENGINE, (UnitState.CHANGED, Origin.ENGINE)),
        ("Red mug", "Caneca rubra", Origin.ENGINE, (UnitState.EDITED, Origin.HUMAN)),
        ("Red cup", "Caneca rubra", Origin.ENGINE, (UnitState.OUTDATED, Origin.HUMAN)),
    ],
)
def test_states(table: Files, made_of: str, wrote: str, origin: Origin, expected: tuple[UnitState, Origin]) -> None:
    source, target = table("source.csv", [HEADER, *ROWS]), table("target.csv", [HEADER, *TARGETS])
    with TranslationMemory.in_temporary_file() as memory:
        bitext = opened(source, target, memory=memory)
        unit = next(iter(bitext.units()))
        assert (unit.state, unit.origin) == (UnitState.CURRENT, Origin.NONE), "nothing is known of it yet"
        cell = next(iter(bitext.cell_ids()))
        memory.commit_window([], [CellEntry(cell, "pt-BR", text_hash(made_of), text_hash(wrote), origin)])
        unit = next(iter(bitext.units()))
        assert (unit.state, unit.origin) == expected


BODY = Column(0, "body", "body", Role.HTML, "")


@pytest.mark.parametrize(
    ("role", "source", "target", "expected"),
    [
        (Role.TEXT, "Big. Red.\nC.", "Grande. Dois.\nZ.", [("Big.", "Grande."), ("Red.", "Dois."), ("C.", "Z.")]),
        (
            Role.TEXT,
            "Big. Red.\nC.",
            "Uma, só.\nZ.",
            [("Big. Red.", "Uma, só."), ("C.", "Z.")],
        ),  # two sentences became one
        (Role.TEXT, "A.\nB.", "X.", [("A.\nB.", "X.")]),  # a line was lost
        (Role.TEXT, "A.", "X.\nY.", [("A.", "X.\nY.")]),
        (Role.HTML, "<p>A.</p><p>B.</p>", "<p>X.</p><p>Y.</p>", [("A.", "X."), ("B.", "Y.")]),
        (Role.HTML, "<p>A.</p><ul><li>B</li></ul>", "<p>X.</p>", [("A.\nB", "X.")]),
        (Role.HTML, "<p>A.</p>", "X.", [("A.", "X.")]),
        (Role.TITLE, "Mug | Shop", "Caneca | Loja", [("Mug", "Caneca"), ("Shop", "Loja")]),
        (Role.TEXT, "大きい。丈夫。", "Grande. Forte.", [("大きい。", "Grande."), ("丈夫。", "Forte.")]),
        (Role.TEXT, "كبير. متين.", "Grande. Forte.", [("كبير.", "Grande."), ("متين.", "Forte.")]),
    ],
)
def test_segments_are_aligned(role: Role, source: str, target: str, expected: list[tuple[str, str]]) -> None:
    column = BODY if role is Role.HTML else Column(0, "text", "text", role, "")
    locale = "ja" if "大" in source else "ar" if "ك" in source else "en"
    found = aligned_pieces(column, (source, target), (locale, "pt-BR"))
    assert [(one[0], other[0]) for one, other in found] == expected


LONG = "Retro styled, portable and built around a sensor, this camera is packed full of features such as an advanced "
LONG += (
    "hybrid system able to keep pace with even the most active subjects, a speedy 6fps mode, a finder and a screen, "
)
LONG += "and it brings professional image making into the grasp of everyone who wants it, wherever they may be today."


def test_a_sentence_that_was_cut_into_clauses_is_one() -> None:
    column = Column(0, "text", "text", Role.TEXT, "")
    pairs = list(aligned_pieces(column, (LONG, LONG.replace(", a speedy", " e uma speedy")), ("en", "pt-BR")))
    assert len(pairs) == 1


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Holds 1.5 l", "Comporta 1,5 l", set()),
        ("Holds 1.5 l", "Comporta 2,5 l", {"quantity-missing"}),
        ("12 in wide", "30 cm de largura", set()),  # a measure may be the target locale's
        ("12 in wide", "12 pol. de largura", set()),
        ("See https://shop.example/a", "Veja https://shop.example/b", {"lost-code"}),
        ("Hello {name}", "Olá {nome}", {"lost-code"}),
        ("A <b>big</b> cup", "Um copo grande", {"lost-code"}),
        ("Wash at 30°C", "", set()),  # there is none yet: that is its state
    ],
)
def test_checked(table: Files, source: str, target: str, expected: set[str]) -> None:
    names = ["quantity-missing", "number-missing", "number-added", "lost-code", "empty-target"]
    files = (
        table(name, [["sku", "description"], ["1", text]]) for name, text in (("a.csv", source), ("b.csv", target))
    )
    bitext = opened(*files)
    (unit,) = checked(bitext.units(), bitext.pair, load_checks(*bitext.pair, names))
    assert {finding.check for finding in unit.all_findings} == expected


def test_memory_does_not_grow_with_a_sorted_file(table: Files) -> None:
    """The cells of the translation wait in a temporary file: only hashes of its keys are held."""
    import tracemalloc

    rows = [[str(number), f"Mug {number} " + "x" * 3_000, ""] for number in range(2_000)]
    source, target = table("a.csv", [HEADER, *rows]), table("b.csv", [HEADER, *reversed(rows)])
    bitext = opened(source, target)
    tracemalloc.start()
    try:
        assert sum(unit.source == unit.target for unit in bitext.units()) == len(rows)
        # A window of products takes 6 MB, as texts, cells and segments; all cells of the file would be 6 MB more.
        assert tracemalloc.get_traced_memory()[1] < 9_000_000
    finally:
        tracemalloc.stop()


def test_unit_ids_hold_no_row_number(table: Files) -> None:
    source, target = table("a.csv", [HEADER, *ROWS]), table("b.csv", [HEADER, *TARGETS])
    before: Mapping[str, str] = {unit.id: unit.source for unit in opened(source, target).units()}
    table("a.csv", [HEADER, ["x", "New", ""], *ROWS])
    after = {unit.id: unit.source for unit in opened(source, target).units()}
    assert before.items() <= after.items()
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in after)


LINES = ["sku;title", "1;Red – mug", "2;Blue cup"], ["sku;title", "1;Caneca – vermelha", "2;Xícara azul"]


@pytest.mark.parametrize(
    ("source", "target", "delimiter"),
    [
        ("utf-8", "utf-8-sig", ","),
        ("utf-8", "cp1252", ","),
        ("cp1252", "utf-8", ","),
        ("cp1252", "cp1252", ","),
        ("utf-16", "utf-8", ","),
        ("utf-8", "utf-16", ","),
        ("utf-8", "utf-8", ";"),  # as spreadsheets of many locales write it
        ("utf-8", "cp1252", "\t"),
    ],
)
def test_a_translation_in_another_encoding_or_with_another_delimiter(
    tmp_path: Path, source: str, target: str, delimiter: str
) -> None:
    paths = tmp_path / "catálogo.csv", tmp_path / "商品.csv"
    for path, lines, encoding, mark in zip(paths, LINES, (source, target), (",", delimiter), strict=True):
        path.write_bytes("\r\n".join([*lines, ""]).replace(";", mark).encode(encoding))
    bitext = opened(*paths)
    assert texts(bitext) == [("Red – mug", "Caneca – vermelha"), ("Blue cup", "Xícara azul")]
    first, _ = bitext.units()
    out = io.BytesIO()
    assert bitext.write(out, {first.id: "Caneca é"}) == []
    expected = "\r\n".join([*LINES[1], ""]).replace(";", delimiter).replace("Caneca – vermelha", "Caneca é")
    assert out.getvalue() == expected.encode(target)


@pytest.mark.parametrize(("locale", "expected"), [("pt-BR", ["Caneca", "Copo"]), ("es", ["Taza", ""])])
@pytest.mark.parametrize("has_columns", [True, False])
def test_one_of_two_locales_in_a_file(table: Files, locale: str, expected: list[str], has_columns: bool) -> None:
    rows = [["sku", "title", "title:pt-BR", "title:es"], ["1", "Mug", "Caneca", "Taza"], ["2", "Cup", "Copo", ""]]
    source = table("source.csv", rows if has_columns else [row[:2] for row in rows])
    target = table("target.csv", rows)
    files = (source, "source.csv"), (target, "target.csv")
    bitext = open_bitext(*files, Job(locale), target_locale=locale)
    units = list(bitext.units())
    assert [unit.target for unit in units] == expected
    assert {unit.target_place and unit.target_place.column for unit in units} == {f"title:{locale}"}
    out = io.BytesIO()
    assert bitext.write(out, {units[1].id: "X"}) == []
    assert out.getvalue() == target.read_bytes().replace(
        *((b"Copo", b"X") if locale == "pt-BR" else (b"Copo,", b"Copo,X"))
    )


def test_a_member_that_a_record_lacks_is_an_empty_cell(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_text('{"id": 1, "title": "Mug"}\n{"id": 2, "title": "Cup"}\n')
    target.write_text('{"id": 1, "title": "Mug", "title:pt-BR": "Caneca"}\n{"id": 2, "title": "Cup"}\n')
    bitext = opened(source, target)
    assert texts(bitext) == [("Mug", "Caneca"), ("Cup", "")]
    _, unit = bitext.units()
    out = io.BytesIO()
    assert bitext.write(out, {unit.id: "Copo"}) == []
    assert out.getvalue().decode().splitlines()[1] == '{"id": 2, "title": "Cup", "title:pt-BR": "Copo"}'


def test_products_of_the_translation_alone_are_counted(table: Files) -> None:
    source = table("source.csv", [HEADER, *ROWS])
    bitext = opened(source, table("target.csv", [HEADER, ["new", "Novo", ""], *TARGETS[1:], ["x", "Novo", ""]]))
    assert len(list(bitext.units())) == 5
    assert bitext.extra_products == 2
