"""Tagged products from JSON Lines: the published shape, and what is said of a line that is not so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog_cli.attributes.tagger.examples import Example, attributes_by_category, read_examples
from catalog_cli.errors import FileProblem

TEA = '{"input": "Mint Tea", "category": "Tea", "target_scores": {"Flavor": {"Mint": 1}}}'


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "tagged.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("targets", "values"),
    [
        ({"Flavor": {"Mint": 1}}, {"Flavor": ("Mint",)}),
        ({"Flavor": {"n/a": 1}, "Form": {"Tea": 1}}, {"Flavor": (), "Form": ("Tea",)}),
        # The first value alone says whether there is one.
        ({"Form": {"Tea": 1, "n/a": 1, "Mint Tea": 1}}, {"Form": ("Tea", "Mint Tea")}),
        ({"Form": {"n/a": 1, "Tea": 1}, "Flavor": {"Mint": 1}}, {"Form": (), "Flavor": ("Mint",)}),
        # WDC-PAVE says more of each value.
        ({"Flavor": {"Mint": {"pid": [0], "score": 1}}}, {"Flavor": ("Mint",)}),
        ({"Flavor": "Mint", "Form": ["Tea"]}, {"Flavor": ("Mint",), "Form": ("Tea",)}),
        ({"Flavor": {" Mint ": 1}}, {"Flavor": ("Mint",)}),
        # "NA" is a size, "n/a" is not.
        ({"Size": {"NA": 1}, "Flavor": {"Mint": 1}}, {"Size": ("NA",), "Flavor": ("Mint",)}),
    ],
)
def test_values(tmp_path: Path, targets: object, values: dict[str, tuple[str, ...]]) -> None:
    line = json.dumps({"input": "Mint Tea", "category": "Tea", "target_scores": targets})
    assert read_examples(written(tmp_path, line)) == [Example(1, "Mint Tea", "Tea", values)]


@pytest.mark.parametrize(
    ("fields", "text", "category"),
    [
        ({"input": "ミント茶 🍵", "category": "茶"}, "ミント茶 🍵", "茶"),
        ({"input": "a\u2028b\nc", "category": "Tea"}, "a\u2028b\nc", "Tea"),
        ({"input_title": "Tea", "input_description": "Mint."}, "Tea\nMint.", ""),
        ({"input_title": "Tea", "input_description": None, "category": None}, "Tea", ""),
    ],
)
def test_texts(tmp_path: Path, fields: dict[str, object], text: str, category: str) -> None:
    line = json.dumps({**fields, "target_scores": {"Form": {"Tea": 1}}}, ensure_ascii=False)
    (example,) = read_examples(written(tmp_path, line))
    assert (example.text, example.category) == (text, category)


def test_rows_count_lines_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    examples = read_examples(written(tmp_path, "\ufeff" + TEA + "\r\n\n" + TEA + "\n"))
    assert [example.row for example in examples] == [1, 3]
    assert attributes_by_category(examples) == {"Tea": ("Flavor",)}


@pytest.mark.parametrize(
    ("line", "where", "what"),
    [
        ("{", "row 2: ", "is not JSON"),
        ("[" * 100_000, "row 2: ", "is not JSON"),
        ("[]", "row 2: ", "is not a JSON object"),
        ('{"category": "Tea", "target_scores": {}}', 'row 2, column "input"', "is missing"),
        ('{"input": 7, "target_scores": {}}', 'row 2, column "input"', "is not text"),
        ('{"input": "x", "category": 7, "target_scores": {}}', 'row 2, column "category"', "is not text"),
        ('{"input": "x"}', 'row 2, column "target_scores"', "is missing"),
        ('{"input": "x", "target_scores": {"Size": 7}}', 'row 2, column "Size"', "has no values"),
        ('{"input": "x", "target_scores": {"Size": {}}}', 'row 2, column "Size"', "has no values"),
        ('{"input": "x", "target_scores": {"Size": [7]}}', 'row 2, column "Size"', "has no values"),
    ],
)
def test_what_is_said_of_a_line_that_cannot_be_read(tmp_path: Path, line: str, where: str, what: str) -> None:
    path = written(tmp_path, TEA + "\n" + line)
    with pytest.raises(FileProblem) as raised:
        read_examples(path, name="mine.jsonl")
    assert str(raised.value).startswith(f"mine.jsonl, {where}")
    assert what in str(raised.value)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "holds no value"),
        (b'{"input": "x", "target_scores": {"Size": {"n/a": 1}}}', "holds no value"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_files_that_teach_nothing(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(FileProblem, match=what):
        read_examples(written(tmp_path, content))
    with pytest.raises(FileProblem, match="cannot be read"):
        read_examples(tmp_path / "none.jsonl")
