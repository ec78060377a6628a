"""What a term base does for a catalog: which entries are found there, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catalog_cli.catalog import Catalog
from catalog_cli.evaluation.stages import product_segments, verbatim_spans
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.term_base import TermBase


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a term base meets a catalog.

    `hits` counts by source, in the order of the term base, also the sources never found (0): entries of one source,
    such as a preferred and a deprecated one, are found together. `products` and `segments` are the catalog's, and how
    many of them hold a term.
    """

    hits: dict[str, int]
    products: int
    products_with_hits: int
    segments: int
    segments_with_hits: int

    @property
    def never_found(self) -> list[str]:
        """The sources that the catalog does not hold."""
        return [source for source, count in self.hits.items() if not count]

    @property
    def found(self) -> list[tuple[str, int]]:
        """The sources that it holds, with how often, the most frequent first."""
        return [(source, count) for source, count in Counter(self.hits).most_common() if count]

    def as_json(self) -> dict[str, object]:
        """Return the coverage as JSON values."""
        return {
            "terms": len(self.hits),
            "terms_found": len(self.found),
            "hits": sum(self.hits.values()),
            "products": self.products,
            "products_with_hits": self.products_with_hits,
            "segments": self.segments,
            "segments_with_hits": self.segments_with_hits,
            "found": dict(self.found),
            "never_found": self.never_found,
        }


def term_coverage(catalog: Catalog, base: TermBase, target_locale: str) -> Coverage:
    """Return which terms of a term base a catalog holds; every segment counts, also one that is there again.

    What is not language (addresses, codes, the product's brand) holds no term, as in a run.
    """
    matcher = TermMatcher(base, catalog.source_locale, target_locale)
    hits = {term.source: 0 for term in base.terms}
    products = products_with_hits = segments = segments_with_hits = 0
    for own in product_segments(catalog):
        found_before = segments_with_hits
        for segment in own:
            found = matcher.hits(segment.source, verbatim_spans(segment))
            for hit in found:
                hits[hit.source_term] = hits.get(hit.source_term, 0) + 1
            segments_with_hits += bool(found)
        segments += len(own)
        products += bool(own)
        products_with_hits += segments_with_hits > found_before
    return Coverage(hits, products, products_with_hits, segments, segments_with_hits)
