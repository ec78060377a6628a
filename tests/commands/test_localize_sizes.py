"""catalog localize --sizes: the target's size is named behind each size, by the merchant's own chart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run

ECHO = ("--to", "pt-BR", "--model", "echo")
CHART = '[[chart]]\nkind = "shoes"\nsystems = ["UK", "EU", "BR"]\nrows = [["8", "42", "40"], ["9", "43", "41"]]\n'


@pytest.fixture
def shop(folder: Path) -> Path:
    (folder / "sizes.toml").write_text(CHART, encoding="utf-8")
    text = 'sku,title,description,size\nA1,Boots UK 8,"Boots in UK 8 and <b>EU 43</b>, not UK 15.",UK 8\n'
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return folder


def test_sizes_are_named_anew_and_recalled(run: Run, shop: Path) -> None:
    command = ("localize", "a.csv", *ECHO, "-o", "out.csv", "--sizes", "sizes.toml")
    assert run(*command).code == 0
    first = (shop / "out.csv").read_text(encoding="utf-8")
    assert [part in first for part in ("UK 8 (BR 40)", "<b>EU 43 (BR 41)</b>", "UK 15.", ",UK 8 (BR 40)\n")] == [
        True
    ] * 4
    assert "up to date" in run(*command).err
    (shop / "out.csv").unlink()
    assert run(*command).code == 0
    assert (shop / "out.csv").read_text(encoding="utf-8") == first
    (shop / "sizes.toml").write_text(CHART.replace('"40"', '"39"'), encoding="utf-8")
    assert run(*command).code == 0
    assert "UK 8 (BR 39)" in (shop / "out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("chart", "code"), [(CHART.replace("BR", "JP"), 2), ("x = 1\n", 3)])
def test_a_wrong_chart(run: Run, shop: Path, chart: str, code: int) -> None:
    (shop / "sizes.toml").write_text(chart, encoding="utf-8")
    ended = run("localize", "a.csv", *ECHO, "-o", "out.csv", "--sizes", "sizes.toml")
    assert (ended.code, "sizes.toml" in ended.err) == (code, True)
