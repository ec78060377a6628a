"""Punctuation: how a text ends and begins, what stands in pairs, and the marks of the target's script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from catalog_cli import locales
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.wording import target_language
from catalog_cli.segment import Segment

# What a sentence ends in, by meaning: every script's full stop is one kind.
_ENDS = {
    **dict.fromkeys(".。｡।۔։።", "full stop"),
    **dict.fromkeys("!！", "exclamation mark"),
    **dict.fromkeys("?？؟", "question mark"),
    **dict.fromkeys(":：", "colon"),
    "…": "ellipsis",
}
_CLOSERS = " \u00a0\u202f\"'”’»«“)]}」』）*"
# Thai and Lao end a sentence with a space, Greek a question with ";".
_OTHER_ENDS = frozenset({"th", "lo", "el"})
_ABBREVIATION = re.compile(r"\b[^\W\d_]{2,5}\.$")
_ABBREVIATION_WITHIN = re.compile(r"\b[^\W\d_]{2,5}\.(?=\s[^\W\d_A-Z])")
_ABBREVIATED_UNIT = re.compile(r"\d[\d.,/]*\s?[^\W\d_]{1,4}\.$")


def end_punctuation(segment: Segment, pair: Pair) -> Iterable[str]:
    """The source ends in a full stop or question mark and the translation does not, or the other way round."""
    source, target = segment.source.rstrip(_CLOSERS), (segment.target or "").rstrip(_CLOSERS)
    if not source or not target or source[-1] == target[-1]:
        return ()
    wanted, found = _end(source), _end(target)
    if wanted == found or _is_settled(source, target, pair):
        return ()
    if not found:
        return (f"The source ends in a {wanted}, the translation does not.",)
    if not wanted:
        return (f"The translation ends in a {found}, the source does not.",)
    return (f"The source ends in a {wanted}, the translation in a {found}.",)


def _end(text: str) -> str | None:
    return "ellipsis" if text.endswith("...") else _ENDS.get(text[-1])


def _is_settled(source: str, target: str, pair: Pair) -> bool:
    """Return whether the ends differ for a good reason: an abbreviated unit, or a language with other ends."""
    if _ABBREVIATED_UNIT.search(source[-16:]) or _ABBREVIATED_UNIT.search(target[-16:]):
        return True
    if _ABBREVIATION.search(target[-8:]) and _ABBREVIATION_WITHIN.search(source):
        return True  # "Max. value": "Valor máx."
    return locales.language(pair.target) in _OTHER_ENDS or locales.language(pair.source) in _OTHER_ENDS


_STARTS = "-–—•·*#>+✓✔★☆►▶"


def start_punctuation(segment: Segment, pair: Pair) -> Iterator[str]:
    """The source begins with a bullet, a dash or another sign and the translation does not, or the other way round."""
    source, target = segment.source.lstrip(), (segment.target or "").lstrip()
    if not source or not target or source[0] == target[0]:
        return
    if source[0] in _STARTS and not (source[0] in "-–—•·*" and target[0] in "-–—•·*"):
        yield f'The source begins with "{source[0]}", the translation does not.'
    elif target[0] in _STARTS and source[0] not in _STARTS:
        yield f'The translation begins with "{target[0]}", the source does not.'


_PAIRS = (("(（", ")）"), ("[［【", "]］】"))
# "bag(s)"; what stands in brackets, which stays as it is ("(220 V)"); "1)", "a)" and smileys.
_ENUMERATOR = re.compile(
    r"(?<=[^\W\d_])\([^\W\d_]{1,3}\)|(\([^()]*+\))|"
    r"(?:^|(?<=[\s;,]))(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})\)|[:;=8]-?[)(]"
)


def brackets(segment: Segment, pair: Pair) -> Iterator[str]:
    """A bracket of the translation has no partner, or a bracketed remark of the source is lost."""
    source, target = segment.source, segment.target or ""
    if not any(mark in target or mark in source for mark in "()[]（）［］【】"):
        return
    source, target = _ENUMERATOR.sub(r"\1", source), _ENUMERATOR.sub(r"\1", target)
    for opening, closing in _PAIRS:
        opened, closed = (sum(map(target.count, marks)) for marks in (opening, closing))
        wanted, wanted_closed = (sum(map(source.count, marks)) for marks in (opening, closing))
        if wanted != wanted_closed:
            continue
        if opened != closed:
            yield f'"{opening[0]}" and "{closing[0]}" do not match: {opened} and {closed}.'
        elif wanted > opened:
            yield f'The source has {wanted} "{opening[0]}", the translation {opened}.'


_QUOTES = re.compile(r"[\"“”„«»「」『』＂‟]|(?<!\w)[‘’‹›]|[‘’‹›](?!\w)")
_INCHES = re.compile(r"(?<=\d)\s?\"|(?<=\d)\s?”")


def quotes(segment: Segment, pair: Pair) -> Iterator[str]:
    """A quotation mark of the translation has no partner, or what the source quotes is not quoted."""
    source, target = segment.source, segment.target or ""
    if not (_QUOTES.search(target) or _QUOTES.search(source)):
        return
    wanted, found = len(_double(source)), len(_double(target))
    if wanted % 2 == 0 and found % 2:
        yield f"The translation has {found} quotation marks: one has no partner."
    elif wanted and not wanted % 2 and not found:
        yield "What the source sets between quotation marks is not so in the translation."


def _double(text: str) -> list[str]:
    """Return the double quotation marks of a text; those of inches are none."""
    return re.findall(r"[\"“”„«»「」『』＂‟]", _INCHES.sub("", text))


_DOUBLED = re.compile(r"[,;:]\s*[,;:]|(?<![.…])\.\.(?![.…])|[,;:]\s*\.(?!\d|\.)|[!?]\s*\.(?!\.)|、、|。。|，，")
_SHOWN = 12  # characters before it


def doubled_punctuation(segment: Segment, pair: Pair) -> Iterator[str]:
    """Two marks stand where one belongs: ",,", "..", ",."."""
    target = target_language(segment)
    for found in _DOUBLED.finditer(target):
        mark = found.group().replace(" ", "")
        if mark not in segment.source.replace(" ", ""):
            before = target[max(0, found.start() - _SHOWN) : found.start()]
            yield f'"{found.group()}" stands behind "{before}".'
            return


_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_EASTERN = rf"(?<={_CJK})[,.!?;:](?={_CJK}|\s|$)"
# What is a mark of another script, by the script of the target.
_NARROW = {
    "Jpan": _EASTERN,
    "Hans": _EASTERN,
    "Hant": _EASTERN,
    "Arab": r"(?<=[\u0620-\u06d3])\s?[,;?](?=\s|$)",
    "Armn": r"(?<=[\u0561-\u0587])[.?](?=\s|$)",
    "Deva": r"(?<=[\u0900-\u0963])\.(?=\s|$)",
    "Beng": r"(?<=[\u0980-\u09e3])\.(?=\s|$)",
    "Grek": r"(?<=[\u0370-\u03ff])\?(?=\s|$)",
}
# Marathi, Konkani and Sindhi end a sentence with a full stop; so does much of what is sold in Hindi, in titles.
_WITH_FULL_STOP = frozenset({"mr", "kok", "sd"})


def script_punctuation(segment: Segment, pair: Pair) -> Iterator[str]:
    """A mark of the Latin script stands where the target's own belongs: "," for "、", "?" for "؟", "." for "।"."""
    target = segment.target or ""
    if target.isascii():
        return
    script = locales.script(pair.target)
    if script not in _NARROW or locales.language(pair.target) in _WITH_FULL_STOP:
        return
    found = _narrow(script).search(target)
    if found:
        before = target[max(0, found.start() - _SHOWN) : found.start()]
        yield f'"{found.group().strip()}" stands behind "{before}": {pair.target} has a mark of its own.'


@cache
def _narrow(script: str) -> re.Pattern[str]:
    return re.compile(_NARROW[script])


def inverted_marks(segment: Segment, pair: Pair) -> Iterator[str]:
    """A Spanish question or exclamation lacks the mark that opens it (¿, ¡)."""
    if locales.language(pair.target) not in ("es", "ast"):
        return
    target = target_language(segment)
    for closing, opening in (("?", "¿"), ("!", "¡")):
        ends = len(re.findall(rf"\w[\"'»”)]?\s?{re.escape(closing)}+", target))
        if ends > target.count(opening):
            yield f'A "{closing}" has no "{opening}" before it.'
