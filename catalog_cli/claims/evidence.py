"""What the facts of a product bear out: its values with their families, its measures, its own words."""

from __future__ import annotations

import re
from functools import lru_cache

from catalog_cli.attributes.literals import same_measure
from catalog_cli.attributes.schema import AttributeSchema, builtin
from catalog_cli.claims.claim import Claim, ClaimKind
from catalog_cli.claims.figures import figures_in
from catalog_cli.claims.instructions import without_instructions
from catalog_cli.claims.words import WORD, stem, stem_line, stems
from catalog_cli.product_facts import ProductFacts

_BREAK = re.compile(r"[.!?;\n]+(?:\s|$)")
# "Handle material: Wood" says it outright.
_LABELLED = re.compile(r"[^:.!?\n]{1,40}:[^:.!?\n]{1,120}\Z")
# Values of these are told of the product as a whole: another one in its text is told of something else ("goes with
# black jeans"), unless the same words stand beside it.
_OF_THE_WHOLE = frozenset(
    "color material gemstone metal_purity country_of_origin scent flavor gender age_group".split()
)
_LINKS = frozenset(
    "a an the of in on for with and or is are it its to by from this that be has have do at as you your our "
    "o os um uma de do da dos das em no na para com e ou que se por seu sua ao can may pode podem ser".split()
)
_LINK_STEMS = frozenset(map(stem, _LINKS))
# A description of this many characters says enough of a product; a cell of ten megabytes does not make a run slow.
_LONGEST_TEXT = 20_000


class Evidence:
    """The facts of one product, made ready to be asked whether they bear a claim out."""

    def __init__(self, facts: ProductFacts, locale: str, schema: AttributeSchema | None = None) -> None:
        self._schema = schema or builtin()
        self._values = self._known_values(facts)
        title = (facts.title, facts.brand)
        shown = [tag.text for tag in facts.tags] + [tag.literal for tag in facts.tags if tag.literal]
        texts = dict.fromkeys(without_instructions(one[:_LONGEST_TEXT]) for one in (*title, *facts.texts, *shown))
        own = [sentence for text in texts for sentence in _BREAK.split(text) if sentence.strip()]
        self._lines = dict.fromkeys(stem_line(sentence) for sentence in own)
        self._sets = [frozenset(line.split()) - _LINK_STEMS for line in self._lines]
        self._words = frozenset().union(*self._sets) if self._sets else frozenset()
        labelled = [text for text in texts if _LABELLED.match(text)]
        certain = dict.fromkeys((*map(without_instructions, (*title, *shown)), *labelled))
        self._certain = [stem_line(sentence) for sentence in certain]
        figures = [claim for text in (*texts,) for claim in figures_in(text, locale)]
        self._measures = self._figures(figures, ClaimKind.MEASURE) | {tag.literal for tag in facts.tags if tag.literal}
        self._numbers = self._figures(figures, ClaimKind.NUMBER) | {
            tag.literal for tag in facts.tags if tag.literal.isdigit()
        }
        self._numbers |= {one.split()[0] for one in self._measures if one.endswith((" piece", " pieces"))}
        self._numbers |= {f"{tag.share.normalize():f} %" for tag in facts.tags if tag.share is not None}

    def _known_values(self, facts: ProductFacts) -> dict[str, set[str]]:
        known: dict[str, set[str]] = {}
        for tag in facts.tags:
            attribute = self._schema.attributes.get(tag.attribute)
            if attribute is None or not tag.value:
                continue
            own = known.setdefault(attribute.values_of or tag.attribute, set())
            own.add(tag.value)
            own.update(attribute.families(tag.value))
        return known

    @staticmethod
    def _figures(claims: list[Claim], kind: ClaimKind) -> set[str]:
        return {literal for claim in claims if claim.kind is kind for _, literal in claim.values}

    def bears_out(self, claim: Claim, text: str) -> bool:
        """Return whether the facts say what a claim of `text` says.

        A family is borne out by its members: "blue" by navy; not the reverse.
        """
        if claim.kind is ClaimKind.MEASURE:
            return any(same_measure(literal, known) for _, literal in claim.values for known in self._measures)
        if claim.kind is ClaimKind.NUMBER:
            return any(literal in self._numbers for _, literal in claim.values)
        if claim.kind is ClaimKind.VALUE:
            return self._has_value(claim, text)
        if claim.kind is ClaimKind.NAME:
            return set(stems(claim.text)) <= self._words or self._says(claim.text)
        return self._says(claim.text) or (
            claim.kind is not ClaimKind.SUPERLATIVE and self._says_in_other_order(claim.text)
        )

    def _has_value(self, claim: Claim, text: str) -> bool:
        names = [(self._base(attribute), value) for attribute, value in claim.values]
        if any(value in self._values.get(attribute, ()) for attribute, value in names):
            return True
        line = stem_line(claim.text)
        if any(line in one for one in self._certain):
            return True
        if not any(attribute in _OF_THE_WHOLE and attribute in self._values for attribute, _ in names):
            return self._says(claim.text) or self._says_in_other_order(claim.text)
        return any(line in one for neighbours in _with_neighbours(claim, text) for one in self._holding(neighbours))

    def _holding(self, phrase: str) -> list[str]:
        return [one for one in self._lines if phrase in one]

    def _base(self, attribute: str) -> str:
        known = self._schema.attributes.get(attribute)
        return (known.values_of if known else "") or attribute

    def _says(self, phrase: str) -> bool:
        line = stem_line(phrase)
        return any(line in one for one in self._lines)

    def _says_in_other_order(self, phrase: str) -> bool:
        wanted = frozenset(stems(phrase)) - _LINK_STEMS
        return bool(wanted) and any(wanted <= one for one in self._sets)

    def knows(self, word: str) -> bool:
        """Return whether a word, in any form, stands in the product's texts."""
        return stem(word) in self._words


def _with_neighbours(claim: Claim, text: str) -> list[str]:
    """Return the words of a claim with the word before and with the word after, as lines of stems."""
    before = WORD.findall(text[max(0, claim.start - 60) : claim.start])[-1:]
    after = WORD.findall(text[claim.end : claim.end + 60])[:1]
    phrases = [f"{before[0]} {claim.text}"] if before and stem(before[0]) not in _LINK_STEMS else []
    if after and stem(after[0]) not in _LINK_STEMS:
        phrases.append(f"{claim.text} {after[0]}")
    return [stem_line(phrase) for phrase in phrases]


@lru_cache(maxsize=8)
def evidence(facts: ProductFacts, locale: str, schema: AttributeSchema | None = None) -> Evidence:
    """Return the evidence of a product, built once while its candidates are judged."""
    return Evidence(facts, locale, schema)
