"""Whether a text is made of the facts' words alone, put together as the facts put them together.

A claims list knows what is often claimed falsely. What a small model makes up is wider: a stool "used as a bed", a
fern that is "a deciduous shrub". So a generated text may hold the words of the product's own texts and tags, and words
that say nothing of their own (plain_words.toml); words side by side must belong together in the facts too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from catalog_cli.attributes.literals import quantity_literal, same_measure
from catalog_cli.attributes.schema import AttributeSchema, Kind
from catalog_cli.claims.instructions import without_instructions
from catalog_cli.claims.words import WORD, stem, stems
from catalog_cli.conventions.measures import find_measures
from catalog_cli.conventions.number_format import find_number_words
from catalog_cli.conventions.quantity import Quantity
from catalog_cli.generation.cells import said
from catalog_cli.generation.plain import ANY_THING, LONGEST_TEXT, plain_words, thing_nouns
from catalog_cli.locales import language
from catalog_cli.product_facts import ProductFacts
from catalog_cli.tag import Tag

# "a removable, machine washable cover": so far apart two words of one sentence may stand and belong together.
_REACH = 4
_REACH_IN_TITLE = 2  # "Wooden side desk", but "Stainless steel top, work table"
_SENTENCE_ENDS = ".!?;:\n"

# What stands behind "made of" must be materials, each part of the list; behind "is a" something that the product is.
_STOPS = r"(?=[.!?;:]|\s(?:and|but)\s(?:has|is|comes|can|are|have)\b|\s(?:with|that|which|for|in|by|it)\b|$)"
_PT_STOPS = r"(?=[.!?;:]|\se\s(?:tem|é|vem|pode|são|têm)\b|\s(?:com|que|para|por|pela|pelo)\b|$)"
_MADE = {
    "en": re.compile(rf"\b(?:made|crafted|built) (?:of|from|with|out of|in) (?P<what>.+?){_STOPS}", re.IGNORECASE),
    "pt": re.compile(rf"\b(?:feit|fabricad|confeccionad)[oa]s? (?:de|em|com) (?P<what>.+?){_PT_STOPS}", re.IGNORECASE),
}
_IS = {
    "en": re.compile(rf"\b(?:is|are|was) (?:an?|the|one of the)\s(?P<what>.+?)(?:(?=,\s)|{_STOPS})", re.IGNORECASE),
    "pt": re.compile(rf"\b(?:é|são) (?:uma?|[oa])\s(?P<what>.+?)(?:(?=,\s)|{_PT_STOPS})", re.IGNORECASE),
}
# The noun of "a blue wool jacket" stands last, that of "uma jaqueta azul de lã" first.
_HEAD = {"en": -1, "pt": 0}
_LIST = re.compile(r",\s*(?:and\s|e\s)?|\s(?:and|e|or|ou)\s")
_ALSO = frozenset({"and", "by", "e", "x", "por"})
_MATERIALS = frozenset({"material", "upper_material"})
_ADJECTIVES = frozenset(
    {"color", "material", "pattern", "gender", "age_group", "style", "fit", "product_type", "brand"}
)
# A part's material is not the product's: "ceramic soleplate" makes no iron a ceramic one.
_SAYS_MATERIAL = frozenset(
    stem(word) for word in "made crafted constructed built material fabric feito fabricado confeccionado tecido".split()
)

_COMPARES = frozenset(
    stem(word) for word in "close closer like than unlike similar comparable instead como parecido similar".split()
)


class Grounding:
    """The words of one product's facts, in one locale."""

    def __init__(self, facts: ProductFacts, schema: AttributeSchema, locale: str) -> None:
        self._locale = locale
        self._listed = plain_words(locale)
        tagged = [tag for tag in facts.tags if tag.attribute in schema.attributes]
        labels = [said(tag, facts, schema, locale) for tag in tagged]
        measured = [one for one in facts.attributes if one in schema.attributes]
        measured = [one for one in measured if schema.attributes[one].kind not in (Kind.CHOICE, Kind.TEXT)]
        names = [schema.attribute_label(one, locale) for one in measured]
        texts = [without_instructions(text[:LONGEST_TEXT]) for text in (facts.title, facts.brand, *facts.texts)]
        values = [*labels, *(tag.text for tag in facts.tags), *(tag.literal for tag in facts.tags)]
        kinds = [tag.text for tag in facts.tags_of("product_type")]
        self._neutral = self._listed.plain
        self._name = _stems([texts[0], texts[1], *kinds])
        self._values = _stems(values)
        self._words = self._name | self._values | _stems([*texts, *names]) | self._listed.links | self._neutral
        self._materials = frozenset(_materials(facts, schema, locale))
        self._some_material = _stems(
            [label for tag in tagged if _is_material(tag, schema) for label in (tag.text, tag.value)]
        )
        direct = [label for tag, label in zip(tagged, labels, strict=True) if _is_direct(tag, label)]
        self._direct = _stems([*direct, *(tag.text for tag in tagged if _is_direct(tag, tag.text))])
        self._measures = _measures(facts, schema, locale)
        self._made = _MADE.get(language(locale))
        self._is = _IS.get(language(locale))
        self._said = _stems(texts)
        self._labels = [schema.attribute_label(tag.attribute, locale) for tag in tagged if tag.value]
        self._joined = {pair for text in (*texts, *labels) for pair in self._pairs_near(text)}

    def fault(self, text: str) -> str:
        """Return the first words of a text that the facts do not have, or have not beside one another; "" for none."""
        if strange := self._loose_label(text) or self._false_measure(text):
            return strange
        for part in _clauses(_without_measures(text, self._locale)):
            words: list[str] = WORD.findall(part)
            for word in words:
                if not self._is_known(word):
                    return word
            for first, second in pairwise(words):
                if not self._belong(stem(first), stem(second)):
                    return f"{first} {second}"
            if strange := next((word for word in self._parts_materials(words)), ""):
                return strange
        return self._false_nature(text)

    def _loose_label(self, text: str) -> str:
        """Return what of a text is a list of facts rather than a sentence, "" for nothing."""
        if ":" in text:
            return ":"  # "It has a color: black" goes on with the list of facts
        for label in self._labels:
            if re.search(rf"\b{re.escape(label)}[.!?]", text, re.IGNORECASE):
                return label  # "It has a frame material."
        return ""

    def _false_measure(self, text: str) -> str:
        """Return the name of a measure beside one that is not its own, or beside none; "" if all are right."""
        named = list(_labelled(text, self._measures, self._locale))
        idle = (name for name in self._measures if name not in {one for one, _ in named} and _has(text, name))
        if name := next((name for name in idle if not set(stems(name)) <= self._said), ""):
            return name  # "a capacity of 3-layer filtration"
        for label, measure in named:
            known = self._measures[label]
            if not any(same_measure(quantity_literal(measure), one) for one in known):
                return f"{label} {measure.text}"
        return ""

    def _parts_materials(self, words: list[str]) -> Iterator[str]:
        """Yield the materials that are told of the whole, and that the facts tell of a part alone."""
        for at, word in enumerate(words):
            own = stem(word)
            if own in self._some_material and own not in self._materials | self._name:
                beside = [stem(one) for one in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])]
                others = [one for one in beside if one not in self._some_material]
                if not any((own, one) in self._joined or (one, own) in self._joined for one in others):
                    yield word

    def _false_nature(self, text: str) -> str:
        """Return what a text says that the product is made of, or that it is, and the facts do not; "" for nothing."""
        for made in self._made.finditer(text) if self._made else ():
            for part in _LIST.split(made["what"]):
                if not self._materials & set(stems(part)):
                    return str(made[0])
        for being in self._is.finditer(_without_measures(text, self._locale)) if self._is else ():
            words = [one for one in stems(being["what"]) if one not in self._listed.links and not one[0].isdigit()]
            if words and words[_HEAD[language(self._locale)]] not in self._name | ANY_THING:
                return str(being[0])
        return ""

    def _is_known(self, word: str) -> bool:
        return stem(word) in self._words or word[0].isdigit() or bool(find_number_words(word, self._locale))

    def _belong(self, first: str, second: str) -> bool:
        """Return whether two words may stand side by side: figures are for the claims to judge."""
        free = self._listed.links | self._neutral
        if first in free or second in free or first[0].isdigit() or second[0].isdigit() or first == second:
            return True
        if (first, second) in self._joined or (second, first) in self._joined:
            return True
        return (first in self._name or second in self._name) and {first, second} <= self._name | self._direct

    def _pairs_near(self, text: str) -> Iterator[tuple[str, str]]:
        for part in _clauses(text):
            words = [one for one in stems(part) if one not in self._listed.links]
            for at, first in enumerate(words):
                for second in words[at + 1 : at + 1 + _REACH]:
                    yield first, second


def repeats(text: str, locale: str, title: str = "") -> bool:
    """Return whether a sentence says a word twice, as in "The dryer is a dryer".

    The product's name may come again once beside something new: "The Nordic Fan is a silent fan".

    >>> repeats("The wood fence is made of wood.", "en"), repeats("It is red. It is made of wood.", "en")
    (True, False)
    >>> repeats("The Nordic Fan is a silent fan.", "en", "Nordic Fan"), repeats("The Fan is a fan.", "en", "Fan")
    (False, True)
    """
    listed = plain_words(locale)
    name = frozenset(stems(title))
    for part in _sentences(text):
        words = Counter(one for one in stems(part) if one not in listed.links and not one[0].isdigit())
        again = [word for word, count in words.items() if count > 1]
        is_name = (
            len(again) == 1 and words[again[0]] == 2 and again[0] in name and bool(words.keys() - name - listed.plain)
        )
        if again and not is_name:
            return True
    return _measured_twice(text, locale)


def _measured_twice(text: str, locale: str) -> bool:
    """Return whether a measure comes again, other than in "18 in high and 18 in wide"."""
    ends: dict[str, int] = {}
    for measure in find_measures(text, locale):
        literal = quantity_literal(measure)
        between = text[ends[literal] : measure.start].split() if literal in ends else []
        if literal in ends and _ALSO.isdisjoint(between):
            return True
        ends[literal] = measure.end
    return False


def _is_material(tag: Tag, schema: AttributeSchema) -> bool:
    return "material" in (tag.attribute, schema.attributes[tag.attribute].values_of)


def _is_direct(tag: Tag, label: str) -> bool:
    """Return whether a value may stand before the product's name: "a navy blue mug", but no "real-time camera"."""
    return tag.attribute in _ADJECTIVES or len(WORD.findall(label)) == 1


def _has(text: str, name: str) -> bool:
    return bool(name) and f" {name} " in f" {' '.join(WORD.findall(text.casefold()))} "


def _measures(facts: ProductFacts, schema: AttributeSchema, locale: str) -> dict[str, set[str]]:
    """Return what each measured attribute of the schema is worth by the facts, by its name in the locale."""
    found: dict[str, set[str]] = {}
    for attribute in schema.attributes.values():
        if attribute.kind in (Kind.MEASURE, Kind.DIMENSIONS):
            values = {tag.literal for tag in facts.tags if tag.attribute == attribute.id}
            found.setdefault(schema.attribute_label(attribute.id, locale).casefold(), set()).update(values)
    return found


def _labelled(text: str, names: Mapping[str, set[str]], locale: str) -> Iterator[tuple[str, Quantity]]:
    """Yield the measures of a text that stand beside the name of an attribute: "a width of 40 cm", "40 cm width"."""
    low = text.casefold()
    if len(low) != len(text):
        return
    for measure in find_measures(text, locale):
        before, after = low[max(0, measure.start - 40) : measure.start], low[measure.end : measure.end + 40]
        for name in names:
            word = re.escape(name)
            if re.search(rf"\b{word}\W+(?:(?:of|is|de|é)\W+)?(?:(?:up to|até|about)\W+)?$", before) or re.match(
                rf"\W*(?:(?:in|of|de)\W+)?{word}\b", after
            ):
                yield name, measure


def _materials(facts: ProductFacts, schema: AttributeSchema, locale: str) -> Iterator[str]:
    """Yield the stems of the materials that the product as a whole is said to be made of."""
    texts = [text for text in facts.texts if text.strip() != facts.title.strip()]
    clauses = [stems(part) for text in texts for part in _clauses(text[:LONGEST_TEXT])]
    titles = [stems(part) for part in _clauses(facts.title)]
    ends = plain_words(locale).links | _SAYS_MATERIAL
    nouns, said = thing_nouns(facts, locale), frozenset(stems(facts.title))
    for tag in facts.tags:
        if tag.attribute not in _MATERIALS:
            continue
        own = stems(tag.text)
        is_named = tag.found_by == "column" or tag.share is not None or any(_names(one, own, nouns) for one in titles)
        if is_named or any(
            _is_before(clause, own, nouns, said) or _is_made_of(clause, own, ends) for clause in clauses
        ):
            yield from own
            yield from stems(schema.label(tag.attribute, tag.value, locale))


def _names(title: tuple[str, ...], own: tuple[str, ...], nouns: frozenset[str]) -> bool:
    """Return whether a phrase of a title says a material of the thing itself: "Stainless Steel Top" is a table's."""
    for at in range(len(title) - len(own) + 1):
        after = title[at + len(own) : at + len(own) + _REACH_IN_TITLE]
        if title[at : at + len(own)] == own and (not after or not nouns.isdisjoint(after)):
            return True
        if title[at : at + len(own)] == own and not nouns.isdisjoint(title[:at]):
            return len(title) == at + len(own)
    return False


def _is_before(clause: tuple[str, ...], own: tuple[str, ...], nouns: frozenset[str], title: frozenset[str]) -> bool:
    """Return whether a material stands before what the thing is called, other words of its title between them."""
    if not _COMPARES.isdisjoint(clause):  # "very close to that of a solid silver cable"
        return False
    for at in range(len(clause) - len(own) + 1):
        if clause[at : at + len(own)] == own:
            for word in clause[at + len(own) : at + len(own) + _REACH]:
                if word in nouns:
                    return True
                if word not in title:
                    break
    return False


def _is_made_of(clause: tuple[str, ...], own: tuple[str, ...], ends: frozenset[str]) -> bool:
    """Return whether a clause says that something is made of a material: "a fabric of cotton"."""
    if not _COMPARES.isdisjoint(clause):
        return False
    for at in range(len(clause) - len(own) + 1):
        following = {*clause[at + len(own) : at + len(own) + 1]}
        is_said = not _SAYS_MATERIAL.isdisjoint((*clause[max(0, at - _REACH) : at], *following))
        if clause[at : at + len(own)] == own and is_said and following <= ends:
            return True  # but "built with an aluminium heat spreader" is of the spreader
    return False


def _without_measures(text: str, locale: str) -> str:
    """Return a text with one figure for each measure, units included: the claims judge them."""
    for measure in reversed(find_measures(text, locale)):
        text = f"{text[: measure.start]} 0 {text[measure.end :]}"
    return text


def _stems(texts: list[str]) -> frozenset[str]:
    return frozenset(one for text in texts for one in stems(text))


def _clauses(text: str) -> list[str]:
    return _split(text, _SENTENCE_ENDS + ",()")


def _sentences(text: str) -> list[str]:
    return _split(text, _SENTENCE_ENDS)


def _split(text: str, marks: str) -> list[str]:
    return text.translate({ord(mark): "\n" for mark in marks}).split("\n")
