"""A listing's texts against a field's rules: what is wrong, in sentences for the merchant."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from catalog_cli.fitting.measure import UNIT_NAMES, measured
from catalog_cli.marketplaces import wording
from catalog_cli.marketplaces.fields import Casing, ListingField, Markup

_MOST_SHOWN = 3
_EXCERPT_CHARS = 40


class Breach(NamedTuple):
    """One rule that a field's texts break: `rule` is the field's attribute, `text` the index of the text, -1 where it
    is about all of them. `is_advice`: the marketplace takes it all the same."""

    rule: str
    message: str
    text: int = -1
    is_advice: bool = False


class _Texts(NamedTuple):
    """A field's texts as the checks read them: `given` with their indices, without the blank ones; in `plain` the
    product's names are left out, so that no rule is held against them, and the tags of HTML."""

    given: tuple[tuple[int, str], ...]
    plain: tuple[tuple[int, str], ...]
    locale: str
    names: Collection[str] = ()


_Found = Iterator[tuple[int, str]]


def problems(field: ListingField, texts: Sequence[str], locale: str, names: Collection[str] = ()) -> list[str]:
    """Return what is wrong with the texts of a field, a sentence each; empty if nothing is. See `breaches`.

    >>> from catalog_cli.marketplaces.fields import marketplace
    >>> problems(marketplace("etsy").of_kind("tags"), ["cotton tote bag", "reusable shopping bag"], "en")
    ['"reusable shopping bag" has 21 characters; at most 20 are allowed.']
    """
    return [breach.message for breach in breaches(field, texts, locale, names)]


def breaches(field: ListingField, texts: Sequence[str], locale: str, names: Collection[str] = ()) -> list[Breach]:
    """Return the rules of a field that its texts break, in the order of the rules.

    A field of one text has one; blank texts count as none. `names` are the product's names (its brand, its model):
    what characters and capitals they are written with is no breach.

    >>> from catalog_cli.marketplaces.fields import marketplace
    >>> title = marketplace("amazon").of_kind("title")
    >>> [breach.rule for breach in breaches(title, ["Mug - FREE Shipping!"], "en")]
    ['banned_characters', 'banned_phrases', 'casing']
    >>> breaches(title, ["Yahoo! Mug"], "en", names={"Yahoo!"})
    []
    """
    given = tuple((index, text) for index, text in enumerate(texts) if text and not text.isspace())
    shown = given
    if field.markup is Markup.HTML:
        shown = tuple((index, wording.without_tags(text)) for index, text in given)
    plain = tuple((index, wording.without_names(text, names)) for index, text in shown)
    read = _Texts(given, plain, locale, names)
    return [
        Breach(rule, message, index, field.is_advice(rule))
        for rule, check in _CHECKS.items()
        if getattr(field, rule)
        for index, message in check(field, read)
    ]


def _required(field: ListingField, texts: _Texts) -> _Found:
    if not texts.given:
        yield -1, f"{field.name} is empty, and is required."


def _least(field: ListingField, texts: _Texts) -> _Found:
    if 0 < len(texts.given) < field.least:
        count, verb = len(texts.given), "is" if field.least == 1 else "are"
        noun = "text" if count == 1 else "texts"
        yield -1, f"{field.name} has {count} {noun}; at least {field.least} {verb} asked for."


def _most(field: ListingField, texts: _Texts) -> _Found:
    if len(texts.given) > field.most:
        verb = "is" if field.most == 1 else "are"
        yield -1, f"{field.name} has {len(texts.given)} texts; at most {field.most} {verb} allowed."


def _limit(field: ListingField, texts: _Texts) -> _Found:
    limit = field.limit
    if limit is None:
        return
    measured_texts = texts.given
    if field.joined_by:
        measured_texts = ((-1, field.joined_by.join(text for _, text in texts.given)),)
    wanted = "advised" if field.is_advice("limit") else "allowed"
    for index, text in measured_texts:
        found = measured(text, limit.unit)
        if found > limit.most:
            unit = UNIT_NAMES[limit.unit]
            yield index, f"{_subject(field, index, text)} has {found} {unit}; at most {limit.most} are {wanted}."


def _shortest(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.given:
        found = measured(text, "characters")
        if found < field.shortest:
            yield (
                index,
                f"{_subject(field, index, text)} has {found} characters; at least {field.shortest} are asked for.",
            )


def _markup(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.given:
        if found := wording.markup_outside(text, field.markup):
            allowed = {Markup.HTML: "scripts are not allowed", Markup.BREAKS: "only <br> is allowed"}
            why = allowed.get(field.markup, "the field is plain text")
            yield index, f"{_subject(field, index, text)} holds {_listed(found)}: {why}."


def _banned_characters(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.plain:
        if found := [char for char in field.banned_characters if char in text]:
            yield index, f"{_subject(field, index, text)} holds {_listed(found)}, which {_is_not_allowed(found)}."


def _allowed(field: ListingField, texts: _Texts) -> _Found:
    categories = tuple(field.allowed_categories)
    for index, text in texts.given:
        composed = _composed(text)
        odd = sorted(
            char
            for char in set(composed) - set(field.allowed_characters)
            if not unicodedata.category(char).startswith(categories)
        )
        if odd:
            yield index, f"{_subject(field, index, text)} holds {_listed(odd)}, which {_is_not_allowed(odd)}."


def _once(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.given:
        if found := [char for char in field.once_characters if text.count(char) > 1]:
            yield index, f"{_subject(field, index, text)} holds {_listed(found)} more than once; once is allowed."


def _decorative(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.plain:
        if found := wording.decorations(text, field.decorative_characters):
            yield index, f"{_subject(field, index, text)} is decorated with {_listed(found)}, which is not allowed."


def _emoji(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.plain:
        if found := wording.emoji(text):
            yield index, f"{_subject(field, index, text)} holds {_listed(found)}: emoji and ornaments are not allowed."


def _contacts(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.plain:
        if found := wording.contacts(text):
            what = "web and e-mail addresses and telephone numbers are not allowed"
            yield index, f"{_subject(field, index, text)} holds {_listed(found)}: {what}."


def _prices(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.plain:
        if found := wording.prices(text):
            yield index, f"{_subject(field, index, text)} holds {_listed(found)}: prices are not allowed."


def _phrases(field: ListingField, texts: _Texts) -> _Found:
    banned = field.phrases(texts.locale)
    for index, text in texts.plain:
        if banned and (found := wording.phrases_in(text, banned)):
            yield index, f"{_subject(field, index, text)} says {_listed(found)}, which {_is_not_allowed(found)}."


def _names(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.given:
        if found := wording.names_in(text, texts.names):
            yield index, f"{_subject(field, index, text)} holds {_listed(found)}: brand names are not allowed."


def _function_words(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.plain:
        if found := wording.function_words_in(text, texts.locale):
            yield index, f"{_subject(field, index, text)} holds {_listed(found)}, which no buyer searches for."


def _repeats(field: ListingField, texts: _Texts) -> _Found:
    together = field.joined_by and field.is_list
    groups = ((-1, " ".join(text for _, text in texts.given)),) if together else texts.given
    for index, text in groups:
        counts = Counter(wording.content_words(text, texts.locale))
        if found := [word for word, count in counts.items() if count > field.max_repeats]:
            most = {1: "once", 2: "twice"}.get(field.max_repeats, f"{field.max_repeats} times")
            yield index, f"{_subject(field, index, text)} repeats {_listed(found)}; a word may stand {most}."


def _unique(field: ListingField, texts: _Texts) -> _Found:
    seen: set[str] = set()
    for index, text in texts.given:
        folded = " ".join(wording.folded(text).split())
        if folded in seen:
            yield index, f"{_subject(field, index, text)} stands there twice."
        seen.add(folded)


def _casing(field: ListingField, texts: _Texts) -> _Found:
    for index, text in texts.plain:
        subject = _subject(field, index, text)
        if field.casing is Casing.LOWER:
            if found := wording.with_capitals(text):
                yield index, f"{subject} has capitals in {_listed(found)}; lower case is asked for."
            continue
        if found := wording.shouted(text):
            yield index, f"{subject} has {_listed(found)} all in capitals, which is not wanted."
        if field.casing is Casing.TITLE and (found := wording.without_capital(text, texts.locale)):
            yield index, f"{subject} has {_listed(found)} without a capital; title case is asked for."
        if field.casing is Casing.OPENING and wording.opens_small(text):
            yield index, f"{subject} does not begin with a capital."


# In the order in which a merchant would mend them.
_CHECKS: dict[str, Callable[[ListingField, _Texts], _Found]] = {
    "is_required": _required,
    "least": _least,
    "most": _most,
    "limit": _limit,
    "shortest": _shortest,
    "markup": _markup,
    "banned_characters": _banned_characters,
    "allowed_categories": _allowed,
    "once_characters": _once,
    "decorative_characters": _decorative,
    "bans_emoji": _emoji,
    "bans_contacts": _contacts,
    "bans_prices": _prices,
    "banned_phrases": _phrases,
    "bans_names": _names,
    "bans_function_words": _function_words,
    "max_repeats": _repeats,
    "is_unique": _unique,
    "casing": _casing,
}


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _subject(field: ListingField, index: int, text: str) -> str:
    if index < 0 or not field.is_list:
        return field.name
    line = " ".join(text[: 2 * _EXCERPT_CHARS].split())
    return f'"{line[:_EXCERPT_CHARS]}…"' if len(line) > _EXCERPT_CHARS else f'"{line}"'


def _listed(found: Sequence[str]) -> str:
    shown = ", ".join(f'"{_visible(text)}"' for text in found[:_MOST_SHOWN])
    return shown + (", …" if len(found) > _MOST_SHOWN else "")


def _visible(text: str) -> str:
    shown = text if len(text) <= _EXCERPT_CHARS else text[:_EXCERPT_CHARS] + "…"
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in shown)


def _is_not_allowed(found: Sequence[str]) -> str:
    return "is not allowed" if len(found) == 1 else "are not allowed"
