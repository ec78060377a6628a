"""The wording itself: empty, copied, repeated, damaged, in another script, or ending otherwise than the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog_cli import locales
from catalog_cli.qa.registry import Pair
from catalog_cli.repetition import repeated_phrase
from catalog_cli.segment import CodeKind, Segment

_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_COPIED_WORDS = 3  # a name of two words is often the same in both languages


def empty_target(segment: Segment, pair: Pair) -> Iterator[str]:
    """The source says something, the translation nothing."""
    if not (segment.target or "").strip() and segment.source.strip():
        yield "The translation is empty."


def untranslated(segment: Segment, pair: Pair) -> Iterator[str]:
    """Three or more words came back as they were: fine for a name, not for a sentence."""
    if segment.target is None or segment.target.casefold() != segment.source.casefold():
        return
    if locales.language(pair.source) == locales.language(pair.target):
        return
    verbatim = [(code.start, code.end) for code in segment.codes if code.kind is CodeKind.VERBATIM]
    words = [
        match
        for match in _LETTERS.finditer(segment.source)
        if len(match.group()) > 1
        and match.group() not in segment.names
        and not any(start <= match.start() < end for start, end in verbatim)
    ]
    if len(words) >= _LEAST_COPIED_WORDS:
        yield "The translation is the same as the source."


def doubled_word(segment: Segment, pair: Pair) -> Iterator[str]:
    """A word stands twice in a row ("de de"), and not so in the source."""
    target = segment.target or ""
    if target.isalpha():  # one word: the commonest cell of all
        return
    words = target.casefold().split()
    doubled = _doubled(words) if len(set(words)) < len(words) else []
    if doubled and not _doubled(segment.source.casefold().split()):
        for word in dict.fromkeys(doubled):
            yield f'The word "{word}" stands twice in a row.'


def repetition(segment: Segment, pair: Pair) -> Iterator[str]:
    """A word three times or a phrase twice in a row: the engine went round in a circle."""
    target = segment.target or ""
    if target.isalpha():
        return
    words = target.casefold().split()
    if len(set(words)) == len(words):
        return
    phrase = repeated_phrase(target)
    if phrase and not repeated_phrase(segment.source):
        yield f'"{phrase}" is repeated.'


_DAMAGED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd⁇▁]|Ã[\x80-\xbf]|Â[\x80-\xbf]|â€|<unk>|</?s>")


def damaged_characters(segment: Segment, pair: Pair) -> Iterator[str]:
    """Characters that no keyboard writes came in: control characters, wrongly decoded text ("Ã©"), unknown signs."""
    target = segment.target or ""
    if target.isascii() and target.isprintable() and "<" not in target:
        return
    for found in dict.fromkeys(_DAMAGED.findall(target)):
        if found not in segment.source:
            yield f"The translation holds damaged characters: {ascii(found)[1:-1]}."


_SCRIPT_LETTERS = {
    "Latn": r"A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a",
    "Cyrl": r"\u0400-\u052f",
    "Grek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Arab": r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Hebr": r"\u0590-\u05ff\ufb1d-\ufb4f",
    "Deva": r"\u0900-\u097f",
    "Beng": r"\u0980-\u09ff",
    "Taml": r"\u0b80-\u0bff",
    "Telu": r"\u0c00-\u0c7f",
    "Thai": r"\u0e00-\u0e7f",
    "Armn": r"\u0530-\u058f",
    "Geor": r"\u10a0-\u10ff\u1c90-\u1cbf",
    "Jpan": r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f",
    "Hans": r"\u3005-\u3007\u3400-\u9fff",
    "Hant": r"\u3005-\u3007\u3400-\u9fff",
    "Kore": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u3400-\u9fff",
}
_OF_SCRIPT = {script: re.compile(f"[{letters}]") for script, letters in _SCRIPT_LETTERS.items()}
_BEYOND_LATIN = re.compile(r"[^\x00-\u024f]")
_SHARED_LETTERS = frozenset("µμΩπαβ")  # signs of measures and mathematics in any script


def wrong_script(segment: Segment, pair: Pair) -> Iterator[str]:
    """The translation is written in letters that the target language does not use."""
    target = segment.target or ""
    script = locales.script(pair.target)
    own = _OF_SCRIPT.get(script)
    if own is None or (script == "Latn" and target.isascii()):
        return
    if script != "Latn":
        # A brand stays in Latin letters anywhere; a whole sentence without one letter of its own does not.
        if not own.search(target) and len(_LETTERS.findall(target)) >= _LEAST_COPIED_WORDS:
            yield f"The translation has no letter of the script of {pair.target}."
        return
    beyond = [char for char in _BEYOND_LATIN.findall(target) if char.isalpha()]
    if not beyond:
        return
    known = _SHARED_LETTERS.union(segment.source)
    foreign = [char for char in beyond if char not in known and not own.match(char)]
    if len(foreign) > 1:
        yield f'The translation holds letters of another script: "{"".join(foreign[:10])}".'


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
_ABBREVIATED_UNIT = re.compile(r"\d[\d.,/]*\s?[^\W\d_]{1,4}\.$")


def end_punctuation(segment: Segment, pair: Pair) -> Iterator[str]:
    """The source ends in a full stop or question mark and the translation does not, or the other way round."""
    source, target = segment.source.rstrip(_CLOSERS), (segment.target or "").rstrip(_CLOSERS)
    if not source or not target or source[-1] == target[-1]:
        return
    wanted, found = _end(source), _end(target)
    if wanted == found or _is_settled(source, target, pair):
        return
    if not found:
        yield f"The source ends in a {wanted}, the translation does not."
    elif not wanted:
        yield f"The translation ends in a {found}, the source does not."
    else:
        yield f"The source ends in a {wanted}, the translation in a {found}."


def _end(text: str) -> str | None:
    return "ellipsis" if text.endswith("...") else _ENDS.get(text[-1])


def _is_settled(source: str, target: str, pair: Pair) -> bool:
    """Return whether the ends differ for a good reason: an abbreviated unit, or a language with other ends."""
    if _ABBREVIATED_UNIT.search(source[-16:]) or _ABBREVIATED_UNIT.search(target[-16:]):
        return True
    return locales.language(pair.target) in _OTHER_ENDS or locales.language(pair.source) in _OTHER_ENDS


def _doubled(words: Sequence[str]) -> list[str]:
    return [word for word, following in pairwise(words) if word == following and word.isalpha()]
