"""Products that are known whole: read from the memory, never taken apart again, and made anew when anything counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli import cell_text, extraction
from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.job import Job, Layout, Reading
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.segment import Origin
from tests.candidates.scripted import ScriptedEngine

HEADER = "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant Price"
ROWS = [
    'bag,Red bag,"<p>A <b>soft</b> bag. It is light.</p>",Acme,Color,Red,9.90',
    "belt,Blue belt,<p>Plain text here.</p>,Acme,Color,Blue,5.00",
    "belt,,,,,Red,5.50",
    "code,XL-9,<p>4711</p>,Acme,,,1.00",
]


class Shop:
    """A catalog, its output and a memory; `read` holds the texts of the cells that were taken apart in a run."""

    def __init__(self, folder: Path) -> None:
        self.input, self.output, self._memory = folder / "in.csv", folder / "out.csv", folder / "m.sqlite"
        self.read: list[str] = []
        self.save(ROWS)

    def save(self, rows: list[str]) -> None:
        self.input.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")

    def run(self, **changed: object) -> Result:
        self.read.clear()
        self.output.unlink(missing_ok=True)
        job = replace(Job("pt-BR", memory=self._memory), **changed)  # type: ignore[arg-type]  # the test's own keywords
        engine = ScriptedEngine()
        with TranslationMemory.open(self._memory) as memory:
            return localize_file(Source(self.input, "in.csv"), self.output, job, engine=engine, memory=memory)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    opened = Shop(tmp_path)
    read_text = cell_text.read_text

    def noted(own, locale):  # type: ignore[no-untyped-def]  # as the function it stands for
        opened.read.append(own.value)
        return read_text(own, locale)

    monkeypatch.setattr(extraction, "read_text", noted)
    return opened


def test_nothing_is_taken_apart_twice(shop: Shop) -> None:
    first = shop.run()
    made = shop.output.read_bytes()
    assert shop.read
    again = shop.run()
    assert (shop.read, shop.output.read_bytes()) == ([], made)
    for name in ("products", "segments", "words", "severities"):
        assert getattr(again.totals, name) == getattr(first.totals, name), name
    copied = first.totals.origins[Origin.COPIED]
    assert copied, "a cell without language is part of the table"
    assert again.totals.origins == {Origin.COPIED: copied, Origin.MEMORY_EXACT: first.totals.segments - copied}


@pytest.mark.parametrize("keeps", [True, False])
def test_equal_products_of_one_run_are_repeated_and_nothing_known(shop: Shop, keeps: bool) -> None:
    """In the first run there is nothing that the memory could know, whether it is kept or the run's own."""
    # More than a window of products, so that later ones are found in what the run has put in the memory.
    shop.save([f'h{number},Red bag,"<p>A soft bag.</p>",Acme,Color,Red,9.90' for number in range(600)])
    first = shop.run(window=50, **({} if keeps else {"memory": None})).totals
    assert first.origins[Origin.MEMORY_EXACT] == 0
    assert first.origins[Origin.REPETITION] > 1_000
    if keeps:
        again = shop.run(window=50).totals
        assert (again.origins[Origin.MEMORY_EXACT], again.origins[Origin.REPETITION]) == (again.segments, 0)


def edited(old: str, new: str) -> Callable[[Shop], dict[str, object]]:
    def change(shop: Shop) -> dict[str, object]:
        shop.save([row.replace(old, new) for row in ROWS])
        return {}

    return change


def asked(**changed: object) -> Callable[[Shop], dict[str, object]]:
    return lambda shop: changed


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        (edited("9.90", "8.80"), []),  # a price decides no text
        (edited("<b>soft</b>", "<b>hard</b>"), ["Red bag", "<p>A <b>hard</b> bag. It is light.</p>", "Color", "Red"]),
        (edited("<b>soft</b>", "<i>soft</i>"), ["Red bag", "<p>A <i>soft</i> bag. It is light.</p>", "Color", "Red"]),
        # The maker's name is kept wherever it stands, so that all of its products may read otherwise.
        (
            edited("Acme,Color,Blue", "Plain,Color,Blue"),
            ["Blue belt", "<p>Plain text here.</p>", "Color", "Blue", "Red"],
        ),
        # "Red" is what it was, but one of the products that have it is another thing now.
        (
            edited("Blue belt", "Blue shirt"),
            [
                "Red bag",
                ROWS[0].split('"')[1],
                "Color",
                "Red",
                "Blue shirt",
                "<p>Plain text here.</p>",
                "Color",
                "Blue",
                "Red",
            ],
        ),
        (asked(layout=Layout.COLUMNS), "all"),
        (asked(overwrite=True), "all"),
        (asked(reading=Reading(roles=(("Body (HTML)", Role.TEXT),))), "all"),
        (asked(output_encoding="utf-16"), "all"),
        (asked(fail_on=None), []),
        (asked(limit=1), []),
    ],
)
def test_what_counts_is_made_anew(
    shop: Shop, change: Callable[[Shop], dict[str, object]], anew: list[str] | str
) -> None:
    shop.run()
    everything = list(shop.read)
    shop.run(**change(shop))
    assert shop.read == (everything if anew == "all" else anew)


def test_a_new_order_of_the_rows_changes_nothing(shop: Shop) -> None:
    shop.run()
    shop.save([*ROWS[3:], *ROWS[1:3], ROWS[0], ROWS[0].replace("bag,", "bag-2,", 1)])
    shop.run()
    assert shop.read == []  # the copy under another handle has the same texts


def test_a_product_with_a_finding_is_judged_again(shop: Shop) -> None:
    shop.save([*ROWS, 'odd,Odd,"<p>Leer en español: esta bolsa es muy bonita para la playa.</p>",Acme,,,1.00'])
    first = shop.run()
    again = shop.run()
    assert first.totals.severities == again.totals.severities != {}
    assert shop.read[0] == "Odd"


def test_frozen_takes_what_is_known_whole(shop: Shop) -> None:
    shop.run()
    assert shop.run(frozen=True).totals.checks["frozen"] == 0


def test_products_are_pruned_with_the_runs_that_made_them(shop: Shop) -> None:
    shop.run()
    everything = list(shop.read)
    with TranslationMemory.open(shop._memory) as memory:
        memory.prune(before_run=99)
    shop.run()
    assert shop.read == everything
