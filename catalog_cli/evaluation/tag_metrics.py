"""How right tags are: precision, recall and F1 with "not told" as an answer, as ExtractGPT counts.

Each question "what does the text say of this attribute?" ends in one of five ways (Brinkmann et al. 2023, arXiv
2310.12537): NN, rightly no value; NV, a value where there is none; VN, no value where there is one; VC, the right
value; VW, a wrong one. Precision is VC / (NV + VC + VW), recall VC / (VN + VC + VW). NN counts nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Answer(NamedTuple):
    """One question and its answer: `accepted` values, none if the text does not tell; `predicted`, None for none."""

    category: str
    attribute: str
    accepted: Collection[str]
    predicted: str | None


@dataclass(frozen=True, slots=True)
class TagCounts:
    """How many answers ended in which way, and the figures that follow from it (0 to 100)."""

    nn: int = 0
    nv: int = 0
    vn: int = 0
    vc: int = 0
    vw: int = 0

    def __add__(self, other: TagCounts) -> TagCounts:
        return TagCounts(
            self.nn + other.nn, self.nv + other.nv, self.vn + other.vn, self.vc + other.vc, self.vw + other.vw
        )

    @property
    def precision(self) -> float:
        """How many of the values given are right, in percent; 0 if none was given."""
        return _percent(self.vc, self.nv + self.vc + self.vw)

    @property
    def recall(self) -> float:
        """How many of the values there are were found, in percent; 0 if there are none."""
        return _percent(self.vc, self.vn + self.vc + self.vw)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent.

        >>> TagCounts(nn=5, nv=1, vn=2, vc=6, vw=1).f1
        70.58823529411765
        """
        # 2PR / (P + R), without dividing by what may be nothing.
        return _percent(2 * self.vc, self.nv + self.vn + 2 * (self.vc + self.vw))

    @property
    def is_empty(self) -> bool:
        """Whether there was neither a value to find nor one given: such attributes have no figures."""
        return not (self.nv or self.vn or self.vc or self.vw)

    def as_json(self) -> dict[str, float]:
        """Return the figures as JSON holds them, percentages to two places."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        counts = {"NN": self.nn, "NV": self.nv, "VN": self.vn, "VC": self.vc, "VW": self.vw}
        return {**{name: round(value, 2) for name, value in figures.items()}, **counts}


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class TagScores:
    """The counts by category and attribute."""

    by_attribute: Mapping[tuple[str, str], TagCounts]

    @property
    def micro(self) -> TagCounts:
        """All answers together."""
        return sum(self.by_attribute.values(), TagCounts())

    @property
    def macro(self) -> tuple[float, float, float]:
        """Precision, recall and F1 (0 to 100): means over the attributes of each category that are not empty."""
        own = [counts for counts in self.by_attribute.values() if not counts.is_empty]
        if not own:
            return 0.0, 0.0, 0.0
        sums = (sum(c.precision for c in own), sum(c.recall for c in own), sum(c.f1 for c in own))
        return sums[0] / len(own), sums[1] / len(own), sums[2] / len(own)

    def merged(self) -> dict[str, TagCounts]:
        """Return the counts by attribute over all categories, those with the most values first."""
        found: dict[str, TagCounts] = {}
        for (_, attribute), counts in self.by_attribute.items():
            found[attribute] = found.get(attribute, TagCounts()) + counts
        return dict(sorted(found.items(), key=lambda own: (-own[1].vn - own[1].vc - own[1].vw, own[0])))


def counted(answer: Answer) -> TagCounts:
    """Return the counts of one answer. A value is right if it is one of the accepted ones, to the letter.

    >>> counted(Answer("Tea", "Brand", ("Lipton",), "Lipton")), counted(Answer("Tea", "Brand", (), "Lipton"))
    (TagCounts(nn=0, nv=0, vn=0, vc=1, vw=0), TagCounts(nn=0, nv=1, vn=0, vc=0, vw=0))
    """
    if not answer.accepted:
        return TagCounts(nn=1) if answer.predicted is None else TagCounts(nv=1)
    if answer.predicted is None:
        return TagCounts(vn=1)
    return TagCounts(vc=1) if answer.predicted in answer.accepted else TagCounts(vw=1)


def scored(answers: Iterable[Answer]) -> TagScores:
    """Return the scores of answers."""
    found: dict[tuple[str, str], TagCounts] = {}
    for answer in answers:
        key = answer.category, answer.attribute
        found[key] = found.get(key, TagCounts()) + counted(answer)
    return TagScores(found)
