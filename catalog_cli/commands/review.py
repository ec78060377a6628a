"""catalog review: a page on which a person corrects a translation, and the way back from it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.accepted import read_accepted
from catalog_cli.commands import options
from catalog_cli.commands.copies import NewEncoding
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import (
    AcceptedFindings,
    Argument,
    DoNotTranslate,
    FailOn,
    Glossary,
    Locales,
    MarketplaceLimits,
    Memory,
    Model,
    NoMemory,
    Option,
    Reading,
    ReviewBelow,
    Shared,
    TargetLayout,
)
from catalog_cli.commands.outputs import refuse_overwriting
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.job import ACCEPTED_FILE
from catalog_cli.reporting.console import Console, plural, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from catalog_cli.job import Job
    from catalog_cli.reporting.review_page.page import Pages
    from catalog_cli.review_run import Applied, Kept
    from catalog_cli.unit import Unit

# Enough to see what kind of thing it is; --verbose and --json list all.
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """Files."""

    source: Annotated[str, Argument(metavar="SOURCE", help="The catalog before.")]
    target: Annotated[str, Argument(metavar="TARGET", help="Its translation, whoever made it.")]
    output: Annotated[str, Option("--output", "-o", metavar="FILE", help="The page [default: review.html].")] = (
        "review.html"
    )
    force: Annotated[bool, Option("--force", "-f", help="Replace a file that is no review page.")] = False
    layout: TargetLayout = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What is shown."""

    findings_only: Annotated[
        bool, Option("--findings-only", help="Leave out what is not worth a look: no finding, up to date, not doubted.")
    ] = False
    most: Annotated[
        int | None, Option("--most", metavar="N", min=1, help="Cells on one page; more make several [default: 50000].")
    ] = None
    glossary: Glossary = None
    do_not_translate: DoNotTranslate = None
    marketplace: MarketplaceLimits = None
    accepted: AcceptedFindings = None
    review_below: ReviewBelow = None
    model: Model = None
    memory: Memory = None
    no_memory: NoMemory = False


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


@dataclass(frozen=True, slots=True)
class EditFiles:
    """Files."""

    edits: Annotated[list[str], Argument(metavar="EDITS...", help="What was exported from the review page.")]
    source: Annotated[
        str | None, Option("--source", metavar="FILE", help="The catalog before [default: as the page had it].")
    ] = None
    target: Annotated[
        str | None, Option("--target", metavar="FILE", help="Its translation [default: as the page had it].")
    ] = None
    output: Annotated[
        str | None, Option("--output", "-o", metavar="FILE", help="A copy to write [default: the translation itself].")
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there already.")] = False
    encoded: NewEncoding = None
    layout: TargetLayout = None


@dataclass(frozen=True, slots=True)
class Effects:
    """What else is done."""

    glossary: Glossary = None
    do_not_translate: DoNotTranslate = None
    marketplace: MarketplaceLimits = None
    accepted: AcceptedFindings = None
    memory: Memory = None
    no_memory: NoMemory = False


@dataclass(frozen=True, slots=True)
class ApplyReports(Shared):
    """Messages."""

    fail_on: FailOn = None
    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def export(pair: Pair, locales: Locales, reading: Reading, choices: Choices, reports: Reports) -> int:
    """Write a page on which a person reads, corrects and judges a translation: one HTML file without any network.

    What is worth a look comes first, with what people made of similar texts before. Edits stay in the browser until
    they are exported there; then apply them. Ratings take as long as a translation.

    \b
    Examples:
      catalog review export shopify.csv localized.csv
      catalog review export shopify.csv localized.csv -o review.html --marketplace ebay --glossary apparel
      catalog review export shopify.csv localized.csv --findings-only --review-below 0.5
    """
    from catalog_cli.bitext.offers import offers_of
    from catalog_cli.bitext.opening import open_bitext
    from catalog_cli.commands.inputs import opened_inputs, translation_locale
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.pipeline import term_matcher
    from catalog_cli.reporting.review_page.page import MOST_CELLS
    from catalog_cli.review_run import Shown, export_pages

    console = reports.console()
    settings = options.load(pair, locales, reading, choices)
    if locales.to and len(settings.target_locales) > 1:
        raise UsageProblem("A translation is in one locale: name one with --to.")
    page, path = Path(pair.output), settings.memory
    _check_page(page, force=pair.force)
    with (
        opened_inputs([pair.source, pair.target]) as files,
        TranslationMemory.in_temporary_file() if path is None else TranslationMemory.read_only(path) as memory,
    ):
        source, made = ((file.path, file.name) for file in files)
        target = translation_locale(settings, made[0])
        job = settings.job(target or settings.source_locale)
        bitext = open_bitext(source, made, job, target_locale=target, memory=memory)
        with _rating(bitext.job) as rated:
            shown = Shown(
                term_matcher(bitext.job, None),
                read_accepted(Path(choices.accepted or ACCEPTED_FILE)),
                rated,
                bitext.job.review_below,
                offers_of(memory, bitext.pair),
                is_brief=choices.findings_only,
                most_cells=choices.most or MOST_CELLS,
            )
            pages = export_pages(bitext, page, (_called(pair.source), _called(pair.target)), shown)
    _print_pages(pages, reports, console)
    return 0


@contextmanager
def _rating(job: Job) -> Iterator[Callable[[Iterable[Unit]], Iterator[Unit]] | None]:
    """Give what rates units with the model of a job, None and no model if that is not asked for."""
    if job.review_below is None:
        yield None
        return
    from catalog_cli.commands.runs import opened_engine
    from catalog_cli.confidence.estimate import with_confidence

    with opened_engine(job) as engine:
        yield lambda units: with_confidence(units, engine)


def _print_pages(pages: Pages, reports: Reports, console: Console) -> None:
    names = [str(one) for one in pages.paths]
    if reports.json:
        console.print_json(
            {"pages": names, "cells": pages.cells, "worth_a_look": pages.telling, "findings": pages.findings}
        )
    else:
        for name in names:
            console.print(name)
    opening = "Open the page in a browser" if len(names) == 1 else f"Open the {len(names)} pages in a browser"
    look = f"{pages.telling:,} worth a look ({plural(pages.findings, 'finding')})"
    console.say(f"{plural(pages.cells, 'cell')}, {look}. {opening}.")


def _check_page(path: Path, *, force: bool) -> None:
    """Raise FileProblem if a file would be lost that is no review page."""
    if path.is_dir():
        raise FileProblem(Where(str(path)), "is a folder", "Name a file in it.")
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageProblem(f"{path} would hold HTML: give it the ending .html.")
    if force or not path.exists():
        return
    with path.open("rb") as file:
        if b'content="catalog-cli ' not in file.read(4096):
            raise FileProblem(
                Where(str(path)), "is there already, and no review page", "Choose another -o, or --force."
            )


def _called(name: str) -> str:
    """Return how a file is named from here, where that is below this folder."""
    inside = os.path.relpath(name)
    return name if inside.startswith("..") or name == "-" else Path(inside).as_posix()


def apply(files: EditFiles, reading: Reading, effects: Effects, reports: ApplyReports) -> int:
    """Write a person's edits into the translation, and into the memory as a person's: later runs keep them.

    Only cells whose source and translation are still those on the page are changed; others are listed, with exit
    code 1. The new texts are checked. Findings that were dismissed on the page may pass from then on.

    \b
    Examples:
      catalog review apply edits.jsonl
      catalog review apply edits.jsonl edits-2.jsonl
      catalog review apply edits.jsonl --source shopify.csv --target localized.csv -o reviewed.csv
    """
    from contextlib import nullcontext

    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.pipeline import term_matcher
    from catalog_cli.reporting.review_page.edits_file import read_edits
    from catalog_cli.review_run import ApplyWork, apply_edits, found_files

    console = reports.console()
    edits = read_edits([Path(name) for name in files.edits])
    names = found_files(edits, files.source, files.target)
    source, target = ((Path(name), name) for name in names)
    output = Path(files.output or names[1])
    if output.resolve() != target[0].resolve():
        refuse_overwriting({"-o": output}, [names[0]], ())
    if output.exists() and output.resolve() != target[0].resolve() and not files.force:
        raise FileProblem(Where(str(output)), "is there already", "Choose another -o, or replace it with --force.")
    locales = Locales(to=[edits.target_locale], from_=edits.source_locale)
    settings = options.load(files, locales, reading, effects, reports)
    job = settings.job(settings.target_locales[0])
    accepted = Path(effects.accepted or ACCEPTED_FILE)
    path = settings.memory
    with nullcontext() if path is None else TranslationMemory.open(path) as memory:
        work = ApplyWork(memory, term_matcher(job, None), accepted, files.encoded)
        result = apply_edits(edits, (source, target), output, job, work)
    if reports.json:
        console.print_json({**result.as_json(), "fails": result.fails(job.fail_on)})
    else:
        _print(result, console)
    _say(result, accepted, console)
    return int(result.fails(job.fail_on))


def _print(result: Applied, console: Console) -> None:
    _list("Not changed", result.kept, console)
    _list("Rejected", result.rejected, console)
    _list("Comments", result.comments, console)
    if result.findings:
        console.print("In the new texts:")
        shown = result.findings if console.is_verbose else result.findings[:_MOST_SHOWN]
        for finding in shown:
            console.print(f"  {finding.severity} {finding.place}: {finding.message}")
        _rest(len(result.findings) - len(shown), console)


def _list(heading: str, found: Sequence[Kept], console: Console) -> None:
    if not found:
        return
    console.print(f"{heading}:")
    shown = found if console.is_verbose else found[:_MOST_SHOWN]
    for place, text in shown:
        console.print(f"  {place}: {shortened(text)}")
    _rest(len(found) - len(shown), console)


def _rest(count: int, console: Console) -> None:
    if count > 0:
        console.print(f"  … and {count:,} more: --verbose and --json list them")


def _say(result: Applied, accepted: Path, console: Console) -> None:
    parts = [f"{plural(result.written, 'cell')} changed in {result.output}"]
    if result.unchanged:
        parts.append(f"{result.unchanged:,} had the new text already")
    if result.accepted:
        parts.append(f"{result.accepted:,} accepted")
    if result.promoted:
        parts.append(f"{plural(result.promoted, 'text')} in the memory as a person's")
    console.say("; ".join(parts) + ".")
    if result.dismissed:
        console.say(f"{plural(result.dismissed, 'finding')} may pass from now on ({accepted}): commit it.")
    if result.kept:
        cells = plural(len(result.kept), "edit")
        console.say(
            f"{cells} could not be made: run catalog review export again, and look at these cells on the new page."
        )


app = group_app(
    "Read, correct and judge a translation in the browser.\n\n\b\nExamples:\n"
    "  catalog review export shopify.csv localized.csv -o review.html\n  catalog review apply edits.jsonl"
)
add_command(app, "export", export)
add_command(app, "apply", apply)
