"""Rows of colours, flavours or scents: three or more of them say what a product comes in, whatever stands around."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_cli.attributes.gazetteer import Mention

JOINT = re.compile(r"\s*(?:,|/|&|\+|,?\s(?:and|or|e|ou)\s)\s*")
"""What joins two values of a row."""

# Three of them or more in a row are an enumeration: no need to say of what.
_ENUMERATED = frozenset({"color", "flavor", "scent"})
_LEAST_ENUMERATED = 3
_NONE = frozenset[tuple[int, str]]()


def _is_begin(text: str, start: int) -> bool:
    """Return whether a sentence, or what a colon leads to, begins at a place."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in ":(.;|\n•!"


def enumerated(text: str, mentions: Sequence[Mention]) -> frozenset[tuple[int, str]]:
    """Return where values of an attribute stand, and which, that are three or more in a row.

    >>> row = [Mention(0, 6, "flavor", "cherry", True), Mention(8, 13, "flavor", "lemon", True)]
    >>> sorted(enumerated("cherry, lemon and lime", [*row, Mention(18, 22, "flavor", "lime", True)]))
    [(0, 'flavor'), (8, 'flavor'), (18, 'flavor')]
    """
    members = [one for one in mentions if one.attribute in _ENUMERATED]
    if len(members) < _LEAST_ENUMERATED:
        return _NONE
    found: set[tuple[int, str]] = set()
    runs: dict[str, list[Mention]] = {}
    for one in members:
        name = one.attribute
        run = runs.setdefault(name, [])
        if run and not JOINT.fullmatch(text, run[-1].end, one.start):
            run.clear()
        run.append(one)
        if run[0].start != one.start and (run[0].start, name) in found:
            found.add((one.start, name))
        elif len(run) == _LEAST_ENUMERATED and (_is_begin(text, run[0].start) or _is_colored(run)):
            found.update((other.start, name) for other in run)
    return frozenset(found)


def _is_colored(run: Sequence[Mention]) -> bool:
    return run[0].attribute == "color" and not all(one.is_weak for one in run)
