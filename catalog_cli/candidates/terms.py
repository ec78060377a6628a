"""Terms brought into drafts that lack them: from the n-best, forced at a place, or spliced; scored and verified.

Only segments with term hits come here, all of a window together, and only what does not hold its terms costs anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from catalog_cli.candidates import insertion
from catalog_cli.candidates.agreement import repaired
from catalog_cli.candidates.decoding import NO_FRAME, Candidate, Frame, continued, decode, scored
from catalog_cli.candidates.drafts import Draft, bettered, examined, rank
from catalog_cli.candidates.insertion import Variant
from catalog_cli.candidates.search import Judge
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.ledger import How
from catalog_cli.locales import language
from catalog_cli.segment import Segment

# Beam 4 is the widest the embedded model was measured with. A vocabulary map could lack a term's pieces, but then the
# term is forced: with the map four hypotheses take 3 ms of a processor, without it 12. Beams fill a batch sooner.
_N_BEST = DecodingOptions(beam_size=4, hypotheses=4, max_batch_tokens=128)
_WITHOUT = replace(_N_BEST, use_vocabulary_map=False)
_ONWARD = DecodingOptions(use_vocabulary_map=False)
_MOST_ROUNDS = 8  # terms placed one after another in one segment
_MOST_HELD = 2  # partial winners that go on to the next term
_MOST_ONWARD = 4  # ways on for one term of one draft: forms, and genders of the words before them
# Mean log-probability per token lost by one term. Of the catalogs here, terms in the right place and words that agree
# cost 0.0 to 0.8, a term on the wrong side of an adjective or a name 1.4 and more.
_POOR = -1.0
# A rare word costs what it costs: 4 to 11 in all here, which a text of five pieces has no others to spread over.
_POOR_IN_ALL = -12.0
_LETTERS_PER_PIECE = 4
_GOOD = -0.5  # what the engine wrote on costs 0.4 on average; a splice is seldom likelier than what costs no more
_MOST_RATIO, _FREE_PIECES = 1.6, 4  # a longer way on is refused for its length; without a bound it may go to 256 pieces
_DISAGREES = 2  # counts as so many new words: the engine is often undecided about an adjective behind a rare noun
_MOST_PLACES = 6  # places that the engine's own probabilities propose


@dataclass(slots=True)
class _Work:
    """A segment on its way: `held` are its best drafts so far, the free one first; `given_up` terms that failed.

    `tried` are the beginnings that the engine wrote on from.
    """

    segment: Segment
    base: Draft
    held: list[Draft]
    given_up: set[int] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)

    @property
    def frame(self) -> Frame:
        return self.segment.frame if self.base.candidate.lead else NO_FRAME

    @property
    def best(self) -> Draft:
        return self.held[0]

    def open_terms(self, draft: Draft) -> list[int]:
        return [index for index in draft.unmet if index not in self.given_up]


_Idea = tuple[_Work, Draft, Variant]


@dataclass(frozen=True, slots=True)
class TermPlacer:
    """Places the terms of accepted drafts; a term that it cannot place is marked failed, and the draft stands."""

    source_locale: str
    target_locale: str
    means: frozenset[str] = frozenset({"n-best", "insertion", "splice", "negative"})

    def place(
        self, drafts: Sequence[tuple[Segment, Candidate | None]], engine: Translator, judge: Judge
    ) -> list[Candidate | None]:
        """Return a candidate per segment and accepted draft: the same one, where it holds every term."""
        answers = [candidate for _, candidate in drafts]
        run = _Placement((self.source_locale, self.target_locale), self.means, engine, judge)
        works: dict[int, _Work] = {}
        for index, (segment, candidate) in enumerate(drafts):
            base = None if candidate is None else examined(segment, candidate, run.pair)
            if base is not None and not base.unmet:
                answers[index] = run.agreeing(segment, base.candidate)
                continue
            whole = insertion.whole_term(segment, run.pair)
            if whole is not None and judge(segment, whole.candidate) is None:
                answers[index] = whole.candidate
            elif base is not None:
                works[index] = _Work(segment, base, [base])
        run.solve(list(works.values()))
        for index, work in works.items():
            answers[index] = _answer(work)
        return answers


def _is_poor(work: _Work, before: Draft) -> bool:
    """Return whether a round placed nothing, or only at a price that says the place is wrong."""
    if work.best is before or work.best.score is None or before.score is None:
        return work.best is before
    difference = work.best.score - before.score
    return difference < _POOR and difference * len(work.best.candidate.draft) / _LETTERS_PER_PIECE < _POOR_IN_ALL


def _is_good(work: _Work, before: Draft) -> bool:
    """Return whether what the engine wrote on cannot be bettered by a splice worth its cost."""
    best = work.best
    if len(best.unmet) >= len(before.unmet) or best.score is None or before.score is None:
        return False
    return not best.dropped and not best.novel and best.score - before.score > _GOOD


def _beginnings(own: Sequence[Variant]) -> list[Variant]:
    """Return the first variant of each beginning: what comes after it is written anew."""
    return list({(one.before, one.form): one for one in reversed(own)}.values())[::-1]


def _spliced(work: _Work, own: Sequence[Variant]) -> list[Variant]:
    """Return the variants to splice: the one that was best to write on from, or all where none was."""
    text = work.best.candidate.draft
    return [one for one in own if text.startswith(one.before + one.form)] or list(own)


def _answer(work: _Work) -> Candidate:
    best = work.best
    hows = tuple(How.FAILED if index in best.unmet else how for index, how in enumerate(best.hows))
    if best is work.base:
        return best.candidate._replace(hows=hows)
    score, before = best.score, work.base.score
    difference = None if score is None or before is None else score - before
    return best.candidate._replace(hows=hows, score=score, score_difference=difference)


class _Placement:
    """One window's worth."""

    def __init__(self, pair: tuple[str, str], means: frozenset[str], engine: Translator, judge: Judge) -> None:
        self.pair, self.means, self.engine, self.judge = pair, means, engine, judge
        self.language = language(pair[1])

    def agreeing(self, segment: Segment, candidate: Candidate) -> Candidate:
        """Return a free draft that holds every term, with the words around them in agreement."""
        better = repaired(segment, candidate, range(len(segment.term_hits)), self.language)
        return better if better is candidate or self.judge(segment, better) is None else candidate

    def solve(self, works: list[_Work]) -> None:
        """Work on every segment until its terms are placed or given up."""
        if not works:
            return
        if "n-best" in self.means:
            self._take_n_best(works)
        self._score_bases(works)
        for _ in range(_MOST_ROUNDS):
            going = [work for work in works if work.open_terms(work.best)]
            if not going or not self.means & {"insertion", "splice"}:
                break
            before = [work.best for work in going]
            self._round(going)
            self._widen([(work, best) for work, best in zip(going, before, strict=True) if _is_poor(work, best)])
            for work, best in zip(going, before, strict=True):
                if work.best is best:
                    work.given_up.add(work.open_terms(best)[0])
        if "negative" in self.means:
            self._decode_without([work for work in works if work.best.unmet])

    def _take_n_best(self, works: list[_Work]) -> None:
        texts = [work.segment.prepared for work in works]
        found = decode(texts, self.engine, _N_BEST, "n-best", [work.frame for work in works])
        for work, candidates in zip(works, found, strict=True):
            self._hold(work, [(work.base, candidate, How.N_BEST) for candidate in candidates])
            # Hypotheses of one decode can be compared by what the decoder says of them: the best alone is scored.
            hypotheses = [draft._replace(score=draft.candidate.score) for draft in work.held[1:]]
            work.held[1:] = [draft._replace(score=None) for draft in sorted(hypotheses, key=rank)[:1]]
        self._score_held(works)

    def _score_bases(self, works: list[_Work]) -> None:
        # What the decoder said of it was normalized over its vocabulary map: too good by 0.02 and more.
        scores = scored([self._whole(work, work.base.candidate.draft) for work in works], self.engine)
        for work, score in zip(works, scores, strict=True):
            before, work.base = work.base, work.base._replace(score=score)
            work.held = [work.base if draft is before else draft for draft in work.held]

    def _whole(self, work: _Work, draft: str) -> tuple[str, Frame, str]:
        frame = work.frame
        return work.segment.prepared, frame, f"{work.base.candidate.lead}{draft}{frame[1]}"

    def _hold(self, work: _Work, found: Iterable[tuple[Draft, Candidate, How]], doubts: int = 0) -> None:
        """Add the candidates that stand and hold more terms than the draft that they were made from."""
        texts = {draft.candidate.draft for draft in work.held}
        for parent, candidate, how in found:
            if candidate.draft in texts:
                continue
            texts.add(candidate.draft)
            draft = bettered(work.segment, work.base, (parent, candidate, how), self.pair)
            if draft is None or (draft.candidate.draft != candidate.draft and draft.candidate.draft in texts):
                continue
            texts.add(draft.candidate.draft)
            if self.judge(work.segment, draft.candidate) is None:
                work.held.append(draft._replace(novel=draft.novel + doubts, score=None))

    def _score_held(self, works: Iterable[_Work]) -> None:
        """Score what is held without a score, and keep the best: fewest terms unmet, then words dropped, then score."""
        works = list(works)
        todo = [(work, i) for work in works for i, draft in enumerate(work.held) if draft.score is None]
        todo = [(work, i) for work, i in todo if work.held[i] is not work.base]
        scores = scored([self._whole(work, work.held[i].candidate.draft) for work, i in todo], self.engine)
        for (work, i), score in zip(todo, scores, strict=True):
            work.held[i] = work.held[i]._replace(score=score)
        for work in works:
            work.held = sorted(work.held, key=rank)[:_MOST_HELD]

    def _round(self, works: list[_Work]) -> None:
        """Place the first open term of each draft that is held: splice it, then let the engine write on from it."""
        tasks = [
            (work, draft, index, insertion.variants(work.segment, draft, index, self.language))
            for work in works
            for draft in work.held
            for index in work.open_terms(draft)[:1]
        ]
        self._write_on(
            [(work, draft, variant) for work, draft, _, own in tasks for variant in _beginnings(own)[:_MOST_ONWARD]]
        )
        self._score_held(works)
        if "splice" in self.means:
            for work, draft, _, own in tasks:
                for one in _spliced(work, own) if not _is_good(work, draft) else ():
                    doubts = 0 if one.agrees else _DISAGREES
                    self._hold(work, [(draft, one.candidate(work.segment, draft), How.SPLICED)], doubts)
            self._score_held(works)

    def _write_on(self, chosen: Iterable[_Idea]) -> None:
        """Let the engine go on from beginnings that it did not go on from before."""
        fresh: dict[tuple[int, str], _Idea] = {}
        for work, draft, variant in chosen:
            begun = f"{work.base.candidate.lead}{variant.before}{variant.form}"
            if begun not in work.tried:
                work.tried.add(begun)
                fresh[id(work), begun] = (work, draft, variant)
        if not fresh or "insertion" not in self.means:
            return
        prefixes = [(work.segment.prepared, work.frame, begun) for (_, begun), (work, _, _) in fresh.items()]
        longest = max(map(len, self.engine.tokenizer.encode_targets([begun for _, _, begun in prefixes])))
        bases = {f"{work.base.candidate.lead}{work.base.candidate.draft}" for work, _, _ in fresh.values()}
        longest = max(longest, *map(len, self.engine.tokenizer.encode_targets(list(bases))))
        options = replace(_ONWARD, max_target_tokens=int(longest * _MOST_RATIO) + _FREE_PIECES)
        found = continued(prefixes, self.engine, options, "inserted")
        for (work, draft, variant), candidate in zip(fresh.values(), found, strict=True):
            linked = variant.linked(candidate)
            if linked is not None:
                self._hold(work, [(draft, linked, How.INSERTED)])

    def _widen(self, poor: list[tuple[_Work, Draft]]) -> None:
        """Try one and two words earlier; where nothing holds, also where the engine finds a form likely."""
        tasks = [(work, draft, work.open_terms(draft)[0]) for work, draft in poor]
        tasks = [(work, draft, index) for work, draft, index in tasks if work.segment.term_hits[index].target_forms]
        if not tasks or "insertion" not in self.means:
            return
        near = [idea for task in tasks for idea in self._ideas(task, ())]
        given = {(id(work), form) for work, _, index in tasks for form in insertion.forms(work.segment, index)}
        self._write_on(idea for idea in near if (id(idea[0]), idea[2].form) in given)
        tasks = [(work, draft, index) for work, draft, index in tasks if len(work.held) == 1 and work.best is draft]
        if tasks:
            wanted = [
                (self._whole(work, draft.candidate.draft), insertion.forms(work.segment, index))
                for work, draft, index in tasks
            ]
            places = insertion.likely_places(wanted, self.engine, _MOST_PLACES)
            self._write_on(idea for task, own in zip(tasks, places, strict=True) for idea in self._ideas(task, own))
        self._score_held([work for work, _ in poor])

    def _ideas(self, task: tuple[_Work, Draft, int], places: Sequence[int]) -> Iterator[_Idea]:
        """Yield the ways to say a term near its place, and at further ones of the engine's whole text."""
        work, draft, index = task
        inside = [at - len(work.base.candidate.lead) for at in places]
        what, best = (work.segment, draft, index), work.best.candidate.draft
        return ((work, draft, one) for one in insertion.variants_at(what, inside, best, self.language))

    def _decode_without(self, works: list[_Work]) -> None:
        """Decode again with the renderings banned that stand in a term's place; equal bans share a call."""
        groups: dict[tuple[tuple[str, ...], ...], list[_Work]] = {}
        for work in works:
            bans = insertion.banned_pieces(work.segment, work.best, self.engine)
            if bans:
                groups.setdefault(bans, []).append(work)
        for bans, group in groups.items():
            texts = [work.segment.prepared for work in group]
            options = replace(_WITHOUT, suppressed=bans)
            found = decode(texts, self.engine, options, "negative", [work.frame for work in group])
            for work, candidates in zip(group, found, strict=True):
                self._hold(work, [(work.base, candidate, How.N_BEST) for candidate in candidates])
        self._score_held(works)
