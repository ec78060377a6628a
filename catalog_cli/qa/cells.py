"""Whole cells: whether something stands there, what must not change at all, and their lines and values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli.fitting.measure import UNIT_NAMES, measured
from catalog_cli.product import Role
from catalog_cli.protection import is_language
from catalog_cli.qa.registry import Pair
from catalog_cli.segmentation import values
from catalog_cli.unit import Unit

_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>|&#?\w+;")
_KEYS = frozenset({Role.IDENTIFIER, Role.ENUM, Role.URL})


def no_translation(unit: Unit, pair: Pair) -> Iterator[str]:
    """The translation has no such product, or no cell for this text: a shop shows the source's there, or nothing."""
    if unit.target is None and is_language(_MARKUP.sub(" ", unit.source)):
        yield "There is no translation: no row, or no cell for it."


def empty_cell(unit: Unit, pair: Pair) -> Iterator[str]:
    """The cell of the translation is empty, that of the source is not."""
    if unit.source.strip() and not (unit.target or "").strip() and not _is_found(unit, "empty-target"):
        yield "The cell of the translation is empty."


def key_altered(unit: Unit, pair: Pair) -> Iterator[str]:
    """An identifier, an address or a value that the platform reads ("Default Title", "in stock") was translated: the
    platform does not know it any more."""
    target = unit.target or ""
    if not target or target == unit.source:
        return
    if unit.column.role in _KEYS or unit.source in unit.column.reserved:
        yield f'"{_short(unit.source)}" must stay as it is and reads "{_short(target)}".'


def cell_limit_exceeded(unit: Unit, pair: Pair) -> Iterator[str]:
    """The platform cuts or refuses a cell of this length."""
    if unit.limit is None or _is_found(unit, "limit-exceeded"):
        return
    length = measured(unit.target or "", unit.limit.unit)
    if length > unit.limit.most:
        yield f"The cell has {length} {UNIT_NAMES[unit.limit.unit]}; at most {unit.limit.most} are allowed."


def list_values(unit: Unit, pair: Pair) -> Iterator[str]:
    """A list of tags, options or categories has more or fewer values than in the source."""
    separators = unit.column.separators
    if not separators or unit.column.role not in (Role.LIST, Role.OPTION) or not (unit.target or "").strip():
        return
    wanted, found = len(values(unit.source, separators)), len(values(unit.target or "", separators))
    if wanted != found:
        yield f"The source has {wanted} values, the translation {found}."


_BREAK = re.compile(r"\r\n|\n|\r|\\r\\n|\\n(?![a-z])")
_TAG = re.compile(r"<[A-Za-z/!]")


def line_breaks(unit: Unit, pair: Pair) -> Iterator[str]:
    """The translation has more or fewer lines than the source."""
    target = (unit.target or "").strip()
    if not target or _TAG.search(unit.source):  # between tags a line break shows nothing
        return
    wanted, found = len(_BREAK.findall(unit.source.strip())), len(_BREAK.findall(target))
    if wanted != found:
        yield f"The source has {wanted + 1} lines, the translation {found + 1}."


_BULLET = re.compile(r"(?:^|\n|\\n)[ \t]*(?:[•●▪■·*✓✔✅►▶‣–—-](?=[ \t])|\d{1,2}[.)](?=[ \t]))")


def bullets(unit: Unit, pair: Pair) -> Iterator[str]:
    """A list has more or fewer points than in the source."""
    target = unit.target or ""
    wanted, found = len(_BULLET.findall(unit.source)), len(_BULLET.findall(target))
    if wanted != found and target.strip() and max(wanted, found) > 1:
        yield f"The source has {wanted} bullet points, the translation {found}."


def edge_space(unit: Unit, pair: Pair) -> Iterator[str]:
    """The cell begins or ends with a space or a line break that the source has not, or the other way round."""
    source, target = unit.source, unit.target or ""
    if not source.strip() or not target.strip():
        return
    for side, wanted, found in (
        ("begins", source[: len(source) - len(source.lstrip())], target[: len(target) - len(target.lstrip())]),
        ("ends", source[len(source.rstrip()) :], target[len(target.rstrip()) :]),
    ):
        if bool(wanted) != bool(found):
            which = "source" if wanted else "translation"
            yield f"Only the {which} {side} with white space."


def _is_found(unit: Unit, check: str) -> bool:
    """Return whether a check of segments has told the same."""
    return any(finding.check == check for segment in unit.segments for finding in segment.findings)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
