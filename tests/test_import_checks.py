"""What a platform would refuse: a catalog of a few rows for each rule, with what is found where."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from catalog_cli.catalog import read_catalog
from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import FEEDS, feed_table
from catalog_cli.feeds.table import ImportRules
from catalog_cli.fitting.measure import measured
from catalog_cli.import_checks.cells import UNPROVEN
from catalog_cli.import_checks.inspection import check_import
from catalog_cli.import_checks.platforms import PLATFORMS
from catalog_cli.job import Job, Reading
from catalog_cli.segment import Finding

CATALOGS = Path(__file__).parent / "feeds" / "catalogs"
DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 22)


class Row(NamedTuple):
    """A catalog and its findings as (line, column, severity, check, part of the message)."""

    feed: str
    text: str
    found: list[tuple[int | None, str | None, str, str, str]]


def findings(folder: Path, feed: str, text: str, *, today: date = TODAY, name: str = "a.csv") -> list[Finding]:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    catalog = read_catalog(path, Job("pt-BR", reading=Reading(feed=feed)), name=name)
    return list(check_import(catalog, today=today))


def told(found: list[Finding]) -> list[tuple[int | None, str | None, str, str]]:
    return [(one.place.row, one.place.column, str(one.severity), one.check) for one in found]


SHOPIFY = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Status,Variant SKU\n"
WOO = (
    "ID,Type,SKU,Name,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 global,"
    "Attribute 2 name,Attribute 2 value(s)\n"
)
EBAY = "*Title,CustomLabel,*StartPrice,Relationship,RelationshipDetails\n"
GOOGLE = "id,title,link,item_group_id,color,size,condition\n"
AMAZON = "item_sku,item_name,parent_child,parent_sku,variation_theme,update_delete\n"
MAGENTO = "sku,store_view_code,name,product_type,configurable_variations,meta_description\n"

ROWS = {
    "no rows": Row("shopify", SHOPIFY, []),
    "a product as it should be": Row("shopify", SHOPIFY + "mug,Mug,Size,S,,,active,M1\nmug,,,L,,,,M2\n", []),
    # Required columns.
    "no title": Row("shopify", "Handle,Option1 Name\nmug,\n", [(None, None, "critical", "required", '"title"')]),
    "one of several": Row(
        "google_merchant", "id,link\n1,x\n", [(None, None, "critical", "required", '"title" or "structured title"')]
    ),
    # Cells that must be filled: in the first row of a product only.
    "blank title": Row("shopify", SHOPIFY + "mug, ,,,,,,\n", [(2, "Title", "critical", "filled", "is empty")]),
    "continuation rows may be blank": Row("shopify", SHOPIFY + "mug,Mug,Size,S,,,,\nmug,,,M,,,,\nmug,,,,,,,\n", []),
    "a SKU of nothing but zeros": Row("magento", MAGENTO + "0,,Mug,simple,,\n", []),
    "NA is a name": Row("shopify", SHOPIFY + "na,NA,,,,,,\n", []),
    # Limits.
    "a limit is kept": Row("etsy", f"TITLE,DESCRIPTION,PRICE,CURRENCY_CODE\n{'x' * 140},d,1,EUR\n", []),
    "and exceeded": Row(
        "etsy",
        f"TITLE,DESCRIPTION,PRICE,CURRENCY_CODE\n{'x' * 141},d,1,EUR\n",
        [(2, "TITLE", "critical", "limit", "the 140 characters that the import takes")],
    ),
    "accents are composed before they are counted": Row(
        "etsy", "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE\n" + "e\u0301" * 140 + ",d,1,EUR\n", []
    ),
    "emoji are code points": Row(
        "etsy",
        "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE\n" + "👩‍🎨" * 47 + ",d,1,EUR\n",
        [(2, "TITLE", "critical", "limit", "140")],
    ),
    "each value of a list": Row(
        "etsy",
        'TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,TAGS\nMug,d,1,EUR,"mug, caneca de cerâmica feita à mão,色"\n',
        [(2, "TAGS", "critical", "limit", '"caneca de cerâmica feita à mão": is longer than the 20 characters')],
    ),
    "the number of values": Row(
        "etsy",
        'TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,TAGS\nMug,d,1,EUR,"' + ",".join("abcdefghijklmn") + '"\n',
        [(2, "TAGS", "critical", "limit", "is more than the 13 values")],
    ),
    "bytes": Row(
        "amazon",
        AMAZON.strip() + ",generic_keywords\nA,Mug,,,,," + "é" * 125 + "\n",
        [(2, "generic_keywords", "major", "limit", "249 bytes of UTF-8 that the import takes" + UNPROVEN)],
    ),
    "the worse of two": Row(
        "amazon",
        AMAZON + f"A,{'x' * 201},,,,\nB,{'x' * 76},,,,\n",
        [
            (2, "item_name", "critical", "limit", "the 200 characters"),
            (3, "item_name", "major", "limit", "the 75 characters that the import takes" + UNPROVEN),
        ],
    ),
    "advice": Row(
        "magento",
        MAGENTO + f"A,,Mug,simple,,{'x' * 161}\n",
        [(2, "meta_description", "minor", "limit", "the 160 characters that are recommended")],
    ),
    "Google cuts texts": Row(
        "google_merchant", GOOGLE + f"1,{'x' * 151},l,,,,new\n", [(2, "title", "major", "limit", "keeps of it")]
    ),
    "but refuses ids": Row(
        "google_merchant", GOOGLE + f"{'1' * 51},Mug,l,,,,new\n", [(2, "id", "critical", "limit", "50 characters")]
    ),
    "a line break is a character": Row(
        "ebay", EBAY + '"' + "x" * 40 + "\n" + "x" * 40 + '",A,1,,\n', [(2, "*Title", "critical", "limit", "80")]
    ),
    # Allowed values.
    "a translated setting": Row(
        "google_merchant",
        GOOGLE + "1,Mug,l,,,,New\n2,Cup,l,,,,novo\n3,Cap,l,,,,\n4,Hat,l,,,,novo\n",
        [
            (3, "condition", "critical", "allowed", '"novo" is none of the values that the import takes: new, refurb'),
            (5, "condition", "critical", "allowed", '"novo"'),
        ],
    ),
    "an unproven setting": Row(
        "ebay", EBAY + "Mug,A,1,variação,\n", [(2, "Relationship", "major", "allowed", UNPROVEN)]
    ),
    # Unique values.
    "the same id twice": Row(
        "google_merchant",
        GOOGLE + "1,Mug,l,,,,\n2,Cup,l,,,,\n 1 ,Cap,l,,,,\n",
        [(4, "id", "critical", "unique", '"1" stands in an earlier row too')],
    ),
    "Akeneo's have none": Row(
        "akeneo", "sku;family;name-en_US\na;f;x\nA;f;y\n", [(3, "sku", "critical", "unique", '"A" stands in')]
    ),
    "ids have a case": Row("google_merchant", GOOGLE + "a,Mug,l,,,,\nA,Cup,l,,,,\n", []),
    "two products of one handle": Row(
        "shopify",
        SHOPIFY + "caneca,Mug,,,,,,\nhat,Hat,,,,,,\ncaneca,Cup,,,,,,\n",
        [(4, "Handle", "critical", "unique", '"caneca" is the name of "Mug" too')],
    ),
    "the same title on every row": Row("shopify", SHOPIFY + "mug,Mug,Size,S,,,,\nmug,Mug,Size,M,,,,\n", []),
    "a store view is no other product": Row("magento", MAGENTO + "A,,Mug,simple,,\nA,pt_br,Caneca,,,\n", []),
    "a SKU in two languages": Row(
        "woocommerce",
        "ID,SKU,Name,Is featured?,Meta: _wpml_import_language_code\n1,A,Mug,,en\n2,A,Caneca,,pt-br\n3,A,Cup,,en\n",
        [(4, "SKU", "critical", "unique", '"A"')],
    ),
    # Shopify's options.
    "an option without a name": Row(
        "shopify", SHOPIFY + "mug,Mug,,S,,,,\n", [(2, "Option1 Name", "critical", "variants", "is empty")]
    ),
    "values that became one": Row(
        "shopify",
        SHOPIFY + "mug,Mug,Cor,Azul,Tam,S,,\nmug,,,Azul,,M,,\nmug,,,Azul,,S,,\nmug,,,,,,,\n",
        [(4, "Option1 Value", "critical", "variants", '"Azul / S"')],
    ),
    "the same values of two products": Row("shopify", SHOPIFY + "a,A,Size,S,,,,\nb,B,Size,S,,,,\n", []),
    # WooCommerce's variations.
    "variations of their parent": Row(
        "woocommerce",
        WOO + '1,variable,P,Mug,,Colour,"Red\\, dark, Blue",0,,\n2,variation,,M,P,Colour,Blue,0,,\n'
        '3,variation,,M,id:1,Colour,"Red\\, dark",0,,\n4,variation,,M,P,Colour,,0,,\n',
        [],
    ),
    "a value that the parent has not": Row(
        "woocommerce",
        WOO + '2,variation,,M,P,Cor,Azul,0,,\n1,variable,P,Mug,,Cor,"Vermelho, azul",0,,\n',
        [
            (
                2,
                "Attribute 1 value(s)",
                "critical",
                "parent",
                '"Azul" is none of the values that the parent has for "Cor"',
            )
        ],
    ),
    "terms have no case": Row(
        "woocommerce", WOO + "1,variable,P,Mug,,Cor,azul,1,,\n2,variation,,M,P,Cor,Azul,1,,\n", []
    ),
    "an attribute that the parent has not": Row(
        "woocommerce",
        WOO + "1,variable,P,Mug,,Colour,Red,0,,\n2,variation,,M,P,Cor,Red,0,,\n",
        [(3, "Attribute 1 value(s)", "critical", "parent", 'the parent has no "Cor"')],
    ),
    "variations that became one": Row(
        "woocommerce",
        WOO + "1,variable,P,Mug,,Cor,azul,0,,\n2,variation,,M,P,Cor,azul,0,,\n3,variation,,M,P,Cor,azul,0,,\n",
        [(4, "Attribute 1 value(s)", "critical", "variants", '"azul"')],
    ),
    "a parent elsewhere": Row(
        "woocommerce",
        WOO + "2,variation,,M,P,Cor,azul,0,,\n3,variation,,M,id:7,Cor,azul,0,,\n",
        [
            (2, "Parent", "major", "parent", '"P": no row of the file'),
            (3, "Parent", "major", "parent", '"7": no row'),
        ],
    ),
    # eBay's variations.
    "variations of their listing": Row(
        "ebay",
        EBAY
        + "Mug,A,,,Colour=Red;Blue|Size=S\n,A1,1,Variation,Size=S|Colour=Red\n,A2,1,Variation,Colour=Blue|Size=S\n",
        [],
    ),
    "a name that was translated once": Row(
        "ebay",
        EBAY + "Mug,A,,,Cor=Vermelho;Azul\n,A1,1,Variation,Colour=Vermelho\n,A2,1,Variation,Cor=azul\n",
        [
            (3, "RelationshipDetails", "critical", "parent", 'the parent has no "Colour"'),
            (4, "RelationshipDetails", "critical", "parent", '"azul" is none of'),
        ],
    ),
    "two variations of the same values": Row(
        "ebay",
        EBAY + "Mug,A,,,Cor=Azul\n,A1,1,Variation,Cor=Azul\n,A2,1,Variation,Cor=Azul\n",
        [(4, "RelationshipDetails", "critical", "variants", '"Azul"')],
    ),
    "a listing that names none": Row(
        "ebay",
        EBAY + "Mug,A,,,\n,A1,1,Variation,Cor=Azul\n,A2,1,Variation,\n",
        [
            (2, "RelationshipDetails", "critical", "parent", "is empty"),
            (4, "RelationshipDetails", "critical", "parent", "names no values"),
        ],
    ),
    # Amazon's children.
    "children and their parent": Row(
        "amazon", AMAZON + "A1,Mug,Child,A,COLOR,\nA,Mug,Parent,,COLOR,\nA2,Mug,Child,A,Color,\n", []
    ),
    "a child of nobody": Row(
        "amazon",
        AMAZON + "A,Mug,Parent,,COLOR,\nB1,Cup,Child,B,COLOR,\nA1,Mug,Child,,COLOR,\n",
        [
            (4, "parent_sku", "major", "parent", "is empty, and the row is a child" + UNPROVEN),
            (3, "parent_sku", "major", "parent", '"B": no row of the file'),
        ],
    ),
    "themes": Row(
        "amazon",
        AMAZON + "A,Mug,Parent,,COLOR,\nA1,Mug,Child,A,SIZE,\nA2,Mug,Child,A,,\nA3,Mug,Child,A,,PartialUpdate\n",
        [
            (3, "variation_theme", "major", "parent", '"SIZE" is not the parent\'s "COLOR"'),
            (4, "variation_theme", "major", "parent", "is empty"),
        ],
    ),
    # Amazon's titles.
    "signs that no title has": Row(
        "amazon",
        "item_sku,item_name,brand_name\nA,Wow! Mug_2,\nB,Yahoo! Mug,Yahoo!\n",
        [(2, "item_name", "major", "title", '"!"'), (2, "item_name", "major", "title", '"_"')],
    ),
    "a word three times": Row(
        "amazon",
        "item_sku,item_name\nA,Caneca de café da Casa: caneca azul e CANECA de chá de ervas\nB,Caneca caneca\n",
        [(2, "item_name", "minor", "title", '"caneca" more than twice')],
    ),
    # Google's colours.
    "no names of colours": Row(
        "google_merchant",
        GOOGLE + "1,Mug,l,,#ff0000,,\n2,Mug,l,,R/Azul,,\n3,Mug,l,,赤,,\n4,Mug,l,,Verde-água,,\n",
        [(2, "color", "major", "value", '"#ff0000"'), (3, "color", "major", "value", '"R" is no name')],
    ),
    # Google's groups.
    "items that became one": Row(
        "google_merchant",
        GOOGLE + "1,Mug,l,M,azul,S,new\n2,Mug,l,M,azul,S,new\n3,Mug,l,M,azul,M,new\n4,Cup,l,C,azul,S,new\n",
        [(3, "item_group_id", "major", "variants", "cannot be told apart")],
    ),
    "an item without its colour": Row(
        "google_merchant",
        GOOGLE + "1,Mug,l,M,azul,S,new\n2,Mug,l,M,verde,S,new\n3,Mug,l,M,,M,new\n",
        [(4, "color", "major", "variants", "is empty")],
    ),
    # Magento's configurable products.
    "its variations": Row(
        "magento",
        MAGENTO + 'A-S,,Mug,simple,,\nA,,Mug,configurable,"sku=a-s,size=S|sku=A-L,size=L",\nA-L,,Mug,simple,,\n',
        [],
    ),
    "a variation that is not there": Row(
        "magento",
        MAGENTO + 'A,,Mug,configurable,"sku=A-S,size=S|sku=A-L,size=L",\nA-S,,Mug,simple,,\n',
        [(2, "configurable_variations", "major", "parent", '"a-l": no row of the file has this SKU')],
    ),
    # A row that cannot be read.
    "too many cells": Row(
        "shopify", SHOPIFY + "mug,Mug,,,,,,,,\n", [(2, None, "major", "row", "cannot be understood")]
    ),
    "right to left": Row(
        "shopify", SHOPIFY + "كوب,كوب,مقاس,ص,,,,\nكوب,,,ص,,,,\n", [(3, "Option1 Value", "critical", "variants", "ص")]
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_is_found(tmp_path: Path, row: Row) -> None:
    found = findings(tmp_path, row.feed, row.text)
    assert told(found) == [expected[:4] for expected in row.found], [one.message for one in found]
    for one, expected in zip(found, row.found, strict=True):
        assert expected[4] in one.message
        assert one.place.file == "a.csv"


def test_every_platform_s_own_rules_have_a_row() -> None:
    assert {row.feed for row in ROWS.values() if any(one[3] in {"parent", "variants"} for one in row.found)} >= set(
        PLATFORMS
    )
    assert set(PLATFORMS) <= set(FEEDS)


DAYS = [
    # (today, severity, what it says): the limit of 75 characters holds from 2026-07-27 on.
    (date(2026, 7, 26), "minor", "that the import takes from 2026-07-27 on"),
    (date(2026, 7, 27), "major", "that the import takes (not"),
]


@pytest.mark.parametrize(("today", "severity", "said"), DAYS)
def test_a_limit_holds_from_its_day_on(tmp_path: Path, today: date, severity: str, said: str) -> None:
    (found,) = findings(tmp_path, "amazon", AMAZON + f"A,{'x' * 76},,,,\n", today=today)
    assert (str(found.severity), said in found.message) == (severity, True)


def test_a_feed_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r'a\.csv is read as "plain".*--feed: shopify, woocommerce'):
        findings(tmp_path, "plain", "name,price\nMug,1\n")


def test_items_of_xml_are_told_apart_across_products(tmp_path: Path) -> None:
    item = "<item><g:id>{}</g:id><g:title>Mug</g:title><g:link>l</g:link><g:item_group_id>M</g:item_group_id>{}</item>"
    body = item.format(1, "<g:color>azul</g:color>") + item.format(2, "<g:color>azul</g:color>")
    text = f'<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>{body}</channel></rss>'
    found = findings(tmp_path, "google_merchant", text, name="a.xml")
    assert [one.check for one in found] == ["variants"]


def test_rows_in_json_lines_are_read_alike(tmp_path: Path) -> None:
    rows = [
        {"Handle": "mug", "Title": "Mug", "Status": "ativo", "Option1 Name": "Size", "Option1 Value": "S"},
        {"Handle": "mug", "Title": "", "Status": "", "Option1 Name": "", "Option1 Value": "M"},
        {"Handle": "cup", "Title": "", "Status": "", "Option1 Name": "", "Option1 Value": ""},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    found = findings(tmp_path, "shopify", text, name="a.jsonl")
    assert told(found) == [(1, "Status", "critical", "allowed"), (3, "Title", "critical", "filled")]


def test_a_large_product_is_one(tmp_path: Path) -> None:
    # More rows than are held together: the rest begins no product.
    rows = "".join(f"mug,{'' if number else 'Mug'},Size,{number},,,,S{number}\n" for number in range(5_000))
    assert findings(tmp_path, "shopify", SHOPIFY + rows) == []


def test_a_cell_of_many_megabytes(tmp_path: Path) -> None:
    text = f'TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,TAGS\nMug,"{"é, " * 1_000_000}",1,EUR,"{"x" * 3_000_000}"\n'
    assert told(findings(tmp_path, "etsy", text)) == [(2, "TAGS", "critical", "limit")]


def test_very_many_values_take_no_longer_than_many(tmp_path: Path) -> None:
    values = ";".join(str(number) for number in range(20_000))
    text = EBAY + f"Mug,A,,,Cor={values}\n,A1,1,Variation,Cor={values}\n,A2,1,Variation,Cor=x\n"
    assert told(findings(tmp_path, "ebay", text)) == [(4, "RelationshipDetails", "critical", "parent")]


LENGTHS = [
    ("", 0, 0, 0),
    ("abc", 3, 3, 3),
    ("é", 1, 1, 2),
    ("e\u0301", 1, 2, 3),
    ("色", 1, 1, 3),
    ("👕", 1, 2, 4),
    ("👨‍👩‍👧", 5, 8, 18),
    ("\ud800", 1, 1, 3),  # half a character, from a JSON escape
    ("\u0958", 2, 1, 3),  # NFC takes it apart
]


@pytest.mark.parametrize(("text", "characters", "utf16", "octets"), LENGTHS)
def test_lengths(text: str, characters: int, utf16: int, octets: int) -> None:
    assert (measured(text, "characters"), measured(text, "utf16"), measured(text, "bytes")) == (
        characters,
        utf16,
        octets,
    )


OURS = sorted(path for path in (*CATALOGS.iterdir(), DATA / "shopify.csv") if path.is_file())


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_own_catalogs_keep_the_rules(path: Path) -> None:
    catalog = read_catalog(path, Job("pt-BR"), name=path.name)
    if feed_table(catalog.schema.feed).import_rules != ImportRules():
        assert list(check_import(catalog, today=TODAY)) == []
