"""Texts brought within a limit: optional parts left out, words abbreviated, and only then a clean cut."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog_cli.fitting.abbreviations import Abbreviation, abbreviations
from catalog_cli.fitting.atoms import Span, atoms, merged, overlaps, telling_spans
from catalog_cli.fitting.measure import is_within, longest_prefix
from catalog_cli.fitting.modifiers import modifiers
from catalog_cli.fitting.parts import STRUCTURAL, Kind, Named, Part, optional_parts, phrase_starts
from catalog_cli.fitting.remarks import remarks
from catalog_cli.fitting.tidying import OPENING_MARKS, capitalized, closed, paired, seam, tidied, tidied_end
from catalog_cli.fitting.wording import wording
from catalog_cli.ledger import How
from catalog_cli.segment import Limit

# A longer text is no title: it is cut at a sentence or a word, as looking for parts costs the square of its length.
_LONGEST_TITLE = 2_000
# What tells products and variants apart, and what they are: never left out.
KEPT_ATTRIBUTES = frozenset({"brand", "product_type", "size", "size_type", "compatibility"})
_FIRM = frozenset({"brand", "product_type"})
_MOST_WORDS_OF_VALUE = 4  # of a phrase that says a value and little else, its separator among them
# First left out first, where the marketplace does not say: what a picture shows or a filter holds.
DROP_ORDER = ("benefit", "theme", "occasion", "season", "usage_environment", "style", "room", "texture", "finish",
              "care", "pattern")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """How texts of a field are shortened.

    `drop_order` are kinds of parts and ids of attributes, first left out first. The attributes in `kept` stay, and
    `KEPT_ATTRIBUTES` always do. Short forms with one of the `banned` characters are not used. What the marketplace bans
    of the `phrases` goes first of all.
    """

    limit: Limit
    locale: str
    drop_order: tuple[str, ...] = DROP_ORDER
    banned: str = ""
    kept: frozenset[str] = KEPT_ATTRIBUTES
    phrases: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """All kinds of parts, first left out first."""
        own = tuple(name for name in self.drop_order if name not in KEPT_ATTRIBUTES | self.kept)
        return (*(kind for kind in STRUCTURAL if kind not in own), *own)


class Fitted(NamedTuple):
    """A text within its limit and how it got there.

    `how` is FREE (it was), DROPPED, ABBREVIATED or CUT, the last one that was needed; FAILED if the text is too long
    all the same, as it holds nothing else than what may not be parted. `dropped` and `cut` are what was left out,
    `abbreviated` the words with their short forms.
    """

    text: str
    how: How = How.FREE
    dropped: tuple[tuple[str, str], ...] = ()
    abbreviated: tuple[tuple[str, str], ...] = ()
    cut: str = ""


def fit(text: str, rules: Rules, kept: Sequence[Span] = (), named: Sequence[Named] = ()) -> Fitted:
    """Return a title within the limit of its rules; `kept` spans stay letter by letter.

    `named` are the values of attributes in it. Numbers that may tell variants apart stay, and the first phrase.

    >>> rules = Rules(Limit(40), "en")
    >>> fit("Canvas tote bag 40 cm with inner pocket - great gift idea", rules).text
    'Canvas tote bag 40 cm with inner pocket'
    >>> fit("Bolsa de lona 40 centímetros com bolso interno", Rules(Limit(36), "pt-BR")).text
    'Bolsa de lona 40 centímetros'
    """
    if is_within(text, rules.limit):
        return Fitted(text)
    if len(text) > _LONGEST_TITLE:
        return cut(text, rules)
    return _Title(text, rules, kept, named).fitted()


def cut(text: str, rules: Rules, kept: Sequence[Span] = ()) -> Fitted:
    """Return the beginning of a text that its limit has room for: whole words, none dangling at the end.

    >>> cut("Mug with handle for coffee and tea", Rules(Limit(30), "en")).text
    'Mug with handle for coffee'
    """
    if is_within(text, rules.limit):
        return Fitted(text)
    room = longest_prefix(text, rules.limit)
    # Nothing is longer than this that is not to be parted; what comes behind decides nothing.
    near = text[: room + 400]
    held = merged((*kept, *telling_spans(near, rules.locale))) if len(near) <= _LONGEST_TITLE else list(kept)
    begin = 0 if len(near) <= _LONGEST_TITLE else max(0, room - 400)
    words = [(start + begin, end + begin) for start, end in atoms(near[begin:], _shifted(held, -begin))]
    end = max((stop for _, stop in words if stop <= room), default=0)
    left = tidied_end(closed(text[:end]), wording(rules.locale))
    if not left:
        return Fitted(text, How.FAILED)
    return Fitted(left, How.CUT, cut=text[len(left) :].strip())


def _shifted(spans: Sequence[Span], by: int) -> list[Span]:
    return [(start + by, end + by) for start, end in spans if start + by >= 0]


class _Title:
    """A title on its way: parts that are out, short forms that are in, all by offsets of the title as it was."""

    def __init__(self, text: str, rules: Rules, kept: Sequence[Span], named: Sequence[Named]) -> None:
        self.text, self.rules, self.words = text, rules, wording(rules.locale)
        stay = KEPT_ATTRIBUTES | rules.kept
        # What is said twice is kept once.
        first = {(one.attribute, one.value or text[one.start : one.end]): one for one in sorted(named, reverse=True)}
        said = [one for one in first.values() if one.attribute in stay and self._tells(one)]
        once = {text[start:end]: (start, end) for start, end in sorted(kept, reverse=True)}.values()
        # Brands, terms and what the thing is stay; sizes, colours and the like go before a text is too long.
        self.firm = merged((*once, *((one.start, one.end) for one in said if one.attribute in _FIRM)))
        self.kept = merged((*self.firm, *((one.start, one.end) for one in said)))
        self.named = named
        self.remarks = remarks(text, self.firm, rules.locale)
        self.telling = telling_spans(text, rules.locale)
        self.order = rules.order
        self.is_paired = paired(text) == text
        self.out: list[Part] = []
        self.shorter: list[Abbreviation] = []
        self.cuts: list[Span] = []

    def _tells(self, one: Named) -> bool:
        """Return whether a value is said of the thing: "…, with red raspberry oil" colours no lotion."""
        if one.attribute in KEPT_ATTRIBUTES:
            return True
        starts = [*phrase_starts(self.text), len(self.text)]
        phrase = bisect_right(starts, one.start)
        words = self.text[starts[phrase - 1] : starts[min(phrase, len(starts) - 1)]].split()
        return phrase <= 1 or len(words) <= _MOST_WORDS_OF_VALUE

    def fitted(self) -> Fitted:
        """Return the title after the first means that brings it within its limit.

        What tells variants apart, sizes excepted, and how many come in a pack go only where short forms do not suffice.
        """
        idle = [part for part in self.remarks if part.kind != Kind.PACK]
        if self._drop([*self._parts(self.kept, self.order), *idle]):
            return self._result(How.DROPPED)
        if self._abbreviate():
            return self._result(How.ABBREVIATED)
        if self._drop(self._parts(self._firmest(), self._attributes())) or self._drop(self.remarks):
            return self._result(How.DROPPED)
        if self._cut():
            return self._result(How.CUT)
        return cut(self.text, self.rules)

    def _firmest(self) -> list[Span]:
        """Return the spans that stay whatever happens: brand, terms, product type, sizes."""
        sizes = [(one.start, one.end) for one in self.named if one.attribute in KEPT_ATTRIBUTES - _FIRM]
        return merged((*self.firm, *sizes))

    def _attributes(self) -> tuple[str, ...]:
        return tuple({one.attribute: None for one in self.named if one.attribute not in KEPT_ATTRIBUTES})

    def _parts(self, kept: Sequence[Span], attributes: Sequence[str]) -> list[Part]:
        """Return what may go while spans stay and so do numbers that tell."""
        held = merged((*kept, *self.telling))
        found = optional_parts(self.text, held, self.named, self.words, attributes, self.rules.phrases)
        return [*found, *modifiers(self.text, held, self.words)]

    def _result(self, how: How) -> Fitted:
        self._put_back()
        if how is How.DROPPED and self.shorter:
            how = How.ABBREVIATED
        out = [part for part in self.out if not any(_is_inside(part, other) for other in self.out)]
        return Fitted(
            self._written(),
            how,
            tuple(
                (part.kind, self.text[part.start : part.end].strip()) for part in sorted(out, key=lambda one: one[1:])
            ),
            tuple((self.text[one.start : one.end], one.short) for one in sorted(self.shorter)),
            " ".join(self.text[start:end] for start, end in sorted({*self.cuts})),
        )

    def _fits(self) -> bool:
        return is_within(self._written(), self.rules.limit)

    def _written(self) -> str:
        gone = merged([*(part[1:] for part in self.out), *self.cuts])
        edits = [(start, end, "") for start, end in gone]
        edits += [one for one in self.shorter if not overlaps(one[:2], gone)]
        written: list[str] = []
        reached = 0
        for start, end, new in sorted(edits):
            written += (self.text[reached:start], new or seam(self.text, start, end))
            reached = end
        written.append(self.text[reached:])
        text = "".join(written)
        if not gone:
            return text
        text = paired(text) if self.is_paired else text
        return capitalized(tidied(text, self.words), self.text)

    def _drop(self, parts: Sequence[Part]) -> bool:
        """Leave parts out, the least wanted first, within a kind the last first; return whether that is enough."""
        ranks = {kind: rank for rank, kind in enumerate(self.order)}
        for part in sorted(parts, key=lambda one: (ranks.get(one.kind, len(ranks)), -one.start)):
            if part in self.out or any(_is_inside(part, other) for other in self.out):
                continue
            # One star of a row is no better than all of them.
            alike = [one for one in parts if one.kind == Kind.DECORATION] if part.kind == Kind.DECORATION else [part]
            self.out += [one for one in alike if one not in self.out]
            if self._fits():
                return True
        return False

    def _put_back(self) -> None:
        """Take back everything whose room is not needed after all, the most wanted first."""
        for part in [one for one in self.out[::-1] if one.kind != Kind.DECORATION]:
            self.out.remove(part)
            if not self._fits():
                self.out.append(part)
        for one in self.shorter[::-1]:
            self.shorter.remove(one)
            if not self._fits():
                self.shorter.append(one)
        gone = merged([*(part[1:] for part in self.out), *self.cuts])
        self.shorter = [one for one in self.shorter if not overlaps(one[:2], gone)]

    def _abbreviate(self) -> bool:
        for one in abbreviations(self.text, self.rules.locale):
            is_free = not overlaps(one[:2], self.kept) and not overlaps(one[:2], [part[1:] for part in self.out])
            if is_free and not set(one.short) & set(self.rules.banned):
                self.shorter.append(one)
                if self._fits():
                    return True
        return False

    def _cut(self) -> bool:
        """Leave words out from the end, those last that tell variants apart, and never the kept ones."""
        gone = [part[1:] for part in self.out]
        alive = [span for span in atoms(self.text, merged((*self.kept, *self.telling))) if not overlaps(span, gone)]
        for words in (self._idle(alive), self._rest(alive, self.firm), self._rest(alive, ())):
            for run in words:
                self.cuts += [span for span in run if span not in self.cuts]
                self._leave_nothing_dangling(alive, run[0])
                if self._fits():
                    return bool(self._written())
        return False

    def _idle(self, alive: Sequence[Span]) -> Iterator[list[Span]]:
        """Yield the words that go first: behind what the thing is, the last first; then those that describe it.

        Behind a separator all the words of a phrase go at once, as what is left of them would say little.
        """
        held = [*self.kept, *self.telling]
        first, head = self._head(alive)
        order = [*reversed(alive[head + 1 :]), *(alive[first:head] if self.words.noun_is_last else ())]
        if not self.words.noun_is_last:
            order += reversed(alive[first + 1 : head + 1])
        starts = phrase_starts(self.text)[1:]
        done: set[int] = set()
        for span in order:
            phrase = bisect_right(starts, span[0])
            if not self._is_word(span) or overlaps(span, held) or (phrase and phrase in done):
                continue
            done.add(phrase)
            if not phrase:
                yield [span]
            else:
                same = [one for one in alive if bisect_right(starts, one[0]) == phrase and self._is_word(one)]
                yield [one for one in same if not overlaps(one, held)]

    def _is_word(self, span: Span) -> bool:
        return self.text[span[0]].isalnum() or span[1] - span[0] > 1

    def _rest(self, alive: Sequence[Span], held: Sequence[Span]) -> Iterator[list[Span]]:
        """Yield what is left, the last first, apart from what the thing is."""
        head = self._head(alive)[1 if self.words.noun_is_last else 0]
        for index, span in reversed([*enumerate(alive)]):
            if index != head and span not in self.cuts and self._is_word(span) and not overlaps(span, held):
                yield [span]

    def _head(self, alive: Sequence[Span]) -> tuple[int, int]:
        """Return the first and the last word, by index, of the phrase that a title begins with, up to its "with"."""
        first = next((i for i, (start, _) in enumerate(alive) if self.text[start].isalnum()), 0)
        last = first
        for index in range(first + 1, len(alive)):
            start, end = alive[index]
            word = self.text[start:end].casefold()
            if word in self.words.function_words or not word[0].isalpha() or overlaps((start, end), self.telling):
                break
            last = index
        return first, last

    def _telling(self, alive: Sequence[Span]) -> Iterator[Span]:
        head = self._head(alive)[1 if self.words.noun_is_last else 0]
        left = (span for index, span in enumerate(alive) if index != head and span not in self.cuts)
        return (span for span in reversed([*left]) if not overlaps(span, self.kept))

    def _leave_nothing_dangling(self, alive: Sequence[Span], at: Span) -> None:
        """Leave out what cannot stand before a cut: function words, and what described the word that is gone."""
        index = alive.index(at)
        first, head = self._head(alive)
        is_behind = index > head or not self.words.noun_is_last
        run: list[Span] = []
        for span in reversed(alive[first:index]):
            if span in self.cuts:
                continue
            start, end = span
            word = self.text[start:end].casefold()
            is_idle = word in self.words.function_words or word[0] in OPENING_MARKS
            if overlaps(span, self.kept) or not is_behind:
                return
            if is_idle:
                self.cuts += (*run, span)
                run = []
            elif (
                self.words.noun_is_last
                and word[0].isalpha()
                and not overlaps(span, self.telling)
                and span[0] > alive[head][0]
            ):
                run.append(span)  # "of organic" without its cotton
            else:
                return


def _is_inside(part: Part, other: Part) -> bool:
    return part is not other and other.start <= part.start and part.end <= other.end and part != other
