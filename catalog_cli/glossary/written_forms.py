"""One way to write a term's source: the key it is looked up by, and what must stand around and between its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from catalog_cli.glossary import normalization
from catalog_cli.glossary.normalization import UNSPACED

_SPACED = frozenset({" ", "-"})
# A term held letter by letter: which white space it is does not count, but a hyphen is another letter.
_EXACT = {gap: frozenset({gap}) for gap in (" ", "-")}
# Between Han and Latin some writers set a space and some none (W3C, Requirements for Chinese Text Layout).
_OPTIONAL = frozenset({"", " "})


class WrittenForm(NamedTuple):
    """A form to find. `gaps` are what may stand between its words, `before` and `after` what must stand around them.

    `words` are its words letter by letter where the case counts, else None.
    """

    word_count: int
    gaps: tuple[frozenset[str], ...]
    before: str
    after: str
    words: tuple[str, ...] | None

    @property
    def reach(self) -> tuple[int, int]:
        """How many characters it takes before its first word and after its last."""
        return len(self.before), len(self.after)

    def fits(self, text: str, bounds: Sequence[int], first: int) -> bool:
        """Return whether the words of a text (in NFC) from the one numbered `first` are written so."""
        at = 2 * first + 1
        for accepted in self.gaps:
            between = text[bounds[at] : bounds[at + 1]]
            if between not in accepted and normalization.gap(between) not in accepted:
                return False
            at += 2
        if not (text.endswith(self.before, 0, bounds[2 * first]) and text.startswith(self.after, bounds[at])):
            return False
        return self.words is None or all(
            word == normalization.without_ignored(text[bounds[2 * index] : bounds[2 * index + 1]])
            for index, word in enumerate(self.words, first)
        )


def written_form(form: str, table: dict[int, str], *, same_case: bool, exact: bool) -> tuple[str, WrittenForm] | None:
    """Return the key of a form and how it is written; None for a form without a letter, digit or symbol.

    >>> table = normalization.folding(False)
    >>> written_form("Boots", table, same_case=False, exact=False)
    (' boots ', WrittenForm(word_count=1, gaps=(), before='', after='', words=None))
    >>> written_form(".NET", table, same_case=True, exact=True)
    (' net ', WrittenForm(word_count=1, gaps=(), before='.', after='', words=('NET',)))
    """
    if form.isascii() and form.isalnum() and not same_case:
        return f" {form.translate(table)} ", _ONE_WORD
    form = unicodedata.normalize("NFC", form).strip()
    kinds = normalization.classes(form)
    bounds = normalization.word_bounds(kinds)
    if not bounds:
        return None
    gaps = tuple(
        _accepted(form[end:start], UNSPACED in (kinds[end - 1], kinds[start]), exact)
        for end, start in zip(bounds[1::2], bounds[2::2], strict=False)
    )
    words = None
    if same_case:
        spans = zip(bounds[::2], bounds[1::2], strict=True)
        words = tuple(normalization.without_ignored(form[start:end]) for start, end in spans)
    before, after = form[: bounds[0]].strip(), form[bounds[-1] :].strip()
    return normalization.key(form, table), WrittenForm(len(bounds) // 2, gaps, before, after, words)


_ONE_WORD = WrittenForm(1, (), "", "", None)


def _accepted(between: str, may_close_up: bool, exact: bool) -> frozenset[str]:
    gap = normalization.gap(between)
    if gap in _OPTIONAL and may_close_up:
        return _OPTIONAL
    if exact:
        return _EXACT.get(gap) or frozenset({gap})
    return _SPACED if gap in _SPACED else frozenset({gap})


def closed_up(form: str) -> str | None:
    """Return a hyphenated form without its hyphens; None if it has none.

    Some write "tshirt" for "T-shirt" and "ecofriendly" for "eco-friendly"; but "crew neck" is never "crewneck" without
    its term base saying so, for joining any two words ("pin up", "pinup") finds other words.

    >>> closed_up("T-shirt"), closed_up("wash-and-wear fabric"), closed_up("crew neck"), closed_up("1-2")
    ('Tshirt', 'washandwear fabric', None, None)
    """
    parts = form.replace("\u2010", "-").replace("\u2011", "-").split("-")
    inside = all(left[-1:].isalpha() and right[:1].isalpha() for left, right in pairwise(parts))
    return "".join(parts) if len(parts) > 1 and inside else None
