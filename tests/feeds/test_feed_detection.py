"""Which feed a header row is from, and how well it is known."""

import pytest

from catalog_cli.feeds import FEEDS, detect, score_header

LEGACY = ["Handle", "Title", "Body (HTML)", "Vendor", "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price"]
CURRENT = ["Title", "URL handle", "Description", "Option1 name", "Option1 value", "SKU", "Price"]

DETECTED = [
    (LEGACY, "shopify"),
    (CURRENT, "shopify"),
    ([header.upper() for header in LEGACY], "shopify"),
    ([f" {header} " for header in LEGACY], "shopify"),
    (list(reversed(CURRENT)), "shopify"),
    (["Handle", "Variant Price", "Variant Inventory Qty"], "shopify"),  # a partial update
    (["handle", "title", "description", "price"], "plain"),  # a handle alone is everyone's
    (["URL handle", "Title", "SEO title"], "plain"),  # one strong anchor is too few
    (["sku", "name", "description"], "plain"),
    (
        ["Type", "Identification", "Field", "Locale", "Market", "Status", "Default content", "Translated content"],
        "shopify_translations",
    ),
    (["ID", "Type", "SKU", "Name", "Visibility in catalog", "Short description"], "plain"),
    (["title", "variants[].sku", "images[].alt"], "plain"),
    (["Книга", "9780131103627"], "plain"),
    ([""], "plain"),
    ([], "plain"),
]


@pytest.mark.parametrize(("columns", "feed"), DETECTED)
def test_the_best_feed(columns: list[str], feed: str) -> None:
    found = detect(columns)
    assert found[0].feed == feed
    assert found[0].feed in FEEDS
    assert all(0 <= detection.score <= 1 and detection.reason for detection in found)
    assert [detection.score for detection in found] == sorted((d.score for d in found), reverse=True)
    assert "plain" in {detection.feed for detection in found}


def test_a_negative_anchor_takes_away() -> None:
    with_store_views = detect([*LEGACY, "store_view_code"])
    assert with_store_views[0].score < detect(LEGACY)[0].score


SCORES = [
    (["title"], 1.0),
    (["frobnication"], 0.0),
    (["title;price;sku"], 0.0),  # the wrong delimiter
    (["title\tprice"], 0.0),
    (["item\tname"], 0.0),  # the words are known, but a tab joins them
    (["name|product id"], 0.0),
    (["title", "price"], 1.0),
    (["title", "frobnication"], 0.5),
    (["title", "", "  "], 1.0),  # empty cells do not count
    (["Book", "Books > Essential", "9780131103627", "The C Programming Language"], 0.0),  # a row of data
    ([""], 0.0),
    ([], 0.0),
    (["商品名", "価格"], 0.0),
]


@pytest.mark.parametrize(("columns", "score"), SCORES)
def test_how_well_a_header_is_known(columns: list[str], score: float) -> None:
    assert score_header(columns) == pytest.approx(score)


def test_an_anchor_counts_more_than_a_name_that_every_shop_has() -> None:
    assert score_header(["Variant Price", "frobnication"]) > score_header(["title", "frobnication"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_right_delimiter_scores_highest(delimiter: str) -> None:
    line = delimiter.join(LEGACY)
    scores = {candidate: score_header(line.split(candidate)) for candidate in ",;\t|"}
    assert max(scores, key=lambda candidate: scores[candidate]) == delimiter
