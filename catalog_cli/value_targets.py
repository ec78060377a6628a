"""Option values translated ahead of everything else, so that no two that variants are told apart by become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from catalog_cli import preparation
from catalog_cli.conventions.reconciliation import Conventions
from catalog_cli.job import Job
from catalog_cli.memory.leverage import leverage, remember, require_known
from catalog_cli.option_values import Distinct, Taken, together
from catalog_cli.pipeline import Workplace, catalog_id, key_maker, translated
from catalog_cli.product import Column, Product, Role
from catalog_cli.segment import Origin, Place, Segment, SegmentId
from catalog_cli.survey import Survey

# A value that gave way may meet a third one; catalogs settle in two rounds.
_MOST_ROUNDS = 4


def taken_targets(
    products: Callable[[], Iterable[Product]], job: Job, workplace: Workplace, *, name: str, survey: Survey
) -> Taken:
    """Return, by option value, the targets that it must not have: those of values that it is told apart from.

    The values are translated ahead, once, into the memory. Only if several of them become the same are the products
    read again, to see which of those stand together in one; the later one is then given its next best translation,
    and the search leaves it as it was where there is none.
    """
    values = dict(sorted(survey.option_values.items(), key=lambda item: item[1][1]))
    found = Taken({})
    taken: dict[str, frozenset[str]] = {}
    pairs: set[frozenset[str]] | None = None
    targets: dict[str, str] = {}
    for _ in range(_MOST_ROUNDS):
        wanted = {value: values[value] for value in taken} if taken else values
        done = _translated_values(wanted, job, workplace, (name, survey, taken))
        found.decoded.update(segment.source for segment in done if segment.origin is Origin.ENGINE)
        targets |= {segment.source: segment.target for segment in done if segment.target is not None}
        distinct = Distinct(targets)
        groups = distinct.groups()
        if pairs is None:
            pairs = together(products(), groups) if groups else set()
        more = distinct.taken(pairs)
        if not more:
            break
        for value, own in more.items():
            taken[value] = taken.get(value, frozenset()) | own
    return replace(found, targets=taken)


def _translated_values(
    values: Mapping[str, tuple[Column, int]],
    job: Job,
    workplace: Workplace,
    known: tuple[str, Survey, Mapping[str, frozenset[str]]],
) -> list[Segment]:
    """Return the option values with their targets; `known` is the catalog's name, its survey, and what is taken so far.

    Those that a glossary translates come first: of two values with one target they keep it.
    """
    name, survey, taken = known
    segments: Iterable[Segment] = (
        Segment(
            SegmentId(catalog_id(name), "", "", column.base, 0, number),
            Place(name, line, column.name),
            Role.OPTION,
            value,
            survey.contexts.get(value, ""),
            taken=taken.get(value, frozenset()),
        )
        for number, (value, (column, line)) in enumerate(values.items())
    )
    pair, keys = (job.source_locale, job.target_locale), key_maker(job, workplace.engine)
    segments = preparation.prepare(segments, *pair, workplace.terms, preparation.alphabet_of(workplace.engine))
    segments = leverage(segments, workplace.memory, keys, job.window, workplace.run)
    if job.frozen:
        segments = require_known(segments)
    conventions = Conventions(job.measures, job.spaces, workplace.prices)
    segments = translated(segments, workplace.engine, pair, workplace.encoding, job.window, conventions=conventions)
    done = list(remember(segments, workplace.memory, keys, workplace.run, job.window))
    return sorted(done, key=lambda segment: not segment.term_hits)
