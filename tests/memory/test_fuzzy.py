"""Fuzzy matches: what resembles is found, best first; the index follows the memory and never changes what is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.conventions.number_substitution import substituted
from catalog_cli.memory.approved import Facts, alternative, approved_entry, key_maker
from catalog_cli.memory.entries import MemoryEntry
from catalog_cli.memory.fuzzy import LEAST_PERCENT, FuzzyMatch, FuzzyMatches, similarity
from catalog_cli.memory.leverage import fill_fuzzy
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Place, Segment, SegmentId, Severity

PAIR = ("en", "pt-BR")
KEYS = key_maker(PAIR)


def add(memory: TranslationMemory, *pairs: tuple[str, str], locales: tuple[str, str] = PAIR) -> None:
    run = memory.start_run(*locales)
    keys = key_maker(locales)
    memory.promote([MemoryEntry(keys.human_key(source, "title"), source, target, run) for source, target in pairs])


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


STORED = [
    ("Red cotton bag with two pockets", "Bolsa de algodão vermelha com dois bolsos"),
    ("Blue cotton bag with two pockets", "Bolsa de algodão azul com dois bolsos"),
    ("Steel bottle, 750 ml", "Garrafa de aço, 750 ml"),
    ("2 year warranty", "2 anos de garantia"),
    ("赤い綿のバッグとポケット", "Bolsa vermelha japonesa"),
    ("حقيبة قطنية حمراء بجيبين", "Bolsa vermelha árabe"),
    ("👕🏽 tee with a smile", "Camiseta 👕🏽 com um sorriso"),
    ('He said "buy it" AND NOT this OR that*', "Aspas"),  # FTS5 has a language of its own
    ("ab", "x"),  # shorter than a trigram
    ("NA", "NA"),
]

# (what is asked, the least percent, the sources found in order)
ASKED = [
    ("Red cotton bag with two pockets", 75, ["Red cotton bag with two pockets", "Blue cotton bag with two pockets"]),
    ("Green cotton bag with two pockets", 75, ["Blue cotton bag with two pockets", "Red cotton bag with two pockets"]),
    ("Red cotton bag with two pockets", 95, ["Red cotton bag with two pockets"]),
    ("Steel bottle, 500 ml", 99, ["Steel bottle, 750 ml"]),
    ("3 year warranty", 75, ["2 year warranty"]),
    ("赤い綿のバッグと財布", 50, ["赤い綿のバッグとポケット"]),
    ("حقيبة قطنية زرقاء بجيبين", 70, ["حقيبة قطنية حمراء بجيبين"]),
    ("👕🏽 tee with a frown", 75, ["👕🏽 tee with a smile"]),
    ('He said "buy it" AND NOT this OR this*', 75, ['He said "buy it" AND NOT this OR that*']),
    ("Something else altogether", 50, []),
    ("", 50, []),
    ("ab", 50, []),
    ("' OR 1=1; --", 50, []),
    ("Red bag " * 200, 75, []),  # a whole description
    ("half \ud83d pair", 75, []),
]


@pytest.mark.parametrize(("asked", "percent", "expected"), ASKED)
def test_what_resembles_is_found(memory: TranslationMemory, asked: str, percent: int, expected: list[str]) -> None:
    add(memory, *STORED)
    found = FuzzyMatches(memory, PAIR, substituted).best(asked, percent)
    assert [match.source for match in found] == expected
    assert [match.percent for match in found] == sorted((match.percent for match in found), reverse=True)
    assert all(match.percent >= percent for match in found)


def test_a_match_holds_our_numbers_or_its_own(memory: TranslationMemory) -> None:
    add(memory, ("Steel bottle, 750 ml", "Garrafa de aço, 750 ml"), ("1 year warranty", "1 ano de garantia"))
    matches = FuzzyMatches(memory, PAIR, substituted)
    assert matches.best("Steel bottle, 500 ml") == [
        FuzzyMatch("Steel bottle, 750 ml", "Garrafa de aço, 500 ml", 99, is_substituted=True)
    ]
    (offered,) = matches.best("2 year warranty")  # "1 ano" is not "2 anos"
    assert (offered.target, offered.is_substituted) == ("1 ano de garantia", False)
    assert offered.percent < 99
    (plain,) = FuzzyMatches(memory, PAIR).best("Steel bottle, 500 ml")
    assert (plain.target, plain.is_substituted) == ("Garrafa de aço, 750 ml", False)


def test_a_context_match_comes_first_and_then_what_is_used(memory: TranslationMemory) -> None:
    run = memory.start_run(*PAIR)
    main = approved_entry("Red bag", "usada", Facts(), run, KEYS)
    beside = alternative(approved_entry("Red bag", "outra", Facts(), run, KEYS), KEYS)
    memory.promote([main, beside, MemoryEntry(KEYS.human_key("Red bag", "option"), "Red bag", "da opção", run)])
    matches = FuzzyMatches(memory, PAIR)
    assert [(m.target, m.percent) for m in matches.best("Red bag", role="option")] == [
        ("da opção", 101),
        ("usada", 100),
        ("outra", 100),
    ]
    assert [m.target for m in matches.best("Red bag", role="title")] == ["usada", "da opção", "outra"]


def test_only_people_and_only_the_pair(memory: TranslationMemory) -> None:
    add(memory, ("Red cotton bag", "Bolsa"))
    add(memory, ("Red cotton bags", "Bolsas de Portugal"), locales=("en", "pt-PT"))
    memory.commit_window([MemoryEntry(b"k", "Red cotton bag!", "da máquina", 1)], [])
    assert [m.target for m in FuzzyMatches(memory, PAIR).best("Red cotton bag.", 50)] == ["Bolsa"]
    assert [m.target for m in FuzzyMatches(memory, ("en", "pt-PT")).best("Red cotton bag.", 50)] == [
        "Bolsas de Portugal"
    ]
    assert FuzzyMatches(memory, ("en", "de")).best("Red cotton bag.", 50) == []


def test_the_index_is_made_when_asked_and_follows(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with TranslationMemory.open(path) as memory:
        add(memory, *STORED)
        matches = FuzzyMatches(memory, PAIR)
        assert not tables(path)
        assert len(matches.best("Red cotton bag with two pockets")) == 2
        assert tables(path)
    with TranslationMemory.open(path) as memory:
        add(memory, ("Red cotton bag with ten pockets", "nova"))
        assert len(FuzzyMatches(memory, PAIR).best("Red cotton bag with two pockets")) == 3
    before = path.read_bytes()
    with TranslationMemory.read_only(path) as memory:  # for plan and for review: nothing is written
        assert len(FuzzyMatches(memory, PAIR).best("Red cotton bag with two pockets")) == 3
    assert path.read_bytes() == before


def tables(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE name GLOB 'fuzzy_[0-9]*'")]
    connection.close()
    return found


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Red bag", "Red bag", 100, 100),
        ("Red bag", "Red bag.", 75, 99),
        ("Bag with lid", "Bag without lid", 60, 79),  # letters alone would say 80
        ("Red bag", "", 0, 0),
        ("", "", 100, 100),
        ("a" * 1_000, "a" * 999 + "b", 49, 99),  # never 100 by rounding
    ],
)
def test_similarity(one: str, other: str, least: int, most: int) -> None:
    assert least <= similarity(one, other) <= most
    assert similarity(one, other) == similarity(other, one)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from("red blue cotton bag with two pockets strap".split()), min_size=4, max_size=8))
)
def test_the_index_finds_what_a_search_through_all_finds(words: list[list[str]]) -> None:
    texts = list(dict.fromkeys(" ".join(some) for some in words))
    with TranslationMemory.in_temporary_file() as memory:
        add(memory, *((text, text) for text in texts))
        matches = FuzzyMatches(memory, PAIR)
        for asked in texts[:3]:
            query = f"{asked} more"
            found = {match.source for match in matches.best(query, LEAST_PERCENT, most=1_000)}
            assert found == {text for text in texts if similarity(query, text) >= LEAST_PERCENT}


# Filling from them

TAG = InlineCode(CodeKind.PAIR, 0, 3, "b", "<b>", "</b>")


def segment(source: str, **changed: object) -> Segment:
    one = Segment(
        SegmentId("c", "1", "", "Title", 0, 0), Place("c.csv", 2, "Title"), Role.TITLE, source, prepared=source
    )
    return one._replace(**changed)  # type: ignore[arg-type]  # the test's own keywords


FILLED = [
    ("numbers alone", segment("Steel bottle, 500 ml"), 99, "Garrafa de aço, 500 ml"),
    (
        "over the engine's own of an earlier run",
        segment("Steel bottle, 500 ml", draft="x", origin=Origin.MEMORY_EXACT),
        99,
        "Garrafa de aço, 500 ml",
    ),
    ("too far", segment("Steel cup, 500 ml"), 99, None),
    ("a value of options", segment("Steel bottle, 500 ml", role=Role.OPTION), 99, None),
    ("tags", segment("Steel bottle, 500 ml", codes=(TAG,)), 50, None),
    ("a target already", segment("Steel bottle, 500 ml", target="t"), 50, None),
    ("a mask that has its place", segment("Steel bottle, 750 ml!", masks=((0, 5, "X1"),)), 50, None),
]


@pytest.mark.parametrize(("why", "given_", "percent", "expected"), FILLED, ids=[row[0] for row in FILLED])
def test_a_segment_is_filled(
    memory: TranslationMemory, why: str, given_: Segment, percent: int, expected: str | None
) -> None:
    add(memory, *STORED)
    matches = FuzzyMatches(memory, PAIR, substituted)
    (made,) = fill_fuzzy([given_], matches, percent, lambda *_: True)
    if expected is None:
        assert made == given_
        return
    assert (made.draft, made.origin, made.match) == (expected, Origin.MEMORY_FUZZY, 99)
    assert [finding.severity for finding in made.findings] == [Severity.MINOR]


def test_the_next_match_is_tried_where_one_is_refused(memory: TranslationMemory) -> None:
    add(memory, *STORED)
    matches = FuzzyMatches(memory, PAIR)
    asked = segment("Red cotton bag with two pockets")
    (made,) = fill_fuzzy([asked], matches, 75, lambda _segment, match, _draft: match.source.startswith("Blue"))
    assert made.draft == "Bolsa de algodão azul com dois bolsos"
    (left,) = fill_fuzzy([asked], matches, 75, lambda *_: False)
    assert left == asked
