"""Text <-> SentencePiece pieces, with the place of each piece in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from catalog_cli.engine import Tokens

_SPACE = "\u2581"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class SentencePieceTokenizer:
    """A SentencePiece model, shared by both sides of a translation model.

    The model normalizes (NFKC and white space), so offsets come from the library, never from piece lengths.
    """

    def __init__(self, path: Path) -> None:
        import sentencepiece

        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text."""
        pieces: list[list[str]]
        try:
            pieces = self._processor.encode(list(texts), return_type=str)
        except TypeError:
            pieces = self._processor.encode([_encodable(text) for text in texts], return_type=str)
        return pieces

    def decode(self, pieces: Sequence[Tokens]) -> list[str]:
        """Return the text of each sequence of pieces."""
        if not pieces:
            return []  # the library takes an empty list for one empty sequence
        texts: list[str] = self._processor.decode([list(tokens) for tokens in pieces])
        return texts

    def spans(self, pieces: Tokens, text: str) -> list[tuple[int, int]]:
        """Return [start, end) in `text`, in code points and without white space, of each piece.

        `text` is either what the pieces were encoded from or what they decode to.
        """
        decoded = decoded_spans(pieces, text)
        if decoded is not None:
            return decoded
        mapping = self._processor.encode(_encodable(text), return_type="offset_mapping")
        if list(mapping["pieces"]) == list(pieces):
            return [_trimmed(text, start, end) for start, end in mapping["offsets"]]
        return _searched_spans(pieces, text)


def _encodable(text: str) -> str:
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


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _searched_spans(pieces: Tokens, text: str) -> list[tuple[int, int]]:
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
