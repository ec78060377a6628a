"""Etsy's listings: title, description, tags and materials. The characters are those of Etsy's API."""

from __future__ import annotations

from catalog_cli.marketplaces.fields import Casing, FieldKind, ListingField, Marketplace, RuleSource
from catalog_cli.marketplaces.import_limits import with_import_rules
from catalog_cli.marketplaces.phrases import PROMOTIONS, SUBJECTIVE
from catalog_cli.marketplaces.title_parts import DROP_ORDER

_READ = "2026-11-22"
_API = "Etsy Open API v3 reference, createDraftListing"
_HELP = "Etsy Help Center, How to create a listing"
_HANDBOOK = "Etsy Seller Handbook, advice on listing titles of 2025"

_TITLE = with_import_rules(
    ListingField(
        "title",
        FieldKind.TITLE,
        allowed_categories=("L", "Nd", "P", "Sm", "Zs"),
        allowed_characters="™©®",
        once_characters="%:&+",
        banned_phrases=PROMOTIONS + SUBJECTIVE,
        casing=Casing.NO_CAPITALS,
        part_order=("product_type", "material", "color", "style", "size", "pattern", "theme", "occasion"),
        drop_order=DROP_ORDER,
        sources=(
            RuleSource(("allowed_categories", "allowed_characters", "once_characters"), _API, _READ),
            RuleSource(("banned_phrases", "casing", "part_order"), _HANDBOOK, _READ, is_advice=True, is_proven=False),
        ),
    ),
    "etsy",
    _HELP,
    _READ,
)

_DESCRIPTION = with_import_rules(
    ListingField("description", FieldKind.DESCRIPTION, sources=(RuleSource(("markup",), _HELP, _READ),)),
    "etsy",
    _API,
    _READ,
)

_TAGS = with_import_rules(
    ListingField(
        "tags",
        FieldKind.TAGS,
        most=0,
        allowed_categories=("L", "Nd", "Zs"),
        allowed_characters="-'™©®",
        is_unique=True,
        part_order=("product_type", "material", "color", "style", "theme", "occasion", "room", "season"),
        sources=(
            RuleSource(("allowed_categories", "allowed_characters"), _API, _READ),
            RuleSource(("is_unique",), _HELP, _READ, is_proven=False),
            RuleSource(("part_order",), _HANDBOOK, _READ, is_advice=True, is_proven=False),
        ),
    ),
    "etsy",
    _HELP,
    _READ,
)

_MATERIALS = ListingField(
    "materials",
    FieldKind.MATERIALS,
    most=13,
    allowed_categories=("L", "Nd", "Zs"),
    is_unique=True,
    part_order=("material", "lining_material", "frame_material", "gemstone"),
    sources=(
        RuleSource(("allowed_categories",), _API, _READ),
        RuleSource(("most", "is_unique"), _HELP, _READ, is_proven=False),
        RuleSource(("part_order",), _HELP, _READ, is_advice=True, is_proven=False),
    ),
)

MARKETPLACE = Marketplace(
    name="etsy",
    title="Etsy",
    version="2026-11-22",
    source_of_truth=f"{_API}; {_HELP}; {_HANDBOOK}",
    feed="etsy",
    fields=(_TITLE, _DESCRIPTION, _TAGS, _MATERIALS),
    unproven="13 materials, that tags may not repeat, and what the handbook advises: from secondary sources; the API "
    "counts combining marks among the characters that it does not allow, which would forbid Hindi and Thai titles",
)
