"""Records <-> products: what each platform's columns mean, and how its rows make one product.

`FEEDS` lists the platforms; each module holds one versioned `TABLE` of columns and roles. The functions are

    detect, score_header   which platform a header row is from        (detection)
    schema                 header row -> a role and a reason a column (columns)
    refine                 sample cells -> the same, corrected        (samples)
    gathered               records -> rows of a product that stand apart (gathering)
    products               records -> products                        (assembly)
    edits                  products -> records and what changes       (writing)
    translation_file       products -> rows of translations alone     (translations)
    layout, target_header  where the targets go                       (layouts)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog_cli.feeds.assembly import products
    from catalog_cli.feeds.columns import schema
    from catalog_cli.feeds.detection import Detection, detect, score_header
    from catalog_cli.feeds.gathering import Gathering, Search, gathered
    from catalog_cli.feeds.layouts import layout, on_import, target_header
    from catalog_cli.feeds.locale_rows import view_of, view_rows
    from catalog_cli.feeds.samples import refine
    from catalog_cli.feeds.table import FeedTable, feed_table
    from catalog_cli.feeds.translations import TranslationFile, translation_file
    from catalog_cli.feeds.writing import edits

FEEDS = {
    "shopify": "catalog_cli.feeds.shopify",
    "woocommerce": "catalog_cli.feeds.woocommerce",
    "magento": "catalog_cli.feeds.magento",
    "akeneo": "catalog_cli.feeds.akeneo",
    "shopify_translations": "catalog_cli.feeds.shopify_translations",
    "google_merchant": "catalog_cli.feeds.google_merchant",
    "meta_overrides": "catalog_cli.feeds.meta_overrides",
    "amazon": "catalog_cli.feeds.amazon",
    "ebay": "catalog_cli.feeds.ebay",
    "etsy": "catalog_cli.feeds.etsy",
    "catalog_jsonl": "catalog_cli.feeds.catalog_jsonl",
    "plain": "catalog_cli.feeds.plain",
}

_EXPORTS = {
    "Detection": "detection",
    "FeedTable": "table",
    "Gathering": "gathering",
    "Search": "gathering",
    "detect": "detection",
    "edits": "writing",
    "feed_table": "table",
    "gathered": "gathering",
    "layout": "layouts",
    "on_import": "layouts",
    "products": "assembly",
    "refine": "samples",
    "schema": "columns",
    "score_header": "detection",
    "target_header": "layouts",
    "TranslationFile": "translations",
    "translation_file": "translations",
    "view_of": "locale_rows",
    "view_rows": "locale_rows",
}

__all__ = [
    "FEEDS",
    "Detection",
    "FeedTable",
    "Gathering",
    "Search",
    "TranslationFile",
    "detect",
    "edits",
    "feed_table",
    "gathered",
    "layout",
    "on_import",
    "products",
    "refine",
    "schema",
    "score_header",
    "target_header",
    "translation_file",
    "view_of",
    "view_rows",
]


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_EXPORTS[name]}"), name)
