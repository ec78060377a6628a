"""What an engine reads in the place of signs and spellings that it misreads: "and" for "&", "men's" for "mens".

Measured with the embedded model. Its other languages have none yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    "wt": "weight",
    "wt.": "weight",
    "temp.": "temperature",
    "avg.": "average",
    "mos": "months",
    "mths": "months",
    "yr": "year",
    "yrs": "years",
    "hrs": "hours",
    "ounce": "ounces",
}
_HINTS = (
    "ounce",
    "w/",
    "tee",
    " mo",
    " mths",
    " yr",
    " hr",
    "cl.",
    "asst",
    "qty",
    "sz",
    "ltd",
    "dbl",
    "wt",
    "temp.",
    "avg.",
)
_SHORT = re.compile(
    r"(?<![\w/.'’-])(?:(?<!\d )(?P<slash>(?-i:w)/o?)(?:[ ](?=[\w])|(?=[^\W\d_]))"
    r"|(?P<dotted>(?:incl|excl|asst|temp|avg)\.)(?=[ ][^\W\d_])"
    r"|(?P<weight>wt\b\.?)(?=:|[ ][\d(~])"
    r"|(?<!golf )(?P<word>tees?|asst|qty|sz)(?![\w.'’/-]|[ ](?:times?|off|box))"
    r"|(?P<edition>ltd)(?=[ ]edition)|(?P<sides>dbl)(?=[ -]?sided)"
    r"|(?<=\d )(?P<age>mos|mths|yrs?|hrs)(?![\w'’])"
    r"|(?<=\d )(?<!\b1 )(?P<weights>ounce)(?=[ ]?[,;()|/]|[ ]-[ ]|$))",
    re.IGNORECASE,
)

# The colour became the fleet ("jaqueta da marinha"), and autumn a fall ("durante a queda").
_NAVY = re.compile(r"(?:(?<![\w'’-])navy|^Navy)(?=[ ,./)]|$)(?! (?:blue|seals?|officer|ship|veteran)\b)")
_FALL = re.compile(r"(?<=\w )Fall(?=[ ,./!]|$)")

# Things that the model knows under another name alone: it made "almofadas de lance" of throw pillows, "banco de
# potência" of a power bank, "prego polonês" of nail polish. Each was read in a sentence and as a title, and only what
# came out better both times is here.
_KNOWN_AS = {
    "ankle boot": "short boot",
    "area rug": "rug",
    "beef jerky": "dried beef",
    "body wash": "shower gel",
    "cat litter": "cat sand",
    "chew toy": "toy to chew",
    "chew toys": "toys to chew",
    "comforter": "duvet",
    "crossbody bag": "shoulder bag",
    "cutting board": "chopping board",
    "duffel bag": "travel bag",
    "duffle bag": "travel bag",
    "face wash": "facial cleanser",
    "faux leather": "synthetic leather",
    "hair tie": "hair elastic",
    "hand poured": "handmade",
    "hand-poured": "handmade",
    "high-waisted": "high waisted",
    "jump rope": "skipping rope",
    "nail polish": "enamel",
    "nightstand": "bedside table",
    "nursing bra": "breastfeeding bra",
    "nursing cover": "breastfeeding cover",
    "nursing pillow": "breastfeeding cushion",
    "phone case": "phone cover",
    "phone mount": "phone holder",
    "power bank": "portable charger",
    "sectional sofa": "corner sofa",
    "sticky note": "adhesive note",
    "swim trunks": "swimming shorts",
    "tank top": "sleeveless t-shirt",
    "throw blanket": "blanket",
    "throw pillow": "cushion",
    "wedding band": "wedding ring",
    "weed killer": "herbicide",
    "whole bean coffee": "coffee in beans",
    "zip-up": "zipped",
}
_NAMED = re.compile(
    rf"(?<![\w'’-])(?P<thing>{'|'.join(sorted(_KNOWN_AS, key=len, reverse=True))})(?P<plural>s?)(?![\w'’-])",
    re.IGNORECASE,
)

# How many come in one pack, at the end of a title or of a part of it: the model made "2-pacote" and "24 contagem" of
# them. Worded as shops in Brazil do; what has no sign before it gets a comma, or the words before it fall apart.
_PACK = re.compile(
    r"(?P<gap>(?<=[(\[])|(?<=[,:–—|-] )|(?<=[\w\"'’)]) )(?P<number>(?!1[ -])\d{1,4})[ -]?(?P<kind>pack|pk|count)"
    r"(?=\s*$|[)\],;]| [-–—|(/])",
    re.IGNORECASE,
)
_PACK_READ = {"pack": "kit with {} units", "pk": "kit with {} units", "count": "{} units"}
# Behind one of these the pack is what the text is about ("in a 2-pack"), or the word belongs to it ("value 2-pack").
_LEADS_TO_PACK = frozenset(
    "a an the this that each every per in of as or and with by from bonus combo economy family giant jumbo mega mini "
    "multi new our saver super thread value variety your".split()
)

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
    if pair[1] == "pt":
        found += _of_embedded(text, low, is_fragment)
    if "avy" in text:
        found += [(*color.span(), "navy blue") for color in _NAVY.finditer(text)]
    if "Fall" in text:
        found += [(*season.span(), "autumn") for season in _FALL.finditer(text)]
    if is_fragment and (people := _PLURAL.match(text)):
        found += [(*people.span(number), "s'") for number in (1, 2) if people[number]]
    return sorted(found)


def _of_embedded(text: str, low: str, is_fragment: bool) -> Iterator[Reading]:
    """Yield what the embedded model alone reads otherwise: names of things, and how many come in a pack."""
    if any(name in low for name in _KNOWN_AS):
        yield from ((*one.span(), _KNOWN_AS[one["thing"].lower()] + one["plural"]) for one in _NAMED.finditer(text))
    if is_fragment and ("pack" in low or "pk" in low or "count" in low):
        for pack in _PACK.finditer(text):
            read = _PACK_READ[pack["kind"].lower()].format(pack["number"])
            if not pack["gap"]:
                yield *pack.span(), read
            elif text[: pack.start()].rpartition(" ")[2].lower() not in _LEADS_TO_PACK:
                yield *pack.span(), f", {read}"


def is_reading(mask: str) -> bool:
    """Return whether a mask is what a sign or a spelling is read as: a word or its end, in small letters.

    >>> is_reading("and"), is_reading("'s"), is_reading("XQB"), is_reading(" - ")
    (True, True, False, False)
    """
    return mask.islower()
