"""catalog describe: empty cells filled, what is there kept, in every container."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

SHOP = """sku,title,brand,description,SEO Title,material,color,price
007,Nimbus shirt,Acme,,,cotton,navy blue,49.00
NA,Oak table,Acme,<p>Ours.</p>,Best table,oak,,899
3,Plain thing,,,,,,1
4,=1+1 mug,,,,ceramic,red,5
"""


@pytest.fixture
def shop(folder: Path) -> Path:
    path = folder / "described shop.csv"
    path.write_text(SHOP, encoding="utf-8", newline="")
    return path


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_empty_cells_are_filled_and_others_stay(run: Run, shop: Path) -> None:
    ended = run("describe", str(shop), "-o", "out.csv")
    assert ended.code == 0, ended.err
    shirt, table, thing, mug = rows("out.csv")
    assert "cotton" in shirt["description"]
    assert "navy blue" in shirt["description"]
    assert shirt["SEO Title"] == "Nimbus shirt | Acme"
    assert shirt["describe:bullets"].splitlines() == ["Material: cotton", "Color: navy blue"]
    assert shirt["describe:generated"] == "rules@1: description, bullets, meta_title, meta_description"
    assert (table["description"], table["SEO Title"]) == ("<p>Ours.</p>", "Best table")
    assert table["describe:generated"] == "rules@1: bullets, meta_description"
    # Nothing is known of it but its name.
    assert (thing["description"], thing["describe:bullets"]) == ("", "")
    assert not any(mug[name].startswith("=") for name in mug if name != "title")
    for name in ("sku", "title", "brand", "material", "color", "price"):
        assert [row[name] for row in rows("out.csv")] == [row[name] for row in rows(str(shop))]
    assert "2 of" not in ended.err
    assert "4 of 4 products described" in ended.err


def test_overwrite_replaces_what_is_there(run: Run, shop: Path) -> None:
    ended = run("describe", str(shop), "--overwrite", "--fields", "description", "-o", "out.csv")
    assert ended.code == 0, ended.err
    table = rows("out.csv")[1]
    assert "Ours" not in table["description"]
    assert "oak" in table["description"]
    assert table["SEO Title"] == "Best table"
    assert "describe:bullets" not in table


def test_another_language_stands_in_columns_of_its_own(run: Run, shop: Path) -> None:
    """Portuguese is not written among English descriptions."""
    assert run("describe", str(shop), "--to", "pt-BR", "-o", "out.csv").code == 0
    shirt, table, *_ = rows("out.csv")
    assert shirt["description"] == ""
    assert "camisa" in shirt["describe:description:pt-BR"].lower()
    assert "mesa" in table["describe:description:pt-BR"].lower()
    assert shirt["describe:generated:pt-BR"].startswith("rules@1: description")


def test_a_column_of_the_target_language_is_filled(run: Run, folder: Path) -> None:
    text = "sku,title:en,title:pt-BR,description:en,description:pt-BR,material\n1,Oak table,Mesa Nobre,A table.,,oak\n"
    Path("two.csv").write_text(text, encoding="utf-8")
    ended = run("describe", "two.csv", "--to", "pt-BR", "--fields", "description", "-o", "out.csv")
    assert ended.code == 0, ended.err
    (row,) = rows("out.csv")
    assert row["description:en"] == "A table."
    assert "carvalho" in row["description:pt-BR"]
    assert "Oak" not in row["description:pt-BR"]


@pytest.mark.parametrize("ending", ["jsonl", "xlsx"])
def test_every_container(run: Run, shop: Path, ending: str) -> None:
    assert run("convert", str(shop), "-o", f"in.{ending}").code == 0
    ended = run("describe", f"in.{ending}", "-o", f"out.{ending}")
    assert ended.code == 0, ended.err
    assert run("convert", f"out.{ending}", "-o", "back.csv").code == 0
    assert run("describe", str(shop), "-o", "out2.csv").code == 0
    assert [row["description"] for row in rows("back.csv")] == [row["description"] for row in rows("out2.csv")]


def test_a_second_run_changes_nothing(run: Run, shop: Path) -> None:
    assert run("describe", str(shop), "-o", "one.csv").code == 0
    assert run("describe", "one.csv", "-o", "two.csv").code == 0
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()


def test_html_and_the_first_row_of_a_product(run: Run, folder: Path) -> None:
    header = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price"
    lines = [header, "tee,R&D tee,,Acme,Shirts,cotton,true,Size,S,t-s,9", "tee,,,,,,,,M,t-m,9"]
    Path("shopify tees.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("describe", "shopify tees.csv", "--feed", "shopify", "-o", "out.csv").code == 0
    first, second = rows("out.csv")
    assert first["Body (HTML)"].startswith("<p>")
    assert "R&amp;D" in first["Body (HTML)"] or "R&D" not in first["Body (HTML)"]
    assert second["Body (HTML)"] == second["describe:bullets"] == ""


def test_google_has_no_generated_text_of_rules(run: Run, folder: Path) -> None:
    """structured_description is for what a generative model wrote."""
    header = "id\ttitle\tdescription\tlink\timage_link\tbrand\tmaterial\tstructured_description"
    Path("feed.tsv").write_text(f"{header}\n1\tOak table\t\thttps://shop/1\t\tAcme\toak\t\n", encoding="utf-8")
    assert run("describe", "feed.tsv", "--feed", "google_merchant", "--fields", "description", "-o", "o.tsv").code == 0
    with Path("o.tsv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file, delimiter="\t")
    assert "oak" in row["description"].lower()
    assert row["structured_description"] == ""


def test_results_as_json_and_a_limit(run: Run, shop: Path) -> None:
    ended = run("describe", str(shop), "--limit", "1", "--json", "-o", "out.csv")
    result = json.loads(ended.out)
    assert (result["products"], result["described_products"]) == (1, 1)
    assert result["written"]["description"] == 1
    assert [bool(row["describe:generated"]) for row in rows("out.csv")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--to", "ja"), 2, "written in en and pt"),
        (("--fields", "title"), 2, 'no field "title"'),
        (("--min-confidence", "2"), 2, "min-confidence"),
    ],
)
def test_what_is_refused(run: Run, shop: Path, options: tuple[str, ...], code: int, message: str) -> None:
    ended = run("describe", str(shop), *options, "-o", "out.csv")
    assert ended.code == code
    assert message in ended.err
    assert not Path("out.csv").exists()


def test_an_output_that_is_there(run: Run, shop: Path) -> None:
    Path("out.csv").write_text("mine", encoding="utf-8")
    assert run("describe", str(shop), "-o", "out.csv").code == 3
    assert run("describe", str(shop), "-o", str(shop)).code in (2, 3)
    assert Path("out.csv").read_text(encoding="utf-8") == "mine"
    assert run("describe", str(shop), "--force", "-o", "out.csv").code == 0


def test_members_that_a_record_lacks(run: Run, folder: Path) -> None:
    """A description that only other records have is written under their name; a second run leaves it."""
    records = [
        {"id": "1", "title": "Oak chair", "description": "", "vendor": "Acme", "seo": {"title": ""}},
        {"id": "2", "title": "Cotton shirt", "vendor": "Acme"},
    ]
    Path("in.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    assert run("describe", "in.jsonl", "-o", "one.jsonl").code == 0
    chair, shirt = (json.loads(line) for line in Path("one.jsonl").read_text(encoding="utf-8").splitlines())
    assert chair["seo"]["title"] == "Oak chair | Acme"
    assert "Acme" in chair["description"]
    assert "cotton" in shirt["description"]
    assert shirt["describe:meta_title"] == "Cotton shirt | Acme"
    assert run("describe", "one.jsonl", "-o", "two.jsonl").code == 0
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()


def test_elements_have_names_that_xml_bears(run: Run, folder: Path) -> None:
    item = "<item><g:id>1</g:id><g:title>Oak table</g:title><g:link>https://shop/1</g:link></item>"
    head = '<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>'
    Path("in.xml").write_text(f"{head}{item}{item}</channel></rss>", encoding="utf-8")
    ended = run("describe", "in.xml", "--feed", "google_merchant", "--fields", "meta_title", "-o", "out.xml")
    assert ended.code == 0, ended.err
    assert (
        Path("out.xml").read_text(encoding="utf-8").count("<describe_meta_title>Oak table</describe_meta_title>") == 2
    )
