"""Which texts of a product are read, and which attribute each is said to speak of."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.product_reading import ProductReader
from catalog_cli.attributes.schema import builtin
from catalog_cli.catalog import read_catalog
from catalog_cli.job import Job


def texts(folder: Path, catalog: str, name: str = "shop.csv") -> list[list[tuple[str, str, tuple[str, ...], str]]]:
    """Return (kind, text, attributes, unit) of each text of each product of a catalog."""
    path = folder / name
    path.write_text(catalog, encoding="utf-8")
    opened = read_catalog(path, Job(source_locale="en", target_locale="pt-BR"))
    reader = ProductReader(opened.schema, builtin())
    return [
        [(text.kind.value, text.text, text.attributes, text.unit) for text in reader.texts(product)]
        for product in opened.products()
    ]


CASES = [
    # a column that names its attribute, in two languages and with other words around it
    ("sku,title,Material\n1,Mug,Stoneware\n", ("named", "Stoneware", ("material",), "")),
    ("sku,title,Cor\n1,Caneca,Azul\n", ("named", "Azul", ("color",), "")),
    ("sku,title,strap_bags\n1,Bag,Padded\n", ("named", "Padded", ("strap_type",), "")),  # a Magento attribute set
    ("sku,title,Weight (kg)\n1,Mug,0.4\n", ("named", "0.4", ("weight",), "kg")),
    ("sku,title,width_cm\n1,Mug,9\n", ("named", "9", ("width",), "cm")),
    ("sku,title,width,dimensions_unit\n1,Mug,9,in\n", ("named", "9", ("width",), "in")),
    ("sku,title,weight,weight_unit\n1,Mug,9,lb\n", ("named", "9", ("weight",), "lb")),
    # another cell that names it, also for the rows that follow
    ("Handle,Title,Option1 Name,Option1 Value\na,Cap,Color,Red\na,,,Blue\n", ("named", "Blue", ("color",), "")),
    ("sku,name,Attribute 1 name,Attribute 1 value(s)\n1,Cap,Colour,Red\n", ("named", "Red", ("color",), "")),
    ("name,optionGroups,optionValues\nMug,size|colour,M|Red\n", ("named", "Red", ("color",), "")),
    # a label in the text
    ("sku,title,description\n1,Mug,Made in Portugal. Color: navy. Nice.\n", ("named", "navy", ("color",), "")),
    ("sku,title,description\n1,Mug,<li>Material: <b>oak</b></li>\n", ("named", "oak", ("material",), "")),
    ("sku,title,description\n1,Mug,\"Size: M, Colour: red\"\n", ("named", "M", ("size",), "")),
    ("name,facets\nMug,category:Kitchen|colour:Red\n", ("named", "Red", ("color",), "")),
    # no attribute: read as what it is
    ("sku,title\n1,Blue mug\n", ("title", "Blue mug", (), "")),
    ("sku,title,tags\n1,Mug,\"blue, oak\"\n", ("list", "blue, oak", (), "")),
    ("sku,title,Option1 Name,Option1 Value\n1,Mug,Engraving,Anna\n", ("list", "Anna", (), "")),
]  # fmt: skip


@pytest.mark.parametrize(("catalog", "text"), CASES, ids=[repr(text[1]) + catalog[:30] for catalog, text in CASES])
def test_texts(tmp_path: Path, catalog: str, text: tuple[str, str, tuple[str, ...], str]) -> None:
    found = [one for product in texts(tmp_path, catalog) for one in product]
    assert text in [(kind, value.strip(), attributes, unit) for kind, value, attributes, unit in found]


@pytest.mark.parametrize(
    ("catalog", "absent"),
    [
        ("sku,title,image_url\n1,Mug,http://shop/red.jpg\n", "http://shop/red.jpg"),
        ("sku,title,price\n1,Mug,9.90\n", "9.90"),
        ("sku,title:en,title:pt-BR\n1,Mug,Caneca\n", "Caneca"),  # the target's own column
    ],
)
def test_what_is_not_read(tmp_path: Path, catalog: str, absent: str) -> None:
    assert all(text != absent for product in texts(tmp_path, catalog) for _, text, _, _ in product)


def test_a_text_is_read_once(tmp_path: Path) -> None:
    rows = "Handle,Title,Type\na,Cap,Headwear\na,Cap,Headwear\n"
    assert [text for _, text, _, _ in texts(tmp_path, rows)[0]].count("Headwear") == 1


def test_json_objects(tmp_path: Path) -> None:
    line = '{"sku": "1", "title": "Mug", "attributes": [{"name": "Color", "value": "Red"}]}\n'
    assert ("named", "Red", ("color",), "") in texts(tmp_path, line, "shop.jsonl")[0]


@pytest.mark.parametrize(
    ("cell", "word", "written"),
    [
        ("red mug", "red", "red"),
        ("<p>red</p>", "red", "red"),
        ("<p>caf&eacute; mug</p>", "café", "caf&eacute;"),
        ("<p>caf&eacute;</p>", "café", "caf&eacute;"),
        ("a &amp; b<br>red &#8211; c", "red", "red"),
        ("<style>p { color: red }</style>blue", "blue", "blue"),
        ("<!-- red -->blue", "blue", "blue"),
        ("5 < 6 red", "red", "red"),
        ("R&D red", "red", "red"),
        ("日本 <b>赤</b> 🎉 red", "red", "red"),
        ("&#x1F389;red", "red", "red"),
    ],
)
def test_evidence_stands_in_the_cell(cell: str, word: str, written: str) -> None:
    read = read_cell(cell)
    start = read.text.index(word)
    begin, end = read.span(start, start + len(word))
    assert cell[begin:end] == written


@pytest.mark.parametrize("cell", ["<style>p { color: red }</style>", "<!-- red", "<a title='red'>", "<script>red"])
def test_what_is_not_visible(cell: str) -> None:
    assert "red" not in read_cell(cell).text


def test_blocks_part_the_text() -> None:
    assert read_cell("<li>cotton</li><li>red</li>").text == "\ncotton\n\nred\n"


def test_a_large_cell_is_read_in_linear_time(tmp_path: Path) -> None:
    cell = "<p>Color: red. " * 200_000
    assert len(read_cell(cell).text) == len(cell) - 2 * 200_000
    out = io.StringIO()
    out.write(f'sku,title,description\n1,Mug,"{cell}"\n')
    assert len(texts(tmp_path, out.getvalue())[0]) < 20_000
