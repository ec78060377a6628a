"""Text <-> SentencePiece pieces, with the place of each piece in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from catalog_cli.engine import Tokenizer, Tokens
from catalog_cli.model_manifest import Manifest

_SPACE = "\u2581"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class ModelTokenizer(Tokenizer, Protocol):
    """A tokenizer that knows its own pieces."""

    def pieces(self, side: str) -> list[str]:
        """Return the pieces of the "source" or the "target" side that text can consist of, without control tokens."""
        ...


def open_tokenizer(folder: Path, manifest: Manifest) -> ModelTokenizer:
    """Return the tokenizer of a model's folder; raises OSError, ValueError or RuntimeError for files of no use.

    Language tokens and what begins a target are hidden in texts that it decodes.
    """
    files = manifest.tokenizer
    hidden = frozenset((*manifest.language_tokens.values(), *manifest.decoder_start))
    if files.kind == "huggingface":
        from catalog_cli.engines.hf_tokenizer import HuggingFaceTokenizer

        return HuggingFaceTokenizer(folder / files.source, hidden)
    is_pair = files.kind == "sentencepiece-pair"
    return SentencePieceTokenizer(folder / files.source, folder / files.target if is_pair else None, hidden=hidden)


class SentencePieceTokenizer:
    """A SentencePiece model, shared by both sides of a translation model, or one for each.

    The model normalizes (NFKC and white space), so offsets come from the library, never from piece lengths.
    """

    def __init__(self, path: Path, target_path: Path | None = None, *, hidden: frozenset[str] = frozenset()) -> None:
        import sentencepiece

        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self._target = self._processor
        if target_path is not None and target_path != path:
            self._target = sentencepiece.SentencePieceProcessor(model_file=str(target_path))
        self._hidden = hidden

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text."""
        return _encoded(self._processor, texts)

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text as targets have them."""
        return _encoded(self._target, texts)

    def decode(self, pieces: Sequence[Tokens]) -> list[str]:
        """Return the text of each sequence of a target's pieces."""
        if not pieces:
            return []  # the library takes an empty list for one empty sequence
        hidden = self._hidden
        if hidden:
            pieces = [[piece for piece in tokens if piece not in hidden] for tokens in pieces]
        texts: list[str] = self._target.decode([list(tokens) for tokens in pieces])
        return texts

    def spans(self, pieces: Tokens, text: str) -> list[tuple[int, int]]:
        """Return [start, end) in `text`, in code points and without white space, of each piece.

        `text` is either what the pieces were encoded from or what they decode to.
        """
        decoded = decoded_spans(pieces, text)
        if decoded is not None:
            return decoded
        for processor in (self._processor, self._target):
            mapping = processor.encode(encodable(text), return_type="offset_mapping")
            if list(mapping["pieces"]) == list(pieces):
                return [trimmed(text, start, end) for start, end in mapping["offsets"]]
            if self._target is self._processor:
                break
        return searched_spans(pieces, text)

    def pieces(self, side: str) -> list[str]:
        """Return the pieces of the "source" or the "target" side that text can consist of, without control tokens."""
        processor = self._target if side == "target" else self._processor
        numbers = range(processor.get_piece_size())
        return [
            processor.id_to_piece(i)
            for i in numbers
            if not (processor.is_control(i) or processor.is_unknown(i) or processor.is_byte(i))
        ]


def single_characters(pieces: Iterable[str]) -> frozenset[str]:
    """Return the characters that are pieces by themselves, wherever they stand in a word.

    >>> sorted(single_characters(["▁a", "b", "▁", "▁ab", "ü"]))
    ['a', 'b', 'ü']
    """
    bare = (piece.removeprefix(_SPACE) for piece in pieces)
    return frozenset(piece for piece in bare if len(piece) == 1)


def _encoded(processor: Any, texts: Sequence[str]) -> list[list[str]]:
    pieces: list[list[str]]
    try:
        pieces = processor.encode(list(texts), return_type=str)
    except TypeError:
        pieces = processor.encode([encodable(text) for text in texts], return_type=str)
    return pieces


def encodable(text: str) -> str:
    """Return the text with lone surrogates (a JSON escape can hold one) as U+FFFD: UTF-8, and the model, have none."""
    return _SURROGATE.sub("\ufffd", text)


def decoded_spans(pieces: Tokens, text: str) -> list[tuple[int, int]] | None:
    """Return the span of each piece if the pieces, put together, are the text; None if they are not.

    >>> decoded_spans(["▁A", "▁bol", "sa", "."], "A bolsa.")
    [(0, 1), (2, 5), (5, 7), (7, 8)]
    >>> decoded_spans(["▁1", "⁄", "2"], "½") is None
    True
    """
    joined = "".join(pieces).replace(_SPACE, " ")
    lead = len(joined) - len(joined.lstrip(" "))
    if joined[lead:] != text:
        return None
    spans = []
    position = -lead
    for piece in pieces:
        start = position
        position += len(piece)
        if piece[:1] == _SPACE:
            start += piece.count(_SPACE)
        if 0 <= start <= position:
            spans.append((start, position))
        else:  # spaces before the text, which it lacks
            spans.append((max(0, min(start, position)), max(0, position)))
    return spans


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space that it begins with."""
    while start < end and text[start].isspace():
        start += 1
    return start, end


def searched_spans(pieces: Tokens, text: str) -> list[tuple[int, int]]:
    """Find each piece in turn; one that is not there (an unknown character) gets the empty span where it should be."""
    spans = []
    position = 0
    for piece in pieces:
        surface = piece.replace(_SPACE, "")
        found = text.find(surface, position) if surface else -1
        if found < 0:
            spans.append((position, position))
            continue
        position = found + len(surface)
        spans.append((found, position))
    return spans
