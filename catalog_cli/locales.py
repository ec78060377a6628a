"""BCP-47 locale tags: parse, canonical form, resolution. The one place that converts locale names.

`pt-BR` outside and inside; `pt_BR` only for Babel (`to_babel`). Source: RFC 5646; canonical form by langcodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.errors import UsageProblem

# Languages that most catalogs are in, as CLDR completes them (likely subtags): the script is theirs in each of the
# territories below. Their tags are read without langcodes, whose data takes 40 ms to load.
_FREQUENT = {
    tag.partition("-")[0]: tag.split("-")[1:]
    for tag in (
        "ar-Arab-EG bg-Cyrl-BG ca-Latn-ES cs-Latn-CZ da-Latn-DK de-Latn-DE el-Grek-GR en-Latn-US es-Latn-ES et-Latn-EE "
        "fi-Latn-FI fr-Latn-FR he-Hebr-IL hi-Deva-IN hr-Latn-HR hu-Latn-HU id-Latn-ID it-Latn-IT ja-Jpan-JP ko-Kore-KR "
        "lt-Latn-LT lv-Latn-LV nb-Latn-NO nl-Latn-NL nn-Latn-NO pl-Latn-PL pt-Latn-BR ro-Latn-RO ru-Cyrl-RU sk-Latn-SK "
        "sl-Latn-SI sv-Latn-SE th-Thai-TH tr-Latn-TR uk-Cyrl-UA vi-Latn-VN"
    ).split()
}
_FREQUENT_TERRITORIES = frozenset(
    "AE AR AT AU BE BG BR CA CH CL CO CZ DE DK EE EG ES FI FR GB GR HR HU ID IE IL IN IT JP KR LT LU LV MX NL NO NZ PE "
    "PH PL PT RO RU SA SE SG SI SK TH TR TW UA US UY VN ZA".split()
)
# The variety a bare language means when several are written (CLDR likely subtags, which langcodes holds).
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"})
# Letters that ordinary text in a language needs besides ASCII (CLDR main exemplar characters, the frequent ones).
_LETTERS = {
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøå",
    "de": "äöüß",
    "el": "αβγ",
    "es": "áéíñóúü¿¡",
    "et": "äõöü",
    "fi": "äö",
    "fr": "àâçèéêëîïôùû",
    "he": "אבג",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìòù",
    "nb": "æøå",
    "nl": "éë",
    "no": "æøå",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõú",
    "ro": "ăâîșț",
    "ru": "абвё",
    "sk": "áčďéíľňóôšťúýž",
    "sl": "čšž",
    "sv": "åäö",
    "tr": "çğıİöşü",
    "uk": "абвії",
    "vi": "ăâđêôơưạ",
}
_SCRIPT_LETTERS = {
    "Arab": "ابت",
    "Cyrl": "абв",
    "Deva": "कखग",
    "Grek": "αβγ",
    "Hans": "的中国",
    "Hant": "的中國",
    "Hebr": "אבג",
    "Jpan": "あア日",
    "Kore": "가나",
    "Thai": "กขค",
}
_SHAPE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


class Resolution(NamedTuple):
    """What a requested locale became, and what to tell the user if it is not what they typed."""

    locale: str
    notice: str | None = None


@lru_cache(maxsize=512)
def parse(tag: str) -> str:
    """Return the canonical BCP-47 form of a tag; raises UsageProblem for what is no locale.

    >>> parse("pt_br"), parse("zh-hans-cn"), parse("iw")
    ('pt-BR', 'zh-Hans-CN', 'he')
    """
    if _is_frequent(tag):
        return tag
    import langcodes

    if not _SHAPE.fullmatch(tag):
        raise UsageProblem(f'"{tag}" is not a locale. Write it as a BCP-47 tag, such as en, pt-BR or zh-Hans.')
    try:
        canonical = langcodes.standardize_tag(tag.replace("_", "-"))
        # An unregistered language has the right shape and no speakers: refuse it here, not as a missing model.
        known = langcodes.tag_is_valid(canonical)
    except ValueError:
        known = False
    if not known:
        raise UsageProblem(f'"{tag}" is not a known locale. Write it as a BCP-47 tag, such as en, pt-BR or zh-Hans.')
    return canonical


def _is_frequent(tag: str) -> bool:
    """Return whether a tag is canonical already, and of a language whose script is known."""
    own, _, territory = tag.partition("-")
    return own in _FREQUENT and (tag == own or territory in _FREQUENT_TERRITORIES)


def is_locale(tag: str) -> bool:
    """Return whether `parse` accepts the tag.

    >>> is_locale("pt-BR"), is_locale("HTML"), is_locale("")
    (True, False, False)
    """
    try:
        parse(tag)
    except UsageProblem:
        return False
    return True


def language(tag: str) -> str:
    """Return the primary language subtag.

    >>> language("pt-BR")
    'pt'
    """
    return parse(tag).split("-")[0]


@lru_cache(maxsize=512)
def script(tag: str) -> str:
    """Return the four-letter script a locale is most likely written in.

    >>> script("pt-BR"), script("ja"), script("sr-Latn")
    ('Latn', 'Jpan', 'Latn')
    """
    canonical = parse(tag)
    if _is_frequent(canonical):
        return _FREQUENT[language(canonical)][0]
    import langcodes

    return langcodes.get(canonical).maximize().script or "Zyyy"


@lru_cache(maxsize=512)
def territory(tag: str) -> str:
    """Return the territory of a locale, the likeliest if it names none; "" if CLDR knows none.

    >>> territory("pt-PT"), territory("pt"), territory("es-419")
    ('PT', 'BR', '419')
    """
    canonical = parse(tag)
    if _is_frequent(canonical):
        return canonical.partition("-")[2] or _FREQUENT[canonical][1]
    import langcodes

    return langcodes.get(canonical).maximize().territory or ""


def letters(tag: str) -> str:
    """Return letters beyond ASCII that text in the locale cannot do without; "" if none are known.

    >>> letters("pt-BR"), letters("en")
    ('áâãàçéêíóôõú', '')
    """
    return _LETTERS.get(language(tag)) or _SCRIPT_LETTERS.get(script(tag), "")


def is_right_to_left(tag: str) -> bool:
    """Return whether the locale's script runs from right to left.

    >>> is_right_to_left("he"), is_right_to_left("pt-BR")
    (True, False)
    """
    return script(tag) in _RIGHT_TO_LEFT_SCRIPTS


def to_babel(tag: str) -> str:
    """Return the tag as Babel names it.

    >>> to_babel("pt-BR")
    'pt_BR'
    """
    return parse(tag).replace("-", "_")


def covers(have: str, want: str) -> bool:
    """Return whether text in `have` serves a request for `want`: equal, or one of them names no territory.

    >>> covers("pt-BR", "pt"), covers("en", "en-US"), covers("pt-BR", "pt-PT")
    (True, True, False)
    """
    have, want = parse(have), parse(want)
    if have == want:
        return True
    if language(have) != language(want) or script(have) != script(want):
        return False
    return have == language(have) or want == language(want)


def resolve(requested: str, available: Iterable[str]) -> Resolution | None:
    """Return the available locale that serves a request, with a notice if it is another tag; None if none does.

    A bare language resolves to a variety of it; a named variety never resolves to another variety.

    >>> resolve("pt", ["pt-BR"])
    Resolution(locale='pt-BR', notice='pt means pt-BR here.')
    >>> resolve("pt-PT", ["pt-BR"]) is None
    True
    """
    wanted = parse(requested)
    tags = [parse(tag) for tag in available]
    if wanted in tags:
        return Resolution(wanted)
    for tag in tags:
        if covers(tag, wanted):
            if wanted == language(wanted):
                return Resolution(tag, f"{wanted} means {tag} here.")
            return Resolution(wanted)
    return None
