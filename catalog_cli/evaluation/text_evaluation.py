"""Runs to evaluate: a translated catalog beside a person's translation of it, or a test set through a model."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from catalog_cli.attributes.gazetteer import gazetteer
from catalog_cli.attributes.schema import builtin
from catalog_cli.bitext.alignment import aligned_pieces
from catalog_cli.bitext.bitext import Bitext
from catalog_cli.engine import Translator
from catalog_cli.errors import UsageProblem, Where
from catalog_cli.evaluation.test_sets import TermLine, TermTestSet
from catalog_cli.evaluation.text_scores import LEAST_TEXTS, Held, ScoredText, TextRun, added
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.job import Job
from catalog_cli.ledger import LedgerKind, Outcome
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.pipeline import Workplace, checked
from catalog_cli.product import Column, Role
from catalog_cli.qa.attributes import COMPARED
from catalog_cli.reporting.summary import Totals
from catalog_cli.segment import Segment, SegmentId
from catalog_cli.text_run import localize_texts
from catalog_cli.unit import Unit

NUMBERS, TERMS, TAGS = "numbers", "terms", "tags"
_LOST = frozenset({Outcome.MISSING, Outcome.CHANGED})
_QUANTITIES = frozenset({LedgerKind.NUMBER, LedgerKind.MEASURE, LedgerKind.PRICE, LedgerKind.DATE})


def catalog_run(made: Bitext, reference: Bitext, terms: TermMatcher | None = None) -> TextRun:
    """Return the cells of a translated catalog with a person's translation of the same source; read whole into memory.

    Cells that the person did not translate are left out; those that only the person did have an empty hypothesis.
    Numbers and terms are held as the checks see it; tags are the colours, materials, patterns and the like that the
    source names, and the translation names by the same ids. Raises UsageProblem if the two share no text.
    """
    references = {unit.id: unit.target for unit in reference.units() if unit.target and unit.target.strip()}
    texts: list[ScoredText] = []
    counts: list[tuple[str, str, Held]] = []
    for unit in checked(made.units(), made.pair, (), terms=terms):
        person = references.get(unit.id)
        if person is None or person.strip() == unit.source.strip():
            continue
        texts.append(ScoredText(unit.id, unit.column.name, unit.source, unit.target or "", person))
        counts += ((unit.column.name, what, held) for what, held in _held(unit, made.pair))
    if not texts:
        what = f"{reference.source.name} and its reference share no translated text"
        raise UsageProblem(f"{what}. Give the source that both translations were made of.")
    name = made.source.name if made.target is None else made.target.name
    return TextRun(name, name, *made.pair, tuple(texts), added(counts))


def _held(unit: Unit, pair: tuple[str, str]) -> Iterator[tuple[str, Held]]:
    entries = list(chain.from_iterable(segment.ledger for segment in unit.segments))
    quantities = [one for one in entries if one.kind in _QUANTITIES and one.outcome is not Outcome.ADDED]
    if quantities:
        yield NUMBERS, Held(sum(one.outcome not in _LOST for one in quantities), len(quantities))
    own = [one for one in entries if one.kind is LedgerKind.TERM]
    if own:
        yield TERMS, Held(sum(one.outcome not in _LOST for one in own), len(own))
    wanted = _named(unit.source, pair[0])
    if wanted:
        yield TAGS, Held(len(wanted & _named(unit.target or "", pair[1])), len(wanted))


def _named(text: str, locale: str) -> set[tuple[str, str]]:
    found = gazetteer(builtin(), locale, COMPARED).mentions(text)
    return {(one.attribute, one.value) for one in found if not one.is_weak}


def test_set_run(test_set: TermTestSet, job: Job, workplace: Workplace) -> TextRun:
    """Return the lines of a test set in the translation of an engine, through the stages of a catalog."""
    pair = job.source_locale, job.target_locale
    sources = [line.source for line in test_set.lines]
    made = localize_texts(sources, job, workplace, name=test_set.name)
    lines = [
        (line, _line_unit(line, text, test_set.name, pair)) for line, text in zip(test_set.lines, made, strict=True)
    ]
    texts = (
        ScoredText(unit.id, unit.column.name, unit.source, unit.target or "", line.reference) for line, unit in lines
    )
    units = checked((unit for _, unit in lines), pair, (), terms=workplace.terms)
    counts = ((unit.column.name, what, held) for unit in units for what, held in _held(unit, pair))
    return TextRun(test_set.name, workplace.engine.name, *pair, tuple(texts), added(counts))


def _line_unit(line: TermLine, text: str, name: str, pair: tuple[str, str]) -> Unit:
    """Return a line of a test set and its translation, as a cell of a catalog with its role."""
    column = Column(0, str(line.role), str(line.role), line.role, "")
    place, first = Where(name, line.row), SegmentId(name, str(line.row), "", column.base, 0, 0)
    segments = (
        Segment(first._replace(index=index), place, line.role, one, codes=own, target=target, target_codes=codes)
        for index, ((one, own), (target, codes)) in enumerate(aligned_pieces(column, (line.source, text), pair))
    )
    return Unit(str(line.row), str(line.row), "", column, place, place, line.source, text, segments=tuple(segments))


def retranslated(bitext: Bitext, engine: Translator, most: int) -> list[ScoredText]:
    """Return the first texts that people translated, with what an engine makes of them now, up to `most`.

    Raises UsageProblem if there are too few.
    """
    approved = [
        unit for unit in islice(bitext.units(), most) if unit.target and unit.target.strip() != unit.source.strip()
    ]
    if len(approved) < LEAST_TEXTS:
        what = f"{len(approved)} texts are translated, and {LEAST_TEXTS} are needed"
        raise UsageProblem(f"{what}: give a translation with more of them.")
    found: list[ScoredText] = []
    for role in dict.fromkeys(unit.column.role or Role.TEXT for unit in approved):
        own = [unit for unit in approved if (unit.column.role or Role.TEXT) is role]
        with TranslationMemory.in_temporary_file() as memory:
            workplace = Workplace(engine, memory, Totals())
            sources = (unit.source for unit in own)
            made = localize_texts(sources, bitext.job, workplace, name=bitext.source.name, role=role)
            found += (
                ScoredText(unit.id, unit.column.name, unit.source, text, unit.target or "")
                for unit, text in zip(own, made, strict=True)
            )
    return found
