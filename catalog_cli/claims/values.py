"""The values of attributes that a text names: colours, materials, features and what else the schema lists."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.attributes.gazetteer import gazetteer
from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.claims.claim import Claim, ClaimKind

# What a text may say without a fact behind it: moods, uses and places of a product, not properties.
_FREE = frozenset(
    "style theme occasion season room activity usage_environment texture product_type size_type language condition "
    "art_medium item_form".split()
)
# A weak form, which is a value only beside the attribute's name, counts where a false one does harm.
_EVEN_WEAK = frozenset({"country_of_origin", "certification", "gemstone", "compatibility"})


def values_in(text: str, schema: AttributeSchema, locale: str) -> Iterator[Claim]:
    """Yield the values of a text, all that the same words can mean in one claim.

    >>> from catalog_cli.attributes.schema import builtin
    >>> [(claim.text, claim.values[0]) for claim in values_in("A red mug from Spain", builtin(), "en")]
    [('red', ('color', 'red')), ('from Spain', ('country_of_origin', 'spain'))]
    """
    spans: dict[tuple[int, int], dict[tuple[str, str], bool]] = {}
    for mention in gazetteer(schema, locale).mentions(text):
        value = (mention.attribute, mention.value)
        spans.setdefault((mention.start, mention.end), {})[value] = mention.is_weak
    longest = 0
    for (start, end), named in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        is_inside = end <= longest
        longest = max(longest, end)
        if any(_counts(attribute, is_weak, is_inside) for (attribute, _), is_weak in named.items()):
            yield Claim(ClaimKind.VALUE, start, end, text[start:end], tuple(named))


def _counts(attribute: str, is_weak: bool, is_inside: bool) -> bool:
    """Return whether words are a claim; inside of longer ones that name a value, weak ones are not."""
    return attribute not in _FREE and (not is_weak or (attribute in _EVEN_WEAK and not is_inside))
