"""catalog locales: what a locale tag means, how it writes numbers and signs, and what can be translated into it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Annotated

from catalog_cli import locales
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.model_facts import locales_text
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.conventions.examples import examples
from catalog_cli.engines import installed_models
from catalog_cli.reporting.console import table

_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


@dataclass(frozen=True, slots=True)
class Tag:
    """Locale."""

    tag: Annotated[str | None, Argument(metavar="[TAG]", help="A locale, such as pt-BR; none lists the pairs.")] = None


def show(locale: Tag, reports: Reports) -> int:
    """Show what a locale tag means, how numbers, prices, measures, dates, lists and quotes are written there, and
    which pairs have a model; without a tag, all pairs.

    \b
    Examples:
      catalog locales show
      catalog locales show pt-BR
    """
    console = reports.console()
    facts: dict[str, object] = {} if locale.tag is None else _facts(locale.tag)
    translators = [model for model in installed_models() if model.manifest.kind == "translator"]
    pairs = [(source, target, model.name) for model in translators for source, target in model.manifest.pairs()]
    if locale.tag is not None:
        tag = str(facts["locale"])
        pairs = [pair for pair in pairs if locales.covers(pair[0], tag) or locales.covers(pair[1], tag)]
    written = [] if locale.tag is None else list(examples(str(facts["locale"])))
    if reports.json:
        rows = [{"from": source, "to": target, "model": model} for source, target, model in pairs]
        if written:
            facts["conventions"] = [{"name": name, "en": source, "written": text} for name, source, text in written]
        console.print_json({**facts, "pairs": rows})
        return 0
    for name, value in facts.items():
        console.print(f"{name:9}  {value}")
    if written:
        console.print()
        for line in table([("convention", "en", str(facts["locale"])), *written]):
            console.print(line)
        console.print()
    pairs = _shortened(pairs)
    if not pairs:
        console.print("No installed model translates from or into it.")
        return 0
    for line in table([("from", "to", "model"), *pairs]):
        console.print(line)
    return 0


def _shortened(pairs: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the pairs (source, target, model) with one row for a model of many: one of 200 locales has 39,800."""
    rows = []
    for model, found in groupby(pairs, key=itemgetter(2)):
        own = list(found)
        if len(own) > _MOST_ROWS:
            sources, targets = (dict.fromkeys(pair[side] for pair in own) for side in (0, 1))
            own = [(locales_text(sources), locales_text(targets), model)]
        rows += own
    return rows


def _facts(tag: str) -> dict[str, object]:
    from babel import Locale, UnknownLocaleError

    canonical = locales.parse(tag)
    try:
        found = Locale.parse(canonical, sep="-")
        name, own_name = found.get_display_name("en"), found.get_display_name()
    except (UnknownLocaleError, ValueError):
        name = own_name = None  # CLDR has no data for it; the tag is good all the same
    return {
        "locale": canonical,
        "name": name or "-",
        "own name": own_name or "-",
        "language": locales.language(canonical),
        "script": locales.script(canonical),
        "direction": "right to left" if locales.is_right_to_left(canonical) else "left to right",
    }


app = group_app(
    "Locale tags and the installed pairs.\n\n\b\nExamples:\n  catalog locales show\n  catalog locales show pt-BR"
)
add_command(app, "show", show)
