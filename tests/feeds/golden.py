"""Catalogs of the feeds' tests: read, marked where they would be translated, written, and compared with golden files.

A mark keeps the length of every text, so that inline codes stay where they are: the text in capitals.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from catalog_cli import catalog as catalogs
from catalog_cli.catalog import Catalog
from catalog_cli.cell_text import read_text
from catalog_cli.feeds import edits
from catalog_cli.feeds.locale_rows import view_rows
from catalog_cli.feeds.table import feed_table, matches
from catalog_cli.job import Job, Layout
from catalog_cli.product import Field, Product, Variant

CATALOGS = Path(__file__).parent / "catalogs"
JOB = Job("pt-BR", memory=None)


def opened(name: str) -> Catalog:
    return catalogs.read_catalog(CATALOGS / name, JOB, name=name)


def capitals(text: str) -> str:
    r"""Return a text in capitals: letters without one of the same length, and those after a backslash, stay.

    >>> capitals("Straße"), capitals(r"a\nb")
    ('STRAßE', 'A\\nB')
    """
    return re.sub(r"\\.|.", lambda found: found[0] if len(found[0].upper()) > 1 else found[0].upper(), text)


def marked(field: Field) -> Field:
    """Return a field with every segment in capitals, unless it has a target of its own already."""
    if not field.column.is_translated or (field.existing or "").strip():
        return field
    text = read_text(field, "en")
    return field._replace(target=text.write([(capitals(piece), codes) for piece, codes in text.pieces()]))


def marked_products(catalog: Catalog) -> Iterator[Product]:
    """Yield the products with marks; rows of other languages give none."""
    rows = view_rows(catalog.schema)
    for product in catalog.products():
        fields = product.fields if rows is None else rows.settled(product.records, product.fields)
        variants = (Variant(variant.key, tuple(map(marked, variant.fields))) for variant in product.variants)
        yield product._replace(fields=tuple(map(marked, fields)), variants=tuple(variants))


def written(name: str, layout: Layout | None = None) -> bytes:
    """Return a catalog as it is written with every text marked."""
    catalog = opened(name)
    out = io.BytesIO()
    catalogs.write_catalog(catalog, marked_products(catalog), out, job=replace(JOB, layout=layout))
    return out.getvalue()


def cells(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def roles(name: str) -> dict[str, str | None]:
    """Return the role of every column by its header."""
    return {column.name: column.role and column.role.value for column in opened(name).schema.columns}


def unchanged(name: str) -> bool:
    """Return whether a catalog of which nothing is translated is written byte for byte."""
    catalog = opened(name)
    out = io.BytesIO()
    found = (edit for product in catalog.products() for edit in edits(product))
    gathering = catalog.gathering()
    catalog.table.write(out, found if gathering is None else gathering.in_file_order(found))
    return out.getvalue() == (CATALOGS / name).read_bytes()


def breaches(name: str) -> list[str]:
    """Return where a file goes against the import rules of its feed, and the rules' headers that it has none of."""
    catalog = opened(name)
    rules = feed_table(catalog.schema.feed).import_rules
    header, *rows = cells((CATALOGS / name).read_bytes(), catalog.table.facts.delimiter or ",")

    def columns(headers: tuple[str, ...]) -> list[int]:
        return [index for index, column in enumerate(header) if matches(headers, column)]

    found = [f"lacks {group}" for group in rules.required if not columns(group)]
    for allowed in rules.allowed:
        found += [] if columns(allowed.headers) else [f"has no {allowed.headers}"]
        for index in columns(allowed.headers):
            found += [
                f"{header[index]}: {row[index]}" for row in rows if row[index].lower() not in {"", *allowed.values}
            ]
    for limit in rules.limits:
        for index in columns(limit.headers):
            found += [f"{header[index]} is long" for row in rows if len(row[index]) > limit.most]
    return found
