"""Remarks of numbers that a title can do without: packs of one, codes of articles, measures that were said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.fitting.atoms import Span, overlaps
from catalog_cli.fitting.parts import Kind, Part
from catalog_cli.ledger import LedgerKind

# Article numbers are of 8 to 14 digits (GS1: GTIN-8 to GTIN-14).
_CODE = re.compile(r"(?<![\w.,-])(?:(?:UPC|EAN|GTIN|ISBN|SKU)[ :#]{0,2})?\d{8,14}(?![\w.,-]\w)(?!\w)", re.IGNORECASE)
_SINGLE = re.compile(
    r"(?<![\w-])(?:(?:pack|set|box|case)[ \u00a0]of[ \u00a0](?:1|one)|(?:1|one|single)[ \u00a0-](?:pack|unit)|"
    r"(?:pacote|embalagem|caixa|kit)[ \u00a0](?:de|com|c/)[ \u00a0](?:1|uma?)(?:[ \u00a0]unidade)?|"
    r"unidade[ \u00a0]única|(?:1|uma?)[ \u00a0](?:unidade|pacote)|OSFA|"
    r"one[ \u00a0]size(?:[ \u00a0]fits[ \u00a0](?:all|most))?|(?:um[ \u00a0])?tamanho[ \u00a0]único)(?![\w-])",
    re.IGNORECASE,
)
_PACK = re.compile(
    r"(?<![\w-])(?:(?:pack|case|lot)[ \u00a0]of[ \u00a0]\d{1,4}|\d{1,4}[ \u00a0-](?:packs?|pk)|"
    r"(?:pacote|embalagem|fardo|caixa)[ \u00a0](?:de|com|c/)[ \u00a0]\d{1,4}(?:[ \u00a0]unidades)?|"
    r"\d{1,4}[ \u00a0-]{1,2}pacotes?)(?![\w-])",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[\s(\[,;|–—-]*[(\[,;|–—]\s*$|\s+-\s*$|\s+$")
_CLOSES = re.compile(r"\s*[)\]]")
_REACH = 8


def remarks(text: str, kept: Sequence[Span], locale: str) -> list[Part]:
    """Return the remarks of a title that may go; none covers a `kept` span, nor the words that it begins with.

    >>> title = "Mug 12 oz, black, 12 oz (Pack of 1)"
    >>> [(part.kind.value, title[part.start : part.end]) for part in remarks(title, [], "en")]
    [('single', ' (Pack of 1)'), ('duplicate', ', 12 oz')]
    """
    found = [Part(kind, *_alone(text, match.span())) for kind, pattern in _KINDS for match in pattern.finditer(text)]
    singles = [part[1:] for part in found if part.kind is Kind.SINGLE]
    found = [part for part in found if part.kind is not Kind.PACK or not overlaps(part[1:], singles)]
    found += _repeated(text, locale)
    return [part for part in found if part.start > 0 and not overlaps(part[1:], kept)]


_KINDS = ((Kind.SINGLE, _SINGLE), (Kind.CODE, _CODE), (Kind.PACK, _PACK))


def _repeated(text: str, locale: str) -> Iterator[Part]:
    """Yield the measures that stand a second time: the same number of the same unit."""
    seen: set[tuple[object, ...]] = set()
    for one in find_quantities(text, locale) if any(character.isdigit() for character in text) else ():
        if one.kind is not LedgerKind.MEASURE:
            continue
        measure = (one.unit, *one.values)
        if measure in seen and not text[one.end : one.end + 1].isalnum():
            yield Part(Kind.DUPLICATE, *_alone(text, (one.start, one.end)))
        seen.add(measure)


def _alone(text: str, span: Span) -> Span:
    """Return a remark with the bracket, comma or space that stands before it, and the bracket that closes."""
    start, end = span
    near = text[max(0, start - _REACH) : start]
    opening = _OPENS.search(near)
    closing = _CLOSES.match(text, end)
    if opening is None:
        return span
    has_bracket = any(mark in opening[0] for mark in "([")
    if has_bracket and closing is None:  # "(pack of 1, black)": the bracket is of the others too
        return start, end + len(text[end:]) - len(text[end:].lstrip(", "))
    return start - len(opening[0]), closing.end() if closing and has_bracket else end
