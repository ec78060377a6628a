"""catalog feeds check: what a platform would refuse, cut or advise against, said before it does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.options import Argument, Option, Reading, Shared
from catalog_cli.reporting.console import Console, plural, shortened, standard_output
from catalog_cli.segment import Finding, Severity

if TYPE_CHECKING:
    from catalog_cli.catalog import Catalog

# Enough to see what is wrong; --verbose lists every place and --json all of them.
_MOST_SHOWN = 20
# Messages that quote a value differ from each other; so many kinds are told apart, the rest are counted.
_MOST_GROUPS = 2_000
_MOST_MESSAGE_COLUMNS = 200


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


@dataclass(slots=True)
class _Group:
    """Findings that say the same of the same column: the first, and how many there are."""

    first: Finding
    count: int = 0


@dataclass(slots=True)
class _Found:
    """What was found in all files, in bounded memory."""

    severities: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    groups: dict[tuple[str, Severity, str, str | None], _Group] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        self.severities[finding.severity] += 1
        key = (finding.place.file, finding.severity, finding.message, finding.place.column)
        group = self.groups.get(key)
        if group is None:
            if len(self.groups) >= _MOST_GROUPS:
                return
            group = self.groups[key] = _Group(finding)
        group.count += 1

    @property
    def total(self) -> int:
        return sum(self.severities.values())

    def fails(self, fail_on: Severity | None) -> bool:
        return fail_on is not None and any(
            count and severity.rank <= fail_on.rank for severity, count in self.severities.items()
        )


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
    found = _Found()
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


def _verdict(found: _Found, catalogs: list[Catalog]) -> str:
    feeds = ", ".join(dict.fromkeys(catalog.schema.feed for catalog in catalogs))
    if not found.total:
        return f"Nothing breaks the import rules that are known ({feeds})."
    named = ", ".join(f"{count:,} {severity}" for severity, count in found.severities.items() if count)
    return f"{named} finding{'s' if found.total != 1 else ''} ({feeds})"


def _print(findings: Iterable[Iterator[Finding]], found: _Found, console: Console) -> None:
    for each in findings:
        for finding in each:
            found.add(finding)
            if console.is_verbose:
                console.print(_line(_Group(finding, 1)))
    if console.is_verbose:
        return
    groups = sorted(found.groups.values(), key=lambda group: group.first.severity.rank)
    for group in groups[:_MOST_SHOWN]:
        console.print(_line(group))
    if len(groups) > _MOST_SHOWN:
        console.print(f"… and {len(groups) - _MOST_SHOWN:,} more of other kinds: --verbose and --json list all")


def _line(group: _Group) -> str:
    finding, place = group.first, group.first.place
    where = place.file if place.row is None else f"{place.file}:{place.row}"
    column = f" ({shortened(place.column)})" if place.column else ""
    text = f"{where}: [{finding.severity}] {shortened(finding.message, _MOST_MESSAGE_COLUMNS)}{column}"
    return text if group.count <= 1 else f"{plural(group.count, 'place')} from {text}"


def _print_json(
    findings: Iterable[Iterator[Finding]],
    catalogs: list[Catalog],
    found: _Found,
    fail_on: Severity | None,
    console: Console,
) -> None:
    """Write one JSON document, a finding at a time: there may be as many as cells."""
    out = standard_output(console.out)
    out.write(b'{"findings": [')
    for each in findings:
        for finding in each:
            text = json.dumps(_as_json(finding), ensure_ascii=False)
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


def _as_json(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "message": finding.message,
        "file": place.file,
        "row": place.row,
        "column": place.column,
    }
