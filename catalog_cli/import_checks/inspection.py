"""A catalog -> findings: everything that its platform would refuse, cut, or advise against on import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalog_cli.catalog import Catalog
from catalog_cli.errors import UsageProblem, Where
from catalog_cli.feeds import FEEDS, feed_table
from catalog_cli.feeds.table import ImportRules
from catalog_cli.import_checks.cells import CellChecks
from catalog_cli.import_checks.platforms import platform_checks
from catalog_cli.import_checks.products import ProductChecks, missing_columns
from catalog_cli.segment import Finding, Severity


def check_import(catalog: Catalog, *, today: date) -> Iterator[Finding]:
    """Return the places where a catalog breaks the import rules of its feed, in the order of its products.

    Critical: the platform refuses the product, or takes two for one. Major: it cuts or ignores something, or a rule
    that is not confirmed says that it refuses. Minor: advice, or a rule that holds only after `today`. Reads the
    catalog once, and once more if a row names another that is not there; what is remembered of a product are a few
    hashes. Raises UsageProblem for a feed without rules.
    """
    table = feed_table(catalog.schema.feed)
    if table.import_rules == ImportRules():
        with_rules = ", ".join(name for name in FEEDS if feed_table(name).import_rules != ImportRules())
        raise UsageProblem(
            f'{catalog.name} is read as "{table.name}", and no import rules are known for that. '
            f"Name its platform with --feed: {with_rules}."
        )
    return _findings(catalog, today)


def _findings(catalog: Catalog, today: date) -> Iterator[Finding]:
    schema, table = catalog.schema, feed_table(catalog.schema.feed)
    yield from missing_columns(schema.columns, table, catalog.name)
    cells = CellChecks(schema.columns, table, catalog.name, today)
    rules = ProductChecks(schema, catalog.name)
    platform = platform_checks(catalog)
    for product in catalog.products():
        for record in product.records:
            if record.problem is not None:
                message = f"cannot be understood: {record.problem}"
                yield Finding("row", Severity.MAJOR, message, Where(catalog.name, record.line))
                continue
            yield from cells.findings(record)
        yield from rules.findings(product)
        for check in platform:
            yield from check.findings(product)
    for check in platform:
        yield from check.last()
