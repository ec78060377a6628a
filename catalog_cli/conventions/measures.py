"""Measures in running text: found as one locale spells them, written as another does, converted if asked."""

from __future__ import annotations

from catalog_cli.conventions.measure_conversion import (
    convert_measure,
    is_convertible_here,
    staying_reason,
    write_both,
)
from catalog_cli.conventions.measure_reading import find_measures
from catalog_cli.conventions.measure_writing import write_measure

__all__ = ["convert_measure", "find_measures", "is_convertible_here", "staying_reason", "write_both", "write_measure"]
