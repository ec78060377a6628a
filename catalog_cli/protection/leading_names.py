"""A name that a title begins with, read apart from it: of "Nike Running Shoes" the engine reads "running shoes".

With a stand-in in front the embedded model often keeps the English order: of 70 titles that began with a name ("Refresh
Facial Mist", "Hold Hairspray") it wrote 30 as "Refresh névoa facial" or "Hold hairspray"; what stands behind the name
it reads as the title it is ("bruma facial", "spray fixador"). The name goes where Portuguese titles have it: behind
what the product is ("Bruma facial Refresh", "Creme Nourish para as mãos").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_cli.segment import CodeKind, InlineCode, is_plain_name

# What is written of a name: a brand column's, or a glossary's that says it stays.
_NAMES = frozenset({"brand", "term"})
_REST = re.compile(r" (?=[^\W\d_]{2})")
# With one of these the name goes on, or is part of what follows: "Ben and Jerry's", "Twinings of London".
_GOES_ON = re.compile(
    r"(?:and|at|by|de|del|di|for|from|in|la|le|los|of|on|or|the|to|van|vs|with|x)(?!\w)", re.IGNORECASE
)
# Where what the product is ends: a sign, its purpose or what it comes with, a measure, or another name.
_ENDS = re.compile(
    r"\s*[,;:(\[|/+]|\s[-–—](?=\s)|\s(?:com|para|sem)\s|(?<!\sem)(?<!\sd[aeo])(?<!\s[ae])\s(?=[A-Z])"
    r"|(?<!\sde)\s(?=\d[\d.,]*\s?(?:m?[lL]|k?g|mg|mcg|[cmk]?m|m?W|V|mAh|[GT]B|pol\w*|unidades?|un|peças?|pares?|cápsulas?)\b)"
)


def rest_of_title(title: str, codes: Sequence[InlineCode]) -> int:
    """Return where a title goes on behind the name that it begins with; 0 if with none, or nothing can stand alone.

    >>> rest_of_title("Nike Running Shoes", [InlineCode(CodeKind.VERBATIM, 0, 4, "brand")])
    5
    >>> rest_of_title("Nike by You", [InlineCode(CodeKind.VERBATIM, 0, 4, "brand")])
    0
    """
    name = next((code for code in codes if code.start == 0 and code.name in _NAMES), None)
    if (
        name is None
        or any(code.kind is not CodeKind.VERBATIM for code in codes)
        or not is_plain_name(title[: name.end])
    ):
        return 0
    rest = rest_behind(title, name.end)
    return 0 if any(code.start == rest for code in codes) else rest


def rest_behind(title: str, end: int) -> int:
    """Return where a title goes on behind a name that ends at `end`; 0 if what follows cannot stand alone.

    >>> rest_behind("Strive Shoulder Pack", 6), rest_behind("Twinings of London", 8), rest_behind("Strive 2", 6)
    (7, 0, 0)
    """
    gap = _REST.match(title, end)
    return 0 if gap is None or _GOES_ON.match(title, gap.end()) else gap.end()


def place_of_name(target: str) -> int:
    """Return where a name goes into a Portuguese title that was translated without it: behind a word.

    >>> targets = ("bruma facial", "creme para as mãos", "mochila 30 L", "tênis, P")
    >>> [target[: place_of_name(target)] for target in targets]
    ['bruma facial', 'creme', 'mochila', 'tênis']
    """
    found = _ENDS.search(target, 1)
    return len(target.rstrip(" .")) if found is None else found.start()
