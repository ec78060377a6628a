"""Words that are right in Portugal and something else in Brazil: a sweater is no "camisola", which is a nightgown.

`varieties` replaces European words that Brazil does not have. These it has, so that only the source tells; each is of
the same gender and number as what stands for it, so that nothing around it has to change, or stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog_cli.candidates.agreement import edited
from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.search import Case
from catalog_cli.engine import Translator


class _Usage(NamedTuple):
    """A word's singular and plural, Brazil's for both, and what the source must and must not say for it."""

    found: tuple[str, str]
    own: tuple[str, str]
    needs: str
    unless: str = r"(?!)"
    stands_alone: bool = False
    """Of another gender: only where nothing stands before it that would have to change."""


_OF_COMPUTERS = r"\b(?:wireless|cordless|optical|usb|bluetooth|gaming|gamer|ergonomic|computer|laptop|keyboard|dpi)\b"
_BRAZILIAN = (
    _Usage(("camisola", "camisolas"), ("blusa", "blusas"), r"sweat|jumper|pullover|jersey", r"night|chemise|slip"),
    _Usage(("fato de banho", "fatos de banho"), ("traje de banho", "trajes de banho"), r"swim|bath"),
    _Usage(("roupa interior", "roupas interiores"), ("roupa íntima", "roupas íntimas"), r"underwear|lingerie|intimate"),
    _Usage(("calção", "calções"), ("short", "shorts"), r"shorts|trunks"),
    _Usage(
        ("manto", "mantos"), ("roupão", "roupões"), r"\brobes?\b|bathrobe", r"\b(?:king|priest|costume|choir|graduat)"
    ),
    _Usage(("plantador", "plantadores"), ("vaso", "vasos"), r"planters?\b", r"\b(?:seed|bulb|potato|corn|tractor)"),
    _Usage(("tenda", "tendas"), ("barraca", "barracas"), r"\btents?\b", r"canopy|gazebo|event|party|market|wedding"),
    _Usage(("soro", "soros"), ("sérum", "séruns"), r"\bserums?\b", r"blood|whey|saline|vaccine|physiolog"),
    _Usage(("orador", "oradores"), ("alto-falante", "alto-falantes"), r"speakers?\b", r"keynote|public speak|motivat"),
    _Usage(("hidratizador", "hidratizadores"), ("hidratante", "hidratantes"), r"moisturi[sz]er"),
    _Usage(
        ("rato", "ratos"),
        ("mouse", "mouses"),
        rf"\bm(?:ouse|ice)\b.*{_OF_COMPUTERS}|{_OF_COMPUTERS}.*\bm(?:ouse|ice)\b",
    ),
    _Usage(("castanha", "castanhas"), ("marrom", "marrons"), r"\bbrown\b", r"nut"),
    _Usage(("casa de banho", "casas de banho"), ("banheiro", "banheiros"), r"bathroom", stands_alone=True),
    _Usage(("refrigerador", "refrigeradores"), ("cooler", "coolers"), r"\bcoolers?\b", r"fridge|refrigerat"),
)
_USAGES = {word: (usage, number) for usage in _BRAZILIAN for number, word in enumerate(usage.found)}
_FOUND = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_USAGES, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BrazilianUsage:
    """A draft with the word that Brazil has for what the source says, where a glossary asks for none."""

    name: str

    def wants(self, case: Case) -> bool:
        """Whether the draft has such a word."""
        segment, draft = case.segment, case.rejected[0][0].draft
        if segment.term_hits or _FOUND.search(draft) is None:
            return False
        return next(_edits(draft, segment.source), None) is not None

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the edited drafts; the engine is not asked."""
        found: list[list[Candidate]] = []
        for case in cases:
            before = case.rejected[0][0]
            after = edited(before, list(_edits(before.draft, case.segment.source)))
            found.append([after._replace(proposer=self.name)])
        return found


def _edits(draft: str, source: str) -> Iterator[tuple[int, int, str]]:
    low = source.lower()
    for match in _FOUND.finditer(draft):
        usage, number = _USAGES[match[0].lower()]
        if usage.stands_alone and draft[: match.start()].strip():
            continue
        if re.search(usage.needs, low) and not re.search(usage.unless, low):
            own = usage.own[number]
            yield *match.span(), own[0].upper() + own[1:] if match[0][0].isupper() else own
