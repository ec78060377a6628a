"""What a text claims of a product, and which of it the product's facts do not say."""

from __future__ import annotations

from catalog_cli.attributes.schema import AttributeSchema, builtin
from catalog_cli.claims.claim import Claim, ClaimKind
from catalog_cli.claims.evidence import evidence
from catalog_cli.claims.figures import figures_in
from catalog_cli.claims.names import names_in
from catalog_cli.claims.values import values_in
from catalog_cli.claims.wording import wording_claims
from catalog_cli.product_facts import ProductFacts

__all__ = ["Claim", "ClaimKind", "claims_in", "unsupported"]


def claims_in(text: str, locale: str, schema: AttributeSchema | None = None) -> tuple[Claim, ...]:
    """Return the claims of a text, in order: values, measures, numbers, names, and what words alone tell.

    Claims overlap: "100% organic cotton" is a number, a material and a certification. The languages of the wording
    tables are English and Portuguese; others are read by English's.

    >>> [(claim.kind.value, claim.text) for claim in claims_in("A red mug, 350 ml", "en")]
    [('value', 'red'), ('measure', '350 ml')]
    """
    found = (
        *values_in(text, schema or builtin(), locale),
        *figures_in(text, locale),
        *names_in(text, locale),
        *wording_claims(text, locale),
    )
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end, claim.kind)))


def unsupported(
    text: str, facts: ProductFacts, locale: str, schema: AttributeSchema | None = None
) -> tuple[Claim, ...]:
    """Return the claims of a text that a product's tags and texts, written in the same language, do not bear out.

    A value is borne out by its tag or by a tag of its family, a measure by the same in any unit, everything else by
    the product's own words. Instructions among those words are no evidence.

    >>> facts = ProductFacts("1", "Navy mug 350 ml", "", (), ("Navy mug 350 ml",))
    >>> [claim.text for claim in unsupported("The best navy mug holds 0.35 L and is dishwasher safe", facts, "en")]
    ['The best navy', 'dishwasher safe', 'dishwasher safe']
    """
    claims = claims_in(text, locale, schema)
    known = evidence(facts, locale, schema)
    false = [claim for claim in claims if not known.bears_out(claim, text)]
    values = [claim for claim in claims if claim.kind is ClaimKind.VALUE and claim not in false]
    return tuple(claim for claim in false if not (claim.kind is ClaimKind.NAME and _is_within(claim, values)))


def _is_within(name: Claim, values: list[Claim]) -> bool:
    """Return whether a name is a word of a value that is borne out: "Colombian" of a coffee from Colombia."""
    return any(value.start <= name.start and name.end <= value.end for value in values)
