"""A field's rules in words and as JSON: what each asks, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum

from catalog_cli.marketplaces.fields import Casing, ListingField, Markup, RuleSource
from catalog_cli.segment import Limit

_NO_RULES = frozenset({"name", "kind", "sources"})
_CASING = {
    Casing.TITLE: "title case, no word all in capitals",
    Casing.NO_CAPITALS: "no word all in capitals",
    Casing.OPENING: "begins with a capital, no word all in capitals",
    Casing.LOWER: "lower case",
}
_MARKUP = {Markup.PLAIN: "plain text", Markup.BREAKS: "no markup but <br>", Markup.HTML: "HTML without scripts"}
# {} stands for the rule's value.
_WORDS = {
    "shortest": "at least {} characters each",
    "joined_by": 'one cell, with "{}" between texts',
    "least": "at least {} texts",
    "most": "at most {} texts",
    "is_required": "required",
    "banned_characters": "not: {}",
    "allowed_categories": "only Unicode categories {}",
    "allowed_characters": "and: {}",
    "once_characters": "once each: {}",
    "decorative_characters": "not as decoration: {}",
    "bans_emoji": "no emoji or ornaments",
    "bans_contacts": "no web or e-mail addresses, no telephone numbers",
    "bans_prices": "no prices",
    "bans_names": "no brand names",
    "bans_function_words": "no articles, prepositions or conjunctions",
    "max_repeats": "a word at most {} times",
    "is_unique": "no text twice",
    "part_order": "parts in order: {}",
    "drop_order": "left out first, to fit: {}",
}
_MOST_PHRASES = 3


def rule_names() -> tuple[str, ...]:
    """Return the names of all rules that a field can have, in the order of its attributes."""
    return tuple(field.name for field in fields(ListingField) if field.name not in _NO_RULES)


def rules_of(field: ListingField) -> tuple[str, ...]:
    """Return the names of the rules that a field has.

    >>> from catalog_cli.marketplaces.fields import FieldKind
    >>> rules_of(ListingField("t", FieldKind.TAGS, most=0, is_unique=True, part_order=("color",)))
    ('markup', 'is_unique', 'part_order')
    """
    defaults = ListingField(field.name, field.kind)
    return tuple(
        rule
        for rule in rule_names()
        if rule == "markup" or (getattr(field, rule) and getattr(field, rule) != getattr(defaults, rule))
    )


def rule_rows(field: ListingField) -> Iterator[tuple[str, RuleSource | None]]:
    """Yield what each rule of a field asks, in words, with its source; None for a rule of this tool's own.

    >>> from catalog_cli.marketplaces.fields import marketplace
    >>> [words for words, _ in rule_rows(marketplace("etsy").of_kind("tags"))][:3]
    ['20 characters each', 'at most 13 texts', 'plain text']
    """
    for rule in rules_of(field):
        yield _in_words(field, rule), field.source(rule)


def _in_words(field: ListingField, rule: str) -> str:
    value = getattr(field, rule)
    if isinstance(value, Limit):
        return f"{value.most} {value.unit}" + (" each" if field.is_list and not field.joined_by else "")
    if rule == "banned_phrases":
        return "not: " + "; ".join(_phrase_words(language, phrases) for language, phrases in _by_language(field))
    if isinstance(value, Casing):
        return _CASING[value]
    if isinstance(value, Markup):
        return _MARKUP[value]
    separator = " " if rule.endswith("characters") else ", "
    listed = value if isinstance(value, str | int) and not rule.endswith("characters") else separator.join(value)
    return _WORDS[rule].format(listed)


def _by_language(field: ListingField) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language in dict.fromkeys(language for language, _ in field.banned_phrases):
        yield (
            language,
            tuple(phrase for other, phrases in field.banned_phrases if other == language for phrase in phrases),
        )


def _phrase_words(language: str, phrases: tuple[str, ...]) -> str:
    shown = ", ".join(f'"{phrase}"' for phrase in phrases[:_MOST_PHRASES])
    more = len(phrases) - _MOST_PHRASES
    name = f"{language}: " if language else ""
    return name + shown + (f" and {more} more" if more > 0 else "")


def as_json(field: ListingField) -> dict[str, object]:
    """Return a field as JSON holds it: its rules under the keys of a marketplace file, and their sources."""
    found: dict[str, object] = {"name": field.name, "kind": str(field.kind)}
    for rule in rules_of(field):
        value = getattr(field, rule)
        if isinstance(value, Limit):
            found |= {"limit": value.most, "unit": value.unit}
        elif rule == "banned_phrases":
            found[rule] = {language: list(phrases) for language, phrases in _by_language(field)}
        elif isinstance(value, StrEnum):
            found[rule] = str(value)
        else:
            found[rule] = list(value) if isinstance(value, tuple) else value
    found["most"] = field.most
    found["sources"] = [
        {
            "rules": list(source.rules),
            "document": source.document,
            "date": source.date,
            "is_advice": source.is_advice,
            "is_proven": source.is_proven,
            "note": source.note,
        }
        for source in field.sources
    ]
    return found
