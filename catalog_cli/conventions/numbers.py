"""The numbers in a text as values: what "1,250.5", "1.250,5", "½" and "٣" are worth, and which went missing.

Decimal and group symbols are CLDR's, through Babel. The spelled numbers are a small table of our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from decimal import Decimal
from functools import lru_cache

from catalog_cli import locales

# A number as it may be written in any locale; "5'11" is two numbers, "5'000" is one.
_NUMBER = re.compile(r"(?<![\w.])\.\d+|\d+(?:[.,٫٬]\d+|['’\u00a0\u202f]\d{3}(?!\d))*")
# The digits in use, spelled out: three times as fast as \d, and most texts have none.
_DIGIT = re.compile(r"[0-9¼-¾⅐-⅞٠-٩۰-۹०-९০-৯੦-੯૦-૯௦-௯౦-౯೦-೯൦-൯๐-๙໐-໙၀-၉០-៩０-９]")
_SPECIAL = re.compile(r"[²³¹⁰-₉¼-¾⅐-⅞①-⓿⁄]")
_VULGAR = re.compile(r"[¼-¾⅐-⅞]")
# Inches and cups come in halves to sixty-fourths; "24/7" and "36/38" are two numbers each.
_FRACTION = re.compile(r"(?<![\d/.,])(?:(\d{1,4})[\s-])?(\d{1,2})[ ]?/[ ]?(2|3|4|5|6|8|10|12|16|32|64)(?![\d/]|[.,]\d)")
# m² becomes m2 in the model's normalisation, or "square metres" in words: the exponent is no number of its own.
_EXPONENT = re.compile(r"(?<![^\W\d_])((?:[cdmk]?m|ft|in|yd))[23](?!\d)")
_SPACE_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?![\d])")
_DECADE = re.compile(r"(?:1[89]|20)\d0(?='?s\b)")
_IS_DECADE = re.compile(r"(?:1[89]|20)\d0")

_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici",
}
# Other forms: gender, ordinals, dozens; a value may have several.
_MORE_WORDS = {
    "en": "once=1 twice=2 double=2 triple=3 first=1 second=2 third=3 fourth=4 fifth=5 half=0.5 dozen=12 twenty=20 "
    "thirty=30 forty=40 fifty=50 hundred=100 thousand=1000 single=1 pair=2 both=2",
    "pt": "uma=1 duas=2 primeiro=1 primeira=1 segundo=2 segunda=2 terceiro=3 terceira=3 quarto=4 quarta=4 quinto=5 "
    "quinta=5 meio=0.5 meia=0.5 metade=0.5 dúzia=12 vinte=20 trinta=30 quarenta=40 cinquenta=50 cem=100 mil=1000 "
    "único=1 única=1 duplo=2 dupla=2 par=2 meia-dúzia=6 ambos=2 triplo=3 tripla=3",
    "es": "un=1 una=1 primer=1 primero=1 primera=1 segundo=2 segunda=2 tercer=3 tercero=3 tercera=3 medio=0.5 "
    "media=0.5 docena=12 veinte=20 treinta=30 cien=100 mil=1000 doble=2 par=2 cuarto=4 quinto=5",
    "fr": "une=1 premier=1 première=1 deuxième=2 second=2 seconde=2 troisième=3 demi=0.5 demie=0.5 douzaine=12 "
    "vingt=20 trente=30 cent=100 mille=1000 double=2 paire=2 quatrième=4 cinquième=5",
    "de": "eine=1 einen=1 einem=1 einer=1 eines=1 eins=1 erste=1 ersten=1 zweite=2 zweiten=2 dritte=3 dritten=3 "
    "halb=0.5 halbe=0.5 halben=0.5 dutzend=12 zwanzig=20 dreißig=30 hundert=100 tausend=1000 doppelt=2 paar=2",
    "it": "un=1 una=1 primo=1 prima=1 secondo=2 seconda=2 terzo=3 terza=3 mezzo=0.5 mezza=0.5 dozzina=12 venti=20 "
    "trenta=30 cento=100 mille=1000 doppio=2 doppia=2 paio=2",
}
_LETTERS = re.compile(r"[^\W\d_]+")


def has_number(text: str) -> bool:
    """Return whether a text holds a digit or a fraction sign.

    >>> has_number("½ cup"), has_number("one cup")
    (True, False)
    """
    return _DIGIT.search(text) is not None


def number_texts(text: str, locale: str) -> list[str]:
    """Return the numbers of a text as they are written, in order; fractions as "n/d", "n n/d".

    >>> number_texts("1½ in. x 1,250.5 cm, 24/7", "en")
    ['1 1/2', '1,250.5', '24', '7']
    """
    if not _DIGIT.search(text):
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
        for part in _readings(written, locale)[0]:
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


@lru_cache(maxsize=256)
def _symbols(locale: str) -> tuple[str, str]:
    """Return the decimal and the group symbol of a locale; "." and "," if CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    for name in (locales.to_babel(locale), locales.language(locale)):
        try:
            symbols = Locale.parse(name).number_symbols["latn"]
            return symbols["decimal"], symbols["group"]
        except (UnknownLocaleError, KeyError, ValueError):
            continue
    return ".", ","


def _groups_with_space(locale: str) -> bool:
    return _symbols(locale)[1] in "\u00a0\u202f "


Reading = tuple[Decimal, ...]


def _readings(written: str, locale: str) -> list[Reading]:
    """Return what a number can be worth, the locale's own reading first; a date or version is several values."""
    if written.isdecimal():
        return [(Decimal(written),)]
    if "/" in written:
        whole, _, fraction = written.rpartition(" ")
        upper, _, lower = fraction.partition("/")
        return [(Decimal(whole or 0) + Decimal(upper) / Decimal(lower),)]
    plain = re.sub(r"['’\u00a0\u202f]", "", written)
    symbols = [char for char in plain if char in ".,"]
    if not symbols:
        return [(Decimal(plain),)]
    groups = re.split(r"[.,]", plain)
    is_grouped = 1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    last = symbols[-1]
    if len(symbols) == 1:
        decimal: Reading = (Decimal(".".join((groups[0] or "0", groups[1]))),)
        if not is_grouped:
            return [decimal]
        grouped: Reading = (Decimal("".join(groups)),)
        return [decimal, grouped] if last == _symbols(locale)[0] else [grouped, decimal]
    if is_grouped and len(set(symbols)) == 1:
        return [(Decimal("".join(groups)),)]
    if symbols.count(last) == 1 and len(set(symbols)) == 2 and all(len(group) == 3 for group in groups[1:-1]):
        return [(Decimal("".join(groups[:-1]) + "." + groups[-1]),)]
    return [tuple(Decimal(group or 0) for group in groups)]


def _without_equal_spellings(wanted: list[str], found: list[str]) -> tuple[list[str], list[str]]:
    first, second = Counter(wanted), Counter(found)
    return list((first - second).elements()), list((second - first).elements())


def _without_equal_values(
    missing: list[str], added: list[str], source_locale: str, target_locale: str
) -> tuple[list[str], list[str]]:
    """Pair numbers that agree in any reading; what is left is returned."""
    by_value: dict[Reading, list[int]] = defaultdict(list)
    for index, written in enumerate(added):
        for reading in _readings(written, target_locale):
            by_value[reading].append(index)
    used: set[int] = set()
    left: list[str] = []
    for written in missing:
        candidates = (index for reading in _readings(written, source_locale) for index in by_value[reading])
        match = next((index for index in candidates if index not in used), None)
        if match is None:
            left.append(written)
        else:
            used.add(match)
    return left, [written for index, written in enumerate(added) if index not in used]


def _without_spelled(numbers: list[str], locale: str, other: str, other_locale: str) -> list[str]:
    """Return the numbers that the other text does not spell in words; a decade may lose its century."""
    table = _word_values(locales.language(other_locale))
    spelled = {table[word] for word in _LETTERS.findall(other.casefold()) if word in table}
    decades = {match.group()[2:] for match in _DECADE.finditer(other)}
    written = set(number_texts(other, other_locale))
    left = []
    for number in numbers:
        values = _readings(number, locale)[0]
        is_decade = number in decades or (_IS_DECADE.fullmatch(number) is not None and number[2:] in written)
        if not (is_decade or (len(values) == 1 and values[0] in spelled)):
            left.append(number)
    return left


@lru_cache(maxsize=64)
def _word_values(language: str) -> dict[str, Decimal]:
    """Return the value of each number word of a language; nothing for a language without a table."""
    table = {word: Decimal(value) for value, word in enumerate(_WORDS.get(language, "").split())}
    for entry in _MORE_WORDS.get(language, "").split():
        word, _, value = entry.partition("=")
        table[word] = Decimal(value)
    return table
