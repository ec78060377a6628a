"""Copy of products by a model: written, screened, checked against the facts, and by rule where nothing passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from catalog_cli import notations
from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.claims import ClaimKind, claims_in, unsupported
from catalog_cli.descriptions.composer import Copy
from catalog_cli.generation.grounding import Grounding, repeats
from catalog_cli.generation.prompts import PromptTemplate
from catalog_cli.generation.scope import Scope
from catalog_cli.generation.screening import fault
from catalog_cli.generation.writer import Candidate, TextGenerator, Writer
from catalog_cli.product import Notation
from catalog_cli.product_facts import ProductFacts

__all__ = ["Generated", "ModelCopy", "TextGenerator", "generated_copy", "structured_description"]

# The most that a meta description measures; the same as by rule.
_MOST_META = 160


class Generated(NamedTuple):
    """The copy of one product.

    `mark` is the model's name and revision where the description is the model's, "" where it is by rule; then
    `reason` says what was wrong with the candidates, for a finding.
    """

    copy: Copy
    mark: str = ""
    reason: str = ""


class ModelCopy:
    """Writes the copy of products with a model, in one locale."""

    def __init__(self, model: TextGenerator, schema: AttributeSchema, locale: str, *, candidates: int = 5) -> None:
        self._model = model
        self._schema = schema
        self._locale = locale
        self._last: tuple[ProductFacts, tuple[Grounding, Scope]] | None = None
        self._writer = Writer(model, schema, locale, candidates=candidates)

    @property
    def template(self) -> PromptTemplate:
        """The prompt that is filled for each product."""
        return self._writer.template

    def copies(self, products: Sequence[ProductFacts], rules: Sequence[Copy]) -> list[Generated]:
        """Return the copy of each product; what the model does not write, and what it writes wrong, is by rule."""
        written = self._writer.candidates(products)
        return [self._chosen(facts, found, rule) for facts, found, rule in zip(products, written, rules, strict=True)]

    def _chosen(self, facts: ProductFacts, found: Sequence[Candidate], rule: Copy) -> Generated:
        faults = [self.fault(candidate.text, facts) for candidate in found]
        passing = [candidate for candidate, wrong in zip(found, faults, strict=True) if not wrong]
        if not passing:
            return Generated(rule, reason=_reason(self._model.name, faults))
        best = max(passing, key=lambda candidate: (self._told(candidate.text), candidate.score, candidate.text))
        meta = best.text if len(best.text) <= _MOST_META else rule.meta_description
        return Generated(rule._replace(description=(best.text,), meta_description=meta), self._model.name)

    def fault(self, text: str, facts: ProductFacts) -> str:
        """Return what is wrong with a text about a product, "" if it can be shown as it is."""
        wrong = fault(text, facts, self._locale, self._writer.template.before)
        if wrong:
            return wrong
        if repeats(text, self._locale, facts.title):
            return "it repeats itself"
        false = unsupported(text, facts, self._locale, self._schema)
        if false:
            return f'it says "{false[0].text}", which no fact does'
        grounding, scope = self._known(facts)
        strange = grounding.fault(text) or scope.fault(text)
        return f'it says "{strange}", which no fact does' if strange else ""

    def _known(self, facts: ProductFacts) -> tuple[Grounding, Scope]:
        known, judges = self._last or (None, None)
        if judges is None or known != facts:
            judges = Grounding(facts, self._schema, self._locale), Scope(facts, self._schema, self._locale)
            self._last = facts, judges
        return judges

    def _told(self, text: str) -> int:
        """Return how many values and measures a text tells: of two that are right, the fuller is better."""
        told = (ClaimKind.VALUE, ClaimKind.MEASURE)
        claims = (claim for claim in claims_in(text, self._locale, self._schema) if claim.kind in told)
        return len({claim.values[0] for claim in claims})


def generated_copy(
    products: Sequence[ProductFacts], model: TextGenerator, schema: AttributeSchema, locale: str, rules: Sequence[Copy]
) -> list[Generated]:
    """Return the copy of each product as a model writes it in a locale; `rules` are their copies by rule.

    A candidate of the model is taken if it is well formed and claims nothing that the facts do not say.
    """
    return ModelCopy(model, schema, locale).copies(products, rules)


def structured_description(text: str) -> str:
    """Return a text as Google Merchant wants a generated one declared: the attribute `structured_description`.

    Source: Google's product data specification, digital_source_type and content; a quotation mark in a quoted text is
    paired with a second one.

    >>> structured_description('A 6" pot: red')
    'trained_algorithmic_media:"A 6"" pot: red"'
    """
    return notations.write(text.replace("\n", " "), Notation.SOURCED, 'trained_algorithmic_media:""')


def _reason(name: str, faults: Sequence[str]) -> str:
    if not faults:
        return f"{name} wrote nothing, for too little is known of the product: the text is by rule"
    worst, _ = Counter(faults).most_common(1)[0]
    return f"none of the {len(faults)} texts that {name} wrote can be used, for instance: {worst}; the text is by rule"
