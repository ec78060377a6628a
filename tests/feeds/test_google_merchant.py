"""Google's text file and its XML: the same roles in both, lists and codes in their own notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_cli import notations
from catalog_cli.cell_text import read_text
from catalog_cli.feeds import detect, feed_table
from catalog_cli.product import Column, Field, Notation, Role
from tests.feeds.golden import CATALOGS, opened, roles, unchanged, written
from tests.feeds.platform_files import assert_kept, by_header, grouped

FILES = ["google.tsv", "google.xml"]

TSV = {
    "identifier": "id brand gtin mpn item_group_id",
    "title": "title item_group_title structured_title",
    "text": "description structured_description",
    "list": "product_type product_highlight product_detail(section_name:attribute_name:attribute_value)"
    " question_and_answer(question:answer)",
    "option": "color size material pattern",
    "url": "link image_link additional_image_link",
    "price": "price sale_price",
    "measure": "product_weight",
    "enum": "availability google_product_category identifier_exists condition age_group gender size_system"
    " shipping(country:price) custom_label_0",
}
XML = {
    "identifier": "g:id g:brand g:item_group_id g:gtin",
    "title": "g:title g:item_group_title g:structured_title.g:content",
    "text": "g:description g:product_highlight g:structured_description.g:content g:question_and_answer.g:question"
    " g:question_and_answer.g:answer",
    "list": "g:product_detail.g:section_name g:product_detail.g:attribute_name g:product_detail.g:attribute_value"
    " g:product_type",
    "option": "g:color g:size g:material g:pattern",
    "url": "g:link g:image_link",
    "price": "g:price g:shipping.g:price",
    "measure": "g:product_weight",
    "enum": "g:availability g:size_system g:shipping.g:country g:google_product_category g:identifier_exists"
    " g:structured_title.g:digital_source_type g:structured_description.g:digital_source_type g:condition"
    " g:age_group g:gender g:custom_label_0",
}


@pytest.mark.parametrize(("name", "expected"), [("google.tsv", TSV), ("google.xml", XML)])
def test_the_role_of_every_column(name: str, expected: dict[str | None, str]) -> None:
    assert opened(name).schema.feed == "google_merchant"
    assert roles(name) == by_header(expected)


def test_variants_of_a_group_are_one_product() -> None:
    assert grouped("google.tsv") == {"BV-JKT": (3, 3)}
    assert len(list(opened("google.tsv").products())) == 10
    jacket = next(product for product in opened("google.tsv").products() if product.key == "BV-JKT")
    assert [variant.key for variant in jacket.variants] == ["BV-JKT-BLK-S", "BV-JKT-BLK-M", "BV-JKT-MOS-M"]


@pytest.mark.parametrize("name", FILES)
def test_the_golden_file(name: str) -> None:
    stem, _, suffix = name.partition(".")
    assert unchanged(name)
    assert written(name) == (CATALOGS / f"{stem}.expected.{suffix}").read_bytes()


def test_other_cells_stay() -> None:
    assert_kept("google.tsv", "\t")


HEADERS = [
    # header, role
    ("title", Role.TITLE),
    ("g:title", Role.TITLE),
    ("item group title", Role.TITLE),
    ("Product Highlight", Role.LIST),
    ("productHighlights[]", Role.TEXT),  # the API's own JSON
    ("g:product_type", Role.LIST),
    ("product_detail", Role.LIST),
    ("g:color", Role.OPTION),
    ("g:brand", Role.IDENTIFIER),
    ("mobile_link", Role.URL),
    ("lifestyle_image_link", Role.URL),
    ("sale_price_effective_date", Role.DATE),
    ("unit_pricing_base_measure", Role.MEASURE),
    ("shipping_weight", Role.MEASURE),
    ("shipping_label", Role.ENUM),
    ("certification(certification_authority:certification_name)", Role.ENUM),
    ("excluded_destination", Role.ENUM),
]


@pytest.mark.parametrize(("header", "role"), HEADERS)
def test_headers(header: str, role: Role) -> None:
    found = feed_table("google_merchant").rule(header)
    assert found is not None
    assert found[0].role is role


def test_makers_are_names_in_texts() -> None:
    brands = {column.name for name in FILES for column in opened(name).schema.columns if column.is_brand}
    assert brands == {"brand", "g:brand"}


CELLS = [
    # notation, cell, what it is as segments, the cell with all of them in capitals
    (Notation.SOURCED, 'default:"Red: mug"', ["Red: mug"], 'default:"RED: MUG"'),
    (Notation.SOURCED, "trained_algorithmic_media:Red mug", ["Red mug"], "trained_algorithmic_media:RED MUG"),
    (Notation.SOURCED, 'default: "12"" pan" ', ['12" pan'], 'default: "12"" PAN" '),
    (Notation.SOURCED, "Red mug", ["Red mug"], "RED MUG"),  # without a code, which Google takes as well
    (Notation.SOURCED, "Set: two mugs", ["Set: two mugs"], "SET: TWO MUGS"),  # a code has no capitals
    (Notation.SOURCED, "default:", ["default:"], "DEFAULT:"),
    (Notation.SOURCED, 'default:"no end', ['default:"no end'], 'DEFAULT:"NO END'),
    (Notation.SOURCED, "default:色 🙂", ["色 🙂"], "default:色 🙂"),
]


@pytest.mark.parametrize(("notation", "cell", "pieces", "expected"), CELLS)
def test_texts_behind_a_code(notation: Notation, cell: str, pieces: list[str], expected: str) -> None:
    text = read_text(Field(Column(0, "x", "x", Role.TITLE, "", notation=notation), 0, 0, cell), "en")
    assert [piece for piece, _ in text.pieces()] == pieces
    assert text.write([(piece.upper(), ()) for piece in pieces]) == expected
    assert text.write([None] * len(pieces)) == cell


def test_a_target_with_a_colon_is_put_in_quotes() -> None:
    assert notations.write("Caneca: azul", Notation.SOURCED, "default:Blue mug") == 'default:"Caneca: azul"'


LISTS = [
    # cell, values, the cell with every value replaced by "a, b" or "ab"
    ("Soft,Warm", ["Soft", "Warm"], '"a, b",ab'),
    ("Soft, Warm", ["Soft", "Warm"], '"a, b", ab'),
    ('"Soft, warm","Light"', ["Soft, warm", "Light"], '"a, b",ab'),
    (' "Soft, warm" ,Light', ["Soft, warm", "Light"], ' "a, b" ,ab'),
    ('"A ""new"" mug"', ['A "new" mug'], '"a, b"'),
    ("Soft,,Warm,", ["Soft", "Warm"], '"a, b",,ab,'),
    ('"no end', ['"no end'], '"a, b"'),
    ("Soft\nand warm,Light", ["Soft and warm", "Light"], '"a, b",ab'),
    ("色,🙂", ["色", "🙂"], '"a, b",ab'),
]


@pytest.mark.parametrize(("cell", "values", "expected"), LISTS)
def test_lists_in_quotes(cell: str, values: list[str], expected: str) -> None:
    column = Column(0, "x", "x", Role.LIST, "", separators=(",",), notation=Notation.QUOTED_COMMAS)
    text = read_text(Field(column, 0, 0, cell), "en")
    assert [piece for piece, _ in text.pieces()] == values
    assert text.write([("ab" if number else "a, b", ()) for number in range(len(values))]) == expected
    assert text.write([None] * len(values)) == cell


VALUE = st.text(st.sampled_from('ab ,":é色'), min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(VALUE, min_size=1, max_size=5))
def test_every_list_that_is_written_is_read_again(texts: list[str]) -> None:
    column = Column(0, "x", "x", Role.LIST, "", separators=(",",), notation=Notation.QUOTED_COMMAS)
    cell = notations.write("\n".join(texts), Notation.QUOTED_COMMAS)
    assert list(notations.values(cell, column)) == texts


@given(VALUE, st.sampled_from(["default:x", 'default:"x"', "trained_algorithmic_media: x"]))
def test_every_text_that_is_written_behind_a_code_is_read_again(text: str, like: str) -> None:
    cell = notations.write(text, Notation.SOURCED, like)
    assert cell.startswith(like.partition(":")[0] + ":")
    assert notations.read(cell, Notation.SOURCED).strip() == text


def test_a_large_cell_is_read_in_time() -> None:
    column = Column(0, "x", "x", Role.LIST, "", separators=(",",), notation=Notation.QUOTED_COMMAS)
    for cell in ('"a"",' * 50_000, '"' * 200_000, ",\n" * 100_000):
        assert isinstance(list(notations.values(cell, column)), list)


def test_a_header_of_nothing_but_ids_is_no_feed() -> None:
    assert detect(["id", "title", "link"])[0].feed == "plain"
