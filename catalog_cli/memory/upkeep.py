"""What the memory holds, by who made it; and what is taken out of it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from catalog_cli.memory.fuzzy_index import forget_indexes
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory.use import midnight

_MODEL = re.compile(r"\|model:([^|]*)")
_UNKNOWN = "unknown"
_COUNT = """
    SELECT r.source_locale, r.target_locale, m.origin = 'human', m.facts IS NOT NULL, r.signature, count(*)
    FROM memory AS m LEFT JOIN runs AS r ON r.id = m.run GROUP BY m.run, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Amount:
    """How many entries there are of one kind: `made_by` is a model's name, "a person" or "import"."""

    source_locale: str
    target_locale: str
    made_by: str
    entries: int


@dataclass(frozen=True, slots=True)
class Pruning:
    """Which entries go: those that all the given conditions hold for; a person's only if `human`, and imported ones.

    `older_than_days` since the run that made it; `unused_days` since it was last of use, and made: what was made
    together with a product that is in use counts as used. `model` is the name of the model that made it, with its
    revision or without.
    """

    older_than_days: int | None = None
    unused_days: int | None = None
    model: str | None = None
    human: bool = False


def amounts(memory: TranslationMemory) -> list[Amount]:
    """Return how much the memory holds, by pair and by who made it, most first.

    What a model made in a run that did not reach its end is of an "unknown" one.
    """
    found: dict[tuple[str, str, str], int] = {}
    for source, target, is_human, is_imported, signature, count in memory.database.rows(_COUNT):
        made_by = "import" if is_imported else "a person" if is_human else model_of(signature)
        name = (source or "", target or "", made_by)
        found[name] = found.get(name, 0) + count
    return [Amount(*name, count) for name, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def model_of(signature: str | None) -> str:
    """Return the model that a run's signature names.

    >>> model_of("catalog-cli:1.0|en->pt-BR|model:en-pt-BR@3f2a|compute:auto"), model_of(None)
    ('en-pt-BR@3f2a', 'unknown')
    """
    match = _MODEL.search(signature or "")
    return match[1] if match else _UNKNOWN


def prune(memory: TranslationMemory, pruning: Pruning, *, dry_run: bool = False) -> int:
    """Return how many entries are removed, or would be if `dry_run`; products known whole by the same runs go too."""
    with _chosen(memory, pruning) as count:
        if dry_run or not count:
            return count
        database = memory.database
        with database.transaction():
            database.write("DELETE FROM memory WHERE id IN (SELECT id FROM temp.doomed)")
            # What is known of products whole may hold what was removed.
            if pruning.human:
                database.write("DELETE FROM products")
            else:
                database.write(_PRODUCTS, _times(memory, pruning))
            forget_indexes(database)
        database.vacuum()
        return count


_PRODUCTS = """
    DELETE FROM products WHERE (:made IS NULL OR run IN (SELECT id FROM runs WHERE started_at < :made))
        AND (:day IS NULL OR used IS NULL OR used < :day) AND run IN (SELECT id FROM temp.doomed_runs)
"""
_DOOMED = """
    CREATE TEMP TABLE doomed AS SELECT m.id, m.run FROM memory AS m LEFT JOIN runs AS r ON r.id = m.run
    WHERE (:human OR m.origin <> 'human')
        AND (:made IS NULL OR r.started_at IS NULL OR r.started_at < :made)
        AND (:day IS NULL OR ((m.used IS NULL OR m.used < :day)
            AND m.run NOT IN (SELECT run FROM products WHERE used >= :day)))
        AND (:model IS NULL OR m.run IN (SELECT id FROM temp.doomed_runs))
"""


def _times(memory: TranslationMemory, pruning: Pruning) -> dict[str, object]:
    """Return the conditions as SQL has them: who was made lately cannot have been unused for longer."""
    days = max((days for days in (pruning.older_than_days, pruning.unused_days) if days is not None), default=None)
    made = None if days is None else midnight(memory.today() - days + 1)
    day = None if pruning.unused_days is None else memory.today() - pruning.unused_days
    return {"human": pruning.human, "made": made, "day": day, "model": pruning.model}


@contextmanager
def _chosen(memory: TranslationMemory, pruning: Pruning) -> Iterator[int]:
    """Give the number of entries that go; while it is open temp.doomed holds their ids, temp.doomed_runs their runs."""
    database = memory.database
    with database.guarded():
        database.write("DROP TABLE IF EXISTS temp.doomed")
        database.write("DROP TABLE IF EXISTS temp.doomed_runs")
        database.write("CREATE TEMP TABLE doomed_runs (id INTEGER PRIMARY KEY)")
        runs = [run.id for run in memory.runs() if pruning.model is None or _is_model(run.signature, pruning.model)]
        database.write_many("INSERT INTO temp.doomed_runs VALUES (?)", ((run,) for run in runs))
        database.write(_DOOMED, _times(memory, pruning))
        count = int(database.rows("SELECT count(*) FROM temp.doomed")[0][0])
    try:
        yield count
    finally:
        with database.guarded():
            database.write("DROP TABLE IF EXISTS temp.doomed")
            database.write("DROP TABLE IF EXISTS temp.doomed_runs")


def _is_model(signature: str | None, wanted: str) -> bool:
    name = model_of(signature)
    return wanted in (name, name.partition("@")[0])
