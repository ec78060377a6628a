"""Inline codes: tags, placeholders, URLs and SKUs, each of which must come through once and unchanged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from catalog_cli.qa.registry import Pair
from catalog_cli.segment import CodeKind, InlineCode, Segment


def lost_code(segment: Segment, pair: Pair) -> Iterable[str]:
    """A tag, link, placeholder or product code of the source is missing, doubled or altered in the translation."""
    return _lost(segment) if segment.codes or segment.target_codes else ()


def _lost(segment: Segment) -> Iterator[str]:
    wanted = Counter(_identities(segment.source, segment.codes))
    found = Counter(_identities(segment.target or "", segment.target_codes))
    for (_, shown, _), count in (wanted - found).items():
        yield f'"{shown}" of the source is missing in the translation{_times(count)}.'
    for (_, shown, _), count in (found - wanted).items():
        yield f'"{shown}" is in the translation but not in the source{_times(count)}.'


def leftover_mask(segment: Segment, pair: Pair) -> Iterable[str]:
    """A stand-in that we gave the engine for a placeholder is still in the text ("XQB")."""
    return _left_over(segment) if segment.masks else ()


def _left_over(segment: Segment) -> Iterator[str]:
    for mask in {mask: None for _, _, mask in segment.masks if _is_stand_in(mask)}:
        target = segment.target or ""
        if mask in target and mask not in segment.source and re.search(rf"(?<!\w){re.escape(mask)}(?!\w)", target):
            yield f'The stand-in "{mask}" was left in the translation.'


def _is_stand_in(mask: str) -> bool:
    """Return whether a mask is a stand-in: capitals, with or without digits; others only cut or space ("", " - ")."""
    return mask.isalnum() and mask == mask.upper()


def _identities(text: str, codes: Sequence[InlineCode]) -> Iterator[tuple[CodeKind, str, str]]:
    for code in codes:
        if code.kind is CodeKind.VERBATIM:
            yield code.kind, text[code.start : code.end], ""
        else:
            yield code.kind, code.opening, code.closing


def _times(count: int) -> str:
    return "" if count == 1 else f" ({count} times)"
