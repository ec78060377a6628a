"""English words in their forms: the article that their sound asks for."""

from __future__ import annotations

import re

# By sound, not by letter: "a unisex ring", "an hourglass", "an LED lamp", "an 18K ring".
_CONSONANT = re.compile(
    r"(?:uni(?!n|mp)|use|usa|usu|usb|uti|uku|ura|eu|ew|one\b|once\b|one-|ufo|uk\b|us\b|uv\b|u-)", re.IGNORECASE
)
_SILENT_H = re.compile(r"(?:hour|heir|honest|hono|herb)", re.IGNORECASE)
_LETTERS = re.compile(r"(?:[AEFHILMNORSX](?:[A-Z0-9&/-]*(?![a-z])\b))")
_NUMBER = re.compile(r"(?:8|11(?!\d)|18(?!\d))")


def with_article(phrase: str) -> str:
    """Return a phrase behind "a" or "an".

    >>> [with_article(one) for one in ("cotton shirt", "oven", "unisex ring", "LED lamp", "V-neck", "USB hub")]
    ['a cotton shirt', 'an oven', 'a unisex ring', 'an LED lamp', 'a V-neck', 'a USB hub']
    >>> [with_article(one) for one in ("SSD", "hourglass", "18K ring", "one-piece swimsuit", "8 mm ball", "HD camera")]
    ['an SSD', 'an hourglass', 'an 18K ring', 'a one-piece swimsuit', 'an 8 mm ball', 'an HD camera']
    """
    if _CONSONANT.match(phrase):
        return f"a {phrase}"
    is_vowel = phrase[:1].lower() in tuple("aeiou") or any(
        pattern.match(phrase) for pattern in (_SILENT_H, _LETTERS, _NUMBER)
    )
    return f"{'an' if is_vowel else 'a'} {phrase}"
