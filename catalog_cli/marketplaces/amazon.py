"""Amazon's listings: title, item highlights, bullet points, description and search terms.

Titles were 200 characters until 2026-07-27 and are 75 since, except for media products (books, music, video), which
keep 200. Categories have style guides of their own, which stand behind the seller's login and are not here: a
marketplace file with `based_on = "amazon"` changes a rule.
"""

from __future__ import annotations

from catalog_cli.marketplaces.fields import Casing, FieldKind, ListingField, Marketplace, Markup, RuleSource
from catalog_cli.marketplaces.import_limits import with_import_rules
from catalog_cli.marketplaces.phrases import CALLS, GUARANTEES, PLACEHOLDERS, PROMOTIONS, SUBJECTIVE, VAGUE_TERMS
from catalog_cli.marketplaces.title_parts import DROP_ORDER

_READ = "2026-11-22"
_TITLES = "Amazon Seller Central, Product title requirements and guidelines"
_PAGES = "Amazon Seller Central, Product detail page rules"
_BULLETS = "Amazon Seller Central, Bullet point requirements"
_TERMS = "Amazon Seller Central, Use search terms effectively"
_LENGTH = "Announcement of shorter titles and of item highlights, as trade press reports it"

_TITLE = with_import_rules(
    ListingField(
        "item_name",
        FieldKind.TITLE,
        is_required=True,
        banned_characters="!$?_{}^¬¦",
        decorative_characters="~#<>*",
        bans_emoji=True,
        bans_contacts=True,
        bans_prices=True,
        banned_phrases=PROMOTIONS + SUBJECTIVE + CALLS,
        max_repeats=2,
        casing=Casing.TITLE,
        part_order=(
            "brand",
            "style",
            "feature",
            "material",
            "product_type",
            "model",
            "pattern",
            "color",
            "size",
            "capacity",
            "net_content",
            "pack_quantity",
        ),
        drop_order=DROP_ORDER,
        sources=(
            RuleSource(
                ("is_required", "banned_characters", "decorative_characters", "banned_phrases", "max_repeats"),
                _TITLES,
                "2025-01-21",
                note="a banned character may stand in a brand's name; articles, prepositions and conjunctions repeat; "
                "media products are exempt",
            ),
            RuleSource(("casing", "part_order"), _TITLES, _READ, is_advice=True),
            RuleSource(("markup", "bans_contacts", "bans_prices"), _PAGES, _READ),
            RuleSource(("bans_emoji",), "Amazon Seller Central (UK), Product titles", _READ, is_advice=True),
        ),
    ),
    "amazon",
    _LENGTH,
    _READ,
)

_HIGHLIGHTS = with_import_rules(
    ListingField(
        "item_highlights",
        FieldKind.HIGHLIGHTS,
        joined_by=", ",
        most=0,
        bans_contacts=True,
        bans_prices=True,
        banned_phrases=PROMOTIONS + SUBJECTIVE + CALLS,
        is_unique=True,
        casing=Casing.NO_CAPITALS,
        part_order=("material", "feature", "benefit", "room", "activity", "occasion", "care"),
        drop_order=DROP_ORDER,
        sources=(
            RuleSource(("joined_by", "most", "casing", "part_order"), _LENGTH, _READ, is_advice=True, is_proven=False),
            RuleSource(("markup", "bans_contacts", "bans_prices", "banned_phrases"), _PAGES, _READ),
        ),
    ),
    "amazon",
    _LENGTH,
    _READ,
)

_BULLET_POINTS = with_import_rules(
    ListingField(
        "bullet_point",
        FieldKind.BULLETS,
        shortest=10,
        least=3,
        most=5,
        banned_characters="™®€…†‡¢£¥©±~",
        bans_emoji=True,
        bans_contacts=True,
        bans_prices=True,
        banned_phrases=PROMOTIONS + GUARANTEES + CALLS + PLACEHOLDERS,
        is_unique=True,
        casing=Casing.OPENING,
        part_order=("material", "feature", "dimensions", "capacity", "care", "warranty"),
        sources=(
            RuleSource(
                ("banned_characters", "bans_emoji", "banned_phrases", "is_unique"),
                _BULLETS,
                "2024-08-15",
                is_proven=False,
            ),
            RuleSource(("shortest", "least", "casing", "part_order"), _BULLETS, "2024-08-15", True, False),
            RuleSource(("most",), _BULLETS, "2024-08-15", is_proven=False, note="some categories take more"),
            RuleSource(("markup", "bans_contacts", "bans_prices"), _PAGES, _READ),
        ),
    ),
    "amazon",
    _BULLETS,
    "2024-08-15",
)

_DESCRIPTION = with_import_rules(
    ListingField(
        "product_description",
        FieldKind.DESCRIPTION,
        markup=Markup.BREAKS,
        bans_contacts=True,
        bans_prices=True,
        banned_phrases=PROMOTIONS + GUARANTEES + CALLS,
        sources=(RuleSource(("markup", "bans_contacts", "bans_prices", "banned_phrases"), _PAGES, _READ),),
    ),
    "amazon",
    _PAGES,
    _READ,
)

_SEARCH_TERMS = with_import_rules(
    ListingField(
        "generic_keyword",
        FieldKind.SEARCH_TERMS,
        joined_by=" ",
        most=0,
        banned_characters=';:,.!?"|/',
        banned_phrases=VAGUE_TERMS,
        bans_names=True,
        bans_function_words=True,
        max_repeats=1,
        is_unique=True,
        casing=Casing.LOWER,
        part_order=("product_type", "material", "style", "feature", "room", "activity", "occasion", "theme"),
        sources=(
            RuleSource(
                ("banned_phrases", "bans_names"), _TERMS, "2025-08-14", note="other makers' brand names are banned too"
            ),
            RuleSource(
                (
                    "joined_by",
                    "most",
                    "banned_characters",
                    "bans_function_words",
                    "max_repeats",
                    "is_unique",
                    "casing",
                    "part_order",
                ),
                _TERMS,
                "2025-08-14",
                is_advice=True,
                note="spaces are counted here, though Amazon says that it does not count them; in Japan and "
                "India other lengths are told of",
            ),
        ),
    ),
    "amazon",
    _TERMS,
    "2018-08-02",
)

MARKETPLACE = Marketplace(
    name="amazon",
    title="Amazon",
    version="2026-11-22",
    source_of_truth=f"{_TITLES}; {_PAGES}; {_BULLETS}; {_TERMS}",
    feed="amazon",
    fields=(_TITLE, _HIGHLIGHTS, _BULLET_POINTS, _DESCRIPTION, _SEARCH_TERMS),
    unproven="titles of 75 characters and highlights of 125: three secondary sources agree, Amazon's page was not read "
    "with them in it; bullet points: read in secondary sources; the order of title parts differs by category; all of "
    "it was read in English: phrases in other languages say the same by our judgement",
)
