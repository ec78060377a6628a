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
_TITLE_TARGETS = frozenset({"en"})


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
        return _outside(target, spans)
    pieces = list(target)
    if casing.style is Style.TITLE:
        _mend_title(pieces, target, source, language)
    word = WORD.search(target)
    if word and not any(start < word.end() and word.start() < end for start, end in spans):
        pieces[word.start()] = _first_letter(target, word, casing, source, language)
    if casing.style is not Style.LOWER:
        _capitalize_parts(pieces, target, source)
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
    if language not in ("de", "lb") and word.group() not in source and not rest.isupper():
        return lower(first)
    return first


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


def _outside(target: str, spans: Sequence[tuple[int, int]]) -> str:
    return _kept(upper(target), target, spans)


def _kept(changed: str, target: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return `changed` with the spans as they stand in `target`."""
    for start, end in spans:
        if 0 <= start < end:
            changed = changed[:start] + target[start:end] + changed[end:]
    return changed
