"""Tags as cells: each shape over the files it is for, and nothing else in them changed."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_cli.attributes.schema import builtin
from catalog_cli.catalog import read_catalog, write_catalog
from catalog_cli.errors import UsageProblem
from catalog_cli.job import Job
from catalog_cli.tag import Tag
from catalog_cli.tag_columns import default_shape, tag_cells
from catalog_cli.tag_columns.values import Writing


def tag(
    attribute: str, value: str = "", literal: str = "", *, record: int = 0, variant: str = "", share: int = 0
) -> Tag:
    part = Decimal(share) if share else None
    return Tag(attribute, value, literal, 1.0, "Title", record, 0, 1, "x", "test", variant, part)


RED, BLUE, GREEN, NAVY = (tag("color", one) for one in ("red", "blue", "green", "navy-blue"))
COTTON, WOOL = tag("material", "cotton", share=30), tag("material", "wool", share=70)
WEIGHT = tag("weight", literal="2.5 kg")
EVIL = tag("brand", literal="=HYPERLINK(1)")


def written(folder: Path, name: str, text: str, shape: str, tags: list[Tag], **how: object) -> str:
    """Return the text of a catalog whose first product has these tags, written in a shape."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    job = Job(source_locale="en", target_locale="pt-BR")
    catalog = read_catalog(path, job)
    attributes = list(dict.fromkeys(one.attribute for one in tags))
    cells = tag_cells(shape, catalog.schema, builtin(), attributes, Writing("pt-BR", **how))
    products = list(catalog.products())
    products[0] = products[0]._replace(tags=tuple(tags))
    out = io.BytesIO()
    write_catalog(catalog, products, out, job=job, more=cells)
    return out.getvalue().decode()


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


SHOP = "sku,title,qty\n007,Mug,NA\n8,Cap,1\n"


def test_columns(tmp_path: Path) -> None:
    text = written(tmp_path, "a.csv", SHOP, "columns", [NAVY, RED, COTTON, WOOL, WEIGHT])
    assert text.splitlines()[0] == "sku,title,qty,tag:color,tag:material,tag:weight"
    assert text.splitlines()[1] == '007,Mug,NA,Azul-marinho; Vermelho,Lã; Algodão,"2,5 kg"'
    assert text.splitlines()[2] == "8,Cap,1,,,"


def test_ids(tmp_path: Path) -> None:
    text = written(tmp_path, "a.csv", SHOP, "columns", [NAVY, WEIGHT], ids=True)
    assert rows(text)[0]["tag:color"] == "navy-blue"
    assert rows(text)[0]["tag:weight"] == "2.5 kg"


def test_a_value_is_no_formula(tmp_path: Path) -> None:
    assert rows(written(tmp_path, "a.csv", SHOP, "columns", [EVIL]))[0]["tag:brand"] == "'=HYPERLINK(1)"


def test_a_column_of_that_name_stays(tmp_path: Path) -> None:
    text = written(tmp_path, "a.csv", "sku,title,tag:color\n1,Mug,mine\n", "columns", [RED])
    assert text.splitlines() == ["sku,title,tag:color,tag:color_2", "1,Mug,mine,Vermelho"]


def test_an_object(tmp_path: Path) -> None:
    line = '{"sku": "007", "title": "Mug"}\n{"sku": "8", "title": "Cap"}\n'
    first, second = written(tmp_path, "a.jsonl", line, "object", [NAVY, WEIGHT]).splitlines()
    assert json.loads(first)["tags"] == {"color": ["Azul-marinho"], "weight": ["2,5 kg"]}
    assert first.startswith('{"sku": "007", "title": "Mug", ')
    assert second == '{"sku": "8", "title": "Cap"}'


def test_an_object_beside_the_shops_own_tags(tmp_path: Path) -> None:
    line = '{"sku": "007", "title": "Mug", "tags": ["gift"]}\n'
    found = json.loads(written(tmp_path, "a.jsonl", line, "object", [RED]))
    assert found["tags"] == ["gift"]
    assert found["tags_2"] == {"color": ["Vermelho"]}


def test_tags_of_variants_stand_in_their_rows(tmp_path: Path) -> None:
    shop = "Handle,Title,Option1 Name,Option1 Value\ncap,Cap,Color,Red\ncap,,,Blue\n"
    tags = [COTTON, tag("color", "red", variant="a"), tag("color", "blue", record=1, variant="b")]
    found = rows(written(tmp_path, "a.csv", shop, "columns", tags))
    assert [(row["tag:color"], row["tag:material"]) for row in found] == [("Vermelho", "Algodão"), ("Azul", "")]


FEED = "id\ttitle\tcolor\tgender\tage_group\tlink\n1\tMug\t\t\t\thttp://shop/1\n"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([RED, BLUE, GREEN, NAVY], {"color": "Vermelho/Azul/Verde"}),  # three at most
        ([tag("gender", "women")], {"gender": "female"}),
        ([tag("gender", "women"), tag("gender", "men")], {"gender": "unisex"}),
        ([tag("age_group", "kids")], {"age_group": "kids"}),
        ([COTTON, WOOL], {"material": "Lã/Algodão"}),  # added, the larger share first
        ([WEIGHT], {}),  # Google's weight is the parcel's
        ([tag("pattern", "striped"), tag("pattern", "floral")], {}),  # one is asked for
    ],
)
def test_google(tmp_path: Path, tags: list[Tag], expected: dict[str, str]) -> None:
    (row,) = rows(written(tmp_path, "a.tsv", FEED, "google", tags), "\t")
    changed = {name: text for name, text in row.items() if text and name not in ("id", "title", "link")}
    assert changed == expected


def test_google_keeps_what_is_there(tmp_path: Path) -> None:
    feed = FEED.replace("Mug\t\t", "Mug\tBordeaux\t")
    assert rows(written(tmp_path, "a.tsv", feed, "google", [RED]), "\t")[0]["color"] == "Bordeaux"
    assert rows(written(tmp_path, "b.tsv", feed, "google", [RED], overwrite=True), "\t")[0]["color"] == "Vermelho"


SHOPIFY = 'Handle,Title,Tags\nmug,Mug,"gift, vermelho"\nmug,,\n'


def test_shopify(tmp_path: Path) -> None:
    first, second = rows(written(tmp_path, "a.csv", SHOPIFY, "shopify", [RED, NAVY, WEIGHT]))
    assert first["Tags"] == "gift, vermelho, Azul-marinho"  # not twice, and no measures
    assert first["Cor (product.metafields.custom.color)"] == "Vermelho; Azul-marinho"
    assert first["Peso (product.metafields.custom.weight)"] == "2,5 kg"
    assert not any(second[name] for name in second if name != "Handle")


def test_shopify_metafields_that_are_there(tmp_path: Path) -> None:
    shop = "Handle,Title,Tags,Hue (product.metafields.custom.color)\nmug,Mug,,\ncap,Cap,,\n"
    text = written(tmp_path, "a.csv", shop, "shopify", [RED])
    assert text.splitlines() == [shop.splitlines()[0], "mug,Mug,Vermelho,Vermelho", "cap,Cap,,"]


def test_woocommerce(tmp_path: Path) -> None:
    shop = "ID,Type,SKU,Name,Attribute 1 name,Attribute 1 value(s)\n1,simple,a,Cap,Colour,Red\n"
    (row,) = rows(written(tmp_path, "a.csv", shop, "woocommerce", [RED, COTTON, WEIGHT]))
    assert row["Attribute 2 name"] == ""  # the colour is there already, under its own name
    assert (row["Attribute 3 name"], row["Attribute 3 value(s)"]) == ("Material", "Algodão")
    assert row["Attribute 4 value(s)"] == "2\\,5 kg"
    assert row["Attribute 3 visible"] == row["Attribute 3 global"] == "1"


def test_no_such_shape(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match='no shape "amazon"'):
        written(tmp_path, "a.csv", SHOP, "amazon", [RED])


def test_the_shape_of_a_container() -> None:
    assert [default_shape(name) for name in ("csv", "xlsx", "json", "jsonl")] == [
        "columns",
        "columns",
        "object",
        "object",
    ]
