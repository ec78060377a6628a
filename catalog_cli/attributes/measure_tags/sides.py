"""Lengths named by letters and by their place: '29"L x 13"W', "W60 x D40 x H75 cm", "30 x 20 x 10 cm (L x W x H)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from catalog_cli.attributes.literals import measure_literal, quantity_literal
from catalog_cli.attributes.measure_tags.figures import Figure, language_of, numbers_in
from catalog_cli.attributes.measure_tags.found import Found
from catalog_cli.attributes.measure_tags.naming import BEHIND, LABELLED, LIKELY
from catalog_cli.attributes.measure_tags.spans import Spans
from catalog_cli.attributes.schema import AttributeSchema, Kind
from catalog_cli.conventions.quantity import Form
from catalog_cli.conventions.unit_spellings import units_of

# A member of an enumeration is looked up slowly before Python 3.12, and this is asked of every measure.
_PRODUCT = Form.PRODUCT
_ENGLISH = {"L": "length", "W": "width", "H": "height", "D": "depth", "Ø": "diameter"}
_PORTUGUESE = {
    "C": "length",
    "L": "width",
    "A": "height",
    "P": "depth",
    "E": "thickness",
    "D": "diameter",
    "Ø": "diameter",
}
_ONLY_PORTUGUESE, _ONLY_ENGLISH = frozenset("CAP"), frozenset("WH")
_WORDS = {
    "length": "length", "width": "width", "height": "height", "depth": "depth", "comprimento": "length",
    "largura": "width", "altura": "height", "profundidade": "depth", "thickness": "thickness",
    "espessura": "thickness",
    "diameter": "diameter", "diâmetro": "diameter",
}  # fmt: skip
_NAME = rf"(?:{'|'.join(_WORDS)}|[LWHDCAPØ])"
_ORDER = re.compile(rf"(?i)({_NAME})\s?[x×*/]\s?({_NAME})(?:\s?[x×*/]\s?({_NAME}))?(?![^\W_])")
_JOINT = re.compile("[xX×*/]")
_BEHIND_ORDER = " \t\u00a0)]:-–—="
_LAST_OF_NAMES = (*_WORDS, *"lwhdcapø")
_ORDER_BEHIND = re.compile(rf"(?i)[ \u00a0]?[(\[]?\s?(?={_NAME}\s?[x×*/])")
_FAR = 60
_NUMBER = r"\d+[ -]\d{1,2}/\d{1,2}|\d{1,5}(?:[.,]\d{1,3})?(?:[¼-¾⅐-⅞])?"
_UNIT = r"(?:\s?(?:[cm]?m|in(?:ch(?:es)?)?\.?|pol(?:egadas?)?\.?|ft)(?![^\W_x×X])|\s?[\"”″]|'')"
_SIDE = re.compile(
    rf"(?:([LWHDCAPØlwhd])[ :.]{{0,2}})?({_NUMBER})({_UNIT})?"
    r"(?(1)|(?:[ -]?(?:([LWHDCAPlwhd])(?![^\W_])|\(([LWHDCAPlwhd])\)))?)"
)
_BY = re.compile(r"[ \u00a0]?[x×X*,/][ \u00a0]?|[ \u00a0](?:by|por)[ \u00a0]|[ \u00a0](?=[LWHDCAP][ :.]{0,2}\d)")
_UNIT_BEHIND = re.compile(_UNIT)
# Where a letter stands beside a number, behind it or before it, with or without a mark between. One set of characters
# begins the pattern: a text without any of them is passed over in one step.
_LETTERED = re.compile(
    r"[0-9LWHDCPAØ](?:"
    r"(?<=[0-9])(?:(?:[\"”″]| ?(?:cm|mm|in|pol)\.?)[ -]?\(?[LWHDCAPwhdl](?![^\W_])| ?[LWHDCAPwhdl] ?[x×X*/] ?[0-9])"
    r"|(?<![0-9])(?<![^\W_].)(?:(?<!A)[ :.]{0,2}|(?<=A)[:.][ ]?)[0-9])"
)
_PART_FOLLOWS = re.compile(r"[ ](?!x\b|by\b|and\b|e\b|por\b|com\b|with\b|in\b|cm\b)[a-zà-ÿ]")
_CODE = re.compile(r"[A-Z]\d{3,}m")
_START = re.compile(rf"(?<![\w.,/])(?:[LWHDCAPØlwhd][ :.]{{0,2}})?(?:{_NUMBER})")


class _Side(NamedTuple):
    letter: str
    value: Decimal
    unit: str
    start: int
    end: int


def lettered_sides(text: str, schema: AttributeSchema, locale: str) -> Iterator[Found]:
    """Yield the sides that a letter names, of chains and alone.

    >>> from catalog_cli.attributes.schema import builtin
    >>> [(one.attribute, one.literal) for one in lettered_sides('W 22" x H 17"; 60W x 24D cm', builtin(), "en")]
    [('width', '22 in'), ('height', '17 in'), ('width', '60 cm'), ('depth', '24 cm')]
    """
    if _LETTERED.search(text) is None:
        return
    reached = 0
    for match in _START.finditer(text):
        if match.start() < reached:
            continue
        chain = list(_chain(text, match.start(), locale))
        if not chain:
            continue
        reached = chain[-1].end
        if len(chain) == 1 and (_PART_FOLLOWS.match(text, reached) or _CODE.fullmatch(text, match.start(), reached)):
            continue  # 5"H backsplash; "Smart Array P712m"
        names = _names([side.letter for side in chain], locale)
        for side in chain:
            attribute = names.get(side.letter.upper(), "")
            if side.unit and attribute in schema.attributes:
                literal = measure_literal([side.value], [side.unit])
                yield Found(attribute, literal, side.start, side.end, LABELLED)


def _chain(text: str, at: int, locale: str) -> Iterator[_Side]:
    """Yield the sides of a chain that begins at a place; nothing if one has no letter."""
    sides: list[tuple[str, str, str, int, int]] = []
    while (match := _SIDE.match(text, at)) is not None:
        before, number, unit, behind, bracketed = match.groups()
        letter = before or behind or bracketed
        if not letter:
            break
        if any(side[0].upper() == letter.upper() for side in sides):
            break  # a second width: the next one's
        sides.append((letter, number, unit or "", match.start(), match.end()))
        joint = _BY.match(text, match.end())
        if joint is None:
            break
        at = joint.end()
    if not sides:
        return
    letters = [side[0] for side in sides]
    if len(sides) == 1 and (letters[0].islower() or not sides[0][2]):
        return
    last = sides[-1]
    trailing = _UNIT_BEHIND.match(text, last[4]) if not last[2] else None
    shared = trailing.group() if trailing else next((side[2] for side in reversed(sides) if side[2]), "")
    for letter, number, unit, start, end in sides:
        meant = units_of((unit or shared).strip().rstrip("."), locale)
        values = numbers_in(number, locale)
        if len(values) != 1:
            return
        yield _Side(letter, values[0].value, meant[0] if meant else "", start, end)


def _names(letters: Sequence[str], locale: str) -> Mapping[str, str]:
    """Return what letters stand for: A and P are Portuguese, W and H are not; L alone is what the locale says."""
    used = set(map(str.upper, letters))
    if used & _ONLY_ENGLISH:
        return _ENGLISH
    if used & _ONLY_PORTUGUESE or language_of(locale) == "pt":
        return _PORTUGUESE
    return _ENGLISH


def products(found: Sequence[Figure], schema: AttributeSchema, locale: str, covered: Spans) -> Iterator[Found]:
    """Yield the sides of products of lengths that an order names, else the product as `dimensions`.

    Of several products without names the first is the whole, and those that "and", "or" or a comma join with it.
    """
    last = -1
    for figure in found:
        quantity = figure.measure
        if quantity is None or quantity.form is not _PRODUCT or figure.dimension != "length":
            continue
        if covered.touch(figure.start, figure.end):
            continue
        names = _order(figure, locale)
        if len(names) == len(quantity.numbers):
            for name, value in zip(names, quantity.values, strict=True):
                if name in schema.attributes:
                    yield Found(name, measure_literal([value], [quantity.unit]), figure.start, figure.end, LABELLED)
            continue
        own = schema.attributes.get("dimensions")
        if own is None or own.kind is not Kind.DIMENSIONS or len(quantity.numbers) > 3:
            continue
        between = figure.text[last : figure.start].strip(" ,;/") if last >= 0 else ""
        if last < 0 or between in ("", "and", "or", "e", "ou", "&"):
            last = figure.end
            confidence = BEHIND if len(quantity.numbers) == 3 else LIKELY
            yield Found("dimensions", quantity_literal(quantity), figure.start, figure.end, confidence)


def _order(figure: Figure, locale: str) -> list[str]:
    """Return the attributes that an order near a product names: "(L x W x H)" behind it or before it."""
    text = figure.text
    behind = _ORDER_BEHIND.match(text, figure.end)
    match = _ORDER.match(text, behind.end()) if behind else None
    if match is None:
        start = max(figure.floor, figure.start - _FAR)
        near = text[start : figure.start].rstrip(_BEHIND_ORDER)
        is_order = near.lower().endswith(_LAST_OF_NAMES) and _JOINT.search(near) is not None
        for candidate in _ORDER.finditer(text, start, figure.start) if is_order else ():
            if not text[candidate.end() : figure.start].strip(_BEHIND_ORDER):
                match = candidate
    if match is None:
        return []
    written = [group for group in match.groups() if group]
    letters = [name.upper() for name in written if len(name) == 1]
    names = _names(letters, locale)
    return [_WORDS.get(name.lower()) or names.get(name.upper(), "") for name in written]
