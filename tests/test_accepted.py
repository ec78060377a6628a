"""Findings that may pass: which, until when, and the file that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.accepted import Entry, entry_of, read_accepted, write_accepted
from catalog_cli.errors import FileProblem, Where
from catalog_cli.product import Column, Role
from catalog_cli.segment import Finding, Severity
from catalog_cli.unit import Unit

TITLE = Column(0, "Title", "Title", Role.TITLE, "")
UNIT = Unit("ab" * 16, "mug-1", "Red", TITLE, Where("a.csv", 2), Where("b.csv", 2), "Nota Mug", "Nota Mug")


def finding(check: str) -> Finding:
    return Finding(check, Severity.MAJOR, "The same.", UNIT.place)


@pytest.mark.parametrize(
    "reason",
    [
        "our brand",
        'says "mug"',
        "a\\b",
        "two\nlines",
        "日本語 😀",
        "\x00 \x7f \u2028 \u202e",
        "''' \"\"\"",
        "=cmd()",
        " ",
    ],
)
def test_a_reason_is_read_as_it_was_written(tmp_path: Path, reason: str) -> None:
    path = tmp_path / "catalog.accepted.toml"
    assert write_accepted(path, [entry_of(UNIT, "untranslated", reason)]) == 1
    accepted = read_accepted(path)
    assert accepted.reason(UNIT, finding("untranslated")) == reason
    assert [entry.about for entry in accepted.used] == ["Title of mug-1, Red"]


@pytest.mark.parametrize(
    ("unit", "check", "passes", "expired"),
    [
        (UNIT, "untranslated", True, 0),
        (UNIT._replace(place=Where("a.csv", 9)), "untranslated", True, 0),  # rows may move
        (UNIT, "term", False, 0),  # another check of the same cell
        (UNIT._replace(id="cd" * 16), "untranslated", False, 0),
        (UNIT._replace(source="Nota mugs"), "untranslated", False, 1),
        (UNIT._replace(target="Caneca"), "untranslated", False, 1),
        (UNIT._replace(target=None), "untranslated", False, 1),
    ],
)
def test_an_entry_holds_for_its_texts(unit: Unit, check: str, passes: bool, expired: int, tmp_path: Path) -> None:
    path = tmp_path / "catalog.accepted.toml"
    write_accepted(path, [entry_of(UNIT, "untranslated", "our brand")])
    accepted = read_accepted(path)
    assert (accepted.reason(unit, finding(check)) is not None) is passes
    assert len(accepted.expired) == expired
    assert len(accepted.idle) == (not passes)


def test_entries_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "catalog.accepted.toml"
    write_accepted(path, [entry_of(UNIT, "term", "one"), entry_of(UNIT, "untranslated", "two")])
    write_accepted(path, [entry_of(UNIT._replace(target="Mug Nota"), "term", "three")])
    assert [entry.reason for entry in read_accepted(path).entries.values()] == ["three", "two"]
    assert path.read_text(encoding="utf-8").startswith("# Findings of `catalog check`")


def test_no_file_accepts_nothing(tmp_path: Path) -> None:
    assert read_accepted(tmp_path / "catalog.accepted.toml").reason(UNIT, finding("term")) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[accepted]]\nunit = 7", 'its entry 1 has no text for "unit"'),
        ('[[accepted]]\nunit = "a"\ncheck = "b"', 'its entry 1 has no text for "reason"'),
        ("accepted = 1", 'holds "accepted"'),
        ("accepted = [1]", 'its entry 1 has no text for "unit"'),
        ("[other]\na = 1", 'holds "other"'),
        ("no toml", "cannot be read"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_faulty_file_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "catalog.accepted.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(FileProblem, match=message):
        read_accepted(path)
    before = path.read_bytes()
    with pytest.raises(FileProblem):
        write_accepted(path, [Entry("a", "b", "c", "d", "e")])
    assert path.read_bytes() == before
