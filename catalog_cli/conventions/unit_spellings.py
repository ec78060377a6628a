"""What may be a unit behind a number: spellings by language, and the words around that an unclear one needs.

English and Portuguese spellings are the table's and are read in every text: a translation may have copied them. For
other languages CLDR's names are read beside them, through Babel.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.conventions.number_symbols import babel_locale
from catalog_cli.conventions.quantity import Number
from catalog_cli.conventions.units import Style, units

_SPACES = " \u00a0\u202f\u2009"
# "20cmx30cm": the unit ends before the multiplication sign.
_FIRST_WORD = r"(?:[cdkm]?m|in|ft)(?=[xX]\d)|[^\W\d_]+|[°º℃℉′″Ω]"
_FIRST = re.compile(_FIRST_WORD)
_FAR = 140  # characters: a title, or the sentence

# Marks behind a digit. Straight and curly quotation marks also quote: `_is_closing_quote` decides.
_MARKS = {'"': "length-inch", "″": "length-inch", "”": "length-inch", "''": "length-inch", "’’": "length-inch"}
_FEET_MARKS = {"'": "length-foot", "′": "length-foot", "’": "length-foot"}
# What begins behind a number: a mark, or between it and the first word of a unit nothing, a space or a hyphen
# ("2.5-inch").
_BEGUN = re.compile(
    rf" ?″| ?′|''|’’|[\"”]|['’]|(?P<gap>[ \u00a0\u202f\u2009]|[-‐‑](?=[^\W\d_])|)(?P<first>{_FIRST_WORD})"
)

_TEXTILE = r"(?i:polyester|poliéster|nylon|náilon|oxford|ripstop|cordura|fabric|tecido|tights|meia|denier|poly|yarn)"
_ELECTRIC = (
    r"(?i:\d ?V\b|\d ?m?Ah\b|\d ?W\b|volts?|amp|fuse|charger|carregador|usb|current|corrente|breaker|adapter|battery)"
)
_WARM = (
    r"(?i:°|temp|heat|hot|cold|warm|cool|wash|iron|oven|boil|water|degree|celsius|fahrenheit|lav|quente|calor|aquec|forno"
    r"|água|ferv|frio|fria|passar|bake|freez|sauna|keep|up to)"
)
_JEWEL = (
    r"(?i:diamond|diamante|\bgem|stone\b|pedra|\brings?\b|\banel|earring|brinco|jewel|joia|pendant|solitaire|solitário|sapphire"
    r"|safira|ruby|rubi|emerald|esmeralda|moissanite|moissanita|zirconia|zircônia|carat|quilate|tw\b|brilliant)"
)
_GOLD = r"(?i:gold|\bouro|\boro\b|karat|plated|folhead|banhad)"
_LIGHT = r"(?i:light|luz|lamp|lâmpada|bulb|led\b|white|branc|temperat|kelvin|lumen|lúmen|lm\b|cct|watt)"
_LINEN = r"(?i:sheet|lençol|lençóis|cotton|algodão|percal|sateen|cetim|bedding|cama|fronha|pillow|duvet|linen|toalha)"
_PRESSURE = r"(?i:pressure|pressão|pump|bomba|espresso|coffee|café|water|água|psi|tyre|tire|pneu|steam|vapor|resist)"


class Need(NamedTuple):
    """The words around (a pattern) without which a spelling is not that unit, and the least value it starts from."""

    around: str = ""
    least: int = 0
    is_attached: bool = False
    """Only directly behind the number."""
    is_apart: bool = False
    """Only with a space."""


# (unit, spelling) -> what it needs; the reason beside it.
_NEEDS = {
    ("linear-density-denier", "D"): Need(_TEXTILE, 10, is_attached=True),  # 3D; an Oxford shoe in "12 D"
    ("linear-density-tex", "tex"): Need(r"(?i:yarn|thread|fio|fabric|tecido|linha)"),  # Tex-Mex
    ("electric-ampere", "A"): Need(_ELECTRIC),  # 4A hair, "3 A sizes"
    ("temperature-celsius", "C"): Need(_WARM, 15),  # 2C, 20C cells
    ("temperature-fahrenheit", "F"): Need(_WARM, 30),  # 36F is a bra
    ("temperature-kelvin", "K"): Need(_LIGHT, 1000),  # 4K, 5K run, 14K gold
    ("concentr-karat", "K"): Need(_GOLD, 8),
    ("concentr-karat", "k"): Need(_GOLD, 8),
    ("concentr-karat", "kt"): Need(_GOLD, 8),
    ("concentr-karat", "quilate"): Need(_GOLD, 8),  # a diamond's quilate is a weight
    ("concentr-karat", "quilates"): Need(_GOLD, 8),
    ("mass-carat", "ct"): Need(_JEWEL),  # "240 ct" of tablets is a count
    ("mass-carat", "ct."): Need(_JEWEL),
    ("item-thread-count", "tc"): Need(_LINEN, 80),
    ("item-thread-count", "fio"): Need(_LINEN, 80),  # 2 fios are wires
    ("item-thread-count", "fios"): Need(_LINEN, 80),
    ("pressure-bar", "bar"): Need(_PRESSURE),  # a bar of soap
    ("duration-second", "s"): Need(is_apart=True),  # 30s: the thirties
    ("mass-tonne", "t"): Need(is_apart=True),
    ("electric-volt", "v"): Need(is_attached=True),  # 5 v 5
    ("power-watt", "w"): Need(is_attached=True),  # 2 w/ lid
    ("mass-gram", "gr"): Need(r"\d ?gr"),
    ("length-mile", "mi"): Need(r"(?<!R\$)"),
}
# These are tried first, in this order, where a spelling has several units: they need the words around.
_ORDER = ("concentr-karat", "mass-carat", "linear-density-denier", "temperature-kelvin")

# "in" is an inch at the end of a phrase, before a dimension word or a noun set off by a hyphen; "5 in one", "2 in 1",
# "sold in 3 colors", "10 in total" have the preposition.
_AFTER_INCH = re.compile(
    r"\.?(?:\s*(?:$|[()\],;:/×|&+–—]|[x*](?![^\W\d_])|by \d|-(?!\s?(?:\d|one|a|the)\b))"
    r"|\.(?:\s|$)"
    r"|[ \u00a0](?:wide|long|high|tall|deep|thick|length|width|height|depth|diameter|dia|diam|round|square|across"
    r"|or|and|to|at|from|with|w|h|d|l|W|H|D|L|x|X|when|per|apart|above|below|on|for|off|of|larguras?|comprimento|altura"
    r"|inseam|waist|diagonal|drop|heel|shaft|pan|skillet|pot|plate|frame|photo|pipe|hose|screen|display|monitor|tv|laptop"
    r"|de|do|da|por|e|ou|com|x)\b(?!-))",
    re.UNICODE,
)
# What is counted comes whole: behind a fraction or a decimal only these words make "in" the preposition.
_IN_WHICH = re.compile(
    r"[ \u00a0](?:the|an?|this|that|our|your|all|every|each|stock|stores?|total|tests?|reviews?|use)\b"
)
# Doubtful spellings of several letters; the last two are ordinals here.
_OTHER_WORDS = frozenset({"in", "second", "segundo"})
_NO_TIME = re.compile(r"[ -](?:hand|generation|mão)")
_SIZED = re.compile(r"(?i)\b(?:size|rated|rating|version|score[sd]?)[ \u00a0]$")
_FACTOR_BEFORE = re.compile(r"[\d\"”′″n] ?[xX×] ?$")  # 4 x 6 in photo
_NOT_INCH = re.compile(r"\.?\s*(?:on|for|of|with|and|or)\s+(?:one|the|this|total|stock|all|each|every)\b")
_SIZE_BEFORE = re.compile(r"(?i)\b(?:sizes?|tamanhos?|tam\.?|talla|taille|größe)\W{1,3}$")
_SIDE_AFTER = re.compile(r"(?i) ?[x×/] ?\d[\d ./-]*[\"”]?[wldh]\b| ?[2-5]\dL\b| (?:US|UK|EU)\b")
_SIDE_BEFORE = re.compile(r"(?i)\d[\"”]?[wldh] ?[x×/] ?$|\dd $|\b[2-5]\dW ?$")
_CURRENCY_BEFORE = re.compile(r"[$€£¥₹₩][ \u00a0]?$")


class Spelled(NamedTuple):
    """A unit as it is spelled behind a number: [start, end) of the text, the space before it, and how."""

    unit: str
    start: int
    end: int
    gap: str
    style: Style


class _Meaning(NamedTuple):
    """A spelling with plain spaces, also in small letters, and each unit that it may be: its style and what it needs.

    `is_doubtful`: it is also a letter of something else, or another word.
    """

    name: str
    word: str
    units: tuple[tuple[str, Style, Need | None], ...]
    is_doubtful: bool


class _Lexicon(NamedTuple):
    """What a language knows: by first word, the spellings that begin with it; by spelling, what it may be."""

    continuations: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[tuple[str, Style], ...]]
    folded: dict[str, tuple[tuple[str, Style], ...]]


def unit_after(text: str, number: Number, locale: str) -> Spelled | None:
    """Return the unit that stands behind a number of a text in a locale, if one does.

    >>> from decimal import Decimal
    >>> unit_after("2.5-inch drive", Number(0, 3, Decimal("2.5"), 1), "en")
    Spelled(unit='length-inch', start=4, end=8, gap='-', style=<Style.WORD: 'word'>)
    >>> unit_after("2 in 1", Number(0, 1, Decimal(2)), "en"), unit_after("5 presets", Number(0, 1, Decimal(5)), "en")
    (None, None)
    """
    begun = _BEGUN.match(text, number.end)
    if begun is None:
        return None
    gap, first = begun.groups()
    if first is None:
        return _marked(text, begun)
    first = first.casefold()
    if first not in _lexicon_of(locale).continuations:
        return None
    found = _continuation(first, locale).match(text, begun.start("first"))
    return None if found is None else _chosen(text, number, gap, found, locale)


def units_of(spelling: str, locale: str) -> tuple[str, ...]:
    """Return the units that a spelling may mean in a text of the locale; () for what is none.

    >>> units_of("Inches", "pt-BR"), units_of('"', "en"), units_of("presets", "en")
    (('length-inch',), ('length-inch',), ())
    """
    return tuple(name for name, _ in _meanings(spelling, locale))


def style_of(spelling: str, unit: str, locale: str) -> Style:
    """Return how a unit is spelled; of what no table has, four letters and more are a word.

    >>> [style_of(spelling, "length-inch", "en").value for spelling in ("in", "Inch", "″")]
    ['symbol', 'word', 'mark']
    """
    meanings = dict(_meanings(spelling, locale))
    if unit in meanings:
        return meanings[unit]
    if meanings:
        return next(iter(meanings.values()))
    return Style.WORD if len(spelling) > 3 and spelling.isalpha() else Style.SYMBOL


@lru_cache(maxsize=4096)
def _meanings(spelling: str, locale: str) -> tuple[tuple[str, Style], ...]:
    name = _plain(spelling)
    if mark := _MARKS.get(name) or _FEET_MARKS.get(name):
        return ((mark, Style.MARK),)
    lexicon = _lexicon_of(locale)
    # "300-thread-count": the hyphens are spaces of the table.
    for written in (name, name.replace("-", " ")):
        if found := lexicon.spellings.get(written) or lexicon.folded.get(written.casefold()):
            return found
    return ()


def _marked(text: str, mark: re.Match[str]) -> Spelled | None:
    spelling = mark.group()
    plain = spelling.strip()
    after = text[mark.end() : mark.end() + 1]
    if plain in _FEET_MARKS:
        # 6's, the 70's; '5' in quotes; 5'000 is a number already
        is_letter = after.isalpha() and not re.match(r"[xX]\s?\d", text[mark.end() : mark.end() + 3])
        is_quote = plain != "′" and (is_letter or _is_closing_quote(text, mark.start(), plain))
        return None if is_quote else Spelled(_FEET_MARKS[plain], mark.start(), mark.end(), "", Style.MARK)
    if plain in ('"', "”") and _is_closing_quote(text, mark.start(), plain):
        return None
    return Spelled(_MARKS[plain], mark.start(), mark.end(), "", Style.MARK)


def _is_closing_quote(text: str, place: int, mark: str) -> bool:
    """Return whether the mark at `place` closes a quotation opened before it rather than meaning feet or inches."""
    opening = {"”": "“", "’": "‘"}.get(mark, mark)
    start = max(0, place - _FAR)
    is_open = False
    for index in range(start, place):
        char = text[index]
        if char == opening and _opens(text, index):
            is_open = True
        elif char == mark and is_open and not text[index - 1].isdigit():
            is_open = False
    if not is_open:
        return False
    # Another mark later closes it: this one means inches.
    later = text.find(mark, place + 1, place + _FAR)
    return later < 0 or (mark == opening and _opens(text, later))


def _opens(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return (not before or before.isspace() or before in "([>—–") and bool(after) and not after.isspace()


def _chosen(text: str, number: Number, gap: str, found: re.Match[str], locale: str) -> Spelled | None:
    spelling, stop = found.group(), found.end()
    if spelling[-1] == "." and _ends_sentence(text, stop):
        spelling, stop = spelling[:-1], stop - 1
    name, word, meant, is_doubtful = _meaning(spelling, locale)
    if not meant or (is_doubtful and not _may_follow(text, number, gap, name, stop)):
        return None
    if word != "in" and _CURRENCY_BEFORE.search(text, max(0, number.start - 2), number.start):
        return None
    for unit, style, need in meant:
        if need is None or _is_met(need, text, number, stop, gap):
            return Spelled(unit, found.start(), stop, gap, style)
    return None


# Of the spellings that texts write, and they are few.
@lru_cache(maxsize=4096)
def _meaning(spelling: str, locale: str) -> _Meaning:
    lexicon = _lexicon_of(locale)
    name = _plain(spelling)
    if name not in lexicon.spellings and "-" in name:
        name = name.replace("-", " ")
    word = name.casefold()
    found = lexicon.spellings.get(name)
    if found is None:
        found = lexicon.folded.get(word) if len(name) > 1 else None
    key = name if len(name) == 1 else word
    units = tuple((unit, style, _NEEDS.get((unit, key))) for unit, style in found or ())
    return _Meaning(name, word, units, (len(name) == 1 and name.isalpha()) or word in _OTHER_WORDS)


def _ends_sentence(text: str, stop: int) -> bool:
    rest = text[stop : stop + 2].strip()
    return not rest or rest[0].isupper() or rest[0] == "\n" or "\n" in text[stop : stop + 1]


def _may_follow(text: str, number: Number, gap: str, name: str, stop: int) -> bool:
    """Return whether nothing around says that a doubtful spelling is something else."""
    if len(name) > 1:
        is_inch = name.casefold() == "in"
        return _is_inch(text, number, gap, stop) if is_inch else not _NO_TIME.match(text, stop)
    after = text[stop : stop + 2]
    # V-neck, T-shirt, w/ lid, 60W x 24D, 32W 34L, L size; "5-L" is a code
    if gap in ("-", "‐", "‑") or (after[:1] in "-‑" and after[1:].isalnum()) or (name in "wWs" and after[:1] == "/"):
        return False
    if name in "WLDHwldh" and _is_labelled_side(text, number, stop):
        return False
    return not _SIZE_BEFORE.search(text[max(0, number.start - 16) : number.start])


def _is_labelled_side(text: str, number: Number, stop: int) -> bool:
    """Return whether a letter says which side it is: "60W x 24D x 10H", "32W 34L", "10 W US" (a shoe)."""
    before, after = text[max(0, number.start - 6) : number.start], text[stop : stop + 16]
    return _SIDE_AFTER.match(after) is not None or _SIDE_BEFORE.search(before) is not None


def _is_inch(text: str, number: Number, gap: str, stop: int) -> bool:
    rest = text[stop : stop + 24]
    if re.match(r"[ \u00a0.-]{1,2}(?:\d|one\b|um\b|uno\b|total\b|stock\b|a\b)", rest):
        return False
    if gap == "" or _FACTOR_BEFORE.search(text, max(0, number.start - 5), number.start):
        return True
    if gap in ("-", "‐", "‑"):
        return not rest.startswith("-")
    if (number.is_fraction or number.decimals) and not _IN_WHICH.match(rest):
        return not _SIZED.search(text, max(0, number.start - 12), number.start)
    return _AFTER_INCH.match(rest) is not None and _NOT_INCH.match(rest) is None


def _is_met(need: Need, text: str, number: Number, stop: int, gap: str) -> bool:
    if (need.is_attached and gap) or (need.is_apart and not gap) or abs(number.value) < need.least:
        return False
    return not need.around or re.search(need.around, text[max(0, number.start - _FAR) : stop + _FAR]) is not None


def _plain(spelling: str) -> str:
    return " ".join(re.split(r"[ \u00a0\u202f\u2009]+", spelling))


@lru_cache(maxsize=256)
def _lexicon_of(locale: str) -> _Lexicon:
    return _lexicon(locales.language(locale))


# Spellings of the table that are plain words of another language: "8 und 12 oz" are no 8 unidades.
_NO_UNITS = {"de": frozenset({"und"})}


@lru_cache(maxsize=64)
def _lexicon(language: str) -> _Lexicon:
    """Return the spellings of a language: its own first, English and Portuguese always."""
    spellings: dict[str, dict[str, Style]] = defaultdict(dict)
    order = sorted(units().values(), key=lambda own: _ORDER.index(own.id) if own.id in _ORDER else len(_ORDER))
    if language not in ("en", "pt"):
        for spelling, name, style in _babel_spellings(language):
            spellings[spelling].setdefault(name, style)
    for tag in ("pt", "en") if language == "pt" else ("en", "pt"):
        for own in order:
            names = own.names[tag]
            written = [(spelling, Style.SYMBOL) for spelling in names.symbols if spelling != "-"]
            for spelling, style in written + [(spelling, Style.WORD) for spelling in names.words]:
                if spelling not in _NO_UNITS.get(language, ()):
                    spellings[spelling].setdefault(own.id, style)
    settled = {spelling: tuple(found.items()) for spelling, found in spellings.items()}
    folded: dict[str, dict[str, Style]] = defaultdict(dict)
    for spelling, found in settled.items():
        folded[spelling.casefold()].update(dict(found))
    # "MPA" may be mPa or MPa: two readings are none, unless a need tells them apart.
    clear = {
        name: tuple(found.items())
        for name, found in folded.items()
        if len(found) == 1 or any((unit, name) in _NEEDS for unit in found)
    }
    return _Lexicon(_continuations(list(settled)), settled, clear)


def _continuations(spellings: list[str]) -> dict[str, tuple[str, ...]]:
    by_first: dict[str, list[str]] = defaultdict(list)
    for spelling in spellings:
        if first := _FIRST.match(spelling):
            by_first[first.group().casefold()].append(spelling)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in by_first.items()}


@lru_cache(maxsize=2048)
def _continuation(first: str, locale: str) -> re.Pattern[str]:
    """Return the pattern of the spellings that begin with a word.

    It is compiled when a text first asks: all of them would take a quarter second.
    """
    spellings = _lexicon_of(locale).continuations[first]
    # A hyphen may join the words of a unit: "300-thread-count".
    written = (re.escape(spelling).replace(r"\ ", r"[ \u00a0\u202f\u2009-]") for spelling in spellings)
    return re.compile(rf"(?:{'|'.join(written)})(?:(?<=\.)|(?![^\W_])|(?=[xX]\d))", re.IGNORECASE)


def _babel_spellings(language: str) -> list[tuple[str, str, Style]]:
    """Return (spelling, unit, style) of CLDR's names in a language that stand behind the number."""
    found = []
    patterns = babel_locale(language)._data["unit_patterns"]  # Babel has no public access to the patterns
    for unit in units():
        forms = patterns.get(unit, {})
        for length, style in (("short", Style.SYMBOL), ("long", Style.WORD)):
            for category, pattern in forms.get(length, {}).items():
                before, _, after = pattern.partition("{0}")
                if category != "per" and not before.strip() and after.strip():
                    found.append((_plain(after.strip(_SPACES)), unit, style))
    return found
