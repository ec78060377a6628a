"""A target in its own language's case."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_cli.casing.detection import Casing, Style
from catalog_cli.casing.words import BORROWED, SMALL, WORD, lower, upper

_COGNATE_END = ("al", "ar", "or")
_TITLE_TARGETS = frozenset({"en"})


def restore(
    target: str, casing: Casing, target_locale: str, source: str = "", spans: Sequence[tuple[int, int]] = ()
) -> str:
    """Return the target in its own language's case, of equal length; [start, end) in `spans` stay as they are.

    Capitals throughout stay so, lower case stays lower (not in German), else the first letter follows the
    source's. Only English titles get a capital in every word; elsewhere a title's first word that the engine
    copied gets its capital back.

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
        start = word.start()
        untouched = word.group() in source and word.group()[1:] != word.group()[1:].lower()
        if not untouched and not target[:start].strip(" \"'“”‘’«»([{¿¡-–—•*"):
            if casing.first_upper:
                pieces[start] = upper(pieces[start])
            elif language not in ("de", "lb") and word.group() not in source and not word.group()[1:].isupper():
                pieces[start] = lower(pieces[start])
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


def _outside(target: str, spans: Sequence[tuple[int, int]]) -> str:
    return _kept(upper(target), target, spans)


def _kept(changed: str, target: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return `changed` with the spans as they stand in `target`."""
    for start, end in spans:
        if 0 <= start < end:
            changed = changed[:start] + target[start:end] + changed[end:]
    return changed
