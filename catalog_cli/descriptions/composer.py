"""The copy of a product, composed by rule: a description, bullets, and a title and description for search engines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.descriptions.choosing import Chooser
from catalog_cli.descriptions.grammar import capitalized
from catalog_cli.descriptions.naming import OPTIONAL
from catalog_cli.descriptions.phrases import Known
from catalog_cli.descriptions.sentences import Sentences
from catalog_cli.job import Measures
from catalog_cli.product_facts import ProductFacts
from catalog_cli.segment import Limit

_ARTICLE = re.compile(r"^(?:an?|em) (?=\w+ )")
# Written beside what was composed: which rules, so that a text can be traced.
RULES = "rules@1"


class Lengths(NamedTuple):
    """The most that the parts of a copy may measure.

    Source of the meta limits: Shopify's search engine listing (70 and 160 characters). Five bullets of 250 characters
    are what Amazon shows at most.
    """

    meta_title: Limit = Limit(70)
    meta_description: Limit = Limit(160)
    bullet: Limit = Limit(250)
    bullets: int = 5


class Copy(NamedTuple):
    """What is written of a product; a part of which nothing is known is empty."""

    description: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    meta_title: str = ""
    meta_description: str = ""


def describe(
    facts: ProductFacts,
    schema: AttributeSchema,
    locale: str,
    lengths: Lengths | None = None,
    measures: Measures = Measures.KEEP,
) -> Copy:
    """Return the copy of a product in a locale; raises UsageProblem for a language without a grammar.

    Everything in it is a tag of the product, its title or its brand. The same facts make the same copy; the product's
    key decides among phrasings. `measures` says whether measures keep their units.

    >>> from catalog_cli.attributes.schema import builtin
    >>> from catalog_cli.tag import Tag
    >>> tags = [Tag(name, value, "", 0.9, "Title", 0, 0, 1, "") for name, value in (
    ...     ("product_type", "shirt"), ("material", "cotton"), ("color", "navy-blue"), ("neckline", "v-neck"))]
    >>> copy = describe(ProductFacts("7", "Ocean", "Acme", tuple(tags)), builtin(), "pt-BR")
    >>> copy.description
    ('Camisa de algodão na cor azul-marinho, da marca Acme. Com decote V.',)
    """
    lengths = lengths or Lengths()
    known = Known(facts, schema, locale, measures)
    said = Sentences(known, Chooser(facts.key))
    paragraphs = said.paragraphs()
    description = tuple(" ".join(sentences) for sentences in paragraphs)
    return Copy(
        description,
        tuple(_bullets(said, lengths)),
        meta_title(said, lengths.meta_title),
        meta_description(said, [one for sentences in paragraphs for one in sentences], lengths.meta_description),
    )


def fits(text: str, limit: Limit) -> bool:
    """Return whether a text is within a limit.

    >>> fits("água", Limit(4)), fits("água", Limit(4, "bytes")), fits("🧢", Limit(1, "utf16"))
    (True, False, False)
    """
    size = {"bytes": len(text.encode()), "utf16": len(text.encode("utf-16-le")) // 2}.get(limit.unit, len(text))
    return size <= limit.most


def meta_title(said: Sentences, limit: Limit) -> str:
    """Return a title for search engines within a limit, "" if not even the shortest fits; nothing is cut."""
    return next((text for text in _meta_titles(said) if text and fits(text, limit)), "")


def _meta_titles(said: Sentences) -> Iterator[str]:
    """Yield titles, the fullest first: the product's own with its maker, then names made of what is known."""
    facts, known, name = said.known.facts, said.known, said.name
    title = " ".join(facts.title.split())
    maker = f" | {facts.brand}" if facts.brand and facts.brand.casefold() not in title.casefold() else ""
    if title:
        noun = known.thing.noun
        if known.thing.is_known and noun.casefold() not in title.casefold():
            yield f"{title} – {name.phrase(())}{maker}"
        yield f"{title}{maker}"
        yield title
    if known.thing.is_known:
        maker = f" | {facts.brand}" if facts.brand else ""
        for parts in (("look", "material", "colors"), ("material",), ()):
            phrase = capitalized(name.phrase(parts))
            yield f"{phrase}{maker}"
            yield phrase


def meta_description(said: Sentences, sentences: Sequence[str], limit: Limit) -> str:
    """Return the sentences that fit within a limit, in their order: the opening first, a shorter one if it must be."""
    if not sentences:
        return ""
    first = said.opening
    openings = [first, *(f"{capitalized(said.name.phrase(parts))}." for parts in (OPTIONAL, ("brand",), ()))]
    if not first or not said.known.thing.is_known:
        openings = openings[:1]
    chosen = next((one for one in openings if one and fits(one, limit)), "")
    kept = [chosen] if chosen else []
    for sentence in sentences:
        if sentence != first and fits(" ".join([*kept, sentence]), limit):
            kept.append(sentence)
    return " ".join(kept)


def _bullets(said: Sentences, lengths: Lengths) -> Iterator[str]:
    """Yield a bullet for each group of facts, as many as there may be; of a long one the last facts are left out."""
    known = said.known
    left = lengths.bullets
    for attributes in known.grammar.groups.values():
        if not left:
            return
        facts = [fact for attribute in attributes if (fact := _listed(known, attribute))]
        while facts and not fits("; ".join(facts), lengths.bullet):
            facts.pop()
        if facts:
            left -= 1
            yield "; ".join(facts)


def _listed(known: Known, attribute: str) -> str:
    """Return an attribute with its values: "Colors: blue, green"."""
    words = (known.composition() if attribute == "material" else []) or known.words(attribute)
    if not words:
        return ""
    label = known.grammar.attribute_label(attribute, known.schema.attribute_label(attribute, known.locale), len(words))
    return f"{label}: {', '.join(_ARTICLE.sub('', word) for word in words)}"
