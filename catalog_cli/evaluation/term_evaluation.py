"""How well a glossary's terms hold, side by side: no terms, placeholders, the search, and a random glossary."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import starmap

from catalog_cli import locales, protection
from catalog_cli.candidates import decode
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.evaluation.metrics import Score, chrf, require_sacrebleu
from catalog_cli.evaluation.random_terms import random_terms
from catalog_cli.evaluation.stages import language_of
from catalog_cli.evaluation.term_metrics import (
    KnownWords,
    Verdict,
    Wanted,
    broken_words,
    judge,
    occurrences,
    wanted_terms,
    words,
)
from catalog_cli.evaluation.term_runs import TermRun, Way, run_terms
from catalog_cli.evaluation.test_sets import TermLine, TermTestSet
from catalog_cli.glossary.constraints import term_entries
from catalog_cli.glossary.function_words import function_words
from catalog_cli.glossary.inflection import target_inflections
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase

RANDOM = "random"
# What "a free hypothesis" is for a broken word: the four best of a beam of four, as the term search asks for first.
_N_BEST = DecodingOptions(beam_size=4, hypotheses=4)
# Lines that load the model before the clock runs.
_WARM_UP_LINES = 8


@dataclass(frozen=True, slots=True)
class TermScores:
    """How one way of saying terms did on a test set.

    Of the `wanted` occurrences, `met` found an allowed form and `given` the form given; `whole` of the `with_terms`
    lines met all of theirs. `duplicated` counts occurrences of forms beyond what the source asks for, `added` those of
    them that neither the free translation nor the reference of the line has. `broken` and `missed` name
    (row, word or term). `log_probability` is the mean over segments of the mean per token (at most 0), and
    `log_probability_change` that less the free translations'. `hows` counts how the search, where there was one, met
    each hit.
    """

    wanted: int
    met: int
    given: int
    with_terms: int
    whole: int
    duplicated: int
    added: int
    broken: tuple[tuple[int, str], ...]
    missed: tuple[tuple[int, str], ...]
    chrf: float
    log_probability: float
    log_probability_change: float
    untranslated: int
    segments_per_second: float
    hows: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the scores by name; shares are 0 to 1, and 1 where nothing was asked for."""
        return {
            "terms": self.wanted,
            "success_form_given": share(self.given, self.wanted),
            "success_any_allowed_form": share(self.met, self.wanted),
            "lines_with_terms": self.with_terms,
            "all_terms_in_line": share(self.whole, self.with_terms),
            "duplicated": self.duplicated,
            "duplicated_by_the_search": self.added,
            "broken_words": [{"row": row, "word": word} for row, word in self.broken],
            "missed": [{"row": row, "term": term} for row, term in self.missed],
            "chrf": round(self.chrf, 2),
            "log_probability": round(self.log_probability, 4),
            "log_probability_change": round(self.log_probability_change, 4),
            "untranslated": self.untranslated,
            "segments_per_second": round(self.segments_per_second, 1),
            "how": dict(sorted(self.hows.items())),
        }


@dataclass(frozen=True, slots=True)
class TermEvaluation:
    """The scores of each way by its name, how the references themselves keep the terms, and how chrF was computed."""

    test_set: TermTestSet
    scores: Mapping[str, TermScores]
    references: Verdict
    chrf_signature: str
    engine: str
    seed: int

    def as_json(self) -> dict[str, object]:
        """Return the evaluation as JSON values."""
        return {
            "test_set": self.test_set.name,
            "lines": len(self.test_set.lines),
            "engine": self.engine,
            "dropped": dict(sorted(Counter(self.test_set.dropped).items())),
            "reference_any_allowed_form": share(self.references.met, self.references.wanted),
            "reference_form_given": share(self.references.given, self.references.wanted),
            "chrf_signature": self.chrf_signature,
            "seed": self.seed,
            "scores": {name: scores.as_json() for name, scores in self.scores.items()},
        }


def share(part: int, whole: int) -> float:
    """Return part / whole, rounded to four decimals; 1 if there is no whole.

    >>> share(2, 3), share(0, 0)
    (0.6667, 1.0)
    """
    return round(part / whole, 4) if whole else 1.0


def evaluate_terms(
    test_set: TermTestSet,
    engine: Translator,
    *,
    base: TermBase | None = None,
    seed: int = 0,
    clock: Callable[[], float] = time.perf_counter,
) -> TermEvaluation:
    """Return how the terms of a test set hold: the lines' own, or those of `base` if one is given.

    Every way translates all lines. Raises UsageProblem (exit 2) if sacrebleu is missing.
    """
    require_sacrebleu()
    lines = test_set.lines
    pair, language = (engine.source_locale, engine.target_locale), locales.language(engine.target_locale)
    matchers = _matchers(lines, base, pair)
    run_terms(lines[:_WARM_UP_LINES], matchers, engine, Way.INSERTION)
    runs = {way.value: run_terms(lines, matchers, engine, way, clock=clock) for way in Way}
    free = runs[Way.FREE]
    own = () if base is not None else tuple(line.terms for line in lines)
    wanted = dict.fromkeys(runs, _wanted(free, own, language))
    counts = [sum(term.times for term in terms) for terms in wanted[Way.FREE]]
    drawn = random_terms(lines, counts, _taken(lines, wanted[Way.FREE]), engine, seed=seed)
    of_random = [_matcher(terms, pair) for terms in drawn]
    runs[RANDOM] = run_terms(lines, of_random, engine, Way.INSERTION, clock=clock)
    wanted[RANDOM] = _wanted(runs[RANDOM], drawn, language)
    judges = _Judges(test_set, engine, free)
    scores = {name: judges.scores(run, wanted[name]) for name, run in runs.items()}
    verdicts = [judge(line.reference, terms) for line, terms in zip(lines, wanted[Way.FREE], strict=True)]
    return TermEvaluation(test_set, scores, _total(verdicts), judges.signature, engine.name, seed)


def _matchers(lines: Sequence[TermLine], base: TermBase | None, pair: tuple[str, str]) -> list[TermMatcher | None]:
    if base is not None:
        shared = TermMatcher(base, *pair)
        return [shared for _ in lines]
    return [_matcher(line.terms, pair) for line in lines]


def _matcher(terms: Sequence[Term], pair: tuple[str, str]) -> TermMatcher | None:
    return TermMatcher(TermBase.of(terms), *pair) if terms else None


def _wanted(run: TermRun, own: Sequence[Sequence[Term]], language: str) -> list[list[Wanted]]:
    """Return what each line asks for: what was hit in its segments, and what of its own terms was not."""
    answers = []
    for number, segments in enumerate(run.segments):
        terms = [(term.source, target_inflections(term, language)) for term in own[number]] if own else []
        hit_terms = {hit.source_term.casefold() for segment in segments for hit in segment.term_hits}
        unhit = [pair for pair in terms if pair[0].casefold() not in hit_terms]
        merged: dict[Wanted, int] = {}
        for segment in segments:
            for term in wanted_terms(language_of(segment), segment.term_hits, unhit):
                key = term._replace(times=0)
                merged[key] = merged.get(key, 0) + term.times
        answers.append([term._replace(times=times) for term, times in merged.items()])
    return answers


def _taken(lines: Sequence[TermLine], wanted: Sequence[Sequence[Wanted]]) -> list[list[tuple[int, int]]]:
    """Return where each line's source holds its terms, or what is no language: no random word is drawn there."""
    taken = []
    for line, terms in zip(lines, wanted, strict=True):
        spans = [(code.start, code.end) for code in protection.find_spans(line.source)]
        spans += [span for term in terms for span in occurrences(line.source, term.source_term)]
        taken.append(spans)
    return taken


def _total(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the sums of verdicts, without the names of what was missed."""
    found = list(verdicts)
    wanted, met = sum(verdict.wanted for verdict in found), sum(verdict.met for verdict in found)
    return Verdict(wanted, met, sum(verdict.given for verdict in found), sum(verdict.extra for verdict in found))


class _Judges:
    """What all ways of one evaluation are measured against."""

    def __init__(self, test_set: TermTestSet, engine: Translator, free: TermRun) -> None:
        self._lines, self._engine, self._free = test_set.lines, engine, free
        self._free_texts = _free_texts(free, engine)
        self._known = known_words(self._lines, [text for texts in self._free_texts for text in texts], engine)
        self._free_scores = self._log_probabilities(free)
        self.signature = ""

    def scores(self, run: TermRun, wanted: Sequence[Sequence[Wanted]]) -> TermScores:
        """Return the scores of one run, whose lines want these terms."""
        lines = self._lines
        verdicts = list(starmap(judge, zip(run.targets, wanted, strict=True)))
        total = _total(verdicts)
        score = self._chrf(run)
        log_probabilities = self._log_probabilities(run)
        both = [key for key in log_probabilities if key in self._free_scores]
        mean = sum(log_probabilities[key] for key in both) / max(1, len(both))
        mean_free = sum(self._free_scores[key] for key in both) / max(1, len(both))
        searched = run.segments if run.way is Way.INSERTION else ()
        hows = Counter(str(entry.how) for segments in searched for own in segments for entry in term_entries(own))
        return TermScores(
            wanted=total.wanted,
            met=total.met,
            given=total.given,
            with_terms=sum(verdict.wanted > 0 for verdict in verdicts),
            whole=sum(verdict.wanted > 0 and verdict.met == verdict.wanted for verdict in verdicts),
            duplicated=total.extra,
            added=sum(self._added(number, verdict, wanted[number]) for number, verdict in enumerate(verdicts)),
            broken=tuple(self._broken(run, wanted)),
            missed=tuple((line.row, term) for line, v in zip(lines, verdicts, strict=True) for term in v.missed),
            chrf=score.value,
            log_probability=mean,
            log_probability_change=mean - mean_free,
            untranslated=run.untranslated,
            segments_per_second=run.segments_per_second,
            hows=hows,
        )

    def _chrf(self, run: TermRun) -> Score:
        score = chrf(run.targets, [line.reference for line in self._lines])
        self.signature = score.signature
        return score

    def _added(self, number: int, verdict: Verdict, wanted: Sequence[Wanted]) -> int:
        if not verdict.extra:
            return 0
        others = (self._free.targets[number], self._lines[number].reference)
        return max(0, verdict.extra - max(judge(text, wanted).extra for text in others))

    def _broken(self, run: TermRun, wanted: Sequence[Sequence[Wanted]]) -> Iterable[tuple[int, str]]:
        for line, target, terms, texts in zip(self._lines, run.targets, wanted, self._free_texts, strict=True):
            allowed = [line.source, *texts, *(form for term in terms for form in term.forms)]
            for word in broken_words(target, allowed, self._known):
                yield line.row, word

    def _log_probabilities(self, run: TermRun) -> dict[tuple[int, int], float]:
        """Return the mean log-probability per token of each segment's target, by (line, segment).

        All ways are scored on the same text, the segment's own source: what one of them hides is no part of it.
        """
        keys, texts = [], []
        for line, segments in enumerate(run.segments):
            for index, segment in enumerate(segments):
                if segment.draft is not None and segment.target:
                    keys.append((line, index))
                    texts.append((segment.source, segment.target))
        tokenizer = self._engine.tokenizer
        sources = tokenizer.encode([text for text, _ in texts])
        scores = self._engine.score(sources, tokenizer.encode_targets([target for _, target in texts]))
        return dict(zip(keys, scores, strict=True))


def _free_texts(free: TermRun, engine: Translator) -> list[list[str]]:
    """Return what the engine says of each line when nothing is asked of it: the free translation, and its n-best."""
    segments = [segment for line in free.segments for segment in line if segment.draft is not None]
    frames = [segment.frame for segment in segments]
    drafts = iter(decode([segment.prepared for segment in segments], engine, _N_BEST, "n-best", frames))
    return [
        [
            target,
            *(own.draft for segment in line if segment.draft is not None for own in next(drafts)),
        ]
        for target, line in zip(free.targets, free.segments, strict=True)
    ]


_LEAST_STEM = 3  # letters; less is no verb that tells anything: "ida", "dado"
# The endings of participles and gerunds; what stands before them is the verb without the "r" of its infinitive.
_PARTICIPLES = {"pt": ("dos", "das", "ndo", "do", "da"), "es": ("dos", "das", "ndo", "do", "da")}


def known_words(lines: Sequence[TermLine], free_texts: Iterable[str], engine: Translator) -> KnownWords:
    """Return the words of the target's vocabulary, as far as an evaluation can know them.

    A word is known if a reference or a free translation of any line has it, if it is one piece of the model's
    vocabulary, or a function word; so is a word of which one form is: as a noun or an adjective by the inflection rules
    of the target language, or the verb that it is a participle of.
    """
    seen = {word for text in (*(line.reference for line in lines), *free_texts) for word in words(text)}
    language = locales.language(engine.target_locale)
    seen |= function_words(language)

    @lru_cache(maxsize=65_536)
    def is_one_piece(word: str) -> bool:
        return any(len(pieces) == 1 for pieces in engine.tokenizer.encode_targets([word, word.capitalize()]))

    return KnownWords(seen, is_one_piece, lambda word: _forms(word, language))


def _forms(word: str, language: str) -> Iterator[str]:
    for part_of_speech in ("", "adjective"):
        yield from target_inflections(Term(word, word, part_of_speech=part_of_speech), language)
    ending = next((ending for ending in _PARTICIPLES.get(language, ()) if word.endswith(ending)), "")
    if ending and len(word) - len(ending) >= _LEAST_STEM:
        stem = word.removesuffix(ending)
        yield from (stem, f"{stem}r")
