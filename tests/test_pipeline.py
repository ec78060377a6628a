"""The whole recipe over whole catalogs: what is translated, and what must never be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli import feeds
from catalog_cli.catalog import Catalog
from catalog_cli.engine import Translator
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.pipeline import Workplace, localize
from catalog_cli.product import Product, Role
from catalog_cli.reporting.summary import Totals
from catalog_cli.segment import Origin, Severity
from tests.candidates.scripted import ScriptedEngine

DATA = Path(__file__).parent / "data"
FILES = ["shopify.csv", "plain.csv", "plain.tsv", "plain.json", "plain.jsonl"]
JOB = Job("pt-BR", memory=None, window=64)


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


def run(
    name: str, engine: Translator, memory: TranslationMemory, job: Job = JOB
) -> tuple[Catalog, list[Product], Totals]:
    catalog = catalogs.read_catalog(DATA / name, job, name=name)
    workplace = Workplace(engine, memory, Totals(), memory.start_run("en", "pt-BR"))
    survey = catalogs.survey(catalog)
    done = list(localize(catalog.products(), job, workplace, name=name, survey=survey))
    return catalog, done, workplace.totals


@pytest.mark.parametrize("name", FILES)
def test_only_translated_cells_change_and_all_products_come_back(name: str, memory: TranslationMemory) -> None:
    catalog, done, totals = run(name, ScriptedEngine(), memory)
    before = list(catalog.products())
    assert [(one.key, one.records) for one in done] == [(one.key, one.records) for one in before]
    assert totals.products == len(before)
    changed = 0
    for one in done:
        translated = {(o.record, o.position) for _, o in one.all_fields() if o.column.is_translated}
        for number, (record, edit) in enumerate(feeds.edits(one)):
            for position, text in edit.replaced.items():
                assert (number, position) in translated, record.values[position]
                assert text != record.values[position]
                changed += 1
            assert not edit.added
    assert changed > 10


@pytest.mark.parametrize("name", FILES)
def test_every_text_of_words_is_translated(name: str, memory: TranslationMemory) -> None:
    _, done, totals = run(name, ScriptedEngine(), memory)
    assert totals.origins[Origin.UNTRANSLATED] == 0
    assert not totals.fails(Severity.CRITICAL), totals.findings
    titles = [o for one in done for o in one.fields if o.column.role is Role.TITLE]
    assert titles
    assert all(title.target for title in titles)


@pytest.mark.parametrize("name", FILES)
def test_equal_options_and_tags_are_translated_equally(name: str, memory: TranslationMemory) -> None:
    _, done, _ = run(name, ScriptedEngine(), memory)
    found: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for one in done:
        for _, own in one.all_fields():
            if own.column.role is Role.OPTION:
                found[own.column.name, own.value].add(own.target)
    assert all(len(targets) == 1 for targets in found.values())


def test_what_a_shop_must_find_again_stays(memory: TranslationMemory) -> None:
    _, done, _ = run("shopify.csv", ScriptedEngine(), memory)
    cells = [
        (catalog_column.name, text)
        for one in done
        for catalog_column, text in ((o.column, o.target) for _, o in one.all_fields() if o.target is not None)
    ]
    assert not [name for name, _ in cells if name in ("Handle", "Vendor", "Variant SKU", "Variant Price", "Image Src")]
    for one in done:
        for record, edit in feeds.edits(one):
            for position in edit.replaced:
                assert record.values[position].strip() != "Default Title"


@pytest.mark.parametrize("window", [1, 7, 4096])
def test_the_window_changes_no_text(window: int, memory: TranslationMemory) -> None:
    def targets(size: int, own_memory: TranslationMemory) -> list[str | None]:
        job = Job("pt-BR", memory=None, window=size)
        _, done, _ = run("shopify.csv", ScriptedEngine(), own_memory, job)
        return [own.target for one in done for _, own in one.all_fields()]

    with TranslationMemory.in_temporary_file() as other:
        assert targets(window, memory) == targets(64, other)


@pytest.mark.parametrize("name", FILES)
def test_a_second_run_decodes_nothing_and_gives_the_same(name: str, memory: TranslationMemory) -> None:
    _, first, _ = run(name, ScriptedEngine(), memory)
    engine = ScriptedEngine()
    _, second, totals = run(name, engine, memory)
    assert second == first
    assert engine.decoded == []
    assert totals.origins[Origin.ENGINE] == 0


def test_each_distinct_text_is_decoded_once(memory: TranslationMemory) -> None:
    engine = ScriptedEngine()
    run("shopify.csv", engine, memory, Job("pt-BR", memory=None, window=16))
    free = [text for text, way in engine.decoded if way == "free"]
    # The same words may be read with and without a lead-in, as a title and as a value.
    assert len(free) - len(set(free)) <= len(free) // 10


def test_no_products(memory: TranslationMemory, tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("sku,name\n", encoding="utf-8")
    catalog = catalogs.read_catalog(tmp_path / "none.csv", JOB)
    engine = ScriptedEngine()
    workplace = Workplace(engine, memory, Totals())
    assert list(localize(catalog.products(), JOB, workplace, name="none.csv", survey=catalogs.survey(catalog))) == []
    assert (workplace.totals, engine.decoded) == (Totals(), [])


def test_the_embedded_model_localizes_a_shop(engine: Translator, memory: TranslationMemory) -> None:
    _, done, totals = run("shopify.csv", engine, memory)
    assert not totals.fails(Severity.CRITICAL), totals.findings
    assert totals.translated() > 50
    shirt = done[0]
    body = next(own for own in shirt.fields if own.column.role is Role.HTML)
    assert body.target is not None
    assert body.target.count("<li>") == body.value.count("<li>")
    assert "<strong>" in body.target


COLOURS = """Handle,Title,Option1 Name,Option1 Value,Variant SKU
shirt,Linen Shirt,Color,Red,A1
shirt,,,White,A2
shirt,,,Gold,A3
belt,Leather Belt,Color,White,B1
belt,,,Yellow,B2
"""


def test_a_colour_agrees_with_all_products_that_have_it(
    engine: Translator, memory: TranslationMemory, tmp_path: Path
) -> None:
    path = tmp_path / "colours.csv"
    path.write_text(COLOURS, encoding="utf-8")
    _, done, _ = run(str(path), engine, memory)
    found = [
        own.target or own.value for one in done for _, own in one.all_fields() if own.column.name == "Option1 Value"
    ]
    # A shirt is feminine and a belt masculine: what both have stays in the citation form, and gold is no adjective.
    assert found == ["Vermelha", "Branco", "Ouro", "Branco", "Amarelo"]
