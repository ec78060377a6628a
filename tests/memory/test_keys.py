"""Keys: unambiguous, sensitive to every part, equal everywhere."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.memory.keys import KeyMaker, cell_id, memory_key, text_hash
from catalog_cli.segment import SegmentId

PARTS = {
    "prepared": "Red shirt",
    "source_locale": "en",
    "target_locale": "pt-BR",
    "role": "title",
    "limit": "60 characters",
    "model": "en-pt-BR@1",
    "decoding": "beam:1",
    "terms_digest": "ab12",
    "context": "Shirts",
}

TEXTS = [
    "",
    "NA",
    "007",
    "Red\nshirt",
    "a\x00b",
    "½ Liter ™ €",
    "赤いシャツ",
    "قميص أحمر",
    "👕🏽",
    "\ud83d",
    "a" * 100_000,
]


def maker(**changed: str) -> KeyMaker:
    constant = {name: PARTS[name] for name in ("source_locale", "target_locale", "model", "decoding")}
    return KeyMaker(**{**constant, **changed})


def test_key_maker_equals_memory_key() -> None:
    own = {name: PARTS[name] for name in ("prepared", "role", "limit", "terms_digest", "context")}
    assert maker().key(**own) == memory_key(**PARTS)
    assert len(memory_key(**PARTS)) == 32


@pytest.mark.parametrize("part", PARTS)
def test_every_part_changes_the_key(part: str) -> None:
    keys = {memory_key(**{**PARTS, part: value}) for value in (PARTS[part], PARTS[part] + "x", "", " " + PARTS[part])}
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c", "", "", ""), ("a", "bc", "", "", "")),  # the same letters, cut elsewhere
        (("a", "", "b", "", ""), ("a", "b", "", "", "")),
        (("a", "b", "", "", "c"), ("a", "b", "", "c", "")),
        (("1,1;a", "b", "", "", ""), ("a", "b", "", "", "1,1;")),  # a text that looks like our framing
        (("a\x00", "b", "", "", ""), ("a", "\x00b", "", "", "")),
        (("a\x1f", "b", "", "", ""), ("a", "\x1fb", "", "", "")),
    ],
)
def test_no_two_lists_of_parts_read_alike(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert maker().key(*one) != maker().key(*other)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=4), min_size=5, max_size=5), st.lists(st.text(max_size=4), min_size=5, max_size=5))
def test_keys_are_equal_only_for_equal_parts(one: list[str], other: list[str]) -> None:
    assert (maker().key(*one) == maker().key(*other)) == (one == other)


def test_texts_have_keys_and_all_differ() -> None:
    assert len({maker().key(text, "text") for text in TEXTS}) == len(TEXTS)
    assert len({text_hash(text) for text in TEXTS}) == len(TEXTS)


def test_human_key_outlives_the_model() -> None:
    old, new = maker(), maker(model="en-pt-BR@2", decoding="beam:4")
    assert old.key("Red", "option") != new.key("Red", "option")
    assert old.human_key("Red", "option") == new.human_key("Red", "option")
    assert old.human_key("Red", "option") != old.key("Red", "option")


@pytest.mark.parametrize(
    ("source", "role", "context", "same"),
    [
        ("Red", "option", "", True),
        ("red", "option", "", False),
        ("Red", "title", "", False),
        ("Red", "option", "Shirts", False),
    ],
)
def test_human_key_is_of_source_role_and_context(source: str, role: str, context: str, same: bool) -> None:
    assert (maker().human_key(source, role, context) == maker().human_key("Red", "option")) is same


def test_human_key_is_of_both_locales() -> None:
    keys = {maker(**{name: "es"}).human_key("Red", "option") for name in ("source_locale", "target_locale")}
    assert len(keys | {maker().human_key("Red", "option")}) == 3


CELL = SegmentId("shop", "P1", "S", "Title", 0, 0)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (CELL, True),
        (CELL._replace(index=3), True),  # another sentence of one cell
        (CELL._replace(occurrence=1), False),
        (CELL._replace(field="Body"), False),
        (CELL._replace(variant_key="M"), False),
        (CELL._replace(product_key="P2"), False),
        (CELL._replace(catalog="other"), False),
        (CELL._replace(product_key="P1S", variant_key=""), False),  # the same letters, cut elsewhere
        (CELL._replace(product_key="赤\ud83d"), False),
    ],
)
def test_cell_id(other: SegmentId, same: bool) -> None:
    assert (cell_id(CELL) == cell_id(other)) is same
    assert len(cell_id(other)) == 16


def test_cells_of_two_outputs_are_two() -> None:
    assert len({cell_id(CELL), cell_id(CELL, "../a.csv"), cell_id(CELL, "../b.csv")}) == 3


PROGRAM = """
from catalog_cli.memory.keys import KeyMaker, cell_id, text_hash
from catalog_cli.segment import SegmentId
keys = KeyMaker(source_locale="en", target_locale="pt-BR", model="m", decoding="d")
parts = (keys.key("½ Red", "title"), keys.human_key("½ Red", "title"), cell_id(SegmentId("a", "b", "c", "d", 0, 0)))
print(b"".join((*parts, text_hash("½"))).hex())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_hashes_do_not_depend_on_the_hash_seed(seed: str) -> None:
    keys = KeyMaker(source_locale="en", target_locale="pt-BR", model="m", decoding="d")
    parts = (keys.key("½ Red", "title"), keys.human_key("½ Red", "title"), cell_id(SegmentId("a", "b", "c", "d", 0, 0)))
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONHASHSEED": seed, "LANG": "C", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == b"".join((*parts, text_hash("½"))).hex()
