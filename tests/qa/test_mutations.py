"""What the checks find of errors put into right translations, and what they say of the right ones.

The 300 sentences of tests/quality with their translations, written for this project, stand for product descriptions:
alone, three in a cell, and as the HTML a shop holds. `pytest -s` prints the table.
"""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase
from catalog_cli.pipeline import checked
from catalog_cli.product import Column, Role
from catalog_cli.qa.registry import ALL, load_checks, load_unit_checks
from catalog_cli.segment import Origin, Place, Segment, SegmentId, Severity
from catalog_cli.unit import Unit

PAIR = ("en", "pt-BR")
PLACE = Place("shop.csv", 2, "Body")
TEXT, HTML = (Column(0, "Body", "Body", role, "") for role in (Role.TEXT, Role.HTML))
# What all references say for these words.
GLOSSARY = [
    ("cotton", "algodão"),
    ("leather", "couro"),
    ("cat", "gato"),
    ("jacket", "jaqueta"),
    ("warranty", "garantia"),
    ("skin", "pele"),
    ("towel", "toalha"),
    ("lid", "tampa"),
    ("rubber", "borracha"),
    ("shelf", "prateleira"),
    ("water", "água"),
    ("book", "livro"),
    ("steel", "aço"),
    ("cable", "cabo"),
    ("mirror", "espelho"),
    ("kitchen", "cozinha"),
    ("tent", "barraca"),
    ("screws", "parafusos"),
    ("knife", "faca"),
    ("paper", "papel"),
    ("wood", "madeira"),
    ("pocket", "bolso"),
    ("printer", "impressora"),
    ("filter", "filtro"),
]
# Other languages, in small sentences as shops write them: ours, of nothing that stands in the sources.
FOREIGN = [
    "Esta camiseta de manga corta está hecha con algodón y es muy suave.",
    "El bolso tiene dos bolsillos y una correa que se puede ajustar.",
    "Los zapatos son cómodos y se limpian con un paño húmedo.",
    "La mesa es de roble y viene con las instrucciones de montaje.",
    "Lávelo a mano con agua fría y no use lejía.",
    "Ce sac en cuir a deux poches et une fermeture sur le côté.",
    "La lampe est livrée avec une ampoule et un câble de deux mètres.",
    "Nos chaussures sont faites à la main dans un petit atelier.",
    "Vous pouvez laver cette couverture à la machine, à basse température.",
    "Die Tasche ist aus Leder und hat zwei Fächer für das Handy.",
    "Der Tisch wird mit allen Schrauben und einer Anleitung geliefert.",
    "Nicht in der Maschine waschen und nicht bügeln.",
    "Diese Lampe ist für den Garten und für die Terrasse geeignet.",
    "La borsa è di pelle e ha due tasche con la cerniera.",
    "Questo tavolo è fatto a mano e viene con le istruzioni.",
    "The lamp comes with a bulb and a cable, and you can use it in the garden.",
    "These shoes are made by hand and will keep your feet warm.",
    "Please wash it by hand and do not use bleach.",
]


class Case(NamedTuple):
    """A translation and what was done to it."""

    unit: Unit
    kind: str


def material() -> ModuleType:
    name = "quality_material"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "quality" / "material.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@lru_cache(maxsize=1)
def pairs() -> list[tuple[str, str, str]]:
    """Return each sentence, its translation, and its HTML."""
    return [(one.source, one.reference, one.markup) for one in material().sentences()]


def unit(source: str, target: str, column: Column = TEXT, sentences: Iterable[tuple[str, str]] = ()) -> Unit:
    segments = tuple(
        Segment(SegmentId("s", "1", "", "Body", 0, at), PLACE, Role.TEXT, own, target=told, origin=Origin.HUMAN)
        for at, (own, told) in enumerate(sentences)
    )
    return Unit("0" * 32, "1", "", column, PLACE, PLACE, source, target, segments=segments)


def sentence(source: str, target: str) -> Unit:
    return unit(source, target, TEXT, [(source, target)])


def findings(units: Iterable[Unit]) -> list[list[tuple[str, Severity]]]:
    """Return the names and severities of what is found in each unit, as `catalog check` finds it."""
    terms = TermMatcher(TermBase.of([Term(*entry) for entry in GLOSSARY]), *PAIR)
    done = checked(units, PAIR, load_checks(*PAIR, ALL), load_unit_checks(*PAIR, ALL), terms)
    return [[(finding.check, finding.severity) for finding in one.all_findings] for one in done]


def is_serious(found: Sequence[tuple[str, Severity]]) -> bool:
    return any(severity is not Severity.MINOR for _, severity in found)


def as_html(markup: str, reference: str) -> str:
    """Return a translation in its source's markup: the outer tags around it, the inner ones around its first word."""
    opening = re.match(r"(?:<[^>]*>)*", markup)
    closing = re.search(r"(?:<[^>]*>)*$", markup)
    assert opening is not None
    assert closing is not None
    if opening.end() >= closing.start():
        return markup
    inner = re.findall(r"<[^>]*>", markup[opening.end() : closing.start()])
    first, _, rest = reference.partition(" ")
    marked = "".join((*inner, html.escape(first, quote=False))) if not inner else ""
    if inner:
        half = next((at for at, tag in enumerate(inner) if tag.startswith("</")), len(inner))
        marked = f"{''.join(inner[:half])}{html.escape(first, quote=False)}{''.join(inner[half:])}"
    return f"{opening.group()}{marked} {html.escape(rest, quote=False)}{closing.group()}"


_NUMBER = re.compile(r"(?<![\w{%.,/-])\d+(?:[.,]\d+)*(?![\w}/-])")
_CODE = re.compile(r"\{\{.*?\}\}|\{[^}]*\}|%[sd]|\[\w+\]|https?://\S+\w|\S+@\S+\w|\b[A-Z]{2,}-\d+\w*")
_DENIAL = re.compile(r"\b(?:não|nunca|nem|sem|nenhum|nenhuma)\s", re.IGNORECASE)
_VERB = re.compile(r"\s(?:é|são|tem|têm|pode|podem|vem|vêm|inclui|serve|funciona|protege|mede|pesa|suporta)\s")


def other_number(source: str, target: str, markup: str) -> str | None:
    found = _NUMBER.search(target)
    if found is None:
        return None
    return target[: found.start()] + str((int(found.group()[0]) + 4) % 9 + 1) + target[found.start() + 1 :]


def lost_number(source: str, target: str, markup: str) -> str | None:
    return _NUMBER.sub("", target, count=1) if _NUMBER.search(target) else None


def other_placeholder(source: str, target: str, markup: str) -> str | None:
    found = _CODE.search(target)
    if found is None:
        return None
    text = found.group()
    return target.replace(text, text[: len(text) // 2] + "x" + text[len(text) // 2 :], 1)


def lost_placeholder(source: str, target: str, markup: str) -> str | None:
    return _CODE.sub("", target, count=1) if _CODE.search(target) else None


def other_term(source: str, target: str, markup: str) -> str | None:
    for own, term in GLOSSARY:
        if re.search(rf"\b{own}\b", source, re.IGNORECASE) and re.search(rf"\b{term}\b", target, re.IGNORECASE):
            return re.sub(rf"\b{term}\b", "coisa", target, flags=re.IGNORECASE)
    return None


def untranslated(source: str, target: str, markup: str) -> str | None:
    return source


def lost_negation(source: str, target: str, markup: str) -> str | None:
    return _DENIAL.sub("", target) if _DENIAL.search(target) else None


def added_negation(source: str, target: str, markup: str) -> str | None:
    found = _VERB.search(target)
    if found is None or _DENIAL.search(target):
        return None
    return f"{target[: found.start()]} não{target[found.start() :]}"


def lost_tag(source: str, target: str, markup: str) -> str | None:
    return re.sub(r"<[^>]*>", "", as_html(markup, target), count=1) if "<" in markup else None


def added_tag(source: str, target: str, markup: str) -> str | None:
    return as_html(markup, target) + "<b>!</b>"


def other_tag(source: str, target: str, markup: str) -> str | None:
    written = as_html(markup, target)
    return re.sub(r"<(strong|em|p|div|ul|ol)\b", "<h9", written, count=1) if "<" in markup else None


def script(source: str, target: str, markup: str) -> str | None:
    return as_html(markup, target) + '<img src="x" onerror="alert(1)">'


Mutation = Callable[[str, str, str], str | None]
# kind: (what is done, what is looked for in the findings, the least share that must be found)
SENTENCES: dict[str, tuple[Mutation, float]] = {
    "number changed": (other_number, 0.95),
    "number lost": (lost_number, 0.95),
    "placeholder changed": (other_placeholder, 0.95),
    "placeholder lost": (lost_placeholder, 0.95),
    "term not used": (other_term, 0.95),
    "source copied": (untranslated, 0.95),
    "negation lost": (lost_negation, 0.8),
    "negation added": (added_negation, 0.8),
}
CELLS: dict[str, tuple[Mutation, float]] = {
    "tag lost": (lost_tag, 0.95),
    "tag added": (added_tag, 0.95),
    "tag changed": (other_tag, 0.95),
    "script added": (script, 1.0),
}


def report(kind: str, found: Sequence[Sequence[tuple[str, Severity]]]) -> float:
    """Print how many have a serious finding, and return their share."""
    serious = sum(map(is_serious, found))
    print(f"{kind:32} {len(found):5} {serious:5} {serious / len(found):7.1%}")
    return serious / len(found)


def test_right_sentences() -> None:
    assert report("right: sentences", findings(sentence(source, target) for source, target, _ in pairs())) <= 0.02


def test_right_html() -> None:
    cells = [unit(markup, as_html(markup, target), HTML) for _, target, markup in pairs()]
    assert report("right: HTML cells", findings(cells)) <= 0.02


def descriptions(length: int) -> list[tuple[list[str], list[str]]]:
    """Return cells of several sentences of one department: their sources and their translations."""
    groups = [pairs()[at : at + length] for at in range(0, len(pairs()), length)]
    return [([one[0] for one in group], [one[1] for one in group]) for group in groups]


@pytest.mark.parametrize("length", [2, 3])
def test_right_descriptions(length: int) -> None:
    cells = [
        unit(" ".join(own), " ".join(told), TEXT, zip(own, told, strict=True)) for own, told in descriptions(length)
    ]
    assert report(f"right: {length} sentences", findings(cells)) <= 0.02


@pytest.mark.parametrize("kind", SENTENCES)
def test_sentences(kind: str) -> None:
    mutation, least = SENTENCES[kind]
    done = [(source, mutation(source, target, markup)) for source, target, markup in pairs()]
    mutated = [sentence(source, target) for source, target in done if target is not None]
    assert len(mutated) >= 20
    assert report(kind, findings(mutated)) >= least


@pytest.mark.parametrize("kind", CELLS)
def test_cells(kind: str) -> None:
    mutation, least = CELLS[kind]
    done = [(markup, mutation(source, target, markup)) for source, target, markup in pairs()[::2]]
    mutated = [unit(markup, target, HTML) for markup, target in done if target is not None]
    assert report(kind, findings(mutated)) >= least


def test_another_language() -> None:
    mutated = [sentence(source, FOREIGN[at % len(FOREIGN)]) for at, (source, _, _) in enumerate(pairs())]
    found = findings(mutated)
    assert report("wrong language", found) >= 0.95
    # Not because something else is missing: the language itself is told.
    told = sum(any(check == "wrong-language" for check, _ in one) for one in found)
    print(f"{'  told as wrong-language':32} {len(found):5} {told:5} {told / len(found):7.1%}")
    assert told / len(found) >= 0.9


@pytest.mark.parametrize("length", [2, 3])
def test_a_dropped_sentence(length: int) -> None:
    cells = [
        unit(" ".join(own), " ".join(told[:at] + told[at + 1 :]))
        for own, told in descriptions(length)
        for at in range(length)
    ]
    told = sum(any(check == "sentence-dropped" for check, _ in one) for one in findings(cells))
    print(f"{f'one of {length} sentences dropped':32} {len(cells):5} {told:5} {told / len(cells):7.1%}")
    assert told / len(cells) >= 0.8


@pytest.mark.parametrize(("length", "least"), [(1, 0.35), (2, 0.8), (3, 0.8)])
def test_swapped_products(length: int, least: float) -> None:
    cells = descriptions(length)
    swapped = [
        unit(" ".join(own), " ".join(cells[(at + away) % len(cells)][1]))
        for at, (own, _) in enumerate(cells)
        for away in (1, 17)
    ]
    told = sum(any(check == "swapped-product" for check, _ in one) for one in findings(swapped))
    print(f"{f'swapped, {length} sentences':32} {len(swapped):5} {told:5} {told / len(swapped):7.1%}")
    assert told / len(swapped) >= least
