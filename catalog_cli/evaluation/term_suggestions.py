"""A glossary to begin with: the frequent phrases of a catalog, and what the engine calls them now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from catalog_cli import locales, phrases
from catalog_cli.catalog import Catalog
from catalog_cli.engine import Translator
from catalog_cli.errors import Where
from catalog_cli.evaluation.renderings import Renderings, renderings
from catalog_cli.evaluation.stages import language_of, product_segments
from catalog_cli.glossary.conflicts import unwritable
from catalog_cli.glossary.suggestions import ExampleFinder, Phrase, PhraseCounter
from catalog_cli.glossary.term import Term
from catalog_cli.product import Role
from catalog_cli.segment import Segment

# A phrase that is said in several ways may pass one that is more frequent: so many more are looked at.
_LOOKED_AT = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase, what it would be called, and what else the engine calls it."""

    phrase: Phrase
    renderings: Renderings

    @property
    def target(self) -> str:
        """The most frequent rendering."""
        return self.renderings.counts[0][0]

    @property
    def rank(self) -> float:
        """How much a glossary entry would help: how often the phrase is said, times in how many ways."""
        return self.phrase.score * self.renderings.instability

    def term(self) -> Term:
        """Return the entry, with a note on how often the phrase is said, and in what other ways."""
        note = f"{self.phrase.products} products"
        if others := self.renderings.counts[1:]:
            note += "; also " + ", ".join(f"{text} ({count})" for text, count in others)
        return Term(self.phrase.text, self.target, note=note)

    def as_json(self) -> dict[str, object]:
        """Return the suggestion as JSON values."""
        return {
            "source": self.phrase.text,
            "target": self.target,
            "products": self.phrase.products,
            "alone": self.renderings.alone,
            "renderings": dict(self.renderings.counts),
            "rank": round(self.rank, 3),
        }


def suggest_terms(catalog: Catalog, engine: Translator, *, most: int, least_products: int = 2) -> list[Suggestion]:
    """Return at most `most` entries for a glossary of the catalog, the most useful first.

    The catalog is read twice: once to count phrases, once for sentences that hold those that are left. Neither holds
    more than a fixed amount. Left out is what the engine has no word for, or cannot write.
    """
    language = locales.language(catalog.source_locale)
    counter = PhraseCounter(language)
    for segments in product_segments(catalog):
        counter.add(map(language_of, segments), _head(segments))
    found = counter.phrases(most * _LOOKED_AT, least_products)
    finder = ExampleFinder((phrase.text for phrase in found), language)
    for segments in product_segments(catalog):
        if finder.is_complete:
            break
        for segment in segments:
            finder.add(segment.source)
    said = renderings(finder.examples, engine)
    suggestions = [Suggestion(phrase, said[phrase.text]) for phrase in found if said[phrase.text].counts]
    numbered = (replace(own.term(), place=Where("", row=row)) for row, own in enumerate(suggestions))
    bad = {problem.where.row for problem in unwritable(numbered, engine)}
    good = [suggestion for row, suggestion in enumerate(suggestions) if row not in bad]
    return sorted(good, key=lambda own: (-own.rank, own.phrase.text))[:most]


def _head(segments: Iterable[Segment]) -> str:
    """Return the word that a product's title is about."""
    return phrases.head_noun(next((own.source for own in segments if own.role is Role.TITLE), ""))
