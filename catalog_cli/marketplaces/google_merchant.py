"""Google Merchant Center's listings: title, description and product highlights."""

from __future__ import annotations

from catalog_cli.marketplaces.fields import Casing, FieldKind, ListingField, Marketplace, RuleSource
from catalog_cli.marketplaces.import_limits import with_import_rules
from catalog_cli.marketplaces.phrases import ATTENTION, CALLS, PROMOTIONS, SUBJECTIVE
from catalog_cli.marketplaces.title_parts import DROP_ORDER

_READ = "2026-11-22"
_TITLES = "Google Merchant Center Help, Title [title] and structured title [structured_title]"
_DESCRIPTIONS = "Google Merchant Center Help, Description [description] and structured description"
_HIGHLIGHTS = "Google Merchant Center Help, Product highlight [product_highlight]"
_SPECIFICATION = "Google Merchant Center Help, Product data specification"

_TITLE = with_import_rules(
    ListingField(
        "title",
        FieldKind.TITLE,
        decorative_characters="~*!^<>",
        bans_emoji=True,
        bans_contacts=True,
        bans_prices=True,
        banned_phrases=PROMOTIONS + ATTENTION,
        casing=Casing.NO_CAPITALS,
        part_order=(
            "brand",
            "gender",
            "age_group",
            "material",
            "product_type",
            "model",
            "pattern",
            "color",
            "size",
            "capacity",
            "pack_quantity",
        ),
        drop_order=DROP_ORDER,
        sources=(
            RuleSource(("banned_phrases", "bans_prices"), _TITLES, _READ),
            RuleSource(("casing",), _TITLES, _READ, note="abbreviations may be capitals; not all are known here"),
            RuleSource(
                ("decorative_characters", "bans_emoji"),
                _TITLES,
                _READ,
                note='the page names "gimmicky foreign characters"; which those are is our reading',
            ),
            RuleSource(("bans_contacts",), _TITLES, _READ, is_proven=False),
            RuleSource(("part_order",), _TITLES, _READ, is_advice=True, note="after the page's example"),
        ),
    ),
    "google_merchant",
    _TITLES,
    _READ,
)

_DESCRIPTION = with_import_rules(
    ListingField(
        "description",
        FieldKind.DESCRIPTION,
        is_required=True,
        bans_contacts=True,
        bans_prices=True,
        banned_phrases=PROMOTIONS + CALLS + ATTENTION,
        casing=Casing.NO_CAPITALS,
        sources=(
            RuleSource(("bans_contacts", "bans_prices", "banned_phrases", "casing"), _DESCRIPTIONS, _READ),
            RuleSource(("is_required",), _SPECIFICATION, _READ, is_proven=False),
            RuleSource(("markup",), _DESCRIPTIONS, _READ, is_advice=True, is_proven=False),
        ),
    ),
    "google_merchant",
    _SPECIFICATION,
    _READ,
)

_PRODUCT_HIGHLIGHTS = with_import_rules(
    ListingField(
        "product_highlight",
        FieldKind.HIGHLIGHTS,
        least=2,
        most=0,
        bans_emoji=True,
        bans_contacts=True,
        bans_prices=True,
        banned_phrases=PROMOTIONS + SUBJECTIVE + CALLS + ATTENTION,
        is_unique=True,
        casing=Casing.NO_CAPITALS,
        part_order=("material", "feature", "dimensions", "capacity", "care", "compatibility"),
        sources=(
            RuleSource(("least",), _HIGHLIGHTS, _READ, note="4 to 6 are recommended"),
            RuleSource(("bans_emoji", "bans_contacts", "bans_prices", "banned_phrases", "casing"), _HIGHLIGHTS, _READ),
            RuleSource(("is_unique", "part_order"), _HIGHLIGHTS, _READ, is_advice=True, is_proven=False),
        ),
    ),
    "google_merchant",
    _HIGHLIGHTS,
    _READ,
)

MARKETPLACE = Marketplace(
    name="google_merchant",
    title="Google Merchant Center",
    version="2026-11-22",
    source_of_truth=f"{_SPECIFICATION}; {_TITLES}; {_DESCRIPTIONS}; {_HIGHLIGHTS}",
    feed="google_merchant",
    fields=(_TITLE, _DESCRIPTION, _PRODUCT_HIGHLIGHTS),
    unproven="which characters are gimmicky, and which phrases beside its examples are promotional, Google does not "
    "say; most of a title after 70 characters is not shown, which is not a rule",
)
