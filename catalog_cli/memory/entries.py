"""What the memory holds, as frozen values, and how they become rows of SQLite and back."""

from __future__ import annotations

import json
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from catalog_cli.ledger import How, LedgerEntry, LedgerKind, Outcome, Tally
from catalog_cli.segment import Alignment, Origin

_ORIGINS = {str(origin): origin for origin in Origin}
_WIDTHS = frozenset({b"B", b"H", b"I"})


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """A translation that was accepted.

    From the engine: `source` is the prepared text, `target` the draft, `key` from `KeyMaker.key`. From a person:
    both are whole cells as they stand in the files, `key` from `KeyMaker.human_key`. `score` is the mean
    log-probability per token (at most 0), None if unknown. `hows` and `score_difference` tell how terms were placed, as
    in a segment. `run` is the run that made it: its locales are theirs.
    `links` is the alignment, packed when it comes from a lookup: most entries are used without looking at theirs.

    >>> entry = MemoryEntry(b"key", "Red", "Vermelha", run=1, links=b"B\\x00\\x08\\x00\\x03")
    >>> entry.alignment
    Alignment(links=((0, 8, 0, 3),))
    """

    key: bytes
    source: str
    target: str
    run: int
    links: Alignment | bytes | None = None
    score: float | None = None
    origin: Origin = Origin.ENGINE
    hows: tuple[How, ...] = ()
    score_difference: float | None = None
    facts: str | None = None
    """Of an imported translation what else is known of it, as JSON (`approved.Facts`); None for all others."""
    used: int | None = None
    """When it was last looked up, in days since 1970, to within a week; None if it never was."""

    @property
    def alignment(self) -> Alignment | None:
        """Which source span each target span came from, None if unknown."""
        return unpack_alignment(self.links) if isinstance(self.links, bytes) else self.links


class CellEntry(NamedTuple):
    """What was last written to one cell: `cell` from `cell_id`, the hashes from `text_hash`.

    A cell whose text no longer has `output_hash` was edited by a person. `made_for` is the hash of the source that a
    person's text was made for, where that is no longer the cell's; None where it is. `source` is the text of
    `source_hash`, for the memory to keep; None from a lookup.
    """

    cell: bytes
    target_locale: str
    source_hash: bytes
    output_hash: bytes
    origin: Origin
    made_for: bytes | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ProductEntry:
    """A product that was finished without a finding: the target of each of its fields, None where it stays as it is.

    `key` from `Recall.key`. Of its `segments`, with their `words`, `copied` are not language.
    """

    key: bytes
    targets: tuple[str | None, ...]
    run: int
    segments: int
    words: int
    copied: int
    tally: Tally = field(default_factory=Counter)
    ledger: str = ""
    """What became of terms and the like, as `packed_ledger` has it: seldom looked at, so unpacked by whoever does."""
    used: int | None = None
    """As `MemoryEntry.used`."""


@dataclass(frozen=True, slots=True)
class Run:
    """One input made into one output. Times are UTC, ISO 8601; what is not known before the end is None.

    `summary` is what the run reported, as JSON. `output` is relative to the folder of the memory, so that a
    project can be moved with its `.catalog`.
    """

    id: int
    source_locale: str
    target_locale: str
    options: str
    started_at: str
    finished_at: str | None = None
    output: str | None = None
    input_sha256: str | None = None
    output_sha256: str | None = None
    signature: str | None = None
    summary: str | None = None


def entry_row(entry: MemoryEntry) -> tuple[object, ...]:
    """Return the column values of an entry."""
    return (
        entry.key,
        stored_text(entry.source),
        stored_text(entry.target),
        pack_alignment(entry.links) if isinstance(entry.links, Alignment) else entry.links,
        entry.score,
        str(entry.origin),
        entry.run,
        json.dumps([*entry.hows, entry.score_difference]) if entry.hows else None,
        entry.facts,
    )


def entry_from_row(
    row: tuple[
        bytes, str | bytes, str | bytes, bytes | None, float | None, str, int, str | None, str | None, int | None
    ],
) -> MemoryEntry:
    """Return the entry of a row; ValueError if the row is damaged."""
    key, source, target, links, score, origin, run, terms, facts, used = row
    *hows, difference = json.loads(terms) if terms else (None,)
    if links is not None and (len(links) % 4 != 1 or links[:1] not in _WIDTHS):
        raise ValueError("an alignment is cut off")
    return MemoryEntry(
        key,
        source if isinstance(source, str) else loaded_text(source),
        target if isinstance(target, str) else loaded_text(target),
        run,
        links,
        score,
        origin_named(origin),
        tuple(map(How, hows)),
        difference,
        facts,
        used,
    )


def cell_row(cell: CellEntry) -> tuple[object, ...]:
    """Return the column values of a cell."""
    name, target_locale, source_hash, output_hash, origin, made_for, _ = cell
    return (name, target_locale, source_hash, output_hash, str(origin), made_for)


def cell_from_row(row: tuple[bytes, str, bytes, bytes, str, bytes | None]) -> CellEntry:
    """Return the cell of a row; ValueError if the row is damaged."""
    return CellEntry(row[0], row[1], row[2], row[3], origin_named(row[4]), row[5])


def product_row(entry: ProductEntry) -> tuple[object, ...]:
    """Return the column values of a product."""
    targets = stored_text(json.dumps(entry.targets, ensure_ascii=False))
    tally = json.dumps([(*sort, count) for sort, count in entry.tally.items()]) if entry.tally else None
    ledger = stored_text(entry.ledger) if entry.ledger else None
    return (entry.key, targets, entry.run, entry.segments, entry.words, entry.copied, tally, ledger)


def product_from_row(
    row: tuple[bytes, str | bytes, int, int, int, int, str | None, str | bytes | None, int | None],
) -> ProductEntry:
    """Return the product of a row; ValueError if the row is damaged."""
    key, stored, run, segments, words, copied, tally, ledger, used = row
    targets = json.loads(stored if isinstance(stored, str) else loaded_text(stored))
    if not isinstance(targets, list):
        raise ValueError("the targets of a product are no list")
    counts: Tally = Counter()
    for kind, outcome, how, count in json.loads(tally) if tally else ():
        counts[LedgerKind(kind), Outcome(outcome), How(how)] = count
    packed = loaded_text(ledger) if isinstance(ledger, bytes) else ledger or ""
    return ProductEntry(key, tuple(targets), run, segments, words, copied, counts, packed, used)


def packed_ledger(entries: Iterable[tuple[int, LedgerEntry]]) -> str:
    """Return ledger entries as text, each with the number of its field among a product's translated ones.

    >>> entry = LedgerEntry(LedgerKind.TERM, Outcome.KEPT, "tote", "sacola", ("sacola",))
    >>> packed_ledger([(0, entry)])
    '[[0, "term", "kept", "tote", "sacola", ["sacola"], "free", null]]'
    """
    return json.dumps([(index, *astuple(entry)) for index, entry in entries], ensure_ascii=False)


def unpacked_ledger(packed: str) -> list[tuple[int, LedgerEntry]]:
    """Return the entries of `packed_ledger`; ValueError if the text is damaged."""
    entries = []
    for index, kind, outcome, source, target, required, how, difference in json.loads(packed):
        facts = (LedgerKind(kind), Outcome(outcome), source, target, tuple(required), How(how), difference)
        entries.append((index, LedgerEntry(*facts)))
    return entries


def origin_named(name: str) -> Origin:
    """Return the origin stored under a name; ValueError for an unknown one."""
    origin = _ORIGINS.get(name)
    if origin is None:
        raise ValueError(f"unknown origin {name!r}")
    return origin


def stored_text(text: str) -> str | bytes:
    """Return what SQLite can hold of a text: itself, or bytes if it has half a surrogate pair (JSON may)."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def loaded_text(stored: bytes) -> str:
    """Return the text of what `stored_text` gave as bytes; ValueError for anything else."""
    return stored.decode("utf-8", "surrogatepass")


def pack_alignment(alignment: Alignment | None) -> bytes | None:
    """Return an alignment in few bytes: the width of a number (B, H, I: 1, 2, 4 bytes), then four per link.

    >>> pack_alignment(Alignment(((0, 4, 2, 6),)))
    b'B\\x00\\x04\\x02\\x06'
    """
    if alignment is None:
        return None
    numbers = list(chain.from_iterable(alignment.links))
    largest = max(numbers, default=0)
    width = "B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I"
    return width.encode() + struct.pack(f"<{len(numbers)}{width}", *numbers)


def unpack_alignment(packed: bytes) -> Alignment:
    """Return the alignment of `pack_alignment`; ValueError if the bytes are damaged.

    >>> unpack_alignment(b"B\\x00\\x04\\x02\\x06")
    Alignment(links=((0, 4, 2, 6),))
    """
    width = packed[:1]
    if width not in _WIDTHS:
        raise ValueError("an alignment begins with no known width")
    numbers: Iterator[int]
    if width == b"B":  # nearly all: a sentence is shorter than 256 characters
        numbers = islice(packed, 1, None)
    else:
        code = width.decode()
        # Cut to whole numbers: a remainder is then an incomplete link below.
        whole = (len(packed) - 1) // struct.calcsize(f"<{code}")
        numbers = iter(struct.unpack_from(f"<{whole}{code}", packed, 1))
    # strict: ValueError unless the numbers are whole links
    return Alignment(tuple(zip(numbers, numbers, numbers, numbers, strict=True)))
