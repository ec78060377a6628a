"""Shorter hypotheses for drafts that are longer than their segment's limit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog_cli.candidates.decoding import NO_FRAME, Candidate, decode, scored
from catalog_cli.candidates.drafts import Draft, examined
from catalog_cli.candidates.search import Case, Proposer
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.fitting import is_within
from catalog_cli.ledger import How
from catalog_cli.segment import Segment

# Beam 4 is the widest the embedded model was measured with. Without a length penalty the sum of log-probabilities ranks
# hypotheses, which favours the shorter ones.
_N_BEST = DecodingOptions(beam_size=4, hypotheses=4, max_batch_tokens=128)
_SHORT = DecodingOptions(beam_size=4, hypotheses=4, length_penalty=0.0, max_batch_tokens=128)
# Mean log-probability per token that a shorter hypothesis may cost: what terms may cost as well.
_POOR = -1.0


def fitters(source_locale: str, target_locale: str) -> tuple[Proposer, ...]:
    """Return what is tried for accepted drafts that are too long, in order."""
    pair = source_locale, target_locale
    return (Shorter("n-best", _N_BEST, pair), Shorter("short", _SHORT, pair))


@dataclass(frozen=True, slots=True)
class Shorter:
    """Another hypothesis of the engine: within the limit, with every term of the first one, and none of its words lost.

    `pair` is the source and the target locale.
    """

    name: str
    options: DecodingOptions
    pair: tuple[str, str]

    def wants(self, case: Case) -> bool:
        """Whether the accepted draft is longer than the limit."""
        if case.segment.limit is None:
            return False
        draft = examined(case.segment, case.rejected[0][0], self.pair)
        return draft is not None and not is_within(draft.target, case.segment.limit)

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the hypotheses that fit, the likeliest first."""
        texts = [case.segment.prepared for case in cases]
        # A draft with terms in place was scored without its lead-in; so is what stands against it.
        decoded = decode(texts, engine, self.options, self.name, [case.segment.frame for case in cases])
        fitting = [self._fitting(case, found) for case, found in zip(cases, decoded, strict=True)]
        drafts = [
            (case.segment.prepared, NO_FRAME, one.draft)
            for case, found in zip(cases, fitting, strict=True)
            for one in ((case.rejected[0][0], *found) if found else ())
        ]
        scores = iter(scored(drafts, engine))
        answers: list[list[Candidate]] = []
        for found in fitting:
            if not found:
                answers.append([])
                continue
            before = next(scores)
            ranked = sorted(((next(scores), one) for one in found), key=lambda pair: -pair[0])
            answers.append([one._replace(score=score) for score, one in ranked if score - before > _POOR])
        return answers

    def _fitting(self, case: Case, found: Sequence[Candidate]) -> list[Candidate]:
        segment, before = case.segment, case.rejected[0][0]
        base = examined(segment, before, self.pair)
        if base is None or segment.limit is None:
            return []
        fitting = []
        for one in {own.draft: own for own in reversed(found)}.values():
            draft = examined(segment, one, self.pair) if one.draft else None
            if draft is None or not is_within(draft.target, segment.limit) or not _says_as_much(segment, base, draft):
                continue
            hows = (How.FREE,) * len(segment.term_hits)
            fitting.append(one._replace(hows=(*hows, How.N_BEST)))
        return fitting


_WORD = re.compile(r"[^\W\d_]{4,}")


def _says_as_much(segment: Segment, base: Draft, draft: Draft) -> bool:
    """Return whether a draft holds the terms of another one, and says every word of the source that it said."""
    if not set(draft.unmet) <= set(base.unmet):
        return False
    return _unsaid(segment, draft) <= _unsaid(segment, base)


def _unsaid(segment: Segment, draft: Draft) -> set[int]:
    """Return where the words of four letters or more start that no piece of a draft came from."""
    alignment = draft.candidate.alignment
    if alignment is None:
        return set()
    from_there = [(start, end) for _, _, start, end in alignment.links]
    return {
        match.start()
        for match in _WORD.finditer(segment.prepared)
        if not any(start < match.end() and match.start() < end for start, end in from_there)
    }
