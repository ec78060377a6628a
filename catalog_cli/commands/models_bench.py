"""catalog models bench: how a model runs best on this machine, measured and kept."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands.model_facts import named_model, size_text
from catalog_cli.commands.models_moves import completed
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, plural, table
from catalog_cli.reporting.progress import ProgressKind, showing_progress

if TYPE_CHECKING:
    from catalog_cli.engines import InstalledModel
    from catalog_cli.models.bench.search import Report, Wanted
    from catalog_cli.models.bench.trial import Figures, Load

_HEAD = ("", "compute type", "workers x threads", "batch", "beam", "segments/s", "tokens/s", "memory", "changed texts")
# Below, no trial would last long enough to tell anything.
_FEWEST_SECONDS = 1.0
_MOST_BEAMS = 64


@dataclass(frozen=True, slots=True)
class Benched:
    """Model."""

    name: Annotated[
        str, Argument(metavar="NAME", help="An installed model, such as en-pt-BR.", autocompletion=completed)
    ]
    from_: Annotated[
        str | None, Option("--from", metavar="LOCALE", help="Which of its pairs [default: one from English].")
    ] = None
    to: Annotated[str | None, Option("--to", metavar="LOCALE", help="Which of its pairs [default: its first].")] = None
    sentences: Annotated[
        str | None,
        Option("--sentences", metavar="FILE", help="One sentence a line, UTF-8 [default: English product texts]."),
    ] = None


@dataclass(frozen=True, slots=True)
class Searched:
    """Search."""

    seconds: Annotated[float, Option("--seconds", metavar="N", help="About how long it may take.")] = 60.0
    beam: Annotated[
        int, Option("--beam", metavar="N", help="Choose this beam size [default: the model keeps its own].")
    ] = 0
    compute_type: Annotated[
        str | None,
        Option("--compute-type", metavar="TYPE", help="Choose this one, such as float32, though it changes texts."),
    ] = None
    device: Annotated[str, Option("--device", metavar="DEVICE", help="auto, cpu or cuda.")] = "auto"
    dry_run: Annotated[bool, Option("--dry-run", help="Only measure: the model keeps its settings.")] = False
    reset: Annotated[bool, Option("--reset", help="Measure nothing: forget the settings that were measured.")] = False


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def bench_model(model: Benched, search: Searched, reports: Reports) -> int:
    """Measure how a model runs best on this machine, and keep those settings: localize uses them from then on.

    It tries compute types, threads, batches and beams, each on the best of the one before, every compute type and
    number of threads in a process of its own. A setting that could change quality is only told: another beam is taken
    with --beam, a compute type under which texts change with --compute-type.

    \b
    Examples:
      catalog models bench en-pt-BR
      catalog models bench opus-mt-en-de --sentences products.txt --seconds 120
      catalog models bench en-pt-BR --beam 4 --dry-run
    """
    from catalog_cli.models.store import ModelStore

    console = reports.console()
    found = named_model(model.name)
    if search.reset:
        ModelStore.of(os.environ).keep_settings(found, {})
        return _told_reset(found, console, is_json=reports.json)
    wanted, load = _wanted(search), _load(found, model)
    report = _measured(found, load, wanted, console)
    if not reports.json:  # what was measured is told even where it cannot be written
        for line in table([_HEAD, *(_row(figures, report) for figures in report.trials)]):
            console.print(line)
        _tell(report, model, console)
    path = None if search.dry_run else ModelStore.of(os.environ).keep_settings(found, _settings(found, report))
    if reports.json:
        console.print_json(_as_json(found, load, report, path))
    else:
        _tell_choice(report, path, console)
    return 0


def _wanted(search: Searched) -> Wanted:
    from catalog_cli.models.bench.search import Wanted

    if not search.seconds >= _FEWEST_SECONDS:
        raise UsageProblem(f"--seconds must be {_FEWEST_SECONDS:g} or more, not {search.seconds:g}.")
    if not 0 <= search.beam <= _MOST_BEAMS:
        raise UsageProblem(f"--beam must be between 1 and {_MOST_BEAMS}, not {search.beam}.")
    return Wanted(search.seconds, search.compute_type or "", search.beam, search.device)


def _load(found: InstalledModel, model: Benched) -> Load:
    from catalog_cli.models.bench import sample_sentences
    from catalog_cli.models.bench.trial import Load

    pair = sample_sentences.measured_pair(found.manifest, model.from_, model.to)
    if model.sentences is not None:
        return Load(sample_sentences.read_sentences(Path(model.sentences)), pair)
    return Load(sample_sentences.sentences_for(found.manifest, pair[0]), pair)


def _measured(found: InstalledModel, load: Load, wanted: Wanted, console: Console) -> Report:
    from catalog_cli.models.bench.search import find_best

    kind = ProgressKind.NONE if console.is_quiet else ProgressKind.AUTO
    with showing_progress(
        kind, console.err, label=found.name, is_animated=console.is_animated, has_colours=console.colours_err
    ) as progress:
        return find_best(found.path, found.manifest, load, wanted, progress)


def _settings(found: InstalledModel, report: Report) -> dict[str, object]:
    """Return the settings to keep: what was measured in place of what was, the rest as it is."""
    return {**found.manifest.settings, **report.settings}


def _row(figures: Figures, report: Report) -> tuple[str, ...]:
    chosen = (report.best.setup, report.best.way) == (figures.setup, figures.way)
    changed, texts = figures.changed(report.trials[0]), len(figures.outputs)
    return (
        "*" if chosen else "",
        figures.compute_type,
        f"{figures.setup.workers} x {figures.setup.threads_each}",
        f"{figures.way.batch_tokens:,}",
        str(figures.way.beam_size),
        f"{figures.segments_per_second:,.1f}",
        f"{figures.tokens_per_second:,.0f}",
        "-" if figures.memory_bytes is None else size_text(figures.memory_bytes),
        f"{changed} of {texts}" if changed else "none",
    )


def _tell(report: Report, model: Benched, console: Console) -> None:
    """Say what the figures were made of, and what is missing."""
    first = report.trials[0]
    ours = model.sentences or "the English product texts that come with catalog-cli"
    console.say(f"{plural(first.segments, 'segment')} a pass, from {ours}, on {plural(report.cores, 'core')}.", "dim")
    console.say("Changed texts are those that come out otherwise than with the settings of the first line.", "dim")
    for setup, reason in report.failed:
        console.say(f"{setup.compute_type or first.compute_type} {setup.workers} x {setup.threads_each}: {reason}.")
    if report.is_disturbed:
        console.say("Other programs were busy meanwhile: measure again when they are not.", "yellow")
    if report.stages_left:
        left = " and ".join(report.stages_left)
        console.say(f"There was no time for {left}: give more with --seconds.", "yellow")


def _tell_choice(report: Report, path: Path | None, console: Console) -> None:
    before, best = report.before, report.best
    if best is before:
        console.say("The settings that it has are the best: nothing was more than 5 % faster.")
    else:
        times = before.seconds / before.segments * best.segments / best.seconds
        changed = best.changed(report.trials[0])
        note = f"; {changed} of {len(best.outputs)} texts change" if changed else "; no text changes"
        console.say(f"The line with a * is best: {times:.2f} times the speed of the settings it had{note}.")
    if best.compute_type != before.compute_type and best.changed(report.trials[0]):
        console.say(f"{best.compute_type} in place of {before.compute_type} changes texts slightly.", "yellow")
    if path is not None:
        console.say(f"Kept for localize: {path}")
        if best.way != before.way:
            # Batch and beam are part of a memory's keys (signature.decoding_text).
            console.say(
                "The next localize translates anew what the memory holds from the model, not what people wrote."
            )


def _told_reset(found: InstalledModel, console: Console, *, is_json: bool) -> int:
    if is_json:
        console.print_json({"name": found.name, "settings": {}})
    else:
        console.say(f"{found.name}: its settings are the defaults again.")
    return 0


def _as_json(found: InstalledModel, load: Load, report: Report, path: Path | None) -> dict[str, object]:
    return {
        "name": found.name,
        "from": load.pair[0],
        "to": load.pair[1],
        "sentences": len(load.texts),
        "trials": [_figures_json(figures, report) for figures in report.trials],
        "before": _figures_json(report.before, report),
        "best": _figures_json(report.best, report),
        "settings": report.settings,
        "failed": [{**asdict(setup), "reason": reason} for setup, reason in report.failed],
        "is_disturbed": report.is_disturbed,
        "no_time_for": list(report.stages_left),
        "written_to": None if path is None else str(path),
    }


def _figures_json(figures: Figures, report: Report) -> dict[str, object]:
    return {
        **asdict(figures.setup),
        **asdict(figures.way),
        "compute_type": figures.compute_type,
        "segments": figures.segments,
        "segments_per_second": round(figures.segments_per_second, 2),
        "tokens_per_second": round(figures.tokens_per_second, 2),
        "processor_seconds": round(figures.processor_seconds, 4),
        "seconds": round(figures.seconds, 4),
        "memory_bytes": figures.memory_bytes,
        "changed_texts": figures.changed(report.trials[0]),
        "texts": len(figures.outputs),
    }
