"""A header as words, as a path and as a name with a locale: the many spellings of one column made equal."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.product import Role

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_PUNCTUATION = re.compile(r"[ \r\n\u00a0_\-\u2010-\u2015*?:#.()\[\]{}&'\u2019!+]+")
# What spreadsheets of people hold besides the name: signs before it, marks that nobody sees, and a note behind it.
_SIGNS = re.compile(r"[\u2022\u2190-\u2bff\U0001f000-\U0001faff™®]+")
_UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_NOTE = re.compile(
    r"(?<=\S)\s*[(\[](?:required|optional|mandatory|recommended|max(?:imum|\.)?\b[^()\[\]]{0,40})[)\]]\s*\Z", re.I
)
# A delimiter inside a header means that the row was split at the wrong one: such a header is nobody's. Inside brackets
# it is the header's own: "*Action(SiteID=US|Country=US)".
_DELIMITERS = re.compile(r'[,;|\t"](?![^()]{0,200}\))')

# A cell longer than any name is data: the longest names are Amazon's, of some 120 characters.
MOST_CHARACTERS = 500

# Containers in a JSON path that say nothing about the value in them.
_NEUTRAL = frozenset(
    {"product", "products", "item", "items", "data", "node", "attributes", "attribute", "attrs", "fields", "field"}
    | {"properties", "props", "details", "content", "metadata", "info"}
    | {"translations", "localizations", "i18n", "l10n"}
)
_VARIANTS = frozenset({"variants", "variant", "skus", "offers"})
_VALUES = frozenset({"text", "value", "plain", "raw"})

_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?"
_MARKED = re.compile(rf"(?P<base>.*?\S)\s*(?:[(\[{{<](?P<inside>{_TAG})[)\]}}>]|:(?P<after>{_TAG}))", re.DOTALL)
_JOINED = re.compile(rf"(?P<base>.+?)(?P<by>[-_. ])(?P<tag>{_TAG})", re.DOTALL)

# Units, markets and English words that are also ISO 639-1 codes: "Weight (kg)", "size_uk", "product_id".
_CONFUSABLE = frozenset(
    {"lb", "kg", "ml", "kw", "ha", "hr", "km", "sm"}
    | {"uk", "eu", "br", "mk"}
    | {"id", "is", "in", "it", "no", "to", "or", "so", "as", "am", "pa", "na"}
)
# The only ISO 639-3 codes believed in a header; there are 7,900, and "sku", "url", "alt" and "new" are among them.
_LONG = frozenset({"ceb", "fil", "haw", "hmn", "yue"})
_PROSE = frozenset({Role.TITLE, Role.TEXT, Role.HTML, Role.LIST})


class Spelling(NamedTuple):
    """One way to read a header: its words in lower case, and whether a path puts it inside a variant."""

    words: str
    in_variant: bool = False


def words(header: str) -> str:
    """Return the header's words in lower case, however they were joined; "/" stays, as it separates parts.

    A note such as "(required)" is none of them.

    >>> words("Body (HTML)"), words("metaTitle"), words("bullet_point3"), words("Price / Canada")
    ('body html', 'meta title', 'bullet point 3', 'price / canada')
    """
    return _words(header) if len(header) <= MOST_CHARACTERS else _words.__wrapped__(header)


@lru_cache(maxsize=2048)  # as for `_spellings`: every feed's headers are looked for in the same row
def _words(header: str) -> str:
    plain = header if header.isascii() else _SIGNS.sub(" ", _UNSEEN.sub("", header))
    spaced = _DIGITS.sub(" ", _CAMEL.sub(" ", _NOTE.sub("", plain)))
    return " ".join(_PUNCTUATION.sub(" ", spaced).replace("/", " / ").casefold().split())


def _segments(header: str) -> list[str]:
    """Return the parts of a JSON path without list marks: `variants[].title`, `product:name`, `images.0.alt`."""
    parts = (re.sub(r"\[\d*\]", "", part).strip() for part in re.split(r"\.|:(?=\S)", header))
    return [part for part in parts if part and not part.isdigit()]


def spellings(header: str) -> tuple[Spelling, ...]:
    """Return the ways to read a header, most literal first; none if it holds a delimiter.

    >>> [spelling.words for spelling in spellings("product.attributes.color")]
    ['product attributes color', 'attributes color', 'color']
    >>> spellings("variants[].sku")[-1]
    Spelling(words='sku', in_variant=True)
    >>> spellings("title;price")
    ()
    """
    return () if len(header) > MOST_CHARACTERS else _spellings(header)


@lru_cache(maxsize=2048)  # every feed reads the same few hundred headers, once for each of its rules
def _spellings(header: str) -> tuple[Spelling, ...]:
    if _DELIMITERS.search(header):
        return ()
    parts = _segments(header)
    if not parts:
        return ()
    in_variant = len(parts) > 1 and parts[0].casefold() in _VARIANTS
    found = [Spelling(words(" ".join(parts)), in_variant)]
    if len(parts) > 1 and parts[-1].casefold() in _VALUES:
        parts = parts[:-1]
        found.append(Spelling(words(" ".join(parts)), in_variant))
    while len(parts) > 1 and (words(parts[0]) in _NEUTRAL or parts[0].casefold() in _VARIANTS):
        in_variant = in_variant or parts[0].casefold() in _VARIANTS
        parts = parts[1:]
        found.append(Spelling(words(" ".join(parts)), in_variant))
    return tuple(found)


def is_inside_variant(path: str) -> bool:
    """Return whether a JSON path lies in an array of variants.

    >>> is_inside_variant("variants[].price"), is_inside_variant("price"), is_inside_variant("variant:price")
    (True, False, False)
    """
    return any(part.casefold().removesuffix("[]") in _VARIANTS for part in path.split(".") if part.endswith("[]"))


def split_locale(header: str, role_of: Callable[[str], tuple[bool, Role | None]]) -> tuple[str, str | None]:
    """Return (base, locale) of a header: the name without its locale suffix, and the suffix as a BCP-47 tag.

    `role_of` says of a name whether a feed knows it and its role: a suffix is believed only where a translated
    column can have one, since nearly every two letters are some language ("Weight (kg)", "product_id").

    >>> known = {"title": Role.TITLE, "weight": Role.MEASURE}
    >>> def role_of(name): return name.casefold() in known, known.get(name.casefold())
    >>> split_locale("title [pt_BR]", role_of), split_locale("Weight (kg)", role_of), split_locale("name-xl", role_of)
    (('title', 'pt-BR'), ('Weight (kg)', None), ('name-xl', None))
    >>> split_locale("title:pt-BR[]", lambda name: (True, Role.TITLE))
    ('title[]', 'pt-BR')
    """
    if header.endswith("[]"):  # the elements of a JSON array
        base, locale = split_locale(header[:-2], lambda name: role_of(f"{name}[]"))
        return f"{base}[]", locale
    known, _ = role_of(header)
    if found := _MARKED.fullmatch(header):
        tag = found["inside"] or found["after"]
        if _is_marked_locale(tag, known, role_of(found["base"])[1]):
            return found["base"], locales.parse(tag)
    if known:
        base, locale = _split_path(header, role_of)
        # "translations.en.description" is known by its last word, and still in English.
        return (base, locale) if locale is not None and locale.casefold() not in _CONFUSABLE else (header, None)
    if (found := _JOINED.fullmatch(header)) and _is_joined_locale(found["tag"], found["by"], role_of(found["base"])[1]):
        return found["base"], locales.parse(found["tag"])
    return _split_path(header, role_of)


def _split_path(header: str, role_of: Callable[[str], tuple[bool, Role | None]]) -> tuple[str, str | None]:
    """Find a locale that is a container in a JSON path: `translations.pt-BR.title`."""
    parts = header.split(".")
    for index, part in enumerate(parts[:-1]):
        base = ".".join(parts[:index] + parts[index + 1 :])
        if re.fullmatch(_TAG, part) and _is_joined_locale(part, ".", role_of(base)[1]):
            return base, locales.parse(part)
    return header, None


def _is_marked_locale(tag: str, header_known: bool, role: Role | None) -> bool:
    """Whether a tag in brackets or after a colon is a locale: "title [en]", "name:zh_Hans"."""
    if not locales.is_locale(tag):
        return False
    if len(tag) > 3:
        return True
    language = tag.casefold()
    if len(tag) == 3:
        return language in _LONG and role is not None
    if role is not None and role.is_translated:
        return _is_plausible(language, role)
    return not header_known and role not in (Role.MEASURE, Role.PRICE) and language not in _CONFUSABLE


def _is_joined_locale(tag: str, by: str, role: Role | None) -> bool:
    """Whether a tag after a hyphen, underscore, dot or space is a locale: "name-fr_FR", "title_en"."""
    if not locales.is_locale(tag):
        return False
    translated = role is not None and role.is_translated
    if len(tag) > 3:
        return translated or by == "-"
    return translated and len(tag) == 2 and _is_plausible(tag.casefold(), role)


def _is_plausible(language: str, role: Role | None) -> bool:
    """Whether two letters are a language here; a deprecated code ("in", "iw") is a word, not a language."""
    return locales.parse(language) == language and (role in _PROSE or language not in _CONFUSABLE)
