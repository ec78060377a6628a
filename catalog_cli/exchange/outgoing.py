"""Units as XLIFF holds them: their segments with codes, how far they are, and what a translator should know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from catalog_cli.bitext.alignment import paired_pieces
from catalog_cli.bitext.offers import Offers
from catalog_cli.cell_text import Piece, read_text
from catalog_cli.exchange.whole_cells import whole_piece
from catalog_cli.fitting.measure import UNIT_NAMES
from catalog_cli.formats.xliff import Match, Note, State, XliffSegment, XliffUnit
from catalog_cli.product import Field, Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Severity, UnitState
from catalog_cli.unit import OPEN_STATES, Unit

_PRIORITIES = {Severity.CRITICAL: 1, Severity.MAJOR: 2, Severity.MINOR: 4}
_CONTEXT = 7
# Marks are a help to whoever translates: an ordinary cell has a handful, and each is looked for in each segment.
_MOST_KEPT = 200
_DONE = frozenset({UnitState.EDITED})


def outgoing(units: Iterable[Unit], pair: tuple[str, str], offers: Offers | None = None) -> Iterator[XliffUnit]:
    """Yield units as XLIFF holds them; those of which nothing is language are left out.

    `pair` is the source and the target locale. Findings, limits and terms go along as notes; what people made of
    similar texts goes with the segments of units that need it.
    """
    for unit in units:
        segments, is_whole = _segments(unit, pair)
        if segments:
            if offers is not None:
                segments = tuple(one._replace(matches=tuple(_matches(one, unit, offers))) for one in segments)
            yield XliffUnit(unit.id, unit.column.name, segments, tuple(_notes(unit)), unit.limit, is_whole)


def _segments(unit: Unit, pair: tuple[str, str]) -> tuple[tuple[XliffSegment, ...], bool]:
    state, kept = _state(unit), _kept(unit)
    if unit.target is None or not unit.target.strip():
        own = list(read_text(Field(unit.column, 0, 0, unit.source), pair[0]).pieces())
        return tuple(XliffSegment(_named(piece, kept), None, State.INITIAL) for piece in own), False
    pieces = paired_pieces(unit.column, (unit.source, unit.target), pair)
    if pieces is None:
        return (XliffSegment(whole_piece(unit.source), whole_piece(unit.target), state),), True
    return tuple(XliffSegment(_named(one, kept), other, state) for one, other in pieces), False


def _matches(segment: XliffSegment, unit: Unit, offers: Offers) -> Iterator[Match]:
    for match in offers.of_text(segment.source[0], unit):
        if segment.target is None or match.target != segment.target[0]:
            yield Match(*match)


def _state(unit: Unit) -> State:
    """Return how far a unit is: a person's text was reviewed, one of another source has to be translated again."""
    if unit.state in OPEN_STATES:
        return State.INITIAL
    return State.REVIEWED if unit.state in _DONE or unit.origin is Origin.HUMAN else State.TRANSLATED


def _kept(unit: Unit) -> dict[str, InlineCode]:
    """Return what must stay in a unit: names, addresses, placeholders, each text with a code of it."""
    found: dict[str, InlineCode] = {}
    for segment in unit.segments:
        for code in segment.codes:
            if code.kind is CodeKind.VERBATIM and code.start < code.end:
                found.setdefault(segment.source[code.start : code.end], code)
                if len(found) == _MOST_KEPT:
                    return found
    return found


def _named(piece: Piece, kept: Mapping[str, InlineCode]) -> Piece:
    """Return a source piece with codes for what must stay in it."""
    text, codes = piece
    return text, (*codes, *_places(text, codes, kept)) if kept else codes


def _places(text: str, codes: tuple[InlineCode, ...], kept: Mapping[str, InlineCode]) -> Iterator[InlineCode]:
    taken = [(code.start, code.end) for code in codes if code.kind is CodeKind.VERBATIM]
    for said, code in kept.items():
        start = text.find(said)
        end = start + len(said)
        if start >= 0 and all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            yield code._replace(start=start, end=end)


def _notes(unit: Unit) -> Iterator[Note]:
    for finding in unit.all_findings:
        yield Note(f"{finding.check}: {finding.message}", "finding", _PRIORITIES[finding.severity])
    if unit.state is UnitState.OUTDATED and unit.previous_source is not None:
        yield Note(f"The source was: {unit.previous_source}", "outdated", _PRIORITIES[Severity.MAJOR])
    if unit.limit is not None:
        yield Note(f"At most {unit.limit.most} {UNIT_NAMES[unit.limit.unit]} for the whole cell.", "limit", 3)
    hits = chain.from_iterable(segment.term_hits for segment in unit.segments)
    terms = {hit.source_term: hit.target_forms for hit in hits if hit.target_forms}
    for term, forms in terms.items():
        yield Note(f"{term}: {' / '.join(forms[:3])}", "term", 3)
    if unit.title and unit.column.role is not Role.TITLE:
        yield Note(unit.title, "product", _CONTEXT)
