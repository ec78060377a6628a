"""The encoder: texts in, unit vectors out, nothing cut off."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog_cli.engine import Encoder
from catalog_cli.engines.ct2_encoder import Ct2Encoder, open_encoder
from catalog_cli.errors import ModelDamaged
from tests.engines.tiny_models import build_encoder

TEXTS = (
    "Red",
    "A soft leather bag with two small pockets for a phone and 2 keys.",
    "日本 🎒 ™",
    "",
    "שלום",
    "NA",
    "Red",
)


@dataclass(frozen=True)
class Named:
    name: str = "tiny"
    revision: str = "0" * 12


ARCHITECTURES = [
    ("xlm-roberta", "sentencepiece"),
    ("xlm-roberta", "huggingface"),
    ("bert", "sentencepiece"),  # without a tokenizer.json that says what a text begins and ends with
    ("bert", "huggingface"),
]


@pytest.fixture(scope="session", params=ARCHITECTURES, ids=" ".join)
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ct2Encoder]:
    architecture, kind = request.param
    if kind == "huggingface":
        pytest.importorskip("tokenizers")
    folder = tmp_path_factory.mktemp("encoder")
    build_encoder(folder, kind=kind, architecture=architecture)
    opened = open_encoder(folder, Named(), threads=2)
    yield opened
    opened.close()


def likeness(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_one_unit_vector_per_text_in_order(encoder: Ct2Encoder) -> None:
    assert isinstance(encoder, Encoder)
    vectors = encoder.encode(TEXTS)
    assert len(vectors) == len(TEXTS)
    assert {len(vector) for vector in vectors} == {encoder.width} == {16}
    assert [math.hypot(*vector) for vector in vectors] == pytest.approx([1.0] * len(TEXTS))
    assert likeness(vectors[0], vectors[-1]) == pytest.approx(1.0, abs=1e-5)
    assert len({tuple(round(x, 3) for x in vector) for vector in vectors}) == len(set(TEXTS))


def test_what_stands_around_a_text_is_of_the_architecture(encoder: Ct2Encoder) -> None:
    is_bert = encoder._folder.manifest.architecture == "bert"
    assert encoder._around == ((["[CLS]"], ["[SEP]"]) if is_bert else (["<s>"], ["</s>"]))


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: Ct2Encoder) -> None:
    for text, vector in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        assert likeness(vector, encoder.encode([text])[0]) == pytest.approx(1.0, abs=1e-3)


def test_no_text_has_no_vector(encoder: Ct2Encoder) -> None:
    assert encoder.encode([]) == []


def test_the_end_of_a_long_text_counts(encoder: Ct2Encoder) -> None:
    begun = "The red bag is strong and soft. " * 6
    assert len(encoder.tokenizer.encode([begun])[0]) > 24
    plain, other = encoder.encode([begun + "Wool", begun + "Keys for a phone"])
    assert likeness(plain, other) < 1 - 1e-4


def test_many_texts_in_several_batches(encoder: Ct2Encoder) -> None:
    texts = [f"Bag {number % 7} with a strap" for number in range(700)]
    vectors = encoder.encode(texts)
    assert all(likeness(vectors[i], vectors[i % 7]) == pytest.approx(1.0, abs=1e-3) for i in range(700))


def test_the_mean_is_over_every_token(encoder_folder: Path) -> None:
    """Against CTranslate2 itself."""
    import ctranslate2
    import numpy as np

    own = open_encoder(encoder_folder, Named(), threads=1)
    [pieces] = own.tokenizer.encode(["Red bag"])
    tokens = own._framed(pieces)
    hidden = np.array(ctranslate2.Encoder(str(encoder_folder)).forward_batch([tokens]).last_hidden_state)[0]
    mean = hidden.mean(axis=0)
    assert own.encode(["Red bag"])[0] == pytest.approx((mean / np.linalg.norm(mean)).tolist(), abs=1e-5)
    own.close()


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    broken = open_encoder(tmp_path, Named())
    with pytest.raises(ModelDamaged):
        broken.encode(["Red"])
    broken.close()
