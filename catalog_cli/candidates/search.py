"""Fill the segments that are still open: decode, accept, widen, give up into a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, Protocol

from catalog_cli.engine import DecodingOptions, Hypothesis, Pending, Tokenizer, Tokens, Translator
from catalog_cli.job import WINDOW
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, Finding, Origin, Segment, Severity

# A source this many times longer than the model translates well cannot be cut into clauses: it is no sentence.
_HOPELESS_LENGTH = 3

Frame = tuple[str, str]
Link = tuple[int, int, int, int]
SegmentKey = tuple[str, Frame, Role, str, object, object, object]
NO_FRAME: Frame = ("", "")
# A translated lead-in: "Product: red bag" gives "Produto: bolsa vermelha".
_LEAD_IN = re.compile(r"\s*[^\W\d_]+\s?:\s+")


class Candidate(NamedTuple):
    """A draft for a segment's `prepared` text, how its words align, and who proposed it."""

    draft: str
    alignment: Alignment | None
    proposer: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
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


def segment_key(segment: Segment) -> SegmentKey:
    """Return what decides a segment's draft: segments with equal keys are translated once.

    A draft must have a place for every tag, so where they stand counts; what they say does not.
    """
    context = segment.context if segment.role is Role.OPTION else ""
    tags = segment.codes and segment.tag_places
    return (segment.prepared, segment.frame, segment.role, context, segment.limit, segment.term_hits, tags)


def decode(
    texts: Sequence[str],
    engine: Translator,
    options: DecodingOptions,
    proposer: str,
    frames: Sequence[Frame] | None = None,
) -> list[list[Candidate]]:
    """Return at most `options.hypotheses` candidates per text, best first, with their alignment.

    A frame is put around its text for the engine and taken off the draft; a draft that lost it is none.
    """
    request = _Request(texts, frames, engine, proposer)
    return request.candidates(engine.translate(request.sources, options) if request.sources else [])


def translate(
    segments: Iterable[Segment],
    engine: Translator,
    proposers: Sequence[Proposer],
    acceptors: Sequence[Acceptor],
    *,
    refiners: Sequence[Proposer] = (),
    window: int = WINDOW,
) -> Iterator[Segment]:
    """Fill the draft of every open segment, in input order, holding two windows of segments at a time.

    While one window is judged and written the next one decodes. Equal segments are decoded once. A proposer is
    asked only for what no earlier one solved; a refiner may better an accepted draft, and must be accepted too.
    A segment for which nothing is accepted keeps its source, with a finding that says why.
    """
    stream = iter(segments)
    search = _Search(engine, tuple(proposers), tuple(acceptors), tuple(refiners))
    before: _Window | None = None
    while chunk := list(islice(stream, window)):
        opened = search.open(chunk, before)
        if before is not None:
            yield from search.close(before)
        before = opened
    if before is not None:
        yield from search.close(before)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the search found for a key: a candidate, or the reason why there is none."""

    candidate: Candidate | None
    reason: str = ""


class _Request:
    """Texts as an engine gets them, and its hypotheses as candidates; `sources` are the pieces of those it can read."""

    def __init__(self, texts: Sequence[str], frames: Sequence[Frame] | None, engine: Translator, proposer: str) -> None:
        self._frames = frames or [NO_FRAME] * len(texts)
        self._texts = [f"{head}{text}{tail}" for (head, tail), text in zip(self._frames, texts, strict=True)]
        self._engine, self._proposer = engine, proposer
        pieces = engine.tokenizer.encode(self._texts) if texts else []
        most = engine.max_source_tokens * _HOPELESS_LENGTH
        self._possible = [i for i, tokens in enumerate(pieces) if 0 < len(tokens) <= most]
        self.sources = [pieces[i] for i in self._possible]

    def candidates(self, results: Sequence[Sequence[Hypothesis]]) -> list[list[Candidate]]:
        """Return the candidates per text, best first; none for a text that is too long for the model."""
        answers: list[list[Candidate]] = [[] for _ in self._texts]
        if not results:
            return answers
        tokenizer = self._engine.tokenizer
        drafts = iter(tokenizer.decode([h.tokens for hypotheses in results for h in hypotheses]))
        for i, source, hypotheses in zip(self._possible, self.sources, results, strict=True):
            for hypothesis in hypotheses:
                draft = next(drafts)
                alignment = _LateAlignment(tokenizer, (source, self._texts[i]), hypothesis, draft)
                candidate = Candidate(draft, alignment, self._proposer, hypothesis.score)
                if self._frames[i] != NO_FRAME:
                    candidate = _unframed(candidate, self._frames[i], len(self._texts[i]))
                answers[i].append(candidate)
        return answers


def _unframed(candidate: Candidate, frame: Frame, framed_length: int) -> Candidate:
    """Return the candidate without the translated frame; an empty one, which no acceptor takes, if it lost it."""
    lead = _LEAD_IN.match(candidate.draft)
    if lead is None or candidate.alignment is None:
        return candidate._replace(draft="", alignment=None)
    head, tail = frame
    cut, before, after = lead.end(), len(head), framed_length - len(tail)
    draft = candidate.draft[cut:]
    if tail and draft.endswith(tail):
        draft = draft[: -len(tail)]
    links = tuple(
        (start - cut, min(end - cut, len(draft)), max(a - before, 0), b - before)
        for start, end, a, b in candidate.alignment.links
        if cut <= start < cut + len(draft) and before < b <= after
    )
    return candidate._replace(draft=draft, alignment=Alignment(links))


class _LateAlignment(Alignment):
    """An alignment that is worked out when it is looked at: most segments hold no tag, and never do."""

    __slots__ = ("_found", "_parts")
    _parts: tuple[Tokenizer, tuple[Tokens, str], Hypothesis, str]
    _found: tuple[Link, ...] | None

    def __init__(self, tokenizer: Tokenizer, source: tuple[Tokens, str], hypothesis: Hypothesis, draft: str) -> None:
        object.__setattr__(self, "_parts", (tokenizer, source, hypothesis, draft))
        object.__setattr__(self, "_found", None)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the hypothesis."""
        found = self._found
        if found is None:
            found = _links(*self._parts)
            object.__setattr__(self, "_found", found)
        return found


def _links(tokenizer: Tokenizer, source: tuple[Tokens, str], hypothesis: Hypothesis, draft: str) -> tuple[Link, ...]:
    source_spans = tokenizer.spans(*source)
    links = []
    for attended, (start, end) in zip(hypothesis.attended, tokenizer.spans(hypothesis.tokens, draft), strict=False):
        if 0 <= attended < len(source_spans) and start < end:
            source_start, source_end = source_spans[attended]
            links.append((start, end, source_start, source_end))
    return tuple(links)


@dataclass(slots=True)
class _Window:
    """Segments in input order, and the answers they wait for."""

    segments: list[Segment]
    keys: list[SegmentKey | None]
    fresh: dict[SegmentKey, Segment]
    request: _Request
    pending: Pending
    before: dict[SegmentKey, _Answer]
    answers: dict[SegmentKey, _Answer]


class _Search:
    """One window at a time: submit what is open, then judge and widen."""

    def __init__(
        self,
        engine: Translator,
        proposers: tuple[Proposer, ...],
        acceptors: tuple[Acceptor, ...],
        refiners: tuple[Proposer, ...],
    ) -> None:
        self.engine, self.proposers, self.acceptors, self.refiners = engine, proposers, acceptors, refiners
        self.options = DecodingOptions()

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
        request = _Request(prepared, [segment.frame for segment in fresh.values()], self.engine, "free")
        pending = self.engine.submit(request.sources, self.options)
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
        open_cases: dict[SegmentKey, Case] = {}
        for key, segment in segments.items():
            self._sort_out(key, Case(segment), first[key], accepted, open_cases)
        for proposer in self.proposers:
            wanted = {key: case for key, case in open_cases.items() if proposer.wants(case)}
            if not wanted:
                continue
            proposals = proposer.propose(list(wanted.values()), self.engine)
            for (key, case), found in zip(wanted.items(), proposals, strict=True):
                del open_cases[key]
                self._sort_out(key, case, found, accepted, open_cases)
        for refiner in self.refiners:
            self._refine(refiner, segments, accepted)
        answers = {key: _Answer(candidate) for key, candidate in accepted.items()}
        answers.update({key: _Answer(None, _first_reason(case)) for key, case in open_cases.items()})
        return answers

    def _sort_out(
        self,
        key: SegmentKey,
        case: Case,
        found: Sequence[Candidate],
        accepted: dict[SegmentKey, Candidate],
        open_cases: dict[SegmentKey, Case],
    ) -> None:
        """Put a case with its new candidates either among the accepted, by its best one, or back among the open."""
        good = []
        rejected = list(case.rejected)
        for candidate in found:
            reason = self._reason(case.segment, candidate)
            if reason is None:
                good.append(candidate)
            else:
                rejected.append((candidate, reason))
        if good:
            accepted[key] = self._best(case.segment, good)
        else:
            open_cases[key] = Case(case.segment, tuple(rejected))

    def _reason(self, segment: Segment, candidate: Candidate) -> str | None:
        for acceptor in self.acceptors:
            reason = acceptor(segment, candidate)
            if reason is not None:
                return reason
        return None

    def _best(self, segment: Segment, good: Sequence[Candidate]) -> Candidate:
        """Return the candidate the engine itself finds likeliest (mean log-probability per token)."""
        if len(good) == 1:
            return good[0]
        encode = self.engine.tokenizer.encode
        source = encode([segment.prepared])[0]
        targets: list[Tokens] = [*encode([candidate.draft for candidate in good])]
        scores = self.engine.score([source] * len(targets), targets)
        best = max(range(len(good)), key=scores.__getitem__)
        return good[best]._replace(score=scores[best])

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


def _first_reason(case: Case) -> str:
    if case.rejected:
        return f"the translation {case.rejected[0][1]}"
    return "the text is too long for the model and holds no place to cut it"


def _filled(segment: Segment, answer: _Answer, origin: Origin) -> Segment:
    if answer.candidate is None:
        finding = Finding(
            "untranslated",
            Severity.MAJOR,
            f"left as it was, because {answer.reason}",
            segment.place,
        )
        return segment._replace(
            target=segment.source,
            target_codes=segment.codes,
            origin=Origin.UNTRANSLATED,
            findings=(*segment.findings, finding),
        )
    found = answer.candidate
    alignment = found.alignment if segment.codes and segment.tag_places else None
    return segment._replace(draft=found.draft, alignment=alignment, score=found.score, origin=origin)
