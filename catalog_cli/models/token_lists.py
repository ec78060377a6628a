"""The list of tokens of a checkpoint in the order of its embeddings, read from its own files.

transformers' tokenizers are not asked: what they add to a vocabulary changes from version to version, and a list that
is one token off still converts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from catalog_cli.errors import ModelDamaged
from catalog_cli.models.checkpoints import Checkpoint, read_json

# Embeddings are padded for the hardware; the most known is Phi-2: 905 rows of 51,200. T5's 28 and tiny ones fit too.
_MOST_PADDED_SHARE = 0.25
_SPECIAL = {
    "marian": {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"},
    "t5": {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"},
}
_FAIRSEQ = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
_NEXT_STEP = "Get all files of one model from one place."


@dataclass(frozen=True)
class TokenList:
    """A checkpoint's tokens by number, and which of them are special; has what CTranslate2's loaders ask a tokenizer.

    `target_tokens` is given where the target side has tokens of its own (some OPUS-MT models).
    """

    tokens: tuple[str, ...]
    special: Mapping[str, str]
    target_tokens: tuple[str, ...] = ()
    language_tokens: tuple[str, ...] = ()
    chat_template: str = ""

    # What follows is named by CTranslate2's loaders.
    num_madeup_words: ClassVar[int] = 0
    special_tokens_map: ClassVar[Mapping[str, list[str]]] = {}

    def get_vocab(self) -> dict[str, int]:
        """Return the number of each token."""
        return {token: number for number, token in enumerate(self.tokens)}

    def convert_ids_to_tokens(self, number: int) -> str:
        """Return the token of a number."""
        return self.tokens[number]

    def __getattr__(self, name: str) -> Any:
        if name.endswith("_token"):
            # A byte-level vocabulary knows everything; CTranslate2 wants a text all the same.
            return self.special.get(name, "" if name == "unk_token" else None)
        if name.endswith("_token_id"):
            token = self.special.get(name.removesuffix("_id"))
            return self.tokens.index(token) if token in self.tokens else None
        raise AttributeError(name)


def token_list(checkpoint: Checkpoint, rows: tuple[int, int]) -> TokenList:
    """Return the tokens of a transformers checkpoint for embeddings of (source, target) rows.

    Raises ModelDamaged (exit 4) if the checkpoint's vocabulary does not fit them.
    """
    folder, architecture = checkpoint.folder, checkpoint.architecture
    languages: tuple[str, ...] = ()
    own_target: tuple[str, ...] = ()
    if architecture == "marian":
        tokens = _numbered(read_json(folder / "vocab.json"), folder)
        if (folder / "target_vocab.json").exists():
            own_target = _fitted(_numbered(read_json(folder / "target_vocab.json"), folder), rows[1], folder)
        languages = tuple(t for t in own_target or tokens if t.startswith(">>") and t.endswith("<<"))
    elif architecture == "m2m100" and (folder / "vocab.json").exists():
        languages = _m2m100_languages(checkpoint)
        tokens = [*_numbered(read_json(folder / "vocab.json"), folder), *languages]
    elif (folder / "tokenizer.json").exists():
        tokens, languages = _of_tokenizer_json(folder)
    else:
        tokens, languages = _of_sentencepiece(checkpoint)
    if architecture == "t5":
        languages = tuple(token for token in tokens if token.startswith("<2") and token.endswith(">"))
    special = _special_tokens(checkpoint)
    template = checkpoint.settings.get("chat_template")
    return TokenList(
        _fitted(tokens, rows[0], folder),
        special,
        own_target,
        tuple(languages),
        template if isinstance(template, str) else "",
    )


def _fitted(tokens: Sequence[str], rows: int, folder: Path) -> tuple[str, ...]:
    """Return the tokens, as many as there are rows: padding gets names, added tokens without a row are left out."""
    if len(tokens) > rows * (1 + _MOST_PADDED_SHARE) or len(tokens) < rows * (1 - _MOST_PADDED_SHARE):
        reason = f"its vocabulary has {len(tokens):,} tokens and its weights {rows:,}: they are of different models"
        raise ModelDamaged(folder.name, reason, _NEXT_STEP)
    there = set(tokens)
    padding = (name for number in range(rows + len(tokens)) if (name := f"madeupword{number}") not in there)
    return (*tokens[:rows], *(next(padding) for _ in range(rows - len(tokens))))


def _numbered(numbers: Mapping[str, object], folder: Path) -> list[str]:
    """Return tokens in the order of their numbers, gaps filled."""
    by_number = {number: token for token, number in numbers.items() if isinstance(number, int) and number >= 0}
    if not by_number or len(by_number) != len(numbers) or max(by_number) > 2 * len(by_number):
        raise ModelDamaged(folder.name, "its vocabulary does not number its tokens", _NEXT_STEP)
    return [by_number.get(number, f"<unused-{number}>") for number in range(max(by_number) + 1)]


def _of_tokenizer_json(folder: Path) -> tuple[list[str], tuple[str, ...]]:
    """Return the tokens of a tokenizer.json and which of them were added as special ones."""
    document = read_json(folder / "tokenizer.json")
    try:
        vocabulary = document["model"]["vocab"]
        if isinstance(vocabulary, list):  # Unigram: pairs of a token and its score
            numbers = {token: number for number, (token, _) in enumerate(vocabulary)}
        else:
            numbers = dict(vocabulary)
        added = document.get("added_tokens") or []
        numbers |= {entry["content"]: entry["id"] for entry in added}
        special = tuple(entry["content"] for entry in added if entry.get("special"))
    except (KeyError, TypeError, ValueError) as error:
        raise ModelDamaged(folder.name, f"tokenizer.json is damaged ({error})", _NEXT_STEP) from error
    return _numbered(numbers, folder), special


def _of_sentencepiece(checkpoint: Checkpoint) -> tuple[list[str], tuple[str, ...]]:
    """Return the tokens of a checkpoint with only a SentencePiece model: what fairseq and T5 put around its pieces."""
    path = sentencepiece_file(checkpoint.folder)
    if path is None:
        raise ModelDamaged(checkpoint.folder.name, "its tokenizer is missing", "Get it again, whole.")
    pieces = sentencepiece_pieces(path)
    if checkpoint.architecture == "t5":
        extra = int(checkpoint.settings.get("extra_ids", 100))
        return [*pieces, *(f"<extra_id_{number}>" for number in reversed(range(extra)))], ()
    if checkpoint.architecture not in ("nllb", "mbart", "mbart50", "m2m100", "xlm-roberta", "camembert"):
        return pieces, ()
    # fairseq: its own four tokens, then the pieces without SentencePiece's <unk>, <s>, </s>; languages; <mask>.
    languages = _languages_of(checkpoint)
    return ["<s>", "<pad>", "</s>", "<unk>", *pieces[3:], *languages, "<mask>"], languages


def _languages_of(checkpoint: Checkpoint) -> tuple[str, ...]:
    named = checkpoint.settings.get("additional_special_tokens") or checkpoint.settings.get("extra_special_tokens")
    if checkpoint.architecture == "nllb":
        if isinstance(named, list) and named:
            return tuple(_content(token) for token in named)
        from transformers.models.nllb import tokenization_nllb

        return tuple(tokenization_nllb.FAIRSEQ_LANGUAGE_CODES)
    if checkpoint.architecture == "mbart50":
        from transformers.models.mbart50 import tokenization_mbart50

        return tuple(tokenization_mbart50.FAIRSEQ_LANGUAGE_CODES)
    if checkpoint.architecture == "mbart":
        from transformers.models.mbart import tokenization_mbart

        return tuple(tokenization_mbart.FAIRSEQ_LANGUAGE_CODES)
    return _m2m100_languages(checkpoint) if checkpoint.architecture == "m2m100" else ()


def _m2m100_languages(checkpoint: Checkpoint) -> tuple[str, ...]:
    from transformers.models.m2m_100 import tokenization_m2m_100

    known = tokenization_m2m_100.FAIRSEQ_LANGUAGE_CODES
    # The checkpoints of WMT 2021 are of the same class and have fewer languages.
    named = str(checkpoint.settings.get("language_codes") or "m2m100")
    return tuple(f"__{code}__" for code in known.get(named, known["m2m100"]))


def sentencepiece_file(folder: Path) -> Path | None:
    """Return the SentencePiece model of a checkpoint with one for both sides, None if it has none."""
    names = ("sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "sentencepiece.model")
    return next((path for name in names if (path := folder / name).is_file()), None)


def sentencepiece_pieces(path: Path) -> list[str]:
    """Return the pieces of a SentencePiece model by number; raises ModelDamaged (exit 4) for a file that is none."""
    import sentencepiece

    try:
        processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    except (RuntimeError, OSError) as error:
        raise ModelDamaged(path.parent.name, f"{path.name} is no SentencePiece model", _NEXT_STEP) from error


def _special_tokens(checkpoint: Checkpoint) -> dict[str, str]:
    """Return the special tokens by transformers' names for them: from the settings, else the architecture's own."""
    path = checkpoint.folder / "special_tokens_map.json"
    given = {**(read_json(path) if path.exists() else {}), **checkpoint.settings}
    names = ("bos_token", "eos_token", "unk_token", "pad_token", "cls_token", "sep_token", "mask_token")
    found = {name: _content(given[name]) for name in names if given.get(name)}
    fairseq = checkpoint.architecture in ("m2m100", "nllb", "mbart", "mbart50", "xlm-roberta", "camembert")
    return {**(_FAIRSEQ if fairseq else _SPECIAL.get(checkpoint.architecture, {})), **found}


def _content(token: object) -> str:
    return str(token.get("content", "")) if isinstance(token, Mapping) else str(token)
