"""Spaces: two where one belongs, one where none does, none where one does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli import locales
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.wording import target_language
from catalog_cli.segment import Segment

_SPACES = " \u00a0\u202f\u2009"
_DOUBLE = re.compile(rf"(?<=\S)[{_SPACES}]{{2,}}(?=\S)")


def double_space(segment: Segment, pair: Pair) -> Iterator[str]:
    """Two spaces stand in a row, and not so in the source."""
    target = segment.target or ""
    found = _DOUBLE.search(target)
    if found and not _DOUBLE.search(segment.source):
        yield f'Two spaces stand behind "{target[max(0, found.start() - 12) : found.start()]}".'


_BEFORE = re.compile(rf"(?<=[^\W_])[{_SPACES}]+(?:[,.;:!?](?=\s|$)|\)(?=\s|$|[,.]))|\([{_SPACES}]")
_BEFORE_FRENCH = re.compile(rf"(?<=[^\W_])[{_SPACES}]+[,.](?=\s|$)|\([{_SPACES}]")


def space_before_punctuation(segment: Segment, pair: Pair) -> Iterator[str]:
    """A space stands before a comma or a full stop, or inside a bracket."""
    pattern = _BEFORE_FRENCH if locales.language(pair.target) == "fr" else _BEFORE
    target = segment.target or ""
    found = pattern.search(target)
    if found and not _BEFORE.search(segment.source):
        yield f'A space stands before "{found.group().strip()}" ("{target[max(0, found.start() - 10) : found.end()]}").'


_MISSING = re.compile(
    r"(?<=[a-zà-ÿα-ωа-я])(?:[,;!?](?=[^\W\d_])|\.(?=[A-ZÀ-ÞΑ-ΩА-Я][a-zà-ÿα-ωа-я])|:(?=[A-Za-zÀ-ÿ]{3}))|(?<=[^\W_])\((?=[^\W\d_]{4})"
)
_IN_PLURAL = re.compile(r"\([^\W\d_]{1,3}\)")


def missing_space(segment: Segment, pair: Pair) -> Iterator[str]:
    """No space stands behind a comma or a full stop, or before a bracket."""
    target = target_language(segment)
    if locales.script(pair.target) in ("Jpan", "Hans", "Hant"):
        return
    for found in _MISSING.finditer(target):
        around = target[max(0, found.start() - 3) : found.end() + 3]
        if around not in segment.source and "/" not in around and "@" not in target:
            if _MISSING.search(segment.source) is None:
                yield f'A space is missing at "{around}".'
            return


_NO_SPACE = re.compile(r"[^\W_][;!?](?=\s|$)|[^\W_]:(?=\s|$)|«[^\s]|[^\s]»")
_NO_SPACE_CANADA = re.compile(r"[^\W_]:(?=\s|$)|«[^\s]|[^\s]»")


def french_spacing(segment: Segment, pair: Pair) -> Iterator[str]:
    """French sets a space before ; : ! ? and inside « » (in Canada before : and inside « » alone)."""
    if locales.language(pair.target) != "fr":
        return
    target = target_language(segment)
    pattern = _NO_SPACE_CANADA if pair.target.endswith("-CA") else _NO_SPACE
    found = pattern.search(target)
    if found:
        yield f'French sets a space in "{target[max(0, found.start() - 8) : found.end() + 1].strip()}".'
