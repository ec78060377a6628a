"""Enumerations that share a unit: converted as a whole, or left as a whole, each number told in the ledger."""

from __future__ import annotations

import time

import pytest

from catalog_cli.conventions.enumerations import find_enumerations
from catalog_cli.conventions.filters import filters
from catalog_cli.conventions.judged_quantities import judge_quantities
from catalog_cli.conventions.localization import localize_copied
from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.conventions.reconciliation import Conventions, reconcile
from catalog_cli.job import Measures, Spaces
from catalog_cli.ledger import LedgerEntry
from catalog_cli.product import Role
from catalog_cli.segment import Origin, Place, Segment, SegmentId

BRAZIL = ("en-US", "pt-BR")
CONVERT = Conventions(Measures.CONVERT, Spaces.ASCII)


def told(entries: tuple[LedgerEntry, ...]) -> str:
    """Return one letter per entry."""
    letters = {"kept": "=", "reformatted": "~", "converted": ">", "changed": "!", "missing": "-", "added": "+"}
    return "".join(letters[entry.outcome.value] for entry in entries)


# Source, translation, what it becomes ("" if it stays), outcomes.
TO_PORTUGUESE = [
    ("Available in 8, 12 and 16 oz", "Disponível em 8, 12 e 16 oz", "Disponível em 230, 340 e 450 g", ">>>"),
    ("Lengths: 25, 50 or 100 ft", "Tamanhos: 25, 50 ou 100 pés", "Tamanhos: 7,6; 15,2 ou 30,5 m", ">>>"),
    ("10, 20, 30, 40 and 50 lbs", "10, 20, 30, 40 e 50 lb", "4,5; 9,1; 13,6; 18 e 22,7 kg", ">>>>>"),
    ("Comes in 1 and 2 lb bags", "Vem em sacos de 1 e 2 lb", "Vem em sacos de 450 e 910 g", ">>"),
    ("8, 12, 16 oz", "8, 12, 16 oz", "230, 340, 450 g", ">>>"),
    ("8/12/16 oz", "8/12/16 oz", "230/340/450 g", ">>>"),
    ("8 & 12 oz", "8 & 12 oz", "230 & 340 g", ">>"),
    ("8, 12, and 16 oz", "8, 12 e 16 oz", "230, 340 e 450 g", ">>>"),
    ("10-, 12- and 14-inch pans", "Panelas de 10, 12 e 14 polegadas", "Panelas de 25, 30 e 36 centímetros", ">>>"),
    ("Rope of 0.5, 1.5 or 2.5 in", "Corda de 0.5, 1.5 ou 2.5 pol", "Corda de 1,3; 3,8 ou 6,4 cm", ">>>"),
    ("Rope of 1/4, 3/8 or 1/2 in", "Corda de 1/4, 3/8 ou 1/2 pol", "Corda de 0,64; 0,95 ou 1,3 cm", ">>>"),
    ("Rope of 1,000 and 2,000 ft", "Corda de 1.000 e 2.000 pés", "Corda de 305 e 610 m", ">>"),
    ("Bake at 350 or 400 °F", "Asse a 350 ou 400 °F", "Asse a 177 ou 204 °C", ">>"),
    ('4", 6" and 8" pots', 'Potes de 4", 6" e 8"', "Potes de 10 cm, 15 cm e 20 cm", ">>>"),
    ("5, 10 and 15 cm", "5, 10 e 15 cm", "", "==="),  # Brazil's unit already
    ("Sizes 110/220 V", "Tamanhos 110/220 V", "", "=="),  # no unit of either country
    ("For 15, 16 and 17 in laptops", "Para notebooks de 15, 16 e 17 pol", "", "==~"),  # screens stay
    ("Sizes: 8 and 12 oz (230 and 340 g)", "Tamanhos: 8 e 12 oz (230 e 340 g)", "", "===="),  # both are there
    # The number before counts or names something else
    ("pack of 2, 16 oz", "pacote de 2, 16 oz", "pacote de 2, 450 g", "=>"),
    ("Step 1, 12 oz", "Passo 1, 12 oz", "Passo 1, 340 g", "=>"),
    ("2 bags and 16 oz", "2 sacos e 16 oz", "2 sacos e 450 g", "=>"),
    ("Formula 409, 32 oz, 64 oz", "Formula 409, 32 oz, 64 oz", "Formula 409, 910 g, 1,81 kg", "=>>"),
    # Nobody but a reader can tell: all of it stays
    ("iPhone 14 and 6 ft cable", "iPhone 14 e 6 pés de cabo", "", "=~"),
    ("Omega 3, 6, 9, 16 oz", "Ômega 3, 6, 9, 16 oz", "", "===="),
    ("Omega 3, 6 and 9, 16 oz", "Ômega 3, 6 e 9, 16 oz", "", "===="),
    ("Pack of 2, 16 and 32 oz", "Pacote de 2, 16 e 32 oz", "", "==="),
    ("Sizes: 8, 12 oz", "Tamanhos: 8, 12 oz", "", "=="),
    ("Sizes: 8/12 oz", "Tamanhos: 8/12 oz", "", "="),  # no two thirds
    ("8 x 10 and 16 x 20 in", "8 x 10 e 16 x 20 pol", "", "==~"),
    ("4-6 and 8 in", "4-6 e 8 pol", "", "==~"),
    ("1 to 3, 5 and 10 lb", "1 a 3, 5 e 10 lb", "", "===="),
    ("8 oz, 12 and 16 oz", "8 oz, 12 e 16 oz", "", "==="),
    # The translation does not hold the list
    ('Sizes: 4", 6" and 8"', 'Tamanhos: 4 "6" e 8"', "", "!=!"),
    ("In 8, 12 and 16 oz", "Em 8, 12 potes e 16 oz", "", "==="),
    ("In 8, 12 and 16 oz", "Em 8 oz, 12 oz e 16 oz", "", "~~="),
    ("In 8, 12 and 16 oz", "Em 8 e 16 oz", "", "=-="),
    # What is done stays, and what only looks like it is told
    ("In 8, 12 and 16 oz", "Em 230, 340 e 450 g", "", ">>>"),
    ("In 8, 12 and 16 oz", "Em 8, 12 e 450 g", "", "!!>"),  # half of it is wrong
    ("In 8, 12 and 16 oz", "Em 230, 12 e 450 g", "Em 230, 12 e 450 g", ">!>"),
    # A mark before the letter of a side
    ('36"L x 27"W x 6.5"H', '36"L x 27"W x 6,5"H', "91 cm L x 69 cm W x 16,5 cm H", ">>>"),
    ('5" L', '5" L', "13 cm L", ">"),
]
OTHERS = [
    (("en", "de"), "In 8, 12 and 16 oz", "In 8, 12 und 16 oz", "In 230, 340 und 450 g", ">>>"),
    (("en", "de"), "In 25, 50 or 100 ft", "In 25, 50 oder 100 Fuß", "In 7,6; 15,2 oder 30,5 m", ">>>"),
    (("en", "es"), "10, 20 and 50 lbs", "10, 20 y 50 libras", "4,5; 9,1 y 22,7 kg", ">>>"),
    (("en", "fr"), "25, 50 or 100 ft", "25, 50 ou 100 pieds", "7,6; 15,2 ou 30,5 m", ">>>"),
    (("en", "ja"), "8, 12 and 16 oz", "8、12、16オンス", "230、340、450 g", ">>>"),
    (("pt-BR", "en-US"), "Em 5, 10 ou 20 kg", "In 5, 10 or 20 kg", "In 11, 22 or 44 lb", ">>>"),
    (("de", "en-US"), "In 1,5, 2 und 3,5 m", "In 1.5, 2 and 3.5 m", "In 4.9, 6.6 and 11.5 ft", ">>>"),
    (("es", "en-US"), "De 5, 10 o 20 kg", "Of 5, 10 or 20 kg", "Of 11, 22 or 44 lb", ">>>"),
    (("en-US", "en-GB"), "In 25, 50 or 100 ft", "In 25, 50 or 100 ft", "In 7.6, 15.2 or 30.5 m", ">>>"),
]


@pytest.mark.parametrize(
    ("pair", "source", "target", "wanted", "outcomes"), [(BRAZIL, *r) for r in TO_PORTUGUESE] + OTHERS
)
def test_all_or_none(pair: tuple[str, str], source: str, target: str, wanted: str, outcomes: str) -> None:
    done = reconcile(source, target, pair, conventions=CONVERT)
    rewritten = reconcile(source, target, pair, conventions=Conventions(spaces=Spaces.ASCII)).target
    assert done.target == (wanted or rewritten)
    assert told(done.entries) == outcomes
    assert not reconcile(source, done.target, pair, conventions=CONVERT).edits


def test_both_systems_of_a_list_are_not_written() -> None:
    done = reconcile("In 8, 12 and 16 oz", "Em 8, 12 e 16 oz", BRAZIL, conventions=Conventions(Measures.BOTH))
    assert done.target == "Em 8, 12 e 16 oz"


@pytest.mark.parametrize("fixed", ["8", "16 oz"])
def test_a_fixed_number_keeps_the_list(fixed: str) -> None:
    target = "Em 8, 12 e 16 oz"
    span = (target.index(fixed), target.index(fixed) + len(fixed))
    done = reconcile("In 8, 12 and 16 oz", target, BRAZIL, [span], conventions=CONVERT)
    assert done.target == target


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("25, 50 or 100 ft", "7,6; 15,2 or 30,5 m"),
        ("Pack of 2, 16 oz", "Pack of 2, 450 g"),
        ("iPhone 14 and 6 ft cable", "iPhone 14 and 6 ft cable"),
        ("1.5 and 2 in", "3,8 and 5,1 cm"),
        ("Pack of 1.5 and 2 lb", "Pack of 1,5 and 2 lb"),
        ("6 ft", "1,8 m"),
    ],
)
def test_the_filter_converts_all_or_none(text: str, wanted: str) -> None:
    own = filters("en", "pt-BR", measures=Measures.CONVERT, spaces=Spaces.ASCII)
    assert own["measure"](text) == wanted


def test_a_copied_cell() -> None:
    assert localize_copied("8, 12, 16 oz", BRAZIL, CONVERT) == "230, 340, 450 g"


@pytest.mark.parametrize(
    ("target", "is_right"),
    [
        ("Em 8, 12 e 16 oz", True),
        ("Em 230, 340 e 450 g", True),
        ("Em 230, 340 e 480 g", False),
        ("Em 8, 12 e 450 g", False),
        ("Em 230, 350 e 450 g", False),
    ],
)
def test_a_given_translation_is_judged(target: str, is_right: bool) -> None:
    place = Place("shop.csv", row=2, column="Title")
    own = SegmentId("jars", "1", "", "Title", 0, 0)
    segment = Segment(own, place, Role.TEXT, "In 8, 12 and 16 oz", target=target, origin=Origin.HUMAN)
    (judged,) = judge_quantities([segment], BRAZIL)
    assert all(entry.outcome.value in ("kept", "converted", "reformatted") for entry in judged.ledger) is is_right


def test_a_long_list_takes_linear_time() -> None:
    took = []
    for count in (500, 2_000):
        text = "In " + ", ".join(str(number) for number in range(1, count)) + " and 9000 oz"
        quantities = find_quantities(text, "en")
        began = time.perf_counter()
        (found,) = find_enumerations(text, quantities)
        took.append(time.perf_counter() - began)
        assert len(found.members) == count
    assert took[1] < took[0] * 40
