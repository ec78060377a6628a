"""Tiny checkpoints of every architecture: seeded random weights, tokenizers trained on generated lines.

Nothing here is a model that translates. What comes out of a converted one is compared with what transformers makes
of the same weights.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WORDS = (
    "bag shoe dress cotton leather strap zip size blue green red black small large warm soft light summer winter "
    "Tasche Schuh Kleid Baumwolle Leder Riemen bolsa sapato vestido algodão couro azul verde vermelho preto "
    "sac chaussure robe coton cuir bleu vert rouge noir 12 38 42 100 % cm kg with for and of the"
).split()
# What T5 is told to do must be in its vocabulary.
_TASKS = [f"translate English to {language}: " for language in ("German", "French", "Romanian")] * 3
# Wide enough that random weights do not all fall into one loop.
_STD = 0.35
# Embeddings are scaled by the root of the width and tied: wider ones would only ever repeat the last token.
_EMBEDDED_STD = 0.25
# The source must matter more than the token before.
_ATTENDING_STD = 1.5
_SIZES = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4}
_SIZES |= {"decoder_attention_heads": 4, "encoder_ffn_dim": 48, "decoder_ffn_dim": 48, "max_position_embeddings": 128}
_CARD = "---\nlicense: apache-2.0\nlanguage:\n- en\n- de\n---\n# Tiny\n"


def lines(count: int = 300, seed: int = 7) -> list[str]:
    """Return generated lines, the same for a seed."""
    choice = random.Random(seed)
    return [" ".join(choice.choices(WORDS, k=choice.randint(3, 9))) for _ in range(count)]


def train_sentencepiece(
    path: Path, *, size: int = 90, seed: int = 7, texts: Sequence[str] = (), **options: Any
) -> None:
    """Write a SentencePiece model."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*lines(seed=seed), *texts]),
        model_prefix=str(path.with_suffix("")),
        vocab_size=size,
        minloglevel=2,
        num_threads=1,
        **options,
    )
    path.with_suffix(".vocab").unlink()
    path.with_suffix(".model").replace(path)


def pieces_of(path: Path) -> list[str]:
    """Return the pieces of a SentencePiece model by their number."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def write_json(path: Path, document: object) -> None:
    """Write a JSON file."""
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def save(model_class: str, config: Any, folder: Path) -> Any:
    """Save a model of random weights, seeded, norms and biases included, as safetensors."""
    import torch
    import transformers

    is_seq2seq = model_class in ("MarianMTModel", "M2M100ForConditionalGeneration")
    torch.manual_seed(11)
    model = getattr(transformers, model_class)(config).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 1:
                weight.add_(torch.randn_like(weight) * 0.1)
            elif "position" not in name:
                weight.copy_(torch.randn_like(weight) * _width(name, is_seq2seq))
        if model_class == "MarianMTModel":  # Marian begins a target from nothing: the row of <pad> is zero
            for embeddings in (model.model.encoder.embed_tokens, model.model.decoder.embed_tokens):
                embeddings.weight[-1] = 0
    model.save_pretrained(folder)
    (folder / "README.md").write_text(_CARD, encoding="utf-8")
    return model


def _width(name: str, is_seq2seq: bool) -> float:
    if is_seq2seq and ("shared" in name or "embed_tokens" in name):
        return _EMBEDDED_STD
    return _ATTENDING_STD if "encoder_attn" in name else _STD


def marian(folder: Path) -> None:
    """Write a Marian checkpoint: one vocabulary, two SentencePiece models."""
    from transformers import MarianConfig

    vocabulary = _marian_vocabulary(folder)
    write_json(folder / "vocab.json", vocabulary)
    write_json(
        folder / "tokenizer_config.json",
        {"source_lang": "en", "target_lang": "de", "tokenizer_class": "MarianTokenizer"},
    )
    last = len(vocabulary) - 1
    config = MarianConfig(
        **_SIZES, vocab_size=last + 1, pad_token_id=last, decoder_start_token_id=last, eos_token_id=0,
        forced_eos_token_id=None, activation_function="swish", scale_embedding=True,
    )  # fmt: skip
    save("MarianMTModel", config, folder)


def _marian_vocabulary(folder: Path, *, tokens: tuple[str, ...] = ()) -> dict[str, int]:
    train_sentencepiece(folder / "source.spm", seed=1)
    train_sentencepiece(folder / "target.spm", seed=2)
    wanted = [*pieces_of(folder / "source.spm"), *pieces_of(folder / "target.spm")]
    words = list(dict.fromkeys(["</s>", "<unk>", *tokens, *(piece for piece in wanted if piece != "<s>"), "<pad>"]))
    return {word: number for number, word in enumerate(words)}


def marian_multilingual(folder: Path) -> None:
    """Write a Marian checkpoint with several target languages, told by a token like >>por<<."""
    marian(folder)
    vocabulary = _marian_vocabulary(folder, tokens=(">>deu<<", ">>por<<"))
    write_json(folder / "vocab.json", vocabulary)
    _with_vocabulary(folder, len(vocabulary))


def _with_vocabulary(folder: Path, size: int) -> None:
    from transformers import MarianConfig

    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    raw |= {
        "vocab_size": size,
        "decoder_vocab_size": size,
        "pad_token_id": size - 1,
        "decoder_start_token_id": size - 1,
    }
    save("MarianMTModel", MarianConfig(**raw), folder)


def marian_separate(folder: Path) -> None:
    """Write a Marian checkpoint with a vocabulary for each side."""
    from transformers import MarianConfig

    train_sentencepiece(folder / "source.spm", seed=1, size=90)
    train_sentencepiece(folder / "target.spm", seed=2, size=84)
    sizes = []
    for side, name in (("source", "vocab.json"), ("target", "target_vocab.json")):
        pieces = [piece for piece in pieces_of(folder / f"{side}.spm") if piece not in ("<s>", "</s>", "<unk>")]
        words = ["</s>", "<unk>", *pieces, "<pad>"]
        sizes.append(len(words))
        write_json(folder / name, {word: number for number, word in enumerate(words)})
    settings = {"separate_vocabs": True, "source_lang": "en", "target_lang": "de", "tokenizer_class": "MarianTokenizer"}
    write_json(folder / "tokenizer_config.json", settings)
    config = MarianConfig(
        **_SIZES, vocab_size=sizes[0], decoder_vocab_size=sizes[1], pad_token_id=sizes[1] - 1, eos_token_id=0,
        decoder_start_token_id=sizes[1] - 1, forced_eos_token_id=None, share_encoder_decoder_embeddings=False,
        tie_word_embeddings=True, activation_function="swish", scale_embedding=True,
    )  # fmt: skip
    save("MarianMTModel", config, folder)


def m2m100(folder: Path) -> None:
    """Write an M2M-100 checkpoint: 100 language tokens and 8 words that fill up."""
    from transformers import M2M100Config

    train_sentencepiece(folder / "sentencepiece.bpe.model")
    pieces = pieces_of(folder / "sentencepiece.bpe.model")[3:]
    words = ["<s>", "<pad>", "</s>", "<unk>", *pieces]
    write_json(folder / "vocab.json", {word: number for number, word in enumerate(words)})
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})
    config = M2M100Config(**_SIZES, vocab_size=len(words) + 100 + 8, activation_function="relu")
    save("M2M100ForConditionalGeneration", config, folder)


NLLB_TOKENS = ("ace_Arab", "arb_Arab", "deu_Latn", "eng_Latn", "por_Latn", "zho_Hans", "zho_Hant")


def nllb(folder: Path) -> None:
    """Write an NLLB checkpoint of a few languages."""
    from transformers import M2M100Config

    train_sentencepiece(folder / "sentencepiece.bpe.model")
    count = len(pieces_of(folder / "sentencepiece.bpe.model"))
    settings = {
        "tokenizer_class": "NllbTokenizer",
        "additional_special_tokens": list(NLLB_TOKENS),
        "mask_token": "<mask>",
    }
    write_json(folder / "tokenizer_config.json", settings)
    config = M2M100Config(**_SIZES, vocab_size=count + 1 + len(NLLB_TOKENS) + 1 + 2, tokenizer_class="NllbTokenizer")
    save("M2M100ForConditionalGeneration", config, folder)
    (folder / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n", encoding="utf-8")


def mbart(folder: Path) -> None:
    """Write an mBART-25 checkpoint: the language stands after the end of the source."""
    _mbart(folder, 25, "MBartTokenizer")


def mbart50(folder: Path) -> None:
    """Write an mBART-50 checkpoint: the language stands before the source."""
    _mbart(folder, 52, "MBart50Tokenizer")


def _mbart(folder: Path, languages: int, tokenizer: str) -> None:
    from transformers import MBartConfig

    train_sentencepiece(folder / "sentencepiece.bpe.model")
    count = len(pieces_of(folder / "sentencepiece.bpe.model"))
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": tokenizer})
    config = MBartConfig(
        **_SIZES, vocab_size=count + 1 + languages + 1, tokenizer_class=tokenizer, scale_embedding=True,
        decoder_start_token_id=2, forced_eos_token_id=None, normalize_before=True, normalize_embedding=True,
    )  # fmt: skip
    save("MBartForConditionalGeneration", config, folder)


MADLAD_TOKENS = ("<2de>", "<2en>", "<2pt>", "<2zh>")


def t5(folder: Path) -> None:
    """Write a T5 checkpoint as first published: tied, ReLU, the task in words."""
    _t5(folder, (), {"feed_forward_proj": "relu", "tie_word_embeddings": True})


def madlad(folder: Path) -> None:
    """Write a checkpoint of MADLAD-400's shape: untied, gated, the target's token in the vocabulary."""
    _t5(folder, MADLAD_TOKENS, {"feed_forward_proj": "gated-gelu", "tie_word_embeddings": False})


def _t5(folder: Path, tokens: tuple[str, ...], shape: dict[str, Any]) -> None:
    from transformers import T5Config

    numbers = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    train_sentencepiece(
        folder / "spiece.model", user_defined_symbols=list(tokens), texts=_TASKS, character_coverage=1.0, **numbers
    )
    count = len(pieces_of(folder / "spiece.model"))
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "T5Tokenizer", "extra_ids": 0 if tokens else 8})
    config = T5Config(
        vocab_size=count + 8, d_model=32, d_kv=8, d_ff=48, num_layers=2, num_decoder_layers=2, num_heads=4,
        decoder_start_token_id=0, **shape,
    )  # fmt: skip
    save("T5ForConditionalGeneration", config, folder)
    if tokens:
        _untie(folder)
    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    write_json(folder / "config.json", raw | shape)


def _untie(folder: Path) -> None:
    """Give the checkpoint a projection of its own, as MADLAD-400 has one; transformers 5 writes none."""
    import torch
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    generator = torch.Generator().manual_seed(5)
    weights["lm_head.weight"] = torch.randn(weights["shared.weight"].shape, generator=generator) * _STD
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


_DECODER = {
    "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 2, "max_position_embeddings": 256, "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1,
}  # fmt: skip
_DECODERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "llama": ("LlamaConfig", "LlamaForCausalLM", {"rope_parameters": {"rope_type": "default", "rope_theta": 500.0}}),
    "llama3": (
        "LlamaConfig",
        "LlamaForCausalLM",
        {
            "rope_parameters": {
                "rope_type": "llama3",
                "rope_theta": 500.0,
                "factor": 4.0,
                "low_freq_factor": 1.0,
                "high_freq_factor": 4.0,
                "original_max_position_embeddings": 64,
            }
        },
    ),
    "qwen2": ("Qwen2Config", "Qwen2ForCausalLM", {"rope_parameters": {"rope_type": "default", "rope_theta": 1e6}}),
    "qwen3": (
        "Qwen3Config",
        "Qwen3ForCausalLM",
        {"head_dim": 16, "rope_parameters": {"rope_type": "default", "rope_theta": 1e6}, "tie_word_embeddings": True},
    ),
    "mistral": ("MistralConfig", "MistralForCausalLM", {"sliding_window": 8, "head_dim": 8}),
    "phi": ("PhiConfig", "PhiForCausalLM", {"num_key_value_heads": 4}),
    "phi3": ("Phi3Config", "Phi3ForCausalLM", {"rope_parameters": {"rope_type": "default", "rope_theta": 700.0}}),
    "gemma3": (
        "Gemma3TextConfig",
        "Gemma3ForCausalLM",
        {
            "head_dim": 16,
            "sliding_window": 8,
            "query_pre_attn_scalar": 16,
            "layer_types": ["sliding_attention", "full_attention"],
            "rope_parameters": {
                "sliding_attention": {"rope_type": "default", "rope_theta": 300.0},
                "full_attention": {"rope_type": "default", "rope_theta": 90000.0},
            },
        },
    ),
}
# The larger ones of Gemma 3 stretch the positions of full attention and scale queries by another number.
_DECODERS["gemma3_large"] = (
    "Gemma3TextConfig",
    "Gemma3ForCausalLM",
    {
        **_DECODERS["gemma3"][2],
        "query_pre_attn_scalar": 30,
        "rope_parameters": {
            "sliding_attention": {"rope_type": "default", "rope_theta": 300.0},
            "full_attention": {"rope_type": "linear", "rope_theta": 90000.0, "factor": 8.0},
        },
    },
)
DECODERS = tuple(_DECODERS)


def decoder(folder: Path, name: str) -> None:
    """Write a checkpoint of a generation model with a byte-level BPE tokenizer."""
    import transformers

    config_class, model_class, options = _DECODERS[name]
    size = byte_bpe(folder)
    # two entries more than the tokenizer has, as the published ones
    config = getattr(transformers, config_class)(**{**_DECODER, **options, "vocab_size": size + 2})
    save(model_class, config, folder)


def byte_bpe(folder: Path) -> int:
    """Write tokenizer.json and its settings; return how many entries it has."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=360, special_tokens=["<bos>", "<eos>"], initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(lines(), trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 0)])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<bos>", "eos_token": "<eos>"}
    template = "{% for m in messages %}<bos>{{ m['content'] }}{% endfor %}"
    write_json(folder / "tokenizer_config.json", settings | {"chat_template": template})
    return tokenizer.get_vocab_size()


_ENCODER = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 48,
    "max_position_embeddings": 66,
}  # fmt: skip


def bert(folder: Path) -> None:
    """Write a BERT checkpoint with a WordPiece tokenizer."""
    from transformers import BertConfig

    save("BertModel", BertConfig(vocab_size=_word_pieces(folder), **_ENCODER), folder)


def distilbert(folder: Path) -> None:
    """Write a DistilBERT checkpoint: no kinds of text, no pooling."""
    from transformers import DistilBertConfig

    shape = {"dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 48, "max_position_embeddings": 66}
    save("DistilBertModel", DistilBertConfig(vocab_size=_word_pieces(folder), **shape), folder)


def _word_pieces(folder: Path) -> int:
    from tokenizers import BertWordPieceTokenizer

    tokenizer = BertWordPieceTokenizer(lowercase=True)
    tokenizer.train_from_iterator(lines(), vocab_size=150, show_progress=False)
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {"tokenizer_class": "BertTokenizer", "unk_token": "[UNK]", "sep_token": "[SEP]", "cls_token": "[CLS]"}
    write_json(folder / "tokenizer_config.json", settings | {"pad_token": "[PAD]", "mask_token": "[MASK]"})
    return tokenizer.get_vocab_size()


def xlm_roberta(folder: Path) -> None:
    """Write an XLM-RoBERTa checkpoint; its positions begin at 2."""
    from transformers import XLMRobertaConfig

    config = XLMRobertaConfig(vocab_size=_unigram(folder), type_vocab_size=1, **_ENCODER)
    save("XLMRobertaModel", config, folder)


def roberta(folder: Path) -> None:
    """Write a RoBERTa checkpoint."""
    from transformers import RobertaConfig

    save("RobertaModel", RobertaConfig(vocab_size=_unigram(folder), type_vocab_size=1, **_ENCODER), folder)


def camembert(folder: Path) -> None:
    """Write a CamemBERT checkpoint."""
    from transformers import CamembertConfig

    save("CamembertModel", CamembertConfig(vocab_size=_unigram(folder), type_vocab_size=1, **_ENCODER), folder)


def _unigram(folder: Path) -> int:
    from tokenizers import SentencePieceUnigramTokenizer, processors

    tokenizer = SentencePieceUnigramTokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer.train_from_iterator(
        lines(), vocab_size=150, special_tokens=special, unk_token="<unk>", show_progress=False
    )
    template = {"single": "<s> $A </s>", "special_tokens": [("<s>", 0), ("</s>", 2)]}
    tokenizer._tokenizer.post_processor = processors.TemplateProcessing(**template)
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
    }
    write_json(
        folder / "tokenizer_config.json", settings | {"pad_token": "<pad>", "cls_token": "<s>", "sep_token": "</s>"}
    )
    return tokenizer.get_vocab_size()


TRANSLATORS: dict[str, Callable[[Path], None]] = {
    "marian": marian,
    "marian_multilingual": marian_multilingual,
    "marian_separate": marian_separate,
    "m2m100": m2m100,
    "nllb": nllb,
    "mbart": mbart,
    "mbart50": mbart50,
    "t5": t5,
    "madlad": madlad,
}
ENCODERS: dict[str, Callable[[Path], None]] = {
    "bert": bert,
    "distilbert": distilbert,
    "roberta": roberta,
    "camembert": camembert,
    "xlm_roberta": xlm_roberta,
}


def write(name: str, folder: Path) -> Path:
    """Write the tiny checkpoint of that name into a new folder and return the folder."""
    folder.mkdir(parents=True)
    if name in _DECODERS:
        decoder(folder, name)
    else:
        (TRANSLATORS | ENCODERS)[name](folder)
    return folder
