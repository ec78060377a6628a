"""Bitexts of the catalogs of every platform, in every layout and container: pairing, writing, XLIFF, and checks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli.bitext.bitext import Bitext
from catalog_cli.bitext.opening import open_bitext
from catalog_cli.check_run import CheckRun, chosen_checks
from catalog_cli.engine import Translator
from catalog_cli.exchange.incoming import Returned, incoming
from catalog_cli.exchange.outgoing import outgoing
from catalog_cli.file_run import Source, localize_file
from catalog_cli.formats.xliff import NEW, OLD, XliffHeader, read_xliff, write_xliff
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Edit, Record
from catalog_cli.segment import Origin, Severity, UnitState
from catalog_cli.unit import Unit
from catalog_cli.verification.comparison import open_comparison
from catalog_cli.verification.differences import Kind
from tests.test_platform_catalogs import ALONE, CASES, JOB, PACKED, Case, converted, table_of


@dataclass(frozen=True, slots=True)
class Localized:
    """A catalog and what a run made of it."""

    case: Case
    source: Path
    output: Path
    memory: TranslationMemory

    def bitext(self, output: Path | None = None, *, is_known: bool = False) -> Bitext:
        memory = self.memory if is_known else None
        made = output or self.output
        job = replace(JOB, layout=self.case.layout)
        return open_bitext((self.source, self.source.name), (made, "output"), job, target_locale="pt-BR", memory=memory)

    def cells(self, path: Path) -> list[list[str]]:
        """All cells of a file that is built like the output."""
        return [list(record.values) for record in table_of(path, table_of(self.source)).records()]

    def rewritten(self, folder: Path, change: Callable[[list[list[Record]]], object]) -> Path:
        """Return the output with its products changed: each is given as its records."""
        target = self.bitext().target
        assert target is not None
        if self.case in ALONE:
            products = [[record] for record in target.table.records()]
        else:
            # Those of one identifier are told apart by their order: "#2" is the second.
            named = groupby(target.products(), lambda product: product.key.partition("#")[0])
            products = [[record for product in own for record in product.records] for _, own in named]
        change(products)
        path = folder / self.output.name
        with path.open("wb") as out:
            target.table.write(out, [(record, Edit()) for records in products for record in records])
        return path


Localize = Callable[[Case], Localized]


@pytest.fixture(scope="session")
def localized(tmp_path_factory: pytest.TempPathFactory, echo: Translator) -> Iterator[Localize]:
    """Each run is made once."""
    folder = tmp_path_factory.mktemp("bitexts")
    runs: dict[Case, Localized] = {}
    with TranslationMemory.open(folder / "memory.sqlite") as memory:

        def run(case: Case) -> Localized:
            if case not in runs:
                source = converted(case.path, case.container, folder)
                output = folder / f"{case.layout}-{source.name}"
                job = replace(JOB, layout=case.layout, memory=folder / "memory.sqlite")
                localize_file(Source(source, source.name), output, job, engine=echo, memory=memory)
                runs[case] = Localized(case, source, output, memory)
            return runs[case]

        yield run


def name_of(case: Case) -> str:
    return case.name


every_case = pytest.mark.parametrize("case", CASES, ids=name_of)
# The rows of other containers cannot be moved by writing them again; options of two attributes may share a code.
MOVABLE = [
    case for case in CASES if case.container in ("csv", "tsv", "jsonl") and case.path.name != "akeneo_options.csv"
]


def pairs(units: Iterable[Unit]) -> list[tuple[str, str | None]]:
    return [(unit.source, unit.target) for unit in units]


@every_case
def test_every_cell_has_its_translation(case: Case, localized: Localize) -> None:
    run = localized(case)
    units = list(run.bitext(is_known=True).units())
    assert [pair for pair in pairs(units) if not (pair[1] or "").strip()] == []
    assert len({unit.id for unit in units}) == len(units)
    assert {unit.state for unit in units} == {UnitState.CURRENT}
    catalog = catalogs.read_catalog(run.source, JOB)
    # Of what stood in the file before, nobody knows who wrote it.
    there = {(own.value, own.existing) for product in catalog.products() for _, own in product.all_fields()}
    assert set(pairs(unit for unit in units if unit.origin is Origin.NONE)) <= there
    assert {unit.origin for unit in units} <= {Origin.ENGINE, Origin.NONE}
    column = table_of(run.output, table_of(run.source)).columns
    for unit in units:
        place = unit.target_place
        assert place is not None
        assert place.file == "output" or unit.origin is Origin.NONE
        assert place.column in column


@every_case
def test_an_edit_changes_one_cell(case: Case, localized: Localize, tmp_path: Path) -> None:
    run = localized(case)
    bitext = run.bitext()
    out = io.BytesIO()
    assert bitext.write(out, {}) == []
    path = tmp_path / run.output.name
    path.write_bytes(out.getvalue())
    if case.container in PACKED:
        assert run.cells(path) == run.cells(run.output)
    else:
        assert out.getvalue() == run.output.read_bytes()
    units = list(bitext.units())
    unit = units[len(units) // 2]
    text = f"{unit.target} ž"
    with path.open("wb") as file:
        assert bitext.write(file, {unit.id: text}) == []
    assert changed(run, path) == [text]
    comparison = open_comparison((run.source, "source"), (path, "output"), JOB, target_locale="pt-BR")
    kinds = {each.kind for each in comparison.differences()}
    # A workbook that a run made anew is compared to the byte, and an edit declares the white space of its cell.
    assert kinds - ({Kind.BYTES} if case in ALONE and case.container == "xlsx" else set()) == {Kind.TRANSLATED}


def changed(run: Localized, path: Path) -> list[str]:
    """Return the cells of an output that are others now."""
    rows = zip(run.cells(run.output), run.cells(path), strict=True)
    return [new for one, other in rows for old, new in zip(one, other, strict=True) if old != new]


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=lambda value: getattr(value, "name", ""))
def test_xliff_brings_back_what_a_translator_changed(
    number: int, case: Case, localized: Localize, tmp_path: Path
) -> None:
    """In either version, in turn."""
    run = localized(case)
    bitext = run.bitext()
    version = (OLD, NEW)[number % 2]
    text = exported(bitext, version)
    result = imported(bitext, text)
    assert (result.refused, result.cells) == ([], {})
    assert result.untouched == text.count("<group " if version == OLD else "<unit ") > 0
    places = [match.start() for match in re.finditer("</target>", text)]
    place = places[len(places) // 2]
    result = imported(bitext, f"{text[:place]} ž{text[place:]}")
    assert result.refused == []
    (edit,) = result.cells.values()
    assert edit.target is not None
    path = tmp_path / run.output.name
    with path.open("wb") as out:
        assert bitext.write(out, {edit.id: edit.target}) == []
    assert changed(run, path) == [edit.target]


def exported(bitext: Bitext, version: str) -> str:
    out = io.BytesIO()
    write_xliff(outgoing(bitext.units(), bitext.pair), out, XliffHeader(version, *bitext.pair, "source"))
    return out.getvalue().decode()


def imported(bitext: Bitext, text: str) -> Returned:
    _, returned = read_xliff(io.BytesIO(text.encode()), "back.xlf")
    return incoming(returned, bitext.units(), bitext.pair, "back.xlf")


@every_case
def test_nothing_critical_is_found_in_a_run(case: Case, localized: Localize) -> None:
    run = CheckRun(localized(case).bitext(), chosen_checks())
    found = [one.finding for one in run.reported()]
    assert [finding for finding in found if finding.severity is Severity.CRITICAL] == []
    assert "no-translation" not in {finding.check for finding in found}


@pytest.mark.parametrize("case", MOVABLE[::2], ids=name_of)
def test_products_in_another_order_are_paired(case: Case, localized: Localize, tmp_path: Path) -> None:
    """Those that have an identifier; the others have no translation then, and never that of another."""
    run = localized(case)
    if catalogs.read_catalog(run.source, JOB).schema.identifier is None:
        pytest.skip("only the order tells which product is which")
    after = list(run.bitext(run.rewritten(tmp_path, list.reverse)).units())
    for before, unit in zip(run.bitext().units(), after, strict=True):
        assert unit.target in (before.target, None)
    assert sum(unit.target is not None for unit in after) > len(after) / 2


@pytest.mark.parametrize("case", MOVABLE[1::2], ids=name_of)
def test_a_product_that_is_not_there_has_no_translation(case: Case, localized: Localize, tmp_path: Path) -> None:
    run = localized(case)
    fewer = run.rewritten(tmp_path, lambda products: products.pop(0))
    before, after = ({unit.id: unit.target for unit in one.units()} for one in (run.bitext(), run.bitext(fewer)))
    lost = [name for name, text in before.items() if after[name] != text]
    assert lost
    assert {after[name] for name in lost} == {None}
