"""The numbers in a text as values: what "1,250.5", "1.250,5", "½" and "٣" are worth, and which went missing.

Every digit counts here, those of codes as well: a draft that lost the 4 of "A4" is no good. `number_reading` tells
codes apart and says what a spelling is worth; its finder takes 3.2 times as long (80 µs for the two texts of a sentence
with three quantities, 24 µs here), and the search looks at every candidate of every segment.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from decimal import Decimal

from catalog_cli.conventions.number_reading import NUMBER, Reading, has_number, readings
from catalog_cli.conventions.number_symbols import symbols
from catalog_cli.conventions.number_words import find_number_words

__all__ = ["has_number", "number_differences", "number_texts", "number_values"]

_NUMBER = re.compile(rf"(?<![\w.])\.\d+|{NUMBER}")
_SPECIAL = re.compile(r"[²³¹⁰-₉¼-¾⅐-⅞①-⓿⁄]")
_VULGAR = re.compile(r"[¼-¾⅐-⅞]")
# Inches and cups come in halves to sixty-fourths; "24/7" and "36/38" are two numbers each.
_FRACTION = re.compile(r"(?<![\d/.,])(?:(\d{1,4})[\s-])?(\d{1,2})[ ]?/[ ]?(2|3|4|5|6|8|10|12|16|32|64)(?![\d/]|[.,]\d)")
# m² becomes m2 in the model's normalisation, or "square metres" in words: the exponent is no number of its own.
_EXPONENT = re.compile(r"(?<![^\W\d_])((?:[cdmk]?m|ft|in|yd))[23](?!\d)")
_SPACE_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?![\d])")
_DECADE = re.compile(r"(?:1[89]|20)\d0(?='?s\b)")
_IS_DECADE = re.compile(r"(?:1[89]|20)\d0")


def number_texts(text: str, locale: str) -> list[str]:
    """Return the numbers of a text as they are written, in order; fractions as "n/d", "n n/d".

    >>> number_texts("1½ in. x 1,250.5 cm, 24/7", "en")
    ['1 1/2', '1,250.5', '24', '7']
    """
    if not has_number(text):
        return []
    if not text.isascii():
        text = _plain(text)
    if "2" in text or "3" in text:
        text = _EXPONENT.sub(r"\1", text)
    found: list[str] = []
    if "/" in text:
        text = _FRACTION.sub(lambda match: _keep_fraction(match, found), text)
    if " " in text and _groups_with_space(locale):
        text = _SPACE_GROUPED.sub(lambda match: match.group().replace(" ", "\u00a0"), text)
    return found + _NUMBER.findall(text)


def number_values(text: str, locale: str) -> Counter[Decimal]:
    """Return how often each value is written in digits in a text, as the locale reads them.

    >>> number_values("1.250,5 kg e 12", "pt-BR") == number_values("1,250.5 kg and 12", "en")
    True
    """
    counted: Counter[Decimal] = Counter()
    for written in number_texts(text, locale):
        for part in readings(written, locale)[0]:
            counted[part] += 1
    return counted


def number_differences(
    source: str, target: str, source_locale: str, target_locale: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (missing, added): numbers of the source that the target lacks, and of the target that are new in it.

    As written. A number kept as it stood is no difference, nor one spelled as the target locale does; where a
    spelling can be read two ways ("1,250"), either serves. A number may become a word and a word a number, for
    the values and languages of the table above.

    >>> number_differences("2 bags, 12.5 cm", "dois sacos, 12,5 cm", "en", "pt-BR")
    ((), ())
    >>> number_differences("12.5 cm", "125 cm", "en", "pt-BR")
    (('12.5',), ('125',))
    """
    wanted, found = number_texts(source, source_locale), number_texts(target, target_locale)
    if wanted == found or sorted(wanted) == sorted(found):
        return (), ()
    missing, added = _without_equal_spellings(wanted, found)
    missing, added = _without_equal_values(missing, added, source_locale, target_locale)
    if missing:
        missing = _without_spelled(missing, source_locale, target, target_locale)
    if added:
        added = _without_spelled(added, target_locale, source, source_locale)
    return tuple(missing), tuple(added)


def _plain(text: str) -> str:
    """Return the text with fractions, superscripts and enclosed numbers in digits and Arabic symbols as . and ,"""
    if _SPECIAL.search(text):
        text = _VULGAR.sub(lambda match: " " + unicodedata.normalize("NFKC", match.group()), text)
        text = _SPECIAL.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        text = text.replace("⁄", "/")
    return text.replace("٫", ".").replace("٬", ",")


def _keep_fraction(match: re.Match[str], found: list[str]) -> str:
    whole, upper, lower = match.groups()
    if int(upper) >= int(lower):
        return match.group()
    found.append(f"{whole} {upper}/{lower}" if whole else f"{upper}/{lower}")
    return " "


def _groups_with_space(locale: str) -> bool:
    return symbols(locale).group in "\u00a0\u202f "


def _without_equal_spellings(wanted: list[str], found: list[str]) -> tuple[list[str], list[str]]:
    first, second = Counter(wanted), Counter(found)
    return list((first - second).elements()), list((second - first).elements())


def _without_equal_values(
    missing: list[str], added: list[str], source_locale: str, target_locale: str
) -> tuple[list[str], list[str]]:
    """Pair numbers that agree in any reading; what is left is returned."""
    by_value: dict[Reading, list[int]] = defaultdict(list)
    for index, written in enumerate(added):
        for reading in readings(written, target_locale):
            by_value[reading].append(index)
    used: set[int] = set()
    left: list[str] = []
    for written in missing:
        candidates = (index for reading in readings(written, source_locale) for index in by_value[reading])
        match = next((index for index in candidates if index not in used), None)
        if match is None:
            left.append(written)
        else:
            used.add(match)
    return left, [written for index, written in enumerate(added) if index not in used]


def _without_spelled(numbers: list[str], locale: str, other: str, other_locale: str) -> list[str]:
    """Return the numbers that the other text does not spell in words; a decade may lose its century."""
    spelled = {word.value for word in find_number_words(other, other_locale)}
    decades = {match.group()[2:] for match in _DECADE.finditer(other)}
    written = set(number_texts(other, other_locale))
    left = []
    for number in numbers:
        values = readings(number, locale)[0]
        is_decade = number in decades or (_IS_DECADE.fullmatch(number) is not None and number[2:] in written)
        if not (is_decade or (len(values) == 1 and values[0] in spelled)):
            left.append(number)
    return left
