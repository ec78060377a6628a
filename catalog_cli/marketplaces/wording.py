"""What stands in a text that marketplaces object to: phrases, decoration, addresses, prices, capitals, repetition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from catalog_cli import locales
from catalog_cli.casing.words import ACRONYMS, WORD
from catalog_cli.glossary.function_words import function_words
from catalog_cli.marketplaces.fields import Markup

# Pictographs, dingbats (★ ✔), arrows beyond the plain ones, flags, and the selector that makes an emoji of a sign
# (Unicode blocks 1F000-1FAFF, 2600-27BF, 2B00-2BFF, FE0F). Not ™ ® ° ½ ×, which texts need.
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]")
_CONTACT = re.compile(
    r"https?://\S{0,60}|\bwww\.\w\S{0,60}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}"
    r"|(?<![\w.-])[\w-]{2,63}\.(?:com|net|org)(?:\.[a-z]{2})?(?![\w-])"
    r"|\+\d{1,3}[ .-]\(?\d{1,4}\)?[ .-]?\d{3,5}[ .-]?\d{3,4}(?!\d)"
    r"|\(\d{2,3}\) ?\d{3,5}[ .-]\d{4}(?!\d)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:R\$|US\$|[$€£¥₹₽₩])\s?\d[\d.,]{0,15}|(?<!\w)(?:USD|EUR|BRL|GBP|JPY)\s?\d[\d.,]{0,15}"
    r"|(?<![\w.,])\d[\d.,]{0,15}\s?(?:[€£¥₹₽₩]|(?:USD|EUR|BRL|GBP|JPY|reais)(?!\w))"
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|form|applet|meta|base)\b|<[a-zA-Z][^<>]*\son[a-z]{3,20}\s?=|javascript:",
    re.IGNORECASE,
)
# A word of this many letters in capitals is loud; shorter ones are sizes and abbreviations.
_LOUD_LETTERS = 4
# Abbreviations of goods and standards, which stand in capitals by their nature, beside those of the casing tables. One
# that has no vowel ("HVLP", "HDTV") needs no table.
_CAPITALS = ACRONYMS | frozenset(
    "WLAN SSID LAN WAN NAS AES WPA RAID BIOS VESA SDHC SDXC EMMC MIDI XLR RCA AUX CMOS AMOLED UHDTV ADSL VOIP LTE "
    "NIMH LIPO EPDM HDPE LDPE PEVA PETG NEMA ANSI ASTM OSHA NIOSH ATEX ABEC OBDII AISI HIFI HVAC SEER "
    "EPROM EEPROM ASIN ISBN GTIN INMETRO ANVISA ABNT NOM FSC PEFC OEKO SARS COVID MIPS UPF EPI EPIS "
    "UNISEX HIIT  AWD ABS ESP OEM ATV SUV UTV RPG MMORPG EDP EDT EDC EDTA AHA BHA BCAA DHEA MSM EPA DHA".split()
)
_VOWELS = frozenset("AEIOUYÁÂÃÀÉÊÍÓÔÕÚ")
# "10 cm", "2.5 kg": up to this many letters after a number are its unit.
_UNIT_LETTERS = 3
_LEAST_LETTERS = 2
_NUMBER_BEFORE = re.compile(r"\d[\d.,/]{0,15}[ \u00a0\u202f-]?$")
_PUNCTUATION = ".,;:!?()[]{}\"'“”‘’«»…&+*"


def without_names(text: str, names: Collection[str]) -> str:
    """Return the text with a space for each of the names, as whole words, in their own spelling.

    >>> without_names("PANASONIC toaster by Panasonic", {"PANASONIC"})
    '  toaster by Panasonic'
    """
    wanted = _longest_first(names)
    return _names(wanted).sub(" ", text) if wanted else text


def names_in(text: str, names: Collection[str]) -> list[str]:
    """Return the names that stand in a text as whole words, without regard to case and accents.

    >>> names_in("acme mug", {"Acme", "Acm"})
    ['Acme']
    """
    read = folded(text)
    spelled = ((name, folded(name)) for name in _longest_first(names))
    return [name for name, spelling in spelled if spelling and _names((spelling,)).search(read)]


def function_words_in(text: str, locale: str) -> list[str]:
    """Return the words of a text that hold a sentence together and name nothing, each once.

    >>> function_words_in("mug for the office", "en"), function_words_in("caneca de café", "pt-BR")
    (['for', 'the'], ['de'])
    """
    grammar = function_words(locales.language(locale))
    return list(dict.fromkeys(word for word in WORD.findall(text.casefold()) if word in grammar))


def _longest_first(names: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(None, names), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=256)
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def without_tags(text: str) -> str:
    """Return an HTML text with a space for each tag: what a buyer reads of it, entities apart.

    >>> without_tags("<p>A <img src='b.png'>mug</p>")
    ' A  mug '
    """
    return _TAG.sub(" ", text) if "<" in text else text


def folded(text: str) -> str:
    """Return the text without case and accents, for comparing.

    >>> folded("Frete GRÁTIS")
    'frete gratis'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def phrases_in(text: str, phrases: tuple[str, ...]) -> list[str]:
    """Return the phrases that stand in a text as whole words, each once, as the list has them, in the text's order.

    A phrase inside a longer one that stands there too is not told of.

    >>> phrases_in("Caneca com FRETE-GRATIS, 20% off", ("% off", "frete grátis", "off-road"))
    ['frete grátis', '% off']
    """
    read = folded(text)
    found: dict[str, tuple[int, int]] = {}
    for rarest, pattern, phrase in _phrases(phrases):
        # Most texts hold no phrase, and most of those not even its longest word.
        if rarest in read and (match := pattern.search(read)):
            found.setdefault(phrase, match.span())
    return [
        phrase
        for phrase, (start, end) in sorted(found.items(), key=lambda item: item[1])
        if not any(first <= start and end <= last and (first, last) != (start, end) for first, last in found.values())
    ]


@lru_cache(maxsize=128)
def _phrases(phrases: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    listed = []
    for phrase in phrases:
        words = folded(phrase).replace("-", " ").split()
        before = r"(?<!\w)" if words[0][0].isalnum() else ""
        after = r"(?!\w)" if words[-1][-1].isalnum() else ""
        pattern = re.compile(before + r"[\s\-]{1,3}".join(map(re.escape, words)) + after)
        listed.append((max(words, key=len), pattern, phrase))
    return tuple(listed)


def decorations(text: str, characters: str) -> list[str]:
    """Return the runs of characters that only decorate: repeated, or with no letter or digit beside them.

    >>> decorations("Style #4301 <10 lb", "~#<>*"), decorations("Cover-Up << Kids >> *", "~#<>*")
    ([], ['<<', '>>', '*'])
    """
    return list(dict.fromkeys(match.group()[:5] for match in _decorating(characters).finditer(text)))


@lru_cache(maxsize=32)
def _decorating(characters: str) -> re.Pattern[str]:
    one = f"[{re.escape(characters)}]"
    return re.compile(rf"{one}{{2,}}|(?<!\w){one}(?!\w)")


def emoji(text: str) -> list[str]:
    """Return the emoji and ornaments of a text, each once.

    >>> emoji("★ Mug 🎁🎁 35 °C ½ ™")
    ['★', '🎁']
    """
    return [] if text.isascii() else list(dict.fromkeys(_EMOJI.findall(text)))


def contacts(text: str) -> list[str]:
    """Return the web and e-mail addresses and telephone numbers of a text.

    >>> contacts("See shop.com.br or mail a.b@c.io, call (11) 91234-5678"), contacts("St. Combo, 2.5 m @ 3")
    (['shop.com.br', 'a.b@c.io', '(11) 91234-5678'], [])
    """
    return [match.group() for match in _CONTACT.finditer(text)]


def prices(text: str) -> list[str]:
    """Return the prices of a text.

    >>> prices("Mug R$ 29,90 or 12 EUR, 500 ml, $5")
    ['R$ 29,90', '12 EUR', '$5']
    """
    return [match.group().rstrip(".,") for match in _PRICE.finditer(text)]


def markup_outside(text: str, markup: Markup) -> list[str]:
    """Return the markup that a field does not take: tags and entities in plain text, scripts in HTML.

    >>> [markup_outside("<b>Mug</b><br>&amp;", markup) for markup in (Markup.PLAIN, Markup.BREAKS, Markup.HTML)]
    [['<b>', '</b>', '<br>', '&amp;'], ['<b>', '</b>'], []]
    """
    if "<" not in text and "&" not in text and "javascript" not in text.lower():
        return []
    if markup is Markup.HTML:
        return list(dict.fromkeys(match.group()[:20] for match in _ACTIVE.finditer(text)))
    tags = [match for match in _TAG.finditer(text) if markup is Markup.PLAIN or match.group(1).lower() != "br"]
    found = [match.group() for match in tags]
    if markup is Markup.PLAIN:
        found += _ENTITY.findall(text)
    return list(dict.fromkeys(found))


def content_words(text: str, locale: str) -> Iterator[str]:
    """Yield the words of a text, folded, that mean something: no function words, single letters or units of numbers.

    >>> list(content_words("Mug with Lid and mug rack, 10 cm x 10 cm", "en"))
    ['mug', 'lid', 'mug', 'rack']
    """
    grammar = function_words(locales.language(locale))
    for match in WORD.finditer(text):
        word = match.group().casefold()
        if len(word) > 1 and word not in grammar and not _is_unit(text, match):
            yield folded(word)


def _is_unit(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return end - start <= _UNIT_LETTERS and _NUMBER_BEFORE.search(text[max(0, start - 18) : start]) is not None


def shouted(text: str) -> list[str]:
    """Return the words that are capitals throughout for emphasis: no known acronyms, model numbers or sizes.

    >>> shouted("NEW Mug SALE HDMI WH-CH520 XXL T.U.K"), shouted("NEW RED MUG"), shouted("USB LED TV HDMI")
    (['SALE'], ['NEW', 'RED', 'MUG'], [])
    """
    if text.islower():
        return []
    words = [
        piece.strip(_PUNCTUATION) for word in text.split() if not _has_digit(word) for piece in re.split("[-/]", word)
    ]
    words = [word for word in words if len(word) > 1 and word.isupper() and word.isalpha() and not _is_acronym(word)]
    is_loud = text.isupper() and text.count(" ") > 1
    return list(dict.fromkeys(word for word in words if is_loud or len(word) >= _LOUD_LETTERS))


def _is_acronym(word: str) -> bool:
    return word in _CAPITALS or (word.isascii() and _VOWELS.isdisjoint(word))


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def without_capital(text: str, locale: str) -> list[str]:
    """Return the words that title case would give a capital; none in a language whose function words are not known.

    >>> without_capital("Ceramic mug with Lid, 350 ml, for iPhone", "en")
    ['mug']
    >>> without_capital("Garrafa d'água de Aço", "pt-BR")
    []
    """
    grammar = function_words(locales.language(locale))
    if not grammar:
        return []
    found = (match.group() for match in WORD.finditer(text) if _asks_capital(text, match))
    return list(dict.fromkeys(word for word in found if word not in grammar))


def _asks_capital(text: str, match: re.Match[str]) -> bool:
    """Return whether a word is small, of several letters, and follows no rule of its own.

    Such are the second part of a compound ("T-shirt"), what is glued to a number ("350ml"), units, and "d'água".
    """
    word = match.group()
    if len(word) < _LEAST_LETTERS or not word.islower():
        return False
    is_inside = match.start() > 0 and text[match.start() - 1] in "-/'’_0123456789"
    return not (is_inside or word[1] in "'’" or word[2:3] in ("'", "’") or _is_unit(text, match))


def opens_small(text: str) -> bool:
    """Return whether the first word of a text begins with a small letter; a number or a name like "iPhone" does not.

    >>> [opens_small(text) for text in ("soft cotton", "Soft cotton", "100% cotton", "iPhone case", "棉")]
    [True, False, False, False, False]
    """
    word = text.split(maxsplit=1)[0].lstrip(_PUNCTUATION) if text.strip() else ""
    return bool(word) and word[0].islower() and word == word.lower()


def with_capitals(text: str) -> Sequence[str]:
    """Return the words that hold a capital.

    >>> with_capitals("cotton Tote USB bag")
    ['Tote', 'USB']
    """
    return [] if text.islower() else list(dict.fromkeys(word for word in text.split() if word != word.lower()))
