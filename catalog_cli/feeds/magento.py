"""Magento 2's (Adobe Commerce's) product CSV: a row for each product, and one more for each store view it is told in.

Columns and limits are those of Adobe's data reference for product imports and of the open source importer and
exporter. The row with an empty store view code holds the default texts; another row with the same SKU holds those of
its store view, and an empty cell in it keeps the default.
"""

from __future__ import annotations

from catalog_cli.feeds.table import (
    AllowedValues,
    Anchors,
    ColumnRule,
    FeedTable,
    ImportLimit,
    ImportRules,
    LocaleRows,
)
from catalog_cli.job import Layout
from catalog_cli.product import Notation, Role

_VIEW = "store view code"

_TRANSLATED = (
    ColumnRule(Role.TITLE, "product title", ("name",)),
    ColumnRule(Role.HTML, "description, HTML", ("description", "short description")),
    ColumnRule(Role.TITLE, "search engine title", ("meta title",)),
    ColumnRule(Role.TEXT, "search engine description", ("meta description",)),
    ColumnRule(Role.LIST, "search keywords, separated by commas", ("meta keywords?",), separators=(",",)),
    ColumnRule(Role.TEXT, "image text", ("(?:base|small|thumbnail|swatch) image label",)),
    ColumnRule(Role.LIST, "image texts, one for each image", ("additional image labels",), separators=(",",)),
    ColumnRule(
        Role.OPTION,
        "labels of the options that make variants",
        ("configurable variation labels",),
        notation=Notation.LABELS,
    ),
    ColumnRule(
        Role.OPTION,
        "names and titles of the buyer's choices",
        ("custom options",),
        notation=Notation.OPTION_TITLES,
    ),
)

_KEPT = (
    ColumnRule(Role.HANDLE, "the product's address in the shop", ("url key", "url path")),
    ColumnRule(Role.IDENTIFIER, "identifier", ("sku",)),
    ColumnRule(Role.IDENTIFIER, "SKUs of other products", (r"(?:related|cross ?sell|up ?sell|associated) skus",)),
    ColumnRule(Role.ENUM, "the store view that the row is for", (_VIEW,)),
    ColumnRule(
        None,
        "attribute codes with the shop's own values, which stay the same in all languages",
        ("additional attributes",),
    ),
    ColumnRule(None, "SKUs and attribute values of the variants", ("configurable variations",)),
    ColumnRule(None, "SKUs and settings of a bundle", ("bundle values",)),
    ColumnRule(None, "paths that name the shop's categories: a new name would make a new category", ("categories",)),
    ColumnRule(
        Role.ENUM,
        "a setting",
        (
            "attribute set code|product type|product websites|website id|product online|tax class name|visibility",
            "display product options in|map enabled|gift message available|gift wrapping available",
            "page layout|product options container|msrp display actual price type|country of manufacture",
            "custom design|custom layout update|custom layout|hide from product page",
            "(?:qty|out of stock qty|min cart qty|max cart qty|notify on stock below|qty increments|is in stock)",
            "(?:use config|is qty|allow|manage|enable|is decimal|deferred) .+",
            "(?:related|crosssell|cross sell|upsell|up sell) position",
            "bundle (?:price|sku|weight|shipment) (?:type|view)",
            "downloadable (?:links|samples)|giftcard .+|is returnable|is recurring",
        ),
    ),
    ColumnRule(
        Role.PRICE, "price", ("(?:special |map |msrp )?price", "msrp", "cost", "gift wrapping price", "tier prices?")
    ),
    ColumnRule(Role.MEASURE, "weight in the shop's unit", ("weight",)),
    ColumnRule(
        Role.DATE,
        "date",
        (
            "(?:created|updated) at",
            r"(?:special price|new|custom design) (?:from|to)(?: date)?",
            "special (?:from|to) date",
        ),
    ),
    ColumnRule(Role.URL, "image files", ("(?:base|small|thumbnail|swatch) image", "additional images")),
)

_OTHERS = ("visibility in catalog", "body html", "url handle", "item group id", "default content", "family variant")

TABLE = FeedTable(
    name="magento",
    version="2.4.1",
    source_of_truth="https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/"
    "data-attributes-product",
    title="Magento 2 (Adobe Commerce) products",
    # The suffix is a setting of the shop; this is the one it comes with.
    address="/{}.html",
    rules=_TRANSLATED + _KEPT,
    anchors=(
        Anchors(
            required=("sku", _VIEW),
            strong=(
                _VIEW,
                "attribute set code",
                "product type",
                "product websites",
                "url key",
                "short description",
                "meta title",
                "meta keywords",
                "meta description",
                "base image label",
            ),
            negative=_OTHERS,
        ),
        # An export of a shop with one store view, from which the empty column was taken.
        Anchors(
            required=("sku", "attribute set code"),
            strong=(
                "product type",
                "product websites",
                "product online",
                "tax class name",
                "additional attributes",
                "configurable variations",
                "base image label",
                "thumbnail image label",
                "display product options in",
                "use config manage stock",
            ),
            negative=_OTHERS,
        ),
    ),
    grouping=("sku",),
    identifiers=("sku",),
    skus=("sku",),
    layouts=(Layout.ROWS, Layout.REPLACE, Layout.COLUMNS),
    layout_reason="Magento holds each language in a store view of its own, which it reads from rows of its own",
    on_import=(
        (
            Layout.ROWS,
            "The default texts stay as they are; the new rows fill the store view, which must exist under the code "
            "that they name (--store-view).",
        ),
        (
            Layout.REPLACE,
            "The default texts of products with the same SKU are overwritten, in every store view that has none of "
            "its own.",
        ),
        (Layout.COLUMNS, "The added columns are for reading: Magento knows no attribute of such a name."),
    ),
    unproven=(
        "Categories stay as they are: Adobe's page separates paths with |, exports with commas. Image texts in "
        "additional_image_labels are read as separated by commas. That Magento leaves out columns it does not know is "
        "not tried. Text attributes inside additional_attributes stay as they are."
    ),
    locale_rows=LocaleRows(_VIEW, ("sku",)),
    keys=("sku",),
    import_rules=ImportRules(
        required=(("sku",),),
        filled=("sku",),
        limits=(
            ImportLimit(("sku",), 64),
            ImportLimit(("meta title",), 70, is_advice=True),
            ImportLimit(("meta description",), 255),
            ImportLimit(("meta description",), 160, is_advice=True),
        ),
        allowed=(
            AllowedValues(
                ("product type",),
                frozenset({"simple", "configurable", "grouped", "virtual", "bundle", "downloadable", "giftcard"}),
            ),
            AllowedValues(("product online",), frozenset({"1", "2", "0"}), is_proven=False),
            AllowedValues(
                ("visibility",),
                frozenset({"not visible individually", "catalog", "search", "catalog, search"}),
            ),
        ),
        unique=("sku",),
    ),
)
