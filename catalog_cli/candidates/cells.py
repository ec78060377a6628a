"""The stage that brings cells within their limits: what a marketplace takes of a title is of the whole cell.

Only a cell that is too long, or a list of too many values, costs anything. Its segments keep their translations; the
first one gets the text of the cell, and an entry of the ledger that says what became of it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from catalog_cli import notations
from catalog_cli.candidates.dropped import with_losses
from catalog_cli.candidates.marked_words import Marker
from catalog_cli.cell_text import (
    CellText,
    EmphasizedText,
    HtmlText,
    MarkedLines,
    NotedText,
    PackedText,
    Piece,
    PlainText,
)
from catalog_cli.extraction import CellLimit, LimitedCell, piece
from catalog_cli.fitting import Fitted, FittedList, Rules, cut, fit, fit_list, fit_tags, fit_terms, is_within, measured
from catalog_cli.fitting.lists import with_limit
from catalog_cli.ledger import How, LedgerEntry, LedgerKind, Outcome
from catalog_cli.locales import language
from catalog_cli.product import Notation, Role
from catalog_cli.segment import Finding, Limit, Origin, Segment, Severity


class Shape(StrEnum):
    """What the text of a cell is, which decides how it is shortened."""

    TITLE = "title"
    """A phrase or a few: parts are left out, words abbreviated."""
    PROSE = "prose"
    """Sentences: the last ones are left out."""
    LIST = "list"
    """Values such as bullets, each with the limit, or all of them where `is_each` is false."""
    TAGS = "tags"
    """Values that are never cut."""
    TERMS = "terms"
    """Words to be found by: none of the title's, none twice."""


@dataclass(frozen=True, slots=True)
class CellRules:
    """What may stand in the cells of a column: `most` counts the values of a list, 0 for any number.

    `limit` is of the cell, or of each value where `is_each`; None if only the values are counted. `phrases` are what
    the field bans, by language, "" for any.
    """

    field: str
    shape: Shape
    limit: Limit | None
    most: int = 0
    is_each: bool = False
    drop_order: tuple[str, ...] = ()
    kept_attributes: frozenset[str] = frozenset()
    banned: str = ""
    phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def cell_limit(self) -> CellLimit:
        """What the cutting into segments needs to know of it."""
        return CellLimit(self.limit or _NO_LIMIT, self.is_each)

    def banned_in(self, locale: str) -> tuple[str, ...]:
        """Return the banned phrases of a locale's language, and English ones, which sellers write everywhere."""
        wanted = {"", "en", language(locale)}
        return tuple(phrase for spoken, listed in self.phrases if spoken in wanted for phrase in listed)


_NO_LIMIT = Limit(1 << 40)
_LISTS = frozenset({Notation.PLAIN, Notation.GUARDED, Notation.ESCAPED_COMMAS, Notation.QUOTED_COMMAS})
_EMPTY_ELEMENT = re.compile(
    r"<(p|div|li|[uo]l|d[ltd]|h[1-6]|span|strong|em|b|i|u|a|t(?:able|body|head|r|d|h))(?:\s[^<>]*)?>\s*</\1\s*>",
    re.IGNORECASE,
)
_MOST_NESTED = 6
_SEPARATORS = " ,;:|/-–—•·\n"
_MOST_SHOWN = 60  # characters of a text in a message


class _Made(NamedTuple):
    """The text of a cell after fitting, how, and what was left out; `left` is what is left of each segment.

    That is a text in which what stands is to be looked for, None for nothing at all, and "" for all of it.
    """

    cell: str
    how: How
    out: tuple[str, ...] = ()
    short: tuple[tuple[str, str], ...] = ()
    text: str = ""
    left: tuple[str | None, ...] = ()


@dataclass(slots=True)
class CellFitting:
    """Fits the cells of a catalog whose columns have `rules`, by index, in the target's locale.

    `waiting` are the cells that extraction says have a limit.
    """

    rules: Mapping[int, CellRules]
    locale: str
    source_locale: str
    waiting: deque[LimitedCell]
    _marker: Marker | None = None
    _product: str = ""
    _title: str = ""

    def fitted(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Yield the segments, finished and checked, in order; holds one cell."""
        stream = iter(segments)
        for segment in stream:
            if not self.waiting or self.waiting[0].first != segment.id:
                yield segment
                continue
            cell = self.waiting.popleft()
            own = [segment, *(next(stream) for _ in range(cell.size - 1))]
            yield from self._with_cell(cell, own, self.rules[cell.field.column.index])

    def _with_cell(self, cell: LimitedCell, own: Sequence[Segment], rules: CellRules) -> Sequence[Segment]:
        """Return the segments of a cell, the first one with what became of the cell."""
        first = own[0]
        if first.id.product_key != self._product:
            self._product, self._title = first.id.product_key, ""
        if any(one.target is None or one.origin is Origin.HUMAN for one in own):
            return own
        pieces = [piece(one) for one in own]
        written = cell.text.write(pieces)
        text = notations.read(written, cell.field.column.notation)
        if cell.field.column.role is Role.TITLE and not self._title:
            self._title = text
        if self._is_fitting(cell, pieces, text, rules):
            how = How.N_BEST if any(len(one.hows) > len(one.term_hits) for one in own) else How.FREE
            entry = LedgerEntry(LedgerKind.LENGTH, Outcome.KEPT, text, text, how=how)
            return [first._replace(ledger=(*first.ledger, entry)), *own[1:]]
        made = self._made(cell, own, rules, text)
        first, *others = with_losses(own, made.left, made.short)
        return [_told(first, made, rules, text), *others]

    def _is_fitting(self, cell: LimitedCell, pieces: Sequence[Piece | None], text: str, rules: CellRules) -> bool:
        if rules.shape is Shape.TERMS or (rules.most and cell.size > rules.most):
            return rules.shape is Shape.TERMS and self._has_no_repeats(text, rules)
        if rules.limit is None:
            return True
        if not rules.is_each:
            return is_within(text, rules.limit)
        values = _values(cell, pieces)
        return all(is_within(value, rules.limit) for value in values)

    def _has_no_repeats(self, text: str, rules: CellRules) -> bool:
        words = [word.casefold() for word in text.split()]
        is_short = rules.limit is None or is_within(text, rules.limit)
        return is_short and len({*words}) == len(words) and not {*words} & {*self._title.casefold().split()}

    def _made(self, cell: LimitedCell, own: Sequence[Segment], rules: CellRules, text: str) -> _Made:
        pieces = [piece(one) for one in own]
        # What is left untranslated is shortened in its own language.
        is_foreign = all(one.origin is Origin.UNTRANSLATED for one in own)
        told = Rules(
            rules.limit or _NO_LIMIT,
            self.source_locale if is_foreign else self.locale,
            rules.drop_order,
            rules.banned,
            rules.kept_attributes,
            rules.banned_in(self.source_locale if is_foreign else self.locale),
        )
        if rules.shape in (Shape.LIST, Shape.TAGS, Shape.TERMS):
            made = self._list(cell, pieces, rules, told, text)
            if made is not None:
                return made
        if rules.shape is Shape.PROSE and cell.size > 1:
            return _prose(cell, pieces, told)
        return self._title_like(cell, own, told, text)

    def _title_like(self, cell: LimitedCell, own: Sequence[Segment], told: Rules, text: str) -> _Made:
        """Fit a cell of plain text whole; of one with markup its only text, or the last sentences go."""
        if isinstance(_inner(cell.text), PlainText):
            found = self._fit(text, own, told)
            made = _of_fitted(notations.write(found.text, cell.field.column.notation, cell.field.value), found)
            return made._replace(left=(found.text,) * len(own))
        pieces = [piece(one) for one in own]
        if cell.size > 1:
            return _prose(cell, pieces, told)
        target, codes = pieces[0] or (own[0].target or "", own[0].codes)
        if codes and any(code.name != "entity" and not code.start < code.end for code in codes):
            return _Made("", How.FAILED)
        room = told.limit.most - (measured(text, told.limit.unit) - measured(target, told.limit.unit))
        found = self._fit(target, own, with_limit(told, max(0, room)))
        return _of_fitted(cell.text.write([(found.text, ())]), found)._replace(left=(found.text,))

    def _fit(self, text: str, own: Sequence[Segment], told: Rules) -> Fitted:
        if self._marker is None or self._marker.locale != told.locale:
            self._marker = Marker(told.locale)
        marks = self._marker.marks(text, own)
        return fit(text, told, marks.kept, marks.named)

    def _list(
        self, cell: LimitedCell, pieces: Sequence[Piece | None], rules: CellRules, told: Rules, text: str
    ) -> _Made | None:
        inner = _inner(cell.text)
        if not isinstance(inner, PlainText) or cell.field.column.notation not in _LISTS:
            return None
        if rules.shape is Shape.TERMS and cell.size == 1:
            found = fit_terms(text.split(), told, self._title)
            made = _of_list(" ".join(found.texts), found, text.split())
            return made._replace(left=(" ".join(found.texts),))
        values = list(_values(cell, pieces))
        fitting: dict[Shape, Callable[[], FittedList]] = {
            Shape.TAGS: lambda: fit_tags(values, told, rules.most),
            Shape.LIST: lambda: fit_list(values, told, rules.most),
            Shape.TERMS: lambda: fit_terms(values, told, self._title, _separator(inner)),
        }
        if rules.is_each or rules.shape is Shape.TERMS:
            found = fitting[rules.shape]()
        else:
            found = _as_many_as_fit(cell, values, rules, told)
        return _of_list(_with_values(cell, found), found, values)


def _inner(text: CellText) -> CellText:
    """Return how a cell is cut, apart from its notation."""
    while isinstance(text, NotedText | PackedText | EmphasizedText):
        text = text.text
    return text


def _separator(text: PlainText) -> str:
    return text.value[text.spans[0][1] : text.spans[1][0]] if len(text.spans) > 1 else " "


def _values(cell: LimitedCell, pieces: Sequence[Piece | None]) -> Iterator[str]:
    """Yield the values of a cell as they are written into it."""
    for own, (source, _) in zip(pieces, cell.text.pieces(), strict=True):
        yield source if own is None else own[0]


def _with_values(cell: LimitedCell, found: FittedList) -> str:
    """Return a cell with the values that stay, between the separators that stood before them."""
    inner, notation = _inner(cell.text), cell.field.column.notation
    if not isinstance(inner, PlainText):
        return cell.field.value
    parts: list[str] = []
    reached = 0
    for (start, end), item in zip(inner.spans, found.items, strict=True):
        if item is not None:
            gap = inner.value[reached:start] if parts or start == inner.spans[0][0] else ""
            parts += (gap, notations.write_value(item.text, notation) if notation is not Notation.PLAIN else item.text)
        reached = end
    return notations.write("".join((*parts, inner.value[reached:])), notation, cell.field.value)


def _as_many_as_fit(cell: LimitedCell, values: Sequence[str], rules: CellRules, told: Rules) -> FittedList:
    """Return the first values that a cell has room for."""
    room, items = told.limit.most, list[Fitted | None]()
    between = taken = 0
    inner = _inner(cell.text)
    step = measured(_separator(inner), told.limit.unit) if isinstance(inner, PlainText) else 1
    for value in values:
        size = measured(value, told.limit.unit) + between
        is_taken = size <= room and not (rules.most and taken >= rules.most)
        items.append(Fitted(value) if is_taken else None)
        if is_taken:
            room, between, taken = room - size, step, taken + 1
    kept = tuple(item.text for item in items if item is not None)
    how = How.FREE if len(kept) == len(values) else How.DROPPED
    return FittedList(kept, tuple(items), how)


def _prose(cell: LimitedCell, pieces: Sequence[Piece | None], told: Rules) -> _Made:
    """Leave the last sentences out; of a single one that is too long, the last words."""
    low, high = 0, len(pieces) - 1
    while low < high:  # the most sentences that there is room for
        middle = (low + high + 1) // 2
        if _measured(cell, pieces, middle, told) <= told.limit.most:
            low = middle
        else:
            high = middle - 1
    sources = [source if own is None else own[0] for own, (source, _) in zip(pieces, cell.text.pieces(), strict=True)]
    if low == 0:
        return _first_words(cell, sources, told)
    left = (*("",) * low, *(None,) * (len(pieces) - low))
    return _Made(_beginning(cell, pieces, low), How.DROPPED, tuple(sources[low:]), left=left)


def _first_words(cell: LimitedCell, sources: Sequence[str], told: Rules) -> _Made:
    """Return a cell of the first words of its first sentence, without tags."""
    bare: list[Piece | None] = [("", ()) for _ in sources]
    frame = _beginning(cell, bare, len(bare))
    room = told.limit.most - measured(notations.read(frame, cell.field.column.notation), told.limit.unit)
    found = cut(sources[0], with_limit(told, max(0, room)))
    if found.how is How.FAILED or room <= 0:
        return _Made("", How.FAILED)
    bare[0] = (found.text, ())
    left = (found.text, *(None,) * (len(bare) - 1))
    return _Made(_beginning(cell, bare, len(bare)), How.CUT, (*filter(None, [found.cut]), *sources[1:]), left=left)


def _measured(cell: LimitedCell, pieces: Sequence[Piece | None], count: int, told: Rules) -> int:
    text = notations.read(_beginning(cell, pieces, count), cell.field.column.notation)
    return measured(text, told.limit.unit)


def _beginning(cell: LimitedCell, pieces: Sequence[Piece | None], count: int) -> str:
    """Return a cell with its first sentences, without the elements that would be empty without the others."""
    written = cell.text.write([*pieces[:count], *((("", ()),) * (len(pieces) - count))])
    if isinstance(_inner(cell.text), HtmlText | MarkedLines):
        for _ in range(_MOST_NESTED):
            before = written
            written = _EMPTY_ELEMENT.sub("", written)
            if written == before:
                break
    return written.rstrip()


def _of_fitted(cell: str, found: Fitted) -> _Made:
    out = (*(text for _, text in found.dropped), *filter(None, [found.cut]))
    return _Made(cell, found.how, out, found.abbreviated, found.text)


def _of_list(cell: str, found: FittedList, values: Sequence[str]) -> _Made:
    out = [value for value, item in zip(values, found.items, strict=False) if item is None]
    out += [text for item in found.items if item is not None for _, text in item.dropped]
    out += [item.cut for item in found.items if item is not None and item.cut]
    short = [pair for item in found.items if item is not None for pair in item.abbreviated]
    left = tuple(None if item is None else item.text for item in found.items)
    return _Made(cell, found.how, tuple(out), tuple(short), left=left)


# A cut is what a merchant should look at; what was left out is worth knowing; a short form needs no attention.
_SEVERITIES = {How.DROPPED: Severity.MINOR, How.CUT: Severity.MAJOR, How.FAILED: Severity.MAJOR}


def _told(first: Segment, made: _Made, rules: CellRules, text: str) -> Segment:
    """Return a cell's first segment with the cell's text, its ledger entry and, where one is due, a finding."""
    if made.how is How.FREE:
        entry = LedgerEntry(LedgerKind.LENGTH, Outcome.KEPT, text, text)
        return first._replace(ledger=(*first.ledger, entry))
    outcome = Outcome.OVERLONG if made.how is How.FAILED else Outcome.SHORTENED
    short = text if made.how is How.FAILED else made.text or made.cell
    entry = LedgerEntry(LedgerKind.LENGTH, outcome, text, short, made.out, made.how)
    findings = first.findings
    if made.how in _SEVERITIES:
        finding = Finding(_CHECKS[made.how], _SEVERITIES[made.how], _message(made, rules), first.place)
        findings = (*findings, finding)
    cell = first.cell if made.how is How.FAILED else made.cell
    return first._replace(cell=cell, ledger=(*first.ledger, entry), findings=findings)


_CHECKS = {How.DROPPED: "parts-dropped", How.CUT: "text-cut", How.FAILED: "limit-exceeded"}


def _message(made: _Made, rules: CellRules) -> str:
    named = ", ".join(f'"{_shown(text)}"' for text in made.out[:3]) + (" …" if len(made.out) > 3 else "")
    limit = "" if rules.limit is None else f" of {rules.limit.most} {rules.limit.unit}"
    limit = limit.replace("utf16", "UTF-16 units")
    if made.how is How.FAILED:
        return f"longer than the limit{limit} of {rules.field}, and nothing in it may be left out: shorten the source"
    count = f" and the number of {rules.most}" if rules.most > 1 else ""
    verb = "cut off" if made.how is How.CUT else "left out"
    return f"{verb} for the limit{limit}{count} of {rules.field}: {named}"


def _shown(text: str) -> str:
    line = " ".join(text.strip(_SEPARATORS).split())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN].rstrip()}…"
