"""Text <-> sentences, as spans: what lies between the spans (white space, line breaks, bullets) stays verbatim.

Nothing is copied or rewritten here: `join` puts translated spans back between the very gaps that stood there.
Sentence ends come from sentencex (rules per language); what product copy adds to them is guarded here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import merge

from catalog_cli import locales
from catalog_cli.segmentation.abbreviations import is_sentence_end
from catalog_cli.segmentation.clauses import MOST_CHARS, divide
from catalog_cli.segmentation.columns import column_gaps, parts
from catalog_cli.segmentation.endings import missed_ends
from catalog_cli.segmentation.lists import is_record, quoted_items

Span = tuple[int, int]

# sentencex takes quadratic time on unbalanced quotation marks (« 80,000 times: 8 s), so it never sees more at once.
_BLOCK_CHARS = 8_000

_BULLETS = "•●▪■□▫▸►▶▷◆◇◦‣⁃∙✓✔✅☑"
# Arrows, enclosed numbers, geometric shapes, dingbats, emoji and what joins them. Not ™ © ® °, which belong to words.
_DECORATION = (
    _BULLETS
    + "·★☆\u200b-\u200d\u20e3\ufe0e\ufe0f\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u2500-\u27bf\u2900-\u297f"
    + "\u2b00-\u2bff\U0001f000-\U0001faff"
)
_IS_DECORATION = re.compile(f"[{_DECORATION}]")

# What ends a line, a table cell or an inline bullet, whatever the language. "\n" spelled with a backslash is how
# WooCommerce exports a line break.
# A template's control tag ("{% else %}") parts what stands on its sides, as lenticular brackets do.
_BREAK = re.compile(
    rf"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029\t|│【】〖〗{_BULLETS}]|(?<=\s)·(?=\s)|(?:\\r)?\\n(?![a-z])"
    r"|\{%-?\s*(?:if|elsif|else|endif|unless|endunless|case|when|endcase|for|endfor)\b[^{}\n]{0,400}%\}"
)
# "EASY TO CLEAN: Simply wipe.", "FITS ALL - one size": a heading in capitals at the start of running text.
_SHOUTED_HEAD = re.compile(
    r"(?:[A-ZÀ-Þ0-9][A-ZÀ-Þ0-9'’&/,-]*[ ]){1,8}[A-ZÀ-Þ][A-ZÀ-Þ0-9'’&/-]+(?::(?=[ ])|(?=[ ][-–—][ ]))"
    r"(?=[ :–—-]+\S*[ ]?\S*[a-z])"
)
_SHOUTED_WORD = re.compile(r"[A-ZÀ-Þ]{2,}")
_SYMBOLS = rf"(?:\s+|[{_DECORATION}]+|[-–—*+>=~_]+(?=\s)|\#{{1,6}}(?=\s)|\[[ xX]\](?=\s))*"
_MARKER = re.compile(rf"{_SYMBOLS}(?:\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{1,4}})\)(?=\s)|\d{{1,2}}\.(?=\s))?{_SYMBOLS}")
_MARKER_NO_ORDINAL = re.compile(rf"{_SYMBOLS}(?:\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{1,4}})\)(?=\s))?{_SYMBOLS}")
# Languages that write "3." for "third": there a number with a full stop opens a list only in a cell of several lines.
_DOTTED_ORDINALS = re.compile(r"(?:de|da|nb|nn|no|fi|is|et|lv|cs|sk|sl|hr|bs|sr|hu|pl|tr|eu|lb|fo)(?:-|$)")
_ENDS_IN_ORDINAL = re.compile(r"(?<!\S)\d{1,2}\.\s*\Z")
_LONE_NUMBER = re.compile(r"\(?\d{1,2}[.)]")
_SPOKEN = re.compile(r"[^\W_]")

# A sentence can only end inside the text where this matches; anything else never reaches sentencex.
_INNER_END = re.compile(
    r"[.!?…][^\w\s]{0,4}(?:\s|[^\W\d_])|[。！？｡．؟۔।॥։።፧፨។៕။‼‽⁇⁈⁉]|[;\u037e](?=\s)",
)


def split(text: str, locale: str) -> list[Span]:
    """Return the spans [start, end) of the sentences of a text, in order, in code points.

    A span has no white space at its ends and never crosses a line break, a tab, a table's `|` or the spaces that
    align a table's columns: hard-wrapped prose is translated line by line, because its breaks must stay where they
    are. Bullets, list numbers, Markdown headings, rules and emoji at either end of a line are left out; they stay as
    they are. Text without a letter or digit has no span. A sentence of more than MOST_CHARS is divided at its
    clauses. JSON in a cell has no span, but for a list of texts. Time is linear in the text.

    >>> text = "- Soft, approx. 5 oz. each.  Warm!\\n- 1.5 in. wide | ✓ Washable"
    >>> [text[start:end] for start, end in split(text, "en")]
    ['Soft, approx. 5 oz. each.', 'Warm!', '1.5 in. wide', 'Washable']
    """
    if text.isalpha() and len(text) <= MOST_CHARS:  # one word: the commonest cell of all
        return [(0, len(text))]
    if is_record(text):
        return [
            (start + first, start + last)
            for start, end in quoted_items(text)
            for first, last in split(text[start:end], locale)
        ]
    guarded = _guarded_ranges(text) if "{" in text or "://" in text or "www." in text else ()
    language = locales.language(locale)
    ordinals = "\n" not in text and _DOTTED_ORDINALS.match(language) is not None
    marker = _MARKER_NO_ORDINAL if ordinals else _MARKER
    spans: list[Span] = []
    gaps = column_gaps(text) if "  " in text else ()
    for start, end in (part for line in _lines(text, guarded) for part in parts(line, gaps)):
        start, end = _trim(text, marker.match(text, start, end).end(), end)  # type: ignore[union-attr]  # matches ""
        if start >= end or not _SPOKEN.search(text, start, end):
            continue
        head = _SHOUTED_HEAD.match(text, start, end) if text[start].isupper() else None
        if head is not None and len(_SHOUTED_WORD.findall(head.group())) >= 2 and not _is_guarded(guarded, head.end()):
            _append(spans, text, head.span())
            start, end = _trim(text, marker.match(text, head.end(), end).end(), end)  # type: ignore[union-attr]  # ""
        if not _INNER_END.search(text, start, end):
            _append(spans, text, (start, end))
            continue
        for sentence in _sentences(text, (start, end), language, guarded):
            _append(spans, text, sentence)
    return spans


def join(text: str, spans: Sequence[Span], targets: Sequence[str]) -> str:
    """Return the text with each span replaced by its target; every gap between spans stays as it was.

    >>> join("- Red.  Blue!", [(2, 6), (8, 13)], ["Vermelho.", "Azul!"])
    '- Vermelho.  Azul!'
    """
    parts: list[str] = []
    done = 0
    for (start, end), target in zip(spans, targets, strict=True):
        parts += (text[done:start], target)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _guarded_ranges(text: str) -> tuple[Span, ...]:
    """Return the spans of URLs and of {placeholders} within one line, in order: nothing is cut inside them."""
    ranges: list[Span] = []
    opened: list[int] = []
    for match in _GUARDED.finditer(text):
        found = match.group()
        if found == "{":
            opened.append(match.start())
        elif found == "}":
            if opened:
                start = opened.pop()
                while ranges and ranges[-1][0] >= start:  # the outer one counts
                    ranges.pop()
                ranges.append((start, match.end()))
        elif found == "\n":
            opened.clear()
        else:
            ranges.append(match.span())
    return tuple(ranges)


_GUARDED = re.compile(r"[{}\n]|(?:https?://|www\.)[^\s{}|<>]+")


def _is_guarded(ranges: Sequence[Span], cut: int) -> bool:
    """Return whether a cut before `cut` would fall inside one of the ranges."""
    if not ranges:
        return False
    index = bisect_right(ranges, (cut - 1, 1 << 62)) - 1
    return index >= 0 and ranges[index][0] < cut < ranges[index][1]


def _lines(text: str, guarded: Sequence[Span]) -> Iterator[Span]:
    """Yield what stands between line breaks, tabs, table pipes and inline bullets."""
    start = 0
    for match in _BREAK.finditer(text):
        if guarded and text[match.start()] not in "\r\n" and _is_guarded(guarded, match.end()):
            continue
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space at either end and without decoration at its end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start:
        last = text[end - 1]
        if not (last.isspace() or (last > "\u2000" and _IS_DECORATION.match(last)) or last == "·"):
            break
        end -= 1
    return start, end


def _append(spans: list[Span], text: str, sentence: Span) -> None:
    """Add a sentence to the spans, divided if it is too long for the engine."""
    start, end = sentence
    if end - start <= MOST_CHARS:
        spans.append(sentence)
        return
    for first, last in divide(text[start:end], MOST_CHARS):
        if _SPOKEN.search(text, start + first, start + last):
            spans.append((start + first, start + last))


def _sentences(text: str, line: Span, language: str, guarded: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of one line, trimmed; one that is only a list number stays in the gap."""
    start = line[0]
    has_ordinals = _DOTTED_ORDINALS.match(language) is not None
    for cut in merge(_cuts(text, line, language), missed_ends(text, line)):
        if cut <= start or _is_guarded(guarded, cut) or not is_sentence_end(text, cut, line):
            continue
        if has_ordinals and _ENDS_IN_ORDINAL.search(text, max(start, cut - 6), cut):
            continue
        yield from _spoken_part(text, start, cut)
        start = cut
    yield from _spoken_part(text, start, line[1])


def _spoken_part(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and (text[start].isspace() or _IS_DECORATION.match(text[start])):
        start += 1
    start, end = _trim(text, start, end)
    if _SPOKEN.search(text, start, end) and not _LONE_NUMBER.fullmatch(text, start, end):
        yield start, end


def _cuts(text: str, line: Span, language: str) -> Iterator[int]:
    """Yield where sentencex starts a new sentence in a line, read block by block."""
    from sentencex import get_sentence_boundaries

    start, end = line
    while start < end:
        stop = _block_end(text, start, end)
        starts = [start + each["start_index"] for each in get_sentence_boundaries(language, text[start:stop])]
        yield from starts[1:]
        if stop == end:
            return
        # The last sentence of a block may go on behind it: read it again from its start.
        start = starts[-1] if len(starts) > 1 else stop
        if start == stop:
            yield stop


def _block_end(text: str, start: int, end: int) -> int:
    if end - start <= _BLOCK_CHARS:
        return end
    space = text.rfind(" ", start + _BLOCK_CHARS // 2, start + _BLOCK_CHARS)
    return space + 1 if space >= 0 else start + _BLOCK_CHARS
