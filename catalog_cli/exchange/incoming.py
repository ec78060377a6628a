"""What translators gave back, as edits like those of a review: which cells get which text, and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog_cli.bitext.alignment import paired_pieces
from catalog_cli.cell_text import Piece, read_text
from catalog_cli.errors import Where
from catalog_cli.exchange.whole_cells import whole_cell, whole_piece
from catalog_cli.formats.xliff import ReturnedSegment, ReturnedUnit, State
from catalog_cli.formats.xliff_inline import StrangeCode, piece_of, tag_ids
from catalog_cli.product import Field
from catalog_cli.reporting.review_page.edits_file import CellEdit, Judgement
from catalog_cli.reporting.review_page.payload import hash_of
from catalog_cli.segment import CodeKind, InlineCode
from catalog_cli.unit import Unit

_APPROVED = frozenset({State.REVIEWED, State.FINAL})


class Refused(Exception):
    """A unit cannot be used; `args[0]` says why."""


@dataclass(slots=True)
class Returned:
    """What became of the units of a file: the edits by the unit's id, and those that were refused: where, and why.

    `untouched` units have no target, or the one that they were sent with.
    """

    cells: dict[str, CellEdit] = field(default_factory=dict)
    refused: list[tuple[Where, str]] = field(default_factory=list)
    untouched: int = 0


def incoming(returned: Iterable[ReturnedUnit], units: Iterable[Unit], pair: tuple[str, str], file: str) -> Returned:
    """Return the edits that a file of returned units makes to a bitext's; `file` is its name for messages.

    What came back is held in memory, as translators send what they did; the bitext is read as a stream.
    """
    result = Returned()
    waiting = _by_id(returned, result, file)
    for unit in units:
        found = waiting.pop(unit.id, None)
        if found is None:
            continue
        place = Where(file, found.segments[0].row if found.segments else None)
        try:
            edit = _edit(found, unit, pair, place)
        except Refused as problem:
            result.refused.append((place, str(problem)))
            continue
        if edit is None:
            result.untouched += 1
        else:
            result.cells[unit.id] = edit
    for found in waiting.values():
        row = found.segments[0].row if found.segments else None
        result.refused.append((Where(file, row), f'the catalog has no cell "{found.id[:40]}" any more'))
    return result


def _by_id(returned: Iterable[ReturnedUnit], result: Returned, file: str) -> dict[str, ReturnedUnit]:
    found: dict[str, ReturnedUnit] = {}
    for unit in returned:
        if unit.id in found:
            row = unit.segments[0].row if unit.segments else None
            result.refused.append((Where(file, row), f'the unit "{unit.id[:40]}" is there a second time'))
        else:
            found[unit.id] = unit
    return found


def _edit(found: ReturnedUnit, unit: Unit, pair: tuple[str, str], place: Where) -> CellEdit | None:
    """Return what a unit that came back changes in its cell, None for nothing; raises Refused if it cannot be used."""
    targets = [
        segment for segment in found.segments if segment.target is not None and segment.state is not State.INITIAL
    ]
    if not targets:
        return None
    if len(targets) < len(found.segments):
        raise Refused(f"{len(found.segments) - len(targets)} of {len(found.segments)} segments are not translated yet")
    is_approved = all(segment.state in _APPROVED for segment in found.segments)
    text = _whole_text(found, unit) if found.is_whole else _text(found, unit, pair)
    if text is None or text == unit.target:
        status = Judgement.ACCEPTED if is_approved else Judgement.NONE
        text = None
    else:
        status = Judgement.EDITED
    if status is Judgement.NONE:
        return None
    return CellEdit(unit.id, text, hash_of(unit.source), hash_of(unit.target), status, "", (), place)


def _whole_text(found: ReturnedUnit, unit: Unit) -> str:
    if len(found.segments) != 1:
        raise Refused("it was divided into several segments")
    (segment,) = found.segments
    return whole_cell(_target(segment, whole_piece(unit.source), whole_piece(unit.target or "")))


def _text(found: ReturnedUnit, unit: Unit, pair: tuple[str, str]) -> str | None:
    """Return the cell's new text, None if all its segments came back as they were sent."""
    cell = read_text(Field(unit.column, 0, 0, unit.source), pair[0])
    sources = list(cell.pieces())
    if len(sources) != len(found.segments):
        raise Refused("its source was changed, or its segments were divided or joined")
    sent = paired_pieces(unit.column, (unit.source, unit.target), pair) if unit.target else None
    texts = [None] * len(sources) if sent is None else [target for _, target in sent]
    targets = []
    for segment, source, text in zip(found.segments, sources, texts, strict=True):
        target = _target(segment, source, text)
        _check_tags(target, source if text is None else text)
        targets.append(target)
    if list(map(_shape, targets)) == [_shape(text) for text in texts if text is not None]:
        return None
    return cell.write(targets)


def _check_tags(target: Piece, sent: Piece) -> None:
    """Raise Refused if a segment came back without a tag that it was sent with: its own so far, else its source's."""
    had, kept = (
        Counter(code.opening or code.closing for code in codes if code.kind is not CodeKind.VERBATIM)
        for _, codes in (sent, target)
    )
    if lost := list((had - kept).elements()):
        raise Refused(f"it lost {', '.join(lost[:3])}")


def _shape(piece: Piece) -> tuple[str, list[tuple[int, int, str, str]]]:
    return piece[0], [(c.start, c.end, c.opening, c.closing) for c in piece[1] if c.kind is not CodeKind.VERBATIM]


def _numbered(tags: list[InlineCode], source: Piece, sent: Piece) -> list[InlineCode]:
    """Return the tags by their ids: the source's, then those that only the target has."""
    ids = tag_ids(source[1], sent[1])
    return [*tags, *(code for code, name in zip(sent[1], ids, strict=True) if name.isdigit() and int(name) > len(tags))]


def _target(segment: ReturnedSegment, source: Piece, sent: Piece | None = None) -> Piece:
    """Return what a segment came back with; `sent` is the target it was sent with, whose own tags it may keep.

    Raises Refused if its source is another, it is empty, or there is a tag that was not sent.
    """
    try:
        there = piece_of(segment.source, source[1])
        if there[0] != source[0]:
            raise Refused("its source was changed since it was sent")
        tags = [code for code in source[1] if code.kind is not CodeKind.VERBATIM]
        text, codes = piece_of(segment.target or (), tags if sent is None else _numbered(tags, source, sent))
    except StrangeCode as problem:
        raise Refused(f"it holds {problem}, which was not sent") from None
    if not text.strip() and source[0].strip():
        raise Refused("a translation is empty")
    return text, codes
