"""Standing phrases of product copy, translated by hand: care labels, notes on sizes, headings, terms of sale.

Catalogs share them word for word, and a small model says each as it likes: "Do not bleach." became "Não se afia.". A
whole segment that is such a phrase, or is put together from several, gets our words instead of the model's.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources

from catalog_cli import locales
from catalog_cli.segment import CodeKind, Origin, Segment

SLOT = "{}"
"""Stands for one number in a phrase and in its translation: "pack of {}"."""

_LONGEST = 160  # characters of a segment that is looked up
_MOST_CLAUSES = 12
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACES = re.compile(r"\s+")
_ENDS = " .!:;…"
# What parts the clauses of "Machine wash cold, tumble dry low".
_JOINT = re.compile(r"(,? and |, |; |: | [-–—|/•] |/)")
# And how the target's language writes those that are words.
_JOINTS = {"pt": {" and ": " e ", ", and ": " e "}}


class Phrasebook:
    """The phrases of one pair of locales. `rows` gives each phrase, in any spelling, its target.

    >>> book = Phrasebook({"do not bleach": "não usar alvejante", "pack of {}": "pacote com {}"}, "pt-BR")
    >>> book.target("Do not bleach."), book.target("pack of 3, do not bleach"), book.target("Red")
    ('Não usar alvejante', 'pacote com 3, não usar alvejante', None)
    """

    def __init__(self, rows: Mapping[str, str], target_locale: str, digest: str = "") -> None:
        self._targets = {folded(source): target for source, target in rows.items()}
        self._joints = _JOINTS.get(locales.language(target_locale), {})
        self.digest = digest
        """What names these phrases among others: outputs made with other ones are out of date."""

    def target(self, text: str) -> str | None:
        """Return the translation of a text that is a phrase, or several of them, without its end punctuation.

        None for any other text. The first letter is a capital where the text's is.
        """
        if len(text) > _LONGEST:
            return None
        found = self._phrase(text) or self._joined(_JOINT.split(text.strip(_ENDS)))
        if found is None:
            return None
        is_capital = next((letter.isupper() for letter in text if letter.isalpha()), False)
        return found[:1].upper() + found[1:] if is_capital else found

    def _phrase(self, text: str) -> str | None:
        key = folded(text)
        found = self._targets.get(key)
        if found is None and (numbers := _NUMBER.findall(key)):
            found = self._targets.get(_NUMBER.sub(SLOT, key))
            if found is not None:
                found = found.format(*numbers)
        return found

    def _joined(self, parts: list[str]) -> str | None:
        """Return a text of clauses, which stand at even places between what joins them, if each is a phrase."""
        if not 1 < len(parts) <= 2 * _MOST_CLAUSES:
            return None
        found: list[str] = []
        start = 0
        while start < len(parts):
            for stop in range(len(parts), start, -2):  # the longest first: "and" also stands within phrases
                said = self._phrase("".join(parts[start:stop]))
                if said is not None:
                    break
            else:
                return None
            found += (said, *(self._joints.get(joint, joint) for joint in parts[stop : stop + 1]))
            start = stop + 1
        return "".join(found)


def folded(text: str) -> str:
    """Return a text as phrases are compared: in small letters, with plain apostrophes and spaces, without its end.

    >>> folded(" Don’t  bleach! "), folded("Care Instructions:")
    ("don't bleach", 'care instructions')
    """
    return _SPACES.sub(" ", text.casefold().replace("’", "'")).strip(_ENDS)


@lru_cache(maxsize=8)
def load_phrasebook(source_locale: str, target_locale: str) -> Phrasebook | None:
    """Return our phrases for a pair of locales, None if there are none.

    >>> book = load_phrasebook("en-US", "pt-BR")
    >>> book and book.target("Do not bleach.")
    'Não usar alvejante'
    >>> load_phrasebook("en", "pt-PT") is None
    True
    """
    name = f"{locales.language(source_locale)}.{locales.parse(target_locale)}.csv"
    file = resources.files("catalog_cli.phrasebook").joinpath(name)
    if not file.is_file():
        return None
    text = file.read_text("utf-8")
    rows = {source: row["target"] for row in csv.DictReader(text.splitlines()) for source in row["source"].split("|")}
    return Phrasebook(rows, target_locale, hashlib.sha256(text.encode()).hexdigest()[:16])


def say_phrases(segments: Iterable[Segment], book: Phrasebook | None) -> Iterator[Segment]:
    """Yield the segments, those that are phrases with our words as their draft.

    What a glossary has words for stays open, and so does what has tags inside, a limit, or must be told from others.
    """
    for segment in segments:
        if (
            book is None
            or segment.target is not None
            or segment.draft is not None
            or segment.term_hits
            or segment.limit is not None
            or segment.taken
            or any(code.kind is not CodeKind.VERBATIM for code in segment.codes)
        ):
            yield segment
            continue
        said = book.target(segment.prepared)
        yield segment if said is None else segment._replace(draft=said, alignment=None, origin=Origin.PHRASE)
