"""What products are called, read as it lies in the package: its shape, its numbers, and that no other list differs."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_cli import varieties
from catalog_cli.glossary.inflection import english, portuguese
from catalog_cli.phrasebook import folded

ROOT = Path(__file__).parents[2]
HEADS = ROOT / "catalog_cli" / "phrasebook" / "heads.en.pt-BR.csv"
PHRASES = ROOT / "catalog_cli" / "phrasebook" / "en.pt-BR.csv"
LONGEST = 4  # words of a head: what is longer is a description

# Shops in Brazil write these as in English, or both languages have the word from a third.
KEPT = set(
    "balaclava bandana blazer decanter drone envelope freezer gazebo headset kalimba kettlebell longboard maraca mop "
    "mousepad perfume planner poncho scrunchie shampoo smartphone smartwatch snorkel soundbar subwoofer tankini tiara "
    "ukulele webcam".split()
) | {
    *("desk pad", "docking station", "fidget spinner", "medicine ball", "mountain bike", "pop filter", "ring light"),
    *("smart TV", "trench coat", "TV box", "whey protein"),
}
# What is written with capitals within a head: names of places, feasts and marks, and letters that stand for words.
NAMES = set(
    "3D AA AAA Allen BBQ Bluetooth Brazil C-clamp C-clamps Christmas Dutch Easter Ethernet French GPS Halloween HDMI "
    "Himalayan ID iPad LED MIDI Olympic RC Roman SIM SSD Susan Susans T-shirt T-shirts TV TVs USB USB-C Venetian "
    "VR Wi-Fi WiFi".split()
)
# English counts as two, or as many, what is one thing in Brazil: by the last word, or by the whole head.
ONE_IN_PORTUGUESE = set(
    "binoculars bottoms boxers briefs clippers dungarees earbuds earmuffs earphones headphones jeans jeggings joggers "
    "knickers leggings lights loppers overalls pajamas panties pants pliers pyjamas scissors secateurs shears shorts "
    "suspenders sweatpants tights tongs trousers tweezers".split()
) | {
    *("Brazil nuts", "coffee beans", "mixed nuts", "party decorations", "playing cards", "potato chips", "rolled oats"),
    "salt and pepper shakers",
}
# Names taken over from English as a whole: the plural is on their last word.
ENGLISH_NAMES = {
    *("body splashes", "docking stations", "fidget spinners", "medicine balls", "mountain bikes", "pillow tops"),
    *("desk pads", "pop filters", "ring lights", "soundbars", "TV boxes"),
}
# A head of this file=why it differs from the list named.
DIFFERING = {
    "high heels": "the glossary's word is for the heels of a description, a title sells the shoes",
    "salad tongs": "the glossary has kitchen tongs and salad tongs as one term",
}


def _rows() -> list[tuple[str, str]]:
    with HEADS.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["source", "target"]
    assert all(len(row) == 2 for row in rows)
    return [(source, target) for source, target in rows]


def test_the_file_is_utf_8_with_line_feeds_alone() -> None:
    assert b"\r" not in HEADS.read_bytes()
    assert HEADS.read_text(encoding="utf-8").endswith("\n")
    assert len(_rows()) > 1500


def test_the_rows_are_sorted() -> None:
    sources = [source for source, _ in _rows()]
    assert sources == sorted(sources, key=lambda source: (source.casefold(), source))


def test_a_source_occurs_once() -> None:
    times = Counter(source.casefold() for source, _ in _rows())
    assert {source: count for source, count in times.items() if count > 1} == {}


def _faults(source: str, target: str) -> list[str]:
    """Return what is wrong with a row as it is written."""
    faults = []
    for cell in (source, target):
        if not cell or cell != " ".join(cell.split()):
            faults.append("spaces")
        if re.search(r"[^\w '’+/&.-]", cell):
            faults.append("a sign no name has")
    if len(source.split()) > LONGEST:
        faults.append("too long")
    if source == target and not {source, source.removesuffix("s"), source.removesuffix("es")} & KEPT:
        faults.append("not translated")
    if varieties.variety_edits(target, "pt-BR"):
        faults.append("European")
    if target.split()[:1] and target.split()[0] in {"o", "a", "os", "as", "um", "uma"}:
        faults.append("article")
    return faults


@pytest.mark.parametrize(
    ("source", "target", "faults"),
    [
        ("table runner", "caminho de mesa", []),
        ("blazers", "blazers", []),  # a loanword, in either number
        ("table runner ", "caminho de mesa", ["spaces"]),
        ("table runner", "", ["spaces"]),
        ("table  runner", "caminho de mesa", ["spaces"]),
        ("mug, cup", "caneca", ["a sign no name has"]),
        ("very long wooden table runner", "caminho de mesa", ["too long"]),
        ("table runner", "table runner", ["not translated"]),
        ("duvet", "edredão", ["European"]),
        ("table runner", "o caminho de mesa", ["article"]),
    ],
)
def test_the_fault_is_seen(source: str, target: str, faults: list[str]) -> None:
    assert _faults(source, target) == faults


def test_no_row_has_a_fault() -> None:
    assert [(row, faults) for row in _rows() if (faults := _faults(*row))] == []


def test_what_is_written_with_capitals_is_a_name() -> None:
    capitals = {word for source, _ in _rows() for word in source.split() if word != word.lower()}
    assert capitals - NAMES == set()


def _wrong_number(source: str, target: str, targets: dict[str, str]) -> bool:
    """Return whether the target surely is not of the number of its source."""
    forms = english.noun_forms(source) if source.endswith("s") else ()
    single = next((form for form in forms if len(form) < len(source)), "")
    first = target.split()[0]
    if single in targets:
        plurals = portuguese.plurals(targets[single].split()[0])
        return bool(plurals) and first not in plurals and target not in ENGLISH_NAMES
    many = bool(single) or (not forms and source.endswith("s"))
    one = {source, source.split()[-1]} & ONE_IN_PORTUGUESE
    return many and not one and not first.endswith("s")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("mugs", "canecas", False),
        ("mugs", "caneca", True),
        ("mug", "caneca", False),
        ("sneakers", "tênis", False),  # one form for both numbers
        ("beer glasses", "copo de cerveja", True),  # its singular has no row here
        ("pruning shears", "tesoura de poda", False),  # one thing in Brazil
        ("glass", "copo", False),  # no plural, for all its end
    ],
)
def test_the_number_is_seen(source: str, target: str, expected: bool) -> None:
    assert _wrong_number(source, target, {"mug": "caneca", "sneaker": "tênis"}) is expected


def test_a_plural_is_translated_by_a_plural() -> None:
    targets = dict(_rows())
    assert [row for row in targets.items() if _wrong_number(*row, targets)] == []


def _phrases() -> dict[str, set[str]]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {folded(source): {row["target"].casefold()} for row in rows for source in row["source"].split("|")}


def _terms() -> dict[str, set[str]]:
    """Return what the glossaries allow for each noun, under every spelling of it."""
    allowed: dict[str, set[str]] = {}
    for path in sorted((ROOT / "glossaries").glob("*.en-pt-BR.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["status"] == "deprecated" or row["part_of_speech"] != "noun":
                    continue
                targets = {row["target"], *filter(None, row["target_forms"].split("|"))}
                targets.update(portuguese.noun_forms(row["target"]))
                for source in (row["source"], *filter(None, row["source_forms"].split("|"))):
                    allowed.setdefault(folded(source), set()).update(target.casefold() for target in targets)
    return allowed


@pytest.mark.parametrize("allowed", [_phrases, _terms])
def test_no_other_list_differs(allowed: Callable[[], dict[str, set[str]]]) -> None:
    lists = allowed()
    shared = [row for row in _rows() if folded(row[0]) in lists]
    assert len(shared) > 100, "the lists share many heads"
    differing = [(source, target) for source, target in shared if target.casefold() not in lists[folded(source)]]
    assert [row for row in differing if row[0] not in DIFFERING] == []


def test_what_is_said_to_differ_does() -> None:
    lists = [_phrases(), _terms()]
    targets = dict(_rows())
    for source in DIFFERING:
        assert any(targets[source] not in allowed.get(folded(source), {targets[source]}) for allowed in lists), source


def test_no_glossary_calls_a_target_wrong() -> None:
    deprecated = set()
    for path in sorted((ROOT / "glossaries").glob("*.en-pt-BR.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["status"] == "deprecated"]
        deprecated |= {(folded(row["source"]), row["target"].casefold()) for row in rows}
    assert [row for row in _rows() if (folded(row[0]), row[1].casefold()) in deprecated] == []
