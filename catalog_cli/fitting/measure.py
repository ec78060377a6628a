"""How long a text is, in the units that platforms count in, and how much of a limit it takes up."""

from __future__ import annotations

import unicodedata

from catalog_cli.segment import Limit

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
    if unit not in ("characters", "utf16", "bytes"):
        raise ValueError(f"a text is not measured in {unit}")
    if text.isascii():
        return len(text)
    if unit == "characters":
        return len(unicodedata.normalize("NFC", text))
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def is_within(text: str, limit: Limit) -> bool:
    """Return whether a text is no longer than its limit.

    >>> is_within("Xícara", Limit(6)), is_within("Xícara", Limit(6, "bytes"))
    (True, False)
    """
    return measured(text, limit.unit) <= limit.most


def longest_prefix(text: str, limit: Limit) -> int:
    """Return how many code points of a text its limit has room for; reads no more of it than that.

    >>> longest_prefix("Xícara", Limit(3, "bytes")), longest_prefix("😀😀", Limit(3, "utf16"))
    (2, 1)
    """
    if limit.unit == "characters":
        return min(len(text), limit.most)
    low, high = 0, min(len(text), limit.most)
    while low < high:
        middle = (low + high + 1) // 2
        if measured(text[:middle], limit.unit) <= limit.most:
            low = middle
        else:
            high = middle - 1
    return low
