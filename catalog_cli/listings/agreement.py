"""Colours behind a title in the form that its noun asks for: "Camiseta Preta", not "Camiseta Preto"."""

from __future__ import annotations

import re

from catalog_cli.descriptions import portuguese
from catalog_cli.descriptions.grammar import grammar
from catalog_cli.glossary.inflection.portuguese import agreed, noun_forms
from catalog_cli.listings.item import Item
from catalog_cli.listings.labels import Labels
from catalog_cli.locales import language

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINED = re.compile(r"(\s+e\s+|\s*[/,&]\s*)")
# Endings that tell the gender of nearly every noun that is not the name of the product's type.
_FEMININE = re.compile(r"(?:a|ção|são|dade|gem)s?$|[çs]ões$|gens$")
_MASCULINE = re.compile(r"(?:o|or|ores)s?$")
_NO_SIGN = re.compile(r"(?:ma|dia)s?$")  # "pijama", "programa"


def agreeing_color(color: str, item: Item, labels: Labels) -> str:
    """Return a colour as it is said of the thing that a Portuguese title names; as it is in any other language.

    What is no adjective stays ("Vinho", "Azul-marinho"), and so does everything where the noun is not known.
    """
    if language(labels.locale) != "pt" or not color:
        return color
    form = _form(item, labels)
    if form in ("", "m"):
        return color
    parts = _JOINED.split(color)
    return "".join(part if at % 2 else _in_form(part, form) for at, part in enumerate(parts))


def _in_form(word: str, form: str) -> str:
    low = word.lower()
    if not _WORD.fullmatch(word):
        return word
    if "-" in low:
        found = portuguese.color(low) if form == "f" else low
    else:
        found = agreed(low, feminine=form.startswith("f"), plural=form.endswith("p"))
    if not found or found == low:
        return word
    return found.upper() if word.isupper() else found.capitalize() if word[0].isupper() else found


def _form(item: Item, labels: Labels) -> str:
    """Return the gender and number of what a title names: "m", "f", "mp", "fp"; "" if they are not known."""
    values = item.facts.values("product_type")
    known = labels.schema.attributes["product_type"].values if values else {}
    thing = grammar(labels.locale).thing(known[values[0]], labels.locale) if values and values[0] in known else None
    noun = _noun(item)
    if not noun:
        return "" if thing is None else thing.form
    is_plural = noun.endswith("s") and any(not form.endswith("s") for form in noun_forms(noun))
    if thing is not None and noun in _numbers(own := thing.noun.split()[0].lower()):
        return thing.form if noun == own else f"{thing.form[:1]}{'p' * is_plural}"
    if _NO_SIGN.search(noun):
        return ""
    gender = "f" if _FEMININE.search(noun) else "m" if _MASCULINE.search(noun) else ""
    return f"{gender}p" if gender and is_plural else gender


def _numbers(noun: str) -> set[str]:
    return {noun, *noun_forms(noun)}


def _noun(item: Item) -> str:
    """Return the word that a title is of, in lower case: the first of the product's type, else the first of all."""
    own = {word.casefold() for word in _WORD.findall(item.brand)}
    said = next((tag.text for tag in item.facts.tags_of("product_type") if tag.text and tag.text in item.name), "")
    words = (word.lower() for word in _WORD.findall(said or item.name))
    return next((word for word in words if word not in own), "")
