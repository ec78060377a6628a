"""catalog glossary: term bases checked, converted and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.glossary_stats import stats
from catalog_cli.commands.glossary_suggest import suggest
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.errors import ModelMissing, UsageProblem
from catalog_cli.reporting.console import Console, plural, table

if TYPE_CHECKING:
    from catalog_cli.glossary.conflicts import TermProblem
    from catalog_cli.glossary.term import Term

# Enough to see what kind of thing is wrong; --verbose and --json list all.
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Locales."""

    to: Annotated[str | None, Option("--to", metavar="LOCALE", help="The locale of the targets, such as pt-BR.")] = None
    from_: Annotated[
        str | None, Option("--from", metavar="LOCALE", help="The locale of the sources [default: en].")
    ] = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Files."""

    files: Annotated[list[str], Argument(metavar="FILE...", help="Term bases (.csv, .tsv, .tbx) or names of starters.")]
    do_not_translate: Annotated[
        list[str] | None,
        Option("--do-not-translate", metavar="FILE", help="Names that are kept, to check against. May be repeated."),
    ] = None


@dataclass(frozen=True, slots=True)
class Converted:
    """Files."""

    input: Annotated[str, Argument(metavar="INPUT", help="A term base (.csv, .tsv, .tbx) or the name of a starter.")]
    output: Annotated[str, Argument(metavar="OUTPUT", help="The file to write: .csv, .tsv or .tbx.")]
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there.")] = False


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def check(checked: Checked, pair: Pair, reports: Reports) -> int:
    """Check term bases: entries that are wrong, contradict each other, or that the model cannot write.

    Exits 1 if there is something to correct. What the model can write is checked for the pair of --from and --to, or
    for the one that the file is named after, such as terms.en-pt-BR.csv.

    \b
    Examples:
      catalog glossary check terms.csv --to pt-BR
      catalog glossary check terms.tbx --to pt-BR --json
      catalog glossary check terms.csv --do-not-translate brands.txt
    """
    from catalog_cli.glossary.conflicts import contradictions, kept_otherwise, weaknesses
    from catalog_cli.glossary.term_base import read_kept, read_terms

    console = reports.console()
    found: list[TermProblem] = []
    entries: dict[str, int] = {}
    by_pair: dict[tuple[str, str], list[Term]] = {}
    all_terms: list[Term] = []
    for name in checked.files:
        source, target = _locales(name, pair)
        read = read_terms(name, source, target)
        entries[name] = len(read.terms) + len({problem.where.row for problem in read.problems})
        found += _in_order([*read.problems, *contradictions(read.terms), *weaknesses(read.terms)])
        all_terms += read.terms
        if target is not None:
            by_pair.setdefault((source, target), []).extend(read.terms)
    for name in checked.do_not_translate or ():
        read = read_kept(name)
        entries[name] = len(read.terms)
        found += [*read.problems, *kept_otherwise(read.terms, all_terms)]
    if not by_pair:
        console.say("Name the target locale with --to, such as --to pt-BR, to check what the model can write.")
    for (source, target), terms in by_pair.items():
        found += _unwritable(terms, source, target, console)
    _report(found, entries, reports, console)
    return int(bool(found))


def _in_order(problems: Sequence[TermProblem]) -> list[TermProblem]:
    return sorted(problems, key=lambda problem: problem.where.row or 0)


def _locales(name: str, pair: Pair) -> tuple[str, str | None]:
    """Return the pair of a file: what the options say, else what it is named after, else what the settings say."""
    from catalog_cli import locales
    from catalog_cli.glossary.starters import pair_of

    named = pair_of(name)
    if pair.to is None and pair.from_ is None and named is not None:
        return named
    settings = options.load(pair)
    wanted = settings.target_locales
    if len(wanted) > 1:
        raise UsageProblem("A term base is for one target locale: name one with --to.")
    return locales.parse(settings.source_locale), wanted[0] if wanted else None


def _unwritable(terms: Sequence[Term], source: str, target: str, console: Console) -> list[TermProblem]:
    """Return what the model of a pair cannot write; nothing, and a message, if there is no such model."""
    from catalog_cli.engines import load_engine
    from catalog_cli.glossary.conflicts import unwritable

    try:
        engine = load_engine(source, target)
    except ModelMissing:
        console.say(f"No model translates {source} -> {target}: what it can write is not checked.")
        return []
    try:
        return unwritable(terms, engine)
    finally:
        engine.close()


def _report(found: Sequence[TermProblem], entries: dict[str, int], reports: Reports, console: Console) -> None:
    if reports.json:
        problems = [_as_json(problem) for problem in found]
        console.print_json({"entries": entries, "problems": problems})
        return
    shown = found if reports.verbose else found[:_MOST_SHOWN]
    for problem in shown:
        console.print(str(problem.error()))
    if len(shown) < len(found):
        console.print(f"… and {len(found) - len(shown):,} more")
    total = f"{plural(sum(entries.values()), 'entry', 'entries')} in {plural(len(entries), 'file')}"
    console.say(f"{total}: {plural(len(found), 'problem') if found else 'nothing is wrong'}.")


def _as_json(problem: TermProblem) -> dict[str, object]:
    return {
        "file": problem.where.file,
        "row": problem.where.row,
        "column": problem.where.column,
        "kind": str(problem.kind),
        "what": problem.what,
        "next_step": problem.next_step,
    }


def convert(converted: Converted, pair: Pair, reports: Reports) -> int:
    """Write a term base in another form: the endings of the names say which. TBX needs a pair of locales.

    \b
    Examples:
      catalog glossary convert terms.csv terms.tbx --to pt-BR
      catalog glossary convert terms.tbx terms.csv --from en --to pt-BR
    """
    from catalog_cli.glossary.term_base import read_terms, write_terms
    from catalog_cli.replacement import replacing

    console = reports.console()
    output = Path(converted.output)
    if output.exists() and not converted.force:
        raise UsageProblem(f"{output} is there already. Name another file, or add --force to replace it.")
    source, target = _locales(converted.input, pair)
    if target is None:
        _, target = _locales(converted.output, pair)
    read = read_terms(converted.input, source, target)
    if read.problems:
        raise read.problems[0].error(len(read.problems) - 1)
    with replacing(output) as out:
        write_terms(read.terms, out, converted.output, (source, target))
    if reports.json:
        console.print_json({"input": converted.input, "output": converted.output, "entries": len(read.terms)})
    console.say(f"{converted.input} -> {converted.output}: {plural(len(read.terms), 'entry', 'entries')}")
    return 0


def list_starters(reports: Reports) -> int:
    """List the starter glossaries that come with catalog-cli.

    \b
    Example:
      catalog glossary list
    """
    from catalog_cli.glossary.starters import starters
    from catalog_cli.glossary.term_base import read_terms

    console = reports.console()
    rows = [
        (s.name, s.source_locale, s.target_locale, len(read_terms(s.name, s.source_locale, s.target_locale).terms))
        for s in starters()
    ]
    if reports.json:
        console.print_json([{"name": n, "from": s, "to": t, "entries": count} for n, s, t, count in rows])
        return 0
    for line in table([("starter", "from", "to", "entries"), *((n, s, t, f"{count:,}") for n, s, t, count in rows)]):
        console.print(line)
    return 0


app = group_app(
    "Term bases: terms that are said in one way and no other.\n\n\b\nExamples:\n"
    "  catalog glossary list\n  catalog glossary check terms.csv --to pt-BR"
)
add_command(app, "check", check)
add_command(app, "convert", convert)
add_command(app, "list", list_starters)
add_command(app, "stats", stats)
add_command(app, "suggest", suggest)
