"""Shopify's listings: title, description, tags, and what search engines show of a page."""

from __future__ import annotations

from catalog_cli.marketplaces.fields import Casing, FieldKind, ListingField, Marketplace, Markup, RuleSource
from catalog_cli.marketplaces.import_limits import with_import_rules
from catalog_cli.marketplaces.title_parts import DROP_ORDER

_READ = "2026-11-22"
_CSV = "Shopify Help Center, Using CSV files to import and export products"
_SEO = "Shopify Help Center, Adding keywords for SEO to your Shopify store"

_TITLE = with_import_rules(
    ListingField(
        "Title",
        FieldKind.TITLE,
        part_order=("brand", "product_type", "model", "material", "color", "size", "pack_quantity"),
        drop_order=DROP_ORDER,
        sources=(RuleSource(("part_order",), _SEO, _READ, is_advice=True, is_proven=False),),
    ),
    "shopify",
    _CSV,
    _READ,
)

_DESCRIPTION = ListingField(
    "Body (HTML)",
    FieldKind.DESCRIPTION,
    markup=Markup.HTML,
    sources=(RuleSource(("markup",), _CSV, _READ),),
)

_TAGS = with_import_rules(
    ListingField(
        "Tags",
        FieldKind.TAGS,
        most=0,
        banned_characters=",",
        is_unique=True,
        part_order=("product_type", "material", "color", "style", "occasion", "season"),
        sources=(
            RuleSource(("banned_characters",), _CSV, _READ, note="the comma stands between tags"),
            RuleSource(("is_unique", "part_order"), _CSV, _READ, is_advice=True, is_proven=False),
        ),
    ),
    "shopify",
    _CSV,
    _READ,
)

META_TITLE = with_import_rules(
    ListingField(
        "SEO Title",
        FieldKind.META_TITLE,
        casing=Casing.NO_CAPITALS,
        max_repeats=2,
        part_order=("product_type", "material", "color", "size", "brand"),
        drop_order=DROP_ORDER,
        sources=(
            RuleSource(
                ("casing", "max_repeats", "part_order"),
                "Google Search Central, Influencing your title links in search results",
                _READ,
                is_advice=True,
                is_proven=False,
            ),
        ),
    ),
    "shopify",
    _SEO,
    "2026-05-22",
)

META_DESCRIPTION = with_import_rules(
    ListingField(
        "SEO Description",
        FieldKind.META_DESCRIPTION,
        casing=Casing.NO_CAPITALS,
        sources=(
            RuleSource(
                ("casing", "markup"),
                "Google Search Central, Control your snippets in search results",
                _READ,
                is_advice=True,
                is_proven=False,
                note="Shopify's admin is said to have taken 320 characters and no more; search engines show about 160",
            ),
        ),
    ),
    "shopify",
    _SEO,
    "2026-05-22",
)

MARKETPLACE = Marketplace(
    name="shopify",
    title="Shopify",
    version="2026-11-22",
    source_of_truth=f"{_CSV}; {_SEO}",
    feed="shopify",
    fields=(_TITLE, _DESCRIPTION, _TAGS, META_TITLE, META_DESCRIPTION),
    unproven="the lengths of title, SEO title and SEO description were read in secondary sources that quote Shopify",
)
