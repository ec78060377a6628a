"""How much of a limit a text takes up."""

from __future__ import annotations

from catalog_cli.segment import Limit


def measured(text: str, unit: str) -> int:
    """Return how long a text is in code points ("characters"), UTF-16 units ("utf16") or bytes of UTF-8 ("bytes").

    >>> [measured("Café 😀", unit) for unit in ("characters", "utf16", "bytes")]
    [6, 7, 10]
    """
    if unit == "bytes":
        return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if unit == "utf16":
        return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text)


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
