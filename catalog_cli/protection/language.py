"""Telling text that an engine should see from sizes, codes, numbers and symbols."""

from __future__ import annotations

import re

from catalog_cli.protection.alphabet import ANY
from catalog_cli.protection.spans import find_spans


def is_language(text: str) -> bool:
    """Return whether a text holds a word an engine should see; sizes, codes, numbers and symbols hold none.

    >>> [is_language(text) for text in ("Red", "Água", "红色", "XL", "007", "N/A", "12 x 8", "100%", "24-MB01", "")]
    [True, True, True, False, False, False, False, False, False, False]
    """
    if not text or text.isspace():
        return False
    plain = _PLAIN_WORD.search(text)
    if plain and plain.group().lower() not in _NOT_WORDS and not any(mark in text for mark in "{%[<"):
        return True
    parts, reached = [], 0
    for code in find_spans(text, ANY):
        parts.append(text[reached : code.start])
        reached = code.end
    rest = " ".join((*parts, text[reached:]))
    return any(_is_word(match.group()) for match in _LETTER_RUN.finditer(rest))


# The short way: a word of four or more letters between white space, where no placeholder can hold it.
_PLAIN_WORD = re.compile(r"(?<!\S)[A-Za-z][a-z]{3,}(?=[,.;!?]?(?:\s|$))")
_LETTER_RUN = re.compile(r"(?<![^\W_])(?:\d[\d.,]*[ \u00a0]?)?[^\W\d_]+(?![^\W_])|[^\x00-\u024f\W\d_]")
# Sizes, units of measure and marks of absence: never words in a cell. Not "in": it counts only after a number.
_NOT_WORDS = frozenset(
    re.findall(
        r"\w+",
        "xs xxs xxxs xl xxl xxxl xxxxl na nan null tbd tba mm cm dm km kg mg ml cl dl oz fl lb lbs ft yd sq mi mah wh "
        "kwh hz khz mhz ghz gb tb mb kb db psi rpm dpi ppi gsm bpm nm pcs ii iii iv vi vii viii ix xi xii usb led hdmi",
    )
)
_SHORT_WORDS = frozenset(re.findall(r"\w+", "no on up or in go we us my to of by at"))


def _is_word(run: str) -> bool:
    word = run.lstrip("0123456789., \u00a0")
    measured = word != run
    if any(ord(c) > 0x24F for c in word):
        return True
    lower = word.lower()
    if len(word) == 1 or lower in _NOT_WORDS:
        return False
    if len(word) == 2:
        return not measured and (lower in _SHORT_WORDS or not word.isupper())
    return True


# The commonest words of running text (articles, prepositions, conjunctions), less those that another language writes
# too, or that English product names hold ("per", "pour", "die"); Latin: what "Lorem ipsum" fillers are made of. Our own
# choice, from the closed classes of each language's grammar.
_COMMON_WORDS = {
    "en": "the and of with for your our this that these those is are it its you from at by or be can will has have not "
    "all which when while into our their any each more than if but to",
    "pt": "e o um de da das dos com para por uma que seu sua seus suas não é à às ao aos em no na nos nas são mais ou "
    "pelo pela este esta você",
    "es": "de la el los las con para por una un del que su sus más y en al este esta lo",
    "fr": "de la le les des du et en avec pour une un dans ce cette votre vos au aux sans à qui ou est",
    "it": "di il lo gli la le con una un della dei delle del che non è sono nella dal alla e per",
    "de": "der das und mit für aus dem ist sind von zum zur ein eine einer einem auch nicht oder bei nach wird im",
    "nl": "de het een en van met voor zijn is niet ook bij aan dat",
    "la": "lorem ipsum dolor amet consectetur consectetuer adipiscing elit sed et ac ut nec vel eu eget tempor enim "
    "quam vitae pellentesque vestibulum donec aenean mauris curabitur vivamus phasellus nulla neque tincidunt placerat "
    "sem leo massa augue odio purus luctus sagittis lacus urna tortor arcu metus sapien pulvinar tellus finibus nam",
}
_COMMON = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_OTHER_COMMON = {own: frozenset().union(*_COMMON.values()) - words for own, words in _COMMON.items()}
_LEAST_SHARE = 0.25  # of the words; running text of these languages has 0.3 to 0.5
_EDGES = ".,;:!?…\"'“”‘’«»()[]{}¡¿"


def other_language(text: str, language: str) -> str | None:
    """Return the language that a text is in if it is surely not in `language`; None where there is any doubt.

    One common word of `language` decides for it. Short texts without common words tell nothing.

    >>> other_language("Bolsa de couro feita à mão no Brasil", "en"), other_language("Eau de Parfum Spray", "en")
    ('pt', None)
    """
    own = _COMMON.get(language)
    if own is None or text.find(" ") < 0:
        return None
    words = text.lower().split()
    if len(words) < 3 or _OTHER_COMMON[language].isdisjoint(words):
        return None
    words = [word.strip(_EDGES) for word in words]
    if not own.isdisjoint(words):
        return None
    accented = sum(not word.isascii() and word.isalpha() for word in words)
    hits = {other: sum(word in common for word in words) for other, common in _COMMON.items()}
    best = max(hits, key=hits.__getitem__)
    found = hits[best] + accented
    return best if hits[best] and found >= 2 and found >= _LEAST_SHARE * len(words) else None
