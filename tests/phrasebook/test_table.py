"""The table of phrases, read as it lies in the package: its shape, and that it says nothing a glossary forbids."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_cli import varieties
from catalog_cli.phrasebook import SLOT, folded, load_phrasebook

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "catalog_cli" / "phrasebook" / "en.pt-BR.csv"
END_PUNCTUATION = (".", "!", "?", ":", ";", ",", "…")

# Shops in Brazil write these as in English.
KEPT_IN_ENGLISH = {
    *("bootcut", "color block", "off-white", "peep toe", "plus size", "slip-on", "tie-dye"),  # words of fashion
    *("animal print", "nude"),  # a print and a colour, in the shops' own lists of values
    *("cruelty-free", "oil-free"),  # printed so on cosmetics, and in the beauty glossary
    *("bullet journal", "bullet journals", "planner", "planners", "washi tape", "washi tapes"),  # in stationers' shops
    *("mousepad", "mousepads", "ring light", "ring lights", "docking station", "docking stations"),
    *("low carb", "cranberry"),
}
# What is written with capitals within a phrase: names, marks, sizes, units, and letters that stand for words.
NAMES = set(
    "A AA AAA AC Alexa Amazon America American ANC Asian Assistant AU Australia Bangladesh Black Bluetooth BOGO BPA "
    "Brazil Britain British C Canada CE Chelsea China Christmas Colombia Cyber Day DIY Energy England EU Europe "
    "European Eve F F.A.Q FAQ FAQs Father's Fathers FDA Fi France French Friday FSC Germany GMO GMOs Google GOTS "
    "Great Home India Indonesia IP IPX Ireland Italy Japan Kingdom Korea L Lanka LCD LED M Mexico Monday Mother's "
    "Mothers MSG New OEKO P&P Pakistan Pan PC PCs Peru Peter PFAS PFOA Poland Portugal PU PVC Q Q&A RC RGB S Santa "
    "Scotland SIM South Spain Sri Star States STEM Susan SUVs Sweden Swiss Switzerland T T&C T&Cs Taiwan TEX Thailand "
    "Turkey TV Türkiye U.S U.S. U.S.A UK United US USA USB USDA UV Valentine Valentine's Valentines Vietnam Wi WiFi "
    "XL Xmas XS Year's ºC".split()
)


def _rows() -> list[tuple[list[str], str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == ["source", "target"]
        return [((row["source"] or "").split("|"), row["target"] or "") for row in reader]


ROWS = _rows()


FAULTS: dict[str, Callable[[str, str], bool]] = {
    "no source": lambda source, target: not source.strip(),
    "no target": lambda source, target: not target.strip(),
    "spaces": lambda source, target: source != " ".join(source.split()) or target != " ".join(target.split()),
    "curly apostrophe": lambda source, target: "’" in source + target,
    "end punctuation": lambda source, target: source.endswith(END_PUNCTUATION) or target.endswith(END_PUNCTUATION),
    # The book folds both sides the same way: what it would strip never matches.
    "not as looked up": lambda source, target: folded(source) != source.casefold(),
    "slots": lambda source, target: source.count(SLOT) != target.count(SLOT),
    # The target is a format string.
    "braces": lambda source, target: any(mark in (source + target).replace(SLOT, "") for mark in "{}"),
    "left in English": lambda source, target: folded(source) == target.casefold() and target not in KEPT_IN_ENGLISH,
    "capital": lambda source, target: (
        not NAMES.issuperset(word for word in re.findall(r"[\w.&']+", source) if word != word.lower())
    ),
    "European word": lambda source, target: bool(varieties.variety_edits(target, "pt-BR")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_cell_has_the_fault(fault: str) -> None:
    has = FAULTS[fault]
    assert [f"{source} = {target}" for sources, target in ROWS for source in sources if has(source, target)] == []


@pytest.mark.parametrize(
    ("fault", "source", "target"),
    [
        ("no target", "do not bleach", " "),
        ("curly apostrophe", "don’t bleach", "não usar alvejante"),
        ("end punctuation", "do not bleach.", "não usar alvejante"),
        ("not as looked up", "do  not bleach", "não usar alvejante"),
        ("slots", "pack of {}", "pacote"),
        ("braces", "pack of {n}", "pacote com {n}"),
        ("left in English", "clearance", "clearance"),
        ("capital", "Do not bleach", "não usar alvejante"),
        ("European word", "back in stock", "de volta ao stock"),
    ],
)
def test_the_fault_is_seen(fault: str, source: str, target: str) -> None:
    assert FAULTS[fault](source, target)


def test_a_spelling_occurs_once() -> None:
    times = Counter(folded(source) for sources, _ in ROWS for source in sources)
    assert [spelling for spelling, count in times.items() if count > 1] == []


def test_a_number_that_stands_in_a_phrase_is_no_slot() -> None:
    # "1-year warranty" has a row of its own beside "{}-year warranty": its words are in the singular.
    phrases = {folded(source): target for sources, target in ROWS for source in sources}
    assert phrases["1-year warranty"] == "garantia de 1 ano"
    assert phrases["{}-year warranty"] == "garantia de {} anos"


SHORT_VALUES = [
    # What a value means as a whole cell, and not its words one by one.
    ("vanilla bean", "fava de baunilha"),
    ("Framed", "Com moldura"),
    ("Top-Grain Leather", "Couro top grain"),
    ("Dusty Rose", "Rosa antigo"),
    ("Light Grey Heather", "Cinza-claro mescla"),
    ("Sheet Size", "Tamanho do lençol"),
    ("14k White Gold", "Ouro branco 14k"),
    ("gift under 50", "presente até 50"),
    ("Linen", None),  # a fabric, a colour, a scent, and what lies on beds
]


@pytest.mark.parametrize(("value", "expected"), SHORT_VALUES)
def test_a_short_value(value: str, expected: str | None) -> None:
    book = load_phrasebook("en", "pt-BR")
    assert book is not None
    assert book.target(value) == expected


def _terms() -> dict[str, set[str]]:
    """Return what the glossaries allow for each term, under every spelling of it."""
    allowed: dict[str, set[str]] = {}
    for path in sorted((ROOT / "glossaries").glob("*.en-pt-BR.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["status"] == "deprecated":
                    continue
                targets = {row["target"], *filter(None, row["target_forms"].split("|"))}
                for source in (row["source"], *filter(None, row["source_forms"].split("|"))):
                    allowed.setdefault(folded(source), set()).update(target.casefold() for target in targets)
    return allowed


def test_a_glossary_term_has_a_target_that_the_glossary_allows() -> None:
    terms = _terms()
    shared = [(source, target) for sources, target in ROWS for source in sources if folded(source) in terms]
    assert len(shared) > 100, "the table and the glossaries share most of the care labels"
    assert [(source, target) for source, target in shared if target.casefold() not in terms[folded(source)]] == []
