"""How an output was made, in one line: what must be equal for two runs to give the same file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from pathlib import Path

from catalog_cli.engine import DecodingOptions
from catalog_cli.errors import FileProblem, Where

# Short names in the manner of sacrebleu; an option that is not here goes by its own name.
_DECODING_NAMES = {
    "beam_size": "beam",
    "hypotheses": "nbest",
    "length_penalty": "lp",
    "no_repeat_ngram_size": "norepeat",
    "repetition_penalty": "rp",
    "max_target_tokens": "maxlen",
    "use_vocabulary_map": "vmap",
    "max_batch_tokens": "batch",
}
_ESCAPES = str.maketrans({"%": "%25", "|": "%7C", "\n": "%0A", "\r": "%0D"})


@lru_cache(maxsize=8)
def installed_version(distribution: str) -> str:
    """Return the version of an installed distribution, "unknown" if it runs from a folder that is not installed.

    >>> installed_version("no-such-distribution")
    'unknown'
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"


def catalog_version() -> str:
    """Return the version of catalog-cli."""
    return installed_version("catalog-cli")


def babel_version() -> str:
    """Return the version of Babel, which decides the CLDR data that numbers, dates and prices are written by."""
    return installed_version("babel")


def decoding_text(options: DecodingOptions) -> str:
    """Return decoding options as part of a signature and of a memory key: every option, so none is forgotten.

    >>> decoding_text(DecodingOptions())
    'beam:1|nbest:1|lp:1.0|norepeat:0|rp:1.0|maxlen:256|vmap:on|batch:512'
    """
    parts = ((_DECODING_NAMES.get(f.name, f.name), getattr(options, f.name)) for f in fields(options))
    return "|".join(f"{name}:{_value(value)}" for name, value in parts if value != ())


@dataclass(frozen=True, slots=True)
class Signature:
    """What decides an output besides its input.

    `engine` is the model's name and revision (`Translator.name`), `compute_type` what the CPU runs it in
    ("int8_float32"): rounding differs between types. `glossary_digest` is "" without a glossary. `memory` says
    whether earlier runs could contribute. `feed` is the feed and its version. `options` are further (name, value)
    pairs of the job, kept in the order given. `licence` is the model's (SPDX), "" for an engine without one.
    The versions of catalog-cli and Babel are those installed.

    >>> print(Signature("en-pt-BR@3f2a", "en", "pt-BR", version="0.1.0", babel="2.18.0").text())
    catalog-cli:0.1.0|en->pt-BR|model:en-pt-BR@3f2a|compute:auto|beam:1|nbest:1|lp:1.0|norepeat:0|rp:1.0|\
maxlen:256|vmap:on|batch:512|glossary:none|memory:on|feed:plain|layout:replace|babel:2.18.0
    """

    engine: str
    source_locale: str
    target_locale: str
    compute_type: str = "auto"
    decoding: DecodingOptions = field(default_factory=DecodingOptions)
    glossary_digest: str = ""
    memory: bool = True
    feed: str = "plain"
    layout: str = "replace"
    options: tuple[tuple[str, str], ...] = ()
    version: str = field(default_factory=catalog_version)
    babel: str = field(default_factory=babel_version)
    licence: str = ""

    def text(self) -> str:
        """Return the signature in one line, "name:value" joined by "|", as sacrebleu writes it."""
        parts = [
            f"catalog-cli:{_value(self.version)}",
            f"{_value(self.source_locale)}->{_value(self.target_locale)}",
            f"model:{_value(self.engine)}",
            *([f"licence:{_value(self.licence)}"] if self.licence else []),
            f"compute:{_value(self.compute_type)}",
            decoding_text(self.decoding),
            f"glossary:{_value(self.glossary_digest or 'none')}",
            f"memory:{_value(self.memory)}",
            f"feed:{_value(self.feed)}",
            f"layout:{_value(self.layout)}",
            *(f"{_value(name)}:{_value(value)}" for name, value in self.options),
            f"babel:{_value(self.babel)}",
        ]
        return "|".join(parts)

    def digest(self) -> str:
        """Return the SHA-256 of `text` in hexadecimal: equal for equal signatures only."""
        return hashlib.sha256(self.text().encode("utf-8", "surrogatepass")).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read in pieces; FileProblem if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        next_step = "Check the path and the permissions, and run again."
        raise FileProblem(Where(str(path)), f"cannot be read ({reason})", next_step) from error


def _value(value: object) -> str:
    """Return a value as it stands in a signature: never with the separator or a line break in it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value).translate(_ESCAPES)


def told(value: object) -> str:
    """Return a value as text that is the same in every run: sets in order, values by their fields.

    >>> told((frozenset({"b", "a"}), {"x": 1}))
    "[['a','b'],['x':1]]"
    """
    if isinstance(value, frozenset):
        return f"[{','.join(sorted(map(told, value)))}]"
    if isinstance(value, Mapping):
        return f"[{','.join(f'{told(name)}:{told(own)}' for name, own in value.items())}]"
    if isinstance(value, tuple):
        return f"[{','.join(map(told, value))}]"
    if is_dataclass(value):
        return told(tuple(getattr(value, one.name) for one in fields(value)))
    return repr(value)
