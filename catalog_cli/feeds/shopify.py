"""Shopify's product CSV: the header exported until 2025 and the one of the current template.

Column names are those of Shopify's help page "Using CSV files to import and export products" and of its sample
product_template.csv; the row model (continuation rows, "Default Title") is what its exports hold.
"""

from __future__ import annotations

from catalog_cli.feeds.table import (
    AllowedValues,
    Anchors,
    ColumnRule,
    FeedTable,
    ImportLimit,
    ImportRules,
    Sentinel,
)
from catalog_cli.job import Layout
from catalog_cli.product import Role

_DEFAULT_TITLE = "Default Title"

_TRANSLATED = (
    ColumnRule(Role.TITLE, "product title", ("title",)),
    ColumnRule(Role.HTML, "product description, always HTML", ("body html", "description", "body")),
    ColumnRule(Role.LIST, "tags, separated by commas", ("tags",), separators=(",",)),
    ColumnRule(Role.OPTION, "option name", (r"option [123] name",)),
    ColumnRule(
        Role.OPTION,
        "option value",
        (r"option [123] value",),
        reserved=frozenset({_DEFAULT_TITLE}),
        in_variant=True,
    ),
    ColumnRule(Role.TEXT, "image alt text", ("image alt text",)),
    ColumnRule(Role.TITLE, "search engine title", ("seo title",)),
    ColumnRule(Role.TEXT, "search engine description", ("seo description",)),
)

_KEPT = (
    ColumnRule(Role.HANDLE, "the product's address in the shop", ("handle", "url handle")),
    ColumnRule(Role.IDENTIFIER, "identifier", ("id", "variant id")),
    ColumnRule(Role.IDENTIFIER, "identifier", ("sku", "variant sku", "barcode", "variant barcode"), in_variant=True),
    ColumnRule(Role.IDENTIFIER, "brand: stays as it is", ("vendor",)),
    ColumnRule(Role.ENUM, "Shopify's own taxonomy", ("product category", "standard(?:ized)? product type")),
    ColumnRule(
        Role.ENUM,
        "collections and filters depend on it: use --column to translate it",
        ("type", "custom product type", "product type"),
    ),
    ColumnRule(Role.ENUM, "a setting", ("published(?: on online store| scope| at)?", "status", "gift card")),
    ColumnRule(Role.ENUM, "reference to a metafield", ("option [123] linked to",)),
    ColumnRule(
        Role.PRICE,
        "price",
        (
            "(?:variant )?price",
            "(?:variant )?compare at price",
            "cost per item",
            "price / .+",
            "compare at price / .+",
        ),
        in_variant=True,
    ),
    ColumnRule(Role.ENUM, "a setting", ("included / .+",)),
    ColumnRule(Role.MEASURE, "weight in grams", ("variant grams", "weight value grams"), in_variant=True),
    ColumnRule(
        Role.ENUM,
        "a setting of the variant",
        (
            "(?:variant )?inventory (?:tracker|qty|quantity|policy)",
            "continue selling when out of stock",
            "(?:variant )?fulfillment service",
            "(?:variant )?requires shipping",
            "variant taxable",
            "charge tax",
            "(?:variant )?tax code",
            "variant weight unit",
            "weight unit for display",
            "unit price (?:total|base) measure(?: unit)?",
        ),
        in_variant=True,
    ),
    ColumnRule(Role.URL, "address of an image", ("image src", "product image url")),
    ColumnRule(Role.URL, "address of an image", ("variant image(?: url)?",), in_variant=True),
    ColumnRule(Role.ENUM, "a setting", ("image position", "template suffix", "collection")),
    ColumnRule(Role.ENUM, "a value of Google Shopping", ("google shopping / .+",)),
    ColumnRule(None, "metafield: use --column to translate it", (r".+ (?:product|variant) metafields .+",)),
)

# Other platforms' exports that share "title" or "handle".
_OTHERS = (
    "visibility in catalog",
    "store view code",
    "default content",
    "translated content",
    "contribution sku 1 value",
)

_LEGACY = Anchors(
    required=("handle",),
    strong=(
        "body html",
        "option 1 name",
        "option 1 value",
        "variant sku",
        "variant grams",
        "variant price",
        "variant inventory qty",
        "variant inventory policy",
        "variant compare at price",
        "image src",
        "image alt text",
        "seo title",
    ),
    negative=_OTHERS,
)

_CURRENT = Anchors(
    required=("url handle", "title"),
    strong=(
        "published on online store",
        "option 1 name",
        "option 1 value",
        "compare at price",
        "continue selling when out of stock",
        "inventory quantity",
        "weight value grams",
        "product image url",
        "variant image url",
        "image alt text",
        "seo title",
    ),
    negative=_OTHERS,
)

_IMPORT = ImportRules(
    required=(("handle", "url handle"), ("title",)),
    filled=("handle", "url handle", "title"),
    limits=(
        ImportLimit(("title",), 255, is_proven=False),
        ImportLimit(("tags",), 250, "values", is_proven=False),
        # What search engines show, not what Shopify takes.
        ImportLimit(("seo title",), 70, is_advice=True, is_proven=False),
        ImportLimit(("seo description",), 160, is_advice=True, is_proven=False),
    ),
    allowed=(
        AllowedValues(("published(?: on online store)?", "gift card"), frozenset({"true", "false"})),
        AllowedValues(("status",), frozenset({"active", "draft", "archived", "unlisted"})),
        AllowedValues(
            ("variant inventory policy", "continue selling when out of stock"), frozenset({"deny", "continue"})
        ),
        AllowedValues(("variant weight unit", "weight unit for display"), frozenset({"g", "kg", "lb", "oz"})),
        AllowedValues(
            ("(?:variant )?requires shipping", "variant taxable", "charge tax"), frozenset({"true", "false"})
        ),
    ),
    unique=("handle", "url handle"),
)

TABLE = FeedTable(
    name="shopify",
    version="2025.1",
    title="Shopify product CSV",
    address="/products/{}",
    source_of_truth="https://help.shopify.com/en/manual/products/import-export/using-csv",
    rules=_TRANSLATED + _KEPT,
    anchors=(_LEGACY, _CURRENT),
    grouping=("handle", "url handle"),
    identifiers=("handle", "url handle", "(?:variant )?sku"),
    skus=("(?:variant )?sku",),
    sentinels=(Sentinel("option 1 name", "Title", "option 1 value", _DEFAULT_TITLE),),
    import_rules=_IMPORT,
    layouts=(Layout.REPLACE, Layout.COLUMNS),
    layout_reason="the product import reads no other columns",
    on_import=(
        # Shopify's product import writes into the product itself; further languages come in through its translation
        # app, whose file is the feed shopify_translations.
        (
            Layout.REPLACE,
            "Importing this file into Shopify overwrites the text in the shop's primary language: "
            "import it only into a shop whose own language is {locale}.",
        ),
        (Layout.COLUMNS, "Importing this file into Shopify changes no text: the added columns are for people."),
    ),
)
