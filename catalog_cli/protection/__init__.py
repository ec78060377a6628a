"""Spans that are not language (placeholders, URLs, e-mail, SKUs, amounts, symbols) <-> masks that engines carry.

`find_spans` says what must come through unchanged, `mask` puts stand-ins in its place, `unmask` puts it back.
"""

from catalog_cli.protection.alphabet import ANY, EMBEDDED, Alphabet, alphabet_of
from catalog_cli.protection.language import is_language, other_language
from catalog_cli.protection.leading_names import place_of_name, rest_behind, rest_of_title
from catalog_cli.protection.masks import SHAPES, Mask, is_stand_in, mask, missing, restorations, unmask
from catalog_cli.protection.offsets import shift
from catalog_cli.protection.readings import is_reading, readings
from catalog_cli.protection.spans import find_spans

__all__ = [
    "ANY",
    "EMBEDDED",
    "SHAPES",
    "Alphabet",
    "Mask",
    "alphabet_of",
    "find_spans",
    "is_language",
    "is_reading",
    "is_stand_in",
    "mask",
    "missing",
    "other_language",
    "place_of_name",
    "readings",
    "rest_behind",
    "rest_of_title",
    "restorations",
    "shift",
    "unmask",
]
