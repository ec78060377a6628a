"""Findings as JUnit XML, which build servers read: a case for each finding, and one for each check that found nothing.

The form is what the readers have in common: testsuites, testsuite, testcase, failure, skipped.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from catalog_cli.formats.xml_nodes import NO_XML
from catalog_cli.reporting.findings.reported import Reported, Rule, fails
from catalog_cli.segment import Severity


def write_junit(found: Iterable[Reported], rules: Sequence[Rule], fail_on: Severity | None, out: BinaryIO) -> None:
    """Write one suite: findings that fail the run are failures, others and those let pass are skipped cases."""
    counts = Counter[str]()
    met: set[str] = set()
    with tempfile.TemporaryFile(prefix="catalog-") as cases:
        # Readers want the totals in front, and there may be as many findings as cells.
        for one in found:
            kind = "failure" if one.reason is None and fails(one.finding.severity, fail_on) else "skipped"
            counts[kind] += 1
            met.add(one.finding.check)
            cases.write(_case(one, kind))
        clean = [rule for rule in rules if rule.name not in met]
        tests = counts.total() + len(clean)
        head = f'tests="{tests}" failures="{counts["failure"]}" errors="0" skipped="{counts["skipped"]}"'
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {head}>\n'.encode())
        out.write(f'<testsuite name="catalog check" {head}>\n'.encode())
        for rule in clean:
            out.write(f"<testcase classname={_attribute(rule.family)} name={_attribute(rule.name)}/>\n".encode())
        cases.seek(0)
        shutil.copyfileobj(cases, out)
        out.write(b"</testsuite>\n</testsuites>\n")


def _case(one: Reported, kind: str) -> bytes:
    finding, unit = one.finding, one.unit
    place = one.place
    facts = f"classname={_attribute(finding.check)} name={_attribute(str(place))} file={_attribute(place.file)}"
    message = finding.message if one.reason is None else f"accepted: {one.reason}"
    texts = "" if unit is None else f"source: {unit.source}\ntarget: {unit.target or ''}"
    body = f"<{kind} message={_attribute(message)} type={_attribute(str(finding.severity))}"
    body += f">{escape(_clean(texts))}</{kind}>" if kind == "failure" and texts else "/>"
    return f'<testcase {facts} line="{place.row or 1}">{body}</testcase>\n'.encode()


def _attribute(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _clean(text: str) -> str:
    return NO_XML.sub("\ufffd", text)
