"""Sentences about a product, a group of facts at a time, in phrasings that its key chooses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from catalog_cli.descriptions.choosing import Chooser
from catalog_cli.descriptions.english import with_article
from catalog_cli.descriptions.grammar import agreed, capitalized, filled
from catalog_cli.descriptions.naming import OPTIONAL, Name
from catalog_cli.descriptions.phrases import Known, Phrase

# A sentence with more of them is a list, and reads like one.
_MOST = 4
_MOST_USES = 6
# Beyond these a list of colours or sizes belongs into a filter.
_MOST_CHOICES = 8
# A title beyond it is a sentence already.
_LONGEST_TITLE = 90
_PLURAL_TITLE = re.compile(r"[a-z](?<![suiáéíóúêô])s$")
_SIDES = frozenset({"length", "width", "height", "depth"})
# How patterns begin that have no verb.
_FRAGMENTS = frozenset({"With", "Com", "Made", "Feit[o|a|os|as]"})
_SUBJECT = ("{The}", "{This}", "The {noun}")


class Planned(NamedTuple):
    """A sentence before it has words: a pattern of the grammar and what stands in its places.

    Without a pattern `words["text"]` is the sentence. `slot` tells the choices of one product apart; `number` is how
    many there are of what is counted.
    """

    pattern: str
    slot: str
    words: dict[str, str]
    number: int = 1


@dataclass(frozen=True)
class Sentences:
    """The sentences of one product: an opening that names it, then one group of facts after the other."""

    known: Known
    chooser: Chooser
    name: Name = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", Name(self.known))

    @cached_property
    def title(self) -> str:
        """The product's title on one line."""
        return " ".join(self.known.facts.title.split())

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The parts of the name that the opening tells; some are left to sentences of their own."""
        parts = [part for part in OPTIONAL if part in self.name.parts]
        if "brand" in parts and self._is_in_title(self.known.facts.brand):
            parts.remove("brand")
        for part in ("material", "look"):
            others = [one for one in parts if one not in (part, "brand")]
            if part in parts and others and self.chooser.number(f"leave {part}", 3) == 0:
                parts.remove(part)
        return tuple(parts)

    @cached_property
    def opening(self) -> str:
        """The sentence that names the product, "" where it would say nothing but the title."""
        known = self.known
        phrase = self.name.phrase(self.named)
        news = {one for one in (*self.named, "condition", "gender") if not self._is_in_title(self._part(one))}
        is_told = self._is_in_title(known.thing.noun)
        if known.thing.is_known and not is_told and len(known.facts.attributes) > 1:
            news.add("noun")
        if not news or not phrase or (news == {"brand"} and not known.thing.is_known):
            return ""
        if not known.thing.is_known:
            pattern = self.chooser.choose(known.grammar.patterns["opening_bare"], "opening")
            return _ended(filled(pattern, {"title": self.title, "np": phrase})) if self.title else ""
        # "Red Mug is a mug in red by Acme" tells a reader little: the title stands above the text.
        is_alone = is_told and (news <= {"brand"} or self.title.casefold() == known.thing.noun.casefold())
        has_title = bool(self.title) and not is_alone and len(self.title) <= _LONGEST_TITLE
        is_several = known.thing.is_plural or known.thing.is_mass or self._is_title_plural
        patterns = known.grammar.patterns["opening_several" if is_several else "opening"]
        fitting = [one for one in patterns if has_title or "{title}" not in one]
        if phrase == known.thing.noun and not (fitting := [one for one in fitting if "{title}" in one]):
            return ""  # "A shirt." says nothing
        counted = known.grammar.indefinite(phrase, known.thing)
        words = {"title": self.title, "np": phrase, "a_np": counted}
        words |= {"Np": capitalized(phrase), "A_np": capitalized(counted)}
        return _ended(filled(self.chooser.choose(fitting, "opening"), words))

    def paragraphs(self) -> list[list[str]]:
        """Return the sentences by paragraph, the opening among those of the first; a product that nothing is known of
        has none.
        """
        opening = self.opening
        found, previous = [[opening] if opening else []], "subject" if opening else ""
        for number, groups in enumerate(self.known.grammar.paragraphs):
            planned = [one for group in groups for one in self.planned(group)]
            planned.sort(key=lambda one: not one.pattern)  # what is only named stands behind the sentences
            said, previous = self._said(planned, previous, is_paragraph=bool(number))
            if number and len(said) > 1 and len(found[-1]) > 1:  # one sentence is no paragraph
                found.append(said)
            else:
                found[-1] += said
        if found == [[opening]] and self.name.phrase(self.named) == self.known.thing.noun:
            return []  # "Aurora is a belt." says nothing
        return [paragraph for paragraph in found if paragraph]

    def planned(self, group: str) -> list[Planned]:
        """Return the sentences about one group of facts, before they have words."""
        attributes = self.known.grammar.groups[group]
        if group == "colors":
            return [*self._choices(), *self._joined(["size_type"], group)]
        told = {self.name.attributes.get(part, part) for part in self.named}
        made = self._made() if group == "made" and "material" not in told else []
        return [*made, *self._joined([one for one in attributes if one not in told], group)]

    @property
    def _is_title_plural(self) -> bool:
        """Whether a title looks like several things: "Brown Throw Pillows" is no pillow."""
        return _PLURAL_TITLE.search(self.title) is not None

    def _part(self, name: str) -> str:
        return self.known.facts.brand if name == "brand" else self.name.parts.get(name, "")

    def _is_in_title(self, text: str) -> bool:
        title = set(self.title.casefold().split())
        return all(word.strip(",") in title for word in text.casefold().split() if word not in _PARTICLES)

    def _said(self, planned: Iterable[Planned], previous: str, *, is_paragraph: bool) -> tuple[list[str], str]:
        """Return the sentences in words and how the last of them begins; no two in a row begin alike."""
        said = []
        for one in planned:
            if not one.pattern:
                said.append(_ended(capitalized(one.words["text"])))
                previous = "note"
                continue
            patterns = self.known.grammar.patterns[one.pattern]
            ways = [pattern for pattern in patterns if _way(pattern) != previous] or list(patterns)
            if is_paragraph and not said:  # a paragraph does not begin with "With a lid."
                ways = [pattern for pattern in ways if _way(pattern) not in _FRAGMENTS] or ways
            if not previous:  # the first of all must name what it speaks of
                ways = [pattern for pattern in patterns if _way(pattern) == "subject"] or ways
            pattern = self.chooser.choose(ways, f"{one.pattern} {one.slot}")
            said.append(self._worded(pattern, one, is_first=not previous))
            previous = _way(pattern)
        return said, previous

    def _worded(self, pattern: str, one: Planned, *, is_first: bool) -> str:
        known = self.known
        thing = known.thing
        subjects = {**known.grammar.subjects(thing), "noun": thing.noun}
        if is_first and not thing.is_known and self.title:
            subjects |= {"The": self.title, "This": self.title}
            thing = thing._replace(form="mp" if self._is_title_plural else thing.form)
        capitals = {name.capitalize(): capitalized(text) for name, text in one.words.items()}
        if any(text.endswith(",") for text in one.words.values()):
            pattern = pattern.replace("},", "}")
        text = agreed(pattern, thing, one.number)
        return _ended(filled(text, {**subjects, **capitals, **one.words}).strip())

    def _made(self) -> list[Planned]:
        known = self.known
        shares = known.composition()
        if shares:
            return [Planned("composition", "", {"list": known.joined(shares)})]
        own = known.grammar.values.get("material", {})
        words = [known.word_of(tag) for tag in known.tags("material") if tag.value not in own]
        articles = known.grammar.article_words
        words = [with_article(word) if word.rsplit(" ", 1)[-1] in articles else word for word in words]
        return [Planned("made", "", {"list": known.joined(words)})] if words else []

    def _choices(self) -> list[Planned]:
        """Return the sentences about what a buyer chooses: colours and sizes."""
        known = self.known
        colors = known.words("color") if self.name.has_choice("color") and not self.name.colors else []
        sizes = known.words("size")
        colors, sizes = (found if len(found) <= _MOST_CHOICES else [] for found in (colors, sizes))
        if len(colors) > 1 and len(sizes) > 1:
            return [Planned("colors_sizes", "", {"colors": known.joined(colors), "sizes": known.joined(sizes)})]
        planned = [Planned("colors", "", {"colors": known.joined(colors)})] if len(colors) > 1 else []
        if sizes:
            planned.append(Planned("sizes", "", {"sizes": known.joined(sizes)}, len(sizes)))
        return planned

    def _joined(self, attributes: Sequence[str], group: str) -> Iterator[Planned]:
        """Yield the sentences about some attributes, their phrases joined by the part that they play."""
        facts = self.known.facts
        left = [one for one in attributes if not (one in _SIDES and facts.has("dimensions"))]
        roles: dict[str, list[str]] = {}
        for phrase in dict.fromkeys(phrase for attribute in left for phrase in self._phrases(attribute)):
            said = roles.setdefault(phrase.role, [])
            said.append(_shortened(phrase.text, said[-1]) if said and phrase.role == "does" else phrase.text)
        yield from self._paired("is", "has", roles, group)
        yield from self._paired("measures", "does", roles, group)
        if "for" in roles:
            yield Planned("for", group, {"for": self.known.joined(roles["for"][:_MOST_USES])})
        for text in roles.get("says", []):
            yield Planned("", group, {"text": text})

    def _phrases(self, attribute: str) -> list[Phrase]:
        phrases = self.known.phrases(attribute)
        if not phrases:
            return []
        if attribute == "material":  # the plain ones stand behind "made of": "gold-plated" is left
            return [phrase for phrase in phrases if phrase.role == "is"]
        # Dog food is suitable for dogs, and its name says so.
        noun = self.known.thing.noun.casefold()
        phrases = [one for one in phrases if one.role != "for" or one.text.casefold().rstrip("s") not in noun]
        if attribute == "feature" and self.known.facts.has("number_of_pockets"):
            return [one for one in phrases if one != self.known.phrase_of("feature", "with-pockets")]
        return phrases

    def _paired(self, first: str, second: str, roles: dict[str, list[str]], group: str) -> Iterator[Planned]:
        """Yield the sentences of two roles that can share one; long lists are parted."""
        known = self.known
        ones, others = roles.get(first, []), roles.get(second, [])
        while ones or others:
            one, other = known.joined(ones[:_MOST]), known.joined(others[:_MOST])
            is_both = bool(one and other) and len(ones) + len(others) <= _MOST + 1
            if is_both and len(ones) > 1:
                one += ","
            name = f"{first}_{second}" if is_both else first if one else second
            if group not in known.grammar.things:
                name = name.replace("has", "property")
            yield Planned(name, f"{group} {len(ones)} {len(others)}", {first: one, second: other})
            ones = ones[_MOST:] if one else ones
            others = others[_MOST:] if is_both or not one else others


# Words of a phrase that say nothing by themselves.
_PARTICLES = frozenset("a and by da das de do dos e em for in made na nas no nos of para cor cores marca".split())


def _shortened(text: str, before: str) -> str:
    """Return a verb's phrase without the words that it shares with the one before: "go here and [can go] there"."""
    shared = " ".join(before.split(" ")[:2]) + " "
    return text.removeprefix(shared)


def _way(pattern: str) -> str:
    """Return how a pattern begins: with the product as its subject, or by its first word."""
    return "subject" if pattern.startswith(_SUBJECT) else pattern.split(" ", 1)[0]


def _ended(sentence: str) -> str:
    """Return a sentence with one full stop."""
    if sentence.endswith(".."):
        return sentence[:-1]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
