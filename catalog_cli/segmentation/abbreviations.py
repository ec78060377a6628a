"""Whether a full stop that looks like the end of a sentence is one: the abbreviations of product copy.

sentencex knows the abbreviations of newspapers; "approx.", "1.5 in. wide" and "Réf. 12" it takes for sentence ends.
The lists are ours, gathered from product copy in English, German, French, Spanish, Portuguese and Italian, which
quote one another: one list serves all.
"""

from __future__ import annotations

import re

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never last in a sentence, whatever follows.
_NEVER_LAST = _words(
    "approx appr incl excl e.g eg i.e ie viz vs fl sq cu avg dr mr mrs prof st resp inkl exkl zzgl einschl z.b d.h u.a "
    "bzw ggf evtl réf p.ex p.e aprox sr sra dra n.º"
)
# Last in a sentence only if a capitalised word follows.
_SELDOM_LAST = _words(
    "oz in ft lb lbs yd mi pt qt gal cm mm m km kg g mg l ml hr hrs sec min max dia diam qty pc pcs pkg pk ct w h d "
    "dim dims wt ref art fig vol ed eds etc inc co corp ltd llc bros u.s u.k u.s.a a.m p.m no nos nr num nº n° núm "
    "pág pag p pp ch sect item mod ser ver rev abb bd aufl jr dept est ext int temp std reg assn stk pz pza und unid "
    "tam máx mín larg alt comp cap ca circa mind usf orig env ex cod tel mt ms cf esp ingl"
)
_UNITS = _words("oz in ft lb lbs yd mi pt qt gal cm mm m km kg g mg l ml hr hrs pc pcs ct pk w h d")
# An abbreviation only before a number: "No. 5", but "Say no."
_NUMBERED = _words("no nos nr num nº n° núm")
# What follows the full stop of a file or host name.
_NAME_ENDINGS = _words("com net org io js info biz app dev shop store co uk br us eu jp py ts pdf exe zip")

_WORD_BEFORE_STOP = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.[\"'”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]+")
_GLUED_END = re.compile(r"[^\W\d_]{2,}[.!?]+[\"'”’)\]]?$")
_GLUED_START = re.compile(r"[A-ZÀ-Þ][^\W\d_A-Z]|[A-Z]\s")
_CLOSED = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_LABEL = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?: [a-z]{1,15}){0,2}:\s")
_NEIGHBOURHOOD = 24  # characters: longer than any abbreviation above with its brackets


def is_sentence_end(text: str, cut: int, line: Span) -> bool:
    """Return whether the sentence that is said to end before `cut` really ends there.

    >>> text = "Holds approx. 5 oz. of tea. Made in Japan."
    >>> [is_sentence_end(text, cut, (0, len(text))) for cut in (14, 20, 28)]
    [False, False, True]
    """
    before = text[max(line[0], cut - _NEIGHBOURHOOD) : cut]
    closed = before.rstrip()
    after = text[cut : min(line[1], cut + _NEIGHBOURHOOD)]
    if closed == before and before[-1:] in ".!?\"'”’)]":
        return _ends_glued(before, after)
    if closed.endswith(("...", "…")):
        return not after[:1].islower()
    match = _WORD_BEFORE_STOP.search(closed)
    if match is None:
        return True
    word = match.group(1).lower()
    if word in _NEVER_LAST:
        return False
    if word not in _SELDOM_LAST or (word in _NUMBERED and not _has_digit(after)):
        return True
    if not _opens_sentence(after):
        return False
    # "Bottle 12 oz. Blue" is a title, "Holds 12 oz. Dishwasher safe." is prose, "12 in. Width: 5 in." are two labels.
    measured = word in _UNITS and _has_digit(closed[: match.start()][-4:])
    return (
        not measured
        or _LABEL.match(after) is not None
        or _CLOSED.search(text, max(line[0], line[1] - 4), line[1]) is not None
    )


def _ends_glued(before: str, after: str) -> bool:
    """Return whether "text.There" is two sentences and not a name such as ASP.NET or Example.Com."""
    if not _GLUED_END.search(before) or not _GLUED_START.match(after):
        return False
    word = _WORD.match(after)
    return word is None or word.group().lower() not in _NAME_ENDINGS


def _opens_sentence(after: str) -> bool:
    """Return whether a text begins as a sentence does: a word that is no number, no code and not in lower case."""
    words = after.lstrip("\"'“‘«([¿¡").split(None, 1)
    if not words or not words[0][0].isalpha() or words[0][0].islower() or _has_digit(words[0]):
        return False
    return len(words[0]) > 1 or words[0] in "AIÉÀOEY"


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
