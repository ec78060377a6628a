"""Whether what a person made of a similar text may stand for a segment: it is a candidate like any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.search import Acceptor
from catalog_cli.conventions.number_format import find_number_words
from catalog_cli.conventions.numbers import number_values
from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.fitting.measure import is_within
from catalog_cli.glossary import constraints
from catalog_cli.memory.fuzzy import FuzzyMatch
from catalog_cli.segment import Segment


def stored_judge(acceptors: Sequence[Acceptor], source_locale: str) -> Callable[[Segment, FuzzyMatch, str], bool]:
    """Return what tells of a segment, a match and the draft made of it whether it passes as a decoded one must.

    A decoded draft gets its terms and its length afterwards; this one must have them. Nor may it be the translation of
    other numbers, which the target may hold as words.
    """

    def is_acceptable(segment: Segment, match: FuzzyMatch, draft: str) -> bool:
        if segment.limit is not None and not is_within(draft, segment.limit):
            return False
        if not match.is_substituted and _numbers(segment.source, source_locale) != _numbers(
            match.source, source_locale
        ):
            return False
        hits = [hit for hit in segment.term_hits if not hit.is_kept]  # a kept name is masked
        if constraints.unmet(hits, draft) or any(constraints.forbidden(hits, draft)):
            return False
        candidate = Candidate(draft, None, "memory")
        return all(acceptor(segment, candidate) is None for acceptor in acceptors)

    return is_acceptable


def _numbers(text: str, locale: str) -> tuple[Counter[Decimal], list[Decimal], list[str]]:
    """Return the numbers of a text, in digits and in words, and what they are of: 350 g are not 350 ml."""
    units = sorted(one.unit for one in find_quantities(text, locale))
    return number_values(text, locale), sorted(number.value for number in find_number_words(text, locale)), units
