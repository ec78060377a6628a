"""What the embedded model's vocabulary can spell, and what stands for the rest."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

EMBEDDED_LETTERS = frozenset("ÁÉàáâãçéêíóôõúªº")
"""The letters beyond ASCII that the embedded model's vocabulary holds; it reads every other one as unknown."""

# Typographic characters the vocabulary lacks, and what stands for them: one for one, so that offsets hold.
_PLAIN = {
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "\u200a": " ",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "×": "x",
}  # fmt: skip

# Characters the vocabulary lacks and nothing stands for (ASCII, currency, arrows, shapes, dingbats, emoji).
SYMBOLS = (
    r"#@^`~\\<{}¢£¤¥¦§©®¬¯±¶·¸÷†‡•‣‰‱‹›※\u20a0-\u20cf℗℞Ω℧\u2190-\u2bff"
    r"\u2e00-\u2e7f\ufe0f\u200d\ufffc\ufffd\U0001f000-\U0001fbff"
)
INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff"


@lru_cache(maxsize=8)
def folding(letters: frozenset[str] | None) -> dict[int, str]:
    """Return what stands for each character that an engine cannot read, one for one."""
    table = {ord(mark): plain for mark, plain in _PLAIN.items()}
    for point in range(0xC0, 0x250) if letters is not None else ():
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base.isascii() and letters is not None and chr(point) not in letters:
            table[point] = base
    return table
