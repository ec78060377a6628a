"""Completeness: nothing at all, the source again, or pieces of it left standing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from catalog_cli import locales
from catalog_cli.glossary.function_words import function_words
from catalog_cli.protection.language import other_language
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.wording import LETTERS, source_language, target_language, words
from catalog_cli.segment import CodeKind, Segment

_LEAST_COPIED_WORDS = 3  # a name of two words is often the same in both languages
_LEAST_RUN = 4  # words of the source in a row; "plug and play" is a name of three
# What no text of another language holds by chance, and no name of a product is made of.
_TELLING = {
    "en": "and with the your this that these which from are is it you our their has have when while",
    "pt": "com uma não você são seu sua seus suas pelo pela também",
    "es": "con los una más usted sus también muy",
    "fr": "avec les des pour votre vos est dans sont aux",
    "de": "und mit für nicht der das ist sind ein eine auch oder",
}


def empty_target(segment: Segment, pair: Pair) -> Iterable[str]:
    """The source says something, the translation nothing."""
    if not (segment.target or "").strip() and segment.source.strip():
        return ("The translation is empty.",)
    return ()


def untranslated(segment: Segment, pair: Pair) -> Iterable[str]:
    """Three or more words came back as they were: fine for a name, not for a sentence."""
    source, target = segment.source, segment.target
    if not target or target[:1].casefold()[:1] != source[:1].casefold()[:1] or target.casefold() != source.casefold():
        return ()
    if locales.language(pair.source) == locales.language(pair.target):
        return ()
    if other_language(source_language(segment), locales.language(pair.source)):
        return ()  # foreign_source says so
    verbatim = [(code.start, code.end) for code in segment.codes if code.kind is CodeKind.VERBATIM]
    copied = [
        match
        for match in LETTERS.finditer(segment.source)
        if len(match.group()) > 1
        and match.group() not in segment.names
        and not any(start <= match.start() < end for start, end in verbatim)
    ]
    return ("The translation is the same as the source.",) if len(copied) >= _LEAST_COPIED_WORDS else ()


def foreign_source(segment: Segment, pair: Pair) -> Iterable[str]:
    """The source is not in the language of the catalog, and stayed as it is: no finding of the translation."""
    if segment.target != segment.source or _is_one_language(pair):
        return ()
    found = other_language(source_language(segment), locales.language(pair.source))
    if found in (None, locales.language(pair.target)):
        return ()
    return (f"The source is not in {pair.source}, and was left as it is.",)


def leftover_source(segment: Segment, pair: Pair) -> Iterator[str]:
    """Part of the sentence was not translated: several words of the source stand in the translation in a row."""
    if _is_one_language(pair) or (segment.target or "").casefold() == segment.source.casefold():
        return
    said, kept = words(target_language(segment)), _kept_words(segment)
    own = words(source_language(segment))
    if len(own) < _LEAST_RUN or len(said) < _LEAST_RUN:
        return
    grammar = function_words(locales.language(pair.source)) - function_words(locales.language(pair.target))
    text = target_language(segment).replace("’", "'")
    runs = {own[at : at + _LEAST_RUN] for at in range(len(own) - _LEAST_RUN + 1)}
    for at in range(len(said) - _LEAST_RUN + 1):
        run = said[at : at + _LEAST_RUN]
        if run not in runs or not all(word.isalpha() for word in run) or not kept.isdisjoint(run):
            continue
        # In capitals it is a name: "The Rolling Stones Live".
        if not grammar.isdisjoint(run) and " ".join(run)[1:] in text:
            yield f'"{" ".join(run)}" stands in the translation as in the source.'
            return


def leftover_word(segment: Segment, pair: Pair) -> Iterator[str]:
    """A small word of the source's language ("and", "with") stands in the translation."""
    if _is_one_language(pair) or (segment.target or "").casefold() == segment.source.casefold():
        return
    telling = _telling(locales.language(pair.source), locales.language(pair.target))
    said = words(target_language(segment))
    if telling.isdisjoint(said) or telling.isdisjoint(words(segment.source)):
        return
    kept = _kept_words(segment)
    text = segment.target or ""
    for word in dict.fromkeys(said):
        # In capitals it is of a name: "The North Face".
        if word in telling and word not in kept and _stands_alone(word, text) and word in words(segment.source):
            yield f'"{word}" was left in the language of the source.'


def _stands_alone(word: str, text: str) -> bool:
    """Return whether a word in small letters stands beside a word in small letters."""
    written = text.split()
    for at, one in enumerate(written):
        if one.strip(".,;:!?") == word:
            around = written[max(0, at - 1) : at] + written[at + 1 : at + 2]
            return any(other[:1].islower() for other in around)
    return False


def _is_one_language(pair: Pair) -> bool:
    return locales.language(pair.source) == locales.language(pair.target)


def _kept_words(segment: Segment) -> frozenset[str]:
    """Return the words, in small letters, that may stay: of names, and of terms that read alike in both languages."""
    kept = {name.casefold() for name in segment.names}
    for hit in segment.term_hits:
        for form in hit.target_forms:
            kept.update(words(form))
    return frozenset(kept)


@lru_cache(maxsize=16)
def _telling(source: str, target: str) -> frozenset[str]:
    return frozenset(_TELLING.get(source, "").split()) - function_words(target)
