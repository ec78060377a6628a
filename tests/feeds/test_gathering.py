"""Products whose rows stand in several places: found, put together, and written back where they stood."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli import temporary_database
from catalog_cli.errors import FileProblem
from catalog_cli.feeds import Gathering, Search, edits, gathered, products, schema
from catalog_cli.feeds import gathering as gathering_module
from catalog_cli.feeds.gathering import Search as _Search
from catalog_cli.feeds.grouping import MOST_RECORDS
from catalog_cli.feeds.keys import HashSet, HashTable, Keys, name_hash
from catalog_cli.product import Product, Record, Role, Schema


def read(columns: Sequence[str], **roles: Role) -> Schema:
    return schema(columns, feed=None, source_locale="en", target_locale="pt-BR", roles=roles, keep=(), has_header=True)


def as_records(rows: Sequence[Sequence[str]]) -> list[Record]:
    return [Record(number, number + 1, tuple(row), raw=",".join(row)) for number, row in enumerate(rows, start=1)]


def gather(columns: Sequence[str], records: Sequence[Record]) -> Gathering | None:
    return gathered(lambda: records, read(columns), catalog="test.csv")


def found(columns: Sequence[str], records: Sequence[Record]) -> list[Product]:
    gathering = gather(columns, records)
    return list(products(records, read(columns), catalog="test.csv", gathering=gathering))


def numbers(one: Product) -> list[int]:
    return [record.number for record in one.records]


GROUPED = ["slug", "name", "size"]
PARENTED = ["id", "sku", "parent", "name", "color"]
NAMED = ["id", "title", "image alt text"]

PLACES = [
    # header, rows, the numbers of the rows of each product, its key, and why
    (GROUPED, [["a", "A", "S"], ["b", "B", "S"], ["a", "", "M"]], [([1, 3], "a"), ([2], "b")], "same slug"),
    (GROUPED, [["a", "", "M"], ["b", "B", "S"], ["a", "A", "S"]], [([1, 3], "a"), ([2], "b")], "its title comes later"),
    (
        GROUPED,
        [["a", "A", "S"], ["b", "B", "S"], ["a", "", "M"], ["b", "", "M"], ["", "", "L"]],
        [([1, 3], "a"), ([2, 4, 5], "b")],
        "interleaved; a blank row goes with the row before it",
    ),
    (GROUPED, [["", "A", "S"], ["b", "B", "S"], ["", "A", "M"]], [([1], None), ([2], "b"), ([3], None)], "no slug"),
    (
        GROUPED,
        [["日本 ", "茶", "S"], ["b", "B", "S"], [" 日本", "", "M"]],
        [([1, 3], "日本"), ([2], "b")],
        "padded CJK",
    ),
    (GROUPED, [["007", "A", "S"], ["7", "B", "S"], ["007", "", "M"]], [([1, 3], "007"), ([2], "7")], "a leading zero"),
    (GROUPED, [["NA", "A", "S"], ["b", "B", "S"], ["NA", "", "M"]], [([1, 3], "NA"), ([2], "b")], "NA is a slug"),
    (
        PARENTED,
        [["2", "S-R", "S", "Shirt, red", "Red"], ["3", "C", "", "Cap", ""], ["1", "S", "", "Shirt", ""]],
        [([1, 3], "1"), ([2], "3")],
        "a parent by SKU, after its child",
    ),
    (
        PARENTED,
        [["2", "S-R", "id:1", "Shirt, red", "Red"], ["3", "C", "", "Cap", ""], ["1", "S", "", "Shirt", ""]],
        [([1, 3], "1"), ([2], "3")],
        "a parent by id",
    ),
    (
        PARENTED,
        [
            ["1", "S", "", "Shirt", ""],
            ["4", "C", "", "Cap", ""],
            ["2", "S-R", "S", "Red", "Red"],
            ["5", "C-R", "C", "Red", "Red"],
            ["3", "S-B", "id:1", "Blue", "Blue"],
        ],
        [([1, 3, 5], "1"), ([2, 4], "4")],
        "one parent by SKU and by id",
    ),
    (
        PARENTED,
        [
            ["1", "2", "", "Shirt", ""],
            ["2", "1", "", "Cap", ""],
            ["8", "8", "1", "R", "R"],
            ["9", "9", "id:1", "B", "B"],
        ],
        [([1, 4], "1"), ([2, 3], "2")],
        "a SKU is no id",
    ),
    (
        PARENTED,
        [
            ["2", "S-R", "S", "Red", "Red"],
            ["1", "S", "S", "Shirt", ""],
            ["3", "C", "", "Cap", ""],
            ["4", "S-B", "S", "B", "B"],
        ],
        [([1, 2, 4], "1"), ([3], "3")],
        "a parent that names itself",
    ),
    (
        PARENTED,
        [["1", "A", "Shoes", "Red shoe", ""], ["2", "B", "Hats", "Hat", ""], ["3", "C", "Shoes", "Blue shoe", ""]],
        [([1], "1"), ([2], "2"), ([3], "3")],
        "a parent that no row is, such as a category",
    ),
    (
        PARENTED,
        [["1", "A", "", "A", ""], ["2", "B", "A", "B", ""], ["3", "X", "", "X", ""], ["4", "C", "B", "C", ""]],
        [([1, 2], "1"), ([3], "3"), ([4], "4")],
        "a child's child stays alone",
    ),
    (
        PARENTED,
        [["1", "A", "B", "A", ""], ["3", "X", "", "X", ""], ["2", "B", "A", "B", ""]],
        [([1], "1"), ([2], "3"), ([3], "2")],
        "two that name each other",
    ),
    (NAMED, [["1", "A", "x"], ["2", "B", ""], ["1", "", "y"]], [([1, 3], "1"), ([2], "2")], "a name without a title"),
    (NAMED, [["1", "", "x"], ["2", "B", ""], ["1", "A", "y"]], [([1, 3], "1"), ([2], "2")], "its title comes later"),
    (NAMED, [["1", "", "x"], ["2", "B", ""], ["1", "", "y"]], [([1, 3], "1"), ([2], "2")], "no title at all"),
    (NAMED, [["1", "A", "x"], ["2", "B", ""], ["1", "C", "y"]], [([1], "1"), ([2], "2"), ([3], "1#2")], "two titles"),
    (NAMED, [["1", "", ""], ["2", "", ""], ["3", "", ""]], [([1], "1"), ([2], "2"), ([3], "3")], "all without a title"),
    (["name", "price"], [["A", "1"], ["B", "2"], ["A", "3"]], [([1], None), ([2], None), ([3], None)], "no names"),
    (GROUPED, [], [], "no rows"),
]


@pytest.mark.parametrize(("columns", "rows", "expected", "why"), PLACES, ids=[row[3] for row in PLACES])
def test_rows_of_one_product_are_found_wherever_they_stand(
    columns: list[str], rows: list[list[str]], expected: list[tuple[list[int], str | None]], why: str
) -> None:
    made = found(columns, as_records(rows))
    assert [numbers(one) for one in made] == [places for places, _ in expected], why
    for one, (_, key) in zip(made, expected, strict=True):
        assert key is None or one.key == key


PLATFORMS = [
    # feed, header, rows, the numbers of the rows of each product and its key
    (
        "shopify",
        ["Handle", "Title", "Option1 Value", "Variant SKU"],
        [["mug", "", "Large", "A1"], ["cap", "Cap", "", "A2"], ["mug", "Mug", "Small", "A3"]],  # sorted by SKU
        [([1, 3], "mug"), ([2], "cap")],
    ),
    (
        "woocommerce",
        ["ID", "Type", "SKU", "Name", "Parent"],
        [
            ["11", "variation", "S-R", "Shirt - Red", "id:10"],
            ["20", "simple", "10", "Cap", ""],  # a SKU with the digits of another's number
            ["12", "variation", "S-B", "Shirt - Blue", "S"],
            ["10", "variable", "S", "Shirt", ""],
        ],
        [([1, 3, 4], "10"), ([2], "20")],
    ),
    (
        "amazon",
        ["item_sku", "item_name", "parent_child", "parent_sku"],
        [
            ["A-R", "Red", "child", "A"],
            ["B", "Cap", "", ""],
            ["A", "Shirt", "parent", ""],
            ["A-B", "Blue", "child", "A"],
        ],
        [([1, 3, 4], "A"), ([2], "B")],
    ),
    (
        "magento",
        ["sku", "store_view_code", "name"],
        [["A", "", "Shirt"], ["B", "", "Cap"], ["A", "pt_br", "Camisa"], ["B", "pt_br", ""]],  # views one by one
        [([1, 3], "A"), ([2, 4], "B")],
    ),
]


@pytest.mark.parametrize(("feed", "columns", "rows", "expected"), PLATFORMS, ids=[row[0] for row in PLATFORMS])
def test_rows_of_each_platform(
    feed: str, columns: list[str], rows: list[list[str]], expected: list[tuple[list[int], str]]
) -> None:
    found_schema = schema(
        columns, feed=feed, source_locale="en", target_locale="pt-BR", roles={}, keep=(), has_header=True
    )
    records = as_records(rows)
    gathering = gathered(lambda: records, found_schema, catalog="x.csv")
    made = products(records, found_schema, catalog="x.csv", gathering=gathering)
    assert [(numbers(one), one.key) for one in made] == expected


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (GROUPED, [["a", "A", "S"], ["a", "", "M"], ["b", "B", "S"]]),
        (PARENTED, [["1", "A", "", "A", ""], ["2", "B", "A", "B", ""], ["3", "C", "id:1", "C", ""]]),
        (PARENTED, [["1", "A", "Shoes", "A", ""], ["2", "B", "Hats", "B", ""], ["3", "C", "Shoes", "C", ""]]),
        (NAMED, [["1", "", ""], ["2", "", ""], ["3", "", ""]]),
        (GROUPED, [["a", "A", "S"], *[["a", "", str(n)] for n in range(MOST_RECORDS + 5)], ["b", "B", "S"]]),
    ],
)
def test_where_rows_stand_together_nothing_is_kept(columns: list[str], rows: list[list[str]]) -> None:
    assert gather(columns, as_records(rows)) is None


def test_the_parent_is_read_first_and_its_title_is_the_products() -> None:
    rows = [["2", "S-R", "S", "Red one", "Red"], ["3", "C", "", "Cap", ""], ["1", "S", "", "Shirt", ""]]
    shirt, _ = found(PARENTED, as_records(rows))
    titles = [(field.record, field.value) for field in shirt.fields if field.column.role is Role.TITLE]
    assert titles == [(1, "Shirt"), (0, "Red one")]


def test_a_bad_row_and_a_record_of_json_are_products_of_their_own() -> None:
    rows = as_records([["a", "A", "S"], ["a", "", "M"], ["a", "", "L"]])
    rows[1] = rows[1]._replace(problem="has 3 cells, the header has 2")
    assert [numbers(one) for one in found(GROUPED, rows)] == [[1, 3], [2]]
    in_json = [Record(n, n, ("a", "A"), columns=(0, 1)) for n in (1, 2)]
    assert gather(GROUPED, in_json) is None


def test_a_product_of_too_many_rows_is_cut_wherever_they_stand() -> None:
    rows = [[slug, "" if n else slug, str(n)] for n in range(MOST_RECORDS + 2) for slug in "ab"]
    made = found(GROUPED, as_records(rows))
    assert [(one.key, len(one.records)) for one in made] == [
        ("a", MOST_RECORDS),
        ("a#2", 2),
        ("b", MOST_RECORDS),
        ("b#2", 2),
    ]


# Any order


@st.composite
def catalogs(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A header and the rows of some products, those of each together and its head first."""
    columns = draw(st.sampled_from([GROUPED, PARENTED, NAMED]))
    rows: list[list[str]] = []
    for product in range(draw(st.integers(0, 6))):
        is_by_id = draw(st.booleans())
        for child in range(draw(st.integers(1, 4))):
            name = f"P{product}" if child == 0 else f"P{product}, {child}"
            if columns is GROUPED:
                rows.append([f"p{product}", name if child == 0 else "", f"S{child}"])
            elif columns is NAMED:
                rows.append([f"p{product}", name if child == 0 else "", f"image {child} of {product}"])
            else:
                parent = "" if child == 0 else f"id:{product}0" if is_by_id else f"k{product}0"
                rows.append([f"{product}{child}", f"k{product}{child}", parent, name, f"c{child}"])
    return columns, rows


def content(one: Product) -> tuple[str, Counter[tuple[str, str]], set[str]]:
    """The title of a product, the cells with a role, and the SKUs of its variants."""
    title = next((own.value for own in one.fields if own.column.role is Role.TITLE), "")
    skus = {own.value for _, own in one.all_fields() if own.column.name == "sku"}
    return title, Counter((own.column.name, own.value) for _, own in one.all_fields()), skus


@settings(max_examples=150, deadline=None)
@given(catalogs(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(catalog: tuple[list[str], list[list[str]]], chance: object) -> None:
    columns, rows = catalog
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    ordered = products(as_records(rows), read(columns), catalog="ordered.csv")
    made = found(columns, as_records(shuffled))
    assert {one.key: content(one) for one in made} == {one.key: content(one) for one in ordered}
    assert sorted(number for one in made for number in numbers(one)) == list(range(1, len(rows) + 1))
    assert [numbers(one)[0] for one in made] == sorted(numbers(one)[0] for one in made)
    assert all(numbers(one) == sorted(numbers(one)) for one in made)


@settings(max_examples=100, deadline=None)
@given(catalogs(), st.randoms(use_true_random=False))
def test_edits_come_in_file_order_each_with_its_row(catalog: tuple[list[str], list[list[str]]], chance: object) -> None:
    columns, rows = catalog
    chance.shuffle(rows)  # type: ignore[attr-defined]  # a random.Random
    records = as_records(rows)
    gathering = gather(columns, records)
    made = products(records, read(columns), catalog="test.csv", gathering=gathering)
    shouted = (
        one.with_targets({id(own): own.value.upper() + "!" for _, own in one.all_fields() if own.column.is_translated})
        for one in made
    )
    pairs = (pair for one in shouted for pair in edits(one))
    ordered = list(gathering.in_file_order(pairs) if gathering is not None else pairs)
    assert [record for record, _ in ordered] == records
    translated = {column.index for column in read(columns).translated}
    for record, edit in ordered:
        assert dict(edit.replaced) == {
            index: record.values[index].upper() + "!" for index in translated if record.values[index]
        }


def test_a_search_during_a_first_reading_finds_the_same() -> None:
    records = as_records([["a", "A", "S"], ["b", "B", "S"], ["a", "", "M"]])
    search = Search(read(GROUPED), catalog="test.csv")
    first = list(products(records, read(GROUPED), catalog="test.csv", search=search))
    assert [numbers(one) for one in first] == [[1], [2]]  # from there on it would be wrong
    gathering = search.gathered(lambda: records)
    again = list(products(records, read(GROUPED), catalog="test.csv", gathering=gathering))
    assert [numbers(one) for one in again] == [[1, 3], [2]]
    assert Search is _Search


# The temporary file


INTERLEAVED = as_records([[slug, "", f"{n} {'x' * 200}"] for n in range(1_000) for slug in "abc"])


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads the open files of the process from /proc")
def test_the_temporary_file_has_no_name_and_goes_with_its_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary_database, "_CACHE_KIB", 64)

    def of_sqlite() -> list[str]:
        paths = (Path("/proc/self/fd") / one for one in os.listdir("/proc/self/fd"))
        return sorted(link for path in paths if path.is_symlink() and "etilqs" in (link := os.readlink(path)))

    before = of_sqlite()
    gathering = gather(GROUPED, INTERLEAVED)
    assert gathering is not None
    (ours,) = set(of_sqlite()) - set(before)
    assert ours.endswith("(deleted)")
    del gathering
    assert of_sqlite() == before


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open has a name there")
def test_where_there_is_no_room_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = gathering_module.nameless_database

    def small() -> object:
        database = nameless()
        database.execute("PRAGMA own.max_page_count = 20")
        return database

    monkeypatch.setattr(gathering_module, "nameless_database", small)
    with pytest.raises(FileProblem, match=r"test\.csv.* stand apart.*TMPDIR"):
        gather(GROUPED, INTERLEAVED)


# Hashes


def test_hashes_of_many_names() -> None:
    names = [f"name {number}" for number in range(5_000)]
    seen, table = HashSet(), HashTable()
    assert all(seen.add(name_hash(name)) for name in names)
    assert not any(seen.add(name_hash(name)) for name in names)
    for number, name in enumerate(names):
        table[name_hash(name)] = -number
    table[name_hash("name 7")] = 1
    assert len(seen) == len(table) == 5_000
    assert [table.get(name_hash(name)) for name in names[:9]] == [0, -1, -2, -3, -4, -5, -6, 1, -8]
    assert name_hash("other") not in seen
    assert table.get(name_hash("other")) is None


def test_names_that_are_no_text_have_a_hash() -> None:
    assert name_hash("\udc80") != name_hash("\udc81") != 0
    assert Keys().unique("\udc80") == "\udc80"
