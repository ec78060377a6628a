"""catalog feeds check: what a platform would refuse, cut or advise against, said before it does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.options import Argument, Option, Reading, Shared
from catalog_cli.reporting.console import Console, standard_output
from catalog_cli.reporting.findings.tally import Tally, finding_json, finding_line
from catalog_cli.segment import Finding, Severity

if TYPE_CHECKING:
    from catalog_cli.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files."""

    inputs: Annotated[list[str], Argument(metavar="FILE...", help="Catalogs, or - for standard input.")]


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    fail_on: Annotated[
        str | None,
        Option("--fail-on", metavar="SEVERITY", help="critical, major, minor or never [default: critical]."),
    ] = None
    json: Annotated[bool, Option("--json", help="Print every finding as JSON.")] = False


def check(inputs: Inputs, reading: Reading, reports: Reports) -> int:
    """Check files against the import rules of their platform: exit 1 if it would refuse them.

    Critical is what the platform refuses, major what it cuts or ignores (or may refuse, by rules that its documents do
    not confirm), minor what it advises against.

    \b
    Examples:
      catalog feeds check localized.csv
      catalog feeds check listings.csv --feed ebay --fail-on major
      catalog feeds check *.csv --json | jq '.findings[] | select(.severity == "critical")'
    """
    from catalog_cli.catalog import read_catalog
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.import_checks.inspection import check_import

    console = reports.console()
    settings = options.load(reading, reports)
    # No locale matters here: what is checked are the cells as they stand.
    job = settings.job(settings.source_locale)
    today = datetime.now(UTC).date()
    found = Tally()
    with opened_inputs(inputs.inputs) as sources:
        catalogs = [read_catalog(source.path, job, name=source.name) for source in sources]
        # Before anything is printed: a feed without rules is said at once.
        findings = [check_import(catalog, today=today) for catalog in catalogs]
        if reports.json:
            _print_json(findings, catalogs, found, job.fail_on, console)
        else:
            _print(findings, found, console)
    console.say(_verdict(found, catalogs))
    return int(found.fails(job.fail_on))


def _verdict(found: Tally, catalogs: list[Catalog]) -> str:
    feeds = ", ".join(dict.fromkeys(catalog.schema.feed for catalog in catalogs))
    if not found.total:
        return f"Nothing breaks the import rules that are known ({feeds})."
    return f"{found.counts()} ({feeds})"


def _print(findings: Iterable[Iterator[Finding]], found: Tally, console: Console) -> None:
    for each in findings:
        for finding in each:
            found.add(finding)
            if console.is_verbose:
                console.print(finding_line(finding))
    if not console.is_verbose:
        for line in found.lines():
            console.print(line)


def _print_json(
    findings: Iterable[Iterator[Finding]],
    catalogs: list[Catalog],
    found: Tally,
    fail_on: Severity | None,
    console: Console,
) -> None:
    """Write one JSON document, a finding at a time: there may be as many as cells."""
    out = standard_output(console.out)
    out.write(b'{"findings": [')
    for each in findings:
        for finding in each:
            text = finding_json(finding)
            out.write(f"{',' if found.total else ''}\n  {text}".encode("utf-8", "backslashreplace"))
            found.add(finding)
    files = [{"file": c.name, "feed": c.schema.feed, "feed_version": c.schema.feed_version} for c in catalogs]
    rest = {
        "files": files,
        "counts": {str(severity): count for severity, count in found.severities.items()},
        "fails": found.fails(fail_on),
    }
    out.write(f"\n], {json.dumps(rest, ensure_ascii=False)[1:]}\n".encode("utf-8", "backslashreplace"))
    out.flush()
