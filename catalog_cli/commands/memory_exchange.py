"""catalog memory import and export: translations from other tools, and for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli import locales
from catalog_cli.commands import options
from catalog_cli.commands.options import Argument, Locales, Option, Shared
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.reporting.console import Console, plural

if TYPE_CHECKING:
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.memory_exchange.importing import ImportReport

_TABLES = (".csv", ".tsv", ".tab")
# Enough to see what kind of texts contradict each other; --verbose and --json list more.
_MOST_SHOWN = 10
_SOURCES, _TARGETS, _ROLES = ("source",), ("target",), ("role",)


@dataclass(frozen=True, slots=True)
class Stored:
    """Memory."""

    memory: options.Memory = None


@dataclass(frozen=True, slots=True)
class Imported:
    """Files."""

    files: Annotated[
        list[str], Argument(metavar="FILE...", help="TMX, or a table with the columns source and target (.csv, .tsv).")
    ]


@dataclass(frozen=True, slots=True)
class Exported:
    """Files."""

    output: Annotated[
        str, Option("--output", "-o", metavar="FILE", help="The file to write: .tmx or .jsonl.", show_default=False)
    ]
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there.")] = False


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def import_(files: Imported, locales: Locales, stored: Stored, reports: Reports) -> int:
    """Take translations of other tools into the memory, as approved by a person: catalog localize uses them at once.

    Of a TMX file the texts in --from and --to are taken; "pt" serves pt-BR, pt-PT does not. A table has the columns
    source and target, or one named by its locale for each. Of two translations of one source the later one is used,
    and both are kept. What a person wrote into a catalog is never replaced.

    \b
    Examples:
      catalog memory import memoq.tmx --to pt-BR
      catalog memory import old-shop.csv --to pt-BR --json
    """
    from catalog_cli.memory.store import TranslationMemory

    console = reports.console()
    settings = options.load(locales, stored)
    if not settings.target_locales:
        raise UsageProblem("No target locale is given. Name one with --to, such as --to pt-BR.")
    if settings.memory is None:
        raise UsageProblem("The settings say to keep no memory: name one with --memory FILE.")
    from catalog_cli.memory_exchange.importing import serving_pairs

    pairs = list(serving_pairs(settings.source_locale, settings.target_locales))
    for name in files.files:
        _known_suffix(Path(name), (".tmx", *_TABLES))
    found: list[tuple[str, ImportReport]] = []
    with TranslationMemory.open(settings.memory) as memory:
        for name in files.files:
            found += [(name, report) for report in _import_file(Path(name), memory, pairs)]
    if reports.json:
        console.print_json({"imports": [_as_json(name, report) for name, report in found]})
    for name, report in found:
        _say(name, report, console, _MOST_SHOWN if not reports.verbose else len(report.conflicts))
    return 0


def _import_file(path: Path, memory: TranslationMemory, pairs: Sequence[tuple[str, str]]) -> Iterable[ImportReport]:
    from catalog_cli.formats.compression import open_content
    from catalog_cli.formats.tmx import TmxFile
    from catalog_cli.memory_exchange.importing import import_texts, import_units

    label = f"catalog memory import {path.name}"
    if path.suffix.lower() in _TABLES:
        return [import_texts(_rows(path, pair), memory, pair, label) for pair in pairs]
    try:
        with open_content(path) as file:
            return import_units(TmxFile(file, str(path)).units(), memory, pairs, label)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(Where(str(path)), f"cannot be read: {reason}", "Give the path of a readable file.") from error


def _rows(path: Path, pair: tuple[str, str]) -> Iterator[tuple[int, str, str, str]]:
    """Yield (row, source, target, role) of a table; raises FileProblem without the columns."""
    from catalog_cli.formats import ReadOptions, open_table
    from catalog_cli.product import Role

    def score(names: Sequence[str]) -> int:
        return sum(name.strip().lower() in ("source", "target") or locales.is_locale(name) for name in names)

    table = open_table(path, ReadOptions(), score)
    source, target = _column(table.columns, _SOURCES, pair[0]), _column(table.columns, _TARGETS, pair[1])
    for index, name, locale in ((source, "source", pair[0]), (target, "target", pair[1])):
        if index is None:
            have = ", ".join(table.columns) or "none"
            what = f'has no column "{name}", and none named "{locale}"; its columns are: {have}'
            raise FileProblem(Where(str(path), 1), what, "Name the columns source and target.")
    role = _column(table.columns, _ROLES, None)
    known = frozenset(map(str, Role))
    for record in table.records():
        if record.problem is not None:
            raise FileProblem(Where(str(path), record.line), record.problem, "Correct the row and run again.")
        said = "" if role is None else record.value(role).strip().lower()
        yield record.line, record.value(source or 0), record.value(target or 0), said if said in known else ""


def _column(columns: Sequence[str], names: Sequence[str], locale: str | None) -> int | None:
    """Return the index of the column of one of the names, else of one named by a locale; None without it."""
    tidy = [name.strip().lower() for name in columns]
    for name in names:
        if name in tidy:
            return tidy.index(name)
    if locale is not None:
        for index, name in enumerate(columns):
            if locales.is_locale(name.strip()) and locales.covers(name.strip(), locale):
                return index
    return None


def export(files: Exported, locales: Locales, stored: Stored, reports: Reports) -> int:
    """Write the translations that people made or approved, for other tools: TMX 1.4b, or JSON Lines.

    What was imported from TMX comes out as it went in, with its inline codes and properties. Machine translations are
    left out: the model makes them again. Without --to all locales are written.

    \b
    Examples:
      catalog memory export -o memory.tmx
      catalog memory export -o memory.jsonl --to pt-BR
    """
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.memory_exchange.exporting import exported, write_memory_json, write_memory_tmx
    from catalog_cli.replacement import replacing
    from catalog_cli.signature import catalog_version

    console = reports.console()
    settings = options.load(stored)
    output = Path(files.output)
    suffix = _known_suffix(output, (".tmx", ".jsonl"))
    if output.exists() and not files.force:
        raise UsageProblem(f"{output} is there already. Name another file, or add --force to replace it.")
    source, targets = _wanted(locales)
    left_out = 0
    with TranslationMemory.read_only(settings.memory or Path()) as memory, replacing(output) as out:
        found = exported(memory, source, targets)
        if suffix == ".jsonl":
            count = write_memory_json(found, out)
        else:
            count, left_out = write_memory_tmx(found, out, catalog_version(), source)
    if reports.json:
        console.print_json({"output": str(output), "translations": count, "left_out": left_out})
    console.say(f"{output}: {plural(count, 'translation')}")
    if left_out:
        console.say(f"{plural(left_out, 'translation')} left out, because XML cannot hold their control characters.")
    if not count:
        console.say("The memory holds no translation that a person made or approved: edit a target cell, or import.")
    return 0


def _wanted(given: Locales) -> tuple[str | None, frozenset[str]]:
    """Return the locales that were asked for on the command line: the settings' are not meant."""
    source = None if given.from_ is None else locales.parse(given.from_)
    return source, frozenset(locales.parse(tag) for tag in given.to or ())


def _known_suffix(path: Path, known: Sequence[str]) -> str:
    from catalog_cli.formats.compression import inner_name

    suffix = Path(inner_name(path.name)).suffix.lower()
    if suffix not in known:
        raise UsageProblem(f"{path}: its name does not say what it is. Names end in: {', '.join(known)}.")
    return suffix


def _say(name: str, report: ImportReport, console: Console, most: int) -> None:
    parts = [
        f"{report.imported:,} imported",
        *([f"{plural(report.duplicates, 'duplicate')}"] if report.duplicates else []),
        *([f"{report.conflicting:,} conflicting"] if report.conflicting else []),
        *([f"{report.skipped.total():,} skipped"] if report.skipped else []),
    ]
    source, target = report.pair
    console.say(f"{name}, {source} -> {target}: {plural(report.units, 'unit')}, {', '.join(parts)}")
    for reason, count in report.skipped.most_common():
        console.say(f"  skipped, because {_because(reason)}: {count:,}")
    for one in report.conflicts[:most]:
        console.say(f'  row {one.row}: "{one.source}" is "{one.used}" and, beside it, "{one.other}"')
    if len(report.conflicts) > most:
        console.say(f"  and {len(report.conflicts) - most:,} more conflicts: --verbose or --json lists them")


def _because(reason: str) -> str:
    return f"there is {reason}" if reason.startswith("no ") else reason


def _as_json(name: str, report: ImportReport) -> dict[str, object]:
    return {
        "file": name,
        "source_locale": report.pair[0],
        "target_locale": report.pair[1],
        "units": report.units,
        "imported": report.imported,
        "duplicates": report.duplicates,
        "conflicting": report.conflicting,
        "skipped": dict(report.skipped.most_common()),
        "conflicts": [one._asdict() for one in report.conflicts],
    }
