"""An engine that says what a test tells it to, and remembers what it was asked; and segments in one line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from catalog_cli.engine import DecodingOptions, Hypothesis, Tokens
from catalog_cli.engines.echo import WordTokenizer
from catalog_cli.product import Role
from catalog_cli.segment import InlineCode, Place, Segment, SegmentId, TermHit

Answer = str | Sequence[str] | Mapping[str, "str | Sequence[str]"]
"""One draft, several (n-best), or either of them by the way of decoding: "free", "beam", "no repeat" or "negative"."""

_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


def accented(text: str) -> str:
    """Return what the scripted engine says of a text it has no answer for: masks and numbers stay."""
    return "".join(
        piece if any(map(str.isdigit, piece)) or piece.strip(" .,!?").isupper() else piece.translate(_ACCENTS)
        for piece in WordTokenizer().encode([text])[0]
    )


def decoding(options: DecodingOptions) -> str:
    """Return the name of a way of decoding."""
    if options.no_repeat_ngram_size:
        return "no repeat"
    return "beam" if options.beam_size > 1 else "free"


@dataclass
class _Pending:
    engine: ScriptedEngine
    texts: tuple[str, ...]
    hypotheses: list[list[Hypothesis]]

    def result(self) -> list[list[Hypothesis]]:
        self.engine.events.append(("result", self.texts))
        return self.hypotheses


@dataclass
class ScriptedEngine:
    """A Translator: words are pieces, each target word attends to the source word at its place."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    max_source_tokens: int = 90
    source_locale: str = "en"
    target_locale: str = "pt-BR"
    name: str = "scripted@1"
    compute_type: str = "none"
    decoding: DecodingOptions = field(default_factory=DecodingOptions)
    events: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    decoded: list[tuple[str, str]] = field(default_factory=list)
    scored: list[str] = field(default_factory=list)
    ways: Mapping[str, str] = field(default_factory=dict)
    """How it goes on from a prefix: the whole text."""
    ways_without: Mapping[str, str] = field(default_factory=dict)
    """The same when pieces are suppressed."""
    continued: list[str] = field(default_factory=list)
    suppressed: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    likely_place: int = 0
    """The word before which it finds any form likeliest."""
    tokenizer: WordTokenizer = field(default_factory=WordTokenizer)

    def submit(
        self, sources: Sequence[Tokens], options: DecodingOptions, *, scored: Collection[int] | None = None
    ) -> _Pending:
        del scored
        texts = tuple("".join(tokens) for tokens in sources)
        if texts:
            self.events.append(("submit", texts))
        way = decoding(options)
        self.decoded += [(text, way) for text in texts]
        if options.suppressed:
            self.suppressed.append(options.suppressed)
            way = "negative"
        return _Pending(self, texts, [self._hypotheses(text, way) for text in texts])

    def translate(self, sources: Sequence[Tokens], options: DecodingOptions) -> list[list[Hypothesis]]:
        return self.submit(sources, options).result()

    def _hypotheses(self, text: str, way: str) -> list[Hypothesis]:
        answer = self.answers.get(text, accented(text))
        if isinstance(answer, Mapping):
            answer = answer.get(way, answer.get("free", ""))
        drafts = [answer] if isinstance(answer, str) else list(answer)
        words = len(self.tokenizer.encode([text])[0])
        found = []
        for draft in drafts:
            (pieces,) = self.tokenizer.encode([draft])
            attended = tuple(min(index, words - 1) for index in range(len(pieces)))
            found.append(Hypothesis(tuple(pieces), -1.0, attended))
        return found

    def continue_from(
        self, sources: Sequence[Tokens], prefixes: Sequence[Tokens], options: DecodingOptions
    ) -> list[list[Hypothesis]]:
        answers = []
        for tokens, prefix in zip(sources, prefixes, strict=True):
            text = "".join(prefix)
            self.continued.append(text)
            whole = self.ways.get(text, text)
            if options.suppressed:
                whole = self.ways_without.get(text, text)
            (pieces,) = self.tokenizer.encode([whole])
            attended = tuple(min(index, len(tokens) - 1) for index in range(len(pieces)))
            answers.append([Hypothesis(tuple(pieces), None, attended)])
        return answers

    def next_logits(
        self, sources: Sequence[Tokens], hypotheses: Sequence[Tokens], pieces: Sequence[Sequence[str]]
    ) -> list[list[list[float]]]:
        return [
            [[-1.0 if index == self.likely_place else -9.0 for _ in wanted] for index in range(len(tokens) + 1)]
            for tokens, wanted in zip(hypotheses, pieces, strict=True)
        ]

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        texts = ["".join(target) for target in targets]
        self.scored += texts
        return [self.scores.get(text, -5.0) for text in texts]

    def align(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[tuple[int, ...]]:
        raise NotImplementedError

    def close(self) -> None:
        self.events.append(("close", ()))

    @property
    def submitted(self) -> list[str]:
        """Every text that was decoded, in order, whatever the way."""
        return [text for text, _ in self.decoded]


def segment(
    source: str,
    *,
    prepared: str | None = None,
    role: Role = Role.TEXT,
    row: int = 2,
    context: str = "",
    codes: tuple[InlineCode, ...] = (),
    masks: tuple[tuple[int, int, str], ...] = (),
    term_hits: tuple[TermHit, ...] = (),
) -> Segment:
    """A segment that is ready for the engine."""
    return Segment(
        SegmentId("bags.csv", str(row), "", "Title", 0, 0),
        Place("bags.csv", row, "Title"),
        role,
        source,
        context=context,
        codes=codes,
        term_hits=term_hits,
        prepared=source if prepared is None else prepared,
        masks=masks,
    )
