"""The tagger over one file: every product tagged, the tags written into a copy and nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from catalog_cli import catalog as catalogs
from catalog_cli.job import Job, Layout
from catalog_cli.replacement import replacing
from catalog_cli.tag_columns.values import Writing
from catalog_cli.tagging import TagWork, tagged_catalog


@dataclass(frozen=True, slots=True)
class TagResult:
    """What became of one file: `counts` are the tags of each attribute, `columns` what was added.

    `output` is None for standard output.
    """

    input: str
    output: str | None
    locale: str
    products: int
    tagged_products: int
    counts: Mapping[str, int]
    columns: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the result as JSON values."""
        return {
            "input": self.input,
            "output": self.output,
            "locale": self.locale,
            "products": self.products,
            "tagged_products": self.tagged_products,
            "tags": sum(self.counts.values()),
            "attributes": dict(self.counts),
            "columns": list(self.columns),
        }


def tag_file(
    source: tuple[Path, str],
    output: Path | BinaryIO,
    job: Job,
    work: TagWork,
) -> TagResult:
    """Tag one file and return what was found; `source` is where it lies and what messages call it.

    Labels are in `job.target_locale`. `output` is a path, replaced at the end, whole or not at all, or a stream. With
    `job.limit` only the first products are tagged.
    """
    path, name = source
    job = replace(job, layout=Layout.REPLACE)
    catalog = catalogs.read_catalog(path, job, name=name)
    with tagged_catalog(catalog, work, Writing(job.target_locale), job.limit) as found:
        products = found.with_tags(catalog.products())
        if isinstance(output, Path):
            with replacing(output) as out:
                catalogs.write_catalog(catalog, products, out, job=job, more=found.cells)
        else:
            catalogs.write_catalog(catalog, products, output, job=job, more=found.cells)
        tally = found.tags.tally
        return TagResult(
            input=name,
            output=str(output) if isinstance(output, Path) else None,
            locale=job.target_locale,
            products=tally.products,
            tagged_products=tally.tagged_products,
            counts=dict(tally.counts.most_common()),
            columns=tuple(column.name for column in found.cells.appended),
        )
