"""Limits in the search and of cells: other hypotheses first, then fitted forms, and what is told of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import pytest

from catalog_cli.candidates import CellFitting, CellRules, fitters, translate
from catalog_cli.candidates.cells import Shape
from catalog_cli.extraction import CellLimit, Extraction
from catalog_cli.ledger import How, LedgerEntry, LedgerKind, Outcome
from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.leverage import leverage, remember
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Column, Field, Notation, Product, Record, Role
from catalog_cli.segment import CodeKind, InlineCode, Limit, Origin, Segment, Severity, TermHit
from tests.candidates.scripted import ScriptedEngine, segment

LONG = "sacola de lona grande"
TERM = TermHit(0, 4, "tote", ("sacola",))


@pytest.mark.parametrize(
    ("answer", "most", "hits", "draft", "how"),
    [
        ("sacola de lona", 20, (), "sacola de lona", None),  # it fits: nothing else is decoded
        ({"free": LONG, "beam": [LONG, "sacola de lona"]}, 16, (), "sacola de lona", How.N_BEST),
        ({"free": LONG, "beam": ["bolsa de lona longa", "sacola lona"]}, 16, (), "sacola lona", How.N_BEST),
        # none is short enough: the first one stays, and the cell will be fitted
        ({"free": LONG, "beam": ["sacola de lona longa"]}, 12, (), LONG, None),
        # a shorter one that lost the term is none
        ({"free": LONG, "beam": ["bolsa de lona"]}, 16, (TERM,), LONG, None),
        ({"free": LONG, "beam": ["bolsa de lona", "sacola de lona"]}, 16, (TERM,), "sacola de lona", How.N_BEST),
        # one that left words of the source unsaid is none
        ({"free": LONG, "beam": ["lona"]}, 16, (), LONG, None),
    ],
)
def test_shorter_hypotheses(answer: object, most: int, hits: tuple[TermHit, ...], draft: str, how: How | None) -> None:
    source = "tote canvas"
    engine = ScriptedEngine({source: answer})  # type: ignore[dict-item]  # the rows are answers
    one = segment(source, role=Role.TITLE, term_hits=hits)._replace(limit=Limit(most))
    (found,) = translate([one], engine, (), (), fitters=fitters("en", "pt-BR"))
    assert found.draft == draft
    assert (found.hows[len(hits) :] or (None,))[0] == how


def test_no_limit_costs_nothing() -> None:
    engine = ScriptedEngine({"tote": {"free": LONG, "beam": "sacola"}})
    list(translate([segment("tote")], engine, (), (), fitters=fitters("en", "pt-BR")))
    assert engine.decoded == [("tote", "free")]


def column(role: Role, notation: Notation = Notation.PLAIN, separators: tuple[str, ...] = ()) -> Column:
    return Column(0, "Title", "Title", role, "", notation=notation, separators=separators)


def fitted(
    cell: str, rules: CellRules, role: Role = Role.TITLE, *, targets: Sequence[str] | None = None, **more: object
) -> tuple[str, list[Segment]]:
    """Return the text of a cell after fitting, and its segments; targets are the sources where none are given."""
    own = column(role, separators=(",",) if role is Role.LIST else ())
    product = Product("P", (Record(1, 2, (cell,)),), (Field(own, 0, 0, cell),))
    extraction = Extraction("shop", "shop.csv", "en", limits={0: rules.cell_limit})
    segments = []
    for index, one in enumerate(extraction.extract([product])):
        target = one.source if targets is None else targets[index]
        facts = {"target_codes": one.codes, "origin": Origin.ENGINE, **more}
        segments.append(one._replace(target=target, **facts))  # type: ignore[arg-type]  # the fields of a segment
    fitting = CellFitting({0: rules}, "en", "en", extraction.limited)
    done = list(fitting.fitted(segments))
    assert not extraction.limited
    (written,) = extraction.assemble(done)
    target = written.fields[0].target
    return cell if target is None else target, done


def title(most: int, unit: str = "characters") -> CellRules:
    return CellRules("title", Shape.TITLE, Limit(most, unit))


@pytest.mark.parametrize(
    ("cell", "most", "expected", "how", "check"),
    [
        ("Canvas bag", 10, "Canvas bag", How.FREE, ""),
        ("Canvas bag | Acme", 17, "Canvas bag | Acme", How.FREE, ""),  # two segments, one limit
        ("Canvas bag | great gift", 17, "Canvas bag", How.DROPPED, "parts-dropped"),
        ("Canvas bag with zip and strap | Large", 20, "Canvas bag | Large", How.DROPPED, "parts-dropped"),
        ("Rope 10 meters", 9, "Rope 10 m", How.ABBREVIATED, ""),
        ("Blanket of wool", 10, "Blanket", How.DROPPED, "parts-dropped"),  # a material is a part
        ("Blanket of fluff", 10, "Blanket", How.CUT, "text-cut"),
        ("Extraordinarily", 5, "Extraordinarily", How.FAILED, "limit-exceeded"),
        (
            "Salt &amp; pepper mill for kitchens",
            26,
            "Salt &amp; pepper mill",
            How.DROPPED,
            "parts-dropped",
        ),  # entities count
        ("Salt &amp; pepper mill - best seller", 24, "Salt &amp; pepper mill", How.DROPPED, "parts-dropped"),
    ],
)
def test_titles_are_fitted_as_cells(cell: str, most: int, expected: str, how: How, check: str) -> None:
    text, segments = fitted(cell, title(most))
    assert text == expected
    (entry,) = segments[0].ledger
    assert (entry.kind, entry.how, entry.source) == (LedgerKind.LENGTH, how, cell)
    assert [finding.check for finding in segments[0].findings] == ([check] if check else [])


@pytest.mark.parametrize(
    ("cell", "limit", "expected"),
    [
        ("One is here. Two is here. Three is here.", 30, "One is here. Two is here."),
        ("One is here. Two is here.", 40, "One is here. Two is here."),
        ("One is here.\n\nTwo is here.\n", 15, "One is here."),
        ("<p>One is here.</p><p>Two is here.</p>", 22, "<p>One is here.</p>"),
        ("<ul><li>One</li><li>Two</li></ul>", 22, "<ul><li>One</li></ul>"),
        ("<p>One is <b>really</b> here.</p><p>Two.</p>", 34, "<p>One is <b>really</b> here.</p>"),
        ("One sentence alone is far too long", 20, "One sentence alone"),
        ("Ein Satz. 二番目。", 10, "Ein Satz."),
    ],
)
def test_prose_loses_its_last_sentences(cell: str, limit: int, expected: str) -> None:
    role = Role.HTML if "<" in cell else Role.TEXT
    text, segments = fitted(cell, CellRules("description", Shape.PROSE, Limit(limit)), role)
    assert text == expected
    assert len(text) <= limit
    assert len(segments[0].ledger) == 1


@pytest.mark.parametrize(
    ("cell", "rules", "expected"),
    [
        ("bag, tote", CellRules("tags", Shape.TAGS, Limit(5), 13, is_each=True), "bag, tote"),
        ("bag, a very long tag, tote", CellRules("tags", Shape.TAGS, Limit(5), 13, is_each=True), "bag, tote"),
        ("a very long tag, bag, tote", CellRules("tags", Shape.TAGS, Limit(5), 13, is_each=True), "bag, tote"),
        ("bag, tote, cup", CellRules("tags", Shape.TAGS, Limit(5), 2, is_each=True), "bag, tote"),
        ("bag, tote, cup", CellRules("tags", Shape.TAGS, None, 2), "bag, tote"),
        ("bag, tote, cup", CellRules("highlights", Shape.LIST, Limit(10)), "bag, tote"),
        ("bag with two zips, cup", CellRules("bullets", Shape.LIST, Limit(5), 5, is_each=True), "bag, cup"),
        ("bag, tote", CellRules("terms", Shape.TERMS, Limit(3, "bytes")), "bag"),
    ],
)
def test_lists(cell: str, rules: CellRules, expected: str) -> None:
    text, _ = fitted(cell, rules, Role.LIST)
    assert text == expected


def test_a_brand_and_a_term_stay() -> None:
    cell = "Warm gloves for home by Acme"
    assert fitted(cell, title(20))[0] == "Warm gloves"
    brand = InlineCode(CodeKind.VERBATIM, 24, 28, "brand")
    assert fitted(cell, title(20), target_codes=(brand,))[0] == "Warm gloves Acme"
    term = LedgerEntry(LedgerKind.TERM, Outcome.KEPT, "hogar", "home", ("home",))
    text, segments = fitted(cell, title(20), target_codes=(brand,), ledger=(term,))
    assert text == "Gloves home Acme"
    assert [entry.kind for entry in segments[0].ledger] == [LedgerKind.TERM, LedgerKind.LENGTH]


def test_a_cell_that_a_person_wrote_stays() -> None:
    cell = "Warm gloves for home by Acme"
    text, segments = fitted(cell, title(5), origin=Origin.HUMAN)
    assert (text, segments[0].ledger) == (cell, ())


def test_nothing_waits_without_limits() -> None:
    fitting = CellFitting({}, "en", "en", deque())
    one = segment("tote")
    assert list(fitting.fitted([one])) == [one]


@pytest.mark.parametrize(
    ("cell", "limit", "expected"),
    [
        ("Bag", CellLimit(Limit(60)), [None]),  # no translation of it could be so long
        ("Canvas bag with zip and strap", CellLimit(Limit(60)), [Limit(60)]),
        ("Canvas bag | Acme", CellLimit(Limit(60)), [None, None]),  # there is room for both
        ("Canvas bag with zip | Acme of the North", CellLimit(Limit(42)), [Limit(20), Limit(18)]),
        ("Canvas bag with zip", CellLimit(Limit(30, "bytes")), [Limit(30, "bytes")]),
    ],
)
def test_the_limits_of_segments(cell: str, limit: CellLimit, expected: list[Limit | None]) -> None:
    product = Product("P", (Record(1, 2, (cell,)),), (Field(column(Role.TITLE), 0, 0, cell),))
    extraction = Extraction("shop", "shop.csv", "en", limits={0: limit})
    assert [one.limit for one in extraction.extract([product])] == expected


def test_the_memory_knows_that_another_hypothesis_was_chosen() -> None:
    engine = ScriptedEngine({"tote canvas": {"free": LONG, "beam": "sacola de lona"}})
    keys = KeyMaker(source_locale="en", target_locale="pt-BR", model="scripted@1", decoding="")
    one = segment("tote canvas", role=Role.TITLE, term_hits=(TERM,))._replace(limit=Limit(16))
    with TranslationMemory.in_temporary_file() as memory:
        found = translate([one], engine, (), (), fitters=fitters("en", "pt-BR"))
        list(remember(found, memory, keys, memory.start_run("en", "pt-BR"), 4))
        (known,) = leverage([one], memory, keys, 4)
        assert (known.draft, known.hows) == ("sacola de lona", (How.FREE, How.N_BEST))
        # With another limit it is another text.
        (other,) = leverage([one._replace(limit=Limit(40))], memory, keys, 4)
        assert other.draft is None


def term(said: str, kind: LedgerKind = LedgerKind.TERM) -> LedgerEntry:
    return LedgerEntry(kind, Outcome.KEPT, said, said, (said,))


LOST = (Outcome.DROPPED, How.DROPPED, "")
LOSSES = [
    # the shape, the cell, its limit, what its segments hold; of the last one: what became of it, and the findings
    (Shape.PROSE, "One is here. Acme is here.", 14, term("Acme"), LOST, ["term-dropped"]),
    (Shape.PROSE, "One is here. Acme is here.", 26, term("Acme"), (Outcome.KEPT, How.FREE, "Acme"), []),
    # a number that went is told of, and is no finding of its own
    (Shape.PROSE, "One is here. 25 are here.", 14, term("25", LedgerKind.NUMBER), LOST, []),
    (Shape.TITLE, "Vacuum 18V", 9, term("18V", LedgerKind.MEASURE), LOST, ["text-cut"]),
    # a name stays in a title; so does what is written in short
    (Shape.TITLE, "Canvas bag - great gift - Acme", 20, term("Acme"), (Outcome.KEPT, How.FREE, "Acme"), None),
    (
        Shape.TITLE,
        "Rope 10 meters",
        9,
        term("10 meters", LedgerKind.MEASURE),
        (Outcome.KEPT, How.FREE, "10 meters"),
        [],
    ),
    (Shape.TAGS, "tote,Acme and more of it", 8, term("Acme"), LOST, ["term-dropped"]),
    (Shape.PROSE, "One. Acme is far too long for this.", 2, term("Acme"), (Outcome.KEPT, How.FREE, "Acme"), None),
]


@pytest.mark.parametrize(("shape", "cell", "most", "entry", "expected", "checks"), LOSSES)
def test_what_goes_with_its_part_is_told(
    shape: Shape,
    cell: str,
    most: int,
    entry: LedgerEntry,
    expected: tuple[Outcome, How, str],
    checks: list[str] | None,
) -> None:
    role = {Shape.TITLE: Role.TITLE, Shape.TAGS: Role.LIST, Shape.PROSE: Role.TEXT}[shape]
    rules = CellRules("field", shape, Limit(most), is_each=shape is Shape.TAGS)
    _, segments = fitted(cell, rules, role, ledger=(entry,))
    told = segments[-1].ledger[0]
    assert (told.outcome, told.how, told.target) == expected
    assert told.source == entry.source
    if checks is not None:
        assert [one.check for one in segments[-1].findings if one.check != "parts-dropped"] == checks
        assert all(one.severity is not Severity.CRITICAL for one in segments[-1].findings)
