"""Portuguese plurals and genders, of both norms.

The rules are those of the usual grammars (Cunha and Cintra, Nova gramática do português contemporâneo, "flexão do
substantivo, do adjetivo"); the lists are ours.
"""

from __future__ import annotations

import re

from catalog_cli.glossary.inflection.noun_phrase import Grammar, both_ways, is_acronym, recase
from catalog_cli.glossary.inflection.portuguese_verbs import verb_forms
from catalog_cli.glossary.inflection.portuguese_words import (
    ADJECTIVES,
    APPOSED,
    BEFORE_NOUNS,
    BORROWED_IN_ER,
    DESCRIBED,
    FEMININES,
    FIRST_STAYS,
    FIXED_AFTER_NOUNS,
    GENDERLESS_IN_O_OR_A,
    INVARIABLE_ADJECTIVES,
    JOINS,
    LINKS,
    NEVER_NOUNS,
    NO_NUMBER,
    NOUNS_IN_AR_ER_IR,
    NOUNS_IN_ES,
    NOUNS_LIKE_ADJECTIVES,
    NOUNS_LIKE_FINITE_VERBS,
    NOUNS_LIKE_PARTICIPLES,
    ONLY_IN_S,
    PLURALS,
    SINGULARS,
)

__all__ = ["adjective_forms", "agreed", "noun_forms", "plurals", "singular", "unknown_forms", "verb_forms"]

_VOWELS = "aeiouáéíóúâêôã"
_ACCENTED = re.compile(r"[áéíóúâêô]")
_FOREIGN = re.compile(r"[kwy]|[^aeiouáéíóúâêôãlmnrsxz]$|([bdfgmptzln])\1|ee|oo|sh|th")
_ADJECTIVE = re.compile(
    r"\w(?:ad|id|íd|os|iv|óri|ári|ian)[oa]$|\w{3}ic[oa]$|\w{2}[td]ora?$|\w{3}ista$|[áíóú]vel$|\w{2}al$|\w[aeií]nte$"
)
# Participles and other adjectives that surely have both genders.
_LIKE_FINITE_VERB = re.compile(r"[^g]em$|ém$|[aei]ndo$|[^aeou]eu$|^[^áéíóúâêô]*[^aeou]i$")
# The first person plural of verbs: "usamos"; not "mínimos", "termos".
_WE = re.compile(r"[aeáéíê]mos$|^[^áéíóúâêô]*imos$|[aei]rmos$")
_TWO_GENDERS = re.compile(r"(?:ad|id|íd|ic|os|iv|óri|ári|an|in|ent|ert|vist|ens|ul|ur)a$")
_SINGULAR_IN_E = re.compile(r"(?:[bcdfghjlmnptvu]|[ao]s|i)es$")


def plurals(word: str) -> tuple[str, ...]:
    """Return the plurals of a word, the likeliest first; the word itself if it does not change, none if not known.

    >>> plurals("botão"), plurals("lençol"), plurals("francês"), plurals("lápis"), plurals("verão")
    (('botões',), ('lençóis',), ('franceses',), ('lápis',), ('verões', 'verãos'))
    """
    lower = word.lower()
    if lower in PLURALS:
        return tuple(recase(form, word) for form in PLURALS[lower].split("|"))
    if lower in NO_NUMBER:
        return (word,)
    if "-" in lower:
        return tuple(recase(form, word) for form in _hyphened(lower))
    if not word.isalpha():
        return ()
    if word.isupper() and is_acronym(lower):
        return (f"{word}s",) if len(word) > 1 and word[-1] not in "SXZ" else ()
    plural = _plural(lower)
    return (recase(plural, word),) if plural else ()


def _plural(word: str) -> str:
    """Return the plural of a word in lower case by its ending, "" where that is not safe."""
    end = word[-1]
    if end in _VOWELS:
        if word.endswith("mente") and word not in {"mente", "semente"}:
            return ""  # an adverb
        if word.endswith("ão"):
            return _plural_in_ao(word)
        return "" if word.endswith(("ou", "iu", "ãozinho")) else word + "s"
    if len(word) < 3:
        return ""
    if end in "tpkdgbfcw":
        return word + "s"  # borrowed: "kit", "top", "show"
    if end == "y":
        return word + "s" if word[-2] in "aeo" else ""
    rule = _CONSONANT_RULES.get(end)
    return rule(word) if rule else ""


def _plural_in_m(word: str) -> str:
    return word[:-1] + "ns" if word[-2] in "eéioóuí" and not _FOREIGN.search(word) else ""


def _plural_in_z(word: str) -> str:
    return word + "es" if word[-2] in "aeiou" and word[-3] not in "aeou" and not _FOREIGN.search(word) else ""


def _plural_in_ao(word: str) -> str:
    unstressed = _ACCENTED.search(word)  # órgão, bênção
    return word + "s" if unstressed or word.endswith("mão") else word[:-2] + "ões"


def _plural_in_l(word: str) -> str:
    stem, vowel = word[:-2], word[-2]
    if _FOREIGN.search(word):
        return ""
    unstressed = _ACCENTED.search(stem)
    match vowel:
        case "a" | "u":
            return f"{stem}{vowel}is"
        case "e":
            return stem + ("eis" if unstressed else "éis")
        case "o":
            return stem + ("ois" if unstressed else "óis")
        case "i":
            return stem + ("eis" if unstressed else "is")
    return ""


def _plural_in_r(word: str) -> str:
    if word.endswith("er") and not _ACCENTED.search(word):
        return word + "s" if word in BORROWED_IN_ER else word + "es" if word in NOUNS_IN_AR_ER_IR else ""
    return word + "es" if word[-2] in "aeiouéáóêúíô" and not _FOREIGN.search(word) else ""


def _plural_in_s(word: str) -> str:
    if word in NOUNS_IN_ES:
        return word[:-2] + "eses"
    # Other words in -s are plurals already, or do not change: "lápis", "ônibus". "-ás", "-és", "-ós" can be both.
    return "" if word[-2] in "áéêóúôãõ" else word


_CONSONANT_RULES = {"l": _plural_in_l, "m": _plural_in_m, "r": _plural_in_r, "s": _plural_in_s, "z": _plural_in_z}


def _hyphened(word: str) -> tuple[str, ...]:
    """Return the plurals of a word with hyphens: "guarda-chuvas", "meias-calças", "pães-de-ló"."""
    first, *middle, last = word.split("-")
    if not first.isalpha() or not last.isalpha():
        return ()
    if middle:
        if len(middle) == 1 and middle[0] in LINKS:
            return tuple(f"{form}-{middle[0]}-{last}" for form in plurals(first))
        return ()
    if first in FIRST_STAYS:
        return tuple(f"{first}-{form}" for form in plurals(last))
    if last == "feira" or last in ADJECTIVES or (first in BEFORE_NOUNS and last not in LINKS):
        heads, tails = plurals(first), plurals(last)
        return (f"{heads[0]}-{tails[0]}",) if heads and tails else ()
    return ()


def singular(word: str) -> str:
    """Return the singular of a plural in lower case, "" if the word is none or its singular is not sure.

    >>> singular("calças"), singular("botões"), singular("lápis"), singular("óculos"), singular("papéis")
    ('calça', 'botão', '', '', 'papel')
    """
    if not word.endswith("s") or len(word) < 4 or word in ONLY_IN_S:
        return ""
    if word in SINGULARS:
        return SINGULARS[word]
    if not word.isalpha():
        return ""
    if word.endswith("eses") and word[:-4] + "ês" in NOUNS_IN_ES:
        return word[:-4] + "ês"
    if _WE.search(word):
        return ""
    for ending, other in _SINGULAR_ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + other if other is not None else ""
    if word[-2] in "aoáéóã" or _SINGULAR_IN_E.search(word):
        return word[:-1]
    if word.endswith(("eus", "éus")):
        return word[:-1]
    return word[:-1] if word[-2] in "tpkdgbcw" else ""


# The first that fits counts; None: not sure.
_SINGULAR_ENDINGS: tuple[tuple[str, str | None], ...] = (
    ("ões", "ão"),
    ("ães", None),
    ("ais", "al"),
    ("éis", "el"),
    ("óis", "ol"),
    ("áveis", "ável"),
    ("íveis", "ível"),
    ("úveis", "úvel"),
    ("óveis", "óvel"),
    ("ens", "em"),
    ("ins", "im"),
    ("ons", "om"),
    ("uns", "um"),
    ("ores", "or"),
    ("ares", "ar"),
    ("zes", "z"),
    ("ois", None),
    ("ues", None),
    ("ês", None),
)


def _is_adjective(word: str) -> bool:
    """Return whether a singular in lower case, said after a noun, is an adjective."""
    if word in NOUNS_LIKE_ADJECTIVES:
        return False
    if word in ADJECTIVES or word in NOUNS_IN_ES or (word[-1] == "a" and word[:-1] + "o" in ADJECTIVES):
        return True
    return _ADJECTIVE.search(word) is not None


def _gender_of(word: str) -> str:
    """Return the gender a noun or an adjective surely has by its ending, else ""."""
    if word.endswith(("ma", "ta", "dia", "mapa")):
        return ""
    return "f" if word.endswith(("a", "ção", "são", "dade", "gem")) else "m" if word.endswith(("o", "or")) else ""


_GRAMMAR = Grammar(
    links=LINKS,
    joins=JOINS,
    apposed=APPOSED,
    elisions=("d'", "d’"),
    described=DESCRIBED,
    before=both_ways(BEFORE_NOUNS),
    fixed=FIXED_AFTER_NOUNS | INVARIABLE_ADJECTIVES,
    plurals=plurals,
    singular=singular,
    is_adjective=_is_adjective,
    borrowed=_FOREIGN,
    gender_of=_gender_of,
)


def noun_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the other number of a noun or noun phrase; the gender of a noun never changes.

    >>> noun_forms("máquina de lavar"), noun_forms("calças jeans"), noun_forms("à prova d'água")
    (('máquinas de lavar',), ('calça jeans',), ())
    """
    return _GRAMMAR.other_number(text, gender)


def unknown_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return what `noun_forms` does, unless the text begins with what is no noun: a verb, a particle.

    >>> unknown_forms("celular"), unknown_forms("salvar"), unknown_forms("mais")
    (('celulares',), (), ())
    """
    first = text.partition(" ")[0].lower()
    if first in NEVER_NOUNS or (first.endswith(("ar", "er", "ir")) and first not in NOUNS_IN_AR_ER_IR):
        return ()
    return () if _LIKE_FINITE_VERB.search(first) and not _is_known_noun(first) else noun_forms(text, gender)


def _is_known_noun(word: str) -> bool:
    return word in NOUNS_LIKE_FINITE_VERBS or word in PLURALS


_ADVERBS = frozenset({"não", "muito", "mais", "bem", "pouco", "super", "ultra", "extra", "recém", "totalmente", "100%"})
_MOST_ADVERBS = 3  # "não muito bem passado"


def adjective_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the other genders and numbers of an adjective, with what depends on it: "laváveis à máquina".

    >>> adjective_forms("vermelho"), adjective_forms("azul"), adjective_forms("cor-de-rosa")
    (('vermelha', 'vermelhos', 'vermelhas'), ('azuis',), ())
    >>> adjective_forms("feito à mão")
    ('feita à mão', 'feitos à mão', 'feitas à mão')
    """
    return _GRAMMAR.adjective_forms(text, _ADVERBS, _adjective, most_adverbs=_MOST_ADVERBS)


def _adjective(word: str) -> tuple[str, ...]:
    """Return the other forms of one adjective in lower case."""
    if word in INVARIABLE_ADJECTIVES or word in NEVER_NOUNS or not word.isalpha() or _FOREIGN.search(word):
        return ()
    if word.startswith("anti") and not (_is_adjective(word) or word.endswith("ano")):
        return ()  # "antimofo" is a noun in apposition
    base = singular(word) or word
    if base in FEMININES:
        feminine = FEMININES[base]
        forms = (base, feminine, *plurals(base)[:1], *plurals(feminine)[:1])
    elif base.endswith("ão"):
        return ()
    elif base in GENDERLESS_IN_O_OR_A or not (genders := _genders(base)):
        forms = (base, *plurals(base)[:1])
    else:
        forms = (*genders, *plurals(genders[0])[:1], *plurals(genders[1])[:1])
    return tuple(form for form in dict.fromkeys(forms) if form != word)


def _genders(word: str) -> tuple[str, ...]:
    """Return the masculine and the feminine of a regular adjective, none if they are one or not sure."""
    stem = word[:-1]
    if word[-1] == "o":
        return word, stem + "a"
    if word[-1] == "a" and (stem + "o" in ADJECTIVES or _TWO_GENDERS.search(word)):
        return stem + "o", word
    if word.endswith(("dor", "tor", "sor")):
        return word, word + "a"
    if word.endswith(("dora", "tora", "sora")):
        return stem, word
    return (word, word[:-2] + "esa") if word in NOUNS_IN_ES else ()


def agreed(word: str, *, feminine: bool, plural: bool) -> str:
    """Return a word that surely is an adjective in a gender and number, in lower case; "" if it may be none.

    >>> agreed("macios", feminine=True, plural=False), agreed("azul", feminine=True, plural=True)
    ('macia', 'azuis')
    >>> agreed("bege", feminine=True, plural=True), agreed("vestido", feminine=True, plural=False)
    ('bege', '')
    """
    if word in NEVER_NOUNS:
        return ""  # "são" are, not sane
    if word in INVARIABLE_ADJECTIVES:
        return word
    base = singular(word) or word
    masculine, feminine_form = _both_genders(base)
    if masculine in NOUNS_LIKE_PARTICIPLES or base in DESCRIBED | APPOSED | NOUNS_LIKE_PARTICIPLES:
        return ""
    if not base.isalpha() or not (_is_adjective(masculine) or masculine in FEMININES):
        return ""
    chosen = feminine_form if feminine else masculine
    return next(iter(plurals(chosen)), "") if plural else chosen


def _both_genders(base: str) -> tuple[str, str]:
    if base in FEMININES:
        return base, FEMININES[base]
    for masculine, feminine in FEMININES.items():
        if base == feminine:
            return masculine, feminine
    own = () if base in GENDERLESS_IN_O_OR_A else _genders(base)
    return (own[0], own[1]) if len(own) == 2 else (base, base)
