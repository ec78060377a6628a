"""catalog evaluate: how good the output is, in figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import evaluate_tags, evaluate_text, options
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import Argument, Locales, Option, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, plural, table

if TYPE_CHECKING:
    from catalog_cli.evaluation.term_evaluation import TermEvaluation, TermScores

# Enough to see what kind of thing went wrong; --verbose and --json list all.
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    test_set: Annotated[
        str,
        Argument(
            metavar="TEST_SET",
            help="JSON Lines with source, reference and terms, or CSV or TSV with source and reference; or -.",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Making:
    """What is evaluated."""

    glossary: Annotated[
        list[str] | None,
        Option(
            "--glossary",
            metavar="NAME_OR_FILE",
            help="Terms instead of the lines' own: a file, or a starter's name. May be repeated.",
        ),
    ] = None
    model: Annotated[str | None, Option("--model", metavar="NAME", help="The model that translates.")] = None
    threads: Annotated[
        int | None, Option("--threads", metavar="N", min=0, help="Processor threads [default: one per core].")
    ] = None
    seed: Annotated[int, Option("--seed", metavar="N", help="What the random glossary is drawn by.")] = 0


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print the figures as JSON.")] = False


def terms(files: Files, locales: Locales, making: Making, reports: Reports) -> int:
    """Show how terms hold without help, by placeholders, by the search, and what a random glossary does.

    Of a line's own terms, function words and participles ("from", "selected") are dropped. chrF needs the extra eval.

    \b
    Examples:
      catalog evaluate terms terms.jsonl --to pt-BR
      catalog evaluate terms sentences.tsv --glossary apparel --to pt-BR --json
    """
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.commands.runs import opened_engine
    from catalog_cli.evaluation.metrics import require_sacrebleu
    from catalog_cli.evaluation.term_evaluation import evaluate_terms
    from catalog_cli.evaluation.test_sets import read_test_set
    from catalog_cli.glossary.term_base import read_term_base

    console = reports.console()
    jobs = options.target_jobs(options.load(locales, making), console)
    if len(jobs) > 1:
        raise UsageProblem("A test set has one target locale: name one with --to.")
    job, names = jobs[0], making.glossary or []
    require_sacrebleu()
    base = read_term_base(names, job.source_locale, job.target_locale) if names else None
    with opened_inputs([files.test_set]) as (source,):
        read = read_test_set(source.path, job.source_locale, job.target_locale, name=source.name)
    if base is None and not read.has_terms:
        raise UsageProblem(f"{read.name} brings no terms of its own. Name a glossary with --glossary.")
    with opened_engine(job) as engine:
        found = evaluate_terms(read, engine, base=base, seed=making.seed)
    if reports.json:
        console.print_json(found.as_json())
    else:
        _print(found, console)
    return 0


def _print(found: TermEvaluation, console: Console) -> None:
    """Write the figures side by side to standard output."""
    lines, ways = found.test_set.lines, found.scores
    first = next(iter(ways.values()))
    asked = f"{plural(first.wanted, 'term')} in {first.with_terms:,} of them"
    console.print(f"{found.test_set.name}: {plural(len(lines), 'line')}, {asked}, {found.engine}")
    if found.test_set.dropped:
        console.print(f"  {len(found.test_set.dropped):,} dropped: function words and participles are no terms")
    held = found.references
    if held.wanted:
        console.print(f"  the references themselves hold {_percent(held.met, held.wanted)}")
    console.print()
    for line in table([("", *ways), *_rows(list(ways.values()))], "  "):
        console.print(line)
    console.print()
    for name, scores in ways.items():
        for what, items in (("broken", scores.broken), ("missed", scores.missed if name != "free" else ())):
            shown = items if console.is_verbose else items[:_MOST_SHOWN]
            for row, text in shown:
                console.print(f"  {name}, row {row}: {what} {text}")
            if len(shown) < len(items):
                console.print(f"  {name}: and {len(items) - len(shown):,} more {what}")
    console.print(f"  chrF: {found.chrf_signature}; random: seed {found.seed}")


def _rows(scores: list[TermScores]) -> Iterator[tuple[str, ...]]:
    yield "terms", *(f"{own.wanted:,}" for own in scores)
    yield "form given", *(_percent(own.given, own.wanted) for own in scores)
    yield "any allowed form", *(_percent(own.met, own.wanted) for own in scores)
    yield "all terms of a line", *(_percent(own.whole, own.with_terms) for own in scores)
    yield "duplicated", *(f"{own.duplicated:,}" for own in scores)
    yield "duplicated by search", *(f"{own.added:,}" for own in scores)
    yield "broken words", *(f"{len(own.broken):,}" for own in scores)
    yield "chrF", *(f"{own.chrf:.2f}" for own in scores)
    yield "log-probability", *(f"{own.log_probability:.3f}" for own in scores)
    yield "its change", *(f"{own.log_probability_change:+.3f}" for own in scores)
    yield "untranslated", *(f"{own.untranslated:,}" for own in scores)
    yield "segments a second", *(f"{own.segments_per_second:,.0f}" for own in scores)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


app = group_app(
    "How good the output is, in figures.\n\n\b\nExamples:\n"
    "  catalog evaluate text localized.tsv --to pt-BR\n"
    "  catalog evaluate terms terms.jsonl --to pt-BR"
)
add_command(app, "terms", terms)
add_command(app, "tags", evaluate_tags.tags)
add_command(app, "text", evaluate_text.text)
add_command(app, "compare", evaluate_text.compare)
add_command(app, "backtest", evaluate_text.backtest)
