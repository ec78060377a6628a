"""Our own JSON Lines: the roles of its paths, its JSON Schema, and what stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from catalog_cli.feeds import detect
from catalog_cli.feeds.catalog_jsonl import schema_text
from catalog_cli.feeds.table import feed_table
from catalog_cli.job import Layout
from catalog_cli.option_values import option_values
from tests.feeds.golden import CATALOGS, opened, roles, unchanged, written

NAME = "catalog_jsonl.jsonl"
ROLES = {
    "identifier": "id|attributes.brand|attributes.mpn",
    "enum": "locale",
    "title": "fields.title|fields.seo_title",
    "html": "fields.description_html",
    "text": "fields.bullets[]|fields.description|fields.care",
    "list": "fields.category",
    "option": "attributes.color|attributes.material[]|attributes.size",
    # Numbers and flags of attributes hold no words; the rest is nobody's.
    None: "attributes.weight_g|attributes.dishwasher_safe|meta.price|meta.currency|meta.note|supplier.name|x-note[]",
}
SCHEMA = Draft202012Validator(json.loads(schema_text()))


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_the_role_of_every_path() -> None:
    assert opened(NAME).schema.feed == "catalog_jsonl"
    assert roles(NAME) == {path: role for role, paths in ROLES.items() for path in paths.split("|")}


def test_each_line_is_a_product() -> None:
    assert [product.key for product in opened(NAME).products()] == ["mug", "0042", "cap", "NA", "scarf"]


def test_the_golden_file() -> None:
    assert unchanged(NAME)
    assert written(NAME) == (CATALOGS / "catalog_jsonl.expected.jsonl").read_bytes()


def test_what_is_no_text_stays() -> None:
    for before, after in zip(lines((CATALOGS / NAME).read_bytes()), lines(written(NAME)), strict=True):
        assert list(before) == list(after)
        for member in set(before) - {"fields", "attributes"}:
            assert before[member] == after[member]
        assert list(before["attributes"]) == list(after["attributes"])
        assert list(before["fields"]) == list(after["fields"])


def test_columns_stand_beside_their_source() -> None:
    first, *_ = lines(written(NAME, Layout.COLUMNS))
    assert first["fields"]["title"] == "Harbour Mug"
    assert first["fields"]["title:pt-BR"] == "HARBOUR MUG"
    assert SCHEMA.is_valid(first)


def test_a_value_is_one_in_the_whole_catalog() -> None:
    found = [value for product in opened(NAME).products() for _, value, _ in option_values(product)]
    assert found.count("Sea green") in (0, 2)
    fields = [field for product in opened(NAME).products() for _, field in product.all_fields()]
    assert [field.value for field in fields if field.column.name == "attributes.color"] == [
        "Sea green",
        "Red",
        "Sea green",
    ]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text()))
    assert all(SCHEMA.is_valid(line) for line in lines((CATALOGS / NAME).read_bytes()))


def line(**members: object) -> dict[str, object]:
    return {"id": "1", "locale": "en", "fields": {"title": "Mug"}, **members}


VALID = [
    (line(), True),
    (line(locale="sr-Latn-RS", more={"of": ["anything"]}), True),
    (line(fields={"title": "色 👕\n", "bullets": ["a"], "care": None}), True),
    (line(attributes={"color": ["Red", "Blue"], "weight": 1.5, "new": True, "size": None}), True),
    (line(meta={"price": 1, "nested": {"deep": [1]}}), True),
    (line(id=""), False),
    (line(id=42), False),  # a number loses its leading zeros
    (line(locale="English"), False),
    (line(locale="en_US"), False),
    (line(fields={}), False),
    (line(fields=[]), False),
    (line(fields={"title": 5}), False),
    (line(fields={"title": {"en": "Mug"}}), False),
    (line(attributes={"size": {"eu": "38"}}), False),
    (line(meta="none"), False),
    ({"id": "1", "locale": "en"}, False),
    ({"locale": "en", "fields": {"title": "Mug"}}, False),
    ([], False),
]


@pytest.mark.parametrize(("value", "is_valid"), VALID)
def test_what_the_schema_takes(value: object, is_valid: bool) -> None:
    assert SCHEMA.is_valid(value) is is_valid


RECOGNISED = [
    # (paths, whether they are ours)
    (["id", "locale", "fields.title"], True),
    (["id", "locale", "fields.description_html", "attributes.color"], True),
    (["fields.name", "meta.price", "locale", "id"], True),
    (["id", "fields.title"], False),  # which locale?
    (["id", "locale", "title", "fields"], False),
    (["id", "locale", "attributes.title"], False),  # a headless shop's
    (["sys.id", "id", "locale", "fields.title"], False),  # a content platform's
    (["id", "locale", "fields.title", "fields.price"], False),  # not all of its fields are text
]


@pytest.mark.parametrize(("paths", "is_ours"), RECOGNISED)
def test_it_is_recognised_by_its_required_paths(paths: list[str], is_ours: bool) -> None:
    assert (detect(paths)[0].feed == "catalog_jsonl") is is_ours


def test_the_schema_and_the_table_agree() -> None:
    schema, table = json.loads(schema_text()), feed_table("catalog_jsonl")
    for member in schema["properties"]["fields"]["properties"]:
        found = table.rule(f"fields.{member}")
        assert found is not None
        assert found[0].role is not None
        assert found[0].role.is_translated
    assert len(table.import_rules.required) == len(schema["required"])
    (limit,) = table.import_rules.limits
    assert limit.most == schema["properties"]["id"]["maxLength"]
    assert table.version == schema["$id"].rpartition(":")[2]
