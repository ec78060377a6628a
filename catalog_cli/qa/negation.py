"""Negation: "not waterproof" that became "waterproof", or the other way round.

Counted are not words but whether a text denies anything at all: one "not" may be two, and "avoid" says it, too. What
denies for certain in one text must meet anything in the other that might.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment


class Cues(NamedTuple):
    """What denies in a language: `sure` always does, unless it stands in an `idiom`; `possible` may.

    Each is a regular expression over small letters. No text without one of the `hints` in it holds one of `sure`.
    """

    sure: re.Pattern[str]
    possible: re.Pattern[str]
    idiom: re.Pattern[str]
    hints: tuple[str, ...]


# (sure, possible beside these, idioms that deny nothing): written for this project from the grammars' closed classes,
# the affixes that deny, and verbs and adjectives of product copy that say the same ("avoid", "livre de").
_TABLES = {
    "en": (
        r"not|never|no|none|neither|nor|cannot|nothing|without|[a-z]+n't|(?!hands|hassle|tax|duty|toll)[a-z]+-free|free (?:of|from)|"
        r"(?:sugar|gluten|lactose|dairy|caffeine|alcohol|fragrance|paraben|sulfate|nut|fat|bpa|latex|oil|wheat|soy|nickel|lead) free",
        r"\w+-?free|(?!stain|regard|blouse)[a-z]{3,}less|less|non\w*|un(?!i[tqfvo]|der|til\b)[a-z]{3,}|avoid\w*|except\w*|unless|until|till|only|"
        r"hardly|rarely|barely|seldom|few|lack\w*|fail\w*|instead|rather|prevent\w*|stop\w*|refus\w*|exclu\w*|zero|"
        r"too|than|but|beyond|keeps?|remov\w*|[a-z]+[- ]?(?:proof|resistant|repellent)|anti\w*|\bim\w*possib\w*|in(?:visib|complet|suffic|"
        r"correct|valid|edib|activ|solub|adequat|appropriat|sensitiv|compatib|destructib)\w*|dis[a-z]{4,}|irregular\w*|"
        r"decaf\w*|wire-?free|skimmed|skim|vegan|bare\w*|raw|plain|minus|off|out|away|against|protect\w*|before|refrain|"
        r"forbid\w*|prohibit\w*|absen\w*|alone|sealed|single|expired?|separately|sold|exempt|open|loose|mis\w+|limited",
        r"no\. ?(?=[\d{#%\[])|(?:order|invoice|item|model|part|art|serial|ref) no\.|not only|not just|no (?:more|less|longer|later|fewer) than|no matter|whether or not|no doubt|no problem|no worries|"
        r"can't go wrong|why not|don't (?:worry|forget|hesitate|miss)|do not (?:hesitate|forget|miss)|no ?\d+|if not|"
        r"more often than not|no wonder|not to mention|no other|nothing (?:but|better|beats)|without (?:doubt|fail)|"
        r"nothing like|never (?:before|been|go out)|no-brainer|look no further|no one|no longer|goes without saying",
    ),
    "pt": (
        r"não|nunca|jamais|nenhum|nenhuma|nem|sem|nada",
        r"livres?|isent[oa]s?|evit\w+|excet\w+|senão|menos|ausência|zero|anti\w*|à prova|prova|proib\w+|imped\w+|dispens\w+|"
        r"contraindica\w*|pouc[oa]s?|só|apenas|somente|resist\w+|imperme\w+|inadequad\w+|impróp\w+|impossí\w+|incompat\w+|"
        r"indispon\w+|insolú\w+|inquebr\w+|insubst\w+|insegur\w+|invisí\w+|incapa\w+|imun\w+|inalter\w+|inodor\w+|incolor\w*|insufi\w+|"
        r"desaconselh\w+|desnecess\w+|deslig\w+|desconect\w+|desprov\w+|ilimit\w+|irregular\w*|atóxic\w+|assintomát\w*|"
        r"descalç\w+|tampouco|sequer|exclu\w+|deix\w+|falta\w*|separadamente|veda\w*|até|antes|dificilmente|raramente|"
        r"em vez|ao invés|protege\w*|contra|nad\w+",
        r"não só|não apenas|não somente|a não ser|sem dúvidas?|nada melhor|não esqueça|nem pensar|nada mais|não perca|"
        r"sem precedentes|sem igual|não deixe|nem todos",
    ),
    "es": (
        r"no|nunca|jamás|ningún|ninguna|ninguno|ni|sin|nada|tampoco",
        r"libres?|exent[oa]s?|evit\w+|except\w+|salvo|menos|ausencia|cero|anti\w*|a prueba|prueba|prohib\w+|impid\w+|imped\w+|"
        r"contraindica\w*|poc[oa]s?|solo|sólo|solamente|únicamente|resist\w+|imperme\w+|inadecuad\w+|insufi\w+|impos\w+|incompat\w+|"
        r"inalámbric\w+|inoxidab\w+|invisib\w+|incapa\w+|des(?:acons|conect|enchuf)\w+|exclu\w+|deje\w*|falta\w*|hasta|antes|"
        r"en lugar|en vez|apenas|contra|prote\w+|irrompib\w+|inodor\w+|incolor\w*|atóxic\w+",
        r"no solo|no sólo|no solamente|sin duda|nada mejor|no olvides?|no dudes?|no te pierdas|no obstante|sin embargo|ni siquiera",
    ),
    "fr": (
        r"ne|n'\w+|pas|jamais|aucun|aucune|sans|ni|rien|guère|nullement",
        r"libres?|exempt\w*|évit\w+|sauf|excepté\w*|moins|absence|zéro|anti\w*|à l'épreuve|interdi\w+|empêch\w+|déconseill\w+|"
        r"peu|seul\w*|uniquement|seulement|résist\w+|imperméab\w+|inadapt\w+|insuffi\w+|impossib\w+|incompat\w+|inoxydab\w+|invisib\w+|"
        r"incassab\w+|inodor\w*|incolor\w*|dé(?:branch|connect)\w+|exclu\w+|non|jusqu\w*|avant|plutôt|au lieu|contre|protèg\w+|plus",
        r"pas seulement|non seulement|sans doute|n'hésitez pas|n'oubliez pas|sans aucun doute|pas à pas|rien de mieux|sans pareil",
    ),
    "de": (
        r"nicht|kein\w*|nie|niemals|ohne|weder|nichts|nirgends",
        r"\w*frei\w*|\w+los\w*|vermeid\w*|außer|weniger|null|anti\w*|verbot\w*|verhinder\w*|wenig\w*|nur|\w*fest\w*|\w*dicht\w*|"
        r"un\w{3,}|\w*abweisend\w*|statt\w*|bis|bevor|vor|ausgeschlossen|schütz\w*|gegen|kaum|selten|noch|un-|ent\w+",
        r"nicht nur|kein problem|ohne zweifel|nichts anderes|nicht zuletzt|keine sorge",
    ),
}


_HINTS = {
    "en": ("not", "no ", "no,", "none", "nor ", "n't", "n’t", "nothing", "never", "neither", "without", "free"),
    "pt": ("não", "nunca", "jamais", "nenhum", "nem ", "sem ", "nada"),
    "es": ("no ", "no,", "nunca", "jamás", "ning", "ni ", "sin ", "nada", "tampoco"),
    "fr": ("ne ", "n'", "n’", "pas", "jamais", "aucun", "sans ", "ni ", "rien", "guère", "nullement"),
    "de": ("nicht", "kein", "nie", "ohne", "weder", "nirgends"),
}


def negation_lost(segment: Segment, pair: Pair) -> Iterable[str]:
    """The source denies something ("not waterproof", "without sugar"), the translation does not."""
    # Nearly always both deny or neither does: to look whether the other one affirms costs least.
    if not _may_deny(segment.source, pair.source) or not _affirms(segment.target or "", pair.target):
        return ()
    denied = _denial(segment.source, pair.source)
    return (f'"{denied}" of the source is not said in the translation.',) if denied else ()


def negation_added(segment: Segment, pair: Pair) -> Iterable[str]:
    """The translation denies something ("not", "without"), the source does not."""
    target = segment.target or ""
    if not _may_deny(target, pair.target) or not _affirms(segment.source, pair.source):
        return ()
    denied = _denial(target, pair.target)
    return (f'"{denied}" is said in the translation, and the source denies nothing.',) if denied else ()


def _may_deny(text: str, locale: str) -> bool:
    """Return whether a text holds letters without which it denies nothing; False for a language without a table."""
    cues = _cues(locale)
    if cues is None or " " not in text:
        return False
    low = text.lower()
    for hint in cues.hints:  # noqa: SIM110  # three times as fast as any()
        if hint in low:
            return True
    return False


def _denial(text: str, locale: str) -> str:
    """Return the first word that denies for certain, "" for none."""
    cues = _cues(locale)
    if cues is None:
        return ""
    low = text.lower().replace("’", "'")
    found = cues.sure.search(low)
    if found is not None and (plain := cues.idiom.sub(" ", low)) != low:
        found = cues.sure.search(plain)
    return found.group() if found else ""


def _affirms(text: str, locale: str) -> bool:
    """Return whether nothing in a text could deny; False for a language that has no table."""
    cues = _cues(locale)
    return cues is not None and bool(text) and not cues.possible.search(text.lower().replace("’", "'"))


@lru_cache(maxsize=16)
def _cues(locale: str) -> Cues | None:
    language = locales.language(locale)
    table = _TABLES.get(language)
    if table is None:
        return None
    sure, possible, idiom = table
    return Cues(_words(sure), _words(f"{sure}|{possible}"), _words(idiom), _HINTS[language])


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)")
