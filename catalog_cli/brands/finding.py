"""Where a product title names a well-known brand."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from catalog_cli.brands.name_list import Brand, brand_of, built_in

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Span = tuple[int, int]

# How many words after an ambiguous name are looked at: "Dove Men+Care Extra Fresh Deep Clean Body Wash".
_REACH = 8
# In capitals throughout, a shorter name looks like an abbreviation of something else.
_LEAST_IN_CAPITALS = 4  # letters
# "GoPro" is also typed "Gopro"; a shorter one ("iPad") no longer looks like itself.
_LEAST_IN_ONE_CAPITAL = 5  # letters
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A line that is more than a name, or a name that is written in more than one way.
_NOT_PLAIN = re.compile(r"^[A-Za-z0-9' ]*[^A-Za-z0-9' \n].*$", re.MULTILINE)
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
# What may stand before a name that has to come first, beside signs that end a part of a title.
_OPENERS = frozenset(
    "new genuine original authentic official vintage the for oem mens women's men's womens pack of".split()
)
_BREAK = re.compile(r"[|,:;(\[/–—•]\s*$|\s-\s+$")
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


class _Names(NamedTuple):
    """The forms to look for, by their index in the automaton, and the lines of the list whose they are."""

    automaton: AhoCorasick
    forms: list[str]
    lines: list[str]


def find_brands(text: str) -> list[Span]:
    """Return where a title names well-known brands: [start, end) offsets in code points, in order, none overlapping.

    A name counts as it is written or in capitals throughout, as whole words, never in lower case; one that is also an
    English word only beside a word of its trade. A possessive ends before its "'s". Source: brands.txt.

    >>> title = "Colgate Extra Clean Toothbrush, L’Oreal Paris Shampoo"
    >>> [title[start:end] for start, end in find_brands(title)]
    ['Colgate', 'L’Oreal Paris']
    >>> find_brands("Apple Cinnamon Candle"), find_brands("Apple iPhone 12 Case")
    ([], [(0, 5), (6, 12)])
    """
    names = _names()
    flat = text if text.isascii() else _flat(text)
    places = names.automaton.find_matches_as_indexes(flat.lower(), overlapping=True)
    if not places:
        return []
    found: list[Span] = []
    reached = 0
    # The longest first, of those that begin at the same place.
    for index, start, end in sorted(places, key=lambda place: (place[1], -place[2])):
        if (
            start >= reached
            and _is_written(names.forms[index], flat[start:end])
            and _is_whole(flat, start, end)
            and _is_in_place(brand_of(names.lines[index]), flat, start, end)
        ):
            found.append((start, end))
            reached = end
    return found


@cache
def _names() -> _Names:
    """Return the built-in names, ready to be looked for."""
    # Imported here, as only a text that is to be read needs it.
    from ahocorasick_rs import AhoCorasick, Implementation

    lines = built_in().lines
    forms = dict(zip(lines, lines, strict=True))
    # Most lines are nothing but the one form of their name: the others are found in one search.
    for line in _NOT_PLAIN.findall("\n".join(lines)):
        del forms[line]
        for form in _forms(line.partition(": ")[0].removeprefix("^")):
            forms.setdefault(form, line)
    keys = "\n".join(forms).lower().split("\n")
    automaton = AhoCorasick(keys, store_patterns=False, implementation=Implementation.ContiguousNFA)
    return _Names(automaton, list(forms), list(forms.values()))


def _forms(name: str) -> list[str]:
    """Return the ways to write a name, accents and case aside."""
    flat = name if name.isascii() else _flat(name)
    forms = [flat]
    if " & " in flat:
        forms += [flat.replace(" & ", " and "), flat.replace(" & ", " And ")]
    if ". " in flat:
        forms.append(flat.replace(". ", " "))
    if "-" in flat:
        forms.append(flat.replace("-", " "))
    return forms


@lru_cache(maxsize=256)
def _bare(character: str) -> str:
    """Return a letter without its accents, or the character if it is not one letter with accents."""
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isalpha() and len(character.lower()) == 1 else character if character != "İ" else "I"


def _flat(text: str) -> str:
    """Return a text without accents and with straight apostrophes, of the same length, also in lower case.

    Half a surrogate pair, as a JSON text may hold, is a question mark: the automaton reads UTF-8.
    """
    plain = text.translate(_APOSTROPHES).encode("utf-8", "replace").decode()
    return plain if plain.isascii() else "".join([one if one.isascii() else _bare(one) for one in plain])


@lru_cache(maxsize=4_096)
def _is_written(form: str, place: str) -> bool:
    """Return whether a name is written there in a case that counts."""
    if place == form:
        return True
    letters = sum(map(str.isalpha, form))
    if place == form.upper():
        return letters >= _LEAST_IN_CAPITALS
    is_camel = letters >= _LEAST_IN_ONE_CAPITAL and " " not in form and _INNER_CAPITAL.search(form) is not None
    return is_camel and place == form.capitalize()


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether no part of a word, or of words joined by a hyphen, is left out; "'s" may be."""
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if before and (_is_letter(before[-1]) or (before[-1] in "-'&" and len(before) > 1 and _is_letter(before[0]))):
        return False
    if not after or not (_is_letter(after[0]) or after[0] in "-'&"):
        return True
    if after[0] == "'" and after[1:2] in ("s", "S"):
        return not _is_letter(after[2:])
    return not _is_letter(after[0]) and not _is_letter(after[1:2])


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_in_place(brand: Brand, text: str, start: int, end: int) -> bool:
    """Return whether a name that is also a word stands where it is a name, beside a word of its trade."""
    if not brand.trade:
        return True
    is_by = text[:start].rstrip().endswith((" by", " By", " BY"))
    if brand.is_first and not is_by and not _begins(text[:start]):
        return False
    words = _WORD.findall(text[end : end + 16 * _REACH])[:_REACH]
    if is_by:
        words += _WORD.findall(text[max(0, start - 16 * _REACH) : start])
    beside = f" {' '.join(words).lower()} "
    return any(phrase in beside for phrase in _phrases(brand))


def _begins(before: str) -> bool:
    """Return whether a title, or a part of it, begins after what stands before."""
    if not before or _BREAK.search(before):
        return True
    return all(word.lower() in _OPENERS or word.isdigit() for word in _WORD.findall(before))


@lru_cache(maxsize=1_024)
def _phrases(brand: Brand) -> tuple[str, ...]:
    """Return the words of a brand's trade, between spaces, in the singular and the plural."""
    words = [" ".join(_WORD.findall(one)) for one in built_in().trade_words(brand)]
    return tuple(f" {word}{ending} " for word in words for ending in ("", "s", "es"))
