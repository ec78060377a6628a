"""The marketplaces as data: every rule has its source, limits are the feeds' own, titles keep what they must."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from catalog_cli.attributes import schema
from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import FEEDS, feed_table
from catalog_cli.feeds.table import matches
from catalog_cli.locales import is_locale
from catalog_cli.marketplaces import MARKETPLACES, chosen, marketplace, marketplaces, problems
from catalog_cli.marketplaces.fields import FieldKind, ListingField, Marketplace
from catalog_cli.marketplaces.import_limits import with_import_rules
from catalog_cli.marketplaces.rule_names import as_json, rule_names, rule_rows, rules_of

FIELDS = [(one, field) for one in marketplaces() for field in one.fields]
IDS = [f"{one.name}-{field.name}" for one, field in FIELDS]
each_field = pytest.mark.parametrize(("one", "field"), FIELDS, ids=IDS)
# Ours, of no marketplace: what to leave out, that a text twice is one too many, and plain text in plain fields.
OUR_OWN = {"drop_order", "is_unique", "markup"}


def test_the_registry_names_what_it_holds() -> None:
    assert [one.name for one in marketplaces()] == list(MARKETPLACES)
    with pytest.raises(UsageProblem, match="amazon, ebay"):
        marketplace("amazn")
    assert chosen("amazon") is marketplace("amazon")


@pytest.mark.parametrize("name", MARKETPLACES)
def test_a_marketplace_is_dated_and_sourced(name: str) -> None:
    one = marketplace(name)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", one.version)
    assert one.source_of_truth
    assert one.feed == "" or one.feed in FEEDS
    assert one.of_kind("title") is not None
    assert one.of_kind("description") is not None
    assert len({field.name for field in one.fields}) == len(one.fields)
    assert one.field("no such field") is None


@each_field
def test_every_rule_has_a_source_with_a_date(one: Marketplace, field: ListingField) -> None:
    sourced = [rule for source in field.sources for rule in source.rules]
    assert len(sourced) == len(set(sourced)), "a rule of two sources"
    assert set(rules_of(field)) - OUR_OWN <= set(sourced)
    # allowed: a source for the number of texts that a list may have without end
    assert set(sourced) <= {*rules_of(field), "most"}
    for source in field.sources:
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", source.date), source
        assert source.document
        assert not re.search(r"https?:|www\.|\.(com|org|net)\b", source.document + source.note)


@each_field
def test_a_limit_of_an_importer_is_the_feeds(one: Marketplace, field: ListingField) -> None:
    if not one.feed:
        pytest.skip("no feed")
    limits = feed_table(one.feed).import_rules.limits
    of_field = [limit for limit in limits if matches(limit.headers, field.name)]
    texts = [limit for limit in of_field if limit.unit != "values"]
    assert not texts or (
        field.limit is not None and tuple(field.limit) in {(limit.most, limit.unit) for limit in texts}
    )
    counts = [limit.most for limit in of_field if limit.unit == "values"]
    assert counts in ([], [field.most])


@each_field
def test_titles_keep_what_tells_products_apart(one: Marketplace, field: ListingField) -> None:
    known = schema.builtin().attributes
    assert set(field.part_order) | set(field.drop_order) <= set(known)
    assert not set(field.drop_order) & {"brand", "product_type", "model", "size", "color", "capacity"}
    if field.kind is FieldKind.TITLE:
        assert {"product_type", "size"} <= set(field.part_order)
        assert field.drop_order


@each_field
def test_banned_phrases_are_of_english_and_portuguese(one: Marketplace, field: ListingField) -> None:
    languages = {language for language, _ in field.banned_phrases}
    assert languages in (set(), {"en", "pt"}, {"", "en", "pt"})
    assert all(is_locale(language) for language in languages if language)
    for language, phrases in field.banned_phrases:
        for phrase in phrases:
            text = f"Caneca azul {phrase} 350 ml"
            assert any(phrase in message or "…" in message for message in problems(field, [text], language or "de")), (
                phrase
            )


def test_of_mercado_livre_nothing_but_warnings() -> None:
    one = marketplace("mercado_livre")
    assert one.only_warns
    assert "not researched" in one.unproven
    assert all(field.is_advice(rule) for field in one.fields for rule in rules_of(field) if rule != "drop_order")


@pytest.mark.parametrize(
    ("name", "kind", "limit", "most"),
    [
        ("amazon", "title", (75, "characters"), 1),
        ("amazon", "highlights", (125, "characters"), 0),
        ("amazon", "bullets", (255, "characters"), 5),
        ("amazon", "search_terms", (249, "bytes"), 0),
        ("ebay", "title", (80, "characters"), 1),
        ("google_merchant", "title", (150, "characters"), 1),
        ("google_merchant", "description", (5000, "characters"), 1),
        ("google_merchant", "highlights", (150, "characters"), 100),
        ("etsy", "title", (140, "characters"), 1),
        ("etsy", "tags", (20, "characters"), 13),
        ("shopify", "meta_title", (70, "characters"), 1),
        ("shopify", "meta_description", (160, "characters"), 1),
        ("woocommerce", "title", None, 1),
        ("mercado_livre", "title", (60, "characters"), 1),
    ],
)
def test_limits(name: str, kind: str, limit: tuple[int, str] | None, most: int) -> None:
    field = marketplace(name).of_kind(kind)
    assert field is not None
    assert (field.limit, field.most) == (limit, most)


def test_amazons_older_limit_is_told() -> None:
    title = marketplace("amazon").of_kind("title")
    assert title is not None
    source = title.source("limit")
    assert source is not None
    assert (source.date, source.note, source.is_proven) == ("2026-07-27", "200 characters before 2026-07-27", False)


def test_a_column_without_import_rules_is_an_error_of_the_table() -> None:
    with pytest.raises(LookupError, match="no import rule for nonsense"):
        with_import_rules(ListingField("nonsense", FieldKind.TITLE), "etsy", "document", "2026-01-01")


GOOD = [
    ("amazon", "title", ("Acme Ceramic Mug with Lid, Blue, 350 ml",), "en"),
    ("amazon", "title", ("Acme Caneca de Cerâmica com Tampa, Azul, 350 ml",), "pt-BR"),
    ("amazon", "bullets", ("Holds 350 ml of coffee", "Keeps warm for 2 hours", "Safe in dishwashers"), "en"),
    ("amazon", "search_terms", ("coffee mug", "tea cup", "caneca"), "en"),
    ("ebay", "title", ("Acme M200 Ceramic Mug Blue 350 ml",), "en"),
    ("google_merchant", "title", ("Acme Organic Cotton Men's T-Shirt - Blue - M",), "en"),
    ("google_merchant", "highlights", ("Fits in cup holders", "Safe in dishwashers"), "en"),
    ("etsy", "title", ("Ceramic mug, hand-thrown: blue & white (350 ml)",), "en"),
    ("etsy", "tags", ("caneca artesanal", "pottery mug", "presente d'avó"), "pt-BR"),
    ("etsy", "materials", ("stoneware", "algodão orgânico"), "pt-BR"),
    ("shopify", "meta_description", ("A ceramic mug of 350 ml, hand-thrown.",), "en"),
    ("woocommerce", "title", ("ANY TITLE AT ALL!",), "en"),
    ("mercado_livre", "title", ("Caneca Acme M200 Cerâmica Azul 350 ml",), "pt-BR"),
]


@pytest.mark.parametrize(("name", "kind", "texts", "locale"), GOOD)
def test_a_good_listing_has_no_problems(name: str, kind: str, texts: tuple[str, ...], locale: str) -> None:
    field = marketplace(name).of_kind(kind)
    assert field is not None
    assert problems(field, texts, locale, {"Acme"}) == []


@each_field
def test_rules_are_told_in_words_and_as_json(one: Marketplace, field: ListingField) -> None:
    rows = list(rule_rows(field))
    assert len(rows) == len(rules_of(field))
    assert all(words and "{" not in words.replace("{ }", "") for words, _ in rows)
    written = as_json(field)
    assert set(written) - {"name", "kind", "unit", "most", "sources"} <= set(rule_names())


def test_every_rule_can_be_told() -> None:
    full = replace(
        ListingField("f", FieldKind.TAGS),
        **{rule: value for _, field in FIELDS for rule in rules_of(field) if (value := getattr(field, rule))},
    )
    assert set(rule_names()) == {*rules_of(full)}
