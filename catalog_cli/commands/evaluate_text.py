"""catalog evaluate text, compare and backtest: translations against a person's, and against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from catalog_cli.commands import options
from catalog_cli.commands.copies import check_output, opened_output
from catalog_cli.commands.options import (
    Argument,
    DoNotTranslate,
    Glossary,
    Locales,
    Model,
    Option,
    Reading,
    Shared,
    Threads,
)
from catalog_cli.commands.outputs import STANDARD, refuse_overwriting
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.reporting.console import Console, plural, table

if TYPE_CHECKING:
    from catalog_cli.evaluation.backtest import Backtest
    from catalog_cli.evaluation.significance import Comparison
    from catalog_cli.evaluation.text_scores import Figures, TextRun
    from catalog_cli.job import Job

_MOST_FILE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Texts:
    """Files."""

    first: Annotated[
        str, Argument(metavar="SOURCE", help="The catalog; or a test set, CSV, TSV or JSON Lines with references.")
    ]
    made: Annotated[str | None, Argument(metavar="[TRANSLATION]", help="The translation that is evaluated.")] = None
    reference: Annotated[
        str | None, Option("--reference", metavar="FILE", help="A person's translation of the same catalog.")
    ] = None
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Keep the run as JSON, to compare others with; - prints it."),
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace a file that is no earlier run.")] = False


@dataclass(frozen=True, slots=True)
class Making:
    """How it is judged, and for a test set, made."""

    glossary: Glossary = None
    do_not_translate: DoNotTranslate = None
    model: Model = None
    threads: Threads = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate for CI."""

    baseline: Annotated[
        str | None, Option("--baseline", metavar="FILE", help="An earlier run (-o) that this one is compared with.")
    ] = None
    max_drop: Annotated[
        float,
        Option("--max-drop", metavar="X", min=0.0, help="How far chrF2++ may be below the baseline."),
    ] = 0.5


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print the figures as JSON.")] = False


def text(texts: Texts, locales: Locales, reading: Reading, making: Making, gate: Gate, reports: Reports) -> int:
    """Score translations against a person's: chrF2++, BLEU, numbers, terms and tags, by column. Needs the extra eval.

    Either a catalog with its translation and a person's, or a test set that is translated now.

    \b
    Examples:
      catalog evaluate text shopify.csv localized.csv --reference approved.csv --to pt-BR
      catalog evaluate text sentences.tsv --to pt-BR -o run.json
      catalog evaluate text sentences.tsv --to pt-BR --baseline run.json --max-drop 0.5
    """
    from catalog_cli.evaluation.metrics import require_sacrebleu
    from catalog_cli.evaluation.significance import compare as compared
    from catalog_cli.evaluation.text_scores import CHRF

    console = reports.console()
    require_sacrebleu()
    output = _checked_output(texts, gate, as_json=reports.json)
    before = None if gate.baseline is None else _read_run(gate.baseline)
    settings = options.load(locales, reading, making)
    if texts.made is None:
        if texts.reference is not None:
            raise UsageProblem("--reference is for a catalog and its translation: name both, then the reference.")
        run = _of_test_set(texts.first, locales, making, console)
    elif texts.reference is None:
        raise UsageProblem("Name a person's translation of the same catalog with --reference.")
    else:
        run = _of_catalogs((texts.first, texts.made, texts.reference), settings, explicit=bool(locales.to))
    change = None if before is None else compared(before, run)
    document = {**run.as_json(), "comparison": None if change is None else change.as_json()}
    if texts.output is not None:
        with opened_output(output, console) as out:
            out.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))
    if reports.json:
        console.print_json({name: value for name, value in document.items() if name != "texts"})
    elif texts.output != STANDARD:
        _print(run, console)
        if change is not None:
            _print_change(change, console)
    if change is None:
        return 0
    drop = next(-one.difference for one in change.changes if one.metric == CHRF)
    if drop > gate.max_drop:
        console.say(f"{CHRF} is {drop:.2f} below {gate.baseline}: --max-drop allows {gate.max_drop:g}.", "red")
    return int(drop > gate.max_drop)


def _checked_output(texts: Texts, gate: Gate, *, as_json: bool) -> Path | None:
    """Return where the run is kept, None for standard output or nowhere; an earlier run may be replaced there.

    Raises UsageProblem for one of the files that are read, FileProblem for another file without --force.
    """
    if texts.output in (None, STANDARD):
        if texts.output is not None and as_json:
            raise UsageProblem("--json prints the figures on standard output: name a file for the run with -o.")
        return None
    read = [name for name in (texts.first, texts.made, texts.reference, gate.baseline) if name is not None]
    path = Path(str(texts.output))
    refuse_overwriting({"-o": path}, read, ())
    check_output(path, Path(texts.first), is_forced=texts.force or _is_run(path))
    return path


def _is_run(path: Path) -> bool:
    try:
        _read_run(str(path))
    except FileProblem:
        return False
    return True


def _of_test_set(path: str, locales: Locales, making: Making, console: Console) -> TextRun:
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.commands.runs import opened_engine
    from catalog_cli.evaluation.test_sets import read_test_set
    from catalog_cli.evaluation.text_evaluation import test_set_run
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.pipeline import Workplace, term_matcher
    from catalog_cli.reporting.summary import Totals

    jobs = options.target_jobs(options.load(locales, making), console)
    if len(jobs) > 1:
        raise UsageProblem("A test set has one target locale: name one with --to.")
    (job,) = jobs
    with opened_inputs([path]) as (source,):
        read = read_test_set(source.path, job.source_locale, job.target_locale, name=source.name)
    with opened_engine(job) as engine, TranslationMemory.in_temporary_file() as memory:
        return test_set_run(read, job, Workplace(engine, memory, Totals(), terms=term_matcher(job, engine)))


def _of_catalogs(names: tuple[str, str, str], settings: Any, *, explicit: bool) -> TextRun:
    from catalog_cli.bitext.opening import open_bitext
    from catalog_cli.commands.inputs import opened_inputs, translation_locale
    from catalog_cli.evaluation.text_evaluation import catalog_run
    from catalog_cli.pipeline import term_matcher

    if explicit and len(settings.target_locales) > 1:
        raise UsageProblem("A translation is in one locale: name one with --to.")
    with opened_inputs(names) as files:
        source, made, reference = ((file.path, file.name) for file in files)
        target = translation_locale(settings, made[0])
        job: Job = settings.job(target or settings.source_locale)
        bitext = open_bitext(source, made, job, target_locale=target)
        person = open_bitext(source, reference, job, target_locale=bitext.job.target_locale)
        return catalog_run(bitext, person, term_matcher(bitext.job, None))


def _print(run: TextRun, console: Console) -> None:
    overall = run.figures()
    pair = f"{run.source_locale} -> {run.target_locale}"
    console.print(f"{run.name}: {plural(overall.texts, 'text')}, {pair}, by {run.made_by}")
    columns = run.columns()
    rows = [("", *overall.scores, "as the reference", *overall.held)]
    rows += [(name, *_cells(run.figures(name), overall)) for name in columns] if len(columns) > 1 else []
    rows.append(("all", *_cells(overall, overall)))
    for line in table(rows, "  "):
        console.print(line)
    for name, score in overall.scores.items():
        console.print(f"  {name}: {score.signature}")


def _cells(own: Figures, overall: Figures) -> Iterator[str]:
    for name in overall.scores:
        yield f"{own.scores[name].value:.2f}" if name in own.scores else "-"
    yield f"{own.exact:,} of {own.texts:,}"
    for what in overall.held:
        held = own.held.get(what)
        yield "-" if held is None or held.share is None else f"{100 * held.share:.1f}% of {held.total:,}"


def _print_change(change: Comparison, console: Console) -> None:
    console.print(f"compared over {plural(change.texts, 'text')} (paired bootstrap):")
    rows = [("", "before", "after", "difference", "p")]
    rows += [
        (one.metric, f"{one.before:.2f}", f"{one.after:.2f}", f"{one.difference:+.2f}", f"{one.p_value:.3f}")
        for one in change.changes
    ]
    for line in table(rows, "  "):
        console.print(line)


def _read_run(name: str) -> TextRun:
    from catalog_cli.evaluation.text_scores import run_from_json

    path = Path(name)
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise ValueError("larger than 1 GiB")
        return run_from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise FileProblem(Where(name), f"cannot be read ({error.strerror})", "Check the path.") from error
    except (ValueError, RecursionError) as error:
        next_step = "Make it with: catalog evaluate text … -o run.json"
        raise FileProblem(Where(name), "is no run of an evaluation", next_step) from error


@dataclass(frozen=True, slots=True)
class Runs:
    """Files."""

    before: Annotated[str, Argument(metavar="BEFORE", help="A run of catalog evaluate text -o.")]
    after: Annotated[str, Argument(metavar="AFTER", help="Another run over the same texts.")]


@dataclass(frozen=True, slots=True)
class Drop:
    """A gate for CI."""

    max_drop: Annotated[
        float | None,
        Option("--max-drop", metavar="X", min=0.0, help="Fail if chrF2++ falls by more than this."),
    ] = None


def compare(runs: Runs, drop: Drop, reports: Reports) -> int:
    """Compare two runs, of two models or of before and after: is the difference more than chance?

    Paired bootstrap resampling over the texts that both have; p is the probability of chance alone.

    \b
    Examples:
      catalog evaluate compare before.json after.json
      catalog evaluate compare before.json after.json --max-drop 0.5
    """
    from catalog_cli.evaluation.metrics import require_sacrebleu
    from catalog_cli.evaluation.significance import compare as compared
    from catalog_cli.evaluation.text_scores import CHRF

    console = reports.console()
    require_sacrebleu()
    change = compared(_read_run(runs.before), _read_run(runs.after))
    if reports.json:
        console.print_json(change.as_json())
    else:
        _print_change(change, console)
    fell = next(-one.difference for one in change.changes if one.metric == CHRF)
    return int(drop.max_drop is not None and fell > drop.max_drop)


@dataclass(frozen=True, slots=True)
class Approved:
    """Files."""

    source: Annotated[str, Argument(metavar="SOURCE", help="The catalog.")]
    approved: Annotated[str, Argument(metavar="APPROVED", help="Its translation by people.")]


@dataclass(frozen=True, slots=True)
class Trying:
    """How it is tried."""

    limit: Annotated[int, Option("--limit", metavar="N", min=10, help="The first N texts.")] = 2_000
    wanted: Annotated[
        float,
        Option("--wanted", metavar="SHARE", min=0.0, max=1.0, help="How many unread texts must be right."),
    ] = 0.9
    model: Model = None
    threads: Threads = None


def backtest(files: Approved, locales: Locales, reading: Reading, trying: Trying, reports: Reports) -> int:
    """Translate a catalog again that people have translated, and propose what of new texts should be reviewed.

    Each text's confidence is held against how near it comes to what was approved: the table says for each
    --review-below how many texts a person would read, and how many of the others are right (chrF2++ of 60 or more).

    \b
    Example:
      catalog evaluate backtest shopify.csv approved.csv --to pt-BR
    """
    from catalog_cli.bitext.opening import open_bitext
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.commands.runs import opened_engine
    from catalog_cli.evaluation.backtest import backtest as tested
    from catalog_cli.evaluation.backtest import judged
    from catalog_cli.evaluation.metrics import require_sacrebleu
    from catalog_cli.evaluation.text_evaluation import retranslated

    console = reports.console()
    require_sacrebleu()
    jobs = options.target_jobs(options.load(locales, reading, trying), console)
    if len(jobs) > 1:
        raise UsageProblem("Texts are approved in one locale: name one with --to.")
    (job,) = jobs
    with opened_inputs([files.source, files.approved]) as (source, approved), opened_engine(job) as engine:
        bitext = open_bitext(
            (source.path, source.name), (approved.path, approved.name), job, target_locale=job.target_locale
        )
        found = tested(judged(retranslated(bitext, engine, trying.limit), engine), trying.wanted)
    if reports.json:
        console.print_json(found.as_json())
    else:
        _print_thresholds(found, console)
    if found.proposed is None:
        console.say(f"At no threshold {100 * trying.wanted:.0f}% of the rest is right: have a person read all of it.")
    else:
        console.say(f"Proposed: --review-below {found.proposed.below:g}")
    return 0


def _print_thresholds(found: Backtest, console: Console) -> None:
    console.print(plural(found.texts, "text"))
    rows = [("--review-below", "to read", "right of the rest")]
    rows += [(f"{one.below:.2f}", f"{100 * one.review:.1f}%", f"{100 * one.good:.1f}%") for one in found.thresholds]
    for line in table(rows, "  "):
        console.print(line)
