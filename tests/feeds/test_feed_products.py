"""Rows and JSON records -> products: grouping, keys, variants, and what goes back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from catalog_cli.errors import FileProblem
from catalog_cli.feeds import edits, products, schema
from catalog_cli.feeds.grouping import MOST_RECORDS
from catalog_cli.feeds.target_cells import target_positions
from catalog_cli.product import Column, Product, Record, Role, Schema


def read(columns: Sequence[str], target: str = "pt-BR", **roles: Role) -> Schema:
    return schema(columns, feed=None, source_locale="en", target_locale=target, roles=roles, keep=(), has_header=True)


def found(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Product]:
    stream = (Record(number, number + 1, tuple(row)) for number, row in enumerate(rows, start=1))
    return list(products(stream, read(columns), catalog="test.csv"))


GROUPS = [
    # header, rows, how many rows each product has, and why
    (["slug", "name"], [["a", "A"], ["a", ""], ["b", "B"]], [2, 1], "same slug, blank name"),
    (["slug", "name"], [["a", "A"], ["a", "A"], ["b", "B"]], [2, 1], "exports that repeat the name"),
    (["slug", "name"], [["a", "A"], ["b", "B"], ["a", "A"]], [1, 1, 1], "only consecutive rows"),
    (["slug", "name"], [["", "A"], ["", ""], ["", "B"]], [2, 1], "a blank name goes on with the product"),
    (["slug", "name"], [["a", "A"], ["b", ""]], [1, 1], "another slug is another product"),
    (["name  ", " slug"], [["A  ", "a "], ["   ", "   "]], [2], "padded cells are blank"),
    (["name", "price"], [["", "1"], ["", "2"], ["A", "3"]], [2, 1], "nothing before the first row"),
    (["id", "name"], [["1", "A"], ["2", ""], ["", ""]], [1, 2], "a row with an id of its own is a product"),
    (["sku", "name"], [["1", "A"], ["2", ""]], [2], "a SKU names a variant"),
    (["sku", "parent_sku", "name"], [["1", "", "A"], ["1-S", "1", "A S"], ["2", "", "B"]], [2, 1], "a parent"),
    (["item_group_id", "title"], [["g", "A S"], ["g", "A M"], ["h", "B"]], [2, 1], "Google's group"),
    (["description", "price"], [["A", "1"], ["", "2"]], [1, 1], "without titles nothing goes on"),
    (["name", "meta_title"], [["A", "A!"], ["", "B!"]], [1, 1], "any title at all begins a product"),
]


@pytest.mark.parametrize(("columns", "rows", "sizes", "why"), GROUPS, ids=[row[3] for row in GROUPS])
def test_grouping(columns: list[str], rows: list[list[str]], sizes: list[int], why: str) -> None:
    assert [len(product.records) for product in found(columns, rows)] == sizes, why


VALUES_OF_PLATFORMS = [
    # feed, header, cell, whether it is read as text, and why not
    ("plain", "title", "Default title", False),  # never language, whatever column it stands in
    ("plain", "title", " DEFAULT TITLE ", False),
    ("plain", "title", "Default Titles", True),
    ("plain", "title", "TRUE", True),  # a title may be a name
    ("plain", "option value", "default title", False),
    ("plain", "size", "Default Title", False),
    ("plain", "style", "TRUE", False),
    ("plain", "style", "False", False),
    ("plain", "style", "Yes", True),  # said to customers
    ("plain", "style", "सत्य", True),
    ("shopify", "Option1 Value", "Default title", False),
    ("shopify", "Option1 Value", "FALSE", False),
    ("woocommerce", "Attribute 1 value(s)", "DEFAULT TITLE", False),
    ("woocommerce", "Name", "Default Title", False),
    ("etsy", "TITLE", "Default Title", False),
    ("magento", "name", "Default title", False),
    ("google_merchant", "color", "default title", False),
]


@pytest.mark.parametrize(("feed", "header", "value", "is_text"), VALUES_OF_PLATFORMS)
def test_values_of_platforms_are_no_text_in_any_feed(feed: str, header: str, value: str, is_text: bool) -> None:
    columns = [header, "sku"]
    own = schema(columns, feed=feed, source_locale="en", target_locale="pt-BR", roles={}, keep=(), has_header=True)
    (product,) = products([Record(1, 2, (value, "7"))], own, catalog="test.csv")
    texts = [field.value for _, field in product.all_fields() if field.column.is_translated]
    assert texts == ([value] if is_text else [])


@pytest.mark.parametrize(("feed", "role"), [(None, Role.OPTION), (None, Role.TITLE), ("shopify", Role.OPTION)])
def test_values_of_platforms_are_no_text_in_a_column_of_the_user_s(feed: str | None, role: Role) -> None:
    roles = {"hint": role}
    own = schema(["hint"], feed=feed, source_locale="en", target_locale="de", roles=roles, keep=(), has_header=True)
    (product,) = products([Record(1, 2, ("Default title",))], own, catalog="test.csv")
    assert not list(product.all_fields())


def test_the_name_beside_a_respelled_default_title_is_no_text() -> None:
    rows = [["a", "A", "title", "DEFAULT TITLE"], ["b", "B", "Title", "Default title"], ["c", "C", "Title", "Large"]]
    texts = [
        [field.value for _, field in product.all_fields() if field.column.role is Role.OPTION]
        for product in found(["slug", "name", "Option name", "Option value"], rows)
    ]
    assert texts == [[], [], ["Title", "Large"]]


SHOPIFY = [
    "Handle",
    "Title",
    "Option1 Name",
    "Option1 Value",
    "Variant SKU",
    "Variant Price",
    "Image Src",
    "Image Alt Text",
]
SHIRT = [
    ["shirt", "Shirt", "Size", "Small", "S-1", "10", "a.jpg", "Front"],
    ["shirt", "", "", "Large", "S-2", "10", "", ""],  # an extra variant
    ["shirt", "", "", "", "", "", "b.jpg", "Back"],  # an extra image
    ["shirt", "", "", "XL", "S-2", "10", "c.jpg", "Side"],  # both, and a SKU that stands twice
]


def test_shopify_continuation_rows() -> None:
    (shirt,) = found(SHOPIFY, SHIRT)
    assert shirt.key == "shirt"
    assert [variant.key for variant in shirt.variants] == ["S-1", "S-2", "S-2#2"]
    assert [(field.record, field.value) for field in shirt.fields if field.column.name == "Image Alt Text"] == [
        (0, "Front"),
        (2, "Back"),
        (3, "Side"),
    ]


def test_repeated_keys_are_numbered_and_the_first_keeps_its_name() -> None:
    rows = [["a", "A"], ["b", "B"], ["a", "A"], ["c", "C"], ["a", "A"], ["a#2", "X"]]
    keys = [product.key for product in found(["handle", "title"], rows)]
    assert keys == ["a", "b", "a#2", "c", "a#3", "a#2#2"]


def test_nameless_products_are_named_by_their_text() -> None:
    first, second, third = found(["name", "price"], [["Mug", "1"], ["Cup", "2"], ["Mug", "3"]])
    assert third.key == f"{first.key}#2"
    assert second.key != first.key
    assert found(["name", "price"], [["Mug", "99"]])[0].key == first.key


def test_a_blank_identifier_leaves_the_name_to_the_next_column() -> None:
    (product,) = found(["slug", "name", "sku"], [["", "Mug", "M-1"]])
    assert product.key == "M-1"


def test_many_keys_stay_unique() -> None:
    rows = [[f"h{number % 3000}", "T"] for number in range(5000)]
    keys = [product.key for product in found(["handle", "title"], rows)]
    assert len(set(keys)) == len(keys) == 5000


def test_a_product_without_end_is_cut() -> None:
    rows = [["A", ""]] + [["", "x"]] * (MOST_RECORDS + 10)
    sizes = [len(product.records) for product in found(["title", "price"], rows)]
    assert sizes == [MOST_RECORDS, 11]


def test_no_records() -> None:
    assert found(["title"], []) == []


JSON = ["id", "title", "tags[]", "variants[].sku", "variants[].option1", "active"]


def json_record(number: int, cells: Sequence[tuple[int, str]], fixed: Sequence[int] = ()) -> Record:
    values, columns = tuple(value for _, value in cells), tuple(column for column, _ in cells)
    return Record(number, number, values, columns=columns, fixed=frozenset(fixed))


def test_a_json_record_is_one_product_with_its_variants() -> None:
    cells = [
        (0, "7"),
        (1, "Mug"),
        (2, "tea"),
        (2, "cups"),
        (3, "M-1"),
        (4, "Small"),
        (3, "M-2"),
        (4, "Large"),
        (5, "true"),
    ]
    stream = [json_record(1, cells, fixed=[0, 8]), json_record(2, [(0, "8")]), json_record(3, [])]
    first, second, third = products(stream, read(JSON), catalog="test.json")
    assert (first.key, second.key, len(third.records)) == ("7", "8", 1)
    assert [(variant.key, len(variant.fields)) for variant in first.variants] == [("M-1", 2), ("M-2", 2)]
    assert [field.value for field in first.fields if field.column.name == "tags[]"] == ["tea", "cups"]


def test_where_json_has_an_array_of_variants_the_rest_is_the_products() -> None:
    columns = ["id", "price", "attributes.color", "variants[].sku", "variants[].price"]
    cells = [(0, "7"), (1, "9"), (2, "Red"), (3, "M-1"), (4, "9"), (3, "M-2"), (4, "12")]
    (product,) = products([json_record(1, cells)], read(columns), catalog="test.json")
    assert [field.value for field in product.fields] == ["7", "9", "Red"]
    assert [(variant.key, len(variant.fields)) for variant in product.variants] == [("M-1", 2), ("M-2", 2)]


def test_a_variant_without_its_first_key_begins_with_the_next() -> None:
    cells = [(0, "7"), (3, "M-1"), (4, "Small"), (4, "Large")]
    (product,) = products([json_record(1, cells)], read(JSON), catalog="test.json")
    assert [variant.key for variant in product.variants] == ["M-1", "Large"]


def test_a_number_in_a_text_field_is_no_field() -> None:
    (product,) = products([json_record(1, [(0, "7"), (1, "1984")], fixed=[0, 1])], read(JSON), catalog="x")
    assert [field.value for field in product.fields] == ["7"]


def test_a_record_with_a_column_that_the_survey_did_not_see_is_refused() -> None:
    with pytest.raises(FileProblem, match=r"test\.json, row 4: .* run the command again"):
        list(products([json_record(4, [(6, "x")])], read(JSON), catalog="test.json"))


def filled(product: Product, target: str = "Caneca") -> Product:
    fields = (field._replace(target=target) if field.column.is_translated else field for field in product.fields)
    return product._replace(fields=tuple(fields))


EDITS = [
    # header, row, layout, replaced, added
    (["title"], ["Mug"], "replace", {0: "Caneca"}, {}),
    (["title"], ["Mug"], "columns", {}, {0: "Caneca"}),
    (["title"], ["  Mug \n"], "replace", {0: "  Caneca \n"}, {}),
    (["title"], ["\u3000Mug\u00a0"], "replace", {0: "\u3000Caneca\u00a0"}, {}),  # ideographic and no-break space
    (["title"], ["Caneca"], "replace", {}, {}),  # the same text is no change
    (["title"], ["Caneca"], "columns", {}, {0: "Caneca"}),
    (["title"], [""], "replace", {}, {}),
    (["title", "title:pt"], ["Mug", ""], "replace", {1: "Caneca"}, {}),
    (["title", "title:pt"], ["Mug", ""], "columns", {1: "Caneca"}, {}),
    (["title:pt", "title"], ["Copo ", "Mug"], "replace", {0: "Caneca "}, {}),
    (["title", "title:pt"], [" Mug  ", "   "], "replace", {1: " Caneca  "}, {}),
    (["title", "title:pt"], ["Mug", "Caneca"], "replace", {}, {}),
    (["title", "title:pt"], ["", "Caneca"], "replace", {}, {}),
]


@pytest.mark.parametrize(("columns", "row", "layout", "replaced", "added"), EDITS)
def test_edits(
    columns: list[str], row: list[str], layout: str, replaced: dict[int, str], added: dict[int, str]
) -> None:
    (product,) = found(columns, [row])
    ((_, edit),) = edits(filled(product), layout)
    assert (dict(edit.replaced), dict(edit.added)) == (replaced, added)


def test_what_stands_in_the_target_column_is_told() -> None:
    (product,) = found(["title", "title:pt", "summary"], [["Mug", "Copo", "For tea"]])
    assert [field.existing for field in product.fields] == ["Copo", None]


def test_json_targets_go_beside_their_source() -> None:
    columns = ["texts[].title.en", "texts[].title.pt", "name", "name:pt"]
    found_schema = read(columns)
    record = json_record(1, [(0, "Mug"), (1, "Copo"), (0, "Cup"), (1, ""), (2, "Tea")])
    assert [column.target for column in found_schema.columns] == [None, None, 3, None]  # "texts" says nothing to us
    (product,) = products([record], read(columns, **{"texts[].title.en": Role.TITLE}), catalog="x")
    ((_, edit),) = edits(filled(product))
    # The record has no "name:pt": it is added beside the source, which stays.
    assert dict(edit.added) == {4: "Caneca"}


def test_json_arrays_pair_by_number() -> None:
    found_schema = read(["title.en", "title.pt"])
    record = json_record(1, [(0, "Mug"), (1, "Copo"), (0, "Cup"), (1, "")])
    (product,) = products([record], found_schema, catalog="x")
    assert [field.existing for field in product.fields] == ["Copo", ""]
    ((_, edit),) = edits(filled(product))
    assert dict(edit.replaced) == {1: "Caneca", 3: "Caneca"}


BESIDE = [
    # (the column, where it and its target stand: s and t, what goes with what)
    ("title", "st", {0: 1}),
    ("title", "ts", {1: 0}),
    ("title", "s", {}),
    ("title", "t", {}),
    ("images[].alt", "stst", {0: 1, 2: 3}),
    ("images[].alt", "tsts", {1: 0, 3: 2}),
    ("images[].alt", "sst", {1: 2}),  # a new image before one that has its target
    ("images[].alt", "sts", {0: 1}),
    ("images[].alt", "tss", {1: 0}),
    ("images[].alt", "s.t.s", {0: 2}),
    ("tags[]", "sstt", {0: 2, 1: 3}),
    ("tags[]", "ssst", {0: 3}),
    ("tags[]", "sttt", {0: 1}),
    ("tags[]", "ttsss", {2: 0, 3: 1}),
    ("variants[].tags[]", "ssttst", {0: 2, 1: 3, 4: 5}),
]


@pytest.mark.parametrize(("name", "stand", "expected"), BESIDE)
def test_a_target_goes_with_the_source_beside_it(name: str, stand: str, expected: dict[int, int]) -> None:
    record = Record(1, 1, tuple(stand), columns=tuple("st.".index(mark) for mark in stand))
    assert target_positions(record, [Column(0, name, name, Role.TEXT, "", target=1)]) == expected


def test_a_cell_that_cannot_be_written_is_no_text() -> None:
    header = ["sku", "title", "price"]
    row = Record(1, 2, ("1", "1984", "9.90"), fixed=frozenset({1, 2}))
    found_schema = schema(
        header, feed="plain", source_locale="en", target_locale="pt-BR", roles={}, keep=(), has_header=True
    )
    (product,) = products([row], found_schema, catalog="books.xlsx")
    assert [own.column.name for _, own in product.all_fields()] == ["sku", "price"]


def test_a_record_of_its_own_is_named_by_itself_and_not_by_its_group() -> None:
    header = ["item_group_id", "id", "title"]
    found_schema = schema(
        header, feed="google_merchant", source_locale="en", target_locale="pt-BR", roles={}, keep=(), has_header=True
    )
    rows = [Record(n, n, ("JKT", f"JKT-{size}", "Jacket"), columns=(0, 1, 2)) for n, size in enumerate("SML", 1)]
    assert [one.key for one in products(rows, found_schema, catalog="feed.xml")] == ["JKT-S", "JKT-M", "JKT-L"]
