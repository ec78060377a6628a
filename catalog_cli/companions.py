"""What accompanies the translation of a file: what else is read for it, written beside it, or made of its products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalog_cli.catalog import MoreCells
from catalog_cli.conventions.price_conversion import Conversion
from catalog_cli.conventions.size_labels import SizeLabels
from catalog_cli.formats import AppendedColumn
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.product import Edit, Product
from catalog_cli.reporting.ledger_file import LedgerFile
from catalog_cli.reporting.redirects import RedirectFile

# Most runs have no such company: a cold start does not wait for it.
if TYPE_CHECKING:
    from catalog_cli.describing.request import CopyWork
    from catalog_cli.rendering import RenderWork
    from catalog_cli.tagging import TagWork

# Of a SHA-256 in a signature: 48 bits tell a merchant's files apart.
DIGEST_CHARS = 12


@dataclass(frozen=True, slots=True)
class ListingsFile:
    """The listings that are made in the same pass, and the file that they go to."""

    work: RenderWork
    path: Path


@dataclass(frozen=True, slots=True)
class Companions:
    """What accompanies a run; any of it may be missing.

    `terms` finds the terms of the job's glossaries (`pipeline.term_matcher`); what became of them is written to
    `ledger`. `prices` converts prices into the job's currency (`pipeline.price_conversion`), `sizes` names sizes
    (`pipeline.size_namer`). Addresses that change are written to `redirects`. `tags` has the products tagged as well,
    in the target locale's words. `copy` has descriptions, bullets and meta texts written that products lack, and
    `listings` has the localized products rendered for a marketplace.
    """

    terms: TermMatcher | None = None
    ledger: LedgerFile | None = None
    prices: Conversion | None = None
    sizes: SizeLabels | None = None
    redirects: RedirectFile | None = None
    tags: TagWork | None = None
    copy: CopyWork | None = None
    listings: ListingsFile | None = None

    @property
    def glossary_digest(self) -> str:
        """What tells the terms from others, "" without any."""
        return "" if self.terms is None else self.terms.digest[:DIGEST_CHARS]

    @property
    def writes_as_it_goes(self) -> bool:
        """Whether files are written that a run which is spared would leave empty: a ledger, redirects, evidence."""
        has_evidence = self.tags is not None and self.tags.evidence is not None
        return self.ledger is not None or self.redirects is not None or has_evidence

    def options(self) -> Iterator[tuple[str, str]]:
        """Yield what decides the output besides the texts, for its signature."""
        if self.prices is not None:
            yield "currency", self.prices.currency
            yield "rates", self.prices.digest[:DIGEST_CHARS]
        if self.sizes is not None:
            yield "sizes", self.sizes.digest[:DIGEST_CHARS]
        if self.tags is not None:
            yield "tags", self.tags.signature
        if self.copy is not None:
            yield "copy", self.copy.signature
        if self.listings is not None:
            yield "listings", self.listings.work.signature


ALONE = Companions()


@dataclass(frozen=True, slots=True)
class AllCells:
    """The cells of several that write into a catalog, as one."""

    parts: tuple[MoreCells, ...]

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """The columns of all."""
        return [column for part in self.parts for column in part.appended]

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the cells of all in a product's records."""
        found: dict[int, Edit] = {}
        for part in self.parts:
            for index, edit in part.edits(product).items():
                own = found.get(index, Edit())
                found[index] = Edit({**own.replaced, **edit.replaced}, appended={**own.appended, **edit.appended})
        return found
