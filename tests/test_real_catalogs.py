"""Whole catalogs in every container: they run, and no cell that is not translated changes.

The sample catalogs always; a folder of real exports too, where one lies beside the checkout.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli import feeds
from catalog_cli.conversion import convert_table
from catalog_cli.engine import Translator
from catalog_cli.file_run import Source, localize_file
from catalog_cli.formats.creation import WriteOptions
from catalog_cli.job import Job, Layout, Reading
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.verification.comparison import open_comparison
from catalog_cli.verification.differences import Kind

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "catalogs"
SAMPLES = [path for path in (ROOT / "tests" / "data").glob("*.csv") if path.name != "pairs.csv"]  # is no catalog
CATALOGS = [*sorted(SAMPLES), *sorted(REAL.glob("*.csv"))]
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


@pytest.mark.parametrize("container", ["csv", "xlsx", "parquet", "jsonl"])
@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.name)
def test_every_layout_and_container_passes(path: Path, container: str, tmp_path: Path, echo: Translator) -> None:
    reading = HEADLESS.get(path.name, Reading())
    job = Job("pt-BR", model="echo", memory=None, reading=reading)
    table = catalogs.read_catalog(path, job).table
    source = path
    if container != "csv":
        source = tmp_path / f"{path.stem}.{container}"
        with source.open("wb") as out:
            convert_table(table, out, container, WriteOptions())
        job = replace(job, reading=Reading(roles=reading.roles))
    catalog = catalogs.read_catalog(source, job)
    for layout in feeds.feed_table(catalog.schema.feed).layouts:
        if layout is Layout.ROWS and container != "csv":
            continue
        output = tmp_path / f"{layout}.{container}"
        with TranslationMemory.in_temporary_file() as memory:
            localize_file(Source(source, source.name), output, replace(job, layout=layout), engine=echo, memory=memory)
        comparison = open_comparison((source, "source"), (output, "output"), job, target_locale="pt-BR")
        assert {difference.kind for difference in comparison.differences()} == {Kind.TRANSLATED}
        assert comparison.job.layout is layout
        if layout is not Layout.TRANSLATIONS:
            written = catalogs.read_catalog(output, job)
            assert len(list(written.products())) == len(list(catalog.products()))
