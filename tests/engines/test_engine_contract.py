"""What every engine keeps: a new engine gets these tests by a row in `ENGINES`."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.engine import DecodingOptions, Tokenizer, Translator
from tests.engines.tiny_models import TINY

ARCHITECTURES = tuple(f"{name}_engine" for name in TINY)
ENGINES = ("engine", "tiny_engine", "echo", "pivot_engine", *ARCHITECTURES)  # names of fixtures
WITH_VOCABULARY = ("engine", "tiny_engine", "pivot_engine", *ARCHITECTURES)
# The tiny model's noise may not end by itself.
OPTIONS = DecodingOptions(max_target_tokens=32)
# Free decoding over the whole vocabulary, as `next_logits` and `score` see it.
WHOLE_VOCABULARY = replace(OPTIONS, use_vocabulary_map=False)

# Of different lengths, so that sorting them by length would change the order.
TEXTS = (
    "The strap is adjustable and strong.",
    "Red",
    "A soft leather bag with two small pockets for a phone and 2 keys.",
    "Wash at 30 degrees.",
    "日本 🎒 ™",
    "Cotton shirt with long sleeves, one size.",
    "NA",
    "שלום",
)


@pytest.fixture(params=ENGINES)
def translator(request: pytest.FixtureRequest) -> Translator:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=WITH_VOCABULARY)
def model(request: pytest.FixtureRequest) -> Translator:
    return request.getfixturevalue(request.param)


def greedy(translator: Translator, texts: tuple[str, ...] = TEXTS) -> tuple[list[list[str]], list[tuple[str, ...]]]:
    """The pieces of the texts and of the engine's own answers."""
    sources = translator.tokenizer.encode(texts)
    return sources, [answers[0].tokens for answers in translator.translate(sources, WHOLE_VOCABULARY)]


def test_it_is_a_translator_with_a_name_and_a_pair(translator: Translator) -> None:
    assert isinstance(translator, Translator)
    assert isinstance(translator.tokenizer, Tokenizer)
    assert "@" in translator.name
    assert (translator.source_locale, translator.target_locale) == ("en", "pt-BR")
    assert translator.max_source_tokens > 0


# --- translate and submit


def test_one_answer_per_source_in_order(translator: Translator) -> None:
    sources = translator.tokenizer.encode(TEXTS)
    forward = translator.translate(sources, OPTIONS)
    backward = translator.translate(sources[::-1], OPTIONS)
    assert len(forward) == len(sources)
    assert [answers[0].tokens for answers in forward] == [answers[0].tokens for answers in backward[::-1]]
    assert len({answers[0].tokens for answers in forward}) == len(TEXTS)  # else the order would prove nothing


def test_the_same_input_gives_the_same_output(translator: Translator) -> None:
    sources = translator.tokenizer.encode(TEXTS)
    wanted = replace(OPTIONS, beam_size=2, hypotheses=2)
    first, again = translator.translate(sources, wanted), translator.translate(sources, wanted)
    assert [[(h.tokens, h.score, h.attended) for h in own] for own in first] == [
        [(h.tokens, h.score, h.attended) for h in own] for own in again
    ]


def test_order_is_kept_over_several_batches(translator: Translator) -> None:
    texts = [f"{number}" for number in range(100, 160)] + ["Wash at 30 degrees."] * 60
    sources = translator.tokenizer.encode(texts)
    answers = translator.translate(sources, replace(OPTIONS, max_batch_tokens=64))
    assert len(answers) == 120
    assert len({answer[0].tokens for answer in answers[60:]}) == 1


@pytest.mark.parametrize("hypotheses", [1, 3])
def test_hypotheses_come_best_first(translator: Translator, hypotheses: int) -> None:
    sources = translator.tokenizer.encode(TEXTS)
    for answers in translator.translate(sources, replace(OPTIONS, beam_size=3, hypotheses=hypotheses)):
        scores = [answer.score for answer in answers]
        assert 1 <= len(answers) <= hypotheses  # an engine may know only one
        assert all(score is not None and score <= 0 for score in scores)
        assert scores == sorted(scores, reverse=True)


def test_each_target_piece_says_which_source_piece_it_attended_to(translator: Translator) -> None:
    sources = translator.tokenizer.encode(TEXTS)
    for source, [answer] in zip(sources, translator.translate(sources, OPTIONS), strict=True):
        assert len(answer.attended) == len(answer.tokens)
        assert all(0 <= index < len(source) for index in answer.attended)


def test_a_submitted_request_gives_what_translate_gives(translator: Translator) -> None:
    sources = translator.tokenizer.encode(TEXTS)
    first, second = translator.submit(sources, OPTIONS), translator.submit(sources[:2], OPTIONS)
    assert first.result() == translator.translate(sources, OPTIONS)
    assert second.result() == translator.translate(sources[:2], OPTIONS)


def test_a_score_that_nobody_reads_changes_nothing_else(translator: Translator) -> None:
    sources = translator.tokenizer.encode(TEXTS)
    whole, part = translator.submit(sources, OPTIONS).result(), translator.submit(sources, OPTIONS, scored=[1]).result()
    assert [[one.tokens for one in own] for own in part] == [[one.tokens for one in own] for own in whole]
    assert [[one.attended for one in own] for own in part] == [[one.attended for one in own] for own in whole]
    # Rounding depends on what is decoded together.
    assert part[1][0].score == pytest.approx(whole[1][0].score, abs=5e-3)


def test_an_empty_batch_is_an_empty_answer(translator: Translator) -> None:
    assert translator.translate([], OPTIONS) == []
    assert translator.submit([], OPTIONS).result() == []
    assert translator.continue_from([], [], OPTIONS) == []
    assert translator.next_logits([], [], []) == []
    assert translator.score([], []) == []
    assert translator.align([], []) == []


def test_an_empty_text_among_others_has_an_empty_target(translator: Translator) -> None:
    sources = translator.tokenizer.encode(["", "Red", ""])
    assert sources[0] == sources[2] == []
    answers = translator.translate(sources, OPTIONS)
    assert [answer[0].tokens == () for answer in answers] == [True, False, True]
    assert translator.align(sources, [(), ("a",), ()])[::2] == [(), ()]
    assert [len(rows) for rows in translator.next_logits(sources, [["a"], [], []], [["a"]] * 3)] == [2, 1, 1]
    assert all(score <= 0 for score in translator.score(sources, [(), (), ("a",)]))


def test_more_than_the_model_reads_well_is_still_answered(translator: Translator) -> None:
    [source] = translator.tokenizer.encode(["red bag " * 400])
    [[answer]] = translator.translate([source], OPTIONS)
    assert len(answer.attended) == len(answer.tokens)
    [indices] = translator.align([source], [source])
    assert len(indices) == len(source)


# --- continue_from


def test_a_continuation_begins_with_its_prefix(translator: Translator) -> None:
    sources, own = greedy(translator)
    prefixes = [tokens[::-1][:2] for tokens in own]  # what the engine would not have begun with
    answers = translator.continue_from(sources, prefixes, OPTIONS)
    assert len(answers) == len(sources)
    for source, prefix, [answer, *_] in zip(sources, prefixes, answers, strict=True):
        assert answer.tokens[: len(prefix)] == prefix
        assert answer.score is None  # a forced score is comparable with none
        assert len(answer.attended) == len(answer.tokens)
        assert all(0 <= index < len(source) for index in answer.attended)


def test_a_continuation_of_nothing_is_a_translation(translator: Translator) -> None:
    sources, own = greedy(translator)
    answers = translator.continue_from(sources, [()] * len(sources), OPTIONS)
    assert [answer[0].tokens for answer in answers] == own


# --- next_logits, score and align


def test_the_piece_that_was_chosen_has_the_highest_log_probability(translator: Translator) -> None:
    sources, own = greedy(translator)
    wanted = [list(dict.fromkeys(tokens)) for tokens in own]
    answers = translator.next_logits(sources, own, wanted)
    assert len(answers) == len(sources)
    for tokens, pieces, rows in zip(own, wanted, answers, strict=True):
        assert len(rows) == len(tokens) + 1
        assert {len(row) for row in rows} == {len(pieces)}
        assert all(value <= 0 for row in rows for value in row)
        assert [pieces[row.index(max(row))] for row in rows[:-1]] == list(tokens)


def test_hypotheses_of_very_different_lengths_share_a_request(translator: Translator) -> None:
    [source] = translator.tokenizer.encode(["Red bag"])
    hypotheses = [[], source * 150, source, []]
    answers = translator.next_logits([source] * 4, hypotheses, [source] * 4)
    assert [len(rows) for rows in answers] == [len(tokens) + 1 for tokens in hypotheses]
    assert answers[0] == answers[3]


def test_the_log_probability_of_a_piece_that_is_not_in_the_vocabulary(model: Translator) -> None:
    sources, own = greedy(model, TEXTS[:1])
    [rows] = model.next_logits(sources, own, [["no such piece", own[0][0]]])
    assert {row[0] for row in rows} == {-math.inf}
    assert all(math.isfinite(row[1]) for row in rows)


def test_the_logits_are_those_of_a_distribution(tiny_engine: Translator) -> None:
    processor = tiny_engine.tokenizer._processor
    vocabulary = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    sources, own = greedy(tiny_engine, TEXTS[:1])
    [rows] = tiny_engine.next_logits(sources, own, [vocabulary])
    assert [sum(map(math.exp, row)) for row in rows] == pytest.approx([1.0] * len(rows), abs=1e-3)


def test_the_logits_add_up_to_the_score(engine: Translator) -> None:
    sources, own = greedy(engine, TEXTS[:1])
    pieces = [*own[0], "</s>"]
    [rows] = engine.next_logits(sources, own, [pieces])
    [score] = engine.score(sources, own)
    assert sum(rows[index][index] for index in range(len(pieces))) / len(pieces) == pytest.approx(score, abs=0.02)


def test_the_score_prefers_the_own_target_to_another_order(translator: Translator) -> None:
    sources, own = greedy(translator, TEXTS[:3:2])
    good, bad = translator.score(sources, own), translator.score(sources, [tokens[::-1] for tokens in own])
    assert all(b < a <= 0 for a, b in zip(good, bad, strict=True))


def test_the_alignment_has_one_source_index_per_target_piece(translator: Translator) -> None:
    sources, own = greedy(translator)
    answers = translator.align(sources, own)
    assert [len(indices) for indices in answers] == [len(tokens) for tokens in own]
    for source, indices in zip(sources, answers, strict=True):
        assert all(0 <= index < len(source) for index in indices)


def test_the_embedded_model_aligns_words(engine: Translator) -> None:
    [source] = engine.tokenizer.encode(["The red leather strap is adjustable."])
    [target] = engine.tokenizer.encode(["A pulseira de couro vermelho é ajustável."])
    [indices] = engine.align([source], [target])
    pairs = {target[i]: source[index] for i, index in enumerate(indices)}
    assert (pairs["▁couro"], pairs["▁vermelho"]) == ("▁leather", "▁red")  # the example of the model card


# --- the tokenizer

PLAIN = ("The bag is red.", "Red", "100 % cotton", "007", "NA", "2 x 3", "a-b_c/d", "Bolsa de algodão macio", "日本 🎒")


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_comes_back_and_each_span_is_its_piece(translator: Translator, text: str) -> None:
    tokenizer = translator.tokenizer
    [pieces] = tokenizer.encode_targets([text])
    assert tokenizer.decode([pieces]) == [text]
    assert_spans_are_pieces(tokenizer, pieces, text)
    [pieces] = tokenizer.encode([text])
    assert_spans_are_pieces(tokenizer, pieces, text)


def assert_spans_are_pieces(tokenizer: Tokenizer, pieces: list[str], text: str) -> None:
    spans = tokenizer.spans(pieces, text)
    assert [text[start:end] for start, end in spans] == [piece.replace("▁", "").strip() for piece in pieces]
    assert "".join(text[start:end] for start, end in spans) == text.replace(" ", "")


def test_a_batch_of_texts_is_the_texts_one_by_one(translator: Translator) -> None:
    tokenizer = translator.tokenizer
    pieces = tokenizer.encode(TEXTS)
    assert pieces == [tokenizer.encode([text])[0] for text in TEXTS]
    targets = tokenizer.encode_targets(TEXTS)
    assert targets == [tokenizer.encode_targets([text])[0] for text in TEXTS]
    assert tokenizer.decode(targets) == [tokenizer.decode([tokens])[0] for tokens in targets]
    assert tokenizer.encode([]) == tokenizer.encode_targets([]) == tokenizer.decode([]) == []


ODD = (
    "",
    " ",
    "\n",
    "  two  spaces ",
    "a\nb\tc",
    "“Smart” ½ cup",
    "Cool™ €5 100\u00a0% x²",
    "½½½ ¾ ﬁne ① １２３ ＡＢＣ",  # each becomes other characters, some of them several
    "e\u0301te\u0301",  # a combining accent: two code points, one letter
    "👨\u200d👩\u200d👧 🇧🇷",
    "שלום עולם مرحبا",
    "日本語のかばん",
    "a\x00b",
    "\ufeffa\u200bb",
    "▁a ▁",  # SentencePiece's own mark
    "<unk> <s> </s>",
    "a\ud800b",  # half of a pair, as a JSON escape can hold
)


def assert_spans_lie_in(text: str, spans: list[tuple[int, int]], count: int) -> None:
    assert len(spans) == count
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert not any(text[start] in " \t\n\u00a0" for start, end in spans if start < end)


@pytest.mark.parametrize("text", ODD)
def test_spans_of_odd_text_lie_in_it_in_order(translator: Translator, text: str) -> None:
    [pieces] = translator.tokenizer.encode([text])
    assert_spans_lie_in(text, translator.tokenizer.spans(pieces, text), len(pieces))
    translator.translate([pieces], OPTIONS)


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_spans_of_any_text_lie_in_it_in_order(engine: Translator, text: str) -> None:
    [pieces] = engine.tokenizer.encode([text])
    assert_spans_lie_in(text, engine.tokenizer.spans(pieces, text), len(pieces))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Smart” ½ cup", {"“", "S", "mart", "”", "½", "cup"}),
        ("Cool™ €5", {"™", "5"}),
        ("日本 🎒", {"日本", "🎒"}),
        ("x² m", {"x", "²", "m"}),
    ],
)
def test_the_embedded_tokenizer_finds_characters_that_it_rewrites(
    engine: Translator, text: str, found: set[str]
) -> None:
    [pieces] = engine.tokenizer.encode([text])
    assert found <= {text[start:end] for start, end in engine.tokenizer.spans(pieces, text)}


def test_spans_of_a_target_are_found_in_the_text_it_decodes_to(translator: Translator) -> None:
    _, own = greedy(translator, TEXTS[:4])
    for tokens, text in zip(own, translator.tokenizer.decode(own), strict=True):
        assert_spans_lie_in(text, translator.tokenizer.spans(tokens, text), len(tokens))
