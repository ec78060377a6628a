"""Our own JSON Lines: one product a line, in the form that catalog.schema.json describes.

    {"id": "mug", "locale": "en-US", "fields": {"title": "Mug"}, "attributes": {"color": "Red"}, "meta": {}}

What stands in "fields" is text for people, what stands in "attributes" are names of values that many products share,
and what stands in "meta" or anywhere else stays as it is.
"""

from __future__ import annotations

from importlib.resources import files

from catalog_cli.feeds.table import Anchors, ColumnRule, FeedTable, ImportLimit, ImportRules
from catalog_cli.job import Layout
from catalog_cli.product import Role

SCHEMA_FILE = "catalog.schema.json"

# A name of five words at most: a sentence in a row of data is no header.
_NAME = r"\S+(?: \S+){0,4}"
_LIST_SEPARATORS = (",", ";", "|")

_FIELDS = (
    ColumnRule(Role.TITLE, "product title", ("fields (?:title|name)",)),
    ColumnRule(Role.TITLE, "search engine title", ("fields (?:seo|meta) title",)),
    ColumnRule(Role.TITLE, "second title", ("fields sub ?title",)),
    ColumnRule(Role.HANDLE, "the product's address in the shop", ("fields (?:handle|slug|url key)",)),
    ColumnRule(Role.HTML, "text, HTML by its name", (rf"fields {_NAME} html",)),
    ColumnRule(Role.TEXT, "bullet point", ("fields (?:bullets?|bullet points?|highlights?|features?)",)),
    ColumnRule(
        Role.LIST, "category path", ("fields (?:category|categories|product type)",), separators=(" > ", "|", ">")
    ),
    ColumnRule(Role.LIST, "tags or keywords", ("fields (?:tags?|keywords?)",), separators=_LIST_SEPARATORS),
    ColumnRule(Role.TEXT, "text: all that stands in fields", (rf"fields {_NAME}",)),
)

_ATTRIBUTES = (
    ColumnRule(Role.IDENTIFIER, "brand: stays as it is", ("attributes (?:brand|vendor|manufacturer|maker)",)),
    ColumnRule(
        Role.IDENTIFIER,
        "identifier",
        (r"attributes (?:\S+ ){0,2}(?:id|sku|gtin|ean|upc|isbn|asin|mpn|code|model(?: number)?)",),
    ),
    ColumnRule(
        Role.OPTION,
        "attribute: one translation for each value",
        (rf"attributes {_NAME}",),
        reserved=frozenset({"N/A", "n/a", "NA", "Default Title"}),
    ),
)

_KEPT = (
    ColumnRule(Role.IDENTIFIER, "identifier", ("id",)),
    ColumnRule(Role.ENUM, "the locale of the texts", ("locale",)),
    ColumnRule(None, "meta: stays as it is, whatever it holds", (rf"meta {_NAME}",)),
)

# Any of these with an id and a locale is enough.
_TEXTS = ("title", "name", "description", "description html", "bullets")
# In the exports of shops and content platforms not all that stands in "fields" is text.
_OTHERS = ("sys id", "handle", "sku", "price", "store view code", "fields sku", "fields price", "fields id")


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of one line.

    >>> import json
    >>> json.loads(schema_text())["required"]
    ['id', 'locale', 'fields']
    """
    return files("catalog_cli.feeds").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")


TABLE = FeedTable(
    name="catalog_jsonl",
    version="1",
    title="JSON Lines of catalog-cli",
    source_of_truth="catalog feeds show catalog_jsonl --schema",
    rules=_FIELDS + _ATTRIBUTES + _KEPT,
    anchors=tuple(
        # The required paths say it all, so that two of them count as strong.
        Anchors(
            required=("id", "locale", f"fields {text}"),
            strong=("locale", *(f"fields {name}" for name in _TEXTS)),
            negative=_OTHERS,
        )
        for text in _TEXTS
    ),
    identifiers=("id",),
    skus=("id",),
    keys=("id",),
    # Only cells tell HTML from plain text where the name does not.
    reads_samples=True,
    layouts=(Layout.REPLACE, Layout.COLUMNS),
    layout_reason="one file holds one locale",
    on_import=(
        (Layout.REPLACE, 'The texts are in {locale} now; "locale" still names that of the source.'),
        (Layout.COLUMNS, "Each text has its translation beside it, under its own name and the locale."),
    ),
    import_rules=ImportRules(
        required=(("id",), ("locale",), (rf"fields {_NAME}",)),
        filled=("id", "locale"),
        limits=(ImportLimit(("id",), 255),),
        unique=("id",),
    ),
)
