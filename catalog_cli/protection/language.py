"""Telling text that an engine should see from sizes, codes, numbers and symbols."""

from __future__ import annotations

import re

from catalog_cli.protection.spans import find_spans


def is_language(text: str) -> bool:
    """Return whether a text holds a word an engine should see; sizes, codes, numbers and symbols hold none.

    >>> [is_language(text) for text in ("Red", "Água", "红色", "XL", "007", "N/A", "12 x 8", "100%", "24-MB01", "")]
    [True, True, True, False, False, False, False, False, False, False]
    """
    if not text or text.isspace():
        return False
    plain = _PLAIN_WORD.search(text)
    if plain and plain.group().lower() not in _NOT_WORDS and not any(mark in text for mark in "{%[<"):
        return True
    rest = text
    for code in reversed(find_spans(text, None)):
        rest = f"{rest[: code.start]} {rest[code.end :]}"
    return any(_is_word(match.group()) for match in _LETTER_RUN.finditer(rest))


# The short way: a word of four or more letters between white space, where no placeholder can hold it.
_PLAIN_WORD = re.compile(r"(?<!\S)[A-Za-z][a-z]{3,}(?=[,.;!?]?(?:\s|$))")
_LETTER_RUN = re.compile(r"(?<![^\W_])(?:\d[\d.,]*[ \u00a0]?)?[^\W\d_]+(?![^\W_])|[^\x00-\u024f\W\d_]")
# Sizes, units of measure and marks of absence: never words in a cell. Not "in": it counts only after a number.
_NOT_WORDS = frozenset(
    re.findall(
        r"\w+",
        "xs xxs xxxs xl xxl xxxl xxxxl na nan null tbd tba mm cm dm km kg mg ml cl dl oz fl lb lbs ft yd sq mi mah wh "
        "kwh hz khz mhz ghz gb tb mb kb db psi rpm dpi ppi gsm bpm nm pcs ii iii iv vi vii viii ix xi xii usb led hdmi",
    )
)
_SHORT_WORDS = frozenset(re.findall(r"\w+", "no on up or in go we us my to of by at"))


def _is_word(run: str) -> bool:
    word = run.lstrip("0123456789., \u00a0")
    measured = word != run
    if any(ord(c) > 0x24F for c in word):
        return True
    lower = word.lower()
    if len(word) == 1 or lower in _NOT_WORDS:
        return False
    if len(word) == 2:
        return not measured and (lower in _SHORT_WORDS or not word.isupper())
    return True
