"""How long a text is, in the units that platforms count in."""

from __future__ import annotations

import unicodedata

# How a message calls each unit.
UNIT_NAMES = {
    "characters": "characters",
    "utf16": "UTF-16 units",
    "bytes": "bytes of UTF-8",
    "values": "values",
}


def measured(text: str, unit: str) -> int:
    """Return the length of a text in "characters" (code points once composed, NFC), "utf16" units or UTF-8 "bytes".

    Raises ValueError for another unit.

    >>> [measured("e\\u0301👨‍👩‍👧", unit) for unit in ("characters", "utf16", "bytes")]
    [6, 10, 21]
    """
    if unit == "characters":
        return len(text) if text.isascii() else len(unicodedata.normalize("NFC", text))
    if unit == "utf16":
        return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "bytes":
        return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    raise ValueError(f"a text is not measured in {unit}")
