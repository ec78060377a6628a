"""Listings of a marketplace, made product by product: what is asked for, the making, and what became of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.catalog import Catalog
from catalog_cli.descriptions.cells import Composed
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
from catalog_cli.listings.rows.google_merchant import DECLARED
from catalog_cli.listings.writer import ListingWriter
from catalog_cli.marketplaces import Marketplace
from catalog_cli.product import Product
from catalog_cli.segment import Finding, Severity
from catalog_cli.signature import told

# Tags that are less sure than this say nothing in a listing: those of `catalog tag` begin there too.
MINIMUM_CONFIDENCE = 0.5
MOST_LISTED = 1_000
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
    `is_generated` tells that a model may have written descriptions.
    """

    marketplace: Marketplace
    templates: Templates
    schema: AttributeSchema
    container: str = "csv"
    encoding: str = "utf-8"
    terms: tuple[tuple[tuple[Term, ...], str, str], ...] = ()
    link: str = ""
    currency: str = ""
    is_generated: bool = False

    @property
    def signature(self) -> str:
        """What decides the listings besides the texts, in one word."""
        digest = hashlib.sha256()
        folders = dict.fromkeys(name for name in (self.marketplace.name, self.marketplace.feed, "shared") if name)
        for folder in self.templates.folders:
            for path in sorted(path for name in folders for path in folder.glob(f"{name}/*.j2")):
                digest.update(path.read_bytes())
        asked = (self.marketplace, self.container, self.encoding, self.terms, self.link, self.currency)
        digest.update(told(asked).encode())
        return f"{self.marketplace.name}@{self.marketplace.version},{self.schema.digest},{digest.hexdigest()[:12]}"

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


class Listings:
    """The listings of one catalog, written as its products come; `result` tells what became of them.

    Labels are in `job.target_locale`. `output` is where they are written, and its name. `tell` takes findings.
    """

    def __init__(
        self,
        catalog: Catalog,
        job: Job,
        work: RenderWork,
        output: tuple[BinaryIO, str | None],
        tell: Callable[[Finding], None] | None = None,
    ) -> None:
        out, name = output
        labels = Labels(work.schema, job.target_locale, job.measures)
        filters = listing_filters(labels, job.source_locale, work.currency)
        self._maker = Maker(work.marketplace, work.templates, labels, filters, work.keywords(labels))
        self._reader = Reader(catalog.schema, labels, job.source_locale, work.currency)
        self._link, self._tell = work.link, tell
        self.result = RenderResult(catalog.name, name, work.marketplace, job.target_locale)
        self.result.hows = {one.name: Counter() for one in self._maker.fields}
        options = WriteOptions(encoding=work.encoding, name=name or "standard output")
        declares = work.is_generated and (work.marketplace.feed or work.marketplace.name) == "google_merchant"
        more = (DECLARED,) if declares else ()
        self._writer = ListingWriter(out, work.container, options, work.marketplace, labels, more)

    def add(self, product: Product, composed: Composed | None = None) -> None:
        """Write the listings of a tagged product; `composed` is copy that stands in no cell of it."""
        item = self._reader.item(product)
        if composed is not None:
            item = _with_copy(item, composed)
        sold = tuple(self._maker.listings(item))
        made = self._writer.add(item, sold, self._link)
        for finding in _count(self.result, item, sold):
            self._add(finding)
        if made:
            where = Where(self.result.input, item.row, "sku")
            self._add(Finding("sku", Severity.MINOR, "has no SKU: one was made from its handle", where))

    def passing(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield tagged products, their listings written."""
        for product in products:
            self.add(product)
            yield product

    def close(self) -> RenderResult:
        """Write what is left, and return the result."""
        self._writer.close()
        self.result.rows = self._writer.rows
        return self.result

    def _add(self, finding: Finding) -> None:
        self.result.add(finding)
        if self._tell is not None:
            self._tell(finding)


def _with_copy(item: Item, composed: Composed) -> Item:
    """Return an item with the copy that it lacks."""
    copy = composed.copy
    return item._replace(
        description=item.description or "\n\n".join(copy.description),
        is_html=item.is_html and bool(item.description),
        generated=composed.model,
        bullets=item.bullets or copy.bullets,
        meta_title=item.meta_title or copy.meta_title,
        meta_description=item.meta_description or copy.meta_description,
    )


def _count(result: RenderResult, item: Item, sold: tuple[Sold, ...]) -> Iterator[Finding]:
    """Count what became of the listings of a product, and yield what is wrong with them."""
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
            yield Finding(fault.rule, fault.severity, message, where)
            if fault.severity is not Severity.MINOR:
                broken.add(fault.field)
        result.broken.update(broken)


def _as_json(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "message": finding.message,
        "row": place.row,
        "field": place.column,
    }
