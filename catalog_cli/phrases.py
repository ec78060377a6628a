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


# These agree with the word "size" wherever they stand ("Tamanho: Médio"), never with the product that has it.
_SIZE_WORDS = frozenset(
    "small medium large extra-large x-large xlarge regular standard mini big tall short petite plus full half single "
    "double twin queen king slim wide narrow".split()
)


def names_a_size(value: str) -> bool:
    """Return whether an English option value is a size in words.

    >>> names_a_size("Extra Large"), names_a_size("Medium"), names_a_size("Red")
    (True, True, False)
    """
    words = value.lower().split()
    return bool(words) and all(word in _SIZE_WORDS or word == "extra" for word in words)
