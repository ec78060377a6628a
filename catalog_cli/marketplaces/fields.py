"""A marketplace as data: the fields of a listing and what may stand in each, with the source and date of every rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import import_module

from catalog_cli import locales
from catalog_cli.errors import UsageProblem
from catalog_cli.marketplaces import MARKETPLACES
from catalog_cli.segment import Limit

# Phrases of a language, or of "" for those that are the same in all ("L@@K").
Phrases = tuple[tuple[str, tuple[str, ...]], ...]


class FieldKind(StrEnum):
    """What a field of a listing is for."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DESCRIPTION = "description"
    BULLETS = "bullets"
    HIGHLIGHTS = "highlights"
    TAGS = "tags"
    MATERIALS = "materials"
    SEARCH_TERMS = "search_terms"
    META_TITLE = "meta_title"
    META_DESCRIPTION = "meta_description"


class Casing(StrEnum):
    """How words are to be written."""

    ANY = ""
    TITLE = "title"
    """Every word but articles, prepositions and conjunctions begins with a capital; none is all capitals."""
    NO_CAPITALS = "no-capitals"
    """No word is all capitals for emphasis."""
    OPENING = "opening"
    """Each text begins with a capital; no word is all capitals for emphasis."""
    LOWER = "lower"
    """All in lower case."""


class Markup(StrEnum):
    """What markup a field takes."""

    PLAIN = "plain"
    BREAKS = "breaks"
    """Line breaks (<br>) only."""
    HTML = "html"


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where rules of a field are from: `rules` are names of the field's attributes, `document` a document's title.

    `date` is when the rules hold from, or when the document was read. `is_advice`: a text against the rule is taken
    all the same. `is_proven` is False where only secondary sources say so.
    """

    rules: tuple[str, ...]
    document: str
    date: str
    is_advice: bool = False
    is_proven: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListingField:
    """One field of a listing and its rules; a rule that is empty, 0 or None does not exist.

    `name` is the field as the marketplace's file has it. `limit` is for each text, or where `joined_by` says how texts
    make one cell, for the cell; `shortest` is the fewest characters of a text. `least` and `most` count the texts (1
    for a field of one text).

    `banned_characters` may not stand; where `allowed_categories` (Unicode general categories or their first letters)
    are given, no characters but theirs and `allowed_characters` may. Each of `once_characters` may stand once.
    `decorative_characters` may stand with a letter or digit beside them ("#4301", "<10 lb"), not alone or repeated.
    `banned_phrases` are matched as whole words, without regard to case and accents; `bans_names` bans the product's own
    names (its brand), `bans_function_words` articles, prepositions and conjunctions. A word stands at most
    `max_repeats` times, function words apart; `is_unique`: no two texts are the same.

    `part_order` are the ids of attributes whose values make the text, in order; `drop_order` those that may be left
    out to fit it, first dropped first.
    """

    name: str
    kind: FieldKind
    limit: Limit | None = None
    shortest: int = 0
    joined_by: str = ""
    least: int = 0
    most: int = 1
    is_required: bool = False
    markup: Markup = Markup.PLAIN
    banned_characters: str = ""
    allowed_categories: tuple[str, ...] = ()
    allowed_characters: str = ""
    once_characters: str = ""
    decorative_characters: str = ""
    bans_emoji: bool = False
    bans_contacts: bool = False
    bans_prices: bool = False
    bans_names: bool = False
    bans_function_words: bool = False
    banned_phrases: Phrases = ()
    max_repeats: int = 0
    is_unique: bool = False
    casing: Casing = Casing.ANY
    part_order: tuple[str, ...] = ()
    drop_order: tuple[str, ...] = ()
    sources: tuple[RuleSource, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether the field holds several texts."""
        return self.most != 1

    def phrases(self, locale: str) -> tuple[str, ...]:
        """Return the banned phrases of a locale's language, and English ones, which sellers write everywhere.

        >>> field = ListingField("t", FieldKind.TITLE, banned_phrases=(("en", ("sale",)), ("pt", ("oferta",))))
        >>> field.phrases("pt-BR"), field.phrases("en-GB")
        (('sale', 'oferta'), ('sale',))
        """
        wanted = {"", "en", locales.language(locale)}
        return tuple(phrase for language, listed in self.banned_phrases if language in wanted for phrase in listed)

    def source(self, rule: str) -> RuleSource | None:
        """Return where a rule is from; None for one of this tool's own, such as `drop_order`."""
        return next((source for source in self.sources if rule in source.rules), None)

    def is_advice(self, rule: str) -> bool:
        """Return whether the marketplace takes a text that breaks a rule all the same."""
        source = self.source(rule)
        return source is not None and source.is_advice


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One marketplace's fields. `version` is the date on which its rules were last gone through; `source_of_truth`
    the documents that they are in, by title; `feed` the feed whose files hold such listings, "" if there is none.
    `unproven` says what the vendor's own documents do not prove; `only_warns` that nothing of it is known to be
    refused.
    """

    name: str
    title: str
    version: str
    source_of_truth: str
    fields: tuple[ListingField, ...]
    feed: str = ""
    unproven: str = ""
    only_warns: bool = False

    def field(self, name: str) -> ListingField | None:
        """Return the field of a name, None if there is none."""
        return next((field for field in self.fields if field.name == name), None)

    def of_kind(self, kind: FieldKind | str) -> ListingField | None:
        """Return the first field of a kind, None if there is none."""
        return next((field for field in self.fields if field.kind == kind), None)


@lru_cache(maxsize=32)
def marketplace(name: str) -> Marketplace:
    """Return a built-in marketplace; raises UsageProblem for one that does not exist.

    >>> marketplace("etsy").of_kind("title").limit
    Limit(most=140, unit='characters')
    """
    if name not in MARKETPLACES:
        raise UsageProblem(
            f'There is no marketplace "{name}". Choose one of {", ".join(MARKETPLACES)}, or name a TOML file.'
        )
    found = import_module(MARKETPLACES[name]).MARKETPLACE
    if not isinstance(found, Marketplace):
        raise TypeError(f"{MARKETPLACES[name]}.MARKETPLACE is not a Marketplace")
    return found


def marketplaces() -> tuple[Marketplace, ...]:
    """Return the built-in marketplaces, in the order of `MARKETPLACES`."""
    return tuple(marketplace(name) for name in MARKETPLACES)
