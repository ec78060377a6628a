"""Text <-> sentences, and list cells <-> values, as spans; what lies between the spans stays verbatim."""

from catalog_cli.segmentation.clauses import MOST_CHARS, divide
from catalog_cli.segmentation.lists import values
from catalog_cli.segmentation.sentences import join, split

__all__ = ["MOST_CHARS", "divide", "join", "split", "values"]
