"""A person's work in an output of ours: it is seen, kept, used elsewhere, and never overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from catalog_cli.memory.edits import CellMemory, edited_cells
from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Column, Field, Product, Record, Role, Variant

KEYS = KeyMaker(source_locale="en", target_locale="pt-BR", model="m@1", decoding="beam:1")
TITLE = Column(0, "Title", "Title", Role.TITLE, "")
PRICE = Column(1, "Price", "Price", Role.PRICE, "")
WITH_TARGET = replace(TITLE, target=1)


def product(key: str, title: str, existing: str | None = None) -> Product:
    """A product with a title; `existing` is what stands in the file's own target column."""
    column = TITLE if existing is None else WITH_TARGET
    own = (Field(column, 0, 0, title, existing), Field(PRICE, 0, 1, "9.90"))
    return Product(key, (Record(1, 2, (title, "9.90")),), own)


def translated(products: Sequence[Product]) -> list[Product]:
    """What the pipeline makes of the titles it finds open."""
    done = []
    for one in products:
        title = one.fields[0]
        is_open = title.target is None and not (title.existing or "").strip()
        done.append(one.with_targets({id(title): f"<{title.value}>"}) if is_open else one)
    return done


@dataclass
class Shop:
    """One catalog and its outputs over several runs. `output` is what stands in the file, by product."""

    memory: TranslationMemory
    name: str = "out.csv"
    output: dict[str, str] = field(default_factory=dict)
    runs: int = 0
    kept: int = 0
    outdated: list[tuple[str, str, str | None]] = field(default_factory=list)

    def run(
        self, source: Mapping[str, str], *, own_column: bool = False, accepts: bool = False, restores: bool = False
    ) -> dict[str, str]:
        """Localize the titles of the products, keeping what a person changed in the output since."""
        self.runs += 1
        self.outdated = []
        edits = {} if own_column else self.edits()
        cells = CellMemory(
            self.memory,
            KEYS,
            catalog="bags.csv",
            output=self.name,
            target_locale="pt-BR",
            accepts=accepts,
            restores=restores,
            tell=lambda edit: self.outdated.append((edit.product.key, edit.own.value, edit.previous)),
        )
        products = [product(k, t, self.output.get(k, "") if own_column else None) for k, t in source.items()]
        if edits:
            cells.learn([product(k, t) for k, t in source.items()], edits, self.runs)
        open_ones = list(cells.keep(products, edits, self.runs))
        written = list(cells.record(translated(open_ones)))
        self.kept = cells.kept
        titles = {one.key: one.fields[0] for one in written}
        self.output = {
            key: own.target if own.target is not None else own.existing or own.value for key, own in titles.items()
        }
        return self.output

    def edits(self) -> dict[bytes, str]:
        products = [product(key, text) for key, text in self.output.items() if text]
        return edited_cells(products, self.memory, catalog="bags.csv", output=self.name, target_locale="pt-BR")


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


@pytest.fixture
def shop(memory: TranslationMemory) -> Shop:
    return Shop(memory)


BAGS = {"1": "Red bag", "2": "Blue bag", "3": "Red bag"}


def test_what_nobody_touched_is_nobody_s_edit(shop: Shop) -> None:
    assert shop.run(BAGS) == {"1": "<Red bag>", "2": "<Blue bag>", "3": "<Red bag>"}
    assert shop.edits() == {}
    assert shop.memory.has_human_entries() is False
    shop.run(BAGS)
    assert shop.kept == 0


EDITS = [
    "Bolsa azul",
    "Blue bag",
    "赤いバッグ",
    "حقيبة",
    "👜",
    "½ bolsa™ € 5",
    "Bolsa\nazul",
    "NA",
    "007",
    "half \ud83d",
]


@pytest.mark.parametrize("text", EDITS)
def test_an_edited_cell_stays_over_two_further_runs(shop: Shop, text: str) -> None:
    shop.run(BAGS)
    shop.output["2"] = text
    for _ in range(3):
        assert shop.run(BAGS) == {"1": "<Red bag>", "2": text, "3": "<Red bag>"}
        assert shop.kept == 1


def test_a_person_s_words_serve_the_same_source_elsewhere(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["3"] = "Bolsa vermelha"
    # In the very run that learns of it, and also above the cell where it was made.
    assert shop.run({**BAGS, "4": "Red bag", "5": "New bag"}) == {
        "1": "Bolsa vermelha",
        "2": "<Blue bag>",
        "3": "Bolsa vermelha",
        "4": "Bolsa vermelha",
        "5": "<New bag>",
    }
    assert Shop(shop.memory, "other.csv").run({"9": "Red bag"}) == {"9": "Bolsa vermelha"}


def test_two_cells_of_one_source_edited_differently_both_stay(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output |= {"1": "Bolsa rubra", "3": "Bolsa vermelha"}
    for _ in range(3):
        assert shop.run(BAGS) == {"1": "Bolsa rubra", "2": "<Blue bag>", "3": "Bolsa vermelha"}


def test_an_edit_for_another_source_keeps_its_cell_and_is_not_learned(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    changed = {**BAGS, "2": "Green bag", "4": "Green bag"}
    for _ in range(3):
        found = shop.run(changed)
        assert (found["2"], found["4"]) == ("Bolsa azul", "<Green bag>")


def test_an_edit_outlives_its_source_and_every_run_tells_of_it(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    assert shop.run(BAGS)["2"] == "Bolsa azul"
    assert shop.outdated == []
    for source in ("Green bag", "Green bag", "Blue belt", "Blue belt"):
        assert shop.run({**BAGS, "2": source})["2"] == "Bolsa azul"
        assert shop.outdated == [("2", source, "Blue bag")]
    assert shop.run(BAGS)["2"] == "Bolsa azul"  # its own source is back
    assert shop.outdated == []


def test_an_edit_and_a_new_source_in_one_go(shop: Shop) -> None:
    # The usual order: the output is edited, then the shop is exported anew. Nothing saw the edit in between.
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    for _ in range(2):
        found = shop.run({**BAGS, "2": "Green bag", "4": "Blue bag"})
        assert (found["2"], found["4"]) == ("Bolsa azul", "Bolsa azul")  # what was made for "Blue bag" serves it
        assert shop.outdated == [("2", "Green bag", "Blue bag")]


def test_an_outdated_edit_that_is_written_anew_is_for_the_new_source(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    shop.run({**BAGS, "2": "Green bag"})
    shop.output["2"] = "Bolsa verde"
    for _ in range(2):
        found = shop.run({**BAGS, "2": "Green bag", "4": "Green bag", "5": "Blue bag"})
        assert [found[key] for key in "245"] == ["Bolsa verde", "Bolsa verde", "Bolsa azul"]
        assert shop.outdated == []


def test_an_outdated_edit_that_is_accepted_is_for_the_new_source(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "Bolsa"
    shop.run({**BAGS, "2": "Green bag"})
    found = shop.run({**BAGS, "2": "Green bag", "4": "Green bag"}, accepts=True)
    assert (found["2"], found["4"], shop.outdated) == ("Bolsa", "Bolsa", [])
    shop.run({**BAGS, "2": "Green bag"})
    assert shop.outdated == []
    shop.run(BAGS)
    assert shop.outdated == [("2", "Blue bag", "Green bag")]


def test_an_outdated_edit_that_is_blanked_is_made_anew(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    shop.run({**BAGS, "2": "Green bag"})
    shop.output["2"] = ""
    assert shop.run({**BAGS, "2": "Green bag"})["2"] == "<Green bag>"
    assert shop.outdated == []


def test_a_person_s_words_in_a_cell_that_nobody_edited_go_with_their_source(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["3"] = "Bolsa vermelha"
    shop.run(BAGS)
    assert shop.output["1"] == "Bolsa vermelha"
    found = shop.run({**BAGS, "1": "Green bag"})
    assert (found["1"], found["3"], shop.outdated) == ("<Green bag>", "Bolsa vermelha", [])
    # And they follow the cell where they were written.
    shop.output["3"] = "Sacola vermelha"
    assert shop.run(BAGS) == {"1": "Sacola vermelha", "2": "<Blue bag>", "3": "Sacola vermelha"}


def test_edits_come_back_when_the_output_is_gone(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    shop.run(BAGS)
    shop.output = {}
    for source, outdated in (("Blue bag", []), ("Green bag", [("2", "Green bag", "Blue bag")])):
        for _ in range(2):
            shop.output = {}
            assert shop.run({**BAGS, "2": source}, restores=True)["2"] == "Bolsa azul"
            assert shop.outdated == outdated


def test_rows_that_move_and_rows_that_come_in_between_take_no_edit_along(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    moved = {"9": "New bag", "3": "Red bag", "2": "Blue bag", "8": "Old bag", "1": "Red bag"}
    expected = {"9": "<New bag>", "3": "<Red bag>", "2": "Bolsa azul", "8": "<Old bag>", "1": "<Red bag>"}
    for _ in range(2):
        assert shop.run(moved) == expected
        assert shop.outdated == []


def test_the_latest_of_two_edits_holds(shop: Shop) -> None:
    shop.run(BAGS)
    for text in ("Bolsa azul", "Sacola azul", "<Blue bag>"):
        shop.output["2"] = text
        assert shop.run(BAGS)["2"] == text


def test_a_blanked_cell_is_open_again(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = "  "
    assert shop.edits() == {}
    assert shop.run(BAGS)["2"] == "<Blue bag>"


def test_padding_is_no_edit(shop: Shop) -> None:
    shop.run(BAGS)
    shop.output["2"] = " <Blue bag>  "
    assert shop.edits() == {}


def test_cells_of_two_outputs_are_apart(shop: Shop) -> None:
    other = Shop(shop.memory, "other.csv")
    shop.run(BAGS)
    shop.output["2"] = "Bolsa azul"
    other.run({"1": "Red bag"})
    other.output = dict(shop.output)
    assert other.edits() == {}  # the other file's cell was never ours
    assert list(shop.edits().values()) == ["Bolsa azul"]


def test_a_price_is_no_cell_of_ours(shop: Shop) -> None:
    shop.run(BAGS)
    raised = product("1", "<Red bag>")._replace(fields=(product("1", "<Red bag>").fields[0], Field(PRICE, 0, 1, "99")))
    assert edited_cells([raised], shop.memory, catalog="bags.csv", output="out.csv", target_locale="pt-BR") == {}


def test_a_file_with_its_own_target_column(shop: Shop) -> None:
    assert shop.run(BAGS, own_column=True) == {"1": "<Red bag>", "2": "<Blue bag>", "3": "<Red bag>"}
    shop.output["2"] = "Bolsa azul"
    for _ in range(2):
        assert shop.run(BAGS, own_column=True) == {"1": "<Red bag>", "2": "Bolsa azul", "3": "<Red bag>"}
        assert shop.kept == 1
    # A row added later gets the person's words.
    assert shop.run({**BAGS, "4": "Blue bag"}, own_column=True)["4"] == "Bolsa azul"


def test_what_stood_in_a_target_column_before_us_is_not_learned(shop: Shop) -> None:
    shop.output = {"1": "Texto de outra pessoa"}
    found = shop.run(BAGS, own_column=True)
    assert found["1"] == "Texto de outra pessoa"
    assert found["3"] == "<Red bag>"
    assert not shop.memory.has_human_entries()


def test_with_overwrite_only_what_a_person_changed_since_stays(shop: Shop) -> None:
    shop.run(BAGS, own_column=True)
    shop.output["2"] = "Bolsa azul"
    cells = CellMemory(shop.memory, KEYS, catalog="bags.csv", output="out.csv", target_locale="pt-BR")
    products = [product(key, title, shop.output[key]) for key, title in BAGS.items()]
    kept = list(cells.keep(products, {}, 2))
    # What has a target here is not opened, whatever --overwrite says.
    assert [one.fields[0].target for one in kept] == [None, "Bolsa azul", None]


def test_many_products_pass_in_order_and_none_is_held_back_for_long(memory: TranslationMemory) -> None:
    cells = CellMemory(memory, KEYS, catalog="bags.csv", output="out.csv", target_locale="pt-BR")
    taken = 0

    def stream() -> Iterator[Product]:
        nonlocal taken
        for number in range(1_000):
            taken += 1
            yield product(str(number), f"Bag {number}")

    passed = cells.record(translated([one])[0] for one in cells.keep(stream(), {}, 1))
    assert next(passed).key == "0"
    assert taken <= 600
    assert [one.key for one in passed] == [str(number) for number in range(1, 1_000)]


def test_no_products(memory: TranslationMemory) -> None:
    cells = CellMemory(memory, KEYS, catalog="bags.csv", output="out.csv", target_locale="pt-BR")
    assert list(cells.record(cells.keep([], {}, 1))) == []
    assert edited_cells([], memory, catalog="bags.csv", output="out.csv", target_locale="pt-BR") == {}
    assert cells.kept == 0


def test_fields_of_variants_and_repeated_fields_are_cells_of_their_own(memory: TranslationMemory) -> None:
    tags = Column(0, "tags[]", "tags[]", Role.LIST, "")
    option = Column(1, "Color", "Color", Role.OPTION, "", in_variant=True)

    def made(*texts: str) -> Product:
        fields = tuple(Field(tags, 0, i, text) for i, text in enumerate(texts[:2]))
        variants = tuple(Variant(f"V{i}", (Field(option, 0, 2 + i, text),)) for i, text in enumerate(texts[2:]))
        return Product("1", (Record(1, 2, texts),), fields, variants)

    cells = CellMemory(memory, KEYS, catalog="bags.csv", output="out.csv", target_locale="pt-BR")
    source = made("new", "soft", "Red", "Blue")
    targets = ["novo", "macio", "Vermelho", "Azul"]
    pairs = zip((own for _, own in source.all_fields()), targets, strict=True)
    list(cells.record([source.with_targets({id(own): target for own, target in pairs})]))
    for index in range(4):
        edited = [text if i != index else "mudado" for i, text in enumerate(targets)]
        found = edited_cells([made(*edited)], memory, catalog="bags.csv", output="out.csv", target_locale="pt-BR")
        assert list(found.values()) == ["mudado"]
