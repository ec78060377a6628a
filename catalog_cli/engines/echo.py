"""The echo engine: pseudo-localization. It shows which text a run would translate, for any pair and without a model.

Vowels get accents ("Red bag" -> "Réd bág"), so that text that was not extracted stands out in a shop, and what
must survive (masks, numbers) survives. It is as fast as Python, which makes it the engine of the benchmarks that
measure everything but decoding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from catalog_cli.engine import DecodingOptions, Hypothesis, Tokens

_ACCENTS = str.maketrans("aeiouAEIOUcnCN", "áéíóúÁÉÍÓÚçñÇÑ")
_WORD = re.compile(r"\s*\S+")


def open_translator(source_locale: str, target_locale: str) -> EchoTranslator:
    """Return an echo engine for a pair of locales."""
    return EchoTranslator(source_locale, target_locale)


class WordTokenizer:
    """One piece per word, the white space before it included, so that any text comes back as it was."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text.

        >>> WordTokenizer().encode(["Red  bag "])
        [['Red', '  bag', ' ']]
        """
        return [[*_WORD.findall(text), *([rest] if (rest := text[len(text.rstrip()) :]) else [])] for text in texts]

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text."""
        return self.encode(texts)

    def decode(self, pieces: Sequence[Tokens]) -> list[str]:
        """Return the text of each sequence of pieces."""
        return ["".join(tokens) for tokens in pieces]

    def spans(self, pieces: Tokens, text: str) -> list[tuple[int, int]]:
        """Return [start, end) in `text`, in code points and without white space, of each piece."""
        spans = []
        position = 0
        for piece in pieces:
            spans.append((position + len(piece) - len(piece.lstrip()), position + len(piece)))
            position += len(piece)
        return spans


@dataclass(frozen=True, slots=True)
class _Finished:
    hypotheses: list[list[Hypothesis]]

    def result(self) -> list[list[Hypothesis]]:
        return self.hypotheses


class EchoTranslator:
    """Accents the vowels of every word that holds no digit and is not all capitals, as masks are.

    >>> engine = EchoTranslator("en", "de")
    >>> [[hypothesis]] = engine.translate([["Red", " bag", " X1"]], DecodingOptions())
    >>> hypothesis.tokens
    ('Réd', ' bág', ' X1')
    """

    name = "echo@1"
    max_source_tokens = 1_000_000
    compute_type = "none"
    decoding = DecodingOptions()

    def __init__(self, source_locale: str, target_locale: str) -> None:
        self.source_locale = source_locale
        self.target_locale = target_locale
        self.tokenizer = WordTokenizer()

    def submit(
        self, sources: Sequence[Tokens], options: DecodingOptions, *, scored: Collection[int] | None = None
    ) -> _Finished:
        """Return the finished answer: there is nothing to wait for."""
        del scored
        return _Finished(self.translate(sources, options))

    def translate(self, sources: Sequence[Tokens], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Return one hypothesis per source."""
        return [[self._accented(tokens)] for tokens in sources]

    def _accented(self, tokens: Tokens) -> Hypothesis:
        target = tuple(
            piece if piece.isupper() or any(map(str.isdigit, piece)) else piece.translate(_ACCENTS) for piece in tokens
        )
        return Hypothesis(target, 0.0, tuple(range(len(target))))

    def continue_from(
        self, sources: Sequence[Tokens], prefixes: Sequence[Tokens], options: DecodingOptions
    ) -> list[list[Hypothesis]]:
        """Return the prefix and the echo of what follows it."""
        answers = []
        for tokens, prefix in zip(sources, prefixes, strict=True):
            rest = self._accented(tokens).tokens[len(prefix) :]
            whole = (*prefix, *rest)
            answers.append([Hypothesis(whole, None, tuple(min(i, len(tokens) - 1) for i in range(len(whole))))])
        return answers

    def next_logits(
        self, sources: Sequence[Tokens], hypotheses: Sequence[Tokens], pieces: Sequence[Sequence[str]]
    ) -> list[list[list[float]]]:
        """Return log-probability 0 for the piece the echo would write, and a poor one for any other."""
        rows = []
        for tokens, hypothesis, wanted in zip(sources, hypotheses, pieces, strict=True):
            echoed = [*self._accented(tokens).tokens, *([""] * (len(hypothesis) + 1))]
            rows.append(
                [[0.0 if piece == echoed[i] else -10.0 for piece in wanted] for i in range(len(hypothesis) + 1)]
            )
        return rows

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        """Return 0 for the echo itself and minus the share of other pieces for anything else."""
        scores = []
        for tokens, target in zip(sources, targets, strict=True):
            echoed = self._accented(tokens).tokens
            same = sum(a == b for a, b in zip(echoed, target, strict=False))
            scores.append(same / max(1, len(echoed), len(target)) - 1.0)
        return scores

    def align(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[tuple[int, ...]]:
        """Return the piece at the same place."""
        return [
            tuple(min(i, len(tokens) - 1) for i in range(len(target)))
            for tokens, target in zip(sources, targets, strict=True)
        ]

    def close(self) -> None:
        """Nothing to free."""
