"""Options: what the values that variants are told apart by have become."""

from __future__ import annotations

from collections.abc import Iterable

from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment


def next_best(segment: Segment, pair: Pair) -> Iterable[str]:
    """The best translation of an option value belongs to another value already, so that it got its next best one."""
    if not segment.taken:
        return ()
    others = " and ".join(f'"{target}"' for target in sorted(segment.taken))
    return (
        f'"{segment.source}" is "{segment.target}", because {others} is another value\'s: '
        "give it a term in a glossary if that is wrong.",
    )
