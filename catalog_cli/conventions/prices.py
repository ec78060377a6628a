"""Prices in running text: found as one locale writes them, written as another does.

The currency of a price never changes by formatting: "$1,299.50" of an American source is "US$ 1.299,50" in
Brazil. Patterns and signs are CLDR's, through Babel; where those fail, the correction stands beside its reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from catalog_cli.conventions.currencies import (
    CODES,
    DOLLARS,
    WORDLIKE_CODES,
    own_currency,
    retail_digits,
    signs,
)
from catalog_cli.conventions.number_format import round_half_up
from catalog_cli.conventions.number_reading import has_number
from catalog_cli.conventions.number_symbols import DIRECTION_MARKS, GROUP_SPACES, babel_locale, symbols
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.sizes import follows_size_word
from catalog_cli.ledger import LedgerKind

if TYPE_CHECKING:
    from babel.numbers import NumberPattern

__all__ = ["find_prices", "round_half_up", "write_amount", "write_price"]

# What may stand between a sign and its number: one space of any kind, and the marks that Hebrew and Arabic have.
_GAP = rf"[{DIRECTION_MARKS}]?[ {GROUP_SPACES}]?[{DIRECTION_MARKS}]{{0,2}}"
# Cents: "49.50", or the dash of the Alps: "49.–".
_CENTS = r"(?:[.,٫]\d{1,4}|[.,][-–—]{1,2}(?!\d))?"
_GROUPED = rf"\d{{1,3}}(?:[.,'’٬،⹁]\d{{3}})+{_CENTS}|\d{{1,3}}(?:[\u00a0\u202f]\d{{3}})+{_CENTS}"
_INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,4})?"
_PLAIN = rf"\d+{_CENTS}|[.,]\d{{2}}"
_SPACED = rf"\d{{1,3}}(?: \d{{3}})+{_CENTS}"
# "$1.5k", "$3M", "$3 million" are left: the words are the translator's. "$5/10", "$5%" and "$3.1.2" are no prices.
_END = (
    r"(?!\d|[.,٫٬،⹁'’]\d|%|[/:]\d|\s?[kKmMbB](?![^\W_])|\s?[万億亿]|[ \u00a0](?:"
    r"(?:m|b|tr)ill?i(?:on|ard)|thousand|million|mio|mrd|mil\b|milh[õã]|mill?[eoó]n|tausend|mln|tys))"
)
_DASH = r"[-–—]"
_CENTS_OR_GROUPS = re.compile(r"\d[.,'’ \u00a0\u202f]\d{2,3}(?!\d)")
_PLAIN_SYMBOLS = str.maketrans("٫٬،⹁", ".,,,")


def find_prices(text: str, locale: str) -> list[Quantity]:
    """Return the prices of a text in a locale, in order: sign or ISO code before or behind, single or a range.

    The number may be in any spelling; where the locale's own reading has three decimals ("$1.500" in English),
    `readings` holds the other one and `write_price` leaves it. A bare "$" is the country's own dollar.

    >>> [(price.text, price.unit, *price.values) for price in find_prices("Now $1,299.50, or 19,99 €", "en-US")]
    [('$1,299.50', 'USD', Decimal('1299.50')), ('19,99 €', 'EUR', Decimal('19.99'))]
    >>> [(price.form.value, price.values) for price in find_prices("$49-$59", "en-US")]
    [('range', (Decimal('49'), Decimal('59')))]
    >>> find_prices("$1.5k or $3M, 25 dollars", "en-US")
    []
    """
    if not has_number(text) or not _hint(locale).search(text):
        return []
    found = [_price(match, text, locale) for match in _prices(locale).finditer(text)]
    return [price for price in found if price is not None]


def write_price(quantity: Quantity, locale: str) -> str:
    """Return a price as a locale writes that currency, with the decimals that the source shows.

    Spaces are those of CLDR (U+00A0, U+202F): see `typography.plain_spaces`. A price that can be read two ways stays.

    >>> [write_price(find_prices("$1,299.50", "en-US")[0], locale) for locale in ("pt-BR", "de", "es-MX")]
    ['US$\\xa01.299,50', '1.299,50\\xa0$', 'USD\\xa01,299.50']
    >>> write_price(find_prices("$49-$59", "en-US")[0], "fr")
    '49–59\\xa0$US'
    """
    if any(number.readings for number in quantity.numbers):
        return quantity.text
    # "$25 CAD" named its dollar; a bare "$" in the target would not.
    is_named = quantity.unit in quantity.text
    written = [
        write_amount(number.value, quantity.unit, locale, decimals=number.decimals, is_named=is_named)
        for number in quantity.numbers
    ]
    return written[0] if len(written) == 1 else _write_range(written, locale)


def write_amount(
    value: Decimal, currency: str, locale: str, *, decimals: int | None = None, is_named: bool = False
) -> str:
    """Return an amount of a currency as a locale writes it, rounded half up; `decimals` None means retail digits.

    `is_named` writes the ISO code where the locale's sign is one that several currencies share.

    >>> write_amount(Decimal("0.125"), "USD", "en-US"), write_amount(Decimal("1234.5"), "EUR", "es")
    ('$0.13', '1234,50\\xa0€')
    >>> write_amount(Decimal(25), "CAD", "en-CA", is_named=True)
    'CAD\\xa025.00'
    """
    places = retail_digits(currency) if decimals is None else decimals
    rounded = round_half_up(value, places)
    pattern, babel_name = _pattern(locale, currency, places, is_named)
    minimum = symbols(locale).minimum_grouping
    # Babel does not know CLDR's minimumGroupingDigits: Spain writes 1234,50 and 12.345,50.
    is_grouped = abs(rounded) >= Decimal(10) ** (2 + minimum)
    written: str = pattern.apply(
        rounded, babel_name, currency=currency, currency_digits=False, group_separator=is_grouped
    )
    return written


@lru_cache(maxsize=128)
def _prices(locale: str) -> re.Pattern[str]:
    """Return the pattern of prices in a locale's text. It takes 20 ms to build: only for a text with a hint of one."""
    known = signs(locale)
    sign, code = _by_first_letter(known), rf"(?<![^\W_]){_by_first_letter(CODES)}"
    is_suffix = not babel_locale(locale).currency_formats["standard"].prefix[0].strip(DIRECTION_MARKS)
    spaced = f"{_SPACED}|" if symbols(locale).group in "\u00a0\u202f " else ""
    amount = rf"(?:{spaced}{_INDIAN}|{_GROUPED}|{_PLAIN}){_END}"
    # "2 $5 vouchers": where the sign stands before, one before a digit belongs to what follows.
    behind = r"(?!\d)" if is_suffix else r"(?![ \u00a0]?\d)"
    prefix = (
        rf"(?:(?P<code1>{code}){_GAP})?(?P<sign1>{sign}){_GAP}(?P<a1>{amount})"
        rf"(?:(?:{_DASH}|[ \u00a0]{_DASH}[ \u00a0](?={sign}))(?:{sign})?{_GAP}(?P<a2>{amount}))?"
        rf"(?:{_GAP}(?P<code2>{code})(?!{_GAP}\d))?"
    )
    code_prefix = (
        rf"(?P<code3>{code}){_GAP}(?P<b1>{amount})"
        rf"(?:(?:{_DASH}|[ \u00a0]{_DASH}[ \u00a0](?={code}))(?:{code})?{_GAP}(?P<b2>{amount}))?"
    )
    suffix = (
        r"(?=[\d.,])(?<![^\W_])(?<!\d[.,٫٬'’/:])"
        rf"(?:(?P<c1>{amount})(?:{_GAP}(?:{sign}|{code}))?[ \u00a0]?{_DASH}[ \u00a0]?)?(?P<c2>{amount}){_GAP}"
        rf"(?:(?P<sign4>{sign}){behind}(?:{_GAP}(?P<code5>{code}))?|(?P<code4>{code}))[{DIRECTION_MARKS}]?"
    )
    first = "".join({text[0] for text in (*known, *CODES)})
    return re.compile(
        rf"(?=[\d.,{DIRECTION_MARKS}{re.escape(first)}])[{DIRECTION_MARKS}]?(?:{suffix}|{prefix}|{code_prefix})"
    )


@lru_cache(maxsize=128)
def _hint(locale: str) -> re.Pattern[str]:
    """Return a quick pattern that finds whatever a price could be; it also matches other words."""
    known = signs(locale)
    letters = [sign for sign in known if sign.isascii() and sign[0].isalpha() and "$" not in sign]
    marks = {
        char for sign in known for char in sign if not (char.isascii() and char.isalpha()) and char not in " ./\u00a0"
    }
    words = "|".join(re.escape(sign) for sign in letters)
    return re.compile(rf"[{re.escape(''.join(sorted(marks)))}]|[A-Z]{{3}}|(?:{words})(?![a-z])")


def _by_first_letter(texts: Iterable[str]) -> str:
    """Return the pattern of any of the texts, longest first: grouped, for a hundred alternatives are slow."""
    groups: dict[str, list[str]] = defaultdict(list)
    for text in sorted(texts, key=lambda text: (-len(text), text)):
        groups[text[0]].append(text)
    return "(?:" + "|".join(_group(first, group) for first, group in sorted(groups.items())) + ")"


def _group(first: str, texts: Sequence[str]) -> str:
    """Return the pattern of texts with one first letter, none part of a word: no "kr" in "kraft", no "$" in "X$"."""
    left = r"(?<![^\W\d_])" if (first.isalpha() and not _is_wide(first)) or first == "$" else ""
    rests = "|".join(re.escape(text[1:]) + _right_end(text[-1]) for text in texts)
    return f"{left}{re.escape(first)}(?:{rests})"


def _right_end(last: str) -> str:
    return r"(?![^\W\d_])" if last.isalpha() and not _is_wide(last) else ""


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _price(match: re.Match[str], text: str, locale: str) -> Quantity | None:
    """Return the price of a match; None if sign and code disagree or the number is none."""
    currency = _currency(match, locale)
    if currency is None:
        return None
    spans = [match.span(name) for name in ("a1", "a2", "b1", "b2", "c1", "c2") if match[name]]
    numbers = [_number(text, start, end, currency, locale) for start, end in spans]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or _is_size(match, text, known):
        return None
    if (match["code3"] or match["code4"]) and _is_word(currency, match[0], locale):
        return None
    start, end = match.span()
    if len(known) == 2 and known[0].value >= known[1].value:
        # "$5-2 pack" is one price: the one that touches the sign.
        known = known[1:] if match["c1"] else known[:1]
        start, end = (known[0].start, end) if match["c1"] else (start, known[0].end)
    form = Form.RANGE if len(known) == 2 else Form.SINGLE
    return Quantity(LedgerKind.PRICE, start, end, text[start:end], tuple(known), form, currency)


def _is_word(code: str, text: str, locale: str) -> bool:
    """Return whether a code is rather a word: one of WORDLIKE_CODES beside a number without cents or groups."""
    return code in WORDLIKE_CODES and code != own_currency(locale) and not _CENTS_OR_GROUPS.search(text)


def _currency(match: re.Match[str], locale: str) -> str | None:
    sign = match["sign1"] or match["sign4"]
    code = match["code1"] or match["code2"] or match["code3"] or match["code4"] or match["code5"]
    if not sign:
        return code
    currency = signs(locale)[sign]
    if not code or code == currency:
        return currency
    # "$25 CAD": the code says which dollar.
    is_shared = (sign == "$" and code in DOLLARS) or (sign in "¥￥" and code in ("JPY", "CNY"))
    return code if is_shared or (sign == "£" and code == "EGP") else None


def _is_size(match: re.Match[str], text: str, numbers: Sequence[Number]) -> bool:
    code = match["code3"] or match["code4"]
    return bool(code) and numbers[0].decimals == 0 and follows_size_word(text, match.start())


def _number(text: str, start: int, end: int, currency: str, locale: str) -> Number | None:
    """Return the number of a price; None if its groups are none."""
    written = re.sub(r"[.,][-–—]+$", "", text[start:end])
    plain = re.sub(r"['’ \u00a0\u202f]", "", written).translate(_PLAIN_SYMBOLS)
    separators = [char for char in plain if char in ".,"]
    if not separators:
        return Number(start, end, Decimal(plain))
    whole, _, decimals = plain.rpartition(separators[-1])
    as_decimal = Number(start, end, Decimal(f"{re.sub('[.,]', '', whole) or 0}.{decimals}"), len(decimals))
    if len(set(separators)) == 2:
        return as_decimal if separators.count(separators[-1]) == 1 else None
    as_group = Number(start, end, Decimal(re.sub("[.,]", "", plain)))
    if len(separators) > 1:
        return as_group
    if len(decimals) != 3 or not 1 <= len(whole) <= 3 or whole == "0" or len(written) > len(plain):
        return as_decimal
    if separators[0] != symbols(locale).decimal:
        return as_group
    # No shop quotes tenths of a cent, and many import "1.500" for 1500: not ours to decide.
    return as_decimal if retail_digits(currency) == 3 else as_decimal._replace(readings=(as_group.value,))


@lru_cache(maxsize=1024)
def _pattern(locale: str, currency: str, decimals: int, is_named: bool) -> tuple[NumberPattern, str]:
    """Return CLDR's standard pattern for a currency with so many decimals, spaced as UTS #35 asks."""
    from babel.numbers import parse_pattern

    where = babel_locale(locale)
    sign = where.currency_symbols.get(currency, currency)
    text = where.currency_formats["standard"].pattern
    text = text.replace("0.00", "0." + "0" * decimals if decimals else "0")
    if is_named and len(sign.strip(DIRECTION_MARKS)) == 1 and currency != sign:
        text, sign = text.replace("¤", "¤¤"), currency
    # UTS #35, currencySpacing, which Babel does not apply: "CHF 25", but "US$25".
    if not unicodedata.category(sign[-1]).startswith("S"):
        text = re.sub("¤(?=[#0-9])", "¤\u00a0", text)
    if not unicodedata.category(sign[0]).startswith("S"):
        text = re.sub("(?<=[#0-9])¤(?!¤)|(?<=[#0-9])¤(?=¤)", "\u00a0¤", text)
    return parse_pattern(text), str(where)


def _write_range(written: Sequence[str], locale: str) -> str:
    """Return two amounts as ICU writes a range: "49–59 €" with the sign behind, "$49 – $59" with it before."""
    first, last = written[0], written[1].lstrip(DIRECTION_MARKS)
    if not re.search("0.*¤", babel_locale(locale).currency_formats["standard"].pattern.split(";")[0]):
        return f"{first} – {last}"
    number = re.search(r"\d(?:.*\d)?", first)
    return f"{first[: number.end()] if number else first}–{last}"
