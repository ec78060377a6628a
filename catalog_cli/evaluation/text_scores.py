"""Translations against references: scores with their signatures, for all texts and by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog_cli.evaluation.metrics import Score, require_sacrebleu

# The names that sacrebleu gives them.
CHRF, BLEU = "chrF2++", "BLEU"
# Below so many texts a difference says nothing.
LEAST_TEXTS = 10


class ScoredText(NamedTuple):
    """One text with its translation and the reference; `id` names it in every run, `column` is where it stands."""

    id: str
    column: str
    source: str
    hypothesis: str
    reference: str


class Held(NamedTuple):
    """How many of some things in the sources are in their translations: numbers, terms, attribute values."""

    kept: int = 0
    total: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1, None where there are none."""
        return self.kept / self.total if self.total else None

    def __add__(self, other: object) -> Held:
        if not isinstance(other, Held):
            return NotImplemented
        return Held(self.kept + other.kept, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Figures:
    """The scores of some texts: `scores` by metric, `exact` how many are the reference letter by letter."""

    texts: int
    scores: Mapping[str, Score]
    exact: int
    held: Mapping[str, Held] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the figures as JSON values, rounded to two digits."""
        held = {
            name: {"kept": own.kept, "total": own.total, "share": None if own.share is None else round(own.share, 4)}
            for name, own in self.held.items()
        }
        scores = {name: round(score.value, 2) for name, score in self.scores.items()}
        return {"texts": self.texts, **scores, "exact": self.exact, **held}


@dataclass(frozen=True, slots=True)
class TextRun:
    """What was evaluated: `made_by` says what made the translations; `held` is by column, then by what is held."""

    name: str
    made_by: str
    source_locale: str
    target_locale: str
    texts: tuple[ScoredText, ...]
    held: Mapping[str, Mapping[str, Held]] = field(default_factory=dict)

    def columns(self) -> list[str]:
        """Return the columns in the order of the file."""
        return list(dict.fromkeys(text.column for text in self.texts))

    def figures(self, column: str | None = None) -> Figures:
        """Return the figures of a column, of all texts by default."""
        texts = [text for text in self.texts if column in (None, text.column)]
        held: dict[str, Held] = {}
        for name, own in self.held.items():
            for what, count in own.items() if column in (None, name) else ():
                held[what] = held.get(what, Held()) + count
        exact = sum(text.hypothesis == text.reference for text in texts)
        return Figures(len(texts), scores(texts), exact, held)

    def as_json(self) -> dict[str, object]:
        """Return the run as JSON values: its figures, and its texts, which another run can be compared with."""
        overall = self.figures()
        return {
            "name": self.name,
            "made_by": self.made_by,
            "source_locale": self.source_locale,
            "target_locale": self.target_locale,
            "signatures": {name: score.signature for name, score in overall.scores.items()},
            "all": overall.as_json(),
            "columns": {column: self.figures(column).as_json() for column in self.columns()},
            "texts": [text._asdict() for text in self.texts],
        }


def run_from_json(document: Any) -> TextRun:
    """Return the run that `TextRun.as_json` wrote, without what is held; raises ValueError for anything else."""
    try:
        texts = tuple(ScoredText(**{name: str(one[name]) for name in ScoredText._fields}) for one in document["texts"])
        name, made_by = str(document["name"]), str(document["made_by"])
        return TextRun(name, made_by, str(document["source_locale"]), str(document["target_locale"]), texts)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no texts of an evaluation are in it") from error


def metrics() -> dict[str, Any]:
    """Return sacrebleu's metrics by name: chrF2++ (chrF with word bigrams, Popović 2017) and BLEU.

    Raises UsageProblem if sacrebleu is missing.
    """
    require_sacrebleu()
    from sacrebleu.metrics import bleu, chrf

    return {CHRF: chrf.CHRF(word_order=2), BLEU: bleu.BLEU()}


def scores(texts: Sequence[ScoredText]) -> dict[str, Score]:
    """Return the corpus scores of texts by metric, 0 to 100; none of no texts."""
    found = {}
    for name, metric in metrics().items() if texts else ():
        hypotheses, references = [text.hypothesis for text in texts], [text.reference for text in texts]
        found[name] = Score(metric.corpus_score(hypotheses, [references]).score, str(metric.get_signature()))
    return found


def in_common(one: TextRun, other: TextRun) -> tuple[list[ScoredText], list[ScoredText]]:
    """Return the texts of two runs that have the same id, source and reference, in the order of the first."""
    known = {(text.id, text.source, text.reference): text for text in other.texts}
    pairs = [(text, known[key]) for text in one.texts if (key := (text.id, text.source, text.reference)) in known]
    return [first for first, _ in pairs], [second for _, second in pairs]


def added(counts: Iterable[tuple[str, str, Held]]) -> dict[str, dict[str, Held]]:
    """Return counts by column and by what is held, of (column, what, count).

    >>> added([("title", "numbers", Held(1, 2)), ("title", "numbers", Held(2, 2))])
    {'title': {'numbers': Held(kept=3, total=4)}}
    """
    found: dict[str, dict[str, Held]] = {}
    for column, what, count in counts:
        own = found.setdefault(column, {})
        own[what] = own.get(what, Held()) + count
    return found
