"""Whole catalogs as CSV, JSON and JSON Lines: they run, and no cell that is not translated changes.

The sample catalogs always; a folder of real exports too, where one lies beside the checkout.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli.engine import Translator
from catalog_cli.file_run import Source, localize_file
from catalog_cli.job import Job, Reading
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.verification.comparison import open_comparison
from catalog_cli.verification.differences import Kind

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "catalogs"
CATALOGS = [*sorted((ROOT / "tests" / "data").glob("*.csv")), *sorted(REAL.glob("*.csv"))]
# Books without a header row: columns go by position.
HEADLESS = {"oscar-books.essential.csv": Reading(has_header=False, roles=(("4", Role.TITLE), ("5", Role.TEXT)))}
FORMATS = ("csv", "json", "jsonl")


def as_format(path: Path, name: str, folder: Path, reading: Reading) -> Path:
    """Write a CSV catalog in another format: an object per row, or per row of a book list its cells by position."""
    if name == "csv":
        return path
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    header = [str(i + 1) for i in range(len(rows[0]))] if not reading.has_header else rows.pop(0)
    objects = [dict(zip(header, row, strict=False)) for row in rows]
    target = folder / f"{path.stem}.{name}"
    if name == "json":
        text = json.dumps(objects, ensure_ascii=False, indent=2)
    else:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in objects)
    target.write_text(text, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def shared_memory() -> TranslationMemory:
    """One memory for all, so that the JSON twins of a catalog need not be decoded again."""
    return TranslationMemory.in_temporary_file()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.name)
def test_only_translated_cells_change(
    path: Path, name: str, tmp_path: Path, engine: Translator, shared_memory: TranslationMemory
) -> None:
    reading = HEADLESS.get(path.name, Reading())
    source = as_format(path, name, tmp_path, reading)
    job = Job("pt-BR", reading=reading if name == "csv" else Reading(roles=reading.roles))
    output = tmp_path / f"output.{name}"
    result = localize_file(Source(source, source.name), output, job, engine=engine, memory=shared_memory)
    assert result.totals.severities["critical"] == 0, result.totals.findings[:3]
    comparison = open_comparison((source, "source"), (output, "output"), job, target_locale="pt-BR")
    differences = list(comparison.differences())
    assert [difference for difference in differences if difference.is_violation] == []
    changed = [difference for difference in differences if difference.kind is Kind.TRANSLATED]
    assert len(changed) >= 5  # it did something: the smallest of them has seven translated cells
    schema = catalogs.read_catalog(source, job).schema
    assert {(difference.where.column or "").strip() for difference in changed} <= {
        column.name for column in schema.translated
    }
