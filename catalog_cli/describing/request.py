"""What is asked for when products are described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.descriptions.composer import RULES, Lengths
from catalog_cli.descriptions.places import FIELDS
from catalog_cli.errors import UsageProblem
from catalog_cli.generation import TextGenerator

# A sentence says as a fact what a filter only offers: less sure tags are left out of it.
MINIMUM_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class DescribeRequest:
    """What is written of each product. `schemas` are laid over the built-in one, as when tagging.

    `model` is the name of an installed generation model that writes the descriptions, None for rules alone.

    Raises UsageProblem for a field that there is not.
    """

    fields: tuple[str, ...] = FIELDS
    overwrite: bool = False
    minimum_confidence: float = MINIMUM_CONFIDENCE
    schemas: tuple[str, ...] = ()
    lengths: Lengths | None = None
    model: str | None = None

    def __post_init__(self) -> None:
        unknown = [name for name in self.fields if name not in FIELDS]
        if unknown:
            raise UsageProblem(f'There is no field "{unknown[0]}". Choose among: {", ".join(FIELDS)}.')


@dataclass(frozen=True)
class CopyWork:
    """A request with its schema read: what runs over many files. `load` opens the request's model once it is needed."""

    request: DescribeRequest
    schema: AttributeSchema
    load: Callable[[], TextGenerator] | None = field(default=None, compare=False)

    @cached_property
    def generator(self) -> TextGenerator | None:
        """The model that writes descriptions, None where rules do."""
        return None if self.load is None else self.load()

    @property
    def signature(self) -> str:
        """What decides the copy besides the texts, in one word."""
        asked = self.request
        model = self.generator.name if self.generator is not None else ""
        return ",".join((*asked.fields, RULES, f"{asked.minimum_confidence:g}", self.schema.digest, model)).rstrip(",")
