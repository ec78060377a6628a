"""The signs around the words of a translation brought into its locale: as edits, so that tags keep their places.

What English has between and around words is changed to what the locale has; apostrophes, inch and foot marks, hyphens
in words and what is no language are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from catalog_cli.conventions.edits import FILLER, Edit, Span, blotted, edited
from catalog_cli.conventions.typography import (
    ANY_SPACE,
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    typography,
)
from catalog_cli.job import Spaces

_SPACE = "[ \u00a0\u202f\u2009]"
_END = rf"[\w)»”’\"%!?.{FILLER}]"
_PERCENT = re.compile(rf"(?<=\d){_SPACE}?([%‰])(?![\w%])")
_PERCENT_FIRST = re.compile(r"(?<![\w%])%[ \u00a0]?(?=\d)")
_FRENCH = re.compile(rf"(?<=[\w)»”\"%{FILLER}]){_SPACE}?([;!?]+)(?=\s|$)|(?<=[\w)»”\"%{FILLER}]){_SPACE}?(:)(?=\s|$)")
# What each opening mark may be closed with; a mark may open in one language and close in another.
_CLOSED_BY = {
    "«": "»",
    "‹": "›",
    "„": "“”",
    "“": "”",
    "”": "”“",
    "「": "」",
    "『": "』",
    "‚": "‘’",
    "‘": "’",
}
_SINGLE = "‹‚‘"
_ALWAYS_OPEN = "„“「『«"
_MARK = re.compile(r"[«‹][ \u00a0\u202f]?|[ \u00a0\u202f]?[»›]|[„“”「」『』‚‘’]|\n")
_STRAIGHT = re.compile(r'(?<![\w"″=])"(?=[^\s"])([^"\n]{1,400}?)(?<=[^\s\d"])"(?![\w"])')
_DECADE = re.compile(r"\d\ds?(?![\w’])")
# Straight ones are typed everywhere; beside these marks they are foreign.
_UNLIKE_STRAIGHT = "«„「"
_DASHED = re.compile(
    rf"(?<={_END})(?:[ \u00a0](?:--|–)[ \u00a0]|[ \u00a0]?—[ \u00a0]?|(?<=[^\W\d_A-Z])--(?=[^\W\d_A-Z]))"
    rf"(?=[^\W\d]|[\"“«„({FILLER}])"
)
# One range of two bare numbers: a telephone number and a row of codes have more.
_RANGE = re.compile(r"(?<![\w.,–—/-])\d[\d.,]*([–—])\d[\d.,]*(?![–—/-]?\d)")
_EAST = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆"
# "S, M, L" and "36, 37, 38": short items in capitals or digits.
_ITEM = "[A-Z0-9]{1,4}"
_LISTED = re.compile(rf"(?<![A-Za-z\d.,-]){_ITEM}(?:, {_ITEM}|,[A-Z][A-Z0-9]{{0,3}})+(?![A-Za-z\d.-])")
_COMMA = re.compile(", ?")
_ARABIC_COMMA = re.compile(r"(?<=[\u0620-\u064a\u066e-\u06d3]),(?=\s)|(?<=\w),(?=\s+[\u0620-\u064a\u066e-\u06d3])")
# Latin words, codes and numbers in a row. Those that begin with a number apart from the first letter ("24-MB01",
# "5.3 GHz") or end with a sign ("HDR10+") are put in another order in right-to-left text (UAX #9, rules W7 and N1).
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_TAIL = ".,:/&–-"

Found = Callable[[str, str], Iterable[Edit]]


def running_text_edits(
    source: str, target: str, locale: str, spaces: Spaces, *, fixed: Sequence[Span] = (), is_prose: bool = True
) -> tuple[Edit, ...]:
    """Return the edits that bring the signs of a translation into its locale, in order; none touches what is `fixed`.

    Dashes, commas and isolation are for prose: in names they may be part of the name. Straight quotes stay where the
    locale's are like them. With plain spaces, every other kind that the source does not have becomes U+0020, and
    nothing is isolated.

    >>> running_text_edits("A “soft” bag", "Eine “weiche” Tasche", "de", Spaces.LOCALE)
    ((5, 6, '„'), (12, 13, '“'))
    """
    text = blotted(target, fixed) if fixed else target
    found: list[Edit] = []
    for edits_of in (
        _quotes_like(source, target),
        space_edits,
        *((dash_edits, range_edits, comma_edits) if is_prose else ()),
    ):
        _add(found, edits_of(text, locale))
    is_mixed = typography(locale).is_right_to_left and _RIGHT_TO_LEFT.search(target) is not None
    if is_prose and spaces is Spaces.LOCALE and is_mixed:
        _add(found, isolation_edits(target, fixed))
    if spaces is Spaces.ASCII:
        found = [(start, end, ANY_SPACE.sub(" ", written)) for start, end, written in found]
        _add(found, _plain_space_edits(source, text))
    return tuple(edit for edit in sorted(found) if target[edit[0] : edit[1]] != edit[2])


def may_change(target: str, locale: str, spaces: Spaces) -> bool:
    """Return whether a text has any of the signs that `running_text_edits` changes in a locale.

    >>> [may_change(text, "pt-BR", Spaces.LOCALE) for text in ("Bolsa macia, vermelha", "Bolsa “macia”")]
    [False, True]
    """
    if _may_hold(locale).search(target):
        return True
    return spaces is Spaces.ASCII and not target.isascii() and ANY_SPACE.search(target) is not None


def _add(found: list[Edit], edits: Iterable[Edit]) -> None:
    """Add what stands in the way of nothing that was found before."""
    taken, index = sorted(found), 0
    for start, end, written in sorted(edits):
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index == len(taken) or end <= taken[index][0]:
            found.append((start, end, written))


@lru_cache(maxsize=64)
def _may_hold(locale: str) -> re.Pattern[str]:
    """Return the pattern of what any of the edits begins with in a locale."""
    signs = typography(locale)
    marks = "“”„«»‹›「」『』‚‘—–%‰" + "".join(mark for mark, _ in signs.space_before)
    marks += '"' if signs.quotes[0][0] in _UNLIKE_STRAIGHT else ""
    marks += "," if signs.comma != "," else ""
    return re.compile(rf"[{marks}]|--{'|[A-Za-z]' if signs.is_right_to_left else ''}")


def _quotes_like(source: str, target: str) -> Found:
    """Return the finder of quotation marks, of straight ones where both texts have as many pairs."""

    def found(text: str, locale: str) -> Iterable[Edit]:
        wants = typography(locale).quotes[0][0] in _UNLIKE_STRAIGHT and '"' in text
        straight = wants and _pairs_of_straight(target) == _pairs_of_straight(source) > 0
        return quote_edits(text, locale, straight=straight)

    return found


def _pairs_of_straight(text: str) -> int:
    return sum(1 for _ in _STRAIGHT.finditer(text))


def quote_edits(text: str, locale: str, *, straight: bool = False) -> list[Edit]:
    """Return the edits that make paired quotation marks the locale's; straight ones only if asked, inches never."""
    if not straight and text.isascii():
        return []
    marks = [(match.start(), match.end(), match.group().strip()) for match in _MARK.finditer(text)]
    if straight:
        for match in _STRAIGHT.finditer(text):
            marks += ((match.start(), match.start() + 1, "“"), (match.end() - 1, match.end(), "”"))
        marks.sort()
    signs = typography(locale)
    edits: list[Edit] = []
    depths: list[int] = []  # where the pairs around this one end
    for opening, closing in sorted(_quote_pairs(text, marks)):
        while depths and depths[-1] < opening[0]:
            depths.pop()
        is_inner = len(depths) % 2 == 1 or opening[2] in _SINGLE
        before, after = signs.inner_quotes if is_inner else signs.quotes
        edits += ((*opening[:2], before), (*closing[:2], after))
        depths.append(closing[0])
    return sorted(edits)


def _quote_pairs(text: str, marks: Sequence[Edit]) -> list[tuple[Edit, Edit]]:
    """Return the opening and closing mark of each quotation within a line; what has no other half is none."""
    pairs: list[tuple[Edit, Edit]] = []
    opened: list[Edit] = []
    spare = sum(mark == "”" for _, _, mark in marks) > sum(mark in "“„" for _, _, mark in marks if mark)
    for one in marks:
        start, end, mark = one
        if not mark:
            opened = []
            continue
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if mark == "’" and before.isalnum() and after.isalnum():
            continue
        if spare and mark == "”" and before.isdecimal():
            continue  # 15” is fifteen inches
        closes = next((i for i in (-1, -2) if len(opened) >= -i and mark in _CLOSED_BY[opened[i][2]]), None)
        if closes is not None:
            pairs.append((opened[closes], one))
            del opened[closes:]
        elif mark in _ALWAYS_OPEN or (mark in _CLOSED_BY and not before.isalnum() and not _is_decade(text, one)):
            opened.append(one)
    return pairs


def _is_decade(text: str, mark: Edit) -> bool:
    """Return whether a mark is the apostrophe of ‘90s."""
    return mark[2] == "‘" and _DECADE.match(text, mark[1]) is not None


def dash_edits(text: str, locale: str) -> Iterator[Edit]:
    """Yield the edits that space dashes between words as the locale does; hyphens and ranges are not touched."""
    dash = typography(locale).dash
    if dash is not None and ("—" in text or "–" in text or "--" in text):
        yield from ((*match.span(), dash) for match in _DASHED.finditer(text))


def range_edits(text: str, locale: str) -> Iterator[Edit]:
    """Yield the edits that join the two ends of a range written with a dash as the locale does."""
    if "–" in text or "—" in text:
        dash = typography(locale).range_dash
        yield from ((*match.span(1), dash) for match in _RANGE.finditer(text))


def space_edits(text: str, locale: str) -> Iterator[Edit]:
    """Yield the edits of the space before percent signs and, in French, before double punctuation."""
    signs = typography(locale)
    if "%" in text or "‰" in text:
        if signs.is_percent_first:
            yield from ((*match.span(), "%" + signs.percent_space) for match in _PERCENT_FIRST.finditer(text))
        else:
            yield from ((*match.span(), signs.percent_space + match[1]) for match in _PERCENT.finditer(text))
    if signs.space_before:
        spaces = dict(signs.space_before)
        for match in _FRENCH.finditer(text):
            mark = match[1] or match[2]
            yield match.start(), match.end(), spaces.get(mark[0], "") + mark


def comma_edits(text: str, locale: str) -> Iterator[Edit]:
    """Yield the edits that make commas between words, and in lists of sizes, those of the locale's script."""
    signs = typography(locale)
    if signs.comma == "," or "," not in text:
        return
    if signs.is_right_to_left:
        yield from ((*match.span(), signs.comma) for match in _ARABIC_COMMA.finditer(text))
    elif _eastern_letter().search(text):
        for listed in _LISTED.finditer(text):
            yield from ((*match.span(), signs.list_comma) for match in _COMMA.finditer(text, *listed.span()))
        yield from ((*match.span(), signs.comma) for match in _eastern_comma().finditer(text))


@cache
def _eastern_letter() -> re.Pattern[str]:
    return re.compile(rf"[{_EAST}]")


@cache
def _eastern_comma() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_EAST}ー）」』]), ?(?=[^\s\d])|(?<=[^\s\d.]), ?(?=[{_EAST}「『])")


def isolation_edits(text: str, fixed: Sequence[Span] = ()) -> Iterator[Edit]:
    """Yield the marks around each run of Latin letters and numbers that right-to-left text would turn round."""
    latin_run, turned = _latin_run(), _turned()
    for match in latin_run.finditer(text):
        start, end = match.start(), match.start() + len(match[0].rstrip(_TAIL))
        if not turned.match(text[start:end]):
            continue
        if any(a < edge < b for edge in (start, end) for a, b in fixed):
            continue
        yield start, start, FIRST_STRONG_ISOLATE
        yield end, end, POP_ISOLATE


@cache
def _latin_run() -> re.Pattern[str]:
    return re.compile(
        r"\u2068[^\u2068\u2069]*\u2069|"  # isolated already
        rf"(?<![\w./-])[{_LATIN}\d](?:[{_LATIN}\d.,/+_×*°:&–-]|[ \u00a0\u202f](?=[{_LATIN}\d]))*"
    )


@cache
def _turned() -> re.Pattern[str]:
    return re.compile(rf"\d[^{_LATIN}]*[^{_LATIN}\d.,][{_LATIN}]|.*[{_LATIN}]\w*\+{{1,2}}$")


def _plain_space_edits(source: str, text: str) -> Iterator[Edit]:
    """Yield the edits that make other spaces plain ones, but for as many of each kind as the source has."""
    for kind in sorted(set(ANY_SPACE.findall(text))):
        places = (at for at, char in enumerate(text) if char == kind)
        yield from ((at, at + 1, " ") for at in islice(places, source.count(kind), None))


def localize_quotes(text: str, locale: str, *, straight: bool = False) -> str:
    """Return the text with paired quotation marks as the locale's; straight ones only if asked, inches never.

    >>> localize_quotes("The “Classic” bag", "de"), localize_quotes('The "Classic" 15" bag', "fr", straight=True)
    ('The „Classic“ bag', 'The «\\xa0Classic\\xa0» 15" bag')
    """
    return edited(text, quote_edits(text, locale, straight=straight))


def localize_dashes(text: str, locale: str) -> str:
    """Return the text with dashes between words as the locale spaces them; hyphens and ranges are not touched.

    >>> localize_dashes("Soft—and warm -- all year, 10–20 cm", "pt-BR")
    'Soft — and warm — all year, 10–20 cm'
    """
    return edited(text, list(dash_edits(text, locale)))


def localize_spaces(text: str, locale: str) -> str:
    """Return the text with the locale's space before percent signs and, in French, before double punctuation.

    >>> localize_spaces("20% de coton: doux !", "fr"), localize_spaces("20 % algodão", "pt-BR")
    ('20\\xa0% de coton\\xa0: doux\\u202f!', '20% algodão')
    """
    return edited(text, sorted(space_edits(text, locale)))


def isolate_codes(text: str, locale: str) -> str:
    """Return right-to-left text with the codes isolated that it would turn round (UAX #9); other text as it is.

    For texts that people read, never for ids.

    >>> isolate_codes("דגם 24-MB01", "he").count("\u2068"), isolate_codes("Model 24-MB01", "en")
    (1, 'Model 24-MB01')
    """
    return edited(text, list(isolation_edits(text))) if typography(locale).is_right_to_left else text
