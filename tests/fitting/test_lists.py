"""Bullets, tags and search terms within limits."""

from __future__ import annotations

import pytest

from catalog_cli.fitting import Rules, fit_list, fit_tags, fit_terms, measured
from catalog_cli.ledger import How
from catalog_cli.segment import Limit


@pytest.mark.parametrize(
    ("texts", "limit", "most", "expected"),
    [
        ([], 10, 3, ()),
        (["Soft"], 10, 3, ("Soft",)),
        (["One", "Two", "Three"], 10, 2, ("One", "Two")),
        (["One", "Two", "Three"], 10, 0, ("One", "Two", "Three")),
        (["Soft wool blanket with fringes - great gift"], 20, 5, ("Soft wool blanket",)),
        (["12 oz", "12 oz"], 5, 5, ("12 oz", "12 oz")),  # a bullet may be said twice: that is the merchant's
    ],
)
def test_bullets(texts: list[str], limit: int, most: int, expected: tuple[str, ...]) -> None:
    assert fit_list(texts, Rules(Limit(limit), "en"), most).texts == expected


@pytest.mark.parametrize(
    ("locale", "texts", "most", "expected"),
    [
        ("en", [], 13, ()),
        ("en", ["mug", "Mug", "MUG"], 13, ("mug",)),
        ("en", ["mug", "cup", "tea"], 2, ("mug", "cup")),
        ("en", ["salt and pepper mills"], 13, ("salt & pepper mills",)),
        ("en", ["gift for him", "very long tag about nothing"], 13, ("gift for him",)),
        ("en", ["gifts for the best mother"], 13, ("gifts best mother",)),  # only function words go
        ("pt-BR", ["presente para ela e ele"], 13, ("presente ela ele",)),
        ("pt-BR", ["bolsa de lona com zíper"], 13, ("bolsa lona zíper",)),
        ("pt-BR", ["bolsas sem alças longas"], 13, ()),  # 21 with "s/", and "sem" is no idle word
        ("pt-BR", ["decoração", "presente", "decoração"], 13, ("decoração", "presente")),
        ("ja", ["陶器", "陶器"], 13, ("陶器",)),
    ],
)
def test_tags(locale: str, texts: list[str], most: int, expected: tuple[str, ...]) -> None:
    found = fit_tags(texts, Rules(Limit(20), locale), most)
    assert found.texts == expected
    assert len(found.items) == len(texts)
    assert len(found.reasons) == found.items.count(None)
    assert all(len(text) <= 20 for text in found.texts)


def test_no_tag_is_cut() -> None:
    tags = [f"tag number {'x' * length}" for length in range(30)]
    found = fit_tags(tags, Rules(Limit(20), "en"))
    assert set(found.texts) <= {*tags, *(f"tag no. {'x' * length}" for length in range(30))}
    assert How.CUT not in {item.how for item in found.items if item is not None}


@pytest.mark.parametrize(
    ("terms", "most", "title", "expected"),
    [
        ([], 10, "", ()),
        (["shopper", "tote"], 12, "", ("shopper", "tote")),
        (["shopper", "tote"], 11, "", ("shopper",)),
        (["shopper", "carryall", "bag"], 11, "", ("shopper", "bag")),  # what is too long makes room for what is not
        (["tote bag"], 20, "Tote", ("bag",)),
        (["tote"], 20, "A TOTE", ()),
        (["gift for mom", "mom gift"], 30, "", ("gift mom",)),
        (["xícara"], 6, "", ()),  # seven bytes
        (["xícara"], 7, "", ("xícara",)),
        (["bag bag"], 20, "", ("bag",)),
    ],
)
def test_search_terms(terms: list[str], most: int, title: str, expected: tuple[str, ...]) -> None:
    found = fit_terms(terms, Rules(Limit(most, "bytes"), "en"), title)
    assert found.texts == expected
    assert measured(" ".join(found.texts), "bytes") <= most
