"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from catalog_cli.reporting.findings.reported import Reported
from catalog_cli.segment import Severity

_COMMANDS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}


def write_github(found: Iterable[Reported], out: BinaryIO) -> None:
    """Write a line for each finding that nobody let pass; a cell's text cannot end one or begin another."""
    for one in found:
        if one.reason is None:
            out.write((_line(one) + "\n").encode("utf-8", "backslashreplace"))


def _line(one: Reported) -> str:
    """Return the command of a finding.

    >>> from catalog_cli.errors import Where
    >>> from catalog_cli.segment import Finding
    >>> print(_line(Reported(Finding("term", Severity.MAJOR, "50%: no.\\n::error::", Where("a,b.csv", 3, "Title")))))
    ::warning file=a%2Cb.csv,line=3,title=term (Title)::50%25: no.%0A::error::
    """
    finding = one.finding
    place = one.place
    title = finding.check if place.column is None else f"{finding.check} ({place.column})"
    facts = {"file": place.file, "line": str(place.row or 1), "title": title}
    shown = ",".join(f"{name}={_property(value)}" for name, value in facts.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
