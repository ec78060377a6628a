"""Meta's language feed: for each product of a catalog and each language, the fields that differ there.

Columns and their rules are those of Meta's "Localized Catalog Setup" and "Localized Catalog: Supported Fields". A row
names its language in "override" ("pt_XX", "pt_BR"); what stands in a file of countries ("BR") is no language.
"""

from __future__ import annotations

from catalog_cli.feeds.table import Anchors, ColumnRule, FeedTable, ImportRules
from catalog_cli.job import Layout
from catalog_cli.product import Role

_RULES = (
    ColumnRule(Role.IDENTIFIER, "identifier of the product in the catalog", ("id",)),
    ColumnRule(Role.ENUM, "the language that the row is for", ("override",)),
    ColumnRule(Role.ENUM, "a setting", ("delete|status|availability|visibility|condition|gender|age group",)),
    ColumnRule(Role.TITLE, "product title", ("title|name",)),
    ColumnRule(Role.TEXT, "description, plain text", ("(?:short )?description",)),
    ColumnRule(Role.HTML, "description, HTML", ("rich text description",)),
    ColumnRule(Role.LIST, "category path of the shop", ("product type",), separators=(" > ", ">")),
    ColumnRule(Role.OPTION, "attribute", ("colou?r|size|material|pattern",), separators=("/",), in_variant=True),
    ColumnRule(None, "packed pairs: use --column to translate them", ("additional variant attribute",)),
    ColumnRule(Role.ENUM, "a label of campaigns: use --column to translate it", (r"custom label \d",)),
    ColumnRule(Role.IDENTIFIER, "brand: stays as it is", ("brand",), holds_names=True),
    ColumnRule(Role.PRICE, "price: in files of countries only", (r"(?:sale |unit |base )?price",)),
    ColumnRule(Role.DATE, "date", ("sale price effective date",)),
    ColumnRule(Role.URL, "an address", (r"(?:\S+ ){0,2}(?:link|url)", r"(?:image|video|applink) .+")),
)

TABLE = FeedTable(
    name="meta_overrides",
    title="Meta catalog, language feed",
    version="2025.1",
    source_of_truth="https://developers.facebook.com/docs/marketing-api/catalog/localized-catalog-setup",
    rules=_RULES,
    anchors=tuple(
        # Counted twice: an "override" for an id and its text is this platform's alone, and may be all there is.
        Anchors(
            required=("id", "override", text),
            strong=(
                "override",
                "override",
                "short description",
                "rich text description",
                "additional variant attribute",
            ),
            negative=("handle", "sku", "price", "store view code"),
        )
        for text in ("title", "description")
    ),
    grouping=("id",),
    identifiers=("id",),
    skus=("id",),
    keys=("id", "override"),
    row_locale="override",
    layouts=(Layout.REPLACE,),
    layout_reason="the file holds nothing but what differs in other languages",
    on_import=(
        (
            Layout.REPLACE,
            "The texts of the catalog's main feed stay; each row is shown in the language that it names.",
        ),
    ),
    unproven="Which fields Meta lets a language feed override changes: its page of supported fields has the list.",
    import_rules=ImportRules(
        required=(("id",), ("override",)),
        filled=("id", "override"),
    ),
)
