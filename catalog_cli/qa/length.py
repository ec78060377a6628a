"""Lengths: what a platform does not take, and what is too long or short to be a translation."""

from __future__ import annotations

from collections.abc import Iterable

from catalog_cli import locales
from catalog_cli.fitting.measure import UNIT_NAMES, measured
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment

# English to Portuguese product text measures 1.15 on average; single words reach 2.7 ("Red" -> "Vermelho"), hence
# the free characters. Short: 0.4 is below every correct pair of the shop interface texts we measured.
_FREE_CHARS = 25
_UNUSUAL = (0.4, 2.2)
_EXTREME = (0.2, 4.0)
# One character of these scripts says about as much as three Latin letters.
_DENSE_SCRIPTS = frozenset({"Jpan", "Hans", "Hant", "Kore", "Hani"})
_DENSITY = 3


def limit_exceeded(segment: Segment, pair: Pair) -> Iterable[str]:
    """The platform cuts or refuses a text of this length."""
    if segment.limit is None or segment.target is None:
        return ()
    length = measured(segment.target, segment.limit.unit)
    if length > segment.limit.most:
        unit = UNIT_NAMES[segment.limit.unit]
        return (f"The translation has {length} {unit}; at most {segment.limit.most} are allowed.",)
    return ()


def extreme_length(segment: Segment, pair: Pair) -> Iterable[str]:
    """The translation is so much longer or shorter that text was surely invented or lost."""
    return (_lengths(segment),) if _is_outside(segment, pair, _EXTREME) else ()


def unusual_length(segment: Segment, pair: Pair) -> Iterable[str]:
    """The translation is much longer or shorter than translations of such a text are."""
    is_unusual = _is_outside(segment, pair, _UNUSUAL) and not _is_outside(segment, pair, _EXTREME)
    return (_lengths(segment),) if is_unusual else ()


def _is_outside(segment: Segment, pair: Pair, bounds: tuple[float, float]) -> bool:
    source, target = float(len(segment.source)), float(len(segment.target or ""))
    least, most = bounds
    if target and source * least * _DENSITY < target < source * most / _DENSITY + _FREE_CHARS:
        return False  # inside whatever the scripts: the usual case, without asking for them
    source *= _DENSITY if locales.script(pair.source) in _DENSE_SCRIPTS else 1
    target *= _DENSITY if locales.script(pair.target) in _DENSE_SCRIPTS else 1
    return target > source * most + _FREE_CHARS or (source > 2 * _FREE_CHARS and 0 < target < source * least)


def _lengths(segment: Segment) -> str:
    return f"The source has {len(segment.source)} characters, the translation {len(segment.target or '')}."
