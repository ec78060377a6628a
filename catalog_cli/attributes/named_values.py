"""What the value of a named column, option or label means: "Color: Navy/White", "Material: 80% cotton, 20% wool"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.attributes.gazetteer import Gazetteer, Mention, fold
from catalog_cli.attributes.schema import Attribute, AttributeSchema, Kind

# A whole value that the schema knows; a part of a list; a value found inside words that are not known as a whole.
WHOLE, PART, INSIDE = 0.99, 0.98, 0.93

_SEPARATORS = re.compile(r"\s*(?:[,;|\n•]|\s/\s|/(?=[^\W\d])|\s(?:and|&|\+|e|y|und|et|ou|or)\s)\s*")
_LINES = re.compile(r"\s*[,;|\n]\s*")
# Pages taken apart by a crawler glue the next label to a value: "GreenALTERNATE ITEM".
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z]{2})")
_NOTHING = frozenset(
    "n a|na|none|not applicable|no|yes|unknown|other|default|default title|default category|null|tbd|sim|não|"
    "nenhum|nenhuma|não se aplica|outro|outra|padrão|various|see description|não informado|sem marca|no brand|"
    "unbranded|generic|does not apply".split("|")
)
_LONGEST_LITERAL = 80
# Surfaces and patterns that stand in a column of colours: "Matte Black", "Black Striped".
_IN_COLOR = frozenset({"finish", "pattern"})


# What shops put into a column of types besides types.
_DEPARTMENTS = ("usage_environment", "gender", "age_group", "season", "room", "activity", "suitable_for_animal")


class NamedValue(NamedTuple):
    """A value read at `start:end` of the text of a named cell; `literal` where the attribute has no list."""

    attribute: str
    value: str
    literal: str
    start: int
    end: int
    confidence: float


class NamedReader:
    """Reads values of named attributes. Values repeat over a catalog: what was read is kept."""

    def __init__(self, schema: AttributeSchema, gazetteer: Gazetteer) -> None:
        self._attributes = schema.attributes
        self._gazetteer = gazetteer
        self._known: dict[str, Mapping[str, str]] = {}
        self.read = lru_cache(maxsize=16_384)(self._read)

    def _names(self, attribute: str) -> Mapping[str, str]:
        """Return the values of an attribute by name, worked out when a column of it is first read."""
        found = self._known.get(attribute)
        if found is None:
            one = self._attributes.get(attribute)
            is_choice = one is not None and one.kind is Kind.CHOICE
            found = self._known[attribute] = _names(one, self._gazetteer.language) if one and is_choice else {}
        return found

    def _read(self, text: str, attributes: tuple[str, ...]) -> tuple[NamedValue, ...]:
        """Return what a cell says of the first of the attributes that it says anything of."""
        glued = _GLUED.search(text)
        if glued:
            text = text[: glued.start()]
        if _words(text) in _NOTHING:
            return ()
        for name in attributes:
            attribute = self._attributes[name]
            if attribute.kind is Kind.TEXT:
                found = tuple(_literals(attribute, text))
            elif attribute.kind is Kind.CHOICE:
                found = tuple(self._choices(attribute, text))
            else:
                continue
            if found:
                return found
        return ()

    def _choices(self, attribute: Attribute, text: str) -> Iterator[NamedValue]:
        names = self._names(attribute.id)
        whole = names.get(_words(text))
        start, end = _bounds(text, 0, len(text))
        if whole is not None:
            yield NamedValue(attribute.id, whole, "", start, end, WHOLE)
            return
        parts = list(_parts(text, _SEPARATORS))
        for start, end in parts:
            known = names.get(_words(text[start:end]))
            if known is not None:
                yield NamedValue(attribute.id, known, "", start, end, PART)
            else:
                yield from self._inside(attribute, text, start, end)

    def department(self, text: str) -> NamedValue | None:
        """Return what a column of product types says instead: "Indoor" is where a thing is used; None if unclear."""
        key = _words(text)
        found = {one for one in _DEPARTMENTS if key in self._names(one)}
        if len(found) != 1:
            return None
        attribute = found.pop()
        return NamedValue(attribute, self._names(attribute)[key], "", *_bounds(text, 0, len(text)), PART)

    def _inside(self, attribute: Attribute, text: str, start: int, end: int) -> Iterator[NamedValue]:
        """Yield the values inside words that are unknown as a whole: the last one, which is what the rest describes."""
        shared = attribute.values_of or attribute.id
        mentions = self._gazetteer.mentions(text[start:end])
        own = [one for one in mentions if one.attribute == shared]
        words = len(text[start:end].split())
        if own and words <= 6:
            yield _value(attribute.id, own[-1], start, INSIDE if words <= 3 else INSIDE - 0.05)
        if attribute.id == "color":
            yield from (_value(one.attribute, one, start, INSIDE) for one in mentions if one.attribute in _IN_COLOR)


def _value(attribute: str, mention: Mention, offset: int, confidence: float) -> NamedValue:
    return NamedValue(attribute, mention.value, "", offset + mention.start, offset + mention.end, confidence)


def _literals(attribute: Attribute, text: str) -> Iterator[NamedValue]:
    """Yield the values of a column of text: a size without the word "size", each of several; a name as it stands."""
    several = attribute.id in ("size", "author")
    for start, end in _parts(text, _LINES) if several else [_bounds(text, 0, len(text))]:
        literal = text[start:end]
        if attribute.id == "size":
            named = next((name for name in sorted(attribute.names, key=len, reverse=True) if _leads(literal, name)), "")
            start, end = _bounds(text, start + len(named), end)
            literal = text[start:end]
        if literal and len(literal) <= _LONGEST_LITERAL and _words(literal) not in _NOTHING:
            yield NamedValue(attribute.id, "", " ".join(literal.split()), start, end, WHOLE)


def _leads(literal: str, name: str) -> bool:
    return literal.casefold().startswith(name + " ")


def _parts(text: str, separators: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    position = 0
    for found in separators.finditer(text):
        if found.start() > position:
            yield _bounds(text, position, found.start())
        position = found.end()
    if position < len(text):
        start, end = _bounds(text, position, len(text))
        if start < end:
            yield start, end


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without white space, quotes, colons and full stops at its ends."""
    while start < end and (text[start].isspace() or text[start] in "\"':.-–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".:-–"):
        end -= 1
    return start, end


def _words(text: str) -> str:
    return " ".join(fold(text).split())


def _names(attribute: Attribute, language: str) -> Mapping[str, str]:
    """Return every name of every value, folded: those of a language first, and of two values the first."""
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    for value in attribute.values.values():
        found.setdefault(_words(value.id), value.id)
        for locale, label in value.labels.items():
            (found if locales.language(locale) == language else others).setdefault(_words(label), value.id)
        for form in value.forms:
            (found if form.language == language else others).setdefault(_words(form.text), value.id)
    for name, value_id in others.items():
        found.setdefault(name, value_id)
    nouns = {word for name in attribute.names if " " not in (word := _words(name))}
    nouns |= {f"{noun}s" for noun in nouns}
    for name, value_id in list(found.items()):
        first, _, rest = name.partition(" ")
        start, _, last = name.rpartition(" ")
        if last in nouns and start:  # under "Strap", "adjustable" is an adjustable strap
            found.setdefault(start, value_id)
        elif first in nouns and rest:
            found.setdefault(rest, value_id)
    return found
