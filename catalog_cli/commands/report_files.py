"""The files that `--report` names: a page, Markdown or JSON, as the name says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from catalog_cli.commands.results import Outcome
from catalog_cli.errors import FileProblem, Where
from catalog_cli.replacement import replacing
from catalog_cli.reporting.console import Console


class ReportFormat(StrEnum):
    """What a report is written as."""

    JSON = "json"
    MARKDOWN = "markdown"
    PAGE = "html"


def report_format(path: Path) -> ReportFormat:
    """Return what a report of that name is written as; JSON where the name does not say it.

    >>> [str(report_format(Path(name))) for name in ("run.html", "run.md", "run.json", "step_summary_7f3a", "a.txt")]
    ['html', 'markdown', 'json', 'markdown', 'json']
    """
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        return ReportFormat.PAGE
    return ReportFormat.MARKDOWN if suffix in (".md", ".markdown", "") else ReportFormat.JSON


@contextmanager
def writing_reports(paths: Sequence[Path], console: Console | None) -> Iterator[list[Outcome]]:
    """Give the list that outcomes are added to; at the end all of them are written, as each file's name says.

    To files, whose places are taken at once so that they fail before hours of work, and as JSON to a console if one is
    given. Markdown is added to a file whose name ends in nothing, as a CI job's summary is.
    """
    outcomes: list[Outcome] = []
    with ExitStack() as stack:
        outs = [(report_format(path), stack.enter_context(_opened_report(path))) for path in paths]
        yield outcomes
        runs = [outcome.facts for outcome in outcomes]
        document = {"results": [outcome.as_json() for outcome in outcomes]}
        for kind, out in outs:
            if kind is ReportFormat.PAGE:
                from catalog_cli.reporting.run_page.page import run_page

                text = run_page(runs)
            elif kind is ReportFormat.MARKDOWN:
                from catalog_cli.reporting.run_markdown import markdown_report

                text = markdown_report(runs)
            else:
                text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
            out.write(text.encode("utf-8", "backslashreplace"))
    if console is not None:
        console.print_json(document)


@contextmanager
def _opened_report(path: Path) -> Iterator[BinaryIO]:
    """Give what takes the place of a report, or is added to one whose name ends in nothing."""
    before = b""
    if not path.suffix and path.is_file():
        try:
            before = path.read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise FileProblem(Where(str(path)), f"cannot be read ({reason})", "Name another --report.") from error
    with replacing(path) as out:
        if before:
            out.write(before if before.endswith(b"\n\n") else before.rstrip(b"\n") + b"\n\n")
        yield out
