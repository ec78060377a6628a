"""Copy for the products of one file: composed from their tags, written into a copy, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from catalog_cli import catalog as catalogs
from catalog_cli import locales
from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.catalog import Catalog
from catalog_cli.describing.request import DescribeRequest
from catalog_cli.descriptions.cells import Asked, Composed, CopyCells
from catalog_cli.descriptions.composer import Copy, describe
from catalog_cli.descriptions.facts_reading import facts_of
from catalog_cli.descriptions.grammar import grammar
from catalog_cli.engines import load_generator
from catalog_cli.errors import UsageProblem
from catalog_cli.generation import ModelCopy, structured_description
from catalog_cli.generation.ahead import CopyAhead
from catalog_cli.job import Job, Layout
from catalog_cli.product import Product
from catalog_cli.product_facts import ProductFacts
from catalog_cli.replacement import replacing
from catalog_cli.tag_columns.values import guarded
from catalog_cli.tagging import TagRequest

_NAMED_CELLS = ("json", "jsonl", "xml")
# Products of which it is kept why a rule wrote instead of the model.
_MOST_REASONS = 100


@dataclass(frozen=True, slots=True)
class DescribeResult:
    """What became of one file: `written` and `kept` count the cells of each field that were filled, and left.

    `output` is None for standard output. `by_model` counts the descriptions of a model, `by_rule` those that a rule
    wrote instead; `refused` says why, by product, for the first of them.
    """

    input: str
    output: str | None
    locale: str
    products: int
    described_products: int
    written: Mapping[str, int]
    kept: Mapping[str, int]
    columns: tuple[str, ...]
    by_model: int = 0
    by_rule: int = 0
    refused: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the result as JSON values."""
        return {
            "input": self.input,
            "output": self.output,
            "locale": self.locale,
            "products": self.products,
            "described_products": self.described_products,
            "written": dict(self.written),
            "kept": dict(self.kept),
            "columns": list(self.columns),
            "by_model": self.by_model,
            "by_rule": self.by_rule,
            "refused": dict(self.refused),
        }


def describe_file(
    source: tuple[Path, str], output: Path | BinaryIO, job: Job, request: DescribeRequest
) -> DescribeResult:
    """Describe the products of one file and return what was written; `source` is where it lies and its name.

    The copy is in `job.target_locale`. `output` is a path, replaced at the end, whole or not at all, or a stream. With
    `job.limit` only the first products are described. Raises UsageProblem for a language without a grammar, and for a
    model that is to write in another language than the catalog's: its text has to be localized.
    """
    grammar(job.target_locale)  # before anything is read
    if request.model is not None and locales.language(job.source_locale) != locales.language(job.target_locale):
        raise UsageProblem(
            f"{request.model} writes in the language of the catalog ({job.source_locale}), and what it writes is "
            f"localized like the rest: catalog localize {source[1]} --to {job.target_locale} --describe --generator "
            f"{request.model}"
        )
    path, name = source
    job = replace(job, layout=Layout.REPLACE)
    catalog = catalogs.read_catalog(path, job, name=name)
    tags = TagRequest(schemas=request.schemas, minimum_confidence=request.minimum_confidence)
    tagger = tags.tagger(catalog, tags.schema())
    author = _Author(job, request, tagger.schema)
    cells = _cells(catalog, job, request, author)
    author.wants = lambda product: cells.lacks(product, "description")
    products = catalog.products()
    described = chain(author.ahead(tagger.tagged(islice(products, job.limit))), products)
    if isinstance(output, Path):
        with replacing(output) as out:
            catalogs.write_catalog(catalog, described, out, job=job, more=cells)
    else:
        catalogs.write_catalog(catalog, described, output, job=job, more=cells)
    return DescribeResult(
        input=name,
        output=str(output) if isinstance(output, Path) else None,
        locale=job.target_locale,
        products=cells.products,
        described_products=cells.described_products,
        written=dict(cells.written),
        kept=dict(cells.kept),
        columns=tuple(column.name for column in cells.appended),
        by_model=author.by_model,
        by_rule=author.by_rule,
        refused=author.refused,
    )


class _Author:
    """Who writes: rules, or a model whose every claim is checked, and rules where it fails."""

    def __init__(self, job: Job, request: DescribeRequest, schema: AttributeSchema) -> None:
        self._locales, self._measures = (job.source_locale, job.target_locale), job.measures
        self._request, self._schema = request, schema
        self.by_model = self.by_rule = 0
        self.refused: dict[str, str] = {}
        self._ahead: CopyAhead | None = None
        # Which products lack a description is known once it is known where descriptions stand.
        self.wants: Callable[[Product], bool] = lambda product: True
        if request.model is not None:
            generator = load_generator(request.model, threads=job.threads, device=job.device)
            model = ModelCopy(generator, schema, job.target_locale)
            self._ahead = CopyAhead(model, self._facts, self._by_rule, lambda product: self.wants(product))

    def _facts(self, product: Product) -> ProductFacts:
        return facts_of(product, *self._locales, self._request.minimum_confidence)

    def _by_rule(self, facts: ProductFacts) -> Copy:
        return describe(facts, self._schema, self._locales[1], self._request.lengths, self._measures)

    def ahead(self, products: Iterator[Product]) -> Iterator[Product]:
        """Yield the products; a model writes those of a block together."""
        return products if self._ahead is None else self._ahead.products(products)

    def compose(self, product: Product) -> Composed:
        """Return the copy of a product."""
        if self._ahead is None:
            return Composed(self._by_rule(self._facts(product)))
        found = self._ahead.copy(product)
        self.by_model += bool(found.mark)
        if found.reason:
            self.by_rule += 1
            if len(self.refused) < _MOST_REASONS:
                self.refused[product.key] = found.reason
        return Composed(found.copy, found.mark)


def _cells(catalog: Catalog, job: Job, request: DescribeRequest, author: _Author) -> CopyCells:
    """Return what writes the copy of a catalog's products."""
    source, target = job.source_locale, job.target_locale
    is_own = locales.language(source) == locales.language(target)
    declared = None if request.model is None else structured_description
    asked = Asked(request.fields, "" if is_own else f":{target}", request.overwrite, guarded, declared)
    container = catalog.table.facts.format
    return CopyCells(
        catalog.schema,
        asked,
        author.compose,
        names_cells=container in _NAMED_CELLS,
        is_xml=container == "xml",
        limit=job.limit,
    )
