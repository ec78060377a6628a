"""How instruction-tuned models are talked to: the turns of each architecture as data, and prompts made of them.

Only a template's own marks become special tokens. What stands in a catalog is text, also where it looks like a mark.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from catalog_cli.engine import Tokenizer
from catalog_cli.errors import UsageProblem

_SPACE = "\u2581"
_SYSTEM, _USER = "{system}", "{user}"
_MARK = re.compile(r"(<\|[a-z_]+\|>|<bos>|<s>|<start_of_turn>|<end_of_turn>|\[/?INST\]|</?think>)")


@dataclass(frozen=True, slots=True)
class ChatTemplate:
    """One question to a model: what a conversation begins with, the turns, and the tokens that end an answer.

    A model without turns for the system reads its text before the user's.
    """

    begin: str
    system: str
    user: str
    answer: str
    stops: tuple[str, ...]

    @property
    def marks(self) -> frozenset[str]:
        """The tokens of the turns, which are no text."""
        return frozenset((*_MARK.findall(self.begin + self.system + self.user + self.answer), *self.stops))


# From the models' own chat templates (tokenizer_config.json): Gemma 3, Llama 3, Qwen 2.5 and 3 (which is told that it
# has thought already), Mistral v0.3, Phi-3, and the question form of Phi-2's card.
TEMPLATES = {
    "gemma3": ChatTemplate(
        "<bos>",
        "",
        "<start_of_turn>user\n{system}{user}<end_of_turn>\n",
        "<start_of_turn>model\n",
        ("<end_of_turn>", "<eos>"),
    ),
    "llama": ChatTemplate(
        "<|begin_of_text|>",
        "<|start_header_id|>system<|end_header_id|>\n\n{system}<|eot_id|>",
        "<|start_header_id|>user<|end_header_id|>\n\n{user}<|eot_id|>",
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
        ("<|eot_id|>", "<|end_of_text|>"),
    ),
    "qwen2": ChatTemplate(
        "",
        "<|im_start|>system\n{system}<|im_end|>\n",
        "<|im_start|>user\n{user}<|im_end|>\n",
        "<|im_start|>assistant\n",
        ("<|im_end|>", "<|endoftext|>"),
    ),
    "qwen3": ChatTemplate(
        "",
        "<|im_start|>system\n{system}<|im_end|>\n",
        "<|im_start|>user\n{user}<|im_end|>\n",
        "<|im_start|>assistant\n<think>\n\n</think>\n\n",
        ("<|im_end|>", "<|endoftext|>"),
    ),
    "mistral": ChatTemplate("<s>", "", "[INST] {system}{user}[/INST]", "", ("</s>",)),
    "phi3": ChatTemplate(
        "",
        "<|system|>\n{system}<|end|>\n",
        "<|user|>\n{user}<|end|>\n",
        "<|assistant|>\n",
        ("<|end|>", "<|endoftext|>"),
    ),
    "phi": ChatTemplate("", "", "Instruct: {system}{user}\n", "Output:", ("<|endoftext|>",)),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """The tokens of a question: `static` are the same for every user text, and need to be read only once."""

    static: tuple[str, ...]
    own: tuple[str, ...]


def template_for(architecture: str, vocabulary: Collection[str]) -> ChatTemplate:
    """Return the template of an architecture; raises UsageProblem if the model was not tuned to be talked to so.

    >>> template_for("qwen2", {"<|im_start|>", "<|im_end|>", "<|endoftext|>"}).stops
    ('<|im_end|>', '<|endoftext|>')
    """
    template = TEMPLATES.get(architecture)
    if template is not None and template.marks - {"<think>", "</think>"} <= set(vocabulary):
        return template
    raise UsageProblem(
        f"This model ({architecture}) does not know the turns of a conversation. Use one that is tuned to follow "
        "instructions: such models have -it, -instruct or -chat in their names."
    )


def prompt(template: ChatTemplate, user: str, tokenizer: Tokenizer, *, system: str = "") -> Prompt:
    """Return a question as tokens: the static part ends with the last mark before the user's text."""
    has_turn = bool(template.system)
    turn = template.system if system and has_turn else ""
    before = f"{system}\n\n" if system and not has_turn else ""
    parts = _MARK.split(template.begin + turn + template.user + template.answer)
    adds_space = tokenizer.encode(["a"])[0][:1] == [_SPACE + "a"]
    static: list[str] = []
    own: list[str] = []
    for index, part in enumerate(parts):
        if index % 2:
            tokens = [part]
        else:
            # In this order: a mark or a brace in the texts is text.
            text = part.replace(_SYSTEM, before if _USER in part else system, 1) if _SYSTEM in part else part
            if _USER in part:
                head, _, tail = part.partition(_USER)
                text = head.replace(_SYSTEM, before) + user + tail
            if adds_space and index:
                text = text.removeprefix(" ")
            tokens = tokenizer.encode([text])[0] if text else []
        has_user = _USER in part or bool(own)
        (own if has_user else static).extend(tokens)
    return Prompt(tuple(static), tuple(own))
