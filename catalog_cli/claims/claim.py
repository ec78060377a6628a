"""A claim: what a text says of a product that could be false."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ClaimKind(StrEnum):
    """What a claim is about; the wording table has a section for each that is told by words alone."""

    VALUE = "value"
    """A value of an attribute: a colour, a material, a feature."""
    MEASURE = "measure"
    NUMBER = "number"
    NAME = "name"
    """A name: a brand, a place, a standard, another product."""
    ORIGIN = "origin"
    CERTIFICATION = "certification"
    HEALTH = "health"
    SUPERLATIVE = "superlative"
    QUALITY = "quality"
    WARRANTY = "warranty"
    COMPATIBILITY = "compatibility"
    QUANTITY = "quantity"
    AWARD = "award"
    PRICE = "price"
    ECO = "eco"


class Claim(NamedTuple):
    """A claim at `start:end` (code points) of a text, which reads `text` there.

    `values` are what it may say, as (attribute, value id) for VALUE and as literals ("", "350 ml") for MEASURE and
    NUMBER; one of them suffices.
    """

    kind: ClaimKind
    start: int
    end: int
    text: str
    values: tuple[tuple[str, str], ...] = ()
