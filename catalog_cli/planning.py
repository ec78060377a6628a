"""What a run would touch and how much work it would be, without decoding or writing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice

from catalog_cli import catalog as catalogs
from catalog_cli import feeds, preparation, protection
from catalog_cli.catalog import Catalog
from catalog_cli.column_limits import job_limits
from catalog_cli.engine import Translator
from catalog_cli.explanation import column_json, file_json
from catalog_cli.extraction import Extraction
from catalog_cli.feeds import Detection
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.starter_terms import StarterTerms
from catalog_cli.job import Job
from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.leverage import segment_key
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.phrasebook import load_phrasebook, say_phrases
from catalog_cli.pipeline import catalog_id, key_maker
from catalog_cli.product import Product
from catalog_cli.segment import Segment
from catalog_cli.survey import Survey
from catalog_cli.temporary_database import nameless_database

# Products counted together: their segments are looked up in few statements.
_WINDOW_PRODUCTS = 256


@dataclass(slots=True)
class Work:
    """How many segments (and source words in them) a run meets.

    `copied` are not language, `phrases` have words of ours. Of the others each distinct text counts once: in `known` if
    the memory holds it, else in `new`, which is what is decoded; every further one counts in `repeated`. `terms` are
    hits of the glossary.
    """

    segments: int = 0
    words: int = 0
    copied: int = 0
    phrases: int = 0
    known: int = 0
    repeated: int = 0
    new: int = 0
    terms: int = 0
    new_words: int = 0

    def as_json(self) -> dict[str, int]:
        """Return the amounts by name."""
        names = ("segments", "words", "copied", "phrases", "known", "repeated", "new", "new_words", "terms")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would touch: the catalog as it is understood, what the survey counted, and the work.

    `detections` are the feeds that the header may be from, best first; empty if the user named one or there is no
    header. `starters` says how many terms each starter glossary knows that the job leaves out, those with most first.
    """

    catalog: Catalog
    survey: Survey
    job: Job
    engine: str
    detections: tuple[Detection, ...] = ()
    work: Work = field(default_factory=Work)
    starters: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the plan as JSON values."""
        schema = self.catalog.schema
        return {
            **file_json(self.catalog, self.detections),
            "source_locale": self.job.source_locale,
            "target_locale": self.job.target_locale,
            "model": self.engine,
            "rows": self.survey.records,
            "products": self.survey.products,
            "columns": [self._column(index) for index in range(len(schema.columns))],
            "problem_count": self.survey.problem_count,
            "problems": [{"row": where.row, "problem": problem} for where, problem in self.survey.problems],
            "work": self.work.as_json(),
            "starter_glossaries": dict(self.starters),
        }

    def _column(self, index: int) -> dict[str, object]:
        column = self.catalog.schema.columns[index]
        count = self.survey.counts.get(index)
        return {
            **column_json(column, self.catalog.schema),
            "filled": 0 if count is None else count.filled,
            "samples": [] if count is None else list(count.samples),
        }


def plan_catalog(
    catalog: Catalog, job: Job, *, engine: Translator, memory: TranslationMemory, terms: TermMatcher | None = None
) -> Plan:
    """Return what a run of this job would touch; `memory` is only read.

    Distinct texts are counted in a temporary database of SQLite, so that memory does not grow with the file.
    """
    survey = catalogs.survey(catalog)
    detections: Sequence[Detection] = ()
    if job.reading.feed is None and catalog.table.facts.has_header:
        detections = feeds.detect(catalog.table.columns)
    work = Work()
    keys, alphabet = key_maker(job, engine), preparation.alphabet_of(engine)
    starters = StarterTerms(job.source_locale, job.target_locale, job.glossaries)
    with closing(_Seen()) as seen:
        products = islice(catalog.products(), job.limit)
        for segments in _prepared_windows(products, catalog, job, survey, (terms, alphabet)):
            _add(work, segments, memory, keys, seen)
            for segment in segments:
                starters.add(segment.source)
    return Plan(catalog, survey, job, engine.name, tuple(detections), work, starters.counts())


def _prepared_windows(
    products: Iterator[Product],
    catalog: Catalog,
    job: Job,
    survey: Survey,
    known: tuple[TermMatcher | None, protection.Alphabet],
) -> Iterator[list[Segment]]:
    """Yield the segments of some products at a time, as the pipeline prepares them."""
    while window := list(islice(products, _WINDOW_PRODUCTS)):
        # One extraction each: it holds its products until they are put together again, which never happens here.
        extraction = Extraction(
            catalog_id(catalog.name),
            catalog.name,
            job.source_locale,
            survey.contexts,
            overwrite=job.overwrite,
            limits={index: rules.cell_limit for index, rules in job_limits(job, catalog.schema).items()},
        )
        pair = job.source_locale, job.target_locale
        segments = preparation.prepare(extraction.extract(window), *pair, *known)
        yield list(say_phrases(segments, load_phrasebook(*pair)))


def _add(work: Work, segments: Sequence[Segment], memory: TranslationMemory, keys: KeyMaker, seen: _Seen) -> None:
    fresh: dict[bytes, int] = {}
    for segment in segments:
        words = segment.source.count(" ") + 1
        work.segments += 1
        work.words += words
        work.terms += len(segment.term_hits)
        if segment.target is not None:
            work.copied += 1
            continue
        if segment.draft is not None:
            work.phrases += 1
            continue
        key = segment_key(segment, keys)
        if key in fresh or not seen.add(key):
            work.repeated += 1
        else:
            fresh[key] = words
    known = memory.lookup(list(fresh))
    work.known += len(known)
    work.new += len(fresh) - len(known)
    work.new_words += sum(words for key, words in fresh.items() if key not in known)


class _Seen:
    """Keys that were met before, in a temporary file without a name."""

    def __init__(self) -> None:
        self._connection = nameless_database()
        self._connection.execute("CREATE TABLE own.seen (key BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, key: bytes) -> bool:
        """Add a key and return whether it is new. Sixteen bytes of it are enough to tell it from any other."""
        return self._connection.execute("INSERT OR IGNORE INTO own.seen VALUES (?)", (key[:16],)).rowcount > 0

    def close(self) -> None:
        """Drop all keys."""
        self._connection.close()
