"""Claims that are told by their words: superlatives, health, warranties, awards, the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources

from catalog_cli.claims.claim import Claim, ClaimKind
from catalog_cli.locales import language

_FILE = "wording.toml"


def wording_claims(text: str, locale: str) -> Iterator[Claim]:
    """Yield the claims of a text by the wording table of its language, English's where there is none.

    >>> [(claim.kind.value, claim.text) for claim in wording_claims("The best mug, award-winning", "en")]
    [('superlative', 'The best mug'), ('award', 'award-winning')]
    """
    low = text.casefold()
    if len(low) != len(text):  # "ß" and "İ" become two: positions count
        low = text.lower() if len(text.lower()) == len(text) else text
    low = low.replace("’", "'")
    for kind, pattern in expressions(language(locale)).items():
        for found in pattern.finditer(low):
            yield Claim(kind, found.start(), found.end(), text[found.start() : found.end()])


@lru_cache(maxsize=16)
def expressions(spoken: str) -> Mapping[ClaimKind, re.Pattern[str]]:
    """Return one expression for each kind of claim, the longest alternative first where they begin alike."""
    table = _table()
    own = {kind: by_language.get(spoken) or by_language["en"] for kind, by_language in table.items()}
    return {
        ClaimKind(kind): re.compile(
            r"(?<![^\W_])(?:" + "|".join(one.replace("’", "'") for one in patterns) + r")(?![^\W_])"
        )
        for kind, patterns in own.items()
    }


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    import tomllib

    return tomllib.loads((resources.files("catalog_cli") / "claims" / _FILE).read_text(encoding="utf-8"))
