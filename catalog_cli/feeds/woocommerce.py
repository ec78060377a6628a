"""WooCommerce's product CSV, as its built-in exporter writes it.

Columns, escapes and the importer's rules are those of WooCommerce's own source (WC_Product_CSV_Exporter,
WC_CSV_Exporter, WC_Product_CSV_Importer); the names in other languages are in `woocommerce_headers`.
"""

from __future__ import annotations

from catalog_cli.feeds.table import (
    AllowedValues,
    Anchors,
    ColumnRule,
    FeedTable,
    ImportRules,
    LocaleRows,
    Sentinel,
)
from catalog_cli.feeds.woocommerce_headers import anchors, by_position, spelled
from catalog_cli.job import Layout
from catalog_cli.product import Notation, Role

# What shops that came from Shopify keep for a product without options.
_DEFAULT_TITLE = frozenset({"Default Title"})
# Custom fields: the French exporter writes "Méta : _key".
_META = "m[eé]ta "

_TRANSLATED = (
    ColumnRule(Role.TITLE, "product title", spelled("Name"), notation=Notation.GUARDED),
    ColumnRule(
        Role.HTML,
        "description, HTML with line breaks as \\n",
        spelled("Short description", "Description"),
        notation=Notation.LITERAL_BREAKS,
    ),
    ColumnRule(Role.HTML, "note to the buyer, HTML", spelled("Purchase note"), notation=Notation.GUARDED),
    ColumnRule(
        Role.LIST,
        "category paths, separated by commas",
        spelled("Categories"),
        separators=(",", " > "),
        notation=Notation.ESCAPED_COMMAS,
    ),
    ColumnRule(
        Role.LIST,
        "tags, separated by commas",
        spelled("Tags"),
        separators=(",",),
        notation=Notation.ESCAPED_COMMAS,
    ),
    ColumnRule(Role.TEXT, "text of the button", spelled("Button text"), notation=Notation.GUARDED),
    ColumnRule(Role.OPTION, "attribute name", spelled("Attribute 1 name"), notation=Notation.GUARDED),
    ColumnRule(
        Role.OPTION,
        "attribute values, separated by commas",
        spelled("Attribute 1 value(s)"),
        separators=(",",),
        reserved=_DEFAULT_TITLE,
        in_variant=True,
        notation=Notation.ESCAPED_COMMAS,
    ),
    ColumnRule(Role.OPTION, "the attribute's default value", spelled("Attribute 1 default"), notation=Notation.GUARDED),
    ColumnRule(Role.TEXT, "name of a download", spelled("Download 1 name"), notation=Notation.GUARDED),
    ColumnRule(
        Role.TITLE,
        "search engine title",
        (_META + "yoast wpseo title", _META + "rank math title"),
        notation=Notation.GUARDED,
    ),
    ColumnRule(
        Role.TEXT,
        "search engine description",
        (_META + "yoast wpseo metadesc", _META + "rank math description"),
        notation=Notation.GUARDED,
    ),
)

_KEPT = (
    ColumnRule(Role.IDENTIFIER, "identifier", spelled("ID", "GTIN, UPC, EAN, or ISBN", "Download 1 ID")),
    ColumnRule(Role.IDENTIFIER, "identifier", spelled("SKU"), in_variant=True),
    ColumnRule(Role.IDENTIFIER, "the SKU or ID of the product it belongs to", spelled("Parent")),
    ColumnRule(Role.IDENTIFIER, "SKUs or IDs of other products", spelled("Grouped products", "Upsells", "Cross-sells")),
    ColumnRule(Role.IDENTIFIER, "brand: stays as it is", spelled("Brands"), holds_names=True),
    ColumnRule(Role.ENUM, "what kind of row it is", spelled("Type")),
    ColumnRule(
        Role.ENUM,
        "a setting",
        spelled(
            "Published",
            "Is featured?",
            "Visibility in catalog",
            "Tax status",
            "Tax class",
            "In stock?",
            "Stock",
            "Low stock amount",
            "Backorders allowed?",
            "Sold individually?",
            "Allow customer reviews?",
            "Shipping class",
            "Download limit",
            "Download expiry days",
            "Position",
            "Attribute 1 visible",
            "Attribute 1 global",
        ),
    ),
    ColumnRule(Role.DATE, "date", spelled("Date sale price starts", "Date sale price ends")),
    ColumnRule(
        Role.PRICE,
        "price, in the shop's number format",
        spelled("Sale price", "Regular price", "Cost of goods"),
        in_variant=True,
    ),
    ColumnRule(
        Role.MEASURE,
        "measure, in the shop's unit",
        spelled("Weight (kg)", "Length (cm)", "Width (cm)", "Height (cm)"),
        in_variant=True,
    ),
    ColumnRule(Role.URL, "addresses", spelled("Images", "External URL", "Download 1 URL")),
    ColumnRule(
        Role.ENUM,
        "language and group of a translation, for WPML",
        (_META + "wpml import (?:source )?language code", _META + "wpml import translation group"),
    ),
    ColumnRule(Role.ENUM, "packed settings of a plugin", ("swatches attributes",)),
    ColumnRule(None, "custom field: use --column to translate it", (_META + ".+",)),
)

# Names that other tables have too ("Regular price", "Stock", "Position") give nothing away.
_STRONG = anchors(
    "GTIN, UPC, EAN, or ISBN",
    "Is featured?",
    "Visibility in catalog",
    "Date sale price starts",
    "Date sale price ends",
    "Low stock amount",
    "Backorders allowed?",
    "Sold individually?",
    "Allow customer reviews?",
    "Purchase note",
    "Download expiry days",
    "Cross-sells",
    "Attribute 1 name",
    "Attribute 1 value(s)",
    "Attribute 1 visible",
    "Attribute 1 global",
)
_OTHERS = ("store view code", "handle", "url handle", "body html", "variant sku", "item group id", "default content")

_TYPES = ("simple", "variable", "grouped", "external", "variation")
_EXTRAS = ("", ", downloadable", ", virtual", ", downloadable, virtual", ", virtual, downloadable")

# `by_position` is for `table.positional_names`.
__all__ = ["TABLE", "by_position"]

TABLE = FeedTable(
    name="woocommerce",
    version="9.4.1",
    source_of_truth="https://github.com/woocommerce/woocommerce/tree/trunk/plugins/woocommerce/includes/export",
    title="WooCommerce products",
    rules=_TRANSLATED + _KEPT,
    anchors=tuple(Anchors((name,), _STRONG, _OTHERS) for name in anchors("Name")),
    # Each row has an ID of its own, a variation's too: what joins rows is the parent.
    grouping=(),
    identifiers=(*spelled("ID"), *spelled("SKU")),
    parents=spelled("Parent"),
    skus=spelled("SKU"),
    sentinels=(Sentinel(r"attribute \d+ name", "Title", r"attribute \d+ value s", "Default Title"),),
    layouts=(Layout.REPLACE, Layout.COLUMNS),
    layout_reason="WooCommerce has one language, and imports no column for another without a plugin",
    on_import=(
        (
            Layout.REPLACE,
            "In the same shop the texts of products with the same ID or SKU are overwritten: import it into the shop "
            "of the target locale.",
        ),
        (Layout.COLUMNS, "The texts stay as they are; WooCommerce leaves out added columns until they are mapped."),
    ),
    unproven=(
        "The names of the columns in other languages than English are from exports and importers of shops, not from "
        "WooCommerce's translation files. The fields of Yoast SEO and Rank Math are known by their keys alone. "
        "Plugins add values of Type. Rows that WPML calls translations stay as they are; new ones are not written."
    ),
    # WPML's rows: a translation is a product of its own, with an ID of its own.
    locale_rows=LocaleRows(_META + "wpml import language code", (), source=_META + "wpml import source language code"),
    import_rules=ImportRules(
        required=((*spelled("ID"), *spelled("SKU"), *spelled("Name")),),
        filled=spelled("Name"),
        allowed=(
            AllowedValues(
                spelled("Type"), frozenset(kind + extra for kind in _TYPES for extra in _EXTRAS), is_proven=False
            ),
            AllowedValues(spelled("Published"), frozenset({"1", "0", "-1", "2"})),
            AllowedValues(spelled("Visibility in catalog"), frozenset({"visible", "catalog", "search", "hidden"})),
            AllowedValues(spelled("Tax status"), frozenset({"taxable", "shipping", "none"})),
            AllowedValues(spelled("In stock?"), frozenset({"1", "0", "backorder"})),
            AllowedValues(spelled("Backorders allowed?"), frozenset({"1", "0", "notify"})),
            AllowedValues(spelled("Attribute 1 visible", "Attribute 1 global"), frozenset({"1", "0"})),
        ),
        unique=(*spelled("ID"), *spelled("SKU")),
    ),
)
