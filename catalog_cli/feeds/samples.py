"""Sample cells -> a corrected schema: which text is HTML, and which columns hold no words at all."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalog_cli.feeds.table import feed_table
from catalog_cli.product import Column, Role, Schema

# One cell in twenty is enough: tags sent to the engine as text do more harm than plain text read as HTML.
_HTML_SHARE = 0.05
# The start of a cell tells what it holds; a 10 MB cell costs no more than another.
_MOST_READ = 4_000
# A line of a packed list is a label, not a sentence.
_MOST_LABEL_WORDS = 4

# Elements of running text (HTML Living Standard); "<author>" in a book's blurb is none of them.
_TAG = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|dl|dt|dd|b|strong|i|em|u|s|a|h[1-6]|table|tbody|thead|tr|td|th|img|hr|sup|sub|small"
    r"|font|center|section|article|blockquote|pre|code|iframe|figure|video|strike|mark|style|script|label)"
    r"(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://\S+|www\.\S+|[^\s@]+@[^\s@]+\.[a-z]{2,}|/?(?:[\w.-]+/)+[\w.-]*\.\w{2,5})", re.I
)
_FILE = re.compile(r"[\w.-]+\.(?:jpe?g|png|gif|webp|svg|pdf|mp4|avif|zip|csv|html?)", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_FLAG = re.compile(r"true|false|null|[yn]", re.IGNORECASE)
_SWITCH = re.compile(r"true|false|yes|no", re.IGNORECASE)
_PACKED_PAIRS = re.compile(r"[^\W\d]\w*[:=][^|:=]+(?:\|[^\W\d]\w*[:=][^|:=]+)*")
_PACKED_JSON = re.compile(r"\s*(?:\{.*\}|\[.*\])\s*", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
# Measures are numbers with these behind them, not words.
_UNITS = frozenset(
    {"mm", "cm", "m", "km", "in", "ft", "yd", "x"}
    | {"mg", "g", "kg", "lb", "lbs", "oz", "ml", "cl", "l", "fl", "gal"}
    | {"w", "kw", "v", "a", "mah", "wh", "hz", "khz", "mhz", "ghz", "c", "f", "kb", "mb", "gb", "tb"}
)
# Four slugs in five: "t-shirt" among words is a word, a column of "t-shirt-blue" is not.
_SLUG_SHARE = 0.8


def refine(schema: Schema, samples: Mapping[int, Sequence[str]]) -> Schema:
    """Return the schema corrected by sample cells, given by column index; what the user chose stays.

    Text becomes HTML where cells hold tags or entities; a list is split at line breaks where cells have one label
    a line. A translated column loses its role, with the reason,
    where every sample is a code, a number, an address, a slug or packed data.

    >>> from catalog_cli.feeds.columns import schema as read
    >>> found = read(["name", "body"], feed="plain", source_locale="en", target_locale="pt-BR", roles={}, keep=(),
    ...              has_header=True)
    >>> refined = refine(found, {0: ["WH-1000XM4", "24-MB01"], 1: ["<p>Warm &amp; soft</p>"]})
    >>> [(column.role and column.role.value, column.reason) for column in refined.columns]
    [(None, 'holds no words'), ('html', 'description, HTML by its cells')]
    """
    reads_samples = feed_table(schema.feed).reads_samples
    columns = [
        _refined(column, [cell.strip() for cell in samples.get(column.index, ()) if cell.strip()], reads_samples)
        for column in schema.columns
    ]
    return replace(schema, columns=tuple(columns))


def _refined(column: Column, cells: list[str], reads_samples: bool) -> Column:
    if not cells or not column.is_translated or column.role is Role.HTML or column.reason == "--column":
        return column
    # Flags stay out of the translation one by one; a column of nothing else is told to hold no words.
    cells = [cell[:_MOST_READ] for cell in cells if cell not in column.reserved or _FLAG.fullmatch(cell)]
    if not cells:
        return column
    if reason := _without_words(column, cells, reads_samples):
        return replace(column, role=None, reason=reason, target=None)
    if reads_samples and column.role is not None and column.role.is_identity and _is_packed_list(cells):
        return replace(column, separators=("\n",), reason=f"{column.reason}, one value a line")
    if reads_samples and column.role is Role.TEXT and is_html(cells):
        return replace(column, role=Role.HTML, reason=f"{column.reason}, HTML by its cells")
    return column


def is_html(cells: Sequence[str]) -> bool:
    """Return whether text cells are HTML: at least one in twenty holds a tag or an entity.

    >>> is_html(["Soft <b>cotton</b>"]), is_html(["Salt &amp; pepper"]), is_html(["5 < 6 & <author>", "AT&T;"])
    (True, True, False)
    """
    marked = sum(1 for cell in cells if _TAG.search(cell) or any(map(_is_entity, _ENTITY.findall(cell))))
    return marked > 0 and marked >= _HTML_SHARE * len(cells)


def _is_entity(text: str) -> bool:
    return text[1] == "#" or text[1:] in html.entities.html5


def _without_words(column: Column, cells: Sequence[str], reads_samples: bool) -> str | None:
    """Return why a column is no language, None if it may be."""
    if all(_PACKED_JSON.fullmatch(cell) for cell in cells):
        return "holds packed data"
    is_identity = reads_samples and column.role is not None and column.role.is_identity
    if is_identity and all(_PACKED_PAIRS.fullmatch(cell) for cell in cells):
        return "packed codes (name:value), no plain text"
    if all(map(_is_wordless, cells)) or _are_switches(cells):
        return "holds no words"
    slugs = sum(1 for cell in cells if _SLUG.fullmatch(cell))
    if (
        slugs >= _SLUG_SHARE * len(cells)
        and all(_SLUG.fullmatch(cell) or cell.islower() for cell in cells)
        and slugs > 1
    ):
        return "holds slugs"
    return None


def _are_switches(cells: Sequence[str]) -> bool:
    """Whether cells are flags only: "yes" and "no" beside "TRUE" or "FALSE", where they are not said to customers."""
    return all(map(_SWITCH.fullmatch, cells)) and any(cell.casefold() in ("true", "false") for cell in cells)


def _is_packed_list(cells: Sequence[str]) -> bool:
    """Whether cells hold one label a line, as Magento packs the values of an attribute."""
    packed = [cell for cell in cells if "\n" in cell]
    return bool(packed) and all(len(line.split()) <= _MOST_LABEL_WORDS for cell in packed for line in cell.split("\n"))


def _is_wordless(cell: str) -> bool:
    """Whether a cell is a number, a code, an address or a flag."""
    if _ADDRESS.fullmatch(cell) or _FILE.fullmatch(cell) or _FLAG.fullmatch(cell):
        return True
    return all(_is_code(part) for part in cell.split())


def _is_code(part: str) -> bool:
    """Whether a part without spaces holds no word: no letters, a unit, or capitals and digits mixed."""
    # "½" is a letter to a regular expression.
    found = [word for word in _WORD.findall(part) if any(map(str.isalpha, word))]
    if not found or all(word.casefold() in _UNITS for word in found):
        return True
    has_digit = any(character.isdigit() for character in part)
    return has_digit and part.isascii() and all(word.isupper() or len(word) == 1 for word in found)
