"""Phrases in running text: a bullet such as "Adjustable shoulder strap", which is no sentence and has no full stop.

Alone, the embedded model takes such a phrase apart ("Homemade branco cerâmica flor pote"); in a frame it reads it as
what it is. Of our 89 fragments (tests/quality) a frame brings noun phrases from chrF 77.0 to 79.2, "Made from …" and
the like from 81.0 to 82.9; sentences lose 3, statements ("Keeps drinks hot") 1, and orders fail ("Store in a dry
place" became a shop).
"""

from __future__ import annotations

import re

_FEWEST, _MOST = 2, 14  # words
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# What makes a sentence: finite verbs that serve others, pronouns, conjunctions.
_OF_SENTENCES = frozenset(
    "is are was were be been has have had do does did will would can could may might must should shall not isn't "
    "aren't doesn't don't won't can't it it's its you you're you'll your we our ours they their i my me us he she "
    "his her this that these those there who which what when where why how if because while although so than "
    "please cannot failed unable invalid incorrect required selected".split()
)
# Orders to who reads them. A noun of the same letters is rarely first ("use", "set", "store").
_ORDERS = frozenset(
    "add adjust allow apply approve arrange ask assemble assign attach avoid bake be blend boil bring browse "
    "brush buy call cancel capture change charge check choose clean clear click close collect combine complete "
    "connect continue cook copy cover create customize cut decorate define delete discover display dispose do "
    "don't download drink drop dry dust eat edit empty enable enjoy ensure enter exclude experience explore feel "
    "fill find flip follow freeze get gift give go grab hand hang hold import include insert install iron join "
    "keep learn let lift limit load log look love machine make manage massage mix mount move never note open "
    "order pack pair pay peel place play plug pour preheat press prevent print process protect pull push put read "
    "refer refrigerate register reject relax remove repeat replace reset rest restore return rinse roll rotate "
    "rub save say scan scroll search see select send serve set shake share shop show sign simply sit slide slip "
    "soak spot spray spread squeeze stack start stay stir stop store style submit subscribe switch take tap tell "
    "throw tie top toss transform travel treat try tumble turn twist unlock unplug update upgrade upload use view "
    "visit wait walk warm wash watch wear wipe wrap write".split()
)
# What bullets say of the product itself: "Keeps drinks hot", "Comes with a lid".
_STATEMENTS = frozenset(
    "absorbs accommodates adapts adds adheres allows arrives attaches bends blends blocks brings burns charges "
    "cleans comes connects contains converts cools covers creates cuts delivers dissolves dries drives eliminates "
    "enables enhances ensures expands extends features fights fits floats folds gives glides glows goes grows "
    "hangs has heats helps holds hydrates improves includes increases inflates installs keeps lasts leaves lets "
    "lifts lights locks looks maintains makes measures meets melts moves needs nests nourishes offers opens "
    "operates packs performs plays pours prevents produces promotes protects provides pulls reaches reclines "
    "reduces refreshes relieves removes requires resists restores rolls rotates runs saves seals seats shines "
    "ships sits slides smells smooths snaps softens soothes sparkles spins stacks stands starts stays stops "
    "stores strengthens stretches supports swivels takes tests tilts transforms turns unfolds uses vibrates "
    "washes wears weighs works wraps".split()
)
_NEVER_FIRST = _ORDERS | _STATEMENTS | {"the"}
_NO_PHRASE = re.compile(r"[:;|=<>{}\n]|\s[-–—]\s|,.*,.*,")


def is_phrase(text: str) -> bool:
    """Return whether an English text without end punctuation is a phrase, and no sentence, statement or order.

    >>> is_phrase("Adjustable shoulder strap"), is_phrase("Made from recycled bottles"), is_phrase("Keeps drinks hot")
    (True, True, False)
    >>> is_phrase("The strap is long"), is_phrase("Color: red"), is_phrase("Strap")
    (False, False, False)
    """
    words = _WORDS.findall(text.lower().replace("’", "'"))
    if not _FEWEST <= len(words) <= _MOST or _NO_PHRASE.search(text):
        return False
    return words[0] not in _NEVER_FIRST and _OF_SENTENCES.isdisjoint(words)
