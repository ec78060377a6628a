"""Characters: damaged, unseen, of another script in the middle of a word, or written as code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalog_cli import locales
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.wording import target_language
from catalog_cli.segment import Segment

# UTF-8 read as Windows-1252 or Latin-1 shows as these pairs, whatever the language: of Latin letters, of typographic
# marks, of Cyrillic, Greek and kana. The signs of a model's vocabulary are no text either.
_DAMAGED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd⁇▁]|Ã[\x80-\xbf]|Â[\x80-\xbf]|â€|ï»¿|[ÐÑ][\x80-\xbf°±²³µ¾»½]|<unk>|</?s>"
)
_LOST_LETTER = re.compile(r"[^\W\d_]\?{1,4}[a-zà-ÿ]")


def damaged_characters(segment: Segment, pair: Pair) -> Iterable[str]:
    """Characters that no keyboard writes came in: control characters, wrongly decoded text ("Ã©", "cora??o")."""
    target = segment.target or ""
    if target.isascii() and target.isprintable() and "<" not in target and "?" not in target:
        return ()
    return _damaged(segment, target) if "?" in target or _DAMAGED.search(target) else ()


def _damaged(segment: Segment, target: str) -> Iterator[str]:
    for found in dict.fromkeys(_DAMAGED.findall(target)):
        if found not in segment.source:
            yield f"The translation holds damaged characters: {ascii(found)[1:-1]}."
    if "?" in target:
        lost = _LOST_LETTER.search(target_language(segment))
        if lost and "/" not in target and lost.group() not in segment.source:
            yield f'The translation has a question mark inside a word: "{lost.group()}".'


_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\uffa0]"
)
# Persian, Indic and Khmer words, and emoji, are joined by these; marks of direction belong to what runs right to left.
_JOINERS = "\u200c\u200d"
_JOINED_SCRIPTS = frozenset(
    {"Arab", "Beng", "Deva", "Gujr", "Guru", "Khmr", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu"}
)
_DIRECTIONS = "\u061c\u200e\u200f"
_UNSPACED_SCRIPTS = frozenset({"Thai", "Khmr", "Laoo", "Mymr"})
_TATWEEL = "\u0640"
_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte order mark",
    _TATWEEL: "a kashida",
}


def invisible_characters(segment: Segment, pair: Pair) -> Iterator[str]:
    """Characters that nobody sees came in: zero-width spaces, soft hyphens, marks of direction, stretched Arabic
    letters. Search and filters do not find such words."""
    target = segment.target or ""
    if target.isascii():
        return
    script = locales.script(pair.target)
    allowed = set(segment.source)
    if script in _JOINED_SCRIPTS or any(char > "\u2600" for char in target):
        allowed.update(_JOINERS)
    if script in ("Arab", "Hebr"):
        allowed.update(_DIRECTIONS)
    if script in _UNSPACED_SCRIPTS:
        allowed.add("\u200b")
    found = _INVISIBLE.findall(target) + [_TATWEEL] * (_TATWEEL in target)
    for char in dict.fromkeys(found):
        if char not in allowed:
            yield f"The translation holds {_NAMES.get(char, 'a character that nobody sees')} (U+{ord(char):04X})."


_LATIN = r"A-Za-z\u00c0-\u024f"
_ALIKE = r"\u0370-\u03ff\u0400-\u052f"
_MIXED = re.compile(rf"[{_LATIN}]+[{_ALIKE}][{_LATIN}{_ALIKE}]*|[{_ALIKE}]+[{_LATIN}][{_LATIN}{_ALIKE}]*")
_SIGNS = frozenset("µμΩπαβγδ")


def mixed_scripts(segment: Segment, pair: Pair) -> Iterator[str]:
    """A word mixes Latin with Cyrillic or Greek letters that look alike: nobody finds it by typing it."""
    target = segment.target or ""
    if target.isascii():
        return
    for found in _MIXED.finditer(target):
        word = found.group()
        # "µm" and "USB-кабель" are no mixture; two letters are a unit or a symbol.
        if len(word) > 2 and word not in segment.source and _SIGNS.isdisjoint(word):
            yield f'"{word}" mixes letters of two scripts.'
            return


_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}", re.IGNORECASE)


def escaped_characters(segment: Segment, pair: Pair) -> Iterator[str]:
    """A customer would read code instead of a character: "&amp;amp;", "&nbsp;", "\\u00e9"."""
    target = segment.target or ""
    if "&" not in target and "\\" not in target:
        return
    for found in dict.fromkeys(_ENTITY.findall(target)):
        if found not in segment.source:
            yield f'"{found}" is written as code.'


_MOST_SYMBOLS = 64


def symbols_changed(segment: Segment, pair: Pair) -> Iterator[str]:
    """A text without a letter or a digit ("-", "★★★", "👍") is not the same in the translation."""
    source, target = segment.source, segment.target or ""
    if len(source) > _MOST_SYMBOLS or not target or target == source or any(map(str.isalnum, source)):
        return
    # A row of marks may be set wide or narrow ("!" and "！").
    if any(map(str.isalnum, target)) or len(target.split()) != len(source.split()):
        yield f'"{source.strip()}" holds no words and became "{target.strip()}".'
