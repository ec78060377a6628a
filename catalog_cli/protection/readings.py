"""What an engine reads in the place of signs and spellings that it misreads: "and" for "&", "men's" for "mens".

Measured with the embedded model. Its other languages have none yet.
"""

from __future__ import annotations

import re

Reading = tuple[int, int, str]

# On the 672 category names with "&" of Google's taxonomy, framed as titles are: with "and" 54 exact hits and
# chrF 52.1, with "&" 42 and 49.9, and 193 targets kept the sign.
_AND = re.compile(r"(?<=\S[ ])&(?=[ ](?!(?:co|sons?|bros|company)\b)[a-zà-ÿ])")  # not in a firm's name

# Shops leave the apostrophe out, and then the model loses the noun: "Womens casual top" stayed English. These are no
# words without one; before a size they say whose the size is, and need none.
_POSSESSIVE = re.compile(
    r"(?<![\w'’-])(?:(?:[Ww]o)?[Mm]en|[Ww]oman|[Cc]hildren)(s)(?=[ ,/](?!sizes?\b)(?:& )?[^\W\d_])"
)
_NEGATED = re.compile(
    r"(?<![\w'’-])(?:[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[CcWw]ould|[Ss]hould)n(t)(?=[ ])"
)
# What the model leaves as it is, or takes for another word: "w / bolsos", "pescoço tee", "as melhores. cores".
_WRITTEN_OUT = {
    "w/o": "without ",
    "w/": "with ",
    "tee": "t-shirt",
    "tees": "t-shirts",
    "incl.": "including",
    "excl.": "excluding",
    "asst.": "assorted",
    "asst": "assorted",
    "ltd": "limited",
    "dbl": "double",
    "qty": "quantity",
    "sz": "size",
    "mos": "months",
    "mths": "months",
    "yr": "year",
    "yrs": "years",
    "hrs": "hours",
}
_HINTS = ("w/", "tee", " mo", " mths", " yr", " hr", "cl.", "asst", "qty", "sz", "ltd", "dbl")
_SHORT = re.compile(
    r"(?<![\w/.'’-])(?:(?<!\d )(?P<slash>(?-i:w)/o?)(?:[ ](?=[\w])|(?=[^\W\d_]))"
    r"|(?P<dotted>(?:incl|excl|asst)\.)(?=[ ][^\W\d_])"
    r"|(?<!golf )(?P<word>tees?|asst|qty|sz)(?![\w.'’/-]|[ ](?:times?|off|box))"
    r"|(?P<edition>ltd)(?=[ ]edition)|(?P<sides>dbl)(?=[ -]?sided)"
    r"|(?<=\d )(?P<age>mos|mths|yrs?|hrs)(?![\w'’]))",
    re.IGNORECASE,
)

# The colour became the fleet ("jaqueta da marinha"), and autumn a fall ("durante a queda").
_NAVY = re.compile(r"(?:(?<![\w'’-])navy|^Navy)(?=[ ,./)]|$)(?! (?:blue|seals?|officer|ship|veteran)\b)")
_FALL = re.compile(r"(?<=\w )Fall(?=[ ,./!]|$)")

# Things that the model knows under another name alone: it made "almofadas de lance" of throw pillows, "banco de
# potência" of a power bank, "alta espera" of high-waisted. Each was read in a sentence and as a title, and only what
# came out better both times is here.
_KNOWN_AS = {
    "area rug": "rug",
    "crossbody bag": "shoulder bag",
    "duffel bag": "travel bag",
    "duffle bag": "travel bag",
    "hair tie": "hair elastic",
    "hand poured": "handmade",
    "hand-poured": "handmade",
    "high-waisted": "high waisted",
    "phone case": "phone cover",
    "power bank": "portable charger",
    "throw blanket": "blanket",
    "throw pillow": "cushion",
    "zip-up": "zipped",
}
_NAMED = re.compile(
    rf"(?<![\w'’-])(?P<thing>{'|'.join(sorted(_KNOWN_AS, key=len, reverse=True))})(?P<plural>s?)(?![\w'’-])",
    re.IGNORECASE,
)
_NAMED_HINTS = tuple(sorted({name.replace("-", " ").split()[0] for name in _KNOWN_AS}))

# These are plurals too: only where a title begins with them and a noun or an adjective follows. "Girls and boys
# pajamas", but not "Girls love it", "Kids and adults".
_PEOPLE = r"(?:[Gg]irl|[Bb]oy|[Kk]id|[Tt]oddler|[Tt]een|[Ll]adie)"
_NO_NOUN = (
    r"(?:a|an|and|or|n|the|of|in|on|at|to|for|from|with|by|who|that|will|would|can|are|is|have|love|like|enjoy|want|"
    r"need|play|learn|grow|get|go|just|only|up|ages?|aged|sizes?|men|women|mens|womens|adults?|teens?|girls?|boys?|"
    r"kids?|toddlers?|baby|babies|ladies|youth|junior|juniors|x{0,3}[sl]|small|medium|large)\b"
)
_PLURAL = re.compile(
    rf"\s*(?:[Uu]nisex )?{_PEOPLE}(s)(?:[ ](?:and|&)[ ]{_PEOPLE}(s))?(?=[ ](?!{_NO_NOUN})[a-zà-ÿ]{{3,}})"
)


def readings(text: str, pair: tuple[str, str], *, is_fragment: bool = False) -> list[Reading]:
    """Return the edits (start, end, what is read there) of a text for an engine, in order; [] but for English.

    `pair` is the source and the target language: other names of things are the embedded model's alone. `is_fragment`:
    a title or a value, and no sentence. `text` is in the case that the engine reads.

    >>> text = "mens & womens power bank"
    >>> readings(text, ("en", "pt"))[1:], readings(text, ("en", "de"))[1:], readings(text, ("de", "pt"))
    ([(5, 6, 'and'), (12, 13, "'s"), (14, 24, 'portable charger')], [(5, 6, 'and'), (12, 13, "'s")], [])
    >>> fragments = "Girls dress", "Girls love it"
    >>> [readings(text, ("en", "pt"), is_fragment=True) for text in fragments]
    [[(4, 5, "s'")], []]
    """
    if pair[0] != "en":
        return []
    found: list[Reading] = []
    if " & " in text:
        found += [(*sign.span(), "and") for sign in _AND.finditer(text)]
    if "ens" in text or "ans" in text:
        found += [(*word.span(1), "'s") for word in _POSSESSIVE.finditer(text)]
    if "nt " in text:
        found += [(*word.span(1), "'t") for word in _NEGATED.finditer(text)]
    low = text.lower()
    if any(hint in low for hint in _HINTS):
        found += [(*short.span(), _WRITTEN_OUT[short[short.lastgroup or 0].lower()]) for short in _SHORT.finditer(text)]
    if pair[1] == "pt" and any(hint in low for hint in _NAMED_HINTS):
        found += [(*one.span(), _KNOWN_AS[one["thing"].lower()] + one["plural"]) for one in _NAMED.finditer(text)]
    if "avy" in text:
        found += [(*color.span(), "navy blue") for color in _NAVY.finditer(text)]
    if "Fall" in text:
        found += [(*season.span(), "autumn") for season in _FALL.finditer(text)]
    if is_fragment and (people := _PLURAL.match(text)):
        found += [(*people.span(number), "s'") for number in (1, 2) if people[number]]
    return sorted(found)


def is_reading(mask: str) -> bool:
    """Return whether a mask is what a sign or a spelling is read as: a word or its end, in small letters.

    >>> is_reading("and"), is_reading("'s"), is_reading("XQB"), is_reading(" - ")
    (True, True, False, False)
    """
    return mask.islower()
