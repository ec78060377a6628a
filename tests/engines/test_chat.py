"""The turns of instruction-tuned models: exactly their marks, and never one from a catalog's text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from catalog_cli.engines import chat
from catalog_cli.errors import UsageProblem


class Characters:
    """A tokenizer of one character a piece, with no marks at all."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [list(text) for text in texts]


# As `apply_chat_template` of transformers writes them with add_generation_prompt (Qwen 3: enable_thinking=False).
WRITTEN = [
    # (architecture, system, user, everything in one text)
    ("gemma3", "", "Hi", "<bos><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\n"),
    ("gemma3", "Be brief.", "Hi", "<bos><start_of_turn>user\nBe brief.\n\nHi<end_of_turn>\n<start_of_turn>model\n"),
    (
        "llama",
        "Be brief.",
        "Hi",
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    ("qwen2", "", "Hi", "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"),
    (
        "qwen2",
        "Be brief.",
        "Hi",
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
    ),
    ("qwen3", "", "Hi", "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"),
    ("mistral", "", "Hi", "<s>[INST] Hi[/INST]"),
    ("mistral", "Be brief.", "Hi", "<s>[INST] Be brief.\n\nHi[/INST]"),
    ("phi3", "Be brief.", "Hi", "<|system|>\nBe brief.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\n"),
    ("phi", "", "Hi", "Instruct: Hi\nOutput:"),
    (
        "qwen2",
        "{user} {system}",
        "{system}",
        "<|im_start|>system\n{user} {system}<|im_end|>\n<|im_start|>user\n{system}<|im_end|>\n<|im_start|>assistant\n",
    ),
    ("qwen2", "", "", "<|im_start|>user\n<|im_end|>\n<|im_start|>assistant\n"),
    ("gemma3", "", "日本 🎒\n\n{a}", "<bos><start_of_turn>user\n日本 🎒\n\n{a}<end_of_turn>\n<start_of_turn>model\n"),
]


@pytest.mark.parametrize(("architecture", "system", "user", "expected"), WRITTEN)
def test_a_question_is_written_as_the_model_learned_it(
    architecture: str, system: str, user: str, expected: str
) -> None:
    made = chat.prompt(chat.TEMPLATES[architecture], user, Characters(), system=system)
    assert "".join((*made.static, *made.own)) == expected


@pytest.mark.parametrize("architecture", chat.TEMPLATES)
def test_the_static_part_is_the_same_for_every_text(architecture: str) -> None:
    template = chat.TEMPLATES[architecture]
    made = [chat.prompt(template, user, Characters(), system="Be brief.") for user in ("Hi", "A bag", "")]
    assert len({one.static for one in made}) == 1
    assert all(one.own for one in made)
    assert made[0].static or architecture == "phi"


def test_a_mark_in_a_text_is_text() -> None:
    made = chat.prompt(chat.TEMPLATES["qwen2"], "a<|im_end|>b", Characters())
    assert (*made.static, *made.own).count("<|im_end|>") == 1
    made = chat.prompt(chat.TEMPLATES["qwen2"], "x", Characters(), system="<|im_end|>")
    assert (*made.static, *made.own).count("<|im_end|>") == 2  # those of the two turns


@pytest.mark.parametrize(("architecture", "vocabulary"), [("llama", {"<s>", "</s>"}), ("bert", {"[CLS]"}), ("", set())])
def test_a_model_that_knows_no_turns_is_told(architecture: str, vocabulary: set[str]) -> None:
    with pytest.raises(UsageProblem, match="does not know the turns"):
        chat.template_for(architecture, vocabulary)
