"""Rows above the names of a delimited file's columns: Amazon's templates, titles of reports, and what is none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog_cli import feeds
from catalog_cli.formats import AddedColumn, ReadOptions, Table, open_table
from catalog_cli.formats.dialects import find_layout
from catalog_cli.formats.encoding import TextEncoding
from catalog_cli.formats.table import MOST_CHARACTERS
from catalog_cli.product import Edit

HERE = Path(__file__).parent.parent
CATALOGS = HERE / "feeds" / "catalogs"
LEGACY = (CATALOGS / "amazon_legacy.txt").read_bytes().decode()
NEW = (CATALOGS / "amazon.txt").read_bytes().decode()
LABELS = {"item_sku": "Seller SKU", "item_name": "Product Name", "brand_name": "Brand Name"}

LEGACY_SETTINGS = (
    "TemplateType=fptcustom\tVersion=2021.0421\tTemplateSignature=Q0FNUA==\t"
    "The top 3 rows are for Amazon.com use only. Do not modify or delete the top 3 rows.\t\tImages\t\tVariation"
)
NEW_SETTINGS = "settings=attributeRow=4&contentLanguageTag=en_US&dataRow=5&feedType=256&labelRow=2"
GROUPS = "Listing Identity\t\t\tProduct Identity\t\t\tVariations\t\tOffer"


def labels(text: str) -> str:
    """The names for people above those for the import."""
    keys = text.splitlines()[0].split("\t")
    return "\t".join(LABELS.get(key) or key.split("[")[0].strip(":").replace("_", " ").title() for key in keys)


def padded(row: str, text: str) -> str:
    """A row as wide as the table, as a spreadsheet writes it."""
    return row + "\t" * (text.splitlines()[0].count("\t") - row.count("\t"))


def opened(tmp_path: Path, content: bytes, name: str = "offers.txt", **options) -> Table:
    path = tmp_path / name
    path.write_bytes(content)
    return open_table(path, ReadOptions(**options), feeds.score_header)


def written(table: Table, edit=lambda record: Edit(), **how) -> bytes:
    out = io.BytesIO()
    table.write(out, ((record, edit(record)) for record in table.records()), **how)
    return out.getvalue()


WIDE_SETTINGS = "TemplateType=fptcustom\tVersion=2021\tImages\tVariation\tOffer\tColor\tSize" + "\tBasic" * 40
QUOTED_LABELS = labels(LEGACY).replace("Product Name", '"Product\nName"').replace("Brand Name", '"Brand, ""Name"""')
ABOVE = {
    "legacy": (LEGACY, [LEGACY_SETTINGS, labels(LEGACY)], 2),
    "legacy as a spreadsheet saves it": (LEGACY, [padded(LEGACY_SETTINGS, LEGACY), labels(LEGACY)], 2),
    "settings wider than the table": (LEGACY, [WIDE_SETTINGS, labels(LEGACY)], 2),
    "labels over two lines": (LEGACY, [LEGACY_SETTINGS, QUOTED_LABELS], 3),
    "a blank line": (LEGACY, [LEGACY_SETTINGS, "", labels(LEGACY)], 3),
    "settings alone": (LEGACY, [LEGACY_SETTINGS], 1),
    "new": (NEW, [NEW_SETTINGS, labels(NEW), GROUPS], 3),
    "new, groups first": (NEW, [NEW_SETTINGS, GROUPS, labels(NEW)], 3),
    "new as a spreadsheet saves it": (NEW, [padded(row, NEW) for row in (NEW_SETTINGS, labels(NEW), GROUPS)], 3),
    "new with an instruction": (NEW, [NEW_SETTINGS, "Fill in " + "each cell " * 50, labels(NEW), GROUPS], 4),
    "a title in Japanese": (NEW, ["出品テンプレート"], 1),
    "a title between the delimiters of others": (LEGACY, ["My shop; offers, May | all"], 1),
}


@pytest.mark.parametrize(("encoding", "ends"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r\n")])
@pytest.mark.parametrize("case", ABOVE)
def test_rows_above_the_names_stay(tmp_path: Path, case: str, encoding: str, ends: str) -> None:
    table_text, above, lines = ABOVE[case]
    plain = opened(tmp_path, table_text.encode(), "plain.txt")
    text = "".join(row + "\n" for row in above) + table_text.replace("\r\n", "\n")
    content = text.replace("\n", ends).encode(encoding)
    table = opened(tmp_path, content)
    assert table.columns == plain.columns
    assert (table.facts.delimiter, table.facts.newline) == ("\t", ends)
    # Each record as without the rows above, as many lines further down.
    as_without = [(record.number, record.line + lines, record.problem) for record in plain.records()]
    assert [(record.number, record.line, record.problem) for record in table.records()] == as_without
    assert written(table) == content
    title = next(index for index, column in enumerate(table.columns) if column.startswith("item_name"))
    edited = written(table, lambda record: Edit({title: "Ação 帽"} if record.number == 2 else {}))
    changed = [
        number for number, (a, b) in enumerate(zip(content.split(b"\n"), edited.split(b"\n"), strict=True), 1) if a != b
    ]
    assert changed == [next(r.line for r in table.records() if r.number == 2)]
    again = opened(tmp_path, edited, "again.txt")
    assert again.columns == table.columns
    assert [record.value(title) for record in again.records()][1] == "Ação 帽"


def test_a_new_column_is_named_in_the_header_alone(tmp_path: Path) -> None:
    text = f"{LEGACY_SETTINGS}\n{labels(LEGACY)}\n{LEGACY}"
    table = opened(tmp_path, text.encode())
    title = table.columns.index("item_name")
    lines = written(table, lambda r: Edit(added={title: "x"}), added=[AddedColumn(title, "item_name pt")]).split(b"\n")
    assert lines[:2] == text.encode().split(b"\n")[:2]
    assert lines[2].endswith(b"\titem_name pt")
    assert lines[3].endswith(b"\tx")


def test_bytes_that_are_no_text_above(tmp_path: Path) -> None:
    content = LEGACY_SETTINGS.encode() + b"\tOffre sp\xe9ciale\n" + labels(LEGACY).encode() + b"\n" + LEGACY.encode()
    table = opened(tmp_path, content)
    assert table.columns[0] == "item_sku"
    assert written(table) == content


def test_without_a_header_every_row_is_one(tmp_path: Path) -> None:
    content = f"{LEGACY_SETTINGS}\n{labels(LEGACY)}\n{LEGACY}".encode()
    table = opened(tmp_path, content, has_header=False)
    assert next(iter(table.records())).line == 1
    assert written(table) == content


def test_an_empty_template(tmp_path: Path) -> None:
    """Settings say that names follow; below a title alone, one row may be a product."""
    names = LEGACY.splitlines()[0]
    table = opened(tmp_path, f"{LEGACY_SETTINGS}\n{labels(LEGACY)}\n{names}\n".encode())
    assert table.columns[0] == "item_sku"
    assert list(table.records()) == []


def preamble(text: str, **options) -> str:
    lines = io.StringIO(text, newline="")
    encoding = TextEncoding("utf-8", "")
    return find_layout(lines, encoding, ReadOptions(**options), feeds.score_header, "a.csv").preamble


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("Offers\n\nSKU,Title,Price,Color,Size\n1,a,2,red,S\n", "Offers\n\n"),
        ("Price list May,,,,\nSKU,Title,Price,Color,Size\n1,a,2,red,S\n", "Price list May,,,,\n"),
        ("sep=;\nPrice list\nSKU;Title;Price;Color;Size\n1;a;2;red;S\n", "sep=;\nPrice list\n"),
        ("Shop,Anna\nFrom,May\nSKU,Title,Price,Color,Size\n1,a,2,red,S\n", "Shop,Anna\nFrom,May\n"),
        ("Title\nSKU,Title,Price,Color,Size\n1,a,2,red,S\n", "Title\n"),
        # Too little is known to say so.
        ("Price list\nSKU,Title\n1,a\n", ""),
        ("Preisliste\nNr,Text,Preis,Farbe,Form\n1,a,2,rot,rund\n", ""),
        # The names of columns as data: mappings, lists of attributes, text with a table in it.
        ("platform,a,b,c,d\nshopify,Title,Price,Color,Size\nother,1,2,3,4\n", ""),
        ("Merkmale\nSKU,Title,Price,Color,Size\nSKU,Title,Price,Color,Material\n", ""),
        ("Merkmale\nSKU,Title,Price,Color,Size\n", ""),
        ('nr\ttext\n1\t"SKU,Title,Price,Color,Size\n1,a,2,red,S\n2,b,3,blue,M\n"\n2\tx\n', ""),
        ("title\nred, soft\nSKU, Title, Price, Color, Size\na, b\n", ""),
        ("a,b,,,\nSKU,Title,Price,Color,Size\nTitle,SKU,Color,Price,Size\n", ""),
        # Two columns, and rows too long for them.
        ("nr,text\n1,a\n2,SKU,Title,Price,Color,Size\n3,b\n4,c\n", ""),
        ("title,price\n1,2\nSKU,Title,Price,Color,Size\n1,a,2,red,S\n", ""),
        # Eleven rows are too many above the names.
        ("\n".join("abcdefghij") + "\nSKU,Title,Price,Color,Size\n1,a,2,red,S\n", ""),
        ("\n".join("abcdefghi") + "\nSKU,Title,Price,Color,Size\n1,a,2,red,S\n", "a\nb\nc\nd\ne\nf\ng\nh\ni\n"),
    ],
)
def test_headings_of_reports(text: str, above: str) -> None:
    assert preamble(text) == above


FILES = [*(HERE / "data").iterdir(), *CATALOGS.iterdir()]


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix in (".csv", ".tsv", ".txt")], ids=lambda p: p.name)
def test_a_file_without_headings_begins_with_its_names(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        layout = find_layout(lines, TextEncoding("utf-8", ""), ReadOptions(), feeds.score_header, path.name)
    assert layout.preamble == ""
    assert layout.header is not None
    assert layout.header.line == 1


KNOWN = ["SKU", "Title", "Price", "Color", "Size", "item_sku", "item_name", "Handle", "Vendor", "feed_product_type"]
NAMES = st.one_of(st.sampled_from(KNOWN), st.sampled_from(["Nr", "Farbe", "x1", "نص", "名前", "a b"]))
CELLS = st.one_of(NAMES, st.text(max_size=8), st.just(",".join(KNOWN)), st.just("\n".join([",".join(KNOWN)] * 3)))


@st.composite
def tables(draw) -> tuple[str, str]:
    """An ordinary table, the names of columns all over its rows, with a delimiter."""
    delimiter = draw(st.sampled_from(",;\t|"))
    header = draw(st.lists(NAMES, min_size=2, max_size=8))
    width = len(header)
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))
    for row in draw(st.lists(st.sampled_from(rows), max_size=1)) if rows else ():
        row.append("one too many")
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(
        [header, *rows]
    )
    return out.getvalue(), delimiter


@settings(max_examples=150, deadline=None)
@given(tables())
@example(("Nr;Farbe\n1;" + ",".join(KNOWN) + "\n", ";"))
def test_an_ordinary_table_begins_with_its_names(table: tuple[str, str]) -> None:
    csv.field_size_limit(MOST_CHARACTERS)
    text, delimiter = table
    assert preamble(text) == ""
    assert preamble(text, delimiter=delimiter) == ""
