"""The words that shoppers look for a product by: what it is called, in other words too, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catalog_cli import locales
from catalog_cli.glossary.term import Term, TermStatus
from catalog_cli.listings.item import Item, Offer
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.shown import tags_of
from catalog_cli.tag import Tag

_PRODUCT_TYPE = "product_type"
# Of a kind of product there are few other words; more of them is stuffing.
_MOST_SYNONYMS = 4
_LEAST_CONFIDENCE = 0.7
# Letters that the forms of one word share at their beginning.
_LEAST_SHARED = 3


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
        known.update(dict.fromkeys(form for form in forms if not _is_inflected(form, name)))

    def of(self, name: str) -> tuple[str, ...]:
        """Return the other words for a name, in the order of the term base."""
        return tuple(self._found.get(name.casefold(), ()))


class Keywords:
    """Finds keywords in the locale of `labels`.

    Nothing is among them that is not known: a kind of product gives its synonyms in the term base and the family that
    it belongs to, never a narrower kind. No word stands in several numbers, which marketplaces search as one.
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
        label = self._labels.of(Tag(_PRODUCT_TYPE, value, "", 1.0, "", 0, 0, 0, "")).lower()
        if self._synonyms is not None:
            yield from (word.lower() for word in self._synonyms.of(label)[:_MOST_SYNONYMS])
        yield from (family.lower() for family in self._labels.families(_PRODUCT_TYPE, value)[:1])


def _is_inflected(form: str, name: str) -> bool:
    """Return whether a form is a name in another number or gender.

    >>> _is_inflected("canecas", "caneca"), _is_inflected("lençóis de cama", "lençol de cama")
    (True, True)
    >>> _is_inflected("trainers", "sneakers"), _is_inflected("bolsa de mão", "bolsa")
    (False, False)
    """
    ours, theirs = form.casefold().split(), name.casefold().split()
    shared = (one[:_LEAST_SHARED] == other[:_LEAST_SHARED] for one, other in zip(ours, theirs, strict=False))
    return len(ours) == len(theirs) and all(shared)
