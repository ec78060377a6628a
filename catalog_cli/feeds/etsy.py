"""Etsy's download of a shop's listings: one row for each listing, its variations packed into three cells each.

Etsy documents neither the columns nor an import of the file: the header is what shops have downloaded. Translations
go through Etsy's API (`ListingTranslation`: title, description and tags).
"""

from __future__ import annotations

from catalog_cli.feeds.table import Anchors, ColumnRule, FeedTable, ImportLimit, ImportRules
from catalog_cli.job import Layout
from catalog_cli.product import Role

_RULES = (
    ColumnRule(Role.TITLE, "listing title", ("title",)),
    ColumnRule(Role.TEXT, "description, plain text", ("description",)),
    ColumnRule(Role.LIST, "tags, separated by commas", ("tags",), separators=(",",)),
    ColumnRule(Role.LIST, "materials, separated by commas", ("materials",), separators=(",",)),
    ColumnRule(Role.OPTION, "variation name", (r"variation [123] name",)),
    ColumnRule(Role.OPTION, "variation values, separated by commas", (r"variation [123] values",), separators=(",",)),
    ColumnRule(Role.ENUM, "Etsy's own kind of variation", (r"variation [123] type",)),
    ColumnRule(Role.IDENTIFIER, "the SKUs of the listing", ("sku",)),
    ColumnRule(Role.IDENTIFIER, "identifier", ("listing id",)),
    ColumnRule(Role.PRICE, "price", ("price",)),
    ColumnRule(Role.ENUM, "a setting", ("currency code", "quantity")),
    ColumnRule(Role.URL, "address of an image", (r"image \d+",)),
)

TABLE = FeedTable(
    name="etsy",
    title="Etsy listings CSV",
    version="2026.1",
    source_of_truth="https://developers.etsy.com/documentation/reference",
    rules=_RULES,
    anchors=(
        Anchors(
            required=("title", "currency code"),
            strong=(
                *("image 10", "variation 1 type", "variation 1 name", "variation 1 values"),
                *("variation 2 type", "variation 2 name", "variation 2 values"),
            ),
            negative=("handle", "id", "link", "store view code"),
        ),
    ),
    grouping=("listing id",),
    identifiers=("listing id", "sku"),
    skus=("sku",),
    keys=("listing id", "sku"),
    layouts=(Layout.REPLACE,),
    layout_reason="Etsy imports no translated file: this one is for a shop of its own, or to copy from",
    on_import=(
        (
            Layout.REPLACE,
            "Etsy itself has no import of this file; tools that upload it make listings in the target language.",
        ),
    ),
    unproven=(
        "Etsy documents none of the columns: the header is that of downloads, and the third variation is the newest. "
        "Whether spaces in tags are written as underscores is not known."
    ),
    import_rules=ImportRules(
        required=(("title",), ("description",), ("price",), ("currency code",)),
        filled=("title",),
        limits=(
            ImportLimit(("title",), 140),
            ImportLimit(("tags",), 13, "values"),
            ImportLimit(("tags",), 20, is_each=True),
        ),
    ),
)
