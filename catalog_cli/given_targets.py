"""The stage for translations that are there already: what a run would have known of them before it checked them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from catalog_cli import preparation, protection
from catalog_cli.conventions.localization import NUMERIC_CODES
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.segment import CodeKind, InlineCode, Origin, Segment

# What a translation does not bring in by itself: one that the source does not have was added.
_FOREIGN = frozenset({"placeholder", "shortcode", "url", "email", "file"})


def with_given_targets(
    segments: Iterable[Segment], pair: tuple[str, str], terms: TermMatcher | None = None
) -> Iterator[Segment]:
    """Yield segments that have a target with their term hits, and with the codes of what both texts must hold.

    `pair` is the source and the target locale. A target that repeats what is no language is COPIED.
    """
    given: deque[Segment] = deque()

    def sources() -> Iterator[Segment]:
        for segment in segments:
            given.append(segment)
            yield segment._replace(target=None, target_codes=())

    for prepared in preparation.prepare(sources(), *pair, terms):
        own = given.popleft()
        if own.target is None:
            yield own
            continue
        codes = tuple(code for code in prepared.codes if not _is_number(code))
        is_copy = prepared.origin is Origin.COPIED and own.target == own.source
        yield own._replace(
            codes=codes,
            target_codes=(*own.target_codes, *_verbatim_in(own.target, own.target_codes, own.source, codes)),
            term_hits=prepared.term_hits,
            masks=prepared.masks,
            origin=Origin.COPIED if is_copy else own.origin,
        )


def _is_number(code: InlineCode) -> bool:
    """Return whether a code is there only because engines break what it holds: it is written anew in the target."""
    return code.kind is CodeKind.VERBATIM and code.name in NUMERIC_CODES


def _verbatim_in(
    target: str, taken: Sequence[InlineCode], source: str, codes: Sequence[InlineCode]
) -> Iterator[InlineCode]:
    """Yield codes for what the source's own hold and the target repeats, then for what only the target holds."""
    places = _Places(target)
    for code in taken:
        if code.kind is CodeKind.VERBATIM:
            places.take(code.start, code.end)
    for code in codes:
        if code.kind is not CodeKind.VERBATIM or code.start == code.end:
            continue
        start = places.next_of(source[code.start : code.end])
        if start is not None:
            yield code._replace(start=start, end=start + code.end - code.start)
    for code in protection.find_spans(target):
        if code.name in _FOREIGN and places.is_free(code.start, code.end):
            yield code


class _Places:
    """Where the words of a text stand that no code holds yet; a place that was looked at once is not looked at again.

    >>> places = _Places("XL1, L1 and L1")
    >>> places.next_of("L1"), places.next_of("L1"), places.next_of("L1"), places.next_of("L1")
    (5, 12, 1, None)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._taken = bytearray(len(text))
        self._reached: dict[tuple[str, bool], int] = {}

    def take(self, start: int, end: int) -> None:
        """Note that a code holds a span."""
        self._taken[start:end] = b"\1" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no code holds any of a span."""
        return self._taken.find(1, start, end) < 0

    def next_of(self, words: str) -> int | None:
        """Return where words stand next, and take the place: by themselves, if they do so anywhere."""
        for is_alone in (True, False):
            start = self._text.find(words, self._reached.get((words, is_alone), 0))
            while start >= 0:
                end = start + len(words)
                if self.is_free(start, end) and not (is_alone and self._is_in_word(start, end)):
                    self.take(start, end)
                    self._reached[words, is_alone] = end
                    return start
                start = self._text.find(words, start + 1)
            self._reached[words, is_alone] = len(self._text)
        return None

    def _is_in_word(self, start: int, end: int) -> bool:
        around = self._text[start - 1 : start] + self._text[end : end + 1] if start else self._text[end : end + 1]
        return any(char.isalnum() or char == "_" for char in around)
