"""Numbers that stand together: ranges ("10-20", "10 to 20"), products ("30 x 40"), percentages, approximations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from catalog_cli import locales
from catalog_cli.conventions.number_format import LATIN, find_numbers, has_number, symbols, write_number, write_percent
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.typography import typography
from catalog_cli.ledger import LedgerKind

PERCENT = "percent"

# The words between the ends of a range.
_RANGE_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("to", "through"),
    "pt": ("a", "até"),
    "es": ("a", "hasta"),
    "fr": ("à",),
    "de": ("bis",),
    "it": ("a",),
    "nl": ("tot",),
    "sv": ("till",),
    "pl": ("do",),
}
_TIMES_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("by",),
    "pt": ("por",),
    "es": ("por",),
    "fr": ("sur",),
    "it": ("per",),
    "de": ("mal",),
}
_RANGE_SIGNS = "-–—‐‑‒−~〜～"
_TIMES_SIGNS = "xX×✕✖"
_PERCENT_SIGNS = "%٪﹪％"
_MARKS, _SPACES = "\u200e\u200f\u061c", " \u00a0\u202f\u2009"
_PERCENT_AFTER = re.compile(rf"[{_MARKS}]?[{_SPACES}]?[{_PERCENT_SIGNS}][{_MARKS}]?(?![\w%])")
_PERCENT_BEFORE = re.compile(rf"(?<![\w%])[{_PERCENT_SIGNS}][{_SPACES}]?$")
# What says that a number is not exact, in front of it.
_APPROXIMATE = {
    "en": "about|approximately|approx|approx.|around|roughly|circa|ca|ca.|c.|nearly|almost",
    "pt": "cerca de|aproximadamente|aprox|aprox.|por volta de|em torno de|quase|uns|umas",
    "es": "unos|unas|aproximadamente|aprox|aprox.|cerca de|alrededor de|casi",
    "fr": "environ|env.|à peu près|près de|presque",
    "de": "etwa|ca|ca.|circa|zirka|ungefähr|rund|fast",
    "it": "circa|ca.|approssimativamente|quasi|intorno a",
}


def find_number_groups(text: str, locale: str) -> list[Quantity]:
    """Return the numbers of a text as quantities without a unit: single ones, ranges and products.

    >>> [(group.text, str(group.form)) for group in find_number_groups("10-20, 2 to 4, 30 x 40 x 2, 7", "en")]
    [('10-20', 'range'), ('2 to 4', 'range'), ('30 x 40 x 2', 'product'), ('7', 'single')]
    """
    if not has_number(text):
        return []
    groups: list[list[Number]] = []
    forms: list[Form] = []
    joint = _joint(locales.language(locale))
    for number in find_numbers(text, locale):
        form = _joined(text, groups[-1][-1], number, joint) if groups else None
        if form is not None and (forms[-1] is Form.SINGLE or (forms[-1] is form is Form.PRODUCT)):
            groups[-1].append(number)
            forms[-1] = form
        else:
            groups.append([number])
            forms.append(Form.SINGLE)
    return [_quantity(text, numbers, form) for numbers, form in zip(groups, forms, strict=True)]


@lru_cache(maxsize=64)
def _joint(language: str) -> re.Pattern[str]:
    def words(table: dict[str, tuple[str, ...]]) -> str:
        return "".join(rf"|\s{word}\s" for word in table.get(language, ()))

    percent = rf"(?:[{_SPACES}]?[{_PERCENT_SIGNS}])?"
    return re.compile(
        rf"(?P<range>{percent}(?:[{_SPACES}]?[{_RANGE_SIGNS}][{_SPACES}]?{words(_RANGE_WORDS)}))"
        rf"|(?P<product>[{_SPACES}]?[{_TIMES_SIGNS}][{_SPACES}]?{words(_TIMES_WORDS)})",
        re.IGNORECASE,
    )


def _joined(text: str, first: Number, second: Number, joint: re.Pattern[str]) -> Form | None:
    """Return how two numbers stand together; None for 2024-05-12's, whose second end is lower, and for strangers."""
    match = joint.fullmatch(text, first.end, second.start)
    if match is None:
        return None
    if match["product"]:
        return Form.PRODUCT
    return Form.RANGE if first.value <= second.value else None


def _quantity(text: str, numbers: Sequence[Number], form: Form, unit: str = "") -> Quantity:
    start, end = numbers[0].start, numbers[-1].end
    return Quantity(LedgerKind.NUMBER, start, end, text[start:end], tuple(numbers), form, unit)


def find_percents(text: str, locale: str) -> list[Quantity]:
    """Return the percentages that a text writes with a sign, before or after; both ends of "10-20%" are one.

    >>> [(percent.text, percent.values[-1]) for percent in find_percents("12.5% off, 10-20 %, %30 indirim", "en")]
    [('12.5%', Decimal('12.5')), ('10-20 %', Decimal('20')), ('%30', Decimal('30'))]
    """
    if not any(sign in text for sign in _PERCENT_SIGNS):
        return []
    found = []
    for group in find_number_groups(text, locale):
        if after := _PERCENT_AFTER.match(text, group.end):
            start, end = group.start, after.end()
        elif before := _PERCENT_BEFORE.search(text, max(0, group.start - 2), group.start):
            start, end = before.start(), group.end
        else:
            continue
        if group.form is Form.PRODUCT:  # "2 x 50%" is two of them
            group = _quantity(text, group.numbers[-1:], Form.SINGLE)
            start = group.start if after else start
        found.append(group._replace(start=start, end=end, text=text[start:end], unit=PERCENT))
    return found


def write_percents(quantity: Quantity, locale: str, *, numbering: str = LATIN) -> str:
    """Return a percentage, or a range of them, as the locale writes it; decimals stay as many as there are.

    >>> percent, = find_percents("10.5-20%", "en")
    >>> write_percents(percent, "de")
    '10,5–20\\xa0%'
    """
    first, last = quantity.numbers[0], quantity.numbers[-1]
    if first is last:
        return write_percent(last.value, locale, decimals=last.decimals, numbering=numbering)
    signs = symbols(locale, numbering)
    low = write_number(first.value, locale, decimals=first.decimals, numbering=numbering)
    high = write_number(last.value, locale, decimals=last.decimals, numbering=numbering)
    return f"{signs.percent_before}{write_range(low, high, locale)}{signs.percent_after}"


def write_range(low: str, high: str, locale: str) -> str:
    """Return two written ends as the locale's range.

    >>> write_range("10", "20", "pt-BR"), write_range("10", "20", "ja"), write_range("-5", "10", "en")
    ('10–20', '10～20', '-5 – 10')
    """
    dash = typography(locale).range_dash
    is_signed = any(end.lstrip(_MARKS)[:1] in ("-", "−") for end in (low, high))
    return f"{low} {dash} {high}" if is_signed else f"{low}{dash}{high}"


def is_approximate(text: str, start: int, locale: str) -> bool:
    """Return whether the number at `start` is said to be approximate: "~5", "about 5", "ca. 5".

    >>> [is_approximate(text, text.index("5"), "en") for text in ("about 5 in", "~5 in", "± 5", "exactly 5 in")]
    [True, True, True, False]
    """
    before = text[max(0, start - 24) : start]
    return _approximation(locales.language(locale)).search(before) is not None


@lru_cache(maxsize=64)
def _approximation(language: str) -> re.Pattern[str]:
    phrases = _APPROXIMATE.get(language, "ca.|circa").split("|")
    words = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?:[~≈≃±∼約约]|(?<!\w)(?:{words}))[{_SPACES}]?$", re.IGNORECASE)
