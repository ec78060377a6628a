"""Real CTranslate2 models, small enough to build in a test: one layer a side, 16 wide, some 100 pieces.

Their weights are seeded noise and so is their output, but they decode, attend and score as any model does, each with
the tokenizer, language tokens, prefixes and limits of its architecture. They keep the contract suite from testing the
embedded model's habits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalog_cli.engines.chat import TEMPLATES
from catalog_cli.model_manifest import Manifest, TokenizerFiles, write_manifest

_WIDTH, _HEADS = 16, 2
_LINES = (
    "The bag is red.",
    "A soft leather strap, adjustable and strong.",
    "Cotton shirt with long sleeves",
    "The small pocket holds a phone or 2 keys.",
    "Wash at 30 degrees and dry in the shade.",
    "Blue wool hat for cold days, one size.",
)
_OTHER_LINES = (
    "A bolsa é vermelha.",
    "Uma alça de couro macio, ajustável e forte.",
    "Camisa de algodão com mangas compridas",
    "O bolso pequeno guarda um telefone ou 2 chaves.",
    "Lave a 30 graus e seque na sombra.",
    "Chapéu de lã azul para dias frios, tamanho único.",
)
_CONTROL = ("<unk>", "<s>", "</s>")  # as SentencePiece numbers them
_TOKENS = {"en": "__en__", "pt-BR": "__pt__", "de": "__de__"}


@dataclass(frozen=True, slots=True)
class Tiny:
    """How an architecture is asked: what its manifest says, and its own configuration."""

    architecture: str
    tokenizer: TokenizerFiles
    language_tokens: tuple[tuple[str, str], ...] = ()
    source_prefix: str = ""
    decoder_start: tuple[str, ...] = ()
    starts_itself: str | None = "</s>"
    is_t5: bool = False
    pre_norm: bool = True
    seed: int = 4
    ending: float = 3
    positions: int = 80


_ONE = TokenizerFiles("sentencepiece", "source.spm", "source.spm")
_PAIR = TokenizerFiles("sentencepiece-pair", "source.spm", "target.spm")
_JSON = TokenizerFiles("huggingface", "tokenizer.json", "tokenizer.json")
_LANGUAGES = tuple(_TOKENS.items())
_TASKS = (("pt-BR", "translate English to Portuguese:"), ("de", "translate English to German:"))
# The seeds give each text of the contract suite an answer of its own.
TINY = {
    "marian": Tiny("marian", _PAIR, pre_norm=False, seed=135, positions=300),
    "marian_many": Tiny(
        "marian", _PAIR, (("pt-BR", ">>pob<<"), ("de", ">>deu<<")), "{token} ", pre_norm=False, seed=113
    ),
    "m2m": Tiny("m2m100", _ONE, _LANGUAGES, seed=9),
    "nllb": Tiny("nllb", _JSON, _LANGUAGES, decoder_start=("</s>", "{token}"), seed=30),
    "mbart": Tiny("mbart", _ONE, _LANGUAGES, starts_itself=None, seed=5),
    "mbart50": Tiny("mbart50", _ONE, _LANGUAGES, seed=9),
    "t5": Tiny("t5", _ONE, (("pt-BR", "<2pt>"), ("de", "<2de>")), "{token} ", is_t5=True, seed=46),
    "t5_task": Tiny("t5", _ONE, _TASKS, "{token} ", is_t5=True, seed=3),
}


def build_tiny_model(folder: Path, *, seed: int = 11) -> None:
    """Write model.bin, config.json, shared_vocabulary.json and source.spm, as the embedded model is; no manifest."""
    pieces = _train(folder / "source.spm", _LINES)
    _save(folder, _spec(True, False), pieces, seed=seed, add_source_eos=True)


def build_architecture(folder: Path, name: str, **changed: Any) -> Manifest:
    """Write the model of a name in `TINY` with its manifest, and return that; `changed` replaces facts of it."""
    tiny = replace(TINY[name], **changed)
    said = tuple(token for _, token in tiny.language_tokens if " " in token)  # in words, which are text
    lines = _LINES if tiny.tokenizer.kind == "sentencepiece-pair" else _BOTH
    pieces = _train(folder / "source.spm", (*lines, *said))
    if tiny.tokenizer.kind == "sentencepiece-pair":
        pieces = list(dict.fromkeys([*pieces, *_train(folder / "target.spm", _OTHER_LINES)]))
    if tiny.tokenizer.kind == "huggingface":
        write_tokenizer_json(folder / "tokenizer.json", pieces)
        (folder / "source.spm").unlink()
    tokens = [token for _, token in tiny.language_tokens if token not in said]
    spec = _spec(tiny.pre_norm, tiny.is_t5)
    config = {"decoder_start_token": tiny.starts_itself, "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
    drawn = {"seed": tiny.seed, "ending": tiny.ending, "positions": 0 if tiny.is_t5 else tiny.positions}
    _save(folder, spec, [*pieces, *tokens], silent=tokens, **drawn, **config)
    manifest = Manifest(
        f"tiny-{name}",
        architecture=tiny.architecture,
        source_locales=("en", "de"),
        target_locales=("pt-BR", "de") if len(tiny.language_tokens) > 1 else ("pt-BR",),
        language_tokens=dict(tiny.language_tokens),
        source_prefix=tiny.source_prefix,
        tokenizer=tiny.tokenizer,
        decoder_start=tiny.decoder_start,
        max_input_tokens=tiny.positions,
        source="path:tiny",
        revision="0" * 12,
    )
    write_manifest(manifest, folder)
    return manifest


_ROTATED = {"rms_norm": True, "ffn_glu": True, "rotary_dim": 0, "rotary_interleave": False}
_SHARED_KEYS = {**_ROTATED, "num_heads_kv": 1}
# Each architecture as its converter specifies it, and a seed that gives the texts of the suite different answers.
GENERATORS: dict[str, tuple[dict[str, object], int]] = {
    "qwen2": (_SHARED_KEYS, 11),
    "qwen3": ({**_SHARED_KEYS, "qk_norm": True, "head_dim": 8}, 11),
    "llama": ({**_SHARED_KEYS, "rotary_base": 500_000}, 11),
    "mistral": ({**_SHARED_KEYS, "sliding_window": 200}, 11),
    "gemma3": ({**_ROTATED, "pre_post_layer_norm": True, "qk_norm": True, "head_dim": 8}, 11),
    "phi": ({"rotary_dim": 4, "rotary_interleave": False, "parallel_residual": True, "shared_layer_norm": True}, 11),
    "phi3": (_ROTATED, 11),
}


def build_generator(
    folder: Path, *, positions: int = 200, kind: str = "sentencepiece", architecture: str = "qwen2"
) -> Manifest:
    """Write a decoder-only model that knows the turns of its architecture, with its manifest, and return that."""
    import ctranslate2

    options, seed = GENERATORS[architecture]
    template = TEMPLATES[architecture]
    marks = tuple(sorted(template.marks - {*_CONTROL}))
    pieces = [*_train(folder / "source.spm", _BOTH), *marks]
    files = _ONE
    if kind == "huggingface":
        write_tokenizer_json(folder / "tokenizer.json", pieces, special=marks)
        files = _JSON
    spec = ctranslate2.specs.TransformerDecoderModelSpec.from_config(1, _HEADS, pre_norm=True, **options)
    weights = _Weights(seed)
    weights.decoder(spec.decoder, len(pieces), 0, has_source=False)
    bias = spec.decoder.projection.bias
    for token in _CONTROL:
        bias[pieces.index(token)] -= 100
    bias[pieces.index(template.stops[0])] = 8
    spec.register_vocabulary(pieces)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", template.stops[-1], "<unk>"
    _write(spec, folder)
    manifest = Manifest(
        "tiny-generator",
        kind="generator",
        architecture=architecture,
        tokenizer=files,
        max_input_tokens=positions,
        source="path:tiny",
        revision="0" * 12,
    )
    write_manifest(manifest, folder)
    return manifest


def build_encoder(
    folder: Path, *, positions: int = 24, kind: str = "sentencepiece", architecture: str = "xlm-roberta"
) -> Manifest:
    """Write an encoder with its manifest, and return that."""
    import ctranslate2

    around = ("[CLS]", "[SEP]") if architecture == "bert" else ("<s>", "</s>")
    pieces = list(dict.fromkeys([*_train(folder / "source.spm", _BOTH), *around]))
    if kind == "huggingface":
        write_tokenizer_json(folder / "tokenizer.json", pieces, special=around, around=around)
    specs = ctranslate2.specs.transformer_spec
    spec = specs.TransformerEncoderModelSpec(
        specs.TransformerEncoderSpec(1, _HEADS, pre_norm=architecture != "bert", layernorm_embedding=True)
    )
    weights = _Weights(seed=12)
    spec.encoder.embeddings[0].weight = weights.draw(len(pieces), _WIDTH)
    weights.side(spec.encoder, positions)
    spec.register_vocabulary(pieces)
    spec.config.unk_token = "<unk>"
    _write(spec, folder)
    manifest = Manifest(
        "tiny-encoder",
        kind="encoder",
        architecture=architecture,
        tokenizer=_JSON if kind == "huggingface" else _ONE,
        max_input_tokens=positions,
        source="path:tiny",
        revision="0" * 12,
    )
    write_manifest(manifest, folder)
    return manifest


_BOTH = tuple(line for both in zip(_LINES, _OTHER_LINES, strict=True) for line in both)


def _train(path: Path, lines: Sequence[str]) -> list[str]:
    import sentencepiece

    with path.open("wb") as writer:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=writer,
            vocab_size=96,
            hard_vocab_limit=False,
            minloglevel=2,
            num_threads=1,
        )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(index) for index in range(processor.get_piece_size())]


def write_tokenizer_json(
    path: Path, pieces: Sequence[str], *, special: Sequence[str] = (), around: tuple[str, str] | None = None
) -> None:
    """Write a tokenizer of the library `tokenizers` that cuts text into these pieces, the long ones first."""
    import tokenizers

    scored = [(piece, 0.0 if piece in _CONTROL else -10.0 + len(piece)) for piece in pieces]
    tokenizer = tokenizers.Tokenizer(tokenizers.models.Unigram(scored, unk_id=0))
    tokenizer.normalizer = tokenizers.normalizers.NFKC()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    tokenizer.decoder = tokenizers.decoders.Metaspace()
    tokenizer.add_special_tokens([*_CONTROL, *special])
    if around is not None:
        begin, end = around
        numbers = [(token, tokenizer.token_to_id(token)) for token in around]
        tokenizer.post_processor = tokenizers.processors.TemplateProcessing(f"{begin} $A {end}", special_tokens=numbers)
    tokenizer.save(str(path))


def _spec(pre_norm: bool, is_t5: bool) -> Any:
    import ctranslate2

    if is_t5:
        return ctranslate2.specs.TransformerSpec.from_config(
            (1, 1), _HEADS, pre_norm=True, relative_attention_bias=True, rms_norm=True, ffn_glu=True
        )
    return ctranslate2.specs.TransformerSpec.from_config((1, 1), _HEADS, pre_norm=pre_norm)


def _save(
    folder: Path,
    spec: Any,
    vocabulary: Sequence[str],
    *,
    seed: int,
    silent: Sequence[str] = (),
    positions: int = 0,
    ending: float = 6,
    **config: object,
) -> None:
    _fill(spec, len(vocabulary), seed, positions)
    bias = spec.decoder.projection.bias
    bias[vocabulary.index("</s>")] += ending  # noise seldom ends by itself
    for token in (*silent, "<unk>", "<s>"):
        bias[vocabulary.index(token)] -= 100  # no trained model writes them
    spec.register_source_vocabulary(list(vocabulary))
    spec.register_target_vocabulary(list(vocabulary))
    for name, value in config.items():
        setattr(spec.config, name, value)
    _write(spec, folder)


def _write(spec: Any, folder: Path) -> None:
    spec.validate()
    spec.optimize("int8")
    spec.save(str(folder))


class _Weights:
    """Seeded values for every weight of a specification, of the shape that its name asks for."""

    def __init__(self, seed: int) -> None:
        import numpy as np

        self._np, self._generator = np, np.random.default_rng(seed)

    def draw(self, *shape: int) -> Any:
        return self._generator.normal(0, 1, shape).astype(self._np.float32)

    def linear(self, layer: Any, outputs: int, inputs: int) -> None:
        layer.weight, layer.bias = self.draw(outputs, inputs), self.draw(outputs)

    def norm(self, layer: Any) -> None:
        layer.gamma = self._np.ones(_WIDTH, self._np.float32)
        if hasattr(layer, "beta"):
            layer.beta = self._np.zeros(_WIDTH, self._np.float32)

    def attention(self, layer: Any, *widths: int) -> None:
        self.norms(layer)
        for part, outputs in zip(layer.linear, widths, strict=True):
            self.linear(part, outputs, _WIDTH)
        if hasattr(layer, "relative_attention_bias"):
            layer.relative_attention_bias = self.draw(8, _HEADS)
            layer.relative_attention_max_distance = self._np.int32(16).astype("int32")

    def norms(self, layer: Any) -> None:
        """Fill every norm of a layer, whichever an architecture has."""
        for name, part in vars(layer).items():
            if "norm" in name and hasattr(part, "gamma"):
                self.norm(part)
                if name in ("q_norm", "k_norm"):
                    part.gamma = part.gamma[: _WIDTH // _HEADS]

    def side(self, side: Any, positions: int, *, keys: int = _WIDTH) -> None:
        """Fill the layers of a side; `keys` is how wide the keys of its attention are, as the values are."""
        self.norms(side)
        if positions:
            side.position_encodings.encodings = self.draw(positions, _WIDTH)
        for layer in side.layer:
            self.norms(layer)
            self.attention(layer.self_attention, _WIDTH + 2 * keys, _WIDTH)
            self.norms(layer.ffn)
            self.linear(layer.ffn.linear_0, 2 * _WIDTH, _WIDTH)
            self.linear(layer.ffn.linear_1, _WIDTH, 2 * _WIDTH)
            if hasattr(layer.ffn, "linear_0_noact"):
                self.linear(layer.ffn.linear_0_noact, 2 * _WIDTH, _WIDTH)

    def decoder(self, decoder: Any, vocabulary_size: int, positions: int, *, has_source: bool) -> None:
        decoder.embeddings.weight = self.draw(vocabulary_size, _WIDTH)
        self.linear(decoder.projection, vocabulary_size, _WIDTH)
        shared = getattr(decoder.layer[0].self_attention, "num_heads_kv", None)
        self.side(decoder, positions, keys=_WIDTH if shared is None else int(shared) * _WIDTH // _HEADS)
        for layer in decoder.layer if has_source else ():
            self.attention(layer.attention, _WIDTH, 2 * _WIDTH, _WIDTH)


def _fill(spec: Any, vocabulary_size: int, seed: int, positions: int) -> None:
    weights = _Weights(seed)
    spec.encoder.embeddings[0].weight = weights.draw(vocabulary_size, _WIDTH)
    weights.decoder(spec.decoder, vocabulary_size, positions, has_source=True)
    weights.side(spec.encoder, positions)
