"""The vocabularies of a model on disk, and whether its tokenizer is the one that they were made with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

# A model's vocabulary holds what its tokenizer makes of any text: of 200 product texts, OPUS-MT, M2M-100, NLLB and T5
# lack under 1% of the pieces. Another model's tokenizer, even of the same languages, makes other pieces.
_LEAST_KNOWN = 0.5
_MOST_SAMPLED = 2_000


def read_config(folder: Path) -> dict[str, Any]:
    """Return a model's config.json, {} if it has none, as Argos packages of 2021 do; raises ValueError, OSError."""
    path = folder / "config.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not isinstance(found, dict):
        raise ValueError("config.json is no JSON object")
    return found


def read_vocabulary(folder: Path, side: str) -> list[str]:
    """Return the pieces of a side ("source", "target" or "" for a model of one), in the order of their numbers.

    CTranslate2 4 writes JSON lists, older versions one piece a line. Raises ValueError or OSError.
    """
    names = [f"{side}_vocabulary", "shared_vocabulary", "vocabulary"] if side else ["vocabulary", "shared_vocabulary"]
    for name in names:
        if (path := folder / f"{name}.json").exists():
            found = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(found, list):
                raise ValueError(f"{path.name} is no JSON list")
            return found
        if (path := folder / f"{name}.txt").exists():
            return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    raise FileNotFoundError(f"{names[0]}.json is missing")


def files_of(folder: Path) -> list[str]:
    """Return the names of the small files that CTranslate2 reads: vocabularies, their map, configuration."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name in ("config.json", "vmap.txt") or path.stem.endswith("vocabulary")
    )


def verify_pieces(pieces: Sequence[str], vocabulary: Iterable[str], what: str) -> None:
    """Raise ValueError if the vocabulary is not that of the tokenizer that has these pieces.

    >>> verify_pieces(["a", "b"], ["<unk>", "a", "b"], "source.spm")
    >>> verify_pieces(["a", "b"], ["<unk>", "x", "y"], "source.spm")
    Traceback (most recent call last):
    ValueError: source.spm is of another model: the vocabulary holds 0 of 2 of its pieces
    """
    sample = pieces[:: max(1, len(pieces) // _MOST_SAMPLED)]
    there = set(vocabulary)
    known = sum(piece in there for piece in sample)
    if known < _LEAST_KNOWN * len(sample):
        message = f"{what} is of another model: the vocabulary holds {known:,} of {len(sample):,} of its pieces"
        raise ValueError(message)
