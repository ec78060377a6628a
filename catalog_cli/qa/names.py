"""Names: brands and acronyms that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog_cli import casing, locales
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.wording import LETTERS, source_language
from catalog_cli.segment import Segment

# It begins at the start of a word alone, and gives nothing back: else it would look again from each letter.
_MARKED = re.compile(r"(?<![\w.&'’-])([^\W_][\w.&'’-]*+)\s?[™®]")
_ODD_CAPITAL = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")
_LEAST_LETTERS = 4  # a shorter name is near too many words
_NEAR = 0.25  # of its letters that may differ for a word to be the name, misspelt


def brand_altered(segment: Segment, pair: Pair) -> Iterator[str]:
    """A name of the source is spelled otherwise in the translation ("iPhone" as "Iphone", "Joust" as "Jousta").

    A name that is not there at all is no finding: a sentence may do without it.
    """
    target = segment.target or ""
    names = {*segment.names, *_MARKED.findall(segment.source)}
    if _ODD_CAPITAL.search(segment.source):
        names.update(word for word in LETTERS.findall(segment.source) if _ODD_CAPITAL.search(word))
    if not names or locales.script(pair.source) != locales.script(pair.target):
        return
    others = None
    for name in sorted(names):
        if len(name) < _LEAST_LETTERS or name in target or not _stands(name, segment.source):
            continue
        if others is None:
            others = [word for word in LETTERS.findall(target) if word not in segment.source]
        # In capitals throughout a name is the same.
        near = next((word for word in others if word != name.upper() and _is_near(name, word)), None)
        if near and not _is_place(name, near, pair):
            yield f'The name "{name}" reads "{near}" in the translation.'


def _stands(name: str, text: str) -> bool:
    """Return whether a name stands in a text by itself: "Real-time" is not of "Real"."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if text[end : end + 1] != "-" or not text[end + 1 : end + 2].islower():
            return True
        at = text.find(name, end)
    return False


def _is_place(name: str, word: str, pair: Pair) -> bool:
    """Return whether a name and what became of it are of countries: "America" is "América" in Portuguese."""
    return name in _words_of_places(pair.source) and word in _words_of_places(pair.target)


@lru_cache(maxsize=8)
def _words_of_places(locale: str) -> frozenset[str]:
    """Return the words in CLDR's names of countries and continents."""
    from babel import Locale, UnknownLocaleError

    try:
        places = Locale.parse(locales.to_babel(locale)).territories
    except UnknownLocaleError:
        return frozenset()
    return frozenset(word for place in places.values() for word in LETTERS.findall(place))


def _is_near(name: str, word: str) -> bool:
    """Return whether a word is a name with other capitals, or with a few other letters and its capital."""
    if word.casefold() == name.casefold():
        return True
    most = int(len(name) * _NEAR)
    if not most or not word[0].isupper() or word[0] != name[0] or abs(len(word) - len(name)) > most:
        return False
    return _distance(name.casefold(), word.casefold()) <= most


def _distance(one: str, other: str) -> int:
    """Return how many letters must change, come or go (Levenshtein); both are words, so short."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, letter_there in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (letter != letter_there))
    return row[-1]


_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w-])")


def acronym_missing(segment: Segment, pair: Pair) -> Iterator[str]:
    """An acronym of the source ("HDMI", "LED") does not stand in the translation; some do have another one."""
    source = source_language(segment)
    found = _ACRONYM.findall(source)
    if not found or len(found) > 3 or source.isupper():
        return
    # Words in capitals for their loudness stand beside one another.
    if re.search(r"[A-Z]{3,} [A-Z]{3,}", source):
        return
    target = (segment.target or "").upper()
    # "SPF" is "FPS", "VAT" is "TVA": the same letters in the order of another language.
    turned = {"".join(sorted(word)) for word in LETTERS.findall(segment.target or "") if word.isupper()}
    for acronym in dict.fromkeys(found):
        if acronym not in target and not casing.is_loud(acronym) and "".join(sorted(acronym)) not in turned:
            yield f'"{acronym}" of the source is not in the translation.'
