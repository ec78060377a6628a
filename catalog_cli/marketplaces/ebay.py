"""eBay's listings: title, subtitle and description. Item specifics are columns of the feed, not texts of a listing."""

from __future__ import annotations

from catalog_cli.marketplaces.fields import Casing, FieldKind, ListingField, Marketplace, Markup, RuleSource
from catalog_cli.marketplaces.import_limits import with_import_rules
from catalog_cli.marketplaces.phrases import ATTENTION, PROMOTIONS, SUBJECTIVE
from catalog_cli.marketplaces.title_parts import DROP_ORDER

_READ = "2026-11-22"
_TITLES = "eBay Developers Program, Trading user guide: Listing title"
_ADVICE = "eBay Help, Writing titles and descriptions for your listings"
_LINKS = "eBay Help, Links policy"

_TITLE = with_import_rules(
    ListingField(
        "Title",
        FieldKind.TITLE,
        decorative_characters="~#<>*!$",
        bans_emoji=True,
        bans_contacts=True,
        banned_phrases=PROMOTIONS + SUBJECTIVE + ATTENTION,
        casing=Casing.NO_CAPITALS,
        part_order=(
            "brand",
            "model",
            "product_type",
            "gender",
            "material",
            "color",
            "size",
            "capacity",
            "feature",
            "condition",
            "pack_quantity",
        ),
        drop_order=DROP_ORDER,
        sources=(
            RuleSource(
                ("decorative_characters", "bans_emoji", "banned_phrases", "casing", "part_order"),
                _ADVICE,
                _READ,
                is_advice=True,
                is_proven=False,
            ),
            RuleSource(("bans_contacts",), _LINKS, _READ, is_proven=False),
        ),
    ),
    "ebay",
    _TITLES,
    _READ,
)

_SUBTITLE = with_import_rules(
    ListingField(
        "Subtitle",
        FieldKind.SUBTITLE,
        bans_contacts=True,
        casing=Casing.NO_CAPITALS,
        part_order=("feature", "benefit", "material", "condition"),
        drop_order=DROP_ORDER,
        sources=(
            RuleSource(("casing", "part_order"), _ADVICE, _READ, is_advice=True, is_proven=False),
            RuleSource(("bans_contacts",), _LINKS, _READ, is_proven=False),
        ),
    ),
    "ebay",
    _TITLES,
    _READ,
)

_DESCRIPTION = ListingField(
    "Description",
    FieldKind.DESCRIPTION,
    markup=Markup.HTML,
    bans_contacts=True,
    sources=(
        RuleSource(("markup",), "eBay Help, HTML, JavaScript and active content policy", _READ, is_proven=False),
        RuleSource(("bans_contacts",), _LINKS, _READ, is_proven=False),
    ),
)

MARKETPLACE = Marketplace(
    name="ebay",
    title="eBay",
    version="2026-11-22",
    source_of_truth=f"{_TITLES}; {_ADVICE}; {_LINKS}",
    feed="ebay",
    fields=(_TITLE, _SUBTITLE, _DESCRIPTION),
    unproven="only the lengths of title and subtitle were read in eBay's own documents; what it advises against is "
    "from secondary sources, and is advice",
)
