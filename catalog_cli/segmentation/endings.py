"""Sentence ends that a library for newspapers misses: "12 in. Width: 5 in.", "Made in the U.S.A. Folds flat."

After an abbreviation a capital may begin a name ("the U.S. Army", "a 13 in. MacBook") as well as a sentence. Three
things tell: the abbreviation closes a phrase by itself (etc., U.S.A.), a label follows ("Width:"), or a word that
product copy opens its sentences with. The words are ours, and English, as the abbreviations before them are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_OPENERS = frozenset(
    "a add adds adjust all allow allows also and any apply are as assembled assembly at attach avoid batteries bleach "
    "both bring build built but buy call can care choose clean closes combine comes compatible connect contains cook "
    "covers crafted create cut delivers depth designed diameter dishwasher do does don't dries dry each easily easy "
    "enjoy every extra featuring features fill finished fits fold folds for free from fully gift gives great had hand "
    "handmade hang has have he height helps her his hold holds how however ideal if import imported in includes "
    "including installs is it its just keep keeps large lasts leave length lets lightweight load machine made make "
    "makes manufactured match measures microwave mix more most never no not of on one only open opens or order our "
    "oven packed packs perfect place please pour powered printed protects provides put read recommended recyclable "
    "refrigerate reheat remove removable requires rinse runs safe save see serve set shake she ships simply sits size "
    "slides so some soft sold spot stands steam store suitable supplied supports take tested that the their then "
    "there these they this those to tumble turn use used vegan wash washable we wears weighs weight when which while "
    "why width wipe with without works wrap you your".split()
)
# What may stand before the full stop: a unit after its number, a country, a company, an hour of the day.
_MISSED = re.compile(
    r"(?:(?P<closes>\betc|\bU\.S\.A)|\bU\.S|\bU\.K|\b(?:Inc|Ltd|Corp|Co|Bros|LLC)|(?<=[\s\d])[ap]\.m"
    r"|(?<=\d)[ -]?(?:fl\. )?(?:oz|in|ft|lbs?|yds?|pt|qt|gal|cm|mm|m|km|kg|g|mg|l|ml|hrs?|min|sec|pcs?|ct))"
    r"\.[\"'”’)\]]?\s+(?=[\"'“‘(]?(?P<word>[A-ZÀ-Þ][^\W\d_]*(?:['’]t\b)?)(?P<label>(?: [a-z]{1,15}){0,2}:\s)?)"
)


def missed_ends(text: str, line: Span) -> Iterator[int]:
    """Yield where a sentence starts after an abbreviation, in order; time is linear in the line.

    >>> text = "Height: 12 in. Width: 5 in. Made in the U.S.A. Fits the U.S. Army. Fits a 13 in. MacBook."
    >>> [text[cut:].split()[0] for cut in missed_ends(text, (0, len(text)))]
    ['Width:', 'Made', 'Fits']
    """
    for found in _MISSED.finditer(text, *line):
        word = found["word"]
        if found["label"] or word.lower() in _OPENERS or (found["closes"] and len(word) > 1):
            yield found.end()
