"""Mercado Livre's listings: title and description. Its rules are not researched: what is said of them only warns."""

from __future__ import annotations

from catalog_cli.marketplaces.fields import Casing, FieldKind, ListingField, Marketplace, RuleSource
from catalog_cli.marketplaces.phrases import PROMOTIONS, SUBJECTIVE
from catalog_cli.marketplaces.title_parts import DROP_ORDER
from catalog_cli.segment import Limit

_READ = "2026-11-22"
_PRACTICE = "Mercado Libre Developers, Best practices for listing items"
_CATEGORIES = "Mercado Libre Developers, settings of a category (max_title_length), as other programs quote them"

_TITLE = ListingField(
    "title",
    FieldKind.TITLE,
    limit=Limit(60),
    is_required=True,
    bans_emoji=True,
    bans_contacts=True,
    bans_prices=True,
    banned_phrases=PROMOTIONS + SUBJECTIVE,
    max_repeats=1,
    casing=Casing.NO_CAPITALS,
    part_order=("product_type", "brand", "model", "material", "color", "size", "capacity", "feature"),
    drop_order=DROP_ORDER,
    sources=(
        RuleSource(("limit",), _CATEGORIES, _READ, True, False, "each category says its own; 60 is the usual one"),
        RuleSource(("part_order", "max_repeats"), _PRACTICE, "2022-12-28", is_advice=True),
        RuleSource(
            ("is_required", "markup", "bans_emoji", "bans_contacts", "bans_prices", "banned_phrases", "casing"),
            "not researched: what marketplaces usually ask",
            _READ,
            is_advice=True,
            is_proven=False,
        ),
    ),
)

_DESCRIPTION = ListingField(
    "description",
    FieldKind.DESCRIPTION,
    bans_contacts=True,
    sources=(
        RuleSource(
            ("markup", "bans_contacts"),
            "not researched: what marketplaces usually ask",
            _READ,
            is_advice=True,
            is_proven=False,
        ),
    ),
)

MARKETPLACE = Marketplace(
    name="mercado_livre",
    title="Mercado Livre",
    version="2026-11-22",
    source_of_truth=f"{_PRACTICE}; {_CATEGORIES}",
    fields=(_TITLE, _DESCRIPTION),
    unproven="all of it but the order of title parts and that titles should not repeat words: its rules are not "
    "researched, so nothing is refused and everything is a warning",
    only_warns=True,
)
