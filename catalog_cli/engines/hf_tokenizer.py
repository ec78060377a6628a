"""Text <-> the pieces of a tokenizer.json, as the library `tokenizers` writes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from catalog_cli.engine import Tokens
from catalog_cli.engines.tokenization import decoded_spans, encodable, searched_spans, trimmed
from catalog_cli.errors import UsageProblem

Span = tuple[int, int]

_SPACE = "\u2581"


class HuggingFaceTokenizer:
    """A tokenizer.json: one for both sides. What looks like a special token in a text is text, never a token.

    A character that the vocabulary lacks is a piece of its own letters, so that nothing of a text is lost.
    """

    def __init__(self, path: Path, hidden: frozenset[str] = frozenset()) -> None:
        try:
            import tokenizers
        except ModuleNotFoundError as error:
            message = "This model's tokenizer needs the library tokenizers: pip install 'catalog-cli[tokenizers]'."
            raise UsageProblem(message) from error
        if not path.is_file():
            raise FileNotFoundError(f"{path.name} is missing")
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises nothing narrower
            raise ValueError(f"{path.name}: {error}") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True
        added = self._tokenizer.get_added_tokens_decoder().values()
        self._special = frozenset(token.content for token in added if token.special)
        self._hidden = hidden | self._special
        self._unknown = self._unknown_ids()

    def _unknown_ids(self) -> frozenset[int]:
        name = getattr(self._tokenizer.model, "unk_token", None)
        names = [name] if name else ["<unk>", "[UNK]"]
        return frozenset(i for name in names if (i := self._tokenizer.token_to_id(name)) is not None)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text."""
        texts = [encodable(text) for text in texts]
        found = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return [self._named(encoding, text)[0] for encoding, text in zip(found, texts, strict=True)]

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text: those of a source."""
        return self.encode(texts)

    def _named(self, encoding: Any, text: str) -> tuple[list[str], list[Span]]:
        """Return the pieces of a text and their offsets: unknown ones as they stand, special ones by the letter."""
        pieces: list[str] = encoding.tokens
        spans: list[Span] = encoding.offsets
        if self._special.isdisjoint(pieces) and self._unknown.isdisjoint(encoding.ids):
            return pieces, spans
        named: list[str] = []
        places: list[Span] = []
        for number, piece, (start, end) in zip(encoding.ids, pieces, spans, strict=True):
            if number in self._unknown:
                named.append(_surface(text, start, end, follows_mark=named[-1:] == [_SPACE]) or piece)
                places.append((start, end))
            elif piece in self._special:  # some vocabularies hold it as if it were a word
                named.extend(text[start:end])
                places.extend((at, at + 1) for at in range(start, end))
            else:
                named.append(piece)
                places.append((start, end))
        return named, places

    def decode(self, pieces: Sequence[Tokens]) -> list[str]:
        """Return the text of each sequence of pieces, special tokens left out."""
        shown = [[piece for piece in tokens if piece not in self._hidden] for tokens in pieces]
        decoder = self._tokenizer.decoder
        if decoder is None:
            return ["".join(tokens).replace(_SPACE, " ").removeprefix(" ") for tokens in shown]
        return [decoder.decode(tokens) if tokens else "" for tokens in shown]

    def spans(self, pieces: Tokens, text: str) -> list[tuple[int, int]]:
        """Return [start, end) in `text`, in code points and without white space, of each piece.

        `text` is either what the pieces were encoded from or what they decode to.
        """
        decoded = decoded_spans(pieces, text)
        if decoded is not None:
            return [trimmed(text, start, end) for start, end in decoded]
        own = encodable(text)
        encoding = self._tokenizer.encode(own, add_special_tokens=False)
        named, places = self._named(encoding, own)
        if named == list(pieces):
            return _apart(trimmed(text, start, end) for start, end in places)
        return searched_spans([self.decode([[piece]])[0].strip() for piece in pieces], text)

    def pieces(self, side: str) -> list[str]:
        """Return the pieces that text can consist of, without special and added tokens: those of both sides."""
        added = {token.content for token in self._tokenizer.get_added_tokens_decoder().values()}
        return sorted(piece for piece in self._tokenizer.get_vocab() if piece not in added)

    def around(self) -> tuple[list[str], list[str]]:
        """Return the special tokens that the tokenizer puts before and after a text for its model."""
        whole = self._tokenizer.encode("a", add_special_tokens=True)
        inside = [index for index, mask in enumerate(whole.special_tokens_mask) if not mask]
        if not inside:
            return [], []
        return whole.tokens[: inside[0]], whole.tokens[inside[-1] + 1 :]


def _surface(text: str, start: int, end: int, *, follows_mark: bool) -> str:
    """Return an unknown piece as its letters, with the mark of a word's beginning as SentencePiece has it."""
    own_start, end = trimmed(text, start, end)
    begins = own_start > start or own_start == 0 or text[own_start - 1].isspace()
    return (_SPACE if begins and not follows_mark else "") + text[own_start:end]


def _apart(spans: Any) -> list[tuple[int, int]]:
    """Return spans that do not overlap: two pieces of one character, its bytes, say, name it both."""
    found: list[tuple[int, int]] = []
    position = 0
    for start, end in spans:
        start = max(start, position)
        position = max(end, start)
        found.append((start, position))
    return found
