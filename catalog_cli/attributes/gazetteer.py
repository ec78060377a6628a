"""Where a text names values of attributes, word for word: every form of the schema in one automaton.

A mention is not yet a tag: what stands around it decides whether it is said of the product (`context`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from catalog_cli.attributes.schema import AttributeSchema, Form, Kind, Value
from catalog_cli.locales import language

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# What separates words becomes a space, so that "v-neck" is "v neck"; the apostrophe of "men's" stays.
_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
_SEPARATORS |= {ord(mark): " " for mark in "\u00a0\u2007\u2009\u200a\u202f‐‑‒–—―“”„«»‹›…•·®™©°×、。，：；（）「」"}
_SEPARATORS |= {ord("’"): "'", ord("‘"): " "}

# Half a surrogate pair, which a JSON text may hold, is no UTF-8: the automaton does not take it.
_SEPARATORS_AND_HALVES = _SEPARATORS | dict.fromkeys(range(0xD800, 0xE000), " ")
_WIDE_SEPARATORS = re.compile("[" + "".join(re.escape(chr(code)) for code in _SEPARATORS if code > 255) + "]")
_LATIN_SEPARATORS = bytes(ord(_SEPARATORS.get(code, chr(code))) for code in range(256))


BEGIN = itemgetter(1)
"""Where a match of an automaton begins: it is (index, start, end)."""


class Mention(NamedTuple):
    """A form of a value at `start:end` of a text. A weak one counts only beside the attribute's name.

    `is_other`: a phrase that holds such a form and means something else.
    """

    start: int
    end: int
    attribute: str
    value: str
    is_weak: bool
    is_other: bool = False


class _Entry(NamedTuple):
    attribute: str
    value: str
    is_weak: bool
    exact: str
    is_other: bool


class Gazetteer:
    """All forms of a schema in one language, or those of some attributes.

    A language without forms of its own is read by its labels. Time to build: about 30 ms; to read: about 10 µs for a
    title, 30 µs for a description of 1,000 characters.
    """

    def __init__(self, schema: AttributeSchema, locale: str, attributes: Collection[str] | None = None) -> None:
        self.language = language(locale)
        entries: dict[str, tuple[_Entry, ...]] = {}
        for attribute in schema.attributes.values():
            if attribute.kind is not Kind.CHOICE or attribute.values_of:
                continue
            if attributes is not None and attribute.id not in attributes:
                continue
            for value in attribute.values.values():
                for text, entry in _entries(attribute.id, value, locale):
                    if key := fold(text).strip():
                        key = f" {key} "
                        before = entries.get(key, ())
                        if not before:
                            entries[key] = entry
                        elif not any(have[:2] == entry[0][:2] for have in before):
                            entries[key] = before + entry
        self._lists = list(entries.values())
        self._automaton = _automaton(entries)

    def mentions(self, text: str, *, with_others: bool = False) -> list[Mention]:
        """Return the values that a text names, by position: of two of one attribute that overlap, the longer.

        `with_others` are also returned the phrases that only look like one.

        >>> from catalog_cli.attributes.schema import builtin
        >>> found = Gazetteer(builtin(), "en").mentions("Navy blue V-neck jumper")
        >>> [(one.attribute, one.value) for one in found][:2]
        [('color', 'navy-blue'), ('neckline', 'v-neck')]
        """
        return self.mentions_in(text, f" {fold(text)} ", with_others=with_others)

    def mentions_in(self, text: str, folded: str, *, with_others: bool = False) -> list[Mention]:
        """Return the mentions of a text that is folded already, a space before and behind it."""
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not matches:
            return []
        taken: dict[str, int] = {}
        barred: dict[tuple[str, str], int] = {}
        found: list[Mention] = []
        lists, new = self._lists, tuple.__new__  # half the time of calling Mention: texts have dozens
        # They come by where they end; of those that begin in one place the longest goes first.
        matches.reverse()
        matches.sort(key=BEGIN)
        for index, start, stop in matches:
            end = stop - 2
            for attribute, value, is_weak, exact, is_other in lists[index]:
                if (attribute in taken and start < taken[attribute]) or (exact and text[start:end] != exact):
                    continue
                if is_other:  # it bars its own value alone: "camera bag" is no camera, but it is a bag
                    barred[attribute, value] = max(end, barred.get((attribute, value), 0))
                    if with_others:
                        found.append(Mention(start, end, attribute, value, is_weak, is_other))
                elif not barred or end > barred.get((attribute, value), 0):
                    taken[attribute] = end
                    found.append(new(Mention, (start, end, attribute, value, is_weak, False)))
        return found


def _entries(attribute: str, value: Value, locale: str) -> Iterator[tuple[str, tuple[_Entry]]]:
    """Yield the forms of a value, and the phrases that are none, each with what it says: one tuple for many forms."""
    sure, weak = ((_Entry(attribute, value.id, is_weak, "", is_other=False),) for is_weak in (False, True))
    for form in _forms(value, locale):
        if form.is_exact_case:
            yield form.text, (_Entry(attribute, value.id, form.is_weak, form.text, is_other=False),)
        else:
            yield form.text, weak if form.is_weak else sure
    other = (_Entry(attribute, value.id, is_weak=False, exact="", is_other=True),)
    for phrase in value.not_in:
        yield phrase, other


def _forms(value: Value, locale: str) -> Iterator[Form]:
    own = language(locale)
    written = [form for form in value.forms if form.language == own]
    if written:
        yield from written
        return
    for have, label in value.labels.items():
        if language(have) == own:
            yield Form(label, own)


def fold(text: str) -> str:
    """Return a text of the same length with small letters, and a space for whatever is no word.

    >>> fold("V-Neck, 100% COTTON")
    'v neck  100  cotton'
    >>> fold("Vermelho\\ud83d – novo")
    'vermelho    novo'
    """
    low = text.lower()
    if len(low) != len(text):  # "İ" becomes two characters: such a letter stays
        low = "".join([small if len(small := letter.lower()) == 1 else letter for letter in text])
    # str.translate looks up the letters of every text anew; over bytes it is five times as fast, ten with accents.
    if low.isascii():
        return low.encode().translate(_LATIN_SEPARATORS).decode()
    low = _WIDE_SEPARATORS.sub(_small_separator, low)
    try:
        return low.encode("latin-1").translate(_LATIN_SEPARATORS).decode("latin-1")
    except UnicodeEncodeError:
        return low.translate(_SEPARATORS_AND_HALVES)


def _small_separator(found: re.Match[str]) -> str:
    return _SEPARATORS[ord(found[0])]


def _automaton(keys: Iterable[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(keys), matchkind=MatchKind.Standard, store_patterns=False)


@lru_cache(maxsize=8)
def gazetteer(schema: AttributeSchema, locale: str, attributes: frozenset[str] | None = None) -> Gazetteer:
    """Return the gazetteer of a schema, or of some of its attributes, and a language, built once."""
    return Gazetteer(schema, locale, attributes)
