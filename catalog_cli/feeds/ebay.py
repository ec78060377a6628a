r"""eBay's files of listings (Seller Hub Reports, File Exchange): a row for each listing, and one for each variation.

The first header is a directive ("*Action(SiteID=US|Country=US|...)") that stays, as what it says is no language: for
another site its SiteID and Currency change. A header "C:Colour" holds values of the item specific "Colour", whose
names each site has in its own language.
"""

from __future__ import annotations

from catalog_cli.feeds.table import AllowedValues, Anchors, ColumnRule, FeedTable, ImportLimit, ImportRules
from catalog_cli.job import Layout
from catalog_cli.product import Notation, Role

_TEXTS = (
    ColumnRule(Role.TITLE, "listing title", ("title",)),
    ColumnRule(Role.TITLE, "subtitle", ("sub ?title",)),
    ColumnRule(Role.HTML, "description, HTML", ("(?:item )?description",)),
    ColumnRule(Role.TEXT, "the seller's words on the condition", ("condition description",)),
    ColumnRule(
        Role.OPTION,
        "variations: names and values",
        ("relationship details|variation details",),
        in_variant=True,
        notation=Notation.NAMED_VALUES,
    ),
)

_SPECIFICS = (
    ColumnRule(Role.IDENTIFIER, "brand: stays as it is", ("c (?:brand|marke|marca|marque|merk)",), holds_names=True),
    ColumnRule(
        Role.IDENTIFIER,
        "identifier or name of a model",
        (r"c (?:mpn|ean|upc|isbn|gtin|model|model number|style code|reference number|(?:\S+ )*part number)",),
    ),
    ColumnRule(
        Role.OPTION,
        "item specific",
        ("c .+",),
        separators=("|",),
        reserved=frozenset({"Does not apply", "Does Not Apply", "N/A"}),
        notation=Notation.FORMULAS,
    ),
    ColumnRule(Role.IDENTIFIER, "identifier", ("p .+",), in_variant=True),
)

_KEPT = (
    ColumnRule(Role.ENUM, "eBay's directive: stays as it is", ("action(?: site id=.*)?",)),
    ColumnRule(Role.IDENTIFIER, "identifier", ("item (?:id|number)",)),
    ColumnRule(Role.IDENTIFIER, "identifier", ("custom label(?: sku)?|sku|custom label number",), in_variant=True),
    ColumnRule(Role.ENUM, "what the row is", ("relationship",)),
    ColumnRule(
        Role.ENUM,
        "a number of eBay's",
        (r"(?:store |ebay )?category(?: \d)?(?: (?:id|number|name))?|condition(?: id)?|(?:\S+ )?category \d? ?name",),
    ),
    ColumnRule(
        Role.URL, "addresses of images", (r"pic url|item photo url|gallery type|(?:\S+ )?picture url|video id",)
    ),
    ColumnRule(
        Role.PRICE,
        "price",
        (r"(?:start|buy it now|reserve|current|best offer (?:auto accept|accept)|minimum best offer) price|price",),
        in_variant=True,
    ),
    ColumnRule(
        Role.ENUM,
        "a setting",
        (
            r"format|duration|(?:available )?quantity|location|postal code|currency|site|localized for|tax .+|vat .+",
            r"(?:\S+ )?(?:shipping|return|payment|pay pal|dispatch|returns) ?.*|max dispatch time|handling time",
            r"best offer .+|immediate pay required|private (?:auction|listing)|product compliance .+|scheduled? time",
            r"variation specifics set|default quantity|sold quantity|watchers|(?:start|end) (?:date|time)",
        ),
    ),
)

TABLE = FeedTable(
    name="ebay",
    title="eBay reports and File Exchange",
    version="2026.1",
    source_of_truth="https://developer.ebay.com/api-docs/user-guides/static/mip-user-guide/mip-landing.html",
    rules=_TEXTS + _SPECIFICS + _KEPT,
    anchors=(
        Anchors(
            required=("title", "start price"),
            strong=(
                *("condition id", "condition description", "custom label", "custom label sku"),
                *("pic url", "item photo url", "relationship", "relationship details"),
                *("p upc", "p ean", "p isbn", "c brand", "c mpn", "dispatch time max", "shipping profile name"),
            ),
            negative=("handle", "store view code", "contribution sku 1 value"),
        ),
        Anchors(
            required=("relationship", "relationship details"),
            strong=("relationship details", "start price", "custom label", "custom label sku", "p upc"),
            negative=("handle", "store view code"),
        ),
    ),
    grouping=("item (?:id|number)",),
    identifiers=("item (?:id|number)", "custom label(?: sku)?|sku"),
    skus=("custom label(?: sku)?", "sku"),
    keys=("item (?:id|number)", "custom label(?: sku)?"),
    layouts=(Layout.REPLACE,),
    layout_reason="each site has listings of its own, in its own language",
    on_import=(
        (
            Layout.REPLACE,
            "With the ItemID of the source's listings it would replace their texts: for another site, change SiteID, "
            "Country and Currency in the first header, the categories and the names behind C: to that site's.",
        ),
    ),
    unproven=(
        "Several values of one item specific are taken to stand between vertical bars, and 65 characters to be the "
        "most of one; each site says its own. Files of eBay MIP (Localized For) are not read as eBay's."
    ),
    import_rules=ImportRules(
        required=(("title",),),
        limits=(
            ImportLimit(("title",), 80),
            ImportLimit(("sub ?title",), 55),
            ImportLimit(("custom label(?: sku)?",), 50),
            ImportLimit((r"c .+",), 65, is_proven=False, is_each=True),
        ),
        allowed=(AllowedValues(("relationship",), frozenset({"variation", "compatibility"}), is_proven=False),),
        unique=("item (?:id|number)",),
    ),
)
