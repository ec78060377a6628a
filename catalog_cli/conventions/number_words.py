"""Numbers in words, from 0 to 999 and the thousands, in the languages of a table of our own.

"um" is an article more often than a number, "second" a unit of time: words explain where a number in digits went,
they are never numbers that a text must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from catalog_cli import locales
from catalog_cli.conventions.quantity import Number

# 0 to 19; then 20, 30 … 90. German and Italian write a compound as one word, French counts by twenties.
_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete "
    "dezoito dezenove",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
}
_HUNDREDS = {
    "pt": "cem duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
    "es": "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
}
_THOUSAND = {"en": "thousand", "pt": "mil", "es": "mil", "fr": "mille", "de": "tausend", "it": "mille"}
# Other forms: gender, ordinals, dozens; a value may have several.
_MORE = {
    "en": "a dozen=12 once=1 twice=2 double=2 triple=3 first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 "
    "eighth=8 ninth=9 tenth=10 half=0.5 quarter=0.25 dozen=12 hundred=100 thousand=1000 single=1 pair=2 both=2 "
    "half a dozen=6",
    "pt": "uma=1 duas=2 primeiro=1 primeira=1 segundo=2 segunda=2 terceiro=3 terceira=3 quarto=4 quarta=4 quinto=5 "
    "quinta=5 sexto=6 sexta=6 sétimo=7 sétima=7 oitavo=8 oitava=8 nono=9 nona=9 décimo=10 décima=10 meio=0.5 meia=0.5 "
    "metade=0.5 dúzia=12 meia dúzia=6 meia-dúzia=6 cento=100 único=1 única=1 duplo=2 dupla=2 dobro=2 par=2 ambos=2 "
    "ambas=2 triplo=3 tripla=3 quatorze=14 dezasseis=16 dezassete=17 dezanove=19",
    "es": "un=1 una=1 primer=1 primero=1 primera=1 segundo=2 segunda=2 tercer=3 tercero=3 tercera=3 medio=0.5 "
    "media=0.5 docena=12 media docena=6 ciento=100 doble=2 par=2 cuarto=4 cuarta=4 quinto=5 quinta=5 ambos=2 triple=3",
    "fr": "une=1 premier=1 première=1 deuxième=2 second=2 seconde=2 troisième=3 demi=0.5 demie=0.5 moitié=0.5 "
    "douzaine=12 cent=100 cents=100 quatre-vingt=80 double=2 paire=2 quatrième=4 cinquième=5 triple=3",
    "de": "eine=1 einen=1 einem=1 einer=1 eines=1 eins=1 erste=1 ersten=1 erster=1 zweite=2 zweiten=2 dritte=3 "
    "dritten=3 vierte=4 halb=0.5 halbe=0.5 halben=0.5 hälfte=0.5 dutzend=12 hundert=100 doppelt=2 paar=2 beide=2 "
    "dreifach=3",
    "it": "un=1 una=1 primo=1 prima=1 secondo=2 seconda=2 terzo=3 terza=3 mezzo=0.5 mezza=0.5 metà=0.5 dozzina=12 "
    "cento=100 doppio=2 doppia=2 paio=2 tre=3 quarto=4 quinto=5 triplo=3",
}
_ENTRY = re.compile(r"([^=]+)=([\d.]+)\s*")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 5  # "trezentos e quarenta e cinco"


def find_number_words(text: str, locale: str) -> list[Number]:
    """Return the numbers in words of a text, the longest reading of each, in order; none without a table.

    >>> [(text[n.start:n.end], str(n.value)) for text in ("twenty-five bags, half a dozen",)
    ...  for n in find_number_words(text, "en")]
    [('twenty-five', '25'), ('half a dozen', '6')]
    >>> [str(n.value) for n in find_number_words("Vinte e cinco sacos, duzentos gramas, duas mil", "pt-BR")]
    ['25', '200', '2000']
    """
    first_words, values = _phrases(locales.language(locale))
    if not first_words:
        return []
    words = list(_WORD.finditer(text))
    found: list[Number] = []
    reached = 0
    for index, word in enumerate(words):
        if word.start() >= reached and word.group().casefold() in first_words:
            phrase = _longest(words[index : index + _MOST_WORDS], text, values)
            if phrase is not None:
                found.append(phrase)
                reached = phrase.end
    return found


def _longest(words: list[re.Match[str]], text: str, values: dict[str, Decimal]) -> Number | None:
    """Return the longest number that starts with the first word."""
    found, key = None, ""
    start = end = words[0].start()
    for word in words:
        if key and text[end : word.start()].strip() not in ("", "-"):
            break
        key = f"{key} {word.group().casefold()}" if key else word.group().casefold()
        end = word.end()
        if key in values:
            found = Number(start, end, values[key], is_word=True)
    return found


@lru_cache(maxsize=16)
def _phrases(language: str) -> tuple[frozenset[str], dict[str, Decimal]]:
    """Return the words that a number starts with, and the values by their words with one space between."""
    values = {word.replace("-", " "): value for word, value in word_values(language).items()}
    return frozenset(word.split()[0] for word in values), values


@lru_cache(maxsize=16)
def word_values(language: str) -> dict[str, Decimal]:
    """Return the value of each number in words of a language, casefolded; nothing for a language without a table.

    >>> word_values("pt")["duzentos e dez"], word_values("de")["einundzwanzig"], word_values("xh")
    (Decimal('210'), Decimal('21'), {})
    """
    if language not in _SMALL:
        return {}
    table = dict(_counted(language))
    for word, value in _ENTRY.findall(_MORE[language] + " "):
        table[word] = Decimal(value)
    return {word.casefold(): value for word, value in table.items()}


def _counted(language: str) -> Iterator[tuple[str, Decimal]]:
    """Yield the numbers below 100, the hundreds with them in Portuguese, Spanish and English, and round thousands."""
    below = list(_below_hundred(language))
    for word, value in below:
        yield word, Decimal(value)
    hundreds = list(_hundreds(language))
    for word, value in hundreds:
        yield word, Decimal(value)
    thousand = _THOUSAND[language]
    yield thousand, Decimal(1000)
    for word, value in (*below, *hundreds):
        if value > 1:
            joint = "" if language in ("de", "it") else " "
            yield word + joint + ("mila" if language == "it" else thousand), Decimal(value * 1000)
    if language == "pt":
        yield "duas mil", Decimal(2000)


def _below_hundred(language: str) -> Iterator[tuple[str, int]]:
    small = _SMALL[language].split()
    yield from zip(small, range(20), strict=True)
    for tens_value, tens in zip(range(20, 100, 10), _TENS[language].split(), strict=True):
        yield tens, tens_value
        for unit in range(1, 10):
            for word in _compounds(language, tens, tens_value, small, unit):
                yield word, tens_value + unit


def _compounds(language: str, tens: str, tens_value: int, small: list[str], unit: int) -> tuple[str, ...]:
    """Return the spellings of tens and a unit."""
    word = small[unit]
    if language == "en":
        return f"{tens}-{word}", f"{tens} {word}"
    if language == "pt":
        return (f"{tens} e {word}", *(f"{tens} e {form}" for form in {1: ["uma"], 2: ["duas"]}.get(unit, [])))
    if language == "es":
        if tens_value == 20:
            return (_SPANISH_TWENTIES[unit - 1], *({1: ("veintiún", "veintiuna")}.get(unit, ())))
        return (f"{tens} y {word}", *({1: (f"{tens} y un", f"{tens} y una")}.get(unit, ())))
    if language == "de":
        return (f"{word}und{tens}",)
    if language == "it":
        stem = tens[:-1] if unit in (1, 8) else tens
        return (f"{stem}{'tré' if unit == 3 else word}",)
    if tens_value in (70, 90):  # soixante et onze, soixante-douze, quatre-vingt-onze
        base = "soixante" if tens_value == 70 else "quatre-vingt"
        joint = " et " if (tens_value, unit) == (70, 1) else "-"
        return (f"{base}{joint}{small[10 + unit]}",)
    if unit == 1 and tens_value != 80:
        return f"{tens} et un", f"{tens} et une", f"{tens}-et-un"
    return (f"{tens.removesuffix('s') if tens_value == 80 else tens}-{word}",)


_SPANISH_TWENTIES = (
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split()
)


def _hundreds(language: str) -> Iterator[tuple[str, int]]:
    if language == "en":
        for count, word in enumerate(_SMALL["en"].split()[:10]):
            if count:
                yield f"{word} hundred", count * 100
        yield "a hundred", 100
        return
    joint, below = " e " if language == "pt" else " ", list(_below_hundred(language))
    for count, word in enumerate(_HUNDREDS.get(language, "").split(), 1):
        yield word, count * 100
        stem = {"cem": "cento", "cien": "ciento"}.get(word, word)
        genders = (stem, stem[:-2] + "as") if stem.endswith("os") else (stem,)
        for form in genders:
            yield form, count * 100
            for small, value in below:
                if value:
                    yield f"{form}{joint}{small}", count * 100 + value
