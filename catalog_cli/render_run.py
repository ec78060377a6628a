"""One catalog -> the listings of one marketplace, in a file of that marketplace's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from catalog_cli import catalog as catalogs
from catalog_cli import locales
from catalog_cli.attributes.product_tagger import ProductTagger
from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.formats.creation import WriteOptions
from catalog_cli.glossary.term import Term
from catalog_cli.job import Job
from catalog_cli.ledger import How
from catalog_cli.listings.filters import listing_filters
from catalog_cli.listings.folders import Templates
from catalog_cli.listings.item import Item
from catalog_cli.listings.keywords import Keywords, Synonyms
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.maker import Maker, Sold
from catalog_cli.listings.reading import Reader
from catalog_cli.listings.writer import ListingWriter
from catalog_cli.marketplaces import Marketplace
from catalog_cli.product import Role
from catalog_cli.replacement import replacing
from catalog_cli.segment import Finding, Severity

# Tags that are less sure than this say nothing in a listing: those of `catalog tag` begin there too.
MINIMUM_CONFIDENCE = 0.5
MOST_LISTED = 1_000
_TEXTS = frozenset({Role.TITLE, Role.TEXT, Role.HTML})
# What became of a field's texts, as the summary calls it.
HOWS = {
    How.FREE: "as is",
    How.DROPPED: "dropped",
    How.ABBREVIATED: "abbreviated",
    How.CUT: "cut",
    How.FAILED: "too long",
}


@dataclass(frozen=True, slots=True)
class RenderWork:
    """What is rendered and how: the marketplace, the templates, and what words there are.

    `terms` are (terms, source locale, target locale) of term bases, whose other words become keywords. `link` is the
    address of a product's page with {handle} in it, `currency` that of prices which name none; "" where not known.
    """

    marketplace: Marketplace
    templates: Templates
    schema: AttributeSchema
    container: str = "csv"
    encoding: str = "utf-8"
    terms: tuple[tuple[tuple[Term, ...], str, str], ...] = ()
    link: str = ""
    currency: str = ""

    def keywords(self, labels: Labels) -> Keywords:
        """Return what finds keywords."""
        found = [term for terms, _, _ in self.terms for term in terms]
        if not self.terms:
            return Keywords(labels)
        _, source, target = self.terms[0]
        return Keywords(labels, Synonyms(found, source, target, labels.locale))


@dataclass(slots=True)
class RenderResult:
    """What became of one file. `hows` counts by field what its texts took, `dropped` what was left out of them.

    `notes` are what the merchant should know of the whole file. Findings are counted without limit and listed up to
    1,000.
    """

    input: str
    output: str | None
    marketplace: Marketplace
    locale: str
    products: int = 0
    listings: int = 0
    rows: int = 0
    hows: dict[str, Counter[How]] = field(default_factory=dict)
    empty: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fails(self, fail_on: Severity | None) -> bool:
        """Return whether there is a finding at or above a severity."""
        if fail_on is None:
            return False
        return any(count and severity.rank <= fail_on.rank for severity, count in self.severities.items())

    def add(self, finding: Finding) -> None:
        """Count a finding, and list it if there is room."""
        self.severities[finding.severity] += 1
        if len(self.findings) < MOST_LISTED:
            self.findings.append(finding)

    def as_json(self) -> dict[str, object]:
        """Return the result as JSON values."""
        return {
            "input": self.input,
            "output": self.output,
            "marketplace": self.marketplace.name,
            "version": self.marketplace.version,
            "locale": self.locale,
            "products": self.products,
            "listings": self.listings,
            "rows": self.rows,
            "fields": {
                name: {
                    **{HOWS[how].replace(" ", "_"): counts[how] for how in HOWS},
                    "empty": self.empty[name],
                    "broken_rules": self.broken[name],
                }
                for name, counts in self.hows.items()
            },
            "dropped": dict(self.dropped.most_common()),
            "counts": {str(severity): self.severities[severity] for severity in Severity},
            "findings": [_as_json(finding) for finding in self.findings],
            "notes": list(self.notes),
        }


def render_file(source: tuple[Path, str], output: Path | BinaryIO, job: Job, work: RenderWork) -> RenderResult:
    """Render the listings of one catalog and return what became of them; `source` is where it lies and its name.

    Labels are in `job.target_locale`; texts are the catalog's own in that locale, else as they stand in the first
    locale that its columns name. `output` is a path, replaced at the end, whole or not at all, or a stream. With
    `job.limit` only the first products are rendered.
    """
    path, name = source
    catalog = catalogs.read_catalog(path, job, name=name)
    if (own := _own_locale(catalog, job)) is not None:
        job = replace(job, source_locale=own)
        catalog = catalogs.read_catalog(path, job, name=name)
    labels = Labels(work.schema, job.target_locale, job.measures)
    filters = listing_filters(labels, job.source_locale, work.currency)
    maker = Maker(work.marketplace, work.templates, labels, filters, work.keywords(labels))
    result = RenderResult(name, str(output) if isinstance(output, Path) else None, work.marketplace, job.target_locale)
    result.notes += _notes(catalog, job)
    result.hows = {one.name: Counter() for one in maker.fields}
    options = WriteOptions(encoding=work.encoding, name=result.output or "standard output")
    with _opened(output) as out:
        writer = ListingWriter(out, work.container, options, work.marketplace, labels)
        for item in _items(catalog, job, work, labels):
            sold = tuple(maker.listings(item))
            made = writer.add(item, sold, work.link)
            _count(result, item, sold)
            if made:
                where = Where(name, item.row)
                result.add(Finding("sku", Severity.MINOR, "has no SKU: one was made from its handle", where))
        writer.close()
    result.rows = writer.rows
    return result


def _items(catalog: Catalog, job: Job, work: RenderWork, labels: Labels) -> Iterator[Item]:
    reader = Reader(catalog.schema, labels, job.source_locale, work.currency)
    tagger = ProductTagger(catalog.schema, work.schema, job.source_locale, minimum_confidence=MINIMUM_CONFIDENCE)
    for product in tagger.tagged(islice(catalog.products(), job.limit)):
        yield reader.item(product)


@contextmanager
def _opened(output: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(output, Path):
        with replacing(output) as out:
            yield out
    else:
        yield output


def _count(result: RenderResult, item: Item, sold: tuple[Sold, ...]) -> None:
    result.products += 1
    result.listings += len(sold)
    for one in sold:
        broken: set[str] = set()
        for name, fit in one.fits.items():
            if fit.texts:
                result.hows[name][fit.how] += 1
            else:
                result.empty[name] += 1
            if result.marketplace.field(name) is not None:
                result.dropped.update(what for what, _ in fit.dropped)
        for fault in one.faults:
            where = Where(result.input, item.row, fault.field)
            variant = f" {one.offer.key}" if one.offer is not None and one.offer.key else ""
            message = f"product {item.key}{variant}: {fault.message}" if fault.rule == "template" else fault.message
            result.add(Finding(fault.rule, fault.severity, message, where))
            if fault.severity is not Severity.MINOR:
                broken.add(fault.field)
        result.broken.update(broken)


def _own_locale(catalog: Catalog, job: Job) -> str | None:
    """Return the locale that a catalog names its own texts in where it has none in that of its listings.

    Columns in other locales have no role, so that its listings would have no titles. None where a locale was named
    for the catalog, where it has titles, and where no column names a locale.
    """
    if job.source_locale != job.target_locale or any(one.role is Role.TITLE for one in catalog.schema.columns):
        return None
    return next((one.locale for one in catalog.schema.columns if one.locale), None)


def _notes(catalog: Catalog, job: Job) -> Iterator[str]:
    """Yield what a reader of the listings should know: texts that are not in the locale that was asked for."""
    texts = [one for one in catalog.schema.columns if one.role in _TEXTS]
    wanted = locales.language(job.target_locale)
    named = [one for one in catalog.schema.columns if one.locale]
    if named and not any(locales.language(str(one.locale)) == locales.language(job.source_locale) for one in named):
        there = ", ".join(sorted({str(one.locale) for one in named}))
        yield f"Its columns of text are in {there} by their names, not in {job.source_locale}: say which with --from"
    elif not texts:
        yield "No column is known to hold text: say which do, such as --column Name=title"
    if locales.language(job.source_locale) != wanted and any(one.target is None for one in texts):
        yield (
            f"The catalog is in {job.source_locale}: its titles and descriptions stay so where it has none in "
            f"{job.target_locale}, and only labels are in {job.target_locale}. Localize it first: "
            f"catalog localize {catalog.name} --from {job.source_locale} --to {job.target_locale}"
        )


def _as_json(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "message": finding.message,
        "row": place.row,
        "field": place.column,
    }


def localized(job: Job, source_locale: str) -> Job:
    """Return a job that reads a catalog in a locale.

    >>> localized(Job("pt-BR"), "pt-BR").source_locale
    'pt-BR'
    """
    return replace(job, source_locale=source_locale)
