r"""Shopify's translations CSV: one row for each text of the shop in each language, with its translation beside it.

The eight columns are those that Shopify's Translate & Adapt exports and imports; the names of texts are the keys of
its API's `TranslatableResource`. Tags of resources have no rows: Shopify cannot translate them.
"""

from __future__ import annotations

from catalog_cli.feeds.table import Anchors, ColumnRule, FeedTable, ImportRules, RowRoles
from catalog_cli.job import Layout
from catalog_cli.product import Role

_COLUMNS = (
    ColumnRule(Role.TEXT, "the text: each row says what it is", ("default content",)),
    ColumnRule(None, "the translation: the only column that changes", ("translated content",)),
    ColumnRule(Role.IDENTIFIER, "what the text belongs to", ("identification",)),
    ColumnRule(Role.ENUM, "what the row is", ("type", "field", "locale", "market", "status")),
    # Other exporters add these, and Shopify's importer takes the file all the same.
    ColumnRule(Role.IDENTIFIER, "identifier", ("id|parent(?: \\S+)*? id|parent (?:type|handle)|handle",)),
)

# Of what stands in "Default content", these stay as they are.
_KEPT_TEXTS = (
    r"default title",
    r"(?:\{\{[^{}]*\}\}\s*|\{%[^%]*%\}\s*)+",  # nothing but Liquid
    r"[^<{]*+(?:\{(?!%)[^<{]*+)*+\{%[^<]*+",  # logic in plain text: its branches are not sentences
    r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:|/)\S+",  # an address, also shopify:// and gid://
    r"#\S+",
    r"\{(?![{%]).*\}|\[\s*(?:[\"\[{\d].*)?\]",  # JSON
    r"[\W\d_]+",  # a price, a number, an ornament
    r"[a-z0-9]+(?:_[a-z0-9]+)+|[a-z0-9]+(?:-[a-z0-9]+){3,}",  # a slug; "t-shirt" and "all-in-one" are words
    r"true|false|null",
)

_ROLES = (
    (r".*\bhandle", None),
    (r".*\b(?:body|summary|description|content) html|.*\bhtml", Role.HTML),
    (r".*\b(?:shop policy|packing slip template) body", Role.HTML),
    (r"product option(?: value)? name", Role.OPTION),
    (r".*\bproduct type", Role.LIST),
    (r".*\bmeta title|.*\b(?:title|name|label|heading|subject)", Role.TITLE),
    (r".*\bmeta description|.*\balt", Role.TEXT),
)

TABLE = FeedTable(
    name="shopify_translations",
    title="Shopify translations CSV",
    version="2026.1",
    source_of_truth="https://help.shopify.com/en/manual/international/languages/translate",
    rules=_COLUMNS,
    anchors=(
        Anchors(
            required=("identification", "field", "locale", "default content"),
            strong=("default content", "translated content", "identification", "market"),
        ),
    ),
    grouping=("identification",),
    identifiers=("identification",),
    skus=("sku",),
    row_roles=RowRoles(
        text="default content",
        target="translated content",
        kind="field",
        locale="locale",
        roles=_ROLES,
        otherwise=Role.TEXT,
        skipped=(
            ("type", r"packing_slip_template|payment_gateway|online_store_theme_app_embed"),
            ("default content", "|".join(f"(?:{pattern})" for pattern in _KEPT_TEXTS)),
        ),
        status="status",
        outdated=r"outdated|out of date|needs? update|stale",
        owner="type",
    ),
    keys=("type", "identification", "field", "locale", "market"),
    layouts=(Layout.TRANSLATIONS,),
    layout_reason="the file is Shopify's own for translations: only its last column changes",
    on_import=(
        (
            Layout.TRANSLATIONS,
            "the texts of the shop's primary language stay; rows without a translation are ignored",
        ),
    ),
    unproven=(
        "Which words Shopify writes into Status is not documented; rows marked as outdated are translated anew. "
        "That a product has a row for product_type, and the names of the texts of themes, are from other exporters."
    ),
    import_rules=ImportRules(
        required=(
            ("type",),
            ("identification",),
            ("field",),
            ("locale",),
            ("market",),
            ("status",),
            ("default content",),
            ("translated content",),
        ),
        filled=("type", "identification", "field", "locale"),
    ),
)
