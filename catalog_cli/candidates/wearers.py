"""Whom a thing is for: the men of "Men's Steel Watch" are no owners ("dos homens"), and shops say "masculino"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog_cli.candidates.agreement import edited
from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.search import Case
from catalog_cli.candidates.word_order import agreed
from catalog_cli.engine import Translator

_POSSESSIVE = re.compile(
    r"(?<![\w-])(?<!for )(?<!of )(?<!in )(?<!to )"
    r"(?:m[ea]n|wom[ea]n|ladies|boy|girl|kid|children|toddler)(?:s?['’]|['’]s)(?=\s)"
)
_OWNERS = re.compile(
    r"\bd[ao]s? (?P<who>homens?|mulher(?:es)?|senhoras|meninos?|garotos?|rapazes|meninas?|garotas?|crianças?|miúdos)\b"
)
_ADJECTIVE = re.compile(r"\b(?:masculin|feminin)[ao]s?\b")
# As said of a thing of either gender; where its gender is not sure, or there is no adjective, it is "para homens".
_WORN_BY = {"homem": "masculino", "homens": "masculino"} | dict.fromkeys(("mulher", "mulheres", "senhoras"), "feminino")
_CHILDREN = frozenset(("criança", "crianças", "miúdos"))
_PLURALS = {"homem": "homens", "mulher": "mulheres", "menino": "meninos", "menina": "meninas"}
_PLURALS |= {"garoto": "meninos", "garotos": "meninos", "rapazes": "meninos", "garota": "meninas", "garotas": "meninas"}
_FIRST = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class ForWhom:
    """A title's draft with "masculino", "feminino" or "infantil" for "dos homens", in the gender of what it names.

    Of 30 titles that began with "Men's", "Women's", "Boys'" or the like, the model made owners of them in 14, and two
    adjectives agreed with the material ("camiseta de algodão masculino").
    """

    name: str

    def wants(self, case: Case) -> bool:
        """Whether a fragment says whose a thing is, and the draft so too, or by an adjective."""
        segment, draft = case.segment, case.rejected[0][0].draft
        if not any(segment.frame) or ("'" not in segment.prepared and "’" not in segment.prepared):
            return False
        if _POSSESSIVE.search(segment.prepared.lower()) is None:
            return False
        return next(_edits(draft), None) is not None

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the edited drafts; the engine is not asked."""
        drafts = [case.rejected[0][0] for case in cases]
        return [[edited(draft, list(_edits(draft.draft)))._replace(proposer=self.name)] for draft in drafts]


def _edits(draft: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, words) for what a draft says of owners, and for adjectives that agree with something else."""
    head = _FIRST.match(draft)
    if head is None:
        return
    owners = _OWNERS.search(draft)
    if owners is not None:
        yield *owners.span(), _said(owners["who"], head[0])
        return
    for match in _ADJECTIVE.finditer(draft):
        own = agreed(match[0], head[0])
        if own and own != match[0]:
            yield *match.span(), own


def _said(who: str, head: str) -> str:
    if who in _CHILDREN:
        return "infantis" if head.endswith("s") else "infantil"
    adjective = _WORN_BY.get(who)
    return (agreed(adjective, head) if adjective else "") or f"para {_PLURALS.get(who, who)}"
