"""The pipeline over one file: whose the output is, what the memory holds of it, and how the run is recorded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from catalog_cli import catalog as catalogs
from catalog_cli import feeds
from catalog_cli.candidates import CellRules
from catalog_cli.catalog import Catalog, MoreCells
from catalog_cli.companions import ALONE, DIGEST_CHARS, Companions
from catalog_cli.conventions.price_columns import currency_columns, is_price
from catalog_cli.engine import Translator
from catalog_cli.engines import licence_of
from catalog_cli.errors import UsageProblem
from catalog_cli.existing_outputs import changes, check_name, edits_there, fills_itself
from catalog_cli.formats.compression import content_sha256
from catalog_cli.handles import Handles
from catalog_cli.job import HandlePolicy, Job, Layout
from catalog_cli.memory.edits import CellMemory
from catalog_cli.memory.finished import FinishedProducts
from catalog_cli.memory.outdated import CHECK as OUTDATED
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.option_values import Taken, ToldApart
from catalog_cli.pipeline import Workplace, catalog_id, key_maker, localize
from catalog_cli.product import Product
from catalog_cli.replacement import replacing
from catalog_cli.reporting.stretches import Stretches
from catalog_cli.reporting.summary import Totals
from catalog_cli.same_pass import SamePass, are_current, check_listings, same_pass
from catalog_cli.segment import Finding, Severity
from catalog_cli.signature import Signature, told
from catalog_cli.survey import Survey
from catalog_cli.value_targets import taken_targets

Progress = Callable[[int, int], None]
"""Called with (products done, products in all) as the run goes on."""


@dataclass(frozen=True, slots=True)
class Source:
    """An input: where it lies (standard input has been spooled) and what messages call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input in one target locale.

    `output` is None for standard output. `is_unchanged`: the output was there already and is up to date; `totals`
    then tell of the run that wrote it. `more` is what became of copy ("described") and "listings", as JSON values.
    """

    input: str
    output: str | None
    target_locale: str
    catalog: Catalog
    survey: Survey
    totals: Totals
    signature: str
    is_unchanged: bool = False
    more: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the result as JSON values."""
        return {
            "input": self.input,
            "output": self.output,
            "source_locale": self.catalog.source_locale,
            "target_locale": self.target_locale,
            "feed": self.catalog.schema.feed,
            "records": self.survey.records,
            "is_unchanged": self.is_unchanged,
            "signature": self.signature,
            **self.totals.as_json(),
            **self.more,
        }


@dataclass(frozen=True, slots=True)
class _Run:
    """A run over one input: the catalog, how it is made, and the file that is written; `path` is None for a stream."""

    catalog: Catalog
    job: Job
    companions: Companions
    workplace: Workplace
    survey: Survey
    signature: str
    path: Path | None = None
    is_frozen: bool = False
    """The output is there, and is only compared with what would be written."""


def localize_file(
    source: Source,
    output: Path | BinaryIO,
    job: Job,
    *,
    engine: Translator,
    memory: TranslationMemory,
    companions: Companions = ALONE,
    progress: Progress | None = None,
) -> Result:
    """Localize one file into one target locale and return what became of it.

    `output` is a path, or a binary stream. A path is replaced at the end, whole or not at all; one that is not
    ours, or was edited since we wrote it, only with `job.force`, and then a person's edits are kept. With `job.frozen`
    one that is there stays, and what would change in it is a finding.
    """
    catalog, job = _opened(source, job, companions)
    signature = signature_of(catalog, job, engine, companions)
    path = output if isinstance(output, Path) else None
    if path is not None:
        check_name(path, catalog)
    edits: dict[bytes, str] = {}
    if path is not None and path.exists() and not fills_itself(path, catalog, job):
        is_done = not companions.writes_as_it_goes and are_current(companions.listings, catalog, memory, signature)
        spared = _earlier_result(path, catalog, job, memory, signature) if is_done else None
        if spared is not None:
            return spared
        edits = edits_there(path, catalog, job, memory)
    check_listings(companions.listings, memory, is_forced=job.force or job.frozen)
    run = _started(catalog, job, engine, memory, companions)
    is_frozen = job.frozen and path is not None and path.exists()
    run = replace(run, signature=signature, path=path, is_frozen=is_frozen)
    is_unchanged, totals = False, run.workplace.totals
    kept = memory, run.workplace.run, signature
    with same_pass(catalog, job, companions, kept, totals.add_finding) as company:
        products = company.tagged(_products(run, company, edits, progress))
        if isinstance(output, Path) and run.is_frozen:
            is_unchanged = _compare(output, run, products, company.cells)
        elif isinstance(output, Path):
            _replace(output, run, products, company)
        else:
            catalogs.write_catalog(catalog, products, output, job=job, more=company.cells)
            _add_problems(totals, run.survey)
    shown = None if path is None else str(path)
    more = company.summary()
    return Result(catalog.name, shown, job.target_locale, catalog, run.survey, totals, signature, is_unchanged, more)


def _started(catalog: Catalog, job: Job, engine: Translator, memory: TranslationMemory, companions: Companions) -> _Run:
    """Return a run that has begun: the catalog surveyed, its workplace furnished."""
    survey = catalogs.survey(catalog)
    workplace = Workplace(
        engine,
        memory,
        Totals(),
        memory.start_run(job.source_locale, job.target_locale, repr(job)),
        job.output_encoding or catalog.table.facts.encoding,
        companions.terms,
        companions.ledger,
        companions.prices,
        currency_columns(catalog.schema.columns),
        companions.sizes,
        limits=_limits(job, catalog),
    )
    return _Run(catalog, job, companions, workplace, survey, "")


def _limits(job: Job, catalog: Catalog) -> Mapping[int, CellRules]:
    """Return what may stand in the columns of a catalog by the marketplace of a job; empty without one."""
    if job.marketplace is None:
        return {}
    from catalog_cli.column_limits import job_limits

    return job_limits(job, catalog.schema)


def _replace(output: Path, run: _Run, products: Iterator[Product], company: SamePass) -> None:
    """Write the products to a path, whole or not at all, and record the run."""
    totals = run.workplace.totals
    input_sha256 = content_sha256(run.catalog.path)
    with replacing(output) as out:
        catalogs.write_catalog(run.catalog, products, out, job=run.job, more=company.cells)
        _add_problems(totals, run.survey)
        out.flush()
        facts = {**totals.as_json(), "records": run.survey.records, **company.summary()}
        # Before it is in place: after a kill in between, the old output and the new one are both known as ours.
        run.workplace.memory.finish_run(
            run.workplace.run,
            output,
            input_sha256=input_sha256,
            output_sha256=content_sha256(Path(out.name)),
            signature=run.signature,
            summary=json.dumps(facts),  # escaped: a finding may quote half a surrogate pair, which SQLite does not take
        )


def _compare(there: Path, run: _Run, products: Iterator[Product], cells: MoreCells | None) -> bool:
    """Return whether the output that is there is up to date; what would change in it is told to the totals."""
    totals = run.workplace.totals
    with TemporaryDirectory(prefix="catalog-") as folder:
        made = Path(folder) / there.name
        with replacing(made) as out:
            catalogs.write_catalog(run.catalog, products, out, job=run.job, more=cells)
        _add_problems(totals, run.survey)
        if totals.checks["frozen"] or content_sha256(made) == content_sha256(there):
            # What the memory lacks is told already; its source stands in the file that was made.
            return not totals.checks["frozen"]
        for finding in changes(there, made, run.catalog, run.job):
            totals.add_finding(finding)
    return not totals.checks["frozen"]


def _opened(source: Source, job: Job, companions: Companions) -> tuple[Catalog, Job]:
    """Return the catalog of an input and the job with its layout settled; raises what speaks against the run."""
    catalog = catalogs.read_catalog(source.path, job, name=source.name)
    job = catalogs.settled(catalog, job)
    catalogs.check_writable(catalog, job.target_locale, job.output_encoding)
    if companions.prices is not None:
        _check_prices(catalog, job)
    return catalog, job


def _add_problems(totals: Totals, survey: Survey) -> None:
    # One bad row among others is told; a file of which nothing could be read must not pass as a success.
    severity = Severity.MAJOR if survey.products else Severity.CRITICAL
    for where, problem in survey.problems:
        totals.add_finding(Finding("row", severity, f"passed through unchanged: {problem}", where))


def preview_file(
    source: Source,
    job: Job,
    *,
    engine: Translator,
    memory: TranslationMemory,
    companions: Companions = ALONE,
) -> tuple[list[Product], Totals]:
    """Localize the first `job.limit` products of a file and return them with their totals; no file is written."""
    catalog, job = _opened(source, job, companions)
    run = _started(catalog, job, engine, memory, companions)
    taken = _taken(run)
    products = islice(catalog.products(), job.limit)
    found = localize(products, job, run.workplace, name=catalog.name, survey=run.survey, taken=taken)
    if job.handles is HandlePolicy.TRANSLATE:
        found = _with_handles(found, run)
    return list(found), run.workplace.totals


def _with_handles(products: Iterator[Product], run: _Run) -> Iterator[Product]:
    """Yield the products with handles made from their localized titles."""
    catalog, workplace, redirects = run.catalog, run.workplace, run.companions.redirects
    handles = Handles(workplace.memory, catalog_id(catalog.name), run.job.target_locale)
    handles.survey(catalog.products())
    address = feeds.feed_table(catalog.schema.feed).address

    def changed(before: str, after: str) -> None:
        workplace.totals.handles += 1
        if redirects is not None:
            redirects.write(address.format(before), address.format(after))

    return handles.translated(products, changed)


def _taken(run: _Run) -> Taken:
    """Return what the option values of the products that are localized must not become."""
    catalog, job, survey = run.catalog, run.job, run.survey
    if job.limit is not None:
        told_apart = ToldApart()
        for product in islice(catalog.products(), job.limit):
            told_apart.add(product)
        survey = replace(survey, option_values=told_apart.values)
    return taken_targets(
        lambda: islice(catalog.products(), job.limit), job, run.workplace, name=catalog.name, survey=survey
    )


def _check_prices(catalog: Catalog, job: Job) -> None:
    """Raise UsageProblem where a price column would serve two languages, of which one has another currency."""
    names = [column.name for column in catalog.schema.columns if is_price(column)]
    if not names:
        return
    beside = next((column for column in catalog.schema.translated if column.target is not None), None)
    if job.layout is Layout.REPLACE and beside is None:
        return
    keep = " ".join(f'--keep "{name}"' for name in names)
    raise UsageProblem(
        f"{catalog.name}: the texts of two languages would stand side by side, with one price ({', '.join(names)}) for "
        f"both. Convert the prices with --layout replace, or leave those columns: {keep}."
    )


def signature_of(catalog: Catalog, job: Job, engine: Translator, companions: Companions = ALONE) -> str:
    """Return how an output of this job is made, in one line."""
    reading = job.reading
    options = (
        ("overwrite", str(job.overwrite)),
        ("measures", job.measures),
        ("spaces", job.spaces),
        ("limit", str(job.limit)),
        ("columns", ",".join(f"{c.index}={c.role}" for c in catalog.schema.translated)),
        ("encoding", job.output_encoding or catalog.table.facts.encoding),
        ("keep", ",".join(reading.keep)),
        *([("view", catalog.schema.view)] if catalog.schema.view else []),
        *([("handles", job.handles)] if job.handles is HandlePolicy.TRANSLATE else []),
        *([("brands", ",".join(reading.brands))] if reading.brands else []),
        *([("fuzzy-from", str(job.fuzzy_from))] if job.fuzzy_from is not None else []),
        *([("review-below", str(job.review_below))] if job.review_below is not None else []),
        *([("marketplace", _digest(told(_limits(job, catalog))))] if job.marketplace is not None else []),
        *companions.options(),
    )
    return Signature(
        engine.name,
        job.source_locale,
        job.target_locale,
        glossary_digest=companions.glossary_digest,
        memory=job.memory is not None,
        feed=f"{catalog.schema.feed}@{catalog.schema.feed_version}",
        layout=job.layout or Layout.REPLACE,
        options=options,
        licence=licence_of(engine.name),
    ).text()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARS]


def _products(run: _Run, company: SamePass, edits: dict[bytes, str], progress: Progress | None) -> Iterator[Product]:
    """Yield every product of the catalog in input order: localized, or as it was beyond `job.limit`."""
    catalog, job, workplace, survey = run.catalog, run.job, run.workplace, run.survey
    memory = workplace.memory
    stream = catalog.products()
    finished = _finished_products(catalog, job, memory)
    if finished is not None:
        stream = finished.without(stream)
    products: Iterator[Product] = company.opened(stream if job.limit is None else islice(stream, job.limit))
    cells = CellMemory(
        memory,
        key_maker(job, workplace.engine),
        catalog=catalog_id(catalog.name),
        output="" if run.path is None else memory.output_name(run.path),
        target_locale=job.target_locale,
        source=memory.output_name(catalog.path),
        accepts=job.accept_outdated,
        restores=run.path is not None and not run.path.exists(),
        tell=lambda edit: workplace.totals.add_finding(edit.finding(catalog.name)),
    )
    rest: Iterator[Product] = stream
    if job.memory is not None:
        if edits:
            cells.learn(catalog.products(), edits, workplace.run)
        products = cells.keep(products, edits, workplace.run)
        rest = cells.keep_edits(stream, edits, workplace.run) if edits else stream
    # What was translated before stands in its place: there is nothing to keep its values apart from.
    taken = Taken() if finished is not None else _taken(run)
    products = localize(products, job, workplace, name=catalog.name, survey=survey, taken=taken)
    if job.handles is HandlePolicy.TRANSLATE:
        products = _with_handles(products, run)
    products = company.finished(products)
    if job.memory is not None and run.path is not None and not run.is_frozen:
        products = cells.record(products)
        # Their source stands in the output: whoever compares it later must not take that for an edit.
        rest = cells.record(rest)
    stretches = Stretches()
    for product in stretches.passing(products):
        yield product
        if progress is not None:
            progress(workplace.totals.products, survey.products)
    workplace.totals.slowest = stretches.slowest
    workplace.totals.finished_products = finished.count if finished is not None else 0
    yield from rest  # what lies beyond the limit
    workplace.totals.kept_cells = cells.kept


def _finished_products(catalog: Catalog, job: Job, memory: TranslationMemory) -> FinishedProducts | None:
    """Return what tells the products of an input that we translated before, None if there are none."""
    written = memory.run_for_output(catalog.path)
    if written is None or written.target_locale != job.target_locale:
        return None
    finished = FinishedProducts(
        memory,
        catalog=catalog_id(catalog.name),
        output=memory.output_name(catalog.path),
        target_locale=job.target_locale,
    )
    return finished if finished.look_over(catalog.products()) else None


def _earlier_result(path: Path, catalog: Catalog, job: Job, memory: TranslationMemory, signature: str) -> Result | None:
    """Return the result of the run that wrote this very output from this very input, None if anything differs."""
    run = memory.identical_run(path, input_sha256=content_sha256(catalog.path), signature=signature)
    if run is None or run.summary is None or run.output_sha256 != content_sha256(path):
        return None
    if (newest := memory.newest_import()) is not None and newest > run.id:
        return None  # what came into the memory since is to be used
    facts = json.loads(run.summary)
    if facts["checks"].get("frozen"):
        return None  # what was missing then may be in the memory now
    if job.accept_outdated and facts["checks"].get(OUTDATED):
        return None  # they are to be taken for current, and to be learned from
    survey = Survey(records=facts["records"], products=facts["products"], counts={})
    more = {name: facts[name] for name in ("described", "listings") if name in facts}
    totals = Totals.from_json(facts)
    return Result(catalog.name, str(path), job.target_locale, catalog, survey, totals, signature, True, more)
