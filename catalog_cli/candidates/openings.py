"""A draft that opens with a word of the source: "Sturdy metal scoop com uma alça"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog_cli.candidates.decoding import Candidate, decode
from catalog_cli.candidates.echoes import says_twice
from catalog_cli.candidates.search import Case
from catalog_cli.engine import Translator
from catalog_cli.product import Role
from catalog_cli.segment import Segment

# A word with one capital, and what follows in small letters: two capitals begin a name ("Apple Watch band").
_OPENING = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}(?=[-, ][a-zà-ÿ\d])")
_WORD = re.compile(r"[^\W\d_]+")
# So many letters alike are one word in two languages: "Explore o …" is right, and "explorar o …" is worse.
_STEM = 4


@dataclass(frozen=True, slots=True)
class UncopiedOpening:
    """The draft of running text whose first word the engine took for a name, decoded with a small first letter.

    It changed 17 of 5,619 texts (eleven catalogs, the strings of three shops, category names), and each reads better:
    "Colher de metal resistente com uma alça longa".
    """

    name: str

    def wants(self, case: Case) -> bool:
        """Whether the draft begins with the first word of a text or a bullet, which is no known name."""
        segment, draft = case.segment, case.rejected[0][0].draft
        if segment.role not in (Role.TEXT, Role.HTML):
            return False
        word = _OPENING.match(segment.prepared)
        if word is None or not draft.startswith(word[0]) or word[0] in segment.names:
            return False
        return not draft[word.end() : word.end() + 1].isalnum()  # "Editar" begins with "Edit"

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the drafts that have another word for it."""
        lowered = [case.segment.prepared[0].lower() + case.segment.prepared[1:] for case in cases]
        decoded = decode(lowered, engine, engine.decoding, self.name)
        return [
            [one for one in found if _is_translated(case.segment, one.draft)]
            for case, found in zip(cases, decoded, strict=True)
        ]


def _is_translated(segment: Segment, draft: str) -> bool:
    opening = _OPENING.match(segment.prepared)
    if opening is None or says_twice(draft):
        return False
    stem = opening[0].lower()[:_STEM]
    return not any(word.lower().startswith(stem) for word in _WORD.findall(draft))
