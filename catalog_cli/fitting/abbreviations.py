"""Short forms that shoppers read at a glance and marketplaces take, by language, least noticed first.

The tables are ours: units of the International System and of trade as dictionaries list them, and the short forms of
everyday words that listings use. None makes a word out of another that it is not short for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales


class Abbreviation(NamedTuple):
    """A short form for text[start:end]."""

    start: int
    end: int
    short: str


# Behind a number alone: "5 metros" is "5 m", "metros e metros" is not.
_UNITS = {
    "en": """kilograms kilogram = kg; grams gram = g; milligrams milligram = mg; liters liter litres litre = L;
        milliliters milliliter millilitres millilitre = ml; meters meter metres metre = m; centimeters centimeter
        centimetres centimetre = cm; millimeters millimeter millimetres millimetre = mm; inches inch = in; feet foot =
        ft; ounces ounce = oz; pounds pound = lb; watts watt = W; volts volt = V; gigabytes gigabyte = GB; terabytes
        terabyte = TB; megabytes megabyte = MB; hours hour = h; minutes minute = min; pieces piece = pcs; packs =
        pk; gallons gallon = gal; yards yard = yd; quarts quart = qt""",
    "pt": """quilogramas quilograma quilos quilo = kg; gramas grama = g; miligramas miligrama = mg; litros litro = L;
        mililitros mililitro = ml; metros metro = m; centímetros centímetro = cm; milímetros milímetro = mm; polegadas
        polegada = pol.; onças onça = oz; libras = lb; watts watt = W; volts volt = V; gigabytes gigabyte = GB;
        terabytes terabyte = TB; megabytes megabyte = MB; horas hora = h; minutos minuto = min; unidades unidade = un.;
        peças peça = pçs; pacotes pacote = pct.; pares = pr.; comprimidos comprimido = comp.; cápsulas cápsula =
        cáps.; folhas folha = fls.; páginas página = pág.""",
}
# In this order: the first stand in print everywhere, the last only in listings.
_WORDS = {
    "en": """and = &; with = w/; without = w/o; pieces piece = pcs; package = pkg.; packages = pkgs.; quantity = qty.;
        approximately = approx.; maximum = max.; minimum = min.; including includes = incl.; diameter
        = diam.; number = no.; temperature = temp.; replacement = repl.""",
    "pt": """com = c/; para = p/; sem = s/; unidades unidade = un.; peças peça = pçs; pacotes pacote = pct.; quantidade
        = qtd.; aproximadamente = aprox.; máximo máxima = máx.; mínimo mínima = mín.; tamanho = tam.; diâmetro = diâm.;
        capacidade = capac.; comprimento = compr.; largura = larg.; altura = alt.; referência = ref.; número = nº;
        temperatura = temp.; incluindo inclui = incl.; sortidos sortido sortidas sortida = sort.; masculino = masc.;
        masculina = masc.; feminino = fem.; feminina = fem.; polegadas polegada =
        pol.; automático automática = autom.; elétrico elétrica = elétr.""",
}
_BEFORE = r"(?<![\w'’/-])"
_AFTER = r"(?![\w'’/]|-\w)"


def _table(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for entry in " ".join(text.split()).split(";"):
        words, _, short = entry.strip().rpartition(" = ")
        yield tuple(words.split()), short


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for words, short in _table(_UNITS[language]) if language in _UNITS else ():
        body = "|".join(map(re.escape, words))
        found.append((re.compile(rf"(?<=\d)[ \u00a0-]?({body}){_AFTER}", re.IGNORECASE), short))
    for words, short in _table(_WORDS[language]) if language in _WORDS else ():
        body = "|".join(map(re.escape, words))
        found.append((re.compile(rf"{_BEFORE}({body}){_AFTER}", re.IGNORECASE), short))
    return tuple(found)


def abbreviations(text: str, locale: str) -> list[Abbreviation]:
    """Return the short forms that a text could have, least noticed first; none overlaps another.

    >>> [(one.short, "2 metros"[one.start : one.end]) for one in abbreviations("2 metros", "pt-BR")]
    [('m', 'metros')]
    >>> abbreviations("metros", "pt-BR"), abbreviations("2 Meter", "de")
    ([], [])
    """
    found: list[Abbreviation] = []
    for pattern, short in _patterns(locales.language(locale)):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            if len(short) < end - start and all(end <= one.start or one.end <= start for one in found):
                found.append(Abbreviation(start, end, _in_case_of(text, end, match[1], short)))
    return found


def _in_case_of(text: str, end: int, word: str, short: str) -> str:
    """Return a short form in the case of its word, and without its full stop before another one.

    Units and signs have a case of their own.
    """
    if short.endswith(".") and text[end : end + 1] == ".":
        short = short[:-1]
    if not short.endswith(".") or not short[0].islower() or not word[0].isupper():
        return short
    return short.upper() if len(word) > 2 and word.isupper() else short.capitalize()
