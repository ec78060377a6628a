"""Checkpoints that are worth adding, per pair: a table. The licence that counts is that of the checkpoint's own card.

Facts are from the models' cards and papers, as remembered or seen in public code in 2026: no score is named, and what
nobody looked up for this table is listed in `unproven`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from catalog_cli import locales

_NO_REGIONS = "It knows no regional varieties: pt-BR and pt-PT come out as they come."
_MAY_BE_PICKLE = "If its weights are only pickles, name a revision with model.safetensors or use --allow-pickle."


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A checkpoint for a pair. `parameters` are millions; `licence` is an SPDX id or "unknown".

    `unproven` names the fields that were not looked up.

    >>> Recommendation("a/b", "opus-mt", "CC-BY-4.0", 75, "Fast.").download_mb
    300
    """

    hub_name: str
    family: str
    licence: str
    parameters: int
    notes: str
    is_noncommercial: bool = False
    unproven: tuple[str, ...] = ()

    @property
    def download_mb(self) -> int:
        """About how many megabytes are fetched: four bytes a parameter, as most checkpoints store them."""
        return 4 * self.parameters

    @property
    def installed_mb(self) -> int:
        """About how many megabytes the model takes in int8, on the disk and in memory: one byte a parameter."""
        return self.parameters


# Helsinki-NLP/opus-mt-{pair} and opus-mt-tc-big-{pair}: pairs whose names occur in public code, or that the project's
# list of checkpoints had in 2021. From and to English, then the others that a shop in Europe asks for.
_OPUS_MT = """
en-af en-ar en-az en-bg en-ca en-cs en-cy en-da en-de en-el en-eo en-es en-et en-eu en-fi en-fr en-ga en-gl en-he en-hi
en-hu en-hy en-id en-is en-it en-mk en-mt en-nl en-ro en-ru en-sk en-sq en-sv en-sw en-tl en-uk en-ur en-vi en-xh en-zh
af-en ar-en az-en bg-en ca-en cs-en cy-en da-en de-en eo-en es-en et-en eu-en fi-en fr-en ga-en gl-en hi-en hu-en hy-en
id-en is-en it-en ja-en ka-en ko-en lv-en mk-en mt-en nl-en pl-en ru-en sk-en sq-en sv-en th-en tl-en tr-en uk-en ur-en
vi-en xh-en zh-en
de-es de-fr de-it de-nl de-pl es-ca es-cs es-da es-de es-el es-et es-fi es-fr es-gl es-hr es-it es-nl es-no es-pl es-ro
es-ru es-sl es-uk et-de et-es et-fi et-fr et-ru et-sv eu-es fi-bg fi-cs fi-de fi-el fi-es fi-et fi-fr fi-hr fi-hu fi-it
fi-nl fi-no fi-ro fi-ru fi-sk fi-sl fi-sv fi-tr fi-uk fr-ca fr-de fr-el fr-es fr-hu fr-no fr-pl fr-ro fr-ru fr-sk fr-sl
fr-sv fr-uk gl-es gl-pt it-de it-es it-fr nl-es nl-fr pl-de pl-es pl-fr
"""
_OPUS_MT_BIG = """
en-ar en-bg en-el en-es en-et en-fi en-fr en-hu en-it en-ko en-lt en-lv en-pt en-ro en-tr
ar-en fi-en fr-en lt-en tr-en
"""
# Seen by name in public code that uses them; the others of the two lists are remembered.
_SEEN = frozenset(
    "opus-mt-en-de opus-mt-en-el opus-mt-en-hu opus-mt-en-it opus-mt-en-is opus-mt-en-mk opus-mt-en-es opus-mt-en-fr "
    "tc-big-en-lv tc-big-en-lt tc-big-en-pt tc-big-en-tr tc-big-tr-en tc-big-en-es tc-big-en-ko tc-big-en-ar "
    "tc-big-ar-en tc-big-en-fr tc-big-lt-en tc-big-fi-en".split()
)
_OPUS_NOTES = f"One pair, small and fast; the usual first choice. {_MAY_BE_PICKLE}"
_BIG_NOTES = f"One pair, three times the size of OPUS-MT and slower; newer training data. {_MAY_BE_PICKLE}"
# M2M-100's card: its hundred languages; "ns" and "tl" by their BCP-47 tags.
_M2M100_LANGUAGES = frozenset(
    "af am ar ast az ba be bg bn br bs ca ceb cs cy da de el en es et fa ff fi fr fy ga gd gl gu ha he hi hr ht hu hy "
    "id ig ilo is it ja jv ka kk km kn ko lb lg ln lo lt lv mg mk ml mn mr ms my ne nl no nso oc or pa pl ps pt ro ru "
    "sd si sk sl so sq sr ss su sv sw ta th fil tn tr uk ur uz vi wo xh yi yo zh zu".split()
)
# FLORES-200, of which NLLB knows all: the languages that M2M-100 lacks, and Norwegian by its two written forms.
_NLLB_LANGUAGES = (_M2M100_LANGUAGES - {"br", "fy", "ff", "no"}) | frozenset(
    "ak as ay bm ban bem bo bho ckb crh din dyu dz ee eo eu fj fo fon fur fuv gn hne kab kac kam kea kg ki kmb kr ks "
    "ku ky lij li lmo ltg lua luo lus mag mai mi min mni mos mt nb nn nus ny om pag pap quy rn rw sa sat sc scn sg shn "
    "sm sn st szl taq te tg ti tk tpi ts tt tum ug umb vec war ace yue".split()
)
_MANY = (
    (
        Recommendation(
            "facebook/m2m100_418M",
            "m2m-100",
            "MIT",
            484,
            f"A hundred languages, every pair directly; below a model of one pair. {_NO_REGIONS} {_MAY_BE_PICKLE}",
        ),
        _M2M100_LANGUAGES,
    ),
    (
        Recommendation(
            "facebook/m2m100_1.2B",
            "m2m-100",
            "MIT",
            1_239,
            f"As the smaller M2M-100, better and about three times slower. {_NO_REGIONS} {_MAY_BE_PICKLE}",
        ),
        _M2M100_LANGUAGES,
    ),
    (
        Recommendation(
            "google/madlad400-3b-mt",
            "madlad-400",
            "Apache-2.0",
            2_940,
            "More than four hundred languages; slow on a processor, and converting it needs about 15 GB of memory. "
            f"{_NO_REGIONS}",
        ),
        _NLLB_LANGUAGES | _M2M100_LANGUAGES,
    ),
    (
        Recommendation(
            "facebook/nllb-200-distilled-600M",
            "nllb-200",
            "CC-BY-NC-4.0",
            615,
            "Two hundred languages, also small ones; NOT for commercial use. It drops sentences: one at a time. "
            f"{_NO_REGIONS} {_MAY_BE_PICKLE}",
            is_noncommercial=True,
        ),
        _NLLB_LANGUAGES,
    ),
)
# Written Chinese in traditional characters has a token of its own there; the others write simplified ones.
_WRITE_TRADITIONAL = frozenset(("nllb-200",))


def recommended(source: str, target: str) -> tuple[Recommendation, ...]:
    """Return the checkpoints that translate a pair of locales, the first choice first, non-commercial ones last.

    Raises UsageProblem (exit 2) for what is no locale.

    >>> [found.hub_name for found in recommended("en", "de")][:2]
    ['Helsinki-NLP/opus-mt-en-de', 'facebook/m2m100_418M']
    >>> recommended("en", "en-GB")
    ()
    """
    pair = (locales.language(source), locales.language(target))
    if pair[0] == pair[1]:
        return ()
    return tuple(_choices(pair, is_traditional=locales.script(target) == "Hant"))


def _choices(pair: tuple[str, str], *, is_traditional: bool) -> Iterator[Recommendation]:
    name = f"{pair[0]}-{pair[1]}"
    if not is_traditional:
        for prefix, family in (("opus-mt-", "opus-mt"), ("opus-mt-tc-big-", "opus-mt-tc-big")):
            if name in _opus_pairs(family):
                yield _opus(prefix + name, family)
    for found, languages in _MANY:
        if languages.issuperset(pair) and (not is_traditional or found.family in _WRITE_TRADITIONAL):
            is_sure = found.family != "madlad-400"
            yield found if is_sure else _marked(found, "languages")


@lru_cache(maxsize=2)
def _opus_pairs(family: str) -> frozenset[str]:
    # Tagalog is "tl" in OPUS-MT's names and "fil" as a locale.
    listed = (_OPUS_MT if family == "opus-mt" else _OPUS_MT_BIG).split()
    return frozenset(listed) | {name.replace("tl", "fil") for name in listed if "tl" in name.split("-")}


def _opus(name: str, family: str) -> Recommendation:
    is_big = family == "opus-mt-tc-big"
    name = name.replace("-fil", "-tl") if name.endswith("-fil") else name.replace("-fil-", "-tl-")
    # Cards of OPUS-MT say Apache-2.0 or CC-BY-4.0; which one, the card that is fetched with the model tells.
    unproven: tuple[str, ...] = ("parameters",) if is_big else ("licence",)
    if name not in _SEEN and name.removeprefix("opus-mt-") not in _SEEN:
        unproven = (*unproven, "hub_name")
    licence = "CC-BY-4.0" if is_big else "unknown"
    notes = _BIG_NOTES if is_big else f"{_OPUS_NOTES} Its card says Apache-2.0 or CC-BY-4.0."
    return Recommendation(f"Helsinki-NLP/{name}", family, licence, 230 if is_big else 75, notes, unproven=unproven)


def _marked(found: Recommendation, *fields: str) -> Recommendation:
    return replace(found, unproven=(*found.unproven, *fields))
