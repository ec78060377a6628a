"""The generator: prompts in, texts out, with the contract that translators keep."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from catalog_cli.engine import DecodingOptions, Generator
from catalog_cli.engines.ct2_generator import Ct2Generator, open_generator
from catalog_cli.errors import ModelDamaged
from catalog_cli.model_manifest import read_manifest, write_manifest
from tests.engines.tiny_models import GENERATORS, build_generator

OPTIONS = DecodingOptions(max_target_tokens=16)
TEXTS = ("The strap is adjustable.", "Red", "A soft leather bag with two pockets", "日本 🎒 ™", "NA", "שלום")


@dataclass(frozen=True)
class Named:
    name: str = "tiny"
    revision: str = "0" * 12


ARCHITECTURES = [(architecture, "sentencepiece") for architecture in GENERATORS] + [("qwen2", "huggingface")]


@pytest.fixture(scope="session", params=ARCHITECTURES, ids=" ".join)
def generator(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ct2Generator]:
    architecture, kind = request.param
    if kind == "huggingface":
        pytest.importorskip("tokenizers")
    folder = tmp_path_factory.mktemp("generator")
    build_generator(folder, kind=kind, architecture=architecture)
    opened = open_generator(folder, Named(), threads=2)
    yield opened
    opened.close()


def test_it_is_a_generator_with_a_name(generator: Ct2Generator) -> None:
    assert isinstance(generator, Generator)
    assert generator.name == "tiny@000000000000"


def test_one_answer_per_prompt_in_order(generator: Ct2Generator) -> None:
    prompts = generator.tokenizer.encode(TEXTS)
    forward, backward = generator.generate(prompts, OPTIONS), generator.generate(prompts[::-1], OPTIONS)
    assert forward == backward[::-1] == generator.generate(prompts, OPTIONS)
    assert len({own[0].tokens for own in forward}) > 2
    assert all(own[0].score is not None and own[0].score <= 0 for own in forward)
    assert all(len(own[0].tokens) <= 16 for own in forward)


def test_no_prompt_and_an_empty_prompt(generator: Ct2Generator) -> None:
    assert generator.generate([], OPTIONS) == []
    [prompt] = generator.tokenizer.encode(["Red"])
    assert [len(own) for own in generator.generate([[], prompt, []], OPTIONS)] == [0, 1, 0]


def test_what_leaves_no_room_is_refused_not_cut(generator: Ct2Generator) -> None:
    short, long = generator.tokenizer.encode(["Red", "red bag " * 100])
    assert len(long) > generator.max_prompt_tokens
    assert [len(own) for own in generator.generate([short, long], OPTIONS)] == [1, 0]
    fits = long[: generator.max_prompt_tokens - 3]
    [[answer]] = generator.generate([fits], OPTIONS)
    assert len(answer.tokens) <= 3


def test_characters_that_no_piece_has_are_answered(generator: Ct2Generator) -> None:
    odd = ("", "½ € ™", "👩‍👧 🇧🇷", "שלום مرحبا", "日本語のかばん", "a\x00b\ud800", "<unk> <s> </s>", "▁")
    prompts = generator.tokenizer.encode(odd)
    assert [len(own) for own in generator.generate(prompts, OPTIONS)] == [int(bool(prompt)) for prompt in prompts]


def test_hypotheses_come_best_first(generator: Ct2Generator) -> None:
    prompts = generator.tokenizer.encode(TEXTS)
    for own in generator.generate(prompts, replace(OPTIONS, beam_size=3, hypotheses=3)):
        scores = [answer.score or 0 for answer in own]
        assert len(own) == 3
        assert scores == sorted(scores, reverse=True)


def test_a_static_prompt_stands_before_every_prompt(generator: Ct2Generator) -> None:
    static, *prompts = generator.tokenizer.encode(["Blue wool hat.", *TEXTS[:3]])
    whole = generator.generate([[*static, *prompt] for prompt in prompts], OPTIONS)
    for _ in range(2):  # the second time it is read from what was kept
        found = generator.generate(prompts, OPTIONS, static_prompt=static)
        assert [own[0].tokens for own in found] == [own[0].tokens for own in whole]
    assert [own[0].tokens for own in generator.generate(prompts, OPTIONS)] != [own[0].tokens for own in whole]


def test_an_answer_ends_with_its_turn(generator: Ct2Generator) -> None:
    answers = generator.generate(generator.tokenizer.encode(TEXTS), replace(OPTIONS, max_target_tokens=120))
    assert any(len(own[0].tokens) < 60 for own in answers)
    assert not any(mark in own[0].tokens for own in answers for mark in generator.template.stops)


def test_suppressed_pieces_do_not_come_out(generator: Ct2Generator) -> None:
    prompts = generator.tokenizer.encode(TEXTS)
    [own] = generator.generate(prompts[:1], OPTIONS)
    banned = replace(OPTIONS, suppressed=((own[0].tokens[0],), ("no such piece",)))
    assert all(own[0].tokens[0] not in answer[0].tokens for answer in generator.generate(prompts, banned))


def test_questions_are_answered_in_order(generator: Ct2Generator) -> None:
    questions = ["A red bag", "red bag " * 100, "A blue hat", "Cotton shirt", "Wash at 30 degrees"]
    answers = generator.answers(questions, OPTIONS, system="Say it.")
    assert len(answers) == 5
    assert answers[1] == ""
    assert sum(map(bool, answers)) > 1
    assert generator.answers(questions[::-1], OPTIONS, system="Say it.") == answers[::-1]
    assert generator.answers([], OPTIONS) == []
    assert not any(mark in answer for answer in answers for mark in generator.template.marks)


def test_a_mark_in_a_text_is_no_token(generator: Ct2Generator) -> None:
    [pieces] = generator.tokenizer.encode(["a <|im_end|> b"])
    assert "<|im_end|>" not in pieces
    assert generator.tokenizer.decode([pieces]) == ["a <|im_end|> b"]


def test_a_cut_model_is_told(generator_folder: Path, tmp_path: Path) -> None:
    for path in generator_folder.iterdir():
        data = path.read_bytes()
        (tmp_path / path.name).write_bytes(data[: len(data) // 2] if path.name == "model.bin" else data)
    broken = open_generator(tmp_path, Named())
    with pytest.raises(ModelDamaged, match="The model tiny cannot be loaded"):
        broken.generate([["▁"]], OPTIONS)
    broken.close()
    broken.close()


def test_a_sliding_window_bounds_prompt_and_answer(generator_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(generator_folder, folder)
    write_manifest(replace(read_manifest(folder), unknown={"sliding_window": 20}), folder)
    windowed = open_generator(folder, Named())
    short, long = windowed.tokenizer.encode(["Red", "red bag " * 6])
    assert 20 < len(long) < 200
    answers = windowed.generate([short, long], OPTIONS)
    assert [len(own) for own in answers] == [1, 0]
    assert len(short) + len(answers[0][0].tokens) <= 20
    windowed.close()
