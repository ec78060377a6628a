"""Which phrases of a catalog are terms: counted in bounded memory, ranked by how much they stand on their own.

Two passes over the same texts: `PhraseCounter` finds the phrases, `ExampleFinder` then collects sentences for the few
that are left. What a phrase should be called is for the engine, and then a person, to say.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from catalog_cli.glossary.function_words import function_words

# The longest multiword terms of retail are "wide leg high waist"; longer phrases are descriptions.
MOST_WORDS = 4
# Distinct phrases counted at once, some 40 MB. 30,000 different descriptions hold more, nearly all of them once.
MOST_PHRASES = 200_000
MOST_EXAMPLES = 5
# A longer text is no sentence, and five of them for each phrase would be the whole catalog.
_MOST_EXAMPLE_LETTERS = 600
# A single word is of the domain if at least so many different longer phrases end in it, and products are called so.
_LEAST_PRODUCTIVE = 2
# "Fits a 15 inch laptop": a phrase ends at anything that is no word, and a word with a digit in it is none.
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\w+|[^\w\s]|\n")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORD_PART = re.compile(r"[^\W\d_]+")
_SINGULARS_IN_S = frozenset("atlas bias canvas christmas gas lens series species".split())
# One letter names nothing by itself ("S", "M", "x").
_LEAST_LETTERS = 2


class Phrase(NamedTuple):
    """A phrase of the catalog as a glossary would write it, and how many products have it.

    `score` is its C-value: what its products say of it on its own, apart from longer phrases that hold it.
    """

    text: str
    products: int
    score: float


class PhraseCounter:
    """Counts phrases, each at most once for a product, holding at most `most_phrases` of them.

    A plural counts as its singular in English. When there are more phrases, those of the fewest products are dropped
    (lossy counting, Manku and Motwani 2002): a phrase that comes again begins at what it may have lost, `floor` at that
    time, so that it is dropped no sooner than one that was kept. Its count can lack that much and never exceeds the
    truth; what is in more than `floor` products is always found.
    """

    def __init__(self, language: str, most_phrases: int = MOST_PHRASES) -> None:
        self._language, self._grammar, self._most = language, function_words(language), most_phrases
        # What is compared when phrases are dropped: the products that were counted, and those that may be lacking.
        self._weight: dict[str, int] = {}
        self._lacking: dict[str, int] = {}
        self._written: dict[str, str] = {}
        self._heads: Counter[str] = Counter()
        self.floor = 0

    def add(self, texts: Iterable[str], head: str = "") -> None:
        """Count the phrases of one product: its texts, and the word that its title is about, "" if not known."""
        own: dict[str, str] = {}
        for text in texts:
            for phrase in phrases(text, self._grammar):
                key = phrase_key(phrase, self._language)
                own[key] = _better(own[key], phrase, key) if key in own else phrase
        for key, phrase in own.items():
            weight = self._weight.get(key)
            if weight is None:
                weight, written = self.floor, phrase
                if self.floor:
                    self._lacking[key] = self.floor
            else:
                written = self._written.get(key, key)
            self._weight[key] = weight + 1
            # Most are written as their key: no room is taken for those.
            if (best := _better(written, phrase, key)) != key:
                self._written[key] = best
            else:
                self._written.pop(key, None)
        if head:
            self._heads[phrase_key(head, self._language)] += 1
        if len(self._weight) > self._most:
            self._prune()
        if len(self._heads) > self._most:
            self._heads = Counter(dict(self._heads.most_common(self._most // 2)))

    def _prune(self) -> None:
        by_weight = Counter(self._weight.values())
        left = len(self._weight)
        for weight in sorted(by_weight):
            if left <= self._most // 2:
                break
            left -= by_weight[weight]
            self.floor = max(self.floor, weight)
        self._weight = {key: weight for key, weight in self._weight.items() if weight > self.floor}
        self._lacking = {key: lacking for key, lacking in self._lacking.items() if key in self._weight}
        self._written = {key: written for key, written in self._written.items() if key in self._weight}

    def phrases(self, most: int, least_products: int = 2) -> list[Phrase]:
        """Return at most `most` phrases that are in `least_products` products or more, the best first.

        The C-value (Frantzi, Ananiadou and Mima 2000) of a phrase of n words in f products is
        log2(n + 1) · (f - the mean of the products of the longer phrases that hold it): what is only ever said inside
        a longer phrase scores nothing. (n + 1, so that single words can score.) Single words count only as terms of
        the domain: two or more products are called so, and two or more longer phrases end in them.

        >>> counter = PhraseCounter("en")
        >>> for colour in ("Red", "Blue", "Green"):
        ...     counter.add([f"{colour} crew neck", "The crew neck is ribbed."], head="neck")
        >>> [(phrase.text, phrase.products) for phrase in counter.phrases(5)]
        [('crew neck', 3)]
        """
        counts = ((key, weight - self._lacking.get(key, 0)) for key, weight in self._weight.items())
        frequent = {key: products for key, products in counts if products >= least_products}
        nested = _nested(frequent)
        endings = Counter(key.rpartition(" ")[2] for key in frequent if " " in key)
        found = []
        for key, products in frequent.items():
            words = key.count(" ") + 1
            is_domain_word = self._heads[key] >= least_products and endings[key] >= _LEAST_PRODUCTIVE
            if words == 1 and not is_domain_word:
                continue
            longer = nested.get(key, ())
            own = products - (sum(longer) / len(longer) if longer else 0.0)
            if own > 0:
                found.append(Phrase(_as_entry(self._written.get(key, key)), products, math.log2(words + 1) * own))
        return sorted(found, key=lambda phrase: (-phrase.score, phrase.text))[:most]


def _nested(frequent: Mapping[str, int]) -> dict[str, list[int]]:
    """Return for each phrase the products of the longer phrases that hold it."""
    found: dict[str, list[int]] = {}
    for key, products in frequent.items():
        words = key.split(" ")
        if len(words) == 1:
            continue
        inner = {
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
            if end - start < len(words)
        }
        for part in inner:
            if part in frequent:
                found.setdefault(part, []).append(products)
    return found


def phrase_key(phrase: str, language: str) -> str:
    """Return what the spellings of one phrase have in common: no capitals, no hyphens, in English no plural.

    >>> phrase_key("Two-Way Zippers", "en"), phrase_key("Zapatos", "es")
    ('two way zipper', 'zapatos')
    """
    key = phrase.lower().replace("-", " ")
    return _singular(key) if language == "en" else key


def _better(one: str, other: str, key: str) -> str:
    """Return the better of two spellings of a phrase for a glossary: in lower case, then in the singular."""
    return min(one, other, key=lambda written: (written != written.lower(), written.lower().replace("-", " ") != key))


def _singular(phrase: str) -> str:
    """Return an English phrase in lower case with its last word in the singular, as far as its ending tells.

    >>> [_singular(text) for text in ("long sleeves", "watches", "accessories", "glass", "canvas", "gas")]
    ['long sleeve', 'watch', 'accessory', 'glass', 'canvas', 'gas']
    """
    if phrase.endswith("ies") and len(phrase) > 4:
        return phrase[:-3] + "y"
    if phrase.endswith(("sses", "shes", "ches", "xes")):
        return phrase[:-2]
    is_plural = phrase.endswith("s") and not phrase.endswith(("ss", "us", "is", "'s", "’s")) and len(phrase) > 3
    return phrase[:-1] if is_plural and phrase.rpartition(" ")[2] not in _SINGULARS_IN_S else phrase


def _as_entry(written: str) -> str:
    """Return how to write a phrase in a glossary: only a word with a capital inside keeps its capitals.

    A title writes every word with a capital, and some shops write whole titles in them.

    >>> [_as_entry(text) for text in ("Crew Neck", "SLR Camera", "CREW NECK", "LED", "Color-Blocked")]
    ['crew neck', 'SLR camera', 'crew neck', 'LED', 'color-blocked']
    """
    if " " in written and written == written.upper():
        return written.lower()
    return without_title_case(written)


def without_title_case(text: str) -> str:
    """Return a text with the words in lower case that have no capital but their first letter, and are not one.

    >>> without_title_case("SLR Camera, iPad-Case, Vitamin C, Água")
    'SLR camera, iPad-case, vitamin C, água'
    """

    def cased(word: str) -> str:
        return word.lower() if len(word) > 1 and word[1:] == word[1:].lower() else word

    return _WORD_PART.sub(lambda match: cased(match[0]), text)


def phrases(text: str, grammar: frozenset[str] = frozenset(), most_words: int = MOST_WORDS) -> Iterator[str]:
    """Yield the phrases of one to `most_words` words that could be terms, as they are written, with one space.

    None holds a word of `grammar` or a number, or goes over a sign: a comma ends a phrase. ("Made to order" is lost by
    that, and "neck is ribbed" kept out.)

    >>> list(phrases("Made of organic cotton, 2 pockets", frozenset({"of"})))
    ['Made', 'organic', 'organic cotton', 'cotton', 'pockets']
    """
    for run in _runs(text, grammar):
        for start in range(len(run)):
            for end in range(start + 1, min(start + most_words, len(run)) + 1):
                yield " ".join(run[start:end])


def _runs(text: str, grammar: frozenset[str]) -> Iterator[list[str]]:
    """Yield the words that follow one another with nothing but spaces between them."""
    run: list[str] = []
    for match in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        word = match[0]
        if len(word) >= _LEAST_LETTERS and _LETTERS.fullmatch(word) and word.lower() not in grammar:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


class Example(NamedTuple):
    """A text that mentions a phrase at [start, end)."""

    text: str
    start: int
    end: int


class ExampleFinder:
    """Collects up to `most` different texts that mention each of a few phrases, the first that come."""

    def __init__(self, wanted: Iterable[str], language: str, most: int = MOST_EXAMPLES) -> None:
        self._language, self._most = language, most
        self.examples: dict[str, list[Example]] = {phrase: [] for phrase in wanted}
        self._by_key = {phrase_key(phrase, language): own for phrase, own in self.examples.items()}
        self._longest = max((key.count(" ") + 1 for key in self._by_key), default=0)

    def add(self, text: str) -> None:
        """Keep a text for each wanted phrase that it mentions and that lacks examples. A phrase alone is none."""
        if len(text) > _MOST_EXAMPLE_LETTERS:
            return
        for key, start, end in self._mentions(text):
            own = self._by_key[key]
            is_alone = text[:start].strip() == "" == text[end:].strip()
            if len(own) < self._most and not is_alone and all(example.text != text for example in own):
                own.append(Example(text, start, end))

    @property
    def is_complete(self) -> bool:
        """Whether every phrase has all the examples it can get, so that no more text need be read."""
        return all(len(own) >= self._most for own in self.examples.values())

    def _mentions(self, text: str) -> Iterator[tuple[str, int, int]]:
        words = [match.span() for match in _LETTERS.finditer(text)]
        for first, (start, _) in enumerate(words):
            for _, end in words[first : first + self._longest]:
                key = phrase_key(" ".join(text[start:end].split()), self._language)
                if key in self._by_key:
                    yield key, start, end
