"""Languages: the letters and the small words that a translation is made of.

The small words of a few languages tell these from one another without a model. For others py3langid gives a hint, if
it is installed (the extra "check"; BSD-3-Clause): it takes 1.5 s and 100 MB to load, then 0.2 ms for a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from catalog_cli import locales
from catalog_cli.glossary.function_words import function_words
from catalog_cli.protection.language import other_language
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.wording import LETTERS, target_language, words
from catalog_cli.segment import Segment

_LEAST_WORDS = 3  # a name of two words is often the same in both languages
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
_COMPOUND = re.compile(r"(?<![\w-])[^\W_]++(?:-[^\W_]++){2,}")
_BEYOND_LATIN = re.compile(r"[^\x00-\u024f]")
_SHARED_LETTERS = frozenset("µμΩπαβ")  # signs of measures and mathematics in any script


def wrong_script(segment: Segment, pair: Pair) -> Iterable[str]:
    """The translation is written in letters that the target language does not use."""
    target = segment.target or ""
    script = locales.script(pair.target)
    if script not in _SCRIPT_LETTERS or (script == "Latn" and target.isascii()):
        return ()
    own = _letter_of(script)
    if script != "Latn":
        # A brand stays in Latin letters anywhere; a whole sentence without one letter of its own does not.
        if not own.search(target) and len(LETTERS.findall(target)) >= _LEAST_WORDS:
            return (f"The translation has no letter of the script of {pair.target}.",)
        return ()
    beyond = [char for char in _BEYOND_LATIN.findall(target) if char.isalpha()]
    if not beyond:
        return ()
    known = _SHARED_LETTERS.union(segment.source)
    foreign = [char for char in beyond if char not in known and not own.match(char)]
    if len(foreign) < 2:
        return ()
    return (f'The translation holds letters of another script: "{"".join(foreign[:10])}".',)


@cache
def _letter_of(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPT_LETTERS[script]}]")


# Beside the lists of the glossary: articles, prepositions and what else every sentence needs. Written for this project.
_FUNCTION_WORDS = {
    "it": """
        il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla dai in
        nel nella nei nelle con su sul sulla per tra fra e ed o ma anche non che chi cui come quando dove se più meno
        molto questo questa questi queste suo sua tuo tua tuoi tue vostro è sono ha hanno può essere ogni senza
    """,
    "nl": """
        de het een en van in op met voor aan bij uit tot naar om te is zijn was wordt worden heeft kan niet ook als dat
        die dit deze je u uw jouw zonder door over onder meer geen of maar er wat alle
    """,
}
# A language whose words are many in product names of all languages says nothing by three of them.
_LEAST_HITS, _LEAST_SHARE = 2, 0.22
_HAN_ONLY = {
    # The commonest characters that only one of the two ways of writing Chinese has.
    "Hans": "个们这来时发会对开关说请见车长东为产质种类细线层头风与带轻设计压电气热净亮护业体过还进没适"
    "简单实际选择颜尺码点面经级节约",
    "Hant": "個們這來時發會對開關說請見車長東為產質種類細線層頭風與帶輕設計壓電氣熱淨亮護業體過還進沒適"
    "簡單實際選擇顏尺碼點面經級節約",
}
_LEAST_HAN = 12
_OWN_CYRILLIC = {"ru": "ыэъё", "uk": "іїєґ", "be": "ўі", "bg": "", "sr": "ђјљњћџ", "mk": "ѓќѕјљњџ"}


def wrong_language(segment: Segment, pair: Pair) -> Iterator[str]:
    """The translation is in another language than it should be, by its small words or its letters."""
    target = segment.target or ""
    if len(target) < 8:
        return
    if target == segment.source and other_language(target, locales.language(pair.source)):
        return  # the source's own: foreign_source says so
    script = locales.script(pair.target)
    if script == "Latn":
        said = target_language(segment)
        # "All-in-one" and "plug-and-play" are names of a kind in any language.
        found = _spoken(words(_COMPOUND.sub(" ", said) if "-" in said else said), locales.language(pair.target))
    elif script == "Cyrl":
        found = _of_letters(target, locales.language(pair.target))
    else:
        found = _east_asian(target, script)
    if found:
        yield f"The translation is in another language ({found}) than {pair.target}."


def _spoken(said: tuple[str, ...], own: str) -> str | None:
    """Return the language whose small words a text is made of, if it has next to none of its own."""
    if len(said) < _LEAST_WORDS:
        return None
    heard = frozenset(said)
    own_words = _small_words(own)
    best, most = None, 0
    for other in _LISTED:
        if other == own or (not own_words and other not in _SURE):
            continue
        theirs, ours = _told_apart(other, own)
        hits = len(theirs & heard)
        if hits > most and hits > 2 * len(ours & heard):
            best, most = other, hits
    share = sum(word in _small_words(best) for word in said) / len(said) if best else 0
    if most >= (_LEAST_HITS if own_words else 2 * _LEAST_HITS) and share >= _LEAST_SHARE:
        return best
    # A short sentence with one such word and accents or nothing of its own is left to the reader.
    return None


def _of_letters(target: str, own: str) -> str | None:
    low = target.casefold()
    for other, letters in _OWN_CYRILLIC.items():
        foreign = [char for char in letters if char not in _OWN_CYRILLIC.get(own, letters)]
        if other != own and own in _OWN_CYRILLIC and sum(map(low.count, foreign)) >= _LEAST_WORDS:
            return other if not any(char in low for char in _OWN_CYRILLIC[own] if char not in letters) else None
    return None


@cache
def _han_and_kana() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u3040-\u30ff]")


def _east_asian(target: str, script: str) -> str | None:
    han, kana = (len(letter.findall(target)) for letter in _han_and_kana())
    if script == "Jpan":
        return "Chinese" if han >= _LEAST_HAN and not kana else None
    if script in _HAN_ONLY:
        if kana >= 2 * _LEAST_WORDS:
            return "Japanese"
        other = "Hant" if script == "Hans" else "Hans"
        theirs, ours = frozenset(_HAN_ONLY[other]), frozenset(_HAN_ONLY[script])
        hits = sum(char in theirs and char not in ours for char in target)
        is_mixed = any(char in ours and char not in theirs for char in target)
        return f"zh-{other}" if hits >= _LEAST_WORDS and not is_mixed else None
    return None


_VOWELS = frozenset("aeiou")  # "I/O" is no Italian
_LISTED = ("en", "pt", "es", "fr", "de", "it", "nl")
_SURE = frozenset({"en", "de", "fr", "es", "pt"})


@lru_cache(maxsize=64)
def _small_words(language: str) -> frozenset[str]:
    return function_words(language) or frozenset(_FUNCTION_WORDS.get(language, "").split())


@lru_cache(maxsize=64)
def _told_apart(other: str, own: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the small words of one language that the other has not, and the other way round."""
    theirs = {word for word in _small_words(other) - _small_words(own) if word not in _VOWELS}
    return frozenset(theirs), _small_words(own) - _small_words(other)


_LEAST_LETTERS = 60  # below, py3langid takes one product text in a hundred for another language
_MARGIN = 12.0  # of log-probability by which another language must be likelier: our choice, of 300 sentences none
# Languages that it takes for one another.
_ALIKE = (
    frozenset({"no", "nb", "nn", "da", "sv"}),
    frozenset({"id", "ms", "jv"}),
    frozenset({"hr", "sr", "bs", "sl"}),
    frozenset({"pt", "gl", "es", "ca", "an", "oc"}),
    frozenset({"cs", "sk"}),
    frozenset({"nl", "af"}),
    frozenset({"ru", "uk", "be", "bg", "mk"}),
    frozenset({"hi", "mr", "ne"}),
)


def unlikely_language(segment: Segment, pair: Pair) -> Iterator[str]:
    """A long translation looks like another language to py3langid (a hint; only where that is installed)."""
    target = target_language(segment)
    if len(target) < _LEAST_LETTERS or sum(map(str.isalpha, target)) < _LEAST_LETTERS:
        return
    identifier = _identifier()
    if identifier is None:
        return
    own = locales.language(pair.target)
    scores = dict(identifier.rank(target))
    best = max(scores, key=scores.__getitem__)
    alike = next((group for group in _ALIKE if own in group), frozenset((own,)))
    if own in scores and best not in alike and scores[best] - scores[own] > _MARGIN:
        yield f"The translation looks like another language ({best}) than {pair.target}."


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """Return py3langid, None where it is not installed."""
    try:
        import py3langid
    except ImportError:
        return None
    return py3langid
