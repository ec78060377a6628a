"""Candidates for the texts of products, written by a model: several for each product, in one batch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, cast, runtime_checkable

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.engine import DecodingOptions, Tokenizer, Tokens
from catalog_cli.engine import Hypothesis as Answer
from catalog_cli.engines import chat
from catalog_cli.generation.cells import facts_line
from catalog_cli.generation.prompts import PromptTemplate, prompt_template
from catalog_cli.generation.screening import beginnings
from catalog_cli.product_facts import ProductFacts

# Models whose makers tuned them to follow instructions say so in the name.
_TUNED = re.compile(r"(?:^|[-_.])(?:it|instruct|chat)(?:[-_.@]|$)", re.IGNORECASE)
# Two or three sentences in the languages that we write.
_MOST_ANSWER_TOKENS = 72
# Larger batches are slower: one of 4,096 tokens took 5.8 s of processor time for a product where 512 took 3.3 s
# (Gemma 3 270M, one thread), for every position has its place in a vocabulary of 262,144.
_MOST_BATCH_TOKENS = 512


@runtime_checkable
class TextGenerator(Protocol):
    """What is asked of an engine that writes: `engines.load_generator` returns one."""

    @property
    def name(self) -> str: ...

    @property
    def tokenizer(self) -> Tokenizer: ...

    @property
    def max_prompt_tokens(self) -> int: ...

    def generate(
        self, prompts: Sequence[Tokens], options: DecodingOptions, *, static_prompt: Tokens = ()
    ) -> list[list[Answer]]: ...


class Candidate:
    """A text for one product, and the model's mean log-probability per token, at most 0."""

    __slots__ = ("score", "text")

    def __init__(self, text: str, score: float) -> None:
        self.text, self.score = text, score


class Writer:
    """Asks a model for texts in one locale.

    A candidate differs from the others in the order of its facts and in the words it begins with; each is then the
    likeliest continuation. That is as varied as sampling, and the same in every run, batch and resumption.
    """

    def __init__(self, model: TextGenerator, schema: AttributeSchema, locale: str, *, candidates: int = 5) -> None:
        self._model = model
        self._schema = schema
        self._locale = locale
        self._is_chat = _TUNED.search(model.name) is not None
        self.template: PromptTemplate = prompt_template("chat" if self._is_chat else "few-shot", locale)
        openings = self.template.openings
        turned = [(turn, "") for turn in range(1, candidates)]
        self._ways = [*((0, opening) for opening in openings), *turned][:candidates]
        self._options = DecodingOptions(
            max_target_tokens=_MOST_ANSWER_TOKENS, max_batch_tokens=_MOST_BATCH_TOKENS, stops=self._line_ends()
        )

    def _line_ends(self) -> tuple[str, ...]:
        """Return the pieces that are nothing but line breaks: a pretrained model goes on with another example."""
        pieces = self._model.tokenizer.encode(["\n", "\n\n"])
        return tuple(dict.fromkeys(own[-1] for own in pieces if own)) if not self._is_chat else ()

    def candidates(self, products: Sequence[ProductFacts]) -> list[list[Candidate]]:
        """Return the candidates of each product, none for one of which nothing is known or whose facts are too long."""
        asked: list[tuple[int, str, str]] = []
        for index, facts in enumerate(products):
            lines: dict[tuple[str, str], None] = {}
            for turn, opening in self._ways:
                line = facts_line(facts, self._schema, self._locale, turn)
                if line:
                    lines.setdefault((line, opening))
            asked += ((index, line, opening) for line, opening in lines)
        found: list[list[Candidate]] = [[] for _ in products]
        for (index, _, opening), answers in zip(asked, self._answers(asked), strict=True):
            for answer, text in answers:
                for written in beginnings(opening + text):
                    if all(written != other.text for other in found[index]):
                        found[index].append(Candidate(written, answer.score or 0.0))
        return found

    def _answers(self, asked: Sequence[tuple[int, str, str]]) -> list[list[tuple[Answer, str]]]:
        if not asked:
            return []
        prompts = [self._prompt(self.template.own(line, opening)) for _, line, opening in asked]
        results = self._model.generate(
            [prompt.own for prompt in prompts], self._options, static_prompt=prompts[0].static
        )
        flat = [answer for own in results for answer in own]
        marks = self._marks()
        texts = iter(self._model.tokenizer.decode([[one for one in own.tokens if one not in marks] for own in flat]))
        return [[(answer, next(texts)) for answer in own] for own in results]

    def _prompt(self, own: str) -> chat.Prompt:
        tokenizer = self._model.tokenizer
        if self._is_chat:
            return chat.prompt(self._chat_template(), own, tokenizer, system=self.template.before.strip())
        begin = tuple(getattr(self._model, "begin", ()))
        static, rest = tokenizer.encode([self.template.before.rstrip(" "), f" {own}"])
        return chat.Prompt((*begin, *static), tuple(rest))

    def _chat_template(self) -> chat.ChatTemplate:
        return cast("chat.ChatTemplate", self._model.template)  # type: ignore[attr-defined]  # chat models have one

    def _marks(self) -> frozenset[str]:
        return self._chat_template().marks if self._is_chat else frozenset()
