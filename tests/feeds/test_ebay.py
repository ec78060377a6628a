"""eBay's files: the directive and the guards stay, variations keep the values of their listing."""

from __future__ import annotations

import pytest

from catalog_cli.cell_text import read_text
from catalog_cli.feeds import feed_table
from catalog_cli.product import Column, Field, Notation, Role
from tests.feeds.golden import CATALOGS, cells, opened, unchanged, written
from tests.feeds.platform_files import assert_kept, grouped

FILES = [("ebay.csv", ","), ("ebay_reports.csv", ";")]
US = "*Action(SiteID=US|Country=US|Currency=USD|Version=1193|CC=UTF-8)"
DE = "*Action(SiteID=Germany|Country=DE|Currency=EUR|Version=1193|CC=UTF-8)"

OLDER = {
    "identifier": "CustomLabel *C:Brand C:MPN P:UPC P:ISBN",
    "title": "*Title Subtitle",
    "html": "*Description",
    "text": "ConditionDescription",
    "option": "RelationshipDetails C:Type C:Colour C:Size C:Material C:Features",
    "price": "*StartPrice",
    "url": "PicURL",
    "enum": f"{US} *Category StoreCategory *ConditionID *Format *Duration *Quantity *Location DispatchTimeMax"
    " ShippingProfileName Relationship",
}
NEWER = {
    "identifier": "Item number|Custom label (SKU)|C:Brand|P:EAN",
    "title": "Title|Subtitle",
    "html": "Description",
    "option": "Relationship details|C:Colour",
    "price": "Start price",
    "url": "Item photo URL",
    "enum": "Category ID|Condition ID|Quantity|Format|Relationship",
}


def test_the_role_of_every_column() -> None:
    older = {column.name: column.role and column.role.value for column in opened("ebay.csv").schema.columns}
    assert older == {name: role for role, names in OLDER.items() for name in names.split()}
    newer = {column.name: column.role and column.role.value for column in opened("ebay_reports.csv").schema.columns}
    assert newer == {name: role for role, names in NEWER.items() for name in names.split("|")} | {DE: "enum"}


def test_variations_are_with_their_listing() -> None:
    assert grouped("ebay.csv") == {"NW-TEE": (5, 5)}  # by their blank titles
    assert grouped("ebay_reports.csv") == {"295441000000": (3, 3)}  # by the number of the listing
    for name, _ in FILES:
        assert opened(name).schema.feed == "ebay"
        assert len(list(opened(name).products())) == 10


@pytest.mark.parametrize(("name", "delimiter"), FILES)
def test_the_golden_file(name: str, delimiter: str) -> None:
    stem, _, suffix = name.partition(".")
    assert unchanged(name)
    assert written(name) == (CATALOGS / f"{stem}.expected.{suffix}").read_bytes()
    assert_kept(name, delimiter)


def test_variations_keep_values_of_their_listing() -> None:
    header, listing, *rows = cells(written("ebay.csv"))
    at = header.index("RelationshipDetails")
    offered = {name: values.split(";") for name, _, values in (pair.partition("=") for pair in listing[at].split("|"))}
    assert offered == {"COLOUR": ["RED", "OCEAN BLUE"], "SIZE": ["S", "M"]}
    for row in rows[:4]:
        chosen = dict(pair.split("=") for pair in row[at].split("|"))
        assert all(value in offered[name] for name, value in chosen.items())


SPECIFICS = [
    # cell, its values
    ("Red", ["Red"]),
    ("Red|Ocean blue", ["Red", "Ocean blue"]),
    ("Red, white", ["Red, white"]),
    ('="5-10"', []),
    ('="Red"', []),
    (' ="0042" ', []),
    ('="Red" and more', ['="Red" and more']),
    ("赤|🙂", ["赤", "🙂"]),
]


@pytest.mark.parametrize(("cell", "values"), SPECIFICS)
def test_formulas_stay(cell: str, values: list[str]) -> None:
    column = Column(0, "C:Size", "C:Size", Role.OPTION, "", separators=("|",), notation=Notation.FORMULAS)
    text = read_text(Field(column, 0, 0, cell), "en")
    assert [piece for piece, _ in text.pieces()] == values
    assert text.write([None] * len(values)) == cell


HEADERS = [
    ("*Action", Role.ENUM),
    (US, Role.ENUM),
    ("*C:Brand", Role.IDENTIFIER),
    ("C:Marke", Role.IDENTIFIER),
    ("C:Manufacturer Part Number", Role.IDENTIFIER),
    ("C:Country/Region of Manufacture", Role.OPTION),
    ("C:Farbe", Role.OPTION),
    ("P:EAN", Role.IDENTIFIER),
    ("*ConditionID", Role.ENUM),
    ("Condition description", Role.TEXT),
    ("BuyItNowPrice", Role.PRICE),
    ("ShippingService-1:Option", Role.ENUM),
    ("ReturnsAcceptedOption", Role.ENUM),
]


@pytest.mark.parametrize(("header", "role"), HEADERS)
def test_headers(header: str, role: Role) -> None:
    found = feed_table("ebay").rule(header)
    assert found is not None
    assert found[0].role is role
