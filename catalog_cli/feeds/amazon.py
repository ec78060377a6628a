"""Amazon's flat files: the names of the current templates and reports, and those of the templates before them.

A current name says where and in which language its text is read: "item_name[marketplace_id=...][language_tag=en_US]
#1.value". The part before the brackets and the part behind them are the field; what the brackets say of the language
is the column's locale. A column "...standardized_values..." holds values of Amazon's own.
"""

from __future__ import annotations

from catalog_cli.feeds.table import AllowedValues, Anchors, ColumnRule, FeedTable, ImportLimit, ImportRules
from catalog_cli.job import Layout
from catalog_cli.product import Role

# "[marketplace_id=ATVPDKIKX0DER][language_tag=en_US]" as words: letters and digits come apart.
_PLACE = r"(?: marketplace id=[a-z0-9]+(?: [a-z0-9]+)*?)?(?: language tag=[a-z]+(?: [a-z]+)?)?"


def _field(*names: str) -> tuple[str, ...]:
    """Return the patterns of fields: each with its place and number as templates write it, or bare."""
    return tuple(rf"(?:{name}){_PLACE}(?: \d+)?(?: value)?(?: \d+)?" for name in names)


_CODES = (
    ColumnRule(Role.ENUM, "a value of Amazon's own", (r".+ standardized values?(?: \d+)?",)),
    ColumnRule(Role.IDENTIFIER, "identifier", ("contribution sku 1 value|item sku|seller sku|sku",)),
    ColumnRule(
        Role.IDENTIFIER,
        "the parent's identifier",
        (rf"child parent sku relationship{_PLACE} 1 parent sku|parent sku",),
    ),
    ColumnRule(
        Role.IDENTIFIER,
        "identifier",
        _field(
            r"(?:externally assigned |external )?product (?:identifier|id)s?|amzn 1 volt ca product id value",
            r"asin(?: 1)?|merchant suggested asin|upc|ean|gtin|isbn|(?:model|part) number|model",
            r"(?:merchant )?catalog number",
        ),
    ),
    ColumnRule(Role.IDENTIFIER, "brand: stays as it is", _field("brand(?: name)?", "manufacturer"), holds_names=True),
    ColumnRule(Role.IDENTIFIER, "name of a model: stays as it is", _field("model name")),
    ColumnRule(Role.ENUM, "a report's copy of the title: read only", ("title",)),
    ColumnRule(
        Role.ENUM,
        "Amazon's setting",
        (
            r"product type(?: 1 value)?|feed product type|record action|listing (?:status|action)|update delete",
            rf"parentage level{_PLACE} 1 value|parent child|parentage",
            rf"child parent sku relationship{_PLACE} 1 child relationship type|relationship type",
            r"variation theme(?: 1 name)?",
            r"(?:\S+ )*product id type|amzn 1 volt ca product id type",
            r"(?:color|size) map|quantity|currency|fulfillment (?:\S+ ){0,4}\S+|(?:\S+ ){0,16}unit(?: of measure)?",
            *_field(
                "item type(?: keyword| name)?|recommended browse nodes?|condition(?: type| note)?|country of origin",
                r"product tax code|(?:batteries|supplier declared|hazmat|are batteries|number of) (?:\S+ ){0,3}\S+",
                "unit count|package level|item package quantity|age range(?: description)?|target gender",
                r"gtin exemption(?: \S+)?|merchant shipping group(?: \S+)?",
            ),
        ),
    ),
)

_AMOUNTS = (
    ColumnRule(Role.URL, "address of an image", (r"(?:\S+ ){0,3}image (?:\S+ )?locator(?: \S+){0,16}",)),
    ColumnRule(Role.URL, "address of an image", (r"(?:\S+ )*(?:url|media location)(?: \d+)?",)),
    ColumnRule(
        Role.PRICE,
        "price",
        (rf"purchasable offer .+|(?:standard|sale|list|business|item) price(?:{_PLACE} .*value.*)?|msrp",),
        in_variant=True,
    ),
    ColumnRule(Role.DATE, "date", _field(r"(?:\S+ ){0,4}date(?: \S+){0,2}")),
    ColumnRule(
        Role.MEASURE,
        "measure",
        (
            r"(?:(?:item|package|website shipping|item display|shipping) (?:\S+ ){0,3})?"
            rf"(?:weight|length|width|height|depth|dimensions){_PLACE}(?: \d+)?(?: \S+){{0,2}}",
        ),
        in_variant=True,
    ),
)

_TEXTS = (
    ColumnRule(Role.TITLE, "product title", _field("item name|product name")),
    ColumnRule(Role.TEXT, "bullet point", _field("bullet point")),
    ColumnRule(Role.TEXT, "item highlights", _field("item highlights?|special features?|product features?")),
    ColumnRule(Role.TEXT, "description, plain text with <br> at most", _field("(?:rtip )?product description")),
    ColumnRule(
        Role.LIST,
        "keywords of the search, by bytes",
        _field("generic keywords?|search terms|platinum keywords|subject keyword"),
        separators=(";", ","),
    ),
    ColumnRule(Role.OPTION, "colour, as buyers read it", _field("colou?r(?: name)?"), in_variant=True),
    ColumnRule(Role.OPTION, "size, as buyers read it", _field("size(?: name)?"), in_variant=True),
    ColumnRule(
        Role.OPTION,
        "attribute, as buyers read it",
        _field(
            "(?:style|pattern|flavou?r|scent|material|outer material|fabric|finish)(?: name| type)?",
        ),
        in_variant=True,
    ),
)

TABLE = FeedTable(
    name="amazon",
    title="Amazon flat file and category listings report",
    version="2026.1",
    source_of_truth="https://sellercentral.amazon.com/help/hub/reference/G1641",
    rules=_CODES + _AMOUNTS + _TEXTS,
    anchors=(
        Anchors(
            required=("contribution sku 1 value",),
            strong=(
                *("product type 1 value", "record action", "listing status", "variation theme 1 name"),
                *("fulfillment availability 1 quantity", "fulfillment availability 1 fulfillment channel code"),
                *("amzn 1 volt ca product id type", "amzn 1 volt ca product id value"),
            ),
        ),
        Anchors(
            required=("item sku",),
            strong=(
                *("feed product type", "external product id type", "external product id", "update delete"),
                *("parent child", "parent sku", "relationship type", "variation theme", "bullet point 1"),
                *("generic keywords", "recommended browse nodes", "other image url 1", "main image url"),
            ),
            negative=("handle", "store view code"),
        ),
    ),
    identifiers=("contribution sku 1 value", "item sku", "seller sku"),
    parents=(rf"child parent sku relationship{_PLACE} 1 parent sku", "parent sku"),
    skus=("contribution sku 1 value", "item sku", "seller sku"),
    keys=("contribution sku 1 value", "item sku", "seller sku"),
    locale_header=(
        r"(?P<base>[^\[\]#]+)(?:\[(?!language_tag=)[^\[\]]*\])*\[language_tag=(?P<locale>[A-Za-z]{2,3}_[A-Z]{2})\]"
        r"(?:\[[^\[\]]*\])*(?P<scope>#.*)"
    ),
    localized_role=Role.TEXT,
    layouts=(Layout.REPLACE, Layout.COLUMNS),
    layout_reason="the file's own columns for the target's language are filled; a template has no room for others",
    on_import=(
        (
            Layout.REPLACE,
            "Texts in the file's own columns for the target's language are imported as such; where it has none, they "
            "stand in columns whose header names the source's language_tag and marketplace_id, and Amazon would take "
            "them for that language: put the target's into the header, or fill in the target marketplace's template.",
        ),
        (
            Layout.COLUMNS,
            "Columns with the target's language_tag are added beside the source's, for the same marketplace_id: only a "
            "marketplace that has that language takes them.",
        ),
    ),
    unproven=(
        "The rows above the field names and the names of older templates are those of files that sellers have; the "
        "limit of 75 characters for titles is from secondary sources; and attributes for which a template lists the "
        "values are taken for free text: use --keep."
    ),
    import_rules=ImportRules(
        required=(("contribution sku 1 value", "item sku", "seller sku"),),
        filled=("contribution sku 1 value", "item sku", "seller sku"),
        limits=(
            ImportLimit(_field("item name"), 200),
            ImportLimit(_field("item name"), 75, since="2026-07-27", is_proven=False),
            ImportLimit(_field("item highlights?"), 125, is_proven=False),
            ImportLimit(_field("bullet point"), 255, is_advice=True, is_proven=False),
            ImportLimit(_field("product description"), 2000),
            ImportLimit(_field("generic keywords?"), 249, "bytes", is_proven=False),
        ),
        allowed=(
            AllowedValues(
                (rf"parentage level{_PLACE} 1 value", "parent child", "parentage"),
                frozenset({"parent", "child"}),
                is_proven=False,
            ),
        ),
        unique=("contribution sku 1 value", "item sku", "seller sku"),
    ),
)
