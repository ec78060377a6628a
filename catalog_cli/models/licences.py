"""What a model's licence allows: which SPDX ids rule out commercial use, and how other names map to them."""

from __future__ import annotations

import re

from catalog_cli.errors import UsageProblem
from catalog_cli.model_manifest import UNKNOWN_LICENCE, Manifest

# SPDX licence list 3.27: the ids whose text forbids commercial use or limits use to non-profit organisations.
_NONCOMMERCIAL = frozenset(
    "aladdin artistic-dist mtll ncgl-uk-2.0 nposl-3.0 ocl-sr polyform-noncommercial-1.0.0".split()
)
# Every Creative Commons licence with the NC element, whatever its version, port and other elements.
_CREATIVE_COMMONS_NC = re.compile(r"cc-by(-sa|-nd)?-nc(-.+)?", re.IGNORECASE)
# Names that model cards use for terms without an SPDX id (the cards' "license" and "license_name").
_NAMED_NONCOMMERCIAL = re.compile(r"mrl|mnpl|.*(non-?commercial|research-?only|research-licen[cs]e|academic).*")
_HUB_NAMES = {
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "bsd-3-clause": "BSD-3-Clause",
    "gpl-3.0": "GPL-3.0-only",
    "agpl-3.0": "AGPL-3.0-only",
    "lgpl-3.0": "LGPL-3.0-only",
    "mit": "MIT",
    "mpl-2.0": "MPL-2.0",
    "openrail": "OpenRAIL",
    "gemma": "LicenseRef-Gemma",
    "other": UNKNOWN_LICENCE,
    "": UNKNOWN_LICENCE,
}
# An expression of more comes from no model card.
_MOST_NESTED = 20
_TOKEN = re.compile(r"[()]|[^\s()]+")

# By how the names of checkpoints on the hub begin: whole families are under one licence (their cards).
_FAMILIES = {"facebook/nllb-": "CC-BY-NC-4.0", "facebook/m2m100_": "MIT", "google/madlad400-": "Apache-2.0"}


def known_licence(hub_name: str) -> str:
    """Return the licence of a checkpoint that is known before anything of it is fetched, "" if it is not.

    >>> known_licence("facebook/nllb-200-3.3B"), known_licence("me/my-model")
    ('CC-BY-NC-4.0', '')
    """
    return next((licence for start, licence in _FAMILIES.items() if hub_name.startswith(start)), "")


def spdx(name: str) -> str:
    """Return a licence by its SPDX id, where one is known for what a model card or a user calls it.

    >>> spdx("cc-by-nc-4.0"), spdx("apache-2.0"), spdx("other"), spdx("llama3.2")
    ('CC-BY-NC-4.0', 'Apache-2.0', 'unknown', 'llama3.2')
    """
    folded = name.strip().lower()
    if folded in _HUB_NAMES:
        return _HUB_NAMES[folded]
    return name.strip().upper() if folded.startswith("cc") and "-" in folded and " " not in folded else name.strip()


def is_noncommercial(licence: str) -> bool:
    """Return whether a licence (an SPDX id or expression, or a model card's name of one) rules out commercial use.

    Of alternatives (OR) one that allows it is enough; of licences that hold together (AND) each must.

    >>> [is_noncommercial(x) for x in ("CC-BY-NC-4.0", "cc-by-nc-sa-3.0-igo", "CC-BY-4.0", "MIT OR CC-BY-NC-4.0")]
    [True, True, False, False]
    """
    tokens = _TOKEN.findall(licence)
    if tokens.count("(") > _MOST_NESTED:
        return _forbids(licence.strip())
    forbids = _any_of(tokens)
    return _forbids(licence.strip()) if tokens else forbids  # what is left over is no expression but words


def _any_of(tokens: list[str]) -> bool:
    """Take alternatives off the front of the tokens: whether all of them rule out commercial use."""
    forbids = _all_of(tokens)
    while tokens and tokens[0] == "OR":
        tokens.pop(0)
        forbids = _all_of(tokens) and forbids
    return forbids


def _all_of(tokens: list[str]) -> bool:
    """Take licences that hold together off the front of the tokens: whether one of them rules out commercial use."""
    forbids = _one(tokens)
    while tokens and tokens[0] == "AND":
        tokens.pop(0)
        forbids = _one(tokens) or forbids
    return forbids


def _one(tokens: list[str]) -> bool:
    if not tokens:
        return False
    first = tokens.pop(0)
    if first == "(":
        forbids = _any_of(tokens)
        if tokens and tokens[0] == ")":
            tokens.pop(0)
        return forbids
    return _forbids(first)


def _forbids(name: str) -> bool:
    folded = name.lower()
    return bool(
        folded in _NONCOMMERCIAL or _CREATIVE_COMMONS_NC.fullmatch(folded) or _NAMED_NONCOMMERCIAL.fullmatch(folded)
    )


def forbids_commercial_use(manifest: Manifest) -> bool:
    """Return whether a model may not be used for business: as its manifest says, or as its licence does."""
    return manifest.is_noncommercial or is_noncommercial(manifest.licence)


def require_acceptance(manifest: Manifest, *, accepts_noncommercial: bool, commercial_only: bool) -> None:
    """Raise UsageProblem (exit 2) for a non-commercial model that nobody accepted, or that the settings rule out."""
    if not forbids_commercial_use(manifest):
        return
    if commercial_only:
        raise UsageProblem(_refusal(manifest))
    if not accepts_noncommercial:
        raise UsageProblem(
            f"The licence of {manifest.name}, {manifest.licence}, does not allow commercial use: add it with "
            "--accept-noncommercial if yours is not, or choose another model."
        )


def require_commercial(manifest: Manifest) -> None:
    """Raise UsageProblem (exit 2) for a model that `license = "commercial"` rules out: also one of unknown licence."""
    if forbids_commercial_use(manifest):
        raise UsageProblem(_refusal(manifest))
    if manifest.licence == UNKNOWN_LICENCE:
        raise UsageProblem(
            f'The licence of the model {manifest.name} is not known, and the setting license = "commercial" allows '
            "only known ones: remove the model and add it again with --licence, or choose another."
        )


def _refusal(manifest: Manifest) -> str:
    return (
        f"The licence of the model {manifest.name}, {manifest.licence}, does not allow commercial use, and the setting "
        'license = "commercial" asks for it: choose another model with --model.'
    )
