"""catalog models add and import: a model comes in, its licence is shown, it is checked, and only then it is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.model_facts import pairs_text, size_text
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.model_manifest import UNKNOWN_LICENCE, Manifest
from catalog_cli.reporting.console import Console

if TYPE_CHECKING:
    from catalog_cli.models.store import ModelStore


@dataclass(frozen=True, slots=True)
class Source:
    """Model."""

    source: Annotated[
        str | None,
        Argument(metavar="[SOURCE]", help="A hub's OWNER/NAME, a folder, an .argosmodel, .gguf, .npz or .zip file."),
    ] = None
    from_: Annotated[
        str | None, Option("--from", metavar="LOCALE", help="What it translates from, if it does not say itself.")
    ] = None
    to: Annotated[
        list[str] | None,
        Option("--to", metavar="LOCALE", help="What it translates into, if it does not say itself. May be repeated."),
    ] = None
    name: Annotated[str | None, Option("--name", metavar="NAME", help="What to call it [default: by its source].")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class Conversion:
    """Conversion."""

    revision: Annotated[
        str | None, Option("--revision", metavar="REVISION", help="The commit, tag or branch on the hub.")
    ] = None
    quantization: Annotated[
        str, Option("--quantization", metavar="TYPE", help="How its numbers are written: int8, int8_float32, float16.")
    ] = "int8"
    allow_pickle: Annotated[
        bool, Option("--allow-pickle", help="Open weights that can run code; only from whom you trust.")
    ] = False
    offline: Annotated[
        bool | None, Option("--offline/--no-offline", help="Fail at once where the network would be needed.")
    ] = None


@dataclass(frozen=True, slots=True)
class Licence:
    """Licence."""

    licence: Annotated[
        str | None, Option("--licence", metavar="SPDX", help="Its licence, such as CC-BY-4.0, if it does not say it.")
    ] = None
    accept_noncommercial: Annotated[
        bool, Option("--accept-noncommercial", help="Also take a model that may not be used for business.")
    ] = False


@dataclass(frozen=True, slots=True)
class Imported:
    """Model."""

    file: Annotated[str, Argument(metavar="FILE", help="What catalog models export has written.")]
    name: Annotated[str | None, Option("--name", metavar="NAME", help="What to call it [default: as it was].")] = None


@dataclass(frozen=True, slots=True)
class Accepting:
    """Licence."""

    accept_noncommercial: Annotated[
        bool, Option("--accept-noncommercial", help="Also take a model that may not be used for business.")
    ] = False


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def add_model(source: Source, conversion: Conversion, licence: Licence, reports: Reports) -> int:
    """Add a model: convert it where that is needed, check it, show its licence, and put it in place.

    A CTranslate2 folder and an Argos package are taken as they are; everything else needs catalog-cli[convert].

    \b
    Examples:
      catalog models add --from en --to de
      catalog models add Helsinki-NLP/opus-mt-en-de --revision main
      catalog models add ./my-model --from en --to de --licence MIT
      catalog models add translate-en_de-1_9.argosmodel --offline
    """
    from catalog_cli.models.local_sources import suggested_name

    console = reports.console()
    source = _wanted(source, console)
    wanted = source.source or ""
    name = source.name or suggested_name(Path(wanted.removeprefix("hub:")))
    gate = _gate(accepts=licence.accept_noncommercial)
    _refuse_early((wanted, name), licence, gate)
    listener = _Listener(console, gate, name)
    make = _maker(wanted, source, (conversion, licence), listener)

    def make_accepted(folder: Path) -> Manifest:
        manifest = replace(make(folder), name=name)
        gate(manifest)
        return manifest

    return _told(_store().add(name, make_accepted), console, is_json=reports.json)


def import_model(model: Imported, accepting: Accepting, reports: Reports) -> int:
    """Put a model in place that catalog models export has written on another machine: no network is needed.

    \b
    Examples:
      catalog models import en-de.tar
      catalog models import en-de.tar --name my-en-de
    """
    from catalog_cli.models import archive

    path = Path(model.file)
    _gate(accepts=accepting.accept_noncommercial)(archive.read_archive_manifest(path))
    return _told(archive.import_model(path, _store(), model.name), reports.console(), is_json=reports.json)


def _store() -> ModelStore:
    from catalog_cli.models.store import ModelStore

    return ModelStore.of(os.environ)


def _wanted(source: Source, console: Console) -> Source:
    """Return what to add: what was named, or what is recommended for a pair, which says its languages itself."""
    if source.source is not None:
        return source
    if source.from_ is None or not source.to or len(source.to) > 1:
        raise UsageProblem("Name a model to add, or a pair with --from and --to. See: catalog models add --help")
    from catalog_cli.models.recommended import recommended

    pair = f"{source.from_} -> {source.to[0]}"
    found = recommended(source.from_, source.to[0])
    if not found:
        raise UsageProblem(f"No checkpoint is recommended for {pair}: name one, as OWNER/NAME on a hub or as a folder.")
    console.say(f"Recommended for {pair}; the first one is added:")
    for each in found:
        licence = "licence on its card" if each.licence == UNKNOWN_LICENCE else each.licence
        console.say(f"  {each.hub_name}  {licence}, about {each.download_mb:,} MB to fetch. {each.notes}")
    return Source(found[0].hub_name, name=source.name)


def _refuse_early(source_and_name: tuple[str, str], licence: Licence, gate: Callable[[Manifest], None]) -> None:
    """Ask the gate about a licence that is known without fetching gigabytes first."""
    from catalog_cli.models.licences import known_licence, spdx

    source, name = source_and_name
    named = known_licence(source.removeprefix("hub:")) or licence.licence
    if named:
        gate(Manifest(name, licence=spdx(named)))


def _gate(*, accepts: bool) -> Callable[[Manifest], None]:
    """Return what raises for a model whose licence nobody accepted, or that the settings rule out."""
    from catalog_cli.models import licences

    is_commercial = options.load().by_name["license"].value == "commercial"

    def gate(manifest: Manifest) -> None:
        licences.require_acceptance(manifest, accepts_noncommercial=accepts, commercial_only=is_commercial)

    return gate


def _maker(
    wanted: str, source: Source, how: tuple[Conversion, Licence], listener: _Listener
) -> Callable[[Path], Manifest]:
    """Return what writes the model into a folder and says what it is; UsageProblem for a source that is not there."""
    from catalog_cli.locales import parse
    from catalog_cli.models import air_gap, local_sources, packaged

    conversion, licence = how
    given = [tag for item in source.to or () for tag in item.split(",")]
    facts = local_sources.Facts(
        (parse(source.from_),) if source.from_ else (), tuple(map(parse, given)), licence.licence or ""
    )
    is_offline = air_gap.is_offline(conversion.offline, os.environ)
    path = Path(wanted)
    if air_gap.is_hub_name(wanted):
        air_gap.require_network(wanted, is_offline=is_offline)
    elif not path.exists() and not packaged.is_packaged(wanted):
        raise UsageProblem(f'There is no "{wanted}" here, and on a hub a model is called OWNER/NAME.')
    elif path.is_dir() and local_sources.is_ct2_folder(path):
        return lambda folder: local_sources.take_folder(path, folder, facts)
    elif local_sources.is_argos_package(path):
        return lambda folder: local_sources.take_argos_package(path, folder, facts)
    return lambda folder: facts.applied(_converted(wanted, folder, (conversion, is_offline), listener))


class _Listener:
    """Tells each step of a conversion once, a download by its tenths, and before it the licence for `gate` to judge."""

    def __init__(self, console: Console, gate: Callable[[Manifest], None], name: str) -> None:
        self._console, self._gate, self._name, self._last = console, gate, name, ""

    def licensed(self, licence: str) -> None:
        said = "not named on its card" if licence == UNKNOWN_LICENCE else licence
        self._console.say(f"Licence on the hub: {said}.")
        self._gate(Manifest(self._name, licence=licence))

    def step(self, what: str, done: int, total: int) -> None:
        told = f"{what}: {done * 10 // total * 10} % of {size_text(total)}" if total else f"{what} ..."
        if told != self._last:
            self._console.say(told, "dim")
        self._last = told


def _converted(wanted: str, folder: Path, how: tuple[Conversion, bool], listener: _Listener) -> Manifest:
    from catalog_cli.models.conversion import convert

    conversion, is_offline = how
    manifest: Manifest = convert(
        wanted,
        folder,
        revision=conversion.revision,
        quantization=conversion.quantization,
        allow_pickle=conversion.allow_pickle,
        offline=is_offline,
        progress=listener.step,
        licensed=listener.licensed,
    )
    return manifest


def _told(manifest: Manifest, console: Console, *, is_json: bool) -> int:
    from catalog_cli.engines import installed_model

    if is_json:
        console.print_json(manifest.as_json())
        return 0
    found = installed_model(Path(), manifest)
    console.say(f"{manifest.name}: added. {pairs_text(found)}, {size_text(manifest.size_bytes)}.")
    if manifest.licence == UNKNOWN_LICENCE:
        console.say("Its licence is not known: find out what it allows before you sell with it.", "yellow")
    else:
        note = ", which does not allow commercial use" if manifest.is_noncommercial else ""
        console.say(f"Licence: {manifest.licence}{note}.", "yellow" if note else "")
    for sentence, output in zip(manifest.self_test.sentences[:2], manifest.self_test.outputs, strict=False):
        console.explain(f"  {sentence} -> {output}")
    return 0
