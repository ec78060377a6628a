"""Copy and listings, on the command line: what `catalog render` and `catalog localize` ask alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from catalog_cli.commands.options import Option
from catalog_cli.commands.outputs import STANDARD, output_paths
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import plural

if TYPE_CHECKING:
    from catalog_cli.companions import ListingsFile
    from catalog_cli.describing.request import CopyWork
    from catalog_cli.glossary.term import Term
    from catalog_cli.job import Job
    from catalog_cli.rendering import RenderWork

# What became of the texts of listings, as `RenderResult.as_json` has it.
_HOWS = ("as_is", "dropped", "abbreviated", "cut")
Terms = tuple[tuple["Term", ...], str, str]
Fields = Annotated[
    str | None,
    Option("--fields", metavar="NAMES", help="description,bullets,meta_title,meta_description [default: all]."),
]
Templates = Annotated[
    list[str] | None,
    Option(
        "--templates",
        metavar="FOLDER",
        help="Your own <marketplace>/<field>.<locale>.j2, looked at before ours. May be repeated.",
    ),
]
Link = Annotated[
    str | None,
    Option("--link", metavar="ADDRESS", help="Of a product's page: 'https://shop.example/products/{handle}'."),
]


@dataclass(frozen=True, slots=True)
class CopyAndListings:
    """Copy, with --describe, and listings, with --marketplace."""

    describe: Annotated[
        bool, Option("--describe", help="Write the texts that products lack (catalog describe), in the target locale.")
    ] = False
    fields: Fields = None
    generator: Annotated[
        str | None,
        Option("--generator", metavar="NAME", help="A generation model writes them; what it writes is localized."),
    ] = None
    listings: Annotated[
        str | None,
        Option("--listings", metavar="FILE", help="Write the marketplace's own file too (catalog render)."),
    ] = None
    templates: Templates = None
    link: Link = None
    prices_in: Annotated[
        str | None,
        Option("--prices-in", metavar="CODE", help="The currency of prices that name none, in listings: such as USD."),
    ] = None

    def check(self, job: Job) -> None:
        """Raise UsageProblem for an option that has nothing to work on."""
        for option, given in (("--fields", self.fields), ("--generator", self.generator)):
            if given is not None and not self.describe:
                raise UsageProblem(f"{option} is for texts that are written: add --describe.")
        for option, value in (("--templates", self.templates), ("--link", self.link), ("--prices-in", self.prices_in)):
            if value is not None and self.listings is None:
                raise UsageProblem(f"{option} is for listings: name their file with --listings.")
        if self.listings == STANDARD:
            raise UsageProblem("--listings names a file, and - is none.")
        if self.listings is not None and job.marketplace is None:
            raise UsageProblem("--listings is for a marketplace: name it with --marketplace, such as amazon.")

    def copy(self, job: Job, schemas: Sequence[str]) -> CopyWork | None:
        """Return what is written of products, None without --describe; the model opens when it is first needed."""
        if not self.describe:
            return None
        from catalog_cli.describing.request import CopyWork, DescribeRequest
        from catalog_cli.engines import load_generator
        from catalog_cli.tagging import TagRequest

        request = DescribeRequest(fields=named_fields(self.fields), schemas=tuple(schemas), model=self.generator)
        load = None
        if self.generator is not None:
            load = partial(load_generator, self.generator, threads=job.threads, device=job.device)
        return CopyWork(request, TagRequest(schemas=request.schemas).schema(), load)

    def paths(self, names: Sequence[str], jobs: Sequence[Job]) -> Mapping[tuple[str, str], Path | None]:
        """Return the file of listings of each input in each locale, {} without --listings."""
        if self.listings is None:
            return {}
        pattern = self.listings
        if pattern.endswith(("/", "\\")) or Path(pattern).is_dir():
            pattern = f"{pattern.rstrip('/')}/{{stem}}.{Path(str(jobs[0].marketplace)).stem}.{{locale}}.csv"
        return output_paths(names, [job.target_locale for job in jobs], pattern, option="--listings")

    def files(
        self, paths: Mapping[tuple[str, str], Path | None], job: Job, schemas: Sequence[str]
    ) -> dict[str, ListingsFile]:
        """Return what is rendered in the locale of a job, by the name of the input."""
        from catalog_cli.companions import ListingsFile

        own = {name: path for (name, locale), path in paths.items() if locale == job.target_locale and path is not None}
        containers = {container: self._work(job, schemas, container) for container in map(_container, own.values())}
        return {name: ListingsFile(containers[_container(path)], path) for name, path in own.items()}

    def _work(self, job: Job, schemas: Sequence[str], container: str) -> RenderWork:
        from catalog_cli.listings.folders import templates
        from catalog_cli.marketplaces import chosen
        from catalog_cli.rendering import RenderWork
        from catalog_cli.tagging import TagRequest

        return RenderWork(
            marketplace=chosen(str(job.marketplace)),
            templates=templates([Path(folder) for folder in self.templates or ()]),
            schema=TagRequest(schemas=tuple(schemas)).schema(),
            container=container,
            terms=tuple(keyword_terms(job.glossaries, job.source_locale, job.target_locale)),
            link=checked_link(self.link),
            currency=checked_currency(self.prices_in) or job.currency or "",
            is_generated=self.generator is not None,
        )


def copy_and_listings_lines(more: Mapping[str, Any]) -> Iterator[str]:
    """Yield what became of copy and listings, of `Result.more`."""
    described, listings = more.get("described"), more.get("listings")
    if described is not None:
        written = ", ".join(f"{name} {count:,}" for name, count in described["written"].items())
        yield f"described {plural(described['described_products'], 'product')}" + (f": {written}" if written else "")
        if described["by_model"] or described["by_rule"]:
            yield f"  by the model: {described['by_model']:,}; by rule instead: {described['by_rule']:,}"
    if listings is not None:
        fields: list[Mapping[str, int]] = list(listings["fields"].values())
        hows = [f"{sum(one[how] for one in fields):,} {how.replace('_', ' ')}" for how in _HOWS]
        yield f"{plural(listings['listings'], 'listing')} -> {listings['output']} ({listings['marketplace']})"
        yield f"  its texts: {', '.join(hows)}"


def named_fields(names: str | None) -> tuple[str, ...]:
    """Return the fields of copy that an option names, all without one.

    >>> named_fields("bullets, meta_title")
    ('bullets', 'meta_title')
    """
    from catalog_cli.descriptions.places import FIELDS

    return tuple(name.strip() for name in (names or "").split(",") if name.strip()) or FIELDS


def checked_currency(code: str | None) -> str:
    """Return a currency's code in capitals, "" without one; raises UsageProblem for what is none."""
    from catalog_cli.conventions.currencies import CODES

    currency = (code or "").upper()
    if currency and currency not in CODES:
        raise UsageProblem(f'"{code}" is no currency. Name it by its ISO 4217 code, such as BRL.')
    return currency


def checked_link(link: str | None) -> str:
    """Return the address of a product's page, "" without one; raises UsageProblem if it has no place for the handle."""
    if link and "{handle}" not in link:
        raise UsageProblem("--link has no {handle} in it, which stands for the product's handle.")
    return link or ""


def keyword_terms(names: Sequence[str], source: str, target: str) -> list[Terms]:
    """Return the terms of term bases: those that are named, else all starters that are of the target's language."""
    from catalog_cli import locales
    from catalog_cli.glossary.starters import starters
    from catalog_cli.glossary.term_base import read_term_base, read_terms

    language = locales.language(target)
    found: list[Terms] = []
    if names:
        other = source if source and locales.language(source) != language else ("en" if language != "en" else "pt-BR")
        pair = (other, target) if language != "en" else (target, other)
        return [(tuple(read_term_base(tuple(names), *pair).terms), *pair)]
    for starter in starters():
        pair = (starter.source_locale, starter.target_locale)
        if language in map(locales.language, pair):
            found.append((tuple(read_terms(str(starter.path), *pair).terms), *pair))
    return found


def _container(path: Path) -> str:
    return container_of(str(path), None)


def container_of(output: str | None, wanted: str | None) -> str:
    """Return the format to write: what an option says, else the ending of the output's name, else CSV."""
    from catalog_cli import formats
    from catalog_cli.formats.compression import inner_name
    from catalog_cli.formats.creation import CREATED

    choice = f"Choose one of: {', '.join(CREATED)}."
    if wanted is not None:
        if wanted not in CREATED:
            raise UsageProblem(f'"{wanted}" cannot be written. {choice}')
        return wanted
    if output in (None, STANDARD):
        return "csv"
    suffix = Path(inner_name(str(output))).suffix.lower()
    container = formats.SUFFIXES.get(suffix, "tsv" if suffix == ".txt" else "")
    if container not in CREATED or (container == "xlsx" and suffix != ".xlsx"):
        raise UsageProblem(f"The ending of {output} names nothing that can be written. Add --output-format. {choice}")
    return container
