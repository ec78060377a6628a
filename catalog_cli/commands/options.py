"""The options that commands share, in groups; each field that is a setting has the setting's name."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import FEEDS
from catalog_cli.job import ACCEPTED_FILE, PIVOT_LOCALE, Job
from catalog_cli.reporting.console import Console, open_console
from catalog_cli.settings import KEYS, Settings, load_settings, user_settings_file

Option = typer.Option
Argument = typer.Argument


def _target_locales(incomplete: str) -> list[str]:
    from catalog_cli.engines import installed_models

    targets = dict.fromkeys(tag for model in installed_models() for tag in model.manifest.target_locales)
    return [tag for tag in targets if tag.startswith(incomplete)]


def _models(incomplete: str) -> list[str]:
    from catalog_cli.engines import installed_models

    names = (*(model.name for model in installed_models() if model.manifest.kind == "translator"), "echo")
    return [name for name in names if name.startswith(incomplete)]


def _feeds(incomplete: str) -> list[str]:
    return [name for name in FEEDS if name.startswith(incomplete)]


def _starters(incomplete: str) -> list[str]:
    from catalog_cli.glossary.starters import starters

    return sorted({starter.name for starter in starters() if starter.name.startswith(incomplete)})


@dataclass(frozen=True, slots=True)
class Shared:
    """Messages."""

    quiet: Annotated[bool, Option("--quiet", "-q", help="Print nothing but errors.")] = False
    verbose: Annotated[bool, Option("--verbose", "-v", help="Print what explains the run.")] = False
    debug: Annotated[bool, Option("--debug", help="Show the traceback of an internal error.")] = False
    no_color: Annotated[bool, Option("--no-color", help="Print without colours.")] = False

    def console(self) -> Console:
        """Return the console that these options ask for."""
        return open_console(os.environ, no_color=self.no_color, is_quiet=self.quiet, is_verbose=self.verbose)


@dataclass(frozen=True, slots=True)
class Locales:
    """Locales."""

    to: Annotated[
        list[str] | None,
        Option(
            "--to",
            metavar="LOCALE",
            help="The target locale, such as pt-BR. May be repeated.",
            autocompletion=_target_locales,
        ),
    ] = None
    from_: Annotated[
        str | None, Option("--from", metavar="LOCALE", help="The locale of the catalog [default: en].")
    ] = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the catalog is read (found out where not given)."""

    columns: Annotated[
        list[str] | None,
        Option("--column", metavar="NAME=ROLE", help="The role of a column, such as Material=text. May be repeated."),
    ] = None
    keep: Annotated[
        list[str] | None, Option("--keep", metavar="NAME", help="A column that stays as it is. May be repeated.")
    ] = None
    brands: Annotated[
        list[str] | None,
        Option("--brand", metavar="NAME", help="A column of names that all texts keep, as Vendor is. May be repeated."),
    ] = None
    feed: Annotated[
        str | None, Option("--feed", metavar="NAME", help="The platform of the columns.", autocompletion=_feeds)
    ] = None
    input_format: Annotated[str | None, Option("--input-format", metavar="NAME", help="csv, tsv, json, jsonl.")] = None
    encoding: Annotated[str | None, Option("--encoding", metavar="NAME", help="Such as utf-8 or cp1252.")] = None
    delimiter: Annotated[str | None, Option("--delimiter", metavar="CHARACTER", help='One character, or "tab".')] = None
    store_view: Annotated[
        str | None,
        Option("--store-view", metavar="CODE", help="What names the target's rows, where a file has rows for each."),
    ] = None
    no_header: Annotated[
        bool, Option("--no-header", help="The first row is a product; columns go by position: --column 4=title.")
    ] = False


# The options that several commands have.
FailOn = Annotated[
    str | None,
    Option("--fail-on", metavar="SEVERITY", help="critical, major, minor or never [default: critical]."),
]
AttributeSchemas = Annotated[
    list[str] | None,
    Option(
        "--schema",
        metavar="PATH",
        help="Attributes and values of your own, or taxonomy:PATH for Shopify's. May be repeated.",
    ),
]
Glossary = Annotated[
    list[str] | None,
    Option(
        "--glossary",
        metavar="NAME_OR_FILE",
        help="A starter (catalog glossary list) or a CSV, TSV or TBX file. May be repeated; later ones win.",
        autocompletion=_starters,
    ),
]
DoNotTranslate = Annotated[
    list[str] | None,
    Option("--do-not-translate", metavar="FILE", help="Names that stay as they are, one a line. May be repeated."),
]
MarketplaceLimits = Annotated[
    str | None,
    Option("--marketplace", metavar="NAME", help="Count against a marketplace's limits: its name, or a TOML file."),
]
AcceptedFindings = Annotated[
    str | None,
    Option("--accepted", metavar="FILE", help=f"Findings that may pass [default: {ACCEPTED_FILE}]."),
]
TargetLayout = Annotated[
    str | None,
    Option("--layout", metavar="NAME", help="The layout of the translation, where its columns fit several."),
]
ReviewBelow = Annotated[
    float | None,
    Option(
        "--review-below",
        metavar="X",
        min=0.0,
        max=1.0,
        help="Tell translations of a lower confidence, such as 0.5; takes as long again [default: not asked for].",
    ),
]
Measures = Annotated[
    str | None,
    Option("--measures", metavar="KIND", help="keep units, convert them to the target's, or both [default: keep]."),
]
Spaces = Annotated[
    str | None,
    Option("--spaces", metavar="KIND", help="locale (no-break spaces where it has them) or ascii [default: locale]."),
]
Model = Annotated[
    str | None,
    Option(
        "--model",
        metavar="NAME",
        help='The model; "echo" only accents vowels, to try a catalog out.',
        autocompletion=_models,
    ),
]
Pivot = Annotated[
    bool | None, Option("--pivot/--no-pivot", help="Go through English with two models where none is direct.")
]
Device = Annotated[
    str | None,
    Option("--device", metavar="KIND", help="What the model runs on: auto, cpu or cuda [default: auto]."),
]
Memory = Annotated[
    str | None,
    Option("--memory", metavar="FILE", help="The translation memory [default: .catalog/catalog.sqlite]."),
]
NoMemory = Annotated[bool, Option("--no-memory", help="Neither use nor keep a translation memory.")]
Threads = Annotated[
    int | None, Option("--threads", metavar="N", min=0, help="Processor threads [default: one per core].")
]


@dataclass(frozen=True, slots=True)
class Making:
    """How the text is made."""

    layout: Annotated[
        str | None,
        Option(
            "--layout",
            metavar="NAME",
            help="replace the source text, add columns beside it, add rows, or write translations alone "
            "[default: as the feed says].",
        ),
    ] = None
    overwrite: Annotated[
        bool | None, Option("--overwrite/--no-overwrite", help="Also fill target cells that hold text already.")
    ] = None
    glossary: Glossary = None
    do_not_translate: DoNotTranslate = None
    measures: Measures = None
    spaces: Spaces = None
    handles: Annotated[
        str | None,
        Option("--handles", metavar="KIND", help="keep product addresses, or translate them [default: keep]."),
    ] = None
    currency: Annotated[
        str | None,
        Option("--currency", metavar="CODE", help="Convert prices, in text and in price columns; needs --rate."),
    ] = None
    rate: Annotated[
        str | None,
        Option("--rate", metavar="FILE", help="Your exchange rates: CSV with the columns from, to, rate, date."),
    ] = None
    price_endings: Annotated[
        str | None,
        Option("--price-endings", metavar="FILE", help="TOML of the endings that converted prices get, such as .90."),
    ] = None
    sizes: Annotated[
        str | None,
        Option("--sizes", metavar="FILE", help='Your size chart (TOML): names the target\'s size too, "UK 8 (BR 40)".'),
    ] = None
    marketplace: Annotated[
        str | None,
        Option("--marketplace", metavar="NAME", help="Fit texts to a marketplace's limits: its name, or a TOML file."),
    ] = None
    model: Model = None
    license: Annotated[
        str | None,
        Option(
            "--license", metavar="KIND", help="any model, or commercial: none that rules business out [default: any]."
        ),
    ] = None
    pivot: Pivot = None
    device: Device = None
    memory: Memory = None
    no_memory: NoMemory = False
    fuzzy_from: Annotated[
        int | None,
        Option(
            "--fuzzy-from",
            metavar="PERCENT",
            min=50,
            max=100,
            help="Use what people made of similar texts too; 99: only numbers differ [default: of the same text].",
        ),
    ] = None
    review_below: ReviewBelow = None
    frozen: Annotated[
        bool | None,
        Option("--frozen/--no-frozen", help="Use the memory only, change neither it nor outputs: a difference fails."),
    ] = None
    threads: Threads = None


def load(*groups: Any) -> Settings:
    """Return the settings of a run: what the groups were given, the environment, and the files.

    A switch that is off was not given; everything that is no setting is passed over.
    """
    given: dict[str, object] = {}
    for group in groups:
        for field in fields(group):
            name, value = field.name.rstrip("_"), getattr(group, field.name)
            if name == "no_memory" and value:
                if given.get("memory") is not None:
                    raise UsageProblem("--memory and --no-memory exclude each other: give one of them.")
                given["memory"] = False
            elif name in KEYS and not (value is False and name == "no_header"):
                given.setdefault(name, value)
    return load_settings(given, os.environ, Path(), user_settings_file())


def target_jobs(settings: Settings, console: Console, *, limit: int | None = None, force: bool = False) -> list[Job]:
    """Return one job for each target locale, having said which variety a bare language became.

    Raises UsageProblem without a target locale or for a model that the setting `license` rules out, ModelMissing for a
    pair that no model translates.
    """
    from catalog_cli import engines, locales
    from catalog_cli.models.licences import require_commercial

    source = settings.source_locale
    if settings.by_name["frozen"].value and settings.memory is None:
        raise UsageProblem("--frozen uses the memory only, and --no-memory leaves none: give one of them.")
    found: dict[str, None] = {}
    for wanted in settings.target_locales:
        if wanted == source:
            raise UsageProblem(f"The catalog is in {source} already. Name another locale with --to or --from.")
        if settings.model == "echo":
            found[wanted] = None
            continue
        models = engines.find_models(
            source, wanted, settings.model, PIVOT_LOCALE if settings.by_name["pivot"].value else None
        )
        if settings.by_name["license"].value == "commercial":
            for model in models:
                require_commercial(model.manifest)
        resolution = locales.resolve(wanted, [models[-1].target_locale])
        if resolution is None:
            continue
        if resolution.notice:
            console.say(resolution.notice)
        found[resolution.locale] = None
    if not found:
        raise UsageProblem("No target locale is given. Name one with --to, such as --to pt-BR.")
    return [settings.job(locale, limit=limit, force=force) for locale in found]
