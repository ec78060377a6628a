"""The number of Romance noun phrases: the noun and its adjectives change, what a preposition opens stays.

Also what every language needs: word lists, and the case of a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple


def both_ways(plurals: Mapping[str, str]) -> dict[str, tuple[str, bool]]:
    """Return each word with its other number and whether that is the singular, from a map of plurals.

    >>> both_ways({"novo": "novos"})["novos"]
    ('novo', True)
    """
    singulars = {plural: (singular, True) for singular, plural in plurals.items()}
    return singulars | {singular: (plural, False) for singular, plural in plurals.items()}


# Acronyms are as long as this: "LED", "HDMI"; a longer word in capitals is a word.
LONGEST_ACRONYM = 4


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def pairs(text: str) -> dict[str, str]:
    """Return the words of a text written as "word=form"."""
    return dict(pair.split("=") for pair in text.split())


def recase(form: str, model: str) -> str:
    """Return a lower-case form with the capitals of the word it was made from.

    >>> recase("golas", "Gola"), recase("golas", "GOLA"), recase("e-mails", "e-Mail")
    ('Golas', 'GOLAS', 'e-Mails')
    """
    lower = model.lower()
    if lower == model:
        return form
    if model.isupper() and len(model) > 1:
        return form.upper()
    if model[1:] == lower[1:]:
        return form[:1].upper() + form[1:]
    same = 0
    while same < min(len(form), len(lower)) and form[same] == lower[same]:
        same += 1
    return model[:same] + form[same:]


def is_acronym(lower: str) -> bool:
    """Return whether a word that stands in capitals, given in lower case, is read as an acronym or a letter."""
    return len(lower) == 1 or (len(lower) <= LONGEST_ACRONYM and lower[-1] not in "aeiou")


class Grammar(NamedTuple):
    """What a language says of its noun phrases; all words in lower case.

    `links` open what does not agree ("de", "para"), and so do words beginning with one of `elisions`; after `joins`
    ("e", "ou") nothing is safe. `apposed` are nouns that do so after another noun ("camisa manga longa"). An
    adjective after one of `described`, mostly materials, is theirs ("bolsa de couro sintético"). `before` maps what
    stands before a noun to its other number, and tells whether that is the singular. `fixed` follow a noun and do
    not change, nor do words that `borrowed` finds foreign ("calça skinny"). `plurals` gives the plurals of a word,
    the likeliest first, itself if it does not change, none if not known; `singular` the singular of a plural, "" if
    the word is none or it is not known; `gender_of` "m", "f" or "", by the ending.
    """

    links: frozenset[str]
    joins: frozenset[str]
    apposed: frozenset[str]
    elisions: tuple[str, ...]
    described: frozenset[str]
    before: Mapping[str, tuple[str, bool]]
    fixed: frozenset[str]
    plurals: Callable[[str], tuple[str, ...]]
    singular: Callable[[str], str]
    is_adjective: Callable[[str], bool]
    borrowed: re.Pattern[str]
    gender_of: Callable[[str], str]

    def head_length(self, tokens: list[str]) -> int:
        """Return how many tokens stand before the first that opens what does not agree; 0 if they are no phrase."""
        if not tokens[0] or self._opens_tail(tokens[0].lower()):
            return 0
        for at, token in enumerate(tokens):
            lower = token.lower()
            if not token or lower in self.joins:
                return 0
            if at and (self._opens_tail(lower) or lower in self.apposed or any(map(str.isdigit, token))):
                return at
        return len(tokens)

    def _opens_tail(self, lower: str) -> bool:
        return lower in self.links or lower.startswith(self.elisions)

    def other_number(self, text: str, gender: str = "") -> tuple[str, ...]:
        """Return the plurals of a singular noun phrase, or the singular of a plural one; none where not known."""
        tokens = text.split(" ")
        end = self.head_length(tokens)
        if not end:
            return ()
        noun, opening, numbers = 0, [], set()
        while noun < end - 1 and (changed := self.before.get(tokens[noun].lower())):
            opening.append(recase(changed[0], tokens[noun]))
            if changed[0] != tokens[noun].lower():
                numbers.add(changed[1])
            noun += 1
        head = tokens[noun]
        single = self.singular(head.lower())
        if numbers - {bool(single)}:
            return ()
        heads = (recase(single, head),) if single else self.plurals(head)
        rest = self._agreeing(tokens[noun + 1 : end], bool(single))
        if not heads or rest is None:
            return ()
        tails = self._tails(tokens[end:], bool(single), gender or self.gender_of(single or head.lower()))
        forms = (" ".join([*opening, form, *rest, *tail]) for form in heads for tail in tails)
        return tuple(form for form in forms if form != text)

    def adjective_forms(
        self, text: str, adverbs: frozenset[str], forms_of: Callable[[str], tuple[str, ...]], most_adverbs: int = 1
    ) -> tuple[str, ...]:
        """Return the other forms of an adjective behind at most so many adverbs, with what depends on it; () if none.

        `forms_of` gives those of the adjective alone, in lower case.
        """
        tokens = text.split(" ")
        opening = 0
        while opening < min(most_adverbs, len(tokens) - 1) and tokens[opening].lower() in adverbs:
            opening += 1
        before, tokens = tokens[:opening], tokens[opening:]
        if self.head_length(tokens) != 1:
            return ()
        return tuple(" ".join([*before, recase(form, tokens[0]), *tokens[1:]]) for form in forms_of(tokens[0].lower()))

    def _tails(self, tail: list[str], to_singular: bool, gender: str) -> list[list[str]]:
        """Return what a preposition opens, as it stands or with its last adjective in the new number.

        "Bolsas de couro sintético", but "escovas de dentes elétricas": where neither gender nor number tells whose
        the adjective is, both are given.
        """
        if len(tail) != 3 or self._opens_tail(tail[1].lower()):
            return [tail]
        changed = self._agreeing(tail[2:], to_singular)
        adjective = self.singular(tail[2].lower()) or tail[2].lower()
        if not changed or changed == tail[2:] or not self.is_adjective(adjective):
            return [tail]
        of_head = [*tail[:2], *changed]
        inner = tail[1].lower()
        if inner in self.described or inner in self.apposed:
            return [tail]
        inner_single = self.singular(inner)
        if bool(inner_single) != bool(self.singular(tail[2].lower())):
            return [of_head]
        kind, inner_gender = self.gender_of(adjective), self.gender_of(inner_single or inner)
        if kind and inner_gender and kind != inner_gender:
            return [of_head]
        return [tail] if kind and gender and kind != gender else [of_head, tail]

    def _agreeing(self, tokens: list[str], to_singular: bool) -> list[str] | None:
        """Return the words after a noun in the noun's new number, or None if one is not known to agree or to stay."""
        changed = []
        for token in tokens:
            lower = token.lower()
            single = self.singular(lower) if to_singular else lower
            if (token.isupper() and is_acronym(lower)) or lower in self.fixed:
                changed.append(token)
            elif single and self.is_adjective(single):
                forms = (single,) if to_singular else self.plurals(lower)
                if not forms:
                    return None
                changed.append(recase(forms[0], token))
            elif self.borrowed.search(lower):
                changed.append(token)
            else:
                return None
        return changed
