"""The copy of products in both languages against sentences read by hand, and what must hold for any copy."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from catalog_cli.attributes.schema import builtin
from catalog_cli.descriptions.composer import Copy, Lengths, describe, fits
from catalog_cli.descriptions.grammar import Thing, agreed, grammar
from catalog_cli.errors import UsageProblem
from catalog_cli.product_facts import ProductFacts
from catalog_cli.segment import Limit
from catalog_cli.tag import Tag

TABLE = Path(__file__).with_name("copies.txt")
LOCALES = ("en", "pt-BR")


class Row(NamedTuple):
    """One block of the table."""

    facts: ProductFacts
    spec: str
    copies: tuple[str, str]


def tags(spec: str) -> Iterator[Tag]:
    """Yield the tags of a product written as "shirt color=red,blue *size=S,M material=cotton:80,linen:20"."""
    kind, *rest = spec.split()
    if kind != "-":
        yield Tag("product_type", kind, "", 0.9, "Title", 0, 0, 1, "")
    for part in rest:
        name, _, values = part.partition("=")
        for number, text in enumerate(values.split(",")):
            value, _, share = text.partition(":")
            has_ids = bool(builtin().attributes[name.lstrip("*")].values)
            yield Tag(
                attribute=name.lstrip("*"),
                value=value if has_ids else "",
                literal="" if has_ids else value.replace("_", " "),
                confidence=0.9,
                field="Title",
                record=0,
                start=0,
                end=1,
                text="",
                variant=str(number) if name.startswith("*") else "",
                share=Decimal(share) if share else None,
            )


def facts(spec: str, key: str = "1", title: str = "Aurora", brand: str = "") -> ProductFacts:
    return ProductFacts(key, title, brand, tuple(tags(spec)), (), "en")


def rows() -> Iterator[Row]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for head, english, portuguese in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        title, brand, key, spec = (
            head.split(" | ", 3) if not head.startswith(" | ") else ("", *head[3:].split(" | ", 2))
        )
        made = facts(spec, key, title.replace("\\n", "\n"), brand)
        yield Row(made, spec, (english.strip().strip("-"), portuguese.strip().strip("-")))


ROWS = list(rows())


def text(copy: Copy) -> str:
    return " // ".join(copy.description)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.facts.title} {row.spec}")
def test_the_copy_is_what_a_writer_read(row: Row) -> None:
    assert tuple(text(describe(row.facts, builtin(), locale)) for locale in LOCALES) == row.copies


def test_the_table_is_large_enough() -> None:
    sentences = [one for row in ROWS for copy in row.copies for one in re.split(r"(?<=[.]) ", copy) if one]
    assert len(sentences) >= 120
    assert all(bool(english) == bool(portuguese) for _, _, (english, portuguese) in ROWS)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_said_that_is_not_known(locale: str) -> None:
    """No number stands in a copy that is in no tag and not in title or brand."""
    for row in ROWS:
        copy = describe(row.facts, builtin(), locale)
        known = " ".join((row.facts.title, row.facts.brand, *(tag.literal or tag.value for tag in row.facts.tags)))
        known += " ".join(str(tag.share) for tag in row.facts.tags if tag.share)
        labels = (
            " ".join(builtin().label(tag.attribute, tag.value, locale) for tag in row.facts.tags if tag.value) + " 3/4"
        )
        said = re.findall(r"\d+", " ".join((*copy.description, *copy.bullets, copy.meta_title, copy.meta_description)))
        assert {number for number in said if number not in known and number not in labels} == set(), row.spec


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_shows_its_making(locale: str) -> None:
    """No mark of the grammar, no double space or comma, no lower-case beginning is left."""
    for row in ROWS:
        if "{" in row.facts.title:
            continue
        copy = describe(row.facts, builtin(), locale)
        for one in (*copy.description, *copy.bullets, copy.meta_title, copy.meta_description):
            assert not re.search(r"[{}\[\]<>|=](?! [A-Z]|$)|  | ,|,,|\.\.", one.replace(" | Acme", "")), one
            assert one[:1] == one[:1].upper(), one


FAULTS = {
    "en": r"\ba (?!eu|ukulele|uni|use|US|UV|one)[aeiou]|\ban (?!herb|honest|hour)[bcdfghjklmnpqrstvwz][aeiou]",
    "pt-BR": r"\b(?:de|em|por) (?:o|os|as) |\ba a |\bpara (?:[ao]s? )?para\b|\bcom com\b|\b(?:tem|têm) com\b",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_value_has_words(locale: str) -> None:
    """Each value of the schema is said without a fault in an article, a contraction or a mark."""
    faults = re.compile(rf"[{{}}\[\]<>|]|  |{FAULTS[locale]}")
    for attribute in builtin().attributes.values():
        for value in attribute.values:
            spec = f"{value} color=red" if attribute.id == "product_type" else f"boots {attribute.id}={value}"
            copy = describe(facts(spec), builtin(), locale)
            found = " ".join((*copy.description, *copy.bullets))
            assert found, spec
            assert faults.search(found) is None, found


@pytest.mark.parametrize(("locale", "language"), [("en", "en"), ("pt-BR", "pt")])
def test_every_phrasing_agrees(locale: str, language: str) -> None:
    """Each pattern has as many forms as its language asks for, and leaves no mark behind."""
    forms = ("m", "f", "mp", "fp")
    for name, patterns in grammar(locale).patterns.items():
        for pattern in patterns:
            for form in forms:
                assert not re.search(r"[\[\]<>]", agreed(pattern, Thing("x", form), 2)), (name, pattern)
            marks = re.findall(r"\[([^\]]*)\]", pattern)
            assert all(mark.count("|") in ({1, 3} if language == "pt" else {1}) for mark in marks), pattern


@pytest.mark.parametrize(
    ("spec", "part"),
    [
        ("sunglasses *size=M,L", "Disponíveis|Vêm|disponíveis|vêm"),
        ("sunglasses feature=foldable", "dobráveis"),
        ("nuts material=wood,glass,paper", "São feitas|Feitas|são feitas|confeccionadas"),
        ("socks feature=padded", "acolchoada"),
        ("building-blocks certification=inmetro weight=1_kg", "[Pp]esam 1 kg"),
        ("mug country_of_origin=philippines", "nas Filipinas"),
        ("mug country_of_origin=japan", "no Japão"),
        ("sunglasses condition=used", "usados"),
        ("bed assembly=ready-assembled", "Já vem montada"),
    ],
)
def test_portuguese_agrees_in_whatever_phrasing(spec: str, part: str) -> None:
    copies = {text(describe(facts(spec, str(key)), builtin(), "pt-BR")) for key in range(40)}
    assert len(copies) > 1
    assert all(re.search(part, copy) for copy in copies), copies


def test_the_same_in_every_process() -> None:
    script = (
        "from tests.descriptions.test_copies import *\n"
        "print([text(describe(facts('mug color=red material=ceramic', str(k)), builtin(), 'en')) for k in range(9)])"
    )
    root = Path(__file__).parents[2]
    environment = ({"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PATH": ""} for seed in ("1", "2"))
    runs = [
        subprocess.run([sys.executable, "-c", script], env=own, cwd=root, capture_output=True, text=True, check=True)
        for own in environment
    ]
    assert runs[0].stdout == runs[1].stdout != ""


@pytest.mark.parametrize("locale", LOCALES)
def test_two_hundred_products_do_not_read_alike(locale: str) -> None:
    """Products of five kinds with few facts each: most sentences are said once, and no beginning is said by most."""
    kinds = "shirt mug backpack lamp sunglasses".split()
    colors = "black white red navy-blue green gray beige yellow".split()
    features = "lightweight foldable durable portable waterproof".split()
    copies = [
        describe(
            facts(
                f"{kinds[n % 5]} color={colors[n % 8]} "
                f"feature={features[n % 3]},{features[3 + n % 2]} weight={n + 90}_g",
                f"sku-{n}",
                f"Line {n}",
            ),
            builtin(),
            locale,
        )
        for n in range(200)
    ]
    sentences = [one for copy in copies for part in copy.description for one in re.split(r"(?<=[a-z]\.) ", part)]
    shapes = Counter(re.sub(r"\d+", "#", text(copy)) for copy in copies)
    assert len({text(copy) for copy in copies}) == 200
    assert len(set(sentences)) / len(sentences) > 0.6
    assert shapes.most_common(1)[0][1] <= 4


@pytest.mark.parametrize(
    ("title", "brand", "most", "expected"),
    [
        ("Oak chair", "Acme", 70, "Oak chair | Acme"),
        ("Oak chair", "Acme", 12, "Oak chair"),
        # A title is never cut: a name is made of what is known.
        ("A very long title that no search engine shows as a whole", "Acme", 30, "Oak chair in black | Acme"),
        ("A very long title that no search engine shows as a whole", "Acme", 18, "Oak chair in black"),
        ("A very long title that no search engine shows as a whole", "Acme", 16, "Oak chair | Acme"),
        ("A very long title that no search engine shows as a whole", "Acme", 5, "Chair"),
        ("A very long title that no search engine shows as a whole", "Acme", 3, ""),
        ("Acme oak chair", "Acme", 70, "Acme oak chair"),
        ("Nimbus", "", 70, "Nimbus – chair"),
        ("水筒", "Acme", 13, "水筒 | Acme"),
    ],
)
def test_a_meta_title_is_chosen_not_cut(title: str, brand: str, most: int, expected: str) -> None:
    lengths = Lengths(meta_title=Limit(most))
    made = describe(facts("chair material=oak color=black", "1", title, brand), builtin(), "en", lengths)
    assert made.meta_title == expected


@pytest.mark.parametrize("unit", ["characters", "utf16", "bytes"])
@pytest.mark.parametrize("most", [20, 60, 155, 1000])
def test_meta_descriptions_and_bullets_keep_their_limits(most: int, unit: str) -> None:
    lengths = Lengths(meta_description=Limit(most, unit), bullet=Limit(most, unit), bullets=3)
    for row in ROWS:
        copy = describe(row.facts, builtin(), "pt-BR", lengths)
        assert fits(copy.meta_description, Limit(most, unit))
        assert copy.meta_description == "" or copy.meta_description.endswith((".", "!", "?"))
        assert len(copy.bullets) <= 3
        assert all(fits(bullet, Limit(most, unit)) for bullet in copy.bullets)


def test_a_language_without_a_grammar() -> None:
    with pytest.raises(UsageProblem, match="written in en and pt, not in ja"):
        describe(facts("mug"), builtin(), "ja")


def test_words_of_another_language_are_not_said() -> None:
    """A size that is an English word is none in Portuguese; a part of the sizes would say that there are no others."""
    known = facts("shirt *size=S,Half_Imperial")
    assert "Half" not in text(describe(known, builtin(), "pt-BR"))
    assert "Half Imperial" in text(describe(known, builtin(), "en"))
    assert "pequeno e grande" in text(describe(facts("shirt *size=Small,Large"), builtin(), "pt-BR"))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_grammar_names_only_what_there_is(locale: str) -> None:
    """A value that the schema renames would lose its words unseen."""
    own, schema = grammar(locale), builtin().attributes
    types = schema["product_type"].values
    assert {*own.mass, *own.plural, *own.types} <= set(types)
    assert {
        f"{name}={value}" for name, values in own.values.items() for value in values if value not in schema[name].values
    } == set()
    assert set(own.wordings) <= set(schema)
    told = {name for names in own.groups.values() for name in names}
    assert set(schema) - told == {"product_type", "brand"}
    assert {one.role for one in own.wordings.values()} <= {
        "is",
        "has",
        "for",
        "does",
        "measures",
        "says",
        "note",
        "none",
    }
