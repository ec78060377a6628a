"""Each platform's files among all the others', and tables whose headers look like a platform's and are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.feeds import FEEDS, detect, score_header
from tests.feeds.golden import CATALOGS, opened
from tests.feeds.test_feed_contract import DATA

# By how the file's name begins; the longest is meant.
FEED_OF = {
    "akeneo": "akeneo",
    "amazon": "amazon",
    "catalog_jsonl": "catalog_jsonl",
    "ebay": "ebay",
    "etsy": "etsy",
    "google": "google_merchant",
    "magento": "magento",
    "meta_overrides": "meta_overrides",
    "plain": "plain",
    "shopify": "shopify",
    "shopify_translations": "shopify_translations",
    "woocommerce": "woocommerce",
}
# Of no platform: a test set of sentences with their terms, examples for a tagger, and pairs of texts.
OTHERS = ("terms", "tagged", "pairs")
FILES = sorted(
    path for folder in (CATALOGS, DATA) for path in folder.iterdir() if path.stem.partition(".")[0] not in OTHERS
)


def feed_of(name: str) -> str:
    return FEED_OF[max((start for start in FEED_OF if name.startswith(start)), key=len)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_platform_s_file_is_recognised_among_all(path: Path) -> None:
    catalog = opened(str(path))
    assert catalog.schema.feed == feed_of(path.name)
    best, *others = detect(catalog.table.columns)
    if best.feed != "plain":
        # None of the others is near.
        assert best.score >= 0.7
        assert all(other.score < 0.55 for other in others)


def test_every_feed_has_a_file() -> None:
    assert {feed_of(path.name) for path in FILES} == set(FEEDS)


# Columns, and what could be taken for whose.
CONFUSING = {
    "door handles": "Handle,Title,Finish,Backset (mm),Price,Image Src",
    "a warehouse": "ID,Type,SKU,Name,Stock,Bin,Weight (kg),Published",
    "a classified ad": "title,description,price,currency",
    "Etsy without variations": "title,description,price,currency_code,quantity,tags,image1,image2",
    "bookmarks": "id,title,link,tags,created_at",
    "a blog": "id,title,link,description,pubDate,guid,category",
    "exceptions to prices": "id,sku,override,title,price,valid_from",
    "an auction house": "Title,Start price,Format,Duration,Lot number,Category",
    "a family tree": "ID,Name,Relationship,Relationship details,Born,Died",
    "translators' work": "Type,Field,Locale,Status,Source,Target",
    "a stock list": "item_sku,item_name,brand_name,quantity,main_location",
    "a library": "sku,name,attribute_set,categories,isbn,author,description",
    "codes of a dictionary": "code,family,parent,name-en,name-de,enabled",
    "a purchase order": "SKU,Product Name,Variation Theme,Parent SKU,Quantity,Unit Price",
    "shop URLs": "URL handle,Description,Visits",
    "survey": "id,Action,Title,Condition,Relationship,Location,Duration",
    "a price list": "sku;name;price;special_price;qty;tax_class",
    "Swedish": "Artikelnummer,Namn,Beskrivning,Pris,Färg",
}


@pytest.mark.parametrize("header", CONFUSING.values(), ids=CONFUSING)
def test_a_confusing_table_is_plain(header: str) -> None:
    columns = header.replace(";", ",").split(",")
    found = detect(columns)
    assert found[0].feed == "plain", found[0].reason
    assert 0 <= score_header(columns) <= 1


# A platform's header with columns of another's, as connectors and apps add them.
MIXED = [
    ("Handle,Title,Body (HTML),Variant SKU,Variant Price,sku,item_sku,g:id,id,override", "shopify"),
    ("id,title,description,link,image_link,availability,price,brand,gtin,color,Handle", "google_merchant"),
    ("g:id,title,description,link,g:price,g:condition,sku,name", "google_merchant"),
    ("id,override,title", "meta_overrides"),
    ("id,override,description,color", "meta_overrides"),
    ("item_sku,item_name,feed_product_type,external_product_id,parent_child,Handle", "amazon"),
    ("*Action(SiteID=UK),*Title,*StartPrice,*ConditionID,CustomLabel,ItemID,SKU,Handle", "ebay"),
    ("Action,ItemID,Relationship,RelationshipDetails,*Quantity,*StartPrice", "ebay"),
    ("TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,TAGS,VARIATION 1 NAME,VARIATION 1 VALUES,SKU,SHOP", "etsy"),
    ("ID,Handle,Type,Identification,Field,Locale,Status,Default content,Translated content", "shopify_translations"),
]


@pytest.mark.parametrize(("header", "feed"), MIXED)
def test_a_platform_s_header_with_more_columns(header: str, feed: str) -> None:
    assert detect(header.split(","))[0].feed == feed
    assert detect([f" {name.upper()} " for name in reversed(header.split(","))])[0].feed in (feed, "plain")


ROWS_OF_DATA = [
    ["BV-MUG", "Enamel Camp Mug", "Holds 12 oz (350 ml).", "14.50", "White"],
    ["Action figure set", "is a nice gift", "are made by hand", "C: drive", "tax free shopping"],
    ["PRODUCT", "'8079393226938", "body_html", "de", "<p>Warm</p>"],
]


@pytest.mark.parametrize("row", ROWS_OF_DATA)
def test_a_row_of_data_is_no_header(row: list[str]) -> None:
    assert score_header(row) <= 0.6
    assert detect(row)[0].feed == "plain"
