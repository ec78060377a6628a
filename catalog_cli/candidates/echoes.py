"""A draft that says the same twice, which its source does not: "2 fatia de fatia" for a 2-slice toaster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_cli.candidates.decoding import Candidate, decode
from catalog_cli.candidates.search import Case
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.repetition import doubled_among, echoed_among, says_again


@dataclass(frozen=True, slots=True)
class Unechoed:
    """Another hypothesis for an accepted draft in which a word stands twice in a row, or on both sides of a "de"."""

    name: str
    options: DecodingOptions

    def wants(self, case: Case) -> bool:
        """Whether the draft says the same twice, and the source does not."""
        segment = case.segment
        return says_twice(case.rejected[0][0].draft) and not (
            says_twice(segment.prepared) or says_again(segment.prepared)
        )

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the hypotheses that say it once, best first."""
        texts = [case.segment.prepared for case in cases]
        decoded = decode(texts, engine, self.options, self.name, [case.segment.frame for case in cases])
        return [[candidate for candidate in found if not says_twice(candidate.draft)] for found in decoded]


def says_twice(text: str) -> bool:
    """Return whether a word stands twice in a row, or twice around a preposition.

    >>> says_twice("2 fatia de fatia"), says_twice("bolsa azul azul"), says_twice("bolsa azul de couro")
    (True, True, False)
    """
    words = text.casefold().split()
    # A thing and half of it ("com zípe com zíper") are two words, but what stands before them is one.
    return len(set(words)) < len(words) and bool(doubled_among(words) or echoed_among(words))
