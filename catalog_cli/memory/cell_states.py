"""What a translation that stands in a cell is to the source as it reads now: whose it is, and what it was made of.

The memory knows of each cell what we last wrote there and which source it had then. A text that is another now is a
person's. A person's text keeps the source it was made for until the person writes it anew, or accepts it for the new
source: so that what is outdated is told by every run, not only by the one after the change.
"""

from __future__ import annotations

from catalog_cli.memory.entries import CellEntry
from catalog_cli.memory.keys import text_hash
from catalog_cli.segment import Origin, UnitState


def is_edited(entry: CellEntry, target: str) -> bool:
    """Return whether a text is other than what we last wrote to its cell; the white space around it is the layout's.

    >>> entry = CellEntry(b"cell", "pt-BR", text_hash("Red"), text_hash("Vermelha"), Origin.ENGINE)
    >>> is_edited(entry, " Vermelha "), is_edited(entry, "Vermelho")
    (False, True)
    """
    return entry.output_hash != text_hash(target.strip())


def made_for(entry: CellEntry, target: str) -> bytes:
    """Return the hash of the source that the text of a cell was made for.

    A person who changes what we wrote has the source before their eyes that we wrote it for. A person's text that
    stays as it was over a changed source is still for the one before.
    """
    if is_edited(entry, target) or entry.made_for is None:
        return entry.source_hash
    return entry.made_for


def cell_state(entry: CellEntry | None, source: str, target: str | None) -> UnitState:
    """Return the state of a cell's translation; `target` is None where there is no cell for it.

    `entry` is what we last wrote there, None if we never did: then nothing is known but that a text stands there.

    >>> entry = CellEntry(b"cell", "pt-BR", text_hash("Red"), text_hash("Vermelha"), Origin.ENGINE)
    >>> [str(cell_state(entry, source, "Vermelha")) for source in ("Red", "Dark red")]
    ['current', 'changed']
    >>> [str(cell_state(entry, source, "Rubra")) for source in ("Red", "Dark red")]
    ['edited', 'outdated']
    >>> str(cell_state(None, "Red", "")), str(cell_state(None, "Red", "Rubra"))
    ('new', 'current')
    """
    if source and not source.isspace() and (target is None or not target or target.isspace()):
        return UnitState.NEW
    if entry is None or target is None:
        return UnitState.CURRENT
    is_human = entry.origin is Origin.HUMAN or is_edited(entry, target)
    if made_for(entry, target) == text_hash(source):
        return UnitState.EDITED if is_human else UnitState.CURRENT
    return UnitState.OUTDATED if is_human else UnitState.CHANGED
