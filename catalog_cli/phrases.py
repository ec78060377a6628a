"""What an English product phrase is about."""

from __future__ import annotations

import re

# What follows the head of an English noun phrase: "Bag for Men", "Lamp with Shade", "Mug, Large".
_AFTER_HEAD = re.compile(r"\s+(?:for|with|of|in|by|from|to|and|&|w/|-|–|—|\||\+)\s+|\s*[,(:/\[]|\s+\d", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def head_noun(title: str) -> str:
    """Return the word that an English title is about, in lower case: the last of its first noun phrase.

    >>> head_noun("Ocean Blue Shirt"), head_noun("Tote Bag for Women, Large"), head_noun("")
    ('shirt', 'bag', '')
    """
    words = _WORDS.findall(_AFTER_HEAD.split(title.strip(), maxsplit=1)[0])
    return words[-1].lower() if words else ""
