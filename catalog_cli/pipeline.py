"""The recipe on one page. It composes the stages; nothing else does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from catalog_cli import preparation
from catalog_cli.candidates import (
    CellFitting,
    CellRules,
    TermPlacer,
    acceptors,
    fitters,
    proposers,
    refiners,
    stored_judge,
    translate,
)
from catalog_cli.confidence.estimate import doubted
from catalog_cli.conventions.judged_quantities import judge_quantities
from catalog_cli.conventions.localization import localize_quantities
from catalog_cli.conventions.number_substitution import substituted
from catalog_cli.conventions.price_columns import convert_product
from catalog_cli.conventions.price_conversion import Conversion
from catalog_cli.conventions.price_endings import read_price_endings
from catalog_cli.conventions.rates import read_rates
from catalog_cli.conventions.reconciliation import DEFAULT, Conventions
from catalog_cli.conventions.size_labels import SizeLabels, name_sizes, size_labels
from catalog_cli.conventions.sizes import read_chart
from catalog_cli.engine import Translator
from catalog_cli.errors import UsageProblem
from catalog_cli.extraction import Extraction
from catalog_cli.given_targets import with_given_targets
from catalog_cli.glossary.conflicts import unwritable
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.recording import record_terms
from catalog_cli.glossary.term_base import read_term_base
from catalog_cli.job import WINDOW, Job, Layout
from catalog_cli.memory.fuzzy import FuzzyMatches
from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.leverage import fill_fuzzy, leverage, remember, require_known
from catalog_cli.memory.recall import Recall, Told
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.option_values import Taken, merged
from catalog_cli.phrasebook import load_phrasebook, say_phrases
from catalog_cli.product import Column, Product
from catalog_cli.qa.registry import IN_RUN, Check, load_checks, load_unit_checks, run_checks, run_unit_checks
from catalog_cli.qa.repeats import Repeats
from catalog_cli.reporting.ledger_file import LedgerFile
from catalog_cli.reporting.summary import Totals, count
from catalog_cli.segment import Finding, Place, Segment, SegmentId, Severity
from catalog_cli.signature import catalog_version, decoding_text, told
from catalog_cli.survey import Survey
from catalog_cli.unit import Unit

# Part of every memory key: raise it when prepared texts, proposers or acceptors change what would be accepted.
SEARCH_REVISION = 24
# Part of the keys of whole products: raise it when the cutting of cells into segments or a check changes.
PRODUCT_REVISION = 9


@dataclass(frozen=True, slots=True)
class Workplace:
    """What is expensive or stateful, loaded once and given to every run that can share it.

    `run` is the memory's id of this run, `encoding` what the targets will be written in. `terms` finds the glossary's
    terms, `ledger` is where it is written what became of them, `prices` converts prices, whose own
    currency stands in the columns `currencies`, if there are any. `sizes` names sizes. `limits` are what may stand in
    the cells of columns, by index.
    """

    engine: Translator
    memory: TranslationMemory
    totals: Totals
    run: int = 0
    encoding: str = "utf-8"
    terms: TermMatcher | None = None
    ledger: LedgerFile | None = None
    prices: Conversion | None = None
    currencies: tuple[Column, ...] = ()
    sizes: SizeLabels | None = None
    limits: Mapping[int, CellRules] = field(default_factory=dict)


def localize(
    products: Iterable[Product],
    job: Job,
    workplace: Workplace,
    *,
    name: str,
    survey: Survey,
    taken: Taken | None = None,
) -> Iterator[Product]:
    """Localize products in input order, holding a bounded window of segments in memory at a time.

    `name` is the catalog's, for ids and messages; `survey` what holds for all of it; `taken` what option values must
    not become (`value_targets`).
    """
    engine, memory, totals = workplace.engine, workplace.memory, workplace.totals
    source_locale, target_locale = job.source_locale, job.target_locale
    keys = key_maker(job, engine)
    extraction = _extraction(job, workplace, name, survey, taken)
    known = recall(job, workplace, extraction, name)
    segments = extraction.extract(known.recall(products))
    segments = preparation.prepare(
        segments, source_locale, target_locale, workplace.terms, preparation.alphabet_of(workplace.engine)
    )
    segments = leverage(segments, memory, keys, job.window, workplace.run)
    if job.fuzzy_from is not None:
        judge = stored_judge(acceptors(source_locale, target_locale, workplace.encoding), source_locale)
        matches = FuzzyMatches(memory, (source_locale, target_locale), substituted)
        segments = fill_fuzzy(segments, matches, job.fuzzy_from, judge)
    if job.frozen:
        segments = require_known(say_phrases(segments, load_phrasebook(source_locale, target_locale)))
    pair, conventions = (source_locale, target_locale), Conventions(job.measures, job.spaces, workplace.prices)
    segments = translated(segments, engine, pair, workplace.encoding, job.window, conventions=conventions)
    segments = name_sizes(segments, workplace.sizes)
    segments = run_checks(segments, load_checks(source_locale, target_locale, _checks(workplace)))
    if job.review_below is not None:
        segments = doubted(segments, engine, job.review_below)
    if workplace.limits:
        fitting = CellFitting(workplace.limits, target_locale, source_locale, extraction.limited)
        segments = fitting.fitted(segments)
    segments = remember(segments, memory, keys, workplace.run, job.window)
    if taken is not None:
        segments = taken.credited(segments)
    segments = count(known.watch(segments), totals)
    for product in priced(known.retain(extraction.assemble(segments)), job, workplace, name):
        totals.products += bool(product.fields or product.variants)
        for finding in merged_values(product, name):
            totals.add_finding(finding)
        yield product
    totals.add_known(known.known.segments, known.known.words, known.known.copied, known.known.repeated)


def _extraction(job: Job, workplace: Workplace, name: str, survey: Survey, taken: Taken | None) -> Extraction:
    """Return what takes the catalog's products apart and puts them together again."""
    return Extraction(
        catalog_id(name),
        name,
        job.source_locale,
        survey.contexts,
        overwrite=job.overwrite,
        fills_columns=job.layout in (Layout.COLUMNS, Layout.TRANSLATIONS),
        taken={} if taken is None else taken.targets,
        limits={index: rules.cell_limit for index, rules in workplace.limits.items()},
    )


def translated(
    segments: Iterable[Segment],
    engine: Translator,
    pair: tuple[str, str],
    encoding: str = "utf-8",
    window: int = WINDOW,
    *,
    conventions: Conventions = DEFAULT,
) -> Iterator[Segment]:
    """Yield prepared segments with their targets and ledgers, in order: the middle of the recipe.

    `pair` is the source and the target locale. Evaluation runs a test set through the same.
    """
    segments = translate(
        say_phrases(segments, load_phrasebook(*pair)),
        engine,
        proposers(*pair),
        acceptors(*pair, encoding),
        refiners=refiners(*pair),
        placer=TermPlacer(*pair),
        fitters=fitters(*pair),
        window=window,
    )
    segments = preparation.restore(segments, *pair)
    segments = record_terms(segments)
    return localize_quantities(segments, pair, conventions, partial(preparation.target_links, pair=pair))


def checked(
    units: Iterable[Unit],
    pair: tuple[str, str],
    checks: Sequence[Check[Segment]],
    unit_checks: Sequence[Check[Unit]] = (),
    terms: TermMatcher | None = None,
) -> Iterator[Unit]:
    """Yield units, whose segments have their targets already, with what a run would know and find of them.

    `pair` is the source and the target locale. This is the recipe without its middle: nothing is written anew.
    """
    return run_unit_checks(_checked_segments(units, pair, checks, terms), unit_checks)


# What is found in a segment does not depend on where it stands.
_NOWHERE = Place("")
_NO_ID = SegmentId("", "", "", "", 0, 0)


def checked_by_name(
    units: Iterable[Unit], pair: tuple[str, str], names: Sequence[str], terms: TermMatcher | None = None
) -> Iterator[Unit]:
    """Yield units with what the named checks of segments and of cells find; other names are passed over."""
    return checked(units, pair, load_checks(*pair, names), load_unit_checks(*pair, names), terms)


def _checked_segments(
    units: Iterable[Unit], pair: tuple[str, str], checks: Sequence[Check[Segment]], terms: TermMatcher | None
) -> Iterator[Unit]:
    repeats = Repeats[Segment, Segment]()
    for unit in units:
        bare = [segment._replace(id=_NO_ID, place=_NOWHERE) for segment in unit.segments]
        done = {one: found for one in bare if (found := repeats.get(one)) is not None}
        if new := [one for one in dict.fromkeys(bare) if one not in done]:
            segments = judge_quantities(record_terms(with_given_targets(new, pair, terms)), pair)
            for one, found in zip(new, run_checks(segments, checks), strict=True):
                done[one] = found
                repeats.keep(one, found, len(one.source) + len(one.target or ""))
        placed = (_placed(done[one], own) for one, own in zip(bare, unit.segments, strict=True))
        yield unit._replace(segments=tuple(placed)) if bare else unit


def _placed(found: Segment, own: Segment) -> Segment:
    findings = tuple(
        finding._replace(place=own.place) if finding.place is _NOWHERE else finding for finding in found.findings
    )
    return found._replace(id=own.id, place=own.place, findings=findings)


def _checks(workplace: Workplace) -> list[str] | None:
    """Return the checks of segments: limits are of cells, and what fits these tells of them."""
    return [name for name in IN_RUN if name != "limit-exceeded"] if workplace.limits else None


def merged_values(product: Product, name: str) -> Iterator[Finding]:
    """Yield a critical finding for each option value that became the same as another of the product."""
    for own, value, earlier, target in merged(product):
        place = Place(name, product.records[own.record].line, own.column.name)
        message = (
            f'"{value}" and "{earlier}" both became "{target}", so that variants would be merged on import: '
            "give one of them another term in a glossary"
        )
        yield Finding("merged-values", Severity.CRITICAL, message, place)


def priced(products: Iterable[Product], job: Job, workplace: Workplace, name: str) -> Iterator[Product]:
    """Yield the products with their price cells in the workplace's currency, and tell what became of them.

    What a run of ours wrote before (its cells have no role any more) is not converted twice.
    """
    if workplace.prices is None:
        yield from products
        return
    totals, file = workplace.totals, workplace.ledger
    for product in products:
        if any(own.column.role is None for _, own in product.all_fields()):
            yield product
            continue
        pair = job.source_locale, job.target_locale
        done = convert_product(product, workplace.prices, pair, workplace.currencies)
        for variant_key, own, entry in done.entries:
            totals.ledger[entry.sort] += 1
            if file is not None:
                place = Place(name, product.records[own.record].line, own.column.name)
                file.write(entry, place, product.key, variant_key, job.target_locale)
        if done.left is not None:
            own, why = done.left
            place = Place(name, product.records[own.record].line, own.column.name)
            message = f"all prices of the product stay as they were: {why}"
            totals.add_finding(Finding("price", Severity.MAJOR, message, place))
        yield done.product


def catalog_id(name: str) -> str:
    """Return what names a catalog in ids: its file name, so that the folder it lies in does not matter.

    >>> catalog_id("export/shopify.csv")
    'shopify.csv'
    """
    return Path(name).name


def recall(job: Job, workplace: Workplace, extraction: Extraction, name: str) -> Recall:
    """Return what knows products whole: by everything that decides a product's targets besides its own texts.

    The ledger of each product goes to the totals and to the workplace's ledger, with `name` for the file.
    """

    def tell(file: LedgerFile, product: Product, ledger: list[Told]) -> None:
        for variant_key, own, entry in ledger:
            place = Place(name, product.records[own.record].line, own.column.name)
            file.write(entry, place, product.key, variant_key, job.target_locale)

    made_by = (
        workplace.engine.name,
        job.source_locale,
        job.target_locale,
        _decoding(workplace.engine),
        catalog_version(),
        str(PRODUCT_REVISION),
        workplace.encoding,
        f"{job.overwrite:d}{extraction.fills_columns:d}",
        f"{job.measures} {job.spaces}",
        "" if (book := load_phrasebook(job.source_locale, job.target_locale)) is None else book.digest,
        "" if workplace.prices is None else workplace.prices.digest,
        "" if workplace.sizes is None else workplace.sizes.digest,
        told(workplace.limits) if workplace.limits else "",
        workplace.terms.digest if workplace.terms is not None else "",
        f"{workplace.memory.newest_import()}",
        "" if job.fuzzy_from is None else f"{job.fuzzy_from} {workplace.memory.newest_human()}",
        "" if job.review_below is None else f"review below {job.review_below}",
    )
    return Recall(
        workplace.memory,
        "\x1f".join(made_by),
        extraction.context_of,
        workplace.run,
        workplace.totals.ledger,
        None if workplace.ledger is None else partial(tell, workplace.ledger),
        keeps=job.memory is not None,
    )


def term_matcher(job: Job, engine: Translator | None) -> TermMatcher | None:
    """Return what finds the terms of a job's glossaries, None without any; raises FileProblem for a faulty entry.

    An entry is faulty too if the vocabulary of an engine, where one is to write it, cannot write its target.
    """
    if not job.glossaries and not job.do_not_translate:
        return None
    base = read_term_base(job.glossaries, job.source_locale, job.target_locale, job.do_not_translate)
    problems = [] if engine is None else unwritable(base.terms, engine)
    if problems:
        raise problems[0].error(len(problems) - 1)
    return TermMatcher(base, job.source_locale, job.target_locale)


def price_conversion(job: Job) -> Conversion | None:
    """Return what converts a job's prices, None if they stay; raises FileProblem for a faulty file of rates.

    Raises UsageProblem if the options do not fit each other, or no rate leads to the currency.
    """
    if job.currency is None:
        if job.rates is None and job.price_endings is None:
            return None
        given = "--rate" if job.rates is not None else "--price-endings"
        raise UsageProblem(f"{given} is for prices that are converted: name the currency with --currency, such as BRL.")
    if job.rates is None:
        raise UsageProblem(
            "--currency needs your exchange rates: name a file with the columns from,to,rate,date as --rate."
        )
    endings = () if job.price_endings is None else read_price_endings(job.price_endings)
    conversion = Conversion(job.currency, read_rates(job.rates), endings)
    if not conversion.sources:
        have = ", ".join(sorted({f"{rate.source} -> {rate.target}" for rate in conversion.rates.rates}))
        advice = f"Add a row such as USD,{job.currency},RATE,DATE."
        raise UsageProblem(f"{job.rates} holds no rate to {job.currency}. It has: {have}. {advice}")
    return conversion


def size_namer(job: Job) -> SizeLabels | None:
    """Return what names the target's sizes, None without a chart; raises FileProblem for a faulty one."""
    return None if job.sizes is None else size_labels(read_chart(job.sizes), job.target_locale)


def key_maker(job: Job, engine: Translator) -> KeyMaker:
    """Return the maker of memory keys: everything that decides a draft besides the segment itself."""
    return KeyMaker(
        source_locale=job.source_locale,
        target_locale=job.target_locale,
        model=engine.name,
        decoding=_decoding(engine),
    )


def _decoding(engine: Translator) -> str:
    return f"{decoding_text(engine.decoding)}|search:{SEARCH_REVISION}"
