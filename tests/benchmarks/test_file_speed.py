"""How fast and how large without any engine: read -> product -> write over a catalog of many rows.

    pytest -m benchmark -s tests/benchmarks/test_file_speed.py
    CATALOG_BENCHMARK_ROWS=1000000 pytest -m benchmark -s tests/benchmarks/test_file_speed.py

The catalog is in Shopify's dialect, about 390 bytes a row: descriptions in HTML, and for each product up to three
continuation rows (variants, an image). "untouched" is a no-op engine, whose targets are the source: the output is the
input. "translated" gives every text in capitals, so that each such cell is written anew. "scattered" is the same
catalog with the continuation rows of ten thousand products at a time behind their first rows. Each measurement is a
process of its own.
"""

from __future__ import annotations

import csv
import filecmp
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.generated import HEADER, rows

pytestmark = pytest.mark.benchmark

ROWS = int(os.environ.get("CATALOG_BENCHMARK_ROWS", "100000"))
LEAST_ROWS_PER_SECOND = 20_000
MOST_MEGABYTES = 300
PRODUCTS_APART = 10_000

CHILD = """
import gc, json, resource, sys, time
from pathlib import Path

from catalog_cli import catalog as catalogs
from catalog_cli.job import Job


def kilobytes(name):
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if name in line)


def peak():
    # ru_maxrss begins at what the parent process had.
    if Path("/proc/self/status").exists():
        return kilobytes("VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (10 if sys.platform == "darwin" else 0)


def shouted(product):
    return product.with_targets({id(o): o.value.upper() for _, o in product.all_fields() if o.column.is_translated})


gc.disable()  # as the command line does
job = Job("pt-BR", memory=None)
path, output = map(Path, sys.argv[1:3])
start = peak()
laps = [time.perf_counter()]
catalog = catalogs.read_catalog(path, job)
laps.append(time.perf_counter())
survey = catalogs.survey(catalog)
laps.append(time.perf_counter())
with output.open("wb") as out:
    products = catalog.products()
    catalogs.write_catalog(catalog, products if sys.argv[3] == "untouched" else map(shouted, products), out, job=job)
laps.append(time.perf_counter())
names = ("read_catalog", "survey", "products, write_catalog")
seconds = {name: after - before for name, before, after in zip(names, laps, laps[1:])}
facts = {"seconds": seconds, "records": survey.records, "products": survey.products}
print(json.dumps({**facts, "megabytes": (peak() - start) / 1024, "start": start / 1024}))
"""


def catalog_rows(count: int) -> Iterator[list[str]]:
    """Yield rows under `HEADER`: products of one to four rows."""
    return islice(_rows_without_end(), count)


def _rows_without_end() -> Iterator[list[str]]:
    products = rows(1 << 60)
    for number, (first, second) in enumerate(zip(products, products, strict=False)):
        first["Body (HTML)"] += second["Body (HTML)"]
        yield list(first.values())
        # Blank are the cells that Shopify leaves blank in a continuation row.
        variant = {**dict.fromkeys(HEADER, ""), "Handle": first["Handle"]}
        image = dict(variant)
        variant |= {name: second[name] for name in HEADER[7:15] if not name.endswith("Name")}
        image |= {name: second[name] for name in HEADER[15:]}
        more = (
            variant,
            image,
            {**image, **variant, "Variant SKU": f"{number}-3", "Image Src": "", "Image Alt Text": ""},
        )
        for row in more[: number % 4]:
            yield list(row.values())


def scattered_rows(table: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the rows with those that continue a product far behind its first."""
    held: list[list[str]] = []
    products = 0
    for row in table:
        if not row[1]:
            held.append(row)
            continue
        if products == PRODUCTS_APART:
            yield from held
            held, products = [], 0
        products += 1
        yield row
    yield from held


def write_rows(path: Path, table: Iterable[list[str]]) -> Path:
    """Write a catalog and return its path."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(table)
    return path


def _measured(path: Path, what: str) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", CHILD, str(path), str(path.with_suffix(".out")), what]
    told = json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    whole = sum(told["seconds"].values())
    size = path.stat().st_size / 2**20
    print(f"\n{path.stem}, {what}: {told['records']:,} rows, {told['products']:,} products, {size:,.0f} MiB")
    for name, seconds in told["seconds"].items():
        print(f"  {name:<40} {seconds:>8.2f} s {told['records'] / seconds:>12,.0f} rows/s")
    without = whole - told["seconds"]["survey"]
    print(f"  {'read, products, write':<40} {without:>8.2f} s {told['records'] / without:>12,.0f} rows/s   aim 20,000")
    print(f"  {'with the survey':<40} {whole:>8.2f} s {told['records'] / whole:>12,.0f} rows/s")
    print(f"  {'peak memory above start':<40} {told['megabytes']:>8.0f} MiB {'':>17}   aim below 300")
    return {"rate": told["records"] / without, "megabytes": told["megabytes"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the catalogs are written."""
    print(f"\n{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    return tmp_path_factory.mktemp("rows")


@pytest.fixture(scope="module")
def ordered(folder: Path) -> Path:
    """A catalog whose products' rows stand together."""
    return write_rows(folder / "ordered.csv", catalog_rows(ROWS))


@pytest.mark.parametrize("what", ["untouched", "translated"])
def test_rows_per_second(ordered: Path, what: str) -> None:
    told = _measured(ordered, what)
    assert told["megabytes"] < MOST_MEGABYTES
    if what == "untouched":
        assert filecmp.cmp(ordered, ordered.with_suffix(".out"), shallow=False)
        assert told["rate"] >= LEAST_ROWS_PER_SECOND


def test_rows_that_do_not_stand_together(folder: Path) -> None:
    path = write_rows(folder / "scattered.csv", scattered_rows(catalog_rows(ROWS)))
    told = _measured(path, "untouched")
    assert told["megabytes"] < MOST_MEGABYTES
    assert filecmp.cmp(path, path.with_suffix(".out"), shallow=False)
