"""One entry of a term base."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalog_cli.errors import Where


class TermStatus(StrEnum):
    """What the term base says of a target (ISO 30042, administrativeStatus)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    """Allowed beside the preferred target of the same source."""
    DEPRECATED = "deprecated"
    """Must not stand in the target."""


class TermCase(StrEnum):
    """Which spellings of the source are the term."""

    ANY = "any"
    """Upper and lower case alike: "Crew Neck" and "crew neck"."""
    SAME = "same"
    """Only as the term base writes it: "Apple" is not "apple"."""


@dataclass(frozen=True, slots=True)
class Term:
    """What `source` must be called in the target.

    `source_forms` are other words for the same thing ("sneakers", "trainers") or forms that no rule gives;
    `target_forms` other allowed forms of the target. `gender` is "m", "f" or "" (not known, or not a noun),
    `part_of_speech` "noun", "adjective", "verb", "phrase" or "". An `exact` term is held letter by letter, on both
    sides: nothing is inflected. `place` says where the entry was read.
    """

    source: str
    target: str
    source_forms: tuple[str, ...] = ()
    target_forms: tuple[str, ...] = ()
    part_of_speech: str = ""
    gender: str = ""
    case: TermCase = TermCase.ANY
    exact: bool = False
    status: TermStatus = TermStatus.PREFERRED
    domain: str = ""
    note: str = ""
    place: Where | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the target is the source itself, letter by letter: a brand or a name."""
        return self.exact and self.target == self.source
