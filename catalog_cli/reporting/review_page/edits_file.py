"""Reading what a review page exports: lines of JSON, from a person's browser or from anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from catalog_cli import locales
from catalog_cli.errors import FileProblem, UsageProblem, Where

# The longest cell of a spreadsheet has 32,767 characters; HTML may be longer, but no person edits more than this.
_MOST_LINE_BYTES = 32 << 20
_MOST_FILE_BYTES = 1 << 30
_MOST_COMMENT_CHARS = 20_000
_MOST_DISMISSED = 1_000
_VERSION = 1
_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{32}|")
_NEXT = "Export it again from the review page."


class Judgement(StrEnum):
    """What a reviewer said of a cell."""

    NONE = ""
    """Nothing: there is a comment, or a finding that was dismissed."""
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class CellEdit(NamedTuple):
    """What a reviewer did to one cell: `target` is its new text, None if it stays.

    The hashes are of the texts that the reviewer saw (`payload.hash_of`). `dismissed` are (check, reason).
    """

    id: str
    target: str | None
    source_hash: str
    target_hash: str
    status: Judgement
    comment: str
    dismissed: tuple[tuple[str, str], ...]
    place: Where


@dataclass(frozen=True, slots=True)
class Edits:
    """What reviewers exported of one pair of files, to the file at `place`: what those were called, and the cells."""

    place: Path
    run: str
    source: str
    target: str
    source_locale: str
    target_locale: str
    cells: dict[str, CellEdit] = field(default_factory=dict)


def read_edits(paths: Sequence[Path]) -> Edits:
    """Return the edits of one page or of several parts of a review.

    Raises FileProblem for a file that no review page exports, and if two files say different things of one cell;
    UsageProblem for files that are of different catalogs.
    """
    found: Edits | None = None
    for path in paths:
        edits = _read(path)
        if found is None:
            found = edits
            continue
        if (edits.run, edits.target_locale) != (found.run, found.target_locale):
            raise UsageProblem(
                f"{found.place} and {path} are of different files, or of one at different times: apply them one by one."
            )
        _merge(found, edits)
    if found is None:
        raise UsageProblem("No edits are named. Export them from the review page and name that file.")
    return found


def _merge(found: Edits, more: Edits) -> None:
    for name, cell in more.cells.items():
        known = found.cells.get(name)
        if known is not None and known._replace(place=cell.place) != cell:
            what = f"edits a cell otherwise than {known.place} does"
            raise FileProblem(cell.place, what, "Decide on one of the two and remove the other line.")
        found.cells[name] = cell


def _read(path: Path) -> Edits:
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise FileProblem(Where(str(path)), "is larger than 1 GB, which no review page exports", _NEXT)
        with path.open("rb") as file:
            lines = _lines(file, path)
            nothing: tuple[Any, Where] = ({}, Where(str(path), row=1))
            value, place = next(lines, nothing)
            edits = _heading(value, place, path)
            for line, row in lines:
                cell = _cell(line, row)
                if cell.id in edits.cells:
                    raise _faulty(row, f"names the cell {cell.id} a second time")
                edits.cells[cell.id] = cell
            if value.get("cells", len(edits.cells)) != len(edits.cells):
                raise _faulty(place, f"is of another number of cells than the {len(edits.cells):,} that follow")
            return edits
    except OSError as error:
        raise FileProblem(Where(str(path)), f"cannot be read ({error.strerror})", "Check the path.") from error


def _lines(file: BinaryIO, path: Path) -> Iterator[tuple[Any, Where]]:
    number = 0
    while line := file.readline(_MOST_LINE_BYTES + 1):
        number += 1
        place = Where(str(path), row=number)
        if len(line) > _MOST_LINE_BYTES:
            raise _faulty(place, "is a line of more than 32 MB")
        if not line.strip():
            continue
        try:
            yield json.loads(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line), place
        except (ValueError, RecursionError) as error:
            raise _faulty(place, "is no JSON") from error


def _heading(value: Any, place: Where, path: Path) -> Edits:
    if not isinstance(value, dict) or "catalog_review" not in value:
        raise _faulty(place, "does not begin as the edits of a review page do")
    if value["catalog_review"] != _VERSION:
        raise FileProblem(place, "is of another version of the review page", "Use the catalog that made the page.")
    run, source, target = (_text(value, name, place) for name in ("run", "source", "target"))
    return Edits(
        path, run, source, target, _locale(value, "source_locale", place), _locale(value, "target_locale", place)
    )


def _locale(value: dict[str, Any], name: str, place: Where) -> str:
    tag = _text(value, name, place)
    if not locales.is_locale(tag):
        raise _faulty(place, f'has a "{name}" that is no locale')
    return tag


def _cell(value: Any, place: Where) -> CellEdit:
    if not isinstance(value, dict):
        raise _faulty(place, "is no JSON object")
    name = _text(value, "id", place)
    if not _ID.fullmatch(name):
        raise _faulty(place, 'has an "id" that names no cell')
    target = value.get("target")
    if target is not None:
        target = _text(value, "target", place)
    status = _text(value, "status", place)
    if status not in list(Judgement) or (status == Judgement.EDITED) != (target is not None):
        raise _faulty(place, 'has a "status" that does not fit')
    seen = _text(value, "source_hash", place), _text(value, "target_hash", place)
    if not all(map(_HASH.fullmatch, seen)):
        raise _faulty(place, "has a hash that is none")
    comment = _text(value, "comment", place)
    if len(comment) > _MOST_COMMENT_CHARS:
        raise _faulty(place, f"has a comment of more than {_MOST_COMMENT_CHARS:,} characters")
    return CellEdit(name, target, *seen, Judgement(status), comment, _dismissed(value, place), place)


def _dismissed(value: dict[str, Any], place: Where) -> tuple[tuple[str, str], ...]:
    given = value.get("dismissed", [])
    if not isinstance(given, list) or len(given) > _MOST_DISMISSED:
        raise _faulty(place, 'has a "dismissed" that is no list of findings')
    found = []
    for one in given:
        if not isinstance(one, dict):
            raise _faulty(place, 'has a "dismissed" that is no list of findings')
        found.append((_text(one, "check", place), _text(one, "reason", place)))
    return tuple(found)


def _text(value: dict[str, Any], name: str, place: Where) -> str:
    text = value.get(name)
    if not isinstance(text, str):
        raise _faulty(place, f'has no text for "{name}"')
    if "\0" in text or (not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)):
        raise _faulty(place, f'has a character in "{name}" that no file can hold')
    return text


def _faulty(place: Where, what: str) -> FileProblem:
    return FileProblem(place, what, _NEXT)
