"""The options of tagging, which `catalog tag` and `catalog localize` share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

from catalog_cli.commands.options import AttributeSchemas, Option

if TYPE_CHECKING:
    from catalog_cli.tagging import TagWork


@dataclass(frozen=True, slots=True)
class Tagging:
    """How products are tagged."""

    as_: Annotated[
        str | None,
        Option(
            "--as",
            metavar="SHAPE",
            help="columns, object (JSON), google, shopify or woocommerce [default: columns; object in JSON].",
        ),
    ] = None
    attributes: Annotated[
        str | None, Option("--attributes", metavar="NAMES", help="Only these, such as color,material [default: all].")
    ] = None
    schema: AttributeSchemas = None
    min_confidence: Annotated[
        float | None,
        Option("--min-confidence", metavar="SHARE", min=0, max=1, help="Leave out less sure tags [default: 0.5]."),
    ] = None
    ids: Annotated[bool, Option("--ids", help="Write ids instead of labels.")] = False
    evidence: Annotated[
        str | None, Option("--evidence", metavar="FILE", help="Write where each tag stands, as JSON Lines.")
    ] = None

    def work(self, model: str | None) -> TagWork:
        """Return what these options ask for, the schema read; `model` is the folder of a learned tagger."""
        from catalog_cli.tagging import MINIMUM_CONFIDENCE, TagRequest, TagWork

        names = [name.strip() for name in (self.attributes or "").split(",")]
        request = TagRequest(
            shape=self.as_,
            schemas=tuple(self.schema or ()),
            attributes=tuple(name for name in names if name),
            minimum_confidence=MINIMUM_CONFIDENCE if self.min_confidence is None else self.min_confidence,
            ids=self.ids,
            model=None if model is None else Path(model),
        )
        return TagWork(request, request.schema())


@contextmanager
def writing_evidence(path: Path | None) -> Iterator[TextIO | None]:
    """Give what the evidence of tags is written to, None without a path; the file is whole or not there."""
    import io

    from catalog_cli.replacement import replacing

    if path is None:
        yield None
        return
    with replacing(path) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
        try:
            yield text
        finally:
            text.flush()
            text.detach()
