"""What `verify --filled` makes of described catalogs: cells that were blank, members that a record lacked."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.describe_run import describe_file
from catalog_cli.describing.request import DescribeRequest
from catalog_cli.job import Job
from catalog_cli.verification.comparison import open_comparison

JSONL = "\n".join(
    (
        '{"sku": "1", "name": "Red cotton shirt", "description": "A shirt", "price": 3}',
        '{"sku": "2", "name": "Blue steel bottle 750 ml"}',  # no member for a description
        '{"sku": "3", "name": "Green steel bottle 500 ml", "description": "", "tags": ["a"]}',
        '{"sku": "NA", "name": "Garrafa 🧢"}',  # nothing is known of it
    )
)
JSON = """[
 {"sku": "1", "name": "Red cotton shirt", "meta_description": "x", "description": "A shirt"},
 {"sku": "2", "name": "Blue steel bottle 750 ml"}
]"""
ITEM = "<g:link>https://e.test/1</g:link><g:price>3 USD</g:price><g:availability>in_stock</g:availability>"
XML = f"""<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>x</title>
<item><g:id>1</g:id><g:title>Red cotton shirt</g:title><g:description>Good</g:description>{ITEM}</item>
<item><g:id>2</g:id><g:title>Blue steel bottle 750 ml</g:title>{ITEM}</item>
</channel></rss>
"""
CSV = 'sku,name,description\n1,Red cotton shirt,"A ""good""\nshirt"\n007,Blue steel bottle 750 ml,\n'
FILES = {"a.jsonl": JSONL, "a.json": JSON, "a.xml": XML, "a.csv": CSV}


@pytest.mark.parametrize("locale", ["en", "pt-BR"])
@pytest.mark.parametrize("name", FILES)
def test_described_catalogs_pass(tmp_path: Path, name: str, locale: str) -> None:
    output = _described(tmp_path, name, locale)
    assert _violations(tmp_path / name, output, has_filled=True) == []


@pytest.mark.parametrize("name", [name for name in FILES if name != "a.csv"])
def test_a_member_that_a_record_lacked_is_seen_unless_it_may_be_filled(tmp_path: Path, name: str) -> None:
    output = _described(tmp_path, name, "en")
    assert _violations(tmp_path / name, output, has_filled=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"sku": "2"', '"sku": "9"'),
        ('"price": 3', '"price": 4'),
        ('"sku": "3",', '"sku": "3", "stock": "4",'),  # no column of ours
        ('"sku": "3",', '"sku":  "3",'),
    ],
)
def test_a_planted_change_is_found(tmp_path: Path, old: str, new: str) -> None:
    output = _described(tmp_path, "a.jsonl", "pt-BR")
    text = output.read_text(encoding="utf-8")
    assert old in text
    output.write_text(text.replace(old, new), encoding="utf-8")
    assert _violations(tmp_path / "a.jsonl", output, has_filled=True)


ROWS = (
    "sku,store_view_code,attribute_set_code,product_type,name,description,price,describe:bullets:pt-BR\n"
    "A1,,Default,simple,Ocean mug,,9.00,Cor: azul\nA1,br,,,Caneca,Uma caneca.,,\n"
)


@pytest.mark.parametrize(
    ("old", "new", "is_allowed"),
    [
        ("", "", True),
        ("Uma caneca.", "", True),
        ("Uma caneca.,,", "Uma caneca.,,Cor: azul", False),  # copy stands with the default texts
        ("Uma caneca.,,", "Uma caneca.,9.00,", False),
    ],
)
def test_rows_below_with_columns_behind(tmp_path: Path, old: str, new: str, is_allowed: bool) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = ROWS.replace(",describe:bullets:pt-BR", "").replace(",Cor: azul", "").splitlines()[:2]
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    output.write_text(ROWS.replace(old, new) if old else ROWS, encoding="utf-8")
    assert (_violations(source, output, has_filled=True) == []) is is_allowed


def _described(folder: Path, name: str, locale: str) -> Path:
    source, output = folder / name, folder / f"described-{name}"
    source.write_text(FILES[name], encoding="utf-8")
    describe_file((source, name), output, Job(locale), DescribeRequest())
    return output


def _violations(source: Path, output: Path, *, has_filled: bool) -> list[str]:
    pair = ((source, source.name), (output, output.name))
    comparison = open_comparison(*pair, Job("en"), target_locale=None, has_filled=has_filled)
    return [str(one) for one in comparison.differences() if one.is_violation]
