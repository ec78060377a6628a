"""Standing phrases: what is one, how several are put together, and what stays for the engine."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from catalog_cli.markup import project
from catalog_cli.phrasebook import Phrasebook, load_phrasebook, say_phrases
from catalog_cli.product import Role
from catalog_cli.qa.registry import load_checks, run_checks
from catalog_cli.segment import CodeKind, InlineCode, Limit, Origin, Place, Segment, SegmentId, TermHit

BOOK = Phrasebook(
    {
        "do not bleach": "não usar alvejante",
        "machine wash cold": "lavar à máquina com água fria",
        "wash and wear": "lave e use",
        "wash": "lavar",
        "pack of {}": "pacote com {}",
        "{} for the price of {}": "{} pelo preço de {}",
        "care instructions": "cuidados com a peça",
        "{}% cotton": "{}% algodão",
        "bpa free": "livre de BPA",
    },
    "pt-BR",
)

TEXTS = [
    ("Do not bleach.", "Não usar alvejante"),
    ("do not bleach", "não usar alvejante"),
    ("DO NOT BLEACH!", "Não usar alvejante"),  # its capitals come back with the title's
    ("  Do  not\u00a0bleach ", "Não usar alvejante"),
    ("Care Instructions:", "Cuidados com a peça"),
    ("Pack of 3", "Pacote com 3"),
    ("Pack of 1,500", "Pacote com 1,500"),  # the conventions write the number
    ("3 for the price of 2", "3 pelo preço de 2"),
    ("100% cotton", "100% algodão"),
    ("BPA Free", "Livre de BPA"),
    ("Machine wash cold, do not bleach.", "Lavar à máquina com água fria, não usar alvejante"),
    ("Machine wash cold; do not bleach", "Lavar à máquina com água fria; não usar alvejante"),
    ("machine wash cold and do not bleach", "lavar à máquina com água fria e não usar alvejante"),
    (
        "Pack of 3, machine wash cold, and do not bleach.",
        "Pacote com 3, lavar à máquina com água fria e não usar alvejante",
    ),
    ("Care instructions: machine wash cold", "Cuidados com a peça: lavar à máquina com água fria"),
    ("Wash and wear, do not bleach", "Lave e use, não usar alvejante"),  # its "and" is its own
    ("100% cotton / BPA free", "100% algodão / livre de BPA"),
    ("Do not bleach the shirt.", None),
    ("Pack of three", None),
    ("Pack of 3, red", None),  # half of it is no phrase: the engine reads all
    ("3 for the price of", None),
    ("", None),
    (".", None),
    (",", None),
    ("{}", None),
    ("pack of {}", "pacote com {}"),  # no number, and nothing is filled in
    ("Pack of 1", None),  # a plural would be wrong
    ("100% cotton", "100% algodão"),
    ("3 For The Price Of 2", "3 pelo preço de 2"),
    ("wash, " * 40, None),
    ("日本語", None),
    ("لا تبيض", None),
    ("👕", None),
]


@pytest.mark.parametrize(("text", "target"), TEXTS)
def test_target(text: str, target: str | None) -> None:
    assert BOOK.target(text) == target


def test_an_amount_may_stand_in_a_slot() -> None:
    assert BOOK.target("Pack of XQB", ["XQB"]) == "Pacote com XQB"
    assert BOOK.target("Pack of XQB") is None
    assert Phrasebook({"{} gift card": "vale de {}"}, "pt-BR").target("XQB gift card", ["XQB"]) == "Vale de XQB"
    assert (
        Phrasebook({"{} years of care": "{} anos de cuidado"}, "pt-BR").target("5 years of care") == "5 anos de cuidado"
    )
    assert Phrasebook({"ipx{} rated": "com IPX{}"}, "pt-BR").target("IPX7 Rated") == "Com IPX7"
    assert Phrasebook({"{} of {}": "de {}: {}"}, "pt-BR").target("2 of XQB", ["XQB"]) == "De 2: XQB"


def _segment(prepared: str, **more: object) -> Segment:
    segment = Segment(SegmentId("shop", "1", "", "Title", 0, 0), Place("shop.csv", 2, "Title"), Role.TEXT, prepared)
    return segment._replace(prepared=prepared, **more)  # type: ignore[arg-type]  # fields of any kind


TERM = TermHit(0, 6, "do not bleach", ("sem alvejante",))
PAIR = InlineCode(CodeKind.PAIR, 0, 2, "b", "<b>", "</b>")
OPEN = [
    {"target": "Sem alvejante."},
    {"draft": "Sem alvejante."},
    {"term_hits": (TERM,)},  # the glossary's words win
    {"limit": Limit(10)},
    {"taken": frozenset({"não usar alvejante"})},
    {"codes": (PAIR,)},  # nobody knows where the tag would stand within the phrase
    {"codes": (PAIR._replace(end=12),), "masks": ((0, 2, "XQ"),)},
]


@pytest.mark.parametrize("more", OPEN)
def test_what_is_not_said(more: dict[str, object]) -> None:
    segment = _segment("Do not bleach.", **more)
    assert list(say_phrases([segment], BOOK)) == [segment]


TAGGED = [
    # The text, its tags as (start, end), and what is said with them.
    ("Do not bleach.", [(0, 13)], "<0>Não usar alvejante</0>"),
    ("Do not bleach.", [(0, 14)], "<0>Não usar alvejante</0>"),
    ("Care instructions: machine wash cold", [(0, 18)], "<0>Cuidados com a peça:</0> lavar à máquina com água fria"),
    ("Care instructions: machine wash cold", [(0, 17)], "<0>Cuidados com a peça</0>: lavar à máquina com água fria"),
    (
        "Care instructions: Wash, do not bleach.",
        [(0, 18), (19, 23), (25, 39)],
        "<0>Cuidados com a peça:</0> <1>lavar</1>, <2>não usar alvejante</2>",
    ),
    ("Machine wash cold", [(8, 12)], None),  # within the phrase
    ("Wash, do not bleach", [(0, 12)], None),
    ("Wash, red", [(0, 4)], None),
]


@pytest.mark.parametrize(("text", "spans", "expected"), TAGGED)
def test_tags_around_phrases(text: str, spans: list[tuple[int, int]], expected: str | None) -> None:
    tags = tuple(InlineCode(CodeKind.PAIR, *span, "b", f"<{i}>", f"</{i}>") for i, span in enumerate(spans))
    (said,) = say_phrases([_segment(text, codes=tags)], BOOK)
    if expected is None:
        assert said.draft is None
        return
    assert said.draft is not None
    assert said.alignment is not None
    placed = project(tags, text, said.draft, said.alignment) or ()
    edges = sorted([(tag.end, 0, tag.closing) for tag in placed] + [(tag.start, 1, tag.opening) for tag in placed])
    written = said.draft
    for at, _, tag in reversed(edges):
        written = written[:at] + tag + written[at:]
    assert written == expected


def test_segments_keep_their_order_and_say_who_translated_them() -> None:
    segments = [_segment(text) for text in ("Red mug.", "Do not bleach.", "")]
    first, second, third = say_phrases(segments, BOOK)
    assert (first, third) == (segments[0], segments[2])
    assert (second.draft, second.origin, second.alignment) == ("Não usar alvejante", Origin.PHRASE, None)
    assert list(say_phrases(segments, None)) == segments


READ_OTHERWISE = [
    ("Wash", "Rinse", ((0, 4, "rinse"),), "Lavar"),  # the words of the source come first
    ("Rinse", "Wash", ((0, 5, "wash"),), "Lavar"),  # then those that the engine reads
    ("Rinse", "Dry", ((0, 5, "dry"),), None),
    ("Pack of $5", "Pack of XQB", ((8, 10, "XQB"),), "Pacote com XQB"),  # what stands for something stays
]


@pytest.mark.parametrize(("source", "prepared", "masks", "draft"), READ_OTHERWISE)
def test_a_phrase_that_the_engine_reads_otherwise(
    source: str, prepared: str, masks: tuple[tuple[int, int, str], ...], draft: str | None
) -> None:
    segment = _segment(prepared, masks=masks)._replace(source=source)
    assert [one.draft for one in say_phrases([segment], BOOK)] == [draft]


def test_a_pair_without_phrases() -> None:
    assert load_phrasebook("en", "de") is None
    assert load_phrasebook("pt", "pt-BR") is None
    assert load_phrasebook("en-GB", "pt-BR") is not None


def test_no_check_has_anything_to_say_of_a_phrase() -> None:
    """A merchant is not told to correct what we wrote: each row, its slots filled, through the checks of a run."""
    text = resources.files("catalog_cli.phrasebook").joinpath("en.pt-BR.csv").read_text("utf-8")
    rows = [(row["source"].split("|")[0], row["target"]) for row in csv.DictReader(text.splitlines())]
    segments = [
        _segment(f"{source[0].upper()}{source[1:]}.".replace("{}", "30"), target=f"{target}.".replace("{}", "30"))
        for source, target in rows
    ]
    checked = run_checks(segments, load_checks("en", "pt-BR"))
    assert {one.source: [finding.check for finding in one.findings] for one in checked if one.findings} == {}
