"""Placeholders, links and product codes in a text that was not taken apart: of files that others translated.

Where a segment has inline codes of that kind, `codes.lost_code` tells the same from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from catalog_cli.protection.spans import find_spans
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import CodeKind, Segment

_PLACEHOLDERS = frozenset({"placeholder", "shortcode"})
_LINKS = frozenset({"url", "email", "handle", "file"})
_CODES = frozenset({"sku", "model", "version", "hex-colour"})
# No text without one of these characters holds such a span.
_MAY_HOLD = re.compile(r"[{}%\[\]$@#/_<>]|\d|\w\.\w")


def placeholder_changed(segment: Segment, pair: Pair) -> Iterator[str]:
    """A placeholder that the shop fills in ("{name}", "%s") is missing, altered or new: customers would read it raw."""
    yield from _differences(segment, _PLACEHOLDERS)


def link_changed(segment: Segment, pair: Pair) -> Iterator[str]:
    """A web address, an e-mail address or a file name is missing or altered. An address of the shop in the other
    language is fine: accept it."""
    yield from _differences(segment, _LINKS)


def product_code_changed(segment: Segment, pair: Pair) -> Iterator[str]:
    """A SKU, model or version of the source is not in the translation, or another one is."""
    yield from _differences(segment, _CODES)


def _differences(segment: Segment, names: frozenset[str]) -> Iterator[str]:
    source, target = segment.source, segment.target or ""
    if any(code.kind is CodeKind.VERBATIM for code in (*segment.codes, *segment.target_codes)):
        return
    if not (_MAY_HOLD.search(source) or _MAY_HOLD.search(target)):
        return
    wanted, found = _written(source, names), _written(target, names)
    if _PLURAL.search(source) or _PLURAL.search(target):
        source, target = "", ""
        wanted = [part for one in wanted for part in _arguments(one)]
        found = [part for one in found for part in _arguments(one)]
    if wanted == found:
        return
    missing, added = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    for text in missing:
        # A code may be read in one text and not in the other: what stands there is not lost.
        if not source or target.count(text) < source.count(text):
            yield f'"{text}" of the source is missing in the translation.'
    for text in added:
        if not target or source.count(text) < target.count(text):
            yield f'"{text}" is in the translation but not in the source.'


_PLURAL = re.compile(r"\{\s*[\w.-]+\s*,\s*(?:plural|select|selectordinal)\s*,")
_CASE = re.compile(r"(?:\b(?:zero|one|two|few|many|other|male|female)|=\d+)\s*\{")
_ARGUMENT = re.compile(r"\{\s*([\w.-]+)\s*(?:\}|,\s*(\w+)\s*[,}])")


def _arguments(placeholder: str) -> set[str]:
    """Return what a placeholder is filled with: of ICU's plurals and selections, whose texts are translated and whose
    cases are those of the language, the arguments alone."""
    if not _PLURAL.search(placeholder):
        return {placeholder}
    return {
        f"{{{name}, {kind}}}" if kind else f"{{{name}}}"
        for name, kind in _ARGUMENT.findall(_CASE.sub("(", placeholder))
    }


@lru_cache(maxsize=4)  # three checks ask in turn
def _spans(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((code.name, text[code.start : code.end]) for code in find_spans(text))


def _written(text: str, names: frozenset[str]) -> Sequence[str]:
    # "#{order}" may become "nº {order}".
    found = (written for name, written in _spans(text) if name in names)
    return sorted(written[1:] if written.startswith("#{") else written for written in found)
