"""The grammar of a language as data: what each attribute and value is called in a sentence, and the sentences.

What the files say and how their marks are read stands at the top of languages/en.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from catalog_cli import locales
from catalog_cli.attributes.schema import Value, label_in
from catalog_cli.descriptions import english, portuguese
from catalog_cli.errors import UsageProblem

LANGUAGES = ("en", "pt")
_FOLDER = Path(__file__).with_name("languages")
_FORMS = ("m", "f", "mp", "fp")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_COUNT = re.compile(r"<([^<>]*)>")
_PLACE = re.compile(r"\{(\w*)\}")


class Thing(NamedTuple):
    """What is described, as a noun within a sentence: "camisa" is "f", "óculos" are "mp".

    `is_known` is False where no tag says what the product is: `noun` is then the language's word for any product.
    """

    noun: str
    form: str
    is_mass: bool = False
    is_known: bool = True

    @property
    def is_plural(self) -> bool:
        """Whether its verb is a plural."""
        return self.form.endswith("p")


class Wording(NamedTuple):
    """How the values of one attribute are said: see languages/en.toml.

    `each` is for one value, `whole` for the list of all. With `is_one` several values contradict each other. `only` are
    the values whose labels fit the role, where not all of them do, and `labels` what such labels look
    like; any other is named behind the attribute's name.
    """

    role: str
    each: str = ""
    whole: str = ""
    tails: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    labels: re.Pattern[str] | None = None
    is_one: bool = False


# "Wi-Fi", "Earl-Grey": a capital behind the hyphen, which "Non-GMO" has not.
_JOINED_NAME = re.compile(r"[^\W\d_]+-[A-ZÀ-Þ][a-zß-ÿ]")


@dataclass(frozen=True)
class Grammar:
    """One language: words, sentences and the order of what is said. `forms` are the few things that code knows."""

    language: str
    pronouns: tuple[str, str]
    generic: str
    mass: frozenset[str]
    plural: frozenset[str]
    plural_ending: str
    singular: frozenset[str]
    types: Mapping[str, str]
    article_words: frozenset[str]
    names: frozenset[str]
    named: frozenset[str]
    labels: Mapping[str, tuple[str, str]]
    phrase: Mapping[str, str]
    adjectives: Mapping[str, str]
    genders: Mapping[str, str]
    conditions: Mapping[str, str]
    look: Mapping[str, frozenset[str]]
    groups: Mapping[str, tuple[str, ...]]
    things: frozenset[str]
    paragraphs: tuple[tuple[str, ...], ...]
    patterns: Mapping[str, tuple[str, ...]]
    wordings: Mapping[str, Wording]
    values: Mapping[str, Mapping[str, str]]
    sizes: Mapping[str, str] = field(default_factory=dict)

    def thing(self, value: Value | None, locale: str) -> Thing:
        """Return a product type as a noun; None is any product."""
        if value is None:
            return Thing(self.generic, "m", is_known=False)
        own_form, _, own = self.types.get(value.id, "").rpartition(": ")
        label = own or self.word(label_in(value.labels, locale))
        form = own_form or value.genders.get(self.language, "m")
        if self._is_plural(value.id, label) and not form.endswith("p"):
            form += "p"
        return Thing(label, form, value.id in self.mass)

    def _is_plural(self, value: str, label: str) -> bool:
        """Return whether a type is always several: the data says so, or its label ends as plurals do."""
        if value in self.plural or value in self.mass or value in self.singular or not self.plural_ending:
            return value in self.plural
        return label.endswith(self.plural_ending) and not label.endswith(2 * self.plural_ending)

    def word(self, label: str, attribute: str = "") -> str:
        """Return a label as it stands within a sentence.

        >>> english = grammar("en")
        >>> english.word("Navy blue"), english.word("V-neck"), english.word("Egyptian cotton"), english.word("PVC")
        ('navy blue', 'V-neck', 'Egyptian cotton', 'PVC')
        """
        first = re.split(r"[\s-]", label, maxsplit=1)[0]
        is_name = attribute in self.named or first in self.names or first[1:] != first[1:].lower()
        is_name = is_name or _JOINED_NAME.match(label) is not None
        if is_name or (len(first) == 1 and label[1:2] == "-") or any(char.isdigit() for char in first):
            return label
        return label[:1].lower() + label[1:]

    def attribute_label(self, attribute: str, fallback: str, count: int) -> str:
        """Return the name of an attribute before a list of `count` values."""
        one, several = self.labels.get(attribute, (fallback, fallback))
        return one if count == 1 else several

    def agreeing(self, adjective: str, thing: Thing) -> str:
        """Return an adjective as it is said of a thing; one behind "=" never changes."""
        if adjective.startswith("=") or self.language != "pt":
            return adjective.removeprefix("=")
        return portuguese.agreeing(adjective, thing.form)

    def indefinite(self, phrase: str, thing: Thing) -> str:
        """Return a phrase of a thing behind "a"; what is not counted, and English plurals, have no article.

        >>> grammar("en").indefinite("oak table", Thing("table", "m"))
        'an oak table'
        >>> grammar("pt").indefinite("óculos de sol", Thing("óculos de sol", "mp"))
        'óculos de sol'
        """
        if thing.is_mass or thing.is_plural:
            return phrase
        if self.language == "en":
            return english.with_article(phrase)
        return f"{portuguese.article(thing.form, is_definite=False)} {phrase}"

    def subjects(self, thing: Thing) -> dict[str, str]:
        """Return the ways to speak of a thing: {It}, {The} and {This}."""
        if self.language == "en":
            this = "These" if thing.is_plural else "This"
            return {
                "It": self.pronouns[thing.is_plural],
                "The": f"The {thing.noun}",
                "This": f"{this} {thing.noun}",
            }
        the = portuguese.article(thing.form, is_definite=True)
        return {
            "It": "",
            "The": f"{capitalized(the)} {thing.noun}",
            "This": f"{capitalized(portuguese.this(thing.form))} {thing.noun}",
        }


def agreed(text: str, thing: Thing, count: int = 1) -> str:
    """Return a text with its marks read: [..] for the thing, <..> for how many there are of what is counted.

    >>> agreed("[É|São] feit[o|a|os|as] de", Thing("calças", "fp")), agreed("2 <bolso|bolsos>", Thing("x", "m"), 2)
    ('São feitas de', '2 bolsos')
    """

    def chosen(match: re.Match[str]) -> str:
        options = match[1].split("|")
        return options[_FORMS.index(thing.form)] if len(options) == len(_FORMS) else options[thing.is_plural]

    text = _CHOICE.sub(chosen, text)
    return _COUNT.sub(lambda match: match[1].split("|")[count != 1], text)


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with words in its places; what the words themselves hold is not read again.

    >>> filled("{title}: {np}.", {"title": "A {np}", "np": "red mug"})
    'A {np}: red mug.'
    """
    return _PLACE.sub(lambda match: words[match[1]], text)


def capitalized(text: str) -> str:
    """Return a text whose first letter is a capital; one that begins with a name such as "iPad" stays.

    >>> capitalized("óculos de sol"), capitalized("iPad case")
    ('Óculos de sol', 'iPad case')
    """
    first = text.split(" ", 1)[0]
    return text if first[1:] != first[1:].lower() else text[:1].upper() + text[1:]


def has_grammar(locale: str) -> bool:
    """Return whether copy can be composed in a locale's language.

    >>> has_grammar("pt-BR"), has_grammar("de")
    (True, False)
    """
    return locales.language(locale) in LANGUAGES


@cache
def grammar(locale: str) -> Grammar:
    """Return the grammar of a locale's language; raises UsageProblem where there is none."""
    import tomllib

    language = locales.language(locale)
    if language not in LANGUAGES:
        raise UsageProblem(
            f"Descriptions are written in {' and '.join(LANGUAGES)}, not in {locale}: choose another --to."
        )
    path = _FOLDER / f"{language}.toml"
    return _read(tomllib.loads(path.read_text(encoding="utf-8")))


def _read(table: Mapping[str, Any]) -> Grammar:
    groups = {name: tuple(text.split()) for name, text in table["groups"].items()}
    order = table["groups"]["names"]
    return Grammar(
        language=table["language"],
        pronouns=tuple(table["pronouns"]),
        generic=table["generic"],
        mass=frozenset(table["mass"].split()) - frozenset(table["counted"].split()),
        plural=frozenset(table["plural"].split()),
        plural_ending=table.get("plural_ending", ""),
        singular=frozenset(table.get("singular", "").split()),
        types=table["types"],
        article_words=frozenset(table["article_words"].split()),
        names=frozenset(table["names"].split()),
        named=frozenset(table["named"].split()),
        labels={name: tuple(pair) for name, pair in table["labels"].items()},
        phrase=table["phrase"],
        adjectives=table["adjectives"],
        genders=table["gender"],
        conditions=table["condition"],
        look={name: frozenset(text.split()) for name, text in table["look"].items()},
        groups={name: own for name, own in groups.items() if name not in ("names", "things")},
        things=frozenset(groups["things"]),
        paragraphs=tuple(tuple(part.split()) for part in order.split("|")),
        patterns={name: tuple(texts) for name, texts in table["patterns"].items()},
        wordings={name: _wording(one) for name, one in table["attributes"].items()},
        values=table["values"],
        sizes=table.get("sizes", {}),
    )


def _wording(one: Mapping[str, Any]) -> Wording:
    return Wording(
        one["role"],
        one.get("each", ""),
        one.get("list", ""),
        frozenset(one.get("tails", "").split()),
        frozenset(one.get("only", "").split()),
        re.compile(one["labels"], re.IGNORECASE) if "labels" in one else None,
        one.get("one", False),
    )
