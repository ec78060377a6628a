"""catalog status: what is new, changed, edited, outdated and current, by column; nothing is written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import Run

SHOP = "sku,Title,Material,price\n1,Red bag,Cotton,9.90\n2,Blue belt,Silk,NA\n3,Green hat,,007\n"
ECHO = ("--to", "pt-BR", "--model", "echo")
STATUS = ("status", "shop.csv", "--to", "pt-BR")


@pytest.fixture
def shop(folder: Path, run: Run) -> Path:
    (folder / "shop.csv").write_text(SHOP, encoding="utf-8")
    assert run("localize", "shop.csv", *ECHO, "-o", "out.csv", "-q").code == 0
    return folder


def replaced(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def states(run: Run, *options: str) -> dict[str, str]:
    """Return the states of each column that any cell is in, as "state count state count"."""
    ended = run(*STATUS, "--json", *options)
    [result] = json.loads(ended.out)["results"]
    columns = [*result["columns"], {"column": "", **result["states"]}]
    return {
        row["column"]: " ".join(f"{name} {count}" for name, count in row.items() if name != "column" and count)
        for row in columns
    }


def test_without_an_output_everything_is_new(shop: Path, run: Run) -> None:
    expected = {"Title": "new 3 all 3", "Material": "new 2 all 2", "": "new 5 all 5"}
    assert states(run) == states(run, "-o", "nowhere.csv") == expected
    assert not (shop / "nowhere.csv").exists()


def test_what_was_just_written_is_current(shop: Path, run: Run) -> None:
    assert states(run, "-o", "out.csv")[""] == "current 5 all 5"
    ended = run(*STATUS, "-o", "out.csv", "--fail-if", "new,changed,edited,outdated")
    assert ended.code == 0
    assert ended.out.splitlines()[:2] == [
        "shop.csv -> out.csv (en -> pt-BR)",
        "  column       new  changed  edited  outdated  current  all",
    ]


def changed(shop: Path) -> None:
    replaced(shop / "out.csv", ("Blúé bélt", "Cinturão"), ("Grééñ hát", "Chapéu"), ("Sílk", ""))
    replaced(shop / "shop.csv", ("Red bag", "Dark red bag"), ("Green hat", "Green cap"))
    with (shop / "shop.csv").open("a", encoding="utf-8") as out:
        out.write('4,"New\nbag",Cotton,1\n')


def test_every_state(shop: Path, run: Run) -> None:
    changed(shop)
    before = {path.name: path.read_bytes() for path in shop.iterdir() if path.is_file()}
    assert states(run, "-o", "out.csv") == {
        "Title": "new 1 changed 1 edited 1 outdated 1 all 4",
        "Material": "new 2 current 1 all 3",
        "": "new 3 changed 1 edited 1 outdated 1 current 1 all 7",
    }
    ended = run(*STATUS, "-o", "out.csv")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-2:] == [
        '  shop.csv:2 (Title): changed: "Red bag" is now "Dark red bag"',
        '  shop.csv:4 (Title): outdated: "Green hat" is now "Green cap"',
    ]
    assert before == {path.name: path.read_bytes() for path in shop.iterdir() if path.is_file()}


def test_after_the_next_run_only_what_is_outdated_is_left(shop: Path, run: Run) -> None:
    changed(shop)
    for _ in range(2):
        ended = run("localize", "shop.csv", *ECHO, "-o", "out.csv", "--force")
        assert "1 major finding" in ended.err
        assert states(run, "-o", "out.csv")[""] == "edited 1 outdated 1 current 5 all 7"
    assert run("localize", "shop.csv", *ECHO, "-o", "out.csv", "--fail-on", "major").code == 1
    ended = run("localize", "shop.csv", *ECHO, "-o", "out.csv", "--accept-outdated")
    assert (ended.code, "finding" in ended.err) == (0, False)
    assert states(run, "-o", "out.csv")[""] == "edited 2 current 5 all 7"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("new", 1), ("changed", 1), ("outdated", 1), (" Edited , new", 1), ("new,changed,outdated", 1), ("", 0), (",", 0)],
)
def test_the_gate(shop: Path, run: Run, wanted: str, code: int) -> None:
    changed(shop)
    assert run(*STATUS, "-o", "out.csv", "--fail-if", wanted).code == code
    assert json.loads(run(*STATUS, "-o", "out.csv", "--fail-if", wanted, "--json").out)["results"][0]["fails"] == bool(
        code
    )


def test_a_state_that_does_not_exist(shop: Path, run: Run) -> None:
    ended = run(*STATUS, "-o", "out.csv", "--fail-if", "new,stale")
    assert (ended.code, ended.out) == (2, "")
    assert '"stale"' in ended.err
    assert "outdated" in ended.err


def test_without_a_memory_only_what_is_missing_is_known(shop: Path, run: Run) -> None:
    changed(shop)
    ended = run(*STATUS, "-o", "out.csv", "--no-memory", "--json")
    assert json.loads(ended.out)["results"][0]["states"]["new"] == 3
    assert "not known" in ended.err


def test_columns_of_its_own(folder: Path, run: Run) -> None:
    (folder / "shop.csv").write_text("sku,Title,Title:pt-BR\n1,Red bag,\n2,Blue belt,Cinto\n", encoding="utf-8")
    assert states(run)["Title"] == "new 1 current 1 all 2"
    assert run("localize", "shop.csv", *ECHO, "-o", "shop.csv", "-q").code == 0
    assert states(run)["Title"] == "current 2 all 2"
    replaced(folder / "shop.csv", ("Red bag", "Dark red bag"))
    assert states(run)["Title"] == "changed 1 current 1 all 2"


def test_several_files_and_locales(shop: Path, run: Run) -> None:
    (shop / "b.csv").write_text("sku,Title\n1,赤いバッグ\n2,حقيبة\n", encoding="utf-8")
    ended = run("status", "shop.csv", "b.csv", "--to", "pt-BR", "--to", "de", "-o", "out/", "--json")
    results = json.loads(ended.out)["results"]
    assert [(row["input"], row["target_locale"], row["states"]["new"]) for row in results] == [
        ("shop.csv", "pt-BR", 5),
        ("b.csv", "pt-BR", 2),
        ("shop.csv", "de", 5),
        ("b.csv", "de", 2),
    ]


def test_a_catalog_without_language(folder: Path, run: Run) -> None:
    (folder / "shop.csv").write_text("sku,price\n1,2\n", encoding="utf-8")
    ended = run("status", "shop.csv", "--to", "pt-BR")
    assert ended.code == 0
    assert "No cell holds language." in ended.out


CATALOGS = Path(__file__).parents[1] / "feeds" / "catalogs"
# Every layout: in place, columns beside, rows below, translations alone, rows of several languages.
FEEDS = [
    ("woocommerce.csv", ()),
    ("plain_table.csv", ("--layout", "columns")),
    ("magento.csv", ("--store-view", "pt")),
    ("akeneo.csv", ()),
    ("shopify_translations.csv", ()),
    ("google.tsv", ()),
    ("catalog_jsonl.jsonl", ()),
]


@pytest.mark.parametrize(("name", "options"), FEEDS, ids=[name for name, _ in FEEDS])
def test_an_edit_is_kept_in_every_layout(folder: Path, run: Run, name: str, options: tuple[str, ...]) -> None:
    shutil.copy(CATALOGS / name, folder / name)
    output = folder / f"out{Path(name).suffix}"
    command = ("localize", name, *ECHO, *options, "-o", output.name, "-q")
    assert run(*command).code == 0
    before = output.read_text(encoding="utf-8")
    words = [word for word in re.findall(r"[a-záéíóúñç]*[áéíóúñç][a-z]{3,}", before) if before.count(word) == 1]
    edited = before.replace(words[len(words) // 2], "Editado")
    output.write_text(edited, encoding="utf-8")
    assert run(*command).code == 3
    for _ in range(2):
        assert run(*command, "--force").code == 0
        assert output.read_text(encoding="utf-8") == edited
    assert run(*command, "--frozen").code == 0
    ended = run("status", name, "--to", "pt-BR", *options, "-o", output.name, "--json")
    states = json.loads(ended.out)["results"][0]["states"]
    assert (states["edited"], states["outdated"], states["changed"]) == (1, 0, 0)
