"""What a text is never cut inside of: words, numbers with what they count, placeholders, entities, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.fitting.wording import wording
from catalog_cli.ledger import LedgerKind

Span = tuple[int, int]

# An emoji with what is joined to it, or a letter with its marks, is one; so is a run of letters of a spaced script.
_MARKS = r"[\u0300-\u036f\u20d0-\u20ff\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]"
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_ATOM = (
    rf"&(?:[A-Za-z]{{2,8}}|#\d{{1,6}}|#x[0-9A-Fa-f]{{1,6}});"
    r"|\{\{[^{}\n]{0,80}\}\}|\{[^{}\n]{0,80}\}|%\(\w{1,40}\)[sd]|%[sd](?!\w)"
    r"|(?:https?://|www\.)\S+"
    rf"|[{_UNSPACED}]{_MARKS}*"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}"
    rf"|[^\w\s]{_MARKS}*(?:\u200d[^\w\s]{_MARKS}*)+"
    rf"|(?:(?![{_UNSPACED}])\w{_MARKS}*)+(?:(?:['’.,/&+-](?=\w)|['’](?=\s|$))(?:(?![{_UNSPACED}])\w{_MARKS}*)*)*[™®©%°\"″]?"
    rf"|[^\w\s]{_MARKS}*"
)
# What a number without a unit counts stands behind it; what it is a number of, before it: "3 mugs", "set of 3".
_COUNTED = re.compile(r"-\w+|-?[ \u00a0]([^\W\d_]+)")
# "iPhone 15", "Series 5": a number that counts nothing belongs to the name before it.
_NAME_BEFORE = re.compile(r"(?:^|(?<=[\s(,]))(?=\S*[A-Z])[^\W\d_][\w-]*[ \u00a0]$")
_COUNT_BEFORE = re.compile(
    r"(?:\b(?:pack|set|box|lot|case|kit|conjunto|jogo|pacote|embalagem|caixa|fardo|par|combo)[ \u00a0](?:of|de|com|c/)|"
    r"\b(?:size|tamanho|tam\.?|no\.?|n[.º°]*|vol\.?|volume|model|modelo))[ \u00a0]$",
    re.IGNORECASE,
)
# Letters that name a size where they stand alone; "a" and "o" are articles in capitals too, "e" is a word.
_SIZE_LETTERS = re.compile(r"(?<![\w'’&-])(?:XXS|XS|S|M|L|XL|XXL|XXXL|[2-6]XL|PP|GG|XG|XGG|EG|EGG|G[1-6])(?![\w'’&-])")
_WHOLE_TOKEN = re.compile(r"[\w.,/-]*\w")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IDLE_UNITS = ("percent", "duration-")


def atoms(text: str, whole: Iterable[Span] = ()) -> list[Span]:
    """Return the spans of a text that are never cut, in order; those of `whole` are one each.

    >>> text = "Mug 12 oz {name} 👩‍🍳"
    >>> [text[start:end] for start, end in atoms(text, [(4, 9)])]
    ['Mug', '12 oz', '{name}', '👩\u200d🍳']
    """
    found: list[Span] = []
    atom = _atom()
    held = merged(whole)
    reached = 0
    for start, end in (*held, (len(text), len(text))):
        found += [match.span() for match in atom.finditer(text, reached, start)]
        if end > start:
            found.append((start, end))
        reached = end
    return found


@cache
def _atom() -> re.Pattern[str]:
    return re.compile(_ATOM)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one.

    >>> merged([(4, 6), (0, 2), (1, 3), (5, 5)])
    [(0, 3), (4, 6)]
    """
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def telling_spans(text: str, locale: str) -> list[Span]:
    """Return the numbers of a text that may tell one variant from another, each with its unit or what it counts.

    A percentage, a duration and a year do not.

    >>> text = "Set of 3 mugs 350 ml, 100% stoneware, 2024"
    >>> [text[start:end] for start, end in telling_spans(text, "en")]
    ['Set of 3 mugs', '350 ml']
    """
    found = list(_sizes(text))
    if not any(character.isdigit() for character in text):
        return found
    idle = wording(locale).function_words
    for one in find_quantities(text, locale):
        if one.unit.startswith(_IDLE_UNITS) or (one.kind is LedgerKind.NUMBER and _YEAR.fullmatch(one.text)):
            continue
        start, end = _token(text, one.start, one.end)
        if not one.unit and text[start:end] == one.text:
            after = _COUNTED.match(text, end)
            if after is not None and (after[1] or "").casefold() in idle:
                after = None
            near = text[max(0, start - 24) : start]
            before = _COUNT_BEFORE.search(near) or (_NAME_BEFORE.search(near) if after is None else None)
            start -= before.end() - before.start() if before else 0
            end = after.end() if after else end
        found.append((start, end))
    return merged(found)


def _sizes(text: str) -> Iterator[Span]:
    yield from (match.span() for match in _SIZE_LETTERS.finditer(text))


def _token(text: str, start: int, end: int) -> Span:
    """Return a span grown to the ends of its word: the number of "X100" is a name's."""
    while start > 0 and (
        text[start - 1].isalnum() or (text[start - 1] in "-/" and start > 1 and text[start - 2].isalnum())
    ):
        start -= 1
    rest = _WHOLE_TOKEN.match(text, end)
    return start, rest.end() if rest and text[end : end + 1].isalnum() else end


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Return whether a span shares a character with any other."""
    return any(start < span[1] and span[0] < end for start, end in others)
