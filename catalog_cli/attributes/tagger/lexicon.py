"""What the examples' values say of words and phrases: a gazetteer of a merchant's own, learned with the tagger.

While the tagger learns, an example must not see its own values in it, or the tagger would trust the gazetteer as it
can never trust it on a new product: `without` leaves one example out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# attribute -> the run of tokens that is its value in one example
Runs = Mapping[str, tuple[int, int]]
# Longer values are sentences, which no other product repeats.
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """What one example tells the lexicon: its category, its lower-cased words, and where its values stand."""

    category: str
    words: tuple[str, ...]
    runs: Runs

    def values(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the attributes and the words of their values."""
        runs = ((name, self.words[start:end]) for name, (start, end) in self.runs.items())
        return [(name, words) for name, words in runs if len(words) <= _MOST_WORDS]


@dataclass(slots=True)
class Lexicon:
    """Counts of values and of words by category: how often seen at all, and how often in a value of each attribute."""

    values: dict[str, dict[tuple[str, ...], Counter[str]]] = field(default_factory=dict)
    words: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    seen: dict[str, Counter[str]] = field(default_factory=dict)
    # How long the values are that begin with a word: looking each length up is quicker than comparing every value.
    _lengths: dict[str, dict[str, set[int]]] = field(default_factory=dict)

    def add(self, entry: LexiconEntry) -> None:
        """Count one example's values."""
        values = self.values.setdefault(entry.category, {})
        words = self.words.setdefault(entry.category, {})
        self.seen.setdefault(entry.category, Counter()).update(entry.words)
        lengths = self._lengths.setdefault(entry.category, {})
        for name, value in entry.values():
            lengths.setdefault(value[0], set()).add(len(value))
            values.setdefault(value, Counter())[name] += 1
            for word in value:
                words.setdefault(word, Counter())[name] += 1

    def features(self, category: str, words: Sequence[str], without: LexiconEntry | None = None) -> list[list[str]]:
        """Return what is known of each word and of the values that begin, go on and end at it.

        >>> lexicon = read_lexicon([LexiconEntry("Tea", ("lipton", "tea"), {"Brand": (0, 1)})])
        >>> lexicon.features("Tea", ["lipton"])
        [['v:Brand:S', 'v:Brand:S:1', 'w:Brand:3', 'n:1']]
        """
        found: list[list[str]] = [[] for _ in words]
        own = Counter(without.values()) if without is not None else Counter()
        values, lengths = self.values.get(category, {}), self._lengths.get(category, {})
        for start, word in enumerate(words):
            for length in sorted(lengths.get(word, ())):
                end = start + length
                if end > len(words):
                    break
                value = tuple(words[start:end])
                for name, count in values.get(value, {}).items():
                    count -= own[name, value]
                    if count > 0:
                        _mark(found, start, end, f"v:{name}", count)
        self._add_words(category, words, without, found)
        return found

    def _add_words(
        self, category: str, words: Sequence[str], without: LexiconEntry | None, found: list[list[str]]
    ) -> None:
        seen, known = self.seen.get(category, Counter()), self.words.get(category, {})
        own_seen = Counter(without.words) if without is not None else Counter()
        own = Counter((name, word) for name, value in without.values() for word in value) if without else Counter()
        for word, features in zip(words, found, strict=True):
            total = seen[word] - own_seen[word]
            for name, count in known.get(word, {}).items():
                if total > 0 and count > own[name, word]:
                    features.append(f"w:{name}:{min(3, 4 * (count - own[name, word]) // total)}")
            features.append(f"n:{min(4, total.bit_length())}")

    def as_json(self) -> dict[str, object]:
        """Return the counts as JSON holds them; `lexicon_from_json` reads them back."""
        return {
            "values": {
                category: [[list(value), dict(names)] for value, names in values.items()]
                for category, values in self.values.items()
            },
            "words": self.words,
            "seen": self.seen,
        }


def _mark(found: list[list[str]], start: int, end: int, name: str, count: int) -> None:
    often = "1" if count == 1 else "2" if count < 4 else "4"
    for at in range(start, end):
        place = "S" if end - start == 1 else "B" if at == start else "E" if at == end - 1 else "I"
        found[at] += [f"{name}:{place}", f"{name}:{place}:{often}"]


def read_lexicon(entries: Iterable[LexiconEntry]) -> Lexicon:
    """Return the lexicon of examples."""
    lexicon = Lexicon()
    for entry in entries:
        lexicon.add(entry)
    return lexicon


def lexicon_from_json(value: Mapping[str, Mapping[str, object]]) -> Lexicon:
    """Return the lexicon that `as_json` wrote. Raises TypeError, ValueError or KeyError for anything else."""
    lexicon = Lexicon()
    for category, pairs in value["values"].items():
        lengths = lexicon._lengths.setdefault(category, {})
        own = lexicon.values.setdefault(category, {})
        for words, names in _pairs(pairs):
            phrase = tuple(words)
            own[phrase] = Counter(names)
            lengths.setdefault(phrase[0], set()).add(len(phrase))
    for category, known in value["words"].items():
        lexicon.words[category] = {word: Counter(names) for word, names in _mapping(known).items()}
    for category, seen in value["seen"].items():
        lexicon.seen[category] = Counter(_mapping(seen))
    return lexicon


def _pairs(value: object) -> list[tuple[list[str], dict[str, int]]]:
    if not isinstance(value, list):
        raise TypeError("no list of values")
    return [(list(words), dict(names)) for words, names in value]


def _mapping(value: object) -> dict[str, dict[str, int]]:
    if not isinstance(value, dict):
        raise TypeError("no object of words")
    return value
