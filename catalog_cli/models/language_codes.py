"""How models name languages, and the BCP-47 tag of each name: the one place that knows FLORES, OPUS and mBART codes.

Sources: the FLORES-200 list of languages (NLLB), the codes of the M2M-100, mBART and MADLAD-400 tokenizers, and the
target tokens of OPUS-MT (ISO 639-3, a script after "_", and a few codes of its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from catalog_cli import locales

# "__de__" (M2M-100), ">>deu<<" (OPUS-MT), "<2de>" (MADLAD-400); the others are bare.
_WRAPPED = re.compile(r"__(.+)__|>>(.+)<<|<2(.+)>")
# Not ISO codes, or not what ISO means by them: OPUS writes Brazilian Portuguese "pob", M2M-100 Northern Sotho "ns".
_OWN_CODES = {"pob": "pt-BR", "ns": "nso", "cmn": "zh", "zhs": "zh-Hans", "zht": "zh-Hant", "kor_Hang": "ko"}
# mBART has a country in every code, "XX" where it had none to name: it tells no varieties apart.
_MBART = re.compile(r"[a-z]{2}_[A-Z]{2}")
_GROUPS = frozenset("mul roa gem sla zle zlw zls bat cel inc ine itc gmw gmq trk fiu urj sem afa ira dra bnt".split())


@lru_cache(maxsize=2_048)
def locale_of(code: str, *, keeps_region: bool = True) -> str | None:
    """Return the BCP-47 tag of a model's own name of a language; None for what names none, such as a task or a group.

    A script is named only where it is not the usual one.

    >>> [locale_of(code) for code in ("deu_Latn", "__pt__", ">>pob<<", "<2zh_Hant>", "arb_Arab", "arz_Arab")]
    ['de', 'pt', 'pt-BR', 'zh-Hant', 'ar', 'arz']
    >>> locale_of("zho_Hans"), locale_of("pt_XX"), locale_of("de_DE", keeps_region=False), locale_of("<2back>")
    ('zh', 'pt', 'de', None)
    """
    import langcodes

    wrapped = _WRAPPED.fullmatch(code)
    bare = next(filter(None, wrapped.groups())) if wrapped else code
    bare = _OWN_CODES.get(bare, bare)
    if bare.lower() in _GROUPS:
        return None
    parts = [part for part in bare.replace("-", "_").split("_") if part not in ("XX", "xx")]
    if not keeps_region:
        parts = [part for part in parts if not (len(part) == 2 and part.isupper())]
    tag = "-".join(parts)
    if not locales.is_locale(tag):
        return None
    # "arb" is the Arabic that "ar" means, "zsm" the Malay that "ms" means; langcodes keeps "arz" apart.
    tag = langcodes.standardize_tag(tag, macro=len(parts[0]) == 3)
    found = langcodes.Language.get(tag)
    bare_language = found.language or ""
    if found.script and found.script == langcodes.Language.get(bare_language).maximize().script:
        tag = langcodes.Language.make(language=bare_language, territory=found.territory).to_tag()
    return tag if locales.is_locale(tag) else None


def language_tokens(tokens: Iterable[str]) -> dict[str, str]:
    """Return by locale the token of each language that the tokens name; the first one of a locale counts.

    >>> language_tokens(["eng_Latn", "por_Latn", "<mask>"])
    {'en': 'eng_Latn', 'pt': 'por_Latn'}
    >>> language_tokens(["en_XX", "de_DE"])
    {'en': 'en_XX', 'de': 'de_DE'}
    """
    found: dict[str, str] = {}
    for token in tokens:
        locale = locale_of(token, keeps_region=_MBART.fullmatch(token) is None)
        if locale is not None:
            found.setdefault(locale, token)
    return found


def is_flores(token: str) -> bool:
    """Return whether a token is a FLORES code: a language of three letters and its script.

    >>> is_flores("deu_Latn"), is_flores("de_DE"), is_flores("<2de>")
    (True, False, False)
    """
    return re.fullmatch(r"[a-z]{3}_[A-Z][a-z]{3}", token) is not None


def pair_of_name(name: str) -> tuple[str, str] | None:
    """Return the locales that a checkpoint's name ends with; None if it names no pair.

    >>> pair_of_name("Helsinki-NLP/opus-mt-tc-big-en-pt"), pair_of_name("opus-mt-ROMANCE-en"), pair_of_name("my-model")
    (('en', 'pt'), None, None)
    """
    parts = name.rstrip("/").rsplit("/", 1)[-1].split("-")
    if len(parts) < 3:
        return None
    source, target = (locale_of(part) if part.islower() and len(part) < 4 else None for part in parts[-2:])
    return (source, target) if source and target and source != target else None


def locales_of_card(card: Mapping[str, object]) -> list[str]:
    """Return the locales that a model card's "language" names, in its order.

    >>> locales_of_card({"language": ["en", "multilingual", "pt"]}), locales_of_card({"language": "de"})
    (['en', 'pt'], ['de'])
    """
    named = card.get("language") or []
    codes = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    # YAML reads Norwegian's "no" as false.
    found = [locale_of("no" if code is False else str(code)) for code in codes]
    return list(dict.fromkeys(locale for locale in found if locale))
