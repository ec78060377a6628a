"""What a draft must not be. Each acceptor returns the reason why a candidate cannot stand, or None."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_cli import casing, locales, preparation, protection, repetition
from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.search import Acceptor
from catalog_cli.conventions import numbers
from catalog_cli.conventions.reconciliation import reconcile
from catalog_cli.ledger import Outcome
from catalog_cli.segment import CodeKind, Segment

_WORD = re.compile(r"[^\W\d_]+")
# A draft may be this many times as long as its source, and this many characters on top: "Red" -> "Vermelho" is 2.7
# times as long and fine. English to Portuguese product text measures 1.15 on average.
_MOST_EXPANSION, _FREE_CHARACTERS = 2.2, 25
_LEAST_EXPANSION = 0.4
# `Shrunk` knows what to do after this one.
BEGAN_WITH_ARTICLE = "began with an article"
TAKEN = "is what another value of the product has become, and two variants would be one"


def acceptors(source_locale: str, target_locale: str, encoding: str | None = None) -> tuple[Acceptor, ...]:
    """Return every acceptor for a pair of locales, cheapest first; `encoding` is what the output is written in."""

    def changed_number(segment: Segment, candidate: Candidate) -> str | None:
        return _changed_number(segment, candidate, source_locale, target_locale)

    def wrong_script(segment: Segment, candidate: Candidate) -> str | None:
        return _wrong_script(segment, candidate, target_locale)

    def grown(segment: Segment, candidate: Candidate) -> str | None:
        return _grown(segment, candidate, target_locale)

    def unplaced_code(segment: Segment, candidate: Candidate) -> str | None:
        return _unplaced_code(segment, candidate, (source_locale, target_locale))

    def taken(segment: Segment, candidate: Candidate) -> str | None:
        return _taken(segment, candidate, (source_locale, target_locale))

    def unwritable(segment: Segment, candidate: Candidate) -> str | None:
        return _unwritable(segment, candidate, encoding)

    found: list[Acceptor] = [
        empty,
        lost_mask,
        copied,
        wrong_length,
        looped,
        grown,
        changed_number,
        wrong_script,
        unplaced_code,
        taken,
    ]
    if encoding is not None:
        found.append(unwritable)
    return tuple(found)


def empty(segment: Segment, candidate: Candidate) -> str | None:
    """Nothing came back."""
    return None if candidate.draft.strip() else "was empty"


def lost_mask(segment: Segment, candidate: Candidate) -> str | None:
    """A placeholder, URL or code is missing, doubled or altered."""
    if not segment.masks:
        return None
    lost = protection.missing(candidate.draft, segment.masks, segment.source)
    return f"lost or doubled {', '.join(lost)}" if lost else None


def copied(segment: Segment, candidate: Candidate) -> str | None:
    """The source came back: fine for a name or a loanword ("Nylon", "OEKO-TEX"), not for several words of language."""
    if candidate.draft.casefold() != segment.prepared.casefold():
        return None
    if segment.source.isupper() and " " not in segment.source:
        return None
    rest = segment.prepared
    for hit in segment.term_hits:
        said = segment.source[hit.start : hit.end].casefold()
        if said in (form.casefold() for form in hit.target_forms):  # the term base wants "plug and play" to stay
            rest = re.sub(re.escape(said), " ", rest, flags=re.IGNORECASE)
    words = [word for word in _WORD.findall(rest) if word.islower() and len(word) > 1]
    return "repeated the source" if len(words) >= 2 else None


def wrong_length(segment: Segment, candidate: Candidate) -> str | None:
    """Far longer or shorter than a translation of this text can be."""
    source, target = len(segment.prepared), len(candidate.draft)
    if target > source * _MOST_EXPANSION + _FREE_CHARACTERS:
        return "was far too long"
    if source > 2 * _FREE_CHARACTERS and target < source * _LEAST_EXPANSION:
        return "was far too short"
    return None


def looped(segment: Segment, candidate: Candidate) -> str | None:
    """The decoder went round in a circle."""
    if repetition.is_looped(candidate.draft, segment.prepared):
        return "repeated itself"
    phrase = repetition.repeated_phrase(candidate.draft)
    return "repeated itself" if phrase and not repetition.repeated_phrase(segment.prepared) else None


def _grown(segment: Segment, candidate: Candidate, target_locale: str) -> str | None:
    language = locales.language(target_locale)
    if casing.grows(segment.prepared, candidate.draft, language):
        return "made more of a single word"
    if any(segment.frame) and casing.opens_otherwise(segment.prepared, candidate.draft, language):
        return BEGAN_WITH_ARTICLE
    source, words = segment.prepared.casefold(), candidate.draft.casefold().split()
    if len(words) > 1 and source in words:  # "OEKO-TEX" -> "OEKO-TEX DE"
        return "added to a single word"
    return None


def _changed_number(segment: Segment, candidate: Candidate, source_locale: str, target_locale: str) -> str | None:
    missing, added = numbers.number_differences(segment.prepared, candidate.draft, source_locale, target_locale)
    if not (missing or added):
        return None
    if _TWELVE_HOURS.search(segment.prepared):  # "8pm" is "20h": a time has more than its digits
        told = reconcile(segment.prepared, candidate.draft, (source_locale, target_locale)).entries
        if all(entry.outcome in _ACCOUNTED for entry in told):
            return None
    return f"lost the number {_written(missing)}" if missing else f"added the number {_written(added)}"


_TWELVE_HOURS = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_ACCOUNTED = frozenset({Outcome.KEPT, Outcome.REFORMATTED, Outcome.REPAIRED, Outcome.SPELLED})


def _written(values: Sequence[object]) -> str:
    return ", ".join(str(value) for value in values)


_SCRIPTS = {"Latn": re.compile(r"[\u0041-\u024f\u1e00-\u1eff]")}
_BEYOND_LATIN = re.compile(r"[^\u0000-\u024f]")


def _wrong_script(segment: Segment, candidate: Candidate, target_locale: str) -> str | None:
    script = _SCRIPTS.get(locales.script(target_locale))
    if script is None or candidate.draft.isascii() or not _BEYOND_LATIN.search(candidate.draft):
        return None
    letters = _WORD.findall(candidate.draft)
    total = sum(map(len, letters))
    own = sum(1 for word in letters for letter in word if script.match(letter))
    foreign_in_source = sum(1 for letter in segment.prepared if letter.isalpha() and not script.match(letter))
    if total - own > foreign_in_source and own < total / 2:
        return "was in another script"
    return None


def _unplaced_code(segment: Segment, candidate: Candidate, pair: tuple[str, str]) -> str | None:
    if not any(code.kind is not CodeKind.VERBATIM for code in segment.codes):
        return None
    finished = preparation.finish(segment, candidate.draft, candidate.alignment, pair)
    return "left no place for a tag" if finished is None else None


def _taken(segment: Segment, candidate: Candidate, pair: tuple[str, str]) -> str | None:
    """It is the target of another value that variants are told apart by."""
    if not segment.taken:
        return None
    finished = preparation.finish(segment, candidate.draft, candidate.alignment, pair)
    is_taken = finished is not None and " ".join(finished[0].casefold().split()) in segment.taken
    return TAKEN if is_taken else None


def _unwritable(segment: Segment, candidate: Candidate, encoding: str | None) -> str | None:
    try:
        candidate.draft.encode(encoding or "utf-8")
    except UnicodeEncodeError as error:
        return f'holds "{candidate.draft[error.start]}", which {encoding} cannot write'
    return None
