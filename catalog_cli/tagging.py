"""What is asked for when a catalog is tagged, and the tags of a whole catalog.

Which columns are needed is known only when all products were seen; the tags wait in a temporary file meanwhile. An
object holds whatever there is: its tags are found while the catalog is written, which is read once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from catalog_cli.attributes.product_tagger import ProductTagger
from catalog_cli.attributes.schema import AttributeSchema, builtin
from catalog_cli.attributes.schema_files import read_schema
from catalog_cli.attributes.spool import PassingTags, TagSpool
from catalog_cli.attributes.tagger.folder import MANIFEST
from catalog_cli.catalog import Catalog, MoreCells
from catalog_cli.errors import UsageProblem
from catalog_cli.product import Product
from catalog_cli.tag import Tag
from catalog_cli.tag_columns import ONE_PASS, default_shape, tag_cells
from catalog_cli.tag_columns.values import Writing, written

# Below it a tag is more often wrong than a filter bears: the rules' own confidences begin higher.
MINIMUM_CONFIDENCE = 0.5
# Part of the signature of tagged outputs: raise it when a rule changes what is found.
TAG_REVISION = 2
# Without a model these come from a column that says just that: written only where they are asked for.
SAID_BY_COLUMNS = ("author", "brand", "model")
_TAXONOMY = "taxonomy:"


@dataclass(frozen=True, slots=True)
class TagRequest:
    """How a catalog is tagged. `schemas` are laid over the built-in one, in their order ("taxonomy:PATH" too).

    `shape` is how tags are written, None for what suits the file. `attributes` are the ids that are looked for, ()
    for all. `ids` writes ids instead of labels, `overwrite` also fills cells of a platform that hold something.
    `model` is the folder of a learned tagger.
    """

    shape: str | None = None
    schemas: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    minimum_confidence: float = MINIMUM_CONFIDENCE
    ids: bool = False
    overwrite: bool = False
    model: Path | None = None

    def schema(self) -> AttributeSchema:
        """Return the schema; raises FileProblem for a faulty file, UsageProblem for an attribute that it lacks."""
        found = builtin()
        for name in self.schemas:
            if name.startswith(_TAXONOMY):
                from catalog_cli.attributes.taxonomy import read_taxonomy

                found = read_taxonomy(Path(name.removeprefix(_TAXONOMY)), found)
            else:
                found = read_schema(Path(name), found)
        return found

    def tagger(self, catalog: Catalog, schema: AttributeSchema) -> ProductTagger:
        """Return what tags the products of a catalog; raises UsageProblem for an attribute that nothing finds."""
        learned = None
        if self.model is not None:
            from catalog_cli.attributes.tagger.folder import load_tagger

            learned = load_tagger(self.model)
        tagger = ProductTagger(
            catalog.schema,
            schema,
            catalog.source_locale,
            attributes=self.attributes,
            minimum_confidence=self.minimum_confidence,
            learned=learned,
        )
        unknown = [name for name in self.attributes if name not in tagger.schema.attributes]
        if unknown:
            known = ", ".join(sorted(tagger.schema.attributes))
            raise UsageProblem(f'There is no attribute "{unknown[0]}". Choose among: {known}.')
        return tagger


def _digest(model: Path) -> str:
    """Return what tells a trained tagger from another in the same place; "" if it is none, which is told elsewhere."""
    manifest = model / MANIFEST
    return hashlib.sha256(manifest.read_bytes()).hexdigest()[:12] if manifest.is_file() else ""


@dataclass(frozen=True, slots=True)
class TagWork:
    """A request with its schema read, and where the evidence goes, None for nowhere: what runs over many files."""

    request: TagRequest
    schema: AttributeSchema
    evidence: TextIO | None = None

    @property
    def signature(self) -> str:
        """What decides the tags besides the texts, in one word."""
        asked = self.request
        return ",".join(
            (
                asked.shape or "default",
                self.schema.digest,
                f"{asked.minimum_confidence:g}",
                *(["ids"] if asked.ids else []),
                *asked.attributes,
                *([_digest(asked.model)] if asked.model else []),
                f"rules{TAG_REVISION}",
            )
        )


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags of the catalog `name`: `cells` writes them, `schema` names them as `labels` says.

    Of each tag a line of JSON goes to `evidence`: what it says, and where that stands.
    """

    name: str
    tags: PassingTags | TagSpool
    cells: MoreCells
    schema: AttributeSchema
    labels: Writing
    evidence: TextIO | None = None

    def with_tags(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield the catalog's products, in its order, with their tags; the evidence of each is written."""
        for product in self.tags.tagged(products):
            if self.evidence is not None:
                for tag in product.tags:
                    line = json.dumps(self._line(tag, product), ensure_ascii=False)
                    self.evidence.write(f"{line}\n")
            yield product

    def _line(self, tag: Tag, product: Product) -> dict[str, object]:
        return {
            "file": self.name,
            "row": product.records[tag.record].line,
            "product": product.key,
            **({"variant": tag.variant} if tag.variant else {}),
            "attribute": tag.attribute,
            **({"value": tag.value} if tag.value else {"literal": tag.literal}),
            "label": written(tag, self.schema, self.labels),
            **({"share": float(tag.share)} if tag.share is not None else {}),
            "confidence": round(tag.confidence, 4),
            "field": tag.field,
            "start": tag.start,
            "end": tag.end,
            "text": tag.text,
            "found_by": tag.found_by,
        }


@contextmanager
def tagged_catalog(catalog: Catalog, work: TagWork, labels: Writing, limit: int | None = None) -> Iterator[Tagged]:
    """Give the tags of a catalog, or of its first `limit` products, while the block lasts.

    `labels` says in which locale they are labelled, and whether measures are converted.
    """
    request = work.request
    tagger = request.tagger(catalog, work.schema)
    said = () if request.model else SAID_BY_COLUMNS
    names = list(request.attributes or [name for name in tagger.schema.attributes if name not in said])
    shape = request.shape or default_shape(catalog.table.facts.format)
    writing = replace(labels, ids=request.ids, overwrite=request.overwrite)
    with ExitStack() as stack:
        tags: PassingTags | TagSpool = PassingTags(tagger, limit)
        if shape not in ONE_PASS:
            tags = stack.enter_context(TagSpool())
            tags.fill(tagger.tagged(islice(catalog.products(), limit)))
            names = [name for name in names if tags.tally.counts[name]]
        cells = tag_cells(shape, catalog.schema, tagger.schema, names, writing)
        yield Tagged(catalog.name, tags, cells, tagger.schema, labels, work.evidence)
