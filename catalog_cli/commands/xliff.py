"""catalog xliff: cells to translators and back, in the files that their programs exchange."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.copies import NewEncoding, check_output, opened_output
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import (
    Argument,
    DoNotTranslate,
    Glossary,
    Locales,
    MarketplaceLimits,
    Memory,
    NoMemory,
    Option,
    Reading,
    Shared,
    TargetLayout,
)
from catalog_cli.commands.outputs import STANDARD
from catalog_cli.errors import UsageProblem, Where
from catalog_cli.formats.xliff import NEW, VERSIONS
from catalog_cli.reporting.console import Console, plural, standard_output

if TYPE_CHECKING:
    from catalog_cli.bitext.opening import File
    from catalog_cli.job import Job

# Enough to see what kind of thing it is; --verbose and --json list all.
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Sent:
    """Files."""

    source: Annotated[str, Argument(metavar="SOURCE", help="The catalog.")]
    target: Annotated[str | None, Argument(metavar="[TARGET]", help="Its translation so far.")] = None
    output: Annotated[
        str | None,
        Option(
            "--output", "-o", metavar="FILE", help="The XLIFF file, - for standard output [default: SOURCE with .xlf]."
        ),
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there already.")] = False
    layout: TargetLayout = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What is sent."""

    version: Annotated[
        str, Option("--version", metavar="VERSION", help="1.2 for older programs, or 2.1 [default: 2.1].")
    ] = NEW
    open_only: Annotated[bool, Option("--open-only", help="Cells that are new, changed, or have a finding.")] = False
    glossary: Glossary = None
    do_not_translate: DoNotTranslate = None
    marketplace: MarketplaceLimits = None
    memory: Memory = None
    no_memory: NoMemory = False


@dataclass(frozen=True, slots=True)
class Back:
    """Files."""

    file: Annotated[str, Argument(metavar="FILE", help="The XLIFF file that came back, or - for standard input.")]
    source: Annotated[str, Argument(metavar="SOURCE", help="The catalog that it was made of.")]
    target: Annotated[str | None, Argument(metavar="[TARGET]", help="Its translation so far.")] = None
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where the translation goes, - for standard output [default: TARGET].",
        ),
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there already.")] = False
    encoded: NewEncoding = None
    layout: Annotated[
        str | None,
        Option("--layout", metavar="NAME", help="The layout of the translation [default: as the feed says]."),
    ] = None


@dataclass(frozen=True, slots=True)
class Effects:
    """What else is done."""

    memory: Memory = None
    no_memory: NoMemory = False


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print the result as JSON.")] = False


def export(sent: Sent, locales: Locales, reading: Reading, choices: Choices, reports: Reports) -> int:
    """Write the cells of a catalog, and their translations so far, as XLIFF for translators.

    Tags are inline codes, names are marked as not to be translated; findings, terms and limits go along as notes, and
    what people made of similar texts before as matches.

    \b
    Examples:
      catalog xliff export shopify.csv --to pt-BR -o shopify.xlf
      catalog xliff export shopify.csv localized.csv --to pt-BR --open-only --version 1.2 -o shopify.xlf
    """
    from catalog_cli.bitext.offers import offers_of
    from catalog_cli.bitext.opening import open_bitext
    from catalog_cli.check_run import checked_bitext
    from catalog_cli.commands.inputs import opened_inputs, translation_locale
    from catalog_cli.exchange.outgoing import outgoing
    from catalog_cli.formats.xliff import XliffHeader, write_xliff
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.pipeline import term_matcher
    from catalog_cli.unit import OPEN_STATES

    console = reports.console()
    if choices.version not in VERSIONS:
        raise UsageProblem(f'There is no version "{choices.version}". Choose {VERSIONS[0]} or {VERSIONS[1]}.')
    settings = options.load(sent, locales, reading, choices)
    output = None if sent.output == STANDARD else Path(sent.output or Path(sent.source).with_suffix(".xlf").name)
    if output is None and reports.json:
        raise UsageProblem("--json prints the result on standard output: name a file for the cells with -o.")
    names = [sent.source] if sent.target is None else [sent.source, sent.target]
    path = settings.memory
    with (
        opened_inputs(names) as files,
        TranslationMemory.in_temporary_file() if path is None else TranslationMemory.read_only(path) as memory,
    ):
        check_output(output, files[0].path, is_forced=sent.force)
        target = translation_locale(settings, files[-1].path)
        if target is None and sent.target is None:
            raise UsageProblem("Say the locale that it is to be translated into: --to pt-BR.")
        job = settings.job(target or settings.source_locale)
        source, made = (files[0].path, files[0].name), (files[-1].path, files[-1].name)
        bitext = open_bitext(source, None if sent.target is None else made, job, target_locale=target, memory=memory)
        units = checked_bitext(bitext, term_matcher(bitext.job, None))
        if choices.open_only:
            units = (unit for unit in units if unit.state in OPEN_STATES or unit.worst is not None)
        header = XliffHeader(choices.version, *bitext.pair, Path(files[0].name).name)
        with opened_output(output, console) as out:
            count = write_xliff(outgoing(units, bitext.pair, offers_of(memory, bitext.pair)), out, header)
    pair = f"{header.source_locale} -> {header.target_locale}"
    console.say(f"{plural(count, 'cell')} in {output or 'standard output'} (XLIFF {choices.version}, {pair})")
    if reports.json:
        console.print_json({"output": str(output), "version": choices.version, "cells": count})
    return 0


def import_(back: Back, reading: Reading, effects: Effects, reports: Reports) -> int:
    """Write what translators gave back into the translation, and into the memory as a person's: later runs keep it.

    A cell whose source changed since, or that lost a tag, stays as it is and is listed, with exit code 1.

    \b
    Examples:
      catalog xliff import shopify.xlf shopify.csv localized.csv
      catalog xliff import shopify.xlf shopify.csv -o localized.csv
    """
    from catalog_cli.bitext.opening import open_bitext
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.exchange.incoming import incoming
    from catalog_cli.formats.xliff import read_xliff
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.reporting.review_page.edits_file import Edits
    from catalog_cli.review_run import ApplyWork, Kept, apply_edits

    console = reports.console()
    output = _checked_output(back, as_json=reports.json)
    with (
        opened_inputs([name for name in (back.file, back.source, back.target) if name is not None]) as given,
        given[0].path.open("rb") as file,
        _path_of(output, console) as path,
    ):
        sent, source, *targets = ((one.path, one.name) for one in given)
        header, returned = read_xliff(file, sent[1])
        locales = Locales(to=[header.target_locale], from_=header.source_locale)
        settings = options.load(back, locales, reading, effects)
        job = settings.job(settings.target_locales[0])
        with (
            _translation(source, targets, job) as target,
            nullcontext() if settings.memory is None else TranslationMemory.open(settings.memory) as memory,
        ):
            bitext = open_bitext(source, target, job, target_locale=job.target_locale, memory=memory)
            found = incoming(returned, bitext.units(), bitext.pair, sent[1])
            edits = Edits(sent[0], "", source[1], target[1], *bitext.pair, found.cells)
            result = apply_edits(edits, (source, target), path, job, ApplyWork(memory, encoding=back.encoded))
    result.kept += [Kept(*refused) for refused in found.refused]
    if reports.json:
        console.print_json({**result.as_json(), "untouched": found.untouched})
    else:
        _print(result.kept, console.say if output == STANDARD else console.print, is_verbose=console.is_verbose)
    shown = "standard output" if output == STANDARD else output
    console.say(
        f"{plural(result.written, 'cell')} changed in {shown}, {result.accepted:,} approved as they were, "
        f"{found.untouched:,} without a change; {plural(result.promoted, 'text')} in the memory as a person's."
    )
    return int(bool(result.kept))


def _checked_output(back: Back, *, as_json: bool) -> str:
    """Return where the translation goes, a path or "-"; raises a problem if what stands there would be lost."""
    output = back.output or back.target
    if output is None:
        raise UsageProblem("Name the translation behind the source, or where a new one goes: -o localized.csv")
    if output == STANDARD and as_json:
        raise UsageProblem("--json prints the result on standard output: name a file for the translation with -o.")
    if back.output not in (None, STANDARD):
        check_output(Path(output), Path(back.source), is_forced=back.force)
    return output


@contextmanager
def _path_of(output: str, console: Console) -> Iterator[Path]:
    """Give the path to write to; what is written there goes to standard output in the end if that is meant."""
    if output != STANDARD:
        yield Path(output)
        return
    with TemporaryDirectory(prefix="catalog-") as folder:
        path = Path(folder) / "translation"
        yield path
        out = standard_output(console.out)
        with path.open("rb") as made:
            copyfileobj(made, out)
        out.flush()


@contextmanager
def _translation(source: File, targets: Sequence[File], job: Job) -> Iterator[File]:
    """Give the translation so far; where there is none, a copy of the source in the job's layout."""
    from catalog_cli.bitext.opening import open_bitext

    if targets:
        yield targets[0]
        return
    with TemporaryDirectory(prefix="catalog-") as folder:
        path = Path(folder) / source[0].name
        with path.open("wb") as out:
            open_bitext(source, None, job, target_locale=job.target_locale).write(out, {})
        yield path, source[1]


def _print(kept: Sequence[tuple[Where, str]], tell: Callable[[str], None], *, is_verbose: bool) -> None:
    shown = kept if is_verbose else kept[:_MOST_SHOWN]
    for place, why in shown:
        tell(f"{place}: not used, {why}")
    if len(kept) > len(shown):
        tell(f"… and {len(kept) - len(shown):,} more: --verbose and --json list them")


app = group_app(
    "Cells to translators and back, as XLIFF.\n\n\b\nExamples:\n"
    "  catalog xliff export shopify.csv --to pt-BR -o shopify.xlf\n"
    "  catalog xliff import shopify.xlf shopify.csv -o localized.csv"
)
add_command(app, "export", export)
add_command(app, "import", import_)
