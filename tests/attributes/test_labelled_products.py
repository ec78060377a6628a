"""How often the rules are right, and how much they find, on products labelled by hand (labels/RULES.md)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from catalog_cli.attributes.literals import same_measure
from catalog_cli.attributes.product_reading import ProductReader
from catalog_cli.attributes.product_text import ProductText
from catalog_cli.attributes.rule_tagger import RuleTagger
from catalog_cli.attributes.schema import Attribute, Kind, builtin
from catalog_cli.catalog import read_catalog
from catalog_cli.job import Job, Reading
from catalog_cli.product import Role
from catalog_cli.tag import Tag

SHARED = Path(__file__).parents[3] / "shared" / "data"
LABELS = Path(__file__).parent / "labels"
# The catalogs that do not say themselves what their columns are.
READINGS = {
    "oscar-books.essential.csv": Reading(
        has_header=False, roles=(("4", Role.TITLE), ("5", Role.TEXT), ("2", Role.LIST))
    )
}
PAVE = "wdc-pave"
# Least precision and recall, by what they are measured on. The 200 products together are the aim. The held-out half
# says what to expect of other shops: its bounds are what was measured. When the rules were first finished that was
# 0.928 and 0.744; then more products were labelled to learn from ("second_dev": 0.948 and 0.827 before anybody looked),
# what was missing was written, and the held-out half, of which only totals were seen, rose to 0.927 and 0.783.
# Without `feature`, whose values are an open list, it has 0.957 and 0.828.
BOUNDS = [
    pytest.param(("dev",), (0.95, 0.80), id="dev"),
    pytest.param(("second_dev",), (0.95, 0.80), id="second_dev"),
    pytest.param(("dev", "held_out"), (0.95, 0.80), id="all"),
    pytest.param(("held_out",), (0.925, 0.78), id="held_out, not less than it was"),
    pytest.param(
        ("held_out",),
        (0.95, 0.80),
        id="held_out",
        marks=pytest.mark.xfail(reason="the aim is not met on what nobody looked at: 0.927 and 0.783", strict=True),
    ),
]


class Labelled(NamedTuple):
    """One labelled product: (attribute, words) that hold, and that may be found or not."""

    catalog: str
    product: str
    tags: Mapping[str, list[str]]
    either: Mapping[str, list[str]]


class Judged(NamedTuple):
    """What was found of one product beside what was labelled: right, wrong, missed, and neither way."""

    labelled: Labelled
    right: list[tuple[str, str]]
    wrong: list[Tag]
    missed: list[tuple[str, str]]
    neither: list[Tag]


def read_labels(half: str) -> list[Labelled]:
    """Return the labelled products of "dev", "second_dev" or "held_out"."""
    lines = (LABELS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Labelled(one["catalog"], one["product"], one["tags"], one.get("either", {})) for one in map(json.loads, lines)
    ]


def labelled_texts(labels: list[Labelled], folder: Path) -> Iterator[tuple[Labelled, list[ProductText]]]:
    """Yield the labelled products with their texts; `folder` takes what has to be written to be read."""
    wanted = {(one.catalog, one.product): one for one in labels}
    for catalog in sorted({one.catalog for one in labels}):
        path = SHARED / "catalogs" / catalog
        if catalog == PAVE:
            path = folder / "pave.csv"
            _write_pave(path)
        for key, texts in _catalog_texts(path, READINGS.get(catalog, Reading())):
            labelled = wanted.pop((catalog, key), None)  # a line that stands twice is one product
            if labelled is not None:
                yield labelled, texts


def _catalog_texts(path: Path, reading: Reading) -> Iterator[tuple[str, list[ProductText]]]:
    catalog = read_catalog(path, Job(source_locale="en", target_locale="pt-BR", reading=reading))
    reader = ProductReader(catalog.schema, builtin())
    for product in catalog.products():
        yield product.key, reader.texts(product)


def _write_pave(path: Path) -> None:
    """Write the PAVE products as a shop's CSV file: their two texts and their department."""
    with (
        (SHARED / "attributes" / PAVE / "train.jsonl").open(encoding="utf-8") as lines,
        path.open("w", encoding="utf-8", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(["id", "title", "description", "category"])
        for one in map(json.loads, lines):
            writer.writerow([one["id"], one["input_title"], one["input_description"] or "", one["category"]])


def judge(labelled: Labelled, tags: list[Tag]) -> Judged:
    """Return how the tags of a product compare with its labels; a value counts once."""
    schema = builtin().attributes
    found: dict[tuple[str, str], Tag] = {}
    for tag in tags:
        found.setdefault(tag.identity, tag)
    right, missed = [], []
    used: set[tuple[str, str]] = set()
    for attribute, words in labelled.tags.items():
        kept: set[str] = set()
        for word in words:
            value = named(schema[attribute], word)
            if value in kept:
                continue
            kept.add(value)
            hit = next(
                (key for key in found if key[0] == attribute and _same(schema[attribute], value, word, key[1])), None
            )
            if hit is None:
                missed.append((attribute, word))
            else:
                right.append((attribute, word))
                used.add(hit)
    open_tags = [tag for key, tag in found.items() if key not in used]
    neither = [tag for tag in open_tags if _is_either(tag, labelled)]
    return Judged(labelled, right, [tag for tag in open_tags if tag not in neither], missed, neither)


def named(attribute: Attribute, word: str) -> str:
    """Return the id of the value that a label's word means, the word itself if the schema has none.

    A product type or a feature without a value of its own is of the one that its last words name: a work table is a
    table, a chest pocket a pocket. The attribute's own noun may be left out: an adjustable strap.
    """
    words = word.split()
    is_noun = attribute.id in ("product_type", "feature")
    tails = [" ".join(words[index:]) for index in range(len(words))] if is_noun else [word]
    tails += [f"{word} {name}" for name in sorted(attribute.names)]
    for tail in tails:
        for spelled in (tail, tail.replace("-", " "), tail + "s", tail.removesuffix("s")):
            value = attribute.value_named(spelled)
            if value is not None:
                return value.id
    return word


def _same(attribute: Attribute, value: str, word: str, found: str) -> bool:
    if attribute.kind in (Kind.MEASURE, Kind.DIMENSIONS, Kind.COUNT):
        return same_measure(word, found)
    return found.casefold() == value.casefold()


def _is_either(tag: Tag, labelled: Labelled) -> bool:
    attribute = builtin().attributes[tag.attribute]
    words = labelled.either.get(tag.attribute, ())
    return any(_same(attribute, named(attribute, word), word, tag.identity[1]) for word in words)


def judge_half(half: str, folder: Path) -> list[Judged]:
    """Return the judgement of every product of a file of labels."""
    tagger = RuleTagger(builtin(), "en")
    return [judge(labelled, tagger.tags(texts)) for labelled, texts in labelled_texts(read_labels(half), folder)]


@pytest.mark.skipif(not (SHARED / "catalogs").is_dir(), reason="the catalogs are not beside the checkout")
@pytest.mark.parametrize(("halves", "least"), BOUNDS)
def test_precision_and_recall(halves: tuple[str, ...], least: tuple[float, float], tmp_path: Path) -> None:
    judged = [one for half in halves for one in judge_half(half, tmp_path)]
    right = sum(len(one.right) for one in judged)
    wrong = sum(len(one.wrong) for one in judged)
    missed = sum(len(one.missed) for one in judged)
    assert len(judged) == sum(len(read_labels(half)) for half in halves)
    precision, recall = right / (right + wrong), right / (right + missed)
    print(f"{right} right, {wrong} wrong, {missed} missed: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= least[0]
    assert recall >= least[1]
