"""What is known of one attribute, as words for a sentence or a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.attributes.literals import literal_label, same_measure
from catalog_cli.attributes.schema import AttributeSchema, Kind, label_in
from catalog_cli.conventions.number_format import write_number
from catalog_cli.conventions.typography import join_list, typography
from catalog_cli.descriptions import english, portuguese
from catalog_cli.descriptions.grammar import Grammar, Thing, Wording, agreed, grammar
from catalog_cli.job import Measures
from catalog_cli.product_facts import ProductFacts
from catalog_cli.tag import Tag

# "S", "XXL", "42", "10.5", "40x30": sizes that are the same in every language.
_SIZE = re.compile(r"[A-Z]{1,4}|.*\d.*")
_ROLE = re.compile(r"(is|has|for|does|measures|says|note|none): (.*)", re.DOTALL)


class Phrase(NamedTuple):
    """Words of an attribute and how they stand in a sentence: the roles of languages/en.toml."""

    role: str
    text: str
    attribute: str = ""


@dataclass(frozen=True)
class Known:
    """The facts of one product and the language in which they are said."""

    facts: ProductFacts
    schema: AttributeSchema
    locale: str
    measures: Measures = Measures.KEEP

    @cached_property
    def grammar(self) -> Grammar:
        """The grammar of the language."""
        return grammar(self.locale)

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(self.facts.attributes)

    @cached_property
    def thing(self) -> Thing:
        """What the product is, as its type says: one that the title names, else the surest."""
        tags = self.tags("product_type")
        title = self.facts.title.casefold()
        best = max(tags, key=lambda tag: (tag.text.casefold() in title, tag.confidence), default=None)
        value = None if best is None else self.schema.attributes["product_type"].values.get(best.value)
        return self.grammar.thing(value, self.locale)

    def tags(self, attribute: str) -> list[Tag]:
        """Return the tags of an attribute that say something more than the others: no family beside its member."""
        if attribute not in self._told or attribute not in self.schema.attributes:
            return []
        known = self.schema.attributes[attribute]
        tags = [tag for tag in self.facts.tags_of(attribute) if not tag.value or tag.value in known.values]
        families = {name for tag in tags for name in known.families(tag.value)}
        return [tag for tag in tags if not tag.value or tag.value not in families]

    def words(self, attribute: str) -> list[str]:
        """Return the values of an attribute as they stand in a list: labels, measures, or the merchant's own words."""
        if attribute not in self._told:
            return []
        if attribute == "size":
            return self._sizes()
        known = self.schema.attributes.get(attribute)
        if known is None:
            return []
        found = dict.fromkeys(self._word(tag, known.kind) for tag in self._measured(attribute, known.kind))
        if attribute == "care":  # "dishwasher safe" is a feature as well
            said = {_letters(word) for word in self.words("feature")}
            return [word for word in found if _letters(word) not in said]
        return list(found)

    def phrases(self, attribute: str) -> list[Phrase]:
        """Return what sentences say of an attribute, in the order of its values."""
        if attribute not in self._told:
            return []
        wording = self.grammar.wordings.get(attribute)
        known = self.schema.attributes.get(attribute)
        if wording is None or known is None:
            return []
        if attribute == "care":
            return self._worded(attribute, wording, self.words(attribute), 2)
        tags = self._measured(attribute, known.kind)
        if wording.is_one and len(tags) > 1:
            return []
        own = self.grammar.values.get(attribute, {})
        phrases: list[Phrase] = []
        words: dict[bool, list[str]] = {True: [], False: []}
        for tag in tags:
            said = _ROLE.fullmatch(own.get(tag.value, ""))
            if said:
                phrases.append(self._phrase(said[1], said[2], attribute))
            else:
                word = self._word(tag, known.kind)
                words[_fits(wording, tag.value, word)].append(word)
        count = self._count(tags, known.kind)
        phrases[:0] = self._worded(attribute, wording, self._news(words[True]), count)
        phrases += self._worded(attribute, wording._replace(role="note"), self._news(words[False]), count)
        noun = self.thing.noun
        said_already = {noun, english.with_article(noun)}  # a belt's belt
        return [one for one in dict.fromkeys(phrases) if one.role != "none" and one.text not in said_already]

    def phrase_of(self, attribute: str, value: str) -> Phrase | None:
        """Return what the grammar itself says of a value, None if that is only its label."""
        said = _ROLE.fullmatch(self.grammar.values.get(attribute, {}).get(value, ""))
        return self._phrase(said[1], said[2], attribute) if said else None

    def word_of(self, tag: Tag) -> str:
        """Return a tag's value as it stands within a sentence."""
        return self._word(tag, self.schema.attributes[tag.attribute].kind)

    def joined(self, words: Sequence[str]) -> str:
        """Return words as a list of the language: "a, b and c"."""
        return join_list(list(words), self.locale)

    def composition(self) -> list[str]:
        """Return the materials with their shares, [] where shares are not known of all of them."""
        tags = self.tags("material")
        if not tags or any(tag.share is None for tag in tags) or sum(tag.share or 0 for tag in tags) > Decimal(100):
            return []
        space = typography(self.locale).percent_space
        return [
            self.grammar.phrase["share"]
            .replace("{percent}", f"{write_number(tag.share or Decimal(0), self.locale)}{space}%")
            .replace("{material}", self._word(tag, Kind.CHOICE))
            for tag in tags
        ]

    def _news(self, words: Sequence[str]) -> list[str]:
        """Return each word once, but none that the noun says already: a belt's "belt" is no closure."""
        return [word for word in dict.fromkeys(words) if word.casefold() != self.thing.noun.casefold()]

    def _measured(self, attribute: str, kind: Kind) -> list[Tag]:
        """Return the tags of an attribute; of measures that say the same the first, and the surest of several."""
        tags = self.tags(attribute)
        if kind not in (Kind.MEASURE, Kind.DIMENSIONS, Kind.COUNT):
            return tags
        best = max((tag.confidence for tag in tags), default=0.0)
        found: list[Tag] = []
        for tag in tags:
            if tag.confidence == best and not any(same_measure(tag.literal, one.literal) for one in found):
                found.append(tag)
        return found

    def _word(self, tag: Tag, kind: Kind) -> str:
        if not tag.value:
            return literal_label(tag.literal, kind, self.locale, self.measures)
        own = self.grammar.values.get(tag.attribute, {}).get(tag.value, "")
        if own and not _ROLE.fullmatch(own):
            return own
        value = self.schema.attributes[tag.attribute].values[tag.value]
        return self.grammar.word(label_in(value.labels, self.locale) or tag.value, tag.attribute)

    def _count(self, tags: Sequence[Tag], kind: Kind) -> int:
        """Return the number that a counted noun agrees with."""
        if kind is Kind.COUNT and len(tags) == 1:
            return 1 if tags[0].literal == "1" else 2
        return len(tags)

    def _worded(self, attribute: str, wording: Wording, words: list[str], count: int) -> list[Phrase]:
        if not words:
            return []
        if wording.role == "note":
            known = self.schema.attribute_label(attribute, self.locale)
            label = self.grammar.attribute_label(attribute, known, len(words))
            return [Phrase("says", f"{label}: {', '.join(words)}", attribute)]
        if wording.whole:
            words = [portuguese.contracted("em", word) if "{em}" in wording.whole else word for word in words]
            joined, template = self.joined(words), wording.whole.replace("{em}", "{}")
            return [self._phrase(wording.role, self._put(template, joined, wording), attribute, count)]
        return [self._phrase(wording.role, self._put(wording.each, word, wording), attribute, count) for word in words]

    def _put(self, template: str, word: str, wording: Wording) -> str:
        """Return a template with a word in it; what both say ("a cow print" pattern) stands once."""
        if self.grammar.language == "pt":
            head = template.split(" ", 1)[0]
            if word.split(" ", 1)[0] == head:
                return word
            word = portuguese.agreeing(word, "f") if "{f}" in template else word
            word = portuguese.plural_phrase(word) if "{plural}" in template else word
            return template.replace("{f}", word).replace("{plural}", word).replace("{}", word)
        if template == "{a}":
            return english.with_article(word)
        if wording.tails and word.rsplit(" ", 1)[-1] in wording.tails:
            template = template[: template.index("{}") + 2]
        made = template.replace("{}", word)
        return english.with_article(made[2:]) if template.startswith("a {}") else made

    def _phrase(self, role: str, text: str, attribute: str, count: int = 1) -> Phrase:
        text = agreed(text, self.thing, count)
        if role == "is":
            text = self.grammar.agreeing(text, self.thing)
        return Phrase(role, text, attribute)

    def _sizes(self) -> list[str]:
        """Return the sizes that can be said in the language: a word of another one cannot."""
        is_own = locales.language(self.facts.locale or self.locale) == self.grammar.language
        known: Mapping[str, str] = self.grammar.sizes
        found = []
        for literal in self.facts.values("size"):
            if _SIZE.fullmatch(literal) or (is_own and literal.casefold() not in known):
                found.append(literal)
            elif literal.casefold() in known:
                found.append(known[literal.casefold()])
            else:
                return []  # a part of the sizes would say that there are no others
        return list(dict.fromkeys(found))


def _fits(wording: Wording, value: str, word: str) -> bool:
    """Return whether a value's label can stand in its attribute's role."""
    is_alike = wording.labels is not None and wording.labels.fullmatch(word) is not None
    return not wording.only or value in wording.only or is_alike


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
