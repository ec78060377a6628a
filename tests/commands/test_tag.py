"""catalog tag, and localize --tags: files in, files out, evidence, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

SHOP = """sku,title,description,Material,price
007,Navy cotton shirt,<p>Goes with black jeans. Machine washable.</p>,Cotton,49.00
NA,Oak dining table,"160 x 90 x 75 cm, seats 6",,899
x,,,,
"""


@pytest.fixture
def shop(folder: Path) -> Path:
    path = folder / "tagged shop.csv"
    path.write_text(SHOP, encoding="utf-8", newline="")
    return path


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_in_the_target_locale(run: Run, shop: Path) -> None:
    ended = run("tag", str(shop), "--to", "pt-BR", "-o", "out.csv")
    assert ended.code == 0, ended.err
    first, second, third = rows("out.csv")
    assert (first["tag:color"], first["tag:material"]) == ("Azul-marinho", "Algodão")
    assert (second["tag:color"], second["tag:seats"]) == ("", "6")
    assert not any(third[name] for name in third if name.startswith("tag:"))
    assert "tag:brand" not in first
    # Nothing else changed, and verify says so.
    lines = Path("out.csv").read_text(encoding="utf-8").splitlines()
    assert all(new.startswith(old) for old, new in zip(SHOP.splitlines(), lines, strict=True))
    assert run("verify", str(shop), "out.csv").code == 0


@pytest.mark.parametrize(
    ("shape", "ending"),
    [
        *(("columns", ending) for ending in ("csv", "json", "jsonl", "xlsx", "parquet")),
        *(("object", ending) for ending in ("csv", "json", "jsonl")),
        *(("google", ending) for ending in ("tsv", "xlsx")),
        *(("shopify", ending) for ending in ("csv", "jsonl")),
        *(("woocommerce", ending) for ending in ("csv", "json")),
    ],
)
def test_verify_knows_tags_in_every_container(run: Run, shop: Path, shape: str, ending: str) -> None:
    source, output = f"in.{ending}", f"out.{ending}"
    assert run("convert", str(shop), "-o", source).code == 0
    ended = run("tag", source, "--as", shape, "--to", "pt-BR", "-o", output)
    assert ended.code == 0, ended.err
    checked = run("verify", source, output, *(() if shape in ("columns", "object") else ("--filled",)))
    assert checked.code == 0, checked.err + checked.out


def test_a_foreign_column_is_still_seen(run: Run, shop: Path) -> None:
    run("tag", str(shop), "-o", "out.csv")
    text = Path("out.csv").read_text(encoding="utf-8")
    Path("out.csv").write_text(text.replace("49.00", "4.90"), encoding="utf-8")
    assert run("verify", str(shop), "out.csv").code == 1


def test_evidence_stands_in_the_cell(run: Run, shop: Path) -> None:
    assert run("tag", str(shop), "-o", "out.csv", "--evidence", "tags.jsonl", "--to", "de").code == 0
    source = rows(str(shop))
    lines = [json.loads(line) for line in Path("tags.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"color", "material", "care", "product_type"} <= {line["attribute"] for line in lines}
    for line in lines:
        cell = source[line["row"] - 2][line["field"]]
        assert cell[line["start"] : line["end"]] == line["text"] != ""
        assert 0 < line["confidence"] <= 1
    navy = next(line for line in lines if line["attribute"] == "color")
    assert (navy["value"], navy["label"], navy["product"]) == ("navy-blue", "Marineblau", "007")


def test_standard_streams(run: Run, shop: Path) -> None:
    ended = run("tag", str(shop), "--attributes", "color")
    assert ended.out.splitlines()[0] == "sku,title,description,Material,price,tag:color"
    assert "1 tag on 1 of 2 products" in ended.err


def test_json_gets_an_object(run: Run, folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"id": "1", "title": "Red wool scarf"}\n', encoding="utf-8")
    ended = run("tag", "a.jsonl", "--ids")
    found = json.loads(ended.out)["tags"]
    assert (found["color"], found["material"]) == (["red"], ["wool"])


def test_results_as_json(run: Run, shop: Path) -> None:
    result = json.loads(run("tag", str(shop), "-o", "out.csv", "--json", "--limit", "1").out)
    assert (result["products"], result["tagged_products"]) == (1, 1)
    assert result["attributes"]["color"] == 1


def test_least_confidence(run: Run, shop: Path) -> None:
    every = json.loads(run("tag", str(shop), "-o", "a.csv", "--json", "--min-confidence", "0").out)
    none = json.loads(run("tag", str(shop), "-o", "b.csv", "--json", "--min-confidence", "1").out)
    assert none["tags"] < every["tags"]


def test_values_of_the_merchants_own(run: Run, shop: Path) -> None:
    values = "id,parent,en,pt-BR,forms_en\nacme-navy,blue,Acme Navy,Marinho Acme,navy cotton\n"
    Path("color.csv").write_text(values, encoding="utf-8")
    ended = run("tag", str(shop), "--schema", "color.csv", "--attributes", "color", "--to", "pt-BR")
    assert "Marinho Acme" in ended.out


def test_localize_tags_in_the_same_run(run: Run, shop: Path) -> None:
    call = ("localize", str(shop), "--to", "pt-BR", "--model", "echo", "--tags", "-o", "out.csv")
    ended = run(*call, "--attributes", "color,material", "--evidence", "tags.jsonl")
    assert ended.code in (0, 1), ended.err
    first = rows("out.csv")[0]
    assert (first["tag:color"], first["tag:material"]) == ("Azul-marinho", "Algodão")
    assert first["title"] != "Navy cotton shirt"
    assert Path("tags.jsonl").stat().st_size
    assert run("verify", str(shop), "out.csv", "--to", "pt-BR").code == 0
    again = run(*call, "--attributes", "color,material")
    assert "up to date" in again.err or "unchanged" in again.err, again.err
    other = run(*call, "--attributes", "color", "--force")
    assert other.code in (0, 1)
    assert "tag:material" not in rows("out.csv")[0]


@pytest.mark.parametrize(
    ("measures", "weight", "height"),
    [
        ((), "64 oz", "12 pol"),
        (("--measures", "keep"), "64 oz", "12 pol"),
        (("--measures", "convert"), "1,81 kg", "30 cm"),
        (("--measures", "both"), "1,81 kg (64 oz)", "30 cm (12 pol)"),
    ],
)
def test_localize_writes_measures_of_tags_as_those_of_texts(
    run: Run, folder: Path, measures: tuple[str, ...], weight: str, height: str
) -> None:
    (folder / "lamp.csv").write_text('sku,title,Weight,Height\n1,Floor lamp,64 oz,"12"""\n', encoding="utf-8")
    call = ("localize", "lamp.csv", "--to", "pt-BR", "--model", "echo", "--tags", "-o", "out.csv", *measures)
    ended = run(*call, "--evidence", "tags.jsonl")
    assert ended.code in (0, 1), ended.err
    (row,) = rows("out.csv")
    assert (row["tag:weight"], row["tag:height"]) == (weight, height)
    lines = [json.loads(line) for line in Path("tags.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["label"] for line in lines if line["attribute"] == "weight"} == {weight}


@pytest.mark.parametrize("limit", [(), ("--limit", "1"), ("--limit", "9")])
def test_an_object_written_in_one_pass_says_what_columns_say(run: Run, shop: Path, limit: tuple[str, ...]) -> None:
    told = [
        json.loads(run("tag", str(shop), "-o", f"{shape}.csv", "--as", shape, "--json", *limit).out)
        for shape in ("columns", "object")
    ]
    assert told[0]["products"] == (1 if "1" in limit else 2)
    for key in ("products", "tagged_products", "tags", "attributes"):
        assert told[0][key] == told[1][key]
    for columns, one in zip(rows("columns.csv"), rows("object.csv"), strict=True):
        found = {name.removeprefix("tag:"): value for name, value in columns.items() if "tag:" in name and value}
        assert found == {name: "; ".join(values) for name, values in json.loads(one["tags"] or "{}").items()}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--attributes", "hue"), 2, 'There is no attribute "hue"'),
        (("--as", "amazon"), 2, 'There is no shape "amazon"'),
        (("--schema", "nowhere"), 3, "nowhere: does not exist"),
        (("--model", "nowhere"), 2, "nowhere holds no tagger"),
        (("--min-confidence", "2"), 2, "min-confidence"),
        (("-o", "tagged shop.csv"), 3, "is the input"),
        (("-o", "plain.csv"), 3, "is there already"),
        (("--json",), 2, "--json prints the results"),
        (("-o", "x.csv", "--evidence", "x.csv"), 2, "is an output"),
    ],
)
def test_what_is_refused(run: Run, shop: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended = run("tag", str(shop), *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
