"""A name at the beginning of a title, which the engine does not know as one in lower case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog_cli.candidates.decoding import Candidate, decode
from catalog_cli.candidates.search import Case
from catalog_cli.engine import Translator

_FIRST = re.compile(r"[^\W\d_]{3,}(?:['’]s)?(?=\s)")
# Mean log-probability per token. Of 198 titles the embedded model lost the first word of 21 in lower case and kept it
# with a capital: from 0.1 on, and only words that its vocabulary has not whole, these were the names among them
# (5: "Luma Desk Lamp", "Sony Wireless Headphones"); below 0.1 come "Comfy Padded Chair" and "Skillet Pan".
_LEAST_GAIN = 0.1


@dataclass(frozen=True, slots=True)
class Named:
    """A title's draft that lost the first word, which may be a name: "Sony Wireless Headphones" without the Sony.

    Titles are read in lower case. A rare word that is kept if it has its capital, in a draft that the engine finds
    clearly likelier, is taken for a name.
    """

    name: str

    def wants(self, case: Case) -> bool:
        """Whether it is a title that began with a capital and whose first draft lacks the first word.

        No score is above 0: a draft that is nearly sure cannot be bettered by the least gain.
        """
        segment, draft = case.segment, case.rejected[0][0]
        if not all(segment.frame) or draft.score is None or not segment.source[:1].isupper():
            return False
        if draft.score > -_LEAST_GAIN:
            return False
        word = _FIRST.match(segment.prepared)
        if word is None or word[0] == segment.source[: word.end()] or word[0].lower() != word[0]:
            return False
        return segment.source[: word.end()].lower() == word[0] and word[0] not in draft.draft.lower()

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the draft of the title with its capital, if the word is rare, kept, and the draft likelier."""
        words = [case.segment.source.split(maxsplit=1)[0] for case in cases]
        pieces = engine.tokenizer.encode([word.lower() for word in words])
        rare = [index for index, own in enumerate(pieces) if len(own) > 1]
        texts = [words[index] + cases[index].segment.prepared[len(words[index]) :] for index in rare]
        decoded = decode(texts, engine, engine.decoding, self.name, [cases[index].segment.frame for index in rare])
        found: list[list[Candidate]] = [[] for _ in cases]
        for index, candidates in zip(rare, decoded, strict=True):
            before = cases[index].rejected[0][0].score
            found[index] = [
                candidate
                for candidate in candidates
                if words[index] in candidate.draft
                and before is not None
                and candidate.score is not None
                and candidate.score - before >= _LEAST_GAIN
            ]
        return found
