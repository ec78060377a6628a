"""Titles -> slugs: the part of an address that names a product, in ASCII."""

from __future__ import annotations

import re
import unicodedata

from catalog_cli import locales

# What a language writes for its own letters where only ASCII may stand, when that is not the bare letter: DIN 5007-2
# for German, and the usual rules of passports (ICAO Doc 9303, part 3) for the Nordic languages.
_OWN_LETTERS = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"},
    "da": {"æ": "ae", "ø": "oe", "å": "aa"},
    "nb": {"æ": "ae", "ø": "oe", "å": "aa"},
    "nn": {"æ": "ae", "ø": "oe", "å": "aa"},
    "no": {"æ": "ae", "ø": "oe", "å": "aa"},
    "fi": {"ä": "a", "ö": "o"},
    "sv": {"ä": "a", "ö": "o", "å": "a"},
}
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
# Shopify takes 255 characters; addresses that people share and search engines show are far shorter.
MOST_CHARACTERS = 100


def slug(title: str, locale: str) -> str:
    """Return a title as a slug: lower case, ASCII letters, digits and hyphens, at most 100 characters, whole words.

    It is empty where the title holds neither letters nor digits.

    >>> slug("Maçã & Pêra – 1,5 kg", "pt-BR"), slug("Größe L", "de"), slug("Чайник", "ru")
    ('maca-pera-1-5-kg', 'groesse-l', 'chaynik')
    """
    # Imported here: 0.5 MB of tables that only `--handles translate` needs.
    from anyascii import anyascii

    # Signs and emoji have names ("tm", "slight-smile") that nobody looks for in an address.
    letters = (letter for letter in title if unicodedata.category(letter)[0] != "S")
    text = unicodedata.normalize("NFC", "".join(letters)).lower()
    for letter, written in _OWN_LETTERS.get(locales.language(locale), {}).items():
        text = text.replace(letter, written)
    words = _SEPARATORS.sub("-", _APOSTROPHES.sub("", anyascii(text)).lower()).strip("-")
    if len(words) <= MOST_CHARACTERS:
        return words
    cut = words[: MOST_CHARACTERS + 1].rpartition("-")[0]
    return cut or words[:MOST_CHARACTERS]
