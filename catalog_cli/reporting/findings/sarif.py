"""Findings as SARIF 2.1.0, which code scanning services read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO
from urllib.parse import quote

from catalog_cli.errors import Where
from catalog_cli.reporting.findings.reported import Reported, Rule
from catalog_cli.segment import Severity
from catalog_cli.signature import catalog_version

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}


def write_sarif(found: Iterable[Reported], rules: Sequence[Rule], out: BinaryIO) -> None:
    """Write one run with a result for each finding; one that a person let pass is suppressed, with the reason."""
    indices = {rule.name: index for index, rule in enumerate(rules)}
    driver = {
        "name": "catalog-cli",
        "semanticVersion": catalog_version(),
        "rules": [_rule(rule) for rule in rules],
    }
    head = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"columnKind": "unicodeCodePoints", "tool": {"driver": driver}}],
    }
    # The results go in front of what closes the run and the document, one at a time: there may be as many as cells.
    text = json.dumps(head, ensure_ascii=False)
    out.write(f'{text[: -len("}]}")]}, "results": ['.encode("utf-8", "backslashreplace"))
    for number, one in enumerate(found):
        result = json.dumps(_result(one, indices.get(one.finding.check)), ensure_ascii=False)
        out.write(f"{',' if number else ''}\n{result}".encode("utf-8", "backslashreplace"))
    out.write(b"\n]}]}\n")


def _rule(rule: Rule) -> dict[str, Any]:
    first, _, _ = rule.help.partition("\n")
    return {
        "id": rule.name,
        "shortDescription": {"text": first},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "severity": str(rule.severity)},
    }


def _result(one: Reported, index: int | None) -> dict[str, Any]:
    finding, unit = one.finding, one.unit
    place = one.place
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(place)],
        "partialFingerprints": {"catalogUnit/v1": _fingerprint(one)},
    }
    if index is not None:
        result["ruleIndex"] = index
    if unit is not None:
        result["relatedLocations"] = [{**_location(unit.place), "message": {"text": "the source"}}]
        result["properties"] = {"unit": unit.id, "product": unit.product_key, "column": unit.column.name}
    if one.reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": one.reason}]
    return result


def _location(place: Where) -> dict[str, Any]:
    uri = quote(PurePath(place.file).as_posix(), safe="/")
    region = {"startLine": max(1, place.row or 1)}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    if place.column:
        location["logicalLocations"] = [{"name": place.column, "kind": "member"}]
    return location


def _fingerprint(one: Reported) -> str:
    """Return what names a finding from run to run: no row number is in it, so that rows may move."""
    name = one.finding.place.file if one.unit is None else one.unit.id
    text = "\x1f".join((name, one.finding.check, one.finding.message))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
