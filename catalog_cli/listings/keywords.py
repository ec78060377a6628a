"""The words that shoppers look for a product by: what it is called, in other words too, and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog_cli import locales
from catalog_cli.attributes.schema import AttributeSchema, Value
from catalog_cli.glossary.term import Term, TermStatus
from catalog_cli.listings.item import Item, Offer
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.shown import tags_of
from catalog_cli.tag import Tag

_PRODUCT_TYPE = "product_type"
# Of a kind of product there are few other words; more of them is stuffing.
_MOST_SYNONYMS = 4
# Letters that two forms of one word share at their beginning: "mug", "mugs"; "caneca", "canecas".
_LEAST_SHARED = 3
_LEAST_CONFIDENCE = 0.7
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Synonyms:
    """Other words for one thing, from term bases: those of its target, or of its source where that is the locale.

    >>> terms = [Term("sneakers", "tênis", ("trainers",), ("sapatênis",))]
    >>> Synonyms(terms, "en", "pt-BR", "pt-BR").of("Tênis"), Synonyms(terms, "en", "pt-BR", "en").of("sneakers")
    (('sapatênis',), ('trainers',))
    """

    def __init__(self, terms: Iterable[Term], source_locale: str, target_locale: str, locale: str) -> None:
        self._found: dict[str, dict[str, None]] = {}
        language = locales.language(locale)
        sides = (locales.language(source_locale) == language, locales.language(target_locale) == language)
        for term in terms:
            if term.status is TermStatus.DEPRECATED or term.is_kept:
                continue
            if sides[1]:
                self._add(term.target, term.target_forms)
            elif sides[0]:
                self._add(term.source, term.source_forms)

    def _add(self, name: str, forms: Sequence[str]) -> None:
        known = self._found.setdefault(name.casefold(), {})
        known.update(dict.fromkeys(form for form in forms if form.casefold() != name.casefold()))

    def of(self, name: str) -> tuple[str, ...]:
        """Return the other words for a name, in the order of the term base."""
        return tuple(self._found.get(name.casefold(), ()))


class Keywords:
    """Finds keywords in the locale of `labels`.

    Nothing is among them that is not known: a kind of product gives its own forms, its synonyms and the families that
    it belongs to, never a narrower kind.
    """

    def __init__(self, labels: Labels, synonyms: Synonyms | None = None) -> None:
        self._labels, self._synonyms = labels, synonyms
        self._forms: dict[str, tuple[str, ...]] = {}

    def of(self, item: Item, offer: Offer | None, attributes: Sequence[str]) -> tuple[str, ...]:
        """Return the keywords of a product in lower case, each once: its kind, then `attributes` in their order."""
        tags = [tag for tag in tags_of(item, offer) if tag.confidence >= _LEAST_CONFIDENCE]
        found: dict[str, None] = {}
        for attribute in attributes:
            for tag in tags:
                if tag.attribute == attribute:
                    found.update(dict.fromkeys(self._words(tag)))
        return tuple(found)

    def _words(self, tag: Tag) -> Iterator[str]:
        label = self._labels.of(tag).lower()
        yield label
        if not tag.value:
            return
        if tag.attribute == _PRODUCT_TYPE:
            yield from self._kinds(tag.value)
        elif self._synonyms is not None:
            yield from (word.lower() for word in self._synonyms.of(label)[:1])

    def _kinds(self, value: str) -> tuple[str, ...]:
        if value not in self._forms:
            self._forms[value] = tuple(self._other_words(value))
        return self._forms[value]

    def _other_words(self, value: str) -> Iterator[str]:
        known = self._labels.schema.attributes[_PRODUCT_TYPE].values[value]
        label = self._labels.of(Tag(_PRODUCT_TYPE, value, "", 1.0, "", 0, 0, 0, "")).lower()
        yield from _inflections(known, label, locales.language(self._labels.locale))
        if self._synonyms is not None:
            yield from (word.lower() for word in self._synonyms.of(label)[:_MOST_SYNONYMS])
        yield from (family.lower() for family in self._labels.families(_PRODUCT_TYPE, value)[:1])


def _inflections(value: Value, label: str, language: str) -> Iterator[str]:
    """Yield the forms of a value that are its label in another number: a longer form names a narrower kind."""
    words = len(label.split())
    shared = label[: max(_LEAST_SHARED, len(label) - 2)]
    for form in value.forms:
        text = form.text.lower()
        is_ours = form.language == language and not form.is_weak and text != label and len(text.split()) == words
        if is_ours and text.startswith(shared) and abs(len(text) - len(label)) <= 3:
            yield text


def once(texts: Iterable[str], said: str = "") -> tuple[str, ...]:
    """Return texts without the words that stand in them, or in `said`, before; empty ones are left out.

    >>> once(["cotton shirt", "blue shirt", "Cotton"], "Blue Ocean")
    ('cotton shirt',)
    """
    seen = {word.casefold() for word in _WORD.findall(said)}
    found = []
    for text in texts:
        new = [word for word in text.split() if word.casefold() not in seen]
        seen.update(word.casefold() for word in new)
        if new:
            found.append(" ".join(new))
    return tuple(found)


def synonyms_of(schema: AttributeSchema, locale: str) -> Mapping[str, tuple[str, ...]]:
    """Return, by label in lower case, the labels of the same value; for tests of what keywords may say."""
    types = schema.attributes[_PRODUCT_TYPE].values.values()
    labels = Labels(schema, locale)
    return {labels.named(value.id, _PRODUCT_TYPE).lower(): tuple(form.text for form in value.forms) for value in types}
