"""WooCommerce's listings: nothing of them is limited; what search engines show of a page is advice.

The plugins that write a page's title and description for search engines keep them in columns of their own names: the
ones here are Yoast SEO's.
"""

from __future__ import annotations

from dataclasses import replace

from catalog_cli.marketplaces.fields import FieldKind, ListingField, Marketplace, Markup, RuleSource
from catalog_cli.marketplaces.import_limits import with_import_rules
from catalog_cli.marketplaces.shopify import META_DESCRIPTION, META_TITLE
from catalog_cli.marketplaces.title_parts import DROP_ORDER

_READ = "2026-11-22"
_CSV = "WooCommerce documentation, Product CSV importer and exporter"

_TITLE = with_import_rules(
    ListingField(
        "Name",
        FieldKind.TITLE,
        part_order=("brand", "product_type", "model", "material", "color", "size", "pack_quantity"),
        drop_order=DROP_ORDER,
        sources=(RuleSource(("part_order",), _CSV, _READ, is_advice=True, is_proven=False),),
    ),
    "woocommerce",
    _CSV,
    _READ,
)

_DESCRIPTION = ListingField(
    "Description", FieldKind.DESCRIPTION, markup=Markup.HTML, sources=(RuleSource(("markup",), _CSV, _READ),)
)

_SHORT_DESCRIPTION = ListingField(
    "Short description",
    FieldKind.HIGHLIGHTS,
    most=0,
    markup=Markup.HTML,
    sources=(RuleSource(("markup",), _CSV, _READ),),
)

_TAGS = ListingField(
    "Tags",
    FieldKind.TAGS,
    most=0,
    is_unique=True,
    part_order=("product_type", "material", "color", "style", "occasion", "season"),
    sources=(RuleSource(("is_unique", "part_order", "most"), _CSV, _READ, is_advice=True, is_proven=False),),
)

# What search engines show is the same whichever shop a page is of.
_META_TITLE = replace(META_TITLE, name="Meta: _yoast_wpseo_title")
_META_DESCRIPTION = replace(META_DESCRIPTION, name="Meta: _yoast_wpseo_metadesc")

MARKETPLACE = Marketplace(
    name="woocommerce",
    title="WooCommerce",
    version="2026-11-22",
    source_of_truth=_CSV,
    feed="woocommerce",
    fields=(_TITLE, _SHORT_DESCRIPTION, _DESCRIPTION, _TAGS, _META_TITLE, _META_DESCRIPTION),
    unproven="WooCommerce itself limits none of these texts; the lengths for search engines are advice",
)
