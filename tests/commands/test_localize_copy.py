"""`catalog localize` with --describe and --listings: what may be asked for, which files are written, what is said."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.usefixtures("model_in_memory")

SHOP = "sku,title,color,material,description,price\n1,Ocean mug,Red,Ceramic,,9.00\n2,Sky mug,Blue,Steel,,8.00\n"
BOTH = ("--describe", "--marketplace", "etsy", "--listings")


@pytest.fixture
def shop(folder: Path) -> Path:
    path = folder / "shop.csv"
    path.write_text(SHOP, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--listings", "l.csv"], "name it with --marketplace"),
        (["--marketplace", "etsy", "--listings", "-"], "- is none"),
        (["--marketplace", "etsy", "--listings", "shop.csv"], "is an input, which would be lost"),
        (["--marketplace", "etsy", "--listings", "out.csv"], "is an output, which would be lost"),
        (["--marketplace", "etsy", "--listings", "l.doc"], "names nothing that can be written"),
        (["--fields", "bullets"], "add --describe"),
        (["--generator", "gemma"], "add --describe"),
        (["--describe", "--fields", "name"], 'There is no field "name"'),
        (["--describe", "--generator", "gemma"], 'No generator "gemma" is installed'),
        (["--link", "https://e.test/{handle}"], "name their file with --listings"),
        (["--marketplace", "etsy", "--listings", "l.csv", "--link", "https://e.test"], "{handle}"),
        (["--marketplace", "etsy", "--listings", "l.csv", "--prices-in", "XXY"], "no currency"),
        (["--marketplace", "etsy", "--listings", "l.csv", "--templates", "nowhere"], "nowhere is no folder"),
    ],
)
def test_what_cannot_be_asked_for(run: Run, shop: Path, arguments: list[str], message: str) -> None:
    ended = run("localize", "shop.csv", "--to", "pt-BR", "--model", "echo", "-o", "out.csv", *arguments)
    assert ended.code == 2
    assert message in ended.err
    assert not Path("out.csv").exists()


def test_copy_and_listings_are_told(run: Run, shop: Path) -> None:
    call = ("localize", "shop.csv", "--to", "pt-BR", *BOTH, "etsy.csv", "-o", "out.csv", "--fail-on", "never")
    ended = run(*call, "--json")
    assert ended.code == 0, ended.err
    assert "described 2 products: description 2" in ended.err
    assert "2 listings -> etsy.csv (etsy)" in ended.err
    (result,) = json.loads(ended.out)["results"]
    assert result["described"]["written"]["description"] == 2
    assert result["listings"]["output"] == "etsy.csv"
    assert "is up to date" in run(*call).err
    assert run("verify", "shop.csv", "out.csv", "--filled").code == 0


def test_several_inputs_and_a_folder_of_listings(run: Run, shop: Path) -> None:
    Path("b.csv").write_text(SHOP.replace("Ocean", "Lake"), encoding="utf-8")
    inputs = ("shop.csv", "b.csv")
    ended = run("localize", *inputs, "--to", "pt-BR", *BOTH, "listings/", "-o", "out/", "--fail-on", "never")
    assert ended.code == 0, ended.err
    assert sorted(path.name for path in Path("listings").iterdir()) == ["b.etsy.pt-BR.csv", "shop.etsy.pt-BR.csv"]
    with Path("listings/b.etsy.pt-BR.csv").open(encoding="utf-8", newline="") as lines:
        (first, _) = csv.DictReader(lines)
    assert "cerâmica" in first["DESCRIPTION"]
    ended = run("localize", *inputs, "--to", "pt-BR", *BOTH, "one.csv", "-o", "out/")
    assert (ended.code, "--listings one.csv names one file" in ended.err) == (2, True)


def test_findings_of_listings_fail_the_run(run: Run, shop: Path) -> None:
    shop.write_text("sku,title\n1,Mug\n", encoding="utf-8")
    ended = run("localize", "shop.csv", "--to", "pt-BR", *BOTH, "etsy.csv", "-o", "out.csv")
    assert ended.code == 1  # without a price
    assert "is required" in ended.err
    assert Path("etsy.csv").exists()
