"""Reading, surveying and writing whole catalogs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli import catalog as catalogs
from catalog_cli.catalog import Catalog
from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.job import Job, Layout, Reading
from catalog_cli.product import Product, Record, Role
from catalog_cli.replacement import replacing

JOB = Job("pt-BR", memory=None)
SHOES = """Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price
shirt,Linen Shirt,Tide,Color,Red,A1,9
shirt,,,,Blue,A2,9
belt,Leather Belt,Tide,Color,Red,B1,9
mug,Big Mug,Tide,Title,Default Title,C1,9
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def opened(tmp_path: Path, text: str, name: str = "in.csv", **reading: object) -> Catalog:
    job = replace(JOB, reading=Reading(**reading))  # type: ignore[arg-type]  # the test's own keywords
    return catalogs.read_catalog(written(tmp_path / name, text), job, name=name)


def test_a_survey_counts_records_products_and_cells(tmp_path: Path) -> None:
    catalog = opened(tmp_path, SHOES)
    found = catalogs.survey(catalog)
    by_name = {
        column.name: found.counts[column.index] for column in catalog.schema.columns if column.index in found.counts
    }
    assert (found.records, found.products, found.problems) == (4, 3, ())
    assert (by_name["Title"].filled, by_name["Title"].samples) == (3, ("Linen Shirt", "Leather Belt", "Big Mug"))
    assert (by_name["Option1 Value"].filled, by_name["Option1 Value"].samples) == (3, ("Red", "Blue"))


def test_contexts_are_the_heads_of_all_products_of_a_value(tmp_path: Path) -> None:
    contexts = catalogs.survey(opened(tmp_path, SHOES)).contexts
    assert {value: contexts.get(value) for value in ("Red", "Blue", "Default Title")} == {
        "Red": "belt,shirt",
        "Blue": "shirt",
        "Default Title": None,
    }


CONTEXTS = [
    # titles of the products that are red, the context
    (["Linen Shirt"], "shirt"),
    (["Linen Shirt", "Wool Shirt"], "shirt"),
    (["Mug", "Belt", "Shirt"], "belt,mug,shirt"),  # in alphabetical order, whatever the file's
    (["Shirt", "Belt", "Mug"], "belt,mug,shirt"),
    (["Shirt", "007"], None),  # one that is not known: it cannot agree with all
    (
        [f"{name} {kind}" for name, kind in zip("ABCDEF", "hat bag cup pan pot lid".split(), strict=True)],
        "bag,cup,hat,lid,pan,pot",
    ),
    (["A hat", "A bag", "A cup", "A pan", "A pot", "A lid", "A mat"], None),  # too many
]


@pytest.mark.parametrize(("titles", "context"), CONTEXTS)
def test_contexts_are_bounded_and_in_order(tmp_path: Path, titles: list[str], context: str | None) -> None:
    rows = "".join(f"h{i},{title},Color,Red,S{i}\n" for i, title in enumerate(titles))
    catalog = opened(tmp_path, "Handle,Title,Option1 Name,Option1 Value,Variant SKU\n" + rows)
    assert catalogs.survey(catalog).contexts.get("Red") == context


def test_problems_are_listed_up_to_a_bound_and_counted_without(tmp_path: Path) -> None:
    bad = "".join(f"{n},Bag,too,many\n" for n in range(1_200))
    found = catalogs.survey(opened(tmp_path, "sku,name\n1,Red bag\n" + bad + "2,Blue bag\n"))
    assert (found.problem_count, len(found.problems)) == (1_200, 1_000)
    where, problem = found.problems[0]
    assert (where.file, where.row) == ("in.csv", 3)
    assert problem
    assert (found.products, found.records) == (2, 1_202)


def test_a_header_alone_is_a_catalog_of_nothing(tmp_path: Path) -> None:
    catalog = opened(tmp_path, "sku,name\n")
    found = catalogs.survey(catalog)
    assert (found.records, found.products, found.counts, found.contexts) == (0, 0, {}, {})
    out = io.BytesIO()
    catalogs.write_catalog(catalog, catalog.products(), out, job=JOB)
    assert out.getvalue() == b"sku,name\n"


REFUSED: list[tuple[Callable[[Path], Path], dict[str, object], type[Exception], str]] = [
    (lambda folder: folder / "none.csv", {}, FileProblem, "none.csv: is not there"),
    (lambda folder: folder, {}, FileProblem, "is a folder"),
    (lambda folder: written(folder / "in.csv", ""), {}, FileProblem, "empty"),
    (
        lambda folder: written(folder / "in.csv", "sku,name\n"),
        {"roles": (("colour", Role.TITLE),)},
        UsageProblem,
        "colour",
    ),
    (lambda folder: written(folder / "in.csv", "sku,name\n"), {"keep": ("colour",)}, UsageProblem, "colour"),
    (lambda folder: written(folder / "in.csv", "sku,name\n"), {"encoding": "klingon"}, UsageProblem, "klingon"),
]


@pytest.mark.parametrize(("made", "reading", "error", "words"), REFUSED)
def test_what_cannot_be_read_says_where_and_why(
    tmp_path: Path, made: Callable[[Path], Path], reading: dict[str, object], error: type[Exception], words: str
) -> None:
    job = replace(JOB, reading=Reading(**reading))  # type: ignore[arg-type]  # the test's own keywords
    with pytest.raises(error, match=words):
        catalogs.survey(catalogs.read_catalog(made(tmp_path), job))


ENCODINGS = [
    # codec of the file, codec of the output, locale, whether it fits
    ("utf-8", None, "pt-BR", True),
    ("cp1252", None, "pt-BR", True),
    ("cp1251", None, "pt-BR", False),
    ("cp1251", "utf-8", "pt-BR", True),
    ("utf-8", "ascii", "pt-BR", False),
    ("latin-1", None, "ja", False),
    ("utf-16", None, "ja", True),
    ("ascii", None, "en", True),
]


@pytest.mark.parametrize(("codec", "output", "locale", "fits"), ENCODINGS)
def test_the_locale_s_letters_must_fit_the_output(
    tmp_path: Path, codec: str, output: str | None, locale: str, fits: bool
) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("sku,name\n1,Red bag\n".encode(codec))
    catalog = catalogs.read_catalog(path, replace(JOB, reading=Reading(encoding=codec)))
    if fits:
        catalogs.check_writable(catalog, locale, output)
    else:
        with pytest.raises(FileProblem, match="--output-encoding utf-8") as caught:
            catalogs.check_writable(catalog, locale, output)
        assert caught.value.exit_code == 3


UNTOUCHED = [
    "sku,name\n1,Red bag\n",
    'sku;name\r\n"1";"Red ""bag"""\r\n',
    "sku\tname\n007\tNA\n",
    "\ufeffsku,name\n1, padded \n\n2,\n",
    "sku,name\n1,Red bag",
    'sku,name\n1,"two\nlines"\n2,a,b,c,d\n',
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_without_targets_the_file_comes_back_byte_for_byte(tmp_path: Path, text: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode())
    catalog = catalogs.read_catalog(path, JOB)
    out = io.BytesIO()
    catalogs.write_catalog(catalog, catalog.products(), out, job=JOB)
    assert out.getvalue() == text.encode()
    assert [one.key for one in catalog.products()] == [one.key for one in catalog.products()]


def shouted(product: Product) -> Product:
    return product.with_targets({id(o): o.value.upper() for _, o in product.all_fields() if o.column.is_translated})


def localized(catalog: Catalog, job: Job) -> str:
    out = io.BytesIO()
    catalogs.write_catalog(catalog, map(shouted, catalog.products()), out, job=job)
    return out.getvalue().decode()


LAYOUTS = [
    # input, layout, output
    ("sku,name\n1,Red\n", Layout.REPLACE, "sku,name\n1,RED\n"),
    ("sku,name\n1,Red\n", Layout.COLUMNS, "sku,name,name:pt-BR\n1,Red,RED\n"),
    ("sku,name:en\n1,Red\n", Layout.COLUMNS, "sku,name:en,name:pt-BR\n1,Red,RED\n"),
    ("sku,name,name:pt-BR\n1,Red,\n", Layout.COLUMNS, "sku,name,name:pt-BR\n1,Red,RED\n"),
    ("sku,name,name:pt-BR\n1,Red,\n", Layout.REPLACE, "sku,name,name:pt-BR\n1,Red,RED\n"),
]


@pytest.mark.parametrize(("text", "layout", "wanted"), LAYOUTS)
def test_where_the_targets_go(tmp_path: Path, text: str, layout: Layout, wanted: str) -> None:
    assert localized(opened(tmp_path, text), replace(JOB, layout=layout)) == wanted


def test_a_json_record_without_the_target_s_member_gets_one(tmp_path: Path) -> None:
    rows = [{"sku": "1", "name": "Red", "name:pt-BR": ""}, {"sku": "2", "name": "Blue"}]
    text = localized(opened(tmp_path, json.dumps(rows), "in.json"), JOB)
    assert json.loads(text) == [{**rows[0], "name:pt-BR": "RED"}, {**rows[1], "name:pt-BR": "BLUE"}]


# Products whose rows do not stand together

SORTED_BY_SKU = (
    "\ufeffHandle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU\r\n"
    'shirt,Linen Shirt ,"<p>Two\nlines, 茶</p>",Color,Red,A1\r\n'
    '"belt","",,,Brown,A2\r\n'
    "\r\n"
    "mug,Big Mug,,Title,Default Title,A3\r\n"
    "shirt,,,,Blue,A4\r\n"
    "belt,Leather Belt,,Color,Black,A5\r\n"
    "too,many,cells,in,this,row,here\r\n"
    "shirt,,,,Green,A6"
)


def test_rows_of_one_product_are_gathered_and_written_back_where_they_stood(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(SORTED_BY_SKU.encode())
    catalog = catalogs.read_catalog(path, JOB)
    *made, bad = catalog.products()
    numbers = {one.key: [record.number for record in one.records] for one in made}
    assert numbers == {"shirt": [1, 4, 7], "belt": [2, 5], "mug": [3]}
    assert (bad.records[0].number, bad.fields) == (6, ())
    out = io.BytesIO()
    catalogs.write_catalog(catalog, catalog.products(), out, job=JOB)
    assert out.getvalue() == path.read_bytes()
    texts = (
        "Linen Shirt",
        "<p>Two\nlines, 茶</p>",
        "Red",
        "Brown",
        "Big Mug",
        "Blue",
        "Leather Belt",
        "Black",
        "Green",
    )
    wanted = SORTED_BY_SKU.replace("Color", "COLOR")
    for text in texts:
        wanted = wanted.replace(text, text.upper())
    assert localized(catalog, JOB) == wanted
    added = localized(catalog, replace(JOB, layout=Layout.COLUMNS)).split("\r\n")
    assert [line.rpartition(",")[2] for line in added[2:]] == ["BROWN", "", "", "BLUE", "BLACK", "here", "GREEN"]


def test_a_survey_finds_them_itself(tmp_path: Path) -> None:
    first = opened(tmp_path, SORTED_BY_SKU)
    found = catalogs.survey(first)
    assert (found.records, found.products, found.problem_count) == (7, 3, 1)
    assert found.contexts["Green"] == "shirt"
    second = opened(tmp_path, SORTED_BY_SKU)
    made = list(second.products())
    assert catalogs.survey(second) == found
    assert [one.key for one in first.products()] == [one.key for one in made]


class Counting:
    """A table that counts how often it is read."""

    def __init__(self, catalog: Catalog) -> None:
        self._table = catalog.table
        self.readings = 0

    def records(self) -> Iterator[Record]:
        self.readings += 1
        return self._table.records()


def test_where_rows_stand_together_the_survey_reads_once(tmp_path: Path) -> None:
    catalog = opened(tmp_path, SHOES)
    table = Counting(catalog)
    catalog = replace(catalog, table=table)
    catalogs.survey(catalog)
    assert table.readings == 1
    assert len(list(catalog.products())) == 3
    assert table.readings == 2


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_shuffled_file_gets_the_same_texts_in_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    header, *rows = written_rows(data.draw(st.integers(1, 5)), data.draw(st.sampled_from(",;\t")))
    shuffled = data.draw(st.permutations(rows))
    folder = tmp_path_factory.mktemp("shuffled")
    ordered, mixed = (
        opened(folder, header + "".join(lines), f"{name}.csv") for name, lines in (("a", rows), ("b", shuffled))
    )
    outputs = dict(zip(rows, localized(ordered, JOB).splitlines(keepends=True)[1:], strict=True))
    assert localized(mixed, JOB) == header + "".join(outputs[line] for line in shuffled)
    assert {one.key for one in mixed.products()} == {one.key for one in ordered.products()}


def written_rows(products: int, delimiter: str) -> list[str]:
    """Lines of a header and of products of one to four rows, each in quotes or not, as a hand would write them."""
    table = [["Handle", "Title", "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price"]]
    for product in range(products):
        for row in range(1 + product % 4):
            quote = '"' if (product + row) % 3 == 0 else ""
            texts = [f"Açaí bowl {product} ", "Size"] if row == 0 else ["", ""]
            table.append([f"p{product}", *texts, f"{quote}Nº {row}{quote}", f"00{product}-{row}", "NA"])
    return [delimiter.join(cells) + "\n" for cells in table]


# Replacing a file


def test_the_new_file_takes_the_old_one_s_place_and_permissions(tmp_path: Path) -> None:
    path = written(tmp_path / "out.csv", "old")
    path.chmod(0o640)
    with replacing(path) as out:
        out.write(b"new")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_a_new_file_and_its_folder_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "out.csv"
    with replacing(path) as out:
        out.write(b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o600 == 0o600


@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_after_an_error_the_old_file_is_there_and_no_other(tmp_path: Path, error: BaseException) -> None:
    path = written(tmp_path / "out.csv", "old")

    def broken_off() -> None:
        with replacing(path) as out:
            out.write(b"half")
            raise error

    wanted = FileProblem if isinstance(error, OSError) else type(error)
    with pytest.raises(wanted):
        broken_off()
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_a_folder_cannot_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(FileProblem, match="cannot be written"), replacing(tmp_path / "out") as out:
        out.write(b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_where_the_folder_is_a_file_nothing_can_be_written(tmp_path: Path) -> None:
    written(tmp_path / "file", "x")
    with pytest.raises(FileProblem, match="cannot be written"), replacing(tmp_path / "file" / "out.csv"):
        pass
