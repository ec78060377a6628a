"""catalog feeds as it is used: what it lists, explains and finds."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from catalog_cli.feeds import FEEDS
from tests.commands.conftest import ROOT, Run, Start

CATALOGS = ROOT / "tests" / "feeds" / "catalogs"
EBAY = "*Title,CustomLabel,*StartPrice,Relationship,RelationshipDetails\n"


def test_every_feed_is_listed_with_what_it_is(run: Run) -> None:
    ended = run("feeds", "list")
    lines = ended.out.splitlines()
    assert [line.split()[0].rstrip("*") for line in lines[1:]] == list(FEEDS)
    by_name = {line.split()[0]: line for line in lines[1:]}
    assert "Shopify product CSV" in by_name["shopify"]
    assert "rows" in by_name["magento*"].split()
    assert "not all of it is in the platform's own documents" in ended.err


def test_the_list_as_json(run: Run) -> None:
    found = {one["name"]: one for one in json.loads(run("feeds", "list", "--json").out)}
    assert list(found) == list(FEEDS)
    assert found["akeneo"]["layout"] == "translations"
    assert all(one["version"] and one["source"] for one in found.values())


SHOWN = [
    ("shopify", ("replace (the default, because the product import reads no other columns)", "overwrites the text")),
    ("etsy", ("at most 20 characters, each value  tags", "Not proven by the platform's own documents")),
    ("amazon", ("at most 75 characters, from 2026-07-27 on  item name",)),
    ("magento", ("better at most 160 characters",)),
    ("google_merchant", ("one of female, male, unisex", "one of these needed")),
    ("plain", ("replace (the default)",)),
]


@pytest.mark.parametrize(("feed", "texts"), SHOWN)
def test_a_feed_is_shown_with_its_rules(run: Run, feed: str, texts: tuple[str, ...]) -> None:
    ended = run("feeds", "show", feed)
    assert ended.code == 0
    for text in texts:
        assert text in ended.out


@pytest.mark.parametrize("feed", FEEDS)
def test_every_feed_can_be_shown(run: Run, feed: str) -> None:
    assert run("feeds", "show", feed).code == 0
    found = json.loads(run("feeds", "show", feed, "--json").out)
    assert found["name"] == feed
    assert found["layouts"]


def test_the_json_schema_is_printed(run: Run) -> None:
    ended = run("feeds", "show", "catalog_jsonl", "--schema")
    assert json.loads(ended.out)["required"] == ["id", "locale", "fields"]
    ended = run("feeds", "show", "shopify", "--schema")
    assert (ended.code, ended.out) == (2, "")
    assert "catalog feeds show catalog_jsonl --schema" in ended.err


EXPLAINED = [
    # (file, options, what each of some columns gets)
    ("magento.csv", (), {"sku": "kept", "name": 'into new rows, store_view_code "pt_br"'}),
    ("magento.csv", ("--layout", "columns"), {"name": 'into the new column "name:pt-BR"'}),
    ("magento.csv", ("--store-view", "brasil"), {"name": 'into new rows, store_view_code "brasil"'}),
    ("akeneo.csv", (), {"sku": "repeated in the new file", "name-en_US": 'into "name-pt_BR" of a new file'}),
    ("akeneo.csv", (), {"family": "left out of it"}),
    (
        "shopify_translations.csv",
        (),
        {
            "Default content": 'into "Translated content", in rows for pt-BR',
            "Translated content": 'gets the translation of "Default content"',
            "Identification": "kept",
        },
    ),
    ("woocommerce.csv", (), {"Name": "in place", "SKU": "kept"}),
    ("catalog_jsonl.jsonl", (), {"fields.title": "in place", "meta.price": "kept"}),
    (
        "catalog_jsonl.jsonl",
        ("--layout", "columns"),
        {"fields.title": 'into the new column "fields.title:pt-BR"'},
    ),
]


@pytest.mark.parametrize(("name", "options", "outcomes"), EXPLAINED)
def test_what_each_column_gets(run: Run, name: str, options: tuple[str, ...], outcomes: dict[str, str]) -> None:
    ended = run("feeds", "explain", str(CATALOGS / name), "--to", "pt-BR", *options, "--json")
    found = {column["name"]: column["outcome"] for column in json.loads(ended.out)["columns"]}
    assert {header: found[header] for header in outcomes} == outcomes


def test_handles_and_existing_columns_are_explained(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("slug,title:en,title:pt,title:de\nmug,Mug,,Becher\n")
    found = json.loads(run("feeds", "explain", "a.csv", "--to", "pt-BR", "--handles", "translate", "--json").out)
    assert [column["outcome"] for column in found["columns"]] == [
        "from the title, in place",
        'into "title:pt"',
        'gets the translation of "title:en"',
        "kept",
    ]


def test_why_a_feed_was_recognised(run: Run) -> None:
    ended = run("feeds", "explain", "shopify.csv", "--to", "pt-BR")
    for text in (
        'csv, utf-8 (every byte is valid UTF-8), delimiter ","',
        'shopify (score 1: has "handle"',
        "Shopify product CSV, version",
        "Instead   plain (score 0.",
        "Margin    0.5",
        "Layout    replace, because the product import reads no other columns",
        "a shop whose own language is pt-BR",
    ):
        assert text in ended.out
    found = json.loads(run("feeds", "explain", "shopify.csv", "--to", "pt-BR", "--json").out)
    assert found["margin"] == round(found["feeds"][0]["score"] - found["feeds"][1]["score"], 3)
    assert (found["feed"], found["is_forced"], found["layout"]) == ("shopify", False, "replace")


def test_a_guess_that_is_close_says_so(run: Run, folder: Path) -> None:
    header = "id,title,link,image_link,gtin,handle,description,price"
    (folder / "a.csv").write_text(f"{header}\n1,Mug,l,i,5,mug,A mug.,9\n")
    assert "close, and --feed NAME settles it" in run("feeds", "explain", "a.csv", "--to", "pt-BR").out
    assert "close" not in run("feeds", "explain", "shopify.csv", "--to", "pt-BR").out


def test_a_feed_that_was_named(run: Run) -> None:
    ended = run("feeds", "explain", "plain.csv", "--feed", "woocommerce", "--to", "pt-BR")
    assert "woocommerce (as --feed says)" in ended.out
    assert "Instead   plain (score" in ended.out
    assert "Margin" not in ended.out


def test_without_a_target_only_the_roles_are_explained(run: Run) -> None:
    ended = run("feeds", "explain", "plain.csv")
    assert ended.code == 0
    assert "--to" in ended.err
    found = json.loads(run("feeds", "explain", "plain.csv", "--json").out)
    assert found["target_locale"] is None
    assert {column["outcome"] for column in found["columns"]} == {"translated", "kept"}


def test_a_locale_without_a_model_is_explained(run: Run) -> None:
    assert run("feeds", "explain", "plain.csv", "--to", "ja").code == 0


def test_several_files_and_locales_are_a_list(run: Run) -> None:
    ended = run("feeds", "explain", "plain.csv", "shopify.csv", "--to", "pt-BR", "--to", "de", "--json")
    found = [(one["input"], one["target_locale"]) for one in json.loads(ended.out)]
    assert found == [("plain.csv", "pt-BR"), ("shopify.csv", "pt-BR"), ("plain.csv", "de"), ("shopify.csv", "de")]


def test_plan_and_explain_say_the_same_of_a_file(run: Run) -> None:
    plan = json.loads(run("plan", "shopify.csv", "--to", "pt-BR", "--model", "echo", "--json").out)
    explained = json.loads(run("feeds", "explain", "shopify.csv", "--to", "pt-BR", "--json").out)
    for key in ("format", "encoding", "delimiter", "feed", "feeds"):
        assert plan[key] == explained[key]
    assert [column["role"] for column in plan["columns"]] == [column["role"] for column in explained["columns"]]


def test_a_good_file_passes(run: Run) -> None:
    ended = run("feeds", "check", "shopify.csv")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "Nothing breaks the import rules that are known (shopify).\n"


@pytest.fixture
def bad(folder: Path) -> str:
    rows = f"{'x' * 81},A,1,,\n{'y' * 81},B,1,,\nMug,C,1,variação,\n"
    (folder / "bad.csv").write_text(EBAY + rows, encoding="utf-8")
    return "bad.csv"


def test_findings_of_one_kind_are_one_line(run: Run, bad: str) -> None:
    ended = run("feeds", "check", bad)
    assert ended.code == 1
    first, second = ended.out.splitlines()
    assert (
        first == "2 places from bad.csv:2: [critical] is longer than the 80 characters that the import takes (*Title)"
    )
    assert second.startswith('bad.csv:4: [major] "variação" is none of the values that the import takes')
    assert ended.err == "2 critical, 1 major findings (ebay)\n"
    assert len(run("feeds", "check", bad, "--verbose").out.splitlines()) == 3


def test_all_findings_as_json(run: Run, bad: str) -> None:
    ended = run("feeds", "check", bad, "shopify.csv", "--json")
    found = json.loads(ended.out)
    assert ended.code == 1
    assert [(one["file"], one["row"], one["severity"], one["check"]) for one in found["findings"]] == [
        (bad, 2, "critical", "limit"),
        (bad, 3, "critical", "limit"),
        (bad, 4, "major", "allowed"),
    ]
    assert found["counts"] == {"critical": 2, "major": 1, "minor": 0}
    assert [one["feed"] for one in found["files"]] == ["ebay", "shopify"]
    assert found["fails"] is True


FAILS = [
    # (--fail-on, what is wrong, exit code)
    ((), "critical", 1),
    ((), "major", 0),
    (("--fail-on", "major"), "major", 1),
    (("--fail-on", "minor"), "major", 1),
    (("--fail-on", "never"), "critical", 0),
]


@pytest.mark.parametrize(("options", "severity", "code"), FAILS)
def test_what_fails(run: Run, folder: Path, options: tuple[str, ...], severity: str, code: int) -> None:
    row = f"{'x' * 81},A,1,,\n" if severity == "critical" else "Mug,A,1,other,\n"
    (folder / "a.csv").write_text(EBAY + row)
    assert run("feeds", "check", "a.csv", *options).code == code


def test_a_plain_table_needs_its_platform(run: Run) -> None:
    ended = run("feeds", "check", "plain.csv")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith('error: plain.csv is read as "plain", and no import rules are known for that.')
    assert "--feed" in ended.err
    named = run("feeds", "check", "plain.csv", "--feed", "etsy")
    assert named.code == 1
    assert 'there is no column "title", and the import needs it' in named.out


def test_what_was_localized_is_checked_as_it_stands(run: Run) -> None:
    source = str(CATALOGS / "woocommerce.csv")
    assert run("localize", source, "--to", "pt-BR", "--model", "echo", "-o", "out.csv", "-q").code == 0
    assert run("feeds", "check", "out.csv").out == ""


def test_control_characters_of_a_file_do_not_reach_the_terminal(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(EBAY + "Mug,A,1,\x1b[31mred,\n")
    assert "\x1b" not in run("feeds", "check", "a.csv").out


def test_standard_input_is_checked(start: Start, folder: Path) -> None:
    process = start("feeds", "check", "-", stdin=subprocess.PIPE)
    out, _ = process.communicate((EBAY + f"{'x' * 81},A,1,,\n").encode(), timeout=60)
    assert process.returncode == 1
    assert out.startswith(b"standard input:2: [critical]")
