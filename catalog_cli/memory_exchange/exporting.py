"""Translations of the memory for other tools, as TMX 1.4b or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from catalog_cli.formats.tmx import (
    TmxHeader,
    TmxUnit,
    TmxVariant,
    is_writable,
    write_tmx,
)
from catalog_cli.formats.xml_nodes import Attributes, Content, Node
from catalog_cli.memory.approved import Approved, approved
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory_exchange.cells import content_of_cell, holds_markup
from catalog_cli.memory_exchange.importing import CELL, ROLE, content_of_packed, unpacked

_OURS = "catalog-cli"
_NOT_DIGITS = re.compile(r"[-:]|\.\d+")


def exported(memory: TranslationMemory, source: str | None, targets: frozenset[str]) -> Iterator[Approved]:
    """Yield the translations of people, of all pairs or only from `source` and into `targets` (empty: all)."""
    for one in approved(memory):
        if (source is None or one.pair[0] == source) and (not targets or one.pair[1] in targets):
            yield one


def write_memory_tmx(found: Iterable[Approved], out: BinaryIO, version: str, source: str | None) -> tuple[int, int]:
    """Return (units written, those left out because XML cannot hold their characters).

    `version` is that of catalog-cli, `source` the locale of all sources, None if they differ.
    """
    counts = [0, 0]

    def units() -> Iterator[TmxUnit]:
        for one in found:
            unit = unit_of(one)
            writable = is_writable(unit)
            counts[not writable] += 1
            if writable:
                yield unit

    attributes = (
        ("creationtool", _OURS),
        ("creationtoolversion", version),
        ("segtype", "block"),
        ("o-tmf", _OURS),
        ("adminlang", "en"),
        ("srclang", source or "*all*"),
        ("datatype", "unknown"),
    )
    write_tmx(units(), out, TmxHeader(attributes))
    return counts[0], counts[1]


def unit_of(one: Approved) -> TmxUnit:
    """Return a translation as a unit: as it was imported, or anew."""
    is_html = one.facts is None and (holds_markup(one.source) or holds_markup(one.target))
    if one.facts is not None and one.facts.exchange is not None:
        return _imported(one)
    times: Attributes = (("creationdate", tmx_time(one.since)),)
    told = [Node("prop", (("type", ROLE),), (one.role,))] if one.role else []
    if is_html:
        told.append(Node("prop", (("type", CELL),), ("html",)))
    sides = [
        TmxVariant(locale, _content(text, is_html=is_html))
        for locale, text in zip(one.pair, (one.source, one.target), strict=True)
    ]
    kind = (("datatype", "html" if is_html else "plaintext"),)
    return TmxUnit(tuple(sides), (*times, *kind), tuple(told))


def _imported(one: Approved) -> TmxUnit:
    attributes, told, *sides = cast("list[list[object]]", one.facts.exchange if one.facts else [])
    nodes = tuple(cast("list[Node]", [unpacked(node) for node in told]))
    is_html = any(node.attribute("type") == CELL and node.text == "html" for node in nodes)
    variants = []
    for side, text in zip(sides, (one.source, one.target), strict=True):
        locale, own, own_told, packed = cast("tuple[str, list[list[str]], list[object], list[object] | None]", side)
        content = _content(text, is_html=True) if is_html else content_of_packed(packed, text)
        own_nodes = tuple(cast("list[Node]", [unpacked(node) for node in own_told]))
        variants.append(TmxVariant(locale, content, _pairs(own), own_nodes))
    return TmxUnit(tuple(variants), _pairs(cast("list[list[str]]", attributes)), nodes)


def _pairs(packed: list[list[str]]) -> Attributes:
    return tuple((name, value) for name, value in packed)


def _content(text: str, *, is_html: bool) -> Content:
    return content_of_cell(text) if is_html else (text,)


def tmx_time(time: str) -> str:
    """Return a time of the memory as TMX writes it.

    >>> tmx_time("2026-11-22T13:12:43.000001+00:00")
    '20261122T131243Z'
    """
    return f"{_NOT_DIGITS.sub('', time.removesuffix('+00:00'))}Z"


def write_memory_json(found: Iterable[Approved], out: BinaryIO) -> int:
    """Return how many translations were written, one JSON object a line."""
    count = 0
    for one in found:
        document = {
            "source": one.source,
            "target": one.target,
            "source_locale": one.pair[0],
            "target_locale": one.pair[1],
            "role": one.role or None,
            "origin": "edit" if one.facts is None else "import",
            "changed": (one.facts.changed if one.facts is not None else "") or tmx_time(one.since),
        }
        # Half a surrogate pair, which a JSON catalog may hold, is written as an escape.
        text = json.dumps(document, ensure_ascii=False)
        line = text if _is_utf8(text) else json.dumps(document)
        out.write(f"{line}\n".encode())
        count += 1
    return count


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
