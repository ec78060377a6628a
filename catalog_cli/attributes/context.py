"""What stands around a mention, and whether it says the value of the product, of a part of it, or of something else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from catalog_cli.attributes.context_cues import ENGLISH, LANGUAGES, Cue, Language
from catalog_cli.attributes.gazetteer import BEGIN, Mention, fold
from catalog_cli.locales import language

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[\n|•;]|\s[-–—]\s")
CLAUSE_END = re.compile(r"[.!?](?=\s|$)|[\n|•;,:()\[\]]|\s(?:[-–—]\s|w/)")

# A part's name reaches its material over a colon: "lining: cotton".
_PART_END = re.compile(r"[.!?](?=\s|$)|[\n|•;,()\[\]]|\s[-–—]\s")

# How far a cue reaches, in characters and in words: a relative clause later it is forgotten.
_REACH = 90
_NEGATED_WORDS = 3
_CUES_BEHIND = 4
_CUES_BEFORE = 12
_LISTED_AFTER = 60
_WINDOW = 48

# Attributes of purpose: what "for" leads to is said of the product.
_PURPOSES = frozenset(
    "occasion season room activity gender age_group suitable_for_animal compatibility skin_type hair_type "
    "usage_environment diet benefit size_type connector mounting".split()
)
# Said of a product as what it is good for: "for added comfort".
_GAINED = frozenset({"feature", "texture", "finish", "care"})
# "12/Pack, yellow": no verb.
_COUNTED = frozenset({"pack", "packs"})
_FREE = (" free ", "less ")
_FREE_OF_CHARGE = (" free shipping", " free delivery", " free returns")
# A member of an enumeration is looked up slowly before Python 3.12, and this is asked of every cue.
_SEPARATE, _PURPOSE, _NEGATION = Cue.SEPARATE, Cue.PURPOSE, Cue.NEGATION
_CONJUNCTIONS = frozenset({"and", "or"})
_OF = frozenset({"is", "of", "in", "de", "em", "é"})
_ASIDE = re.compile(r"[:()]")
_RUN_END = re.compile(r"[.;:!?\n|()]")


class Cued(NamedTuple):
    """A cue at `start:end` of a text."""

    start: int
    end: int
    phrase: str
    kind: Cue


class TextContext:
    """One text and what is asked of the surroundings of its mentions. Built for one text, asked only at mentions."""

    __slots__ = (
        "_after",
        "_before",
        "_cues",
        "_has_separate",
        "_starts",
        "folded",
        "frees",
        "low",
        "rules",
        "text",
        "words",
    )

    def __init__(self, text: str, words: CueWords) -> None:
        self.text = text
        # With a space before and behind it.
        self.folded = f" {fold(text)} "
        self.low = self.folded[1:]
        """The text, folded, with a space behind it: positions are those of the text."""
        self.words = words
        self.rules = words.rules
        self.frees = " free " in self.folded or "less " in self.folded
        """Whether the text says "-free" or "-less" of anything."""
        self._cues: list[Cued] | None = None
        self._starts: list[int] = []
        self._has_separate = False
        self._before: dict[int, list[str]] = {}
        self._after: dict[int, list[str]] = {}

    @property
    def cues(self) -> list[Cued]:
        """The cues of the text by where they end, of two in one place the longer alone."""
        if self._cues is None:
            self._cues = self.words.find(self.folded)
            for start, _, _, kind in self._cues:
                self._starts.append(start)
                if kind is _SEPARATE:
                    self._has_separate = True
        return self._cues

    def before(self, start: int) -> Sequence[str]:
        """Return the words just before a place."""
        found = self._before.get(start)
        if found is None:
            begin = max(0, start - _WINDOW)
            found = self._before[start] = self.low[begin:start].split()
        return found

    def after(self, end: int) -> Sequence[str]:
        """Return the words just behind a place, three at most."""
        found = self._after.get(end)
        if found is None:
            found = self._after[end] = self.low[end : end + _WINDOW].split(None, 3)[:3]
        return found

    def leads_to(self, end: int, phrases: frozenset[str]) -> bool:
        """Return whether one of some phrases of three words at most stands right behind a place."""
        words = self.after(end)
        if not words or words[0] not in _outer_words(phrases)[0]:
            return False
        if not any(" ".join(words[:count]) in phrases for count in range(1, len(words) + 1)):
            return False
        return not CLAUSE_END.search(self.text, end, self.low.find(words[0], end))

    def follows(self, start: int, phrases: frozenset[str]) -> bool:
        """Return whether one of some phrases stands right before a place: "in the colour"."""
        words = self.before(start)
        while words and words[-1] in _OF:
            words = words[:-1]
        if not ends_with(words, phrases):
            return False
        return not _PART_END.search(self.text, self.low.rfind(words[-1], 0, start), start)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Return where the clause around a span begins and ends."""
        begin = 0
        for found in CLAUSE_END.finditer(self.text, max(0, start - 200), start):
            begin = found.end()
        stop = CLAUSE_END.search(self.text, end, end + 200)
        return begin or max(0, start - 200), stop.start() if stop else min(len(self.text), end + 200)

    def is_alone(self, start: int, end: int) -> bool:
        """Return whether a span is a whole item between commas, line breaks or full stops."""
        text = self.text
        if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
            return False
        if text[end : end + 1] == " " and text[end + 1 : end + 2].isalnum():
            return False
        begin, stop = self.clause(start, end)
        return not self.text[begin:start].strip() and not self.text[end:stop].strip(" .!")

    def is_denied_or_foreign(self, mention: Mention) -> bool:
        """Return whether a cue takes the mention from the product: denied, of another thing, sold separately."""
        cues = self.cues if self._cues is None else self._cues
        if not cues:
            return False
        start, end, attribute, _, _, _ = mention
        index = bisect_right(self._starts, start)
        for cue in cues[index : index + _CUES_BEHIND] if self._has_separate else ():
            if cue.kind is _SEPARATE and cue.start >= end and not SENTENCE_END.search(self.text, end, cue.start):
                return True
        for place in range(index - 1, -1, -1):
            cue = cues[place]
            _, stop, phrase, kind = cue
            if start - stop > _REACH:
                break
            if stop > start or (kind is _SEPARATE and phrase not in self.rules.options):
                continue
            if kind is _PURPOSE and (attribute in _PURPOSES or self._is_gain(cue, attribute)):
                continue
            if self._reaches(cue, start, attribute):
                return True
        return False

    def _reaches(self, cue: Cued, start: int, attribute: str = "") -> bool:
        _, end, phrase, kind = cue
        between = self.text[end:start]
        if SENTENCE_END.search(between) or (phrase in _COUNTED and self._is_counted(cue)):
            return False
        words = self.low[end:start].split()
        if kind is _SEPARATE:  # "an optional rechargeable battery"
            return len(words) < _NEGATED_WORDS and self.rules.function_words.isdisjoint(words)
        if kind is _NEGATION:
            if between.startswith("-") and " " in between:  # a non-slip mat is a mat
                return False
            return self._denies(between, words, start)
        if not self.rules.turns.isdisjoint(words):
            return False
        if kind is _PURPOSE and attribute == "feature" and not self.rules.coordinates.isdisjoint(words):
            return False  # "a sleeve for a laptop and side pockets"
        comma = between.find(",")
        if comma < 0:
            return True
        if kind is _PURPOSE:
            return False
        return not self.rules.resumes.match(self.low, end + comma + 1)

    def _is_counted(self, cue: Cued) -> bool:
        before = self.text[max(0, cue.start - 2) : cue.start].strip()
        return before[-1:] in ("/", "-") or before[-1:].isdigit()

    def _is_gain(self, cue: Cued, attribute: str) -> bool:
        """Return whether a purpose is a property of the product itself: "for improved resistance to rust"."""
        following = self.low[cue.end : cue.end + _WINDOW].split(maxsplit=1) if attribute in _GAINED else []
        return bool(following) and following[0] in self.rules.gains

    def _denies(self, between: str, words: Sequence[str], start: int) -> bool:
        """Return whether a negation reaches over some words to a place: a few words, or a list that ends with "or"."""
        rules = self.rules
        if words[:1] and words[0] in rules.only:
            return False
        if _ASIDE.search(between) or not rules.contrasts.isdisjoint(words):
            return False
        comma = self.text.rfind(",", start - len(between), start)
        if comma >= 0:
            words = self.low[comma:start].split()
            if rules.joins.isdisjoint(words):
                stop = SENTENCE_END.search(self.text, start, start + _LISTED_AFTER)
                following = self.low[start : stop.start() if stop else start + _LISTED_AFTER].split()
                if rules.joins.isdisjoint(following[:6]):
                    return False
        last = max((index for index, word in enumerate(words) if word in rules.joins), default=-1)
        own = words[last + 1 :]
        return len(own) <= _NEGATED_WORDS and rules.restarts.isdisjoint(own)

    def is_purpose(self, start: int) -> bool:
        """Return whether "for", "ideal for" and the like lead to a place."""
        cues = self.cues
        index = bisect_right(self._starts, start)
        for cue in cues[max(0, index - _CUES_BEFORE) : index]:
            if cue.kind is _PURPOSE and cue.end <= start <= cue.end + _REACH and self._reaches(cue, start):
                return True
        return False

    def is_freed(self, mention: Mention) -> bool:
        """Return whether "-free" or "-less" stands right behind the mention: "leather-free"."""
        return self.low.startswith(_FREE, mention.end) and not self.low.startswith(_FREE_OF_CHARGE, mention.end)

    def is_imitated(self, mention: Mention, nouns: Sequence[tuple[int, int]] = ()) -> bool:
        """Return whether the words beside a material say that it only looks, smells or feels so.

        What stands at `nouns` is the product itself: a steel water bottle is no water.
        """
        behind = self.after(mention.end)
        if behind and behind[0] in self.rules.resembles:
            place = self.low.find(behind[0], mention.end)
            if not any(start == place for start, _ in nouns):
                return True
        return ends_with(self.before(mention.start), self.rules.imitated)

    def part(self, mention: Mention, nouns: Sequence[tuple[int, int]] = ()) -> str | None:
        """Return the attribute of the part that a material belongs to: MINOR for a small one, None for no part.

        What stands at `nouns` is the product itself: a ring is no part of a gold ring.

        >>> from catalog_cli.attributes.gazetteer import Mention
        >>> text = TextContext("Suede boots with a rubber sole", cue_words("en"))
        >>> text.part(Mention(19, 25, "material", "rubber", False))
        'sole_material'
        >>> text.part(Mention(0, 5, "material", "suede", False)) is None
        True
        """
        if self.rules.noun_is_last:
            place = self._part_behind(mention.end)
            if place >= 0:
                is_itself = any(start <= place < end for start, end in nouns)
                return None if is_itself else self.rules.parts[self.low[place:].split(maxsplit=1)[0]]
        return self._part_before(mention.start, nouns)

    def _part_behind(self, end: int) -> int:
        """Return where a part is named in the noun phrase behind a place: the third word at most, -1 if none is."""
        rules = self.rules
        for word in self.after(end):
            if word in rules.parts:
                place = self.low.find(word, end)
                return -1 if CLAUSE_END.search(self.text, end, place) else place
            if word in _CONJUNCTIONS or word in rules.function_words:
                break
        return -1

    def _part_before(self, start: int, nouns: Sequence[tuple[int, int]]) -> str | None:
        rules, words = self.rules, self.before(start)
        while words and words[-1] in rules.links and words[-1] not in rules.parts:
            words = words[:-1]
        if not words or words[-1] not in rules.parts:
            return None
        place = self.low.rfind(words[-1], 0, start)
        if any(begin <= place < end for begin, end in nouns):  # "pads in yellow": the pads themselves
            return None
        return None if _PART_END.search(self.text, place, start) else rules.parts[words[-1]]

    def is_of_part(self, mention: Mention) -> bool:
        """Return whether an adjective stands beside a part of the product: "padded, adjustable straps"."""
        if not self.rules.noun_is_last:
            return not self.rules.parts.keys().isdisjoint(self.before(mention.start))
        stop = SENTENCE_END.search(self.text, mention.end, mention.end + _WINDOW)
        end = stop.start() if stop else mention.end + _WINDOW
        for word in self.low[mention.end : end].split():
            if word in self.rules.parts:
                return True
            if word in self.rules.function_words:  # "an adjustable fan with wide blades"
                return False
        return False

    def is_stated(self, start: int) -> bool:
        """Return whether the words before a colour or pattern say it of the product: "available in red"."""
        return ends_with(self.before(start), self.rules.stated)

    def is_subject(self, mention: Mention) -> bool:
        """Return whether "this", "our" and the like stand before a type: the text speaks of the product itself."""
        rules = self.rules
        return not rules.subjects.isdisjoint(self.before(mention.start)[-rules.subject_reach :])

    def is_of_noun(self, mention: Mention, nouns: Sequence[tuple[int, int]]) -> bool:
        """Return whether the mention describes one of the product's nouns, which stand at `nouns`."""
        first, last = mention.start, mention.end
        for start, end in nouns:
            if last <= start:
                is_beside = start - last <= _WINDOW and self._is_run(last, start)
            elif end <= first:
                is_beside = first - end <= _WINDOW and not self.rules.noun_is_last and self._is_run(end, first)
            else:
                is_beside = start <= first and last <= end
            if is_beside:
                return True
        return False

    def _is_run(self, start: int, end: int) -> bool:
        """Return whether only adjectives stand between two places near each other, commas and "and" among them."""
        if _RUN_END.search(self.text, start, end):
            return False
        return self.rules.function_words.isdisjoint(self.low[start:end].split())

    def is_name(self, mention: Mention) -> bool:
        """Return whether capitals amid a sentence make the mention part of a name: "made by Red Wing"."""
        text, start, end = self.text, mention.start, mention.end
        if not text[start].isupper() or start < 2 or text[start - 1] != " " or not text[start - 2].islower():
            return False
        following = text[end : end + 2]
        return len(following) == 2 and following[0] == " " and following[1].isupper()


def ends_with(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Return whether the last words are one of some phrases of four words at most.

    >>> ends_with(["now", "available", "in"], frozenset({"available in"}))
    True
    """
    if not words or words[-1] not in _outer_words(phrases)[1]:
        return False
    return any(" ".join(words[-count:]) in phrases for count in range(1, min(4, len(words)) + 1))


@lru_cache(maxsize=512)
def _outer_words(phrases: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the first words of some phrases and the last ones: most words are neither."""
    parts = [phrase.split() for phrase in phrases if phrase]
    return frozenset(words[0] for words in parts), frozenset(words[-1] for words in parts)


class CueWords:
    """The cues of a language in one automaton."""

    def __init__(self, rules: Language) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.rules = rules
        self._cues = [*rules.cues.items(), *((phrase, None) for phrase in rules.neutral)]
        self._automaton: AhoCorasick = AhoCorasick(
            [f" {phrase} " for phrase, _ in self._cues], matchkind=MatchKind.Standard, store_patterns=False
        )

    def find(self, folded: str) -> list[Cued]:
        """Return the cues of a folded text by position, a space before and behind it; none inside a longer one."""
        found: list[Cued] = []
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not matches:
            return found
        last, new = -1, tuple.__new__  # half the time of calling Cued
        # They come by where they end; of those that begin in one place the longest goes first.
        matches.reverse()
        matches.sort(key=BEGIN)
        for index, start, end in matches:
            if end <= last:
                continue
            last = end
            phrase, kind = self._cues[index]
            if kind is not None:
                found.append(new(Cued, (start, end - 2, phrase, kind)))
        return found


@cache
def cue_words(locale: str) -> CueWords:
    """Return the cues of a language, English if it has none of its own."""
    return CueWords(LANGUAGES.get(language(locale), ENGLISH))
