"""catalog verify: the proof that nothing else changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.options import Argument, Locales, Option, Reading, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, plural, shortened, standard_output
from catalog_cli.verification.differences import Difference, Kind

if TYPE_CHECKING:
    from catalog_cli.verification.comparison import Comparison

# Enough to see what kind of change it is; --json lists all.
_MOST_SHOWN = 20
# Characters that two texts share before they differ, where a line shows that place.
_MOST_ALIKE = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """Files."""

    source: Annotated[str, Argument(metavar="SOURCE", help="The catalog before.")]
    output: Annotated[str, Argument(metavar="OUTPUT", help="The catalog after.")]
    output_encoding: Annotated[
        str | None, Option("--output-encoding", metavar="NAME", help="What OUTPUT was written in, if it was changed.")
    ] = None
    layout: Annotated[
        str | None,
        Option("--layout", metavar="NAME", help="The layout of OUTPUT, where its columns fit several."),
    ] = None
    handles: Annotated[
        str | None,
        Option("--handles", metavar="KIND", help="translate, if the run made product addresses anew [default: keep]."),
    ] = None
    filled: Annotated[
        bool,
        Option("--filled", help="Empty cells were filled too: tags in a platform's own columns, descriptions."),
    ] = False
    limit: Annotated[
        int | None, Option("--limit", metavar="N", min=1, help="The run localized the first N products alone.")
    ] = None
    currency: Annotated[
        str | None,
        Option("--currency", metavar="CODE", help="The currency that prices were converted into: their cells differ."),
    ] = None
    rate: Annotated[
        str | None,
        Option("--rate", metavar="FILE", help="The exchange rates of the run: each price is worked out once more."),
    ] = None
    price_endings: Annotated[
        str | None, Option("--price-endings", metavar="FILE", help="The endings that the converted prices got.")
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print every difference as JSON.")] = False


def verify(pair: Pair, locales: Locales, reading: Reading, reports: Reports) -> int:
    """Prove that only translated cells changed: list every changed cell, exit 1 if another one changed.

    The layout is found in OUTPUT. In a file of translations alone, nothing but keys and texts may stand.

    \b
    Examples:
      catalog verify shopify.csv localized.csv
      catalog verify shopify.csv localized.csv --json > changes.json
      catalog verify shopify.csv localized.csv --handles translate
      catalog verify shopify.csv localized.csv --currency BRL --rate rates.csv
    """
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.pipeline import price_conversion
    from catalog_cli.verification.comparison import open_comparison

    console = reports.console()
    settings = options.load(pair, locales, reading)
    wanted = settings.target_locales
    if len(wanted) > 1 and locales.to:
        raise UsageProblem("An output is in one locale: name one with --to.")
    target = wanted[0] if len(wanted) == 1 else None
    with opened_inputs([pair.source, pair.output]) as (source, output):
        job = settings.job(target or settings.source_locale, limit=pair.limit)
        prices = price_conversion(job) if job.rates is not None else None
        comparison = open_comparison(
            (source.path, source.name),
            (output.path, output.name),
            job,
            target_locale=target,
            prices=prices,
            has_filled=pair.filled,
        )
        differences = comparison.differences()
        found = _print_json(differences, console) if reports.json else _print(differences, console)
    violations = sum(count for kind, count in found.items() if kind is not Kind.TRANSLATED)
    console.say(_verdict(found[Kind.TRANSLATED], violations, comparison))
    return int(violations > 0)


def _verdict(translated: int, violations: int, comparison: Comparison) -> str:
    changed = f"{plural(translated, 'translated cell')} changed"
    if not violations and comparison.is_alone:
        return f"{plural(translated, 'translated cell')}, each in a row with the source's keys, and nothing else."
    if not violations:
        rest = "value is the source's" if comparison.is_by_value else "byte is the source's"
        if comparison.encoding is not None:
            rest = f"character is the source's, written in {comparison.encoding}"
        return f"{changed}, and nothing else: every other {rest}."
    return f"{changed}, and {plural(violations, 'place')} that must not differ: see above."


def _print(differences: Iterable[Difference], console: Console) -> dict[Kind, int]:
    """Write the first differences of each sort, and return how many there are of each kind."""
    found = dict.fromkeys(Kind, 0)
    shown = {True: 0, False: 0}
    for difference in differences:
        found[difference.kind] += 1
        shown[difference.is_violation] += 1
        if console.is_verbose or shown[difference.is_violation] <= _MOST_SHOWN:
            console.print(_line(difference))
    for is_violation, count in shown.items():
        if count > _MOST_SHOWN and not console.is_verbose:
            console.print(f"… and {count - _MOST_SHOWN:,} more {'that must not differ' if is_violation else 'changes'}")
    return found


def _line(difference: Difference) -> str:
    where = difference.where
    place = ":".join([where.file, *([str(where.row)] if where.row is not None else [])])
    column = f" ({shortened(where.column)})" if where.column else ""
    sign = "VIOLATION " if difference.is_violation else ""
    if difference.message:
        return f"{sign}{place}{column}: {difference.message}"
    before, after = _told_apart(difference.before, difference.after)
    return f"{sign}{place}{column}: {before} -> {after}"


def _told_apart(before: str, after: str) -> tuple[str, str]:
    """Return two texts shortened and in quotes, so that one sees where they differ.

    >>> _told_apart("yes", "yes "), _told_apart("Red", "Vermelha")
    (('"yes"', '"yes "'), ('"Red"', '"Vermelha"'))
    """
    if shortened(before) != shortened(after):
        return f'"{shortened(before)}"', f'"{shortened(after)}"'
    # They begin alike, or differ in white space only.
    same = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    start = max(0, (min(len(before), len(after)) if same is None else same) - _MOST_ALIKE)
    first, second = (json.dumps(text[start:][: 2 * _MOST_ALIKE], ensure_ascii=False) for text in (before, after))
    return ("…" if start else "") + first, ("…" if start else "") + second


def _print_json(differences: Iterable[Difference], console: Console) -> dict[Kind, int]:
    """Write one JSON document, a difference at a time: there may be as many as cells."""
    found = dict.fromkeys(Kind, 0)
    out = standard_output(console.out)
    out.write(b'{"differences": [')
    for number, difference in enumerate(differences):
        found[difference.kind] += 1
        text = json.dumps(_as_json(difference), ensure_ascii=False)
        out.write(f"{',' if number else ''}\n  {text}".encode("utf-8", "backslashreplace"))
    counts = json.dumps({str(kind): count for kind, count in found.items()})
    out.write(f'\n], "counts": {counts}}}\n'.encode())
    out.flush()
    return found


def _as_json(difference: Difference) -> dict[str, object]:
    where = difference.where
    return {
        "kind": str(difference.kind),
        "is_violation": difference.is_violation,
        "file": where.file,
        "row": where.row,
        "column": where.column,
        "before": difference.before,
        "after": difference.after,
        "message": difference.message,
    }


app = command_app("verify", verify)
