"""What a product is called in one phrase: "women's striped cotton blouse in black and red by Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from catalog_cli.descriptions import portuguese
from catalog_cli.descriptions.grammar import agreed, filled
from catalog_cli.descriptions.phrases import Known

# More of them are a list, which a sentence of its own bears.
MOST_COLORS = 3
_MOST_MATERIALS = 2
OPTIONAL = ("look", "material", "colors", "age", "brand")
# Colours that need no "na cor": "em várias cores".
_ITSELF = "em "
_SPACES = re.compile(" +(?=[ ,])")


@dataclass(frozen=True)
class Name:
    """The parts of a product's name that are known; `attributes` says which attribute each of them tells."""

    known: Known
    attributes: dict[str, str] = field(default_factory=lambda: {"colors": "color", "age": "age_group"})

    @cached_property
    def parts(self) -> dict[str, str]:
        """The parts by name, each with its preposition as it stands behind a noun; the unknown ones are missing."""
        known, phrase = self.known, self.known.grammar.phrase
        found = {"condition": self._condition(), "gender": self._gender(), "look": self._look()}
        material = self.materials
        if material:
            words = [known.grammar.adjectives.get(word, word) for word in material]
            found["material"] = phrase["material"].replace("{list}", known.joined(words))
        colors = self.colors
        if colors:
            found["colors"] = self._colored(phrase["colors"])
        age = self._age()
        if age:
            found["age"] = phrase["age"].replace("{list}", age)
        brand = known.facts.brand
        if brand:
            # "uma camisa preta da marca X", but "uma camisa na cor preta, da marca X"
            template = phrase["brand_behind" if "colors" in found or "age" in found else "brand"]
            found["brand"] = template.replace("{brand}", brand)
        return {name: text for name, text in found.items() if text}

    @cached_property
    def materials(self) -> list[str]:
        """The materials that can stand before or behind the noun: one or two without shares."""
        tags = self.known.tags("material")
        own = self.known.grammar.values.get("material", {})
        if not tags or len(tags) > _MOST_MATERIALS or any(tag.share is not None or tag.value in own for tag in tags):
            return []
        noun = self.known.thing.noun.casefold()
        words = self.known.words("material")
        return [] if any(word.casefold() in noun for word in words) else words

    @cached_property
    def colors(self) -> list[str]:
        """The colours that the product itself has; those of variants are a choice, not a description."""
        tags = self.known.tags("color")
        if len(tags) > MOST_COLORS or (len(tags) > 1 and self.has_choice("color")):
            return []
        words = self.known.words("color")
        plain = [word for word in words if not word.startswith(_ITSELF)]
        return plain if len(words) > 1 else words

    def has_choice(self, attribute: str) -> bool:
        """Return whether variants differ in an attribute."""
        tags = self.known.facts.tags
        return len({tag.identity for tag in tags if tag.variant and tag.attribute == attribute}) > 1

    def phrase(self, parts: Iterable[str]) -> str:
        """Return the noun with some of the parts."""
        wanted = {*parts, "condition", "gender"}
        if not self.known.thing.is_known:
            return self.bare(wanted)
        words = {
            name: self.parts.get(name, "") if name in wanted else "" for name in (*OPTIONAL, "condition", "gender")
        }
        text = filled(self.known.grammar.phrase["np"], {**words, "noun": self.known.thing.noun})
        return _SPACES.sub("", text).strip()

    def bare(self, wanted: Iterable[str]) -> str:
        """Return parts without a noun, as they stand behind a title: "made of cotton, in blue"."""
        known, phrase = self.known, self.known.grammar.phrase
        values = {"material": self.materials}
        texts = []
        for name in OPTIONAL:
            if name not in wanted or name not in self.parts or name == "look":
                continue
            if name == "colors":
                texts.append(self._colored(phrase["bare_colors"]))
                continue
            template = agreed(phrase[f"bare_{name}"], known.thing, len(values.get(name, "1")))
            text = known.facts.brand if name == "brand" else known.joined(values.get(name, [])) or self._age()
            texts.append(template.replace("{brand}", text).replace("{list}", text))
        return ", ".join(texts)

    def _colored(self, template: str) -> str:
        """Return the colours in a phrase; in Portuguese one agrees with "cor", several are names."""
        colors = self.colors
        if self.known.grammar.language == "pt" and len(colors) == 1:
            if colors[0].startswith(_ITSELF):
                return f" {colors[0]}" if template.startswith(" ") else colors[0]
            colors = [portuguese.color(colors[0])]
        return agreed(template, self.known.thing, len(colors)).replace("{list}", self.known.joined(colors))

    def _condition(self) -> str:
        values = self.known.facts.values("condition")
        text = self.known.grammar.conditions.get(values[0], "") if len(values) == 1 else ""
        return agreed(text, self.known.thing)

    def _gender(self) -> str:
        values = self.known.facts.values("gender")
        text = agreed(self.known.grammar.genders.get(values[0], ""), self.known.thing) if len(values) == 1 else ""
        return "" if text.casefold() in self.known.thing.noun.casefold() else text

    def _look(self) -> str:
        for attribute, wanted in self.known.grammar.look.items():
            tags = self.known.tags(attribute)
            if len(tags) == 1 and tags[0].value in wanted:
                self.attributes["look"] = attribute
                return self.known.grammar.agreeing(self.known.words(attribute)[0], self.known.thing)
        return ""

    def _age(self) -> str:
        values = self.known.phrases("age_group")
        if len(values) != 1 or self.known.facts.has("age_group", "adult"):
            return ""
        own = self.known.words("age_group")[0].casefold()
        noun = self.known.thing.noun.casefold()
        return "" if own in noun or values[0].text in noun else values[0].text
