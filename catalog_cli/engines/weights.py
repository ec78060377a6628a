"""The weights of a CTranslate2 model (`model.bin`): its outline, read and checked without loading it.

CTranslate2 trusts what it opens, so a damaged file can end the process. Layout (CTranslate2's model_spec.py, versions
4 to 6; little-endian): version u32, name of the specification, its revision u32, number of variables u32, then for
each its name, rank u8, dimensions u32, type u8, size u32 and that many bytes; then the aliases. A name is its length
u16 and as many bytes, the last one NUL.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from catalog_cli.model_manifest import WEIGHTS

_VERSIONS = range(4, 7)
# A model of 80 layers has about 2,000 variables, and their names are shorter than 100 bytes.
_MOST_VARIABLES = 100_000
_MOST_NAME_BYTES = 1_024
_MOST_RANK = 8
# The name of a type and its bytes, by CTranslate2's number of it.
_TYPES = (("float32", 4), ("int8", 1), ("int16", 2), ("int32", 4), ("float16", 2), ("bfloat16", 2))
_KINDS = {
    "TransformerSpec": "translator",
    "TransformerDecoderSpec": "generator",
    "TransformerEncoderSpec": "encoder",
}
_MAP = "vmap.txt"
# All that a map of the same vocabulary lists is in it.
_LEAST_MAPPED = 0.5
_SHARED = "shared_vocabulary"
# Which files hold the vocabulary of the rows of an embedding: the first pair whose files are there counts.
_VOCABULARIES = {
    "encoder/embeddings_0/weight": (_SHARED, "source_vocabulary", "vocabulary"),
    "encoder/embeddings/weight": (_SHARED, "source_vocabulary", "vocabulary"),
    "decoder/embeddings/weight": (_SHARED, "target_vocabulary", "vocabulary"),
}


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file of weights holds: the specification, the dimensions of each variable by name, the type of most."""

    specification: str
    shapes: dict[str, tuple[int, ...]]
    quantization: str

    @property
    def kind(self) -> str:
        """What the model does ("translator", "generator", "encoder"); ValueError for one that does none of these."""
        if self.specification not in _KINDS:
            raise ValueError(f"a model of the kind {self.specification} neither translates, writes nor encodes text")
        return _KINDS[self.specification]


def read_outline(folder: Path) -> Outline:
    """Return the outline of a folder's weights; ValueError saying what is wrong with them, OSError if not readable."""
    path = folder / WEIGHTS
    size = path.stat().st_size
    with path.open("rb") as file:
        try:
            return _outline(file, size)
        except struct.error:
            raise ValueError(f"{WEIGHTS} ends too early") from None


def _outline(file: BinaryIO, size: int) -> Outline:
    (version,) = _unpacked(file, "<I")
    if version not in _VERSIONS:
        raise ValueError(f"{WEIGHTS} is not a file of CTranslate2 weights that can be read here")
    specification = _name(file)
    _, count = _unpacked(file, "<II")
    if count > _MOST_VARIABLES:
        raise ValueError(f"{WEIGHTS} is not a file of CTranslate2 weights")
    shapes: dict[str, tuple[int, ...]] = {}
    types: dict[int, int] = {}
    for _ in range(count):
        name, shape, number = _variable(file, size)
        shapes[name] = shape
        types[number] = types.get(number, 0) + math.prod(shape)
    (aliases,) = _unpacked(file, "<I")
    if aliases > _MOST_VARIABLES:
        raise ValueError(f"{WEIGHTS} is damaged after its last variable")
    for _ in range(aliases):
        alias, name = _name(file), _name(file)
        if name not in shapes:
            raise ValueError(f"{WEIGHTS} lacks {name}")
        shapes[alias] = shapes[name]
    return Outline(specification, shapes, _TYPES[max(types, key=lambda number: types[number])][0] if types else "")


def _variable(file: BinaryIO, size: int) -> tuple[str, tuple[int, ...], int]:
    name = _name(file)
    (rank,) = _unpacked(file, "<B")
    if rank > _MOST_RANK:
        raise ValueError(f"{WEIGHTS} is damaged at {name}")
    shape = _unpacked(file, f"<{rank}I")
    type_number, length = _unpacked(file, "<BI")
    # The size is written in 32 bits: of a variable beyond 4 GB only the rest is there.
    if type_number >= len(_TYPES):
        raise ValueError(f"{WEIGHTS} is damaged at {name}")
    wanted = math.prod(shape) * _TYPES[type_number][1]
    if wanted % (1 << 32) != length:
        raise ValueError(f"{WEIGHTS} is damaged at {name}")
    if file.tell() + wanted > size:
        raise ValueError(f"{WEIGHTS} ends too early, in {name}")
    file.seek(wanted, 1)
    return name, shape, type_number


def _unpacked(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _name(file: BinaryIO) -> str:
    (length,) = _unpacked(file, "<H")
    raw = file.read(length)
    # CTranslate2 passes over names that it does not know, so that what they hold would be missing.
    if not 0 < length <= _MOST_NAME_BYTES or len(raw) != length or raw[-1] != 0 or not raw.isascii():
        raise ValueError(f"{WEIGHTS} is damaged or no file of CTranslate2 weights")
    return raw[:-1].decode("ascii")


def read_vocabulary(path: Path) -> list[str]:
    """Return the pieces of a vocabulary, .json or .txt with one piece a line; ValueError if it is none."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return text.removesuffix("\n").split("\n")
    pieces = json.loads(text)
    if not isinstance(pieces, list) or not all(isinstance(piece, str) for piece in pieces):
        raise ValueError(f"{path.name} is no list of pieces")
    return pieces


def check_end(folder: Path, outline: Outline) -> None:
    """Raise ValueError where config.json names an end of text that the vocabulary lacks: it is of another model.

    A decoder that waits for a token that it cannot write goes on to its last position. (What it begins with may be
    unknown: models of Marian begin from nothing.)
    """
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not isinstance(config, dict):
        raise ValueError("config.json is no JSON object")
    found = _vocabulary_of(folder, "decoder/embeddings/weight")
    if found is None or outline.kind == "encoder":
        return
    vocabulary = frozenset(read_vocabulary(found))
    token = config.get("eos_token")
    if isinstance(token, str) and token not in vocabulary:
        raise ValueError(f'config.json is of another model: {found.name} has no "{token}", its end of text')


def check_vocabularies(folder: Path, outline: Outline) -> None:
    """Raise ValueError where a vocabulary has another size than the weights; CTranslate2 needs them to be equal."""
    for variable in _VOCABULARIES:
        if variable not in outline.shapes:
            continue
        found = _vocabulary_of(folder, variable)
        if found is None:
            raise ValueError("the vocabulary is missing")
        pieces = len(read_vocabulary(found))
        if pieces != outline.shapes[variable][0]:
            raise ValueError(
                f"{found.name} has {pieces:,} pieces and the weights {outline.shapes[variable][0]:,}: it is the "
                "vocabulary of another model"
            )
    _check_vocabulary_map(folder)


def _check_vocabulary_map(folder: Path) -> None:
    """Raise ValueError for a vmap.txt that is none, or of another vocabulary: lines of a key, a tab and its pieces.

    One line of eight is looked at, as what counts is a share. An empty map ends the process that decodes with it,
    others leave only the unknown piece to write (4.8.5).
    """
    path = folder / _MAP
    written = _vocabulary_of(folder, "decoder/embeddings/weight")
    if written is None or not path.exists():
        return
    vocabulary = frozenset(read_vocabulary(written))
    known = pieces = 0
    with path.open(encoding="utf-8") as file:
        for line in islice(file, 0, None, 8):
            listed = line.rstrip("\n").partition("\t")[2].split(" ")
            pieces += len(listed)
            known += sum(map(vocabulary.__contains__, listed))
    if known <= _LEAST_MAPPED * pieces:
        raise ValueError(f"{_MAP} is no vocabulary map, or that of another model")


def _vocabulary_of(folder: Path, variable: str) -> Path | None:
    """Return the file with the vocabulary of an embedding's rows, None if it is missing."""
    paths = (folder / f"{name}{ending}" for name in _VOCABULARIES[variable] for ending in (".json", ".txt"))
    return next((path for path in paths if path.exists()), None)
