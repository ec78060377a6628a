"""What products are made of, with shares: tables of texts and the materials they give."""

from __future__ import annotations

import pytest

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.composition import composition_tags
from catalog_cli.attributes.gazetteer import gazetteer
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.schema import builtin
from catalog_cli.tag import Tag


def _tags(
    written: str, locale: str = "en", kind: TextKind = TextKind.BODY, attributes: tuple[str, ...] = ()
) -> list[Tag]:
    cell = read_cell(written)
    text = ProductText(kind, cell.text, cell, "Body", attributes=attributes)
    return composition_tags(text, builtin(), gazetteer(builtin(), locale), locale)


def _said(tags: list[Tag]) -> str:
    names = {"material": "", "lining_material": "lining ", "sole_material": "sole ", "frame_material": "frame "}
    return ", ".join(f"{names[tag.attribute]}{tag.share} {tag.value}" for tag in tags)


# (text, locale, shares); the reason beside the odd ones
SHARES = [
    ("80% cotton, 20% polyester", "en", "80 cotton, 20 polyester"),
    ("20% polyester, 80% cotton", "en", "80 cotton, 20 polyester"),  # primary first
    ("80% cotton 20% polyester", "en", "80 cotton, 20 polyester"),  # the material is behind
    ("cotton 80% polyester 20%", "en", "80 cotton, 20 polyester"),  # and here before
    ("cotton 80% / elastane 20%", "en", "80 cotton, 20 spandex"),
    ("Cotton: 95%, Elastane: 5%", "en", "95 cotton, 5 spandex"),
    ("100% wool", "en", "100 wool"),
    ("Made of 100 percent cotton.", "en", "100 cotton"),
    ("100% pure wool", "en", "100 wool"),
    ("97.5% cotton, 2.5% elastane", "en", "97.5 cotton, 2.5 spandex"),
    ("60/40 cotton/polyester", "en", "60 cotton, 40 polyester"),
    ("A 50/50 cotton-polyester blend", "en", "50 cotton, 50 polyester"),
    ("cotton/polyester 60/40", "en", "60 cotton, 40 polyester"),
    ("65%/35% polyester/cotton", "en", "65 polyester, 35 cotton"),
    ("80% cotton and 20% polyester", "en", "80 cotton, 20 polyester"),
    ("<ul><li>80% cotton</li><li>20% polyester</li></ul>", "en", "80 cotton, 20 polyester"),
    ("70% wool, 20% nylon, 10% cashmere", "en", "70 wool, 20 nylon, 10 cashmere"),
    ("50% cotton", "en", "50 cotton"),  # the rest is not told
    ("100% cotton or 100% wool", "en", "100 cotton, 100 wool"),  # two kinds of it
    ("Shell: 100% nylon; lining: 100% polyester", "en", "100 nylon, lining 100 polyester"),
    (
        "Shell: 80% wool, 20% nylon. Lining: 60% viscose, 40% cotton",
        "en",
        "80 wool, 20 nylon, lining 60 viscose, lining 40 cotton",
    ),
    ("100% wool with 100% silk lining", "en", "100 wool, lining 100 silk"),
    ("3 layers, 100% cotton inner layer", "en", "lining 100 cotton"),
    ("Leather upper; sole: 100% rubber", "en", "sole 100 rubber"),
    ("Shell: 100% nylon. Filling: 100% polyester", "en", "100 nylon"),  # what it is filled with is not asked
    ("Body: 100% cotton; trim: 100% polyester", "en", "100 cotton"),
    ("80% algodão e 20% poliéster", "pt-BR", "80 cotton, 20 polyester"),
    ("Composição: 96% viscose, 4% elastano", "pt-BR", "96 viscose, 4 spandex"),
    ("97,5% algodão 2,5% elastano", "pt-BR", "97.5 cotton, 2.5 spandex"),
    ("Algodão 50% / Poliéster 50%", "pt-BR", "50 cotton, 50 polyester"),
    ("100% algodão", "pt-BR", "100 cotton"),
    ("Tecido: 100% linho; forro: 100% poliéster", "pt-BR", "100 linen, lining 100 polyester"),
    ("forro 100% poliéster", "pt-BR", "lining 100 polyester"),
    ("55 % Baumwolle, 45 % Polyester", "de", "55 cotton, 45 polyester"),
    # what is no share of a material
    ("20% off", "en", ""),
    ("20% off cotton shirts", "en", ""),
    ("Save 20%: cotton is on sale", "en", ""),
    ("50% recycled", "en", ""),
    ("100% satisfaction", "en", ""),
    ("100% waterproof leather", "en", ""),  # how waterproof
    ("70% isopropyl alcohol", "en", ""),
    ("70% cocoa chocolate", "en", ""),
    ("80% cotton, 30% polyester", "en", ""),  # more than the whole
    ("100% cotton, 20% polyester", "en", ""),
    ("0% cotton", "en", ""),
    ("150% cotton", "en", ""),
    ("not 100% cotton", "en", ""),
    ("100% cotton feel", "en", ""),
    ("24/7 cotton comfort, 36/38", "en", ""),
    ("", "en", ""),
    ("NA", "en", ""),
    ("100%", "en", ""),
    ("綿100%", "en", ""),
]


@pytest.mark.parametrize(("text", "locale", "shares"), SHARES)
def test_shares(text: str, locale: str, shares: str) -> None:
    assert _said(_tags(text, locale)) == shares


def test_a_column_says_which_part() -> None:
    tags = _tags("100% polyester", kind=TextKind.NAMED, attributes=("lining_material",))
    assert _said(tags) == "lining 100 polyester"
    assert tags[0].confidence == 0.99


def test_a_column_of_something_else_says_nothing() -> None:
    assert _tags("100% cotton", kind=TextKind.NAMED, attributes=("color",)) == []


def test_evidence_covers_share_and_material() -> None:
    cell = "<b>80%</b> cotton &amp; 20% polyester"
    assert [cell[tag.start : tag.end] for tag in _tags(cell)] == ["80%</b> cotton", "20% polyester"]


@pytest.mark.parametrize(
    "text", ["5% cotton, " * 2_000, "5%" * 20_000, "%" * 100_000, "5/5" * 20_000, "cotton " * 20_000 + "5%"]
)
def test_a_large_cell_takes_no_time(text: str) -> None:
    import time

    began = time.process_time()
    _tags(text)
    assert time.process_time() - began < 5
