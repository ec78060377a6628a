"""The parts of a title that it can do without: what stands behind separators and in brackets, praise, phrases of use.

Offsets are code points of the title; taking out what a part covers, and tidying what is left, gives a title again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from catalog_cli.fitting.atoms import Span, overlaps
from catalog_cli.fitting.wording import Wording


class Kind(StrEnum):
    """The sorts of parts that a title's own form shows; besides these an attribute's id is one."""

    DECORATION = "decoration"
    """Stars, hearts and the like."""
    DUPLICATE = "duplicate"
    """What has been said before."""
    PROMOTION = "promotion"
    ASIDE = "aside"
    """What stands in brackets."""
    ADJECTIVE = "praise"
    PHRASE = "phrase"
    """What stands behind a separator."""
    FEATURE = "with"
    """"with two pockets": to the end of its phrase."""
    PURPOSE = "for"
    """"for home and office": to the end of its phrase."""
    SINGLE = "single"
    """"(pack of 1)", "one size": a number that tells nothing."""
    CODE = "code"
    """A number of eight digits or more, which has a field of its own."""
    DESCRIPTION = "description"
    """An adjective by its form: "rechargeable", "arredondado"."""
    MODIFIER = "of"
    """"de folha solta": to the end of its phrase, behind what says what the thing is."""
    PACK = "pack"
    """"pack of 3": how many come together, which has a field of its own."""


STRUCTURAL = (
    Kind.PROMOTION,
    Kind.DECORATION,
    Kind.DUPLICATE,
    Kind.SINGLE,
    Kind.CODE,
    Kind.ASIDE,
    Kind.ADJECTIVE,
    Kind.PHRASE,
    Kind.PURPOSE,
    Kind.FEATURE,
    Kind.DESCRIPTION,
    Kind.MODIFIER,
)


class Part(NamedTuple):
    """text[start:end], which a title can do without; `kind` is a `Kind` or an attribute's id."""

    kind: str
    start: int
    end: int


class Named(NamedTuple):
    """text[start:end] names a value of an attribute; `value` is "" where the attribute has no list of values."""

    start: int
    end: int
    attribute: str
    value: str = ""


_SEPARATOR = re.compile(r"\s*[|•·;\n]\s*|\s+[-–—/~:]+\s+|(?<!\d)[,:]\s+|(?<=\d),\s+|\s+\+\s+(?=[A-Z])")
_ENTITY = re.compile(r"&#?\w{2,8};")
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|\*[^*]{1,60}\*)")
_DECORATION = re.compile(
    r"\s*(?:[\u2600-\u26ff\u2700-\u27bf\u2b50\u2b55\U0001f300-\U0001faff\ufe0f\u200d]|[!?*~=_#]{2,}|(?<=\s)[*~=_]+(?=\s))+"
)
_GLUE = frozenset("-'’/%")
WORD = re.compile(r"(?!\d)\w(?:[\w'’]|-(?=\w))*/?")
_OF = re.compile(r"\s*(?:of|de|do|da|dos|das|di|von)\s", re.IGNORECASE)
_LEAST_HEAD = 2  # words that stand before a phrase of use: "Bag for men" is not "Bag"
_LEAST_HEAD_OF_PURPOSE = 3  # "Phone case for Nokia" says for what: one word more, as the use is often the thing itself


def optional_parts(
    text: str,
    kept: Sequence[Span],
    named: Sequence[Named],
    wording: Wording,
    attributes: Sequence[str] = (),
    banned: tuple[str, ...] = (),
) -> list[Part]:
    """Return the parts of a title that may go, in the order of the text; none covers a `kept` span.

    `named` are values of attributes in the text, of which those in `attributes` may go; `banned` are phrases that it
    should not hold anyway.

    >>> from catalog_cli.fitting.wording import wording
    >>> title = "Beautiful canvas bag with two pockets"
    >>> [(part.kind.value, title[part.start : part.end]) for part in optional_parts(title, [], [], wording("en"))]
    [('praise', 'Beautiful '), ('with', ' with two pockets')]
    """
    bounds = phrases(text)
    found = [Part(Kind.DECORATION, *match.span()) for match in _DECORATION.finditer(text)]
    found += [
        Part(Kind.PROMOTION, *around(text, match.span(), wording))
        for pattern in (wording.promotions, *([_banned(banned)] if banned else []))
        for match in pattern.finditer(text)
    ]
    found += [Part(Kind.ASIDE, *match.span()) for match in _ASIDE.finditer(text) if match.start() > 0]
    for before, start, end in (*bounds[1:], *_in_asides(text, kept)):
        found += _phrase(text, (before, start, end), kept)
    found += _duplicates(text, bounds, named, wording)
    for _, start, end in bounds:
        found += _adjectives(text, (start, end), wording)
        found += _uses(text, (start, end), kept, wording)
    found += _values(text, named, wording, attributes)
    whole = len(text.strip())
    free = {part for part in found if part.start < part.end and not overlaps(part[1:], kept)}
    return sorted((part for part in free if part.end - part.start < whole), key=lambda part: part[1:])


@lru_cache(maxsize=128)
def _banned(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches any of the phrases as whole words, with the number before one of "% off"."""
    bodies = []
    for phrase in sorted(listed, key=len, reverse=True):
        body = r"[\s-]{1,3}".join(map(re.escape, phrase.replace("-", " ").split()))
        start = r"(?<!\w)\d{1,3}(?:[.,]\d{1,2})?\s?" if phrase.startswith("%") else r"(?<![\w'’-])"
        bodies.append(f"{start}{body}")
    return re.compile(rf"(?:{'|'.join(bodies)})(?![\w'’-])[!¡]*", re.IGNORECASE)


def phrases(text: str) -> list[tuple[int, int, int]]:
    """Return (start of the separator, start, end) of each phrase; separators in brackets part nothing."""
    asides = [match.span() for match in _ASIDE.finditer(text)]
    asides += [match.span() for match in _ENTITY.finditer(text)]
    marks = [match.span() for match in _SEPARATOR.finditer(text) if not overlaps(match.span(), asides)]
    starts = [(0, 0), *marks]
    ends = [*(start for start, _ in marks), len(text)]
    return [(before, start, end) for (before, start), end in zip(starts, ends, strict=True) if start < end]


def _in_asides(text: str, kept: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Yield the phrases inside brackets that hold something to keep: "(pack of 3, assorted)" can do without one."""
    for match in _ASIDE.finditer(text):
        if overlaps(match.span(), kept):
            begin, end = match.end() - len(match[0].lstrip()) + 1, match.end() - 1
            yield from (
                (begin + before, begin + start, begin + stop) for before, start, stop in phrases(text[begin:end])
            )


def phrase_starts(text: str) -> list[int]:
    """Return where the phrases of a title start.

    >>> phrase_starts("Mug | 350 ml, red")
    [0, 6, 14]
    """
    return [start for _, start, _ in phrases(text)]


def content(text: str, wording: Wording) -> list[str]:
    words = (match[0].casefold() for match in WORD.finditer(text))
    return [word for word in words if word not in wording.function_words]


def _duplicates(
    text: str, bounds: Sequence[tuple[int, int, int]], named: Sequence[Named], wording: Wording
) -> Iterator[Part]:
    """Yield the phrases and asides that say only what was said before them, and values that were."""
    for start, begin, end in bounds[1:]:
        words = content(text[begin:end], wording)
        if (
            words
            and set(words) <= set(content(text[:start], wording))
            and not any(c.isdigit() for c in text[begin:end])
        ):
            yield Part(Kind.DUPLICATE, start, end)
    seen: set[tuple[str, str]] = set()
    for one in sorted(named):
        key = one.attribute, one.value or text[one.start : one.end].casefold()
        if key in seen and one.attribute != "product_type" and _can_go(text, one, named, wording):
            yield Part(Kind.DUPLICATE, *around(text, (one.start, one.end), wording, with_preposition=True))
        seen.add(key)


def _adjectives(text: str, bounds: Span, wording: Wording) -> Iterator[Part]:
    matches = list(WORD.finditer(text, *bounds))
    for match, after in zip_longest(matches, matches[1:]):
        if match[0].casefold() not in wording.adjectives:
            continue
        # "ideal for": the adjective opens what follows it.
        if after is not None and after[0].casefold() in wording.purposes:
            continue
        yield Part(Kind.ADJECTIVE, *around(text, match.span(), wording))


def _phrase(text: str, bounds: tuple[int, int, int], kept: Sequence[Span]) -> Iterator[Part]:
    """Yield a phrase with its separator; or, of one that holds something to keep, the words around that."""
    before, start, end = bounds
    inside = [span for span in kept if span[0] < end and before < span[1]]
    if not inside:
        yield Part(Kind.PHRASE, before, end)
        return
    # A phrase that is a name, or goes on without its number, is left whole.
    edges = [start, *(edge for span in inside for edge in span), end]
    runs = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    for begin, stop in runs:
        word = WORD.search(text, begin, max(begin, stop))
        is_counted = begin > start and text[begin - 1].isalnum() and _OF.match(text, begin, max(begin, stop))
        if word is not None and not is_counted:  # "10 g of protein" is no "10 g"
            open_mark = next((at for at in range(begin, stop) if text[at] in "([/"), stop)
            if word.start() < open_mark:
                yield Part(Kind.PHRASE, begin, len(text[:open_mark].rstrip()) if open_mark < stop else stop)


def _uses(text: str, bounds: Span, kept: Sequence[Span], wording: Wording) -> Iterator[Part]:
    """Yield each phrase of use or feature, from its preposition to the end of the phrase that it is in.

    It ends before a bracket or a number to keep: "with handle 500 ml", "with handle (500 ml)".
    """
    start, end = bounds
    for match in WORD.finditer(text, start, end):
        word = match[0].casefold()
        kind = Kind.FEATURE if word in wording.features else Kind.PURPOSE if word in wording.purposes else None
        if kind is None:
            continue
        opening = _opening(text, (start, match.start()), wording)
        least = _LEAST_HEAD if kind is Kind.FEATURE else _LEAST_HEAD_OF_PURPOSE
        if len(content(text[start:opening], wording)) < least:
            continue
        yield Part(kind, opening, end)
        stop = min((at for at, _ in kept if match.end() <= at < end and text[at].isdigit()), default=end)
        bracket = text.find(" (", match.end(), stop)
        stop = bracket if bracket >= 0 else stop
        said = WORD.findall(text[match.end() : stop])
        if stop < end and said and said[-1].casefold() not in wording.function_words:
            yield Part(kind, opening, stop)


def _opening(text: str, before: Span, wording: Wording) -> int:
    """Return where a phrase of use begins: "perfect for", "ideal para" with their adjective, and the space before."""
    words = list(WORD.finditer(text, *before))
    opening = before[1]
    if words and words[-1][0].casefold() in wording.adjectives and not wording.joints & {words[-1][0].casefold()}:
        opening = words[-1].start()
    start = before[0] + len(text[before[0] : opening].rstrip())
    return start if start > before[0] else opening


def _values(text: str, named: Sequence[Named], wording: Wording, attributes: Sequence[str]) -> Iterator[Part]:
    """Yield the values that may go, each with the preposition before it, where what is left still agrees."""
    for one in named:
        if one.attribute in attributes and _can_go(text, one, named, wording):
            yield Part(one.attribute, *around(text, (one.start, one.end), wording, with_preposition=True))


def _can_go(text: str, one: Named, named: Sequence[Named], wording: Wording) -> bool:
    """Return whether what is left without a value still agrees: "de algodão orgânico" would keep its adjective."""
    if text[one.end : one.end + 1] in _GLUE or (one.start and text[one.start - 1] in _GLUE):
        return False
    before = WORD.findall(text[: one.start].rsplit(",", 1)[-1])[-3:]
    after = WORD.match(text, one.end + 1) if text[one.end : one.end + 1].isspace() else None
    follows = after[0].casefold() if after is not None else ""
    opens = bool(before) and before[-1].casefold() in wording.prepositions
    is_loose = not follows or follows in wording.function_words
    if not wording.noun_is_last:
        return is_loose or (after is not None and any(own.start == after.start() for own in named))
    # "of organic cotton" would keep "of organic", "in blue denim" the denim; "cotton shirt" is a shirt.
    if opens:
        return is_loose
    return not is_loose or not {word.casefold() for word in before[:-1]} & wording.prepositions


def around(text: str, span: Span, wording: Wording, *, with_preposition: bool = False) -> Span:
    """Return a span with the joint, intensifier or preposition that would be left without it, and one space."""
    start, end = span
    taken = wording.intensifiers | (wording.prepositions if with_preposition else frozenset())
    before, opening = _word_before(text, start)
    while before in taken:
        start = opening
        before, opening = _word_before(text, start)
    after, closing = _word_after(text, end)
    if before in wording.joints and opening > 0:
        start = opening
    elif after in wording.joints:
        end = closing
    if text[end : end + 1].isspace():
        end += 1
    elif start and text[start - 1].isspace():
        start -= 1
    return start, end


_BEFORE = re.compile(r"(?:[\w'’-]+/?|&|\+|/)(?=[ \u00a0]$)")
_AFTER = re.compile(r"[ \u00a0]((?:[\w'’-]+|&|\+|/))(?=[ \u00a0])")
_LONGEST_WORD = 40


def _word_before(text: str, start: int) -> tuple[str, int]:
    """Return the word that ends one space before an offset and where it starts; "" if none does."""
    begin = max(0, start - _LONGEST_WORD)
    match = _BEFORE.search(text[begin:start])
    return ("", start) if match is None else (match[0].casefold(), begin + match.start())


def _word_after(text: str, end: int) -> tuple[str, int]:
    """Return the word one space behind an offset and where it ends; "" if none is there."""
    match = _AFTER.match(text, end)
    return ("", end) if match is None else (match[1].casefold(), match.end(1))
