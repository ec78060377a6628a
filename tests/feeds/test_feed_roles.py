"""Headers -> roles, for Shopify's two dialects and for plain tables."""

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import schema
from catalog_cli.product import Column, Role, Schema

LEGACY = [
    ("Handle", "handle"),
    ("Title", "title"),
    ("Body (HTML)", "html"),
    ("Vendor", "identifier"),
    ("Product Category", "enum"),
    ("Type", "enum"),  # collections and filters match it: opt-in
    ("Tags", "list"),
    ("Published", "enum"),
    ("Option1 Name", "option"),
    ("Option1 Value", "option"),
    ("Option1 Linked To", "enum"),
    ("Option3 Value", "option"),
    ("Variant SKU", "identifier"),
    ("Variant Grams", "measure"),
    ("Variant Inventory Tracker", "enum"),
    ("Variant Inventory Qty", "enum"),
    ("Variant Inventory Policy", "enum"),
    ("Variant Fulfillment Service", "enum"),
    ("Variant Price", "price"),
    ("Variant Compare At Price", "price"),
    ("Variant Requires Shipping", "enum"),
    ("Variant Taxable", "enum"),
    ("Unit Price Total Measure", "enum"),
    ("Unit Price Base Measure Unit", "enum"),
    ("Variant Barcode", "identifier"),
    ("Image Src", "url"),
    ("Image Position", "enum"),
    ("Image Alt Text", "text"),
    ("Gift Card", "enum"),
    ("SEO Title", "title"),
    ("SEO Description", "text"),
    ("Google Shopping / Google Product Category", "enum"),
    ("Google Shopping / AdWords Labels", "enum"),
    ("Google Shopping / Custom Label 4", "enum"),
    ("Variant Image", "url"),
    ("Variant Weight Unit", "enum"),
    ("Variant Tax Code", "enum"),
    ("Cost per item", "price"),
    ("Included / São Tomé", "enum"),  # a market's name is free text
    ("Price / Canada", "price"),
    ("Compare At Price / Canada", "price"),
    ("Status", "enum"),
    ("Fabric (product.metafields.custom.fabric)", None),
    ("Subtitle", None),  # not Shopify's: nobody knows what an app does with it
]

CURRENT = [
    ("Title", "title"),
    ("URL handle", "handle"),
    ("Description", "html"),
    ("Vendor", "identifier"),
    ("Product category", "enum"),
    ("Type", "enum"),
    ("Tags", "list"),
    ("Published on online store", "enum"),
    ("Status", "enum"),
    ("SKU", "identifier"),
    ("Barcode", "identifier"),
    ("Option1 name", "option"),
    ("Option1 value", "option"),
    ("Option2 Linked To", "enum"),
    ("Price", "price"),
    ("Compare-at price", "price"),
    ("Cost per item", "price"),
    ("Charge tax", "enum"),
    ("Tax code", "enum"),
    ("Unit price base measure unit", "enum"),
    ("Inventory tracker", "enum"),
    ("Inventory quantity", "enum"),
    ("Continue selling when out of stock", "enum"),
    ("Weight value (grams)", "measure"),
    ("Weight unit for display", "enum"),
    ("Requires shipping", "enum"),
    ("Fulfillment service", "enum"),
    ("Product image URL", "url"),
    ("Image position", "enum"),
    ("Image alt text", "text"),
    ("Variant image URL", "url"),
    ("Gift card", "enum"),
    ("SEO title", "title"),
    ("SEO description", "text"),
    ("Color (product.metafields.shopify.color-pattern)", None),
    ("Google Shopping / Manufacturer part number (MPN)", "enum"),
    ("Compare-at price / European Union", "price"),
]

PLAIN = [
    ("title", "title"),
    ("Name", "title"),
    ("PRODUCT NAME", "title"),
    ("product_title", "title"),
    ("productName", "title"),
    ("item-name", "title"),
    ("Name *", "title"),  # a form's mark for a required field
    ("  name  ", "title"),
    ("Product\nName", "title"),  # a header cell with a line break
    ("Subtitle", "title"),
    ("tagline", "title"),
    ("metaTitle", "title"),
    ("seo title", "title"),
    ("description", "text"),
    ("Long Description", "text"),
    ("short_description", "text"),
    ("body", "text"),
    ("description_html", "html"),
    ("Body (HTML)", "html"),  # in a table that is not Shopify's
    ("Title (required)", "title"),
    ("Title [max. 80 characters]", "title"),
    ("SKU (optional)", "identifier"),
    ("\u270f\ufe0f Title", "title"),  # a pencil, as an emoji
    ("\u200bDescription\ufeff", "text"),  # marks that nobody sees
    ("summary", "text"),
    ("excerpt", "text"),
    ("bullet", "text"),
    ("bullet 1", "text"),
    ("bullet_point3", "text"),
    ("bulletPoint5", "text"),
    ("features", "text"),
    ("feature_1", "text"),
    ("Key Features", "text"),
    ("highlights", "text"),
    ("details", "text"),
    ("specification", "text"),
    ("Specs", "text"),
    ("meta_description", "text"),
    ("meta keywords", "list"),
    ("keywords", "list"),
    ("tags", "list"),
    ("category", "list"),
    ("Categories", "list"),
    ("category1", "list"),
    ("product_type", "list"),
    ("material", "option"),
    ("color", "option"),
    ("Colour", "option"),
    ("size", "option"),
    ("pattern", "option"),
    ("style", "option"),
    ("Finish", "option"),
    ("flavour", "option"),
    ("scent", "option"),
    ("care", "text"),
    ("Care Instructions", "text"),
    ("option1_name", "option"),
    ("Option 2 Value", "option"),
    ("optionValues", "option"),
    ("variant title", "option"),
    ("image alt text", "text"),
    ("caption", "text"),
    ("product.title", "title"),
    ("attributes.color", "option"),
    ("images[].alt", "text"),
    ("images.0.alt", "text"),
    ("variants[].title", "option"),
    ("seo.description", "text"),
    ("description.text", "text"),
    ("tags[]", "list"),
    # what stays as it is
    ("id", "identifier"),
    ("product_id", "identifier"),  # "id" is a language too
    ("g:id", "identifier"),
    ("SKU", "identifier"),
    ("variants[].sku", "identifier"),
    ("gtin13", "identifier"),
    ("Barcode", "identifier"),
    ("color code", "identifier"),
    ("brand", "identifier"),
    ("brand.name", "identifier"),
    ("Manufacturer", "identifier"),
    ("slug", "handle"),
    ("url_key", "handle"),
    ("image", "url"),
    ("image_link", "url"),
    ("product URL", "url"),
    ("price", "price"),
    ("sale_price", "price"),
    ("MSRP", "price"),
    ("Weight (kg)", "measure"),  # "kg" is a language too
    ("length_in", "measure"),
    ("created_at", "date"),
    ("Date sale price starts", "date"),
    ("qty", "enum"),
    ("stockOnHand", "enum"),
    ("condition", "enum"),
    ("availability", "enum"),
    ("age_group", "enum"),
    ("google_product_category", "enum"),
    ("taxCategory", "enum"),
    ("type", "enum"),  # WooCommerce's "variable", Magento's "simple"
    # what nobody knows
    ("facets", None),
    ("frobnication", None),
    ("", None),
    ("商品名", None),
    ("اسم المنتج", None),
    ("👕", None),
    ("supplier.notes", None),
    ("reviews[].body", None),
    ("title;price", None),  # split at the wrong delimiter
]


def read(columns: list[str], **options: object) -> Schema:
    given = {
        "feed": None,
        "source_locale": "en",
        "target_locale": "pt-BR",
        "roles": {},
        "keep": (),
        "has_header": True,
    }
    return schema(columns, **(given | options))


def only(header: str, feed: str) -> Column:
    return read([header], feed=feed).columns[0]


@pytest.mark.parametrize(("header", "role"), LEGACY + CURRENT)
def test_shopify_roles(header: str, role: str | None) -> None:
    assert only(header, "shopify").role == (role and Role(role))


@pytest.mark.parametrize(("header", "role"), PLAIN)
def test_plain_roles(header: str, role: str | None) -> None:
    found = only(header, "plain")
    assert found.role == (role and Role(role))
    assert found.reason


@pytest.mark.parametrize("rows", [LEGACY, CURRENT], ids=["legacy", "current"])
def test_a_whole_shopify_header_is_detected_and_keyed_by_its_handle(rows: list[tuple[str, str]]) -> None:
    found = read([header for header, _ in rows])
    assert found.feed == "shopify"
    assert "andle" in found.columns[found.identifier].name
    assert found.grouping == found.identifier


@pytest.mark.parametrize(
    ("header", "feed", "in_variant"),
    [
        ("Option1 Value", "shopify", True),
        ("Option1 Name", "shopify", False),
        ("Image Alt Text", "shopify", False),
        ("Variant Price", "shopify", True),
        ("variants[].option1", "plain", True),
        ("variants[].title", "plain", True),
        ("title", "plain", False),
    ],
)
def test_which_columns_belong_to_a_variant(header: str, feed: str, in_variant: bool) -> None:
    assert only(header, feed).in_variant is in_variant


@pytest.mark.parametrize(
    ("header", "separators"),
    [
        ("tags", (",", ";", "|")),
        ("category", (" > ", " -> ", " » ", " / ", "|", ";", ">")),
        ("size", ()),
        ("colour", ("|", ";", ",", " / ", "/")),
        ("material", ("|", ";")),  # a comma may belong to a value
        ("option1 value", ("|", ";")),
    ],
)
def test_separators(header: str, separators: tuple[str, ...]) -> None:
    assert only(header, "plain").separators == separators


def test_the_user_decides() -> None:
    found = read(
        ["Ref", " Titel ", "tags", "title", "4"],
        roles={"titel": Role.TITLE, "1": Role.TEXT, "4": Role.LIST, "tags": Role.TITLE},
        keep=["TITLE"],
    )
    assert [column.role for column in found.columns] == [Role.TEXT, Role.TITLE, Role.TITLE, None, Role.LIST]
    assert found.columns[3].reason == "--keep"
    assert found.columns[1].reason == "--column"
    assert found.columns[4].separators  # a header named "4" wins over the fourth position
    assert found.columns[2].separators == ()


def test_a_name_that_stands_twice_is_meant_twice() -> None:
    found = read(["note", "x", "note"], roles={"note": Role.TEXT})
    assert [column.role for column in found.columns] == [Role.TEXT, None, Role.TEXT]


def test_keep_wins_over_column() -> None:
    assert read(["title"], roles={"title": Role.TEXT}, keep=["title"]).columns[0].role is None


@pytest.mark.parametrize("option", [{"roles": {"titel": Role.TITLE}}, {"keep": ["titel"]}], ids=["column", "keep"])
def test_an_unknown_column_is_refused_naming_the_closest_first(option: dict[str, object]) -> None:
    with pytest.raises(UsageProblem, match=r'no column "titel"\. The columns are "Title", ') as caught:
        read(["sku", "Title", "price"], **option)
    assert '"price"' in str(caught.value)


@pytest.mark.parametrize("position", ["0", "4", "-1", "²", ""])
def test_a_position_outside_the_table_is_refused(position: str) -> None:
    with pytest.raises(UsageProblem):
        read(["a", "b", "c"], roles={position: Role.TITLE})


def test_many_columns_are_not_all_listed() -> None:
    with pytest.raises(UsageProblem, match="and 88 more"):
        read([f"c{number}" for number in range(100)], keep=["nothing"])


def test_an_unknown_feed_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r"shopify, .*plain"):
        read(["title"], feed="shopfy")


def test_without_a_header_only_the_user_knows() -> None:
    row = ["Book", "Books > Essential", "9780131103627", "The C Programming Language", "As we said"]
    with pytest.raises(UsageProblem, match="--column 4=title"):
        read(row, has_header=False)
    found = read(row, has_header=False, roles={"4": Role.TITLE, "3": Role.IDENTIFIER})
    assert [column.role for column in found.columns] == [None, None, Role.IDENTIFIER, Role.TITLE, None]
    assert [column.name for column in found.columns] == ["1", "2", "3", "4", "5"]
    assert found.identifier == 2


def test_without_a_header_a_cell_is_no_name() -> None:
    with pytest.raises(UsageProblem, match='no column "Title"'):
        read(["Title", "x"], has_header=False, roles={"Title": Role.TITLE})


@pytest.mark.parametrize(
    ("columns", "options"),
    [
        (["Title", "Designer"], {"brands": ("designer ",)}),
        (["Title", "Material"], {"brands": ("Material",)}),  # else it would be translated
        (["Title", "Material"], {"brands": ("Material",), "roles": {"Material": Role.TEXT}}),
        (["Title", "Material"], {"brands": ("Material",), "keep": ("Material",)}),
        (["Title", "名前"], {"brands": ("2",)}),
        (["Title", "material:en", "material:pt"], {"brands": ("material:en",)}),
    ],
)
def test_a_column_of_names_stays_as_it_is_whatever_else_is_said(columns: list[str], options: dict[str, object]) -> None:
    found = read(columns, **options).columns[1]
    assert (found.is_brand, found.role, found.reason) == (True, Role.IDENTIFIER, "--brand")
    assert not found.is_translated
    assert found.target is None


def test_a_column_of_names_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageProblem, match='There is no column "Desinger"'):
        read(["Title", "Designer"], brands=("Desinger",))
