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
    """What denies in a language, as regular expressions over small letters.

    `verbs` denies what a sentence says ("not", "never"), `things` that something is there ("without", "-free"), unless
    either stands in an `idiom`. `near` may stand for the first, `near` or `far` for the second.
    """

    verbs: re.Pattern[str]
    things: re.Pattern[str]
    near: re.Pattern[str]
    far: re.Pattern[str]
    idiom: re.Pattern[str]


class _Table(NamedTuple):
    verbs: str
    things: str
    near: str
    far: str
    idiom: str
    hints: str


# Written for this project from the grammars' closed classes, the affixes that deny, and the verbs and adjectives of
# product copy that say the same ("avoid", "livre de", "sold separately").
_TABLES = {
    "en": _Table(
        verbs=r"not|never|no|none|neither|nor|cannot|nothing|[a-z]+n't|(?:do|does|did|is|are|was|were)nt",
        things=r"without|w/o|(?!hands|hassle|tax|duty|toll)[a-z]+-free|free (?:of|from)|"
        r"(?:sugar|gluten|lactose|dairy|caffeine|alcohol|fragrance|paraben|sulfate|nut|fat|bpa|latex|oil|soy|"
        r"nickel|lead) free",
        near=r"(?!stain|regard|bless)[a-z]{3,}less(?:ly)?|non\w*|un(?!i[tqfvo]|der|til\b)[a-z]{3,}|"
        r"dis(?:connect|continu|abl|allow|courag|regard|advis)\w*|avoid\w*|except\w*|unless|until|till|only|"
        r"hardly|rarely|"
        r"barely|seldom|lack\w*|fail\w*|instead|rather|prevent\w*|stops?|refus\w*|exclu\w*|zero|minus|alone|separately|"
        r"keep(?:s|ing)?\b.{0,40}\b(?:from|away|out of)|refrain|forbid\w*|prohibit\w*|absen\w*|exempt|too|"
        r"expired?|mis\w+|"
        r"in(?:visib|complet|correct|valid|edib|activ|solub|adequat|appropriat|sensitiv|compatib|destructib|suffic)\w*|"
        r"im(?:possib|prop|perfect)\w*|ir(?:regular|resist|replac)\w*|vegan|free",
        far=r"[a-z]+[- ]?(?:proof|resistant|repellent)|anti\w*|remov\w*|decaf\w*|skim\w*|bare\w*|raw|plain|off|"
        r"out|away|"
        r"against|protect\w*|less|few|but|beyond|sealed|open|loose|limited|single|matte|pure|natural",
        idiom=r"no\. ?(?=[\d{#%\[])|(?:order|invoice|item|model|part|art|serial|ref) no\.|not only|not just|"
        r"no (?:more|less|longer|later|fewer) than|no matter|whether or not|no doubt|no problem|no worries|"
        r"can't go wrong|"
        r"why not|don't (?:worry|forget|hesitate|miss)|do not (?:hesitate|forget|miss)|no ?\d+|if not|no wonder|"
        r"not to mention|no other|nothing (?:but|better|beats|like)|without (?:doubt|fail)|never (?:before|"
        r"been)|no-brainer|"
        r"no one|no longer|goes without saying",
        hints="not|no |no,|none|nor |n't|n’t|dont|snt|idnt|erent|arent|never|neither|without|w/o|free",
    ),
    "pt": _Table(
        verbs="não|nunca|jamais|nem|tampouco",
        things="nenhum|nenhuma|sem|nada",
        near=r"livres? d[eao]s?|isent[oa]s?|evit\w+|excet\w+|senão|ausência|proib\w+|imped\w+|dispens\w+|"
        r"contraindica\w*|"
        r"só|apenas|somente|inadequad\w+|impróp\w+|impossí\w+|incompat\w+|indispon\w+|insolú\w+|insubst\w+|insegur\w+|"
        r"incapa\w+|desaconselh\w+|desnecess\w+|desprov\w+|irregular\w*|sequer|exclu\w+|deix\w+ de|falta\w*|"
        r"separadamente|veda\w*|dificilmente|raramente|em vez|ao invés|insufi\w+|à parte|zero|menos",
        far=r"anti\w*|à prova|prova|pouc[oa]s?|resist\w+|imperme\w+|inquebr\w+|invisí\w+|imun\w+|inalter\w+|inodor\w+|"
        r"incolor\w*|deslig\w+|desconect\w+|ilimit\w+|atóxic\w+|descalç\w+|contra|proteg\w*|livres?|pur[oa]s?|antes",
        idiom="não só|não apenas|não somente|a não ser|sem dúvidas?|nada melhor|não esqueça|nem pensar|"
        "nada mais|não perca|"
        "sem precedentes|sem igual|não deixe|nem todos|do que (?:nunca|jamais)|"
        r"(?:mais|menos) (?:\w+ )?que (?:nunca|jamais)|(?:melhor|maior)(?:es)? que (?:nunca|jamais)",
        hints="não|nunca|jamais|nenhum|nem |sem |nada|tampouco",
    ),
    "es": _Table(
        verbs="no|nunca|jamás|ni|tampoco",
        things="ningún|ninguna|ninguno|sin|nada",
        near=r"libres? de|exent[oa]s?|evit\w+|except\w+|salvo|ausencia|prohib\w+|impid\w+|imped\w+|"
        r"contraindica\w*|solo|"
        r"sólo|solamente|únicamente|inadecuad\w+|imposib\w+|incompat\w+|incapa\w+|desacons\w+|exclu\w+|"
        r"dej\w+ de|falta\w*|"
        r"en lugar|en vez|apenas|insufi\w+|por separado|cero|menos|hasta",
        far=r"anti\w*|a prueba|prueba|poc[oa]s?|resist\w+|imperme\w+|inalámbric\w+|inoxidab\w+|invisib\w+|irrompib\w+|"
        r"inodor\w+|incolor\w*|atóxic\w+|des(?:conect|enchuf)\w+|contra|proteg\w+|libres?|pur[oa]s?|antes",
        idiom="no solo|no sólo|no solamente|sin duda|nada mejor|no olvides?|no dudes?|no te pierdas|no obstante|"
        r"sin embargo|ni siquiera|más (?:\w+ )?que nunca|(?:mejor|mayor)(?:es)? que nunca",
        hints="no |no,|nunca|jamás|ning|ni |sin |nada|tampoco",
    ),
    "fr": _Table(
        verbs=r"ne|n'\w+|pas|jamais|ni|guère|nullement",
        things="aucun|aucune|sans|rien",
        near=r"libres? de|exempt\w*|évit\w+|sauf|excepté\w*|absence|interdi\w+|empêch\w+|déconseill\w+|seul\w*|"
        r"uniquement|"
        r"inadapt\w+|impossib\w+|incompat\w+|exclu\w+|non|plutôt|au lieu|insuffi\w+|séparément|zéro|moins|jusqu\w*",
        far=r"anti\w*|à l'épreuve|peu|résist\w+|imperméab\w+|inoxydab\w+|invisib\w+|incassab\w+|inodor\w*|incolor\w*|"
        r"dé(?:branch|connect)\w+|contre|protèg\w+|protég\w+|libres?|purs?|pures?|avant",
        idiom="pas seulement|non seulement|sans doute|n'hésitez pas|n'oubliez pas|sans aucun doute|pas à pas|"
        r"rien de mieux|sans pareil|(?:plus (?:\w+ )?|mieux |meilleure?s? )que jamais",
        hints="ne |n'|n’|pas|jamais|aucun|sans |ni |rien|guère|nullement",
    ),
    "de": _Table(
        verbs=r"nicht|nie|niemals|weder|nirgends",
        things=r"kein\w*|ohne|nichts",
        near=r"\w*frei\w*|\w+los\w*|vermeid\w*|außer|verbot\w*|verhinder\w*|nur|un\w{3,}|statt\w*|bis|ausgeschlossen|"
        r"kaum|selten|noch|separat|null|weniger|fehl\w*",
        far=r"anti\w*|wenig\w*|\w*fest\w*|\w*dicht\w*|\w*abweisend\w*|bevor|vor|schütz\w*|gegen|ent\w+|rein\w*",
        idiom="nicht nur|kein problem|ohne zweifel|nichts anderes|nicht zuletzt|keine sorge",
        hints="nicht|kein|nie|ohne|weder|nirgends",
    ),
}


def negation_lost(segment: Segment, pair: Pair) -> Iterable[str]:
    """The source denies something ("not waterproof", "without sugar"), the translation does not."""
    if not _may_deny(segment.source, pair.source):
        return ()
    denied = _unmet(segment.source, pair.source, segment.target or "", pair.target)
    return (f'"{denied}" of the source is not said in the translation.',) if denied else ()


def negation_added(segment: Segment, pair: Pair) -> Iterable[str]:
    """The translation denies something ("not", "without"), the source does not."""
    target = segment.target or ""
    if not _may_deny(target, pair.target):
        return ()
    denied = _unmet(target, pair.target, segment.source, pair.source)
    return (f'"{denied}" is said in the translation, and the source denies nothing.',) if denied else ()


_LEAST_WORDS = 3  # a name of two ("Vests") is said with "without" in some language ("gilets sans manches")


def _unmet(text: str, locale: str, other: str, other_locale: str) -> str:
    """Return the word by which a text denies what the other text does not, "" if there is none."""
    # Nearly always both deny: to look for a word that denies in the other one costs least.
    cues, low = _cues(other_locale), _low(other)
    if cues is None or cues.verbs.search(low) or cues.things.search(low):
        return ""
    denied, is_verb = _denial(text, locale)
    if not is_verb and len(other.split()) < _LEAST_WORDS:
        return ""
    return "" if not denied or _denies(other, other_locale, is_verb=is_verb) else denied


def _may_deny(text: str, locale: str) -> bool:
    """Return whether a text holds letters without which it denies nothing; False for a language without a table."""
    if " " not in text:
        return False
    low = text.lower()
    for hint in _hints(locale):  # noqa: SIM110  # three times as fast as any()
        if hint in low:
            return True
    return False


def _denial(text: str, locale: str) -> tuple[str, bool]:
    """Return the first word that denies for certain, "" for none, and whether it denies what the text says."""
    cues = _cues(locale)
    if cues is None:
        return "", False
    low = cues.idiom.sub(" ", _low(text))
    found = cues.verbs.search(low)
    if found is not None:
        return found.group(), True
    found = cues.things.search(low)
    return (found.group() if found else ""), False


def _denies(text: str, locale: str, *, is_verb: bool) -> bool:
    """Return whether a text denies in other words; True for a language that has no table."""
    cues = _cues(locale)
    if cues is None or not text:
        return True
    low = _low(text)
    return bool(cues.near.search(low) or (not is_verb and cues.far.search(low)))


def _low(text: str) -> str:
    return text.lower().replace("’", "'")


@lru_cache(maxsize=16)
def _hints(locale: str) -> tuple[str, ...]:
    """Return what any text that holds one of `verbs` or `things` has in it; () for a language without a table."""
    table = _TABLES.get(locales.language(locale))
    return () if table is None else tuple(table.hints.split("|"))


@lru_cache(maxsize=16)
def _cues(locale: str) -> Cues | None:
    table = _TABLES.get(locales.language(locale))
    if table is None:
        return None
    verbs, things, near, far, idiom = (re.compile(rf"\b(?:{pattern})(?!\w)") for pattern in table[:5])
    return Cues(verbs, things, near, far, idiom)
