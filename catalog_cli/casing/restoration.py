"""A target in its own language's case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_cli.casing.detection import Casing, Style
from catalog_cli.casing.words import BORROWED, SMALL, WORD, lower, upper

_COGNATE_END = ("al", "ar", "or")
# Behind one of these a part of its own begins ("Color: Red", "T-Shirt - Blue", "Small / Red").
_PART = re.compile(r"(?:: | [-–—|/] )[\"'“‘(\[]?(?=\w)")
_ENDS = (".", "!", "?")
# A label's value and the unit behind a number.
_VALUE = re.compile(r"(?<=: )\w")
_UNIT = re.compile(r"(?<=\d)[ \u00a0]?([^\W\d_]{1,3}(?:/[^\W\d_]{1,3})?)(?![\w/])")
_TITLE_TARGETS = frozenset({"en"})
_NOUNS_ARE_CAPITALIZED = frozenset({"de", "lb"})


def restore(
    target: str, casing: Casing, target_locale: str, source: str = "", spans: Sequence[tuple[int, int]] = ()
) -> str:
    """Return the target in its own language's case, of equal length; [start, end) in `spans` stay as they are.

    Capitals throughout stay so, lower case stays lower (not in German), else the first letter follows the
    source's; where the source begins with a number ("40-hour runtime.") it is the engine's, and a capital in a
    sentence. So do the first letters behind a colon or a dash with spaces. Only English titles get a capital in every
    word; elsewhere a title's first word that the engine copied gets its capital back.

    >>> from catalog_cli.casing import detect
    >>> restore("camisa azul oceano", detect("Ocean Blue Shirt"), "pt-BR", "Ocean Blue Shirt")
    'Camisa azul oceano'
    >>> restore("vermelho", detect("RED"), "pt-BR", "RED"), restore("Vermelho", detect("red"), "pt-BR", "red")
    ('VERMELHO', 'vermelho')
    """
    language = target_locale.split("-")[0]
    if casing.style is Style.NONE or not target:
        return target
    if casing.style is Style.UPPER:
        return _kept(upper(target), target, [*spans, *_small_units(target, source)])
    pieces = list(target)
    if casing.style is Style.TITLE:
        _mend_title(pieces, target, source, language)
    word = WORD.search(target)
    if word and not any(start < word.end() and word.start() < end for start, end in spans):
        pieces[word.start()] = _first_letter(target, word, casing, source, language)
    if casing.style is not Style.LOWER:
        _capitalize_parts(pieces, target, source)
    if casing.style is Style.SENTENCE and language not in _NOUNS_ARE_CAPITALIZED:
        _lower_values(pieces, target, source)
    return _kept("".join(pieces), target, spans)


def _mend_title(pieces: list[str], target: str, source: str, language: str) -> None:
    """Capitalize what a title of this language capitalizes."""
    if language in _TITLE_TARGETS:
        for match in WORD.finditer(target):
            if match.group() not in SMALL:
                pieces[match.start()] = upper(pieces[match.start()])
        return
    first = WORD.search(source)
    if first is None or len(first.group()) < 3 or not first.group()[0].isupper():
        return
    name = first.group()
    if lower(name) in BORROWED or name.lower().endswith(_COGNATE_END):
        return
    for match in WORD.finditer(target):
        if match.group() == lower(name):
            pieces[match.start()] = name[0]


def _first_letter(target: str, word: re.Match[str], casing: Casing, source: str, language: str) -> str:
    """Return the first letter of the first word in the case that the beginning of the source asks for."""
    first, rest = word.group()[0], word.group()[1:]
    is_name = word.group() in source and rest != rest.lower()
    if is_name or target[: word.start()].strip(" \"'“”‘’«»([{¿¡-–—•*"):
        return first
    if casing.first_upper:
        return upper(first)
    if _opens_with_number(source):
        return upper(first) if source.rstrip().endswith(_ENDS) else first
    if language in _NOUNS_ARE_CAPITALIZED or word.group() in source or rest.isupper():
        return first
    # "dia das Mães" is neither: a name of several words keeps all its capitals.
    is_part = any(found[0][0].isupper() and found[0] not in source for found in WORD.finditer(target, word.end()))
    return first if is_part else lower(first)


def _opens_with_number(source: str) -> bool:
    return next(filter(str.isalnum, source), "").isdigit()


def _capitalize_parts(pieces: list[str], target: str, source: str) -> None:
    """Capitalize the first letter of each part that the source begins with a capital, if there are as many parts."""
    places = [match.end() for match in _PART.finditer(source)]
    if not places:
        return
    found = [match.end() for match in _PART.finditer(target)]
    if len(places) != len(found):
        return
    for place, at in zip(places, found, strict=True):
        word = WORD.match(target, at)
        if source[place].isupper() and word and word.group() not in source:
            pieces[at] = upper(pieces[at])


def _lower_values(pieces: list[str], target: str, source: str) -> None:
    """Write the first letter of a label's value small where the source does, if there are as many values."""
    places = [match.start() for match in _VALUE.finditer(source)]
    if not any(source[place].islower() for place in places):
        return
    found = [match.start() for match in _VALUE.finditer(target)]
    if len(places) != len(found):
        return
    for place, at in zip(places, found, strict=True):
        word = WORD.match(target, at)
        if source[place].islower() and word and word.group() not in source and word.group()[1:].islower():
            pieces[at] = lower(pieces[at])


def _small_units(target: str, source: str) -> list[tuple[int, int]]:
    """Return the spans of units that no capitals change: those that the source writes small ("NEW: 50 ml")."""
    small = {match[1] for match in _UNIT.finditer(source) if not match[1].isupper()}
    return [match.span(1) for match in _UNIT.finditer(target) if match[1] in small]


def _kept(changed: str, target: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return `changed` with the spans as they stand in `target`."""
    for start, end in spans:
        if 0 <= start < end:
            changed = changed[:start] + target[start:end] + changed[end:]
    return changed
