"""Option values that would become one: kept apart by the next best translation, or left, and always told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_cli.companions import Companions
from catalog_cli.engines import load_engine
from catalog_cli.file_run import Source, localize_file
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.option_values import Distinct, merged, together
from catalog_cli.pipeline import term_matcher
from catalog_cli.product import Column, Field, Product, Role, Variant
from catalog_cli.segment import Severity

COLOR = Column(0, "Option1 Value", "Option1 Value", Role.OPTION, "", in_variant=True)
SIZE = Column(1, "Option2 Value", "Option2 Value", Role.OPTION, "", in_variant=True)
NAME = Column(2, "Option1 Name", "Option1 Name", Role.OPTION, "")
OTHER = Column(3, "Option2 Name", "Option2 Name", Role.OPTION, "")
TAGS = Column(4, "Attribute 1 value(s)", "Attribute 1 value(s)", Role.OPTION, "", separators=(",",))
NOM = Column(6, "Nom de l’attribut 1", "Nom de l’attribut 1", Role.OPTION, "attribute name")
MATERIAL = Column(5, "Material", "Material", Role.OPTION, "")


def product(*cells: tuple[Column, str, str | None]) -> Product:
    fields = [Field(column, n, column.index, value, target=target) for n, (column, value, target) in enumerate(cells)]
    return Product("p", (), (), tuple(Variant(str(n), (field,)) for n, field in enumerate(fields)))


MERGED = [
    # (cells of one product: column, value, target; the values that are merged with an earlier one)
    ([(COLOR, "Grey", "Cinza"), (COLOR, "Gray", "Cinza")], ["Gray"]),
    ([(COLOR, "Grey", "Cinza"), (COLOR, "Gray", "cinza ")], ["Gray"]),
    ([(COLOR, "Grey", "Cinza"), (COLOR, "Grey", "Cinza")], []),
    ([(COLOR, "Grey", "Cinza"), (COLOR, "GREY", "Cinza")], []),  # they were one before
    ([(COLOR, "Small", "Pequeno"), (SIZE, "Little", "Pequeno")], []),  # of two options
    ([(COLOR, "Cinza", None), (COLOR, "Grey", "Cinza")], ["Grey"]),  # one of them stays as it is
    ([(NAME, "Size", "Tamanho"), (OTHER, "Fit", "Tamanho")], ["Fit"]),  # names of options among each other
    ([(TAGS, "Big, Large", "Grande, Grande")], ["Large"]),
    ([(NOM, "Size", "Tamanho"), (OTHER, "Fit", "Tamanho")], ["Fit"]),
    ([(TAGS, "Big, Large", "Grande")], []),  # another number of values: told by other checks
    ([(MATERIAL, "Plain", "Simples"), (MATERIAL, "Simple", "Simples")], []),  # no variant is told apart by it
    ([(COLOR, "赤", "Vermelho"), (COLOR, "紅", "Vermelho")], ["紅"]),
    ([], []),
]


@pytest.mark.parametrize(("cells", "expected"), MERGED)
def test_merged_values(cells: list[tuple[Column, str, str | None]], expected: list[str]) -> None:
    assert [value for _, value, _, _ in merged(product(*cells))] == expected


def test_only_what_stands_in_one_product_is_together() -> None:
    products = [
        product((COLOR, "Grey", None), (COLOR, "Red", None)),
        product((COLOR, "Gray", None)),
        product((COLOR, "Big", None), (SIZE, "Large", None)),
        product((SIZE, "Big", None), (SIZE, "Large", None)),
    ]
    groups = {"Grey": 0, "Gray": 0, "Big": 1, "Large": 1}
    assert together(products, groups) == {frozenset({"Big", "Large"})}


def test_the_earlier_value_keeps_its_target() -> None:
    distinct = Distinct({"a": "x", "b": "X", "c": "x", "d": "y"})
    assert distinct.groups() == {"a": 0, "b": 0, "c": 0}
    pairs = [frozenset(pair) for pair in ("ab", "bc", "ac", "ad")]
    assert distinct.taken(pairs) == {"b": frozenset({"x"}), "c": frozenset({"x"})}


CATALOG = """\
Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price
mug,Stoneware Mug,<p>A mug</p>,Color,Grey,M1,9
mug,,,,Gray,M2,9
mug,,,,Red,M3,9
cap,Cap,<p>A cap</p>,Color,Gray,C1,9
box,Box,<p>A box</p>,Color,Grey,B1,9
"""
GLOSSARY = "source,target\nGray,Cinza-claro\n"


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


def run(tmp_path: Path, memory: TranslationMemory, *glossaries: str) -> tuple[list[str], list[tuple[str, Severity]]]:
    """Return the colours of the output, row by row, and the findings about them."""
    source, output = tmp_path / "mugs.csv", tmp_path / "out.csv"
    source.write_text(CATALOG, encoding="utf-8")
    job = Job("pt-BR", memory=tmp_path / "m.sqlite", glossaries=glossaries, force=True)
    engine = load_engine("en", "pt-BR")
    terms = Companions(terms=term_matcher(job, engine))
    found = localize_file(Source(source, "mugs.csv"), output, job, engine=engine, memory=memory, companions=terms)
    colors = [line.split(",")[4] for line in output.read_text(encoding="utf-8").splitlines()[1:]]
    return colors, [(finding.check, finding.severity) for finding in found.totals.findings]


def test_two_spellings_of_a_colour_are_never_merged(tmp_path: Path, memory: TranslationMemory) -> None:
    colors, findings = run(tmp_path, memory)
    grey, gray, red, cap, box = colors
    assert grey == box == "Cinza"
    assert gray == cap  # the same everywhere, also where nothing would be merged
    assert gray.casefold() != grey.casefold()
    assert red.startswith("Vermelh")
    # Left as it was, or given another word: told either way.
    expected = ("untranslated", Severity.CRITICAL) if gray == "Gray" else ("next-best", Severity.MINOR)
    assert findings == [expected] * 2
    assert run(tmp_path, memory) == (colors, findings)


def test_a_glossary_settles_it(tmp_path: Path, memory: TranslationMemory) -> None:
    (tmp_path / "own.csv").write_text(GLOSSARY, encoding="utf-8")
    colors, findings = run(tmp_path, memory, str(tmp_path / "own.csv"))
    assert colors[0] == colors[4] == "Cinza"
    assert colors[1] == colors[3] == "Cinza-claro"
    assert findings == []
