"""The values of a list cell: "coffee, espresso", "Kitchen -> Coffee Machines"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]

_PATH_SEPARATORS = frozenset({">", "->", "→", "»", "›", "/", ">>", "::", "\\"})

_OPENING = frozenset("[{ \n")
# How exports of databases write a list into a cell: JSON's way, or Python's.
_ITEM = re.compile(r"\s*(?:\"([^\"\\]*)\"|'([^'\\]*)')\s*(,|\Z)")

_FORMULA = re.compile(r"=\s*[A-Z][A-Z0-9.]{0,40}\(")  # =HYPERLINK("https://…","Our shop")
_RECORD = re.compile(r"""\s*[\[{]\s*(?:[{\[]\s*)*(?:"[^"]{1,200}"|'[^']{1,200}')\s*[:,\]]""")


def is_record(text: str) -> bool:
    """Return whether a cell holds what a program wrote or runs: JSON, Python's way of it, a spreadsheet's formula.

    >>> [is_record(text) for text in ('{"color": "Red"}', '["Red"]', "{name}", "[Red] Shirt", '["Red"] Shirt')]
    [True, True, False, False, False]
    """
    if text[:1] == "=":
        return _FORMULA.match(text) is not None
    return text[:1] in _OPENING and _RECORD.match(text) is not None and text.rstrip()[-1] in "}]"


def values(text: str, separators: Sequence[str]) -> list[Span]:
    """Return the spans of the values of a list cell, without padding; empty values have none.

    The first list separator that occurs splits the cell, then the first path separator (">", "->", "/" …) splits
    each part. A separator after a backslash (WooCommerce's `\\\\,`) belongs to the value, as does a comma between
    two digits where other commas are followed by a space ("1,5 m, 2,5 m"). A list in brackets,
    `["coffee", "espresso"]`, holds what stands in its quotes; other JSON holds no value.

    >>> text = "Clothing > Tshirts, Sale"
    >>> [text[start:end] for start, end in values(text, (",", ">"))]
    ['Clothing', 'Tshirts', 'Sale']
    """
    if is_record(text):
        return _trimmed(text, quoted_items(text))
    there = [separator for separator in separators if separator in text]
    if not there:  # most options hold one value
        return _trimmed(text, [(0, len(text))])
    lists = [separator for separator in there if separator.strip() not in _PATH_SEPARATORS]
    paths = [separator for separator in there if separator.strip() in _PATH_SEPARATORS]
    return _trimmed(text, (cell for part in _cells(text, (0, len(text)), lists) for cell in _cells(text, part, paths)))


def quoted_items(text: str) -> list[Span]:
    """Return the spans between the quotes of a list in brackets; nothing if it is none or holds an escape.

    >>> text = '["Soft", "Warm"]'
    >>> [text[start:end] for start, end in quoted_items(text)], quoted_items('"Soft", "Warm"')
    (['Soft', 'Warm'], [])
    """
    found: list[Span] = []
    if text[:1] != "[" or text[-1:] != "]":
        return found
    at, end = 1, len(text) - 1
    while at < end:
        item = _ITEM.match(text, at, end)
        if item is None:
            return []
        found.append(item.span(1 if item[1] is not None else 2))
        at = item.end()
    return found


def _trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans without white space at their ends, those that hold nothing else left out."""
    found: list[Span] = []
    for start, end in spans:
        own = text[start:end].strip()
        if own:
            start = text.index(own, start)
            found.append((start, start + len(own)))
    return found


def _cells(text: str, span: Span, separators: Sequence[str]) -> Iterator[Span]:
    """Yield the parts of a span at the first separator that occurs in it."""
    start, end = span
    for separator in separators:
        cuts = [at for at in _occurrences(text, span, separator) if at == start or text[at - 1] != "\\"]
        if separator == "," and text.find(", ", start, end) >= 0:
            cuts = [at for at in cuts if not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())]
        if cuts:
            for cut in cuts:
                yield start, cut
                start = cut + len(separator)
            break
    yield start, end


def _occurrences(text: str, span: Span, separator: str) -> Iterator[int]:
    at = text.find(separator, *span)
    while at >= 0:
        yield at
        at = text.find(separator, at + len(separator), span[1])
