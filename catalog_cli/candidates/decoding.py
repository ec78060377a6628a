"""Texts to an engine and its hypotheses back: as candidates, with their words aligned, without their frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog_cli.engine import DecodingOptions, Hypothesis, Tokenizer, Tokens, Translator
from catalog_cli.ledger import How
from catalog_cli.segment import Alignment

# A source this many times longer than the model translates well cannot be cut into clauses: it is no sentence.
_HOPELESS_LENGTH = 3

Frame = tuple[str, str]
Link = tuple[int, int, int, int]
_MOST_RETRIES = 3
NO_FRAME: Frame = ("", "")
# A translated lead-in: "Product: red bag" gives "Produto: bolsa vermelha".
_LEAD_IN = re.compile(r"\s*[^\W\d_]+\s?:\s+")


class Candidate(NamedTuple):
    """A draft for a segment's `prepared` text, how its words align, and who proposed it.

    `score` is the engine's, and ranks the candidates of one proposal; None where it cannot. `lead` is the translated
    lead-in that stood before it, "" if it was decoded without a frame. `hows` and `score_difference` are the segment's,
    once terms were placed.
    """

    draft: str
    alignment: Alignment | None
    proposer: str
    score: float | None = None
    lead: str = ""
    hows: tuple[How, ...] = ()
    score_difference: float | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the engine says that nothing else is possible, as the echo engine does: such a draft stands."""
        return self.score == 0


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
    request = Request(texts, frames, engine, proposer)
    return request.candidates(engine.translate(request.sources, options) if request.sources else [])


def continued(
    prefixes: Sequence[tuple[str, Frame, str]], engine: Translator, options: DecodingOptions, proposer: str
) -> list[Candidate]:
    """Return one candidate per (text, frame, prefix): the engine's own way on from a target's beginning.

    With a frame, the prefix begins with the translated lead-in. A prefix ends with a whole word: where the engine
    would make it longer ("chapinha" to "chapinhadores"), it goes on otherwise.
    """
    distinct = list(dict.fromkeys(prefixes))
    if len(distinct) < len(prefixes):
        found = dict(zip(distinct, continued(distinct, engine, options, proposer), strict=True))
        return [found[prefix] for prefix in prefixes]
    request = Request([text for text, _, _ in prefixes], [frame for _, frame, _ in prefixes], engine, proposer)
    texts = [prefixes[index][2] for index in request.possible]
    forced = engine.tokenizer.encode_targets(texts)
    results = engine.continue_from(request.sources, forced, options)
    for _ in range(_MOST_RETRIES):
        glued = _glued(list(zip(texts, forced, (own[0].tokens if own else () for own in results), strict=True)), engine)
        if not glued:
            break
        # A ban holds for a whole call, but these pairs of pieces only come of a form and what was glued to it.
        banned = replace(options, suppressed=(*options.suppressed, *dict.fromkeys(glued.values())))
        again = engine.continue_from([request.sources[i] for i in glued], [forced[i] for i in glued], banned)
        for index, own in zip(glued, again, strict=True):
            results[index] = own
        options = banned
    answers = request.candidates(results)
    return [own[0] if own else Candidate("", None, proposer) for own in answers]


def _glued(rows: Sequence[tuple[str, Tokens, Tokens]], engine: Translator) -> dict[int, tuple[str, str]]:
    """Return the two pieces between which a word goes on past its prefix, for each (prefix, its pieces, whole)."""
    written = engine.tokenizer.decode([tokens[: len(forced) + 1] for _, forced, tokens in rows])
    return {
        index: (forced[-1], tokens[len(forced)])
        for index, ((text, forced, tokens), whole) in enumerate(zip(rows, written, strict=True))
        if forced and len(tokens) > len(forced) and _goes_on(text, whole)
    }


def _goes_on(text: str, whole: str) -> bool:
    end = len(text.rstrip())
    return whole[end - 1 : end].isalnum() and (whole[end : end + 1].isalnum() or whole[end : end + 1] in "-'’")


def scored(drafts: Sequence[tuple[str, Frame, str]], engine: Translator) -> list[float]:
    """Return the mean log-probability per token of each (text, frame, draft), lead-in included where there is one."""
    tokenizer = engine.tokenizer
    sources = tokenizer.encode([f"{head}{text}{tail}" for text, (head, tail), _ in drafts]) if drafts else []
    return engine.score(sources, tokenizer.encode_targets([draft for _, _, draft in drafts])) if drafts else []


class Request:
    """Texts as an engine gets them, and its hypotheses as candidates; `sources` are the pieces of those it can read."""

    def __init__(self, texts: Sequence[str], frames: Sequence[Frame] | None, engine: Translator, proposer: str) -> None:
        self._frames = frames or [NO_FRAME] * len(texts)
        self._texts = [f"{head}{text}{tail}" for (head, tail), text in zip(self._frames, texts, strict=True)]
        self._engine, self._proposer = engine, proposer
        pieces = engine.tokenizer.encode(self._texts) if texts else []
        most = engine.max_source_tokens * _HOPELESS_LENGTH
        self.possible = [i for i, tokens in enumerate(pieces) if 0 < len(tokens) <= most]
        self.sources = [pieces[i] for i in self.possible]

    def candidates(self, results: Sequence[Sequence[Hypothesis]]) -> list[list[Candidate]]:
        """Return the candidates per text, best first; none for a text that is too long for the model."""
        answers: list[list[Candidate]] = [[] for _ in self._texts]
        if not results:
            return answers
        tokenizer = self._engine.tokenizer
        drafts = iter(tokenizer.decode([h.tokens for hypotheses in results for h in hypotheses]))
        for i, source, hypotheses in zip(self.possible, self.sources, results, strict=True):
            for hypothesis in hypotheses:
                draft = next(drafts)
                alignment = _LateAlignment(tokenizer, (source, self._texts[i]), hypothesis, draft)
                candidate = Candidate(draft, alignment, self._proposer, hypothesis.score)
                if self._frames[i] != NO_FRAME:
                    candidate = unframed(candidate, self._frames[i], len(self._texts[i]))
                answers[i].append(candidate)
        return answers


def unframed(candidate: Candidate, frame: Frame, framed_length: int) -> Candidate:
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
    return candidate._replace(draft=draft, alignment=Alignment(links), lead=candidate.draft[:cut])


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
