"""Which starter glossaries have words for a catalog."""

from __future__ import annotations

from collections.abc import Collection

from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.starters import starters
from catalog_cli.glossary.term_base import read_term_base

# So many terms of a starter make it worth naming: one or two stand in any catalog.
_LEAST_TERMS = 3
# Texts that are read for them: what a catalog speaks of shows in its first pages.
_MOST_TEXTS = 5_000


class StarterTerms:
    """Counts the terms of the starter glossaries for a pair in texts; `given` are the names of those in use already.

    >>> known = StarterTerms("en", "pt-BR", given=["beauty"])
    >>> for text in ("Crew neck T-shirt", "Relaxed fit, long sleeve", "Crew neck"):
    ...     known.add(text)
    >>> known.counts()
    {'apparel': 4}
    """

    def __init__(self, source_locale: str, target_locale: str, given: Collection[str] = ()) -> None:
        pair = source_locale, target_locale
        serving = [starter for starter in starters() if starter.serves(*pair) and starter.name not in given]
        self._matchers = {one.name: TermMatcher(read_term_base([one.name], *pair), *pair) for one in serving}
        self._found: dict[str, set[str]] = {name: set() for name in self._matchers}
        self._texts = 0

    def add(self, text: str) -> None:
        """Look for terms in a text."""
        if self._texts < _MOST_TEXTS:
            self._texts += 1
            for name, matcher in self._matchers.items():
                self._found[name].update(hit.source_term for hit in matcher.hits(text))

    def counts(self) -> dict[str, int]:
        """Return how many different terms of each starter were found, most first, of those that have some."""
        found = sorted(((name, len(terms)) for name, terms in self._found.items()), key=lambda one: -one[1])
        return {name: number for name, number in found if number >= _LEAST_TERMS}
