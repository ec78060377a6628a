"""Units that a translation lost or damaged beside a number that it kept: told, and taken in for repair."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from catalog_cli import locales
from catalog_cli.conventions.dates import TIME
from catalog_cli.conventions.quantities import CODE, PERCENT, find_quantities
from catalog_cli.conventions.quantity import Form, Quantity
from catalog_cli.conventions.quantity_pairs import Pair, Pairs, Sign
from catalog_cli.ledger import LedgerKind

# How currencies begin in words, in the languages that models write: "dólares", "euros", "reais", "Pfund", "libras".
_CURRENCY_WORDS = ("dól", "dol", "eur", "lib", "rea", "pes", "yen", "ien", "pou", "pfu", "ドル", "円")
_NEXT_WORD = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]+)")
# Short words that are no unit, so that a number before them stands without one: Portuguese, Spanish, Italian, French.
_FUNCTION_WORDS = frozenset(
    "a à al ao com con da das de del della des di do dos du e et la le na no o ou para y".split()
)
_PORTUGUESE_SIZES = ("alt", "compri", "diâm", "espess", "fund", "gross", "larg", "long", "prof")
# What models write for a unit that they do not know: Portuguese "em" (in) and "polrada" for an inch.
_MANGLED = {("pt", "length-inch"): re.compile(r"[ \u00a0](?:em\b|pol[^\W\d]*)(?:\.(?=[ \u00a0]?[a-zà-ÿ,]))?")}
# The space that a unit leaves behind before a mark.
_GAP = re.compile(r"[ \u00a0](?=[.,;:!?)])")
_STRAY_POINT = re.compile(r"\.(?=[ \u00a0][a-zà-ÿ])")
# Words for a cup or a spoon that name no unit by themselves: with one in the text, the unit is not lost.
_VESSELS = ("cop", "colher", "xíc", "chá", "sopa")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = frozenset("$€£¥₹-–−/.,")
# A text with more words is read once more than it is worth.
_MOST_WORDS = 80


def lost_unit(pair: Pair, target: str) -> bool:
    """Return whether one of a pair has a unit or currency, the other a bare number with no word that could be it."""
    if pair.sign not in (Sign.PARTS, Sign.DIGITS) or pair.source.unit == CODE:
        return False
    if pair.source.kind is LedgerKind.NUMBER:
        is_bare_size = pair.source.unit.startswith("size-") and not any(one.unit for one in pair.targets)
        return any(one.kind is LedgerKind.PRICE for one in pair.targets) or (
            is_bare_size and not _names_system(pair, target)
        )
    if pair.source.kind is LedgerKind.DATE or any(one.unit not in ("", CODE) for one in pair.targets):
        return False
    following = _NEXT_WORD.match(target, pair.targets[-1].end)
    word = following[1].casefold() if following else ""
    if pair.source.kind is LedgerKind.PRICE:
        return not word.startswith(_CURRENCY_WORDS)
    around = re.sub(r"[\d.,'’\s\u00a0\u202f]+", "", pair.source.text.casefold())
    return not (word and _initial(word) == _initial(around))


# How size systems are named in the languages that models write, by the beginnings of words.
_SYSTEM_NAMES = {
    "size-US": r"EUA|EE\.? ?UU|USA?\b|(?i:americ|améric)",
    "size-EU": r"UE\b|EUR?\b|(?i:europ)",
    "size-UK": r"RU\b|UK\b|GB\b|(?i:brit|reino unido|royaume|inglês|engl)",
    "size-BR": r"BR\b|(?i:bra[sz]il)",
}
_NEARBY = 24  # characters


def _names_system(pair: Pair, target: str) -> bool:
    """Return whether words beside a size name its system: "9.5 dos EUA"."""
    names = _SYSTEM_NAMES.get(pair.source.unit, r"(?!)")
    around = target[max(0, pair.targets[0].start - _NEARBY) : pair.targets[-1].end + _NEARBY]
    return re.search(rf"\b(?:{names})", around) is not None


def _initial(word: str) -> str:
    """Return the first letter of a word: units of one origin share it ("microns", "mícronas")."""
    letters = [char for char in unicodedata.normalize("NFD", word) if char.isalpha()]
    return "".join(letters[:1])


def strayed_units(found: Pairs) -> frozenset[str]:
    """Return the units that stand in a target beside numbers that are not theirs."""
    units = {one.unit for pair in found.pairs for one in pair.targets if one.unit != pair.source.unit}
    return frozenset(units | {one.unit for one in found.added})


def bare_values(found: Pairs) -> frozenset[tuple[Decimal, ...]]:
    """Return the values of the source's bare numbers: one of them in the target may be theirs."""
    return frozenset(pair.source.values for pair in found.pairs if not pair.source.unit)


def with_place_for_unit(pair: Pair, texts: tuple[str, str], locale: str) -> Pair:
    """Return a pair with a bare number as one to be written with the source's unit, where that is certain.

    It takes in what is left of the unit beside the number ("22,6 em. longo" for "22.6 in. long"). The pair is
    returned as it is where a word behind the number may be the unit, or the unit stands elsewhere in the text.
    """
    source, found = pair.source, pair.targets[0]
    if pair.sign is not Sign.PARTS or len(pair.targets) != 1 or found.unit or found.kind is not LedgerKind.NUMBER:
        return pair
    if source.form is not Form.SINGLE or source.kind not in (LedgerKind.MEASURE, LedgerKind.PRICE):
        return pair
    if len(source.numbers) != 1 or source.unit in (PERCENT, TIME, CODE) or found.values != source.values:
        return pair
    end = _end_of_unit(source, found, texts, locale)
    if end is None or _stands_elsewhere(source, texts[1], locale):
        return pair
    if source.kind is LedgerKind.PRICE and not _may_take_currency(found, texts[1]):
        return pair
    whole = found._replace(kind=source.kind, end=end, text=texts[1][found.start : end], unit=source.unit)
    return pair._replace(targets=(whole,), sign=Sign.UNIT)


def _end_of_unit(source: Quantity, found: Quantity, texts: tuple[str, str], locale: str) -> int | None:
    """Return where the number ends with what is left of its unit; None if what follows may be a unit."""
    target = texts[1]
    mangled = _MANGLED.get((locales.language(locale), source.unit))
    if mangled and (match := mangled.match(target, found.end)):
        # "in leather" is "em couro": one of the two words may be the preposition.
        others = texts[0][: source.start] + texts[0][source.end :]
        if not (match[0].strip(" \u00a0.") == "em" and re.search(r"\b(?:in|into|on|at|by)\b", others)):
            return match.end()
    left = _STRAY_POINT.match(target, found.end) or _GAP.match(target, found.end)
    end = left.end() if left else found.end
    following = _NEXT_WORD.match(target, end)
    if following is None:
        behind = target[end : end + 2].strip()[:1]
        return None if behind and (behind.isdecimal() or behind in "\"'″′°%²³×*/$€£-–") else end
    word = following[1].casefold()
    if word in _FUNCTION_WORDS and not target[end : end + 1].isalpha():
        return end
    is_size = locales.language(locale) == "pt" and word.startswith(_PORTUGUESE_SIZES)
    return end if is_size and source.unit.startswith("length-") else None


def _stands_elsewhere(source: Quantity, target: str, locale: str) -> bool:
    """Return whether a word of the target outside of its quantities names the source's unit, or a vessel."""
    if source.kind is LedgerKind.PRICE:
        return False
    rest = target
    for one in find_quantities(target, locale):
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    words = _WORD.findall(rest)
    if len(words) > _MOST_WORDS:
        return True
    if source.unit.startswith("volume-") and any(word.casefold().startswith(_VESSELS) for word in words):
        return True
    return any(
        one.unit == source.unit for word in words if len(word) > 1 for one in find_quantities(f"2 {word}", locale)
    )


def _may_take_currency(found: Quantity, target: str) -> bool:
    before = target[: found.start].rstrip(" \u00a0")
    word = _WORD.findall(before)[-1:]
    return before[-1:] not in _SIGNS and not (word and word[0].isupper() and before.endswith(word[0]))
