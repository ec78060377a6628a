"""A tagger learns a small shop, tags what it has not seen, and comes back from its folder as it was."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from catalog_cli.attributes.tagger.examples import Example, read_examples
from catalog_cli.attributes.tagger.folder import FIELDS, LEXICON, MANIFEST, load_tagger, write_tagger
from catalog_cli.attributes.tagger.learned_tagger import LearnedTagger
from catalog_cli.attributes.tagger.training import TrainingOptions, train_tagger, unlearned_values
from catalog_cli.errors import FileProblem, ModelDamaged, UsageProblem

TAGGED = Path(__file__).parents[2] / "data" / "tagged.jsonl"


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return read_examples(TAGGED)


@pytest.fixture(scope="module")
def tagger(examples: list[Example]) -> LearnedTagger:
    pytest.importorskip("pycrfsuite")
    return train_tagger(examples, TrainingOptions(calibration_folds=2), name="shop")


def values(tagger: LearnedTagger, text: str, category: str) -> dict[str, str]:
    (tags,) = tagger.tag([(text, category)])
    return {tag.attribute: text[tag.start : tag.end] for tag in tags}


@pytest.mark.parametrize(
    ("text", "category", "expected"),
    [
        # A brand and a colour that no example has, each at its place.
        (
            "Zephyr Mens Wool Shirt, Lilac, Size M",
            "Shirts",
            {"Brand": "Zephyr", "Gender": "Men", "Material": "Wool", "Color": "Lilac", "Size": "M"},
        ),
        (
            "Old Quay Mint Tea - 75 Bags",
            "tea",
            {"Brand": "Old Quay", "Flavor": "Mint", "Net content": "75 Bags"},
        ),
        ("Old Quay Mint Tea - 75 Bags", "Food > Drinks > Tea", {"Brand": "Old Quay"}),
        ("Old Quay Mint Tea - 75 Bags", "Furniture", {}),
        ("", "Tea", {}),
        ("\n \n", "Tea", {}),
    ],
)
def test_tags_of_new_products(tagger: LearnedTagger, text: str, category: str, expected: dict[str, str]) -> None:
    found = values(tagger, text, category)
    assert expected.items() <= found.items()
    assert expected or not found


@pytest.mark.parametrize(
    "text",
    [
        "Highmoor Lemon Ginger Tea - 20 Bags",
        "Highmoor Mint Tea\nOld Quay Mint Tea - 20 Bags\n",  # one tag per attribute, of the surer line
        "緑茶 🍵 100g",
        "شاي بالنعناع Highmoor - 20 Bags",
        "{007} NA <b>Mint</b> Tea, ½ kg™",
    ],
)
def test_tags_are_ordered_spans_with_confidences(tagger: LearnedTagger, text: str) -> None:
    (tags,) = tagger.tag([(text, "Tea")], minimum_confidence=0.0)
    assert [tag.start for tag in tags] == sorted(tag.start for tag in tags)
    assert len({tag.attribute for tag in tags}) == len(tags)
    assert all(0 <= tag.start < tag.end <= len(text) and 0 < tag.confidence < 1 for tag in tags)
    assert tagger.tag([(text, "Tea")], minimum_confidence=1.0) == [()]
    assert tagger.tag([]) == []


def test_the_same_examples_give_the_same_bytes(tagger: LearnedTagger, examples: list[Example], tmp_path: Path) -> None:
    again = train_tagger(examples, TrainingOptions(calibration_folds=2), name="shop")
    for name, own in (("a", tagger), ("b", again)):
        write_tagger(own, tmp_path / name, {"examples": len(examples)})
    for name in (MANIFEST, LEXICON, FIELDS):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_tagger_comes_back_from_its_folder(tagger: LearnedTagger, examples: list[Example], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "tagger"
    write_tagger(tagger, folder)
    write_tagger(tagger, folder)  # takes the place of itself
    loaded = load_tagger(folder)
    texts = [(example.text, example.category) for example in examples]
    assert loaded.tag(texts) == tagger.tag(texts)
    assert loaded.name.startswith("shop@")
    assert loaded.categories == ("Shirts", "Tea")
    assert loaded.minimum_confidence == tagger.minimum_confidence
    assert [path.name for path in folder.parent.iterdir()] == ["tagger"]


def test_a_folder_with_something_else_is_left_alone(tagger: LearnedTagger, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileProblem, match="something else"):
        write_tagger(tagger, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(UsageProblem, match="holds no tagger"):
        load_tagger(tmp_path)


@pytest.mark.parametrize("name", [LEXICON, FIELDS])
def test_a_damaged_file_is_named(tagger: LearnedTagger, tmp_path: Path, name: str) -> None:
    write_tagger(tagger, tmp_path / "t")
    path = tmp_path / "t" / name
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ModelDamaged, match=name):
        load_tagger(tmp_path / "t")
    path.unlink()
    with pytest.raises(ModelDamaged):
        load_tagger(tmp_path / "t")


@pytest.mark.parametrize("change", [{"format": 2}, {"groups": None}, {"fields": {"Tea": {}}}, {"calibration": {}}])
def test_a_damaged_manifest_is_refused(tagger: LearnedTagger, tmp_path: Path, change: dict[str, object]) -> None:
    write_tagger(tagger, tmp_path / "t")
    path = tmp_path / "t" / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ModelDamaged):
        load_tagger(tmp_path / "t")


def test_categories_with_few_examples_are_learned_together() -> None:
    pytest.importorskip("pycrfsuite")
    rows = [
        Example(n, f"{brand} mug, {color}", f"Mugs {n}", {"Brand": (brand,), "Color": (color,)})
        for n, (brand, color) in enumerate([("Alder", "red"), ("Dunmore", "blue"), ("Bramble", "red")] * 4)
    ]
    tagger = train_tagger(rows, TrainingOptions(calibration_folds=0))
    assert values(tagger, "Zephyr mug, red", "never seen") == {"Brand": "Zephyr", "Color": "red"}


def test_odd_examples_do_not_stop_training(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    odd = [
        Example(1, "", "Empty", {"Brand": ("Alder",)}),
        Example(2, "\ud800 mug", "Odd", {"Brand": ("\ud800",)}),  # half a surrogate pair, which JSON can hold
        Example(3, "mug", "Odd", {"Brand": ()}),
        *[Example(4, "Alder", "Silent", {"Width": ("12.7",)}) for _ in range(20)],
        *[Example(5, "Alder mug", "Mugs", {"Brand": ("Alder",), "Maker": ("Alder",)}) for _ in range(20)],
    ]
    write_tagger(train_tagger(odd, TrainingOptions(calibration_folds=2)), tmp_path / "t")
    tagger = load_tagger(tmp_path / "t")
    assert values(tagger, "Alder mug", "Mugs") == {"Brand": "Alder", "Maker": "Alder"}  # overlapping values
    assert tagger.tag([("Alder mug", "Silent"), ("", "Empty")], minimum_confidence=0.0)[1] == ()


def test_values_that_are_no_spans_are_counted_and_teach_nothing() -> None:
    rows = [Example(1, "Red tea", "", {"Color": ("Red",), "Width": ("12.7",), "Form": ()})]
    assert unlearned_values(rows) == 1


def test_without_the_extra_it_is_named(examples: list[Example], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(UsageProblem, match=r"pip install 'catalog-cli\[learn\]'"):
        train_tagger(examples)


def test_what_is_read_together_does_not_show(tagger: LearnedTagger, examples: list[Example]) -> None:
    texts = [(example.text, example.category) for example in examples]
    assert [tagger.tag([text])[0] for text in texts] == tagger.tag(texts)


def test_a_long_text_is_tagged_in_proportion(tagger: LearnedTagger) -> None:
    start = time.process_time()
    text = "Lovely leaves from the hills. " * 3_000 + "\nHighmoor Mint Tea - 50 Bags"
    found = values(tagger, text, "Tea")
    assert found["Net content"] == "50 Bags"
    assert time.process_time() - start < 5
