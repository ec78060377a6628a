"""English as a source: the number of nouns, the forms of verbs.

A source form that no one writes finds nothing and costs nothing; one that is another word finds the wrong text. So
plurals are given freely, and singulars only where they mean the same ("glasses" is not "glass").
"""

from __future__ import annotations

import re

from catalog_cli.glossary.inflection.english_words import (
    BOTH_PLURALS,
    DOUBLING,
    HEAD_LAST,
    LINKS,
    NO_NUMBER,
    NOT_NOUNS,
    O_WITH_ES,
    ONLY_PLURAL,
    OPENING,
    PAST_FORMS,
    PLURALS,
    S_WITH_ES,
    SINGULARS,
    WITH_CHE,
    WITH_IE,
)
from catalog_cli.glossary.inflection.noun_phrase import recase

_HISSES = ("s", "x", "z", "ch", "sh")
_HARD_CH = ("stomach", "monarch", "epoch", "tech")
_MEN = ("woman", "craftsman", "fisherman", "salesman", "businessman", "snowman", "gentleman")
# Nouns in "-f" and "-fe" that make "-ves", also as the end of a longer one: "bookshelf", "penknife".
_F = re.compile(r"(?:shel|lea|loa|hal|\bcal|thie|wol|\bel)f$|(?:kni|housewi|\bwi)fe$")
_VES = re.compile(r"(?:shel|lea|loa|hal|\bcal|thie|wol|\bel)ves$")


def noun_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the plurals of a noun or noun phrase, or its singular.

    >>> noun_forms("crew neck"), noun_forms("pair of socks"), noun_forms("set of 4"), noun_forms("kitchen knives")
    (('crew necks',), ('pairs of socks',), (), ('kitchen knife',))
    """
    tokens = text.split(" ")
    at = len(tokens) - 1
    if "" in tokens or tokens[0].lower() in LINKS:
        return ()
    for place, token in enumerate(tokens):
        if token.lower() in LINKS:
            if tokens[place + 1 : place + 2] and tokens[place + 1][0].isdigit():
                return ()  # "set of 4" says how many there are
            at = place - 1
            break
    return tuple(" ".join([*tokens[:at], form, *tokens[at + 1 :]]) for form in _numbers(tokens[at]))


def unknown_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return what `noun_forms` does, unless the last word of the text is no noun or the first opens a command.

    >>> unknown_forms("boots"), unknown_forms("save"), unknown_forms("contains"), unknown_forms("add to cart")
    (('boot',), (), (), ())
    """
    tokens = text.lower().split(" ")
    return () if tokens[-1] in NOT_NOUNS or (len(tokens) > 1 and tokens[0] in OPENING) else noun_forms(text)


def _numbers(word: str) -> tuple[str, ...]:
    """Return the plurals of a noun, or its singular if it is a plural."""
    opening, hyphen, last = word.rpartition("-")
    lower = last.lower()
    if not lower.isalpha() or not lower.isascii() or lower in NO_NUMBER:
        return ()
    forms = BOTH_PLURALS.get(lower) or _other_number(lower)
    if last.isupper() and len(last) > 1:  # "LED", "LEDs"
        return tuple(f"{opening}{hyphen}{last}s" for form in forms if form == f"{lower}s")
    return tuple(opening + hyphen + recase(form, last) for form in forms)


def _other_number(word: str) -> tuple[str, ...]:
    if word in ONLY_PLURAL:
        return ()
    single = SINGULARS.get(word) or _singular(word)
    return (single,) if single else (_plural(word),)


def _plural(word: str) -> str:
    """Return the plural of a noun in lower case."""
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith(_MEN):
        return word[:-2] + "en"
    if _F.search(word):
        return word.removesuffix("e")[:-1] + "ves"
    if word.endswith(_HISSES):
        return word + ("s" if word.endswith(_HARD_CH) else "es")
    if word.endswith("y") and word[-2:-1] not in "aeo":
        return word[:-1] + "ies"
    return word + ("es" if word in O_WITH_ES else "s")


def _singular(word: str) -> str:
    """Return the singular of a plural in lower case, "" if the word is none."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in S_WITH_ES:
        return ""
    if word.endswith("ies"):
        return word[:-1] if word[:-1] in WITH_IE else word[:-3] + "y"
    if _VES.search(word):
        return word[:-3] + "f"
    if word[:-2] in S_WITH_ES or word[:-2] in O_WITH_ES:
        return word[:-2]
    if word.endswith(("shes", "xes", "sses", "tzes")) or (word.endswith("ches") and word[:-1] not in WITH_CHE):
        return word[:-2]
    return word[:-1]


def verb_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the forms of a verb given in its base form, with what belongs to it.

    >>> verb_forms("wrap"), verb_forms("machine wash")
    (('wraps', 'wrapped', 'wrapping'), ('machine washes', 'machine washed', 'machine washing'))
    >>> verb_forms("add to cart")
    ('adds to cart', 'added to cart', 'adding to cart')
    """
    tokens = text.split(" ")
    at = len(tokens) - 1 if tokens[0].lower() in HEAD_LAST else 0
    opening, hyphen, verb = tokens[at].rpartition("-")
    lower = verb.lower()
    if len(lower) < 2 or not lower.isalpha() or not lower.isascii() or tokens[0].lower() in {"do", "don't", "to"}:
        return ()
    forms = (_third_person(lower), *_past(lower), *_ing(lower))
    made = [opening + hyphen + recase(form, verb) for form in forms]
    return tuple(
        dict.fromkeys(" ".join([*tokens[:at], form, *tokens[at + 1 :]]) for form in made if form != tokens[at])
    )


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return "has" if verb == "have" else verb + ("es" if verb.endswith((*_HISSES, "o")) else "s")


def _past(verb: str) -> tuple[str, ...]:
    if verb in PAST_FORMS:
        return tuple(PAST_FORMS[verb].split("|"))
    if verb.endswith("e"):
        return (verb + "d",)
    if verb.endswith("y") and verb[-2] not in "aeou":
        return (verb[:-1] + "ied",)
    return tuple(stem + "ed" for stem in _stems(verb))


def _ing(verb: str) -> tuple[str, ...]:
    if verb.endswith("ie"):
        return (verb[:-2] + "ying",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb not in {"be", "singe", "tinge"}:
        return (verb[:-1] + "ing",)
    return tuple(stem + "ing" for stem in _stems(verb))


_ONE_SYLLABLE = re.compile(r"(?:un|re|pre)?(?:[^aeiou]|qu)+[aeiou][^aeiouwxy]")


def _stems(verb: str) -> tuple[str, ...]:
    """Return what stands before "-ed" and "-ing": the last letter doubled after one short stressed vowel."""
    if verb in DOUBLING or _ONE_SYLLABLE.fullmatch(verb):
        return (verb + verb[-1],)
    if verb.endswith("c"):
        return (verb + "k",)
    if verb.endswith(("vel", "bel", "cel", "nel")):  # American "labeled", British "labelled"
        return verb, verb + "l"
    return (verb,)
