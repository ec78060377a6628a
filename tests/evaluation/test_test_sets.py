"""Test sets as files: what is read, what is dropped, and what is said of a line that cannot be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem
from catalog_cli.evaluation.test_sets import names_something, read_test_set
from catalog_cli.product import Role

RULE = [
    # (source of an entry; whether it is a term)
    ("from", False),
    ("From", False),
    ("both", False),
    ("selected", False),
    ("used", False),
    ("updating", False),
    ("not found", False),
    ("shown", False),
    ("more", False),
    ("add", True),  # a verb that is no participle: a button says it
    ("shipping", True),
    ("setting", True),
    ("settings", True),
    ("bed", True),
    ("red", True),
    ("ring", True),
    ("speed", True),
    ("something went wrong", True),
    ("all products", True),
    ("sold out", False),
    ("log out", True),
    ("id", True),
    ("NA", True),
    ("½", True),
    ("™", True),
    ("日本", True),
    ("قميص", True),
]


@pytest.mark.parametrize(("source", "expected"), RULE)
def test_function_words_and_participles_are_no_terms(source: str, expected: bool) -> None:
    assert names_something(source, "en") is expected
    assert names_something(source, "en-GB") is expected


def test_a_language_without_a_list_drops_nothing() -> None:
    assert names_something("selected", "ja")


FILES = [
    # (text; (row, source, reference, terms) of each line)
    ('{"source": "Bag", "reference": "Bolsa"}', [(1, "Bag", "Bolsa", ())]),
    ('\ufeff{"en": "Bag", "pt-BR": "Bolsa"}\n\n', [(1, "Bag", "Bolsa", ())]),
    ('\n{"en": "Bag", "pt": "Bolsa", "src": "x", "proper": {"bag": "bolsa"}}', [(2, "Bag", "Bolsa", ("bag",))]),
    ('{"source": "Bag", "target": "Bolsa", "terms": {"bag": ["bolsa", "sacola"]}}', [(1, "Bag", "Bolsa", ("bag",))]),
    ('{"source": "a\\u2028b", "reference": "c\u2028d"}', [(1, "a\u2028b", "c\u2028d", ())]),  # no line's end in JSON
    ("source\treference\nBag\tBolsa\n", [(2, "Bag", "Bolsa", ())]),
    ('source\treference\n15" bag\tBolsa de 15"\n', [(2, '15" bag', 'Bolsa de 15"', ())]),  # TSV quotes nothing
    ("id\tEN\tpt-BR\n007\tBag\tBolsa\n", [(2, "Bag", "Bolsa", ())]),
    (
        'reference,source\r\n"Bolsa,\r\nazul",Bag\r\n\r\nNA,NA\r\n',
        [(2, "Bag", "Bolsa,\r\nazul", ()), (5, "NA", "NA", ())],
    ),
    ("source,reference\n綿,algodão 🎉\n", [(2, "綿", "algodão 🎉", ())]),
]


@pytest.mark.parametrize(("text", "expected"), FILES)
def test_files(tmp_path: Path, text: str, expected: list[tuple[object, ...]]) -> None:
    path = tmp_path / "set"
    path.write_text(text, encoding="utf-8", newline="")
    found = read_test_set(path, "en", "pt-BR")
    lines = [(line.row, line.source, line.reference, tuple(t.source for t in line.terms)) for line in found.lines]
    assert lines == expected


def test_dropped_terms_are_counted_for_each_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    line = (
        '{"source": "From a bag", "reference": "De uma bolsa", "terms": {"from": "de", "bag": ["bolsa", "sacola"]}}\n'
    )
    path.write_text(line * 2, encoding="utf-8")
    found = read_test_set(path, "en", "pt-BR")
    assert found.dropped == ("from", "from")
    assert [(t.source, t.target, t.target_forms) for t in found.lines[1].terms] == [("bag", "bolsa", ("sacola",))]


ROLES = [
    ("source,reference\nBag,Bolsa\n", Role.TEXT),
    ("source,kind,reference\nBag,title,Bolsa\n", Role.TITLE),
    ("source,role,reference\nBag,,Bolsa\n", Role.TEXT),
    ('{"source": "Bag", "reference": "Bolsa", "role": "option"}', Role.OPTION),
    ('{"source": "Bag", "reference": "Bolsa", "role": null}', Role.TEXT),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_a_line_may_say_what_it_is_in_a_catalog(tmp_path: Path, text: str, role: Role) -> None:
    path = tmp_path / "set"
    path.write_text(text, encoding="utf-8")
    assert read_test_set(path, "en", "pt-BR").lines[0].role is role


PROBLEMS = [
    # (bytes; what the message says)
    (b"", 'row 1: has no column "source"'),
    (b"source,reference\n", "holds no lines"),
    (b"name,reference\nBag,Bolsa\n", "Name the column source, en-US or en"),
    (b"source,text\nBag,Bolsa\n", 'has no column "reference"'),
    (b"source,reference\nBag\n", 'row 2, column "reference": is empty'),
    (b'{"source": "Bag"}', 'row 1: has no text in "reference"'),
    (b'{"source": "Bag", "reference": 7}', 'row 1: has no text in "reference"'),
    (b'{"source": "a", "reference": "b"}\n[]', "row 2: is no JSON object"),
    (b'{"source": "a", "reference": "b"}\n{', "row 2: is no JSON ("),
    (b'{"source": "a", "reference": "b", "terms": ["a"]}', 'row 1: holds no object in "terms"'),
    (b'{"source": "a", "reference": "b", "terms": {"a": ""}}', 'row 1: holds no target for the term "a"'),
    (b'{"source": "a", "reference": "b", "terms": {"a": []}}', 'row 1: holds no target for the term "a"'),
    (b"source,reference\n\xe9,e\n", "is not UTF-8"),
    (b"source,reference,role\na,b,price\n", 'row 2, column "role": has the role "price"'),
    (b'{"source": "a", "reference": "b", "kind": 7}', 'row 1: has the role "7". Roles of text are title, text, '),
]


@pytest.mark.parametrize(("data", "said"), PROBLEMS)
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "set.csv"
    path.write_bytes(data)
    with pytest.raises(FileProblem) as caught:
        read_test_set(path, "en-US", "pt-BR", name="set.csv")
    assert said in str(caught.value)
    assert str(caught.value).startswith("set.csv")
    assert str(caught.value).endswith(".")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read"):
        read_test_set(tmp_path / "none.csv", "en", "pt-BR")
