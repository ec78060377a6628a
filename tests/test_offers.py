"""Matches offered where a translation is wanted or doubted: for which units, and what a cell is when one is taken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog_cli.bitext.alignment import aligned_pieces
from catalog_cli.bitext.offers import Offers, offers_of
from catalog_cli.errors import Where
from catalog_cli.memory.approved import key_maker
from catalog_cli.memory.entries import MemoryEntry
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Column, Role
from catalog_cli.segment import Finding, Segment, SegmentId, Severity, UnitState
from catalog_cli.unit import Unit

PAIR = ("en", "pt-BR")
PLACE = Where("shop.csv", 2, "body")
STORED = [
    ("Red cotton bag with two pockets", "Bolsa de algodão vermelha com dois bolsos"),
    ("Blue cotton bag with two pockets", "Bolsa de algodão azul com dois bolsos"),
    ("Steel bottle, 750 ml", "Garrafa de aço, 750 ml"),
    ("Salt & pepper mill set", "Moinho de sal & pimenta <novo>"),
    ("<p>A whole <b>cell</b> of markup</p>", "<p>Uma <b>célula</b> inteira</p>"),
    ("赤い綿のバッグとポケット", "Bolsa vermelha japonesa"),
    ("حقيبة قطنية حمراء بجيبين", "Bolsa vermelha árabe"),
    ("👕🏽 tee with a smile", "Camiseta 👕🏽 com um sorriso"),
    ("007", "007"),
]


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        run, keys = opened.start_run(*PAIR), key_maker(PAIR)
        opened.promote([MemoryEntry(keys.human_key(text, "text"), text, target, run) for text, target in STORED])
        yield opened


@pytest.fixture
def offers(memory: TranslationMemory) -> Offers:
    found = offers_of(memory, PAIR)
    assert found is not None
    return found


def unit_of(source: str, target: str | None, role: Role = Role.TEXT, **more: object) -> Unit:
    column = Column(0, "body", "body", role, "")
    unit = Unit("0" * 32, "P", "", column, PLACE, PLACE, source, target, state=UnitState.NEW)
    if target:
        pieces = enumerate(aligned_pieces(column, (source, target), PAIR))
        segments = [
            Segment(SegmentId("s", "P", "", "body", 0, at), PLACE, role, text, target=other)
            for at, ((text, _), (other, _)) in pieces
        ]
        unit = unit._replace(segments=tuple(segments), state=UnitState.CURRENT)
    return unit._replace(**more)  # type: ignore[arg-type]  # any field of it


def offered(offers: Offers, unit: Unit) -> list[tuple[int, str]]:
    """Return the percent of each offer for a unit, and its cell when it is taken."""
    (found,) = offers.offered([unit])
    base = unit.target if unit.target and unit.target.strip() else unit.source
    return [(one.percent, base[: one.start] + one.text + base[one.end :]) for one in found.offers]


RED, BLUE, STEEL = STORED[0], STORED[1], STORED[2]
TAKEN = [
    # (source, translation so far, role, the best offer and the cell when it is taken)
    (RED[0], None, Role.TEXT, (101, RED[1])),
    (RED[0], "", Role.TEXT, (101, RED[1])),
    (RED[0], None, Role.TITLE, (100, RED[1])),  # of a cell of another role
    ("Steel bottle, 500 ml", "Garrafa", Role.TEXT, (99, "Garrafa de aço, 500 ml")),
    ("Steel bottle, 500 ml ", "Garrafa ", Role.TEXT, (99, "Garrafa de aço, 500 ml ")),
    # Of a cell with several segments one takes its place, and is written as the cell is.
    (f"<p>{RED[0]}</p><p>Something else.</p>", None, Role.HTML, (100, f"<p>{RED[1]}</p><p>Something else.</p>")),
    (f"<p>{RED[0]}</p><p>Other.</p>", "<p>Bolsa</p><p>Outro.</p>", Role.HTML, (100, f"<p>{RED[1]}</p><p>Outro.</p>")),
    (f"One.\r\n{RED[0]}", "Um.\r\nBolsa", Role.TEXT, (101, f"Um.\r\n{RED[1]}")),
    (f"<ul><li>😀</li><li>{RED[0]}</li></ul>", None, Role.HTML, (100, f"<ul><li>😀</li><li>{RED[1]}</li></ul>")),
    (
        "<p>Salt &amp; pepper mill set</p>",
        None,
        Role.HTML,
        (100, "<p>Moinho de sal &amp; pimenta &lt;novo&gt;</p>"),
    ),
    # What was remembered as a whole cell is for a whole cell.
    (STORED[4][0], None, Role.HTML, (100, STORED[4][1])),
    (f"{RED[0]}. More. And more.", "Bolsa. Mais e mais.", Role.TEXT, None),  # they do not correspond
    ("赤い綿のバッグとポケッ", None, Role.TEXT, (92, "Bolsa vermelha japonesa")),
    (STORED[6][0], None, Role.TEXT, (101, STORED[6][1])),
    (STORED[7][0], "Camiseta 👕🏽", Role.TEXT, (101, STORED[7][1])),
    (RED[0], RED[1], Role.TEXT, (85, BLUE[1])),  # what stands there already is no offer
    ("007", None, Role.TEXT, (101, "007")),
    ("NA", None, Role.TEXT, None),
    ("Something else altogether", None, Role.TEXT, None),
    (f"{RED[0]} " * 700, None, Role.TEXT, None),  # nobody reads so long a cell segment by segment
]


@pytest.mark.parametrize(("source", "target", "role", "expected"), TAKEN)
def test_what_a_cell_is_when_an_offer_is_taken(
    offers: Offers, source: str, target: str | None, role: Role, expected: tuple[int, str] | None
) -> None:
    found = offered(offers, unit_of(source, target, role, state=UnitState.CHANGED))
    assert (found[0] if found else None) == expected


def finding(severity: Severity) -> Finding:
    return Finding("number", severity, "…", PLACE)


STATES = [
    # (state, severity of what was found, whether matches are looked for)
    (UnitState.NEW, None, True),
    (UnitState.CHANGED, None, True),
    (UnitState.OUTDATED, None, True),
    (UnitState.CURRENT, None, False),
    (UnitState.EDITED, None, False),
    (UnitState.CURRENT, Severity.MINOR, False),
    (UnitState.CURRENT, Severity.MAJOR, True),
    (UnitState.EDITED, Severity.CRITICAL, True),
]


@pytest.mark.parametrize(("state", "severity", "expected"), STATES)
def test_only_where_another_translation_is_needed(
    offers: Offers, state: UnitState, severity: Severity | None, expected: bool
) -> None:
    findings = () if severity is None else (finding(severity),)
    unit = unit_of(RED[0], "Bolsa", state=state, findings=findings)
    assert bool(offered(offers, unit)) == expected
    assert bool(offers.of_text(RED[0], unit)) == expected


def test_only_for_the_segment_that_is_doubted(offers: Offers) -> None:
    unit = unit_of(f"{RED[0]}\n{STEEL[0]}", "Bolsa\nGarrafa")
    first, second = unit.segments
    unit = unit._replace(segments=(first, second._replace(findings=(finding(Severity.MAJOR),))))
    assert offered(offers, unit) == [(101, f"Bolsa\n{STEEL[1]}")]


def test_a_cell_has_nine_at_most_and_the_best_of_each_segment(memory: TranslationMemory, offers: Offers) -> None:
    lines = [f"{colour} cotton bag with two pockets" for colour in ("Red", "Blue", "Pink", "Grey", "Teal", "Gold")]
    (found,) = offers.offered([unit_of("\n".join(lines), None)])
    assert len(found.offers) == 9
    assert {one.asked for one in found.offers} == set(lines)


def test_without_a_person_s_translation_nothing_is_asked() -> None:
    with TranslationMemory.in_temporary_file() as memory:
        assert offers_of(memory, PAIR) is None
