"""What values do not show: types and styles in workbooks, null in Parquet, references in XML, compressed files."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalog_cli.engine import Translator
from catalog_cli.file_run import Source, localize_file
from catalog_cli.formats.compression import compressing
from catalog_cli.job import Job, Layout, Reading
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.verification.comparison import open_comparison
from catalog_cli.verification.differences import Difference

JOB = Job("pt-BR", model="echo", memory=None)
LAYOUTS = [Layout.REPLACE, Layout.COLUMNS]
Found = tuple[str, int | None, str | None]


def localized(source: Path, output: Path, echo: Translator, job: Job = JOB) -> Path:
    with TranslationMemory.in_temporary_file() as memory:
        localize_file(Source(source, source.name), output, job, engine=echo, memory=memory)
    return output


def found(source: Path, output: Path) -> tuple[int, list[Found]]:
    """Return how many cells were translated, and the violations."""
    comparison = open_comparison((source, "source"), (output, "output"), JOB, target_locale=None)
    all_found = list(comparison.differences())
    violations = [(str(d.kind), d.where.row, d.where.column) for d in all_found if d.is_violation]
    return len(all_found) - len(violations), violations


def violations(source: Path, output: Path, job: Job) -> list[Difference]:
    comparison = open_comparison((source, "source"), (output, "output"), job, target_locale="pt-BR")
    return [difference for difference in comparison.differences() if difference.is_violation]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two sheets; in the first numbers, a date, a formula, styles and a leading zero."""
    from xlsxwriter import Workbook

    path = tmp_path / "shop.xlsx"
    book = Workbook(str(path))
    bold, money, day = (
        book.add_format(kind) for kind in ({"bold": True}, {"num_format": "0.00"}, {"num_format": "yyyy-mm-dd"})
    )
    sheet = book.add_worksheet("Products")
    for column, name in enumerate(["sku", "title", "price", "since", "total", "note"]):
        sheet.write_string(0, column, name, bold)
    for row, (sku, title) in enumerate([("007", "Red bag"), ("008", "Múg"), ("NA", "Cap 👒")], start=1):
        sheet.write_string(row, 0, sku)
        sheet.write_string(row, 1, title, bold)
        sheet.write_number(row, 2, 9.5, money)
        sheet.write_number(row, 3, 45000, day)
        sheet.write_formula(row, 4, f"=C{row + 1}*2", None, 19)
    sheet.write_string(1, 5, "=kept")
    book.add_worksheet("Notes").write_string(0, 0, "Read me")
    book.close()
    return path


# (what is changed in which part of the workbook, the violation)
WORKBOOK_CHANGES: list[tuple[str, str, str, list[Found]]] = [
    (r"sheet1", r'(<c r="C2" s=")2"', r'\g<1>1"', [("bytes", 2, "price")]),
    (r"sheet1", r'(<c r="B3" s=")1"', r'\g<1>2"', [("bytes", 3, "title")]),
    (r"sheet1", r'(<c r="C3" s="2")>', r'\g<1> t="str">', [("bytes", 3, "price")]),
    (r"sheet1", r"<v>9\.5</v>", "<v>9.50</v>", [("changed", 2, "price")]),
    (r"sheet1", r"<v>9\.5</v>", "<v>9.6</v>", [("changed", 2, "price")]),
    (r"sheet1", r"C3\*2", "C3*3", [("bytes", 3, "total")]),
    (r"sheet1", r'<row r="3".*?</row>', "", [("lost-row", 3, None)]),
    (r"sheet1", r"<v>45000</v>", "<v>45001</v>", [("changed", 2, "since")]),
    (r"sheet2", r"<v>", "<v> ", [("bytes", 1, "sku")]),
    (r"styles", r"0\.00", "0.0", [("bytes", None, None)]),
    (r"sharedStrings", r"Read me", "Read it", [("bytes", None, None)]),
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_workbook_passes(workbook: Path, tmp_path: Path, echo: Translator, layout: Layout) -> None:
    output = localized(workbook, tmp_path / "out.xlsx", echo, replace(JOB, layout=layout))
    assert found(workbook, output) == (2 if layout is Layout.REPLACE else 3, [])


@pytest.mark.parametrize(("part", "old", "new", "expected"), WORKBOOK_CHANGES)
def test_a_planted_change_in_a_workbook_is_found(
    workbook: Path, tmp_path: Path, echo: Translator, part: str, old: str, new: str, expected: list[Found]
) -> None:
    output = localized(workbook, tmp_path / "out.xlsx", echo)
    changed = tmp_path / "changed.xlsx"
    hits = 0
    with zipfile.ZipFile(output) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            if part in name and not name.endswith(".rels"):
                content, count = re.subn(old, new, content, count=1, flags=re.DOTALL)
                hits += count
            after.writestr(name, content)
    assert hits == 1
    assert found(workbook, changed)[1] == expected


def test_a_part_that_was_added_to_a_workbook_is_found(workbook: Path, tmp_path: Path, echo: Translator) -> None:
    output = localized(workbook, tmp_path / "out.xlsx", echo)
    with zipfile.ZipFile(output, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert found(workbook, output)[1] == [("bytes", None, None)]


def saved_elsewhere(path: Path) -> None:
    """Write a workbook as another program does: equal parts in another order."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in reversed(parts):
            archive.writestr(name, content)


def test_a_workbook_that_another_program_saved_is_told_so(workbook: Path, tmp_path: Path, echo: Translator) -> None:
    output = localized(workbook, tmp_path / "out.xlsx", echo)
    saved_elsewhere(output)
    (bytes_differ,) = violations(workbook, output, JOB)
    assert "its parts are not the source's (their order): another program has saved it" in bytes_differ.message
    assert "catalog localize with --force" in bytes_differ.message


def test_a_workbook_of_translations_alone_is_not_held_against_the_source(tmp_path: Path, echo: Translator) -> None:
    from xlsxwriter import Workbook

    source = tmp_path / "google.xlsx"
    book = Workbook(str(source))
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        [("id", "title", "description", "link"), ("1", "Red mug", "A mug.", "https://a.example")]
    ):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
    book.close()
    reading = Reading(feed="google_merchant")
    job = replace(JOB, layout=Layout.TRANSLATIONS, reading=reading)
    output = localized(source, tmp_path / "out.xlsx", echo, job)
    assert violations(source, output, job) == []
    saved_elsewhere(output)
    (bytes_differ,) = violations(source, output, job)
    assert "its parts are not those that a run writes (their order): another program" in bytes_differ.message


def test_how_a_workbook_is_compressed_does_not_matter(workbook: Path, tmp_path: Path, echo: Translator) -> None:
    output = localized(workbook, tmp_path / "out.xlsx", echo)
    again = tmp_path / "again.xlsx"
    with zipfile.ZipFile(output) as before, zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    assert again.read_bytes() != output.read_bytes()
    assert found(workbook, again) == (2, [])


def parquet_table() -> Any:
    import pyarrow

    return pyarrow.table(
        {
            "id": pyarrow.array([7, 8, 9], pyarrow.int32()),
            "name_en": ["Red bag", "Mug", None],
            "name_pt": ["", None, "Boné"],
            "tags_en": [["red", "blue"], ["soft"], None],
            "tags_pt": [[], None, ["a"]],
            "price": [9.5, None, float("nan")],
            "note": ["", None, "x"],
        }
    )


def changed_column(name: str, values: list[Any]) -> Callable[[Any], Any]:
    def change(table: Any) -> Any:
        import pyarrow

        at = table.column_names.index(name)
        return table.set_column(at, table.schema.field(name), pyarrow.array(values, type=table.schema.field(name).type))

    return change


def with_type(table: Any) -> Any:
    import pyarrow

    return table.set_column(0, "id", table.column("id").cast(pyarrow.int64()))


# (what is done to the output, the violations)
PARQUET_CHANGES: list[tuple[Callable[[Any], Any], list[Found]]] = [
    (lambda table: table, []),
    (changed_column("note", [None, None, "x"]), [("bytes", 1, "note")]),
    (changed_column("note", ["", "", "x"]), [("bytes", 2, "note")]),
    (changed_column("note", ["", None, "y"]), [("changed", 3, "note")]),
    (changed_column("price", [9.5, None, None]), [("changed", 3, "price")]),
    (changed_column("price", [9.25, None, float("nan")]), [("changed", 1, "price")]),
    (changed_column("tags_en", [["red", "blue"], ["soft"], []]), [("bytes", 3, "tags_en")]),
    (changed_column("tags_en", [["red"], ["soft"], None]), [("changed", 1, None)]),
    (with_type, [("bytes", None, None)]),
    (lambda table: table.replace_schema_metadata({"a": "b"}), [("bytes", None, None)]),
    (lambda table: table.slice(0, 2), [("lost-row", 3, None)]),
    (lambda table: table.take([1, 0, 2]), [("lost-row", 1, None), ("added-row", 2, None)]),
]


@pytest.mark.parametrize(("change", "expected"), PARQUET_CHANGES)
def test_a_planted_change_in_parquet_is_found(
    tmp_path: Path, echo: Translator, change: Callable[[Any], Any], expected: list[Found]
) -> None:
    from pyarrow import parquet

    source, changed = tmp_path / "shop.parquet", tmp_path / "changed.parquet"
    parquet.write_table(parquet_table(), source)
    output = localized(source, tmp_path / "out.parquet", echo)
    written = parquet.read_table(output)
    assert written.column("name_pt").to_pylist() == ["Réd bág", "Múg", "Boné"]
    # An empty list grows as a member of an object does.
    assert written.column("tags_pt").to_pylist() == [["réd", "blúé"], ["sóft"], ["a"]]
    # Other row groups hold the same values.
    parquet.write_table(change(written), changed, row_group_size=2)
    assert found(source, changed)[1] == expected


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lists_in_parquet_pass(tmp_path: Path, echo: Translator, layout: Layout) -> None:
    from pyarrow import parquet

    source = tmp_path / "shop.parquet"
    table = parquet_table().drop(["name_pt", "tags_pt"]).rename_columns(["id", "name", "tags", "price", "note"])
    parquet.write_table(table, source)
    output = localized(source, tmp_path / "out.parquet", echo, replace(JOB, layout=layout))
    assert found(source, output) == (5, [])


XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<products>
  <product><id>007</id><name-en>Red bag</name-en><name-pt></name-pt><price>9.50</price>
    <tag>a</tag><tag>b</tag></product>
  <product sale="no"><id>8</id><name-en>Mug &amp; lid</name-en><price>4.50</price></product>
  <!-- the end -->
</products>
"""
XML_CHANGES: list[tuple[str, str, list[Found]]] = [
    ("", "", []),
    ("9.50", "9.5", [("changed", 3, "price")]),
    ("<tag>b", "<tag>c", []),  # a tag is language
    ("<tag>b</tag>", "", [("changed", 3, None)]),
    ("<price>4.50</price>", "<price>4.50</price><tag>c</tag>", [("changed", 5, None)]),
    ('sale="no"', 'sale="yes"', [("bytes", 5, None)]),
    ("Mug &amp; lid", "Mug &#38; lid", [("bytes", 5, None)]),
    ("<!-- the end -->", "<!-- end -->", [("bytes", 6, None)]),
    ("<id>8", "<id >8", [("bytes", 5, None)]),
]


@pytest.mark.parametrize(("old", "new", "expected"), XML_CHANGES)
def test_a_planted_change_in_xml_is_found(
    tmp_path: Path, echo: Translator, old: str, new: str, expected: list[Found]
) -> None:
    source = tmp_path / "shop.xml"
    source.write_text(XML, encoding="utf-8")
    output = localized(source, tmp_path / "out.xml", echo)
    text = output.read_text(encoding="utf-8")
    # The second has no element for its target: it gets one.
    assert "<name-pt>Réd bág</name-pt>" in text
    assert text.count("<name-pt>Múg") == 1
    assert old in text
    output.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found(source, output)[1] == expected


SUFFIXES = [("", ".gz"), (".gz", ""), (".gz", ".gz"), ("", ".zst"), (".zst", ".gz")]


@pytest.mark.parametrize(("before", "after"), SUFFIXES)
@pytest.mark.parametrize("container", ["csv", "jsonl", "xml", "parquet"])
def test_what_is_in_compressed_files_is_compared(
    tmp_path: Path, echo: Translator, container: str, before: str, after: str
) -> None:
    source = tmp_path / f"shop.{container}"
    if container == "parquet":
        from pyarrow import parquet

        parquet.write_table(parquet_table(), source)
    else:
        texts = {"csv": "sku,title\n007,Red bag\n", "jsonl": '{"sku": "007", "title": "Red bag"}\n', "xml": XML}
        source.write_text(texts[container], encoding="utf-8")
    output = localized(source, tmp_path / f"out.{container}", echo)
    packed = packed_as(source, before), packed_as(output, after)
    count, violations = found(*packed)
    assert (count > 0, violations) == (True, [])
    output.write_bytes(output.read_bytes().replace(b"007", b"07") if container != "parquet" else source.read_bytes())
    changed = found(packed[0], packed_as(output, after))
    assert changed[1] != [] if container != "parquet" else changed == (0, [])


def packed_as(path: Path, suffix: str) -> Path:
    if not suffix:
        return path
    packed = path.with_name(path.name + suffix)
    if suffix == ".gz":
        packed.write_bytes(gzip.compress(path.read_bytes()))
        return packed
    pytest.importorskip("zstandard")
    with packed.open("wb") as raw:
        out = compressing(raw, packed)
        out.write(path.read_bytes())
        out.flush()
    return packed
