"""catalog locales show: the conventions of a locale as a merchant sees them before a run."""

from __future__ import annotations

import json

import pytest

from tests.commands.conftest import Run


def shown(run: Run, tag: str) -> dict[str, str]:
    """Return the written examples by name; spaces as U+0020."""
    ended = run("locales", "show", tag, "--json")
    assert (ended.code, ended.err) == (0, "")
    return {row["name"]: " ".join(row["written"].split()) for row in json.loads(ended.out)["conventions"]}


@pytest.mark.parametrize(
    ("tag", "name", "written"),
    [
        ("pt-BR", "number", "1.234.567,5"),
        ("pt-BR", "four digits", "1.234"),
        ("pt-BR", "percent", "12,5%"),
        ("pt-BR", "price", "R$ 1.299,50"),
        ("pt-BR", "dimensions", "30 x 40 x 2,5 cm"),
        ("pt-BR", "date", "12 de maio de 2026"),
        ("pt-BR", "alternatives", "S, M ou L"),
        ("es-ES", "four digits", "1234"),
        ("de", "percent", "12,5 %"),
        ("de", "quotes", "„Classic ‚93‘“"),
        ("fr", "quotes", "« Classic “93” »"),
        ("ja", "range", "10～20"),
        ("ar-EG", "own digits", "١٬٢٣٤٫٥"),
        ("ar-EG", "isolated code", "\u206824-MB01\u2069"),
        ("fr", "punctuation", "Size : M !"),
    ],
)
def test_examples(run: Run, tag: str, name: str, written: str) -> None:
    assert shown(run, tag)[name] == written


def test_what_does_not_apply_is_left_out(run: Run) -> None:
    assert {"own digits", "isolated code"}.isdisjoint(shown(run, "pt-BR"))


def test_the_table_is_for_reading(run: Run) -> None:
    ended = run("locales", "show", "pt-BR")
    assert ended.code == 0
    lines = [line.rstrip() for line in ended.out.splitlines()]
    assert "convention    en                pt-BR" in lines
    assert "four digits   1,234             1.234" in lines
    assert lines.index("direction  left to right") < lines.index("four digits   1,234             1.234")
    assert any(line.split() == ["en", "pt-BR", "en-pt-BR"] for line in lines)


def test_a_tag_that_cldr_has_not_is_written_as_everywhere(run: Run) -> None:
    assert shown(run, "tlh")["number"] == "1,234,567.5"


def test_without_a_tag_there_are_pairs_only(run: Run) -> None:
    assert "conventions" not in json.loads(run("locales", "show", "--json").out)
