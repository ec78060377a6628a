"""Fill the segments that are still open: decode, accept, widen, give up into a finding."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from catalog_cli.candidates.decoding import Candidate, Frame, Request
from catalog_cli.engine import Pending, Tokens, Translator
from catalog_cli.job import WINDOW
from catalog_cli.product import Role
from catalog_cli.segment import Finding, Origin, Segment, Severity
from catalog_cli.windows import windows

SegmentKey = tuple[str, Frame, Role, str, object, object, object, frozenset[str]]


class Case(NamedTuple):
    """A segment without an accepted draft, and what was rejected so far with the reasons."""

    segment: Segment
    rejected: tuple[tuple[Candidate, str], ...] = ()


Acceptor = Callable[[Segment, Candidate], str | None]
"""Returns why a candidate cannot stand, in a few words for a merchant; None if it can. Pure and cheap."""


class Proposer(Protocol):
    """Yields candidates for cases, all of a window together."""

    @property
    def name(self) -> str: ...

    def wants(self, case: Case) -> bool:
        """Whether this proposer has an idea for the case."""
        ...

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return candidates per case, in order; an empty list where it has none after all."""
        ...


Judge = Callable[[Segment, Candidate], str | None]
"""All acceptors in one: the first reason why a candidate cannot stand, None if it can."""


class Placer(Protocol):
    """Brings what a glossary asks for into accepted drafts, all of a window together."""

    def place(
        self, drafts: Sequence[tuple[Segment, Candidate | None]], engine: Translator, judge: Judge
    ) -> list[Candidate | None]:
        """Return a candidate per segment with term hits and its accepted draft (None: nothing was accepted)."""
        ...


def segment_key(segment: Segment) -> SegmentKey:
    """Return what decides a segment's draft: segments with equal keys are translated once.

    A draft must have a place for every tag, so where they stand counts; what they say does not.
    """
    context = segment.context if segment.role is Role.OPTION else ""
    tags = segment.codes and segment.tag_places
    return (
        segment.prepared,
        segment.frame,
        segment.role,
        context,
        segment.limit,
        segment.term_hits,
        tags,
        segment.taken,
    )


def translate(
    segments: Iterable[Segment],
    engine: Translator,
    proposers: Sequence[Proposer],
    acceptors: Sequence[Acceptor],
    *,
    refiners: Sequence[Proposer] = (),
    placer: Placer | None = None,
    fitters: Sequence[Proposer] = (),
    window: int = WINDOW,
) -> Iterator[Segment]:
    """Fill the draft of every open segment, in input order, holding two windows of segments at a time.

    While one window is judged and written the next one decodes. Equal segments are decoded once. A proposer is
    asked only for what no earlier one solved; a refiner may better an accepted draft, and must be accepted too. Last
    comes the placer, for segments with term hits alone: a draft whose terms it could not place stands, with a finding.
    Behind it the fitters may shorten what is longer than its segment's limit.
    A segment for which nothing is accepted keeps its source, with a finding that says why.
    """
    search = _Search(engine, (tuple(proposers), tuple(refiners), tuple(fitters)), tuple(acceptors), placer)
    before: _Window | None = None
    for chunk in windows(segments, window):
        opened = search.open(chunk, before)
        if before is not None:
            yield from search.close(before)
        before = opened
    if before is not None:
        yield from search.close(before)


class _Answer(NamedTuple):
    """What the search found for a key: a candidate, or the reason why there is none."""

    candidate: Candidate | None
    reason: str = ""


@dataclass(slots=True)
class _Window:
    """Segments in input order, and the answers they wait for."""

    segments: list[Segment]
    keys: list[SegmentKey | None]
    fresh: dict[SegmentKey, Segment]
    request: Request
    pending: Pending
    before: dict[SegmentKey, _Answer]
    answers: dict[SegmentKey, _Answer]


class _Search:
    """One window at a time: submit what is open, then judge and widen."""

    def __init__(
        self,
        engine: Translator,
        ideas: tuple[tuple[Proposer, ...], tuple[Proposer, ...], tuple[Proposer, ...]],
        acceptors: tuple[Acceptor, ...],
        placer: Placer | None,
    ) -> None:
        self.engine, self.acceptors, self.placer = engine, acceptors, placer
        self.proposers, self.refiners, self.fitters = ideas
        self.options = engine.decoding

    def open(self, segments: list[Segment], previous: _Window | None) -> _Window:
        """Submit the distinct open segments of a window that the window before does not answer already."""
        known = previous.answers if previous is not None else {}
        waiting = set(previous.keys) if previous is not None else set()
        keys: list[SegmentKey | None] = []
        fresh: dict[SegmentKey, Segment] = {}
        for segment in segments:
            if segment.draft is not None or segment.target is not None:
                keys.append(None)
                continue
            key = segment_key(segment)
            keys.append(key)
            if key not in waiting and key not in fresh:
                fresh[key] = segment
        prepared = [segment.prepared for segment in fresh.values()]
        request = Request(prepared, [segment.frame for segment in fresh.values()], self.engine, "free")
        # Who reads the score of a first draft: `Named`, of titles, and the placer of terms.
        # A window with terms is one request, for the placer compares scores of what was decoded together.
        scored = None
        if not any(one.term_hits for one in fresh.values()):
            rated = {index for index, one in enumerate(fresh.values()) if any(one.frame)}
            scored = frozenset(place for place, index in enumerate(request.possible) if index in rated)
        pending = self.engine.submit(request.sources, self.options, scored=scored)
        return _Window(segments, keys, fresh, request, pending, known, {})

    def close(self, window: _Window) -> Iterator[Segment]:
        """Yield the window's segments, each with a draft or a finding."""
        candidates = window.request.candidates(window.pending.result())
        first = dict(zip(window.fresh, candidates, strict=True))
        window.answers.update(self._judged(window.fresh, first))
        seen: set[SegmentKey] = set()
        for segment, key in zip(window.segments, window.keys, strict=True):
            if key is None:
                yield segment
                continue
            answer = window.answers.get(key)
            if answer is None:
                # Kept for the window after this one, which sees no further back.
                answer = window.answers[key] = window.before[key]
            repeated = key in seen or key not in window.fresh
            seen.add(key)
            yield _filled(segment, answer, Origin.REPETITION if repeated else Origin.ENGINE)

    def _judged(
        self, segments: dict[SegmentKey, Segment], first: dict[SegmentKey, list[Candidate]]
    ) -> dict[SegmentKey, _Answer]:
        accepted: dict[SegmentKey, Candidate] = {}
        open_cases = {key: Case(segment) for key, segment in segments.items()}
        self._sort_out(dict(open_cases), first.values(), accepted, open_cases)
        for proposer in self.proposers:
            wanted = {key: case for key, case in open_cases.items() if proposer.wants(case)}
            if wanted:
                proposals = proposer.propose(list(wanted.values()), self.engine)
                self._sort_out(wanted, proposals, accepted, open_cases)
        for refiner in self.refiners:
            self._refine(refiner, segments, accepted)
        if self.placer is not None:
            self._place(self.placer, segments, accepted, open_cases)
        limited = {key: accepted[key] for key, one in segments.items() if one.limit is not None and key in accepted}
        for fitter in self.fitters:
            self._refine(fitter, segments, limited)
        accepted.update(limited)
        answers = {key: _Answer(candidate) for key, candidate in accepted.items()}
        answers.update({key: _Answer(None, _first_reason(case)) for key, case in open_cases.items()})
        return answers

    def _sort_out(
        self,
        cases: Mapping[SegmentKey, Case],
        found: Iterable[Sequence[Candidate]],
        accepted: dict[SegmentKey, Candidate],
        open_cases: dict[SegmentKey, Case],
    ) -> None:
        """Move each case with its new candidates from the open to the accepted, by its best one, if one is good."""
        several: dict[SegmentKey, list[Candidate]] = {}
        for (key, case), candidates in zip(cases.items(), found, strict=True):
            judged = [(candidate, self._reason(case.segment, candidate)) for candidate in candidates]
            good = [candidate for candidate, reason in judged if reason is None]
            if good:
                del open_cases[key]
                accepted[key] = good[0]
            else:
                rejected = [(candidate, reason) for candidate, reason in judged if reason is not None]
                open_cases[key] = Case(case.segment, (*case.rejected, *rejected))
            if len(good) > 1:
                several[key] = good
        ranked = {
            key: max(good, key=_score) for key, good in several.items() if all(one.score is not None for one in good)
        }
        accepted.update(ranked)
        if unranked := {key: good for key, good in several.items() if key not in ranked}:
            texts = [cases[key].segment.prepared for key in unranked]
            accepted.update(zip(unranked, self._likeliest(texts, list(unranked.values())), strict=True))

    def _reason(self, segment: Segment, candidate: Candidate) -> str | None:
        for acceptor in self.acceptors:
            reason = acceptor(segment, candidate)
            if reason is not None:
                return reason
        return None

    def _likeliest(self, texts: Sequence[str], good: Sequence[Sequence[Candidate]]) -> Iterator[Candidate]:
        """Yield, per text, the candidate that the engine itself finds likeliest (mean log-probability per token)."""
        tokenizer = self.engine.tokenizer
        sources = [source for source, own in zip(tokenizer.encode(texts), good, strict=True) for _ in range(len(own))]
        targets: list[Tokens] = [*tokenizer.encode_targets([one.draft for own in good for one in own])]
        scores = iter(self.engine.score(sources, targets))
        for own in good:
            yield max((one._replace(score=next(scores)) for one in own), key=_score)

    def _refine(
        self, refiner: Proposer, segments: dict[SegmentKey, Segment], accepted: dict[SegmentKey, Candidate]
    ) -> None:
        wanted = {
            key: case
            for key, candidate in accepted.items()
            if refiner.wants(case := Case(segments[key], ((candidate, ""),)))
        }
        if not wanted:
            return
        for (key, case), found in zip(wanted.items(), refiner.propose(list(wanted.values()), self.engine), strict=True):
            better = [candidate for candidate in found if self._reason(case.segment, candidate) is None]
            if better:
                accepted[key] = better[0]

    def _place(
        self,
        placer: Placer,
        segments: dict[SegmentKey, Segment],
        accepted: dict[SegmentKey, Candidate],
        open_cases: dict[SegmentKey, Case],
    ) -> None:
        wanted = {key: segment for key, segment in segments.items() if segment.term_hits}
        if not wanted:
            return
        drafts = [(segment, accepted.get(key)) for key, segment in wanted.items()]
        for key, found in zip(wanted, placer.place(drafts, self.engine, self._reason), strict=True):
            if found is not None:
                accepted[key] = found
                open_cases.pop(key, None)


def _score(candidate: Candidate) -> float:
    return -math.inf if candidate.score is None else candidate.score


def _first_reason(case: Case) -> str:
    if case.rejected:
        return f"the translation {case.rejected[0][1]}"
    return "the text is too long for the model and holds no place to cut it"


def _filled(segment: Segment, answer: _Answer, origin: Origin) -> Segment:
    if answer.candidate is None:
        message, severity = f"left as it was, because {answer.reason}", Severity.MAJOR
        if segment.taken:
            message, severity = f"{message}: give it a term in a glossary", Severity.CRITICAL
        finding = Finding("untranslated", severity, message, segment.place)
        return segment._replace(
            target=segment.source,
            target_codes=segment.codes,
            origin=Origin.UNTRANSLATED,
            findings=(*segment.findings, finding),
        )
    found = answer.candidate
    alignment = found.alignment if segment.codes and segment.tag_places else None
    if not found.hows:
        return segment._replace(draft=found.draft, alignment=alignment, score=found.score, origin=origin)
    return segment._replace(
        draft=found.draft,
        alignment=alignment,
        score=found.score,
        origin=origin,
        hows=found.hows,
        score_difference=found.score_difference,
    )
