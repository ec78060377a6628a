"""Portuguese words in their forms: adjectives that agree, plurals, and prepositions that join with an article.

The rules are those of any school grammar (Cunha & Cintra, Nova gramática do português contemporâneo, 8 and 10).
"""

from __future__ import annotations

import re

# Behind these a phrase says more of its head and does not agree with anything else.
_LINKS = frozenset(
    "a à ao aos às até com contra da das de do dos e em na nas no nos ou para por que sem sob sobre".split()
)
_ADVERBS = frozenset("bem mais mal menos muito não parcialmente pouco".split())
_CONTRACTED = {
    "de": {"o": "do", "a": "da", "os": "dos", "as": "das"},
    "em": {"o": "no", "a": "na", "os": "nos", "as": "nas", "um": "num", "uma": "numa"},
    "por": {"o": "pelo", "a": "pela", "os": "pelos", "as": "pelas"},
    "a": {"o": "ao", "a": "à", "os": "aos", "as": "às"},
}
# What no ending tells: these do not change.
_FIXED = frozenset(
    "bivolt color cropped extra gelo jeans neon nude oversized pink plus rosa laranja cinza slim unissex".split()
)
# Of the names of colours these alone are adjectives: "vinho" and "rosa" are things.
_COLORS = frozenset(
    "preto branco vermelho amarelo roxo dourado cromado prateado metálico multicolorido sortido cristalino translúcido "
    "claro escuro médio vivo avermelhado azulado queimado antigo velho".split()
)
_FEMININE = (
    (re.compile("ês$"), "esa"),
    (re.compile("(?<=[bcdfgjlmnprstvz])or$"), "ora"),
    (re.compile("ão$"), "ã"),
    (re.compile("eu$"), "eia"),
    (re.compile("(?<=[bcdfgrlmnptv])u$"), "ua"),
    (re.compile("o$"), "a"),
)
_PLURAL = (
    (re.compile("ão$"), "ões"),
    (re.compile("ês$"), "eses"),
    (re.compile("([aou])l$"), r"\1is"),
    (re.compile("([áóú])vel$"), r"\1veis"),
    (re.compile("el$"), "eis"),
    (re.compile("(?<=[áâéêíóôú]).*il$"), None),
    (re.compile("il$"), "is"),
    (re.compile("m$"), "ns"),
    (re.compile("([rz])$"), r"\1es"),
    (re.compile("(?<=[aeiouãéêíóôúá])$"), "s"),
)
# Final stress on -el is written with an accent in the plural; "-vel" has none.
_STRESSED_EL = re.compile("(?<!v)el$")
_EASY = {"fácil": "fáceis", "difícil": "difíceis", "útil": "úteis", "portátil": "portáteis", "táctil": "tácteis"}
_INVARIABLE_PLURAL = re.compile("[sx]$")


def feminine(word: str) -> str:
    """Return the feminine of an adjective.

    >>> [feminine(word) for word in ("vermelho", "leve", "protetor", "cru", "japonês", "anterior")]
    ['vermelha', 'leve', 'protetora', 'crua', 'japonesa', 'anterior']
    """
    if word in _FIXED or word.endswith("ior"):
        return word
    for pattern, ending in _FEMININE:
        if pattern.search(word):
            return pattern.sub(ending, word)
    return word


def plural(word: str) -> str:
    """Return the plural of a noun or an adjective.

    >>> [plural(word) for word in ("azul", "ajustável", "cor", "marrom", "portátil", "tênis", "infantil", "leve")]
    ['azuis', 'ajustáveis', 'cores', 'marrons', 'portáteis', 'tênis', 'infantis', 'leves']
    """
    if word in _FIXED:
        return word
    if word in _EASY:
        return _EASY[word]
    if _INVARIABLE_PLURAL.search(word) and not word.endswith("ês"):
        return word
    if _STRESSED_EL.search(word):
        return word[:-2] + "éis"
    for pattern, ending in _PLURAL:
        if ending is not None and pattern.search(word):
            return pattern.sub(ending, word)
    return word


def color(name: str) -> str:
    """Return the name of a colour as it stands behind "na cor": adjectives agree with it, names of things do not.

    >>> [color(name) for name in ("preto", "azul-claro", "azul-marinho", "vinho", "marrom", "branco brilhante")]
    ['preta', 'azul-clara', 'azul-marinho', 'vinho', 'marrom', 'branca brilhante']
    """
    head, space, rest = name.partition(" ")
    first, hyphen, last = head.rpartition("-")
    return f"{first}{hyphen}{feminine(last) if last in _COLORS else last}{space}{rest}"


def agreeing(phrase: str, form: str) -> str:
    """Return an adjective with what belongs to it in a form: "m", "f", "mp" or "fp"; only its head changes.

    >>> [agreeing("resistente à água", form) for form in ("f", "mp")]
    ['resistente à água', 'resistentes à água']
    >>> agreeing("pintado à mão", "fp"), agreeing("não testado em animais", "f"), agreeing("sem glúten", "fp")
    ('pintadas à mão', 'não testada em animais', 'sem glúten')
    """
    words = phrase.split(" ")
    for place, word in enumerate(words):
        if word in _ADVERBS or word.endswith("mente"):
            continue
        if word in _LINKS:
            break
        words[place] = inflected(word, form)
        break
    return " ".join(words)


def inflected(word: str, form: str) -> str:
    """Return an adjective in a form; of a compound ("azul-claro") its last part alone changes.

    >>> inflected("retroiluminado", "fp"), inflected("médio", "mp"), inflected("respirável", "fp")
    ('retroiluminadas', 'médios', 'respiráveis')
    """
    gendered = feminine(word) if form.startswith("f") else word
    return plural(gendered) if form.endswith("p") else gendered


def plural_phrase(phrase: str) -> str:
    """Return the plural of a noun and the adjectives beside it, up to the first preposition.

    >>> plural_phrase("manga longa"), plural_phrase("manga com babado"), plural_phrase("manga muito curta")
    ('mangas longas', 'mangas com babado', 'mangas muito curtas')
    """
    words = phrase.split(" ")
    for place, word in enumerate(words):
        if word in _LINKS:
            break
        if word not in _ADVERBS:
            words[place] = plural(word)
    return " ".join(words)


def contracted(preposition: str, phrase: str) -> str:
    """Return a phrase behind a preposition, joined with the article that it begins with.

    >>> contracted("em", "o Brasil"), contracted("de", "as Filipinas"), contracted("por", "os lados")
    ('no Brasil', 'das Filipinas', 'pelos lados')
    >>> contracted("em", "Portugal"), contracted("de", "a parede"), contracted("a", "a mão")
    ('em Portugal', 'da parede', 'à mão')
    """
    article, _, rest = phrase.partition(" ")
    joined = _CONTRACTED.get(preposition, {}).get(article)
    return f"{joined} {rest}" if joined and rest else f"{preposition} {phrase}"


def article(form: str, *, is_definite: bool) -> str:
    """Return the article of a form: "m", "f", "mp" or "fp".

    >>> article("f", is_definite=True), article("mp", is_definite=False)
    ('a', 'uns')
    """
    definite = {"m": "o", "f": "a", "mp": "os", "fp": "as"}
    return definite[form] if is_definite else {"m": "um", "f": "uma", "mp": "uns", "fp": "umas"}[form]


def this(form: str) -> str:
    """Return "this" of a form.

    >>> this("mp")
    'estes'
    """
    return {"m": "este", "f": "esta", "mp": "estes", "fp": "estas"}[form]
