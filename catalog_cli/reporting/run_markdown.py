"""The report of a run as Markdown, for a person who reads the summary of a CI job."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from catalog_cli.ledger import Outcome
from catalog_cli.reporting.console import plural, printable, shortened
from catalog_cli.reporting.run_facts import RunFacts
from catalog_cli.segment import Finding, Severity

# A summary is to be read: whoever wants all asks for the page or JSON.
_MOST_SORTS = 20
_MOST_TEXT = 200
# What Markdown, GitHub's tables and the HTML in them could take for more than text: a cell is never a link, an image,
# a mention or a tag. Numbers of characters are text in every dialect.
_ACTIVE = re.compile(r"[&<>|`*_~\[\]\\@$]|(?<=[a-zA-Z]):(?=//)|(?<=www)\.", re.IGNORECASE)


def markdown_report(runs: Sequence[RunFacts]) -> str:
    """Return the report of some runs; values of the catalog stand in it as text alone.

    >>> print(markdown_report([]), end="")
    ## catalog localize
    <BLANKLINE>
    Nothing was localized.
    """
    lines = ["## catalog localize", ""]
    if not runs:
        return "\n".join([*lines, "Nothing was localized.", ""])
    if len(runs) > 1:
        lines += [*_table(_OVERVIEW, [_overview(run) for run in runs]), ""]
    for run in runs:
        lines += [*_run(run), ""]
    return "\n".join(lines)


def escaped(text: str, most: int = _MOST_TEXT) -> str:
    """Return a text as Markdown that shows it as it is, on one line.

    >>> escaped("<b>5|6</b> *new*")
    '&#60;b&#62;5&#124;6&#60;/b&#62; &#42;new&#42;'
    """
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", printable(shortened(text, most)))


_OVERVIEW = ("input", "output", "locale", "products", "words", "critical", "major", "minor", "result")


def _overview(run: RunFacts) -> tuple[str, ...]:
    totals = run.totals
    counts = (f"{totals.severities[severity]:,}" for severity in Severity)
    names = escaped(run.input), escaped(run.output or "standard output"), run.target_locale
    return (*names, f"{totals.products:,}", f"{totals.words:,}", *counts, _result(run))


def _result(run: RunFacts) -> str:
    if run.reasons:
        return "failed"
    return "up to date" if run.is_unchanged else "done"


def _run(run: RunFacts) -> Iterator[str]:
    totals, cost = run.totals, run.cost
    yield f"### {escaped(run.input)} → {escaped(run.output or 'standard output')}"
    yield ""
    sign = "❌" if run.reasons else "✅"
    why = f": {escaped('; '.join(run.reasons))}" if run.reasons else ""
    amounts = (plural(totals.products, "product"), plural(totals.segments, "segment"), plural(totals.words, "word"))
    yield (
        f"{sign} **{_result(run)}**{why}. {run.source_locale} → {run.target_locale}, {escaped(run.feed)} feed, "
        f"{', '.join(amounts)}."
    )
    if cost.seconds_per_1000 is not None and cost.cpu_seconds_per_1000 is not None:
        yield (
            f"{cost.seconds:,.1f} s; per 1,000 products {cost.seconds_per_1000:,.1f} s and "
            f"{cost.cpu_seconds_per_1000:,.1f} s of processor time."
        )
    yield ""
    rows = [(share.name, f"{share.number:,}", _percent(share.share)) for share in run.leverage]
    if totals.kept_cells:
        rows.append(("cells kept as a person wrote them", f"{totals.kept_cells:,}", ""))
    yield from _table(("leverage", "segments", "share"), rows)
    yield from _findings(run)
    kept = [(str(kind), *_outcomes(outcomes)) for kind, outcomes in run.ledger]
    if kept:
        yield ""
        yield from _table(("what must survive", "all", "what became of it"), kept)
    if totals.terms:
        yield ""
        yield f"Terms held: {_percent(totals.term_adherence)}."
    yield ""
    yield f"<sub>Made by `{printable(run.signature).replace('`', chr(39))}`</sub>"


def _findings(run: RunFacts) -> Iterator[str]:
    sorts = run.finding_sorts
    yield ""
    if not sorts:
        yield "No findings."
        return
    rows = [
        (str(one.severity), escaped(one.check), escaped(one.column), f"{one.number:,}", _example(one.examples))
        for one in sorts[:_MOST_SORTS]
    ]
    yield from _table(("severity", "check", "column", "count", "the first"), rows)
    if len(sorts) > _MOST_SORTS:
        yield ""
        yield f"… and {plural(len(sorts) - _MOST_SORTS, 'more sort')} of findings."


def _example(examples: Sequence[Finding]) -> str:
    if not examples:
        return ""
    place, message = examples[0].place, examples[0].message
    row = "" if place.row is None else f"row {place.row}: "
    return f"{row}{escaped(message)}"


def _outcomes(counts: Counter[Outcome]) -> tuple[str, str]:
    named = (f"{counts[outcome]:,} {outcome}" for outcome in Outcome if counts[outcome])
    return f"{counts.total() - counts[Outcome.ADDED]:,}", ", ".join(named)


def _percent(share: float) -> str:
    # Never 100% where something is missing, nor 0% where something is there.
    return "&lt;0.1%" if 0 < share < 0.001 else f"{int(share * 1000) / 10:.1f}%"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(' --- ' for _ in heads)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
