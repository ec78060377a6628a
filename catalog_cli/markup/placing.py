"""Where a target's inline codes go, from the word alignment of the engine."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from catalog_cli.markup.elements import INDIVISIBLE
from catalog_cli.segment import Alignment, CodeKind, InlineCode

# A source word ends at a hyphen or slash, where a tag may; a target word does not: no tag goes inside "guarda-chuva".
_SOURCE_WORD = re.compile(r"[$€£¥#]?\w+(?:['’]\w+|[.,:]\d+)*[%°™®©ºª]*|[&+]")
_TARGET_WORD = re.compile(r"[$€£¥#]?\w+(?:['’‑-]\w+|[.,:/]\d+)*[%°™®©ºª]*|[&+]")
# Thai, Lao, Burmese, Khmer, kana and Han are written without spaces: there a tag goes between the engine's pieces.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A word of at most this many letters at the edge of what one source word became is its preposition or article.
_SHORT_WORD = 3
# Attention from prepositions and articles is loose: one from outside a run speaks this much against it.
_SHORT_WORD_WEIGHT = 0.3
# A word that attends to no word (or to punctuation) hardly speaks for or against a tag.
_UNALIGNED_GAIN = -0.1
_TAKEN_GAIN = -1e6

Span = tuple[int, int]


def project(
    codes: Sequence[InlineCode], source: str, target: str, alignment: Alignment
) -> tuple[InlineCode, ...] | None:
    """Return the PAIR and POINT codes of `source` placed in `target`; None if that cannot be done honestly.

    A pair goes around the contiguous run of whole target words that best matches the source words inside it; one
    around all words, or at an end where its other tag is missing, stays so; pairs stay nested. A point goes before
    the word made from the source word that follows it, at the end if none does. Punctuation inside a pair stays
    inside. VERBATIM codes are left out: who unmasks them knows where they are. None is returned for a pair that no
    target word was made from, pairs that overlap, and a `sub` or `sup` within a word that changed.

    >>> links = Alignment(((0, 3, 0, 1), (4, 9, 6, 9), (10, 18, 2, 5)))
    >>> bold = InlineCode(CodeKind.PAIR, 2, 5, "b", "<b>", "</b>")
    >>> [(code.start, code.end) for code in project([bold], "a red bag", "uma bolsa vermelha", links) or ()]
    [(10, 18)]
    """
    tags = tuple(code for code in codes if code.kind is not CodeKind.VERBATIM)
    if source == target or not tags:
        return tags
    return _Placing(source, target, alignment).place(tags)


class _Placing:
    """One source, one target, and which source words each target word was made from."""

    def __init__(self, source: str, target: str, alignment: Alignment) -> None:
        self.source, self.target = source, target
        links = alignment.links
        self.source_words = _words(source, _SOURCE_WORD, sorted({link[2] for link in links}))
        self.target_words = _words(target, _TARGET_WORD, [link[0] for link in links])
        self.votes = _votes(self.source_words, self.target_words, alignment)

    def place(self, codes: Sequence[InlineCode]) -> tuple[InlineCode, ...] | None:
        """Return the codes placed, in source order; None if one has no place."""
        placed: list[InlineCode] = []
        around: list[tuple[InlineCode, InlineCode]] = []  # the pairs around the present code, in both texts
        ended: list[tuple[InlineCode, InlineCode]] = []  # pairs beside it, under the same parent
        for code in codes:
            while around and not _holds(around[-1][0], code):
                if code.kind is CodeKind.PAIR and code.start < around[-1][0].end:
                    return None  # they overlap
                ended.append(around.pop())
            outer = around[-1][1] if around else None
            limits = (outer.start, outer.end) if outer else (0, len(self.target))
            if code.kind is CodeKind.POINT:
                place = self._point(code)
                if place is None:
                    return None
                place = min(max(place, limits[0]), limits[1])
                placed.append(code._replace(start=place, end=place))
                continue
            span = self._pair(code, limits, [pair for _, pair in ended])
            if span is None:
                return None
            placed.append(code._replace(start=span[0], end=span[1]))
            around.append((code, placed[-1]))
        return tuple(placed)

    def _pair(self, code: InlineCode, limits: Span, beside: Sequence[InlineCode]) -> Span | None:
        """Return the place of a pair within the limits and not on the pairs beside it."""
        inside = self._words_inside(code.start, code.end)
        if inside[0] >= inside[1]:
            return self._symbols(code)
        if self._divides_word(code, inside):
            part = self._part_of_word(code, inside)
            if part or code.name in INDIVISIBLE:
                return part
        low = bisect_left(self.target_words, (limits[0], -1))
        high = bisect_left(self.target_words, (limits[1], -1))
        whole = inside == (0, len(self.source_words))
        run = (low, high) if whole else self._run(code, inside, (low, high), beside)
        return self._with_punctuation(code, inside, run, limits) if run[0] < run[1] else None

    def _run(self, code: InlineCode, inside: Span, limits: Span, beside: Sequence[InlineCode]) -> Span:
        """Return the target words, as indices, that best match the source words inside; an empty run if none do."""
        low, high = limits
        gains = [self._gain(index, inside) for index in range(low, high)]
        for pair in beside:
            for index, (start, end) in enumerate(self.target_words[low:high]):
                if start < pair.end and pair.start < end:
                    gains[index] = _TAKEN_GAIN
        size = high - low
        starts = range(size) if code.opening else range(1)
        ends = range(1, size + 1) if code.closing else range(size, size + 1)
        begin, end = _best_run(gains, starts, ends)
        begin, end = self._without_short_words(code, inside, (begin + low, end + low))
        share = self._support(range(begin, end), inside)
        return (begin, end) if share * 2 >= self._support(range(len(self.target_words)), inside) > 0 else (0, 0)

    def _gain(self, index: int, inside: Span) -> float:
        """Return from -1 to 1 how much target word `index` was made from the source words inside."""
        votes = self.votes[index]
        total = sum(votes.values())
        if not total:
            return _UNALIGNED_GAIN
        gain = 2 * self._support((index,), inside) / total - 1
        return gain * _SHORT_WORD_WEIGHT if gain < 0 and self._is_short(index) else gain

    def _support(self, indices: Iterable[int], inside: Span) -> int:
        first, last = inside
        return sum(weight for index in indices for word, weight in self.votes[index].items() if first <= word < last)

    def _without_short_words(self, code: InlineCode, inside: Span, run: Span) -> Span:
        """Return the run less a preposition or article at its ends that the source has not inside the pair.

        That is a short word made from a source word that made a longer word of the run, too: in "de couro" for
        "leather" the tag belongs to "couro".
        """
        begin, end = run
        while code.opening and begin + 1 < end and self._is_extra(begin, range(begin + 1, end)):
            begin += 1
        while code.closing and begin + 1 < end and self._is_extra(end - 1, range(begin, end - 1)):
            end -= 1
        return begin, end

    def _is_extra(self, index: int, others: range) -> bool:
        start, end = self.target_words[index]
        if not self._is_short(index) or not self.votes[index]:
            return False
        word = max(self.votes[index], key=self.votes[index].__getitem__)
        return any(
            word in self.votes[other] and self.target_words[other][1] - self.target_words[other][0] > end - start
            for other in others
        )

    def _is_short(self, index: int) -> bool:
        """Return whether the target word looks like a preposition, article or conjunction."""
        start, end = self.target_words[index]
        return end - start <= _SHORT_WORD and self.target[start:end].islower()

    def _with_punctuation(self, code: InlineCode, inside: Span, run: Span, limits: Span) -> Span:
        """Return the offsets of a run of words, with punctuation at its ends where the source has it inside."""
        first, last = self.source_words[inside[0]], self.source_words[inside[1] - 1]
        start, end = self.target_words[run[0]][0], self.target_words[run[1] - 1][1]
        for _ in self.source[code.start : first[0]].strip():
            if start > limits[0] and _is_symbol(self.target[start - 1]):
                start -= 1
        for _ in self.source[last[1] : code.end].strip():
            if end < limits[1] and _is_symbol(self.target[end]):
                end += 1
        return (start if code.opening else limits[0]), (end if code.closing else limits[1])

    def _words_inside(self, start: int, end: int) -> Span:
        """Return the source words, as indices, that [start, end) touches."""
        return bisect_right(self.source_words, start, key=_end), bisect_left(self.source_words, end, key=_begin)

    def _divides_word(self, code: InlineCode, inside: Span) -> bool:
        first, last = self.source_words[inside[0]], self.source_words[inside[1] - 1]
        return first[0] < code.start or code.end < last[1]

    def _part_of_word(self, code: InlineCode, inside: Span) -> Span | None:
        """Return the place of a pair inside a word that the target has unchanged: the 2 of H2O."""
        first, last = self.source_words[inside[0]], self.source_words[inside[1] - 1]
        at = self._same_place(self.source[first[0] : last[1]], first[0])
        return None if at is None else (at + code.start - first[0], at + code.end - first[0])

    def _symbols(self, code: InlineCode) -> Span | None:
        """Return the place of a pair around no word: around the same symbols, or where a point would be."""
        symbols = self.source[code.start : code.end].strip()
        if not symbols:
            place = self._point(code)
            return None if place is None else (place, place)
        at = self._same_place(symbols, self.source.index(symbols, code.start))
        return None if at is None else (at, at + len(symbols))

    def _same_place(self, text: str, place: int) -> int | None:
        """Return where the target has the text that the source has at `place`; None unless it has it as often."""
        before = self.source.count(text, 0, place)
        if self.source.count(text) != self.target.count(text):
            return None
        at = -1
        for _ in range(before + 1):
            at = self.target.find(text, at + 1)
        return at if at >= 0 else None

    def _point(self, code: InlineCode) -> int | None:
        """Return the place of a tag without words: beside the word that it touches, else before the next one."""
        place = code.start
        before, after = self._words_inside(0, place)[1] - 1, bisect_left(self.source_words, place, key=_begin)
        if after == len(self.source_words) and (place == len(self.source) or before < 0):
            return len(self.target)
        if before < 0 and place == 0:
            return 0
        if before >= 0 and place < self.source_words[before][1]:  # inside a word
            at = self._same_place(self.source[slice(*self.source_words[before])], self.source_words[before][0])
            if at is not None:
                return at + place - self.source_words[before][0]
            after = before
        touches = before >= 0 and self.source_words[before][1] == place
        if not touches and after < len(self.source_words) and (found := self._made_from(after)) is not None:
            return self.target_words[found][0]
        if before >= 0 and (found := self._made_from(before)) is not None:
            return self.target_words[found][1]
        if after < len(self.source_words) and (found := self._made_from(after)) is not None:
            return self.target_words[found][0]
        return None

    def _made_from(self, word: int) -> int | None:
        """Return the target word that owes most to this source word."""
        weight, index = max(((votes.get(word, 0), -index) for index, votes in enumerate(self.votes)), default=(0, 0))
        return -index if weight else None


def _words(text: str, pattern: re.Pattern[str], edges: Sequence[int]) -> list[Span]:
    """Return the words; where a script writes no spaces, what lies between the edges of the engine's pieces."""
    words: list[Span] = []
    may_be_unspaced = max(text, default="") >= _UNSPACED[0]
    for match in pattern.finditer(text):
        start, end = match.span()
        if may_be_unspaced and _unspaced_letter().search(text, start, end):
            for edge in edges[bisect_right(edges, start) : bisect_left(edges, end)]:
                words.append((start, edge))
                start = edge
        words.append((start, end))
    return words


def _votes(source_words: Sequence[Span], target_words: Sequence[Span], alignment: Alignment) -> list[dict[int, int]]:
    """Return per target word how many of its characters come from each source word.

    A link from several words, a term's, speaks for all of them, and a little more for the last: the head in English.
    """
    votes: list[dict[int, int]] = [{} for _ in target_words]
    for start, end, source_start, source_end in alignment.links:
        first = bisect_right(source_words, source_start, key=_end)
        last = bisect_left(source_words, source_end, key=_begin) - 1
        index = bisect_right(target_words, start, key=_end)
        while first <= last and index < len(target_words) and target_words[index][0] < end:
            weight = min(end, target_words[index][1]) - max(start, target_words[index][0])
            for word in range(first, last + 1):
                votes[index][word] = votes[index].get(word, 0) + weight + (first < word == last)
            index += 1
    return votes


def _best_run(gains: Sequence[float], starts: range, ends: range) -> Span:
    """Return the run [start, end) of highest positive sum, the longest of equal ones; (0, 0) if there is none.

    Where it may choose, the run begins and ends with a word that speaks for it.
    """
    best, run = 0.0, (0, 0)
    total = lowest = 0.0
    start = -1
    for index, gain in enumerate(gains):
        if index in starts and (gain > 0 or len(starts) == 1) and (start < 0 or total < lowest):
            lowest, start = total, index
        total += gain
        if start >= 0 and index + 1 in ends and (gain > 0 or len(ends) == 1) and total - lowest >= best:
            best, run = total - lowest, (start, index + 1)
    return run if best > 0 else (0, 0)


def _holds(outer: InlineCode, code: InlineCode) -> bool:
    if code.kind is CodeKind.POINT:
        return outer.start <= code.start < outer.end
    return outer.start <= code.start and code.end <= outer.end and code.start < max(outer.end, outer.start + 1)


def _is_symbol(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _begin(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


@cache
def _unspaced_letter() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")
