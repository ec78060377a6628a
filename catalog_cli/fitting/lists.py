"""Lists within limits: so many bullets of such a length, tags that are never cut, search terms in so many bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog_cli.fitting.abbreviations import abbreviations
from catalog_cli.fitting.measure import is_within, measured
from catalog_cli.fitting.texts import Fitted, Rules, fit
from catalog_cli.fitting.wording import wording
from catalog_cli.ledger import How
from catalog_cli.segment import Limit

_WORD = re.compile(r"[\w'’-]+")


class FittedList(NamedTuple):
    """The texts of a list, and what became of each of the texts that were given: None is one that was left out.

    `how` is the most that was needed for any of them; `reasons` say for each text that was left out why.
    """

    texts: tuple[str, ...]
    items: tuple[Fitted | None, ...]
    how: How = How.FREE
    reasons: tuple[str, ...] = ()


_WORST = (How.FREE, How.N_BEST, How.DROPPED, How.ABBREVIATED, How.CUT, How.FAILED)


def _listed(items: Sequence[Fitted | None], reasons: Sequence[str] = ()) -> FittedList:
    hows = [How.DROPPED if item is None else item.how for item in items]
    how = max(hows, key=_WORST.index, default=How.FREE)
    return FittedList(tuple(item.text for item in items if item is not None), tuple(items), how, tuple(reasons))


def fit_list(texts: Sequence[str], rules: Rules, most: int = 0) -> FittedList:
    """Return at most `most` bullets (0: any number), each within the limit; the first ones stay.

    >>> fit_list(["Soft cotton", "Machine washable, easy to care for", "Made in Peru"], Rules(Limit(20), "en"), 2).texts
    ('Soft cotton', 'Machine washable')
    """
    items: list[Fitted | None] = []
    reasons = []
    room = most or len(texts)
    for text in texts:
        if room == 0:
            items.append(None)
            reasons.append(f"at most {most} are taken")
            continue
        items.append(fit(text, rules))
        room -= 1
    return _listed(items, reasons)


def fit_tags(texts: Sequence[str], rules: Rules, most: int = 0) -> FittedList:
    """Return at most `most` tags, each within the limit, none twice; one that is too long is abbreviated or left out.

    A tag is what a shopper types: it loses no word but function words ("bolsa de lona" is "bolsa lona").

    >>> tags = ["tote", "Tote", "canvas bag with zip", "waterproof canvas shopping bag"]
    >>> fit_tags(tags, Rules(Limit(18), "en")).texts
    ('tote', 'canvas bag w/ zip')
    """
    items: list[Fitted | None] = []
    reasons = []
    seen: set[str] = set()
    for text in texts:
        fitted = _tag(text, rules)
        name = "" if fitted is None else fitted.text.casefold()
        if fitted is None:
            reasons.append(f"longer than {rules.limit.most}")
        elif name in seen:
            reasons.append("given twice")
        elif most and len(seen) >= most:
            reasons.append(f"at most {most} are taken")
        else:
            seen.add(name)
            items.append(fitted)
            continue
        items.append(None)
    return _listed(items, reasons)


def _tag(text: str, rules: Rules) -> Fitted | None:
    if is_within(text, rules.limit):
        return Fitted(text)
    short, made = text, []
    for one in sorted(abbreviations(text, rules.locale), reverse=True):
        if not set(one.short) & set(rules.banned):
            short = short[: one.start] + one.short + short[one.end :]
            made.append((text[one.start : one.end], one.short))
    if is_within(short, rules.limit):
        return Fitted(short, How.ABBREVIATED, abbreviated=tuple(made[::-1]))
    idle = wording(rules.locale).function_words
    words = text.split()
    # "bolsa sem alça" without its "sem" is another bag.
    bare = [word for word in words if word.casefold() not in idle or word.casefold() in _NEGATIONS]
    bare_text = " ".join(bare)
    if len(bare) < len(words) and is_within(bare_text, rules.limit):
        lost = tuple(("word", word) for word in words if word not in bare)
        return Fitted(bare_text, How.DROPPED, lost)
    return None


_NEGATIONS = frozenset({"without", "sem", "w/o", "no", "not", "non", "não", "under", "sob", "s/"})


def fit_terms(texts: Sequence[str], rules: Rules, title: str = "", separator: str = " ") -> FittedList:
    """Return search terms whose sum, joined by a separator, is within the limit: no word of the title, none twice.

    Terms are taken in their order as long as there is room; one that does not fit is left out, a shorter one behind it
    may come in. Amazon counts bytes.

    >>> rules = Rules(Limit(16, "bytes"), "en")
    >>> fit_terms(["Canvas tote", "shopper", "beach bag", "SHOPPER"], rules, "Tote bag").texts
    ('Canvas', 'shopper')
    """
    known = {word.casefold() for word in _WORD.findall(title)} | wording(rules.locale).function_words
    items: list[Fitted | None] = []
    reasons = []
    used = 0
    between = measured(separator, rules.limit.unit)
    for text in texts:
        new = [word for word in _WORD.findall(text) if word.casefold() not in known]
        # Within a term too a word counts once.
        new = list({word.casefold(): word for word in reversed(new)}.values())[::-1]
        term = " ".join(new)
        size = measured(term, rules.limit.unit) + (between if used else 0)
        if not term or used + size > rules.limit.most:
            items.append(None)
            reasons.append("no room is left" if term else "said in the title or before")
            continue
        used += size
        known.update(word.casefold() for word in new)
        is_same = term == " ".join(text.split())
        items.append(Fitted(text if is_same else term, How.FREE if is_same else How.DROPPED))
    return _listed(items, reasons)


def with_limit(rules: Rules, most: int) -> Rules:
    """Return rules with another limit in the same unit.

    >>> with_limit(Rules(Limit(16, "bytes"), "en"), 8).limit
    Limit(most=8, unit='bytes')
    """
    return replace(rules, limit=Limit(most, rules.limit.unit))
