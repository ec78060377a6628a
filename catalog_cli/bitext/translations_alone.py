"""The cells of a file of translations alone, found by the keys that its rows share with the source's."""

from __future__ import annotations

import json
from collections.abc import Iterator

from catalog_cli import feeds, formats
from catalog_cli.bitext.target_cells import TargetCell
from catalog_cli.errors import Where
from catalog_cli.product import Product


def keyed_cells(alone: feeds.TranslationFile, table: formats.Table) -> Iterator[tuple[str, list[TargetCell]]]:
    """Yield the key of each row of the file with its cells, one for each text that its header names.

    Raises nothing for a row that cannot be understood: it has no cells.
    """
    places = {name: index for index, name in enumerate(table.columns)}
    keys = [places.get(name) for name in alone.header[: len(alone.keys)]]
    texts = [places.get(name) for name in alone.header[len(alone.keys) :]]
    for record in table.records():
        if record.problem is not None:
            continue
        key = row_key(["" if index is None else record.value(index) for index in keys])
        yield (
            key,
            [
                TargetCell(record.number, index, "", column.base, column.index, record.value(index), where)
                for column, index in zip(alone.texts, texts, strict=True)
                if index is not None
                for where in (Where(table.facts.name, record.line, table.columns[index]),)
            ],
        )


def row_key(values: list[str]) -> str:
    """Return one text for the cells that name a row."""
    return json.dumps(values)


def keys_of(product: Product, alone: feeds.TranslationFile) -> dict[int, str]:
    """Return the key that each record of a product of the source has in the file, by the record's index in it."""
    return {
        number: row_key([record.value(index) for index in alone.keys]) for number, record in enumerate(product.records)
    }
