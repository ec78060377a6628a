"""Numbers through the whole pipeline, judged apart from it: none is changed or lost without a finding.

A thousand generated sentences with three thousand quantities, the sample catalogs, and a folder of real exports where
one lies beside the checkout.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from comparer import Fate, Verdict, faults, names
from material import visible_text
from number_sentences import QUANTITIES, SENTENCES, sentences, write_catalog

from catalog_cli import catalog as catalogs
from catalog_cli.companions import Companions
from catalog_cli.engine import Translator
from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.job import Job, Reading
from catalog_cli.ledger import LedgerKind, Outcome
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.reporting.ledger_file import LedgerFile

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data" / "catalogs"
CATALOGS = [*sorted((ROOT / "tests" / "data").glob("*.csv")), *sorted(REAL.glob("*.csv"))]
# A book list without a header row: its columns go by position.
HEADLESS = {"oscar-books.essential.csv": Reading(has_header=False, roles=(("4", Role.TITLE), ("5", Role.TEXT)))}
_ABOUT_NUMBERS = re.compile("number|quantity|measure|price|date|untranslated")
LEAST_ACCOUNTED = 0.995
ACCOUNTED = frozenset({Outcome.KEPT, Outcome.REFORMATTED, Outcome.REPAIRED, Outcome.CONVERTED, Outcome.SPELLED})
# A letter before a digit: "System/360", "urn:isbn:9780201616224"; not "30x40".
_CODE = re.compile(r"\S*[^\W\d_xX]\S*\d\S*")
_DIGITS = re.compile(r"[\d¼-¾⅐-⅞]+")


class Cell(NamedTuple):
    """A translated cell: where it stands, and what readers see of it before and after."""

    row: int
    column: str
    source: str
    target: str


class Judged(NamedTuple):
    """What the judge says of a run: faults with and without a finding, and how many digit groups are accounted for."""

    told: list[tuple[Cell, Verdict]]
    untold: list[tuple[Cell, Verdict]]
    accounted: int
    groups: int
    outcomes: Counter[str]
    missed: list[tuple[Cell, str]]


def cells(source: Path, output: Path, job: Job) -> Iterator[Cell]:
    """Yield each translated cell with its translation; both files have the same rows."""
    before, after = catalogs.read_catalog(source, job), catalogs.read_catalog(output, job)
    for one, two in zip(before.products(), after.products(), strict=True):
        for (_, own), (_, made) in zip(one.all_fields(), two.all_fields(), strict=True):
            if own.column.is_translated:
                line = one.records[own.record].line
                yield Cell(line, own.column.name, visible_text(own.value), visible_text(made.value))


def judged(path: Path, reading: Reading, engine: Translator, folder: Path) -> tuple[Judged, Result]:
    """Localize a catalog and judge its numbers."""
    job = Job("pt-BR", reading=reading, memory=None)
    output, out = folder / f"out-{path.name}", io.BytesIO()
    with TranslationMemory.in_temporary_file() as memory:
        source = Source(path, path.name)
        companions = Companions(ledger=LedgerFile(out))
        result = localize_file(source, output, job, engine=engine, memory=memory, companions=companions)
    found = {(one.place.row, one.place.column) for one in result.totals.findings if _ABOUT_NUMBERS.search(one.check)}
    entries = defaultdict(list)
    for line in out.getvalue().decode().splitlines():
        entry = json.loads(line)
        if entry["kind"] != LedgerKind.TERM:
            entries[entry["row"], entry["column"]].append(entry)
    made = Judged([], [], 0, 0, Counter(), [])
    outcomes = Counter(entry["outcome"] for own in entries.values() for entry in own)
    accounted = groups = 0
    for cell in cells(path, output, job):
        place = cell.row, cell.column
        if cell.source != cell.target:
            (made.told if place in found else made.untold).extend((cell, fault) for fault in faults(*cell[2:]))
        wanted = Counter(_DIGITS.findall(cell.source))
        # Codes, versions and addresses that stand in the target letter by letter are no quantities.
        for name in [*_CODE.findall(cell.source), *names(cell.source)]:
            if name in cell.target:
                wanted -= Counter(_DIGITS.findall(name))
        known = Counter(
            group
            for entry in entries[place]
            if entry["outcome"] in ACCOUNTED
            for group in _DIGITS.findall(entry["source"])
        )
        groups += wanted.total()
        accounted += (wanted & known).total()
        made.missed.extend((cell, group) for group in wanted - known)
    return made._replace(accounted=accounted, groups=groups, outcomes=outcomes), result


def shown(judgement: Judged) -> str:
    """Return the figures in a line, and what is wrong below it."""
    lines = [
        f"{judgement.accounted} of {judgement.groups} digit groups accounted for, {dict(judgement.outcomes)}",
        f"faults {dict(Counter(v.fate.name for _, v in (*judgement.told, *judgement.untold)))}, "
        f"{len(judgement.untold)} without a finding",
    ]
    lines += [f"  {v.fate.name} {v.source} -> {v.target}: {c.source} | {c.target}" for c, v in judgement.untold[:60]]
    lines += [f"  not in the ledger {group}: {cell.source} | {cell.target}" for cell, group in judgement.missed[:60]]
    return "\n".join(lines)


def test_the_sentences_are_what_they_say() -> None:
    rows = sentences()
    assert len({row.text for row in rows}) == len(rows) == SENTENCES
    assert sum(len(row.kinds) for row in rows) == QUANTITIES == 3 * SENTENCES
    assert sentences() == rows


def test_generated_sentences(engine: Translator, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    write_catalog(path, sentences())
    judgement, _ = judged(path, Reading(), engine, tmp_path)
    print(shown(judgement))
    assert judgement.groups >= QUANTITIES
    assert judgement.untold == []
    assert judgement.accounted >= LEAST_ACCOUNTED * judgement.groups


def test_catalogs(engine: Translator, tmp_path: Path) -> None:
    """All together: a single one may have too few numbers for a share."""
    accounted = groups = 0
    for path in CATALOGS:
        judgement, _ = judged(path, HEADLESS.get(path.name, Reading()), engine, tmp_path)
        print(path.name, shown(judgement))
        assert judgement.untold == []
        accounted, groups = accounted + judgement.accounted, groups + judgement.groups
    assert accounted >= LEAST_ACCOUNTED * groups


@pytest.mark.parametrize("fate", [Fate.CHANGED, Fate.LOST, Fate.UNIT, Fate.COPIED, Fate.ADDED])
def test_the_judge_can_find_each_fault(fate: Fate) -> None:
    pairs = {
        Fate.CHANGED: ("12 cm", "13 cm"),
        Fate.LOST: ("12 cm", "cm"),
        Fate.UNIT: ("12 cm", "12 mm"),
        Fate.COPIED: ("1,250 cm", "1,250 cm wide"),
        Fate.ADDED: ("cm", "12 cm"),
    }
    assert [fault.fate for fault in faults(*pairs[fate])] == [fate]
