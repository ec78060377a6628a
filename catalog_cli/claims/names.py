"""The names of a text: words with a capital where the language writes none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli.claims.claim import Claim, ClaimKind
from catalog_cli.locales import language

# Languages that write common nouns small and names with a capital.
_LANGUAGES = frozenset({"en", "pt", "es", "fr", "it", "nl", "ca", "gl", "ro"})
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;•\n–—|\"“”«»(]\s*$")
# Letters that stand alone, and words that English always writes with a capital.
_NO_NAMES = frozenset("i i'm i'll i'd i've monday tuesday wednesday thursday friday saturday sunday".split())


def names_in(text: str, locale: str) -> Iterator[Claim]:
    """Yield the names of a text; of the words at the start of a sentence only those with capitals inside.

    >>> [claim.text for claim in names_in("Works with Alexa. The GOTS mug for iPhone.", "en")]
    ['Alexa', 'GOTS', 'iPhone']
    >>> list(names_in("Ein Becher aus Keramik", "de"))
    []
    """
    if language(locale) not in _LANGUAGES:
        return
    for word in _WORD.finditer(text):
        written = word[0]
        has_inner = any(letter.isupper() for letter in written[1:])
        if not has_inner and (not written[0].isupper() or _begins(text, word.start())):
            continue
        if len(written) > 1 and written.casefold().replace("’", "'") not in _NO_NAMES:
            yield Claim(ClaimKind.NAME, word.start(), word.end(), written)


def _begins(text: str, position: int) -> bool:
    before = text[max(0, position - 4) : position]
    return not before.strip() or _SENTENCE_END.search(before) is not None
