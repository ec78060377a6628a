"""Which checkpoint to take for a pair, best first: by its name on the hub, with its licence, size and what is known.

The names are those of the model hub's pages of Helsinki-NLP, facebook and google as of 2025; the figures of size are
the checkpoints' downloads. A model for one pair comes before one for many: it is smaller, faster and, where both were
compared on FLORES-101 (the models' cards), mostly better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog_cli import locales
from catalog_cli.errors import UsageProblem

_OPUS = "trained on OPUS for this pair; small and fast, good for short texts"
_BIG = "OPUS-MT's larger network; better than the small one and about a third as fast"
# opus-mt-en-X and opus-mt-X-en; the release of 2020.
_FROM_ENGLISH = frozenset(
    "af ar bg ca cs cy da de el eo es et eu fi fr ga gl he hi hu hy id is it mk ml mr mt nl ro ru sk sq sv sw tl uk ur "
    "vi xh zh".split()
)
_INTO_ENGLISH = frozenset(
    "af ar az bg bn ca cs da de eo es et fi fr ga gl hi hu hy id is it ja ka ko lv mk ml mr mt nl pa pl ru sk sq sv th "
    "tl tr uk ur vi xh zh".split()
)
# opus-mt-tc-big; a group of languages has one model: zle is East Slavic, zls South Slavic, gmq North Germanic.
_BIG_FROM_ENGLISH = {
    **{tag: tag for tag in "ar bg el es et fi fr hu it ko lt lv pt ro tr".split()},
    **dict.fromkeys(("ru", "uk", "be"), "zle"),
    **dict.fromkeys(("hr", "sr", "sl", "bs"), "zls"),
    **dict.fromkeys(("sv", "da", "nb", "no"), "gmq"),
    "ca": "cat_oci_spa",
}
_BIG_INTO_ENGLISH = {
    **{tag: tag for tag in "ar bg el et fi he hu it ko lv tr".split()},
    **dict.fromkeys(("ru", "uk", "be"), "zle"),
    **dict.fromkeys(("hr", "sr", "sl", "bs"), "zls"),
    **dict.fromkeys(("sv", "da", "nb", "no"), "gmq"),
}
# The languages of M2M-100 (its card), of which every pair can be asked for.
_M2M100 = frozenset(
    "af am ar ast az ba be bg bn br bs ca ceb cs cy da de el en es et fa ff fi fr fy ga gd gl gu ha he hi hr ht hu hy "
    "id ig ilo is it ja jv ka kk km kn ko lb lg ln lo lt lv mg mk ml mn mr ms my ne nl no nso oc or pa pl ps pt ro ru "
    "sd si sk sl so sq sr ss su sv sw ta th tl tn tr uk ur uz vi wo xh yi yo zh zu".split()
)

# By how the names begin: whole families are under one licence (their cards).
_LICENCES = {"facebook/nllb-": "CC-BY-NC-4.0", "facebook/m2m100_": "MIT", "google/madlad400-": "Apache-2.0"}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A checkpoint on the hub; `download_mb` is what has to be fetched, in megabytes, `note` what is known of it."""

    name: str
    licence: str
    download_mb: int
    note: str


def recommendations(source_locale: str, target_locale: str) -> tuple[Recommendation, ...]:
    """Return the checkpoints for a pair of locales, the one to take first; those not for commercial use come last.

    Raises UsageProblem (exit 2) for a pair of one language.

    >>> [found.name for found in recommendations("en", "de")][:2]
    ['Helsinki-NLP/opus-mt-en-de', 'facebook/m2m100_418M']
    >>> recommendations("de-AT", "pt-BR")[0].name
    'facebook/m2m100_418M'
    """
    source, target = locales.language(source_locale), locales.language(target_locale)
    if source == target:
        raise UsageProblem(f"{source_locale} and {target_locale} are one language: name another with --to.")
    return (*_of_one_pair(source, target), *_of_many(source, target))


def known_licence(hub_name: str) -> str:
    """Return the licence of a checkpoint that is known before anything of it is fetched, "" if it is not.

    >>> known_licence("facebook/nllb-200-3.3B"), known_licence("me/my-model")
    ('CC-BY-NC-4.0', '')
    """
    return next((licence for start, licence in _LICENCES.items() if hub_name.startswith(start)), "")


def _of_one_pair(source: str, target: str) -> Iterator[Recommendation]:
    if source == "en":
        big, small = _BIG_FROM_ENGLISH.get(target), target in _FROM_ENGLISH
    elif target == "en":
        big, small = _BIG_INTO_ENGLISH.get(source), source in _INTO_ENGLISH
    else:
        return
    if big is not None:
        pair = f"en-{big}" if source == "en" else f"{big}-en"
        yield Recommendation(f"Helsinki-NLP/opus-mt-tc-big-{pair}", "CC-BY-4.0", 480, _BIG)
    if small:
        yield Recommendation(f"Helsinki-NLP/opus-mt-{source}-{target}", "Apache-2.0", 300, _OPUS)


def _of_many(source: str, target: str) -> Iterator[Recommendation]:
    if {source, target} <= _M2M100:
        note = "100 languages in one model, any pair; weaker on short texts than a model for the pair"
        yield Recommendation("facebook/m2m100_418M", "MIT", 1_900, note)
        yield Recommendation("facebook/m2m100_1.2B", "MIT", 5_000, f"{note}; better than the smaller one, and slow")
    note = "over 400 languages; good, and slow without a GPU: 3 billion weights"
    yield Recommendation("google/madlad400-3b-mt", "Apache-2.0", 11_800, note)
    note = "200 languages; drops sentences of long texts; may not be used for business"
    yield Recommendation("facebook/nllb-200-distilled-600M", "CC-BY-NC-4.0", 2_500, note)
