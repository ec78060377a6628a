"""How fast products are tagged by rules alone, and that memory does not depend on how many there are.

`pytest -m benchmark -s tests/benchmarks/test_tagging_speed.py`. Processor time of one core: a shared machine blurs the
clock.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import pytest

from catalog_cli.attributes.product_tagger import ProductTagger
from catalog_cli.attributes.schema import builtin
from catalog_cli.catalog import read_catalog
from catalog_cli.job import Job
from catalog_cli.product import Product, Record, Role, Schema
from tests.generated import write_csv

pytestmark = pytest.mark.benchmark

PRODUCTS = 3_000
ROUNDS = 5
SIZES = (1_000, 10_000, 100_000)
CATALOGS = Path(__file__).parents[3] / "shared" / "data" / "catalogs"
REAL = ("shopify-apparel.csv", "shopify-home-and-garden.csv", "spree-products.csv", "vendure-products.csv")
# Of a small catalog, so many products at least.
LEAST = 600

CHILD = """
import json, resource, sys, time
from pathlib import Path
from catalog_cli.job import Job
from catalog_cli.tag_run import tag_file
from catalog_cli.tagging import TagRequest, TagWork
request = TagRequest()
begun = time.process_time()
source = Path(sys.argv[1])
made = tag_file((source, source.name), Path(sys.argv[2]), Job("pt-BR"), TagWork(request, request.schema()))
took = time.process_time() - begun
status = Path("/proc/self/status")
if status.exists():  # not ru_maxrss where there is better: it begins at what the parent had
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
peak *= 1024
print(json.dumps({"seconds": took, "bytes": peak, "tags": sum(made.counts.values())}))
"""


@pytest.fixture(autouse=True, scope="module")
def without_pauses() -> Iterator[None]:
    """As the command line does: our values hold no cycles."""
    gc.disable()
    yield
    gc.enable()


def _copies(products: Sequence[Product], columns: Schema, number: int) -> list[Product]:
    """Return products whose titles, descriptions and lists were not read before: values of columns do repeat."""
    written = {one.index for one in columns.columns if one.role in (Role.TITLE, Role.TEXT, Role.HTML, Role.LIST)}
    name = "Zo" + "".join("abcdefghij"[int(digit)] for digit in str(number))

    def renamed(record: Record) -> Record:
        cells = enumerate(record.values)
        return record._replace(values=tuple(f"{name} {cell}" if cell and at in written else cell for at, cell in cells))

    return [one._replace(records=tuple(map(renamed, one.records))) for one in products]


def _rate(path: Path) -> tuple[int, float, float]:
    """Return (characters of a product, products per second of processor time, tags of a product)."""
    catalog = read_catalog(path, Job("pt-BR"))
    own = list(catalog.products())
    tagger = ProductTagger(catalog.schema, builtin(), "en")
    list(tagger.tagged(own[:50]))
    rates, tags, copies = [], 0, itertools.count()
    for _ in range(ROUNDS):
        products = [copy for _ in range(-(-LEAST // len(own))) for copy in _copies(own, catalog.schema, next(copies))]
        begun = time.process_time()
        tags = sum(len(product.tags) for product in tagger.tagged(products))
        rates.append(len(products) / (time.process_time() - begun))
    characters = sum(len(value) for product in products for record in product.records for value in record.values)
    return characters // len(products), median(rates), tags / len(products)


def test_products_per_second(tmp_path: Path) -> None:
    print("\nTags by rules, one core (aim 3,000 products/s)")
    paths = [write_csv(tmp_path / "generated.csv", PRODUCTS)]
    paths += [CATALOGS / name for name in REAL if (CATALOGS / name).is_file()]
    for path in paths:
        characters, rate, tags = _rate(path)
        told = f"{path.name}: {characters:,} characters and {tags:.1f} tags a product"
        print(f"  {told:<76}{rate:>8,.0f} products/s")


def test_memory_does_not_depend_on_size(tmp_path: Path) -> None:
    print("\ncatalog tag, all of it")
    peaks = []
    for count in SIZES:
        path = write_csv(tmp_path / f"{count}.csv", count)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", CHILD, str(path), str(tmp_path / f"{count}.out.csv")]
        told = json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
        peaks.append(told["bytes"])
        rate = f"{count:,} products: {count / told['seconds']:,.0f} products/s, {told['tags']:,} tags"
        print(f"  {rate:<76}{told['bytes'] / 2**20:>8,.0f} MiB")
    assert peaks[-1] < 1.5 * peaks[1], "peak memory grows with the file"
