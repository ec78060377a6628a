"""Texts that come again: what is found in them is the same, at the place where they stand, and little is kept."""

from __future__ import annotations

import pytest

from catalog_cli.pipeline import checked
from catalog_cli.product import Column, Role
from catalog_cli.qa import repeats
from catalog_cli.qa.registry import ALL, load_checks, load_unit_checks
from catalog_cli.qa.repeats import Repeats
from catalog_cli.segment import CodeKind, Finding, InlineCode, Limit, Origin, Place, Segment, SegmentId, Severity
from catalog_cli.unit import Unit

PAIR = ("en", "pt-BR")
TEXT = Column(0, "body", "body", Role.TEXT, "")
TITLE = Column(1, "name", "name", Role.TITLE, "")
BOLD = InlineCode(CodeKind.PAIR, 0, 3, "b", "<b>", "</b>")
OWN = Finding("own", Severity.MINOR, "Told before.", Place("own.csv", 9))


def segment(row: int, cell: tuple[str, str | None]) -> Segment:
    place = Place("a.csv", row, "body")
    name = SegmentId("a", str(row), "", "body", 0, 0)
    return Segment(name, place, Role.TEXT, cell[0], target=cell[1], origin=Origin.HUMAN)


def unit(row: int, cell: tuple[str, str | None], column: Column = TEXT, own: Segment | None = None) -> Unit:
    """A cell of one segment, if it has a translation."""
    segments = () if cell[1] is None else (own or segment(row, cell),)
    place = Place("a.csv", row, column.name)
    return Unit(f"{row:032x}", str(row), "", column, place, Place("b.csv", row + 1), *cell, segments=segments)


LOST = ("Holds 1.5 l of water in winter", "Comporta 2,5 l de água no inverno")
UNITS = [
    unit(1, LOST),
    unit(2, LOST),  # the same elsewhere
    unit(3, LOST, TITLE),  # in another column
    unit(4, ("Red bag", "Bolsa vermelha")),
    unit(5, LOST, own=segment(5, LOST)._replace(codes=(BOLD,))),  # the same words with markup that the target lacks
    unit(6, LOST, own=segment(6, LOST)._replace(findings=(OWN,))),
    unit(7, ("", "")),
    unit(8, LOST, own=segment(8, LOST)._replace(names=frozenset({"Holds"}))),
    unit(9, ("Red bag", None)),
    unit(10, LOST)._replace(limit=Limit(5)),
    unit(11, ("NA 赤👕 مرحبا\nx", "NA 赤👕 مرحبا\n")),
    unit(12, LOST)._replace(target_place=None),  # told where the source stands
    unit(13, LOST)._replace(segments=()),
]


def made(units: list[Unit]) -> list[Unit]:
    return list(checked(units, PAIR, load_checks(*PAIR, ALL), load_unit_checks(*PAIR, ALL)))


def test_what_is_found_does_not_depend_on_what_was_read_before() -> None:
    alone = [one for own in UNITS for one in made([own])]
    assert made(UNITS) == alone
    assert made([*UNITS, *UNITS[::-1]]) == [*alone, *alone[::-1]]


def test_findings_stand_where_the_text_stands() -> None:
    first, second = made(UNITS[:2])
    assert [(finding.check, finding.place.row) for finding in first.all_findings] == [("quantity-missing", 1)]
    assert [(finding.check, finding.place.row) for finding in second.all_findings] == [("quantity-missing", 2)]
    assert OWN in made([UNITS[5]])[0].segments[0].findings


def test_a_cell_knows_all_its_segments() -> None:
    two = UNITS[0]._replace(segments=UNITS[0].segments * 2)
    assert [len(one.segments) for one in made([two, UNITS[8], two])] == [2, 0, 2]


@pytest.mark.parametrize(
    ("characters", "is_kept"), [(0, True), (repeats._LONGEST, True), (repeats._LONGEST + 1, False)]
)
def test_what_is_very_long_is_not_kept(characters: int, is_kept: bool) -> None:
    known = Repeats[str, int]()
    known.keep("a", 1, characters)
    assert (known.get("a") == 1) is is_kept


def test_what_is_kept_is_bounded() -> None:
    known = Repeats[int, int]()
    size = 10_000
    for number in range(2_000):
        known.keep(number, number, size)
        assert known.get(number) == number
    assert sum(known.get(number) is not None for number in range(2_000)) * size <= repeats._MOST_CHARACTERS
