"""Findings that a person has looked at and let pass: a file that is committed beside the catalog.

An entry holds hashes of the two texts it is about. Once either changes it is expired: the finding is told again, and
so is the entry, until somebody removes it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from catalog_cli.errors import FileProblem, Where
from catalog_cli.memory.keys import text_hash
from catalog_cli.replacement import replacing
from catalog_cli.segment import Finding
from catalog_cli.unit import Unit

_HEADING = """\
# Findings of `catalog check` that a person let pass. An entry expires when its source or its translation changes.
"""
_TEXTS = ("unit", "check", "reason", "source", "target")
# A reason is a sentence or two; an entry is shown in reports, and the file is read whole.
_MOST_REASON_CHARS = 2_000
_MOST_FILE_BYTES = 64 << 20


class Entry(NamedTuple):
    """One finding let pass: the unit's id, the check, why, and the hashes of the texts it was about.

    `about` says for whoever reads the file which cell it is; nothing depends on it.
    """

    unit: str
    check: str
    reason: str
    source: str
    target: str
    about: str = ""


def entry_of(unit: Unit, check: str, reason: str) -> Entry:
    """Return the entry that lets a check's findings in a unit pass, as its texts stand now."""
    about = f"{unit.column.name} of {unit.product_key}" + (f", {unit.variant_key}" if unit.variant_key else "")
    return Entry(unit.id, check, reason, *_hashes(unit), about)


def _hashes(unit: Unit) -> tuple[str, str]:
    return text_hash(unit.source).hex(), text_hash(unit.target or "").hex()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The entries of one file, which `reason` looks up; those that it met with other texts are `expired`."""

    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    expired: set[Entry] = field(default_factory=set)
    used: set[Entry] = field(default_factory=set)

    def reason(self, unit: Unit, finding: Finding) -> str | None:
        """Return why a finding was let pass, None if it was not, or not for these texts.

        >>> from catalog_cli.product import Column, Role
        >>> from catalog_cli.segment import Severity
        >>> title = Column(0, "Title", "Title", Role.TITLE, "")
        >>> unit = Unit("0f", "1", "", title, Where("a.csv", 2), Where("b.csv", 2), "Mug", "Mug")
        >>> accepted = Accepted({("0f", "untranslated"): entry_of(unit, "untranslated", "our brand")})
        >>> finding = Finding("untranslated", Severity.MAJOR, "The same.", unit.place)
        >>> accepted.reason(unit, finding), accepted.reason(unit._replace(target="MUG"), finding)
        ('our brand', None)
        """
        entry = self.entries.get((unit.id, finding.check))
        if entry is None:
            return None
        if (entry.source, entry.target) != _hashes(unit):
            self.expired.add(entry)
            return None
        self.used.add(entry)
        return entry.reason

    @property
    def idle(self) -> list[Entry]:
        """The entries that nothing was found for any more."""
        return [entry for entry in self.entries.values() if entry not in self.used]


def read_accepted(path: Path) -> Accepted:
    """Return the entries of a file, none if it is not there; raises FileProblem for one that is faulty."""
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise FileProblem(
                Where(str(path)), "is no list of accepted findings (64 MiB or more)", "Name another file."
            )
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Accepted()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileProblem(Where(str(path)), f"cannot be read ({reason})", "Correct it, or remove it.") from error
    found = {}
    for number, table in enumerate(_tables(document, path), start=1):
        entry = _entry(table, number, path)
        found[entry.unit, entry.check] = entry
    return Accepted(found)


def _tables(document: Mapping[str, Any], path: Path) -> Iterator[Any]:
    unknown = next((name for name in document if name != "accepted"), None)
    tables = document.get("accepted", [])
    if unknown is not None or not isinstance(tables, list):
        what = f'holds "{unknown or "accepted"}", where [[accepted]] tables are expected'
        raise FileProblem(Where(str(path)), what, "Correct it.")
    yield from tables


def _entry(table: Any, number: int, path: Path) -> Entry:
    texts = {name: table.get(name) for name in _TEXTS} if isinstance(table, dict) else dict.fromkeys(_TEXTS)
    lacking = next((name for name, text in texts.items() if not isinstance(text, str)), None)
    if lacking is not None:
        what = f'its entry {number} has no text for "{lacking}"'
        raise FileProblem(Where(str(path)), what, "Correct it, or accept the finding again.")
    return Entry(**{name: str(text) for name, text in texts.items()}, about=str(table.get("about", "")))


def write_accepted(path: Path, entries: Iterable[Entry]) -> int:
    """Add entries to a file, whole or not at all, in the place of older ones of the same finding; return how many.

    Comments between entries are not kept. Raises FileProblem if the file cannot be read or written.
    """
    known = dict(read_accepted(path).entries)
    new = {(entry.unit, entry.check): entry for entry in entries}
    known.update(new)
    with replacing(path) as out:
        out.write(_HEADING.encode())
        for entry in known.values():
            out.write(_table(entry).encode("utf-8", "backslashreplace"))
    return len(new)


def _table(entry: Entry) -> str:
    lines = [f"{name} = {_quoted(text)}" for name, text in zip(Entry._fields, entry, strict=True) if text]
    return "\n".join(["", "[[accepted]]", *lines, ""])


def _quoted(text: str) -> str:
    """Return a TOML basic string: https://toml.io/en/v1.0.0#string."""
    text = text[:_MOST_REASON_CHARS].replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in text) + '"'
