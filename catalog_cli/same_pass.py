"""What else is made of a catalog's products in the pass that localizes them: copy that they lack, tags, listings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from catalog_cli.catalog import Catalog, MoreCells
from catalog_cli.companions import AllCells, Companions, ListingsFile
from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.compression import content_sha256
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Product
from catalog_cli.replacement import replacing
from catalog_cli.segment import Finding, Severity

# What a run has no use for it does not load: most have none of these.
if TYPE_CHECKING:
    from catalog_cli.attributes.product_tagger import ProductTagger
    from catalog_cli.describing.copywriter import Copywriter
    from catalog_cli.rendering import Listings
    from catalog_cli.tagging import Tagged

Tell = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class SamePass:
    """What goes along with the products of one catalog: `opened` before they are translated, `finished` after."""

    run: int
    tagger: ProductTagger | None = None
    copywriter: Copywriter | None = None
    listings: Listings | None = None
    tags: Tagged | None = None

    def opened(self, products: Iterator[Product]) -> Iterator[Product]:
        """Yield the products with what their texts say of them, and with the texts that they are given."""
        if self.tagger is not None:
            products = self.tagger.tagged(products)
        if self.copywriter is not None:
            products = self.copywriter.opened(products, self.run)
        return products

    def finished(self, products: Iterator[Product]) -> Iterator[Product]:
        """Yield the translated products with their copy; their listings are written."""
        if self.copywriter is not None:
            return self.copywriter.written(products, None if self.listings is None else self.listings.add)
        return products if self.listings is None else self.listings.passing(products)

    def tagged(self, products: Iterator[Product]) -> Iterator[Product]:
        """Yield all products of the catalog with the tags that are written into it."""
        return products if self.tags is None else self.tags.with_tags(products)

    @property
    def cells(self) -> MoreCells | None:
        """What is written into the catalog besides its texts, None if nothing is."""
        parts: list[MoreCells] = [] if self.tags is None else [self.tags.cells]
        if self.copywriter is not None:
            parts.append(self.copywriter)
        return AllCells(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)

    def summary(self) -> dict[str, object]:
        """Return what became of copy and listings, as JSON values; the findings are among those of the run."""
        found: dict[str, object] = {}
        if self.copywriter is not None:
            found["described"] = self.copywriter.described.as_json()
        if self.listings is not None:
            facts = self.listings.result.as_json()
            found["listings"] = {name: facts[name] for name in facts if name not in ("input", "findings", "notes")}
        return found


@contextmanager
def same_pass(
    catalog: Catalog, job: Job, companions: Companions, memory: tuple[TranslationMemory, int, str], tell: Tell
) -> Iterator[SamePass]:
    """Give what goes along with a run while the block lasts; then the listings are put in their place, and recorded.

    `memory` is the memory, its id of the run, and the run's signature.
    """
    store, run, signature = memory
    with ExitStack() as stack:
        tagger, copywriter, listings, tags = None, None, None, None
        if companions.copy is not None:
            from catalog_cli.describing.copywriter import Copywriter

            copywriter = Copywriter(catalog, job, companions.copy, store, tell)
        if companions.listings is not None:
            from catalog_cli.rendering import Listings

            place = stack.enter_context(_placed(companions.listings.path, catalog, job, (store, signature), tell))
            out = stack.enter_context(place.open("wb"))
            shown = str(companions.listings.path)
            listings = Listings(catalog, job, companions.listings.work, (out, shown), tell)
        schema = companions.copy or (companions.listings.work if companions.listings is not None else None)
        if schema is not None:
            from catalog_cli.attributes.product_tagger import ProductTagger
            from catalog_cli.rendering import MINIMUM_CONFIDENCE

            tagger = ProductTagger(
                catalog.schema, schema.schema, job.source_locale, minimum_confidence=MINIMUM_CONFIDENCE
            )
        if companions.tags is not None:
            from catalog_cli.tag_columns.values import Writing
            from catalog_cli.tagging import tagged_catalog

            labels = Writing(job.target_locale, measures=job.measures)
            tags = stack.enter_context(tagged_catalog(catalog, companions.tags, labels, job.limit))
        yield SamePass(run, tagger, copywriter, listings, tags)
        if listings is not None:
            listings.close()


@contextmanager
def _placed(
    path: Path, catalog: Catalog, job: Job, memory: tuple[TranslationMemory, str], tell: Tell
) -> Iterator[Path]:
    """Give where listings are written until they are whole; with `job.frozen` those that are there are compared."""
    if job.frozen and path.exists():
        with TemporaryDirectory(prefix="catalog-") as folder:
            made = Path(folder) / path.name
            yield made
            if content_sha256(made) != content_sha256(path):
                message = f"{path} would change, and --frozen changes nothing: run without it"
                tell(Finding("frozen", Severity.CRITICAL, message, Where(catalog.name)))
        return
    store, signature = memory
    with replacing(path) as out:
        made = Path(out.name)
        yield made
        store.finish_run(
            store.start_run(job.source_locale, job.target_locale, f"listings of {catalog.name}"),
            path,
            input_sha256=content_sha256(catalog.path),
            output_sha256=content_sha256(made),
            signature=signature,
        )


def are_current(listings: ListingsFile | None, catalog: Catalog, memory: TranslationMemory, signature: str) -> bool:
    """Return whether listings stand as the same run would write them; True without any."""
    if listings is None:
        return True
    if not listings.path.is_file():
        return False
    run = memory.identical_run(listings.path, input_sha256=content_sha256(catalog.path), signature=signature)
    return run is not None and run.output_sha256 == content_sha256(listings.path)


def check_listings(listings: ListingsFile | None, memory: TranslationMemory, *, is_forced: bool) -> None:
    """Raise FileProblem if what stands where listings go is not ours, or was edited since, without `is_forced`."""
    if listings is None or not listings.path.exists():
        return
    path, next_step = listings.path, "Name another file with --listings, or replace it with --force."
    if path.is_dir():
        raise FileProblem(Where(str(path)), "is a folder", "Name a file in it.")
    if is_forced or memory.wrote(path, content_sha256(path)):
        return
    was = "was edited since catalog wrote it" if memory.run_for_output(path) else "is there already, and is not ours"
    raise FileProblem(Where(str(path)), was, next_step)
