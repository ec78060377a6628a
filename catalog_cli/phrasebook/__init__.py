"""Standing phrases of product copy, translated by hand: care labels, notes on sizes, headings, terms of sale.

Catalogs share them word for word, and a small model says each as it likes: "Do not bleach." became "Não se afia.". A
whole segment that is such a phrase, or is put together from several, gets our words instead of the model's.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources

from catalog_cli import casing, locales, markup
from catalog_cli.protection import is_stand_in
from catalog_cli.segment import Alignment, CodeKind, InlineCode, Origin, Segment, is_leading_name

SLOT = "{}"
"""Stands for one number or amount in a phrase and in its translation: "pack of {}"."""

_LONGEST = 160  # characters of a segment that is looked up
_MOST_CLAUSES = 12
_NUMBER = r"\d+(?:[.,]\d+)*"
_LETTERS = re.compile(r"\s*([^\W\d_]+)")
_SPACES = re.compile(r"\s+")
_ENDS = " .!:;…"
# What parts the clauses of "Machine wash cold, tumble dry low".
_JOINT = re.compile(r"(,? and |, |; |: | [-–—|/•] |/)")
# And how the target's language writes those that are words.
_JOINTS = {"pt": {" and ": " e ", ", and ": " e "}}


class Phrasebook:
    """The phrases of one pair of locales. `rows` gives each phrase, `folded`, its target.

    >>> book = Phrasebook({"do not bleach": "não usar alvejante", "pack of {}": "pacote com {}"}, "pt-BR")
    >>> book.target("Do not bleach."), book.target("pack of 3, do not bleach"), book.target("Red")
    ('Não usar alvejante', 'pacote com 3, não usar alvejante', None)
    """

    def __init__(self, rows: Mapping[str, str], target_locale: str, digest: str = "") -> None:
        self._targets = rows
        # Most texts begin as no phrase does, and are passed over at once.
        self._first_words = frozenset(_first_word(phrase) for phrase in rows)
        # Letters and spaces alone hold no joint but "and".
        joined = (phrase for phrase in rows if " and " in phrase or not phrase.replace(" ", "").isalpha())
        self._most_parts = max((len(_JOINT.split(phrase)) for phrase in joined), default=1)
        self._joints = _JOINTS.get(locales.language(target_locale), {})
        self.digest = digest
        """What names these phrases among others: outputs made with other ones are out of date."""

    def target(self, text: str, stand_ins: Collection[str] = ()) -> str | None:
        """Return the translation of a text that is a phrase, or several of them, without its end punctuation.

        None for any other text. The first letter is a capital where the text's is, or a number stands there.
        `stand_ins` are words of the text that stand for an amount ("$50").
        """
        pieces = self.pieces(text, stand_ins)
        return None if pieces is None else "".join(said for _, said in pieces)

    def pieces(self, text: str, stand_ins: Collection[str] = ()) -> list[tuple[str, str]] | None:
        """Return what `target` is made of: each phrase and each joint of the text without its ends, with ours.

        >>> Phrasebook({"fit": "modelagem", "true to size": "padrão"}, "pt-BR").pieces("Fit: true to size.")
        [('Fit', 'Modelagem'), (': ', ': '), ('true to size', 'padrão')]
        """
        if len(text) > _LONGEST:
            return None
        if _first_word(text) not in self._first_words and not text.startswith(tuple(stand_ins)):
            return None
        inner = text.strip(_ENDS)
        said = self._phrase(text, stand_ins)
        found = self._joined(_JOINT.split(inner), stand_ins) if said is None else [(inner, said)]
        if found is None or next((letter.islower() for letter in text if letter.isalnum()), True):
            return found
        source, first = found[0]
        return [(source, first[:1].upper() + first[1:]), *found[1:]]

    def _phrase(self, text: str, stand_ins: Collection[str]) -> str | None:
        found = self._targets.get(folded(text))
        if found is not None:
            return found
        values: list[str] = []

        def slot(match: re.Match[str]) -> str:
            values.append(match[0])
            return SLOT

        key = re.sub("|".join([*map(re.escape, stand_ins), _NUMBER]), slot, text)
        # "1 hours": what is said of one thing has a row of its own.
        found = self._targets.get(folded(key)) if values and "1" not in values else None
        return None if found is None else found.format(*values)

    def _joined(self, parts: list[str], stand_ins: Collection[str]) -> list[tuple[str, str]] | None:
        """Return the pieces of clauses, which stand at even places between what joins them, if each is a phrase."""
        if not 1 < len(parts) <= 2 * _MOST_CLAUSES:
            return None
        found: list[tuple[str, str]] = []
        start = 0
        while start < len(parts):
            longest = min(len(parts), start + self._most_parts)
            for stop in range(longest, start, -2):  # the longest first: "and" also stands within phrases
                clauses = "".join(parts[start:stop])
                said = self._phrase(clauses, stand_ins)
                if said is not None:
                    break
            else:
                return None
            found.append((clauses, said))
            found += ((joint, self._joints.get(joint, joint)) for joint in parts[stop : stop + 1])
            start = stop + 1
        return found


def _first_word(text: str) -> str:
    """Return the letters that a text begins with, in small letters; "" if with none, as "2-pack" and "{}-pack" do."""
    found = _LETTERS.match(text)
    return "" if found is None else found[1].casefold()


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
    table = csv.reader(text.splitlines()[1:])
    # A test holds the table to what `folded` would make of it, which takes ten times as long.
    rows = {source.casefold(): target for sources, target in table for source in sources.split("|")}
    return Phrasebook(rows, target_locale, hashlib.sha256(text.encode()).hexdigest()[:16])


def say_phrases(segments: Iterable[Segment], book: Phrasebook | None) -> Iterator[Segment]:
    """Yield the segments, those that are phrases with our words as their draft.

    What a glossary has words for stays open, and so does what has a limit, must be told from others, or has tags
    that are not around whole phrases, as those of "<b>Fit:</b> true to size" are.
    """
    for segment in segments:
        if (
            book is None
            or segment.target is not None
            or segment.draft is not None
            or segment.term_hits
            or segment.limit is not None
            or segment.taken
        ):
            yield segment
            continue
        if any(code.kind is not CodeKind.VERBATIM for code in segment.codes):
            yield segment if segment.masks else _said_with_tags(segment, book)
            continue
        stand_ins = [mask for _, _, mask in segment.masks if is_stand_in(mask)]
        said = None
        if segment.masks and not stand_ins and not is_leading_name(segment.source, *segment.masks[0]):
            # Only read otherwise: "nail polish" is a phrase, and the "enamel" that the engine reads need not be.
            said = book.target(segment.source)
        said = said or book.target(segment.prepared, stand_ins)
        yield segment if said is None else segment._replace(draft=said, alignment=None, origin=Origin.PHRASE)


_WORD = re.compile(r"\w+|[^\w\s]")


def _said_with_tags(segment: Segment, book: Phrasebook) -> Segment:
    """Return a segment with tags, our words as its draft if each tag stands at the edge of a phrase in both texts."""
    text = segment.prepared
    pieces = book.pieces(text)
    if pieces is None:
        return segment
    links: list[tuple[int, int, int, int]] = []
    phrases: list[tuple[range, range]] = []  # where each stands, without its edges, in both texts
    start, reached = len(text) - len(text.lstrip(_ENDS)), 0
    for source, said in pieces:
        stop, end = start + len(source), reached + len(said)
        if _JOINT.fullmatch(source) is None:
            phrases.append((range(start + 1, stop), range(reached + 1, end)))
        words = [match.span() for match in _WORD.finditer(text, start, stop)]
        ours = [match.span() for match in _WORD.finditer(said)]
        for index, (first, last) in enumerate(ours if words else ()):
            # First to first and last to last: which word says what within a phrase, no tag asks.
            word = words[round(index * (len(words) - 1) / max(1, len(ours) - 1))]
            links.append((reached + first, reached + last, *word))
        start, reached = stop, end
    draft, alignment = "".join(said for _, said in pieces), Alignment(tuple(links))
    placed = markup.project(segment.codes, text, casing.end_like(draft, text), alignment)
    if placed is None or _divides(segment.codes, [own for own, _ in phrases]):
        return segment
    if _divides(placed, [said for _, said in phrases]):
        return segment
    return segment._replace(draft=draft, alignment=alignment, origin=Origin.PHRASE)


def _divides(codes: Iterable[InlineCode], phrases: Iterable[range]) -> bool:
    edges = {edge for code in codes for edge in (code.start, code.end)}
    return any(edge in phrase for phrase in phrases for edge in edges)
