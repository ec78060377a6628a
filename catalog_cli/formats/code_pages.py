"""Which legacy code page a text that is not Unicode may be in, by the locale it is written in.

Source of the table: the suggested defaults of the HTML standard (section "Determining the character encoding") and,
for languages with several encodings in use, the other ones that Windows, Unix and DOS software wrote.
"""

from __future__ import annotations

import re
import unicodedata

from catalog_cli import locales

_WESTERN = ("cp1252",)
_CODE_PAGES = {
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), ("cp1250", "iso8859-2")),
    **dict.fromkeys(("be", "bg", "mk", "ru"), ("cp1251", "koi8-r", "cp866")),
    **dict.fromkeys(("sr",), ("cp1251", "cp1250")),
    **dict.fromkeys(("uk",), ("cp1251", "koi8-u")),
    **dict.fromkeys(("az", "tr"), ("cp1254",)),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257",)),
    **dict.fromkeys(("ar", "fa", "ur"), ("cp1256",)),
    **dict.fromkeys(("he", "yi"), ("cp1255",)),
    "el": ("cp1253",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "th": ("cp874",),
    "vi": ("cp1258",),
    "zh": ("gb18030", "big5hkscs"),
}
_TRADITIONAL = ("big5hkscs", "gb18030")
# The first word of the Unicode names of the letters that a code page is for.
_LETTERS = {
    **dict.fromkeys(("cp1251", "koi8-r", "koi8-u", "cp866"), ("CYRILLIC",)),
    "cp1253": ("GREEK",),
    "cp1255": ("HEBREW",),
    "cp1256": ("ARABIC",),
    "cp874": ("THAI",),
    "cp932": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"),
    "euc_jp": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"),
    "cp949": ("HANGUL", "CJK"),
    "gb18030": ("CJK",),
    "big5hkscs": ("CJK",),
}
# UTF-8 read as a Western code page: "Ã©", "Â®", "â€™".
_READ_TWICE = re.compile("[ÂÃ][\u0080-\u00bf€ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
# Below this count a share says nothing.
_FEWEST_LETTERS = 6
# Four characters beyond ASCII in a row, a letter among them: rare in any language with Latin letters ("Größe" and
# "żółta" have two and three), every second word of Cyrillic, Greek or Chinese that is read as Latin.
_LONG_RUN = re.compile(r"[^\x00-\x7f]{4,}")


def legacy_code_page(sample: bytes, source_locale: str) -> list[str]:
    """Return the code pages that fit a sample of non-ASCII lines, most likely first; empty if none does.

    >>> legacy_code_page("Crème brûlée ½ ™".encode("cp1252"), "fr")
    ['cp1252']
    >>> legacy_code_page("Красная сумка из кожи".encode("cp1251"), "en")
    []
    """
    fitting = []
    for codec in _candidates(source_locale):
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError as error:
            # The sample may end inside a character; the whole file is decoded strictly later.
            if error.start < len(sample) - 4:
                continue
            text = sample[: error.start].decode(codec)
        if _is_plausible(text, codec):
            fitting.append(codec)
    return _ranked(sample, fitting) if len(fitting) > 1 else fitting


def _candidates(source_locale: str) -> tuple[str, ...]:
    language = locales.language(source_locale)
    if language == "zh" and locales.script(source_locale) == "Hant":
        return _TRADITIONAL
    return _CODE_PAGES.get(language, _WESTERN)


def _is_plausible(text: str, codec: str) -> bool:
    """Return whether the decoded text looks written rather than misread."""
    foreign = [character for character in text if character > "\x7f"]
    if any(unicodedata.category(character) in ("Cc", "Co", "Cn") for character in set(foreign)):
        return False
    if len(_READ_TWICE.findall(text)) * 3 > len(foreign):
        return False
    letters = [character for character in foreign if character.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return True
    expected = _LETTERS.get(codec)
    if expected is None:
        long = sum(len(run) for run in _LONG_RUN.findall(text) if any(map(str.isalpha, run)))
        return long * 2 <= len(foreign)
    of_script = sum(unicodedata.name(character, "").startswith(expected) for character in letters)
    return of_script * 2 >= len(letters)


def _ranked(sample: bytes, fitting: list[str]) -> list[str]:
    """Return the fitting code pages with the one that reads most like text first."""
    from charset_normalizer import from_bytes

    # Isolated to the list: on its own it takes Western text for cp1250 and short text for anything.
    best = from_bytes(sample, cp_isolation=fitting, preemptive_behaviour=False, enable_fallback=False).best()
    if best is None:
        return fitting
    likely = [codec for codec in fitting if codec.replace("-", "_") in (best.encoding, *best.could_be_from_charset)]
    return likely[:1] + [codec for codec in fitting if codec not in likely[:1]]
