"""Markup of whole cells: tags, their attributes, order and nesting, and what a browser would run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from catalog_cli.markup.structure import Structure, structure
from catalog_cli.markup.tokens import Kind, tokenize
from catalog_cli.qa.registry import Pair
from catalog_cli.unit import Unit

_TAG = re.compile(r"<[A-Za-z/!]|\{%")
_NAME = re.compile(r"<(/?[A-Za-z][\w:-]*)")
_MOST_SHOWN = 60


def tags_lost(unit: Unit, pair: Pair) -> Iterator[str]:
    """A tag of the source is missing in the translation: a list, a table or a link falls apart."""
    if _is_told(unit) or not _has_tags(unit):
        return
    wanted, found = _names(unit.source), _names(unit.target or "")
    for name, count in (wanted - found).items():
        yield f'"<{name}>" of the source is missing in the translation{_times(count)}.'


def tags_added(unit: Unit, pair: Pair) -> Iterator[str]:
    """The translation has a tag that the source has not."""
    if _is_told(unit) or not _has_tags(unit):
        return
    wanted, found = _names(unit.source), _names(unit.target or "")
    for name, count in (found - wanted).items():
        yield f'"<{name}>" is in the translation but not in the source{_times(count)}.'


def tag_attributes(unit: Unit, pair: Pair) -> Iterator[str]:
    """A tag has other attributes than in the source: another link, class or picture. Texts in attributes ("alt",
    "title") are translated and may differ."""
    if _is_told(unit) or not _has_tags(unit):
        return
    source, target = unit.source, unit.target or ""
    if _names(source) != _names(target):
        return
    wanted, found = Counter(dict(_structure(source).markup)), Counter(dict(_structure(target).markup))
    missing, added = list((wanted - found).elements()), list((found - wanted).elements())
    for before, after in zip(missing, added, strict=False):
        yield f'"{_short(before)}" of the source reads "{_short(after)}".'


def tag_order(unit: Unit, pair: Pair) -> Iterator[str]:
    """The paragraphs, lists or headings of the translation come in another order than the source's."""
    if not _has_tags(unit):
        return
    wanted, found = _structure(unit.source).boundaries, _structure(unit.target or "").boundaries
    if wanted != found and sorted(wanted) == sorted(found):
        at = next(at for at, (one, other) in enumerate(zip(wanted, found, strict=True)) if one != other)
        yield f'"{_short(found[at])}" stands where the source has "{_short(wanted[at])}".'


def tag_nesting(unit: Unit, pair: Pair) -> Iterator[str]:
    """A tag of the translation is not closed, or two cross, and not so in the source."""
    if not _has_tags(unit):
        return
    if _structure(unit.source).well_nested and not _structure(unit.target or "").well_nested:
        yield "The tags of the translation do not close in the order in which they open."


_RUNS = frozenset({"script", "iframe", "object", "embed", "applet", "base", "form", "meta", "link", "svg", "frame"})
_UNSAFE_ADDRESS = re.compile(r"(?:javascript|vbscript|data:text/html|data:image/svg)", re.IGNORECASE)
_SPACES = re.compile(r"[\x00-\x20\u00a0\u200b-\u200f\ufeff]+")
_UNSAFE_TEXT = re.compile(r"<\s*/?\s*script|javascript\s*:|\bon[a-z]{3,20}\s*=", re.IGNORECASE)


def unsafe_html(unit: Unit, pair: Pair) -> Iterator[str]:
    """The translation holds what a browser runs (a script, an "onclick", a "javascript:" link) and the source does
    not: it could come from somebody else. Do not publish it."""
    target = unit.target or ""
    if "<" not in target and "javascript" not in target.lower():
        return
    unsafe = _unsafe(target)
    for found in unsafe - _unsafe(unit.source) if unsafe else ():
        yield f"The translation holds {_short(found)}, which a browser runs."


def _unsafe(html: str) -> Counter[str]:
    """Return what a browser runs of HTML, also where the tag is cut off or the address is hidden in entities."""
    found: Counter[str] = Counter()
    tokens, _ = tokenize(html)
    for token in tokens:
        if token.kind in (Kind.START, Kind.EMPTY, Kind.OPAQUE) and token.name in _RUNS:
            found[f"<{token.name}>"] += 1
        for name, value in token.attributes:
            if name.lower().startswith("on"):
                found[f'the attribute "{name.lower()}"'] += 1
            elif value and _UNSAFE_ADDRESS.match(_SPACES.sub("", value)):
                found[f'an address "{_SPACES.sub("", value)[:11].lower()}…"'] += 1
    if not found:
        for match in _UNSAFE_TEXT.finditer(html):
            # "Only one = 1" is no attribute: outside of a tag it needs one.
            if match.group()[0] == "<" or "<" in html[: match.start()]:
                found[_SPACES.sub("", match.group().lower())] += 1
    return found


def _is_told(unit: Unit) -> bool:
    """Return whether the segments' inline codes have told already that markup was lost."""
    return any(finding.check == "lost-code" for segment in unit.segments for finding in segment.findings)


def _has_tags(unit: Unit) -> bool:
    return bool(unit.target) and bool(_TAG.search(unit.source) or _TAG.search(unit.target or ""))


@lru_cache(maxsize=8)  # several checks ask in turn about the two texts of one unit
def _structure(html: str) -> Structure:
    return structure(html)


@lru_cache(maxsize=8)
def _counted(html: str) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter()
    for markup, count in _structure(html).markup:
        name = _NAME.match(markup)
        if name:
            counted[name.group(1).lower()] += count
        elif not markup.startswith("<"):
            counted[markup] += count  # Liquid
    return tuple(counted.items())


def _names(html: str) -> Counter[str]:
    return Counter(dict(_counted(html)))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _times(count: int) -> str:
    return "" if count == 1 else f" ({count} times)"
