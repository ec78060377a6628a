"""Numbers as a locale writes and reads them: exact decimals, rounded half up, grouped as CLDR says.

Babel rounds half to even, groups four digits where Spain does not, and drops the decimals of a percentage; its
symbols are used here, its formatter is not.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from catalog_cli.conventions.number_reading import find_numbers, has_number, plain_digits
from catalog_cli.conventions.number_symbols import (
    DIRECTION_MARKS,
    GROUP_SPACES,
    LATIN,
    NATIVE,
    NumberSymbols,
    babel_locale,
    numbering_of,
    symbols,
)
from catalog_cli.conventions.number_words import find_number_words
from catalog_cli.conventions.quantity import Number

__all__ = [
    "find_number_words",
    "find_numbers",
    "has_number",
    "in_digits_like",
    "plain_digits",
    "plural_form",
    "read_number",
    "rewrite_number",
    "round_half_up",
    "write_number",
    "write_percent",
]

# Enough for any number of a catalog; the default context would round at 28 digits.
_CONTEXT = Context(prec=400, rounding=ROUND_HALF_UP)
_LONGEST = 300  # digits
_MINUS = "-−‐‑–﹣－"
_MARKS = DIRECTION_MARKS + "\u2066\u2067\u2068\u2069"
_APOSTROPHES = "'’"
_SHAPE = re.compile(rf"\d*(?:[.,٫٬ {GROUP_SPACES}{_APOSTROPHES}]\d+)*")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Return the value with so many decimals, a half rounded away from zero.

    >>> round_half_up(Decimal("2.345"), 2), round_half_up(Decimal("-0.5"), 0)
    (Decimal('2.35'), Decimal('-1'))
    """
    return value.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)


def write_number(
    value: Decimal, locale: str, *, decimals: int | None = None, grouping: bool = True, numbering: str = LATIN
) -> str:
    """Return a number as the locale writes it; without `decimals`, with those that the value has.

    `numbering` is "latn", the locale's "default" or "native" digits, or a CLDR name. Raises ValueError for what is
    no finite number, and for one of more than 300 digits.

    >>> write_number(Decimal("1299.50"), "pt-BR"), write_number(Decimal("1234"), "es"), write_number(Decimal(5), "ja")
    ('1.299,50', '1234', '5')
    >>> write_number(Decimal("0.125"), "en", decimals=2), write_number(Decimal("1234.5"), "ar-EG", numbering="default")
    ('0.13', '١٬٢٣٤٫٥')
    """
    signs = symbols(locale, numbering)
    written = _written(value, signs, decimals, grouping)
    return signs.minus + written if value.is_signed() and not _is_zero(written, signs) else written


def _written(value: Decimal, signs: NumberSymbols, decimals: int | None, grouping: bool) -> str:
    """Return the absolute value as written."""
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        raise ValueError(f"{value} cannot be written: it is not a finite number of at most {_LONGEST} digits.")
    rounded = value if decimals is None else round_half_up(value, decimals)
    whole, _, fraction = format(rounded.copy_abs(), "f").partition(".")
    if grouping:
        whole = _grouped(whole, signs)
    written = whole + signs.decimal + fraction if fraction else whole
    return _in_digits(written, signs.digits) if signs.digits else written


def _grouped(whole: str, signs: NumberSymbols) -> str:
    size = signs.primary_grouping
    if not size or len(whole) < size + signs.minimum_grouping:
        return whole
    groups, rest = [whole[-size:]], whole[:-size]
    size = signs.secondary_grouping
    while rest:
        groups.append(rest[-size:])
        rest = rest[:-size]
    return signs.group.join(reversed(groups))


def in_digits_like(text: str, model: str, locale: str) -> str:
    """Return text in Latin digits with those of the locale's own script, if `model` has these; else as it is.

    >>> in_digits_like("12.5 kg", "١٢ كغ", "ar"), in_digits_like("12.5 kg", "12 كغ", "ar")
    ('١٢٫٥ kg', '12.5 kg')
    """
    if numbering_of(model) == LATIN:
        return text
    own, native = symbols(locale), symbols(locale, NATIVE)
    if not native.digits:
        return text
    marks = str.maketrans({own.decimal: native.decimal, own.group: native.group})
    number = rf"\d+(?:[{re.escape(own.decimal + own.group)}]\d+)*"
    return re.sub(number, lambda match: _in_digits(match[0].translate(marks), native.digits), text)


def _in_digits(written: str, digits: str) -> str:
    return written.translate({ord("0") + value: digit for value, digit in enumerate(digits)})


def _is_zero(written: str, signs: NumberSymbols) -> bool:
    """Return whether what was rounded is nothing: "-0" is no number to print."""
    zero = signs.digits[0] if signs.digits else "0"
    return not written.strip(zero + signs.decimal + signs.group)


def write_percent(value: Decimal, locale: str, *, decimals: int | None = None, numbering: str = LATIN) -> str:
    """Return a percentage as the locale writes it; `value` is the number that stands before the sign, 12.5 for 12.5%.

    >>> [write_percent(Decimal("12.5"), tag) for tag in ("en", "pt-BR", "de", "tr")]
    ['12.5%', '12,5%', '12,5\\xa0%', '%12,5']
    """
    signs = symbols(locale, numbering)
    written = _written(value, signs, decimals, grouping=True)
    minus = signs.minus if value.is_signed() and not _is_zero(written, signs) else ""
    return f"{minus}{signs.percent_before}{written}{signs.percent_after}"


def read_number(written: str, locale: str) -> Decimal:
    """Return what a number is worth in the locale; ValueError says what else a spelling of another locale could be.

    Digits of any script; spaces, apostrophes and the locale's own symbol as groups; either minus. Never guessed:
    "1.5" is no German number.

    >>> read_number("1.299,50", "pt-BR"), read_number("-١٬٢٣٤٫٥", "ar")
    (Decimal('1299.50'), Decimal('-1234.5'))
    >>> read_number("1.5", "de")
    Traceback (most recent call last):
    ValueError: "1.5" is not a number as de writes it: write 1,5, if that is meant.
    """
    text = written.strip().translate(dict.fromkeys(map(ord, _MARKS)))
    sign = text[:1]
    if sign and sign in _MINUS + "+":
        text = text[1:].lstrip(GROUP_SPACES)
    # Khmer writes "0.5" in Latin digits and "០,៥" in its own: each numbering has its symbols.
    signs = symbols(locale, numbering_of(text))
    plain = plain_digits(text)
    value = _strict_value(plain, signs, is_native=plain != text or "٫" in text)
    if value is None:
        raise ValueError(_explanation(written, plain, locale, signs))
    return value.copy_negate() if sign and sign in _MINUS else value


def _strict_value(text: str, signs: NumberSymbols, *, is_native: bool) -> Decimal | None:
    """Return the value of unsigned text in 0-9, None if the locale does not write it so."""
    decimals, groups = {signs.decimal}, {signs.group, *GROUP_SPACES, *_APOSTROPHES}
    if is_native:
        decimals, groups = decimals | {"٫"}, groups | {"٬", "،"} - decimals
    if signs.group in GROUP_SPACES:
        groups.add(" ")
    head, mark, fraction = text, "", ""
    for symbol in decimals:
        if text.count(symbol) == 1 and not mark:
            head, mark, fraction = text.partition(symbol)
    if mark and not (_is_digits(fraction) and (head == "" or head[-1:].isdecimal())):
        return None
    used = {char for char in head if not char.isdecimal()}
    if len(used) > 1 or not used <= groups:
        return None
    if used and not _is_grouped(head.split(used.pop()), signs):
        return None
    whole = "".join(char for char in head if char.isdecimal())
    if not whole and not fraction:
        return None
    return Decimal(f"{whole or '0'}.{fraction}" if fraction else whole)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _is_grouped(groups: list[str], signs: NumberSymbols) -> bool:
    """Return whether the sizes are those of the locale, or threes, which every reader understands."""
    if not all(map(_is_digits, groups)) or (groups[0].startswith("0")):
        return False
    for last, other in ((signs.primary_grouping, signs.secondary_grouping), (3, 3)):
        if len(groups[-1]) == last and 1 <= len(groups[0]) <= other and all(len(g) == other for g in groups[1:-1]):
            return True
    return False


def _explanation(written: str, plain: str, locale: str, signs: NumberSymbols) -> str:
    message = f'"{written}" is not a number as {locale} writes it'
    readings: list[Decimal] = []
    for decimal, group in ((".", ","), (",", ".")):
        foreign = signs._replace(decimal=decimal, group=group, primary_grouping=3, secondary_grouping=3)
        value = _strict_value(plain, foreign, is_native=False)
        if value is not None and value not in readings:
            readings.append(value)
    if not readings:
        return f"{message}."
    wanted = " or ".join(write_number(value, locale) for value in readings)
    return f"{message}: write {wanted}, if that is meant."


def rewrite_number(
    written: str, number: Number, source_locale: str, target_locale: str, *, numbering: str = LATIN
) -> str:
    """Return a number as the target locale writes it, in the form of `written`, which stands in the source locale.

    Its decimals stay ("12.50"), its groups stay or stay away (2024 is a year); a fraction, leading zeros and powers
    of ten are kept as they stand if that is what the number is worth.

    >>> number, = find_numbers("1,299.50", "en")
    >>> rewrite_number("1,299.50", number, "en", "pt-BR")
    '1.299,50'
    >>> [rewrite_number(text, find_numbers(text, "en")[0], "en", "de") for text in ("2024", "007", "1/2", "0.50")]
    ['2024', '007', '1/2', '0,50']
    """
    plain = plain_digits(written)
    unsigned = plain.lstrip(_MINUS + "+" + _MARKS)
    is_padded = len(unsigned) > 1 and unsigned[0] == "0" and unsigned[1].isdecimal()
    if (number.is_fraction or is_padded or not _SHAPE.fullmatch(unsigned)) and _is_worth(
        written, number, source_locale
    ):
        return written
    is_grouped = any(not char.isdecimal() for char in unsigned.removesuffix(_fraction_of(unsigned, number.decimals)))
    if number.is_fraction:  # it stands elsewhere as a fraction, and a number in decimals here
        return write_number(_short(number.value), target_locale, grouping=is_grouped, numbering=numbering)
    return write_number(number.value, target_locale, decimals=number.decimals, grouping=is_grouped, numbering=numbering)


def _short(value: Decimal) -> Decimal:
    """Return a fraction with at most three decimals: 0.333, 0.5."""
    rounded = round_half_up(value, 3)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def _is_worth(written: str, number: Number, locale: str) -> bool:
    own = find_numbers(written, locale)
    return len(own) == 1 and number.value in (own[0].value, *own[0].readings)


def _fraction_of(unsigned: str, decimals: int) -> str:
    """Return the decimals of a written number with the mark before them."""
    return unsigned[-decimals - 1 :] if decimals else ""


def plural_form(value: Decimal, locale: str) -> str:
    """Return the CLDR plural category of a number as written: "one", "two", "few", "many", "other" or "zero".

    >>> plural_form(Decimal(1), "pt-BR"), plural_form(Decimal("1.5"), "pt-BR"), plural_form(Decimal("1.0"), "en")
    ('one', 'one', 'other')
    """
    return str(babel_locale(locale).plural_form(value))
