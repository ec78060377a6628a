"""Shopify's translations: each row says what its text is; only the last column changes."""

from __future__ import annotations

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli.feeds import schema
from catalog_cli.feeds.row_roles import RowTexts
from catalog_cli.job import Layout
from catalog_cli.product import Record, Role, Schema
from tests.feeds.golden import CATALOGS, JOB, cells, opened, roles, unchanged, written

NAME = "shopify_translations.csv"
HEADER = ["Type", "Identification", "Field", "Locale", "Market", "Status", "Default content", "Translated content"]


def test_the_role_of_every_column() -> None:
    assert opened(NAME).schema.feed == "shopify_translations"
    assert roles(NAME) == {
        **dict.fromkeys(("Type", "Field", "Locale", "Market", "Status"), "enum"),
        "Identification": "identifier",
        "Default content": "text",
        "Translated content": None,
    }


def test_rows_of_a_resource_are_together() -> None:
    found = {product.key: len(product.records) for product in opened(NAME).products()}
    assert (found["'8079393226938"], found["'8079393226939"], found["'51001"]) == (9, 3, 3)
    assert len([key for key in found if key.startswith("'80793932269")]) == 10


def test_the_golden_file() -> None:
    assert unchanged(NAME)
    assert written(NAME) == (CATALOGS / "shopify_translations.expected.csv").read_bytes()


def test_only_translated_content_changes() -> None:
    source, target = cells((CATALOGS / NAME).read_bytes()), cells(written(NAME))
    assert [row[:7] for row in source] == [row[:7] for row in target]
    changed = [(old, new) for old, new in zip(source, target, strict=True) if old != new]
    assert len(changed) == 34
    assert all(not old[7] or old[5] == "outdated" for old, _ in changed)
    assert all(old[3] == "pt-BR" for old, _ in changed)


def read(header: list[str] = HEADER, target: str = "pt-BR", **given: object) -> Schema:
    options = {"roles": {}, "keep": (), "feed": None} | given
    return schema(header, source_locale="en", target_locale=target, has_header=True, **options)


ROLES = [
    # type, field, text, role; None: the row stays
    ("PRODUCT", "title", "Beanie", Role.TITLE),
    ("product", "TITLE", "Beanie", Role.TITLE),
    ("PRODUCT", "body_html", "Warm", Role.HTML),
    ("ONLINE_STORE_ARTICLE", "summary_html", "Warm", Role.HTML),
    ("SHOP_POLICY", "body", "Returns within 30 days.", Role.HTML),
    ("PRODUCT", "meta_title", "Beanie", Role.TITLE),
    ("PRODUCT", "meta_description", "A beanie.", Role.TEXT),
    ("PRODUCT", "product_type", "Hats", Role.LIST),
    ("PRODUCT", "handle", "wool-beanie", None),
    ("COLLECTION", "handle", "Hats", None),
    ("PRODUCT_OPTION", "name", "Colour", Role.OPTION),
    ("PRODUCT_OPTION_VALUE", "name", "T-shirt", Role.OPTION),
    ("PRODUCT_OPTION_VALUE", "name", "Default Title", None),
    ("PRODUCT_OPTION_VALUE", "name", "$25.00", None),
    ("DELIVERY_METHOD_DEFINITION", "name", "Standard", Role.TITLE),  # no option: it merges no variants
    ("PAYMENT_GATEWAY", "name", "PagaFácil", None),
    ("METAFIELD", "value", "Wash by hand.", Role.TEXT),
    ("METAFIELD", "value", "one-size-fits-all", None),
    ("METAFIELD", "value", "all-in-one", Role.TEXT),
    ("METAFIELD", "value", "full_width", None),
    ("METAFIELD", "value", '{"type":"root"}', None),
    ("METAFIELD", "value", '["Warm"]', None),
    ("METAFIELD", "value", "[]", None),
    ("METAFIELD", "value", "[New] warm hat", Role.TEXT),
    ("METAFIELD", "value", "gid://shopify/Metaobject/1", None),
    ("METAFIELD", "value", "https://example.com/a", None),
    ("METAFIELD", "value", "See https://example.com/a", Role.TEXT),
    ("METAFIELD", "value", "shopify://pages/care", None),
    ("LINK", "title", "/collections/all", None),
    ("METAFIELD", "value", "007", None),
    ("METAFIELD", "value", "NA", Role.TEXT),  # may be a word; codes are left later
    ("METAFIELD", "value", "true", None),
    ("MEDIA_IMAGE", "alt", "Beanie", Role.TEXT),
    ("FILTER", "label", "Price", Role.TITLE),
    ("EMAIL_TEMPLATE", "title", "{{ shop.name }}", None),
    ("EMAIL_TEMPLATE", "title", "{{ shop.name }} and {{ name }}", Role.TITLE),
    ("EMAIL_TEMPLATE", "title", "{% if a %}Yes{% else %}No{% endif %}", None),
    ("EMAIL_TEMPLATE", "body_html", "{% if a %}<p>Yes</p>{% endif %}", Role.HTML),
    ("PACKING_SLIP_TEMPLATE", "body", "<p>Thanks</p>", None),
    ("ONLINE_STORE_THEME", "section.a.json.b:1.heading", "Join us", Role.TITLE),
    ("ONLINE_STORE_THEME", "section.a.json.b:1.text", "Join us", Role.TEXT),
    ("ONLINE_STORE_THEME", "section.a.json.b:1.color", "#ff8800", None),
    ("PRODUCT", "title", "", None),
    ("PRODUCT", "title", " \n", None),
    ("PRODUCT", "title", "قبعة", Role.TITLE),
    ("PRODUCT", "title", "帽子 🧢", Role.TITLE),
    ("", "title", "Beanie", Role.TITLE),
    ("", "", "Beanie", Role.TEXT),
]


@pytest.mark.parametrize(("kind", "field", "text", "role"), ROLES)
def test_the_role_of_a_row(kind: str, field: str, text: str, role: Role | None) -> None:
    found = RowTexts(read()).column(Record(1, 2, (kind, "'1", field, "pt-BR", "", "", text, "")))
    assert (found and found.role) is role


LOCALES = [
    ("pt-BR", "pt-BR", True),
    ("pt_BR", "pt-BR", True),
    ("pt", "pt-BR", True),
    ("pt-PT", "pt-BR", False),
    ("de", "pt-BR", False),
    ("zh-TW", "zh-TW", True),
    ("zh-CN", "zh-TW", False),
    ("", "pt-BR", False),
    ("klingon!", "pt-BR", False),
]


@pytest.mark.parametrize(("locale", "target", "is_read"), LOCALES)
def test_rows_of_other_locales_stay(locale: str, target: str, is_read: bool) -> None:
    record = Record(1, 2, ("PRODUCT", "'1", "title", locale, "", "", "Beanie", ""))
    assert (RowTexts(read(target=target)).column(record) is not None) is is_read


EXISTING = [
    # status, translation, what counts as there
    ("", "Gorro", "Gorro"),
    ("translated", "Gorro", "Gorro"),
    ("outdated", "Gorro", ""),
    ("OUTDATED", "Gorro", ""),
    ("untranslated", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("status", "translation", "existing"), EXISTING)
def test_what_counts_as_translated(status: str, translation: str, existing: str) -> None:
    record = Record(1, 2, ("PRODUCT", "'1", "title", "pt-BR", "", status, "Beanie", translation))
    field = RowTexts(read()).field(record, 4)
    assert field is not None
    assert (field.record, field.position, field.value, field.existing) == (4, 6, "Beanie", existing)
    assert (field.column.base, field.column.name, field.column.target) == ("PRODUCT title", "Default content", 7)


def test_more_columns_in_another_order_are_tolerated() -> None:
    header = ["ID", "Handle", *reversed(HEADER)]
    found = read(header)
    assert found.feed == "shopify_translations"
    cells_of = dict.fromkeys(header, "") | {"Field": "title", "Locale": "pt-BR", "Default content": "Beanie"}
    field = RowTexts(found).field(Record(1, 2, tuple(cells_of[name] for name in header)), 0)
    assert field is not None
    assert header[field.position] == "Default content"
    assert header[field.column.target or 0] == "Translated content"


def test_what_a_person_said_goes_first() -> None:
    record = Record(1, 2, ("PRODUCT", "'1", "handle", "pt-BR", "", "", "Beanie", ""))
    given = RowTexts(read(roles={"Default content": Role.HTML})).column(record)
    assert given is not None
    assert given.role is Role.HTML
    assert RowTexts(read(keep=("Default content",))).column(record) is None


def test_a_short_or_bad_row_stays() -> None:
    texts = RowTexts(read())
    assert texts.column(Record(1, 2, ("PRODUCT", "'1", "title"))) is None
    row = ("PRODUCT", "'1", "title", "pt-BR", "", "", "Beanie", "")
    assert texts.column(Record(1, 2, row, problem="has 9 cells, the header 8")) is None


def test_large_cells_and_many_kinds_are_read_in_time() -> None:
    texts = RowTexts(read())
    for text in ("{{ a }} " * 100_000 + "x", "{% a %}" * 100_000 + "<", "[" * 500_000, "a-" * 300_000, "{" * 500_000):
        texts.column(Record(1, 2, ("METAFIELD", "'1", "value", "pt-BR", "", "", text, "")))
    for number in range(10_000):
        texts.column(Record(1, 2, ("THEME", "'1", f"section.{number}.heading", "pt-BR", "", "", "Join us", "")))
    assert len(texts._known) <= 4_096


def test_the_layout_is_the_file_s_own() -> None:
    assert catalogs.settled(opened(NAME), JOB).layout is Layout.TRANSLATIONS
