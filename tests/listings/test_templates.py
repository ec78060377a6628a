"""Every template of ours, in every locale, for a product of which all is known and one of which nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest
from listings.sold import BARE, FULL, maker

from catalog_cli.listings.folders import templates
from catalog_cli.marketplaces import MARKETPLACES, FieldKind, marketplace
from catalog_cli.segment import Severity

CASES = [(name, locale) for name in MARKETPLACES for locale in ("en", "pt-BR")]
WITH_OFFERS = ("amazon", "google_merchant")
# A subtitle costs the seller money on eBay: nobody is charged unasked.
WITHOUT = {("ebay", FieldKind.SUBTITLE)}


@pytest.mark.parametrize(("name", "locale"), CASES)
def test_each_field_has_a_template(name: str, locale: str) -> None:
    made = maker(name, locale)
    wanted = {field.name for field in marketplace(name).fields if (name, field.kind) not in WITHOUT}
    assert {field.name for field in made.fields} == wanted


@pytest.mark.parametrize(("name", "locale"), CASES)
def test_a_full_product_fills_every_field_within_its_rules(name: str, locale: str) -> None:
    for sold in maker(name, locale).listings(FULL):
        assert [fault for fault in sold.faults if fault.severity is not Severity.MINOR] == []
        assert all(sold.texts.values()), sold.texts


@pytest.mark.parametrize(("name", "locale"), CASES)
def test_of_a_bare_product_nothing_is_invented(name: str, locale: str) -> None:
    [sold] = maker(name, locale).listings(BARE)
    texts = [text for listed in sold.texts.values() for text in listed]
    assert set(texts) == {"Thing"}
    assert not [fault for fault in sold.faults if fault.rule == "template"]


def test_every_file_belongs_to_a_field() -> None:
    folder = templates().folders[0]
    kinds = {name: {str(field.kind) for field in marketplace(name).fields} for name in MARKETPLACES}
    for path in folder.glob("*/*.j2"):
        if path.parent.name in kinds:
            field, locale, _ = path.name.split(".")
            assert field in kinds[path.parent.name], path
            assert locale in ("en", "pt-BR"), path


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("en", "amazon/title.en.j2"),
        ("en-GB", "amazon/title.en.j2"),
        ("pt-PT", "amazon/title.pt-BR.j2"),
        ("pt", "amazon/title.pt-BR.j2"),
        ("de", None),
    ],
)
def test_the_nearest_locale_serves(wanted: str, expected: str | None) -> None:
    assert templates().name(["amazon"], "title", wanted) == expected


def test_a_merchant_s_own_are_looked_at_first(tmp_path: Path) -> None:
    (tmp_path / "amazon").mkdir()
    (tmp_path / "amazon" / "title.en.j2").write_text("{{ product.brand }}: {{ product.name }}")
    [sold] = maker("amazon", "en", templates([tmp_path])).listings(FULL._replace(offers=FULL.offers[:1]))
    assert sold.texts["item_name"] == ("Acme: Ocean Shirt",)
    assert sold.texts["bullet_point"]


@pytest.mark.parametrize(
    ("name", "locale", "expected"),
    [
        ("amazon", "en", "Acme Ocean Shirt, Linen, Navy, Size M"),
        ("amazon", "pt-BR", "Ocean Shirt Acme, Linho, Navy, Tamanho M"),
        ("google_merchant", "en", "Acme Ocean Shirt, Linen, Navy, Size M"),
        ("ebay", "en", "Acme Ocean Shirt Linen"),
        ("mercado_livre", "pt-BR", "Ocean Shirt Acme Linho"),
        ("etsy", "pt-BR", "Ocean Shirt, Linho"),
        ("shopify", "en", "Ocean Shirt"),
        ("woocommerce", "pt-BR", "Ocean Shirt"),
    ],
)
def test_titles(name: str, locale: str, expected: str) -> None:
    sold = next(one for one in maker(name, locale).listings(FULL) if one.offer is not None or name not in WITH_OFFERS)
    title = marketplace(name).of_kind("title")
    assert title is not None
    assert sold.texts[title.name] == (expected,)


def test_the_parts_that_are_missed_least_go_first() -> None:
    item = FULL._replace(name="Ocean Shirt with Two Pockets for the Sea and the Shore and the Beach")
    sold = next(one for one in maker("amazon").listings(item) if one.offer is not None)
    assert sold.fits["item_name"].dropped[0] == ("material", "Linen")
    assert sold.texts["item_name"][0].endswith("Navy, Size M")
    assert sold.texts["item_name"][0].startswith("Acme Ocean Shirt")
