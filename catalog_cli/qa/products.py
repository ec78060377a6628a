"""Swapped products: a cell that was pasted, sorted or matched into the wrong row."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli import locales
from catalog_cli.product import Role
from catalog_cli.qa.anchors import anchors
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.sentences import visible_text
from catalog_cli.unit import Unit

# Of 150 descriptions of two sentences none of the right ones is taken for another's, of 300 swapped ones 93% are; of
# 300 single sentences two are, of 600 swapped ones a half (measured on tests/quality, English to Portuguese).
_LEAST_ANCHORS, _LEAST_IDS = 5, 2
_MANY_ANCHORS, _MOST_SHARED = 8, 0.09
_KNOWN_WORDS = frozenset({"en", "pt"})  # of others the attributes know labels alone
_MOST_CHARS = 4_000
_TEXTS = frozenset({Role.TITLE, Role.TEXT, Role.HTML})


def swapped_product(unit: Unit, pair: Pair) -> Iterator[str]:
    """The translation seems to speak of another product: next to nothing the source names (materials, colours, kinds
    of product, numbers, names) is in it. Look whether the cell belongs to this row."""
    if unit.column.role not in _TEXTS or not unit.target or unit.target == unit.source:
        return
    if locales.script(pair.source) != locales.script(pair.target):
        return
    wanted = anchors(visible_text(unit.source)[:_MOST_CHARS], pair.source)
    if len(wanted) < _LEAST_ANCHORS or not _ids(wanted):  # too little to tell a product by, whatever the target says
        return
    found = anchors(visible_text(unit.target)[:_MOST_CHARS], pair.target)
    fewest, ids = min(len(wanted), len(found)), min(_ids(wanted), _ids(found))
    shared = len(wanted & found)
    is_known = {locales.language(pair.source), locales.language(pair.target)} <= _KNOWN_WORDS
    is_other = not shared and fewest >= _LEAST_ANCHORS and ids >= _LEAST_IDS
    if not is_other and fewest >= _MANY_ANCHORS and ids >= (1 if is_known else _LEAST_IDS):
        is_other = shared <= _MOST_SHARED * fewest
    if is_other:
        yield "The translation seems to speak of another product than the source."


def _ids(found: frozenset[str]) -> int:
    """Return how many anchors are more than a word that looks alike."""
    return sum(anchor[0] != "~" for anchor in found)
